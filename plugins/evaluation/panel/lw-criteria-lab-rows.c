/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-criteria-lab-rows.h"

#include "base/lw-money.h"
#include "lw-criteria-lab-bids.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-text.h"

#include <string.h>

#include "base/lw-i18n.h"

typedef struct
{
  GtkWidget *takes_part, *remove;
  LwCriteriaField *name, *quality, *price;
} BidRow;

struct _LwCriteriaLabRows
{
  GtkBox parent_instance;
  LwDocument *document;
  GPtrArray *rows; /* of BidRow */
  gboolean filling;
  GtkWidget *grid, *buttons, *add;
};

G_DEFINE_FINAL_TYPE (LwCriteriaLabRows, lw_criteria_lab_rows, GTK_TYPE_BOX)

static guint changed_signal;

static void
emit_changed (LwCriteriaLabRows *page)
{
  if (!page->filling)
    g_signal_emit (page, changed_signal, 0);
}

/* ---- what the fields may hold ---- */

char *
lw_criteria_lab_check_money (LwDocument *document, const char *text, gboolean required)
{
  const char *currency = lw_document_get_currency (document);
  g_autofree char *cut = lw_evaluation_text_cut (text);
  gint64 minor;

  if ((*text == '\0' && !required) || (lw_money_parse (text, currency, "", &minor, NULL) && minor >= 0))
    return NULL;
  return g_strdup_printf (_("Expected an amount in %s, found “%s”"), currency, cut);
}

/* A fraction too: a bid of a lot may have one. */
static char *
check_quality (LwCriteriaField *field, const char *text, gpointer data)
{
  g_auto (LwRational) quality = LW_RATIONAL_INIT, full = LW_RATIONAL_INIT;

  lw_rational_set_int (&full, 100, 1);
  return lw_rational_parse (&quality, text, "", NULL) && lw_rational_sign (&quality) >= 0
                 && lw_rational_cmp (&quality, &full) <= 0
             ? NULL
             : g_strdup (_("Expected 0 to 100 marks"));
}

static char *
check_price (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_lab_check_money (((LwCriteriaLabRows *) data)->document, text, TRUE);
}

static char *
check_name (LwCriteriaField *field, const char *text, gpointer data)
{
  LwCriteriaLabRows *page = data;
  guint same = 0;

  for (guint i = 0; i < page->rows->len; i++)
    {
      g_autofree char *other = lw_criteria_field_get_text (((BidRow *) page->rows->pdata[i])->name);
      same += strcmp (other, text) == 0;
    }
  if (*text == '\0' || strpbrk (text, "=@\t") != NULL)
    return g_strdup (_("Expected a name without = and @"));
  return same > 1 ? g_strdup (_("Two bids have this name")) : NULL;
}

static gboolean
is_fine (LwCriteriaField *field)
{
  lw_criteria_field_check (field);
  return lw_criteria_field_get_message (field) == NULL;
}

gboolean
lw_criteria_lab_rows_check (LwCriteriaLabRows *page)
{
  gboolean fine = TRUE;

  for (guint i = 0; i < page->rows->len; i++)
    {
      const BidRow *row = page->rows->pdata[i];
      const gboolean name = is_fine (row->name), quality = is_fine (row->quality), price = is_fine (row->price);
      fine &= name && quality && price;
    }
  return fine;
}

guint
lw_criteria_lab_rows_n (LwCriteriaLabRows *page)
{
  return page->rows->len;
}

GPtrArray *
lw_criteria_lab_rows_read (LwCriteriaLabRows *page, gboolean all)
{
  GPtrArray *bids = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_lab_bid_free);

  for (guint i = 0; i < page->rows->len; i++)
    {
      const BidRow *row = page->rows->pdata[i];
      g_autofree char *name = lw_criteria_field_get_text (row->name);
      g_autofree char *quality_text = lw_criteria_field_get_text (row->quality),
                      *price_text = lw_criteria_field_get_text (row->price);
      g_auto (LwRational) quality = LW_RATIONAL_INIT;
      gint64 price = 0;

      if (!all && !gtk_check_button_get_active (GTK_CHECK_BUTTON (row->takes_part)))
        continue;
      lw_rational_parse (&quality, quality_text, "", NULL);
      lw_money_parse (price_text, lw_document_get_currency (page->document), "", &price, NULL);
      g_ptr_array_add (bids, lw_lab_bid_new (name, &quality, price));
    }
  return bids;
}

/* ---- the rows ---- */

static LwCriteriaField *
bid_field (LwCriteriaLabRows *page, const char *label, const char *text, gboolean numeric, int width, LwCriteriaCheck check)
{
  GtkWidget *field = lw_criteria_field_new (label, numeric);

  g_object_set (field, "width-chars", width, NULL);
  gtk_widget_set_valign (field, GTK_ALIGN_START);
  lw_criteria_field_set_check (LW_CRITERIA_FIELD (field), check, page);
  lw_criteria_field_reset (LW_CRITERIA_FIELD (field), text);
  g_signal_connect_swapped (field, "draft", G_CALLBACK (emit_changed), page);
  return LW_CRITERIA_FIELD (field);
}

static void
on_remove (GtkWidget *button, LwCriteriaLabRows *page)
{
  g_autoptr (GPtrArray) bids = lw_criteria_lab_rows_read (page, TRUE);

  for (guint i = 0; i < page->rows->len; i++)
    if (((BidRow *) page->rows->pdata[i])->remove == button)
      {
        g_ptr_array_remove_index (bids, i);
        lw_criteria_lab_rows_fill (page, bids);
        gtk_widget_grab_focus (page->add);
        return;
      }
}

static void
add_bid_row (LwCriteriaLabRows *page, const LwLabBid *bid)
{
  BidRow *row = g_new0 (BidRow, 1);
  g_autofree char *quality = lw_evaluation_number (&bid->quality);
  g_autofree char *price = lw_money_to_text (bid->price, lw_document_get_currency (page->document));
  const int place = (int) page->rows->len + 1;
  g_autofree char *takes = g_strdup_printf (_("Bid %d takes part"), place),
                                            *removes = g_strdup_printf (_("Remove bid %d"), place);
  g_autofree char *name_label = g_strdup_printf (_("Name of bid %d"), place);
  g_autofree char *quality_label = g_strdup_printf (_("Quality of bid %d"), place);
  g_autofree char *price_label = g_strdup_printf (_("Price of bid %d"), place);
  GtkWidget *cells[5];

  g_ptr_array_add (page->rows, row);
  row->takes_part = gtk_check_button_new ();
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row->takes_part), TRUE);
  gtk_widget_set_tooltip_text (row->takes_part, _("Takes part: without a tick, what would be if this bid left"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->takes_part), GTK_ACCESSIBLE_PROPERTY_LABEL, takes, -1);
  row->name = bid_field (page, name_label, bid->name, FALSE, 6, check_name);
  row->quality = bid_field (page, quality_label, quality, TRUE, 6, check_quality);
  row->price = bid_field (page, price_label, price, TRUE, 10, check_price);
  row->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_add_css_class (row->remove, "flat");
  gtk_widget_set_valign (row->remove, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (row->remove, _("Remove bid"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, removes, -1);
  g_signal_connect_swapped (row->takes_part, "toggled", G_CALLBACK (emit_changed), page);
  g_signal_connect (row->remove, "clicked", G_CALLBACK (on_remove), page);
  cells[0] = row->takes_part;
  cells[1] = GTK_WIDGET (row->name);
  cells[2] = GTK_WIDGET (row->quality);
  cells[3] = GTK_WIDGET (row->price);
  cells[4] = row->remove;
  for (int i = 0; i < 5; i++)
    gtk_grid_attach (GTK_GRID (page->grid), cells[i], i, place, 1, 1);
}

void
lw_criteria_lab_rows_fill (LwCriteriaLabRows *page, GPtrArray *bids)
{
  page->filling = TRUE;
  for (guint i = page->rows->len; i > 0; i--)
    gtk_grid_remove_row (GTK_GRID (page->grid), (int) i);
  g_ptr_array_set_size (page->rows, 0);
  for (guint i = 0; i < MIN (bids->len, LW_CRITERIA_LAB_MOST_BIDS); i++)
    add_bid_row (page, bids->pdata[i]);
  page->filling = FALSE;
  gtk_widget_set_sensitive (page->add, page->rows->len < LW_CRITERIA_LAB_MOST_BIDS);
  emit_changed (page);
}

static void
on_add (LwCriteriaLabRows *page)
{
  g_autoptr (GPtrArray) bids = lw_criteria_lab_rows_read (page, TRUE);
  g_auto (LwRational) quality = LW_RATIONAL_INIT;
  const LwLabBid *last = bids->len > 0 ? bids->pdata[bids->len - 1] : NULL;
  g_autofree char *name = lw_criteria_lab_bids_free_name (bids);

  lw_rational_set_int (&quality, 50, 1);
  g_ptr_array_add (bids, lw_lab_bid_new (name, &quality, last != NULL ? last->price : 10000));
  lw_criteria_lab_rows_fill (page, bids);
  lw_criteria_field_edit (((BidRow *) page->rows->pdata[page->rows->len - 1])->name);
}

/* ---- as a widget ---- */

void
lw_criteria_lab_rows_set_document (LwCriteriaLabRows *page, LwDocument *document)
{
  page->document = document;
}

void
lw_criteria_lab_rows_add_button (LwCriteriaLabRows *page, GtkWidget *button)
{
  gtk_box_append (GTK_BOX (page->buttons), button);
}

GtkWidget *
lw_criteria_lab_rows_new (void)
{
  return g_object_new (LW_TYPE_CRITERIA_LAB_ROWS, NULL);
}

static void
lw_criteria_lab_rows_dispose (GObject *object)
{
  LW_CRITERIA_LAB_ROWS (object)->filling = TRUE; /* what goes says nothing any more */
  G_OBJECT_CLASS (lw_criteria_lab_rows_parent_class)->dispose (object);
}

static void
lw_criteria_lab_rows_finalize (GObject *object)
{
  g_ptr_array_unref (LW_CRITERIA_LAB_ROWS (object)->rows);
  G_OBJECT_CLASS (lw_criteria_lab_rows_parent_class)->finalize (object);
}

static void
lw_criteria_lab_rows_class_init (LwCriteriaLabRowsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_criteria_lab_rows_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_criteria_lab_rows_finalize;
  changed_signal = g_signal_new ("changed", LW_TYPE_CRITERIA_LAB_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_criteria_lab_rows_init (LwCriteriaLabRows *page)
{
  const char *const headings[] = { "", _("Bid"), _("Marks of 100"), _("Price") };

  gtk_orientable_set_orientation (GTK_ORIENTABLE (page), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (page), 6);
  page->rows = g_ptr_array_new_with_free_func (g_free);
  page->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (page->grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (page->grid), 6);
  for (int i = 0; i < (int) G_N_ELEMENTS (headings); i++)
    {
      GtkWidget *label = gtk_label_new (headings[i]);
      gtk_label_set_xalign (GTK_LABEL (label), i > 1 ? 1 : 0);
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_grid_attach (GTK_GRID (page->grid), label, i, 0, 1, 1);
    }
  page->add = gtk_button_new_with_label (_("Add bid"));
  page->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (page->buttons), page->add);
  gtk_box_append (GTK_BOX (page), page->grid);
  gtk_box_append (GTK_BOX (page), page->buttons);
  g_signal_connect_swapped (page->add, "clicked", G_CALLBACK (on_add), page);
}
