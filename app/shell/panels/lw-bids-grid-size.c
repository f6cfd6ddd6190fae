/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The matrix of bids: how large its cells and headers are, where each stands, how far it is scrolled. What it draws there
 * is in lw-bids-grid-draw.c, what keys and the mouse do in lw-bids-grid.c.
 */
#include "config.h"

#include "panel/lw-panel.h"
#include "panels/lw-bids-grid-private.h"

#include <math.h>

int
lw_bids_grid_n_rows (LwBidsGrid *self)
{
  return self->matrix != NULL ? (int) self->matrix->rows->len : 0;
}

int
lw_bids_grid_n_columns (LwBidsGrid *self)
{
  return self->matrix != NULL ? (int) self->matrix->columns->len : 0;
}

PangoLayout *
lw_bids_grid_layout (LwBidsGrid *self, const char *text, gboolean bold, gboolean struck)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (struck)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static int
text_width (LwBidsGrid *self, const char *text, gboolean bold)
{
  g_autoptr (PangoLayout) layout = lw_bids_grid_layout (self, text, bold, FALSE);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

void
lw_bids_grid_measure_all (LwBidsGrid *self)
{
  g_autoptr (PangoLayout) layout = lw_bids_grid_layout (self, "Ag", FALSE, FALSE);
  const double scale = lw_text_scale (GTK_WIDGET (self));
  int height;

  if (self->measured)
    return;
  pango_layout_get_pixel_size (layout, NULL, &height);
  self->row_height = MAX (ROW_HEIGHT, height + 8);
  self->head_height = 2 * height + 10;
  self->cell_width = text_width (self, "£8.4m", FALSE);
  self->head_width = (int) (160 * scale);
  for (int i = 0; i < lw_bids_grid_n_columns (self); i++)
    self->cell_width = MAX (self->cell_width, text_width (self, lw_bid_matrix_lot (self->matrix, i)->id, TRUE));
  for (int r = 0; r < lw_bids_grid_n_rows (self); r++)
    {
      const LwBidLine *line = lw_bid_matrix_bidder (self->matrix, r);
      g_autofree char *name = g_strdup_printf ("%s  %s  00", line->id, line->name);
      self->head_width = MAX (self->head_width, MIN (text_width (self, name, FALSE) + 2 * PADDING + 12, (int) (MAX_NAME_WIDTH * scale)));
      for (int c = 0; c < lw_bids_grid_n_columns (self); c++)
        {
          const LwBidCell *cell = lw_bid_matrix_cell (self->matrix, r, c);
          if (cell != NULL && cell->price != NULL)
            self->cell_width = MAX (self->cell_width, text_width (self, cell->price, FALSE));
        }
    }
  self->cell_width += SYMBOL + 14;
  self->measured = TRUE;
}

double
lw_bids_grid_offset (LwBidsGrid *self, GtkOrientation orientation)
{
  return self->adjustment[orientation] != NULL ? floor (gtk_adjustment_get_value (self->adjustment[orientation])) : 0;
}

void
lw_bids_grid_cell_area (LwBidsGrid *self, int row, int column, graphene_rect_t *area)
{
  graphene_rect_init (area,
                      (float) (self->head_width + column * self->cell_width
                               - lw_bids_grid_offset (self, GTK_ORIENTATION_HORIZONTAL)),
                      (float) (self->head_height + row * self->row_height - lw_bids_grid_offset (self, GTK_ORIENTATION_VERTICAL)),
                      (float) self->cell_width, (float) self->row_height);
}

gboolean
lw_bids_grid_find_cell (LwBidsGrid *self, double x, double y, int *row, int *column)
{
  *column = (int) floor ((x - self->head_width + lw_bids_grid_offset (self, GTK_ORIENTATION_HORIZONTAL)) / self->cell_width);
  *row = (int) floor ((y - self->head_height + lw_bids_grid_offset (self, GTK_ORIENTATION_VERTICAL)) / self->row_height);
  return x >= self->head_width && y >= self->head_height && *column < lw_bids_grid_n_columns (self)
         && *row < lw_bids_grid_n_rows (self);
}

void
lw_bids_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  LwBidsGrid *self = LW_BIDS_GRID (widget);

  lw_bids_grid_measure_all (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->head_width + self->cell_width;
      *natural = self->head_width + MAX (lw_bids_grid_n_columns (self), 1) * self->cell_width;
    }
  else
    {
      *minimum = self->head_height + self->row_height;
      *natural = self->head_height + MAX (lw_bids_grid_n_rows (self), 1) * self->row_height;
    }
}

static void
configure (LwBidsGrid *self, GtkOrientation orientation, int whole, int page, int step)
{
  GtkAdjustment *adjustment = self->adjustment[orientation];

  if (adjustment == NULL)
    return;
  gtk_adjustment_configure (adjustment, CLAMP (gtk_adjustment_get_value (adjustment), 0, MAX (0, whole - page)), 0,
                            MAX (whole, page), step, MAX (page - step, step), page);
}

static void
show_range (GtkAdjustment *adjustment, double from, double size)
{
  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment, from, from + size);
}

static void
show_current (LwBidsGrid *self)
{
  show_range (self->adjustment[GTK_ORIENTATION_HORIZONTAL], self->column * self->cell_width, self->cell_width);
  show_range (self->adjustment[GTK_ORIENTATION_VERTICAL], self->row * self->row_height, self->row_height);
}

static gboolean
is_in_range (GtkAdjustment *adjustment, double from, double size)
{
  return adjustment != NULL && from >= gtk_adjustment_get_value (adjustment)
         && from + size <= gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment);
}

static gboolean
is_current_in_sight (LwBidsGrid *self)
{
  return is_in_range (self->adjustment[GTK_ORIENTATION_HORIZONTAL], self->column * self->cell_width, self->cell_width)
         && is_in_range (self->adjustment[GTK_ORIENTATION_VERTICAL], self->row * self->row_height, self->row_height);
}

static void
place_cell (LwBidsGrid *self)
{
  const gboolean shown = self->row >= 0;
  graphene_rect_t area;

  gtk_widget_set_child_visible (self->cell, shown);
  if (!shown)
    return;
  lw_bids_grid_cell_area (self, self->row, self->column, &area);
  gtk_widget_size_allocate (
      self->cell,
      &(GtkAllocation) { (int) area.origin.x, (int) area.origin.y, self->cell_width, self->row_height }, -1);
}

/* A popover of the grid grows with what is in it only where it is asked to when the grid is laid out. */
static void
present_popovers (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
}

void
lw_bids_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LwBidsGrid *self = LW_BIDS_GRID (widget);

  lw_bids_grid_measure_all (self);
  /* a current cell that was in sight stays in sight when the room gets less */
  self->reveal = self->reveal || is_current_in_sight (self);
  configure (self, GTK_ORIENTATION_HORIZONTAL, lw_bids_grid_n_columns (self) * self->cell_width,
             MAX (0, width - self->head_width), self->cell_width);
  configure (self, GTK_ORIENTATION_VERTICAL, lw_bids_grid_n_rows (self) * self->row_height,
             MAX (0, height - self->head_height), self->row_height);
  if (self->reveal && self->row >= 0 && width > 0)
    {
      self->reveal = FALSE;
      show_current (self);
    }
  place_cell (self);
  present_popovers (widget);
}
