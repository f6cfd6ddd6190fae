/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verb people: roles, progress, declarations and workload. What --json prints is a contract: docs/methods.md. */
#include "config.h"

#include "lw-evaluation-verbs-people-private.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- people, as tables and JSON ---- */

char *
lw_people_join (const GPtrArray *texts)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *) texts->pdata[i]);
  return g_string_free (list, FALSE);
}

static char *
join_interests (const GPtrArray *interests)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < interests->len; i++)
    g_ptr_array_add (ids, ((LwPersonInterest *) interests->pdata[i])->organisation);
  return lw_people_join (ids);
}

/* Exact for a program, one place for people. (transfer full) */
static char *
hours_text (const LwPeopleRequest *request, guint n, gboolean exact)
{
  g_auto (LwRational) hours = LW_RATIONAL_INIT;

  lw_evaluation_workload (&hours, n, &request->pages, &request->minutes);
  return exact ? lw_rational_to_exact (&hours) : lw_rational_format (&hours, 1, LW_ROUNDING_HALF_UP);
}

static LwVerbTable *
table_new (const LwPeopleRequest *request)
{
  const gboolean csv = lw_verb_output (request->run) == LW_OUTPUT_CSV;
  LwVerbTable *table = lw_verb_table_new (NULL);

  lw_verb_table_add_column (table, csv ? "person" : _("Person"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "name" : _("Name"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "roles" : _("Roles"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "assigned" : _("Assigned"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "marked" : _("Marked"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "explained" : _("With rationale"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "missing" : _("Yet to declare"), csv ? LW_ALIGN_LEFT : LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "conflicts" : _("Conflicts"), LW_ALIGN_LEFT);
  if (request->has_load)
    {
      lw_verb_table_add_column (table, csv ? "hours" : _("Hours"), LW_ALIGN_RIGHT);
      lw_verb_table_add_column (table, csv ? "hours-left" : _("Hours left"), LW_ALIGN_RIGHT);
    }
  if (csv)
    lw_verb_table_add_column (table, "trust", LW_ALIGN_LEFT);
  return table;
}

static void
table_add (const LwPeopleRequest *request, LwVerbTable *table, const LwEvaluationPeople *people, const LwEvaluationPerson *person)
{
  const gboolean csv = lw_verb_output (request->run) == LW_OUTPUT_CSV;
  g_autofree char *roles = lw_people_join (person->roles);
  g_autofree char *all_missing = join_interests (person->missing), *conflicts = join_interests (person->conflicts);
  g_autofree char *n_missing = person->missing->len > 0 ? g_strdup_printf ("%u", person->missing->len) : NULL;
  g_autofree char *assigned = people->in_use ? g_strdup_printf ("%u", person->assigned) : NULL;
  g_autofree char *marked = g_strdup_printf ("%u", person->marked), *explained = g_strdup_printf ("%u", person->explained);
  g_autofree char *hours = people->in_use ? hours_text (request, person->assigned, csv) : NULL;
  g_autofree char *left = people->in_use ? hours_text (request, person->assigned - person->marked, csv) : NULL;
  const char *cells[] = { person->id, person->name, roles, assigned,     marked, explained, csv ? all_missing : n_missing,
                          conflicts,  hours,        left,  person->trust };

  if (!request->has_load)
    cells[8] = person->trust;
  lw_verb_table_add_rowv (table, cells);
}

static void
json_interests (JsonBuilder *builder, const char *name, const GPtrArray *interests)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < interests->len; i++)
    {
      const LwPersonInterest *interest = interests->pdata[i];

      json_builder_begin_object (builder);
      lw_evaluation_json_string (builder, "organisation", interest->organisation);
      lw_evaluation_json_string (builder, "name", interest->name);
      lw_evaluation_json_string (builder, "note", interest->note);
      json_builder_set_member_name (builder, "bidders");
      json_builder_begin_array (builder);
      for (guint j = 0; j < interest->bidders->len; j++)
        json_builder_add_string_value (builder, interest->bidders->pdata[j]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
json_count (JsonBuilder *builder, const char *name, guint n, gboolean known)
{
  json_builder_set_member_name (builder, name);
  if (known)
    json_builder_add_int_value (builder, n);
  else
    json_builder_add_null_value (builder);
}

/* The object is left open. */
static void
json_person (const LwPeopleRequest *request, JsonBuilder *builder, const LwEvaluationPeople *people,
             const LwEvaluationPerson *person)
{
  const gboolean has_load = request->has_load && people->in_use;
  g_autofree char *hours = has_load ? hours_text (request, person->assigned, TRUE) : NULL;
  g_autofree char *left = has_load ? hours_text (request, person->assigned - person->marked, TRUE) : NULL;

  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "person", person->id);
  lw_evaluation_json_string (builder, "name", person->name);
  lw_evaluation_json_string (builder, "trust", person->trust);
  json_builder_set_member_name (builder, "roles");
  json_builder_begin_array (builder);
  for (guint i = 0; i < person->roles->len; i++)
    json_builder_add_string_value (builder, person->roles->pdata[i]);
  json_builder_end_array (builder);
  json_count (builder, "assigned", person->assigned, people->in_use);
  json_count (builder, "marked", person->marked, TRUE);
  json_count (builder, "explained", person->explained, TRUE);
  json_count (builder, "confirmed", person->confirmed, TRUE);
  json_interests (builder, "missing", person->missing);
  json_interests (builder, "conflicts", person->conflicts);
  lw_evaluation_json_string (builder, "hours", hours);
  lw_evaluation_json_string (builder, "hours-left", left);
}

static const char *
or_null (const char *text)
{
  return text == NULL || text[0] == '\0' ? NULL : text;
}

/* What is illustrative says so. */
static void
say_trust (const LwPeopleRequest *request, const LwEvaluationPeople *people)
{
  g_autoptr (GPtrArray) invented = g_ptr_array_new ();

  for (guint i = 0; i < people->people->len; i++)
    {
      const LwEvaluationPerson *person = people->people->pdata[i];

      if (g_strcmp0 (person->trust, "illustrative") == 0)
        g_ptr_array_add (invented, person->id);
    }
  g_autofree char *list = lw_people_join (invented);
  if (invented->len > 0)
    lw_verb_say (request->run, _("Illustrative: %s"), list);
}

/* ---- one person, after a change ---- */

LwEvaluationPeople *
lw_people_load (const LwPeopleRequest *request, const char *person, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (request->store, error);

  return reader == NULL || !lw_reader_freeze (reader, error)
             ? NULL
             : lw_evaluation_people_load (lw_reader_connection (reader), person, error);
}

void
lw_people_report (const LwPeopleRequest *request, JsonBuilder *builder, const LwEvaluationPeople *people,
                  const LwEvaluationPerson *person)
{
  g_autoptr (LwVerbTable) table = table_new (request);

  table_add (request, table, people, person);
  if (lw_verb_output (request->run) == LW_OUTPUT_CSV)
    lw_verb_table (request->run, table);
  json_builder_set_member_name (builder, "assignments-in-use");
  json_builder_add_boolean_value (builder, people->in_use);
  json_builder_set_member_name (builder, "work");
  json_person (request, builder, people, person);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  lw_verb_json (request->run, json_builder_get_root (builder));
}

/* ---- people ---- */

static gboolean
read_number (LwRational *number, const char *text, const char *what, GError **error)
{
  if (!lw_rational_parse (number, text, what, error))
    return FALSE;
  if (lw_rational_sign (number) > 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected a number above 0, found %s"), what, text);
  return FALSE;
}

static gboolean
read_load (LwPeopleRequest *request, GError **error)
{
  const char *pages = lw_verb_option (request->run, "pages"), *minutes = lw_verb_option (request->run, "minutes-per-page");

  request->has_load = pages != NULL && minutes != NULL;
  if (request->has_load)
    return read_number (&request->pages, pages, "--pages", error)
           && read_number (&request->minutes, minutes, "--minutes-per-page", error);
  if (pages == NULL && minutes == NULL)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("expected --pages and --minutes-per-page together, found only %s"),
                  pages != NULL ? "--pages" : "--minutes-per-page");
  return FALSE;
}

/* The rules of one person: a table, and the member "assignments". */
static gboolean
report_rules (const LwPeopleRequest *request, JsonBuilder *builder, LwConnection *connection, const char *person, GError **error)
{
  g_autofree char *title = g_strdup_printf (_("Assignments of %s"), person);
  g_autoptr (LwVerbTable) table = lw_verb_table_new (title);
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection, "SELECT criterion, lot, bidder FROM evaluation_assignment WHERE person = ? ORDER BY criterion, lot, bidder",
      error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  lw_verb_table_add_column (table, _("Criterion"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Lot"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Bidder"), LW_ALIGN_LEFT);
  lw_statement_bind (statement, "s", person);
  json_builder_set_member_name (builder, "assignments");
  json_builder_begin_array (builder);
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      static const char *const names[] = { "criterion", "lot", "bidder" };
      const char *cells[G_N_ELEMENTS (names)];

      json_builder_begin_object (builder);
      for (int i = 0; i < (int) G_N_ELEMENTS (names); i++)
        {
          cells[i] = or_null (lw_statement_text (statement, i));
          lw_evaluation_json_string (builder, names[i], cells[i]);
          cells[i] = cells[i] != NULL ? cells[i] : _("all");
        }
      json_builder_end_object (builder);
      lw_verb_table_add_rowv (table, cells);
    }
  json_builder_end_array (builder);
  if (lw_verb_output (request->run) == LW_OUTPUT_TEXT && lw_verb_table_n_rows (table) > 0)
    lw_verb_table (request->run, table);
  return step == LW_STEP_DONE;
}

/* What is declared and what is asked of one person. */
static void
report_interests (const LwPeopleRequest *request, const LwEvaluationPerson *person)
{
  const GPtrArray *lists[] = { person->missing, person->conflicts };
  g_autofree char *title = g_strdup_printf (_("Declarations of %s"), person->id);
  g_autoptr (LwVerbTable) table = lw_verb_table_new (title);

  lw_verb_table_add_column (table, _("Organisation"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Name"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Declared"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Bidders"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, _("Note"), LW_ALIGN_LEFT);
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        const LwPersonInterest *interest = lists[l]->pdata[i];
        g_autofree char *bidders = lw_people_join (interest->bidders);

        lw_verb_table_add_row (table, interest->organisation, interest->name,
                               l == 0 ? _("nothing yet") : _("conflict"), bidders, interest->note);
      }
  if (lw_verb_output (request->run) == LW_OUTPUT_TEXT && lw_verb_table_n_rows (table) > 0)
    lw_verb_table (request->run, table);
}

static void
json_cells (JsonBuilder *builder, const LwEvaluationPeople *people, const LwEvaluationPerson *person)
{
  g_autoptr (GArray) cells = lw_evaluation_people_cells (people, person);

  json_builder_set_member_name (builder, "cells");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cells->len; i++)
    {
      const LwAssignedCell *cell = &g_array_index (cells, LwAssignedCell, i);

      json_builder_begin_object (builder);
      lw_evaluation_json_string (builder, "lot", or_null (cell->lot));
      lw_evaluation_json_string (builder, "bidder", cell->bidder);
      lw_evaluation_json_string (builder, "criterion", cell->criterion);
      json_builder_set_member_name (builder, "marked");
      json_builder_add_boolean_value (builder, cell->marked);
      json_builder_set_member_name (builder, "explained");
      json_builder_add_boolean_value (builder, cell->explained);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Tables, then the JSON of all, with more of one who was asked for by name. */
static gboolean
report_people (const LwPeopleRequest *request, LwConnection *connection, const LwEvaluationPeople *people, gboolean one,
               GError **error)
{
  g_autoptr (LwVerbTable) table = table_new (request);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  for (guint i = 0; i < people->people->len; i++)
    table_add (request, table, people, people->people->pdata[i]);
  lw_verb_table (request->run, table);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "assignments-in-use");
  json_builder_add_boolean_value (builder, people->in_use);
  lw_evaluation_json_string (builder, "pages", lw_verb_option (request->run, "pages"));
  lw_evaluation_json_string (builder, "minutes-per-page", lw_verb_option (request->run, "minutes-per-page"));
  if (!one)
    json_count (builder, "nobody", lw_evaluation_people_count_nobody (people), people->in_use);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < people->people->len; i++)
    {
      const LwEvaluationPerson *person = people->people->pdata[i];

      json_person (request, builder, people, person);
      if (one && !report_rules (request, builder, connection, person->id, error))
        return FALSE;
      if (one)
        {
          report_interests (request, person);
          json_cells (builder, people, person);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lw_verb_json (request->run, json_builder_get_root (builder));
  return TRUE;
}

int
lw_evaluation_run_people (LwVerbRun *run, GError **error)
{
  g_auto (LwPeopleRequest) request = LW_PEOPLE_REQUEST_INIT (run);
  const char *person = lw_verb_option (run, "person");
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (LwEvaluationPeople) people = NULL;
  guint nobody;

  if (!read_load (&request, error) || (request.store = lw_verb_store (run, LW_STORE_READ_ONLY, error)) == NULL)
    return LW_EXIT_ERROR;
  reader = lw_store_reader (request.store, error);
  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  people = lw_evaluation_people_load (lw_reader_connection (reader), person, error);
  if (people == NULL || !report_people (&request, lw_reader_connection (reader), people, person != NULL, error))
    return LW_EXIT_ERROR;
  nobody = person == NULL ? lw_evaluation_people_count_nobody (people) : 0;
  if (nobody > 0)
    lw_verb_say (run, ngettext ("%u mark has nobody who is assigned to it", "%u marks have nobody who is assigned to them", nobody),
                 nobody);
  if (!people->in_use)
    lw_verb_say (run, _("There are no assignments: everybody marks everything, but for declared conflicts"));
  say_trust (&request, people);
  return LW_EXIT_FINE;
}
