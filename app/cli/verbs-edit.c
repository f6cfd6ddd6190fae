/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes: add, set, remove, undo, redo. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"
#include "model/lw-model.h"

#include <string.h>

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

/* "field=value" is how the model takes fields; one that is not is most likely a key too many or too few. */
static gboolean
check_values (LwVerbRun *run, guint first, GError **error)
{
  for (guint i = first; i < lw_verb_n_args (run); i++)
    {
      const char *arg = lw_verb_arg (run, i);
      if (strchr (arg, '=') == NULL)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected FIELD=VALUE, found “%s”"), arg);
          return FALSE;
        }
    }
  return TRUE;
}

/* What was done, by the record itself. */
static int
report_last (LwVerbRun *run, LwStore *store, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  if (reader == NULL)
    return LW_EXIT_ERROR;
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (lw_reader_connection (reader),
                               "SELECT seq, name, person, at, reason FROM command ORDER BY seq DESC LIMIT 1", error);
  if (statement == NULL || lw_statement_step (statement, error) != LW_STEP_ROW)
    return LW_EXIT_ERROR;
  g_autofree char *text = g_strdup (lw_statement_text (statement, 1));
  JsonObject *object = json_object_new ();
  cli_json_string (object, "file", lw_verb_arg (run, 0));
  cli_json_string (object, "command", text);
  json_object_set_int_member (object, "seq", lw_statement_int (statement, 0));
  cli_json_string (object, "person", lw_statement_text (statement, 2));
  cli_json_string (object, "time", lw_statement_text (statement, 3));
  cli_json_string (object, "reason", lw_statement_text (statement, 4));
  cli_report (run, object, text);
  return LW_EXIT_FINE;
}

static int
run_command (LwVerbRun *run, LwStore *store, LwCommand *command, GError **error)
{
  if (command == NULL || !lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  return report_last (run, store, error);
}

static int
run_add (LwVerbRun *run, GError **error)
{
  g_autofree const char **values = args_from (run, 2);
  LwStore *store = check_values (run, 2, error) ? lw_verb_store (run, LW_STORE_READ_WRITE, error) : NULL;
  if (store == NULL)
    return LW_EXIT_ERROR;
  g_autoptr (LwCommand) command = lw_model_add (lw_host_get_sections (cli_host ()), lw_verb_arg (run, 1), values,
                                                lw_verb_person (run), lw_verb_reason (run), error);
  return run_command (run, store, command, error);
}

static int
run_set (LwVerbRun *run, GError **error)
{
  g_autofree const char **values = args_from (run, 3);
  LwStore *store = check_values (run, 3, error) ? lw_verb_store (run, LW_STORE_READ_WRITE, error) : NULL;
  if (store == NULL)
    return LW_EXIT_ERROR;
  g_autoptr (LwCommand) command = lw_model_set (lw_host_get_sections (cli_host ()), lw_verb_arg (run, 1), lw_verb_arg (run, 2),
                                                values, lw_verb_person (run), lw_verb_reason (run), error);
  return run_command (run, store, command, error);
}

static int
run_remove (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  if (store == NULL)
    return LW_EXIT_ERROR;
  g_autoptr (LwCommand) command = lw_model_remove (lw_host_get_sections (cli_host ()), lw_verb_arg (run, 1), lw_verb_arg (run, 2),
                                                   lw_verb_person (run), lw_verb_reason (run), error);
  return run_command (run, store, command, error);
}

/* ---- undo, redo ---- */

static void
report_history (LwVerbRun *run, LwStore *store, const char *what, const char *name, const char *text)
{
  g_autofree char *undo = lw_store_undo_name (store);
  g_autofree char *redo = lw_store_redo_name (store);
  JsonObject *object = json_object_new ();
  cli_json_string (object, "file", lw_verb_arg (run, 0));
  cli_json_string (object, what, name);
  cli_json_string (object, "undo", undo);
  cli_json_string (object, "redo", redo);
  cli_report (run, object, text);
}

static int
run_undo (LwVerbRun *run, GError **error)
{
  g_autofree char *name = NULL;
  LwStore *store = cli_refuse_reason (run, error) ? lw_verb_store (run, LW_STORE_READ_WRITE, error) : NULL;
  if (store == NULL || !lw_store_undo (store, lw_verb_person (run), NULL, &name, error))
    return LW_EXIT_ERROR;
  g_autofree char *text = g_strdup_printf (_("Undone: %s"), name);
  report_history (run, store, "undone", name, text);
  return LW_EXIT_FINE;
}

static int
run_redo (LwVerbRun *run, GError **error)
{
  g_autofree char *name = NULL;
  LwStore *store = cli_refuse_reason (run, error) ? lw_verb_store (run, LW_STORE_READ_WRITE, error) : NULL;
  if (store == NULL || !lw_store_redo (store, lw_verb_person (run), NULL, &name, error))
    return LW_EXIT_ERROR;
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
