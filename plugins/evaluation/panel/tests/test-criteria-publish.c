/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel Criteria: publishing, the lock, revisions, versions and the page with the hash. Each test is named after the
 * rule that it holds. */
#include "config.h"

#include "criteria-fixture.h"

#include "lw-criteria-lock.h"
#include "lw-criteria-new.h"
#include "lw-criteria-panel-private.h"
#include "lw-criteria-print.h"
#include "lw-criteria-sheet.h"
#include "lw-evaluation-difference.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const people[] = {
  "person|id=boss|name=Approver",
  "person_role|person=boss|role=approver",
  "person|id=lead|name=Lead",
  "person_role|person=lead|role=lead",
  NULL,
};

/* ---- what a person does ---- */

static GtkWidget *
sheet_of (Desk *desk)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      if (LW_IS_CRITERIA_SHEET (window))
        return window;
    }
  return NULL;
}

/* Presses the button of the sheet. */
static void
press (Desk *desk)
{
  GtkWidget *sheet = sheet_of (desk);

  g_assert_nonnull (sheet);
  g_assert_true (gtk_widget_is_sensitive (ui_find (sheet, GTK_TYPE_BUTTON, "act")));
  g_signal_emit_by_name (ui_find (sheet, GTK_TYPE_BUTTON, "act"), "clicked");
  settle (desk);
}

static void
publish (Desk *desk)
{
  act (desk, "criteria-publish");
  press (desk);
  g_assert_null (sheet_of (desk));
}

static void
open_revision (Desk *desk, const char *reason)
{
  GtkWidget *text;

  act (desk, "criteria-revise");
  text = ui_find (sheet_of (desk), GTK_TYPE_TEXT_VIEW, "Reason");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), reason, -1);
  press (desk);
}

static const char *
heading (Desk *desk)
{
  return gtk_label_get_text (GTK_LABEL (ui_find (desk->panel, GTK_TYPE_LABEL, "lock-heading")));
}

static gboolean
is_enabled (Desk *desk, const char *action)
{
  return g_action_get_enabled (g_action_map_lookup_action (G_ACTION_MAP (lw_panel_get_actions (LW_PANEL (desk->panel))), action));
}

/* ---- the lock ---- */

/* Every input in @root: none can be typed into, chosen from or switched. */
static guint
count_open (GtkWidget *root)
{
  guint open = 0;

  /* nothing of the lab is in the competition, and the form for a new criterion is not opened */
  if (LW_IS_CRITERIA_LAB (root) || LW_IS_CRITERIA_NEW (root))
    return 0;
  if (GTK_IS_ENTRY (root))
    open += gtk_editable_get_editable (GTK_EDITABLE (root)) && gtk_widget_is_sensitive (root);
  if (GTK_IS_TEXT_VIEW (root))
    open += gtk_text_view_get_editable (GTK_TEXT_VIEW (root)) && gtk_widget_is_sensitive (root);
  if (GTK_IS_DROP_DOWN (root) || GTK_IS_SWITCH (root) || ADW_IS_COMBO_ROW (root))
    open += gtk_widget_is_sensitive (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) || GTK_IS_STACK (root))
      open += count_open (child);
  return open;
}

static const char all_of_it[] =
    "SELECT (SELECT group_concat (id || ',' || title || ',' || coalesce (weight, '-') || ',' || position || ',' || coalesce (parent, '-'))"
    " FROM evaluation_criterion) || (SELECT group_concat (scale || value || label || position) FROM evaluation_scale_mark)"
    " || (SELECT whole || rounding || places || rule || coalesce (minimum, '-') || coalesce (basis, '-') FROM evaluation_method)"
    " || (SELECT count (*) FROM evaluation_tie_rule)";

static void
test_locked (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (people));
  static const char *const edits[] = { "criteria-add",    "criteria-add-group", "criteria-add-inside",   "criteria-remove",
                                       "criteria-up",     "criteria-down",      "criteria-weights-help", "criteria-weights-round",
                                       "criteria-publish" };
  LwCriteriaNode *parent, *before;

  g_assert_cmpstr (heading (&desk), ==, "Draft");
  g_assert_cmpuint (count_open (desk.panel), >, 10);
  publish (&desk);
  g_autofree char *kept = ask (&desk, all_of_it);

  /* fields, choices, switches */
  select_weight (&desk, "1.1");
  g_assert_cmpuint (count_open (desk.panel), ==, 0);
  LwCriteriaField *weight = lw_criteria_view_get_weight_field (desk.view, "1.1");
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (GTK_WIDGET (weight)), "choose Revise"));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (GTK_WIDGET (find_field (GTK_WIDGET (desk.detail), "Title"))), "locked"));
  /* actions: keys, menus, buttons and the palette have no others */
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    g_assert_false (is_enabled (&desk, edits[i]));
  act (&desk, "criteria-weight");
  g_assert_nonnull (strstr (desk.toast, "choose Revise"));
  GtkWidget *table = ui_find (desk.panel, GTK_TYPE_COLUMN_VIEW, NULL);
  ui_key (table, GDK_KEY_Delete, 0);
  ui_key (table, GDK_KEY_Insert, 0);
  ui_settle (GTK_WIDGET (desk.window));
  g_assert_false (lw_criteria_detail_is_adding (desk.detail));
  /* drag: a place is found in the tree, and the panel's row offers nothing to drag */
  LwCriteriaNode *node = lw_criteria_view_get_selected (desk.view);
  g_assert_true (lw_criteria_view_find_drop (node, node->parent, 0.1, &parent, &before));
  /* what would come through all the same is refused by the file */
  guint failed = 0;
  g_signal_connect_swapped (desk.document, "failed", G_CALLBACK (g_atomic_int_inc), &failed);
  lw_criteria_panel_move (LW_CRITERIA_PANEL (desk.panel), node, parent, before);
  settle (&desk);
  g_assert_cmpuint (failed, ==, 1);
  g_signal_emit_by_name (desk.view, "weight", node, "1");
  settle (&desk);
  g_assert_cmpuint (failed, ==, 2);
  /* and what was done before is not undone */
  lw_document_undo (desk.document);
  settle (&desk);
  g_signal_handlers_disconnect_by_func (desk.document, g_atomic_int_inc, &failed);
  assert_answer (&desk, all_of_it, kept);
  desk_close (&desk);
}

/* What is being typed when the lock comes is given up, and not saved when its field is left. */
static void
test_typing (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (people));
  LwCriteriaField *field = select_weight (&desk, "1.1");
  g_autoptr (LwCommand) command = lw_evaluation_publish ("lead", NULL);
  g_autoptr (GError) error = NULL;

  lw_criteria_field_type (field, "99");
  lw_store_run (desk.store, command, NULL, &error);
  g_assert_no_error (error);
  settle (&desk);
  assert_field (field, "35");
  assert_answer (&desk, "SELECT weight FROM evaluation_criterion WHERE id = '1.1'", "35");
  desk_close (&desk);
}

/* ---- publish, revise, publish ---- */

static void
test_versions (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (people));

  lw_document_set_person (desk.document, "lead");
  publish (&desk);
  g_assert_true (g_str_has_prefix (heading (&desk), "Published, version 1, "));
  assert_answer (&desk, "SELECT person FROM evaluation_publication", "lead");
  /* a reason and another person who approves */
  act (&desk, "criteria-revise");
  g_signal_emit_by_name (ui_find (sheet_of (&desk), GTK_TYPE_BUTTON, "act"), "clicked");
  settle (&desk);
  g_assert_nonnull (
      strstr (gtk_label_get_text (GTK_LABEL (ui_find (sheet_of (&desk), GTK_TYPE_LABEL, "wrong"))), "needs a reason"));
  gtk_window_destroy (GTK_WINDOW (sheet_of (&desk)));
  open_revision (&desk, "A question was asked twice");
  assert_answer (&desk, "SELECT approver || ': ' || reason FROM evaluation_revision", "boss: A question was asked twice");
  g_assert_cmpstr (heading (&desk), ==, "Revision of version 1 open");

  LwCriteriaField *field = select_weight (&desk, "1.1");
  lw_criteria_field_type (field, "36");
  lw_criteria_field_commit (field);
  lw_criteria_field_type (lw_criteria_view_get_weight_field (desk.view, "1.2"), "24");
  lw_criteria_field_commit (lw_criteria_view_get_weight_field (desk.view, "1.2"));
  settle (&desk);
  /* what changed stands in the sheet before it is published */
  act (&desk, "criteria-publish");
  g_assert_nonnull (ui_find (sheet_of (&desk), GTK_TYPE_LABEL, "criterion 1.1, weight: was 35, is 36"));
  press (&desk);
  g_assert_true (g_str_has_prefix (heading (&desk), "Published, version 2, "));
  assert_answer (&desk, "SELECT reason FROM evaluation_publication WHERE version = 2", "A question was asked twice");

  /* the history has both, and the same words */
  act (&desk, "criteria-history");
  g_assert_nonnull (ui_find (sheet_of (&desk), GTK_TYPE_LABEL, "Version 1"));
  g_assert_nonnull (ui_find (sheet_of (&desk), GTK_TYPE_LABEL, "criterion 1.2, weight: was 25, is 24"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find (sheet_of (&desk), GTK_TYPE_DROP_DOWN, "From version")), 1);
  ui_settle (sheet_of (&desk));
  g_assert_nonnull (ui_find (sheet_of (&desk), GTK_TYPE_LABEL, "They say the same"));
  gtk_window_destroy (GTK_WINDOW (sheet_of (&desk)));
  desk_close (&desk);
}

static LwPublication *
in_force (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (desk->store, &error);
  LwPublication *publication = lw_evaluation_publication (lw_reader_connection (reader), 0, &error);

  g_assert_no_error (error);
  return publication;
}

/* What the bar, the clipboard and the page have is what "lotwise published" prints, and what the text gives. */
static void
test_hash (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (people));
  g_autoptr (GError) error = NULL;

  publish (&desk);
  g_autoptr (LwPublication) publication = in_force (&desk);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, publication->xml, -1);
  g_assert_cmpstr (LW_CRITERIA_PANEL (desk.panel)->tree->lock.sha256, ==, sha256);
  g_assert_cmpstr (publication->sha256, ==, sha256);
  GtkWidget *bar = ui_find (desk.panel, LW_TYPE_CRITERIA_LOCK_BAR, NULL);
  g_autofree char *short_hash = g_strndup (sha256, 12);
  g_autofree char *words = g_strdup_printf (
      "SHA-256 %s… Published by %s. Locked: a change is a revision, with a reason and an approver.", short_hash,
      publication->person);
  g_assert_nonnull (ui_find (bar, GTK_TYPE_LABEL, words));

  g_autofree char *groups = lw_criteria_print_hash (sha256);
  g_autoptr (GString) joined = g_string_new (groups);
  g_string_replace (joined, " ", "", 0);
  g_string_replace (joined, "\n", "", 0);
  g_assert_cmpstr (joined->str, ==, sha256);
  g_autofree char *path = g_strconcat (lw_store_get_path (desk.store), ".pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  lw_criteria_panel_print_to (file, desk.panel);
  g_autofree char *pdf = NULL;
  g_assert_true (g_file_get_contents (path, &pdf, NULL, &error));
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  g_assert_cmpint (g_remove (path), ==, 0);
  desk_close (&desk);
}

/* Weights that do not add up: the sheet names them, leads there, and does not publish. */
static void
test_errors (void)
{
  Desk desk;
  desk_open (&desk, fixture_store (thirds));
  GtkWidget *act_button;

  act (&desk, "criteria-publish");
  act_button = ui_find (sheet_of (&desk), GTK_TYPE_BUTTON, "act");
  g_assert_false (gtk_widget_is_sensitive (act_button));
  g_assert_nonnull (ui_find (sheet_of (&desk), GTK_TYPE_LABEL, "1 error is to be mended first"));
  gtk_window_destroy (GTK_WINDOW (sheet_of (&desk)));
  assert_answer (&desk, "SELECT count (*) FROM evaluation_publication", "0");
  desk_close (&desk);
}

/* Who asks does not approve, and without anybody else there is nobody to ask. */
static void
test_approver (void)
{
  Desk desk;
  desk_open (&desk, fixture_small_store (people));

  lw_document_set_person (desk.document, "boss");
  publish (&desk);
  act (&desk, "criteria-revise");
  g_assert_false (gtk_widget_is_sensitive (ui_find (sheet_of (&desk), GTK_TYPE_BUTTON, "act")));
  g_assert_nonnull (
      strstr (gtk_label_get_text (GTK_LABEL (ui_find (sheet_of (&desk), GTK_TYPE_LABEL, "wrong"))), "who is not you"));
  gtk_window_destroy (GTK_WINDOW (sheet_of (&desk)));
  desk_close (&desk);
}

/* ---- the sheet while its command runs ---- */

static void
click_act (Desk *desk)
{
  g_signal_emit_by_name (ui_find (sheet_of (desk), GTK_TYPE_BUTTON, "act"), "clicked");
}

static void
test_sheet_stays_until_it_is_done (void)
{
  Desk desk;

  desk_open (&desk, fixture_small_store (people));
  lw_document_set_person (desk.document, "boss");
  act (&desk, "criteria-publish");
  click_act (&desk);
  gtk_window_close (GTK_WINDOW (sheet_of (&desk)));
  g_assert_nonnull (sheet_of (&desk));
  settle (&desk);
  g_assert_null (sheet_of (&desk));
  assert_answer (&desk, "SELECT count (*) FROM evaluation_publication", "1");
  desk_close (&desk);
}

static void
on_failed (LwDocument *document, const char *what, const GError *error, char **failure)
{
  g_free (*failure);
  *failure = g_strdup (what);
}

static void
test_failure_without_its_panel (void)
{
  g_autofree char *failure = NULL;
  g_autoptr (GError) error = NULL;
  LwCommand *command;
  Desk desk;

  desk_open (&desk, fixture_small_store (people));
  lw_document_set_person (desk.document, "boss");
  g_signal_connect (desk.document, "failed", G_CALLBACK (on_failed), &failure);
  act (&desk, "criteria-publish");
  command = lw_evaluation_publish ("lead", NULL);
  lw_store_run (desk.store, command, NULL, &error);
  g_assert_no_error (error);
  lw_command_free (command);
  click_act (&desk);
  adw_window_set_content (ADW_WINDOW (desk.window), NULL);
  g_assert_null (sheet_of (&desk));
  settle (&desk);
  g_assert_cmpstr (failure, ==, "Publish the method");
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/criteria/publish/case/undisclosed-sub-criteria-cannot-creep-in-after-publication", test_locked);
  g_test_add_func ("/criteria/publish/what-is-typed-when-the-lock-comes-is-not-saved", test_typing);
  g_test_add_func ("/criteria/publish/a-change-is-a-version-with-reason-and-approver", test_versions);
  g_test_add_func ("/criteria/publish/the-hash-that-is-printed-is-that-of-the-text", test_hash);
  g_test_add_func ("/criteria/publish/weights-that-do-not-add-up-are-not-published", test_errors);
  g_test_add_func ("/criteria/publish/who-asks-does-not-approve", test_approver);
  g_test_add_func ("/criteria/publish/the-sheet-stays-until-it-is-done", test_sheet_stays_until_it_is_done);
  g_test_add_func ("/criteria/publish/a-failure-is-told-where-the-panel-is-gone", test_failure_without_its_panel);
  return g_test_run ();
}
