/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-bids-chips.h"

#include "panel/lw-panel.h"

#include "base/lw-i18n.h"

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

/* "prices: illustrative", with the file's own explanation as the tooltip. */
static void
add_chip (GtkWidget *box, LwConnection *connection, const char *subject)
{
  static const struct
  {
    const char *subject;
    const char *title;
  } titles[] = {
    { "bids", N_("bids") },     { "prices", N_("prices") }, { "bidders", N_("bidders") },
    { "shares", N_("shares") }, { "lots", N_("lots") },     { "values", N_("values") },
    { "areas", N_("areas") },   { "people", N_("people") },
  };
  g_autoptr (LwStatement) row
      = lw_connection_prepare (connection, "SELECT trust, note FROM provenance WHERE subject = ?", NULL);

  if (row == NULL)
    return;
  lw_statement_bind (row, "s", subject);
  if (lw_statement_step (row, NULL) != LW_STEP_ROW)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].subject, subject))
      {
        GtkWidget *chip = lw_trust_chip_new (lw_statement_text (row, 0));
        /* Translators: what it is, and how far it may be trusted: "prices: illustrative". */
        g_autofree char *text = g_strdup_printf (_("%s: %s"), _(titles[i].title), lw_trust_title (lw_statement_text (row, 0)));
        gtk_label_set_text (GTK_LABEL (chip), text);
        if (lw_statement_text (row, 1) != NULL)
          gtk_widget_set_tooltip_text (chip, lw_statement_text (row, 1));
        gtk_box_append (GTK_BOX (box), chip);
      }
}

void
lw_bids_chips_fill (GtkWidget *box, LwDocument *document, const char *const *subjects)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);

  clear_box (box);
  for (guint i = 0; reader != NULL && subjects[i] != NULL; i++)
    add_chip (box, lw_reader_connection (reader), subjects[i]);
}
