/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-prices-ask.h"

#include "dialog/lw-dialogs.h"

#include "base/lw-i18n.h"

#define LW_TYPE_PRICES_ASK (lw_prices_ask_get_type ())
G_DECLARE_FINAL_TYPE (LwPricesAsk, lw_prices_ask, LW, PRICES_ASK, AdwWindow)

struct _LwPricesAsk
{
  AdwWindow parent_instance;

  LwAsk ask;
  guint n_fields;
  GtkWidget *entries[LW_ASK_FIELDS];
  GtkLabel *said;
  GtkWidget *confirm;
};

G_DEFINE_FINAL_TYPE (LwPricesAsk, lw_prices_ask, ADW_TYPE_WINDOW)

static void
take_values (LwPricesAsk *self, const char *values[LW_ASK_FIELDS + 1])
{
  for (guint i = 0; i < LW_ASK_FIELDS + 1; i++)
    values[i] = i < self->n_fields ? gtk_editable_get_text (GTK_EDITABLE (self->entries[i])) : NULL;
}

static void
on_typed (LwPricesAsk *self)
{
  const char *values[LW_ASK_FIELDS + 1];
  g_autofree char *said = NULL;
  gboolean may;

  take_values (self, values);
  may = self->ask.check (values, &said, self->ask.data);
  gtk_widget_set_sensitive (self->confirm, may);
  gtk_label_set_text (self->said, said != NULL ? said : "");
  gtk_widget_set_visible (GTK_WIDGET (self->said), said != NULL);
}

static void
on_confirm (LwPricesAsk *self)
{
  const char *values[LW_ASK_FIELDS + 1];

  if (!gtk_widget_get_sensitive (self->confirm))
    return;
  take_values (self, values);
  self->ask.done (values, self->ask.data);
  gtk_window_destroy (GTK_WINDOW (self));
}

static GtkWidget *
header_bar (LwPricesAsk *self)
{
  GtkWidget *bar = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  self->confirm = gtk_button_new_with_mnemonic (self->ask.confirm);
  gtk_widget_add_css_class (self->confirm, self->ask.final ? "destructive-action" : "suggested-action");
  g_signal_connect_swapped (self->confirm, "clicked", G_CALLBACK (on_confirm), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->confirm);
  return bar;
}

static GtkWidget *
fields (LwPricesAsk *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  for (; self->n_fields < LW_ASK_FIELDS && self->ask.fields[self->n_fields].label != NULL; self->n_fields++)
    {
      const LwAskField *field = &self->ask.fields[self->n_fields];
      GtkWidget *entry = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), field->label);
      gtk_editable_set_text (GTK_EDITABLE (entry), field->text != NULL ? field->text : "");
      g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_typed), self);
      g_signal_connect_swapped (entry, "entry-activated", G_CALLBACK (on_confirm), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
      self->entries[self->n_fields] = entry;
    }
  return group;
}

static GtkWidget *
label (const char *text, const char *class)
{
  GtkWidget *widget = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
  gtk_label_set_xalign (GTK_LABEL (widget), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (widget), 60);
  if (class != NULL)
    gtk_widget_add_css_class (widget, class);
  return widget;
}

GtkWindow *
lw_prices_ask (GtkWidget *from, const LwAsk *ask)
{
  LwPricesAsk *self = g_object_new (LW_TYPE_PRICES_ASK, "modal", TRUE, "transient-for", lw_dialog_parent (from), "title", ask->heading,
                                    "default-width", 480, "destroy-with-parent", TRUE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->ask = *ask;
  gtk_box_append (GTK_BOX (box), header_bar (self));
  gtk_box_append (GTK_BOX (inner), label (ask->body, NULL));
  gtk_box_append (GTK_BOX (inner), fields (self));
  self->said = GTK_LABEL (label ("", "dim-label"));
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->said));
  gtk_widget_set_margin_start (inner, 18);
  gtk_widget_set_margin_end (inner, 18);
  gtk_widget_set_margin_top (inner, 12);
  gtk_widget_set_margin_bottom (inner, 18);
  gtk_box_append (GTK_BOX (box), inner);
  adw_window_set_content (ADW_WINDOW (self), box);
  on_typed (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->entries[0]);
  return GTK_WINDOW (self);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *nothing, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
lw_prices_ask_finalize (GObject *object)
{
  LwPricesAsk *self = LW_PRICES_ASK (object);

  if (self->ask.destroy != NULL)
    self->ask.destroy (self->ask.data);
  G_OBJECT_CLASS (lw_prices_ask_parent_class)->finalize (object);
}

static void
lw_prices_ask_class_init (LwPricesAskClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_prices_ask_finalize;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
lw_prices_ask_init (LwPricesAsk *self)
{
}

void
lw_prices_ask_type (GtkWindow *window, guint field, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (LW_PRICES_ASK (window)->entries[field]), text);
}

const char *
lw_prices_ask_get_said (GtkWindow *window)
{
  return gtk_label_get_text (LW_PRICES_ASK (window)->said);
}

gboolean
lw_prices_ask_confirm (GtkWindow *window)
{
  const gboolean may = gtk_widget_get_sensitive (LW_PRICES_ASK (window)->confirm);

  on_confirm (LW_PRICES_ASK (window));
  return may;
}
