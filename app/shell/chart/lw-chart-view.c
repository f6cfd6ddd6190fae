/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A chart as a widget: theme, pointer, keys, menu and words around the one drawing. */
#include "config.h"

#include "chart/lw-chart-view.h"
#include "chart/lw-chart-private.h"
#include "chart/lw-chart-view-private.h"

#include <adwaita.h>
#include <math.h>

#include "base/lw-i18n.h"

/* What is seen around the mark that is scrolled to. */
#define SIGHT 12.0

struct _LwChartView
{
  GtkWidget parent_instance;
  LwChart *chart;
  LwChartLayout *layout;  /* NULL: to be made */
  LwChartLayout *natural; /* the one that was measured; mostly it is the one that is drawn */
  int natural_width;
  LwChartTexts *texts; /* shaped for both */
  int least_width; /* lw_chart_get_minimum_width(), 0: not known */
  GtkWidget *menu;
  int hovered;
  char *focus_series, *focus_category; /* ids: they outlive a change of the chart */
  guint idle;
};

G_DEFINE_FINAL_TYPE (LwChartView, lw_chart_view, GTK_TYPE_WIDGET)

static guint activated_signal;

static LwColour
over (LwColour under, const GdkRGBA *colour)
{
  return lw_palette_mix (under, (LwColour){ colour->red, colour->green, colour->blue, 1 }, colour->alpha);
}

static LwColour
theme_colour (GtkStyleContext *context, const char *name, LwColour under, LwColour otherwise)
{
  GdkRGBA colour;

  return gtk_style_context_lookup_color (context, name, &colour) ? over (under, &colour) : otherwise;
}

static void
get_style (LwChartView *self, LwChartStyle *style)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  PangoContext *pango = gtk_widget_get_pango_context (GTK_WIDGET (self));
  GdkRGBA text;

  gtk_style_context_get_color (context, &text);
  lw_chart_style_init (style, 0.2126 * text.red + 0.7152 * text.green + 0.0722 * text.blue > 0.5);
  style->bg = theme_colour (context, "window_bg_color", style->bg, style->bg);
  style->fg = over (style->bg, &text);
  style->accent = theme_colour (context, "accent_color", style->bg, style->accent);
  style->good = theme_colour (context, "success_color", style->bg, style->good);
  style->attention = theme_colour (context, "warning_color", style->bg, style->attention);
  style->wrong = theme_colour (context, "error_color", style->bg, style->wrong);
  style->grid = lw_palette_mix (style->bg, style->fg, 0.15);
  style->font = pango_context_get_font_description (pango);
  double dots = pango_cairo_context_get_resolution (pango);
  style->text_scale = dots > 0 ? dots / 96 : 1;
  if (self->texts != NULL && !lw_chart_texts_fit (self->texts, style->font, style->text_scale))
    g_clear_pointer (&self->texts, lw_chart_texts_unref);
  if (self->texts == NULL)
    self->texts = lw_chart_texts_new (style->font, style->text_scale);
  style->texts = self->texts;
}

static LwChartLayout *
get_natural (LwChartView *self, int width)
{
  LwChartStyle style;

  if (self->natural != NULL && self->natural_width == width)
    return self->natural;
  get_style (self, &style);
  g_clear_pointer (&self->natural, lw_chart_layout_free);
  self->natural = lw_chart_layout_new_natural (self->chart, width, &style);
  self->natural_width = width;
  return self->natural;
}

static LwChartLayout *
get_layout (LwChartView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  LwChartStyle style;

  if (self->chart == NULL)
    return NULL;
  if (self->layout != NULL)
    return self->layout;
  if (self->natural != NULL && self->natural_width == width && lw_chart_layout_height (self->natural) == height)
    return self->natural;
  get_style (self, &style);
  self->layout = lw_chart_layout_new (self->chart, width, height, &style);
  return self->layout;
}

static void
forget_layout (LwChartView *self)
{
  /* of the many small changes that come to one, the first alone */
  if (self->texts != NULL && (self->layout != NULL || self->natural != NULL))
    lw_chart_texts_age (self->texts);
  g_clear_pointer (&self->layout, lw_chart_layout_free);
  g_clear_pointer (&self->natural, lw_chart_layout_free);
  self->least_width = 0;
}

int
lw_chart_view_get_focused_mark (LwChartView *self)
{
  if (self->chart == NULL || self->focus_category == NULL)
    return -1;
  return lw_chart_find_mark (self->chart, self->focus_series, self->focus_category);
}

/* What the screen reader says: the mark that has the focus, else what there is and how to get at it. */
static void
update_words (LwChartView *self)
{
  const char *title = self->chart != NULL ? lw_chart_get_title (self->chart) : "";
  int focused = lw_chart_view_get_focused_mark (self);
  g_autofree char *description = NULL;

  if (focused >= 0)
    description = lw_chart_describe_mark (self->chart, focused);
  else
    {
      guint n = self->chart != NULL ? lw_chart_get_n_marks (self->chart) : 0;
      description = n == 0 ? g_strdup (self->chart != NULL ? lw_chart_empty_text (self->chart) : "")
                           : g_strdup_printf (ngettext ("%u value. T shows it as a table.", "%u values. Arrow keys move over them, T shows them as a table.", n), n);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, *title != '\0' ? title : _("Chart"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

void
lw_chart_view_set_focused_mark (LwChartView *self, int mark)
{
  const char *series, *category;

  g_clear_pointer (&self->focus_series, g_free);
  g_clear_pointer (&self->focus_category, g_free);
  if (self->chart != NULL && lw_chart_get_mark (self->chart, mark, &series, &category))
    {
      self->focus_series = g_strdup (series);
      self->focus_category = g_strdup (category);
    }
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
words_later (gpointer data)
{
  LwChartView *self = data;

  self->idle = 0;
  update_words (self);
  return G_SOURCE_REMOVE;
}

/* A chart is filled by many small changes; words and sizes follow once. */
static void
on_changed (LwChartView *self)
{
  forget_layout (self);
  self->hovered = -1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (self->idle == 0)
    self->idle = g_idle_add (words_later, self);
}

void
lw_chart_view_set_chart (LwChartView *self, LwChart *chart)
{
  if (chart == self->chart)
    return;
  if (self->chart != NULL)
    g_signal_handlers_disconnect_by_data (self->chart, self);
  g_set_object (&self->chart, chart);
  if (chart != NULL)
    g_signal_connect_swapped (chart, "changed", G_CALLBACK (on_changed), self);
  lw_chart_view_set_focused_mark (self, -1);
  on_changed (self);
}

LwChart *
lw_chart_view_get_chart (LwChartView *self)
{
  return self->chart;
}

static GtkSizeRequestMode
lw_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lw_chart_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                       int *natural_baseline)
{
  LwChartView *self = LW_CHART_VIEW (widget);
  LwChartStyle style;

  *minimum = *natural = 0;
  if (self->chart == NULL)
    return;
  if (self->least_width == 0)
    {
      get_style (self, &style);
      self->least_width = (int) ceil (lw_chart_get_minimum_width (self->chart, &style));
    }
  *natural = self->least_width;
  /* a small gauge is a ring without words; nothing else may get so narrow that it could not be read at all */
  *minimum = lw_chart_get_kind (self->chart) == LW_CHART_GAUGE ? 16 : MIN (*natural, 200);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  /* asked without a width: at the last one, which is most likely the one that comes */
  if (for_size <= 0)
    for_size = self->natural_width > 0 ? self->natural_width : *natural;
  *natural = (int) lw_chart_layout_height (get_natural (self, for_size));
  *minimum = lw_chart_get_kind (self->chart) == LW_CHART_GAUGE ? 16 : *natural;
}

static void
lw_chart_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LwChartView *self = LW_CHART_VIEW (widget);

  g_clear_pointer (&self->layout, lw_chart_layout_free);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
lw_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LwChartView *self = LW_CHART_VIEW (widget);
  LwChartLayout *layout = get_layout (self);
  int focused = lw_chart_view_get_focused_mark (self);

  if (layout == NULL)
    return;
  /* rings stand a little over the edge */
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (-3, -3, gtk_widget_get_width (widget) + 6, gtk_widget_get_height (widget) + 6);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  /* the mark that would have the focus is still to be seen when the focus is elsewhere: the inspector speaks of it */
  if (gtk_widget_has_focus (widget))
    lw_chart_layout_draw (layout, cr, focused, self->hovered);
  else
    lw_chart_layout_draw (layout, cr, -1, self->hovered >= 0 ? self->hovered : focused);
  cairo_destroy (cr);
}

static void
lw_chart_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lw_chart_view_parent_class)->css_changed (widget, change);
  forget_layout (LW_CHART_VIEW (widget));
  gtk_widget_queue_resize (widget);
}

static void
lw_chart_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (lw_chart_view_parent_class)->system_setting_changed (widget, setting);
  forget_layout (LW_CHART_VIEW (widget));
  gtk_widget_queue_resize (widget);
}

static gboolean
lw_chart_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  LwChartView *self = LW_CHART_VIEW (widget);
  LwChartLayout *layout = get_layout (self);
  cairo_rectangle_t at;

  if (layout == NULL)
    return FALSE;
  int mark = keyboard ? lw_chart_view_get_focused_mark (self) : lw_chart_layout_mark_at (layout, x, y);
  g_autofree char *text = lw_chart_describe_mark (self->chart, mark);
  if (text == NULL || !lw_chart_layout_mark_rect (layout, mark, &at))
    return FALSE;
  GdkRectangle area = { (int) floor (at.x), (int) floor (at.y), (int) ceil (at.width) + 1, (int) ceil (at.height) + 1 };
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

static void
set_hovered (LwChartView *self, int mark)
{
  if (mark == self->hovered)
    return;
  self->hovered = mark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_motion (LwChartView *self, double x, double y)
{
  LwChartLayout *layout = get_layout (self);

  set_hovered (self, layout != NULL ? lw_chart_layout_mark_at (layout, x, y) : -1);
}

static void
on_leave (LwChartView *self)
{
  set_hovered (self, -1);
}

static void
activate (LwChartView *self, int mark)
{
  const char *series, *category;

  if (self->chart == NULL || !lw_chart_get_mark (self->chart, mark, &series, &category))
    return;
  /* a handler may change the chart, and its ids with it */
  g_autofree char *one = g_strdup (series), *two = g_strdup (category);
  g_signal_emit (self, activated_signal, 0, one, two);
}

static void
popup_menu (LwChartView *self, double x, double y)
{
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  if (self->chart == NULL)
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* What was clicked is in sight: a page around the chart must not jump to the chart's beginning. */
static void
take_focus_in_place (LwChartView *self)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);

  if (viewport != NULL)
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (viewport != NULL)
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
}

static void
on_pressed (LwChartView *self, int n_press, double x, double y, GtkGestureClick *click)
{
  LwChartLayout *layout = get_layout (self);
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (click));

  if (layout == NULL)
    return;
  int mark = lw_chart_layout_mark_at (layout, x, y);
  if (event != NULL && gdk_event_triggers_context_menu (event))
    {
      gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
      popup_menu (self, x, y);
      return;
    }
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (click)) != GDK_BUTTON_PRIMARY || mark < 0)
    return;
  take_focus_in_place (self);
  lw_chart_view_set_focused_mark (self, mark);
  activate (self, mark);
}

static void
on_focus_enter (LwChartView *self)
{
  if (self->chart != NULL && lw_chart_view_get_focused_mark (self) < 0)
    lw_chart_view_set_focused_mark (self, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
popup_menu_at_mark (LwChartView *self)
{
  LwChartLayout *layout = get_layout (self);
  cairo_rectangle_t at = { 0 };

  if (layout != NULL)
    lw_chart_layout_mark_rect (layout, lw_chart_view_get_focused_mark (self), &at);
  popup_menu (self, at.x + at.width / 2, at.y + at.height / 2);
}

/* Where a key leads from the mark that has the focus, or -2: not a key that moves. */
static int
key_target (LwChartView *self, guint key)
{
  int focused = lw_chart_view_get_focused_mark (self), n = (int) lw_chart_get_n_marks (self->chart);

  switch (key)
    {
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return 0;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return n - 1;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return lw_chart_mark_beside (self->chart, focused, -1, 0);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return lw_chart_mark_beside (self->chart, focused, 1, 0);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return lw_chart_mark_beside (self->chart, focused, 0, -1);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return lw_chart_mark_beside (self->chart, focused, 0, 1);
    default:
      return -2;
    }
}

/* Brings the mark into sight when the chart is longer than the window. */
static void
scroll_to (LwChartView *self, int mark)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);
  LwChartLayout *layout = get_layout (self);
  cairo_rectangle_t at;
  double x, y;

  if (viewport == NULL || layout == NULL || !lw_chart_layout_mark_rect (layout, mark, &at))
    return;
  /* in the content, not in the viewport: there it is known only after the next frame */
  GtkWidget *content = gtk_viewport_get_child (GTK_VIEWPORT (viewport));
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (self), content, at.x, at.y, &x, &y))
    return;
  gtk_adjustment_clamp_page (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (viewport)), x - SIGHT, x + at.width + SIGHT);
  gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)), y - SIGHT, y + at.height + SIGHT);
}

gboolean
lw_chart_view_press_key (LwChartView *self, guint key, GdkModifierType state)
{
  gboolean ctrl = (state & GDK_CONTROL_MASK) != 0, shift = (state & GDK_SHIFT_MASK) != 0;

  if (self->chart == NULL || (state & GDK_ALT_MASK))
    return FALSE;
  if (ctrl && (key == GDK_KEY_c || key == GDK_KEY_C))
    return gtk_widget_activate_action (GTK_WIDGET (self), "chart.copy-text", NULL);
  if (ctrl)
    return FALSE;
  if (key == GDK_KEY_t || key == GDK_KEY_T)
    return gtk_widget_activate_action (GTK_WIDGET (self), "chart.show-table", NULL);
  if (key == GDK_KEY_Menu || (shift && key == GDK_KEY_F10))
    {
      popup_menu_at_mark (self);
      return TRUE;
    }
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter || key == GDK_KEY_space)
    {
      activate (self, lw_chart_view_get_focused_mark (self));
      return TRUE;
    }
  int target = key_target (self, key);
  if (target == -2)
    return FALSE;
  if (lw_chart_get_n_marks (self->chart) > 0)
    {
      lw_chart_view_set_focused_mark (self, MAX (target, 0));
      scroll_to (self, MAX (target, 0));
    }
  return TRUE;
}

static gboolean
on_key (LwChartView *self, guint key, guint code, GdkModifierType state)
{
  return lw_chart_view_press_key (self, key, state);
}

static void
show_table (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LwChartView *self = LW_CHART_VIEW (widget);

  if (self->chart != NULL)
    lw_chart_table_window_present (self);
}

static void
copy_text (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LwChartView *self = LW_CHART_VIEW (widget);

  if (self->chart == NULL)
    return;
  g_autofree char *text = lw_chart_to_table_text (self->chart);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lw_chart_view_save (LW_CHART_VIEW (widget), g_variant_get_string (parameter, NULL));
}

static GMenuModel *
menu_model (void)
{
  GMenu *menu = g_menu_new (), *pictures = g_menu_new ();

  g_menu_append (menu, _("Show as table"), "chart.show-table");
  g_menu_append (menu, _("Copy as text"), "chart.copy-text");
  g_menu_append (pictures, _("Save as PNG…"), "chart.save::png");
  g_menu_append (pictures, _("Save as SVG…"), "chart.save::svg");
  g_menu_append (pictures, _("Save as PDF…"), "chart.save::pdf");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (pictures));
  g_object_unref (pictures);
  return G_MENU_MODEL (menu);
}

static void
lw_chart_view_dispose (GObject *object)
{
  LwChartView *self = LW_CHART_VIEW (object);

  if (self->chart != NULL)
    g_signal_handlers_disconnect_by_data (self->chart, self);
  g_clear_object (&self->chart);
  g_clear_handle_id (&self->idle, g_source_remove);
  forget_layout (self);
  g_clear_pointer (&self->texts, lw_chart_texts_unref);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->focus_series, g_free);
  g_clear_pointer (&self->focus_category, g_free);
  G_OBJECT_CLASS (lw_chart_view_parent_class)->dispose (object);
}

static void
lw_chart_view_class_init (LwChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lw_chart_view_dispose;
  widget_class->get_request_mode = lw_chart_view_get_request_mode;
  widget_class->measure = lw_chart_view_measure;
  widget_class->size_allocate = lw_chart_view_size_allocate;
  widget_class->snapshot = lw_chart_view_snapshot;
  widget_class->css_changed = lw_chart_view_css_changed;
  widget_class->system_setting_changed = lw_chart_view_system_setting_changed;
  widget_class->query_tooltip = lw_chart_view_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "lwchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_install_action (widget_class, "chart.show-table", NULL, show_table);
  gtk_widget_class_install_action (widget_class, "chart.copy-text", NULL, copy_text);
  gtk_widget_class_install_action (widget_class, "chart.save", "s", save);
  activated_signal = g_signal_new ("mark-activated", LW_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_STRING, G_TYPE_STRING);
}

static void
add_controllers (LwChartView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new (), *key = gtk_event_controller_key_new (),
                     *focus = gtk_event_controller_focus_new (), *click = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus_enter), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), click);
}

static void
lw_chart_view_init (LwChartView *self)
{
  g_autoptr (GMenuModel) model = menu_model ();

  self->hovered = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  add_controllers (self);
  update_words (self);
}

LwChartView *
lw_chart_view_new (LwChart *chart)
{
  LwChartView *self = g_object_new (LW_TYPE_CHART_VIEW, NULL);

  lw_chart_view_set_chart (self, chart);
  return self;
}
