/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What happens to selection, current row and place when rows change; and what is selected. It is kept by handle and so
 * outlives sorting. */
#include "config.h"

#include "table/lw-table-view-private.h"

/* Selected rows up to which each is looked for; beyond it one walk over all rows is faster. */
#define FEW_SELECTED 32

/* ---- changes of the rows ---- */

static void
say_again (LwTableView *self)
{
  self->serial++;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
lw_table_view_columns_changed (LwTableView *view)
{
  if (view->current_column < 0 || !lw_table_column (view->table, (guint) view->current_column)->visible)
    view->current_column = lw_table_next_column (view->table, -1, 1);
  lw_table_header_rebuild (view->header);
  say_again (view);
}

void
lw_table_view_size_changed (LwTableView *view)
{
  lw_table_view_redraw_rows (view);
  gtk_widget_queue_allocate (GTK_WIDGET (view));
  gtk_widget_queue_allocate (GTK_WIDGET (view->header));
}

void
lw_table_view_sort_changed (LwTableView *view)
{
  lw_table_header_update_sort (view->header);
}

void
lw_table_view_row_changed (LwTableView *view, guint handle)
{
  guint first, last;

  if (handle == G_MAXUINT)
    {
      say_again (view);
      return;
    }
  if (!lw_table_view_in_sight (view, &first, &last))
    return;
  for (guint place = first; place <= last; place++)
    if (lw_rows_get_handle (lw_table_view_rows (view), place) == handle)
      {
        LwTableRow *row = lw_table_view_row_widget (view, place);

        if (row != NULL)
          {
            lw_table_row_unbind (row);
            lw_table_row_bind (row, place, view->serial);
          }
      }
}

/* Only rows that are shown are selected. */
static void
prune_selection (LwTableView *self)
{
  const guint64 n = gtk_bitset_get_size (self->selected);
  GtkBitset *kept;
  guint place;

  if (n == 0)
    return;
  kept = gtk_bitset_new_empty ();
  if (n <= FEW_SELECTED)
    for (guint i = 0; i < n; i++)
      {
        const guint handle = gtk_bitset_get_nth (self->selected, i);

        if (lw_rows_find_handle (lw_table_view_rows (self), handle, &place))
          gtk_bitset_add (kept, handle);
      }
  else
    for (place = 0; place < lw_table_view_n_rows (self); place++)
      {
        const guint handle = lw_rows_get_handle (lw_table_view_rows (self), place);

        if (gtk_bitset_contains (self->selected, handle))
          gtk_bitset_add (kept, handle);
      }
  gtk_bitset_unref (self->selected);
  self->selected = kept;
}

/* The current row stays where it is on the screen when rows come and go above it; it leads when it was in sight
 * before, else the first row in sight does. */
void
lw_table_view_items_changed (LwTableView *view)
{
  const guint before = (guint) gtk_bitset_get_size (view->selected), old_place = view->current_place;
  const guint old_current = view->current;
  const int row_height = lw_table_view_row_height (view);
  guint place;

  prune_selection (view);
  if (view->current != G_MAXUINT && lw_rows_find_handle (lw_table_view_rows (view), view->current, &place))
    {
      const gint64 y = (gint64) view->current_place * row_height - lw_table_view_top (view);

      view->current_place = place;
      if (y >= 0 && y < lw_table_view_body_height (view) && place != old_place && view->vadjustment != NULL)
        {
          const double value = (double) ((gint64) place * row_height - y);

          gtk_adjustment_configure (view->vadjustment, MAX (0, value), 0, (double) lw_table_view_n_rows (view) * row_height, row_height,
                                    gtk_adjustment_get_page_increment (view->vadjustment),
                                    gtk_adjustment_get_page_size (view->vadjustment));
        }
    }
  else if (lw_table_view_n_rows (view) > 0)
    {
      /* it is gone: the row that has come to its place is current, but nothing is selected by that */
      view->current_place = MIN (old_current == G_MAXUINT ? 0 : view->current_place, lw_table_view_n_rows (view) - 1);
      view->current = view->anchor = lw_rows_get_handle (lw_table_view_rows (view), view->current_place);
    }
  else
    view->current = view->anchor = G_MAXUINT;
  say_again (view);
  gtk_widget_queue_resize (GTK_WIDGET (view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_RELATION_ROW_COUNT, (int) lw_table_view_n_rows (view), -1);
  if (before != gtk_bitset_get_size (view->selected) || old_current != view->current)
    lw_table_emit_selection (view->table);
}

void
lw_table_view_rows_replaced (LwTableView *view)
{
  lw_table_editor_close (view, FALSE);
  gtk_bitset_remove_all (view->selected);
  view->current = view->anchor = G_MAXUINT;
  view->current_place = 0;
  view->current_column = -1;
  if (view->vadjustment != NULL)
    gtk_adjustment_set_value (view->vadjustment, 0);
  lw_table_view_columns_changed (view);
  lw_table_view_items_changed (view);
}

/* ---- selection ---- */

static void
selection_changed (LwTableView *self)
{
  for (guint i = 0; i < self->pool->len; i++)
    lw_table_row_update_state (g_ptr_array_index (self->pool, i));
  lw_table_emit_selection (self->table);
}

guint
lw_table_view_n_selected (LwTableView *view)
{
  return (guint) gtk_bitset_get_size (view->selected);
}

gboolean
lw_table_view_is_selected (LwTableView *view, guint place)
{
  /* a widget may still be at a place that is no more, until it is allocated anew */
  return place < lw_table_view_n_rows (view) && gtk_bitset_contains (view->selected, lw_rows_get_handle (lw_table_view_rows (view), place));
}

GArray *
lw_table_view_selected (LwTableView *view)
{
  GArray *handles = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint place = 0; place < lw_table_view_n_rows (view); place++)
    {
      const guint32 handle = lw_rows_get_handle (lw_table_view_rows (view), place);

      if (gtk_bitset_contains (view->selected, handle))
        g_array_append_val (handles, handle);
    }
  return handles;
}

void
lw_table_view_select_all (LwTableView *view)
{
  for (guint place = 0; place < lw_table_view_n_rows (view); place++)
    gtk_bitset_add (view->selected, lw_rows_get_handle (lw_table_view_rows (view), place));
  selection_changed (view);
}

void
lw_table_view_unselect_all (LwTableView *view)
{
  gtk_bitset_remove_all (view->selected);
  selection_changed (view);
}

static void
select_range (LwTableView *self, guint from, guint to)
{
  gtk_bitset_remove_all (self->selected);
  for (guint place = MIN (from, to); place <= MAX (from, to); place++)
    gtk_bitset_add (self->selected, lw_rows_get_handle (lw_table_view_rows (self), place));
}

void
lw_table_view_toggle (LwTableView *self, guint place)
{
  const guint handle = lw_rows_get_handle (lw_table_view_rows (self), place);

  if (!gtk_bitset_remove (self->selected, handle))
    gtk_bitset_add (self->selected, handle);
  self->current = self->anchor = handle;
  self->current_place = place;
  selection_changed (self);
}

gboolean
lw_table_view_get_current (LwTableView *view, guint *place)
{
  *place = view->current_place;
  return view->current != G_MAXUINT;
}

int
lw_table_view_get_current_column (LwTableView *view)
{
  return view->current_column;
}

void
lw_table_view_scroll_to_row (LwTableView *self, guint place)
{
  const int row_height = lw_table_view_row_height (self), height = lw_table_view_body_height (self);
  const double top = gtk_adjustment_get_value (self->vadjustment), y = (double) place * row_height;

  if (height <= 0)
    /* not on screen yet: the first allocation clamps it */
    gtk_adjustment_configure (self->vadjustment, y, 0, (double) lw_table_view_n_rows (self) * row_height, row_height, 1, 1);
  else if (y < top)
    gtk_adjustment_set_value (self->vadjustment, y);
  else if (y + row_height > top + height)
    gtk_adjustment_set_value (self->vadjustment, y + row_height - height);
}

void
lw_table_view_move_to (LwTableView *view, guint place, gboolean extend)
{
  guint from;

  if (place >= lw_table_view_n_rows (view))
    return;
  view->current = lw_rows_get_handle (lw_table_view_rows (view), place);
  view->current_place = place;
  if (extend && view->anchor != G_MAXUINT && lw_rows_find_handle (lw_table_view_rows (view), view->anchor, &from))
    select_range (view, from, place);
  else
    {
      view->anchor = view->current;
      select_range (view, place, place);
    }
  lw_table_view_scroll_to_row (view, place);
  selection_changed (view);
  lw_table_view_queue_focus (view);
}

void
lw_table_view_set_current_column (LwTableView *view, int index)
{
  GtkAdjustment *adjustment = view->hadjustment;

  if (index < 0)
    return;
  view->current_column = index;

  const LwTableColumn *column = lw_table_column (view->table, (guint) index);
  gtk_adjustment_clamp_page (adjustment, column->x, column->x + column->drawn);
  gtk_widget_queue_draw (lw_table_view_focus_widget (view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (lw_table_view_focus_widget (view)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, column->title, -1);
}

void
lw_table_view_cell_area (LwTableView *view, guint place, guint index, GdkRectangle *area)
{
  const LwTableColumn *column = lw_table_column (view->table, index);
  const int row_height = lw_table_view_row_height (view);

  *area = (GdkRectangle){ column->x - lw_table_view_get_offset (view),
                          lw_table_view_header_height (view) + (int) ((gint64) place * row_height - lw_table_view_top (view)), column->drawn,
                          row_height };
}

GtkWidget *
lw_table_view_get_editor (LwTableView *view)
{
  return view->editor;
}

void
lw_table_view_set_editor (LwTableView *view, GtkWidget *editor)
{
  view->editor = editor;
}
