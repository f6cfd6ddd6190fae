/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What goes beside a mark: where in the bid it comes from, a private note, a query to the lead. Each is a row that folds,
 * with what is in it in its heading. Saved like the rationale: after a pause, when the focus leaves it, before anything
 * else is shown. A pointer without a mark is kept on this computer until there is one.
 */
#pragma once

#include <adwaita.h>

#include "lw-marking-entry.h"

G_BEGIN_DECLS

#define LW_TYPE_MARKING_BESIDE (lw_marking_beside_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingBeside, lw_marking_beside, LW, MARKING_BESIDE, GtkBox)

/** Shows what is beside @entry (NULL: nothing), which the caller keeps until it shows another. What was written before is
 * saved by lw_marking_beside_save() first. */
void lw_marking_beside_show (LwMarkingBeside *beside, const LwMarkingEntry *entry);
/** The file has changed: what is being written stays. @there: there is a mark; @locked: it cannot be changed now. */
void lw_marking_beside_refresh (LwMarkingBeside *beside, gboolean there, gboolean locked);
/** Saves what was written; with @wait returns when it is in the file. */
void lw_marking_beside_save (LwMarkingBeside *beside, gboolean wait);

/** Puts a quotation into the pointer: @document NULL is the answer, @page NULL none. What was there goes. */
void lw_marking_beside_quote (LwMarkingBeside *beside, const char *document, const char *page, const char *words);
/** Whether it says where in the bid: a page, or words. */
gboolean lw_marking_beside_has_pointer (LwMarkingBeside *beside);
/** Appends "document=…", "page=…", "quote=…" for a mark that is given now; they count as saved then.
 * @values: (element-type utf8), owns its elements */
void lw_marking_beside_take_pointer (LwMarkingBeside *beside, GPtrArray *values);

typedef enum
{
  LW_MARKING_BESIDE_POINTER,
  LW_MARKING_BESIDE_NOTE,
  LW_MARKING_BESIDE_QUERY,
  LW_MARKING_BESIDE_N,
} LwMarkingBesideRow;

/** Unfolds the row and puts the focus into it. */
void lw_marking_beside_focus (LwMarkingBeside *beside, LwMarkingBesideRow row);
/** Puts the focus into @target, which was not to be seen before, once it has its place: it is scrolled to then. */
void lw_marking_focus_later (GtkWidget *target);
/** A pause in writing goes on: what is in there is not saved yet. */
gboolean lw_marking_beside_is_written (LwMarkingBeside *beside);

/* Signal "changed" (LwMarkingBeside *): the pointer is another. */

/* ---- of the whole file ---- */

/** Whether the method is published, so that marks can be confirmed. */
gboolean lw_marking_is_published (LwDocument *document);
/** Queries of @person (nullable: of all). FALSE where they could not be read. */
gboolean lw_marking_count_queries (LwDocument *document, const char *person, guint *n_open, guint *n_answered);

G_END_DECLS
