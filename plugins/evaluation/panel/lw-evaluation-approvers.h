/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who may approve what somebody asks for. */
#pragma once

#include "document/lw-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* People with the role approver, but for who works here: "boss Approver", and into @ids (element-type utf8) their
 * identifiers. (transfer full) */
GtkStringList *lw_evaluation_approvers (LwDocument *document, GPtrArray *ids);

G_END_DECLS
