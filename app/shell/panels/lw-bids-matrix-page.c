/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The view Matrix of the panel Bids: the grid of lots and bidders, what its current cell says on the line below, the form
 * for a bid in an empty cell, and what stands there instead while there is nothing to show.
 */
#include "config.h"

#include "panels/lw-bids-matrix-page.h"

#include "panels/lw-bids-form.h"

#include "base/lw-i18n.h"

struct _LwBidsMatrixPage
{
  AdwBin parent;
  LwDocument *document;
  LwBidsGrid *grid;
  GtkWidget *stack; /* "matrix", "empty" or "nothing" */
  GtkWidget *status;
  GtkWidget *popover; /* to add a bid */
};

G_DEFINE_FINAL_TYPE (LwBidsMatrixPage, lw_bids_matrix_page, ADW_TYPE_BIN)

enum
{
  ADDED,
  START,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* ---- what is shown ---- */

static void
update_status (LwBidsMatrixPage *self)
{
  g_autofree char *text = lw_bids_grid_describe (self->grid);
  gtk_label_set_text (GTK_LABEL (self->status), text);
}

static void
show (LwBidsMatrixPage *self, gboolean some)
{
  const LwBidMatrix *matrix = lw_bids_grid_get_matrix (self->grid);
  const gboolean empty = matrix == NULL || matrix->lots->len == 0 || matrix->bidders->len == 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), empty ? "empty" : some ? "matrix" : "nothing");
  update_status (self);
}

gboolean
lw_bids_matrix_page_reload (LwBidsMatrixPage *self, const char *filter, GError **error)
{
  LwBidMatrix *matrix = lw_bid_matrix_load (self->document, error);
  gboolean some;

  if (matrix == NULL)
    return FALSE;
  some = lw_bid_matrix_filter (matrix, filter);
  lw_bids_grid_set_matrix (self->grid, matrix);
  show (self, some);
  return TRUE;
}

void
lw_bids_matrix_page_filter (LwBidsMatrixPage *self, const char *filter)
{
  show (self, lw_bids_grid_filter (self->grid, filter));
}

char *
lw_bids_matrix_page_get_count_text (LwBidsMatrixPage *self)
{
  const LwBidMatrix *matrix = lw_bids_grid_get_matrix (self->grid);
  guint n = 0;

  if (matrix == NULL)
    return NULL;
  for (guint i = 0; i < matrix->lots->len; i++)
    n += ((const LwBidLine *) matrix->lots->pdata[i])->n_bids;
  return g_strdup_printf (ngettext ("%u bid submitted", "%u bids submitted", n), n);
}

char *
lw_bids_matrix_page_get_key (LwBidsMatrixPage *self)
{
  const LwBidMatrix *matrix = lw_bids_grid_get_matrix (self->grid);
  const char *lot, *bidder;
  guint row, column;

  if (!lw_bids_grid_get_current (self->grid, &lot, &bidder) || !lw_bid_matrix_find (matrix, lot, bidder, &row, &column)
      || lw_bid_matrix_cell (matrix, row, column) == NULL)
    return NULL;
  return g_strdup_printf ("%s/%s", lot, bidder);
}

LwBidsGrid *
lw_bids_matrix_page_get_grid (LwBidsMatrixPage *self)
{
  return self->grid;
}

/* ---- a bid in an empty cell ---- */

static void
on_added (LwBidsForm *form, const char *key, gpointer user_data)
{
  LwBidsMatrixPage *self = user_data;

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, signals[ADDED], 0, key);
}

static void
on_popover_closed (LwBidsMatrixPage *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->grid), TRUE);
}

/* At the cell itself: its lot and bidder are given. */
void
lw_bids_matrix_page_add_here (LwBidsMatrixPage *self)
{
  const char *lot, *bidder;

  if (!lw_bids_grid_get_current (self->grid, &lot, &bidder))
    return;
  g_autofree char *of = g_strdup_printf ("lot=%s", lot), *by = g_strdup_printf ("bidder=%s", bidder);
  const char *const preset[] = { of, by, NULL };
  LwBidsForm *form = lw_bids_form_new_add (self->document, "bid", preset);
  GdkRectangle area;

  g_signal_connect_object (form, "added", G_CALLBACK (on_added), self, 0);
  gtk_widget_set_size_request (GTK_WIDGET (form), 240, -1);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (form));
  lw_bids_grid_get_area (self->grid, &area);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &area);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->grid), FALSE); /* it would lie over the form */
  gtk_popover_popup (GTK_POPOVER (self->popover));
  lw_bids_form_focus (form);
}

/* ---- as a widget ---- */

static GtkWidget *
make_legend (void)
{
  GtkWidget *legend = gtk_label_new (NULL);

  gtk_label_set_text (GTK_LABEL (legend), _("● submitted   ○ withdrawn   ✕ excluded"));
  gtk_widget_add_css_class (legend, "caption");
  gtk_widget_add_css_class (legend, "dim-label");
  return legend;
}

static GtkWidget *
make_page (const char *icon, const char *title, const char *description)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  return page;
}

static void
on_start (LwBidsMatrixPage *self)
{
  g_signal_emit (self, signals[START], 0);
}

static GtkWidget *
make_empty (LwBidsMatrixPage *self)
{
  GtkWidget *page = make_page ("x-office-spreadsheet-symbolic", _("No bids yet"),
                               _("Here every bidder's bid for every lot will stand. It takes a lot and a bidder first."));
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Add lot or bidder"));

  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, lw_document_get_read_only_reason (self->document) == NULL);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_start), self);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

/* Below the grid: what the current cell says, and what the signs mean. */
static GtkWidget *
make_line (LwBidsMatrixPage *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->status = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->status), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->status), 0);
  gtk_widget_set_hexpand (self->status, TRUE);
  gtk_widget_add_css_class (self->status, "numeric");
  gtk_widget_set_margin_start (line, 18);
  gtk_widget_set_margin_end (line, 18);
  gtk_widget_set_margin_top (line, 6);
  gtk_widget_set_margin_bottom (line, 6);
  gtk_box_append (GTK_BOX (line), self->status);
  gtk_box_append (GTK_BOX (line), make_legend ());
  return line;
}

static GtkWidget *
make_matrix (LwBidsMatrixPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroll = gtk_scrolled_window_new ();

  self->grid = lw_bids_grid_new ();
  self->popover = gtk_popover_new ();
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->grid));
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (on_popover_closed), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), GTK_WIDGET (self->grid));
  gtk_widget_set_vexpand (scroll, TRUE);
  gtk_box_append (GTK_BOX (box), scroll);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_line (self));
  g_signal_connect_swapped (self->grid, "current-changed", G_CALLBACK (update_status), self);
  return box;
}

LwBidsMatrixPage *
lw_bids_matrix_page_new (LwDocument *document)
{
  LwBidsMatrixPage *self = g_object_new (LW_TYPE_BIDS_MATRIX_PAGE, NULL);

  self->document = g_object_ref (document);
  gtk_stack_add_named (GTK_STACK (self->stack), make_matrix (self), "matrix");
  gtk_stack_add_named (GTK_STACK (self->stack), make_empty (self), "empty");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       make_page ("edit-find-symbolic", _("Nothing matches"),
                                  _("No bidder and no lot has this in its name. Clear the filter to see all.")),
                       "nothing");
  return self;
}

static void
lw_bids_matrix_page_dispose (GObject *object)
{
  LwBidsMatrixPage *self = LW_BIDS_MATRIX_PAGE (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (lw_bids_matrix_page_parent_class)->dispose (object);
}

static void
lw_bids_matrix_page_class_init (LwBidsMatrixPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_bids_matrix_page_dispose;
  signals[ADDED] = g_signal_new ("added", LW_TYPE_BIDS_MATRIX_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
  signals[START] = g_signal_new ("start", LW_TYPE_BIDS_MATRIX_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_bids_matrix_page_init (LwBidsMatrixPage *self)
{
  self->stack = gtk_stack_new ();
  adw_bin_set_child (ADW_BIN (self), self->stack);
}
