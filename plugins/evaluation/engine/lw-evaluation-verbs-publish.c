/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs publish, revise, published, confirm and reopen. */
#include "config.h"

#include "lw-evaluation-difference.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation-verbs.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- reports ---- */

static void
build_publication (JsonBuilder *builder, const LwPublication *publication, gboolean with_xml)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, publication->version);
  lw_evaluation_json_string (builder, "at", publication->at);
  lw_evaluation_json_string (builder, "person", publication->person);
  lw_evaluation_json_string (builder, "approver", publication->approver);
  lw_evaluation_json_string (builder, "reason", publication->reason);
  lw_evaluation_json_string (builder, "sha256", publication->sha256);
  if (with_xml)
    lw_evaluation_json_string (builder, "xml", publication->xml);
  json_builder_end_object (builder);
}

/* The version that the command before made. */
static int
report_version (LwVerbRun *run, LwStore *store, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  g_autoptr (LwPublication) last = reader == NULL ? NULL : lw_evaluation_publication (lw_reader_connection (reader), 0, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (last == NULL)
    return LW_EXIT_ERROR;
  lw_verb_say (run, _("Published version %lld of the method. SHA-256 of its canonical XML: %s"), (long long) last->version,
               last->sha256);
  lw_verb_say (run, _("The method is locked. A later change is a new version: lotwise revise"));
  build_publication (builder, last, FALSE);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

/* Runs @command; @n_rows (out): rows of the record that it made. */
static gboolean
run_command (LwStore *store, LwCommand *command, gint64 *n_rows, GError **error)
{
  g_autoptr (LwReader) reader = NULL;

  if (!lw_store_run (store, command, NULL, error) || (reader = lw_store_reader (store, error)) == NULL)
    return FALSE;
  return lw_connection_get_int (lw_reader_connection (reader), n_rows, 0, error,
                                "SELECT count (*) FROM journal WHERE op <> 'command'"
                                " AND command = (SELECT max (seq) FROM command)",
                                "");
}

/* ---- publish, published ---- */

int
lw_evaluation_run_publish (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  g_autoptr (LwCommand) command = lw_evaluation_publish (lw_verb_person (run), lw_verb_reason (run));

  if (store == NULL || !lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  return report_version (run, store, error);
}

static LwVerbTable *
table_of (GPtrArray *list, gboolean csv)
{
  LwVerbTable *table = lw_verb_table_new (NULL);

  lw_verb_table_add_column (table, csv ? "version" : _("Version"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "at" : _("Published"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "person" : _("By"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "approver" : _("Approved by"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "reason" : _("Reason"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "sha256" : _("SHA-256"), LW_ALIGN_LEFT);
  for (guint i = 0; i < list->len; i++)
    {
      const LwPublication *publication = list->pdata[i];
      g_autofree char *version = g_strdup_printf ("%lld", (long long) publication->version);
      lw_verb_table_add_row (table, version, publication->at, publication->person, publication->approver, publication->reason,
                             publication->sha256);
    }
  return table;
}

static LwPublication *
find_publication (LwConnection *connection, const char *which, GError **error)
{
  guint64 version;

  if (g_ascii_string_to_unsigned (which, 10, 1, G_MAXINT32, &version, NULL))
    return lw_evaluation_publication (connection, (gint64) version, error);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a version of the method, a whole number from 1; found “%s”"), which);
  return NULL;
}

/* What one version changed of the one before it. */
static int
print_changes (LwVerbRun *run, LwConnection *connection, const char *which, GError **error)
{
  g_autoptr (LwPublication) after = find_publication (connection, which, error);
  g_autoptr (LwPublication) before
      = after != NULL && after->version > 1 ? lw_evaluation_publication (connection, after->version - 1, error) : NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (after == NULL || (after->version > 1 && before == NULL))
    return LW_EXIT_ERROR;
  lines = before != NULL ? lw_evaluation_differences (before->xml, after->xml, error) : g_ptr_array_new ();
  if (lines == NULL)
    return LW_EXIT_ERROR;
  if (before == NULL)
    lw_verb_say (run, _("Version 1 is the first: there is none that it changed"));
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, after->version);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    {
      lw_verb_say (run, "%s", (char *) lines->pdata[i]);
      json_builder_add_string_value (builder, lines->pdata[i]);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

/* The text of one version, as its hash was taken. */
static int
print_xml (LwVerbRun *run, LwConnection *connection, const char *which, GError **error)
{
  g_autoptr (LwPublication) publication = find_publication (connection, which, error);

  if (publication == NULL)
    return LW_EXIT_ERROR;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = g_strdup (publication->xml);
  lw_verb_say (run, "%s", g_strchomp (text)); /* what is said ends its line itself */
  build_publication (builder, publication, TRUE);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

int
lw_evaluation_run_published (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  if (lw_verb_option (run, "xml") != NULL)
    return print_xml (run, lw_reader_connection (reader), lw_verb_option (run, "xml"), error);
  if (lw_verb_option (run, "changes") != NULL)
    return print_changes (run, lw_reader_connection (reader), lw_verb_option (run, "changes"), error);
  list = lw_evaluation_publications (lw_reader_connection (reader), error);
  if (list == NULL)
    return LW_EXIT_ERROR;
  if (list->len == 0)
    lw_verb_say (run, _("The method has not been published: it can still be changed. lotwise publish locks it."));
  else
    {
      g_autoptr (LwVerbTable) table = table_of (list, lw_verb_output (run) == LW_OUTPUT_CSV);
      lw_verb_table (run, table);
    }
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    build_publication (builder, list->pdata[i], FALSE);
  json_builder_end_array (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

/* ---- revise ---- */

/* One change as it is typed: add NOUN FIELD=VALUE…, set NOUN KEY FIELD=VALUE…, remove NOUN KEY. */
static LwCommand *
parse_change (LwVerbRun *run, GPtrArray *words, GError **error)
{
  const char *verb = words->len > 0 ? words->pdata[0] : "", *person = lw_verb_person (run);
  const char *noun = words->len > 1 ? words->pdata[1] : NULL, *key = words->len > 2 ? words->pdata[2] : NULL;
  const char *const *values;

  g_ptr_array_add (words, NULL);
  values = (const char *const *) words->pdata;
  if (strcmp (verb, "add") == 0 && key != NULL)
    return lw_model_add (lw_evaluation_sections (), noun, values + 2, person, NULL, error);
  if (strcmp (verb, "set") == 0 && words->len > 4)
    return lw_model_set (lw_evaluation_sections (), noun, key, values + 3, person, NULL, error);
  if (strcmp (verb, "remove") == 0 && words->len == 4)
    return lw_model_remove (lw_evaluation_sections (), noun, key, person, NULL, error);
  g_autofree char *found = g_strjoinv (" ", (char **) words->pdata);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("expected changes as “set NOUN KEY FIELD=VALUE…”, “add NOUN FIELD=VALUE…” or “remove NOUN KEY”, with a lone +"
                 " between two; found “%s”"),
               found);
  return NULL;
}

static GPtrArray *
parse_changes (LwVerbRun *run, GError **error)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free);
  guint i = 1;

  do
    {
      g_autoptr (GPtrArray) words = g_ptr_array_new ();
      LwCommand *command;

      for (; i < lw_verb_n_args (run) && strcmp (lw_verb_arg (run, i), "+") != 0; i++)
        g_ptr_array_add (words, (gpointer) lw_verb_arg (run, i));
      command = parse_change (run, words, error);
      if (command == NULL)
        return NULL;
      g_ptr_array_add (commands, command);
    }
  while (i++ < lw_verb_n_args (run));
  return g_steal_pointer (&commands);
}

/* Without changes: they come one by one, and publish ends it. */
static int
open_revision (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  g_autoptr (LwCommand) command
      = lw_evaluation_open_revision (lw_verb_person (run), lw_verb_option (run, "approver"), lw_verb_reason (run));
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (store == NULL || !lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  lw_verb_say (run, _("A revision is open: the method can be changed. lotwise publish ends it with a new version"));
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "reason", lw_verb_reason (run));
  lw_evaluation_json_string (builder, "approver", lw_verb_option (run, "approver"));
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

static int
revise_at_once (LwVerbRun *run, GError **error)
{
  g_autoptr (GPtrArray) commands = parse_changes (run, error);
  g_autoptr (LwCommand) command = NULL;
  LwStore *store = commands == NULL ? NULL : lw_verb_store (run, LW_STORE_READ_WRITE, error);
  gint64 open;

  if (store == NULL)
    return LW_EXIT_ERROR;
  command = lw_evaluation_revise (g_steal_pointer (&commands), lw_verb_person (run), lw_verb_option (run, "approver"),
                                  lw_verb_reason (run));
  if (!lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  if (reader == NULL || !lw_evaluation_unconfirmed (lw_reader_connection (reader), &open, error))
    return LW_EXIT_ERROR;
  if (open > 0)
    lw_verb_say (run, ngettext ("%lld mark is to be confirmed under the new version", "%lld marks are to be confirmed under the new version",
                                (gulong) open),
                 (long long) open);
  return report_version (run, store, error);
}

int
lw_evaluation_run_revise (LwVerbRun *run, GError **error)
{
  return lw_verb_n_args (run) == 1 ? open_revision (run, error) : revise_at_once (run, error);
}

/* ---- confirm, reopen ---- */

/* What was left out, and why. */
static gboolean
say_barred (LwVerbRun *run, LwStore *store, const char *lot, guint *n, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  g_autofree char *why = NULL;

  if (reader == NULL
      || !lw_evaluation_confirm_barred (lw_reader_connection (reader), lw_verb_arg (run, 1), lot, lw_verb_option (run, "bidder"),
                                        lw_verb_option (run, "criterion"), n, &why, error))
    return FALSE;
  if (*n > 0)
    lw_verb_say (run, ngettext ("%u mark is left out: %s", "%u marks are left out: %s", *n), *n, why);
  return TRUE;
}

int
lw_evaluation_run_confirm (LwVerbRun *run, GError **error)
{
  const char *given = lw_verb_option (run, "lot"), *lot = given != NULL && strcmp (given, "-") == 0 ? "" : given;
  const gboolean despite = lw_verb_option (run, "despite") != NULL;
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  g_autoptr (LwCommand) command = lw_evaluation_confirm (
      lw_verb_arg (run, 1), lot, lw_verb_option (run, "bidder"), lw_verb_option (run, "criterion"), lw_verb_person (run),
      despite ? lw_verb_reason (run) : NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint barred;
  gint64 n;

  if (despite && lw_verb_reason (run) == NULL)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("expected --reason with --despite, found none"));
      return LW_EXIT_ERROR;
    }
  if (store == NULL || !run_command (store, command, &n, error))
    return LW_EXIT_ERROR;
  lw_verb_say (run, ngettext ("Confirmed %lld mark of %s", "Confirmed %lld marks of %s", (gulong) n), (long long) n,
               lw_verb_arg (run, 1));
  if (!say_barred (run, store, lot, &barred, error))
    return LW_EXIT_ERROR;
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "person", lw_verb_arg (run, 1));
  json_builder_set_member_name (builder, "confirmed");
  json_builder_add_int_value (builder, n);
  json_builder_set_member_name (builder, "left-out");
  json_builder_add_int_value (builder, barred);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

int
lw_evaluation_run_reopen (LwVerbRun *run, GError **error)
{
  const char *lot = lw_verb_arg (run, 1);
  const LwMarkPlace place = { strcmp (lot, "-") == 0 ? "" : lot, lw_verb_arg (run, 2), lw_verb_arg (run, 3), lw_verb_arg (run, 4) };
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  g_autoptr (LwCommand) command
      = lw_evaluation_reopen (&place, lw_verb_person (run), lw_verb_option (run, "approver"), lw_verb_reason (run));
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (store == NULL || !lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  if (place.evaluator != NULL)
    lw_verb_say (run, _("The mark of %s by %s on %s is open again; what it was is in the record"), place.bidder, place.evaluator,
                 place.criterion);
  else
    lw_verb_say (run, _("The agreed mark of %s on %s is taken back; what it was is in the record"), place.bidder, place.criterion);
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "lot", place.lot);
  lw_evaluation_json_string (builder, "bidder", place.bidder);
  lw_evaluation_json_string (builder, "criterion", place.criterion);
  lw_evaluation_json_string (builder, "person", place.evaluator);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}
