/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store-fixture.h"

#include "base/lw-error.h"
#include "xml/lw-competition-xml.h"

#include <string.h>

typedef enum
{
  ADD,
  SET,
  REMOVE,
} Verb;

static gboolean
edit (StoreFixture *fixture, Verb verb, const char *noun, const char *key, const char *const *values, GError **error)
{
  g_autoptr (LwCommand) command
      = verb == ADD   ? lw_model_add (fixture->sections, noun, values, "tester", NULL, error)
        : verb == SET ? lw_model_set (fixture->sections, noun, key, values, "tester", NULL, error)
                      : lw_model_remove (fixture->sections, noun, key, "tester", NULL, error);

  return command && lw_store_run (fixture->store, command, NULL, error);
}

#define V(...) ((const char *const[]) { __VA_ARGS__, NULL })

static void
assert_edit (StoreFixture *fixture, Verb verb, const char *noun, const char *key, const char *const *values)
{
  g_autoptr (GError) error = NULL;
  gboolean fine = edit (fixture, verb, noun, key, values, &error);

  g_assert_no_error (error);
  g_assert_true (fine);
}

static void
assert_refused (StoreFixture *fixture, Verb verb, const char *noun, const char *key, const char *const *values, int code,
                const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (edit (fixture, verb, noun, key, values, &error));
  g_assert_error (error, LW_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, message));
}

static char *
export_text (StoreFixture *fixture)
{
  g_autofree char *out = g_build_filename (fixture->directory, "out.xml", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_assert_true (lw_competition_export (fixture->store, out, fixture->sections, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (out, &text, NULL, NULL));
  return text;
}

static void
fill (StoreFixture *fixture)
{
  assert_edit (fixture, ADD, "area", NULL, V ("id=durham", "name=Durham", "population=618806"));
  assert_edit (fixture, ADD, "lot-area", NULL, V ("lot=L1", "area=durham"));
  assert_edit (fixture, ADD, "organisation", NULL, V ("id=o1", "name=One", "kind=private", "size=large"));
  assert_edit (fixture, ADD, "organisation", NULL, V ("id=o2", "name=Two", "kind=mutual"));
  assert_edit (fixture, ADD, "bidder", NULL, V ("id=B1", "name=Both", "form=consortium"));
  assert_edit (fixture, ADD, "member", NULL, V ("bidder=B1", "organisation=o1", "role=lead", "share=6000"));
  assert_edit (fixture, ADD, "member", NULL, V ("bidder=B1", "organisation=o2", "role=member", "share=4000"));
  assert_edit (fixture, ADD, "bid", NULL, V ("lot=L1", "bidder=B1", "price=12.5", "status=submitted"));
  assert_edit (fixture, ADD, "person", NULL, V ("id=E1", "name=Evaluator, finance"));
  assert_edit (fixture, ADD, "role", NULL, V ("person=E1", "role=commercial"));
  assert_edit (fixture, ADD, "statement", NULL, V ("subject=prices", "trust=illustrative", "note=All a=b of them."));
}

static void
test_add (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  fill (fixture);
  assert_edit (fixture, ADD, "lot", NULL, V ("id=L0", "title=Third in order"));
  text = export_text (fixture);
  g_assert_nonnull (strstr (text, "<bid lot=\"L1\" bidder=\"B1\" price=\"12.50\" status=\"submitted\"/>"));
  g_assert_nonnull (strstr (text, "<statement subject=\"prices\" trust=\"illustrative\">All a=b of them.</statement>"));
  g_assert_true (strstr (text, "\"L2\"") < strstr (text, "\"L0\""));
  g_assert_nonnull (strstr (text, "      <member organisation=\"o1\" role=\"lead\" share=\"6000\"/>\n"
                                  "      <member organisation=\"o2\" role=\"member\" share=\"4000\"/>\n"));
}

static void
test_undo_all (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *before = export_text (fixture);
  g_autofree char *after = NULL;
  g_autofree char *full = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  fill (fixture);
  full = export_text (fixture);
  while (lw_store_undo (fixture->store, "tester", NULL, NULL, &error))
    n++;
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
  g_clear_error (&error);
  after = export_text (fixture);
  g_assert_cmpstr (after, ==, before);
  while (lw_store_redo (fixture->store, "tester", NULL, NULL, &error))
    n--;
  g_assert_error (error, LW_ERROR, LW_ERROR_NOTHING);
  g_assert_cmpuint (n, ==, 0);
  again = export_text (fixture);
  g_assert_cmpstr (again, ==, full);
}

static void
test_set (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  fill (fixture);
  assert_edit (fixture, SET, "bid", "L1/B1", V ("price=99.01", "status=withdrawn"));
  assert_edit (fixture, SET, "bid", "L1/B1", V ("note=Left\nthe field."));
  assert_edit (fixture, SET, "organisation", "o1", V ("size="));
  assert_edit (fixture, SET, "lot", "L1", V ("value=8400000"));
  text = export_text (fixture);
  g_assert_nonnull (strstr (text, "price=\"99.01\" status=\"withdrawn\">Left\nthe field.</bid>"));
  g_assert_nonnull (strstr (text, "<organisation id=\"o1\" name=\"One\" kind=\"private\"/>"));
  g_assert_nonnull (strstr (text, "value=\"8400000.00\""));
}

static void
test_refusals (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fill (fixture);
  before = export_text (fixture);
  assert_refused (fixture, ADD, "lto", NULL, V ("id=L3"), LW_ERROR_NOT_FOUND, "did you mean “lot”?");
  assert_refused (fixture, ADD, "lot", NULL, V ("id=L3", "titel=x"), LW_ERROR_INVALID, "found “titel=x”");
  assert_refused (fixture, ADD, "lot", NULL, V ("id=L3"), LW_ERROR_INVALID, "expected a value for “title”");
  assert_refused (fixture, ADD, "lot", NULL, V ("id=L1", "title=x"), LW_ERROR_EXISTS, "L1");
  assert_refused (fixture, ADD, "lot", NULL, V ("id=L/3", "title=x"), LW_ERROR_INVALID, "L/3");
  assert_refused (fixture, ADD, "bid", NULL, V ("lot=L9", "bidder=B1", "status=submitted"), LW_ERROR_NOT_FOUND,
                  "lot: expected an existing lot, found “L9”");
  assert_refused (fixture, SET, "bid", "L2/B1", V ("price=1"), LW_ERROR_NOT_FOUND, "L2/B1");
  assert_refused (fixture, SET, "bid", "L1/B1", V ("price=1.005"), LW_ERROR_INVALID, "price");
  assert_refused (fixture, SET, "bid", "L1/B1", V ("status="), LW_ERROR_INVALID, "status: expected one of submitted");
  assert_refused (fixture, SET, "bid", "L1/B1", V ("lot=L2"), LW_ERROR_INVALID, "an identifier is not changed");
  assert_refused (fixture, SET, "member", "B1/o1", V ("share=10001"), LW_ERROR_INVALID, "from 0 to 10000");
  assert_refused (fixture, SET, "competition", "test", V ("currency=EUR"), LW_ERROR_INVALID, "one currency");
  assert_refused (fixture, REMOVE, "competition", "test", NULL, LW_ERROR_INVALID, "one competition");
  assert_refused (fixture, REMOVE, "organisation", "o1", NULL, LW_ERROR_INVALID, "still in use (1 × member)");
  assert_refused (fixture, REMOVE, "lot", "L1", NULL, LW_ERROR_INVALID, "still in use (1 × bid)");
  assert_refused (fixture, SET, "lot", "L1/x", V ("title=x"), LW_ERROR_NOT_FOUND, "L1/x");
  assert_refused (fixture, REMOVE, "lot-area", "L1/durham/x", NULL, LW_ERROR_NOT_FOUND, "(lot/area)");
  assert_refused (fixture, SET, "lot", "L1", V ("position="), LW_ERROR_INVALID, "position: expected a whole number");
  assert_refused (fixture, REMOVE, "lot", "L7", NULL, LW_ERROR_NOT_FOUND, "L7");
  after = export_text (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_last_position (StoreFixture *fixture, gconstpointer data)
{
  assert_edit (fixture, ADD, "lot", NULL, V ("id=LX", "title=Last", "position=2147483647"));
  assert_refused (fixture, ADD, "lot", NULL, V ("id=LY", "title=After"), LW_ERROR_INVALID, "2147483647 taken");
}

static void
test_remove (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  fill (fixture);
  assert_edit (fixture, REMOVE, "bid", "L1/B1", NULL);
  assert_edit (fixture, REMOVE, "bidder", "B1", NULL); /* its members go with it */
  assert_edit (fixture, REMOVE, "organisation", "o1", NULL);
  assert_edit (fixture, REMOVE, "lot", "L1", NULL);
  assert_edit (fixture, REMOVE, "person", "E1", NULL);
  text = export_text (fixture);
  g_assert_null (strstr (text, "<member"));
  g_assert_null (strstr (text, "<lot-area"));
  g_assert_null (strstr (text, "<person"));
}

static void
test_check_rows (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = NULL;

  fill (fixture);
  reader = lw_store_reader (fixture->store, &error);
  g_assert_true (lw_model_check_rows (lw_reader_connection (reader), fixture->sections, problems, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_entities (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (fixture->store, &error);

  /* each description fits its table: same columns, in the same order, with the same key */
  for (guint i = 0; lw_core_entities[i]; i++)
    {
      const LwEntity *entity = lw_core_entities[i];
      g_autoptr (LwStatement) columns = lw_connection_prepare (
          lw_reader_connection (reader), "SELECT name, pk, \"notnull\" FROM pragma_table_info (?)", &error);
      guint n = 0, keys = 0;

      lw_statement_bind (columns, "s", entity->table);
      while (lw_statement_step (columns, &error) == LW_STEP_ROW)
        {
          gboolean found = FALSE;
          for (guint f = 0; entity->fields[f].name; f++)
            {
              g_autofree char *column = g_strdelimit (g_strdup (entity->fields[f].name), "-", '_');
              if (g_strcmp0 (column, lw_statement_text (columns, 0)) != 0)
                continue;
              found = TRUE;
              g_assert_cmpint ((entity->fields[f].flags & LW_FIELD_KEY) != 0, ==, lw_statement_int (columns, 1) > 0);
              if (entity->fields[f].flags & LW_FIELD_KEY)
                g_assert_cmpint (lw_statement_int (columns, 1), ==, ++keys);
              if (entity->fields[f].flags & LW_FIELD_REQUIRED)
                g_assert_true (lw_statement_int (columns, 2));
            }
          g_assert_true (found);
          n++;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (n, >, 0);
      for (guint f = 0; entity->fields[f].name; f++)
        n--;
      g_assert_cmpuint (n, ==, 0);
    }
}

/* What was done, as a person says it; no value of the machine's, no field in its own language. */
static void
test_names (StoreFixture *fixture, gconstpointer data)
{
  static const struct
  {
    Verb verb;
    const char *noun, *key;
    const char *values[6];
    const char *name;
  } edits[] = {
    { SET, "competition", "test", { "title=Another" }, "Change the title of the competition" },
    { ADD, "lot", NULL, { "id=L9", "title=Ninth" }, "Add lot L9" },
    { SET, "lot", "L9", { "title=Nine" }, "Change the title of L9" },
    { SET, "lot", "L9", { "title=Nine again", "value=12" }, "Change the title and the value of L9" },
    { SET, "lot", "L9", { "title=Nine", "value=13", "note=x" }, "Change lot L9" },
    { ADD, "statement", NULL, { "subject=lots", "trust=inferred" }, "Add statement of provenance lots" },
    { SET, "statement", "lots", { "trust=illustrative" }, "Change the trust of lots" },
    { ADD, "person", NULL, { "id=E1", "name=Evaluator 1" }, "Add person E1" },
    { ADD, "role", NULL, { "person=E1", "role=evaluator" }, "Add role E1/evaluator" },
    { ADD, "bidder", NULL, { "id=B1", "name=One", "form=single" }, "Add bidder B1" },
    { ADD, "bid", NULL, { "lot=L9", "bidder=B1", "status=submitted" }, "Add bid L9/B1" },
    { SET, "bid", "L9/B1", { "status=withdrawn" }, "Change the status of L9/B1" },
    { REMOVE, "bid", "L9/B1", { NULL }, "Remove bid L9/B1" },
    { REMOVE, "role", "E1/evaluator", { NULL }, "Remove role E1/evaluator" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *name = NULL;

      assert_edit (fixture, edits[i].verb, edits[i].noun, edits[i].key, edits[i].values);
      name = lw_store_undo_name (fixture->store);
      g_assert_cmpstr (name, ==, edits[i].name);
    }
}

/* Nobody removes a bid, and prices stay as they are. */
static gboolean
guard_prices (LwConnection *connection, const LwEntity *entity, const char *key, const char *const *fields, GError **error)
{
  if (!g_str_equal (entity->noun, "bid") || (fields != NULL && !g_strv_contains (fields, "price")))
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_LOCKED, "the guard of bid %s", key);
  return FALSE;
}

static void
test_section_guard (StoreFixture *fixture, gconstpointer data)
{
  const LwSection *core = g_ptr_array_index (fixture->sections, 0);
  static const LwEntity *const none[] = { NULL };
  LwSection guarding = { .plugin = "guarding", .section = "guarding", .entities = none, .guard = guard_prices };
  g_autoptr (GPtrArray) sections = g_ptr_array_new ();
  GPtrArray *own = fixture->sections;

  fill (fixture);
  g_ptr_array_add (sections, (gpointer) core);
  g_ptr_array_add (sections, &guarding);
  fixture->sections = sections;
  assert_refused (fixture, SET, "bid", "L1/B1", V ("price=13"), LW_ERROR_LOCKED, "the guard of bid L1/B1");
  assert_refused (fixture, REMOVE, "bid", "L1/B1", NULL, LW_ERROR_LOCKED, "the guard of bid L1/B1");
  assert_edit (fixture, SET, "bid", "L1/B1", V ("note=Late."));
  assert_edit (fixture, SET, "lot", "L1", V ("title=Other"));
  fixture->sections = own;
  assert_edit (fixture, SET, "bid", "L1/B1", V ("price=13"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define TEST(path, func) \
  g_test_add ("/model/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
  TEST ("entities", test_entities);
  TEST ("add", test_add);
  TEST ("set", test_set);
  TEST ("remove", test_remove);
  TEST ("last-position", test_last_position);
  TEST ("refusals", test_refusals);
  TEST ("names", test_names);
  TEST ("undo-all", test_undo_all);
  TEST ("check-rows", test_check_rows);
  TEST ("section-guard", test_section_guard);
  return g_test_run ();
}
