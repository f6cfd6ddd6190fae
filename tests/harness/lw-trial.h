/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A piece of work done in a child that a fault may end, and what a file holds afterwards. */
#pragma once

#include "lw-fault-vfs.h"

#include "store/lw-store.h"

G_BEGIN_DECLS

/* ---- children ---- */

typedef void (*LwTrialFunc) (gpointer data);

/**
 * lw_trial_run:
 * @acknowledged: (out) (optional): how often the child called lw_trial_acknowledge()
 *
 * Runs @func in a child in which @fault is armed. No thread may run in the parent. A child that ends in any
 * other way than by the fault or by itself fails the test.
 *
 * Returns: TRUE if the child came to its end, FALSE if the fault killed it
 */
gboolean lw_trial_run (LwFault fault, guint at, guint32 seed, LwTrialFunc func, gpointer data, guint *acknowledged);
/** In the child: what was done up to here must never be lost. */
void lw_trial_acknowledge (void);

/** The operation to try after @point, of @n: all where there are few, else some of each neighbourhood, and all
 * of the last 40. Fewer in a build with sanitizers. */
guint lw_trial_next_point (guint point, guint n);

/* ---- files ---- */

/** Everything that can be seen of a file: verification, the journal's head, the exported XML. Fails the
 * test if it cannot be opened or does not verify; @where says when. */
char *lw_trial_state (const char *path, LwSchema *schema, GPtrArray *sections, const char *where);
char *lw_trial_state_of (LwStore *store, GPtrArray *sections, const char *where);
void lw_trial_copy (const char *from, const char *to);
/** Removes @path and what SQLite keeps beside it. */
void lw_trial_remove (const char *path);
/** Names in @directory that start with @prefix, sorted, joined by a space. */
char *lw_trial_list (const char *directory, const char *prefix);

G_END_DECLS
