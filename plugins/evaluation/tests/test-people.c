/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who marks what: each test is named after the rule that it holds. */
#include "config.h"

#include "front.h"
#include "lw-evaluation-people.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"
#include "xml/lw-competition-xml.h"

#include "base/lw-error.h"

#include <glib/gstdio.h>
#include <string.h>

/* B1 is o1 with o2, B2 is o3 alone, B3 is o4. E3 has no role. */
static const char *const team[] = {
  "organisation|id=o1|name=One|kind=private",
  "organisation|id=o2|name=Two|kind=voluntary",
  "organisation|id=o3|name=Three|kind=public",
  "organisation|id=o4|name=Four|kind=mutual",
  "bidder_member|bidder=B1|organisation=o1|role=lead|position=1",
  "bidder_member|bidder=B1|organisation=o2|role=partner|position=2",
  "bidder_member|bidder=B2|organisation=o3|role=lead|position=1",
  "bidder_member|bidder=B3|organisation=o4|role=lead|position=1",
  "person|id=E3|name=Evaluator 3",
  "person|id=M1|name=Moderator",
  "person_role|person=E1|role=evaluator",
  "person_role|person=E2|role=evaluator",
  "person_role|person=E2|role=observer",
  "person_role|person=M1|role=moderator",
  NULL,
};

/* E1 may mark everything. */
static const char *const declared[] = {
  "declare f E1 o1 none", "declare f E1 o2 none", "declare f E1 o3 none", "declare f E1 o4 none", NULL,
};

static void
run_all (Front *front, const char *const *lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    assert_run (front, lines[i]);
}

/* Findings of people, as "id where" in their order. */
static char *
findings_of (LwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  g_autoptr (LwFindings) findings = lw_findings_new ();
  GString *text = g_string_new (NULL);
  static const char *const ids[] = { "evaluation.wrong-role",
                                     "evaluation.conflict-of-interest",
                                     "evaluation.undeclared",
                                     "evaluation.declaration-missing",
                                     "evaluation.not-assigned",
                                     "evaluation.assigned-conflict",
                                     NULL };

  g_assert_no_error (error);
  const gboolean fine = lw_evaluation_check.run (lw_reader_connection (reader), findings, &error);
  g_assert_no_error (error);
  g_assert_true (fine);
  for (guint i = 0; i < lw_findings_n (findings); i++)
    if (g_strv_contains (ids, lw_findings_get (findings, i)->id))
      g_string_append_printf (text, "%s%s %s", text->len > 0 ? "; " : "",
                              lw_findings_get (findings, i)->id + strlen ("evaluation."), lw_findings_get (findings, i)->where);
  return g_string_free (text, FALSE);
}

static void
assert_findings (Front *front, const char *expected)
{
  g_autofree char *found = findings_of (front->store);

  g_assert_cmpstr (found, ==, expected);
}

/* The work of one person, as people --csv has it: "assigned|marked|explained|missing|conflicts". */
static void
assert_work (Front *front, const char *person, const char *expected)
{
  g_autofree char *line = g_strdup_printf ("people f --csv --person %s", person);
  g_auto (GStrv) cells = NULL;

  assert_run (front, line);
  cells = g_strsplit (g_strchomp (front->text->str), "|", -1);
  g_assert_cmpuint (g_strv_length (cells), ==, 9);
  g_autofree char *found = g_strjoin ("|", cells[3], cells[4], cells[5], cells[6], cells[7], NULL);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_no_assignments (void)
{
  Front *front = front_new (team);

  assert_run (front, "mark f L1 B2 1.1 E3 2"); /* no role */
  assert_run (front, "agree f L1 B2 1.1 2");   /* nobody of the file */
  assert_prints (front, "people f --person E3",
                 "E3|Evaluator 3|||1|0||\n"
                 "There are no assignments: everybody marks everything, but for declared conflicts\n");
  assert_findings (front, "");
  front_free (front);
}

static void
test_only_assigned (void)
{
  Front *front = front_new (team);

  run_all (front, declared);
  assert_run (front, "assign f E1 --criterion 1.1 --lot L1");
  assert_run (front, "mark f L1 B2 1.1 E1 4");
  assert_refused (front, "mark f L2 B2 1.1 E1 4", "“lotwise assign FILE E1 --criterion 1.1 --lot L2 --bidder B2” assigns it");
  assert_refused (front, "mark f - B2 1.2 E1 4", "“lotwise assign FILE E1 --criterion 1.2 --bidder B2” assigns it");
  assert_run (front, "assign f E1 --criterion 1 --bidder B2"); /* a group: 1.1 and 1.2 */
  assert_run (front, "mark f L2 B2 1.1 E1 4");
  assert_run (front, "mark f - B2 1.2 E1 4");
  assert_refused (front, "mark f - B2 2.1 E1 pass", "E1 is not assigned to 2.1 of B2");
  assert_refused (front, "mark f - B1 1.2 E1 4", "not assigned");
  assert_run (front, "assign f E1 --lot L2"); /* all of the lot, but not what is common to all lots */
  assert_run (front, "mark f L2 B1 1.1 E1 4");
  assert_refused (front, "mark f - B1 1.2 E1 4", "not assigned");
  assert_run (front, "assign f E1");
  assert_run (front, "mark f - B1 1.2 E1 4");
  assert_run (front, "assign f E1 --remove");
  assert_refused (front, "mark f - B1 1.2 E1 3", "not assigned");
  assert_refused (front, "mark f L1 B2 1.1 E2 4", "E2 is not assigned");
  front_free (front);
}

/* The window writes marks by lw_model_add(), alone or many at once: the same rule stands there. */
static void
test_no_way_round (void)
{
  static const char *const values[] = { "lot=L2", "bidder=B3", "criterion=1.1", "person=E2", "mark=2", NULL };
  Front *front = front_new (team);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free);
  g_autoptr (LwCommand) command = NULL;

  assert_run (front, "assign f E1");
  g_ptr_array_add (commands, lw_model_add (lw_evaluation_sections (), "mark", values, "E2", NULL, &error));
  g_assert_no_error (error);
  command = lw_command_new_all ("Mark", "E2", NULL, g_steal_pointer (&commands));
  g_assert_false (lw_store_run (front->store, command, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "E2 is not assigned to 1.1 of B3 in L2"));
  front_free (front);
}

/* What is no place for a mark is refused for that, whoever asks. */
static void
test_rows_first (void)
{
  static const char *const no_bid[] = { "lot=L1", "bidder=B9", "criterion=1.1", "person=E2", "mark=2", NULL };
  static const char *const nobody[] = { "bidder=B1", "criterion=1.2", "person=E9", "mark=2", NULL };
  static const char *const *const both[] = { no_bid, nobody };
  static const char *const parts[] = { "B9", "E9" };
  Front *front = front_new (team);

  assert_run (front, "assign f E1");
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LwCommand) command = lw_model_add (lw_evaluation_sections (), "mark", both[i], "E2", NULL, &error);

      g_assert_no_error (error);
      g_assert_false (lw_store_run (front->store, command, NULL, &error));
      g_assert_nonnull (strstr (error->message, parts[i]));
      g_assert_null (strstr (error->message, "lotwise"));
    }
  front_free (front);
}

static void
test_conflict (void)
{
  Front *front = front_new (team);

  run_all (front, declared);
  assert_run (front, "assign f E1 --bidder B1");
  assert_run (front, "assign f E1 --lot L1");
  assert_work (front, "E1", "6|6|1||");
  assert_prints (front, "declare f E1 o2 conflict --note Shares.",
                 "E1 declares a conflict of interest with o2\n"
                 "E1 takes no part in marking: B1\n"
                 "4 marks of E1 are there already: they stay, and check names them\n"
                 "E1 has 2 marks to give; given: 2\n");
  assert_refused (front, "mark f L1 B1 1.1 E1 5", "E1 has declared a conflict of interest with o2 (Two), a member of B1");
  assert_refused (front, "assign f E1 --criterion 1.1 --bidder B1", "E1 has declared one with o2 (Two), a member of it");
  assert_run (front, "mark f L1 B2 1.1 E1 5");
  assert_work (front, "E1", "2|2|0||o2");
  assert_run (front, "assign f E1 --bidder B1 --remove"); /* what is there is let go */
  assert_refused (front, "declare f E1 o2 none", "expected a reason to take it back, found none");
  assert_refused (front, "declare f E1 o2 none --reason _", "expected a reason to take it back, found none");
  assert_run (front, "declare f E1 o2 conflict --note Shares_of_old."); /* it stays one */
  assert_run (front, "declare f E1 o2 none --reason Shares_sold.");
  assert_run (front, "mark f L1 B1 1.1 E1 5");
  front_free (front);
}

/* Marks given before are not stood by either. */
static void
test_conflict_confirms_nothing (void)
{
  Front *front = front_new (team);

  assert_run (front, "publish f --as M1");
  assert_run (front, "declare f E1 o2 conflict");
  assert_refused (front, "confirm f E1 --bidder B1 --despite --reason A_test",
                  "E1 has declared a conflict of interest with o2 (Two), a member of B1");
  assert_run (front, "confirm f E1 --despite --reason A_test");
  g_assert_nonnull (strstr (front->text->str, "4 marks are left out: E1 has declared a conflict of interest with o2 (Two)"));
  assert_refused (front, "confirm f E1 --despite --reason A_test", "a member of B1");
  assert_run (front, "declare f E1 o2 none --reason Shares_sold.");
  assert_prints (front, "confirm f E1 --despite --reason A_test", "Confirmed 4 marks of E1\n");
  front_free (front);
}

/* Even where nothing is assigned. */
static void
test_conflict_alone (void)
{
  Front *front = front_new (team);

  assert_run (front, "declare f E1 o3 conflict");
  assert_refused (front, "mark f L1 B2 1.1 E1 5", "o3 (Three)");
  assert_run (front, "mark f L1 B1 1.1 E1 5");
  assert_run (front, "declare f M1 o3 conflict");
  assert_refused (front, "agree f L1 B2 1.1 5 --as M1", "M1 has declared a conflict of interest with o3");
  front_free (front);
}

static void
test_missing (void)
{
  Front *front = front_new (team);

  assert_prints (front, "assign f E1 --bidder B1",
                 "E1 is assigned to all criteria, all lots, bidder B1\n"
                 "E1 has 4 marks to give; given: 4\n"
                 "Yet to declare, before marking: o1 (One), o2 (Two) (lotwise declare FILE E1 ORGANISATION none|conflict)\n"
                 "This is the first assignment: from now on nobody marks what is not assigned\n");
  assert_refused (front, "mark f L1 B1 1.1 E1 5",
                  "expected E1 to have declared on every member of B1, found nothing on o1 (One), o2 (Two): "
                  "“lotwise declare FILE E1 o1 none” (or conflict) declares");
  assert_run (front, "declare f E1 o1 none");
  assert_refused (front, "mark f L1 B1 1.1 E1 5", "nothing on o2 (Two): “lotwise declare FILE E1 o2 none”");
  assert_run (front, "declare f E1 o2 none");
  assert_run (front, "mark f L1 B1 1.1 E1 5");
  assert_prints (front, "declare f E1 o2 none",
                 "Nothing changed: it was declared like that already\n"
                 "E1 declares no conflict of interest with o2\n"
                 "E1 has 4 marks to give; given: 4\n");
  front_free (front);
}

static void
test_members_change (void)
{
  static const char *const values[] = { "bidder=B2", "organisation=o4", "role=member", NULL };
  Front *front = front_new (team);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwCommand) command = lw_model_add (lw_evaluation_sections (), "member", values, "lead", NULL, &error);

  g_assert_no_error (error);
  assert_run (front, "assign f E1 --bidder B2");
  assert_run (front, "declare f E1 o3 none");
  assert_work (front, "E1", "4|4|0||");
  assert_run (front, "mark f L1 B2 1.1 E1 5");
  lw_store_run (front->store, command, NULL, &error);
  g_assert_no_error (error);
  assert_work (front, "E1", "4|4|0|o4|");
  assert_refused (front, "mark f L1 B2 1.1 E1 4", "nothing on o4 (Four)");
  assert_findings (front, "undeclared B2; declaration-missing E1; not-assigned B1; not-assigned B3; not-assigned L1/B1; "
                          "not-assigned L1/B3; not-assigned L2/B1; not-assigned E2");
  assert_run (front, "declare f E1 o4 none");
  assert_run (front, "mark f L1 B2 1.1 E1 4");
  front_free (front);
}

/* Nobody is asked about a bidder that is blocked, nor about one that does not bid. */
static void
test_asked (void)
{
  Front *front = front_new (team);

  assert_run (front, "assign f E1 --lot L2"); /* B3 has withdrawn there */
  assert_work (front, "E1", "2|2|0|o1, o2, o3|");
  assert_run (front, "declare f E1 o1 conflict");
  assert_work (front, "E1", "1|1|0|o3|o1");
  front_free (front);
}

static void
test_wrong_role (void)
{
  Front *front = front_new (team);

  run_all (front, declared);
  assert_run (front, "assign f E1");
  assert_run (front, "assign f E3");
  g_assert_nonnull (strstr (front->text->str, "E3 does not have the role evaluator, without which no mark is taken\n"));
  assert_refused (front, "mark f L1 B1 1.1 E3 5",
                  "expected a person with the role evaluator (E1, E2), found E3, whose roles are: none; "
                  "“lotwise add FILE role person=E3 role=evaluator” gives one");
  assert_refused (front, "mark f L1 B1 1.1 M1 5", "found M1, whose roles are: moderator;");
  assert_run (front, "mark f L1 B1 1.1 E1 5");
  assert_refused (front, "agree f L1 B2 1.1 5 --as E2",
                  "“agree” is not for E2");
  assert_refused (front, "agree f L1 B1 1.1 --remove --as Somebody",
                  "found Somebody, who is not among the people of this competition: say who works (--as PERSON)");
  assert_run (front, "agree f L1 B2 1.1 5 --as M1");
  fixture_run (front->store, "UPDATE person_role SET role = 'lead' WHERE person = 'M1'");
  assert_run (front, "agree f L1 B2 1.1 --remove --as M1");
  fixture_run (front->store, "DELETE FROM person_role");
  assert_refused (front, "agree f L1 B2 1.1 5 --as M1", "moderator or lead (nobody yet)");
  front_free (front);
}

/* What is there and would be refused today is named by check, and stays. */
static void
test_old_marks (void)
{
  Front *front = front_new (team);

  assert_run (front, "assign f E3 --criterion 2.1");
  assert_findings (front, "not-assigned E1; not-assigned E2; wrong-role E3; declaration-missing E3");
  assert_run (front, "assign f E3 --criterion 2.1 --remove");
  assert_findings (front, "");
  assert_run (front, "declare f E2 o1 conflict"); /* without assignments, and after the marks */
  assert_findings (front, "conflict-of-interest B1");
  assert_run (front, "assign f E1 --criterion 1");
  assert_run (front, "assign f E2 --bidder B2 --lot L1");
  fixture_run (front->store, "UPDATE evaluation_declaration SET organisation = 'o3'");
  fixture_run (front->store,
               "INSERT INTO evaluation_mark (lot, bidder, criterion, person, mark) VALUES ('L1', 'B1', '1.1', 'M1', '2')");
  assert_findings (front,
                   "undeclared B1; undeclared B2; undeclared B3; declaration-missing E1; not-assigned B1; not-assigned B2; "
                   "not-assigned B3; conflict-of-interest B2; not-assigned E2; wrong-role M1; not-assigned M1; "
                   "assigned-conflict B2");
  front_free (front);
}

static gboolean
try_command (LwStore *store, LwCommand *command, GError **error)
{
  const gboolean fine = command != NULL && lw_store_run (store, command, NULL, error);

  if (command != NULL)
    lw_command_free (command);
  return fine;
}

static void
assert_add_refused (LwStore *store, const char *noun, const char *row, const char *part)
{
  g_auto (GStrv) values = g_strsplit (row, "|", -1);
  g_autoptr (GError) error = NULL;

  g_assert_false (try_command (
      store, lw_model_add (lw_evaluation_sections (), noun, (const char *const *) values, "tester", NULL, &error), &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  if (strstr (error->message, part) == NULL)
    g_error ("%s: expected “%s” in “%s”", row, part, error->message);
}

static void
test_slips (void)
{
  Front *front = front_new (team);
  g_autoptr (GError) error = NULL;

  assert_refused (front, "assign f E9", "E9");
  assert_refused (front, "assign f E1 --criterion 9", "9");
  assert_refused (front, "assign f E1 --lot L9", "L9");
  assert_refused (front, "assign f E1 --bidder B9", "B9");
  assert_refused (front, "assign f E1 --criterion 3", "found 3, which is of kind price");
  assert_refused (front, "assign f E1 --criterion 1.2 --lot L1", "1.2 is common to all lots; found L1");
  assert_refused (front, "assign f E1 --lot L1 --remove",
                  "expected an assignment of E1 to all criteria, lot L1, all bidders, found none");
  assert_refused (front, "declare f E9 o1 none", "E9");
  assert_refused (front, "declare f E1 o9 none", "o9");
  assert_refused (front, "declare f E1 o1 perhaps", "one of none, conflict");
  assert_refused (front, "people f --person E9", "E9");
  assert_refused (front, "people f --pages 4", "together, found only --pages");
  assert_refused (front, "people f --pages 4 --minutes-per-page 0", "--minutes-per-page: expected a number above 0, found 0");
  assert_add_refused (front->store, "assignment", "criterion=1", "person");
  assert_add_refused (front->store, "declaration", "person=E1|organisation=o1", "stand");
  assert_run (front, "assign f E1 --lot L2");
  g_assert_false (
      try_command (front->store, lw_model_remove (lw_evaluation_sections (), "lot", "L2", "tester", NULL, &error), &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_clear_error (&error);
  assert_run (front, "declare f E3 o1 none");
  g_assert_false (
      try_command (front->store, lw_model_remove (lw_evaluation_sections (), "person", "E3", "tester", NULL, &error), &error));
  g_assert_nonnull (strstr (error->message, "1 × declaration"));
  front_free (front);
}

static void
test_record (void)
{
  Front *front = front_new (team);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL, *other = NULL;

  assert_run (front, "assign f E1 --criterion 1.1");
  assert_prints (front, "assign f E1 --criterion 1.1",
                 "Nothing changed: E1 is assigned to criterion 1.1, all lots, all bidders already\n"
                 "E1 has 5 marks to give; given: 5\n"
                 "Yet to declare, before marking: o1 (One), o2 (Two), o3 (Three), o4 (Four)"
                 " (lotwise declare FILE E1 ORGANISATION none|conflict)\n");
  name = lw_store_undo_name (front->store);
  g_assert_cmpstr (name, ==, "Assign E1 to criterion 1.1, all lots, all bidders");
  assert_refused (front, "mark f - B1 1.2 E2 5", "not assigned");
  lw_store_undo (front->store, "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  assert_run (front, "mark f - B1 1.2 E2 5");
  assert_run (front, "declare f E1 o1 conflict --note Shares.");
  assert_run (front, "declare f E1 o1 none --reason Sold."); /* the note was of the conflict */
  other = lw_store_undo_name (front->store);
  g_assert_cmpstr (other, ==, "Declare no conflict of E1 with o1");
  g_autoptr (LwReader) reader = lw_store_reader (front->store, &error);
  g_autofree char *note = NULL;
  g_assert_true (lw_connection_get_text (lw_reader_connection (reader), &note, &error,
                                         "SELECT note FROM evaluation_declaration WHERE stand = 'none'", ""));
  g_assert_null (note);
  g_clear_pointer (&reader, lw_reader_release);
  front_free (front);
}

/* A file says what was: marks that would be refused today are read with it. */
static void
test_import (void)
{
  Front *front = front_new (team);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwSchema) schema = fixture_schema ();
  g_autofree char *directory = g_dir_make_tmp ("lotwise-evaluation-XXXXXX", &error);
  g_autofree char *first = g_build_filename (directory, "1.xml", NULL), *second = g_build_filename (directory, "2.xml", NULL);
  g_autofree char *path = g_build_filename (directory, "copy.lotwise", NULL);
  g_autofree char *text = NULL, *again = NULL, *before = NULL, *after = NULL;
  LwStore *copy;

  assert_run (front, "assign f E1 --criterion 1 --lot L1 --bidder B2");
  assert_run (front, "assign f E2");
  assert_run (front, "declare f E1 o3 conflict --note Once_of_their_board.");
  assert_run (front, "declare f E2 o1 none");
  before = findings_of (front->store);
  g_assert_true (lw_competition_export (front->store, first, lw_evaluation_sections (), NULL, NULL, &error));
  g_assert_no_error (error);
  copy = lw_competition_import (first, path, lw_evaluation_sections (), schema, "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  after = findings_of (copy);
  g_assert_cmpstr (after, ==, before);
  g_assert_nonnull (strstr (after, "conflict-of-interest B2"));
  g_assert_true (lw_competition_export (copy, second, lw_evaluation_sections (), NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (first, &text, NULL, NULL) && g_file_get_contents (second, &again, NULL, NULL));
  g_assert_cmpstr (again, ==, text);
  g_assert_nonnull (
      strstr (text, "<assignment person=\"E1\" criterion=\"1\" lot=\"L1\" bidder=\"B2\"/>\n      <assignment person=\"E2\"/>"));
  g_assert_nonnull (
      strstr (text, "<declaration person=\"E1\" organisation=\"o3\" stand=\"conflict\">Once of their board.</declaration>"));
  g_assert_cmpint (g_remove (first), ==, 0);
  g_assert_cmpint (g_remove (second), ==, 0);
  fixture_close (copy);
  front_free (front);
}

static void
test_workload (void)
{
  Front *front = front_new (team);
  g_auto (LwRational) hours = LW_RATIONAL_INIT, pages = LW_RATIONAL_INIT, minutes = LW_RATIONAL_INIT;

  lw_rational_set_int (&pages, 5, 2);
  lw_rational_set_int (&minutes, 7, 1);
  lw_evaluation_workload (&hours, 100, &pages, &minutes); /* 1,750 minutes */
  assert_exact (&hours, "175/6");
  lw_evaluation_workload (&hours, 0, &pages, &minutes);
  assert_exact (&hours, "0");

  assert_run (front, "assign f E1 --bidder B2");
  fixture_run (front->store, "DELETE FROM evaluation_mark WHERE lot = 'L1'");
  assert_prints (front, "people f --person E1 --pages 2.5 --minutes-per-page 7",
                 "E1|Evaluator 1|evaluator|4|3|0|1||1.2|0.3\n"
                 "Assignments of E1\nall|all|B2\n"
                 "Declarations of E1\no3|Three|nothing yet|B2|\n");
  assert_prints (front, "people f --person E1 --pages 2.5 --minutes-per-page 7 --csv",
                 "E1|Evaluator 1|evaluator|4|3|0|o3||7/6|7/24|\n");
  front_free (front);
}

/* The contract with other programs. */
static void
test_json (void)
{
  Front *front = front_new (team);

  assert_json (front, "assign f E1 --bidder B2 --criterion 1 --json",
               "{\"person\":\"E1\",\"criterion\":\"1\",\"lot\":null,\"bidder\":\"B2\",\"assigned\":true,\"recorded\":true,"
               "\"assignments-in-use\":true,\"work\":{\"person\":\"E1\",\"name\":\"Evaluator 1\",\"trust\":null,"
               "\"roles\":[\"evaluator\"],\"assigned\":3,\"marked\":3,\"explained\":0,\"confirmed\":0,"
               "\"missing\":[{\"organisation\":\"o3\",\"name\":\"Three\",\"note\":null,\"bidders\":[\"B2\"]}],\"conflicts\":[],"
               "\"hours\":null,\"hours-left\":null}}");
  assert_json (front, "declare f E2 o1 conflict --note Shares. --json",
               "{\"person\":\"E2\",\"organisation\":\"o1\",\"stand\":\"conflict\",\"recorded\":true,\"assignments-in-use\":true,"
               "\"work\":{\"person\":\"E2\",\"name\":\"Evaluator 2\",\"trust\":null,\"roles\":[\"evaluator\",\"observer\"],"
               "\"assigned\":0,\"marked\":0,\"explained\":0,\"confirmed\":0,\"missing\":[],"
               "\"conflicts\":[{\"organisation\":\"o1\",\"name\":\"One\",\"note\":\"Shares.\",\"bidders\":[\"B1\"]}],"
               "\"hours\":null,\"hours-left\":null}}");
  fixture_run (front->store, "DELETE FROM evaluation_mark WHERE lot = 'L1'");
  assert_json (front, "people f --person E1 --pages 4 --minutes-per-page 5 --json",
               "{\"assignments-in-use\":true,\"pages\":\"4\",\"minutes-per-page\":\"5\",\"people\":[{\"person\":\"E1\","
               "\"name\":\"Evaluator 1\",\"trust\":null,\"roles\":[\"evaluator\"],\"assigned\":3,\"marked\":2,\"explained\":0,\"confirmed\":0,"
               "\"missing\":[{\"organisation\":\"o3\",\"name\":\"Three\",\"note\":null,\"bidders\":[\"B2\"]}],\"conflicts\":[],"
               "\"hours\":\"1\",\"hours-left\":\"1/3\",\"assignments\":[{\"criterion\":\"1\",\"lot\":null,\"bidder\":\"B2\"}],"
               "\"cells\":[{\"lot\":null,\"bidder\":\"B2\",\"criterion\":\"1.2\",\"marked\":true,\"explained\":false},"
               "{\"lot\":\"L1\",\"bidder\":\"B2\",\"criterion\":\"1.1\",\"marked\":false,\"explained\":false},"
               "{\"lot\":\"L2\",\"bidder\":\"B2\",\"criterion\":\"1.1\",\"marked\":true,\"explained\":false}]}]}");
  front_free (front);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/people/without-assignments-nobody-is-restricted", test_no_assignments);
  g_test_add_func ("/evaluation/people/only-what-is-assigned-is-marked", test_only_assigned);
  g_test_add_func ("/evaluation/people/no-way-round", test_no_way_round);
  g_test_add_func ("/evaluation/people/what-is-no-place-is-refused-for-that", test_rows_first);
  g_test_add_func ("/evaluation/people/a-declared-conflict-blocks", test_conflict);
  g_test_add_func ("/evaluation/people/a-conflict-confirms-nothing", test_conflict_confirms_nothing);
  g_test_add_func ("/evaluation/people/a-conflict-blocks-without-assignments", test_conflict_alone);
  g_test_add_func ("/evaluation/people/a-missing-declaration-blocks", test_missing);
  g_test_add_func ("/evaluation/people/members-change-asks-again", test_members_change);
  g_test_add_func ("/evaluation/people/only-what-matters-is-asked", test_asked);
  g_test_add_func ("/evaluation/people/wrong-role-is-refused", test_wrong_role);
  g_test_add_func ("/evaluation/people/old-marks-stay-and-are-flagged", test_old_marks);
  g_test_add_func ("/evaluation/people/slips-are-refused", test_slips);
  g_test_add_func ("/evaluation/people/the-record-has-it-and-undo-takes-it-back", test_record);
  g_test_add_func ("/evaluation/people/an-import-says-what-was", test_import);
  g_test_add_func ("/evaluation/people/hours-are-marks-times-pages-times-minutes", test_workload);
  g_test_add_func ("/evaluation/people/json", test_json);
  return g_test_run ();
}
