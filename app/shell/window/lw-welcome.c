/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window/lw-welcome.h"

#include "base/lw-clock.h"
#include "window/lw-recent.h"

#include "base/lw-i18n.h"

struct _LwWelcome
{
  AdwBin parent;
  GtkWidget *open_button;
  GtkWidget *recent_box;
  GtkListBox *recent;
};

G_DEFINE_FINAL_TYPE (LwWelcome, lw_welcome, ADW_TYPE_BIN)

static void
on_forget (GtkButton *button, gpointer user_data)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);
  LwWelcome *self = LW_WELCOME (gtk_widget_get_ancestor (row, LW_TYPE_WELCOME));
  GtkWidget *next = gtk_widget_get_next_sibling (row) != NULL ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);

  /* The keyboard goes on where it was. */
  gtk_widget_grab_focus (next != NULL ? next : self->open_button);
  lw_recent_remove (g_object_get_data (G_OBJECT (row), "lw-path"));
  gtk_list_box_remove (self->recent, row);
  gtk_widget_set_visible (self->recent_box, gtk_widget_get_first_child (GTK_WIDGET (self->recent)) != NULL);
}

/* "3,680 of 3,687 marks given · opened 22 November 2026, 14:03 · ~/Documents/tr.lotwise" */
static char *
describe (const LwRecent *recent, gboolean there)
{
  g_autofree char *folder = g_path_get_dirname (recent->path);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *opened = lw_clock_format (recent->opened);

  if (!there)
    return g_strdup_printf (_("No longer in %s"), shown);
  if (recent->standing == NULL)
    return g_strdup_printf (_("Opened %s, in %s"), opened, shown);
  return g_strdup_printf (_("%s. Opened %s, in %s"), recent->standing, opened, shown);
}

static GtkWidget *
row_new (const LwRecent *recent)
{
  GtkWidget *row = adw_action_row_new (), *forget = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  const gboolean there = g_file_test (recent->path, G_FILE_TEST_EXISTS);
  g_autofree char *name = g_filename_display_basename (recent->path);
  g_autofree char *about = describe (recent, there);
  g_autofree char *title = g_markup_escape_text (recent->title != NULL ? recent->title : name, -1);
  g_autofree char *subtitle = g_markup_escape_text (about, -1);
  g_autofree char *forget_name = g_strdup_printf (_("Take “%s” off this list"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (forget, "flat");
  gtk_widget_set_valign (forget, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (forget, forget_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (forget), GTK_ACCESSIBLE_PROPERTY_LABEL, forget_name, -1);
  g_signal_connect (forget, "clicked", G_CALLBACK (on_forget), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), forget);
  g_object_set_data_full (G_OBJECT (row), "lw-path", g_strdup (recent->path), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), there);
  if (there)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.open-recent");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", recent->path);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
    }
  return row;
}

static void
lw_welcome_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lw_welcome_parent_class)->map (widget);
  gtk_widget_grab_focus (LW_WELCOME (widget)->open_button);
}

static void
lw_welcome_class_init (LwWelcomeClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  widget_class->map = lw_welcome_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/window/lw-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, LwWelcome, open_button);
  gtk_widget_class_bind_template_child (widget_class, LwWelcome, recent_box);
  gtk_widget_class_bind_template_child (widget_class, LwWelcome, recent);
}

static void
lw_welcome_init (LwWelcome *self)
{
  g_autoptr (GPtrArray) list = lw_recent_list ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < list->len; i++)
    gtk_list_box_append (self->recent, row_new (list->pdata[i]));
  gtk_widget_set_visible (self->recent_box, list->len > 0);
}

GtkWidget *
lw_welcome_new (void)
{
  return g_object_new (LW_TYPE_WELCOME, NULL);
}
