/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files of the command line share. */
#pragma once

#include "job/lw-job.h"
#include "plugin/lw-host.h"
#include "plugin/lw-verb.h"
#include "render-table.h"

G_BEGIN_DECLS

/* ---- main.c ---- */

/** The host of this run. A verb is a plain function, so what it works on is kept in one place. */
LwHost *cli_host (void);
/** Every verb by name: those of the program, then those of the active plugins. (transfer none) */
GPtrArray *cli_verbs (void);
/** The verb called @name; LW_ERROR_NOT_FOUND that suggests the nearest. */
const LwVerb *cli_find_verb (const char *name, GError **error);

/* ---- render.c: where output goes. It is kept until the verb has ended well, so that a verb that
 * fails halfway leaves standard output empty. ---- */

extern const LwVerbFront cli_front;

void cli_render_init (void);
/** What the verb was asked for; the run of a verb knows it first. */
void cli_render_set_output (LwOutput output);
const CliScreen *cli_render_screen (void);
/** Adds @text as it is. */
void cli_render_write (const char *text);
/** The last column of the next table is wrapped on a terminal instead of cut: text that must be read. */
void cli_render_wrap_next (void);
/** "one document": @node as it goes out, pretty on a terminal. (transfer full) */
char *cli_render_json_text (JsonNode *node);
/** Writes what was kept to standard output. */
gboolean cli_render_flush (GError **error);
/** Drops what was kept. */
void cli_render_discard (void);
/** "lotwise: @message" and, where given, a line that says what to do, on standard error. */
void cli_render_error (const char *message, const char *hint);

/* ---- report.c: small answers ---- */

/** Adds a column: @id heads it in CSV, @title (translated) for people. */
void cli_column (LwVerbRun *run, LwTable *table, const char *id, const char *title, LwAlign align);
/** One answer in every output: @text for people, @object (transfer full) in JSON, its plain members as one row of CSV. */
void cli_report (LwVerbRun *run, JsonObject *object, const char *text);
/** Sets a string member, or null. */
void cli_json_string (JsonObject *object, const char *name, const char *value);
/** The value of option @name as a whole number of at least 1; @value is left alone where it is not given. */
gboolean cli_option_number (LwVerbRun *run, const char *name, gint64 *value, GError **error);
/** Refuses --reason where the record has no place for one: better than to lose it without a word. */
gboolean cli_refuse_reason (LwVerbRun *run, GError **error);
/** Journal as it stands: number of entries and hash of the last (NULL when there is none). */
gboolean cli_journal_head (LwConnection *connection, gint64 *entries, char **head, GError **error);
/** TRUE where the file has @table: it need not, when the plugin that owns it came later. */
gboolean cli_has_table (LwConnection *connection, const char *table, gboolean *has, GError **error);
/** SQL that the program makes from its own descriptions of tables, kept for good. (transfer none) */
const char *cli_sql (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* ---- progress.c ---- */

/**
 * cli_run_job:
 *
 * Runs @func as a job with a progress line on standard error when that is a terminal. Ctrl+C cancels it; a second
 * Ctrl+C ends the program at once. As lw_job_run() otherwise.
 */
gpointer cli_run_job (const char *title, LwJobFunc func, gpointer data, GDestroyNotify destroy_result, GError **error);

/* ---- the program's own verbs; each list ends with a NULL name ---- */
int cli_run_info (LwVerbRun *run, GError **error); /* verb-info.c; its verb is among those of files */
extern const LwVerb cli_file_verbs[];
extern const LwVerb cli_edit_verbs[];
extern const LwVerb cli_show_verbs[];
extern const LwVerb cli_check_verbs[];
extern const LwVerb cli_log_verbs[];
extern const LwVerb cli_plugin_verbs[];
extern const LwVerb cli_help_verbs[];

/* ---- help.c ---- */
char *cli_help_short (void);
char *cli_help_long (void);
char *cli_help_verb (const LwVerb *verb);

G_END_DECLS
