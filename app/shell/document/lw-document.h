/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * An open competition as the windows see it: its store, who works on it, its edits and long work, undo and redo. All
 * windows on one file share one document.
 */
#pragma once

#include <gio/gio.h>

#include "document/lw-file-state.h"
#include "job/lw-job.h"
#include "plugin/lw-host.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

#define LW_TYPE_DOCUMENT (lw_document_get_type ())
LW_EXPORT GType lw_document_get_type (void);
G_DECLARE_FINAL_TYPE (LwDocument, lw_document, LW, DOCUMENT, GObject)

/** @store: (transfer full); @host must outlive the document. */
LW_EXPORT LwDocument *lw_document_new (LwStore *store, LwHost *host);

LW_EXPORT LwStore *lw_document_get_store (LwDocument *document);
LW_EXPORT LwHost *lw_document_get_host (LwDocument *document);
/** lw_host_get_sections(), for lw_model_add() and its like. */
LW_EXPORT GPtrArray *lw_document_get_sections (LwDocument *document);
LW_EXPORT const char *lw_document_get_path (LwDocument *document);
/** Title and currency of the competition as of the last change; never NULL. The property "title" notifies. */
LW_EXPORT const char *lw_document_get_title (LwDocument *document);
LW_EXPORT const char *lw_document_get_currency (LwDocument *document);
/** What is remembered of this file; panels use their id as the group. */
LW_EXPORT LwFileState *lw_document_get_state (LwDocument *document);
/** Why nothing can be changed, or NULL. */
LW_EXPORT const char *lw_document_get_read_only_reason (LwDocument *document);

/** Who works here: the id of a person in the file, or the name of the computer's user; goes into the record. The
 * property "person" notifies; the choice is remembered for the file. */
LW_EXPORT const char *lw_document_get_person (LwDocument *document);
LW_EXPORT void lw_document_set_person (LwDocument *document, const char *person);

/* ---- what the person may see: plugin/lw-sight.h ---- */

/** What who works here may see and change. The property "sight" notifies when the person or a role becomes another; the
 * window then makes its panels anew. */
LW_EXPORT LwSight lw_document_get_sight (LwDocument *document);
/** A sentence that says what is kept back, or NULL. */
LW_EXPORT const char *lw_document_get_sight_reason (LwDocument *document);
/** Whether the panel may be shown, or rows of the noun read. */
LW_EXPORT gboolean lw_document_may_see (LwDocument *document, LwSightKind kind, const char *name);
/** Whether this row may be read: one's own marks may, those of others not. */
LW_EXPORT gboolean lw_document_may_read (LwDocument *document, const char *noun, const char *key);
/** The file is one person's, who cannot be changed: that of a pack. */
LW_EXPORT gboolean lw_document_is_person_fixed (LwDocument *document);

/* ---- edits: each is one command, saved at once, undoable ---- */

/**
 * lw_document_edit:
 * @command: (transfer full) (nullable): what lw_model_set() and its like returned
 * @error: (transfer full) (nullable): and the error they set, where @command is NULL
 *
 * Runs @command off the main thread. A failure is shown to the user by the windows (signal "failed"). The
 * change arrives through "changed".
 */
LW_EXPORT void lw_document_edit (LwDocument *document, LwCommand *command, GError *error);
/** The same for a caller that waits for the end: nothing is shown, the error comes with lw_document_edit_finish(). */
LW_EXPORT void lw_document_edit_async (LwDocument *document, LwCommand *command, GAsyncReadyCallback callback, gpointer user_data);
LW_EXPORT gboolean lw_document_edit_finish (LwDocument *document, GAsyncResult *result, GError **error);

LW_EXPORT void lw_document_undo (LwDocument *document);
LW_EXPORT void lw_document_redo (LwDocument *document);
/** What undo (redo) would take, or NULL. The properties "undo-name" and "redo-name" notify. */
LW_EXPORT const char *lw_document_get_undo_name (LwDocument *document);
LW_EXPORT const char *lw_document_get_redo_name (LwDocument *document);

/* ---- long work ---- */

/** Tells the windows of work under way, so that they show its progress, offer to cancel, and ask before closing,
 * until lw_document_remove_job(). The caller holds the document until then. */
LW_EXPORT void lw_document_add_job (LwDocument *document, LwJob *job);
LW_EXPORT void lw_document_remove_job (LwDocument *document, LwJob *job);
/** Work under way, (element-type LwJob), the property "jobs". (transfer none) */
LW_EXPORT GListModel *lw_document_get_jobs (LwDocument *document);
/** An edit is being written, or a job runs: the property "busy". */
LW_EXPORT gboolean lw_document_is_busy (LwDocument *document);
/** An edit is being written; "busy" notifies of this too. */
LW_EXPORT gboolean lw_document_is_saving (LwDocument *document);

/*
 * Signals, all in the main context:
 * "changed" (LwDocument *, GPtrArray *changes (of LwChange), gpointer): after each command, of this window or another.
 * "failed" (LwDocument *, const char *what, GError *error, gpointer): an edit that was refused; @what is its name.
 * "done" (LwDocument *, const char *text, gpointer): something to say to the user, "Undone: …".
 * "badges-changed" (LwDocument *, gpointer): a panel emits it when work of its own has made its badge another.
 */

G_END_DECLS
