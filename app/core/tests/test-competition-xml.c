/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store-fixture.h"

#include "base/lw-error.h"
#include "xml/lw-competition-xml.h"

#include <string.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define ROOT "<competition xmlns=\"urn:lotwise:competition:1\" id=\"c\" title=\"T\" currency=\"GBP\""

/* The canonical form: every escape, every kind of element, an empty text, order that is not alphabetical. */
static const char whole[] = HEAD ROOT " trust=\"illustrative\">\n"
                                      "  <provenance>\n"
                                      "    <statement subject=\"marks\" trust=\"illustrative\">Two\n"
                                      "lines, a \"quote\", &lt;, &amp;, &gt; and ½.&#13;\n"
                                      "</statement>\n"
                                      "    <statement subject=\"prices\" trust=\"recalled\"/>\n"
                                      "  </provenance>\n"
                                      "  <areas>\n"
                                      "    <area id=\"durham\" name=\"Durham\" population=\"618806\"/>\n"
                                      "    <area id=\"gwent\" name=\"Gwent &amp; &quot;more&quot; &lt;&gt;\"/>\n"
                                      "  </areas>\n"
                                      "  <lots>\n"
                                      "    <lot id=\"Z\" title=\"First\" value=\"28000000.05\">\n"
                                      "      <lot-area area=\"durham\"/>\n"
                                      "      <lot-area area=\"gwent\"/>\n"
                                      "    </lot>\n"
                                      "    <lot id=\"A\" title=\"Second\"/>\n"
                                      "  </lots>\n"
                                      "  <organisations>\n"
                                      "    <organisation id=\"o\" name=\"O\" kind=\"mutual\" size=\"small\">\n"
                                      "      <registration register=\"company\" number=\"0/1\"/>\n"
                                      "    </organisation>\n"
                                      "  </organisations>\n"
                                      "  <bidders>\n"
                                      "    <bidder id=\"B2\" name=\"Two\" form=\"single\">\n"
                                      "      <member organisation=\"o\" role=\"lead\" share=\"10000\"/>\n"
                                      "    </bidder>\n"
                                      "  </bidders>\n"
                                      "  <bids>\n"
                                      "    <bid lot=\"A\" bidder=\"B2\" status=\"withdrawn\">Left.</bid>\n"
                                      "    <bid lot=\"Z\" bidder=\"B2\" price=\"0.00\" status=\"submitted\"/>\n"
                                      "  </bids>\n"
                                      "  <people>\n"
                                      "    <person id=\"E1\" name=\"Evaluator\">\n"
                                      "      <role role=\"evaluator\"/>\n"
                                      "      <role role=\"lead\"/>\n"
                                      "    </person>\n"
                                      "  </people>\n"
                                      "</competition>\n";

static LwStore *
import_text (StoreFixture *fixture, const char *text, gsize length, GError **error)
{
  g_autofree char *source = g_build_filename (fixture->directory, "source.xml", NULL);
  g_autofree char *path = g_build_filename (fixture->directory, "imported.lotwise", NULL);

  g_assert_true (g_file_set_contents (source, text, (gssize) length, NULL));
  return lw_competition_import (source, path, fixture->sections, fixture->schema, "tester", NULL, NULL, error);
}

static char *
export_text (StoreFixture *fixture, LwStore *store)
{
  g_autofree char *out = g_build_filename (fixture->directory, "out.xml", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_assert_true (lw_competition_export (store, out, fixture->sections, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (out, &text, NULL, NULL));
  return text;
}

static void
test_round_trip (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = import_text (fixture, whole, strlen (whole), &error);
  g_autofree char *first = NULL;
  g_autofree char *problems = NULL;

  g_assert_no_error (error);
  first = export_text (fixture, store);
  g_assert_cmpstr (first, ==, whole);
  problems = store_fixture_problems (store);
  g_assert_cmpstr (problems, ==, "");
}

static void
test_empty (StoreFixture *fixture, gconstpointer data)
{
  static const char empty[] = HEAD ROOT "/>\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = import_text (fixture, empty, strlen (empty), &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = export_text (fixture, store);
  g_assert_cmpstr (text, ==, empty);
}

/* Comments, other quotes, CDATA, character references and white space mean nothing. */
static void
test_free_form (StoreFixture *fixture, gconstpointer data)
{
  static const char loose[] = "\xef\xbb\xbf<?xml version='1.0'?><!-- <x> --><?p <y> ?>\n"
                              "<c:competition xmlns:c='urn:lotwise:competition:1' currency='GBP' title='T' id='c'>"
                              "<c:provenance><c:statement trust='recalled' subject='s'>a<!-- b --><![CDATA[<c>]]>&#x64;</c:statement>"
                              "</c:provenance></c:competition>";
  static const char tight[] = HEAD ROOT ">\n  <provenance>\n    <statement subject=\"s\" trust=\"recalled\">a&lt;c&gt;d</statement>\n"
                                        "  </provenance>\n</competition>\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = import_text (fixture, loose, strlen (loose), &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = export_text (fixture, store);
  g_assert_cmpstr (text, ==, tight);
}

/* ---- refusals: each says where, what was expected and what was found ---- */

typedef struct
{
  const char *name;
  const char *xml;
  const char *message; /* part of it */
} Refusal;

#define LOTS(inside) HEAD ROOT ">\n<lots>\n" inside "</lots>\n</competition>\n"

static const Refusal refusals[] = {
  { "empty", "", "line 1, column 1: expected an XML document, found the end of the file" },
  { "no-xml", "lot,title\nL1,One\n", "line 1, column 1: expected an XML document" },
  { "entity-bomb",
    "<?xml version=\"1.0\"?>\n<!DOCTYPE c [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\n<competition>&b;</competition>",
    "line 2, column 1: expected an element, found a document type declaration" },
  { "external-entity", "<!DOCTYPE c [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><competition>&a;</competition>",
    "line 1, column 1: expected an element, found a document type declaration" },
  { "external-subset", "<!-- x --><!DOCTYPE c SYSTEM \"http://example.org/c.dtd\"><competition/>",
    "line 1, column 11: expected an element, found a document type declaration" },
  { "undeclared-entity", LOTS ("<lot id=\"L1\" title=\"&a;\"/>\n"), "line 4, column" },
  { "encoding", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><competition/>", "expected the encoding UTF-8" },
  { "utf16", "\xff\xfe<", "line 1, column 1: expected the encoding UTF-8" },
  { "wrong-bytes", LOTS ("<lot id=\"L1\" title=\"\xe4\"/>\n"), "line 4, column" },
  { "truncated", HEAD ROOT ">\n<lots>\n<lot id=\"L1\" ti", "line 4, column" },
  { "cut-after-element", HEAD ROOT ">\n<lots>\n<lot id=\"L1\" title=\"T\"/>\n", "found: the end of the file" },
  { "namespace", HEAD "<competition id=\"c\" title=\"T\" currency=\"GBP\"/>",
    "line 2, column 1: <competition>: expected the namespace urn:lotwise:competition:1, found none" },
  { "root", HEAD "<lots xmlns=\"urn:lotwise:competition:1\"/>", "line 2, column 1: expected <competition>, found <lots>" },
  { "unknown-element", LOTS ("\n  <plot/>\n"), "line 5, column 3: expected <lot>, found <plot>" },
  { "unknown-container", HEAD ROOT ">\n  <lotts/>\n</competition>", "line 3, column 3: expected <provenance>, <areas>, <lots>" },
  { "unknown-attribute", LOTS ("<lot id=\"L1\" title=\"T\" colour=\"red\"/>\n"),
    "line 4, column 1: <lot>: expected attributes among id, title, value, trust, note, found “colour”" },
  { "position-attribute", LOTS ("<lot id=\"L1\" title=\"T\" position=\"1\"/>\n"), "found “position”" },
  { "foreign-attribute", LOTS ("<lot id=\"L1\" title=\"T\" xml:lang=\"en\"/>\n"), "found “lang”" },
  { "missing-attribute", LOTS ("<lot id=\"L1\"/>\n"), "line 4, column 1: <lot>: expected a value for “title”, found none" },
  { "bad-id", LOTS ("<lot id=\"L 1\" title=\"T\"/>\n"), "line 4, column 1: <lot>: id" },
  { "bad-money", LOTS ("<lot id=\"L1\" title=\"T\" value=\"1,000\"/>\n"), "line 4, column 1: <lot>: " },
  { "negative-money", LOTS ("<lot id=\"L1\" title=\"T\" value=\"-1.00\"/>\n"), "not negative" },
  { "bad-choice", LOTS ("<lot id=\"L1\" title=\"T\" trust=\"sure\"/>\n"),
    "expected one of documented, second-hand, derived, inferred, recalled, reconstructed, illustrative, found “sure”" },
  { "bad-currency", HEAD "<competition xmlns=\"urn:lotwise:competition:1\" id=\"c\" title=\"T\" currency=\"XXQ\"/>",
    "currency: expected the ISO 4217 code" },
  { "control-character", LOTS ("<lot id=\"L1\" title=\"a&#9;b\"/>\n"), "title: expected one line of text, found" },
  { "empty-title", LOTS ("<lot id=\"L1\" title=\"\"/>\n"), "title: expected some text" },
  { "twice", LOTS ("<lot id=\"L1\" title=\"T\"/>\n<lot id=\"L1\" title=\"T\"/>\n"),
    "line 5, column 1: <lot>: expected each lot once, found L1 a second time" },
  { "no-such-area", LOTS ("<lot id=\"L1\" title=\"T\">\n <lot-area area=\"x\"/></lot>\n"),
    "line 5, column 2: <lot-area>: area: expected an existing area, found “x”" },
  { "text", LOTS ("<lot id=\"L1\" title=\"T\">hello</lot>\n"), "line 4, column 1: expected <lot-area>, found the text “hello”" },
  { "order", HEAD ROOT ">\n<lots/>\n<areas/>\n</competition>", "line 4, column 1: " },
  { "container-twice", HEAD ROOT ">\n<lots/>\n<lots/>\n</competition>", "line 4, column 1: " },
  { "second-root", HEAD ROOT "/>\n" ROOT "/>", "line 3, column" },
};

static void
test_refusal (StoreFixture *fixture, gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) checked = NULL;
  g_autofree char *path = g_build_filename (fixture->directory, "imported.lotwise", NULL);

  g_assert_null (import_text (fixture, refusal->xml, strlen (refusal->xml), &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == LW_ERROR);
  g_assert_nonnull (strstr (error->message, refusal->message));
  g_assert_nonnull (strstr (error->message, "source.xml: line "));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (lw_competition_check (refusal->xml, strlen (refusal->xml), fixture->sections, &checked));
  g_assert_nonnull (checked);
}

static void
assert_refused (StoreFixture *fixture, GString *xml, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (import_text (fixture, xml->str, xml->len, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_huge (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) deep = g_string_new (HEAD ROOT "><lots>");
  g_autoptr (GString) wide = g_string_new (HEAD ROOT "><lots><lot id=\"L1\" title=\"");
  g_autoptr (GString) longer = g_string_new (HEAD ROOT "><provenance><statement subject=\"s\" trust=\"recalled\">");
  g_autoptr (GString) crowd = g_string_new (HEAD ROOT "><lots><lot");
  g_autoptr (GString) prolog = g_string_new ("<!--");

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<lot id=\"L\" title=\"T\">");
  assert_refused (fixture, deep, "found <lot>");
  for (guint i = 0; i < 500000; i++)
    g_string_append (wide, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
  assert_refused (fixture, wide, "line 2, column");
  g_string_truncate (wide, 5000);
  g_string_append (wide, "\"/></lots></competition>");
  assert_refused (fixture, wide, "expected at most 4096 bytes");
  for (guint i = 0; i < 70000; i++)
    g_string_append (longer, "xxxxxxxxxxxxxxxx");
  g_string_append (longer, "</statement></provenance></competition>");
  assert_refused (fixture, longer, "expected at most 1048576 bytes");
  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (crowd, " a%u=\"\"", i);
  assert_refused (fixture, crowd, "line 2, column 86: expected at most 1024 attributes in a tag");
  for (guint i = 0; i < 10000; i++)
    g_string_append (prolog, "xxxxxxxx");
  g_string_append (prolog, "--><competition/>");
  assert_refused (fixture, prolog, "within the first 64 KiB");
}

static void
test_cancel (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *source = g_build_filename (fixture->directory, "source.xml", NULL);
  g_autofree char *path = g_build_filename (fixture->directory, "imported.lotwise", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (source, whole, -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (
      lw_competition_import (source, path, fixture->sections, fixture->schema, "tester", NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_no_source (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lw_competition_import ("/nowhere/x.xml", "/nowhere/x", fixture->sections, fixture->schema, "t", NULL, NULL,
                                        &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (
      lw_competition_import (fixture->directory, "/nowhere/x", fixture->sections, fixture->schema, "t", NULL, NULL, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
}

/* A failed export leaves the file that was there. */
static void
test_export_fails (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->directory, "out.xml", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (out, "old", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (lw_competition_export (fixture->store, out, fixture->sections, NULL, cancellable, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (out, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
}

/* ---- some rows of a competition ---- */

/* No bids, no lot Z, no roles by the names of their rows; amounts and notes blanked. */
static gboolean
some_rows (const LwEntity *entity, const char **values, gpointer data)
{
  guint *asked = data;

  (*asked)++;
  if (strcmp (entity->noun, "bid") == 0 || (strcmp (entity->noun, "lot") == 0 && strcmp (values[0], "Z") == 0)
      || strcmp (entity->noun, "statement") == 0 || strcmp (entity->noun, "area") == 0)
    return FALSE;
  if (strcmp (entity->noun, "person") == 0)
    values[1] = "Somebody";
  if (strcmp (entity->noun, "organisation") == 0)
    values[3] = NULL;
  return TRUE;
}

static const char some[] = HEAD ROOT " trust=\"illustrative\">\n"
                                     "  <lots>\n"
                                     "    <lot id=\"A\" title=\"Second\"/>\n"
                                     "  </lots>\n"
                                     "  <organisations>\n"
                                     "    <organisation id=\"o\" name=\"O\" kind=\"mutual\">\n"
                                     "      <registration register=\"company\" number=\"0/1\"/>\n"
                                     "    </organisation>\n"
                                     "  </organisations>\n"
                                     "  <bidders>\n"
                                     "    <bidder id=\"B2\" name=\"Two\" form=\"single\">\n"
                                     "      <member organisation=\"o\" role=\"lead\" share=\"10000\"/>\n"
                                     "    </bidder>\n"
                                     "  </bidders>\n"
                                     "  <people>\n"
                                     "    <person id=\"E1\" name=\"Somebody\">\n"
                                     "      <role role=\"evaluator\"/>\n"
                                     "      <role role=\"lead\"/>\n"
                                     "    </person>\n"
                                     "  </people>\n"
                                     "</competition>\n";

static gboolean
count_row (const LwEntity *entity, const char *const *values, gpointer data, GError **error)
{
  GString *nouns = data;

  g_string_append_printf (nouns, "%s ", entity->noun);
  if (strcmp (entity->noun, "role") != 0 || strcmp (values[1], "lead") != 0)
    return TRUE;
  g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, "no more");
  return FALSE;
}

static void
test_some_rows (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwStore) store = import_text (fixture, whole, strlen (whole), &error), again = NULL;
  g_autofree char *text = NULL, *path = g_build_filename (fixture->directory, "some.lotwise", NULL), *out = NULL;
  g_autoptr (GString) nouns = g_string_new (NULL);
  guint asked = 0;

  g_assert_no_error (error);
  {
    g_autoptr (LwReader) reader = lw_store_reader (store, &error);
    text = lw_competition_export_filtered (lw_reader_connection (reader), fixture->sections, some_rows, &asked, &error);
    g_assert_no_error (error);
  }
  g_assert_cmpstr (text, ==, some);
  g_assert_cmpuint (asked, ==, 16); /* but for the areas of lot Z, which nobody asks about */
  g_assert_false (lw_competition_read (some, strlen (some), fixture->sections, count_row, nouns, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "no more"));
  g_assert_cmpstr (nouns->str, ==, "competition lot organisation registration bidder member person role role ");
  g_clear_error (&error);
  again = lw_competition_import_data (some, strlen (some), "some", path, fixture->sections, fixture->schema, "tester", NULL, &error);
  g_assert_no_error (error);
  out = export_text (fixture, again);
  g_assert_cmpstr (out, ==, some);
  g_clear_object (&again);
  g_assert_null (lw_competition_import_data ("<x/>", 4, "some", path, fixture->sections, fixture->schema, "tester", NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add ("/competition-xml/" path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("empty", test_empty);
  ADD ("free-form", test_free_form);
  ADD ("huge", test_huge);
  ADD ("cancel", test_cancel);
  ADD ("no-source", test_no_source);
  ADD ("export-fails", test_export_fails);
  ADD ("some-rows", test_some_rows);
#undef ADD
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/competition-xml/refusal/", refusals[i].name, NULL);
      g_test_add (path, StoreFixture, &refusals[i], store_fixture_set_up, test_refusal, store_fixture_tear_down);
    }
  return g_test_run ();
}
