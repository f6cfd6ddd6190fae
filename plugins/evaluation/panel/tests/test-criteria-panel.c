/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel Criteria as a whole: badge, places, what it remembers, where it is narrow, what is said aloud. */
#include "config.h"

#include "criteria-fixture.h"


#include <string.h>

/* ---- for the window ---- */

static void
test_badge_and_places (void)
{
  Desk desk;
  desk_open (&desk, fixture_store (thirds));
  LwTone tone = LW_TONE_NEUTRAL;
  g_autofree char *badge = lw_criteria_panel_info.badge (desk.document, &tone);
  struct
  {
    LwFinding finding;
    const char *place;
  } const findings[] = {
    { { "evaluation.weights", LW_SEVERITY_ERROR, (char *) "2", NULL }, "2" },
    { { "evaluation.weights", LW_SEVERITY_ERROR, (char *) "method", NULL }, "" },
    { { "evaluation.minimum-unset", LW_SEVERITY_NOTE, (char *) "method", NULL }, "method" },
    { { "evaluation.scale", LW_SEVERITY_ERROR, (char *) "S5", NULL }, "scale/S5" },
    { { "evaluation.missing-mark", LW_SEVERITY_ERROR, (char *) "L1/B1/2", NULL }, NULL },
  };

  g_assert_cmpstr (badge, ==, "1");
  g_assert_cmpint (tone, ==, LW_TONE_WRONG);
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      g_autofree char *place = lw_criteria_panel_info.place_of_finding (desk.document, &findings[i].finding);
      g_assert_cmpstr (place, ==, findings[i].place);
    }
  g_autofree char *of_mark = lw_criteria_panel_info.place_of_row (desk.document, "scale-mark", "S5/0");
  g_autofree char *of_criterion = lw_criteria_panel_info.place_of_row (desk.document, "criterion", "2");
  g_assert_cmpstr (of_mark, ==, "scale/S5");
  g_assert_cmpstr (of_criterion, ==, "2");
  g_assert_null (lw_criteria_panel_info.place_of_row (desk.document, "bid", "L1/B1"));
  lw_panel_go_to (LW_PANEL (desk.panel), "2");
  g_autofree char *here = lw_panel_get_place (LW_PANEL (desk.panel));
  g_assert_cmpstr (here, ==, "2");
  desk_close (&desk);
}

/* What was selected and which page was shown come back with the panel. */
static void
test_state (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  GtkWidget *again;
  g_autofree char *place = NULL;

  select_weight (&desk, "2.1");
  act (&desk, "criteria-page-method");
  again = g_object_ref_sink (g_object_new (lw_criteria_panel_info.get_type (), "document", desk.document, NULL));
  place = lw_panel_get_place (LW_PANEL (again));
  g_assert_cmpstr (place, ==, "method");
  g_assert_cmpstr (lw_criteria_view_get_selected (LW_CRITERIA_VIEW (ui_find (again, LW_TYPE_CRITERIA_VIEW, NULL)))->id, ==, "2.1");
  g_object_unref (again);
  desk_close (&desk);
}

/* Narrow: the pane goes below, and the tree leaves out what the pane shows. */
static void
test_narrow (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));
  GtkWidget *paned = ui_find (desk.panel, GTK_TYPE_PANED, NULL);
  GtkWidget *table = ui_find (desk.panel, GTK_TYPE_COLUMN_VIEW, NULL);
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (table));

  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)), ==, GTK_ORIENTATION_HORIZONTAL);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 5);
  gtk_window_set_default_size (desk.window, 1270, 800);
  ui_settle (GTK_WIDGET (desk.window));
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 8);
  gtk_window_set_default_size (desk.window, 700, 800);
  ui_settle (GTK_WIDGET (desk.window));
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)), ==, GTK_ORIENTATION_VERTICAL);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 5);
  desk_close (&desk);
}

static guint
assert_named (GtkWidget *widget)
{
  guint count = 0;
  const gboolean input = GTK_IS_ENTRY (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_DROP_DOWN (widget)
                         || GTK_IS_SWITCH (widget) || GTK_IS_COLUMN_VIEW (widget) || GTK_IS_LIST_BOX_ROW (widget);
  const gboolean bare_button = GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL;

  if (input && !ADW_IS_ACTION_ROW (widget))
    {
      if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
        g_error ("a %s has no accessible name", G_OBJECT_TYPE_NAME (widget));
      count++;
    }
  if (bare_button)
    {
      if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
        g_error ("a button with %s has no accessible name", gtk_button_get_icon_name (GTK_BUTTON (widget)));
      count++;
    }
  if (GTK_IS_DROP_DOWN (widget))
    return count; /* what is inside is GTK's own */
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += assert_named (child);
  return count;
}

static void
test_names (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (NULL));

  act (&desk, "criteria-page-scales");
  act (&desk, "criteria-page-method");
  act (&desk, "criteria-page-criteria");
  g_assert_cmpuint (assert_named (desk.panel), >, 40);
  g_assert_nonnull (ui_find (desk.panel, GTK_TYPE_ENTRY, "Weight of 1.1 Delivery"));
  desk_close (&desk);
}

static void
test_read_only (void)
{
  Desk desk;
  LwStore *store = fixture_small_store (NULL);
  g_autofree char *path = g_strdup (lw_store_get_path (store));
  g_autoptr (LwSchema) schema = fixture_schema ();
  g_autoptr (GError) error = NULL;

  lw_store_close (store);
  g_object_unref (store);
  store = lw_store_open (path, schema, LW_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  desk_open (&desk, store);
  g_assert_false (gtk_widget_get_visible (ui_find (desk.panel, GTK_TYPE_BOX, "tools")));
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (ui_find (desk.panel, GTK_TYPE_ENTRY, "Weight of 1.1 Delivery"))));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (ui_find (desk.panel, GTK_TYPE_LABEL, "lock-words"))),
                            lw_document_get_read_only_reason (desk.document)));
  act (&desk, "criteria-weight");
  g_assert_true (g_str_has_prefix (desk.toast, "Weights cannot be changed: "));
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/criteria/badge-and-places", test_badge_and_places);
  g_test_add_func ("/criteria/state", test_state);
  g_test_add_func ("/criteria/narrow", test_narrow);
  g_test_add_func ("/criteria/names", test_names);
  g_test_add_func ("/criteria/read-only", test_read_only);
  return g_test_run ();
}
