/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* check and verify: what is wrong with the competition, and with the file. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"
#include "model/lw-model.h"
#include "store/lw-verify.h"

#include "base/lw-i18n.h"

/* ---- check ---- */

static LwFindings *
run_checks (LwConnection *connection, GError **error)
{
  g_autoptr (LwFindings) findings = lw_findings_new ();
  GPtrArray *checks = lw_host_get_checks (cli_host ());
  for (guint i = 0; i < checks->len; i++)
    {
      const LwCheck *check = checks->pdata[i];
      if (!check->run (connection, findings, error))
        {
          g_prefix_error (error, _("the check “%s” could not run: "), _(check->title));
          return NULL;
        }
    }
  return g_steal_pointer (&findings);
}

static JsonNode *
findings_json (const LwFindings *findings)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < lw_findings_n (findings); i++)
    {
      const LwFinding *finding = lw_findings_get (findings, i);
      JsonObject *object = json_object_new ();
      cli_json_string (object, "id", finding->id);
      cli_json_string (object, "severity", lw_severity_to_string (finding->severity));
      cli_json_string (object, "where", finding->where);
      cli_json_string (object, "text", finding->text);
      json_array_add_object_element (array, object);
    }
  JsonObject *object = json_object_new ();
  json_object_set_array_member (object, "findings", array);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static void
report_findings (LwVerbRun *run, const LwFindings *findings)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  if (csv)
    lw_verb_table_add_column (table, "id", LW_ALIGN_LEFT);
  cli_column (run, table, "severity", _("Severity"), LW_ALIGN_LEFT);
  cli_column (run, table, "where", _("Where"), LW_ALIGN_LEFT);
  cli_column (run, table, "text", _("What"), LW_ALIGN_LEFT);
  /* The gravest first for people; as they were found for programs. */
  for (LwSeverity severity = LW_SEVERITY_ERROR; severity <= LW_SEVERITY_NOTE; severity++)
    for (guint i = 0; i < lw_findings_n (findings); i++)
      {
        const LwFinding *finding = lw_findings_get (findings, i);
        if (finding->severity != severity)
          continue;
        const char *cells[] = { finding->id, lw_severity_to_string (severity), finding->where, finding->text, NULL };
        lw_verb_table_add_rowv (table, cells + (csv ? 0 : 1));
      }
  if (csv || lw_findings_n (findings) > 0)
    {
      cli_render_wrap_next ();
      lw_verb_table (run, table);
    }
  lw_verb_json (run, findings_json (findings));
}

static void
say_summary (LwVerbRun *run, const LwFindings *findings)
{
  guint errors = lw_findings_count (findings, LW_SEVERITY_ERROR);
  guint warnings = lw_findings_count (findings, LW_SEVERITY_WARNING);
  guint notes = lw_findings_count (findings, LW_SEVERITY_NOTE);
  if (lw_host_get_checks (cli_host ())->len == 0)
    lw_verb_say (run, _("No active plugin brings a check: nothing was checked."));
  g_autofree char *e = g_strdup_printf (ngettext ("%u error", "%u errors", errors), errors);
  g_autofree char *w = g_strdup_printf (ngettext ("%u warning", "%u warnings", warnings), warnings);
  g_autofree char *n = g_strdup_printf (ngettext ("%u note", "%u notes", notes), notes);
  lw_verb_say (run, "%s, %s, %s", e, w, n);
}

static int
run_check (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store != NULL ? lw_store_reader (store, error) : NULL;
  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  g_autoptr (LwFindings) findings = run_checks (lw_reader_connection (reader), error);
  if (findings == NULL)
    return LW_EXIT_ERROR;
  report_findings (run, findings);
  say_summary (run, findings);
  return lw_findings_count (findings, LW_SEVERITY_ERROR) > 0 ? LW_EXIT_CHECK_FAILED : LW_EXIT_FINE;
}

/* ---- verify ---- */

static gpointer
verify_work (LwJob *job, gpointer data, GError **error)
{
  lw_job_report (job, 0, 0);
  g_autoptr (LwVerification) verification = lw_store_verify (data, lw_job_get_cancellable (job), error);
  g_autoptr (LwReader) reader = verification != NULL ? lw_store_reader (data, error) : NULL;
  /* The rules of rows that are not there, or of a damaged database, would only repeat what is known. */
  if (reader == NULL || !lw_reader_freeze (reader, error)
      || (verification->problems->len == 0
          && !lw_model_check_rows (lw_reader_connection (reader), lw_host_get_sections (cli_host ()), verification->problems,
                                   lw_job_get_cancellable (job), error)))
    return NULL;
  return g_steal_pointer (&verification);
}

static void
free_verification (gpointer data)
{
  lw_verification_free (data);
}

static JsonNode *
verification_json (const LwVerification *verification)
{
  JsonArray *problems = json_array_new ();
  for (guint i = 0; i < verification->problems->len; i++)
    json_array_add_string_element (problems, verification->problems->pdata[i]);
  JsonObject *object = json_object_new ();
  json_object_set_boolean_member (object, "ok", verification->problems->len == 0);
  json_object_set_int_member (object, "entries", verification->entries);
  cli_json_string (object, "head", verification->head);
  json_object_set_array_member (object, "problems", problems);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static void
say_verification (LwVerbRun *run, const LwVerification *verification)
{
  for (guint i = 0; i < verification->problems->len; i++)
    lw_verb_say (run, _("Problem: %s"), (const char *) verification->problems->pdata[i]);
  if (verification->problems->len == 0)
    lw_verb_say (run, _("The file is whole and its journal accounts for every row."));
  g_autofree char *entries = g_strdup_printf ("%" G_GINT64_FORMAT, verification->entries);
  lw_verb_say (run, _("Entries: %s"), entries);
  if (verification->head != NULL)
    lw_verb_say (run, _("Head: %s"), verification->head);
}

static void
table_verification (LwVerbRun *run, const LwVerification *verification)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  g_autofree char *entries = g_strdup_printf ("%" G_GINT64_FORMAT, verification->entries);
  const char *const columns[] = { "ok", "entries", "head", "problem" };
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    lw_verb_table_add_column (table, columns[i], LW_ALIGN_LEFT);
  if (verification->problems->len == 0)
    lw_verb_table_add_row (table, "true", entries, verification->head, (const char *) NULL);
  for (guint i = 0; i < verification->problems->len; i++)
    lw_verb_table_add_row (table, "false", entries, verification->head, (const char *) verification->problems->pdata[i]);
  lw_verb_table (run, table);
}

static int
run_verify (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  if (store == NULL)
    return LW_EXIT_ERROR;
  g_autofree char *name = g_path_get_basename (lw_verb_arg (run, 0));
  g_autofree char *title = g_strdup_printf (_("Verifying %s"), name);
  g_autoptr (LwVerification) verification = cli_run_job (title, verify_work, store, free_verification, error);
  if (verification == NULL)
    return LW_EXIT_ERROR;
  if (lw_verb_output (run) == LW_OUTPUT_CSV)
    table_verification (run, verification);
  else
    say_verification (run, verification);
  lw_verb_json (run, verification_json (verification));
  return verification->problems->len == 0 ? LW_EXIT_FINE : LW_EXIT_CHECK_FAILED;
}

const LwVerb cli_check_verbs[] = {
  { "check", "FILE.lotwise", N_("Say what is wrong with a competition"), NULL, 1, 1, run_check },
  { "verify", "FILE.lotwise", N_("Prove that a file is whole and its journal unbroken"), NULL, 1, 1, run_verify },
  { NULL },
};
