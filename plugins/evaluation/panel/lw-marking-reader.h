/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The middle of Marking: the question with the bid's answer, and the bid's documents, one at a time. What is selected in
 * them can be quoted.
 */
#pragma once

#include <adwaita.h>

#include "lw-marking-work.h"

G_BEGIN_DECLS

#define LW_TYPE_MARKING_READER (lw_marking_reader_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingReader, lw_marking_reader, LW, MARKING_READER, GtkBox)

/** Shows @place, or nothing. A document of the bidder that is open stays open. */
void lw_marking_reader_show (LwMarkingReader *reader, LwDocument *document, const LwMarkingPlace *place);
/** Opens a document of the bid on the screen at @page (from 1; 0: where it was). */
void lw_marking_reader_open (LwMarkingReader *reader, const char *name, guint page);
/** Hands over what is selected by the signal "quote". FALSE where nothing is selected. */
gboolean lw_marking_reader_quote (LwMarkingReader *reader);
/** To the next or previous of what there is to read. */
void lw_marking_reader_step (LwMarkingReader *reader, int step);
void lw_marking_reader_turn (LwMarkingReader *reader, int pages);
void lw_marking_reader_find (LwMarkingReader *reader);
void lw_marking_reader_attach (LwMarkingReader *reader);
void lw_marking_reader_edit_answer (LwMarkingReader *reader);

/* Signal "quote" (LwMarkingReader *, const char *document, const char *page, const char *text): @document is NULL for the
 * answer, @page where there are no pages. */

G_END_DECLS
