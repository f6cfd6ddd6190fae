/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-criteria-history.h"

#include "base/lw-clock.h"
#include "lw-criteria-print.h"
#include "lw-criteria-sheet.h"
#include "lw-evaluation-difference.h"
#include "lw-evaluation-publish.h"

#include "base/lw-i18n.h"

typedef struct
{
  LwDocument *document;
  GPtrArray *list;                   /* of LwPublication */
  GtkWidget *first, *second, *lines; /* the versions that are compared */
  GPtrArray *shown;                  /* rows of lines */
} History;

static void
history_free (History *history)
{
  g_ptr_array_unref (history->list);
  g_ptr_array_unref (history->shown);
  g_free (history);
}

static History *
history_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_root (widget)), "lw-history");
}

/* ---- the text of one ---- */

static void
on_text (GtkButton *button, const LwPublication *publication)
{
  GtkWidget *view = gtk_text_view_new ();
  g_autofree char *title = g_strdup_printf (_("Text of version %lld"), (long long) publication->version);
  History *history = history_of (GTK_WIDGET (button));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), publication->xml, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (view, "criteria-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  LwCriteriaSheet *sheet = lw_criteria_sheet_new (GTK_WIDGET (button), history->document, title, NULL, view);
  gtk_window_set_default_size (GTK_WINDOW (sheet), 760, 620);
  gtk_window_present (GTK_WINDOW (sheet));
}

static void
on_copy (GtkButton *button, const LwPublication *publication)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), publication->sha256);
}

static void
on_print (GtkButton *button, const LwPublication *publication)
{
  g_autofree char *title = lw_criteria_print_title (history_of (GTK_WIDGET (button))->document);

  lw_criteria_print (GTK_WIDGET (button), title, publication);
}

static void
add_button (GtkWidget *row, const char *icon, const char *name, GCallback clicked, gpointer publication)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", clicked, publication);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
subtitle_of (const LwPublication *publication)
{
  g_autofree char *when = lw_clock_format (publication->at);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("%s, by %s"), when, publication->person);
  if (publication->approver != NULL)
    g_string_append_printf (text, _(", approved by %s"), publication->approver);
  if (publication->reason != NULL)
    g_string_append_printf (text, "\n%s", publication->reason);
  g_string_append_printf (text, "\nSHA-256 %s", publication->sha256);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
make_row (LwPublication *publication)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (_("Version %lld"), (long long) publication->version);
  g_autofree char *subtitle = subtitle_of (publication);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  add_button (row, "text-x-generic-symbolic", _("Show the text"), G_CALLBACK (on_text), publication);
  add_button (row, "edit-copy-symbolic", _("Copy SHA-256"), G_CALLBACK (on_copy), publication);
  add_button (row, "printer-symbolic", _("Print the hash"), G_CALLBACK (on_print), publication);
  return row;
}

/* ---- two of them ---- */

static void
add_line (History *history, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (history->lines), row);
  g_ptr_array_add (history->shown, row);
}

static void
compare (History *history)
{
  const guint first = gtk_drop_down_get_selected (GTK_DROP_DOWN (history->first));
  const guint second = gtk_drop_down_get_selected (GTK_DROP_DOWN (history->second));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  for (guint i = 0; i < history->shown->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (history->lines), history->shown->pdata[i]);
  g_ptr_array_set_size (history->shown, 0);
  if (first >= history->list->len || second >= history->list->len)
    return;
  lines = lw_evaluation_differences (((LwPublication *) history->list->pdata[first])->xml,
                                     ((LwPublication *) history->list->pdata[second])->xml, &error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    add_line (history, lines->pdata[i]);
  if (lines == NULL || lines->len == 0)
    add_line (history, lines == NULL ? error->message : _("They say the same"));
}

static GtkWidget *
make_choice (History *history, const char *name, guint selected)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < history->list->len; i++)
    {
      g_autofree char *title = g_strdup_printf (_("Version %u"), i + 1);
      gtk_string_list_append (titles, title);
    }
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (titles)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (compare), history);
  return choice;
}

static GtkWidget *
make_comparison (History *history)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  history->lines = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (history->lines), _("What changed"));
  history->first = make_choice (history, _("From version"), history->list->len - 2);
  history->second = make_choice (history, _("To version"), history->list->len - 1);
  gtk_box_append (GTK_BOX (box), history->first);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_("to")));
  gtk_box_append (GTK_BOX (box), history->second);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (history->lines), box);
  compare (history);
  return history->lines;
}

void
lw_criteria_history_open (LwPanel *panel)
{
  LwDocument *document = lw_panel_get_document (panel);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), &error);
  GPtrArray *list = reader != NULL ? lw_evaluation_publications (lw_reader_connection (reader), &error) : NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *versions = adw_preferences_group_new ();
  History *history;

  if (list == NULL)
    {
      g_signal_emit_by_name (document, "failed", _("Reading the versions"), error);
      g_object_ref_sink (box);
      g_object_ref_sink (versions);
      g_object_unref (box);
      g_object_unref (versions);
      return;
    }
  history = g_new0 (History, 1);
  *history = (History){ .document = document, .list = list, .shown = g_ptr_array_new () };
  for (guint i = list->len; i > 0; i--)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (versions), make_row (list->pdata[i - 1]));
  gtk_box_append (GTK_BOX (box), versions);
  if (list->len > 1)
    gtk_box_append (GTK_BOX (box), make_comparison (history));
  LwCriteriaSheet *sheet = lw_criteria_sheet_new (GTK_WIDGET (panel), document, _("Versions of the method"), NULL, box);
  g_object_set_data_full (G_OBJECT (sheet), "lw-history", history, (GDestroyNotify) history_free);
  gtk_window_set_default_size (GTK_WINDOW (sheet), 760, 620);
  gtk_window_present (GTK_WINDOW (sheet));
}
