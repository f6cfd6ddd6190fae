/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where one mark is given: the scale as a ladder, the rationale, what can be seen of it, and whether all of it is saved.
 * The text is saved after a pause, when the focus leaves it and before anything else is shown. Until there is a mark to
 * keep it with, it is a draft, remembered on this computer.
 */
#pragma once

#include <adwaita.h>

#include "lw-marking-beside.h"
#include "lw-marking-work.h"

G_BEGIN_DECLS

#define LW_TYPE_MARKING_DESK (lw_marking_desk_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingDesk, lw_marking_desk, LW, MARKING_DESK, AdwBin)

/** Once, before anything else. */
void lw_marking_desk_set_document (LwMarkingDesk *desk, LwDocument *document);
/** Shows the mark of the present person at @place, or nothing. What was written before is saved first. */
void lw_marking_desk_show (LwMarkingDesk *desk, const LwMarkingPlace *place);
/** Saves what was written; returns when it is in the file. */
void lw_marking_desk_save (LwMarkingDesk *desk);

/** Whether a mark can be given, or cleared, now. */
gboolean lw_marking_desk_can_mark (LwMarkingDesk *desk);
gboolean lw_marking_desk_can_clear (LwMarkingDesk *desk);
/** Marks: @mark is an index in the scale. */
void lw_marking_desk_mark (LwMarkingDesk *desk, guint mark);
/** Takes the mark and its rationale back. */
void lw_marking_desk_clear (LwMarkingDesk *desk);
/** Does what a key means outside of texts: a digit marks. Returns whether it meant anything. */
gboolean lw_marking_desk_press (LwMarkingDesk *desk, guint keyval);

/** Confirms the mark: from then on it is locked. What stands in the way is shown. */
void lw_marking_desk_confirm (LwMarkingDesk *desk);
gboolean lw_marking_desk_can_confirm (LwMarkingDesk *desk);
/** Puts a quotation into the pointer of the mark that is shown: @document NULL is the answer, @page NULL none. */
void lw_marking_desk_quote (LwMarkingDesk *desk, const char *document, const char *page, const char *words);
/** Unfolds a row beside the mark and puts the focus into it. */
void lw_marking_desk_focus_beside (LwMarkingDesk *desk, LwMarkingBesideRow row);

void lw_marking_desk_focus_ladder (LwMarkingDesk *desk);
void lw_marking_desk_focus_rationale (LwMarkingDesk *desk);
/** The focus is in the rationale. */
gboolean lw_marking_desk_is_writing (LwMarkingDesk *desk);

/* Signal "state" (LwMarkingDesk *): what lw_marking_desk_can_…() say may have changed. */

G_END_DECLS
