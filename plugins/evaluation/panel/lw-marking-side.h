/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The left column: which questions and bids there are to mark, how far they are, and the ways to narrow the list. */
#pragma once

#include <adwaita.h>

#include "lw-marking-list.h"

G_BEGIN_DECLS

#define LW_TYPE_MARKING_SIDE (lw_marking_side_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingSide, lw_marking_side, LW, MARKING_SIDE, AdwBin)

/** Once, before anything else. */
void lw_marking_side_set_document (LwMarkingSide *side, LwDocument *document);
/** Lists anew, after the work's "reset". Nothing is selected then. */
void lw_marking_side_rebuild (LwMarkingSide *side);

/** The place that is selected; FALSE where none is. */
gboolean lw_marking_side_get_place (LwMarkingSide *side, LwMarkingPlace *place);
/** Selects @place; where the list does not show it, it is made to show all. */
void lw_marking_side_select (LwMarkingSide *side, LwMarkingPlace place);
/** Selects the next (@by 1) or the previous (@by -1) in the list; FALSE at its end. */
gboolean lw_marking_side_step (LwMarkingSide *side, int by);
/** Selects the next open one of the list; FALSE where no other is open. */
gboolean lw_marking_side_next_open (LwMarkingSide *side);
/** Selects the first place in the list of which @lot, @bidder and @criterion say what they are; NULL: any. FALSE: none. */
gboolean lw_marking_side_select_like (LwMarkingSide *side, const char *lot, const char *bidder, const char *criterion);
void lw_marking_side_focus_filter (LwMarkingSide *side);
/** Confirms all marks of the person, after asking, or says what stands in the way. */
void lw_marking_side_confirm_all (LwMarkingSide *side);
void lw_marking_side_set_by_bid (LwMarkingSide *side, gboolean by_bid);
gboolean lw_marking_side_get_by_bid (LwMarkingSide *side);

/** The inner button of a drop-down is what takes the focus, and has no name of its own in GTK 4.8. */
void lw_marking_name_drop_down (GtkDropDown *drop_down, const char *name);

/* Signal "selected" (LwMarkingSide *): another place, or none, is selected. */

G_END_DECLS
