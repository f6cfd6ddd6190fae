/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table by keyboard and by pointer. */
#include "config.h"

#include "table/lw-table-view-private.h"

/* ---- keyboard ---- */

static gboolean
move (LwTableView *self, gint64 place, gboolean extend)
{
  if (lw_table_view_n_rows (self) > 0)
    lw_table_view_move_to (self, (guint) CLAMP (place, 0, (gint64) lw_table_view_n_rows (self) - 1), extend);
  return TRUE;
}

static gboolean
move_column (LwTableView *self, int step)
{
  lw_table_view_set_current_column (self, lw_table_next_column (self->table, self->current_column, step));
  return TRUE;
}

static gboolean
move_to_edge (LwTableView *self, int step)
{
  lw_table_view_set_current_column (
      self, step > 0 ? lw_table_next_column (self->table, -1, 1)
                     : lw_table_next_column (self->table, (int) lw_table_columns (self->table)->len, -1));
  return TRUE;
}

static gboolean
popup_at_current (LwTableView *self)
{
  GdkRectangle area;

  if (self->current == G_MAXUINT || self->current_column < 0)
    return FALSE;
  lw_table_view_scroll_to_row (self, self->current_place);
  lw_table_view_cell_area (self, self->current_place, (guint) self->current_column, &area);
  area.width = MIN (area.width, 24);
  lw_table_popup_menu (self->table, &area);
  return TRUE;
}

static gboolean
edit_current (LwTableView *self, const char *text)
{
  return self->current != G_MAXUINT && self->current_column >= 0
         && lw_table_editor_open (self, self->current_place, (guint) self->current_column, text);
}

static gboolean
move_by_key (LwTableView *self, guint keyval, gboolean control, gboolean extend)
{
  const gint64 current = self->current == G_MAXUINT ? -1 : (gint64) self->current_place;
  const int page = MAX (1, lw_table_view_body_height (self) / lw_table_view_row_height (self) - 1);

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move (self, current - 1, extend);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      /* the first key on a table where nothing is selected selects the row it is at */
      return move (self, gtk_bitset_is_empty (self->selected) ? MAX (current, 0) : current + 1, extend);
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return move (self, current - page, extend);
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return move (self, current + page, extend);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return control ? move (self, 0, extend) : move_to_edge (self, 1);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return control ? move (self, G_MAXINT64, extend) : move_to_edge (self, -1);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move_column (self, -1);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move_column (self, 1);
    default:
      return FALSE;
    }
}

static gboolean
act_by_key (LwTableView *self, guint keyval, GdkModifierType state)
{
  const gboolean control = (state & GDK_CONTROL_MASK) != 0, shift = (state & GDK_SHIFT_MASK) != 0;

  if (control)
    switch (keyval)
      {
      case GDK_KEY_a:
        lw_table_view_select_all (self);
        return TRUE;
      case GDK_KEY_A:
        lw_table_view_unselect_all (self);
        return TRUE;
      case GDK_KEY_c:
        return gtk_widget_activate_action (GTK_WIDGET (self), "table.copy", NULL);
      case GDK_KEY_C:
        return gtk_widget_activate_action (GTK_WIDGET (self), "table.copy-cell", NULL);
      case GDK_KEY_space:
        if (self->current != G_MAXUINT)
          lw_table_view_toggle (self, self->current_place);
        return TRUE;
      default:
        return FALSE;
      }
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (self->current != G_MAXUINT)
        lw_table_emit_activated (self->table, self->current_place);
      return self->current != G_MAXUINT;
    case GDK_KEY_F2:
      return edit_current (self, NULL);
    case GDK_KEY_Menu:
      return popup_at_current (self);
    case GDK_KEY_F10:
      return shift && popup_at_current (self);
    case GDK_KEY_space:
      return move (self, self->current_place, FALSE);
    default:
      return FALSE;
    }
}

/* A character that is typed on a cell which can be edited replaces what is in it. */
static gboolean
type (LwTableView *self, guint keyval, GdkModifierType state)
{
  const gunichar character = gdk_keyval_to_unicode (keyval);
  char text[8] = { 0 };

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK) || character <= ' '
      || !g_unichar_isprint (character))
    return FALSE;
  g_unichar_to_utf8 (character, text);
  return edit_current (self, text);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwTableView *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  /* keys in the header and in the field are theirs */
  if (lw_table_view_rows (self) == NULL || focus == NULL || (focus != GTK_WIDGET (self) && !LW_IS_TABLE_ROW (focus)) || state & GDK_ALT_MASK)
    return FALSE;
  return move_by_key (self, keyval, (state & GDK_CONTROL_MASK) != 0, (state & GDK_SHIFT_MASK) != 0)
         || act_by_key (self, keyval, state) || type (self, keyval, state);
}

/* The header is one stop of the Tab key and the rows another; arrows move within. */
gboolean
lw_table_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LwTableView *self = LW_TABLE_VIEW (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget), *header = GTK_WIDGET (self->header);

  if (self->editor != NULL && child == self->editor)
    return gtk_widget_child_focus (child, direction);
  if (child == header)
    {
      if (gtk_widget_child_focus (header, direction))
        return TRUE;
      return (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_DOWN) && lw_table_view_n_rows (self) > 0
             && gtk_widget_grab_focus (lw_table_view_focus_widget (self));
    }
  if (child != NULL || gtk_widget_is_focus (widget))
    return (direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP) && gtk_widget_child_focus (header, direction);
  if (direction == GTK_DIR_TAB_FORWARD && gtk_widget_child_focus (header, direction))
    return TRUE;
  return gtk_widget_grab_focus (lw_table_view_focus_widget (self));
}

gboolean
lw_table_view_grab_focus (GtkWidget *widget)
{
  GtkWidget *wanted = lw_table_view_focus_widget (LW_TABLE_VIEW (widget));

  if (wanted != widget)
    return gtk_widget_grab_focus (wanted);
  return GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_WIDGET))->grab_focus (widget);
}

/* ---- pointer ---- */

static gboolean
place_at (LwTableView *self, double x, double y, guint *place, int *index)
{
  const int top = lw_table_view_header_height (self), offset = lw_table_view_get_offset (self);
  const double at = y - top + (double) lw_table_view_top (self);

  if (y < top || at < 0 || at >= (double) lw_table_view_n_rows (self) * lw_table_view_row_height (self))
    return FALSE;
  *place = (guint) (at / lw_table_view_row_height (self));
  *index = -1;
  for (int i = lw_table_next_column (self->table, -1, 1); i >= 0; i = lw_table_next_column (self->table, i, 1))
    {
      const LwTableColumn *column = lw_table_column (self->table, (guint) i);

      if (x + offset >= column->x && x + offset < column->x + column->drawn)
        *index = i;
    }
  return TRUE;
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, LwTableView *self)
{
  const guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  const GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint place;
  int index;

  if (lw_table_view_rows (self) == NULL || button == GDK_BUTTON_MIDDLE || !place_at (self, x, y, &place, &index))
    return;
  if (self->editor != NULL)
    {
      GtkAllocation field;

      gtk_widget_get_allocation (self->editor, &field);
      if (gdk_rectangle_contains_point (&field, (int) x, (int) y))
        return;
      lw_table_editor_close (self, TRUE);
    }
  if (button == GDK_BUTTON_SECONDARY && lw_table_view_is_selected (self, place))
    {
      self->current = lw_rows_get_handle (lw_table_view_rows (self), place);
      self->current_place = place;
    }
  else if (state & GDK_CONTROL_MASK && button == GDK_BUTTON_PRIMARY)
    lw_table_view_toggle (self, place);
  else
    lw_table_view_move_to (self, place, (state & GDK_SHIFT_MASK) != 0);
  lw_table_view_set_current_column (self, index);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (button == GDK_BUTTON_SECONDARY)
    lw_table_popup_menu (self->table, &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  else if (n_press == 2 && (index < 0 || !lw_table_editor_open (self, place, (guint) index, NULL)))
    lw_table_emit_activated (self->table, place);
}

/* ---- both ---- */

void
lw_table_view_add_controllers (LwTableView *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), view);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), view);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
}
