/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table as a widget: keys, selection, sorting by the header, copying, CSV, editing, what a screen reader has. */
#include "config.h"

#include "table/lw-memory-rows.h"
#include "table/lw-table.h"
#include "uihelp.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

static const char *const states[] = { "open", "done", NULL };

static const LwColumn columns[] = {
  { "name", "Name", LW_COLUMN_TEXT, 160, LW_COLUMN_ALWAYS, NULL },
  { "mark", "Mark", LW_COLUMN_DECIMAL, 80, LW_COLUMN_EDITABLE, NULL },
  { "state", "State", LW_COLUMN_CHOICE, 120, LW_COLUMN_EDITABLE, states },
  { "note", "Note", LW_COLUMN_TEXT, 200, LW_COLUMN_HIDDEN, NULL },
};

typedef struct
{
  LwMemoryRows *rows;
  GtkWidget *window;
  LwTable *table;
  GtkWidget *view;
  char *activated, *committed;
  guint state_changed;
} Fixture;

static void
on_activated (LwTable *table, const char *key, Fixture *fixture)
{
  g_free (fixture->activated);
  fixture->activated = g_strdup (key);
}

static void
on_state_changed (LwTable *table, Fixture *fixture)
{
  fixture->state_changed++;
}

/* Rows "r01" to "r40"; marks go down. */
static void
set_rows (Fixture *fixture, guint from, guint to)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = from; i <= to; i++)
    {
      g_autofree char *key = g_strdup_printf ("r%02u", i), *name = g_strdup_printf ("Row %u", i);
      g_autofree char *mark = g_strdup_printf ("%u.5", 100 - i);
      LwMemoryRow *row = lw_memory_row_new (key, (const char *const[]){ name, mark, i % 2 ? "open" : "done", "", NULL });

      lw_memory_row_set_tone (row, 2, i % 2 ? LW_CELL_ATTENTION : LW_CELL_GOOD);
      g_ptr_array_add (rows, row);
    }
  lw_memory_rows_set (fixture->rows, rows);
}

static GtkWidget *
find_type (GtkWidget *root, const char *type)
{
  return ui_find (root, g_type_from_name (type), NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->rows = lw_memory_rows_new (columns, G_N_ELEMENTS (columns));
  set_rows (fixture, 1, 40);
  fixture->table = lw_table_new (LW_ROWS (fixture->rows), "Things");
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 360);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->table));
  g_signal_connect (fixture->table, "row-activated", G_CALLBACK (on_activated), fixture);
  g_signal_connect (fixture->table, "state-changed", G_CALLBACK (on_state_changed), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_settle (fixture->window);
  fixture->view = find_type (fixture->window, "LwTableView");
  g_assert_nonnull (fixture->view);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->table));
  ui_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer window = fixture->window, table = fixture->table;

  g_object_add_weak_pointer (G_OBJECT (window), &window);
  g_object_add_weak_pointer (G_OBJECT (table), &table);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (window);
  g_assert_null (table);
  g_assert_finalize_object (fixture->rows);
  g_free (fixture->activated);
  g_free (fixture->committed);
}

/* What a key does when @widget's controllers see it; GTK 4 cannot make up a real one. */
static gboolean
press (Fixture *fixture, GtkWidget *widget, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }
  ui_settle (fixture->window);
  return handled;
}

static void
key (Fixture *fixture, guint keyval, GdkModifierType state)
{
  g_assert_true (press (fixture, fixture->view, keyval, state));
}

static void
assert_current (Fixture *fixture, const char *expected)
{
  g_autofree char *current = lw_table_get_current_key (fixture->table);

  g_assert_cmpstr (current, ==, expected);
}

static void
assert_selected (Fixture *fixture, const char *expected)
{
  g_auto (GStrv) keys = lw_table_get_selected_keys (fixture->table);
  g_autofree char *joined = g_strjoinv (" ", keys);

  g_assert_cmpstr (joined, ==, expected);
}

/* ---- keys and selection ---- */

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  GtkWidget *focus;

  key (fixture, GDK_KEY_Down, 0);
  assert_selected (fixture, "r01");
  key (fixture, GDK_KEY_Down, 0);
  assert_selected (fixture, "r02");
  key (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  key (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  assert_selected (fixture, "r02 r03 r04");
  key (fixture, GDK_KEY_Up, GDK_SHIFT_MASK);
  assert_selected (fixture, "r02 r03");
  key (fixture, GDK_KEY_End, GDK_CONTROL_MASK);
  assert_selected (fixture, "r40");
  assert_current (fixture, "r40");
  key (fixture, GDK_KEY_Down, 0);
  assert_current (fixture, "r40");

  /* the focus is at the current row, which is in sight */
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (focus), ==, "LwTableRow");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Name: Row 40; Mark: 60.5; State: ✓ done");
  key (fixture, GDK_KEY_Page_Up, 0);
  g_autofree char *current = lw_table_get_current_key (fixture->table);
  g_assert_cmpstr (current, <, "r36");
  g_assert_cmpstr (current, >, "r25");
  key (fixture, GDK_KEY_Home, GDK_CONTROL_MASK);
  assert_current (fixture, "r01");
  key (fixture, GDK_KEY_Return, 0);
  g_assert_cmpstr (fixture->activated, ==, "r01");
  key (fixture, GDK_KEY_a, GDK_CONTROL_MASK);
  g_assert_cmpuint (lw_table_get_n_selected (fixture->table), ==, 40);
  key (fixture, GDK_KEY_space, GDK_CONTROL_MASK);
  g_assert_cmpuint (lw_table_get_n_selected (fixture->table), ==, 39);
}

static void
test_selection_stays (Fixture *fixture, gconstpointer data)
{
  g_assert_true (lw_table_select_key (fixture->table, "r05"));
  g_assert_false (lw_table_select_key (fixture->table, "nobody"));
  lw_rows_sort (LW_ROWS (fixture->rows), "mark", FALSE);
  assert_selected (fixture, "r05");
  assert_current (fixture, "r05");
  set_rows (fixture, 3, 30);
  assert_selected (fixture, "r05");

  /* filtered out, it is not selected any more */
  lw_table_set_filter (fixture->table, "Row 29");
  g_assert_cmpuint (lw_table_get_n_selected (fixture->table), ==, 0);
  lw_table_set_filter (fixture->table, "");
  set_rows (fixture, 6, 6);
  assert_current (fixture, "r06");
  assert_selected (fixture, "");
}

/* Rows that come above leave the current one where it is on the screen. */
static void
test_scroll_stays (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));

  set_rows (fixture, 11, 40);
  lw_table_select_key (fixture->table, "r30");
  ui_settle (fixture->window);
  const double before = gtk_adjustment_get_value (adjustment);
  g_assert_cmpfloat (before, >, 0);
  set_rows (fixture, 1, 40);
  ui_settle (fixture->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, before + 10 * 32);
}

/* ---- what a screen reader has ---- */

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  GtkWidget *header = ui_find (fixture->window, GTK_TYPE_BUTTON, "Mark");
  GtkWidget *row = ui_find (fixture->view, g_type_from_name ("LwTableRow"), "Name: Row 1; Mark: 99.5; State: ! open");

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_LABEL, "Things");
  g_assert_nonnull (header);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
  g_assert_nonnull (row);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_ROW);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  lw_table_select_key (fixture->table, "r01");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  g_assert_nonnull (ui_find (fixture->window, GTK_TYPE_MENU_BUTTON, "Choose columns"));
}

/* ---- the header ---- */

static void
test_header (Fixture *fixture, gconstpointer data)
{
  GtkWidget *header = ui_find (fixture->window, GTK_TYPE_BUTTON, "Mark");
  gboolean descending;

  g_signal_emit_by_name (header, "clicked");
  g_assert_cmpstr (lw_rows_get_sort (LW_ROWS (fixture->rows), &descending), ==, "mark");
  g_assert_false (descending);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_PROPERTY_SORT,
                                       GTK_ACCESSIBLE_SORT_ASCENDING);
  lw_table_select_all (fixture->table);
  g_auto (GStrv) keys = lw_table_get_selected_keys (fixture->table);
  g_assert_cmpstr (keys[0], ==, "r40");
  g_signal_emit_by_name (header, "clicked");
  lw_rows_get_sort (LW_ROWS (fixture->rows), &descending);
  g_assert_true (descending);
  g_signal_emit_by_name (header, "clicked");
  g_assert_null (lw_rows_get_sort (LW_ROWS (fixture->rows), NULL));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_PROPERTY_SORT, GTK_ACCESSIBLE_SORT_NONE);
  g_assert_cmpuint (fixture->state_changed, ==, 3);

  /* the same by action, as the menu does it */
  gtk_widget_activate_action (GTK_WIDGET (fixture->table), "table.sort-descending", "s", "name");
  g_assert_cmpstr (lw_rows_get_sort (LW_ROWS (fixture->rows), &descending), ==, "name");
  g_assert_true (descending);
}

/* Columns widen with the text, and what a person chose means the same at every size of it. */
static void
test_large_text (Fixture *fixture, gconstpointer data)
{
  GtkWidget *header = ui_find (fixture->window, GTK_TYPE_BUTTON, "Mark");
  const int usual = gtk_widget_get_width (header);
  char *font;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &font, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "DejaVu Sans 22", NULL);
  ui_settle (fixture->window);
  const int large = gtk_widget_get_width (header);
  g_assert_cmpint (large, >, usual * 3 / 2);
  g_autofree char *same = lw_table_get_state (fixture->table);
  g_assert_cmpstr (same, ==, "sort::up name=160 mark=80 state=120 note=!200");
  g_assert_true (press (fixture, header, GDK_KEY_Right, GDK_ALT_MASK));
  g_assert_cmpint (gtk_widget_get_width (header), >, large);

  g_object_set (gtk_settings_get_default (), "gtk-font-name", font, NULL);
  ui_settle (fixture->window);
  g_assert_cmpint (gtk_widget_get_width (header), >, usual);
  g_assert_cmpint (gtk_widget_get_width (header), <, usual * 3 / 2);
  g_free (font);
}

static void
test_state (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = lw_table_get_state (fixture->table);
  GtkWidget *header = ui_find (fixture->window, GTK_TYPE_BUTTON, "Mark");

  g_assert_cmpstr (first, ==, "sort::up name=160 mark=80 state=120 note=!200");
  g_assert_true (press (fixture, header, GDK_KEY_Right, GDK_ALT_MASK));
  gtk_widget_activate_action (GTK_WIDGET (fixture->table), "table.hide-column", "s", "state");
  gtk_widget_activate_action (GTK_WIDGET (fixture->table), "table.hide-column", "s", "name");
  gtk_widget_activate_action (GTK_WIDGET (fixture->table), "table.sort-descending", "s", "mark");
  ui_settle (fixture->window);
  g_autofree char *second = lw_table_get_state (fixture->table);
  g_assert_cmpstr (second, ==, "sort:mark:down name=160 mark=92 state=!120 note=!200");
  g_assert_null (ui_find (fixture->view, GTK_TYPE_BUTTON, "State"));

  lw_table_set_state (fixture->table, first);
  g_autofree char *third = lw_table_get_state (fixture->table);
  g_assert_cmpstr (third, ==, first);
  lw_table_set_state (fixture->table, "rubbish x=12 mark=-4 sort:nothing:up note=300 state=!5");
  g_autofree char *fourth = lw_table_get_state (fixture->table);
  g_assert_cmpstr (fourth, ==, "sort::up name=160 mark=80 state=!120 note=300");

  /* before there are rows */
  g_autoptr (LwTable) later = g_object_ref_sink (lw_table_new (NULL, "Later"));
  lw_table_set_state (later, second);
  lw_table_set_rows (later, LW_ROWS (fixture->rows));
  g_autofree char *fifth = lw_table_get_state (later);
  g_assert_cmpstr (fifth, ==, second);
}

/* ---- count and emptiness ---- */

static void
assert_count (Fixture *fixture, const char *expected)
{
  g_autofree char *count = lw_table_get_count_text (fixture->table);

  g_assert_cmpstr (count, ==, expected);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  lw_table_set_empty_text (fixture->table, "Nothing is here yet.");
  assert_count (fixture, "40");
  lw_table_set_filter (fixture->table, "row 1");
  assert_count (fixture, "16 of 40");
  lw_table_set_filter (fixture->table, "xyz");
  assert_count (fixture, "0 of 40");
  GtkWidget *label = ui_find (fixture->window, GTK_TYPE_LABEL, "Nothing matches “xyz”");
  g_assert_nonnull (label);
  g_assert_true (gtk_widget_get_visible (label));
  lw_table_set_filter (fixture->table, "");
  g_assert_false (gtk_widget_get_visible (label));
  set_rows (fixture, 1, 0);
  g_assert_true (gtk_widget_get_visible (label));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "Nothing is here yet.");
  g_assert_false (press (fixture, fixture->view, GDK_KEY_Return, 0));
}

/* ---- copy and CSV ---- */

static void
set_awkward (Fixture *fixture)
{
  static const char *const awkward[][5]
      = { { "tab\there", "-4", "open", "", NULL },      { "two\nlines", "+4", "done", "", NULL },
          { "a \"quote\"", "=1+1", "open", "", NULL },  { "comma, here", "-a", "done", "", NULL },
          { "@here", "1/2", "open", "not shown", NULL } };
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (awkward); i++)
    {
      g_autofree char *name = g_strdup_printf ("k%u", i);
      g_ptr_array_add (rows, lw_memory_row_new (name, awkward[i]));
    }
  lw_memory_row_set_raw (g_ptr_array_index (rows, 4), 1, "0.5");
  lw_memory_rows_set (fixture->rows, rows);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  set_awkward (fixture);
  lw_table_select_all (fixture->table);
  g_autofree char *text = lw_table_get_copy_text (fixture->table);
  g_assert_cmpstr (text, ==,
                   "Name\tMark\tState\n"
                   "\"tab\there\"\t-4\topen\n"
                   "\"two\nlines\"\t+4\tdone\n"
                   "\"a \"\"quote\"\"\"\t'=1+1\topen\n"
                   "comma, here\t'-a\tdone\n"
                   "'@here\t0.5\topen\n");
  lw_table_set_guard_formulas (fixture->table, FALSE);
  lw_table_select_key (fixture->table, "k4");
  g_autofree char *bare = lw_table_get_copy_text (fixture->table);
  g_assert_cmpstr (bare, ==, "Name\tMark\tState\n@here\t0.5\topen\n");
}

typedef struct
{
  gboolean done, good;
  GError *error;
} Ended;

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  Ended *ended = data;

  ended->good = lw_table_export_csv_finish (LW_TABLE (source), result, &ended->error);
  ended->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Ended *) data)->done;
}

static void
test_csv (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("lotwise-table-XXXXXX", &error);
  g_autofree char *path = g_build_filename (directory, "x.csv", NULL), *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LwJob) job = lw_job_new ("Exporting");
  Ended ended = { 0 };

  set_awkward (fixture);
  g_assert_true (lw_table_export_csv (fixture->table, file, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==,
                   "Name,Mark,State\r\n"
                   "tab\there,-4,open\r\n"
                   "\"two\nlines\",+4,done\r\n"
                   "\"a \"\"quote\"\"\",'=1+1,open\r\n"
                   "\"comma, here\",'-a,done\r\n"
                   "'@here,0.5,open\r\n");

  /* cancelled, it leaves what was there */
  set_rows (fixture, 1, 40);
  lw_table_export_csv_async (fixture->table, file, job, on_exported, &ended);
  lw_job_cancel (job);
  g_assert_true (ui_wait (is_done, &ended, 10000));
  g_assert_error (ended.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&ended.error);
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "Name,Mark,State\r\ntab\there"));

  ended = (Ended){ 0 };
  lw_table_export_csv_async (fixture->table, file, NULL, on_exported, &ended);
  g_assert_true (ui_wait (is_done, &ended, 10000));
  g_assert_no_error (ended.error);
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_suffix (text, "Row 40,60.5,done\r\n"));

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
  g_assert_false (lw_table_export_csv (fixture->table, file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* ---- editing ---- */

static gboolean
validate (LwTable *table, const char *column, const char *row, const char *text, gpointer data, GError **error)
{
  if (strspn (text, "0123456789.") == strlen (text) || strcmp (column, "mark") != 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "A mark is a number.");
  return FALSE;
}

static gboolean
commit (LwTable *table, const char *column, const char *row, const char *text, gpointer data, GError **error)
{
  Fixture *fixture = data;

  if (strcmp (text, "999") == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "It cannot be written.");
      return FALSE;
    }
  g_free (fixture->committed);
  fixture->committed = g_strdup_printf ("%s %s %s", row, column, text);
  return TRUE;
}

static GtkWidget *
editor_of (Fixture *fixture)
{
  return g_type_from_name ("LwTableEditor") == 0 ? NULL : find_type (fixture->view, "LwTableEditor");
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry, *message;

  g_assert_false (lw_table_edit (fixture->table, "r02", "mark"));
  lw_table_set_editing (fixture->table, validate, commit, fixture, NULL);
  g_assert_false (lw_table_edit (fixture->table, "r02", "name"));
  g_assert_false (lw_table_edit (fixture->table, "nobody", "mark"));
  g_assert_true (lw_table_edit (fixture->table, "r02", "mark"));
  ui_settle (fixture->window);
  entry = ui_find (editor_of (fixture), GTK_TYPE_ENTRY, "Mark");
  g_assert_nonnull (entry);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "98.5");

  /* wrong: said at once, and Enter does not take it */
  gtk_editable_set_text (GTK_EDITABLE (entry), "many");
  message = ui_find (editor_of (fixture), GTK_TYPE_LABEL, "A mark is a number.");
  g_assert_nonnull (message);
  g_assert_true (gtk_widget_get_visible (message));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  press (fixture, editor_of (fixture), GDK_KEY_Return, 0);
  g_assert_null (fixture->committed);
  g_assert_nonnull (editor_of (fixture));

  /* right, but refused where it is done */
  gtk_editable_set_text (GTK_EDITABLE (entry), "999");
  g_assert_false (gtk_widget_get_visible (message));
  press (fixture, editor_of (fixture), GDK_KEY_Return, 0);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (message)), ==, "It cannot be written.");
  g_assert_nonnull (editor_of (fixture));

  gtk_editable_set_text (GTK_EDITABLE (entry), "12");
  press (fixture, editor_of (fixture), GDK_KEY_Return, 0);
  g_assert_cmpstr (fixture->committed, ==, "r02 mark 12");
  g_assert_null (editor_of (fixture));
  assert_current (fixture, "r03");
}

static void
test_edit_keys (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry;

  lw_table_set_editing (fixture->table, validate, commit, fixture, NULL);
  lw_table_select_key (fixture->table, "r01");
  key (fixture, GDK_KEY_Right, 0);

  /* Escape leaves it */
  key (fixture, GDK_KEY_F2, 0);
  entry = ui_find (editor_of (fixture), GTK_TYPE_ENTRY, "Mark");
  gtk_editable_set_text (GTK_EDITABLE (entry), "7");
  press (fixture, editor_of (fixture), GDK_KEY_Escape, 0);
  g_assert_null (editor_of (fixture));
  g_assert_null (fixture->committed);
  assert_current (fixture, "r01");

  /* a digit replaces what is there; Tab goes on to the choices, where Enter takes one */
  key (fixture, GDK_KEY_5, 0);
  entry = ui_find (editor_of (fixture), GTK_TYPE_ENTRY, "Mark");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "5");
  press (fixture, editor_of (fixture), GDK_KEY_Tab, 0);
  g_assert_cmpstr (fixture->committed, ==, "r01 mark 5");
  GtkWidget *list = ui_find (editor_of (fixture), GTK_TYPE_LIST_BOX, "State");
  g_assert_nonnull (list);
  gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  press (fixture, editor_of (fixture), GDK_KEY_Return, 0);
  g_assert_cmpstr (fixture->committed, ==, "r01 state done");
  g_assert_null (editor_of (fixture));

  /* a letter on a cell that cannot be edited is somebody else's */
  key (fixture, GDK_KEY_Home, 0);
  g_assert_false (press (fixture, fixture->view, GDK_KEY_x, 0));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/table/keys", test_keys);
  ADD ("/table/selection-stays", test_selection_stays);
  ADD ("/table/scroll-stays", test_scroll_stays);
  ADD ("/table/accessible", test_accessible);
  ADD ("/table/header", test_header);
  ADD ("/table/state", test_state);
  ADD ("/table/empty", test_empty);
  ADD ("/table/large-text", test_large_text);
  ADD ("/table/copy", test_copy);
  ADD ("/table/csv", test_csv);
  ADD ("/table/edit", test_edit);
  ADD ("/table/edit-keys", test_edit_keys);
#undef ADD
  return g_test_run ();
}
