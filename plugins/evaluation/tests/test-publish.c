/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Publishing locks the method, confirming locks a mark, and both are opened only on the record. Each test is named
 * after the rule that it holds. */
#include "config.h"

#include "front.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"
#include "xml/lw-competition-xml.h"

#include "base/lw-error.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const people[] = {
  "person|id=boss|name=Approver", "person_role|person=boss|role=approver",
  "person|id=chair|name=Chair",   "person_role|person=chair|role=approver",
  NULL,
};

/* The file as its canonical XML. */
static char *
contents (LwStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat (lw_store_get_path (store), ".xml", NULL);
  char *text;

  lw_competition_export (store, path, lw_evaluation_sections (), NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_remove (path), ==, 0);
  return text;
}

static void
assert_edit_refused (Front *front, const char *noun, const char *key, const char *value, int code)
{
  const char *const values[] = { value, NULL }, *person = strcmp (noun, "mark") == 0 ? strrchr (key, '/') + 1 : "tester";
  g_autoptr (GError) error = NULL;
  g_autoptr (LwCommand) command = lw_model_set (lw_evaluation_sections (), noun, key, values, person, NULL, &error);
  gboolean fine;

  g_assert_no_error (error);
  fine = lw_store_run (front->store, command, NULL, &error);
  g_assert_false (fine);
  g_assert_error (error, LW_ERROR, code);
}

/* Refused with @part in the message, and nothing is stored. */
static void
assert_refused_whole (Front *front, const char *line, const char *part)
{
  g_autofree char *before = contents (front->store), *after = NULL;

  assert_refused (front, line, part);
  after = contents (front->store);
  g_assert_cmpstr (after, ==, before);
}

static gint64
unconfirmed (Front *front)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (front->store, &error);
  gint64 n;

  lw_evaluation_unconfirmed (lw_reader_connection (reader), &n, &error);
  g_assert_no_error (error);
  return n;
}

/* How many findings of @id the check gives. */
static guint
findings (Front *front, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (front->store, &error);
  g_autoptr (LwFindings) found = lw_findings_new ();
  guint n = 0;

  lw_evaluation_check.run (lw_reader_connection (reader), found, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < lw_findings_n (found); i++)
    n += strcmp (lw_findings_get (found, i)->id, id) == 0;
  return n;
}

/* ---- the method ---- */

static void
test_publishing_locks (void)
{
  Front *front = front_new (people);
  g_autoptr (GError) error = NULL;

  assert_run (front, "published f");
  g_assert_nonnull (strstr (front->text->str, "has not been published"));
  assert_run (front, "publish f --as boss");
  assert_edit_refused (front, "method", "method", "places=3", LW_ERROR_LOCKED);
  assert_edit_refused (front, "scale", "S5", "title=Other", LW_ERROR_LOCKED);
  assert_edit_refused (front, "scale-mark", "S5/5", "label=Other", LW_ERROR_LOCKED);
  assert_edit_refused (front, "criterion", "1.1", "weight=36", LW_ERROR_LOCKED);
  assert_refused_whole (front, "publish f --as boss", "published already, as version 1");
  lw_store_undo (front->store, "tester", NULL, NULL, &error);
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
  front_free (front);
}

static void
refuse_sql (Front *front, const char *sql)
{
  g_autofree char *before = contents (front->store), *after = NULL;

  fixture_refuse (front->store, sql);
  after = contents (front->store);
  g_assert_cmpstr (after, ==, before);
}

/* It holds for what does not ask. */
static void
test_the_file_holds_the_lock (void)
{
  Front *front = front_new (people);

  assert_run (front, "publish f --as boss");
  refuse_sql (front, "UPDATE evaluation_method SET places = 3");
  refuse_sql (front, "DELETE FROM evaluation_scale_mark WHERE value = '5'");
  refuse_sql (front, "INSERT INTO evaluation_scale (id, title) VALUES ('new', 'New')");
  refuse_sql (front, "UPDATE evaluation_criterion SET weight = '1' WHERE id = '1.1'");
  refuse_sql (front, "INSERT INTO evaluation_tie_rule (position, rule) VALUES (1, 'lower-price')");
  refuse_sql (front, "UPDATE evaluation_publication SET reason = 'other'");
  refuse_sql (front, "DELETE FROM evaluation_publication");
  front_free (front);
}

/* The hash is that of the text which anyone can print. */
static void
test_the_hash_is_of_the_text (void)
{
  Front *front = front_new (people);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwPublication) publication = NULL;

  assert_run (front, "publish f --as boss --reason Tender_documents");
  {
    g_autoptr (LwReader) reader = lw_store_reader (front->store, &error);
    g_autofree char *xml = lw_evaluation_method_xml (lw_reader_connection (reader), &error);
    g_assert_no_error (error);
    publication = lw_evaluation_publication (lw_reader_connection (reader), 0, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (publication->xml, ==, xml);
  }
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, publication->xml, -1);
  g_assert_cmpstr (publication->sha256, ==, sha256);
  g_assert_cmpstr (publication->person, ==, "boss");
  g_assert_cmpstr (publication->reason, ==, "Tender documents");
  g_assert_null (publication->approver);
  assert_run (front, "published f --xml 1");
  g_assert_cmpstr (front->text->str, ==, publication->xml);
  g_assert_nonnull (strstr (publication->xml, "<competition xmlns=\"urn:lotwise:competition:1\" id=\"small\" currency=\"GBP\">"));
  g_assert_nonnull (strstr (publication->xml, "<criterion id=\"1.1\" parent=\"1\" title=\"Delivery\""));
  g_assert_null (strstr (publication->xml, "<mark "));
  assert_refused (front, "published f --xml 2", "from 1 to 1");
  assert_refused (front, "published f --xml one", "a whole number from 1");
  front_free (front);
}

static void
test_errors_are_not_published (void)
{
  Front *front = front_new (people);

  fixture_run (front->store, "UPDATE evaluation_criterion SET weight = '36' WHERE id = '1.1'");
  assert_refused_whole (front, "publish f --as boss", "add up to 60, found 61");
  front_free (front);
}

static void
test_a_change_needs_reason_and_approver (void)
{
  Front *front = front_new (people);

#define REVISE(options) "revise f --as chair " options " set criterion 1.1 weight=30 + set criterion 1.2 weight=30"
  assert_refused_whole (front, REVISE ("--approver boss --reason Erratum"), "has not been published");
  assert_run (front, "publish f --as boss");
  assert_refused_whole (front, REVISE ("--approver boss"), "expected a reason");
  assert_refused_whole (front, REVISE ("--approver boss --reason _"), "expected a reason");
  assert_refused_whole (front, REVISE ("--reason Erratum"), "expected an approver");
  assert_refused_whole (front, REVISE ("--approver E1 --reason Erratum"), "role approver");
  assert_refused_whole (front, REVISE ("--approver chair --reason Erratum"), "another person");
  assert_refused_whole (front, "revise f --as chair --approver boss --reason R set criterion 1.1 weight=30", "add up to 60, found 55");
  assert_refused_whole (front, "revise f --as chair --approver boss --reason R set criterion 1.1 weight=35", "expected a change");
  assert_refused_whole (front, "revise f --as chair --approver boss --reason R sett criterion 1.1", "a lone +");
  assert_refused_whole (front, "revise f --as chair --approver boss --reason R set criterion 1.1 weight=30 +", "a lone +");
  assert_run (front, REVISE ("--approver boss --reason Erratum_1"));
  assert_run (front, "published f");
  g_assert_nonnull (strstr (front->text->str, "2|"));
  g_assert_nonnull (strstr (front->text->str, "|chair|boss|Erratum 1|"));
  assert_edit_refused (front, "criterion", "1.1", "weight=36", LW_ERROR_LOCKED);
  g_assert_cmpuint (findings (front, "evaluation.not-as-published"), ==, 0);
#undef REVISE
  front_free (front);
}

/* Changes that come one by one. */
static void
test_a_revision_stays_open_until_published (void)
{
  Front *front = front_new (people);
  g_autoptr (GError) error = NULL;

  assert_refused_whole (front, "revise f --as chair --approver boss --reason Erratum", "has not been published");
  assert_run (front, "publish f --as boss");
  assert_run (front, "revise f --as chair --approver boss --reason Erratum");
  assert_refused_whole (front, "revise f --as chair --approver boss --reason Other", "open already");
  g_assert_cmpuint (findings (front, "evaluation.revision-open"), ==, 1);
  lw_store_undo (front->store, "tester", NULL, NULL, &error);
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
  assert_run (front, "publish f --as chair"); /* nothing was changed: no version, and locked again */
  g_assert_nonnull (strstr (front->text->str, "version 1 "));
  assert_edit_refused (front, "criterion", "1.1", "title=Other", LW_ERROR_LOCKED);
  assert_run (front, "revise f --as chair --approver boss --reason Erratum");
  fixture_run (front->store, "UPDATE evaluation_criterion SET weight = '34' WHERE id = '1.1'");
  assert_refused_whole (front, "publish f --as chair", "add up to 60, found 59");
  fixture_run (front->store, "UPDATE evaluation_criterion SET weight = '26' WHERE id = '1.2'");
  assert_run (front, "publish f --as chair");
  g_assert_nonnull (strstr (front->text->str, "version 2 "));
  assert_run (front, "published f");
  g_assert_nonnull (strstr (front->text->str, "|chair|boss|Erratum|"));
  g_assert_cmpuint (findings (front, "evaluation.revision-open"), ==, 0);
  g_assert_cmpuint (findings (front, "evaluation.not-as-published"), ==, 0);
  assert_edit_refused (front, "criterion", "1.1", "title=Other", LW_ERROR_LOCKED);
  front_free (front);
}

/* ---- marks ---- */

static void
test_confirmed_marks_are_locked (void)
{
  Front *front = front_new (people);

  fixture_run (front->store, "DELETE FROM evaluation_consensus");
  g_assert_cmpint (unconfirmed (front), ==, 0); /* nothing is published: there is nothing to confirm under */
  assert_refused_whole (front, "confirm f E1", "has not been published");
  assert_run (front, "publish f --as boss");
  g_assert_cmpint (unconfirmed (front), ==, 19);
  g_assert_cmpuint (findings (front, "evaluation.unconfirmed"), ==, 2);
  assert_run (front, "mark f L1 B1 1.1 E1 5");
  assert_run (front, "confirm f E1 --lot L1 --despite --reason A_test");
  g_assert_cmpstr (front->text->str, ==, "Confirmed 3 marks of E1\n");
  assert_run (front, "confirm f E1 --lot - --bidder B1 --despite --reason A_test");
  g_assert_cmpstr (front->text->str, ==, "Confirmed 2 marks of E1\n");
  assert_refused_whole (front, "mark f L1 B1 1.1 E1 4", "E1 has confirmed the mark of B1 on 1.1");
  assert_refused_whole (front, "mark f L1 B1 1.1 E1 --remove", "E1 has confirmed");
  assert_run (front, "mark f L1 B1 1.1 E2 4");
  assert_run (front, "confirm f E1 --despite --reason A_test");
  assert_refused_whole (front, "confirm f E1", "found none");
  assert_run (front, "confirm f E2 --despite --reason A_test");
  g_assert_cmpint (unconfirmed (front), ==, 0);
  g_assert_cmpuint (findings (front, "evaluation.unconfirmed"), ==, 0);
  assert_edit_refused (front, "mark", "L1/B1/1.1/E1", "rationale=Other", LW_ERROR_LOCKED);
  assert_edit_refused (front, "confirmation", "L1/B1/1.1/E1", "version=1", LW_ERROR_LOCKED);
  front_free (front);
}

/* Whoever sees them: the lead, and the commercial role that sees sealed prices. */
static void
test_marks_are_their_evaluators_own (void)
{
  static const char *const others[] = { "boss", "chair", "C1", "E2", NULL };
  Front *front = front_new (people);

  fixture_run (front->store, "DELETE FROM evaluation_consensus");
  fixture_run (front->store, "INSERT INTO person (id, name) VALUES ('C1', 'Commercial')");
  fixture_run (front->store, "INSERT INTO person_role (person, role) VALUES ('C1', 'commercial')");
  assert_run (front, "mark f L1 B1 1.1 E1 4 --as boss"); /* entered for somebody, while nothing is published */
  assert_run (front, "publish f --as boss");
  for (guint i = 0; others[i] != NULL; i++)
    {
      g_autofree char *mark = g_strconcat ("mark f L1 B1 1.1 E1 5 --as ", others[i], NULL);
      g_autofree char *taken = g_strconcat ("mark f L1 B1 1.1 E1 --remove --as ", others[i], NULL);
      g_autofree char *confirm = g_strconcat ("confirm f E1 --despite --reason A_test --as ", others[i], NULL);

      assert_refused_whole (front, mark, "expected E1 to give and confirm the own marks");
      assert_refused_whole (front, taken, "expected E1 to give and confirm the own marks");
      assert_refused_whole (front, confirm, "expected E1 to give and confirm the own marks");
    }
  assert_run (front, "mark f L1 B1 1.1 E1 5 --as E1");
  assert_run (front, "confirm f E1 --despite --reason A_test --as E1");
  front_free (front);
}

static void
test_a_new_version_asks_again (void)
{
  Front *front = front_new (people);

  fixture_run (front->store, "DELETE FROM evaluation_consensus");
  assert_run (front, "publish f --as boss");
  assert_run (front, "confirm f E1 --despite --reason A_test");
  assert_run (front, "confirm f E2 --despite --reason A_test");
  assert_run (front, "revise f --as chair --approver boss --reason Erratum set criterion 1.1 weight=30 + set criterion 1.2 weight=30");
  g_assert_nonnull (strstr (front->text->str, "19 marks are to be confirmed under the new version"));
  g_assert_cmpint (unconfirmed (front), ==, 19);
  assert_run (front, "mark f L1 B1 1.1 E1 5");
  assert_run (front, "confirm f E1 --despite --reason A_test");
  g_assert_cmpint (unconfirmed (front), ==, 8);
  front_free (front);
}

/* What a mark is agreed with. */
#define REASONS " --rationale The_annex_on_page_nine_is_dated --why-not-above No_names --why-not-below Dated --present E1,E2"

/* Individual marks stay as they were; what is agreed over them is final. */
static void
test_moderation_locks_what_it_rests_on (void)
{
  Front *front = front_new (people);
  g_autofree char *old = NULL;
  g_autoptr (GError) error = NULL;

  fixture_run (front->store, "DELETE FROM evaluation_consensus");
  assert_run (front, "publish f --as boss");
  assert_run (front, "confirm f E1 --despite --reason A_test");
  assert_refused_whole (front, "agree f L1 B1 1.1 4" REASONS, "that of E2 is not");
  assert_run (front, "confirm f E2 --despite --reason A_test");
  assert_run (front, "agree f L1 B1 1.1 4" REASONS);
  assert_refused_whole (front, "agree f L1 B1 1.1 3", "is final");
  assert_refused_whole (front, "agree f L1 B1 1.1 --remove", "is final");
  assert_refused_whole (front, "mark f L1 B1 1.1 E1 1", "a mark is agreed");
  assert_refused_whole (front, "reopen f L1 B1 1.1 E1 --as chair --approver boss --reason R", "where none is agreed");
  assert_refused_whole (front, "reopen f L1 B1 1.1 --as chair --reason R", "expected an approver");
  assert_refused_whole (front, "reopen f L1 B2 1.1 --as chair --approver boss --reason R", "found none");
  assert_run (front, "reopen f L1 B1 1.1 --as chair --approver boss --reason Misread");
  assert_refused_whole (front, "mark f L1 B1 1.1 E1 1", "has confirmed");
  assert_run (front, "reopen f L1 B1 1.1 E1 --as chair --approver boss --reason Misread");
  assert_run (front, "mark f L1 B1 1.1 E1 3");
  assert_refused_whole (front, "agree f L1 B1 1.1 3", "that of E1 is not");
  assert_run (front, "confirm f E1 --despite --reason A_test");
  assert_run (front, "agree f L1 B1 1.1 3" REASONS);
  /* What the agreed mark was, and why it went, is in the record. */
  g_autoptr (LwReader) reader = lw_store_reader (front->store, &error);
  lw_connection_get_text (lw_reader_connection (reader), &old, &error,
                          "SELECT json_extract (j.before, '$.mark') || ' ' || c.reason FROM journal AS j"
                          " JOIN command AS c ON c.seq = j.command WHERE j.tbl = 'evaluation_consensus' AND j.op = 'delete'"
                          " AND c.kind = 'final'",
                          "");
  g_assert_no_error (error);
  g_assert_cmpstr (old, ==, "4 Misread (approved by boss)");
  g_clear_pointer (&reader, lw_reader_release);
  front_free (front);
}

/* ---- files ---- */

static void
test_travels_in_the_file (void)
{
  Front *front = front_new (people);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat (lw_store_get_path (front->store), ".again", NULL);
  g_autofree char *source = g_strconcat (lw_store_get_path (front->store), ".xml", NULL);
  g_autoptr (LwSchema) schema = fixture_schema ();

  assert_run (front, "publish f --as boss --reason First");
  assert_run (front, "confirm f E1 --despite --reason A_test");
  assert_run (front, "revise f --as chair --approver boss --reason Erratum set criterion 1.1 weight=30 + set criterion 1.2 weight=30");
  g_autofree char *first = contents (front->store);
  g_assert_nonnull (strstr (first, "<confirmation bidder=\"B1\" criterion=\"1.2\" person=\"E1\" version=\"1\" despite=\"A test\"/>"));
  g_file_set_contents (source, first, -1, &error);
  g_assert_no_error (error);
  {
    g_autoptr (LwStore) again = lw_competition_import (source, path, lw_evaluation_sections (), schema, "tester", NULL, NULL, &error);
    g_assert_no_error (error);
    g_autofree char *second = contents (again);
    g_assert_cmpstr (second, ==, first);
    lw_store_close (again);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_remove (source), ==, 0);
  char *at = strstr (first, "&lt;criterion id=\"1.1\"");
  g_assert_nonnull (at);
  memcpy (at, "&lt;criterion id=\"9.9\"", strlen ("&lt;criterion id=\"9.9\""));
  g_assert_false (lw_competition_check (first, strlen (first), lw_evaluation_sections (), &error));
  g_assert_nonnull (strstr (error->message, "sha256: expected that of the text"));
  front_free (front);
}

/* What went round every lock shows. */
static void
test_tampering_shows (void)
{
  Front *front = front_new (people);

  assert_run (front, "publish f --as boss");
  fixture_run (front->store, "INSERT INTO evaluation_revision (id, person, approver, reason) VALUES ('revision', 'x', 'y', 'z')");
  fixture_run (front->store, "UPDATE evaluation_criterion SET title = 'Other' WHERE id = '1.1'");
  g_assert_cmpuint (findings (front, "evaluation.revision-open"), ==, 1);
  fixture_run (front->store, "DELETE FROM evaluation_revision");
  g_assert_cmpuint (findings (front, "evaluation.not-as-published"), ==, 1);
  fixture_run (front->store, "INSERT INTO evaluation_revision (id, person, approver, reason) VALUES ('revision', 'x', 'y', 'z')");
  fixture_run (front->store, "UPDATE evaluation_criterion SET title = 'Delivery' WHERE id = '1.1'");
  fixture_run (front->store, "DELETE FROM evaluation_revision");
  g_assert_cmpuint (findings (front, "evaluation.not-as-published"), ==, 0);
  fixture_run (front->store, "INSERT INTO evaluation_publication (version, at, person, sha256, xml)"
                             " VALUES (2, '2014-01-01', 'x', '0000000000000000000000000000000000000000000000000000000000000000', 'x')");
  g_assert_cmpuint (findings (front, "evaluation.publication-damaged"), ==, 1);
  front_free (front);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/publish/publishing-locks", test_publishing_locks);
  g_test_add_func ("/evaluation/publish/the-file-holds-the-lock", test_the_file_holds_the_lock);
  g_test_add_func ("/evaluation/publish/the-hash-is-of-the-text", test_the_hash_is_of_the_text);
  g_test_add_func ("/evaluation/publish/errors-are-not-published", test_errors_are_not_published);
  g_test_add_func ("/evaluation/publish/a-change-needs-reason-and-approver", test_a_change_needs_reason_and_approver);
  g_test_add_func ("/evaluation/publish/a-revision-stays-open-until-published", test_a_revision_stays_open_until_published);
  g_test_add_func ("/evaluation/publish/confirmed-marks-are-locked", test_confirmed_marks_are_locked);
  g_test_add_func ("/evaluation/publish/marks-are-their-evaluators-own", test_marks_are_their_evaluators_own);
  g_test_add_func ("/evaluation/publish/a-new-version-asks-again", test_a_new_version_asks_again);
  g_test_add_func ("/evaluation/publish/moderation-locks-what-it-rests-on", test_moderation_locks_what_it_rests_on);
  g_test_add_func ("/evaluation/publish/travels-in-the-file", test_travels_in_the_file);
  g_test_add_func ("/evaluation/publish/tampering-shows", test_tampering_shows);
  return g_test_run ();
}
