/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding things: what the search page does when it is in a hurry or its window goes, and how the guide's text is read. */
#include "config.h"

#include "find/lw-find.h"
#include "find/lw-markdown.h"
#include "window-fixture.h"

/* ---- the guide's text ---- */

static char *followed;

static gboolean
on_link (GtkLabel *label, const char *target, gpointer data)
{
  g_free (followed);
  followed = g_strdup (target);
  return TRUE;
}

static GtkWidget *
read_text (const char *text)
{
  return g_object_ref_sink (lw_markdown_new (text, "/nowhere", G_CALLBACK (on_link), NULL));
}

static void
assert_markup (const char *text, const char *expected)
{
  g_autoptr (GtkWidget) page = read_text (text);
  GtkWidget *label = ui_find (page, GTK_TYPE_LABEL, NULL);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, expected);
}

/* Pango would refuse tags that cross, and say so. */
static void
test_inline (void)
{
  assert_markup ("plain <&>", "plain &lt;&amp;&gt;");
  assert_markup ("a **b** *c* `d*e`", "a <b>b</b> <i>c</i> <tt>d*e</tt>");
  assert_markup ("**a *b** c*", "<b>a </b><b><i>b</i></b><i> c</i>");
  assert_markup ("0.12 * 80 and **open", "0.12 * 80 and <b>open</b>");
  assert_markup ("[Marking](marking.md) [no] (link)", "<a href=\"marking.md\">Marking</a> [no] (link)");
}

static guint
count_children (GtkWidget *box)
{
  guint n = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static void
test_blocks (void)
{
  g_autoptr (GtkWidget) page = read_text ("# Title\n\nOne\nparagraph.\n- listed\n  and more of it\n10. tenth\n\n| a | b |\n|---|--:|\n"
                                          "| 1 | 2 |\n\n```\ncode *\n```\nend");
  g_assert_cmpuint (count_children (page), ==, 7);
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "Title"));
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "One paragraph."));
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "listed and more of it"));
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "10."));
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "tenth"));
  g_assert_nonnull (ui_find (ui_find (page, GTK_TYPE_GRID, NULL), GTK_TYPE_LABEL, "2"));
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "code *"));
  g_assert_nonnull (ui_find (page, GTK_TYPE_LABEL, "end"));
}

static void
test_link (void)
{
  g_autoptr (GtkWidget) page = read_text ("See [it](results.md#why).");
  gboolean taken = FALSE;
  g_signal_emit_by_name (ui_find (page, GTK_TYPE_LABEL, NULL), "activate-link", "results.md#why", &taken);
  g_assert_true (taken);
  g_assert_cmpstr (followed, ==, "results.md#why");
  g_clear_pointer (&followed, g_free);
}

static void
test_title (void)
{
  g_autofree char *title = lw_markdown_title ("# Marking a question\n\ntext"), *last = lw_markdown_title ("# Alone");
  g_assert_cmpstr (title, ==, "Marking a question");
  g_assert_cmpstr (last, ==, "Alone");
  g_assert_null (lw_markdown_title ("no heading"));
}

/* ---- search ---- */

static GtkWidget *
begin_search (LwWindow *window)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL));
  return ui_find (ui_find (GTK_WIDGET (window), LW_TYPE_SEARCH_PAGE, NULL), GTK_TYPE_SEARCH_ENTRY, NULL);
}

static gboolean
is_at_london (gpointer window)
{
  g_autofree char *place = lw_window_get_place (window);
  return g_str_has_prefix (place, "bids:");
}

/* Whoever types fast need not wait for the results before Enter. */
static void
test_enter_before_answer (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "record");
  GtkWidget *entry = begin_search (window);

  gtk_editable_set_text (GTK_EDITABLE (entry), "L12");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (ui_wait (is_at_london, window, 10000));
  g_assert_false (gtk_widget_get_mapped (entry));
}

static gboolean
is_gone (gpointer at)
{
  return *(gpointer *) at == NULL;
}

/* The index is still being made when the window goes. */
static void
test_close_while_building (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "record");
  gpointer document = lw_window_get_document (window);
  GtkWidget *entry = begin_search (window);

  gtk_editable_set_text (GTK_EDITABLE (entry), "london");
  g_object_add_weak_pointer (document, &document);
  ui_destroy (GTK_WINDOW (window));
  g_assert_true (ui_wait (is_gone, &document, 10000));
}

static void
test_escape (Fixture *fixture, gconstpointer data)
{
  LwWindow *window = open_window (fixture->path, "record");
  GtkWidget *entry = begin_search (window), *focus;

  g_assert_true (ui_key (entry, GDK_KEY_Escape, 0));
  ui_settle (GTK_WIDGET (window));
  g_assert_false (gtk_widget_get_mapped (entry));
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_get_mapped (focus));
}

int
main (int argc, char **argv)
{
  start_program (&argc, &argv);
  g_test_add_func ("/markdown/inline", test_inline);
  g_test_add_func ("/markdown/blocks", test_blocks);
  g_test_add_func ("/markdown/link", test_link);
  g_test_add_func ("/markdown/title", test_title);
  TEST ("/search/enter-before-answer", test_enter_before_answer);
  TEST ("/search/close-while-building", test_close_while_building);
  TEST ("/search/escape", test_escape);
  return run_program ();
}
