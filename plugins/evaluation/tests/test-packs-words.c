/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What goes with the marks: answers, documents, pointers, queries, declarations; and what never leaves. */
#include "config.h"

#include "packs.h"
#include "store/lw-content.h"

#include <string.h>

/* E1 marks 1.1 of B1 in L1 and 1.2 of B2. */
static const char *const team[] = {
  "organisation|id=o1|name=One|kind=private",
  "organisation|id=o2|name=Two|kind=private",
  "organisation|id=o3|name=Three|kind=private",
  "bidder_member|bidder=B1|organisation=o1|role=lead|position=1",
  "bidder_member|bidder=B2|organisation=o2|role=lead|position=1",
  "bidder_member|bidder=B3|organisation=o3|role=lead|position=1",
  "person_role|person=E1|role=evaluator",
  "person_role|person=E2|role=evaluator",
  "evaluation_assignment|person=E1|criterion=1.1|lot=L1|bidder=B1",
  "evaluation_assignment|person=E1|criterion=1.2|lot=|bidder=B2",
  "evaluation_assignment|person=E2|criterion=|lot=|bidder=",
  "evaluation_declaration|person=E1|organisation=o1|stand=none",
  "evaluation_declaration|person=E1|organisation=o2|stand=none",
  NULL,
};

/* ---- documents ---- */

typedef struct
{
  const char *bidder, *name, *lot, *criterion, *content;
} Document;

static gboolean
apply_document (LwTransaction *transaction, gpointer data, GError **error)
{
  const Document *document = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autoptr (GBytes) bytes = g_bytes_new_static (document->content, strlen (document->content));
  g_autofree char *sha256 = lw_content_sha256 (bytes);

  return lw_content_put (connection, bytes, error)
         && lw_connection_run (connection, error,
                               "INSERT INTO evaluation_document (bidder, name, lot, criterion, media, size, sha256)"
                               " VALUES (?, ?, ?, ?, 'text/plain', ?, ?)",
                               "ssssis", document->bidder, document->name, document->lot, document->criterion,
                               (gint64) strlen (document->content), sha256);
}

static void
attach (LwStore *store, const char *bidder, const char *name, const char *lot, const char *criterion, const char *content)
{
  Document document = { bidder, name, lot, criterion, content };
  g_autoptr (LwCommand) command = lw_command_new ("Attach", "tester", NULL, apply_document, &document, NULL);
  g_autoptr (GError) error = NULL;

  /* nothing is attached under the mark that the fixture has agreed */
  fixture_run (store, "DELETE FROM evaluation_consensus");
  lw_store_run (store, command, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_one (LwStore *store, const char *sql, gint64 expected)
{
  g_assert_cmpint (apart_count (store, sql), ==, expected);
}

/* ---- what never leaves ---- */

static const char *const secrets[] = {
  "UPDATE bid SET price = 7712345, note = 'SECRET'",
  "UPDATE bidder SET note = 'SECRET'",
  "UPDATE lot SET value = 9912345, note = 'SECRET'",
  "UPDATE evaluation_mark SET rationale = 'SECRET', quote = 'SECRET', page = 'SECRET' WHERE person = 'E2'",
  "UPDATE evaluation_mark SET rationale = 'SECRET', quote = 'SECRET' WHERE person = 'E1' AND lot = 'L2'",
  ("INSERT INTO evaluation_consensus (lot, bidder, criterion, mark, rationale, why_not_above, why_not_below, dissent)"
   " VALUES ('L1', 'B1', '1.1', '4', 'SECRET', 'SECRET', 'SECRET', 'SECRET')"),
  "INSERT INTO evaluation_note VALUES ('L1', 'B1', '1.1', 'E2', 'SECRET')",
  "INSERT INTO evaluation_query VALUES ('L1', 'B1', '1.1', 'E2', 'SECRET', 'SECRET')",
  "INSERT INTO evaluation_query VALUES ('L2', 'B1', '1.1', 'E1', 'SECRET', 'SECRET')",
  "INSERT INTO evaluation_answer VALUES ('L1', 'B2', '1.1', NULL, 'SECRET')",
  "INSERT INTO evaluation_answer VALUES ('', 'B1', '1.2', NULL, 'SECRET')",
  "INSERT INTO evaluation_cost VALUES ('L1', 'B1', 'SECRET', 1, 6612345)",
  ("INSERT INTO evaluation_correction (lot, bidder, number, before, after, person, at, effect, reason)"
   " VALUES ('L1', 'B1', 1, 5512345, 4412345, 'lead', '2026-01-01T00:00:00.000Z', 'SECRET', 'SECRET')"),
  "INSERT INTO evaluation_low_step VALUES ('L1', 'B1', 'why', '2026-01-01T00:00:00.000Z', 'lead', 'SECRET')",
  "INSERT INTO evaluation_override VALUES ('L1', 'B1', '', '2026-01-01T00:00:00.000Z', 'boss', '1', '2', 'SECRET')",
  "INSERT INTO evaluation_declaration VALUES ('E2', 'o1', 'none', 'SECRET')",
};

static void
test_nothing_else_leaves (void)
{
  static const char *const absent[] = { "SECRET", "U0VDUkVU", "77123", "99123", "66123", "55123", "44123", "E2",
                                        "Evaluator 2", "price=", "<consensus", "<cost", "<correction", "<override",
                                        "Third", "o3", NULL };
  Apart *apart = apart_new (team);

  /* of another question, of the price, of another lot, of another bidder: "SECRET" is "U0VDUkVU" in base64 */
  attach (apart->lead, "B1", "security.txt", NULL, "1.2", "SECRET");
  attach (apart->lead, "B1", "price.txt", "L1", "3", "SECRET ");
  attach (apart->lead, "B1", "south.txt", "L2", NULL, "SECRET  ");
  attach (apart->lead, "B3", "bid.txt", NULL, NULL, "SECRET   ");
  attach (apart->lead, "B1", "delivery.txt", "L1", "1.1", "What is marked.");
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    fixture_run (apart->lead, secrets[i]);
  g_autofree char *pack = apart_send (apart, "E1"), *plain = apart_plain (pack);
  for (guint i = 0; absent[i] != NULL; i++)
    if (strstr (plain, absent[i]) != NULL)
      g_error ("found “%s” in the pack: %s", absent[i], plain);
  g_assert_nonnull (strstr (plain, "delivery.txt"));
  apart_free (apart);
}

/* ---- what goes out ---- */

static void
test_answers_and_documents (void)
{
  Apart *apart = apart_new (team);

  fixture_run (apart->lead, "INSERT INTO evaluation_answer VALUES ('L1', 'B1', '1.1', 'illustrative', 'We shall deliver.')");
  fixture_run (apart->lead, "INSERT INTO evaluation_answer VALUES ('', 'B2', '1.2', NULL, 'We are safe.')");
  attach (apart->lead, "B1", "delivery.txt", "L1", "1.1", "Delivery in full.");
  attach (apart->lead, "B1", "quality.txt", NULL, "1", "All of quality."); /* a group: what is below it */
  attach (apart->lead, "B1", "part.txt", NULL, "1.1", "Of all lots.");
  attach (apart->lead, "B2", "bid.txt", NULL, NULL, "Of no question, and so perhaps a price.");
  attach (apart->lead, "B2", "north.txt", "L1", "1.1", "Not assigned.");
  LwStore *mine = apart_mine (apart, "E1");
  assert_one (mine, "SELECT count (*) FROM evaluation_answer", 2);
  assert_one (mine, "SELECT count (*) FROM evaluation_answer WHERE trust = 'illustrative' AND text = 'We shall deliver.'", 1);
  assert_one (mine, "SELECT count (*) FROM evaluation_document", 3);
  assert_one (mine, "SELECT count (*) FROM evaluation_document JOIN content USING (sha256) WHERE length (bytes) = size", 3);
  assert_one (mine, "SELECT count (*) FROM content", 3);
  apart_close (mine);
  apart_free (apart);
}

/* ---- what comes back ---- */

/* A mark that points to a document, though the documents stay where they are. */
static void
test_pointers (void)
{
  Apart *apart = apart_new (team);
  LwStore *mine;

  attach (apart->lead, "B1", "delivery.txt", "L1", "1.1", "Delivery in full.");
  fixture_run (apart->lead, "DELETE FROM evaluation_consensus");
  mine = apart_mine (apart, "E1");
  fixture_run (mine, "UPDATE evaluation_mark SET document = 'delivery.txt', page = '1', quote = 'in full' WHERE lot = 'L1'");
  g_autofree char *back = apart_back (apart, mine), *plain = apart_plain (back);
  g_assert_null (strstr (plain, "<document"));
  g_assert_null (strstr (plain, "<content"));
  apart_merge (apart, back);
  assert_conflicts (apart->lead, "");
  assert_one (apart->lead, "SELECT count (*) FROM evaluation_mark WHERE document = 'delivery.txt' AND page = '1' AND quote = 'in full'", 1);
  /* and out again, where it is needed */
  fixture_run (apart->lead, "UPDATE evaluation_document SET criterion = '1.2', lot = NULL");
  LwStore *again = apart_mine (apart, "E1");
  assert_one (again, "SELECT count (*) FROM evaluation_document", 1);
  apart_close (again);
  apart_close (mine);
  apart_free (apart);
}

/* A document that the lead has removed meanwhile: a person decides, nothing is lost. */
static void
test_pointer_to_nothing (void)
{
  Apart *apart = apart_new (team);
  LwStore *mine;

  attach (apart->lead, "B1", "delivery.txt", "L1", "1.1", "Delivery in full.");
  fixture_run (apart->lead, "DELETE FROM evaluation_consensus");
  mine = apart_mine (apart, "E1");
  fixture_run (mine, "UPDATE evaluation_mark SET document = 'delivery.txt' WHERE lot = 'L1'");
  fixture_run (apart->lead, "DELETE FROM evaluation_document");
  apart_merge_mine (apart, mine);
  assert_conflicts (apart->lead, "L1/B1/1.1 refused 4 4");
  apart_close (mine);
  apart_free (apart);
}

static void
test_queries (void)
{
  Apart *apart = apart_new (team);
  LwStore *mine;

  fixture_run (apart->lead, "INSERT INTO evaluation_query VALUES ('L1', 'B1', '1.1', 'E1', 'Yes.', 'Does the annex count?')");
  mine = apart_mine (apart, "E1");
  assert_one (mine, "SELECT count (*) FROM evaluation_query WHERE reply = 'Yes.'", 1);
  fixture_run (mine, "INSERT INTO evaluation_query VALUES ('', 'B2', '1.2', 'E1', NULL, 'Which year?')");
  fixture_run (mine, "UPDATE evaluation_query SET reply = 'No.' WHERE lot = 'L1'"); /* a reply is the lead's */
  apart_merge_mine (apart, mine);
  assert_one (apart->lead, "SELECT count (*) FROM evaluation_query", 2);
  assert_one (apart->lead, "SELECT count (*) FROM evaluation_query WHERE text = 'Which year?' AND reply IS NULL", 1);
  assert_one (apart->lead, "SELECT count (*) FROM evaluation_query WHERE lot = 'L1' AND reply = 'Yes.'", 1);
  /* put in other words in a second return it is open again; what was replied is not lost */
  fixture_run (apart->lead, "UPDATE evaluation_query SET reply = '2025.' WHERE lot = ''");
  fixture_run (mine, "UPDATE evaluation_query SET text = 'Which year is meant?' WHERE lot = ''");
  apart_merge_mine (apart, mine);
  assert_one (apart->lead, "SELECT count (*) FROM evaluation_query WHERE text LIKE 'Which year is meant?%Which year?%2025.%' AND reply IS NULL", 1);
  /* a third return with the same words leaves it as it is */
  fixture_run (apart->lead, "UPDATE evaluation_query SET reply = 'The next.' WHERE lot = ''");
  fixture_run (mine, "UPDATE evaluation_mark SET rationale = 'Once more.' WHERE lot = ''");
  apart_merge_mine (apart, mine);
  assert_one (apart->lead, "SELECT count (*) FROM evaluation_query WHERE lot = '' AND reply = 'The next.'", 1);
  apart_close (mine);
  apart_free (apart);
}

/* Of two copies of a pack both questions are kept. */
static void
test_queries_of_two_copies (void)
{
  Apart *apart = apart_new (team);
  g_autofree char *pack = apart_send (apart, "E1");
  LwStore *one = apart_open (apart, pack), *other = apart_open (apart, pack);

  fixture_run (one, "INSERT INTO evaluation_query VALUES ('', 'B2', '1.2', 'E1', NULL, 'Which year?')");
  fixture_run (other, "INSERT INTO evaluation_query VALUES ('', 'B2', '1.2', 'E1', NULL, 'Which place?')");
  apart_merge_mine (apart, one);
  apart_merge_mine (apart, other);
  assert_one (apart->lead, "SELECT count (*) FROM evaluation_query WHERE text LIKE 'Which year?%Which place?'", 1);
  apart_close (one);
  apart_close (other);
  apart_free (apart);
}

/* An evaluator's notes go along, and stay with the evaluator. */
static void
test_notes_stay (void)
{
  Apart *apart = apart_new (team);
  LwStore *mine;

  fixture_run (apart->lead, "INSERT INTO evaluation_note VALUES ('L1', 'B1', '1.1', 'E1', 'Look at the annex.')");
  mine = apart_mine (apart, "E1");
  assert_one (mine, "SELECT count (*) FROM evaluation_note", 1);
  fixture_run (mine, "UPDATE evaluation_note SET text = 'PRIVATE'");
  g_autofree char *back = apart_back (apart, mine), *plain = apart_plain (back);
  g_assert_null (strstr (plain, "PRIVATE"));
  apart_merge (apart, back);
  assert_one (apart->lead, "SELECT count (*) FROM evaluation_note WHERE text = 'Look at the annex.'", 1);
  apart_close (mine);
  apart_free (apart);
}

/* A conflict that the evaluator declares comes back with the marks, and blocks those it forbids. */
static void
test_declarations (void)
{
  Apart *apart = apart_new (team);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (mine, "UPDATE evaluation_declaration SET stand = 'conflict', note = 'Shares.' WHERE organisation = 'o2'");
  fixture_run (mine, "UPDATE evaluation_mark SET mark = '1' WHERE bidder = 'B2'");
  apart_merge_mine (apart, mine);
  assert_one (apart->lead, "SELECT count (*) FROM evaluation_declaration WHERE person = 'E1' AND organisation = 'o2'"
                           " AND stand = 'conflict' AND note = 'Shares.'", 1);
  assert_conflicts (apart->lead, "/B2/1.2 not-assigned 4 1");
  apart_close (mine);
  apart_free (apart);
}

/* One that is declared here is not taken back by an older pack. */
static void
test_a_conflict_stands (void)
{
  Apart *apart = apart_new (team);
  LwStore *mine = apart_mine (apart, "E1");

  fixture_run (apart->lead, "UPDATE evaluation_declaration SET stand = 'conflict', note = 'Told us.' WHERE organisation = 'o2'");
  apart_merge_mine (apart, mine);
  assert_one (apart->lead, "SELECT count (*) FROM evaluation_declaration WHERE stand = 'conflict' AND note = 'Told us.'", 1);
  apart_close (mine);
  apart_free (apart);
}

/* ---- the list ---- */

static void
test_list (void)
{
  Apart *apart = apart_new (team);
  LwStore *mine = apart_mine (apart, "E1");
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = NULL, own = lw_store_reader (mine, &error);
  g_autoptr (GPtrArray) packs = NULL, opened = lw_evaluation_packs (lw_reader_connection (own), &error);

  apart_merge_mine (apart, mine);
  reader = lw_store_reader (apart->lead, &error);
  packs = lw_evaluation_packs (lw_reader_connection (reader), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (packs->len, ==, 1);
  const LwPackInfo *info = packs->pdata[0], *theirs = opened->pdata[0];
  g_assert_cmpstr (info->person, ==, "E1");
  g_assert_cmpstr (info->name, ==, "Evaluator 1");
  g_assert_false (info->opened);
  g_assert_cmpuint (info->returns, ==, 1);
  g_assert_cmpint (info->version, ==, 1);
  g_assert_true (theirs->opened);
  g_assert_cmpstr (theirs->id, ==, info->id);
  g_assert_true (lw_evaluation_is_made_of (lw_store_get_path (mine), info->id));
  g_assert_false (lw_evaluation_is_made_of (lw_store_get_path (apart->lead), info->id));
  g_clear_pointer (&reader, lw_reader_release);
  g_clear_pointer (&own, lw_reader_release);
  apart_close (mine);
  apart_free (apart);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/packs/no-price-and-no-other-mark-leaves", test_nothing_else_leaves);
  g_test_add_func ("/packs/answers-and-documents-of-assigned-bids-go", test_answers_and_documents);
  g_test_add_func ("/packs/pointers-come-back-without-documents", test_pointers);
  g_test_add_func ("/packs/a-pointer-to-what-was-removed-is-a-conflict", test_pointer_to_nothing);
  g_test_add_func ("/packs/queries-come-back-and-replies-go-out", test_queries);
  g_test_add_func ("/packs/queries-of-two-copies-are-both-kept", test_queries_of_two_copies);
  g_test_add_func ("/packs/private-notes-do-not-come-back", test_notes_stay);
  g_test_add_func ("/packs/declarations-come-back", test_declarations);
  g_test_add_func ("/packs/a-declared-conflict-stands", test_a_conflict_stands);
  g_test_add_func ("/packs/list", test_list);
  return g_test_run ();
}
