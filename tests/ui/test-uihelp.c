/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The helpers themselves: what they find, press, draw and miss. */
#include "config.h"

#include "uihelp.h"

static GtkWindow *
make_window (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  ui_settle (window);
  return GTK_WINDOW (window);
}

static void
test_find (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *button = gtk_button_new_with_label ("Confirm mark");
  GtkWidget *entry = gtk_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, "Rationale", -1);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), entry);
  GtkWindow *window = make_window (box);

  g_assert_true (ui_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Confirm mark") == button);
  g_assert_true (ui_find (GTK_WIDGET (window), GTK_TYPE_ENTRY, "Rationale") == entry);
  g_assert_true (ui_find (GTK_WIDGET (window), GTK_TYPE_ENTRY, NULL) == entry);
  g_assert_null (ui_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Confirm"));
  ui_destroy (window);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers, guint *pressed)
{
  *pressed = keyval;
  return keyval == GDK_KEY_7;
}

static gboolean
on_shortcut (GtkWidget *widget, GVariant *arguments, gpointer count)
{
  ++*(guint *) count;
  return TRUE;
}

static void
test_key (void)
{
  guint pressed = 0, count = 0;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *button = gtk_button_new_with_label ("Next");
  GtkEventController *keys = gtk_event_controller_key_new (), *shortcuts = gtk_shortcut_controller_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), &pressed);
  gtk_widget_add_controller (button, keys);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("F6|<Control>Return"),
                        gtk_callback_action_new (on_shortcut, &count, NULL)));
  gtk_widget_add_controller (box, shortcuts);
  gtk_box_append (GTK_BOX (box), button);
  GtkWindow *window = make_window (box);

  g_assert_true (ui_key (button, GDK_KEY_7, 0));
  g_assert_cmpuint (pressed, ==, GDK_KEY_7);
  g_assert_false (ui_key (button, GDK_KEY_8, 0));
  g_assert_cmpuint (pressed, ==, GDK_KEY_8);
  g_assert_true (ui_key (button, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_true (ui_key (button, GDK_KEY_F6, 0));
  g_assert_cmpuint (count, ==, 2);
  g_assert_false (ui_key (box, GDK_KEY_7, 0));
  ui_destroy (window);
}

static void
test_render (void)
{
  GtkWindow *window = make_window (gtk_label_new ("62.40"));
  g_autoptr (GdkTexture) texture = ui_render (GTK_WIDGET (window));

  g_assert_cmpint (gdk_texture_get_width (texture), ==, gtk_widget_get_width (GTK_WIDGET (window)));
  gsize stride = 4 * (gsize) gdk_texture_get_width (texture), length = stride * (gsize) gdk_texture_get_height (texture);
  g_autofree guchar *pixels = g_malloc (length);
  gdk_texture_download (texture, pixels, stride);
  gboolean drawn = FALSE;
  for (gsize i = 4; i < length && !drawn; i++)
    drawn = pixels[i] != pixels[i - 4];
  g_assert_true (drawn);
  ui_destroy (window);
}

static void
test_held_window (void)
{
  if (g_test_subprocess ())
    {
      GtkWindow *window = g_object_ref (make_window (gtk_label_new ("kept")));
      ui_destroy (window);
      return;
    }
  g_test_trap_subprocess (NULL, 30 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*somebody still holds the GtkWindow*");
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/uihelp/find", test_find);
  g_test_add_func ("/uihelp/key", test_key);
  g_test_add_func ("/uihelp/render", test_render);
  g_test_add_func ("/uihelp/held-window", test_held_window);
  return g_test_run ();
}
