/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The table of criteria as a whole: its rows, which of them is selected and stays so when the file changes, where the
 * focus goes. What its cells show and take is in lw-criteria-columns.c.
 */
#include "config.h"

#include "lw-criteria-view-private.h"

#include "base/lw-i18n.h"

G_DEFINE_FINAL_TYPE (LwCriteriaView, lw_criteria_view, ADW_TYPE_BIN)

enum
{
  SELECTED,
  WEIGHT,
  MOVE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* ---- selection ---- */

static LwCriteriaNode *
node_at (LwCriteriaView *view, guint place)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (view->selection), place);
  g_autoptr (LwCriteriaNode) node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
  return node; /* the tree holds it */
}

static guint
find_row (LwCriteriaView *view, const char *id)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (view->selection));

  for (guint i = 0; id != NULL && i < n; i++)
    if (g_str_equal (node_at (view, i)->id, id))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

LwCriteriaNode *
lw_criteria_view_get_selected (LwCriteriaView *view)
{
  return lw_criteria_tree_find (view->tree, view->selected);
}

static void
set_selected (LwCriteriaView *view, guint place)
{
  LwCriteriaNode *node = place != GTK_INVALID_LIST_POSITION ? node_at (view, place) : NULL;
  const char *id = node != NULL ? node->id : NULL;

  view->place = node != NULL ? place : 0;
  if (g_strcmp0 (id, view->selected) == 0)
    return;
  g_free (view->selected);
  view->selected = g_strdup (id);
  g_signal_emit (view, signals[SELECTED], 0);
}

static void
on_selected (LwCriteriaView *view)
{
  if (!view->syncing)
    set_selected (view, gtk_single_selection_get_selected (view->selection));
}

static GtkWidget *
find_list (LwCriteriaView *view)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view->table));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Opens what is closed above @node. */
static void
expand_to (LwCriteriaView *view, LwCriteriaNode *node)
{
  if (lw_criteria_node_is_top (node->parent))
    return;
  expand_to (view, node->parent);
  const guint place = find_row (view, node->parent->id);
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (view->selection), place);
  if (row != NULL)
    gtk_tree_list_row_set_expanded (row, TRUE);
}

static void
focus_row (LwCriteriaView *view)
{
  LwCriteriaNode *node = lw_criteria_view_get_selected (view);
  GtkWidget *field = node != NULL ? g_hash_table_lookup (view->fields, node) : NULL;

  if (field != NULL)
    gtk_widget_grab_focus (lw_criteria_row_of (field));
  else
    gtk_widget_grab_focus (GTK_WIDGET (view->table));
}

gboolean
lw_criteria_view_select (LwCriteriaView *view, const char *id, gboolean focus)
{
  LwCriteriaNode *node = lw_criteria_tree_find (view->tree, id);
  guint place;

  if (node == NULL)
    return FALSE;
  expand_to (view, node);
  place = find_row (view, id);
  gtk_single_selection_set_selected (view->selection, place);
  set_selected (view, place);
  if (find_list (view) != NULL)
    gtk_widget_activate_action (find_list (view), "list.scroll-to-item", "u", place);
  if (focus)
    focus_row (view);
  return TRUE;
}

void
lw_criteria_view_reloading (LwCriteriaView *view)
{
  view->syncing = TRUE;
}

void
lw_criteria_view_reloaded (LwCriteriaView *view)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (view->selection));
  guint place = find_row (view, view->selected);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (view->table));
  const gboolean typing = focus != NULL && gtk_widget_get_ancestor (focus, LW_TYPE_CRITERIA_FIELD) != NULL;

  view->syncing = FALSE;
  if (place == GTK_INVALID_LIST_POSITION && n > 0 && view->selected != NULL)
    place = MIN (view->place, n - 1);
  if (place != GTK_INVALID_LIST_POSITION && gtk_single_selection_get_selected (view->selection) != place)
    {
      gtk_single_selection_set_selected (view->selection, place);
      if (had_focus && !typing)
        focus_row (view);
    }
  set_selected (view, place);
  lw_criteria_show_sum (view->top_image, view->top_sum, view->tree->top);
}

/* ---- editing ---- */

void
lw_criteria_view_restore_weights (LwCriteriaView *view)
{
  g_autoptr (GPtrArray) typed = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer node, field;

  g_hash_table_iter_init (&iter, view->fields);
  while (g_hash_table_iter_next (&iter, &node, &field))
    {
      lw_criteria_field_set_text (field, ((LwCriteriaNode *) node)->weight);
      if (lw_criteria_field_is_draft (field))
        g_ptr_array_add (typed, g_object_ref (field));
    }
  for (guint i = 0; i < typed->len; i++)
    g_signal_emit_by_name (g_ptr_array_index (typed, i), "draft");
}

LwCriteriaField *
lw_criteria_view_get_weight_field (LwCriteriaView *view, const char *id)
{
  LwCriteriaNode *node = lw_criteria_tree_find (view->tree, id);
  return node != NULL ? g_hash_table_lookup (view->fields, node) : NULL;
}

void
lw_criteria_view_edit_weight (LwCriteriaView *view)
{
  LwCriteriaField *field = lw_criteria_view_get_weight_field (view, view->selected);

  if (field != NULL && view->why == NULL && gtk_widget_get_visible (GTK_WIDGET (field)))
    lw_criteria_field_edit (field);
}

static void
on_activate (GtkColumnView *table, guint place, LwCriteriaView *view)
{
  set_selected (view, place);
  lw_criteria_view_edit_weight (view);
}

void
lw_criteria_view_set_locked (LwCriteriaView *view, const char *why)
{
  g_autoptr (GList) fields = g_hash_table_get_values (view->fields);

  if (g_strcmp0 (why, view->why) == 0)
    return;
  g_free (view->why);
  view->why = g_strdup (why);
  for (GList *at = fields; at != NULL; at = at->next)
    lw_criteria_field_set_locked (at->data, why);
}

/* ---- as a widget ---- */

static GListModel *
create_children (gpointer item, gpointer data)
{
  LwCriteriaNode *node = item;
  return lw_criteria_node_is_group (node) ? G_LIST_MODEL (g_object_ref (node->children)) : NULL;
}

static void
on_top_changed (LwCriteriaNode *top, LwCriteriaView *view)
{
  lw_criteria_show_sum (view->top_image, view->top_sum, top);
}

void
lw_criteria_view_set_tree (LwCriteriaView *view, LwCriteriaTree *tree)
{
  GtkTreeListModel *rows
      = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (tree->top->children)), FALSE, TRUE, create_children, NULL, NULL);

  view->tree = tree;
  view->selection = gtk_single_selection_new (G_LIST_MODEL (rows));
  gtk_single_selection_set_autoselect (view->selection, FALSE);
  g_signal_connect_object (view->selection, "notify::selected", G_CALLBACK (on_selected), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (tree->top, "changed", G_CALLBACK (on_top_changed), view, 0);
  gtk_column_view_set_model (view->table, GTK_SELECTION_MODEL (view->selection));
}

static void
add_key (GtkEventController *controller, const char *keys, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys), gtk_named_action_new (action)));
}

static void
add_keys (LwCriteriaView *view)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  add_key (keys, "Insert|KP_Insert", "panel.criteria-add");
  add_key (keys, "<Control>Insert", "panel.criteria-add-inside");
  add_key (keys, "Delete|KP_Delete", "panel.criteria-remove");
  add_key (keys, "F2", "panel.criteria-weight");
  gtk_widget_add_controller (GTK_WIDGET (view->table), keys);
}

static GtkWidget *
make_top (LwCriteriaView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label = gtk_label_new (_("Weights at the top:"));

  view->top_image = gtk_image_new ();
  view->top_sum = lw_criteria_label_new (0, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (view->top_sum), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_name (view->top_sum, "top-sum");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), view->top_image);
  gtk_box_append (GTK_BOX (box), view->top_sum);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  return box;
}

static void
lw_criteria_view_init (LwCriteriaView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new ();

  view->extra = g_ptr_array_new_with_free_func (g_object_unref);
  view->fields = g_hash_table_new (NULL, NULL);
  view->table = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->table), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Criteria"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (view->table), "criteria");
  lw_criteria_view_add_columns (view);
  g_signal_connect (view->table, "activate", G_CALLBACK (on_activate), view);
  add_keys (view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view->table));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_top (view));
  adw_bin_set_child (ADW_BIN (view), box);
}

static void
lw_criteria_view_dispose (GObject *object)
{
  LwCriteriaView *view = LW_CRITERIA_VIEW (object);

  view->syncing = TRUE;
  adw_bin_set_child (ADW_BIN (view), NULL); /* rows are unbound while what they use is there */
  G_OBJECT_CLASS (lw_criteria_view_parent_class)->dispose (object);
}

static void
lw_criteria_view_finalize (GObject *object)
{
  LwCriteriaView *view = LW_CRITERIA_VIEW (object);

  g_clear_object (&view->selection);
  g_ptr_array_unref (view->extra);
  g_hash_table_unref (view->fields);
  g_free (view->selected);
  g_free (view->why);
  G_OBJECT_CLASS (lw_criteria_view_parent_class)->finalize (object);
}

static void
lw_criteria_view_class_init (LwCriteriaViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_criteria_view_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_criteria_view_finalize;
  signals[SELECTED] = g_signal_new ("selected", LW_TYPE_CRITERIA_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WEIGHT] = g_signal_new ("weight", LW_TYPE_CRITERIA_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  LW_TYPE_CRITERIA_NODE, G_TYPE_STRING);
  signals[MOVE] = g_signal_new ("move", LW_TYPE_CRITERIA_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                LW_TYPE_CRITERIA_NODE, LW_TYPE_CRITERIA_NODE, LW_TYPE_CRITERIA_NODE);
}
