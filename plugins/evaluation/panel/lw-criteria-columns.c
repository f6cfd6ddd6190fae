/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The columns of the table of criteria: what their cells show of a criterion, how a weight is typed in its cell, and how
 * a criterion is dragged to another place. What is selected is in lw-criteria-view.c.
 */
#include "config.h"

#include "lw-criteria-view-private.h"

#include "base/lw-i18n.h"

/* ---- cells ---- */

typedef void (*RefreshFunc) (LwCriteriaView *view, GtkWidget *cell, LwCriteriaNode *node);

/* A column: how its cells are made, and what they show of a criterion. */
typedef struct
{
  const char *title;
  gboolean extra; /* left out where it is narrow */
  GtkWidget *(*make) (LwCriteriaView *view);
  RefreshFunc refresh;
} Column;

static LwCriteriaNode *
cell_node (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), "lw-node");
}

static LwCriteriaView *
cell_view (GtkWidget *cell)
{
  return LW_CRITERIA_VIEW (gtk_widget_get_ancestor (cell, LW_TYPE_CRITERIA_VIEW));
}

static void
refresh_cell (GtkWidget *cell)
{
  const Column *column = g_object_get_data (G_OBJECT (cell), "lw-column");
  LwCriteriaView *view = g_object_get_data (G_OBJECT (cell), "lw-view");

  column->refresh (view, cell, cell_node (cell));
}

GtkWidget *
lw_criteria_label_new (float xalign, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

/* Short words and numbers are shown whole: their columns are as wide as they are, and the title has the rest. */
static GtkWidget *
make_text (LwCriteriaView *view)
{
  GtkWidget *label = lw_criteria_label_new (0, NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  return label;
}

static GtkWidget *
make_number (LwCriteriaView *view)
{
  GtkWidget *label = lw_criteria_label_new (1, "numeric");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  return label;
}

static void
refresh_kind (LwCriteriaView *view, GtkWidget *cell, LwCriteriaNode *node)
{
  gtk_label_set_text (GTK_LABEL (cell), lw_criterion_kind_title (node->kind));
}

static void
refresh_points (LwCriteriaView *view, GtkWidget *cell, LwCriteriaNode *node)
{
  gtk_label_set_text (GTK_LABEL (cell), node->points != NULL ? node->points : "");
}

static void
refresh_scale (LwCriteriaView *view, GtkWidget *cell, LwCriteriaNode *node)
{
  gtk_label_set_text (GTK_LABEL (cell), node->scale != NULL ? node->scale : "");
}

static void
refresh_minimum (LwCriteriaView *view, GtkWidget *cell, LwCriteriaNode *node)
{
  const gboolean may = node->kind == LW_CRITERION_SCORED || lw_criteria_node_is_group (node);

  gtk_label_set_text (GTK_LABEL (cell), node->minimum != NULL ? node->minimum : may ? "–" : "");
  gtk_widget_set_tooltip_text (cell, node->minimum == NULL && may ? _("No minimum is set") : NULL);
}

static void
refresh_scope (LwCriteriaView *view, GtkWidget *cell, LwCriteriaNode *node)
{
  const gboolean marked = node->kind == LW_CRITERION_SCORED || node->kind == LW_CRITERION_PASS_FAIL;

  gtk_label_set_text (GTK_LABEL (cell), !marked ? "" : node->common ? _("all lots") : _("each lot"));
}

/* ---- sums ---- */

void
lw_criteria_show_sum (GtkWidget *image, GtkWidget *label, LwCriteriaNode *node)
{
  const gboolean wrong = node->sum_state == LW_CRITERIA_SUM_WRONG;

  gtk_widget_set_visible (image, node->sum != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (image), wrong ? "dialog-warning-symbolic" : "object-select-symbolic");
  gtk_label_set_text (GTK_LABEL (label), node->sum != NULL ? node->sum : "");
  gtk_widget_set_tooltip_text (label, node->sum);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *widget = i == 0 ? image : label;
      gtk_widget_remove_css_class (widget, wrong ? "success" : "warning");
      if (wrong || i == 0)
        gtk_widget_add_css_class (widget, wrong ? "warning" : "success");
    }
}

static GtkWidget *
make_sum (LwCriteriaView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), lw_criteria_label_new (0, "numeric"));
  gtk_label_set_width_chars (GTK_LABEL (gtk_widget_get_last_child (box)), 8);
  return box;
}

static void
refresh_sum (LwCriteriaView *view, GtkWidget *cell, LwCriteriaNode *node)
{
  GtkWidget *image = gtk_widget_get_first_child (cell);
  lw_criteria_show_sum (image, gtk_widget_get_next_sibling (image), node);
}

/* ---- weights ---- */

static char *
check_weight (LwCriteriaField *field, const char *text, gpointer data)
{
  LwCriteriaNode *node = cell_node (GTK_WIDGET (field));
  LwCriteriaView *view = data;
  return node != NULL ? lw_criteria_check_weight (view->tree, node->kind, text) : NULL;
}

/* What is typed is in the tree too: a row that goes out of view and comes back shows it again. */
static void
on_weight_draft (LwCriteriaField *field, LwCriteriaView *view)
{
  LwCriteriaNode *node = cell_node (GTK_WIDGET (field));
  g_autofree char *text = lw_criteria_field_get_text (field);

  if (node != NULL)
    lw_criteria_tree_set_draft (view->tree, node, lw_criteria_field_is_draft (field) ? text : NULL);
}

static void
on_weight_commit (LwCriteriaField *field, const char *text, LwCriteriaView *view)
{
  LwCriteriaNode *node = cell_node (GTK_WIDGET (field));

  if (node != NULL && lw_criteria_tree_find (view->tree, node->id) == node) /* the row may go because the criterion did */
    g_signal_emit_by_name (view, "weight", node, text);
}

GtkWidget *
lw_criteria_row_of (GtkWidget *cell)
{
  GtkWidget *row = cell;

  while (row != NULL && gtk_widget_get_parent (row) != NULL && !GTK_IS_LIST_VIEW (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);
  return row;
}

static void
on_weight_finished (LwCriteriaField *field, gboolean saved, LwCriteriaView *view)
{
  gtk_widget_grab_focus (lw_criteria_row_of (GTK_WIDGET (field)));
}

/* To type into a row selects it: the pane then shows what is being changed. */
static void
on_weight_focus (GtkEventController *controller, LwCriteriaView *view)
{
  LwCriteriaNode *node = cell_node (gtk_event_controller_get_widget (controller));

  if (node != NULL && g_strcmp0 (node->id, view->selected) != 0)
    lw_criteria_view_select (view, node->id, FALSE);
}

static GtkWidget *
make_weight (LwCriteriaView *view)
{
  GtkWidget *field = lw_criteria_field_new (_("Weight"), TRUE);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_object_set (field, "width-chars", 6, NULL);
  gtk_widget_add_css_class (field, "in-table");
  lw_criteria_field_set_check (LW_CRITERIA_FIELD (field), check_weight, view);
  g_signal_connect (field, "draft", G_CALLBACK (on_weight_draft), view);
  g_signal_connect (field, "commit", G_CALLBACK (on_weight_commit), view);
  g_signal_connect (field, "finished", G_CALLBACK (on_weight_finished), view);
  g_signal_connect (focus, "enter", G_CALLBACK (on_weight_focus), view);
  gtk_widget_add_controller (field, focus);
  return field;
}

static void
refresh_weight (LwCriteriaView *view, GtkWidget *cell, LwCriteriaNode *node)
{
  LwCriteriaField *field = LW_CRITERIA_FIELD (cell);
  g_autofree char *label = g_strdup_printf (_("Weight of %s %s"), node->id, node->title);
  const gboolean shown = lw_criteria_node_has_weight (node);

  gtk_widget_set_visible (cell, shown);
  lw_criteria_field_set_label (field, label);
  lw_criteria_field_set_locked (field, view->why);
  if (g_hash_table_lookup (view->fields, node) == field)
    lw_criteria_field_set_text (field, node->weight);
  else
    {
      g_autofree char *draft = g_strdup (node->draft);

      lw_criteria_field_reset (field, node->weight);
      if (draft != NULL)
        lw_criteria_field_type (field, draft);
    }
  g_hash_table_insert (view->fields, node, field);
}

/* ---- the title, which carries the tree and what is dragged ---- */

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, GtkWidget *cell)
{
  LwCriteriaView *view = cell_view (cell);

  return view->why == NULL ? gdk_content_provider_new_typed (LW_TYPE_CRITERIA_NODE, cell_node (cell)) : NULL;
}

/* The row's title goes with the pointer. */
static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, GtkWidget *cell)
{
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (cell)));
  gtk_drag_source_set_icon (source, icon, 0, 0);
}

static void
mark_drop (GtkWidget *cell, const char *class)
{
  static const char *const classes[] = { "drop-before", "drop-inside", "drop-after" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (cell, classes[i]);
  if (class != NULL)
    gtk_widget_add_css_class (cell, class);
}

/* Where @value would go at @y of @cell. FALSE: nowhere; criteria of another window's tree are none of this one. */
static gboolean
find_place (GtkWidget *cell, const GValue *value, double y, LwCriteriaNode **dragged, LwCriteriaNode **parent,
            LwCriteriaNode **before)
{
  *dragged = value != NULL && G_VALUE_HOLDS (value, LW_TYPE_CRITERIA_NODE) ? g_value_get_object (value) : NULL;
  return *dragged != NULL && cell_view (cell)->why == NULL
         && lw_criteria_view_find_drop (*dragged, cell_node (cell), y / MAX (gtk_widget_get_height (cell), 1), parent, before);
}

static GdkDragAction
on_drop_motion (GtkDropTarget *target, double x, double y, GtkWidget *cell)
{
  LwCriteriaNode *dragged, *node = cell_node (cell), *parent, *before;

  if (!find_place (cell, gtk_drop_target_get_value (target), y, &dragged, &parent, &before))
    {
      mark_drop (cell, NULL);
      return 0;
    }
  mark_drop (cell, parent == node ? "drop-inside" : before == node ? "drop-before" : "drop-after");
  return GDK_ACTION_MOVE;
}

static void
on_drop_leave (GtkDropTarget *target, GtkWidget *cell)
{
  mark_drop (cell, NULL);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, GtkWidget *cell)
{
  LwCriteriaNode *dragged, *parent, *before;

  mark_drop (cell, NULL);
  if (!find_place (cell, value, y, &dragged, &parent, &before))
    return FALSE;
  g_signal_emit_by_name (cell_view (cell), "move", dragged, parent, before);
  return TRUE;
}

static LwCriteriaNode *
top_of (LwCriteriaNode *node)
{
  while (node->parent != NULL)
    node = node->parent;
  return node;
}

/* Whether @node is in @parent right before @before already. */
static gboolean
is_there (LwCriteriaNode *node, LwCriteriaNode *parent, LwCriteriaNode *before)
{
  const guint next = parent == node->parent ? lw_criteria_node_get_index (node) + 1 : 0;

  return parent == node->parent
         && (next < lw_criteria_node_n_children (parent) ? lw_criteria_node_get_child (parent, next) : NULL) == before;
}

gboolean
lw_criteria_view_find_drop (LwCriteriaNode *dragged, LwCriteriaNode *node, double part, LwCriteriaNode **parent,
                            LwCriteriaNode **before)
{
  if (top_of (dragged) != top_of (node))
    return FALSE;
  if (lw_criteria_node_is_group (node) && part > 0.3 && part < 0.7)
    {
      *parent = node;
      *before = NULL;
    }
  else
    {
      const guint index = lw_criteria_node_get_index (node) + (part < 0.5 ? 0 : 1);
      *parent = node->parent;
      *before = index < lw_criteria_node_n_children (node->parent) ? lw_criteria_node_get_child (node->parent, index) : NULL;
    }
  return !lw_criteria_node_is_inside (*parent, dragged) && *before != dragged && !is_there (dragged, *parent, *before);
}

/* A title that is whole needs no second showing. */
static gboolean
on_tooltip (GtkWidget *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (label)));
  return TRUE;
}

static GtkWidget *
make_title (LwCriteriaView *view)
{
  GtkWidget *expander = gtk_tree_expander_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (LW_TYPE_CRITERIA_NODE, GDK_ACTION_MOVE);

  GtkWidget *id = lw_criteria_label_new (0, "numeric"), *title = lw_criteria_label_new (0, NULL);
  GtkWidget *common = lw_criteria_label_new (0, "dim-label");

  gtk_box_append (GTK_BOX (box), id);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), common);
  gtk_widget_add_css_class (id, "dim-label");
  gtk_widget_set_has_tooltip (title, TRUE);
  g_signal_connect (title, "query-tooltip", G_CALLBACK (on_tooltip), NULL);
  gtk_label_set_ellipsize (GTK_LABEL (id), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (GTK_LABEL (title), 12);
  /* where it is narrow the column that says it is not there */
  gtk_widget_add_css_class (common, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (common), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_text (GTK_LABEL (common), _("once for all lots"));
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), expander);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), expander);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (source));
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "motion", G_CALLBACK (on_drop_motion), expander);
  g_signal_connect (target, "leave", G_CALLBACK (on_drop_leave), expander);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), expander);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (target));
  return expander;
}

static void
refresh_title (LwCriteriaView *view, GtkWidget *cell, LwCriteriaNode *node)
{
  GtkWidget *id = gtk_widget_get_first_child (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (cell)));
  GtkWidget *title = gtk_widget_get_next_sibling (id);

  gtk_label_set_text (GTK_LABEL (id), node->id);
  gtk_label_set_text (GTK_LABEL (title), node->title);
  gtk_widget_set_visible (gtk_widget_get_next_sibling (title), node->common);
  if (lw_criteria_node_is_group (node))
    gtk_widget_add_css_class (title, "heading");
  else
    gtk_widget_remove_css_class (title, "heading");
}

/* ---- columns ---- */

/* The first has what is left. */
static const Column columns[] = {
  { N_("Criterion"), FALSE, make_title, refresh_title },
  { N_("Kind"), FALSE, make_text, refresh_kind },
  { N_("Weight"), FALSE, make_weight, refresh_weight },
  { N_("Sum inside"), FALSE, make_sum, refresh_sum },
  { N_("Points"), FALSE, make_number, refresh_points },
  { N_("Scale"), TRUE, make_text, refresh_scale },
  { N_("Minimum"), TRUE, make_number, refresh_minimum },
  { N_("Marked for"), TRUE, make_text, refresh_scope },
};

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, LwCriteriaView *view)
{
  const Column *column = g_object_get_data (G_OBJECT (factory), "lw-column");
  GtkWidget *cell = column->make (view);

  g_object_set_data (G_OBJECT (cell), "lw-column", (gpointer) column);
  g_object_set_data (G_OBJECT (cell), "lw-view", view);
  gtk_list_item_set_child (item, cell);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, LwCriteriaView *view)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_list_item_get_child (item);
  LwCriteriaNode *node = gtk_tree_list_row_get_item (row);

  if (GTK_IS_TREE_EXPANDER (cell))
    gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (cell), row);
  g_object_set_data_full (G_OBJECT (cell), "lw-node", node, g_object_unref);
  g_signal_connect_object (node, "changed", G_CALLBACK (refresh_cell), cell, G_CONNECT_SWAPPED);
  refresh_cell (cell);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, LwCriteriaView *view)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  LwCriteriaNode *node = cell_node (cell);

  /* what is typed and right is saved when its row is folded away */
  if (LW_IS_CRITERIA_FIELD (cell) && !view->syncing)
    lw_criteria_field_commit (LW_CRITERIA_FIELD (cell));
  g_signal_handlers_disconnect_by_data (node, cell);
  if (g_hash_table_lookup (view->fields, node) == cell)
    g_hash_table_remove (view->fields, node);
  if (GTK_IS_TREE_EXPANDER (cell))
    gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (cell), NULL);
  g_object_set_data (G_OBJECT (cell), "lw-node", NULL);
}

static void
add_column (LwCriteriaView *view, const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *made = gtk_column_view_column_new (_(column->title), factory);

  g_object_set_data (G_OBJECT (factory), "lw-column", (gpointer) column);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), view, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), view, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), view, 0);
  gtk_column_view_column_set_resizable (made, TRUE);
  gtk_column_view_column_set_expand (made, column == columns);
  gtk_column_view_append_column (view->table, made);
  if (column->extra)
    g_ptr_array_add (view->extra, g_object_ref (made));
  g_object_unref (made);
}

/* Numbers are on the right of their column, and so is its name; a column of this GTK has no property for it. */
static void
align_headings (LwCriteriaView *view)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (view->table)));

  for (guint i = 0; title != NULL && i < G_N_ELEMENTS (columns); i++, title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *box = gtk_widget_get_first_child (title);
      GtkWidget *label = box != NULL ? gtk_widget_get_first_child (box) : NULL;

      if (!GTK_IS_LABEL (label) || (columns[i].make != make_number && columns[i].make != make_weight))
        continue;
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
    }
}

void
lw_criteria_view_add_columns (LwCriteriaView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (view, &columns[i]);
  align_headings (view);
}

/* They are taken out: where they are only hidden, this GTK keeps their place. */
void
lw_criteria_view_set_narrow (LwCriteriaView *view, gboolean narrow)
{
  if (view->narrow == narrow)
    return;
  view->narrow = narrow;
  for (guint i = 0; i < view->extra->len; i++)
    if (narrow)
      gtk_column_view_remove_column (view->table, g_ptr_array_index (view->extra, i));
    else
      gtk_column_view_append_column (view->table, g_ptr_array_index (view->extra, i));
  align_headings (view);
}
