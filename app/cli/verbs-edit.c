/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes: add, set, remove, undo, redo. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

/* The arguments from @first on, as the model takes them. (transfer container) */
static const char **
args_from (LwVerbRun *run, guint first)
{
  guint n = lw_verb_n_args (run);
  const char **args = g_new0 (const char *, n - MIN (first, n) + 1);
  for (guint i = first; i < n; i++)
    args[i - first] = lw_verb_arg (run, i);
  return args;
}

/* What the model would refuse one by one is said at once. */
static gboolean
check_values (const char *noun, const char *const *values, gboolean adds, GError **error)
{
  const LwEntity *entity = lw_model_find (lw_host_get_sections (cli_host ()), noun, error);
  if (entity == NULL || !cli_check_given (entity, values, error))
    return FALSE;
  /* A second competition is refused for a better reason. */
  return !adds || entity == lw_core_entities[0] || cli_check_required (entity, values, error);
}

/* ---- reports ---- */

/* The number of the last command that was recorded; 0 where there is none. */
static gboolean
last_seq (LwStore *store, gint64 *seq, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  return reader != NULL
         && lw_connection_get_int (lw_reader_connection (reader), seq, 0, error, "SELECT max (seq) FROM command", "");
}

typedef struct
{
  LwVerbRun *run;
  const char *noun;
  const char *key;           /* NULL: the record says */
  const char *done;          /* "Added": N_(), before noun and key */
  const char *const *values; /* to be named, or NULL */
} Edited;

/* "Changed lot L12: title=London", from what the record has of command @seq. */
static char *
done_text (const Edited *edited, LwConnection *connection, gint64 seq, GError **error)
{
  const LwEntity *entity = lw_model_find (lw_host_get_sections (cli_host ()), edited->noun, error);
  g_autofree char *key = g_strdup (edited->key);
  gint64 rows = 0;
  if (entity == NULL
      || (key == NULL
          && !lw_connection_get_text (connection, &key, error,
                                      "SELECT key FROM journal WHERE command = ?1 AND tbl = ?2 ORDER BY seq LIMIT 1", "is",
                                      seq, entity->table))
      || !lw_connection_get_int (connection, &rows, 0, error,
                                 "SELECT count (*) FROM journal WHERE command = ?1 AND op <> 'command'", "i", seq))
    return NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append_printf (text, "%s %s %s", _(edited->done), edited->noun, key != NULL ? key : "");
  if (edited->values != NULL)
    {
      g_autofree char *values = g_strjoinv (", ", (char **) edited->values);
      g_string_append_printf (text, ": %s", values);
    }
  if (rows > 1)
    g_string_append_printf (text, ngettext (" (%lld row)", " (%lld rows)", (gulong) rows), (long long) rows);
  return g_strdup (text->str);
}

static void
report_nothing (const Edited *edited)
{
  g_autofree char *text
      = g_strdup_printf (_("Nothing to change: %s %s is like that already"), edited->noun, edited->key != NULL ? edited->key : "");
  JsonObject *object = json_object_new ();
  static const char *const absent[] = { "command", "seq", "person", "time", "reason" };
  cli_json_string (object, "file", lw_verb_arg (edited->run, 0));
  for (gsize i = 0; i < G_N_ELEMENTS (absent); i++)
    json_object_set_null_member (object, absent[i]);
  cli_report (edited->run, object, text);
}

/* What was done, by the record itself. */
static int
report_done (const Edited *edited, LwStore *store, gint64 before, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  LwConnection *connection = lw_reader_connection (reader);
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection, "SELECT seq, name, person, at, reason FROM command WHERE seq > ?1 ORDER BY seq DESC LIMIT 1", error);
  if (statement == NULL)
    return LW_EXIT_ERROR;
  lw_statement_bind (statement, "i", before);
  LwStep step = lw_statement_step (statement, error);
  if (step == LW_STEP_ERROR)
    return LW_EXIT_ERROR;
  if (step == LW_STEP_DONE)
    {
      report_nothing (edited);
      return LW_EXIT_FINE;
    }
  gint64 seq = lw_statement_int (statement, 0);
  g_autofree char *text = done_text (edited, connection, seq, error);
  if (text == NULL)
    return LW_EXIT_ERROR;
  JsonObject *object = json_object_new ();
  cli_json_string (object, "file", lw_verb_arg (edited->run, 0));
  cli_json_string (object, "command", lw_statement_text (statement, 1));
  json_object_set_int_member (object, "seq", seq);
  cli_json_string (object, "person", lw_statement_text (statement, 2));
  cli_json_string (object, "time", lw_statement_text (statement, 3));
  cli_json_string (object, "reason", lw_statement_text (statement, 4));
  cli_report (edited->run, object, text);
  return LW_EXIT_FINE;
}

static int
run_command (const Edited *edited, LwStore *store, LwCommand *command, GError **error)
{
  gint64 before = 0;
  if (command == NULL || !last_seq (store, &before, error) || !lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  return report_done (edited, store, before, error);
}

/* ---- add, set, remove ---- */

static int
run_add (LwVerbRun *run, GError **error)
{
  g_autofree const char **values = args_from (run, 2);
  Edited edited = { run, lw_verb_arg (run, 1), NULL, N_("Added"), NULL };
  LwStore *store = check_values (edited.noun, values, TRUE, error) ? lw_verb_store (run, LW_STORE_READ_WRITE, error) : NULL;
  if (store == NULL)
    return LW_EXIT_ERROR;
  g_autoptr (LwCommand) command = lw_model_add (lw_host_get_sections (cli_host ()), edited.noun, values,
                                                lw_verb_person (run), lw_verb_reason (run), error);
  return run_command (&edited, store, command, error);
}

static int
run_set (LwVerbRun *run, GError **error)
{
  g_autofree const char **values = args_from (run, 3);
  Edited edited = { run, lw_verb_arg (run, 1), lw_verb_arg (run, 2), N_("Changed"), values };
  LwStore *store = check_values (edited.noun, values, FALSE, error) ? lw_verb_store (run, LW_STORE_READ_WRITE, error) : NULL;
  if (store == NULL)
    return LW_EXIT_ERROR;
  g_autoptr (LwCommand) command = lw_model_set (lw_host_get_sections (cli_host ()), edited.noun, edited.key,
                                                values, lw_verb_person (run), lw_verb_reason (run), error);
  return run_command (&edited, store, command, error);
}

static int
run_remove (LwVerbRun *run, GError **error)
{
  Edited edited = { run, lw_verb_arg (run, 1), lw_verb_arg (run, 2), N_("Removed"), NULL };
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  if (store == NULL)
    return LW_EXIT_ERROR;
  g_autoptr (LwCommand) command = lw_model_remove (lw_host_get_sections (cli_host ()), edited.noun, edited.key,
                                                   lw_verb_person (run), lw_verb_reason (run), error);
  return run_command (&edited, store, command, error);
}

/* ---- undo, redo ---- */

static void
report_history (LwVerbRun *run, LwStore *store, const char *what, const char *name, const char *text)
{
  g_autofree char *undo = cli_step_name (run, store, FALSE);
  g_autofree char *redo = cli_step_name (run, store, TRUE);
  JsonObject *object = json_object_new ();
  cli_json_string (object, "file", lw_verb_arg (run, 0));
  cli_json_string (object, what, name);
  cli_json_string (object, "undo", undo);
  cli_json_string (object, "redo", redo);
  cli_report (run, object, text);
}

/* As all other messages begin. */
static int
nothing_to (const char *message, GError **error)
{
  if (error != NULL && g_error_matches (*error, LW_ERROR, LW_ERROR_NOTHING))
    {
      g_clear_error (error);
      g_set_error_literal (error, LW_ERROR, LW_ERROR_NOTHING, message);
    }
  return LW_EXIT_ERROR;
}

static int
run_undo (LwVerbRun *run, GError **error)
{
  g_autofree char *name = NULL;
  LwStore *store = cli_refuse_reason (run, error) ? lw_verb_store (run, LW_STORE_READ_WRITE, error) : NULL;
  if (store == NULL || !lw_host_step (cli_host (), store, FALSE, lw_verb_person (run), NULL, &name, error))
    return nothing_to (_("there is nothing to undo"), error);
  g_autofree char *text = g_strdup_printf (_("Undone: %s"), name);
  report_history (run, store, "undone", name, text);
  return LW_EXIT_FINE;
}

static int
run_redo (LwVerbRun *run, GError **error)
{
  g_autofree char *name = NULL;
  LwStore *store = cli_refuse_reason (run, error) ? lw_verb_store (run, LW_STORE_READ_WRITE, error) : NULL;
  if (store == NULL || !lw_host_step (cli_host (), store, TRUE, lw_verb_person (run), NULL, &name, error))
    return nothing_to (_("there is nothing to redo"), error);
  g_autofree char *text = g_strdup_printf (_("Redone: %s"), name);
  report_history (run, store, "redone", name, text);
  return LW_EXIT_FINE;
}

const LwVerb cli_edit_verbs[] = {
  { "add", "FILE.lotwise NOUN FIELD=VALUE…", N_("Add a row: a lot, a bidder, a bid …"), NULL, 3, G_MAXUINT, run_add },
  { "set", "FILE.lotwise NOUN KEY FIELD=VALUE…", N_("Change fields of a row; FIELD= clears one"), NULL, 4, G_MAXUINT, run_set },
  { "remove", "FILE.lotwise NOUN KEY", N_("Remove a row and what is inside it"), NULL, 3, 3, run_remove },
  { "undo", "FILE.lotwise", N_("Take back the last change, as a change of its own"), NULL, 1, 1, run_undo },
  { "redo", "FILE.lotwise", N_("Bring back what was undone"), NULL, 1, 1, run_redo },
  { NULL },
};
