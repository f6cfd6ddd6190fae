/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A verb of the command line. Engines add theirs; the host of the verb (app/cli) renders what they report. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "base/lw-export.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/* ---- a table to print ---- */
typedef enum
{
  LW_ALIGN_LEFT,
  LW_ALIGN_RIGHT,
} LwAlign;

/** A table of text: printed to fit a terminal, or as CSV. */
typedef struct _LwVerbTable LwVerbTable;
/** @title: (nullable): a line above it. */
LW_EXPORT LwVerbTable *lw_verb_table_new (const char *title);
LW_EXPORT void lw_verb_table_free (LwVerbTable *table);
LW_EXPORT void lw_verb_table_add_column (LwVerbTable *table, const char *title, LwAlign align);
/** As many const char * cells as there are columns; NULL is an empty cell. */
LW_EXPORT void lw_verb_table_add_row (LwVerbTable *table, ...);
LW_EXPORT void lw_verb_table_add_rowv (LwVerbTable *table, const char *const *cells);
LW_EXPORT guint lw_verb_table_n_columns (const LwVerbTable *table);
LW_EXPORT guint lw_verb_table_n_rows (const LwVerbTable *table);
LW_EXPORT const char *lw_verb_table_get_title (const LwVerbTable *table);
LW_EXPORT const char *lw_verb_table_get_column (const LwVerbTable *table, guint column, LwAlign *align);
LW_EXPORT const char *lw_verb_table_get_cell (const LwVerbTable *table, guint row, guint column);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwVerbTable, lw_verb_table_free)

/* ---- the run of a verb ---- */
typedef enum
{
  LW_OUTPUT_TEXT,
  LW_OUTPUT_JSON,
  LW_OUTPUT_CSV,
} LwOutput;

/** Exit statuses. */
enum
{
  LW_EXIT_FINE = 0,
  LW_EXIT_CHECK_FAILED = 1,
  LW_EXIT_ERROR = 2,
};

typedef struct _LwVerbRun LwVerbRun;

/** The n-th argument after the verb (options taken out), or NULL. */
LW_EXPORT const char *lw_verb_arg (LwVerbRun *run, guint n);
LW_EXPORT guint lw_verb_n_args (LwVerbRun *run);
/** Value of option @name ("lot" for --lot), "" for one without a value, NULL where not given. */
LW_EXPORT const char *lw_verb_option (LwVerbRun *run, const char *name);
LW_EXPORT LwOutput lw_verb_output (LwVerbRun *run);
/** Opens the first argument as a competition; kept until the verb ends. (transfer none) */
LW_EXPORT LwStore *lw_verb_store (LwVerbRun *run, LwStoreFlags flags, GError **error);
/** Who works: --as, else LOTWISE_PERSON, else the login name. */
LW_EXPORT const char *lw_verb_person (LwVerbRun *run);
/** --reason, or NULL. */
LW_EXPORT const char *lw_verb_reason (LwVerbRun *run);
/* Reporting. Text goes out in text output only, tables in text and CSV, JSON in JSON output only:
 * a verb says all it has and the run prints what was asked for. */
LW_EXPORT void lw_verb_say (LwVerbRun *run, const char *format, ...) G_GNUC_PRINTF (2, 3);
LW_EXPORT void lw_verb_table (LwVerbRun *run, const LwVerbTable *table);
LW_EXPORT void lw_verb_json (LwVerbRun *run, JsonNode *node /* transfer full */);

typedef struct
{
  const char *name;    /* long name, "lot" */
  const char *value;   /* N_() name of its value for help, or NULL when it takes none */
  const char *help;    /* N_() */
} LwVerbOption;

typedef struct
{
  const char *name;               /* "rank" */
  const char *usage;              /* "FILE.lotwise [--lot ID]" */
  const char *summary;            /* N_() one line */
  const LwVerbOption *options;    /* ends with a NULL name; or NULL */
  guint min_args, max_args;       /* arguments after the verb */
  /* Returns an exit status; LW_EXIT_ERROR with @error set, which the run prints. */
  int (*run) (LwVerbRun *run, GError **error);
} LwVerb;

/** What a front end supplies so that verbs can run: app/cli has one, tests have another. */
typedef struct
{
  LwStore *(*open) (gpointer data, const char *path, LwStoreFlags flags, GError **error); /* transfer full */
  void (*say) (gpointer data, const char *text); /* without a newline at its end */
  void (*table) (gpointer data, const LwVerbTable *table);
  void (*json) (gpointer data, JsonNode *node); /* transfer none */
  /* Whether @person may run @verb on @store (or NULL: always), asked once, before the verb sees the store. */
  gboolean (*allow) (gpointer data, const LwVerb *verb, LwStore *store, LwStoreFlags flags, const char *person, GError **error);
} LwVerbFront;

/**
 * lw_verb_run:
 * @verb: the verb
 * @argv: (array zero-terminated=1): what came after the verb, options among it
 *
 * Parses options (those of the verb, and --json, --csv, --as NAME, --reason TEXT, which all have; "--" ends
 * them), checks the number of arguments, and runs the verb.
 *
 * Returns: an exit status; with LW_EXIT_ERROR @error is set. An unknown option suggests the nearest.
 */
LW_EXPORT int lw_verb_run (const LwVerb *verb, const char *const *argv, const LwVerbFront *front, gpointer data, GError **error);

G_END_DECLS
