/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The mark of one person at one place: what the file has of it, its draft, and the commands that change it. */
#pragma once

#include "document/lw-document.h"

G_BEGIN_DECLS

typedef struct
{
  LwDocument *document;
  GStrv ids;   /* lot, or "" where the criterion is common to all; bidder, criterion, person */
  char *key;   /* of its row: "L12/B07/2.1/E3" */
  char *place; /* for people: "L12/B07/2.1", "B07/6.2" */
} LwMarkingEntry;

/** @ids: lot, bidder, criterion, person. */
LwMarkingEntry *lw_marking_entry_new (LwDocument *document, const char *const *ids);
void lw_marking_entry_free (LwMarkingEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwMarkingEntry, lw_marking_entry_free)

/** FALSE where there is no mark. @mark: (out); @rationale: (out) (nullable) */
gboolean lw_marking_entry_read (const LwMarkingEntry *entry, char **mark, char **rationale);
/** Whether the evaluators have agreed on a mark there. */
gboolean lw_marking_entry_has_agreed (const LwMarkingEntry *entry);

/** A draft is what was written and has no mark to be kept with, or could not be saved; remembered on this computer.
 * (transfer full) (nullable) */
char *lw_marking_entry_get_draft (const LwMarkingEntry *entry);
/** The key under which lw_marking_draft_set() keeps it. (transfer full) */
char *lw_marking_entry_get_draft_key (const LwMarkingEntry *entry);
/** @text NULL or "": none. */
void lw_marking_draft_set (LwDocument *document, const char *key, const char *text);

/** Why the person may not give or change the mark now: it is not assigned, there is a conflict, it is confirmed, one is agreed
 * over it; NULL: nothing is in the way. *@confirmed: the version of the method that it is confirmed under, 0: it is not;
 * *@in_force: the last version, 0: none is published. (transfer full) */
char *lw_marking_entry_why_not (const LwMarkingEntry *entry, gint64 *confirmed, gint64 *in_force);

/** Gives the mark, or with @there another one. @rationale NULL: as it is. @more: (nullable): further "field=value". The commands have short names, which undo shows. */
LwCommand *lw_marking_entry_mark (const LwMarkingEntry *entry, gboolean there, const char *mark, const char *rationale, GPtrArray *more, GError **error);
LwCommand *lw_marking_entry_explain (const LwMarkingEntry *entry, const char *rationale, GError **error);
LwCommand *lw_marking_entry_take_back (const LwMarkingEntry *entry, GError **error);

/** @command (transfer full) (nullable), as one called @name. (nullable) */
LwCommand *lw_marking_name_command (const char *name, const char *person, LwCommand *command);

G_END_DECLS
