/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The places that evaluators have marked: filtered, those farthest apart first. */
#pragma once

#include <adwaita.h>

#include "lw-moderation-data.h"

G_BEGIN_DECLS

#define LW_TYPE_MODERATION_LIST (lw_moderation_list_get_type ())
G_DECLARE_FINAL_TYPE (LwModerationList, lw_moderation_list, LW, MODERATION_LIST, AdwBin)

/** Once, before anything else. */
void lw_moderation_list_set_document (LwModerationList *list, LwDocument *document);
/** Reads the places again. */
void lw_moderation_list_refresh (LwModerationList *list);
/** The place shown, "L1/B2/1.1", or NULL. (transfer full) */
char *lw_moderation_list_get_place (LwModerationList *list);
/** Shows the place, with another filter where it is filtered out; FALSE where there is none. */
gboolean lw_moderation_list_select (LwModerationList *list, const char *place);
/** To the next or, with @way -1, the previous place in the list; with @flagged to one whose marks lie far apart and where
 * something is open. FALSE at the end. */
gboolean lw_moderation_list_move (LwModerationList *list, int way, gboolean flagged);
/** Places in all, of the lot chosen. */
guint lw_moderation_list_get_n (LwModerationList *list);

/* Signal "selected" (LwModerationList *): another place, or none. */

G_END_DECLS
