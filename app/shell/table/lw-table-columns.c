/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The columns of a table: which are shown and how wide, by which it is sorted, and all that as a line of text. */
#include "config.h"

#include "table/lw-table-object.h"

#include "panel/lw-panel.h"

#include <stdlib.h>
#include <string.h>

#include "base/lw-i18n.h"

/* ---- columns ---- */

GArray *
lw_table_columns (LwTable *table)
{
  return table->columns;
}

LwTableColumn *
lw_table_column (LwTable *table, guint index)
{
  return &g_array_index (table->columns, LwTableColumn, index);
}

int
lw_table_next_column (LwTable *table, int index, int step)
{
  for (index += step; index >= 0 && index < (int) table->columns->len; index += step)
    if (lw_table_column (table, (guint) index)->visible)
      return index;
  return -1;
}

int
lw_table_find_column (LwTable *self, const char *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (strcmp (lw_table_column (self, i)->spec->id, id) == 0)
      return (int) i;
  return -1;
}

static int
width_of_kind (LwColumnKind kind)
{
  switch (kind)
    {
    case LW_COLUMN_NUMBER:
    case LW_COLUMN_DECIMAL:
      return 84;
    case LW_COLUMN_MONEY:
      return 140;
    case LW_COLUMN_CHOICE:
      return 120;
    case LW_COLUMN_TIME:
    case LW_COLUMN_TEXT:
    default:
      return 160;
    }
}

void
lw_table_make_columns (LwTable *self)
{
  g_array_set_size (self->columns, 0);
  for (guint i = 0; self->rows != NULL && i < lw_rows_get_n_columns (self->rows); i++)
    {
      const LwColumn *spec = lw_rows_get_column (self->rows, i);
      const LwTableColumn column = {
        .column = i,
        .spec = spec,
        .title = *spec->title == '\0' ? "" : _(spec->title),
        .visible = !(spec->flags & LW_COLUMN_HIDDEN),
        .numeric = spec->kind == LW_COLUMN_NUMBER || spec->kind == LW_COLUMN_DECIMAL || spec->kind == LW_COLUMN_MONEY,
        .width = spec->width > 0 ? spec->width : width_of_kind (spec->kind),
      };

      g_array_append_val (self->columns, column);
    }
}

/* The column that takes what is left over: the last one of text, so that numbers stay near to their titles. */
static int
stretched_column (LwTable *self)
{
  for (int i = lw_table_next_column (self, (int) self->columns->len, -1); i >= 0; i = lw_table_next_column (self, i, -1))
    if (!lw_table_column (self, (guint) i)->numeric)
      return i;
  return -1;
}

/* Columns widen with the text. Fonts of about the usual height leave the widths as they are. */
static double
text_scale (LwTable *table)
{
  const double scale = lw_text_scale (GTK_WIDGET (table));

  return scale < 1.2 ? 1 : scale;
}

int
lw_table_place_columns (LwTable *table, int width)
{
  const double scale = text_scale (table);
  int all = 0;

  for (int i = lw_table_next_column (table, -1, 1); i >= 0; i = lw_table_next_column (table, i, 1))
    all += (int) (lw_table_column (table, (guint) i)->width * scale);

  const int stretched = stretched_column (table), spare = MAX (0, width - all);
  all = 0;
  for (int i = lw_table_next_column (table, -1, 1); i >= 0; i = lw_table_next_column (table, i, 1))
    {
      LwTableColumn *column = lw_table_column (table, (guint) i);

      column->x = all;
      column->drawn = (int) (column->width * scale) + (i == stretched ? spare : 0);
      all += column->drawn;
    }
  return all;
}

void
lw_table_set_column_width (LwTable *table, guint index, int width)
{
  LwTableColumn *column = lw_table_column (table, index);

  width = MAX ((int) (width / text_scale (table)), LW_TABLE_MIN_WIDTH);
  if (width == column->width)
    return;
  column->width = width;
  lw_table_view_size_changed (table->view);
  g_signal_emit_by_name (table, "state-changed");
}

/* The last column stays: a table of none could not be brought back by its header. */
void
lw_table_set_column_visible (LwTable *table, guint index, gboolean visible)
{
  LwTableColumn *column = lw_table_column (table, index);

  if (column->visible == visible || (!visible && column->spec->flags & LW_COLUMN_ALWAYS))
    return;
  column->visible = visible;
  if (lw_table_next_column (table, -1, 1) < 0)
    {
      column->visible = TRUE;
      lw_table_fill_chooser (table, table->columns_box);
      return;
    }
  lw_table_editor_close (table->view, FALSE);
  lw_table_view_columns_changed (table->view);
  g_signal_emit_by_name (table, "state-changed");
}

void
lw_table_fit_column (LwTable *table, guint index)
{
  const LwTableColumn *column = lw_table_column (table, index);
  int width = lw_table_header_natural_width (lw_table_view_get_header (table->view), index);
  guint first, last;

  if (lw_table_view_in_sight (table->view, &first, &last))
    for (guint place = first; place <= last; place++)
      {
        g_autofree char *text = lw_rows_get_text (table->rows, place, column->column);
        int natural;

        pango_layout_get_pixel_size (lw_table_view_layout (table->view, text, column->numeric, -1), &natural, NULL);
        width = MAX (width, natural + 2 * LW_TABLE_PADDING + 1);
      }
  lw_table_set_column_width (table, index, MIN (width, (int) (600 * text_scale (table))));
}

/* ---- sorting ---- */

void
lw_table_sort (LwTable *self, const char *id, gboolean descending)
{
  if (self->rows == NULL)
    return;
  lw_rows_sort (self->rows, id, descending);
  lw_table_view_sort_changed (self->view);
  g_signal_emit_by_name (self, "state-changed");
}

void
lw_table_toggle_sort (LwTable *table, guint index)
{
  const LwColumn *spec = lw_table_column (table, index)->spec;
  gboolean descending;
  const char *sorted = lw_rows_get_sort (table->rows, &descending);

  if (spec->flags & LW_COLUMN_UNSORTED)
    return;
  if (g_strcmp0 (sorted, spec->id) != 0)
    lw_table_sort (table, spec->id, FALSE);
  else
    lw_table_sort (table, descending ? NULL : spec->id, !descending);
}

/* ---- state ---- */

char *
lw_table_get_state (LwTable *table)
{
  g_return_val_if_fail (LW_IS_TABLE (table), NULL);

  g_autoptr (GString) state = g_string_new (NULL);
  gboolean descending;
  const char *sorted = table->rows == NULL ? NULL : lw_rows_get_sort (table->rows, &descending);

  if (table->rows == NULL)
    return g_strdup (table->pending_state == NULL ? "" : table->pending_state);
  /* "sort:mark:down lot=120 bidder=160 rationale=!300": ! hides */
  g_string_append_printf (state, "sort:%s:%s", sorted == NULL ? "" : sorted, descending ? "down" : "up");
  for (guint i = 0; i < table->columns->len; i++)
    {
      const LwTableColumn *column = lw_table_column (table, i);
      g_string_append_printf (state, " %s=%s%d", column->spec->id, column->visible ? "" : "!", column->width);
    }
  return g_string_free (g_steal_pointer (&state), FALSE);
}

static void
apply_column (LwTable *self, const char *id, const char *value)
{
  const int index = lw_table_find_column (self, id);

  if (index < 0)
    return;
  LwTableColumn *column = lw_table_column (self, (guint) index);
  const gboolean hidden = *value == '!';
  const int width = atoi (value + hidden);

  column->visible = !hidden || column->spec->flags & LW_COLUMN_ALWAYS;
  if (width >= LW_TABLE_MIN_WIDTH && width <= 4000)
    column->width = width;
}

void
lw_table_set_state (LwTable *table, const char *state)
{
  g_return_if_fail (LW_IS_TABLE (table));

  g_auto (GStrv) words = g_strsplit (state == NULL ? "" : state, " ", -1);

  if (table->rows == NULL)
    {
      g_free (table->pending_state);
      table->pending_state = g_strdup (state);
      return;
    }
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) sorted = g_str_has_prefix (words[i], "sort:") ? g_strsplit (words[i], ":", 3) : NULL;
      char *equals = strchr (words[i], '=');

      if (sorted != NULL && g_strv_length (sorted) == 3)
        lw_rows_sort (table->rows, sorted[1], strcmp (sorted[2], "down") == 0);
      else if (equals != NULL)
        {
          *equals = '\0';
          apply_column (table, words[i], equals + 1);
        }
    }
  if (table->columns->len > 0 && lw_table_next_column (table, -1, 1) < 0)
    lw_table_column (table, 0)->visible = TRUE;
  lw_table_view_columns_changed (table->view);
}
