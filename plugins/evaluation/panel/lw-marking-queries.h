/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What evaluators asked, for who answers: the open queries first, each with a line to reply in. It goes into the inspector. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"

G_BEGIN_DECLS

#define LW_TYPE_MARKING_QUERIES (lw_marking_queries_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingQueries, lw_marking_queries, LW, MARKING_QUERIES, AdwBin)

GtkWidget *lw_marking_queries_new (LwDocument *document);
/** Puts the focus into the first reply. */
void lw_marking_queries_focus (LwMarkingQueries *self);

G_END_DECLS
