/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What of a competition a template keeps: its method. */
#pragma once

#include "store/lw-store.h"

G_BEGIN_DECLS

/**
 * lw_evaluation_template_xml:
 * @title: of the template
 *
 * Criteria, scales, method and tie rules of the competition, with what is stated of the criteria, as a competition of its own:
 * no lots, bids, people, marks, nor what was published. LW_ERROR_NOT_FOUND where there is no method. (transfer full)
 */
LW_EXPORT char *lw_evaluation_template_xml (LwConnection *connection, GPtrArray *sections, const char *title, GError **error);

G_END_DECLS
