/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What scrolls: the header, and a widget for each row in sight, which goes round as the table scrolls. Rows are
 * all as high, so a place in a million is a multiplication. Selection is kept by handle and so outlives sorting.
 */
#include "config.h"

#include "table/lw-table-view-private.h"

#include "base/lw-i18n.h"

#define ROW_HEIGHT 32
#define ROW_HEIGHT_COMPACT 24
/* Texts laid out that are kept: several screens of different ones. */
#define LAYOUTS 2048

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static gboolean get_border (GtkScrollable *scrollable, GtkBorder *border);

static void
scrollable_init (GtkScrollableInterface *iface)
{
  iface->get_border = get_border;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LwTableView, lw_table_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_init))

LwRows *
lw_table_view_rows (LwTableView *self)
{
  return self->table == NULL ? NULL : lw_table_get_rows (self->table);
}

guint
lw_table_view_n_rows (LwTableView *self)
{
  LwRows *rows = lw_table_view_rows (self);

  return rows == NULL ? 0 : lw_rows_get_n_rows (rows);
}

LwTable *
lw_table_view_get_table (LwTableView *view)
{
  return view->table;
}

LwTableHeader *
lw_table_view_get_header (LwTableView *view)
{
  return view->header;
}

GtkAdjustment *
lw_table_view_vadjustment (LwTableView *view)
{
  return view->vadjustment;
}

int
lw_table_view_row_height (LwTableView *view)
{
  const int height = view->table != NULL && lw_table_get_compact (view->table) ? ROW_HEIGHT_COMPACT : ROW_HEIGHT;
  int text_height;

  /* larger text makes taller rows */
  pango_layout_get_pixel_size (lw_table_view_layout (view, "Ag", FALSE, -1), NULL, &text_height);
  return MAX (height, text_height + 6);
}

int
lw_table_view_header_height (LwTableView *self)
{
  int natural;

  gtk_widget_measure (GTK_WIDGET (self->header), GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  return MAX (natural, lw_table_view_row_height (self));
}

int
lw_table_view_get_offset (LwTableView *view)
{
  return view->hadjustment == NULL ? 0 : (int) gtk_adjustment_get_value (view->hadjustment);
}

gint64
lw_table_view_top (LwTableView *self)
{
  return self->vadjustment == NULL ? 0 : (gint64) gtk_adjustment_get_value (self->vadjustment);
}

int
lw_table_view_body_height (LwTableView *self)
{
  return MAX (0, gtk_widget_get_height (GTK_WIDGET (self)) - lw_table_view_header_height (self));
}

/* ---- layouts ---- */

PangoLayout *
lw_table_view_layout (LwTableView *view, const char *text, gboolean numeric, int width)
{
  g_autofree char *key = g_strdup_printf ("%d%c%s", width, numeric ? 'n' : 't', text);
  PangoLayout *layout = lw_cache_get (&view->layouts, key);

  if (layout != NULL)
    return layout;
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), text);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (numeric)
    pango_layout_set_attributes (layout, view->figures);
  if (width >= 0)
    {
      int natural;

      pango_layout_get_pixel_size (layout, &natural, NULL);
      if (natural > width)
        {
          pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
          pango_layout_set_width (layout, width * PANGO_SCALE);
        }
    }
  lw_cache_add (&view->layouts, g_steal_pointer (&key), layout);
  return layout;
}

/* ---- rows in sight ---- */

gboolean
lw_table_view_in_sight (LwTableView *view, guint *first, guint *last)
{
  const guint n = lw_table_view_n_rows (view);
  const int row_height = lw_table_view_row_height (view), height = lw_table_view_body_height (view);
  const gint64 top = lw_table_view_top (view);

  if (n == 0 || height <= 0)
    return FALSE;
  *first = (guint) MIN (top / row_height, n - 1);
  *last = (guint) MIN ((top + height - 1) / row_height, n - 1);
  return TRUE;
}

LwTableRow *
lw_table_view_row_widget (LwTableView *self, guint place)
{
  if (self->pool->len == 0)
    return NULL;

  LwTableRow *row = g_ptr_array_index (self->pool, place % self->pool->len);
  return lw_table_row_get_place (row) == place && gtk_widget_get_child_visible (GTK_WIDGET (row)) ? row : NULL;
}

/* As many widgets as rows can be in sight, and some more so that a resize seldom wants another. */
static void
fill_pool (LwTableView *self, guint needed)
{
  if (self->pool->len >= needed)
    return;
  while (self->pool->len < needed + 4)
    {
      LwTableRow *row = lw_table_row_new (self);

      gtk_widget_insert_before (GTK_WIDGET (row), GTK_WIDGET (self), GTK_WIDGET (self->header));
      gtk_widget_set_child_visible (GTK_WIDGET (row), FALSE);
      g_ptr_array_add (self->pool, row);
    }
  /* places are at other widgets now */
  for (guint i = 0; i < self->pool->len; i++)
    lw_table_row_unbind (g_ptr_array_index (self->pool, i));
}

static void
allocate_rows (LwTableView *self, int width, int top)
{
  guint first = 1, last = 0;
  const int row_height = lw_table_view_row_height (self);

  if (lw_table_view_in_sight (self, &first, &last))
    fill_pool (self, last - first + 2);
  for (guint i = 0; i < self->pool->len; i++)
    {
      /* the place in sight that falls to this widget */
      const guint place = first + (i + self->pool->len - first % self->pool->len) % self->pool->len;
      LwTableRow *row = g_ptr_array_index (self->pool, i);
      const gboolean shown = first <= last && place <= last;

      if (shown)
        {
          const int y = top + (int) ((gint64) place * row_height - lw_table_view_top (self));

          lw_table_row_bind (row, place, self->serial);
          gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
          gtk_widget_size_allocate (GTK_WIDGET (row), &(GtkAllocation){ 0, y, width, row_height }, -1);
        }
      else
        lw_table_row_unbind (row);
      gtk_widget_set_child_visible (GTK_WIDGET (row), shown);
    }
}

GtkWidget *
lw_table_view_focus_widget (LwTableView *view)
{
  LwTableRow *row = view->current == G_MAXUINT ? NULL : lw_table_view_row_widget (view, view->current_place);

  return row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (view);
}

/* The keyboard's focus belongs to the current row's widget, or to the view where that is out of sight. */
static gboolean
settle_focus (gpointer data)
{
  LwTableView *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);

  self->focus_source = 0;
  if (focus == GTK_WIDGET (self) || (focus != NULL && LW_IS_TABLE_ROW (focus) && gtk_widget_get_parent (focus) == GTK_WIDGET (self)))
    {
      GtkWidget *wanted = lw_table_view_focus_widget (self);

      if (wanted != focus)
        gtk_root_set_focus (root, wanted);
    }
  return G_SOURCE_REMOVE;
}

void
lw_table_view_queue_focus (LwTableView *self)
{
  if (self->focus_source == 0)
    self->focus_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, settle_focus, self, NULL);
}

static void
configure (GtkAdjustment *adjustment, double upper, double page, double step)
{
  if (adjustment == NULL)
    return;

  const double value = CLAMP (gtk_adjustment_get_value (adjustment), 0, MAX (0, upper - page));
  gtk_adjustment_configure (adjustment, value, 0, MAX (upper, page), step, page * 0.9, page);
}

static void
lw_table_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LwTableView *self = LW_TABLE_VIEW (widget);
  const int top = lw_table_view_header_height (self), row_height = lw_table_view_row_height (self);
  const int content = self->table == NULL ? 0 : lw_table_place_columns (self->table, width);

  self->allocating = TRUE;
  configure (self->hadjustment, content, width, 40);
  configure (self->vadjustment, (double) lw_table_view_n_rows (self) * row_height, MAX (0, height - top), row_height);
  allocate_rows (self, width, top);
  gtk_widget_size_allocate (GTK_WIDGET (self->header),
                            &(GtkAllocation){ -lw_table_view_get_offset (self), 0, MAX (content, width), top }, -1);
  if (self->editor != NULL)
    lw_table_editor_allocate (self);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
  self->allocating = FALSE;
  lw_table_view_queue_focus (self);
}

static void
lw_table_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  LwTableView *self = LW_TABLE_VIEW (widget);

  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? lw_table_view_header_height (self) + lw_table_view_row_height (self) : 120;
  *natural = orientation == GTK_ORIENTATION_VERTICAL
                 ? lw_table_view_header_height (self) + lw_table_view_row_height (self) * (int) CLAMP (lw_table_view_n_rows (self), 3, 12)
                 : 480;
}

static gboolean
get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  *border = (GtkBorder){ .top = (gint16) lw_table_view_header_height (LW_TABLE_VIEW (scrollable)) };
  return TRUE;
}

void
lw_table_view_redraw_rows (LwTableView *self)
{
  for (guint i = 0; i < self->pool->len; i++)
    gtk_widget_queue_draw (g_ptr_array_index (self->pool, i));
}

static void
on_hscrolled (GtkAdjustment *adjustment, LwTableView *self)
{
  lw_table_view_redraw_rows (self);
  if (!self->allocating)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
on_vscrolled (GtkAdjustment *adjustment, LwTableView *self)
{
  if (!self->allocating)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* ---- life ---- */

static void
set_adjustment (LwTableView *self, GtkAdjustment **slot, GtkAdjustment *adjustment, gpointer callback)
{
  if (adjustment != NULL && *slot == adjustment)
    return;
  if (*slot != NULL)
    {
      g_signal_handlers_disconnect_by_func (*slot, callback, self);
      g_clear_object (slot);
    }
  *slot = g_object_ref_sink (adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect (*slot, "value-changed", callback, self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
lw_table_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LwTableView *self = LW_TABLE_VIEW (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value), G_CALLBACK (on_hscrolled));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value), G_CALLBACK (on_vscrolled));
      break;
    case PROP_HSCROLL_POLICY:
      self->hpolicy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vpolicy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lw_table_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LwTableView *self = LW_TABLE_VIEW (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hpolicy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vpolicy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* Another font, another text size. */
static void
lw_table_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LwTableView *self = LW_TABLE_VIEW (widget);

  GTK_WIDGET_CLASS (lw_table_view_parent_class)->css_changed (widget, change);
  lw_cache_empty (&self->layouts);
  lw_table_view_redraw_rows (self);
}

static void
lw_table_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (lw_table_view_parent_class)->system_setting_changed (widget, setting);
  lw_cache_empty (&LW_TABLE_VIEW (widget)->layouts);
  gtk_widget_queue_resize (widget);
}

static void
lw_table_view_dispose (GObject *object)
{
  LwTableView *self = LW_TABLE_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->focus_source, g_source_remove);
  if (self->hadjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->hadjustment, self);
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  g_ptr_array_set_size (self->pool, 0);
  self->editor = NULL;
  self->header = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lw_table_view_parent_class)->dispose (object);
}

static void
lw_table_view_finalize (GObject *object)
{
  LwTableView *self = LW_TABLE_VIEW (object);

  g_ptr_array_unref (self->pool);
  gtk_bitset_unref (self->selected);
  lw_cache_clear (&self->layouts);
  pango_attr_list_unref (self->figures);
  G_OBJECT_CLASS (lw_table_view_parent_class)->finalize (object);
}

static void
lw_table_view_class_init (LwTableViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lw_table_view_dispose;
  object_class->finalize = lw_table_view_finalize;
  object_class->set_property = lw_table_view_set_property;
  object_class->get_property = lw_table_view_get_property;
  widget_class->measure = lw_table_view_measure;
  widget_class->size_allocate = lw_table_view_size_allocate;
  widget_class->focus = lw_table_view_focus;
  widget_class->grab_focus = lw_table_view_grab_focus;
  widget_class->css_changed = lw_table_view_css_changed;
  widget_class->system_setting_changed = lw_table_view_system_setting_changed;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  gtk_widget_class_set_css_name (widget_class, "lwtableview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
lw_table_view_init (LwTableView *self)
{
  self->pool = g_ptr_array_new ();
  self->selected = gtk_bitset_new_empty ();
  self->current = self->anchor = G_MAXUINT;
  self->current_column = -1;
  self->figures = pango_attr_list_new ();
  pango_attr_list_insert (self->figures, pango_attr_font_features_new ("tnum=1"));
  lw_cache_init (&self->layouts, LAYOUTS, g_str_hash, g_str_equal, g_free, g_object_unref);

  self->header = lw_table_header_new (self);
  gtk_widget_set_parent (GTK_WIDGET (self->header), GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  lw_table_view_add_controllers (self);
}

void
lw_table_view_set_table (LwTableView *view, LwTable *table)
{
  view->table = table;
}

void
lw_table_view_set_label (LwTableView *view, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
