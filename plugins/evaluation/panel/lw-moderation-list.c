/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-moderation-list.h"

#include "lw-evaluation-panels.h"
#include "lw-moderation-sheet.h"
#include "panel/lw-panel.h"
#include "table/lw-memory-rows.h"
#include "table/lw-table.h"

#include <string.h>

#include "base/lw-i18n.h"

#define STATE_GROUP "moderation"

enum
{
  COLUMN_LOT,
  COLUMN_BIDDER,
  COLUMN_QUESTION,
  COLUMN_SPREAD,
  COLUMN_STATE,
};

static const LwColumn columns[] = {
  { "lot", N_("Lot"), LW_COLUMN_TEXT, 42, 0, NULL },
  { "bidder", N_("Bidder"), LW_COLUMN_TEXT, 62, 0, NULL },
  { "question", N_("Question"), LW_COLUMN_TEXT, 78, LW_COLUMN_ALWAYS, NULL },
  { "spread", N_("Spread"), LW_COLUMN_NUMBER, 78, 0, NULL },
  { "state", N_("State"), LW_COLUMN_TEXT, 85, 0, NULL },
};

/* What is shown of them. */
typedef enum
{
  SHOW_ALL,
  SHOW_OPEN,
  SHOW_FLAGGED,
  SHOW_DONE,
} Show;

struct _LwModerationList
{
  AdwBin parent_instance;
  LwDocument *document;
  GtkDropDown *lot, *show;
  GtkLabel *count;
  LwTable *table;
  LwMemoryRows *rows;
  GArray *cells;     /* of LwModerationCell, or NULL */
  GPtrArray *places; /* (element-type utf8): of each */
  GPtrArray *lots;   /* (element-type utf8): as in the drop-down; NULL is all of them */
  guint generation;  /* of the marks whose lots these are */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (LwModerationList, lw_moderation_list, ADW_TYPE_BIN)

static guint selected_signal;

/* ---- rows ---- */

static gboolean
is_shown (Show show, const LwModerationCell *cell)
{
  switch (show)
    {
    case SHOW_OPEN:
      return lw_moderation_is_open (cell);
    case SHOW_FLAGGED:
      return cell->flagged;
    case SHOW_DONE:
      return !lw_moderation_is_open (cell);
    default:
      return TRUE;
    }
}

static LwMemoryRow *
row_new (const LwEvaluationMarks *marks, const LwModerationCell *cell, const char *place)
{
  static const LwCellTone tones[] = { LW_CELL_ATTENTION, LW_CELL_NEUTRAL, LW_CELL_NEUTRAL, LW_CELL_GOOD, LW_CELL_WRONG };
  g_auto (LwRational) percent = LW_RATIONAL_INIT;
  g_autofree char *shown = NULL, *exact = NULL;

  lw_rational_set_int (&percent, 100, 1);
  lw_rational_mul (&percent, &percent, &cell->spread);
  shown = lw_rational_format (&percent, 0, LW_ROUNDING_HALF_UP);
  exact = lw_rational_to_exact (&percent);
  const char *const texts[] = { cell->lot < 0 ? _("all") : marks->lots[cell->lot].id, marks->bidders[cell->bidder].id,
                                marks->model->criteria[cell->criterion].id, shown, lw_moderation_state_title (cell->state), NULL };
  LwMemoryRow *row = lw_memory_row_new (place, texts);
  lw_memory_row_set_raw (row, COLUMN_SPREAD, exact);
  if (cell->flagged)
    lw_memory_row_set_tone (row, COLUMN_SPREAD, LW_CELL_ATTENTION);
  lw_memory_row_set_tone (row, COLUMN_STATE, tones[cell->state]);
  return row;
}

static void
show_count (LwModerationList *self, guint shown)
{
  guint open = 0, flagged = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; self->cells != NULL && i < self->cells->len; i++)
    {
      const LwModerationCell *cell = &g_array_index (self->cells, LwModerationCell, i);

      open += lw_moderation_is_open (cell);
      flagged += cell->flagged;
    }
  text = g_strdup_printf (_("%u of %u shown · %u open · %u far apart"), shown, self->cells != NULL ? self->cells->len : 0, open,
                          flagged);
  gtk_label_set_label (self->count, text);
}

static void
fill_rows (LwModerationList *self)
{
  const LwEvaluationMarks *marks = lw_evaluation_live_get_marks (lw_evaluation_session (self->document));
  const Show show = gtk_drop_down_get_selected (self->show);
  GPtrArray *rows = g_ptr_array_new ();

  g_ptr_array_set_size (self->places, 0);
  for (guint i = 0; marks != NULL && self->cells != NULL && i < self->cells->len; i++)
    {
      const LwModerationCell *cell = &g_array_index (self->cells, LwModerationCell, i);

      g_ptr_array_add (self->places, lw_moderation_place (marks, cell));
      if (is_shown (show, cell))
        g_ptr_array_add (rows, row_new (marks, cell, self->places->pdata[i]));
    }
  show_count (self, rows->len);
  lw_memory_rows_set (self->rows, rows);
}

/* ---- which lot ---- */

/* With very many marks a lot at a time: the others are not waited for. */
static void
fill_lots (LwModerationList *self, const LwEvaluationMarks *marks)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const gboolean many = reader != NULL && lw_evaluation_marks_are_many (lw_reader_connection (reader), LW_EVALUATION_MANY_MARKS);
  const guint was = gtk_drop_down_get_selected (self->lot);
  g_autofree char *chosen = was < self->lots->len ? g_strdup (self->lots->pdata[was])
                                                  : lw_file_state_get (lw_document_get_state (self->document), STATE_GROUP, "lot");
  guint select = 0;

  g_ptr_array_set_size (self->lots, 0);
  if (!many)
    {
      g_ptr_array_add (self->lots, NULL);
      gtk_string_list_append (names, _("All lots"));
    }
  for (guint i = 0; i < marks->n_lots; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %s", marks->lots[i].id, marks->lots[i].title);

      if (g_strcmp0 (chosen, marks->lots[i].id) == 0)
        select = self->lots->len;
      g_ptr_array_add (self->lots, g_strdup (marks->lots[i].id));
      gtk_string_list_append (names, name);
    }
  if (g_strcmp0 (chosen, "") == 0)
    select = self->lots->len;
  g_ptr_array_add (self->lots, g_strdup (""));
  gtk_string_list_append (names, _("Common to all lots"));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->lot, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->lot, select);
  self->filling = FALSE;
}

static const char *
chosen_lot (LwModerationList *self)
{
  const guint selected = gtk_drop_down_get_selected (self->lot);

  return selected < self->lots->len ? self->lots->pdata[selected] : NULL;
}

void
lw_moderation_list_refresh (LwModerationList *self)
{
  LwEvaluationLive *session = lw_evaluation_session (self->document);
  const LwEvaluationMarks *marks = session != NULL ? lw_evaluation_live_get_marks (session) : NULL;

  g_clear_pointer (&self->cells, g_array_unref);
  if (marks != NULL && (self->lots->len == 0 || self->generation != marks->generation))
    {
      self->generation = marks->generation;
      fill_lots (self, marks);
    }
  if (marks != NULL)
    self->cells = lw_moderation_cells (self->document, chosen_lot (self), lw_moderation_get_percent (self->document));
  fill_rows (self);
}

/* ---- choosing ---- */

char *
lw_moderation_list_get_place (LwModerationList *self)
{
  return lw_table_get_current_key (self->table);
}

static gboolean
is_place (LwModerationList *self, const char *place)
{
  for (guint i = 0; i < self->places->len; i++)
    if (strcmp (self->places->pdata[i], place) == 0)
      return TRUE;
  return FALSE;
}

gboolean
lw_moderation_list_select (LwModerationList *self, const char *place)
{
  if (lw_table_select_key (self->table, place))
    return TRUE;
  if (!is_place (self, place) && self->lots->len > 0)
    {
      g_auto (GStrv) parts = lw_evaluation_place_split (place);

      for (guint i = 0; i < self->lots->len; i++)
        if (self->lots->pdata[i] == NULL || g_strcmp0 (self->lots->pdata[i], parts[0]) == 0)
          {
            gtk_drop_down_set_selected (self->lot, i);
            break;
          }
    }
  if (!is_place (self, place))
    return FALSE;
  gtk_drop_down_set_selected (self->show, SHOW_ALL);
  return lw_table_select_key (self->table, place);
}

static const LwModerationCell *
find_cell (LwModerationList *self, const char *place)
{
  for (guint i = 0; i < self->places->len; i++)
    if (strcmp (self->places->pdata[i], place) == 0)
      return &g_array_index (self->cells, LwModerationCell, i);
  return NULL;
}

gboolean
lw_moderation_list_move (LwModerationList *self, int way, gboolean flagged)
{
  LwRows *rows = LW_ROWS (self->rows);
  g_autofree char *current = lw_table_get_current_key (self->table);
  const int n = (int) lw_rows_get_n_rows (rows);
  guint at = 0;
  int place;

  if (current == NULL || !lw_rows_find_key (rows, current, &at))
    place = way > 0 ? 0 : n - 1;
  else
    place = (int) at + way;
  for (; place >= 0 && place < n; place += way)
    {
      g_autofree char *key = lw_rows_get_key (rows, (guint) place);
      const LwModerationCell *cell = find_cell (self, key);

      if (!flagged || (cell != NULL && cell->flagged && lw_moderation_is_open (cell)))
        return lw_table_select_key (self->table, key);
    }
  return FALSE;
}

guint
lw_moderation_list_get_n (LwModerationList *self)
{
  return self->cells != NULL ? self->cells->len : 0;
}

/* ---- controls ---- */

static void
on_lot (LwModerationList *self)
{
  if (self->filling)
    return;
  lw_file_state_set (lw_document_get_state (self->document), STATE_GROUP, "lot", chosen_lot (self));
  lw_moderation_list_refresh (self);
}

static void
on_show (LwModerationList *self)
{
  if (self->document == NULL)
    return;
  lw_file_state_set_int (lw_document_get_state (self->document), STATE_GROUP, "show", (int) gtk_drop_down_get_selected (self->show));
  fill_rows (self);
}

static void
on_selection (LwModerationList *self)
{
  g_signal_emit (self, selected_signal, 0);
}

static void
on_state (LwModerationList *self)
{
  g_autofree char *state = lw_table_get_state (self->table);

  lw_file_state_set (lw_document_get_state (self->document), STATE_GROUP, "table", state);
}

/* ---- life ---- */

static void
lw_moderation_list_finalize (GObject *object)
{
  LwModerationList *self = LW_MODERATION_LIST (object);

  g_clear_pointer (&self->cells, g_array_unref);
  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->lots);
  g_clear_object (&self->rows);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (lw_moderation_list_parent_class)->finalize (object);
}

static void
lw_moderation_list_class_init (LwModerationListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lw_moderation_list_finalize;
  selected_signal = g_signal_new ("selected", LW_TYPE_MODERATION_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (LW_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-moderation-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LwModerationList, lot);
  gtk_widget_class_bind_template_child (widget_class, LwModerationList, show);
  gtk_widget_class_bind_template_child (widget_class, LwModerationList, count);
  gtk_widget_class_bind_template_child (widget_class, LwModerationList, table);
  gtk_widget_class_bind_template_callback (widget_class, on_lot);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_bind_template_callback (widget_class, on_selection);
  gtk_widget_class_bind_template_callback (widget_class, on_state);
}

static void
lw_moderation_list_init (LwModerationList *self)
{
  self->places = g_ptr_array_new_with_free_func (g_free);
  self->lots = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lw_moderation_list_set_document (LwModerationList *self, LwDocument *document)
{
  LwFileState *state = lw_document_get_state (document);
  g_autofree char *table = lw_file_state_get (state, STATE_GROUP, "table");

  self->rows = lw_memory_rows_new (columns, G_N_ELEMENTS (columns));
  lw_rows_sort (LW_ROWS (self->rows), "spread", TRUE);
  lw_table_set_rows (self->table, LW_ROWS (self->rows));
  if (table != NULL)
    lw_table_set_state (self->table, table);
  gtk_drop_down_set_selected (self->show, (guint) CLAMP (lw_file_state_get_int (state, STATE_GROUP, "show", SHOW_ALL), SHOW_ALL, SHOW_DONE));
  g_set_object (&self->document, document);
}
