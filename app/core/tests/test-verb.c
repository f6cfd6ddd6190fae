/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-verb.h"

#include "base/lw-error.h"

#include <string.h>

/* ---- tables ---- */

static void
test_table (void)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new ("Lot L12");
  LwAlign align = LW_ALIGN_LEFT;

  lw_verb_table_add_column (table, "Bidder", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, "Total", LW_ALIGN_RIGHT);
  lw_verb_table_add_row (table, "B07", "78.35");
  lw_verb_table_add_row (table, NULL, "");
  char cell[] = "B08";
  lw_verb_table_add_rowv (table, (const char *const[]) { cell, "70.00" });
  cell[0] = '?';

  g_assert_cmpstr (lw_verb_table_get_title (table), ==, "Lot L12");
  g_assert_cmpuint (lw_verb_table_n_columns (table), ==, 2);
  g_assert_cmpuint (lw_verb_table_n_rows (table), ==, 3);
  g_assert_cmpstr (lw_verb_table_get_column (table, 0, NULL), ==, "Bidder");
  g_assert_cmpstr (lw_verb_table_get_column (table, 1, &align), ==, "Total");
  g_assert_cmpint (align, ==, LW_ALIGN_RIGHT);
  g_assert_cmpstr (lw_verb_table_get_cell (table, 0, 0), ==, "B07");
  g_assert_cmpstr (lw_verb_table_get_cell (table, 0, 1), ==, "78.35");
  g_assert_cmpstr (lw_verb_table_get_cell (table, 1, 0), ==, "");
  g_assert_cmpstr (lw_verb_table_get_cell (table, 1, 1), ==, "");
  g_assert_cmpstr (lw_verb_table_get_cell (table, 2, 0), ==, "B08");
}

static void
test_table_empty (void)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);

  g_assert_null (lw_verb_table_get_title (table));
  g_assert_cmpuint (lw_verb_table_n_columns (table), ==, 0);
  g_assert_cmpuint (lw_verb_table_n_rows (table), ==, 0);
  lw_verb_table_free (NULL);
}

static void
test_table_misuse (void)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  lw_verb_table_add_column (table, "One", LW_ALIGN_LEFT);
  lw_verb_table_add_row (table, "1");

  g_test_expect_message ("lotwise", G_LOG_LEVEL_CRITICAL, "*cells->len == 0*");
  lw_verb_table_add_column (table, "Two", LW_ALIGN_LEFT);
  g_test_expect_message ("lotwise", G_LOG_LEVEL_CRITICAL, "*row < *");
  g_assert_null (lw_verb_table_get_cell (table, 1, 0));
  g_test_assert_expected_messages ();
}

/* ---- parsing: the verb prints what it was given ---- */

static const LwVerbOption options[] = {
  { "lot", "ID", "One lot only" },
  { "all", NULL, "Everything" },
  { NULL },
};

static int
describe (LwVerbRun *run, GError **error)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lw_verb_n_args (run); i++)
    g_string_append_printf (text, "[%s]", lw_verb_arg (run, i));
  g_assert_null (lw_verb_arg (run, lw_verb_n_args (run)));
  for (guint i = 0; options[i].name != NULL; i++)
    if (lw_verb_option (run, options[i].name) != NULL)
      g_string_append_printf (text, " %s=%s", options[i].name, lw_verb_option (run, options[i].name));
  if (lw_verb_reason (run) != NULL)
    g_string_append_printf (text, " because %s", lw_verb_reason (run));
  if (lw_verb_option (run, "as") != NULL)
    g_string_append_printf (text, " by %s", lw_verb_person (run));
  lw_verb_say (run, "%s", text->str);

  if (lw_verb_output (run) == LW_OUTPUT_JSON)
    {
      JsonNode *node = json_node_new (JSON_NODE_VALUE);
      json_node_set_string (node, text->str);
      lw_verb_json (run, node);
    }
  g_autoptr (LwVerbTable) table = lw_verb_table_new (text->str);
  lw_verb_table_add_column (table, "x", LW_ALIGN_LEFT);
  lw_verb_table (run, table);
  g_string_free (text, TRUE);
  return LW_EXIT_FINE;
}

static const LwVerb verb_describe = { "describe", "FILE [MORE …] [--lot ID] [--all]", "Says it again", options, 1, 3, describe };

/* ---- a front end that writes down ---- */

typedef struct
{
  GString *said;
  guint opened;
  LwStoreFlags flags;
} Front;

static LwStore *
front_open_fails (gpointer data, const char *path, LwStoreFlags flags, GError **error)
{
  Front *front = data;

  front->opened++;
  front->flags = flags;
  g_set_error (error, LW_ERROR, LW_ERROR_NOT_LOTWISE, "%s is a shopping list", path);
  return NULL;
}

static void
front_say (gpointer data, const char *text)
{
  g_string_append_printf (((Front *) data)->said, "text:%s\n", text);
}

static void
front_table (gpointer data, const LwVerbTable *table)
{
  g_string_append_printf (((Front *) data)->said, "table:%s\n", lw_verb_table_get_title (table));
}

static void
front_json (gpointer data, JsonNode *node)
{
  g_string_append_printf (((Front *) data)->said, "json:%s\n", json_node_get_string (node));
}

static const LwVerbFront front_funcs = { front_open_fails, front_say, front_table, front_json };

static void
front_clear (Front *front)
{
  if (front->said != NULL)
    g_string_free (front->said, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Front, front_clear)

#define MAX_WORDS 8

/* Either what the verb understood, or a pattern for the message it was refused with. */
static const struct
{
  const char *name;
  const char *argv[MAX_WORDS];
  const char *said;
  const char *message;
} cases[] = {
  { "one", { "f" }, "text:[f]\ntable:[f]\n" },
  { "three", { "f", "g", "h" }, "text:[f][g][h]\ntable:[f][g][h]\n" },
  { "value-apart", { "--lot", "L12", "f" }, "text:[f] lot=L12\ntable:[f] lot=L12\n" },
  { "value-joined", { "f", "--lot=L12" }, "text:[f] lot=L12\ntable:[f] lot=L12\n" },
  { "value-with-equals", { "f", "--lot=a=b" }, "text:[f] lot=a=b\ntable:[f] lot=a=b\n" },
  { "value-empty", { "f", "--lot=" }, "text:[f] lot=\ntable:[f] lot=\n" },
  { "value-dash", { "f", "--lot", "-" }, "text:[f] lot=-\ntable:[f] lot=-\n" },
  { "value-joined-dashes", { "f", "--lot=--all" }, "text:[f] lot=--all\ntable:[f] lot=--all\n" },
  { "flag", { "--all", "f" }, "text:[f] all=\ntable:[f] all=\n" },
  { "flag-twice", { "--all", "f", "--all" }, "text:[f] all=\ntable:[f] all=\n" },
  { "between", { "f", "--all", "g" }, "text:[f][g] all=\ntable:[f][g] all=\n" },
  { "ended", { "--", "--lot", "-x" }, "text:[--lot][-x]\ntable:[--lot][-x]\n" },
  { "ended-twice", { "f", "--", "--" }, "text:[f][--]\ntable:[f][--]\n" },
  { "standard-input", { "-" }, "text:[-]\ntable:[-]\n" },
  { "negative", { "f", "-1", "-.5" }, "text:[f][-1][-.5]\ntable:[f][-1][-.5]\n" },
  { "json", { "f", "--json" }, "json:[f]\n" },
  { "csv", { "--csv", "f" }, "table:[f]\n" },
  { "person", { "f", "--as", "Évaluatrice 1" }, "text:[f] by Évaluatrice 1\ntable:[f] by Évaluatrice 1\n" },
  { "reason", { "f", "--reason", "after moderation" }, "text:[f] because after moderation\ntable:[f] because after moderation\n" },
  { "many", { "--reason=r", "f", "--as=A", "--all", "--lot", "L1" },
    "text:[f] lot=L1 all= because r by A\ntable:[f] lot=L1 all= because r by A\n" },

  { "none", { NULL }, NULL, "expected at least 1 argument, found 0: lotwise describe FILE *" },
  { "too-many", { "a", "b", "c", "d" }, NULL, "expected at most 3 arguments, found 4: *" },
  { "unknown-near", { "f", "--lott", "L1" }, NULL, "“describe” has no option --lott; did you mean --lot?" },
  { "unknown-near-joined", { "f", "--lto=L1" }, NULL, "*no option --lto; did you mean --lot?" },
  { "unknown-near-common", { "f", "--jsno" }, NULL, "*no option --jsno; did you mean --json?" },
  { "unknown-far", { "f", "--colour" }, NULL, "*no option --colour; it has --lot, --all, --json, --csv, --as, --reason" },
  { "unknown-short", { "f", "-l" }, NULL, "*no option -l; *" },
  { "unknown-one-dash", { "f", "-lot", "L1" }, NULL, "*no option -lot; did you mean --lot?" },
  { "unknown-empty", { "f", "--=x" }, NULL, "*no option --; *" },
  { "unknown-not-utf8", { "f", "--\xff" }, NULL, "*no option --\357\277\275; *" },
  { "case", { "f", "--LOT", "L1" }, NULL, "*no option --LOT; *" },
  { "value-missing", { "f", "--lot" }, NULL, "--lot: expected ID, found nothing" },
  { "value-missing-before-option", { "f", "--lot", "--all" }, NULL, "--lot: expected ID, found --all; *--lot=--all" },
  { "value-missing-before-end", { "f", "--lot", "--" }, NULL, "--lot: expected ID, found --; *" },
  { "value-unwanted", { "f", "--all=yes" }, NULL, "--all: expected no value, found “yes”" },
  { "value-unwanted-json", { "f", "--json=1" }, NULL, "--json: expected no value, found “1”" },
  { "value-twice", { "f", "--lot", "L1", "--lot=L2" }, NULL, "--lot: expected once, found twice" },
  { "json-and-csv", { "f", "--csv", "--json" }, NULL, "expected --json or --csv, found both" },
  { "person-empty", { "f", "--as=" }, NULL, "--as: expected text, found nothing" },
  { "person-not-utf8", { "f", "--as=\xff" }, NULL, "--as: expected text in UTF-8, found “\357\277\275”" },
  { "reason-not-utf8", { "f", "--reason=\xc3" }, NULL, "--reason: expected text in UTF-8, *" },
};

static void
test_parse (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto (Front) front = { .said = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  int status = lw_verb_run (&verb_describe, cases[i].argv, &front_funcs, &front, &error);
  if (cases[i].message == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpint (status, ==, LW_EXIT_FINE);
      g_assert_cmpstr (front.said->str, ==, cases[i].said);
      return;
    }
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_cmpint (status, ==, LW_EXIT_ERROR);
  g_assert_cmpstr (front.said->str, ==, "");
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (!g_pattern_match_simple (cases[i].message, error->message))
    g_error ("expected “%s”, found “%s”", cases[i].message, error->message);
}

static void
test_exact_count (void)
{
  static const LwVerb two = { "two", "A B", "", NULL, 2, 2, describe };
  static const LwVerb any = { "any", NULL, "", NULL, 0, G_MAXUINT, describe };
  g_auto (Front) front = { .said = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (lw_verb_run (&two, (const char *const[]) { "a", NULL }, &front_funcs, &front, &error), ==, LW_EXIT_ERROR);
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "expected 2 arguments, found 1: lotwise two A B");
  g_clear_error (&error);

  g_assert_cmpint (lw_verb_run (&any, NULL, &front_funcs, &front, &error), ==, LW_EXIT_FINE);
  g_assert_no_error (error);
  /* An error nobody asks for. */
  g_assert_cmpint (lw_verb_run (&two, NULL, &front_funcs, &front, NULL), ==, LW_EXIT_ERROR);
}

/* ---- the run ---- */

static int
check_fails (LwVerbRun *run, GError **error)
{
  return LW_EXIT_CHECK_FAILED;
}

static int
fail_with_error (LwVerbRun *run, GError **error)
{
  g_set_error (error, LW_ERROR, LW_ERROR_BUSY, "somebody else has it");
  return LW_EXIT_ERROR;
}

static int
fail_and_forget_status (LwVerbRun *run, GError **error)
{
  g_set_error (error, LW_ERROR, LW_ERROR_BUSY, "somebody else has it");
  return LW_EXIT_FINE;
}

static int
fail_silently (LwVerbRun *run, GError **error)
{
  return LW_EXIT_ERROR;
}

static int
return_nonsense (LwVerbRun *run, GError **error)
{
  return 77;
}

static void
test_status (void)
{
  static const struct
  {
    int (*run) (LwVerbRun *run, GError **error);
    int status;
    int code; /* -1: none */
  } runs[] = {
    { check_fails, LW_EXIT_CHECK_FAILED, -1 },
    { fail_with_error, LW_EXIT_ERROR, LW_ERROR_BUSY },
    { fail_and_forget_status, LW_EXIT_ERROR, LW_ERROR_BUSY },
    { fail_silently, LW_EXIT_ERROR, LW_ERROR_INVALID },
    { return_nonsense, LW_EXIT_ERROR, LW_ERROR_INVALID },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      LwVerb verb = { "try", "", "", NULL, 0, 0, runs[i].run };
      g_autoptr (GError) error = NULL;
      int status = lw_verb_run (&verb, NULL, &front_funcs, NULL, &error);
      if (runs[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, LW_ERROR, runs[i].code);
      g_assert_cmpint (status, ==, runs[i].status);
    }
}

static int
say_lines (LwVerbRun *run, GError **error)
{
  lw_verb_say (run, "%d lots", 16);
  lw_verb_say (run, "ended already\n");
  lw_verb_say (run, "%s", "");
  return LW_EXIT_FINE;
}

static void
test_say (void)
{
  static const LwVerb verb = { "say", "", "", NULL, 0, 0, say_lines };
  static const LwVerbFront deaf = { NULL };
  g_auto (Front) front = { .said = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  lw_verb_run (&verb, NULL, &front_funcs, &front, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (front.said->str, ==, "text:16 lots\ntext:ended already\ntext:\n");
  g_assert_cmpint (lw_verb_run (&verb, NULL, &deaf, NULL, &error), ==, LW_EXIT_FINE);
  g_assert_no_error (error);
}

static int
say_two_documents (LwVerbRun *run, GError **error)
{
  for (int i = 0; i < 2; i++)
    {
      JsonNode *node = json_node_new (JSON_NODE_VALUE);
      json_node_set_string (node, "one");
      lw_verb_json (run, node);
    }
  return LW_EXIT_FINE;
}

static void
test_one_document (void)
{
  static const LwVerb verb = { "say", "", "", NULL, 0, 0, say_two_documents };
  g_auto (Front) front = { .said = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  /* In text nothing of it is seen. */
  lw_verb_run (&verb, NULL, &front_funcs, &front, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (front.said->str, ==, "");

  g_test_expect_message ("lotwise", G_LOG_LEVEL_CRITICAL, "*json_said*");
  lw_verb_run (&verb, (const char *const[]) { "--json", NULL }, &front_funcs, &front, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_assert_cmpstr (front.said->str, ==, "json:one\n");
}

static int
name_person (LwVerbRun *run, GError **error)
{
  g_autofree char *login = g_utf8_make_valid (g_get_user_name (), -1);

  g_assert_cmpstr (lw_verb_person (run), ==, login);
  g_assert_true (lw_verb_person (run) == lw_verb_person (run));
  g_assert_null (lw_verb_reason (run));
  return LW_EXIT_FINE;
}

static void
test_login_name (void)
{
  static const LwVerb verb = { "who", "", "", NULL, 0, 0, name_person };
  g_autoptr (GError) error = NULL;

  lw_verb_run (&verb, NULL, &front_funcs, NULL, &error);
  g_assert_no_error (error);
}

/* ---- the store ---- */

static int
open_store (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);

  return store != NULL ? LW_EXIT_FINE : LW_EXIT_ERROR;
}

static void
test_store_fails (void)
{
  static const LwVerb verb = { "open", "FILE", "", NULL, 0, 1, open_store };
  static const LwVerbFront closed = { NULL };
  static const char *const list[] = { "list.txt", NULL };
  g_auto (Front) front = { .said = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (lw_verb_run (&verb, list, &front_funcs, &front, &error), ==, LW_EXIT_ERROR);
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_LOTWISE);
  g_assert_cmpstr (error->message, ==, "list.txt is a shopping list");
  g_assert_cmpuint (front.opened, ==, 1);
  g_assert_cmpint (front.flags, ==, LW_STORE_READ_ONLY);
  g_clear_error (&error);

  g_assert_cmpint (lw_verb_run (&verb, NULL, &front_funcs, &front, &error), ==, LW_EXIT_ERROR);
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_cmpuint (front.opened, ==, 1);
  g_clear_error (&error);

  g_assert_cmpint (lw_verb_run (&verb, list, &closed, NULL, &error), ==, LW_EXIT_ERROR);
  g_assert_error (error, LW_ERROR, LW_ERROR_STORE);
}

static void
note_closed (gpointer data, GObject *where_it_was)
{
  g_string_append (((Front *) data)->said, "closed");
}

/* A store is an object: one that was never opened serves to see who holds it. */
static LwStore *
front_open_kept (gpointer data, const char *path, LwStoreFlags flags, GError **error)
{
  Front *front = data;
  LwStore *store = g_object_new (LW_TYPE_STORE, NULL);

  front->opened++;
  g_object_weak_ref (G_OBJECT (store), note_closed, front);
  return store;
}

static int
open_store_twice (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);

  g_assert_true (LW_IS_STORE (store));
  g_assert_true (lw_verb_store (run, LW_STORE_READ_WRITE, error) == store);
  g_assert_true (lw_verb_store (run, LW_STORE_READ_ONLY, error) == store);
  return LW_EXIT_FINE;
}

static void
test_store_kept (void)
{
  static const LwVerb verb = { "open", "FILE", "", NULL, 1, 1, open_store_twice };
  static const LwVerbFront keeping = { front_open_kept };
  g_auto (Front) front = { .said = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  lw_verb_run (&verb, (const char *const[]) { "a.lotwise", NULL }, &keeping, &front, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (front.opened, ==, 1);
  g_assert_cmpstr (front.said->str, ==, "closed");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/verb/table/filled", test_table);
  g_test_add_func ("/verb/table/empty", test_table_empty);
  g_test_add_func ("/verb/table/misuse", test_table_misuse);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/verb/parse/", cases[i].name, NULL);
      g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_parse);
    }
  g_test_add_func ("/verb/parse/exact-count", test_exact_count);
  g_test_add_func ("/verb/run/status", test_status);
  g_test_add_func ("/verb/run/say", test_say);
  g_test_add_func ("/verb/run/one-document", test_one_document);
  g_test_add_func ("/verb/run/login-name", test_login_name);
  g_test_add_func ("/verb/store/fails", test_store_fails);
  g_test_add_func ("/verb/store/kept", test_store_kept);

  return g_test_run ();
}
