/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-pack-return-bar.h"

#include "dialog/lw-dialogs.h"
#include "lw-evaluation-pack.h"
#include "lw-pack-dialog.h"
#include "lw-people-own.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Whose pack the file was made from, and how often it was returned; NULL: from none. (transfer full) */
static char *
opened_for (LwDocument *document, guint *returns)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_autoptr (GPtrArray) packs = reader != NULL ? lw_evaluation_packs (lw_reader_connection (reader), NULL) : NULL;

  for (guint i = 0; packs != NULL && i < packs->len; i++)
    {
      const LwPackInfo *info = packs->pdata[i];

      *returns = info->returns;
      if (info->opened)
        return g_strdup (info->person);
    }
  return NULL;
}

typedef struct
{
  LwDocument *document; /* not owned: the bar goes first */
  GtkWidget *label, *back, *declare;
} Bar;

static char *
text_for (const char *person, guint returns, guint missing)
{
  if (missing > 0)
    return g_strdup_printf (ngettext ("%u declaration of yours is missing: until then no mark of these bids is taken.",
                                      "%u declarations of yours are missing: until then no mark of these bids is taken.", missing),
                            missing);
  if (returns == 0)
    return g_strdup_printf (_("This file was made from a pack for %s. Mark, confirm, then send the work back."), person);
  return g_strdup_printf (ngettext ("This file was made from a pack for %s, and was returned %u time. What you change now needs another return.",
                                    "This file was made from a pack for %s, and was returned %u times. What you change now needs another return.",
                                    returns),
                          person, returns);
}

static void
fill (GtkWidget *bar)
{
  const Bar *parts = g_object_get_data (G_OBJECT (bar), "lw-bar");
  guint returns = 0;
  g_autofree char *person = opened_for (parts->document, &returns), *text = NULL;
  const guint missing = lw_people_own_count_missing (parts->document);

  gtk_widget_set_visible (bar, person != NULL || missing > 0);
  gtk_widget_set_visible (parts->back, person != NULL);
  if (person == NULL && missing == 0)
    return;
  text = text_for (person, returns, missing);
  gtk_label_set_text (GTK_LABEL (parts->label), text);
}

static void
on_changed (GtkWidget *bar, GPtrArray *changes)
{
  static const char *const tables[] = { "evaluation_pack_return", "evaluation_declaration", "evaluation_assignment", "bidder_member",
                                        "bid",                    "person",                 NULL };

  for (guint i = 0; i < changes->len; i++)
    if (g_strv_contains (tables, ((const LwChange *) changes->pdata[i])->table))
      {
        fill (bar);
        return;
      }
}

static GtkWidget *
button_new (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

GtkWidget *
lw_pack_return_bar_new (LwDocument *document)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *label = gtk_label_new (NULL);
  Bar *parts = g_new0 (Bar, 1);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (bar, 18);
  gtk_widget_set_margin_end (bar, 18);
  gtk_widget_set_margin_top (bar, 6);
  gtk_widget_set_margin_bottom (bar, 6);
  *parts = (Bar) { document, label, button_new (_("Re_turn pack…"), "panel.marking-return"),
                   button_new (_("My _declarations…"), "panel.marking-declare") };
  gtk_box_append (GTK_BOX (bar), label);
  gtk_box_append (GTK_BOX (bar), parts->declare);
  gtk_box_append (GTK_BOX (bar), parts->back);
  g_object_set_data_full (G_OBJECT (bar), "lw-bar", parts, g_free);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), bar, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::person", G_CALLBACK (fill), bar, G_CONNECT_SWAPPED);
  fill (bar);
  return bar;
}

void
lw_pack_return (LwPanel *panel)
{
  LwDocument *document = lw_panel_get_document (panel);
  guint returns;
  g_autofree char *person = opened_for (document, &returns);

  if (person != NULL)
    lw_pack_dialog_return (lw_dialog_parent (GTK_WIDGET (panel)), document);
  else
    lw_panel_toast (panel, _("Only a file that was made from a pack is returned"));
}
