/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-criteria-template-ask.h"

#include "base/lw-error.h"
#include "dialog/lw-dialogs.h"
#include "lw-criteria-sheet.h"
#include "lw-evaluation-template.h"
#include "xml/lw-templates.h"

#include "base/lw-i18n.h"

/* ---- saving ---- */

typedef struct
{
  LwPanel *panel; /* outlives the sheet */
  GtkEditable *name;
  GtkCheckButton *replace;
} Saving;

static void
on_save (LwCriteriaSheet *sheet, const Saving *saving)
{
  LwDocument *document = lw_criteria_sheet_get_document (sheet);
  const char *title = gtk_editable_get_text (saving->name);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), &error);
  g_autofree char *xml = reader == NULL ? NULL
                                        : lw_evaluation_template_xml (lw_reader_connection (reader),
                                                                      lw_document_get_sections (document), title, &error);

  if (xml != NULL && lw_template_save (xml, title, gtk_check_button_get_active (saving->replace), &error))
    {
      g_autofree char *said = g_strdup_printf (_("Saved as the template “%s”"), title);
      lw_panel_toast (saving->panel, said);
      gtk_window_destroy (GTK_WINDOW (sheet));
      return;
    }
  lw_criteria_sheet_set_wrong (sheet, error->message);
  if (g_error_matches (error, LW_ERROR, LW_ERROR_EXISTS))
    gtk_widget_set_visible (GTK_WIDGET (saving->replace), TRUE);
}

static void
on_name (GtkEditable *name, LwCriteriaSheet *sheet)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (name)));

  lw_criteria_sheet_set_ready (sheet, *text != '\0');
}

static void
on_activate (GtkEntry *entry, LwCriteriaSheet *sheet)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
    g_signal_emit_by_name (sheet, "act");
}

void
lw_criteria_template_ask (LwPanel *panel)
{
  LwDocument *document = lw_panel_get_document (panel);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *name = gtk_entry_new ();
  GtkWidget *replace = gtk_check_button_new_with_mnemonic (_("_Save over the template that is there"));
  Saving *saving = g_new (Saving, 1);

  gtk_editable_set_text (GTK_EDITABLE (name), lw_document_get_title (document));
  gtk_widget_set_visible (replace, FALSE);
  gtk_box_append (
      GTK_BOX (box),
      lw_criteria_words_new (_("Criteria, scales, method and tie rules are kept to begin other competitions with. Lots, bids,"
                                           " people and marks are not. You find it under New competition, and here while a competition has"
                                           " no method."),
                                NULL));
  gtk_box_append (GTK_BOX (box), lw_criteria_captioned (_("Name of the template"), name));
  gtk_box_append (GTK_BOX (box), replace);
  LwCriteriaSheet *sheet = lw_criteria_sheet_new (GTK_WIDGET (panel), document,
                                                  _("Save as template"), _("_Save template"), box);
  *saving = (Saving){ panel, GTK_EDITABLE (name), GTK_CHECK_BUTTON (replace) };
  g_object_set_data_full (G_OBJECT (sheet), "lw-saving", saving, g_free);
  gtk_window_set_default_size (GTK_WINDOW (sheet), 480, 300);
  g_signal_connect (name, "changed", G_CALLBACK (on_name), sheet);
  g_signal_connect (name, "activate", G_CALLBACK (on_activate), sheet);
  g_signal_connect (sheet, "act", G_CALLBACK (on_save), saving);
  gtk_window_present (GTK_WINDOW (sheet));
  gtk_widget_grab_focus (name);
}

/* ---- removing ---- */

static void
on_removed (gpointer data, gpointer nothing)
{
  GtkWidget *row = data;
  GtkWidget *panel = gtk_widget_get_ancestor (row, LW_TYPE_PANEL);
  g_autoptr (GError) error = NULL;

  if (lw_template_remove (g_object_get_data (G_OBJECT (row), "lw-title"), &error))
    gtk_widget_set_visible (row, FALSE); /* the list is made anew when it is next shown */
  else
    lw_panel_toast (LW_PANEL (panel), error->message);
}

static void
on_remove (GtkButton *button, GtkWidget *row)
{
  g_autofree char *heading = g_strdup_printf (_("Remove the template “%s”?"),
                                                 (const char *) g_object_get_data (G_OBJECT (row), "lw-title"));

  lw_dialog_confirm (row, heading,
                     _("Competitions that were begun with it stay as they are. This cannot be undone."),
                     _("_Remove template"), TRUE, on_removed, row);
}

void
lw_criteria_template_make_removable (GtkWidget *row, const char *title)
{
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_("Remove the template %s"), title);

  g_object_set_data_full (G_OBJECT (row), "lw-title", g_strdup (title), g_free);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, _("Remove template"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove), row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
}
