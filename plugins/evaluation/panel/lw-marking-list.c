/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-list.h"

#include <gio/gio.h>
#include <string.h>

/* One bit each. */
#define MAX_WORDS 8

typedef struct
{
  guint32 subject;
  guint32 leaf : 31;
  guint32 heading : 1;
} Row;

struct _LwMarkingItem
{
  GObject parent_instance;
  Row row;
  guint position;
};

G_DEFINE_FINAL_TYPE (LwMarkingItem, lw_marking_item, G_TYPE_OBJECT)

static void
lw_marking_item_class_init (LwMarkingItemClass *class)
{
}

static void
lw_marking_item_init (LwMarkingItem *self)
{
}

LwMarkingPlace
lw_marking_item_get_place (LwMarkingItem *self)
{
  return (LwMarkingPlace) { self->row.subject, self->row.leaf };
}

gboolean
lw_marking_item_is_heading (LwMarkingItem *self)
{
  return self->row.heading;
}

guint
lw_marking_item_get_position (LwMarkingItem *self)
{
  return self->position;
}

/* ---- the list ---- */

struct _LwMarkingList
{
  GObject parent_instance;
  LwMarkingWork *work;
  GArray *rows; /* of Row */
};

static GType
get_item_type (GListModel *model)
{
  return LW_TYPE_MARKING_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return LW_MARKING_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  LwMarkingList *self = LW_MARKING_LIST (model);
  LwMarkingItem *item;

  if (position >= self->rows->len)
    return NULL;
  item = g_object_new (LW_TYPE_MARKING_ITEM, NULL);
  item->row = g_array_index (self->rows, Row, position);
  item->position = position;
  return item;
}

static void
implement_list_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LwMarkingList, lw_marking_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static void
lw_marking_list_finalize (GObject *object)
{
  LwMarkingList *self = LW_MARKING_LIST (object);
  g_clear_object (&self->work);
  g_array_unref (self->rows);
  G_OBJECT_CLASS (lw_marking_list_parent_class)->finalize (object);
}

static void
lw_marking_list_class_init (LwMarkingListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_marking_list_finalize;
}

static void
lw_marking_list_init (LwMarkingList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
}

LwMarkingList *
lw_marking_list_new (LwMarkingWork *work)
{
  LwMarkingList *self = g_object_new (LW_TYPE_MARKING_LIST, NULL);
  self->work = g_object_ref (work);
  return self;
}

/* ---- which words are where ---- */

/* For each lot, bidder and leaf the words that are in its names, so that a place is looked at once without any text. */
typedef struct
{
  GStrv words; /* casefolded */
  guint n;
  guint8 *lots;
  guint8 *bidders;
  guint8 *leaves;
} Words;

static void
words_clear (Words *words)
{
  g_strfreev (words->words);
  g_free (words->lots);
  g_free (words->bidders);
  g_free (words->leaves);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static guint8
words_in (const Words *words, const char *id, const char *name)
{
  g_autofree char *text = g_strconcat (id, " ", name, NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  guint8 bits = 0;

  for (guint i = 0; i < words->n; i++)
    if (strstr (folded, words->words[i]) != NULL)
      bits |= (guint8) (1u << i);
  return bits;
}

static void
words_init (Words *words, const LwEvaluationMarks *marks, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text != NULL ? text : "", -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL && words->n < MAX_WORDS; i++)
    if (parts[i][0] != '\0')
      {
        g_strv_builder_add (builder, parts[i]);
        words->n++;
      }
  words->words = g_strv_builder_end (builder);
  words->lots = g_new0 (guint8, marks->n_lots + 1);
  words->bidders = g_new0 (guint8, marks->n_bidders + 1);
  words->leaves = g_new0 (guint8, marks->model->n_leaves + 1);
  for (guint i = 0; words->n > 0 && i < marks->n_lots; i++)
    words->lots[i] = words_in (words, marks->lots[i].id, marks->lots[i].title);
  for (guint i = 0; words->n > 0 && i < marks->n_bidders; i++)
    words->bidders[i] = words_in (words, marks->bidders[i].id, marks->bidders[i].name);
  for (guint i = 0; words->n > 0 && i < marks->model->n_leaves; i++)
    words->leaves[i] = words_in (words, lw_evaluation_model_leaf (marks->model, i)->id,
                                 lw_evaluation_model_leaf (marks->model, i)->title);
}

/* ---- building ---- */

typedef struct
{
  LwMarkingList *list;
  const LwMarkingFilter *filter;
  const Words *words;
  gboolean in_section; /* its heading is there */
} Build;

static gboolean
is_wanted (const Build *build, guint subject, guint leaf)
{
  LwMarkingWork *work = build->list->work;
  const LwMarkingFilter *filter = build->filter;
  const LwMarkingCell *cell = lw_marking_work_get_cell (work, subject, leaf);
  const LwMarkingState state = cell->state;
  const int lot = lw_marking_work_get_lot (work, subject);
  guint found = build->words->leaves[leaf] | build->words->bidders[lw_marking_work_get_bidder (work, subject)];

  if (filter->unconfirmed && (state == LW_MARKING_OPEN || cell->confirmed == LW_MARKING_CONFIRMED))
    return FALSE;
  if (state == LW_MARKING_NOTHING || (filter->state != LW_MARKING_NOTHING && filter->state != state)
      || (filter->lot == LW_MARKING_COMMON ? lot >= 0 : filter->lot != LW_MARKING_ALL_LOTS && lot != filter->lot))
    return FALSE;
  if (lot >= 0)
    found |= build->words->lots[lot];
  return found == (1u << build->words->n) - 1;
}

static void
add_place (Build *build, guint subject, guint leaf)
{
  Row row = { subject, leaf, FALSE };

  if (!is_wanted (build, subject, leaf))
    return;
  if (!build->in_section)
    {
      const Row heading = { subject, leaf, TRUE };
      g_array_append_val (build->list->rows, heading);
      build->in_section = TRUE;
    }
  g_array_append_val (build->list->rows, row);
}

static void
add_places (Build *build)
{
  LwMarkingWork *work = build->list->work;
  const guint n_leaves = lw_marking_work_get_marks (work)->model->n_leaves;
  const guint n_subjects = lw_marking_work_get_n_subjects (work);
  const gboolean by_bid = build->filter->by_bid;

  for (guint outer = 0; outer < (by_bid ? n_subjects : n_leaves); outer++)
    {
      build->in_section = FALSE;
      for (guint inner = 0; inner < (by_bid ? n_leaves : n_subjects); inner++)
        if (lw_marking_work_has_leaf (work, by_bid ? inner : outer))
          add_place (build, by_bid ? outer : inner, by_bid ? inner : outer);
    }
}

void
lw_marking_list_build (LwMarkingList *self, const LwMarkingFilter *filter)
{
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (self->work);
  const guint before = self->rows->len;

  g_array_set_size (self->rows, 0);
  if (marks != NULL) /* who marks nothing reads */
    {
      g_auto (Words) words = { 0 };
      Build build = { self, filter, &words, FALSE };

      words_init (&words, marks, filter->text);
      add_places (&build);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->rows->len);
}

/* ---- asking ---- */

gboolean
lw_marking_list_get (LwMarkingList *self, guint position, LwMarkingPlace *place)
{
  const Row *row;

  if (position >= self->rows->len)
    return FALSE;
  row = &g_array_index (self->rows, Row, position);
  *place = (LwMarkingPlace) { row->subject, row->leaf };
  return !row->heading;
}

int
lw_marking_list_find (LwMarkingList *self, LwMarkingPlace place)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      if (!row->heading && row->subject == place.subject && row->leaf == place.leaf)
        return (int) i;
    }
  return -1;
}

int
lw_marking_list_step (LwMarkingList *self, int position, int by)
{
  const int end = (int) self->rows->len;

  for (position += by; position >= 0 && position < end; position += by)
    if (!g_array_index (self->rows, Row, position).heading)
      return position;
  return -1;
}

int
lw_marking_list_next_open (LwMarkingList *self, int position)
{
  const guint n = self->rows->len;

  for (guint i = 0; i < n; i++)
    {
      const guint at = ((guint) (position + 1) + i) % n;
      const Row *row = &g_array_index (self->rows, Row, at);
      if (!row->heading && lw_marking_work_get_cell (self->work, row->subject, row->leaf)->state == LW_MARKING_OPEN)
        return (int) at;
    }
  return -1;
}

LwMarkingCount
lw_marking_list_count (LwMarkingList *self, guint position)
{
  LwMarkingCount count = { 0 };

  for (guint i = position + 1; i < self->rows->len && !g_array_index (self->rows, Row, i).heading; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      const LwMarkingState state = lw_marking_work_get_cell (self->work, row->subject, row->leaf)->state;
      count.open += state == LW_MARKING_OPEN;
      count.done += state == LW_MARKING_DONE;
      count.flagged += state == LW_MARKING_FLAGGED;
    }
  return count;
}
