/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "dialog/lw-new-dialog.h"

#include "dialog/lw-dialogs.h"
#include "xml/lw-templates.h"

#include <string.h>

#include "base/lw-i18n.h"

#define LW_TYPE_NEW_DIALOG (lw_new_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LwNewDialog, lw_new_dialog, LW, NEW_DIALOG, AdwWindow)

struct _LwNewDialog
{
  AdwWindow parent;
  LwApp *app;
  GtkListBox *sources;
  AdwPreferencesRow *title_row;
  GtkWidget *create;
  GtkCheckButton *first; /* the group's first button */
  AdwActionRow *own;     /* the row of the user's own XML file */
  gboolean titled;       /* the user has typed a title */
};

G_DEFINE_FINAL_TYPE (LwNewDialog, lw_new_dialog, ADW_TYPE_WINDOW)

/* ---- what there is to begin with ---- */

static GFile *
chosen_source (LwNewDialog *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->sources)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *button = GTK_WIDGET (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
      if (GTK_IS_CHECK_BUTTON (button) && gtk_check_button_get_active (GTK_CHECK_BUTTON (button)))
        return g_object_get_data (G_OBJECT (row), "lw-file");
    }
  return NULL;
}

static void
update (LwNewDialog *self)
{
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title_row));
  gtk_widget_set_sensitive (self->create, chosen_source (self) != NULL && *title != '\0');
}

static void
on_toggled (GtkCheckButton *button, LwNewDialog *self)
{
  GFile *file = gtk_check_button_get_active (button) ? chosen_source (self) : NULL;
  g_autoptr (LwTemplate) template = file != NULL ? lw_template_read (g_file_peek_path (file)) : NULL;

  if (!self->titled && template != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->title_row), template->title);
      self->titled = FALSE;
    }
  update (self);
}

static AdwActionRow *
add_row (LwNewDialog *self, const char *title, const char *subtitle, GFile *file)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_check_button_new ();
  g_autofree char *plain = g_markup_escape_text (title, -1);
  g_autofree char *about = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), plain);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->first);
  if (self->first == NULL)
    self->first = GTK_CHECK_BUTTON (button);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  if (file != NULL)
    g_object_set_data_full (G_OBJECT (row), "lw-file", g_object_ref (file), g_object_unref);
  gtk_list_box_append (self->sources, row);
  g_signal_connect (button, "toggled", G_CALLBACK (on_toggled), self);
  return ADW_ACTION_ROW (row);
}

static void
on_template_removed (gpointer data, gpointer nothing)
{
  AdwActionRow *row = data;
  LwNewDialog *self = LW_NEW_DIALOG (gtk_widget_get_root (GTK_WIDGET (row)));
  GtkWidget *button = adw_action_row_get_activatable_widget (row);
  g_autoptr (GError) error = NULL;

  if (!lw_template_remove (g_object_get_data (G_OBJECT (row), "lw-template"), &error))
    {
      lw_dialog_error (GTK_WINDOW (self), _("The template was not removed"), error->message);
      return;
    }
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (button)))
    gtk_check_button_set_active (self->first, TRUE);
  gtk_list_box_remove (self->sources, GTK_WIDGET (row));
  update (self);
}

static void
on_remove_template (GtkButton *button, AdwActionRow *row)
{
  g_autofree char *heading
      = g_strdup_printf (_("Remove the template “%s”?"), (const char *) g_object_get_data (G_OBJECT (row), "lw-title"));

  lw_dialog_confirm (GTK_WIDGET (row), heading,
                     _("Competitions that were begun with it stay as they are. This cannot be undone."), _("_Remove template"), TRUE,
                     on_template_removed, row);
}

/* One of the user's own can go. */
static void
make_removable (AdwActionRow *row, const LwTemplate *template)
{
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_("Remove the template %s"), template->title);

  g_object_set_data_full (G_OBJECT (row), "lw-template", g_strdup (template->name), g_free);
  g_object_set_data_full (G_OBJECT (row), "lw-title", g_strdup (template->title), g_free);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, _("Remove template"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove_template), row);
  adw_action_row_add_suffix (row, remove);
}

static void
add_templates (LwNewDialog *self)
{
  g_autoptr (GPtrArray) templates = lw_templates_list ();

  for (guint i = 0; i < templates->len; i++)
    {
      const LwTemplate *template = templates->pdata[i];
      g_autoptr (GFile) file = g_file_new_for_path (template->path);
      g_autofree char *note = template->own ? g_strdup_printf (_("Your template. %s"), template->note != NULL ? template->note : "")
                                            : g_strdup (template->note);
      AdwActionRow *row = add_row (self, template->title, note, file);

      if (template->own)
        make_removable (row, template);
    }
}

/* Why @path, which has no title, is nothing to begin with, and what to do. (transfer full) */
static char *
why_not (const char *path, const char *name)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_strdup_printf (_("There is no file “%s”. Choose one that is there."), name);
  if (g_str_has_suffix (path, ".lotwise"))
    return g_strdup_printf (_("“%s” is a competition already: open it, or export it as XML first."), name);
  return g_strdup_printf (_("“%s” is not the XML file of a competition. Choose another."), name);
}

/* What has no title cannot be made into anything; the rest of the file is checked when it is. */
static void
set_own_file (LwNewDialog *self, GFile *file)
{
  g_autofree char *name = g_filename_display_basename (g_file_peek_path (file));
  GtkCheckButton *button = GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (self->own));
  g_autoptr (LwTemplate) found = lw_template_read (g_file_peek_path (file));
  const char *title = found != NULL ? found->title : NULL;
  g_autofree char *said = title != NULL ? g_strdup (name) : why_not (g_file_peek_path (file), name);
  g_autofree char *plain = g_markup_escape_text (said, -1);

  g_object_set_data_full (G_OBJECT (self->own), "lw-file", title != NULL ? g_object_ref (file) : NULL, g_object_unref);
  adw_action_row_set_subtitle (self->own, plain);
  if (title == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->own), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->own), "error");
  gtk_check_button_set_active (button, FALSE);
  gtk_check_button_set_active (button, TRUE);
}

static void
on_own_chosen (GFile *file, gpointer user_data)
{
  if (g_file_peek_path (file) != NULL)
    set_own_file (user_data, file);
}

static void
on_choose_clicked (GtkButton *button, LwNewDialog *self)
{
  lw_dialog_open (GTK_WIDGET (self), _("Choose an XML file"), &lw_file_kind_xml, on_own_chosen, self);
}

/* Enter or a click on the row of one's own file, where none is named yet, asks for it. */
static void
on_source_activated (GtkListBox *box, GtkListBoxRow *row, LwNewDialog *self)
{
  if (ADW_ACTION_ROW (row) == self->own && g_object_get_data (G_OBJECT (row), "lw-file") == NULL)
    on_choose_clicked (NULL, self);
}

static void
add_own (LwNewDialog *self)
{
  GtkWidget *choose = gtk_button_new_with_label (_("Choose…"));
  self->own = add_row (self, _("An XML file of a competition"), _("Exported before, or made by another program"), NULL);
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choose), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Choose the XML file"), -1);
  g_signal_connect (choose, "clicked", G_CALLBACK (on_choose_clicked), self);
  adw_action_row_add_suffix (self->own, choose);
}

/* ---- making it ---- */

void
lw_new_dialog_make (GFile *target, gpointer dialog)
{
  LwNewDialog *self = dialog;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title_row));
  const char *path = g_file_peek_path (target);
  g_autofree char *full = NULL, *why = NULL;
  g_autoptr (GFile) named = NULL;

  if (path == NULL)
    {
      lw_dialog_error (GTK_WINDOW (self), _("The competition was not made"),
                       _("Choose a folder of this computer: a competition is a database, which other places cannot hold."));
      return;
    }
  full = g_strconcat (path, g_str_has_suffix (path, ".lotwise") ? NULL : ".lotwise", NULL);
  named = g_file_new_for_path (full);
  /* What was chosen here is not lost by it. */
  why = lw_app_why_not_create (self->app, full);
  if (why != NULL)
    {
      lw_dialog_error (GTK_WINDOW (self), _("The competition was not made"), why);
      return;
    }
  lw_app_create (self->app, chosen_source (self), named, title, parent);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* "Probation services 2027" -> "probation-services-2027.lotwise" */
static char *
proposed_name (const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  g_autofree char *lower = g_ascii_strdown (ascii, -1);
  GString *name = g_string_new (NULL);
  for (const char *p = lower; *p != '\0' && name->len < 60; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (name, *p);
    else if (name->len > 0 && name->str[name->len - 1] != '-')
      g_string_append_c (name, '-');
  if (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  g_string_append (name, name->len > 0 ? ".lotwise" : "competition.lotwise");
  return g_string_free (name, FALSE);
}

static void
on_create_clicked (GtkWidget *widget, LwNewDialog *self)
{
  g_autofree char *name = NULL;
  if (!gtk_widget_is_sensitive (self->create))
    return;
  name = proposed_name (gtk_editable_get_text (GTK_EDITABLE (self->title_row)));
  lw_dialog_save (GTK_WIDGET (self), _("Where to keep the competition"), name, &lw_file_kind_competition, lw_new_dialog_make, self);
}

static void
on_title_changed (GtkEditable *row, LwNewDialog *self)
{
  self->titled = TRUE;
  update (self);
}

static void
lw_new_dialog_class_init (LwNewDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/dialog/lw-new-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LwNewDialog, sources);
  gtk_widget_class_bind_template_child (widget_class, LwNewDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, LwNewDialog, create);
  gtk_widget_class_bind_template_callback (widget_class, on_create_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_title_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_source_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lw_new_dialog_init (LwNewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_templates (self);
  add_own (self);
}

void
lw_new_dialog_present (LwApp *app, GtkWindow *parent, GFile *source)
{
  /* Not a window of the application: its Ctrl+N and Ctrl+O would work in here. */
  LwNewDialog *self = g_object_new (LW_TYPE_NEW_DIALOG, "transient-for", parent, NULL);
  self->app = app;
  if (source != NULL)
    set_own_file (self, source);
  else
    gtk_check_button_set_active (self->first, TRUE);
  update (self);
  gtk_widget_grab_focus (source != NULL ? GTK_WIDGET (self->title_row) : GTK_WIDGET (gtk_list_box_get_row_at_index (self->sources, 0)));
  gtk_window_present (GTK_WINDOW (self));
}
