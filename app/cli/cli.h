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
/** Every column of text of the next table is wrapped on a terminal instead of cut. */
void cli_render_wrap_all_next (void);
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
void cli_column (LwVerbRun *run, LwVerbTable *table, const char *id, const char *title, LwAlign align);
/** One answer in every output: @text for people, @object (transfer full) in JSON, its plain members as one row of CSV. */
void cli_report (LwVerbRun *run, JsonObject *object, const char *text);
/** Sets a string member, or null. */
void cli_json_string (JsonObject *object, const char *name, const char *value);
/** The value of option @name as a whole number of at least 1; @value is left alone where it is not given. */
gboolean cli_option_number (LwVerbRun *run, const char *name, gint64 *value, GError **error);
/** What undo (redo) would take, as far as it is for who works here, or NULL. (transfer full) */
char *cli_step_name (LwVerbRun *run, LwStore *store, gboolean redo);
/** Refuses --reason where the record has no place for one: better than to lose it without a word. */
gboolean cli_refuse_reason (LwVerbRun *run, GError **error);
/** Journal as it stands: number of entries and hash of the last (NULL when there is none). */
gboolean cli_journal_head (LwConnection *connection, gint64 *entries, char **head, GError **error);
/** TRUE where the file has @table: it need not, when the plugin that owns it came later. */
gboolean cli_has_table (LwConnection *connection, const char *table, gboolean *has, GError **error);
/** SQL that the program makes from its own descriptions of tables, kept for good. (transfer none) */
const char *cli_sql (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* ---- fields.c: what the descriptions of entities say, in words ---- */

/** "lot/bidder": what a key of @entity is made of. (transfer full) */
char *cli_key_pattern (const LwEntity *entity);
/** The entity of @table, or NULL: its plugin may not be active. */
const LwEntity *cli_entity_of_table (const char *table);
/** "competition, statement, area, …" (transfer full) */
char *cli_noun_list (void);
/** Must be given to add a row. */
gboolean cli_field_is_required (const LwField *field);
/** "one of private, voluntary", "one line of text" (transfer full) */
char *cli_field_expects (const LwField *field);
/** What a number counts, or NULL. */
const char *cli_field_unit (const LwField *field);
/** @values: "field=value": each of @entity, and once. An unknown one suggests the nearest. */
gboolean cli_check_given (const LwEntity *entity, const char *const *values, GError **error);
/** All that a new row needs is given; names everything that is not at once. */
gboolean cli_check_required (const LwEntity *entity, const char *const *values, GError **error);

/* ---- paths.c: names of files, before anything is opened ---- */

/** @path can be made: its directory is there and may be written. @expected: "a name for the XML file". */
gboolean cli_check_new_path (const char *path, const char *expected, GError **error);
/** @path, where it is there, is a regular file and, if @look_inside, none of a known other kind. */
gboolean cli_check_existing_path (const char *path, const char *expected, gboolean look_inside, GError **error);
/** @out may be replaced by an export of @file. */
gboolean cli_check_export_path (const char *out, const char *file, GError **error);

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
/** Gives "export" an option for each of them: (element-type LwExporter), as long as the program runs. */
void cli_export_offer (GPtrArray *exporters);
extern const LwVerb cli_edit_verbs[];
extern const LwVerb cli_show_verbs[];
extern const LwVerb cli_search_verbs[];
extern const LwVerb cli_check_verbs[];
extern const LwVerb cli_log_verbs[];
extern const LwVerb cli_plugin_verbs[];
extern const LwVerb cli_help_verbs[];

/* ---- help.c ---- */
char *cli_help_short (void);
char *cli_help_long (void);
char *cli_help_verb (const LwVerb *verb);

G_END_DECLS
