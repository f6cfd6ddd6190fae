/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is in a pack and what is not, and which are refused. Each test is named after the rule that it holds. */
#include "config.h"

#include "lw-evaluation-publish.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"
#include "packs.h"
#include "xml/lw-competition-xml.h"

#include "base/lw-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* E1 is assigned to B1 in L1 and to what is common of B2; B3 and L2's bids are nothing to E1. */
static const char *const team[] = {
  "organisation|id=o1|name=One|kind=private|note=SECRET of o1.",
  "organisation|id=o2|name=Two|kind=voluntary",
  "organisation|id=o3|name=Three|kind=public",
  "bidder_member|bidder=B1|organisation=o1|role=lead|position=1",
  "bidder_member|bidder=B2|organisation=o2|role=lead|position=1",
  "bidder_member|bidder=B3|organisation=o3|role=lead|position=1",
  "person_role|person=E1|role=evaluator",
  "person_role|person=E2|role=evaluator",
  "evaluation_assignment|person=E1|criterion=1.1|lot=L1|bidder=B1",
  "evaluation_assignment|person=E1|criterion=1.2|lot=|bidder=B2",
  "evaluation_assignment|person=E2|criterion=|lot=|bidder=",
  "evaluation_declaration|person=E1|organisation=o1|stand=none|note=Read it once.",
  "evaluation_declaration|person=E1|organisation=o2|stand=none",
  "evaluation_declaration|person=E2|organisation=o1|stand=none|note=SECRET of E2.",
  NULL,
};

static void
refuse_send (Apart *apart, const char *evaluator, int code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = apart_path (apart, "lotpack"), *before = apart_contents (apart->lead), *after = NULL;
  g_autoptr (LwPack) pack = lw_evaluation_pack_send (apart->lead, evaluator, path, PASSPHRASE, LW_SEAL_CHEAP, "lead", &error);

  g_assert_null (pack);
  g_assert_error (error, LW_ERROR, code);
  if (strstr (error->message, part) == NULL)
    g_error ("expected “%s” in “%s”", part, error->message);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  after = apart_contents (apart->lead);
  g_assert_cmpstr (after, ==, before);
}

/* ---- what is in it ---- */

static void
hide (LwStore *store)
{
  fixture_run (store, "UPDATE bid SET price = 7712345");
  fixture_run (store, "UPDATE bid SET note = 'SECRET of the bid.'");
  fixture_run (store, "UPDATE bidder SET note = 'SECRET of the bidder.'");
  fixture_run (store, "UPDATE lot SET value = 9912345, note = 'SECRET of the lot.'");
  fixture_run (store, "UPDATE evaluation_mark SET rationale = 'SECRET of E2.' WHERE person = 'E2'");
  fixture_run (store, "UPDATE evaluation_mark SET rationale = 'SECRET, not assigned.' WHERE person = 'E1' AND lot = 'L2'");
  fixture_run (store, "UPDATE evaluation_consensus SET rationale = 'SECRET, agreed.'");
}

static void
test_only_what_is_assigned (void)
{
  static const char *const absent[] = { "SECRET",     "77123", "99123", "E2",        "Evaluator 2", "price=",
                                        "<consensus", "Third", "o3",    "pack-mark", NULL };
  static const char *const present[] = { "Clear plan (p. 12).",
                                         "Read it once.",
                                         "name=\"First\"",
                                         "name=\"One\"",
                                         "<mark lot=\"L1\" bidder=\"B1\" criterion=\"1.1\" person=\"E1\"",
                                         NULL };
  Apart *apart = apart_new (team);

  hide (apart->lead);
  g_autofree char *pack = apart_send (apart, "E1"), *plain = apart_plain (pack);
  for (guint i = 0; absent[i] != NULL; i++)
    if (strstr (plain, absent[i]) != NULL)
      g_error ("found “%s” in the pack: %s", absent[i], plain);
  for (guint i = 0; present[i] != NULL; i++)
    if (strstr (plain, present[i]) == NULL)
      g_error ("found no “%s” in the pack: %s", present[i], plain);
  LwStore *mine = apart_open (apart, pack);
  g_assert_cmpint (apart_count (mine, "SELECT count (*) FROM evaluation_mark"), ==, 2);
  g_assert_cmpint (apart_count (mine, "SELECT count (*) FROM evaluation_mark WHERE person <> 'E1'"), ==, 0);
  g_assert_cmpint (apart_count (mine, "SELECT count (*) FROM bid WHERE price IS NOT NULL"), ==, 0);
  g_assert_cmpint (apart_count (mine, "SELECT count (*) FROM person"), ==, 1);
  g_assert_cmpint (apart_count (mine, "SELECT count (*) FROM bidder"), ==, 2);
  /* nor does what comes back have more than the marks, what was declared, and what they refer to */
  g_autofree char *back = apart_back (apart, mine), *returned = apart_plain (back);
  g_assert_null (strstr (returned, "o3"));
  g_assert_nonnull (strstr (returned, "Read it once."));
  g_assert_null (strstr (returned, "price="));
  g_assert_nonnull (strstr (returned, "Clear plan (p. 12)."));
  apart_close (mine);
  apart_free (apart);
}

/* The evaluator's file is one that the program works with: rules, method and publication hold. */
static void
test_the_file_is_whole (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1");
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (mine, &error);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LwFindings) findings = lw_findings_new ();

  lw_model_check_rows (lw_reader_connection (reader), lw_evaluation_sections (), problems, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  lw_evaluation_check_publications (lw_reader_connection (reader), findings, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lw_findings_n (findings), ==, 1); /* marks are not confirmed */
  g_assert_cmpstr (lw_findings_get (findings, 0)->id, ==, "evaluation.unconfirmed");
  g_clear_pointer (&reader, lw_reader_release);
  apart_close (mine);
  apart_free (apart);
}

/* Who has declared a conflict is not sent the bid, though everybody is assigned to everything. */
static void
test_no_bid_with_a_conflict (void)
{
  static const char *const conflict[] = {
    "organisation|id=o1|name=One|kind=private",
    "bidder_member|bidder=B1|organisation=o1|role=lead|position=1",
    "evaluation_declaration|person=E1|organisation=o1|stand=conflict",
    NULL,
  };
  Apart *apart = apart_new (conflict);
  LwStore *mine = apart_mine (apart, "E1");

  g_assert_cmpint (apart_count (mine, "SELECT count (*) FROM bidder WHERE id = 'B1'"), ==, 0);
  g_assert_cmpint (apart_count (mine, "SELECT count (*) FROM evaluation_mark WHERE bidder = 'B1'"), ==, 0);
  g_assert_cmpint (apart_count (mine, "SELECT count (*) FROM bidder"), ==, 2);
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "");
  assert_mark (apart->lead, "L1/B1/1.1", "E1", "4: Clear plan (p. 12).\nDated.");
  apart_close (mine);
  apart_free (apart);
}

/* The lead's file remembers it, in the record and in its XML. */
static void
test_a_pack_is_remembered (void)
{
  Apart *apart = apart_new (NULL);
  LwStore *mine = apart_mine (apart, "E1"), *again;
  g_autoptr (GError) error = NULL;
  g_autoptr (LwSchema) schema = fixture_schema ();

  fixture_run (mine, "UPDATE evaluation_mark SET mark = '5'  WHERE lot = 'L2'");
  fixture_run (apart->lead, "UPDATE evaluation_mark SET mark = '4' WHERE lot = 'L2' AND person = 'E1'");
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "L2/B1/1.1 changed 4 5");
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM command WHERE name = 'Send a pack to E1' AND kind = 'final'"),
                   ==, 1);
  g_autofree char *contents = apart_contents (apart->lead), *path = apart_path (apart, "lotwise"), *found = NULL;
  again = lw_competition_import_data (contents, strlen (contents), "again", path, lw_evaluation_sections (), schema, "tester",
                                      NULL, &error);
  g_assert_no_error (error);
  assert_conflicts (again, "L2/B1/1.1 changed 4 5");
  found = apart_contents (again);
  g_assert_cmpstr (found, ==, contents);
  apart_close (again);
  apart_close (mine);
  apart_free (apart);
}

static void
test_rows_are_not_edited_by_hand (void)
{
  const char *const values[] = { "person=E2", NULL };
  Apart *apart = apart_new (NULL);
  G_GNUC_UNUSED g_autofree char *pack = apart_send (apart, "E1");
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  {
    g_autoptr (LwReader) reader = lw_store_reader (apart->lead, &error);
    lw_connection_get_text (lw_reader_connection (reader), &id, &error, "SELECT id FROM evaluation_pack", "");
    g_assert_no_error (error);
  }
  g_autoptr (LwCommand) command = lw_model_set (lw_evaluation_sections (), "pack", id, values, "lead", NULL, &error);
  g_assert_no_error (error);
  g_assert_false (lw_store_run (apart->lead, command, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_LOCKED);
  apart_free (apart);
}

/* ---- when none is sent ---- */

static void
test_a_pack_needs_a_published_method (void)
{
  Apart *apart = apart_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwCommand) open = lw_evaluation_open_revision ("lead", "boss", "Erratum");
  g_autofree char *path = apart_path (apart, "lotpack");
  LwStore *fresh = fixture_small_store (NULL);

  g_assert_null (lw_evaluation_pack_send (fresh, "E1", path, PASSPHRASE, LW_SEAL_CHEAP, "lead", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "has not been published"));
  g_clear_error (&error);
  fixture_close (fresh);
  lw_store_run (apart->lead, open, NULL, &error);
  g_assert_no_error (error);
  refuse_send (apart, "E1", LW_ERROR_INVALID, "a revision of the method is open (Erratum");
  apart_free (apart);
}

static void
test_nobody_gets_what_is_not_assigned (void)
{
  static const char *const more[] = { "person|id=E3|name=Evaluator 3", NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  Apart *apart;

  for (guint i = 0; team[i] != NULL; i++)
    g_ptr_array_add (rows, (gpointer) team[i]);
  g_ptr_array_add (rows, (gpointer) more[0]);
  g_ptr_array_add (rows, NULL);
  apart = apart_new ((const char *const *) rows->pdata);
  refuse_send (apart, "E3", LW_ERROR_INVALID, "nothing is assigned");
  refuse_send (apart, "E2", LW_ERROR_INVALID, "found nothing on o2 (Two) and 1 more");
  refuse_send (apart, "E9", LW_ERROR_NOT_FOUND, "E9");
  apart_free (apart);
}

static void
test_no_file_is_replaced (void)
{
  Apart *apart = apart_new (NULL);
  g_autofree char *pack = apart_send (apart, "E1"), *before = apart_contents (apart->lead), *after = NULL;
  LwStore *mine = apart_open (apart, pack);
  g_autoptr (GError) error = NULL;

  g_assert_null (lw_evaluation_pack_send (apart->lead, "E2", pack, PASSPHRASE, LW_SEAL_CHEAP, "lead", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (lw_evaluation_pack_return (mine, pack, PASSPHRASE, LW_SEAL_CHEAP, "E1", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (lw_evaluation_pack_open (pack, lw_store_get_path (mine), PASSPHRASE, "E1", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_EXISTS);
  g_clear_error (&error);
  /* nor is anything remembered of a pack that could not be written, or has a passphrase that is too short */
  g_assert_null (lw_evaluation_pack_send (apart->lead, "E2", "/nowhere/pack.lotpack", PASSPHRASE, LW_SEAL_CHEAP, "lead", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_STORE);
  g_clear_error (&error);
  g_autofree char *path = apart_path (apart, "lotpack");
  g_assert_null (lw_evaluation_pack_send (apart->lead, "E2", path, "short", LW_SEAL_CHEAP, "lead", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  after = apart_contents (apart->lead);
  g_assert_cmpstr (after, ==, before);
  apart_close (mine);
  apart_free (apart);
}

/* What could not be given its name is under another, and is not written over by the next try. */
static void
test_a_recorded_pack_is_not_lost (void)
{
  Apart *apart = apart_new (NULL);
  g_autofree char *path = apart_path (apart, "lotpack"), *part = g_strconcat (path, "-part", NULL), *first = NULL, *then = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("nowhere", path), ==, 0);
  g_assert_null (lw_evaluation_pack_send (apart->lead, "E1", path, PASSPHRASE, LW_SEAL_CHEAP, "lead", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_STORE);
  g_assert_nonnull (strstr (error->message, "is written and recorded"));
  g_clear_error (&error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  first = apart_plain (part);
  g_assert_null (lw_evaluation_pack_send (apart->lead, "E1", path, PASSPHRASE, LW_SEAL_CHEAP, "lead", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_EXISTS);
  then = apart_plain (part);
  g_assert_cmpstr (then, ==, first);
  g_assert_cmpint (apart_count (apart->lead, "SELECT count (*) FROM evaluation_pack"), ==, 1);
  g_assert_cmpint (g_unlink (part), ==, 0);
  apart_free (apart);
}

static void
test_only_a_file_of_a_pack_is_returned (void)
{
  Apart *apart = apart_new (NULL);
  G_GNUC_UNUSED g_autofree char *pack = apart_send (apart, "E1");
  g_autofree char *path = apart_path (apart, "lotpack");
  g_autoptr (GError) error = NULL;

  g_assert_null (lw_evaluation_pack_return (apart->lead, path, PASSPHRASE, LW_SEAL_CHEAP, "E1", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  apart_free (apart);
}

/* ---- what is refused when it comes back ---- */

/* Neither @path, nor a good one @with it, changes anything. */
static void
refuse_merge (Apart *apart, const char *path, const char *with, int code, const char *part)
{
  g_autofree char *before = apart_contents (apart->lead), *after = NULL;
  const char *const packs[] = { with, path, NULL };
  g_autoptr (GError) error = NULL;

  for (guint from = 0; from < 2; from++)
    {
      g_assert_null (apart_merge_into (apart->lead, packs + from, &error));
      g_assert_error (error, LW_ERROR, code);
      if (strstr (error->message, part) == NULL)
        g_error ("expected “%s” in “%s”", part, error->message);
      g_clear_error (&error);
    }
  after = apart_contents (apart->lead);
  g_assert_cmpstr (after, ==, before);
}

typedef struct
{
  Apart *apart;
  LwStore *mine;
  char *sent, *good; /* a pack of E1, and a return of it that changes something */
  char *plain;       /* what is in it */
} Returned;

static void
returned_init (Returned *returned)
{
  returned->apart = apart_new (NULL);
  returned->sent = apart_send (returned->apart, "E1");
  returned->mine = apart_open (returned->apart, returned->sent);
  fixture_run (returned->mine, "UPDATE evaluation_mark SET mark = '0' WHERE lot = 'L2'");
  returned->good = apart_back (returned->apart, returned->mine);
  returned->plain = apart_plain (returned->good);
}

static void
returned_clear (Returned *returned)
{
  apart_close (returned->mine);
  apart_free (returned->apart);
  g_free (returned->sent);
  g_free (returned->good);
  g_free (returned->plain);
}

/* The plain text with @from turned into @to, sealed. */
static char *
forge (Returned *returned, const char *from, const char *to)
{
  g_autofree char *head = NULL, *text = NULL;
  const char *at = strstr (returned->plain, from);

  g_assert_nonnull (at);
  head = g_strndup (returned->plain, (gsize) (at - returned->plain));
  text = g_strconcat (head, to, at + strlen (from), NULL);
  return apart_seal (returned->apart, text);
}

static void
test_a_damaged_pack_stores_nothing (void)
{
  Returned returned;
  g_autofree char *data = NULL, *path = NULL;
  gsize length;

  returned_init (&returned);
  path = apart_path (returned.apart, "lotpack");
  g_assert_true (g_file_get_contents (returned.good, &data, &length, NULL));
  data[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
  refuse_merge (returned.apart, path, returned.good, LW_ERROR_CORRUPT, "the passphrase does not open this file");
  g_assert_true (g_file_set_contents (path, data, (gssize) length / 2, NULL));
  refuse_merge (returned.apart, path, returned.good, LW_ERROR_CORRUPT, "not whole");
  g_assert_true (g_file_set_contents (path, "PK", 2, NULL));
  refuse_merge (returned.apart, path, returned.good, LW_ERROR_NOT_LOTWISE, "another file");
  refuse_merge (returned.apart, "/nowhere/pack.lotpack", returned.good, LW_ERROR_NOT_FOUND, "/nowhere/pack.lotpack");
  returned_clear (&returned);
}

static void
test_a_wrong_passphrase_stores_nothing (void)
{
  Returned returned;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  returned_init (&returned);
  path = apart_path (returned.apart, "lotwise");
  g_assert_null (lw_pack_return_read (returned.good, "correct donkey", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_null (lw_evaluation_pack_open (returned.sent, path, "correct donkey", "E1", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_CORRUPT);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  returned_clear (&returned);
}

static void
test_a_newer_pack_stores_nothing (void)
{
  Returned returned;
  g_autofree char *newer = NULL, *sealed = NULL, *data = NULL, *path = NULL, *more = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;

  returned_init (&returned);
  newer = forge (&returned, "lotwise return 1\n", "lotwise return 2\n");
  refuse_merge (returned.apart, newer, returned.good, LW_ERROR_READ_ONLY, "a newer program made it");
  more = forge (&returned, "<packs>", "<packs new=\"1\">");
  refuse_merge (returned.apart, more, returned.good, LW_ERROR_INVALID, "line ");
  sealed = apart_path (returned.apart, "lotpack");
  g_assert_true (g_file_get_contents (returned.good, &data, &length, NULL));
  data[8] = 2;
  g_assert_true (g_file_set_contents (sealed, data, (gssize) length, NULL));
  refuse_merge (returned.apart, sealed, returned.good, LW_ERROR_READ_ONLY, "a newer program made it");
  path = apart_path (returned.apart, "lotwise");
  g_assert_null (lw_evaluation_pack_open (sealed, path, PASSPHRASE, "E1", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_READ_ONLY);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  returned_clear (&returned);
}

static void
test_a_foreign_pack_stores_nothing (void)
{
  Returned returned;
  Apart *other = apart_new (NULL);
  LwStore *mine = apart_mine (other, "E1");
  g_autofree char *foreign = apart_back (other, mine), *elsewhere = NULL, *value = NULL, *base = NULL, *person = NULL;

  returned_init (&returned);
  refuse_merge (returned.apart, foreign, returned.good, LW_ERROR_INVALID, "this file has not sent it");
  elsewhere = forge (&returned, "id=\"small\"", "id=\"large\"");
  refuse_merge (returned.apart, elsewhere, returned.good, LW_ERROR_INVALID, "this file has not sent it");
  value = g_strndup (strstr (returned.plain, " base=\""), strlen (" base=\"") + 64);
  base = forge (&returned, value, " base=\"0000000000000000000000000000000000000000000000000000000000000000");
  refuse_merge (returned.apart, base, returned.good, LW_ERROR_INVALID, "it was not sent as it says");
  person = forge (&returned, "<person id=\"E1\" name=\"Evaluator 1\"",
                  "<person id=\"E0\" name=\"Evaluator 0\"/>\n<person id=\"E1\" name=\"Evaluator 1\"");
  refuse_merge (returned.apart, person, returned.good, LW_ERROR_INVALID, "expected one person, found another, E1");
  apart_close (mine);
  apart_free (other);
  returned_clear (&returned);
}

static void
test_each_way_has_its_own_pack (void)
{
  Returned returned;
  g_autofree char *path = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;

  returned_init (&returned);
  path = apart_path (returned.apart, "lotwise");
  refuse_merge (returned.apart, returned.sent, returned.good, LW_ERROR_INVALID, "found one as it was sent");
  g_assert_null (lw_evaluation_pack_open (returned.good, path, PASSPHRASE, "E1", &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "found one that came back"));
  text = apart_seal (returned.apart, "Dear lead,\n");
  refuse_merge (returned.apart, text, returned.good, LW_ERROR_NOT_LOTWISE, "something else under this passphrase");
  returned_clear (&returned);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name) g_test_add_func ("/evaluation/packs/" #name, test_##name)
  ADD (only_what_is_assigned);
  ADD (the_file_is_whole);
  ADD (no_bid_with_a_conflict);
  ADD (a_pack_is_remembered);
  ADD (rows_are_not_edited_by_hand);
  ADD (a_pack_needs_a_published_method);
  ADD (nobody_gets_what_is_not_assigned);
  ADD (no_file_is_replaced);
  ADD (a_recorded_pack_is_not_lost);
  ADD (only_a_file_of_a_pack_is_returned);
  ADD (a_damaged_pack_stores_nothing);
  ADD (a_wrong_passphrase_stores_nothing);
  ADD (a_newer_pack_stores_nothing);
  ADD (a_foreign_pack_stores_nothing);
  ADD (each_way_has_its_own_pack);
#undef ADD
  return g_test_run ();
}
