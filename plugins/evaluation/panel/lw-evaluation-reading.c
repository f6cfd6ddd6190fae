/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-reading.h"

#include "base/lw-i18n.h"

struct _LwEvaluationReading
{
  AdwBin parent_instance;
  AdwStatusPage *page;
  GtkWidget *spinner;
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (LwEvaluationReading, lw_evaluation_reading, ADW_TYPE_BIN)

static guint again_signal;

static void
on_again (LwEvaluationReading *self)
{
  g_signal_emit (self, again_signal, 0);
}

/* A spinner that nobody sees would draw for nothing. */
static void
lw_evaluation_reading_map (GtkWidget *widget)
{
  LwEvaluationReading *self = LW_EVALUATION_READING (widget);

  GTK_WIDGET_CLASS (lw_evaluation_reading_parent_class)->map (widget);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), gtk_widget_get_visible (self->spinner));
}

static void
lw_evaluation_reading_unmap (GtkWidget *widget)
{
  gtk_spinner_stop (GTK_SPINNER (LW_EVALUATION_READING (widget)->spinner));
  GTK_WIDGET_CLASS (lw_evaluation_reading_parent_class)->unmap (widget);
}

void
lw_evaluation_reading_set (LwEvaluationReading *self, gboolean reading)
{
  gtk_widget_set_visible (self->spinner, reading);
  gtk_widget_set_visible (self->again, !reading);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), reading && gtk_widget_get_mapped (GTK_WIDGET (self)));
  adw_status_page_set_title (self->page, reading ? _("Reading the marks…") : _("The marks are not read"));
  adw_status_page_set_description (self->page, reading ? _("There are many of them.")
                                                       : _("Reading them was cancelled. Nothing of the file is lost."));
}

static void
lw_evaluation_reading_class_init (LwEvaluationReadingClass *class)
{
  GTK_WIDGET_CLASS (class)->map = lw_evaluation_reading_map;
  GTK_WIDGET_CLASS (class)->unmap = lw_evaluation_reading_unmap;
  again_signal = g_signal_new ("read-again", LW_TYPE_EVALUATION_READING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
lw_evaluation_reading_init (LwEvaluationReading *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->page = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->page), "compact");
  self->spinner = gtk_spinner_new ();
  gtk_widget_set_size_request (self->spinner, 32, 32);
  gtk_widget_set_halign (self->spinner, GTK_ALIGN_CENTER);
  self->again = gtk_button_new_with_mnemonic (_("_Read the marks"));
  gtk_widget_set_halign (self->again, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->again, "pill");
  gtk_widget_add_css_class (self->again, "suggested-action");
  g_signal_connect_object (self->again, "clicked", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), self->again);
  adw_status_page_set_child (self->page, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
  lw_evaluation_reading_set (self, TRUE);
}

GtkWidget *
lw_evaluation_reading_new (void)
{
  return g_object_new (LW_TYPE_EVALUATION_READING, NULL);
}
