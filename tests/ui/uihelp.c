/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "uihelp.h"

#include <adwaita.h>
#include <locale.h>

void
ui_test_init (int *argc, char ***argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);     /* GtkTestATContext: no bus is needed */
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv ("ADW_DISABLE_PORTAL", "1", TRUE);
  g_test_init (argc, argv, NULL);
  /* Not gtk_test_init(): it wants the locale en_US.UTF-8, which a bare system has not. */
  gtk_disable_setlocale ();
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE,
                "gtk-font-name", "DejaVu Sans 10", "gtk-xft-dpi", 96 * 1024, NULL);
}

static gboolean
on_late (gpointer late)
{
  *(gboolean *) late = TRUE;
  return G_SOURCE_REMOVE;
}

gboolean
ui_wait (gboolean (*done) (gpointer), gpointer data, guint milliseconds)
{
  gboolean late = FALSE;
  guint id = g_timeout_add (milliseconds, on_late, &late);

  while (!done (data) && !late)
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (id);
  return done (data);
}

void
ui_settle (GtkWidget *widget)
{
  gint64 end = g_get_monotonic_time () + 2 * G_TIME_SPAN_SECOND;

  gtk_test_widget_wait_for_draw (widget);
  while (g_main_context_pending (NULL) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static gboolean
is_called (GtkWidget *widget, const char *label)
{
  if (label == NULL)
    return TRUE;
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return TRUE;
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), label) == 0)
    return TRUE;
  if (g_strcmp0 (gtk_widget_get_name (widget), label) == 0 ||
      g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), label) == 0)
    return TRUE;
  g_autofree char *difference =
      gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  return difference == NULL;
}

GtkWidget *
ui_find (GtkWidget *root, GType type, const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && is_called (root, label))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find (child, type, label);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A shortcut tells whether it fits only to an event; its trigger is compared by what it says of itself. */
static gboolean
run_shortcut (GListModel *shortcuts, GtkWidget *widget, guint keyval, GdkModifierType modifiers)
{
  g_autoptr (GtkShortcutTrigger) pressed = gtk_keyval_trigger_new (keyval, modifiers);

  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
      gboolean fits = FALSE;
      while (GTK_IS_ALTERNATIVE_TRIGGER (trigger) && !fits)
        {
          GtkAlternativeTrigger *either = GTK_ALTERNATIVE_TRIGGER (trigger);
          fits = gtk_shortcut_trigger_equal (gtk_alternative_trigger_get_first (either), pressed);
          trigger = gtk_alternative_trigger_get_second (either);
        }
      if ((fits || gtk_shortcut_trigger_equal (trigger, pressed)) &&
          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), GTK_SHORTCUT_ACTION_EXCLUSIVE, widget,
                                        gtk_shortcut_get_arguments (shortcut)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
press_at (GtkWidget *widget, GtkPropagationPhase phase, guint keyval, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;
      if (gtk_event_controller_get_propagation_phase (controller) != phase)
        continue;
      if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        taken = run_shortcut (G_LIST_MODEL (controller), widget, keyval, modifiers);
      else if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0u, modifiers, &taken);
      if (taken)
        return TRUE;
    }
  return FALSE;
}

static gboolean
capture (GtkWidget *widget, guint keyval, GdkModifierType modifiers)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return (parent != NULL && capture (parent, keyval, modifiers)) ||
         press_at (widget, GTK_PHASE_CAPTURE, keyval, modifiers);
}

gboolean
ui_key (GtkWidget *widget, guint keyval, GdkModifierType modifiers)
{
  if (capture (widget, keyval, modifiers) || press_at (widget, GTK_PHASE_TARGET, keyval, modifiers))
    return TRUE;
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (press_at (widget, GTK_PHASE_BUBBLE, keyval, modifiers))
      return TRUE;
  return FALSE;
}

static gboolean
is_gone (gpointer window)
{
  return *(gpointer *) window == NULL;
}

void
ui_destroy (GtkWindow *window)
{
  gpointer held = window;

  g_object_add_weak_pointer (G_OBJECT (window), &held);
  gtk_window_destroy (window);
  if (!ui_wait (is_gone, &held, 1000))
    g_error ("somebody still holds the %s that was destroyed", G_OBJECT_TYPE_NAME (held));
}

GdkTexture *
ui_render (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int width = gdk_paintable_get_intrinsic_width (paintable), height = gdk_paintable_get_intrinsic_height (paintable);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;

  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr (GError) error = NULL;
  if (!gsk_renderer_realize (renderer, NULL, &error))
    g_error ("%s", error->message);
  GdkTexture *texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gsk_renderer_unrealize (renderer);
  return texture;
}

gboolean
ui_save_png (GtkWidget *widget, const char *path)
{
  g_autoptr (GdkTexture) texture = ui_render (widget);

  return texture != NULL && gdk_texture_save_to_png (texture, path);
}
