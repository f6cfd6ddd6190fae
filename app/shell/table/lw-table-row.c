/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A row in sight: one widget, which draws its cells. Its accessible label says all of them, "Lot: L12; Mark: 4".
 * Widgets go round as the table scrolls.
 */
#include "config.h"

#include "table/lw-table-private.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Most bytes of a text that can matter in a cell. */
#define SHOWN_BYTES 400

typedef struct
{
  char *text; /* as shown, with the symbol of its tone */
  LwCellTone tone;
} Cell;

struct _LwTableRow
{
  GtkWidget parent_instance;

  LwTableView *view; /* the parent */
  guint place;       /* G_MAXUINT: none */
  guint serial;
  GArray *cells;     /* of Cell, one a visible column */
};

G_DEFINE_FINAL_TYPE (LwTableRow, lw_table_row, GTK_TYPE_WIDGET)

static void
cell_clear (gpointer data)
{
  g_free (((Cell *) data)->text);
}

static const char *
symbol_of (LwCellTone tone)
{
  switch (tone)
    {
    case LW_CELL_GOOD:
      return "✓ ";
    case LW_CELL_ATTENTION:
      return "! ";
    case LW_CELL_WRONG:
      return "✗ ";
    case LW_CELL_PLAIN:
    case LW_CELL_NEUTRAL:
    default:
      return "";
    }
}

static GdkRGBA
color_of (GtkStyleContext *style, LwCellTone tone)
{
  const char *name = tone == LW_CELL_GOOD        ? "success_color"
                     : tone == LW_CELL_ATTENTION ? "warning_color"
                     : tone == LW_CELL_WRONG     ? "error_color"
                                                 : NULL;
  GdkRGBA color;

  if (name != NULL && gtk_style_context_lookup_color (style, name, &color))
    return color;
  gtk_style_context_get_color (style, &color);
  if (tone == LW_CELL_NEUTRAL)
    color.alpha *= 0.6f;
  return color;
}

/* ---- drawing ---- */

/* The cells' texts of one font and colour become one text of the row: with a text a cell, half of a frame's time went
 * into beginning and ending them. */
typedef struct
{
  GtkSnapshot *snapshot;
  PangoGlyphString *glyphs;
  PangoFont *font; /* its layout may leave the cache before the line is done */
  GdkRGBA color;
  int start, end;  /* Pango's units */
  int baseline;
} Line;

static void
line_flush (Line *line)
{
  GskRenderNode *node;

  if (line->glyphs->num_glyphs == 0)
    return;
  node = gsk_text_node_new (line->font, line->glyphs, &line->color,
                            &GRAPHENE_POINT_INIT ((float) line->start / PANGO_SCALE, (float) line->baseline / PANGO_SCALE));
  if (node != NULL) /* not spaces alone */
    {
      gtk_snapshot_append_node (line->snapshot, node);
      gsk_render_node_unref (node);
    }
  pango_glyph_string_set_size (line->glyphs, 0);
}

/* The last glyph so far gets as wide as to reach to the next. */
static void
line_add (Line *line, const PangoGlyphItem *run, int x, int baseline, const GdkRGBA *color)
{
  PangoFont *font = run->item->analysis.font;
  const int n = run->glyphs->num_glyphs;
  int before = line->glyphs->num_glyphs;

  if (before > 0 && (font != line->font || baseline != line->baseline || !gdk_rgba_equal (color, &line->color)))
    {
      line_flush (line);
      before = 0;
    }
  if (before > 0)
    line->glyphs->glyphs[before - 1].geometry.width += x - line->end;
  else
    {
      g_set_object (&line->font, font);
      line->color = *color;
      line->start = x;
      line->baseline = baseline;
    }
  pango_glyph_string_set_size (line->glyphs, before + n);
  if (n > 0)
    memcpy (&line->glyphs->glyphs[before], run->glyphs->glyphs, (gsize) n * sizeof (PangoGlyphInfo));
  line->end = x + pango_glyph_string_get_width (run->glyphs);
}

static void
snapshot_cell (LwTableRow *self, Line *line, const LwTableColumn *column, const Cell *cell, int x, int height)
{
  const int room = MAX (1, column->drawn - 2 * LW_TABLE_PADDING);
  PangoLayout *layout = lw_table_view_layout (self->view, cell->text, column->numeric, room);
  const PangoLayoutLine *text = pango_layout_get_line_readonly (layout, 0);
  GdkRGBA color = color_of (gtk_widget_get_style_context (GTK_WIDGET (self)), cell->tone);
  int width, text_height, baseline;

  pango_layout_get_pixel_size (layout, &width, &text_height);
  x += LW_TABLE_PADDING + (column->numeric ? MAX (0, room - width) : 0);
  if (text->resolved_dir == PANGO_DIRECTION_RTL)
    {
      /* where its line begins in its width, the layout knows */
      gtk_snapshot_save (line->snapshot);
      gtk_snapshot_translate (line->snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) ((height - text_height) / 2)));
      gtk_snapshot_append_layout (line->snapshot, layout, &color);
      gtk_snapshot_restore (line->snapshot);
      return;
    }
  x *= PANGO_SCALE;
  baseline = (height - text_height) / 2 * PANGO_SCALE + pango_layout_get_baseline (layout);
  for (const GSList *run = text->runs; run != NULL; run = run->next)
    {
      line_add (line, run->data, x, baseline, &color);
      x = line->end;
    }
}

/* A ring around the cell that keys act on. */
static void
snapshot_ring (LwTableRow *self, GtkSnapshot *snapshot, int x, int width, int height)
{
  GskRoundedRect ring;
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_color", &color))
    gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  gsk_rounded_rect_init_from_rect (
      &ring, &GRAPHENE_RECT_INIT ((float) x + 1, 1, (float) MAX (2, width - 2), (float) MAX (2, height - 2)), 4);
  gtk_snapshot_append_border (snapshot, &ring, (float[4]){ 2, 2, 2, 2 }, (GdkRGBA[4]){ color, color, color, color });
}

/* Between rows; a shadow of CSS would say the same, and cost as much as the texts. */
static void
snapshot_line (LwTableRow *self, GtkSnapshot *snapshot, int width, int height)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha *= 0.07f;
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, (float) height - 1, (float) width, 1));
}

static void
lw_table_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LwTableRow *self = LW_TABLE_ROW (widget);
  LwTable *table = lw_table_view_get_table (self->view);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const int offset = lw_table_view_get_offset (self->view);
  guint place, cell = 0;
  const gboolean current = lw_table_view_get_current (self->view, &place) && place == self->place;
  const int ringed = current && gtk_widget_has_visible_focus (widget) ? lw_table_view_get_current_column (self->view) : -1;

  Line line = { .snapshot = snapshot, .glyphs = pango_glyph_string_new () };

  snapshot_line (self, snapshot, width, height);
  for (int i = lw_table_next_column (table, -1, 1); i >= 0 && cell < self->cells->len;
       i = lw_table_next_column (table, i, 1), cell++)
    {
      const LwTableColumn *column = lw_table_column (table, (guint) i);
      const Cell *shown = &g_array_index (self->cells, Cell, cell);
      const int x = column->x - offset;

      if (x >= width || x + column->drawn <= 0)
        continue;
      if (*shown->text != '\0')
        snapshot_cell (self, &line, column, shown, x, height);
      if (i == ringed)
        snapshot_ring (self, snapshot, x, column->drawn, height);
    }
  line_flush (&line);
  g_clear_object (&line.font);
  pango_glyph_string_free (line.glyphs);
}

/* The ring comes and goes with the focus, of which the style says nothing. */
static void
lw_table_row_state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  const GtkStateFlags changed = before ^ gtk_widget_get_state_flags (widget);

  if (changed & (GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE | GTK_STATE_FLAG_BACKDROP))
    gtk_widget_queue_draw (widget);
  if (GTK_WIDGET_CLASS (lw_table_row_parent_class)->state_flags_changed != NULL)
    GTK_WIDGET_CLASS (lw_table_row_parent_class)->state_flags_changed (widget, before);
}

static void
lw_table_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural
      = orientation == GTK_ORIENTATION_VERTICAL ? lw_table_view_row_height (LW_TABLE_ROW (widget)->view) : 0;
}

/* ---- what it says ---- */

static gboolean
lw_table_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  LwTableRow *self = LW_TABLE_ROW (widget);
  LwTable *table = lw_table_view_get_table (self->view);
  const int offset = lw_table_view_get_offset (self->view);
  const int current = lw_table_view_get_current_column (self->view);

  if (self->place == G_MAXUINT || self->place >= lw_rows_get_n_rows (lw_table_get_rows (table)))
    return FALSE;
  for (int i = lw_table_next_column (table, -1, 1); i >= 0; i = lw_table_next_column (table, i, 1))
    {
      const LwTableColumn *column = lw_table_column (table, (guint) i);
      const int left = column->x - offset, room = MAX (1, column->drawn - 2 * LW_TABLE_PADDING);

      if (keyboard ? i != current : x < left || x >= left + column->drawn)
        continue;
      g_autofree char *text = lw_rows_get_text (lw_table_get_rows (table), self->place, column->column);
      if (strchr (text, '\n') == NULL && strlen (text) < SHOWN_BYTES
          && !pango_layout_is_ellipsized (lw_table_view_layout (self->view, text, column->numeric, room)))
        return FALSE;
      gtk_tooltip_set_text (tooltip, text);
      return TRUE;
    }
  return FALSE;
}

/* One line of at most SHOWN_BYTES. */
static char *
shown_text (const char *text, LwCellTone tone)
{
  GString *shown = g_string_new (*text == '\0' ? "" : symbol_of (tone));
  gsize length = strnlen (text, SHOWN_BYTES + 1);

  if (length > SHOWN_BYTES)
    for (length = SHOWN_BYTES; length > 0 && (text[length] & 0xc0) == 0x80;)
      length--;
  g_string_append_len (shown, text, (gssize) length);
  if (text[length] != '\0')
    g_string_append (shown, "…");
  for (char *p = shown->str; *p != '\0'; p++)
    if (*p == '\n' || *p == '\t' || *p == '\r')
      *p = ' ';
  return g_string_free (shown, FALSE);
}

static void
update_accessible (LwTableRow *self)
{
  LwTable *table = lw_table_view_get_table (self->view);
  g_autoptr (GString) label = g_string_new (NULL);
  guint cell = 0;

  for (int i = lw_table_next_column (table, -1, 1); i >= 0 && cell < self->cells->len;
       i = lw_table_next_column (table, i, 1), cell++)
    {
      const char *text = g_array_index (self->cells, Cell, cell).text;

      if (*text != '\0')
        g_string_append_printf (label, "%s%s: %s", label->len > 0 ? "; " : "", lw_table_column (table, (guint) i)->title,
                                text);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_INDEX, (int) self->place + 1, -1);
}

void
lw_table_row_update_state (LwTableRow *row)
{
  if (row->place == G_MAXUINT)
    return;

  const gboolean selected = lw_table_view_is_selected (row->view, row->place);
  if (selected != ((gtk_widget_get_state_flags (GTK_WIDGET (row)) & GTK_STATE_FLAG_SELECTED) != 0))
    {
      if (selected)
        gtk_widget_set_state_flags (GTK_WIDGET (row), GTK_STATE_FLAG_SELECTED, FALSE);
      else
        gtk_widget_unset_state_flags (GTK_WIDGET (row), GTK_STATE_FLAG_SELECTED);
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
  gtk_widget_queue_draw (GTK_WIDGET (row));
}

void
lw_table_row_bind (LwTableRow *row, guint place, guint serial)
{
  if (row->place == place && row->serial == serial)
    return;

  LwTable *table = lw_table_view_get_table (row->view);
  LwRows *rows = lw_table_get_rows (table);

  row->place = place;
  row->serial = serial;
  g_array_set_size (row->cells, 0);
  for (int i = lw_table_next_column (table, -1, 1); i >= 0; i = lw_table_next_column (table, i, 1))
    {
      const LwTableColumn *column = lw_table_column (table, (guint) i);
      g_autofree char *text = lw_rows_get_text (rows, place, column->column);
      const LwCellTone tone = lw_rows_get_tone (rows, place, column->column);
      Cell cell = { shown_text (text, tone), tone };

      g_array_append_val (row->cells, cell);
    }
  update_accessible (row);
  lw_table_row_update_state (row);
}

void
lw_table_row_unbind (LwTableRow *row)
{
  row->place = G_MAXUINT;
}

guint
lw_table_row_get_place (LwTableRow *row)
{
  return row->place;
}

static void
lw_table_row_finalize (GObject *object)
{
  g_array_unref (LW_TABLE_ROW (object)->cells);
  G_OBJECT_CLASS (lw_table_row_parent_class)->finalize (object);
}

static void
lw_table_row_class_init (LwTableRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lw_table_row_finalize;
  widget_class->snapshot = lw_table_row_snapshot;
  widget_class->measure = lw_table_row_measure;
  widget_class->state_flags_changed = lw_table_row_state_flags_changed;
  widget_class->query_tooltip = lw_table_row_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "lwrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
lw_table_row_init (LwTableRow *self)
{
  self->place = G_MAXUINT;
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self->cells, cell_clear);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

LwTableRow *
lw_table_row_new (LwTableView *view)
{
  LwTableRow *self = g_object_new (LW_TYPE_TABLE_ROW, NULL);

  self->view = view;
  return self;
}
