/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The middle of Marking: answers and documents, read, found, quoted, attached. */
#include "config.h"

#include "marking-fixture.h"

#include "lw-attach-dialog.h"
#include "lw-document-page.h"
#include "lw-document-view.h"
#include "lw-evaluation-answers.h"
#include "lw-marking-reader.h"
#include "pdf.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const rows[] = {
  "evaluation_answer|lot=L1|bidder=B1|criterion=1.1|text=We open in March. A lead for each prison.|trust=illustrative",
  "evaluation_answer|lot=|bidder=B1|criterion=1.2|text=All laptops are encrypted.",
  NULL,
};

#define QUOTED "SELECT coalesce (document, '-') || '|' || coalesce (page, '-') || '|' || coalesce (quote, '-') FROM evaluation_mark" \
               " WHERE lot = 'L1' AND bidder = 'B1' AND criterion = '1.1' AND person = 'E1'"

/* ---- files ---- */

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("lotwise-reader-XXXXXX", &error);
  g_autofree char *plan = g_build_filename (folder, "B1 L1 1.1 Plan.pdf", NULL);
  g_autofree char *notes = g_build_filename (folder, "notes.txt", NULL);
  g_autofree char *empty = g_build_filename (folder, "B2 empty.pdf", NULL);

  g_assert_no_error (error);
  pdf_write (plan, (const char *[]) { "Mobilisation plan\nWe open in March", "No wheelbarrow\nis named", "Annex", NULL });
  g_assert_true (g_file_set_contents (notes, "Plain words about transfers.", -1, NULL));
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  return folder;
}

static void
remove_folder (char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

/* Attaches what is in the folder to the store, without the window; what has no bidder is of B1. */
static void
attach_all (LwStore *store, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  g_autoptr (LwAttachNames) names = lw_attach_names_load (lw_reader_connection (reader), &error);
  g_autoptr (GPtrArray) attachments = lw_attachments_scan (folder, NULL, &error);
  g_autoptr (LwCommand) command = NULL;

  for (guint i = 0; i < attachments->len; i++)
    {
      lw_attachment_match (attachments->pdata[i], names);
      if (((LwAttachment *) attachments->pdata[i])->bidder == NULL)
        lw_attachment_place (attachments->pdata[i], names, "B1", NULL, NULL);
    }
  g_assert_true (lw_attachments_read (attachments, lw_reader_connection (reader), NULL, &error));
  g_clear_pointer (&reader, lw_reader_release);
  command = lw_attachments_command (g_ptr_array_ref (attachments), "E1", NULL);
  lw_store_run (store, command, NULL, &error);
  g_assert_no_error (error);
}

static char *
shown_in (GtkDropDown *drop_down)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);

  return g_strdup (item != NULL ? gtk_string_object_get_string (item) : NULL);
}

static void
assert_reads (Room *room, const char *expected)
{
  g_autofree char *shown = shown_in (GTK_DROP_DOWN (find (room, GTK_TYPE_DROP_DOWN, "What to read")));
  g_assert_cmpstr (shown, ==, expected);
}

static void
on_drawn (gboolean *drawn)
{
  *drawn = TRUE;
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

/* ---- the answer ---- */

static void
test_answer_is_shown_and_quoted (void)
{
  Room room;
  GtkWidget *answer;

  room_open (&room, fixture_small_store (rows), "E1");
  go_to (&room, "L1/B1/1.1");
  assert_reads (&room, "Question and answer");
  answer = find (&room, GTK_TYPE_LABEL, "We open in March. A lead for each prison.");
  g_assert_true (gtk_widget_get_mapped (answer));
  act (&room, "quote");
  g_assert_nonnull (strstr (room.toast, "Select the words"));
  gtk_label_select_region (GTK_LABEL (answer), 3, 16);
  act (&room, "quote");
  settle (&room);
  lw_panel_leave (LW_PANEL (room.panel));
  settle (&room);
  assert_answer (&room, QUOTED, "-|-|open in March");
  go_to (&room, "/B1/1.2");
  g_assert_true (gtk_widget_get_mapped (find (&room, GTK_TYPE_LABEL, "All laptops are encrypted.")));
  go_to (&room, "L2/B1/1.1");
  g_assert_true (gtk_widget_get_mapped (find (&room, GTK_TYPE_LABEL, "No answer in words is kept. It may be in the documents of the bid, above.")));
  room_close (&room);
}

static void
test_answer_follows_the_file (void)
{
  Room room;

  room_open (&room, fixture_small_store (rows), "E1");
  go_to (&room, "L1/B1/1.1");
  fixture_run (room.store, "UPDATE evaluation_answer SET text = 'We open in April.' WHERE lot = 'L1'");
  settle (&room);
  g_assert_true (gtk_widget_get_mapped (find (&room, GTK_TYPE_LABEL, "We open in April.")));
  room_close (&room);
}

/* ---- documents ---- */

static void
test_pages_are_drawn_turned_and_found (void)
{
  Room room;
  char *folder = make_folder ();
  LwDocumentView *view;
  GtkWidget *page, *search;
  gboolean drawn = FALSE;

  room_open (&room, fixture_small_store (rows), "E1");
  attach_all (room.store, folder);
  settle (&room);
  page = find (&room, LW_TYPE_DOCUMENT_PAGE, NULL);
  g_signal_connect_swapped (page, "drawn", G_CALLBACK (on_drawn), &drawn);
  go_to (&room, "L1/B1/1.1/B1 L1 1.1 Plan.pdf/2");
  assert_reads (&room, "B1 L1 1.1 Plan.pdf, 3 pages");
  view = LW_DOCUMENT_VIEW (find (&room, LW_TYPE_DOCUMENT_VIEW, NULL));
  g_assert_cmpuint (lw_document_view_get_page (view), ==, 2);
  g_assert_true (ui_wait (is_set, &drawn, 10000));
  gtk_test_accessible_assert_role (page, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (page, GTK_ACCESSIBLE_PROPERTY_LABEL, "B1 L1 1.1 Plan.pdf, page 2");
  gtk_test_accessible_assert_property (page, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "No wheelbarrow\nis named");
  act (&room, "next-page");
  g_assert_cmpuint (lw_document_view_get_page (view), ==, 3);
  act (&room, "next-page"); /* there is none */
  g_assert_cmpuint (lw_document_view_get_page (view), ==, 3);
  act (&room, "previous-page");
  act (&room, "previous-page");
  act (&room, "previous-page");
  g_assert_cmpuint (lw_document_view_get_page (view), ==, 1);
  act (&room, "find");
  search = find (&room, GTK_TYPE_SEARCH_ENTRY, "Find in this document");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (room.window)), search));
  gtk_editable_set_text (GTK_EDITABLE (search), "WHEELBARROW");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (lw_document_view_get_page (view), ==, 2);
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "on 1 page"));
  gtk_editable_set_text (GTK_EDITABLE (search), "lighthouse");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "not found"));
  act (&room, "next-document");
  assert_reads (&room, "notes.txt");
  act (&room, "next-document");
  assert_reads (&room, "Question and answer");
  room_close (&room);
  remove_folder (folder);
}

static gboolean
is_refused (gpointer panel)
{
  return ui_find (panel, GTK_TYPE_LABEL, "Page 1 cannot be drawn: it is too long for its width") != NULL;
}

/* A picture so high cannot be made: the page says so, and is not blank. */
static void
test_page_of_extreme_proportion (void)
{
  Room room;
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("lotwise-reader-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "B1 tape.pdf", NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 4, 14000);
  cairo_t *cr = cairo_create (surface);

  g_assert_no_error (error);
  cairo_paint (cr);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  room_open (&room, fixture_small_store (rows), "E1");
  attach_all (room.store, folder);
  settle (&room);
  go_to (&room, "L1/B1/1.1/B1 tape.pdf/1");
  g_assert_true (ui_wait (is_refused, room.panel, 10000));
  room_close (&room);
  remove_folder (folder);
}

/* As plain text a page can be read and selected by keyboard alone; what is selected is quoted with its page. */
static void
test_page_is_quoted_by_keyboard (void)
{
  Room room;
  char *folder = make_folder ();
  GtkTextView *text;
  GtkTextIter start, end;

  room_open (&room, fixture_small_store (rows), "E1");
  attach_all (room.store, folder);
  settle (&room);
  go_to (&room, "L1/B1/1.1/B1 L1 1.1 Plan.pdf/2");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (&room, GTK_TYPE_TOGGLE_BUTTON, "as_text")), TRUE);
  text = GTK_TEXT_VIEW (find (&room, GTK_TYPE_TEXT_VIEW, "Text of the document"));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (text)));
  g_assert_false (gtk_text_view_get_editable (text));
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (text), &start, &end);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (text), &start, &end);
  act (&room, "quote");
  settle (&room);
  lw_panel_leave (LW_PANEL (room.panel));
  settle (&room);
  assert_answer (&room, QUOTED, "B1 L1 1.1 Plan.pdf|2|No wheelbarrow is named");
  room_close (&room);
  remove_folder (folder);
}

static void
test_document_stays_open_while_the_bidder_does (void)
{
  Room room;
  char *folder = make_folder ();

  room_open (&room, fixture_small_store (rows), "E1");
  attach_all (room.store, folder);
  settle (&room);
  go_to (&room, "L1/B1/1.1/notes.txt");
  assert_reads (&room, "notes.txt");
  go_to (&room, "/B1/1.2");
  assert_reads (&room, "notes.txt");
  go_to (&room, "L1/B2/1.1");
  assert_reads (&room, "Question and answer");
  go_to (&room, "L1/B1/1.1/notes.txt");
  fixture_run (room.store, "DELETE FROM evaluation_document");
  settle (&room);
  assert_reads (&room, "Question and answer");
  room_close (&room);
  remove_folder (folder);
}

static void
test_search_hits_have_places (void)
{
  Room room;
  char *folder = make_folder ();
  static const char *const cases[][3] = {
    { "answer", "L1/B1/1.1", "L1/B1/1.1/" },
    { "document", "B1/B1 L1 1.1 Plan.pdf", "L1/B1/1.1/B1 L1 1.1 Plan.pdf" },
    { "page", "B1/B1 L1 1.1 Plan.pdf/2", "L1/B1/1.1/B1 L1 1.1 Plan.pdf/2" },
    { "page", "B1/notes.txt/1", "/B1//notes.txt/1" },
    { "document", "B1/gone.pdf", NULL },
  };

  room_open (&room, fixture_small_store (rows), "E1");
  attach_all (room.store, folder);
  settle (&room);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *place = lw_marking_panel_info.place_of_row (room.document, cases[i][0], cases[i][1]);
      g_assert_cmpstr (place, ==, cases[i][2]);
    }
  go_to (&room, "/B1//notes.txt/1");
  assert_reads (&room, "notes.txt");
  room_close (&room);
  remove_folder (folder);
}

/* Who marks nothing reads all the same. */
static void
test_lead_reads (void)
{
  Room room;

  room_open (&room, fixture_small_store (rows), NULL);
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_BUTTON, "_Read the bids, mark nothing"));
  go_to (&room, "L1/B1/1.1"); /* to mark it, somebody must be chosen */
  g_assert_false (gtk_widget_get_mapped (find (&room, LW_TYPE_MARKING_READER, NULL)));
  go_to (&room, "L1/B1/1.1/");
  g_assert_true (gtk_widget_get_mapped (find (&room, GTK_TYPE_LABEL, "We open in March. A lead for each prison.")));
  g_assert_false (gtk_widget_get_visible (find (&room, g_type_from_name ("LwMarkingDesk"), NULL)));
  room_close (&room);
}

/* ---- attaching ---- */

static GtkWindow *
dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      if (strcmp (G_OBJECT_TYPE_NAME (window), "LwAttachDialog") == 0)
        return window;
    }
  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return dialog () != NULL;
}

static void
test_files_are_shown_before_they_are_attached (void)
{
  Room room;
  char *folder = make_folder ();
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *attach, *bidder;

  room_open (&room, fixture_small_store (rows), "E1");
  go_to (&room, "L1/B2/1.1");
  g_ptr_array_add (files, g_file_new_for_path (folder));
  lw_attach_files (room.panel, room.document, files, "B2", "L1", "1.1");
  g_assert_true (ui_wait (has_dialog, NULL, 10000));
  ui_settle (GTK_WIDGET (dialog ()));
  if (g_getenv ("UITEST_SHOTS") != NULL)
    {
      g_autofree char *shot = g_build_filename (g_getenv ("UITEST_SHOTS"), "attach.png", NULL);
      ui_save_png (GTK_WIDGET (dialog ()), shot);
    }
  g_assert_nonnull (ui_find (GTK_WIDGET (dialog ()), GTK_TYPE_LABEL, "2 of 3 files will be attached; the others say why not."));
  g_assert_nonnull (ui_find (GTK_WIDGET (dialog ()), GTK_TYPE_LABEL, "Matched: the bid on the screen"));
  attach = ui_find (GTK_WIDGET (dialog ()), GTK_TYPE_BUTTON, "_Attach 2 documents");
  g_assert_nonnull (attach);
  /* the first, B1 L1 1.1 Plan.pdf, for nobody, and back to the first bidder */
  bidder = ui_find (GTK_WIDGET (dialog ()), GTK_TYPE_DROP_DOWN, "Bidder");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bidder), 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (attach)), ==, "_Attach 1 document");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bidder), 1);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (attach)), ==, "_Attach 2 documents");
  g_signal_emit_by_name (attach, "clicked");
  settle (&room);
  assert_answer (&room, "SELECT group_concat (bidder || ' ' || coalesce (lot, '') || ' ' || name, ', ') FROM (SELECT * FROM evaluation_document ORDER BY bidder)",
                 "B1 L1 B1 L1 1.1 Plan.pdf, B2 L1 notes.txt");
  lw_document_undo (room.document);
  settle (&room);
  assert_answer (&room, "SELECT count (*) FROM evaluation_document", "0");
  room_close (&room);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/marking-reader/answer-is-shown-and-quoted", test_answer_is_shown_and_quoted);
  g_test_add_func ("/marking-reader/answer-follows-the-file", test_answer_follows_the_file);
  g_test_add_func ("/marking-reader/pages-are-drawn-turned-and-found", test_pages_are_drawn_turned_and_found);
  g_test_add_func ("/marking-reader/page-of-extreme-proportion", test_page_of_extreme_proportion);
  g_test_add_func ("/marking-reader/page-is-quoted-by-keyboard", test_page_is_quoted_by_keyboard);
  g_test_add_func ("/marking-reader/document-stays-open-while-the-bidder-does", test_document_stays_open_while_the_bidder_does);
  g_test_add_func ("/marking-reader/search-hits-have-places", test_search_hits_have_places);
  g_test_add_func ("/marking-reader/lead-reads", test_lead_reads);
  g_test_add_func ("/marking-reader/files-are-shown-before-they-are-attached", test_files_are_shown_before_they_are_attached);
  return g_test_run ();
}
