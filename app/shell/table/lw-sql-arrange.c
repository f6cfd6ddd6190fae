/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Sorting and filtering a million rows. Columns of the key are sorted by their dictionary, without the file. Others
 * are read once, whole, by two threads, into a dictionary of their own; its texts are ranked, and rows are counted
 * into their places by rank.
 */
#include "config.h"

#include "table/lw-sql-private.h"

#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/lw-i18n.h"

#define SEPARATOR '\x1f' /* between the columns of one row while a filter reads them */
#define REPORT_ROWS 65536
#define MAX_CONDITIONS 32
/* Rows from which a second thread pays. */
#define ROWS_FOR_TWO 50000

void
lw_sql_work_free (LwSqlWork *work)
{
  for (guint i = 0; i < work->table->n_columns; i++)
    {
      g_clear_pointer (&work->lookups[i], g_hash_table_unref);
      g_free (work->equals[i]);
    }
  g_free (work->lookups);
  g_free (work->equals);
  g_strfreev (work->words);
  g_free (work);
}

void
lw_sql_result_free (LwSqlResult *result)
{
  if (result == NULL)
    return;
  g_clear_pointer (&result->order, g_array_unref);
  g_free (result->ranks);
  g_free (result);
}

gboolean
lw_sql_is_keyed (const LwSqlColumn *column)
{
  return column->sql == NULL || (column->of_key > 0 && column->lookup != NULL);
}

const char *
lw_sql_keyed_text (const LwSqlColumn *column, GHashTable *lookup, const char *key)
{
  const char *text = column->lookup == NULL ? key : lookup == NULL ? NULL : g_hash_table_lookup (lookup, key);

  return text == NULL ? "" : text;
}

/* ---- SQL, made of constants ---- */

static void
append_keys (GString *sql, const LwSqlTable *table)
{
  for (guint i = 0; i < LW_SQL_KEYS && table->keys[i] != NULL; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", table->keys[i]);
}

static void
append_from (GString *sql, const LwSqlTable *table)
{
  g_string_append_printf (sql, " FROM %s WHERE %s", table->from, table->where == NULL ? "1" : table->where);
}

static char *
keys_sql (const LwSqlTable *table, guint limit, gboolean after)
{
  GString *sql = g_string_new ("SELECT lw_scan (?1, ");

  if (limit == 0)
    {
      append_keys (sql, table);
      g_string_append_c (sql, ')');
      append_from (sql, table);
      if (after)
        g_string_append_printf (sql, " AND %s > ?2", table->keys[0]);
      return g_string_free (sql, FALSE);
    }
  for (guint i = 0; i < LW_SQL_KEYS && table->keys[i] != NULL; i++)
    g_string_append_printf (sql, "%sk%u", i > 0 ? ", " : "", i);
  g_string_append (sql, ") FROM (SELECT ");
  for (guint i = 0; i < LW_SQL_KEYS && table->keys[i] != NULL; i++)
    g_string_append_printf (sql, "%s%s AS k%u", i > 0 ? ", " : "", table->keys[i], i);
  append_from (sql, table);
  g_string_append (sql, " ORDER BY ");
  append_keys (sql, table);
  g_string_append_printf (sql, " LIMIT %u)", limit);
  return g_string_free (sql, FALSE);
}

/* ---- keys ---- */

typedef struct
{
  LwSqlIndex *index;
  LwJob *job;
} KeyScan;

static void
on_key (const LwScanValue *values, gpointer data)
{
  const KeyScan *scan = data;
  const guint32 handle = lw_sql_index_append (scan->index, values);

  if (handle % REPORT_ROWS == 0)
    lw_job_report (scan->job, handle, 0);
}

gboolean
lw_sql_read_keys (LwReader *reader, const LwSqlTable *table, guint limit, const char *after, LwSqlIndex *index, LwJob *job,
                  GError **error)
{
  g_autofree char *sql = keys_sql (table, limit, after != NULL);
  KeyScan scan = { index, job };

  return lw_connection_scan (lw_reader_connection (reader), sql, after, on_key, &scan, error);
}

/* ---- one column of all rows ---- */

/* Rows are expected in the order of the key; one that is elsewhere, or new since, is looked for. */
typedef struct
{
  const LwSqlWork *work;
  LwJob *job;
  guint next;
  guint rows;
  LwDictionary *values; /* of a sort */
  guint32 *codes;       /* by handle: into values */
  guint32 *met;         /* of a filter, by handle: conditions */
  guint32 all_met;
  gboolean equals_met;  /* some of them are of equals */
} Scan;

static gboolean
find_row (Scan *scan, const LwScanValue *key, guint32 *handle)
{
  const LwSqlIndex *index = scan->work->index;
  guint position = scan->next;

  if (++scan->rows % REPORT_ROWS == 0)
    lw_job_report (scan->job, scan->rows, index->by_key->len);
  if (position >= index->by_key->len || !lw_sql_index_is (index, g_array_index (index->by_key, guint32, position), key))
    if (!lw_sql_index_find (index, key, &position))
      return FALSE;
  scan->next = position + 1;
  *handle = g_array_index (index->by_key, guint32, position);
  return TRUE;
}

/* Long texts are cut, not inside a character. */
static void
on_value (const LwScanValue *values, gpointer data)
{
  Scan *scan = data;
  LwScanValue value = values[scan->work->index->n_keys];
  guint32 handle;

  if (!find_row (scan, values, &handle))
    return;
  if (value.length > LW_SQL_SORT_BYTES && scan->work->table->columns[scan->work->sort].column.kind == LW_COLUMN_TEXT)
    for (value.length = LW_SQL_SORT_BYTES; value.length > 0 && (value.bytes[value.length] & 0xc0) == 0x80;)
      value.length--;
  scan->codes[handle] = lw_dictionary_add_loosely (scan->values, value.bytes, value.length);
}

static char *
values_sql (const LwSqlTable *table, const char *expression, const char *half)
{
  GString *sql = g_string_new ("SELECT lw_scan (?1, ");

  append_keys (sql, table);
  g_string_append_printf (sql, ", %s)", expression);
  append_from (sql, table);
  if (half != NULL)
    g_string_append_printf (sql, " AND %s %s ?2", table->keys[0], half);
  return g_string_free (sql, FALSE);
}

/* One thread's share: all rows, or those before or from a text of the first key on. */
typedef struct
{
  Scan scan;
  LwScanFunc func;
  const char *expression;
  const char *half;  /* NULL, "<" or ">=" */
  const char *split; /* the text */
  GError *error;
} Share;

static gpointer
run_share (gpointer data)
{
  Share *share = data;
  const LwSqlWork *work = share->scan.work;
  g_autoptr (LwReader) reader = lw_store_reader (work->store, &share->error);
  g_autofree char *sql = values_sql (work->table, share->expression, share->half);

  if (reader == NULL)
    return NULL;
  if (share->scan.job != NULL)
    lw_reader_set_cancellable (reader, lw_job_get_cancellable (share->scan.job));
  lw_connection_scan (lw_reader_connection (reader), sql, share->split, share->func, &share->scan, &share->error);
  return NULL;
}

/* Few rows are the first's alone. */
static void
run_shares (Share *first, Share *second, GError **error)
{
  const LwSqlIndex *index = first->scan.work->index;
  const guint middle = index->by_key->len / 2;
  g_autofree char *split = NULL;

  if (index->by_key->len < ROWS_FOR_TWO)
    {
      run_share (first);
      if (first->error != NULL)
        g_propagate_error (error, g_steal_pointer (&first->error));
      return;
    }
  split = lw_sql_index_part (index, g_array_index (index->by_key, guint32, middle), 0);
  first->half = "<";
  second->half = ">=";
  first->split = second->split = split;
  second->scan.next = middle;

  GThread *thread = g_thread_new ("lotwise-table", run_share, second);
  run_share (first);
  g_thread_join (thread);
  if (first->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&first->error));
      g_clear_error (&second->error);
    }
  else if (second->error != NULL)
    g_propagate_error (error, g_steal_pointer (&second->error));
}

/* ---- sorting ---- */

/* Ranks of all handles from those of the texts that they have. */
static guint32 *
spread (const guint32 *codes, guint n, const guint32 *ranks)
{
  guint32 *spread_ranks = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    spread_ranks[i] = codes[i] == LW_NO_CODE ? LW_RANK_EMPTY : ranks[codes[i]];
  return spread_ranks;
}

static guint32 *
rank_keyed (const LwSqlWork *work, guint *n_ranks)
{
  const LwSqlColumn *column = &work->table->columns[work->sort];
  const guint part = (guint) column->of_key - 1;
  const LwDictionary *dictionary = work->index->dictionaries[part];
  const guint n = dictionary->texts->len;
  g_autofree const char **texts = g_new (const char *, n);

  for (guint i = 0; i < n; i++)
    texts[i] = lw_sql_keyed_text (column, work->lookups[work->sort], lw_dictionary_text (dictionary, i));
  g_autofree guint32 *ranks = lw_ranks_of (&column->column, texts, n, n_ranks);
  return spread ((const guint32 *) (gpointer) work->index->codes[part]->data, work->index->codes[part]->len, ranks);
}

/* The key is a number: rows are in its order already. */
static guint32 *
rank_integer (const LwSqlWork *work, guint *n_ranks)
{
  const GArray *by_key = work->index->by_key;
  guint32 *ranks = g_new0 (guint32, lw_sql_index_n_handles (work->index));

  for (guint i = 0; i < by_key->len; i++)
    ranks[g_array_index (by_key, guint32, i)] = i;
  *n_ranks = by_key->len;
  return ranks;
}

/* The second share's texts come after the first's. What both have is there twice, and gets one rank. */
static char **
join_values (Scan *first, const Scan *second, guint n)
{
  const GPtrArray *ours = first->values->texts, *theirs = second->values->texts;
  char **texts = g_new (char *, ours->len + theirs->len + 1);

  /* an empty array has no data to copy from */
  if (ours->len > 0)
    memcpy (texts, ours->pdata, ours->len * sizeof (char *));
  if (theirs->len > 0)
    memcpy (texts + ours->len, theirs->pdata, theirs->len * sizeof (char *));
  for (guint i = 0; i < n; i++)
    if (second->codes[i] != LW_NO_CODE)
      first->codes[i] = second->codes[i] + ours->len;
  return texts;
}

/* What the texts of a column are kept in. */
typedef struct
{
  LwDictionary *first, *second;
  char **texts;
} Values;

static void
forget_values (gpointer data)
{
  Values *values = data;

  g_clear_pointer (&values->first, lw_dictionary_free);
  g_clear_pointer (&values->second, lw_dictionary_free);
  g_clear_pointer (&values->texts, g_free);
}

static guint32 *
rank_values (const LwSqlWork *work, LwJob *job, guint *n_ranks, GError **error)
{
  const LwSqlColumn *column = &work->table->columns[work->sort];
  const guint n = lw_sql_index_n_handles (work->index);
  g_autofree guint32 *first_codes = g_new (guint32, n), *second_codes = g_new (guint32, n);
  Values values = { lw_dictionary_new (), lw_dictionary_new (), NULL };
  Share first = { .scan = { .work = work, .job = job, .values = values.first, .codes = first_codes },
                  .func = on_value,
                  .expression = column->sql };
  Share second = first;
  GError *failure = NULL;

  second.scan.job = NULL; /* one reports; the other is as far */
  second.scan.values = values.second;
  second.scan.codes = second_codes;
  memset (first_codes, 0xff, n * sizeof (guint32));
  memset (second_codes, 0xff, n * sizeof (guint32));
  run_shares (&first, &second, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      forget_values (&values);
      return NULL;
    }

  const guint n_texts = values.first->texts->len + values.second->texts->len;
  values.texts = join_values (&first.scan, &second.scan, n);
  g_clear_pointer (&second_codes, g_free);
  g_autofree guint32 *ranks = lw_ranks_of_many (&column->column, (const char *const *) values.texts, n_texts, n_ranks,
                                                forget_values, &values);
  return spread (first_codes, n, ranks);
}

static guint32 *
rank (const LwSqlWork *work, LwJob *job, guint *n_ranks, GError **error)
{
  const LwSqlColumn *column = &work->table->columns[work->sort];

  if (!lw_sql_is_keyed (column))
    return rank_values (work, job, n_ranks, error);
  return work->index->integer ? rank_integer (work, n_ranks) : rank_keyed (work, n_ranks);
}

/* ---- filtering ---- */

guint32
lw_sql_conditions (char *const *words, char *const *equals, guint n_columns)
{
  guint n = MIN (g_strv_length ((char **) words), MAX_CONDITIONS / 2);

  for (guint i = 0; i < n_columns; i++)
    n += equals[i] != NULL;
  return n >= MAX_CONDITIONS ? G_MAXUINT32 : (1u << n) - 1;
}

guint32
lw_sql_conditions_met (char *const *words, char *const *equals, guint n_columns, guint column, const char *text,
                       gsize length)
{
  guint32 met = 0;
  guint bit = 0;

  for (; words[bit] != NULL && bit < MAX_CONDITIONS / 2; bit++)
    if (lw_text_holds (text, length, words[bit]))
      met |= 1u << bit;
  for (guint i = 0; i < n_columns && bit < MAX_CONDITIONS; i++)
    if (equals[i] != NULL)
      {
        if (i == column && strlen (equals[i]) == length && (length == 0 || memcmp (equals[i], text, length) == 0))
          met |= 1u << bit;
        bit++;
      }
  return met;
}

static guint32
met_by (const LwSqlWork *work, guint column, const char *text, gsize length)
{
  return lw_sql_conditions_met (work->words, work->equals, work->table->n_columns, column, length == 0 ? "" : text,
                                length);
}

/* Values that some columns must equal: column by column. */
static guint32
met_by_equals (const LwSqlWork *work, const LwScanValue *fields)
{
  char *const none[] = { NULL };
  const guint n_words = MIN (g_strv_length (work->words), MAX_CONDITIONS / 2);
  const char *field = fields->bytes, *end = field == NULL ? NULL : field + fields->length;
  guint32 met = 0;

  for (guint i = 0; i < work->table->n_columns; i++)
    {
      if (lw_sql_is_keyed (&work->table->columns[i]))
        continue;
      const char *stop = field == NULL ? NULL : memchr (field, SEPARATOR, (gsize) (end - field));
      const gsize length = field == NULL ? 0 : (gsize) ((stop == NULL ? end : stop) - field);

      met |= lw_sql_conditions_met (none, work->equals, work->table->n_columns, i, length == 0 ? "" : field, length);
      field = stop == NULL ? NULL : stop + 1;
    }
  return met << n_words;
}

/* No word holds the separator, so all columns are searched as one text. */
static guint32
met_by_words (const LwSqlWork *work, const LwScanValue *fields)
{
  char room[2048];
  char *folded = lw_text_fold (fields->length == 0 ? "" : fields->bytes, fields->length, room, sizeof room);
  guint32 met = 0;

  for (guint bit = 0; work->words[bit] != NULL && bit < MAX_CONDITIONS / 2; bit++)
    if (strstr (folded, work->words[bit]) != NULL)
      met |= 1u << bit;
  if (folded != room)
    g_free (folded);
  return met;
}

static void
on_fields (const LwScanValue *values, gpointer data)
{
  Scan *scan = data;
  const LwScanValue *fields = &values[scan->work->index->n_keys];
  guint32 handle;

  if (!find_row (scan, values, &handle) || scan->met[handle] == scan->all_met)
    return;
  scan->met[handle] |= met_by_words (scan->work, fields);
  if (scan->equals_met)
    scan->met[handle] |= met_by_equals (scan->work, fields);
}

/* All columns that are in the file, as one text. NULL where there are none. */
static char *
fields_expression (const LwSqlTable *table)
{
  GString *fields = g_string_new (NULL);

  for (guint i = 0; i < table->n_columns; i++)
    if (!lw_sql_is_keyed (&table->columns[i]))
      g_string_append_printf (fields, "%scoalesce (%s, '')", fields->len > 0 ? " || char (31) || " : "",
                              table->columns[i].sql);
  return g_string_free (fields, fields->len == 0);
}

/* Conditions that the columns of the key meet: of each text once. */
static void
meet_by_keys (const LwSqlWork *work, guint32 *met, guint n)
{
  const LwSqlIndex *index = work->index;

  for (guint i = 0; i < work->table->n_columns; i++)
    {
      const LwSqlColumn *column = &work->table->columns[i];

      if (!lw_sql_is_keyed (column))
        continue;
      if (index->integer)
        {
          for (guint handle = 0; handle < n; handle++)
            {
              g_autofree char *text = lw_sql_index_part (index, handle, 0);
              met[handle] |= met_by (work, i, text, strlen (text));
            }
          continue;
        }
      const LwDictionary *dictionary = index->dictionaries[column->of_key - 1];
      const guint32 *codes = (const guint32 *) (gpointer) index->codes[column->of_key - 1]->data;
      g_autofree guint32 *of_texts = g_new (guint32, dictionary->texts->len + 1);

      for (guint code = 0; code < dictionary->texts->len; code++)
        {
          const char *text = lw_sql_keyed_text (column, work->lookups[i], lw_dictionary_text (dictionary, code));
          of_texts[code] = met_by (work, i, text, strlen (text));
        }
      for (guint handle = 0; handle < n; handle++)
        if (codes[handle] != LW_NO_CODE)
          met[handle] |= of_texts[codes[handle]];
    }
}

static gboolean
has_equals (const LwSqlWork *work)
{
  for (guint i = 0; i < work->table->n_columns; i++)
    if (work->equals[i] != NULL)
      return TRUE;
  return FALSE;
}

static GArray *
filter (const LwSqlWork *work, LwJob *job, GError **error)
{
  const guint n = lw_sql_index_n_handles (work->index);
  const guint32 all = lw_sql_conditions (work->words, work->equals, work->table->n_columns);
  g_autofree guint32 *met = g_new0 (guint32, n + 1);
  g_autofree char *fields = fields_expression (work->table);
  GArray *order;

  meet_by_keys (work, met, n);
  if (fields != NULL)
    {
      Share first = { .scan = { .work = work, .job = job, .met = met, .all_met = all, .equals_met = has_equals (work) },
                      .func = on_fields,
                      .expression = fields };
      Share second = first;
      GError *failure = NULL;

      second.scan.job = NULL;
      run_shares (&first, &second, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
    }
  order = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < work->index->by_key->len; i++)
    {
      const guint32 handle = g_array_index (work->index->by_key, guint32, i);

      if (met[handle] == all)
        g_array_append_val (order, handle);
    }
  return order;
}

static GArray *
all_rows (const LwSqlIndex *index)
{
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), index->by_key->len);

  return g_array_append_vals (order, index->by_key->data, index->by_key->len);
}

/* A sort leaves tens of megabytes free in the heap of a thread that will not come again: the system gets them back. */
static void
give_back (guint n_rows)
{
#ifdef __GLIBC__
  if (n_rows >= ROWS_FOR_TWO)
    malloc_trim (0);
#endif
}

LwSqlResult *
lw_sql_arrange (const LwSqlWork *work, LwJob *job, GError **error)
{
  g_autoptr (LwSqlResult) result = g_new0 (LwSqlResult, 1);
  const guint32 *ranks = work->ranks;
  guint n_ranks = work->n_ranks;
  const gboolean filtered = lw_sql_conditions (work->words, work->equals, work->table->n_columns) != 0;

  result->order = filtered ? filter (work, job, error) : all_rows (work->index);
  if (result->order == NULL)
    return NULL;
  if (work->sort < 0)
    return g_steal_pointer (&result);
  if (ranks == NULL)
    {
      ranks = result->ranks = rank (work, job, &n_ranks, error);
      if (ranks == NULL)
        return NULL;
      result->n_ranks = n_ranks;
      give_back (work->index->by_key->len);
    }
  lw_ranks_sort ((guint32 *) (gpointer) result->order->data, result->order->len, ranks, n_ranks, work->descending);
  return g_steal_pointer (&result);
}
