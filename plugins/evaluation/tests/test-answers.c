/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a bid says: answers, and documents with their contents: in, found, out again, and refused. */
#include "config.h"

#include "front.h"
#include "lw-evaluation-answers.h"
#include "model/lw-model.h"
#include "pdf.h"
#include "plugin/lw-host.h"
#include "search/lw-search.h"
#include "store/lw-content.h"
#include "store/lw-verify.h"
#include "xml/lw-competition-xml.h"

#include "base/lw-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  Front *front;
  char *folder;
} Case;

static void
set_up (Case *c, gconstpointer data)
{
  c->front = front_new (NULL);
  c->folder = g_dir_make_tmp ("lotwise-answers-XXXXXX", NULL);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_all (path);
      else
        g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
tear_down (Case *c, gconstpointer data)
{
  remove_all (c->folder);
  g_free (c->folder);
  front_free (c->front);
}

static char *
in_folder (const Case *c, const char *name)
{
  char *path = g_build_filename (c->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  return path;
}

static void
write_file (const Case *c, const char *name, const char *text, gssize length)
{
  g_autofree char *path = in_folder (c, name);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
}

static void
write_pdf (const Case *c, const char *name, const char *first, const char *second)
{
  g_autofree char *path = in_folder (c, name);

  pdf_write (path, (const char *[]) { first, second, NULL });
}

static gint64
count (LwStore *store, const char *sql)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, NULL);
  gint64 n = -1;

  g_assert_true (lw_connection_get_int (lw_reader_connection (reader), &n, -1, NULL, sql, ""));
  return n;
}

static char *
text_of (LwStore *store, const char *sql)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, NULL);
  char *text = NULL;

  g_assert_true (lw_connection_get_text (lw_reader_connection (reader), &text, NULL, sql, ""));
  return text;
}

#define assert_text(store, sql, expected) \
  G_STMT_START \
  { \
    g_autofree char *text_ = text_of (store, sql); \
    g_assert_cmpstr (text_, ==, expected); \
  } \
  G_STMT_END

/* @format has DIR where the folder stands; names have no spaces, "_" stands for one. */
static int
run (Case *c, const char *format, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (format, "DIR", -1);
  g_autofree char *line = g_strjoinv (c->folder, parts);

  return run_line (c->front, line, error);
}

static void
attach (Case *c, const char *format)
{
  g_autoptr (GError) error = NULL;
  const int status = run (c, format, &error);

  g_assert_no_error (error);
  g_assert_cmpint (status, ==, LW_EXIT_FINE);
}

static void
refuse (Case *c, const char *format, const char *part)
{
  g_autoptr (GError) error = NULL;
  const gint64 contents = count (c->front->store, "SELECT count (*) FROM content");

  g_assert_cmpint (run (c, format, &error), ==, LW_EXIT_ERROR);
  if (strstr (error->message, part) == NULL)
    g_error ("expected “%s” in “%s”", part, error->message);
  g_assert_cmpint (count (c->front->store, "SELECT count (*) FROM content"), ==, contents);
}

/* ---- answers ---- */

static void
test_answer_is_set_changed_and_taken_back (Case *c, gconstpointer data)
{
  LwStore *store = c->front->store;
  g_autoptr (GError) error = NULL;

  assert_run (c->front, "answer FILE L1 B1 1.1 We_open_in_March.");
  assert_run (c->front, "answer FILE - B1 1.2 We_encrypt_all.");
  assert_prints (c->front, "answers FILE L1 B1", "L1|B1|1.1|We open in March.|\n-|B1|1.2|We encrypt all.|\n");
  assert_run (c->front, "answer FILE L1 B1 1.1 We_open_in_April.");
  assert_text (store, "SELECT text FROM evaluation_answer WHERE criterion = '1.1'", "We open in April.");
  g_assert_true (lw_store_undo (store, "E1", NULL, NULL, &error));
  assert_text (store, "SELECT text FROM evaluation_answer WHERE criterion = '1.1'", "We open in March.");
  assert_run (c->front, "answer FILE L1 B1 1.1 --remove");
  g_assert_cmpint (count (store, "SELECT count (*) FROM evaluation_answer"), ==, 1);
  assert_refused (c->front, "answer FILE L1 B1 1.1 --remove", "expected the key of an existing answer");
}

static void
test_answer_is_of_a_question_that_is_marked (Case *c, gconstpointer data)
{
  assert_refused (c->front, "answer FILE L1 B1 1 Text", "expected one that is marked");
  assert_refused (c->front, "answer FILE L1 B1 1.2 Text", "common to all lots");
  assert_refused (c->front, "answer FILE - B1 1.1 Text", "marked for each lot");
  assert_refused (c->front, "answer FILE L1 B9 1.1 Text", "B9");
  assert_refused (c->front, "answer FILE L1 B1 1.1", "expected one of the text of the answer, --from FILE and --remove");
}

static void
test_answer_from_a_file (Case *c, gconstpointer data)
{
  write_file (c, "answer.txt", "Two lines,\nas typed.\n", -1);
  write_file (c, "latin.txt", "caf\xe9", -1);
  attach (c, "answer FILE L1 B1 1.1 --from DIR/answer.txt");
  assert_text (c->front->store, "SELECT text FROM evaluation_answer", "Two lines,\nas typed.");
  refuse (c, "answer FILE L1 B1 1.1 --from DIR/latin.txt", "UTF-8");
  refuse (c, "answer FILE L1 B1 1.1 --from DIR/none.txt", "none.txt");
}

/* Nobody changes what a bid says under a mark that somebody stands by. */
static void
test_what_a_confirmed_mark_rests_on_stays (Case *c, gconstpointer data)
{
  LwStore *store = c->front->store;
  static const char *const publish[] = {
    "INSERT INTO evaluation_publication (version, at, person, sha256, xml) VALUES (1, '2013-01-09T00:00:00.000Z', 'E1',"
    " 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '')",
    "INSERT INTO evaluation_confirmation (lot, bidder, criterion, person, version) VALUES ('L1', 'B2', '1.1', 'E1', 1)",
  };

  write_file (c, "plan.txt", "A plan.", -1);
  write_file (c, "other.txt", "Of another question.", -1);
  write_file (c, "late.txt", "Late.", -1);
  assert_run (c->front, "answer FILE L1 B2 1.1 We_open_in_March.");
  assert_run (c->front, "answer FILE L2 B2 1.1 We_open_in_May.");
  attach (c, "attach FILE B2 DIR/plan.txt --lot L1");
  attach (c, "attach FILE B2 DIR/other.txt --criterion 1.2");
  for (guint i = 0; i < G_N_ELEMENTS (publish); i++)
    fixture_run (store, publish[i]);
  assert_refused (c->front, "answer FILE L1 B2 1.1 We_open_in_June.", "confirmed or agreed");
  assert_refused (c->front, "answer FILE L1 B2 1.1 --remove", "confirmed or agreed");
  assert_run (c->front, "answer FILE L2 B2 1.1 We_open_in_June.");
  assert_run (c->front, "answer FILE - B2 1.2 Encrypted.");
  refuse (c, "attach FILE B2 DIR/late.txt --criterion 1.1", "confirmed or agreed");
  refuse (c, "attach FILE B2 DIR/late.txt", "confirmed or agreed");
  attach (c, "attach FILE B2 DIR/late.txt --lot L2 --criterion 1.1");
  for (guint i = 0; i < 2; i++)
    {
      static const char *const keys[] = { "B2/plan.txt", "B2/other.txt" };
      g_autoptr (GError) error = NULL;
      g_autoptr (LwCommand) remove_it = lw_model_remove (lw_evaluation_sections (), "document", keys[i], "lead", NULL, &error);

      g_assert_no_error (error);
      if (lw_store_run (store, remove_it, NULL, &error))
        g_assert_cmpuint (i, ==, 1);
      else
        g_assert_error (error, LW_ERROR, LW_ERROR_LOCKED);
    }
  fixture_run (store, "DELETE FROM evaluation_confirmation");
  assert_run (c->front, "answer FILE L1 B2 1.1 We_open_in_June.");
  fixture_run (store, "INSERT INTO evaluation_confirmation (lot, bidder, criterion, person, version)"
                      " VALUES ('L1', 'B1', '1.1', 'E1', 1)");
  assert_refused (c->front, "answer FILE L1 B1 1.1 Late.", "confirmed or agreed");
}

/* ---- one file ---- */

static void
test_pdf_is_kept_with_the_text_of_its_pages (Case *c, gconstpointer data)
{
  LwStore *store = c->front->store;
  g_autofree char *first = NULL, *second = NULL, *back = NULL;
  gsize n_first, n_second;

  write_pdf (c, "Plan.pdf", "Mobilisation plan", "No housing officer\nbefore month three");
  attach (c, "attach FILE B1 DIR/Plan.pdf --lot L1 --criterion 1.1");
  assert_text (store, "SELECT media || ' ' || pages || ' ' || lot || ' ' || criterion FROM evaluation_document",
               "application/pdf 2 L1 1.1");
  g_assert_cmpint (count (store, "SELECT count (*) FROM content_page WHERE page = 2 AND text LIKE '%housing officer%'"), ==, 1);
  g_assert_cmpint (count (store, "SELECT count (*) FROM journal WHERE tbl LIKE 'content%'"), ==, 0);
  first = in_folder (c, "Plan.pdf");
  second = in_folder (c, "Copy.pdf");
  attach (c, "document FILE B1 Plan.pdf --output DIR/Copy.pdf");
  g_assert_true (g_file_get_contents (first, &back, &n_first, NULL));
  g_clear_pointer (&first, g_free);
  g_assert_true (g_file_get_contents (second, &first, &n_second, NULL));
  g_assert_cmpmem (back, n_first, first, n_second);
  refuse (c, "document FILE B1 Plan.pdf --output DIR/Copy.pdf", "exist");
  refuse (c, "document FILE B1 Other.pdf --output DIR/Other.pdf", "Other.pdf");
}

/* The row goes; the content stays, harms nobody, and is there when the row comes back. */
static void
test_undo_of_attaching_removes_the_row (Case *c, gconstpointer data)
{
  LwStore *store = c->front->store;
  g_autoptr (GError) error = NULL;

  write_pdf (c, "Plan.pdf", "Plan", NULL);
  attach (c, "attach FILE B1 DIR/Plan.pdf");
  g_assert_true (lw_store_undo (store, "E1", NULL, NULL, &error));
  g_assert_cmpint (count (store, "SELECT count (*) FROM evaluation_document"), ==, 0);
  g_assert_cmpint (count (store, "SELECT count (*) FROM content"), ==, 1);
  attach (c, "attach FILE B1 DIR/Plan.pdf");
  g_assert_cmpint (count (store, "SELECT count (*) FROM content"), ==, 1);
}

static void
test_what_is_not_what_its_name_says_is_refused (Case *c, gconstpointer data)
{
  /* a password is wanted: the user entry fits none */
  static const char encrypted[]
      = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>\nendobj\n"
        "4 0 obj\n<< /Filter /Standard /V 1 /R 2 /P -4 /O (01234567890123456789012345678901)"
        " /U (01234567890123456789012345678901) >>\nendobj\n"
        "trailer\n<< /Root 1 0 R /Size 5 /Encrypt 4 0 R /ID [(0123456789012345) (0123456789012345)] >>\n%%EOF\n";

  write_file (c, "empty.txt", "", 0);
  write_file (c, "text.pdf", "no PDF at all", -1);
  write_file (c, "broken.pdf", "%PDF-1.4\nbroken", -1);
  write_file (c, "secret.pdf", encrypted, -1);
  write_file (c, "latin.txt", "caf\xe9", -1);
  write_file (c, "zero.txt", "a\0b", 3);
  write_file (c, "word.docx", "\xd0\xcf\x11\xe0 the old format", -1);
  write_pdf (c, "noname", "Plan", NULL);
  refuse (c, "attach FILE B1 DIR/empty.txt", "empty");
  refuse (c, "attach FILE B1 DIR/text.pdf", "as the name says");
  refuse (c, "attach FILE B1 DIR/broken.pdf", "broken");
  refuse (c, "attach FILE B1 DIR/secret.pdf", "without a password");
  refuse (c, "attach FILE B1 DIR/latin.txt", "UTF-8");
  refuse (c, "attach FILE B1 DIR/zero.txt", "UTF-8");
  refuse (c, "attach FILE B1 DIR/word.docx", "found one of .doc");
  refuse (c, "attach FILE B1 DIR/noname", "ending .pdf");
  refuse (c, "attach FILE B1 DIR/nothing.pdf", "nothing.pdf");
  refuse (c, "attach FILE B9 DIR/empty.txt", "empty");
  g_assert_cmpint (count (c->front->store, "SELECT count (*) FROM evaluation_document"), ==, 0);
}

static void
test_a_file_over_the_limit_is_refused (Case *c, gconstpointer data)
{
  g_autofree char *path = NULL;

  write_file (c, "large.txt", "x", 1);
  path = in_folder (c, "large.txt");
  g_assert_cmpint (truncate (path, (off_t) LW_DOCUMENT_MAX + 1), ==, 0);
  refuse (c, "attach FILE B1 DIR/large.txt", "64 MiB");
}

static void
test_where_it_belongs_must_go_together (Case *c, gconstpointer data)
{
  write_file (c, "notes.txt", "Some words.", -1);
  write_file (c, "other/notes.txt", "Other words.", -1);
  refuse (c, "attach FILE B9 DIR/notes.txt", "B9");
  refuse (c, "attach FILE B1 DIR/notes.txt --lot L9", "does not bid");
  refuse (c, "attach FILE B1 DIR/notes.txt --lot L1 --criterion 1.2", "common to all lots");
  refuse (c, "attach FILE B1 DIR/notes.txt --criterion 1", "question that is marked");
  attach (c, "attach FILE B1 DIR/notes.txt");
  attach (c, "attach FILE B1 DIR/notes.txt"); /* again: it is there */
  refuse (c, "attach FILE B1 DIR/other/notes.txt", "another document of this name");
  attach (c, "attach FILE B2 DIR/other/notes.txt");
  g_assert_cmpint (count (c->front->store, "SELECT count (*) FROM evaluation_document"), ==, 2);
}

static void
test_other_formats_are_kept_and_not_read (Case *c, gconstpointer data)
{
  write_file (c, "plan.docx", "PK\003\004 words", -1);
  write_file (c, "data.xyz", "\1\2\3", 3);
  attach (c, "attach FILE B1 DIR/plan.docx");
  attach (c, "attach FILE B1 DIR/data.xyz");
  g_assert_cmpint (count (c->front->store, "SELECT count (*) FROM content"), ==, 2);
  g_assert_cmpint (count (c->front->store, "SELECT count (*) FROM content_page"), ==, 0);
}

static void
test_a_file_that_changes_meanwhile_is_refused (Case *c, gconstpointer data)
{
  LwStore *store = c->front->store;
  g_autoptr (LwReader) reader = lw_store_reader (store, NULL);
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_attachment_free);
  g_autoptr (LwAttachNames) names = lw_attach_names_load (lw_reader_connection (reader), NULL);
  g_autofree char *path = NULL;
  g_autoptr (LwCommand) command = NULL;
  g_autoptr (GError) error = NULL;

  write_file (c, "notes.txt", "Some words.", -1);
  path = in_folder (c, "notes.txt");
  g_ptr_array_add (attachments, lw_attachment_new (path, NULL));
  lw_attachment_place (attachments->pdata[0], names, "B1", NULL, NULL);
  g_assert_true (lw_attachments_read (attachments, lw_reader_connection (reader), NULL, &error));
  g_assert_cmpuint (lw_attachments_count (attachments), ==, 1);
  write_file (c, "notes.txt", "Other words.", -1);
  command = lw_attachments_command (g_ptr_array_ref (attachments), "E1", NULL);
  g_assert_false (lw_store_run (store, command, NULL, &error));
  g_assert_nonnull (strstr (error->message, "changed while it was attached"));
  g_assert_cmpint (count (store, "SELECT count (*) FROM content"), ==, 0);
}

/* Each choice in the window asks what can be attached: a file that cannot be read is not tried every time. */
static void
test_an_unreadable_file_is_read_once (Case *c, gconstpointer data)
{
  g_autoptr (LwReader) reader = lw_store_reader (c->front->store, NULL);
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_attachment_free);
  g_autofree char *path = NULL, *problem = NULL;

  write_file (c, "Plan.pdf", "", 0);
  path = in_folder (c, "Plan.pdf");
  g_ptr_array_add (attachments, lw_attachment_new (path, NULL));
  g_assert_true (lw_attachments_read (attachments, lw_reader_connection (reader), NULL, NULL));
  problem = g_strdup (((LwAttachment *) attachments->pdata[0])->fault);
  g_assert_nonnull (problem);
  write_pdf (c, "Plan.pdf", "Plan", "Risks");
  g_assert_true (lw_attachments_read (attachments, lw_reader_connection (reader), NULL, NULL));
  g_assert_cmpstr (((LwAttachment *) attachments->pdata[0])->fault, ==, problem);
}

static void
test_reading_can_be_cancelled (Case *c, gconstpointer data)
{
  g_autoptr (LwReader) reader = lw_store_reader (c->front->store, NULL);
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_attachment_free);
  g_autofree char *path = NULL;
  g_autoptr (LwJob) job = lw_job_new ("Reading");
  g_autoptr (GError) error = NULL;

  write_pdf (c, "Plan.pdf", "Plan", "Risks");
  path = in_folder (c, "Plan.pdf");
  g_ptr_array_add (attachments, lw_attachment_new (path, NULL));
  lw_job_cancel (job);
  g_assert_false (lw_attachments_read (attachments, lw_reader_connection (reader), job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- a folder ---- */

typedef struct
{
  const char *shown, *bidder, *lot, *criterion, *problem;
} Match;

static void
test_names_say_bidder_lot_and_question (Case *c, gconstpointer data)
{
  static const Match matches[] = {
    { "B1_L1_1.1_Plan for 2013.pdf", "B1", "L1", "1.1", NULL },
    { "b2-l2 1.1.pdf", "B2", "L2", "1.1", NULL },
    { "B1/1.2 Security.pdf", "B1", NULL, "1.2", NULL },
    { "L1/B2/Plan.pdf", "B2", "L1", NULL, NULL },
    { "Second/1.1/Plan.pdf", "B2", NULL, "1.1", NULL },     /* a bidder's name */
    { "B1 L1 1.2.pdf", "B1", NULL, "1.2", NULL },           /* common to all lots */
    { "B1/B2 answer.pdf", "B2", NULL, NULL, NULL },         /* the file's own name counts first */
    { "B1_11.1_1.1.5.pdf", "B1", NULL, NULL, NULL },        /* not within longer numbers */
    { "B12 Plan.pdf", NULL, NULL, NULL, "names no bidder" },
    { "B1 and B2.pdf", "B1", NULL, NULL, "names two bidders" },
    { "B1 1.1 and 1.2.pdf", "B1", NULL, "1.1", "names two questions" },
    { "B3 L9.pdf", "B3", NULL, NULL, NULL },
  };
  g_autoptr (LwReader) reader = lw_store_reader (c->front->store, NULL);
  g_autoptr (LwAttachNames) names = lw_attach_names_load (lw_reader_connection (reader), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      LwAttachment *attachment = lw_attachment_new ("/nowhere", matches[i].shown);

      lw_attachment_match (attachment, names);
      g_test_message ("%s", matches[i].shown);
      g_assert_cmpstr (attachment->bidder, ==, matches[i].bidder);
      g_assert_cmpstr (attachment->lot, ==, matches[i].lot);
      g_assert_cmpstr (attachment->criterion, ==, matches[i].criterion);
      if (matches[i].problem == NULL)
        g_assert_cmpstr (attachment->problem, ==, NULL);
      else
        g_assert_nonnull (strstr (attachment->problem, matches[i].problem));
      lw_attachment_free (attachment);
    }
}

static void
test_folder_is_stored_in_one_command_or_not_at_all (Case *c, gconstpointer data)
{
  LwStore *store = c->front->store;
  const gint64 commands = count (store, "SELECT count (*) FROM command");
  g_autoptr (GError) error = NULL;

  write_pdf (c, "in/B1_L1_1.1.pdf", "Plan", "Risks");
  write_file (c, "in/B2/notes.txt", "Words.", -1);
  write_file (c, "in/.hidden/B1.txt", "Words.", -1);
  attach (c, "attach FILE --folder DIR/in --dry-run");
  g_assert_cmpint (count (store, "SELECT count (*) FROM content"), ==, 0);
  write_file (c, "in/B2/empty.txt", "", 0);
  g_assert_cmpint (run (c, "attach FILE --folder DIR/in", &error), ==, LW_EXIT_CHECK_FAILED);
  g_assert_nonnull (strstr (c->front->text->str, "nothing was stored"));
  g_assert_cmpint (count (store, "SELECT count (*) FROM content"), ==, 0);
  g_assert_cmpint (run (c, "attach FILE --folder DIR/in --skip", &error), ==, LW_EXIT_CHECK_FAILED);
  g_assert_no_error (error);
  g_assert_cmpint (count (store, "SELECT count (*) FROM evaluation_document"), ==, 2);
  g_assert_cmpint (count (store, "SELECT count (*) FROM command"), ==, commands + 1);
  g_assert_true (lw_store_undo (store, "E1", NULL, NULL, &error));
  g_assert_cmpint (count (store, "SELECT count (*) FROM evaluation_document"), ==, 0);
}

static void
test_two_of_one_name_are_one_too_many (Case *c, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_file (c, "in/B1/a/notes.txt", "Words.", -1);
  write_file (c, "in/B1/b/notes.txt", "Others.", -1);
  g_assert_cmpint (run (c, "attach FILE --folder DIR/in", &error), ==, LW_EXIT_CHECK_FAILED);
  g_assert_nonnull (strstr (c->front->text->str, "two files of this name"));
  g_assert_cmpint (count (c->front->store, "SELECT count (*) FROM evaluation_document"), ==, 0);
}

/* ---- found, and out again ---- */

static void
assert_found (LwStore *store, const char *words, const char *noun, const char *key)
{
  g_autoptr (LwSearch) search = lw_search_new (store, lw_evaluation_sections ());
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = lw_search_query (search, words, 10, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < groups->len; i++)
    {
      const LwSearchGroup *group = groups->pdata[i];
      for (guint k = 0; strcmp (group->noun, noun) == 0 && k < group->hits->len; k++)
        if (strcmp (((LwSearchHit *) group->hits->pdata[k])->key, key) == 0)
          return;
    }
  g_error ("%s: expected the %s %s", words, noun, key);
}

static void
test_search_finds_answers_and_pages (Case *c, gconstpointer data)
{
  LwStore *store = c->front->store;
  g_autoptr (LwSearch) search = lw_search_new (store, lw_evaluation_sections ());
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  before = lw_search_query (search, "wheelbarrow", 10, NULL, &error); /* the index follows what comes */
  g_assert_cmpuint (before->len, ==, 0);
  write_pdf (c, "Plan.pdf", "First page", "A wheelbarrow on the second");
  attach (c, "attach FILE B1 DIR/Plan.pdf");
  assert_run (c->front, "answer FILE L1 B1 1.1 Our_lighthouse_is_new.");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  after = lw_search_query (search, "wheelbarrow", 10, NULL, &error);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (((LwSearchGroup *) after->pdata[0])->noun, ==, "page");
  g_assert_cmpstr (((LwSearchHit *) ((LwSearchGroup *) after->pdata[0])->hits->pdata[0])->title, ==, "B1/Plan.pdf, page 2");
  assert_found (store, "wheelbarrow", "page", "B1/Plan.pdf/2");
  assert_found (store, "lighthouse", "answer", "L1/B1/1.1");
  assert_found (store, "Plan.pdf", "document", "B1/Plan.pdf");
  g_assert_true (lw_store_undo (store, "E1", NULL, NULL, &error));
  g_assert_true (lw_store_undo (store, "E1", NULL, NULL, &error));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_pointer (&after, g_ptr_array_unref);
  after = lw_search_query (search, "wheelbarrow", 10, NULL, &error);
  g_assert_cmpuint (after->len, ==, 0);
}

static LwStore *
import (const Case *c, const char *xml, const char *name, GError **error)
{
  g_autofree char *path = in_folder (c, name);
  g_autoptr (LwSchema) schema = fixture_schema ();

  return lw_competition_import_data (xml, strlen (xml), "test.xml", path, lw_evaluation_sections (), schema, "tester", NULL, error);
}

static char *
export (const Case *c, LwStore *store, const char *name)
{
  g_autofree char *path = in_folder (c, name);
  g_autoptr (GError) error = NULL;
  char *xml = NULL;

  lw_competition_export (store, path, lw_evaluation_sections (), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &xml, NULL, NULL));
  return xml;
}

/* A text of a size that takes more than one piece, too. */
static void
test_export_and_import_give_the_same_files (Case *c, gconstpointer data)
{
  g_autoptr (LwStore) again = NULL;
  g_autofree char *large = g_malloc (700001), *first = NULL, *second = NULL;
  g_autoptr (LwVerification) verification = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 700000; i++)
    large[i] = (char) (i % 80 == 79 ? '\n' : 'a' + i * 7919 % 26);
  large[700000] = '\0';
  write_pdf (c, "Plan & more.pdf", "First page", "A wheelbarrow");
  write_file (c, "large.txt", large, -1);
  attach (c, "attach FILE B1 DIR/Plan_&_more.pdf --lot L1 --criterion 1.1");
  attach (c, "attach FILE B1 DIR/large.txt");
  attach (c, "attach FILE B2 DIR/large.txt");
  assert_run (c->front, "answer FILE L1 B1 1.1 Our_<answer>.");
  first = export (c, c->front->store, "one.xml");
  again = import (c, first, "again.lotwise", &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (again, "SELECT count (*) FROM content"), ==, 2);
  g_assert_cmpint (count (again, "SELECT count (*) FROM content_page"), ==, 3);
  assert_found (again, "wheelbarrow", "page", "B1/Plan & more.pdf/2");
  second = export (c, again, "two.xml");
  g_assert_cmpstr (first, ==, second);
  verification = lw_store_verify (again, NULL, &error);
  g_assert_cmpuint (verification->problems->len, ==, 0);
  lw_store_close (again);
}

static void
test_import_of_another_content_is_refused (Case *c, gconstpointer data)
{
  g_autofree char *xml = NULL;
  static const char *const changes[][3] = {
    { "<content>V29yZHMu</content>", "<content>V29yZHMh</content>", "expected the content with the SHA-256" },
    { "<content>V29yZHMu</content>", "<content>no base64: ,</content>", "expected base64" },
    { "<content>V29yZHMu</content>", "<content><b/></content>", "" },
    { "<content>V29yZHMu</content>", "", "" },
    { "size=\"6\"", "size=\"0\"", "size" },
    { "name=\"notes.txt\"", "name=\"../notes.txt\"", "without a folder" },
    { "bidder=\"B1\" name", "bidder=\"B9\" name", "B9" },
  };

  write_file (c, "notes.txt", "Words.", -1);
  attach (c, "attach FILE B1 DIR/notes.txt");
  xml = export (c, c->front->store, "one.xml");
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GString) changed = g_string_new (xml);
      g_autoptr (GError) error = NULL;
      g_autoptr (LwStore) store = NULL;

      g_assert_cmpuint (g_string_replace (changed, changes[i][0], changes[i][1], 0), ==, 1);
      store = import (c, changed->str, "bad.lotwise", &error);
      g_assert_null (store);
      if (strstr (error->message, changes[i][2]) == NULL)
        g_error ("expected “%s” in “%s”", changes[i][2], error->message);
    }
}

/* One byte of a content is other; then the content is gone. */
static void
test_verify_sees_a_content_that_was_changed (Case *c, gconstpointer data)
{
  LwStore *store = c->front->store;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LwVerification) verification = NULL;
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  write_file (c, "notes.txt", "Words.", -1);
  attach (c, "attach FILE B1 DIR/notes.txt");
  fixture_run (store, "UPDATE content SET bytes = CAST ('Words!' AS BLOB)");
  verification = lw_store_verify (store, NULL, &error);
  g_assert_cmpuint (verification->problems->len, ==, 1);
  g_assert_nonnull (strstr (verification->problems->pdata[0], "was changed"));
  refuse (c, "document FILE B1 notes.txt --output DIR/out.txt", "behind the program's back");
  fixture_run (store, "DELETE FROM content_page");
  fixture_run (store, "DELETE FROM content");
  reader = lw_store_reader (store, &error);
  g_assert_true (lw_model_check_rows (lw_reader_connection (reader), lw_evaluation_sections (), problems, NULL, &error));
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], "expected a content that is in the file"));
  g_clear_pointer (&reader, lw_reader_release);
  fixture_run (store, "DELETE FROM evaluation_document");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CASE(name, function) g_test_add ("/answers/" name, Case, NULL, set_up, function, tear_down)
  CASE ("answer-is-set-changed-and-taken-back", test_answer_is_set_changed_and_taken_back);
  CASE ("answer-is-of-a-question-that-is-marked", test_answer_is_of_a_question_that_is_marked);
  CASE ("answer-from-a-file", test_answer_from_a_file);
  CASE ("what-a-confirmed-mark-rests-on-stays", test_what_a_confirmed_mark_rests_on_stays);
  CASE ("pdf-is-kept-with-the-text-of-its-pages", test_pdf_is_kept_with_the_text_of_its_pages);
  CASE ("undo-of-attaching-removes-the-row", test_undo_of_attaching_removes_the_row);
  CASE ("what-is-not-what-its-name-says-is-refused", test_what_is_not_what_its_name_says_is_refused);
  CASE ("a-file-over-the-limit-is-refused", test_a_file_over_the_limit_is_refused);
  CASE ("where-it-belongs-must-go-together", test_where_it_belongs_must_go_together);
  CASE ("other-formats-are-kept-and-not-read", test_other_formats_are_kept_and_not_read);
  CASE ("a-file-that-changes-meanwhile-is-refused", test_a_file_that_changes_meanwhile_is_refused);
  CASE ("an-unreadable-file-is-read-once", test_an_unreadable_file_is_read_once);
  CASE ("reading-can-be-cancelled", test_reading_can_be_cancelled);
  CASE ("names-say-bidder-lot-and-question", test_names_say_bidder_lot_and_question);
  CASE ("folder-is-stored-in-one-command-or-not-at-all", test_folder_is_stored_in_one_command_or_not_at_all);
  CASE ("two-of-one-name-are-one-too-many", test_two_of_one_name_are_one_too_many);
  CASE ("search-finds-answers-and-pages", test_search_finds_answers_and_pages);
  CASE ("export-and-import-give-the-same-files", test_export_and_import_give_the_same_files);
  CASE ("import-of-another-content-is-refused", test_import_of_another_content_is_refused);
  CASE ("verify-sees-a-content-that-was-changed", test_verify_sees_a_content_that_was_changed);
  return g_test_run ();
}
