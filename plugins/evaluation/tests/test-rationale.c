/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reasons given for marks: each check by itself, and a competition read from its rows. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation-rationale.h"

static void
assert_words (const char *text, const char *words, guint n)
{
  g_autofree char *normalised = lw_rationale_normalise (text, -1);

  g_assert_cmpstr (normalised, ==, words);
  g_assert_cmpuint (lw_rationale_n_words (normalised), ==, n);
}

static void
test_normalise (void)
{
  assert_words (NULL, "", 0);
  assert_words ("", "", 0);
  assert_words (" \n— …", "", 0);
  assert_words ("Clear plan (p. 12).\nDated.", "clear plan p 12 dated", 5);
  assert_words ("  CLEAR—plan,  p.12: dated!", "clear plan p 12 dated", 5);
  assert_words ("Ärger über É", "ärger über é", 3);
  assert_words ("bad \xff byte", "bad byte", 2);
}

static void
test_problems (void)
{
  static const char *const descriptors[] = { "good", "meets the requirement in all respects", NULL };

  g_assert_cmpuint (lw_rationale_problems ("", 5, descriptors), ==, LW_RATIONALE_EMPTY);
  g_assert_cmpuint (lw_rationale_problems ("two words", 3, descriptors), ==, LW_RATIONALE_SHORT);
  g_assert_cmpuint (lw_rationale_problems ("two words", 2, descriptors), ==, 0);
  g_assert_cmpuint (lw_rationale_problems ("good", 1, descriptors), ==, LW_RATIONALE_DESCRIPTOR);
  g_assert_cmpuint (lw_rationale_problems ("good", 5, descriptors), ==, LW_RATIONALE_DESCRIPTOR | LW_RATIONALE_SHORT);
  g_assert_cmpuint (lw_rationale_problems ("meets the requirement in all respects", 5, descriptors), ==,
                    LW_RATIONALE_DESCRIPTOR);
  g_assert_cmpuint (lw_rationale_problems ("good", 1, NULL), ==, 0);
}

/* Filler before, after and around a descriptor makes no reason; a label inside a longer word is none. */
static void
test_paraphrase (void)
{
  static const char *const descriptors[] = { "good", "what a good is given for", NULL };
  static const struct
  {
    const char *text;
    guint problems;
  } rows[] = {
    { "What a good is given for.", LW_RATIONALE_DESCRIPTOR },
    { "Mark 3. What a good is given for.", LW_RATIONALE_DESCRIPTOR },
    { "In our view: what a good is given for", LW_RATIONALE_DESCRIPTOR },
    { "Good. What a good is given for; that is, good.", LW_RATIONALE_DESCRIPTOR },
    { "What a good is given for: five words of its own", LW_RATIONALE_DESCRIPTOR },
    { "What a good is given for: six words that are its own", 0 },
    { "The goodwill of five partners", 0 },
    { "Names, dates and a budget", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = lw_rationale_normalise (rows[i].text, -1);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpuint (lw_rationale_problems (words, 5, descriptors), ==, rows[i].problems);
    }
}

/* A page has a letter or digit, a quote two words. */
static void
test_pointer (void)
{
  static const struct
  {
    const char *page, *quote;
    guint problems;
  } rows[] = {
    { NULL, NULL, LW_RATIONALE_NO_POINTER }, { "-", NULL, LW_RATIONALE_NO_POINTER },  { NULL, ".", LW_RATIONALE_NO_POINTER },
    { " ", "week", LW_RATIONALE_NO_POINTER }, { "7", NULL, 0 }, { "§ B", NULL, 0 }, { "7", ".", 0 }, { "-", "third week", 0 },
  };
  LwStore *store = fixture_small_store (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const LwRationalePointer pointer = { "L1", "B1", "1.1", NULL, rows[i].page, rows[i].quote };
      guint problems;

      g_assert_true (lw_rationale_check_pointer (lw_reader_connection (reader), &pointer, &problems, &error));
      g_assert_cmpuint (problems, ==, rows[i].problems);
    }
  g_clear_pointer (&reader, lw_reader_release);
  fixture_close (store);
}

/* ---- a competition ---- */

static LwStore *
make_store (void)
{
  LwStore *store = fixture_small_store (NULL);

  fixture_run (store, "UPDATE evaluation_mark SET page = '1', rationale = 'This one has quite its own words, ' || lot || bidder || criterion || person");
  fixture_run (store, "UPDATE evaluation_scale_mark SET descriptor = 'Deals with all of it, and well.' WHERE value = '4'");
  fixture_run (store, "UPDATE evaluation_consensus SET why_not_above = 'No names.', why_not_below = 'Dates.'");
  return store;
}

static LwEvaluationMarks *
load (LwReader *reader)
{
  g_autoptr (GError) error = NULL;
  LwEvaluationMarks *marks = lw_evaluation_marks_load (lw_reader_connection (reader), &error);

  g_assert_no_error (error);
  return marks;
}

static void
assert_inconsistent (LwStore *store, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  g_autoptr (LwEvaluationMarks) marks = load (reader);
  g_autoptr (GPtrArray) groups = lw_evaluation_inconsistencies (marks, lw_reader_connection (reader), &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < groups->len; i++)
    {
      const LwInconsistency *group = g_ptr_array_index (groups, i);

      g_string_append_printf (text, "%s “%s”:", group->criterion, group->words);
      for (guint j = 0; j < group->given->len; j++)
        {
          const LwRationaleFinding *given = g_ptr_array_index (group->given, j);

          g_string_append_printf (text, " %s/%s/%s=%s", given->lot, given->bidder, given->person != NULL ? given->person : "",
                                  given->mark);
        }
      g_string_append (text, "; ");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_inconsistencies (void)
{
  LwStore *store = make_store ();

  assert_inconsistent (store, "");
  /* The same words but for case, space and punctuation; the same mark twice, and another once. */
  fixture_run (store, "UPDATE evaluation_mark SET rationale = 'Dates, names; and budget.' WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E1'");
  fixture_run (store, "UPDATE evaluation_mark SET rationale = 'dates names   AND budget' WHERE lot = 'L2' AND bidder = 'B2' AND person = 'E1'");
  assert_inconsistent (store, "1.1 “dates names and budget”: L1/B1/E1=4 L2/B2/E1=5; ");
  fixture_run (store, "UPDATE evaluation_mark SET mark = '4' WHERE lot = 'L2' AND bidder = 'B2' AND person = 'E1'");
  assert_inconsistent (store, "");
  /* 4 and 4.0 are one mark; the words of another criterion are other words. */
  fixture_run (store, "UPDATE evaluation_mark SET mark = '4.0' WHERE lot = 'L2' AND bidder = 'B2' AND person = 'E1'");
  fixture_run (store, "UPDATE evaluation_mark SET rationale = 'Dates, names and budget' WHERE bidder = 'B1' AND criterion = '1.2'");
  assert_inconsistent (store, "");
  /* An agreed mark with an evaluator's words and another mark; what is empty says nothing. */
  fixture_run (store, "UPDATE evaluation_consensus SET rationale = 'Dates, names and budget', mark = '3'");
  fixture_run (store, "UPDATE evaluation_mark SET rationale = ' ' WHERE criterion = '2.1'");
  assert_inconsistent (store, "1.1 “dates names and budget”: L1/B1/E1=4 L2/B2/E1=4.0 L1/B1/=3; ");
  fixture_close (store);
}

static void
assert_rationales (LwStore *store, guint words, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  g_autoptr (LwEvaluationMarks) marks = load (reader);
  g_autoptr (GPtrArray) found = lw_evaluation_rationales (marks, lw_reader_connection (reader), words, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const LwRationaleFinding *one = g_ptr_array_index (found, i);

      g_string_append_printf (text, "%s/%s/%s/%s", one->lot, one->bidder, one->criterion, one->person != NULL ? one->person : "");
      for (guint bit = 0; bit < 10; bit++)
        if (one->problems & 1 << bit)
          g_string_append_printf (text, " %s", lw_rationale_problem_to_string (1 << bit));
      g_string_append_printf (text, "%s%s; ", one->like != NULL ? " " : "", one->like != NULL ? one->like : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_rationales (void)
{
  LwStore *store = make_store ();

  assert_rationales (store, 5, "");
  assert_rationales (store, 6, "L1/B1/1.1/ short; ");
  fixture_run (store, "UPDATE evaluation_mark SET rationale = NULL WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E1'");
  fixture_run (store, "UPDATE evaluation_mark SET rationale = 'deals with ALL of it -- and well' WHERE lot = 'L1' AND bidder = 'B2' AND person = 'E1'");
  fixture_run (store, "UPDATE evaluation_mark SET rationale = 'Names, dates and a budget.' WHERE bidder = 'B2' AND lot = 'L2'");
  fixture_run (store, "UPDATE evaluation_mark SET rationale = 'Names, dates and a budget' WHERE bidder = 'B3' AND lot = 'L1'");
  /* B3 in L1 comes first; B2 in L2 has its words, twice. The words of one's own bid may return. */
  assert_rationales (store, 5, "L1/B1/1.1/E1 empty; L1/B2/1.1/E1 descriptor; L2/B2/1.1/E1 copied L1/B3/1.1;"
                               " L2/B2/1.1/E2 copied L1/B3/1.1; ");
  fixture_close (store);
}

/* Another lot's bid of one bidder is another bid; whose words are another evaluator's is not told to an evaluator. */
static void
test_copies_of_all_evaluators (void)
{
  LwStore *store = make_store ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (LwEvaluationMarks) marks = NULL;
  g_autoptr (GPtrArray) own = NULL, others = NULL;
  g_autofree char *text = NULL;

  fixture_run (store, "UPDATE evaluation_consensus SET rationale = 'Five words of its own.'");
  fixture_run (store, "UPDATE evaluation_mark SET rationale = 'Names, dates and a budget' WHERE criterion = '1.1'"
                      " AND bidder = 'B2' AND ((lot = 'L1' AND person = 'E1') OR (lot = 'L2' AND person = 'E2'))");
  assert_rationales (store, 5, "L2/B2/1.1/E2 copied L1/B2/1.1; ");
  reader = lw_store_reader (store, &error);
  g_assert_no_error (error);
  marks = load (reader);
  own = lw_evaluation_rationales_of (marks, lw_reader_connection (reader), "E1", 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (own->len, ==, 0);
  others = lw_evaluation_rationales_of (marks, lw_reader_connection (reader), "E2", 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (others->len, ==, 1);
  text = lw_rationale_finding_text (g_ptr_array_index (others, 0), 5);
  g_assert_cmpstr (text, ==, "the rationale is that of another bid");
  g_clear_pointer (&reader, lw_reader_release);
  fixture_close (store);
}

/* Not asked for at the top or the bottom of the scale. */
static void
test_consensus_without_why_not_above_or_below (void)
{
  LwStore *store = make_store ();

  fixture_run (store, "UPDATE evaluation_consensus SET rationale = 'Five words of its own.'");
  assert_rationales (store, 5, "");
  fixture_run (store, "UPDATE evaluation_consensus SET why_not_above = NULL");
  assert_rationales (store, 5, "L1/B1/1.1/ why-not-above; ");
  fixture_run (store, "UPDATE evaluation_consensus SET why_not_below = '  '");
  assert_rationales (store, 5, "L1/B1/1.1/ why-not-above why-not-below; ");
  fixture_run (store, "UPDATE evaluation_consensus SET mark = '5'");
  assert_rationales (store, 5, "L1/B1/1.1/ why-not-below; ");
  fixture_run (store, "UPDATE evaluation_consensus SET mark = '0.0'");
  assert_rationales (store, 5, "L1/B1/1.1/ why-not-above; ");
  fixture_close (store);
}

/* An evaluator's mark without a page and without words of the bid; an agreed mark rests on others. */
static void
test_no_pointer_into_the_bid (void)
{
  LwStore *store = make_store ();

  fixture_run (store, "UPDATE evaluation_consensus SET rationale = 'Five words of its own.'");
  fixture_run (store, "UPDATE evaluation_mark SET page = NULL WHERE lot = 'L1' AND bidder = 'B2'");
  assert_rationales (store, 5, "L1/B2/1.1/E1 no-pointer; L1/B2/1.1/E2 no-pointer; ");
  fixture_run (store, "UPDATE evaluation_mark SET quote = 'by the third week' WHERE lot = 'L1' AND bidder = 'B2' AND person = 'E1'");
  assert_rationales (store, 5, "L1/B2/1.1/E2 no-pointer; ");
  fixture_close (store);
}

/* Where the text is there the quoted words are in it, however its lines are broken. */
static void
test_quote_that_is_not_there (void)
{
  LwStore *store = make_store ();

  fixture_run (store, "UPDATE evaluation_consensus SET rationale = 'Five words of its own.'");
  fixture_run (store, "UPDATE evaluation_mark SET quote = 'by the third week' WHERE lot = 'L1' AND bidder = 'B2'");
  assert_rationales (store, 5, "");
  fixture_run (store, "INSERT INTO evaluation_answer (lot, bidder, criterion, text) VALUES"
                      " ('L1', 'B2', '1.1', 'All is dated: by  the' || char (10) || 'third week.')");
  assert_rationales (store, 5, "");
  fixture_run (store, "UPDATE evaluation_mark SET quote = 'by the fourth week' WHERE lot = 'L1' AND bidder = 'B2' AND person = 'E2'");
  assert_rationales (store, 5, "L1/B2/1.1/E2 misquoted; ");
  fixture_close (store);
}

/* Of a document: on its page, or on any where no page is named; a page without text says nothing. */
static void
test_quote_of_a_page (void)
{
  LwStore *store = make_store ();

  fixture_run (store, "UPDATE evaluation_consensus SET rationale = 'Five words of its own.'");
  fixture_run (store, "INSERT INTO content (sha256, bytes) VALUES (printf ('%064d', 7), x'00')");
  fixture_run (store, "INSERT INTO content_page (sha256, page, text) VALUES (printf ('%064d', 7), 1, 'First page'),"
                      " (printf ('%064d', 7), 2, 'Second ﬁle'), (printf ('%064d', 7), 3, '')");
  fixture_run (store, "INSERT INTO evaluation_document (bidder, name, media, size, sha256)"
                      " VALUES ('B2', 'plan.pdf', 'application/pdf', 1, printf ('%064d', 7))");
  fixture_run (store, "UPDATE evaluation_mark SET document = 'plan.pdf', page = '2', quote = 'Second file'"
                      " WHERE lot = 'L1' AND bidder = 'B2' AND person = 'E1'");
  assert_rationales (store, 5, "");
  fixture_run (store, "UPDATE evaluation_mark SET page = '1' WHERE lot = 'L1' AND bidder = 'B2' AND person = 'E1'");
  assert_rationales (store, 5, "L1/B2/1.1/E1 misquoted; ");
  fixture_run (store, "UPDATE evaluation_mark SET page = NULL WHERE lot = 'L1' AND bidder = 'B2' AND person = 'E1'");
  assert_rationales (store, 5, "");
  fixture_run (store, "UPDATE evaluation_mark SET page = '3' WHERE lot = 'L1' AND bidder = 'B2' AND person = 'E1'");
  assert_rationales (store, 5, "");
  fixture_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/rationale/normalise", test_normalise);
  g_test_add_func ("/evaluation/rationale/problems", test_problems);
  g_test_add_func ("/evaluation/rationale/case/notes-that-paraphrase-the-scale", test_paraphrase);
  g_test_add_func ("/evaluation/rationale/pointer", test_pointer);
  g_test_add_func ("/evaluation/rationale/copies-of-all-evaluators", test_copies_of_all_evaluators);
  g_test_add_func ("/evaluation/rationale/inconsistencies", test_inconsistencies);
  g_test_add_func ("/evaluation/rationale/competition", test_rationales);
  g_test_add_func ("/evaluation/rationale/consensus-without-why-not-above-or-below",
                   test_consensus_without_why_not_above_or_below);
  g_test_add_func ("/evaluation/rationale/no-pointer-into-the-bid", test_no_pointer_into_the_bid);
  g_test_add_func ("/evaluation/rationale/quote-that-is-not-there", test_quote_that_is_not_there);
  g_test_add_func ("/evaluation/rationale/quote-of-a-page", test_quote_of_a_page);
  return g_test_run ();
}
