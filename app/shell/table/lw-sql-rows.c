/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Rows of a table of the store. The first few are read at once, so that there is something to see; the keys of all
 * follow on a thread. While a job runs, changes of the store wait; then they are taken one after the other.
 */
#include "config.h"

#include "table/lw-sql-object.h"

#include <string.h>

#include "base/lw-clock.h"

#include "base/lw-i18n.h"

/* Rows read before anything else: some screens. A table of no more is whole then. */
#define FIRST_ROWS 500
/* Rows up to which sorting is not worth a thread. */
#define ROWS_AT_ONCE 3000
/* Rows whose texts are kept, in each of two generations. */
#define CACHED_ROWS 1000

G_DEFINE_FINAL_TYPE (LwSqlRows, lw_sql_rows, LW_TYPE_ROWS)

static void start_arranging (LwSqlRows *self);

static LwJob *
job_of (LwSqlRows *self)
{
  return lw_rows_get_job (LW_ROWS (self));
}

/* ---- texts ---- */

static char *
make_row_sql (const LwSqlTable *table)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "",
                            lw_sql_is_keyed (&table->columns[i]) ? "NULL" : table->columns[i].sql);
  g_string_append_printf (sql, " FROM %s WHERE %s", table->from, table->where == NULL ? "1" : table->where);
  for (guint i = 0; i < LW_SQL_KEYS && table->keys[i] != NULL; i++)
    g_string_append_printf (sql, " AND %s = ?%u", table->keys[i], i + 1);
  return g_string_free (sql, FALSE);
}

void
lw_sql_texts_free (gpointer data)
{
  char **texts = data;

  /* the number of texts stands before them */
  for (guint i = 0; i < GPOINTER_TO_UINT (texts[0]); i++)
    g_free (texts[1 + i]);
  g_free (texts);
}

/* A row's texts from the file; none where it is not there. */
char **
lw_sql_rows_read (LwSqlRows *self, guint handle, gboolean *found)
{
  char **texts = g_new0 (char *, self->table->n_columns + 1);
  g_autoptr (LwReader) reader = lw_store_reader (self->store, NULL);
  g_autoptr (LwStatement) statement
      = reader == NULL ? NULL : lw_connection_prepare (lw_reader_connection (reader), self->row_sql, NULL);
  g_auto (GStrv) parts = g_new0 (char *, LW_SQL_KEYS + 1);

  texts[0] = GUINT_TO_POINTER (self->table->n_columns);
  *found = FALSE;
  if (statement == NULL)
    return texts;
  for (guint i = 0; i < self->index->n_keys; i++)
    {
      parts[i] = lw_sql_index_part (self->index, handle, i);
      if (self->index->integer)
        lw_statement_bind_int (statement, (int) i + 1, g_ascii_strtoll (parts[i], NULL, 10));
      else
        lw_statement_bind_text (statement, (int) i + 1, parts[i], -1);
    }
  if (lw_statement_step (statement, NULL) == LW_STEP_ROW)
    {
      *found = TRUE;
      for (guint i = 0; i < self->table->n_columns; i++)
        texts[1 + i] = g_strdup (lw_statement_text (statement, (int) i));
    }
  return texts;
}

/* NULL for null. */
static const char *
file_text (LwSqlRows *self, guint handle, guint column)
{
  char **texts = lw_cache_get (&self->pages, GUINT_TO_POINTER (handle));
  gboolean found;

  if (texts == NULL)
    {
      texts = lw_sql_rows_read (self, handle, &found);
      lw_cache_add (&self->pages, GUINT_TO_POINTER (handle), texts);
    }
  return texts[1 + column];
}

/* As it is in the file: NULL for null. */
static char *
raw_text (LwSqlRows *self, guint handle, guint column)
{
  const LwSqlColumn *spec = &self->table->columns[column];

  if (lw_sql_index_is_gone (self->index, handle))
    return NULL;
  if (!lw_sql_is_keyed (spec))
    return g_strdup (file_text (self, handle, column));

  g_autofree char *key = lw_sql_index_part (self->index, handle, (guint) MAX (spec->of_key, 1) - 1);
  return g_strdup (lw_sql_keyed_text (spec, self->lookups[column], key));
}

static char *
get_text (LwRows *rows, guint handle, guint column, gboolean raw)
{
  LwSqlRows *self = LW_SQL_ROWS (rows);
  const LwSqlColumn *spec = &self->table->columns[column];
  g_autofree char *text = raw_text (self, handle, column);

  if (!raw && spec->format != NULL)
    return spec->format (text, self->data);
  if (!raw && spec->column.kind == LW_COLUMN_TIME && text != NULL)
    return lw_clock_format (text);
  return text == NULL ? g_strdup ("") : g_steal_pointer (&text);
}

static LwCellTone
get_tone (LwRows *rows, guint handle, guint column)
{
  LwSqlRows *self = LW_SQL_ROWS (rows);

  if (self->table->columns[column].tone == NULL)
    return LW_CELL_PLAIN;
  g_autofree char *text = raw_text (self, handle, column);
  return self->table->columns[column].tone (text, self->data);
}

static char *
get_key (LwRows *rows, guint handle)
{
  return lw_sql_index_key (LW_SQL_ROWS (rows)->index, handle);
}

static guint
get_n_all (LwRows *rows)
{
  return LW_SQL_ROWS (rows)->index->by_key->len;
}

/* ---- keys as text ---- */

/* "L12/B07" to its columns, in place. FALSE where they are not as many as the table's. */
gboolean
lw_sql_split_key (const LwSqlIndex *index, char *text, LwScanValue *key)
{
  guint n = 0;

  while (n < index->n_keys)
    {
      char *end = strchr (text, '/');

      if (end != NULL)
        *end = '\0';
      /* "%2F" and "%25" alone are escaped, so this undoes no more */
      char *out = text;
      for (const char *in = text; *in != '\0';)
        if (g_str_has_prefix (in, "%2F") || g_str_has_prefix (in, "%25"))
          {
            *out++ = in[2] == 'F' ? '/' : '%';
            in += 3;
          }
        else
          *out++ = *in++;
      *out = '\0';
      key[n++] = (LwScanValue){ text, (gsize) (out - text) };
      if (end == NULL)
        return n == index->n_keys;
      text = end + 1;
    }
  return FALSE;
}

static gboolean
find_key (LwRows *rows, const char *key, guint *handle)
{
  const LwSqlIndex *index = LW_SQL_ROWS (rows)->index;
  g_autofree char *text = g_strdup (key);
  LwScanValue parts[LW_SQL_KEYS];
  guint position;

  if (!lw_sql_split_key (index, text, parts) || !lw_sql_index_find (index, parts, &position))
    return FALSE;
  *handle = g_array_index (index->by_key, guint32, position);
  return TRUE;
}

/* ---- lookups ---- */

/* Small tables: bidders, criteria, people. */
static GHashTable *
read_lookup (LwSqlRows *self, const char *sql)
{
  GHashTable *lookup = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (LwReader) reader = lw_store_reader (self->store, NULL);
  g_autoptr (LwStatement) statement
      = reader == NULL ? NULL : lw_connection_prepare (lw_reader_connection (reader), sql, NULL);

  while (statement != NULL && lw_statement_step (statement, NULL) == LW_STEP_ROW)
    if (!lw_statement_is_null (statement, 0))
      g_hash_table_replace (lookup, g_strdup (lw_statement_text (statement, 0)), g_strdup (lw_statement_text (statement, 1)));
  return lookup;
}

void
lw_sql_rows_read_lookups (LwSqlRows *self)
{
  for (guint i = 0; i < self->table->n_columns; i++)
    if (self->table->columns[i].lookup != NULL)
      {
        g_clear_pointer (&self->lookups[i], g_hash_table_unref);
        self->lookups[i] = read_lookup (self, self->table->columns[i].lookup);
      }
}

/* ---- arranging ---- */

static LwSqlWork *
new_work (LwSqlRows *self)
{
  const LwArrangement *wanted = lw_rows_get_arrangement (LW_ROWS (self));
  LwSqlWork *work = g_new0 (LwSqlWork, 1);
  const guint n = self->table->n_columns;

  work->store = self->store;
  work->table = self->table;
  work->index = self->index;
  work->lookups = g_new0 (GHashTable *, n);
  work->equals = g_new0 (char *, n);
  work->sort = wanted->sort;
  work->descending = wanted->descending;
  work->words = g_strdupv (wanted->words);
  for (guint i = 0; i < n; i++)
    {
      work->lookups[i] = self->lookups[i] == NULL ? NULL : g_hash_table_ref (self->lookups[i]);
      work->equals[i] = g_strdup (wanted->equals[i]);
    }
  if (self->ranks != NULL && self->ranks_column == wanted->sort)
    {
      work->ranks = self->ranks;
      work->n_ranks = self->n_ranks;
    }
  return work;
}

void
lw_sql_rows_forget_ranks (LwSqlRows *self)
{
  g_clear_pointer (&self->ranks, g_free);
  self->ranks_column = -1;
}

static void
take_result (LwSqlRows *self, LwSqlResult *result, int sort)
{
  if (result->ranks != NULL)
    {
      g_free (self->ranks);
      self->ranks = g_steal_pointer (&result->ranks);
      self->n_ranks = result->n_ranks;
      self->ranks_column = sort;
    }
  lw_rows_take_order (LW_ROWS (self), g_steal_pointer (&result->order));
}

/* A job has ended: what waited for it goes on. FALSE where it was overtaken by another wish. */
static gboolean
job_ended (LwSqlRows *self)
{
  const gboolean again = self->again;

  self->again = FALSE;
  lw_rows_set_job (LW_ROWS (self), NULL);
  return !again;
}

static gpointer
arrange_job (LwJob *job, gpointer data, GError **error)
{
  return lw_sql_arrange (data, job, error);
}

static void
on_arranged (GObject *source, GAsyncResult *async, gpointer data)
{
  g_autoptr (LwSqlRows) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LwSqlResult) result = lw_job_run_finish (LW_JOB (source), async, &error);

  if (!job_ended (self))
    start_arranging (self);
  else if (result != NULL)
    {
      take_result (self, result, lw_rows_get_arrangement (LW_ROWS (self))->sort);
      lw_sql_rows_take_changes (self);
    }
  else
    {
      lw_rows_arrange_failed (LW_ROWS (self), error);
      lw_sql_rows_take_changes (self);
    }
}

static void
start_arranging (LwSqlRows *self)
{
  const LwArrangement *wanted = lw_rows_get_arrangement (LW_ROWS (self));
  LwSqlWork *work = new_work (self);

  if (lw_sql_index_n_handles (self->index) <= ROWS_AT_ONCE || (wanted->sort < 0 && !wanted->any))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LwSqlResult) result = lw_sql_arrange (work, NULL, &error);

      lw_sql_work_free (work);
      if (result != NULL)
        take_result (self, result, wanted->sort);
      else
        lw_rows_arrange_failed (LW_ROWS (self), error);
      lw_sql_rows_take_changes (self);
      return;
    }

  g_autoptr (LwJob) job = lw_job_new (wanted->any ? _("Filtering") : _("Sorting"));
  lw_rows_set_job (LW_ROWS (self), job);
  lw_job_run_async (job, arrange_job, work, (GDestroyNotify) lw_sql_work_free, (GDestroyNotify) lw_sql_result_free,
                    on_arranged, g_object_ref (self));
}

static void
arrange (LwRows *rows, const LwArrangement *wanted)
{
  LwSqlRows *self = LW_SQL_ROWS (rows);

  if (job_of (self) == NULL)
    {
      start_arranging (self);
      return;
    }
  self->again = TRUE;
  if (self->loaded)
    lw_job_cancel (job_of (self));
}

/* ---- reading all keys ---- */

typedef struct
{
  LwReader *reader; /* frozen when the first rows were read: the rest is of the same state */
  const LwSqlTable *table;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_pointer (&load->reader, lw_reader_release);
  g_free (load);
}

static gpointer
load_job (LwJob *job, gpointer data, GError **error)
{
  Load *load = data;
  g_autoptr (LwSqlIndex) index = lw_sql_index_new (load->table);

  lw_reader_set_cancellable (load->reader, lw_job_get_cancellable (job));
  const gboolean read = lw_sql_read_keys (load->reader, load->table, 0, NULL, index, job, error);
  /* now: the thread may drop the rest of the job when the store is closed already */
  g_clear_pointer (&load->reader, lw_reader_release);
  if (!read)
    return NULL;
  lw_sql_index_sort (index, TRUE);
  return g_steal_pointer (&index);
}

static void
on_loaded (GObject *source, GAsyncResult *async, gpointer data)
{
  g_autoptr (LwSqlRows) self = data;
  g_autoptr (GError) error = NULL;
  LwSqlIndex *index = lw_job_run_finish (LW_JOB (source), async, &error);

  self->loaded = TRUE;
  job_ended (self);
  if (index == NULL)
    {
      lw_rows_arrange_failed (LW_ROWS (self), error);
      return;
    }
  /* the first rows have the same handles in it */
  lw_sql_index_free (self->index);
  self->index = index;
  start_arranging (self);
}

/* The first rows, and a job for the rest where there is one. */
static void
load (LwSqlRows *self)
{
  g_autoptr (GError) error = NULL;
  LwReader *reader = lw_store_reader (self->store, &error);

  if (reader == NULL || !lw_reader_freeze (reader, &error)
      || !lw_sql_read_keys (reader, self->table, FIRST_ROWS, NULL, self->index, NULL, &error))
    {
      g_warning ("reading %s: %s", self->table->table, error->message);
      g_clear_pointer (&reader, lw_reader_release);
      self->loaded = TRUE;
      return;
    }
  lw_sql_rows_read_lookups (self);
  if (self->index->by_key->len < FIRST_ROWS)
    {
      lw_reader_release (reader);
      self->loaded = TRUE;
      start_arranging (self);
      return;
    }

  Load *rest = g_new0 (Load, 1);
  g_autoptr (LwJob) job = lw_job_new (_("Reading rows"));
  rest->reader = reader;
  rest->table = self->table;
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_vals (order, self->index->by_key->data, self->index->by_key->len);
  lw_rows_take_order (LW_ROWS (self), order);
  lw_rows_set_job (LW_ROWS (self), job);
  lw_job_run_async (job, load_job, rest, load_free, (GDestroyNotify) lw_sql_index_free, on_loaded, g_object_ref (self));
}

/* ---- life ---- */

static void
lw_sql_rows_dispose (GObject *object)
{
  LwSqlRows *self = LW_SQL_ROWS (object);

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (lw_sql_rows_parent_class)->dispose (object);
}

static void
lw_sql_rows_finalize (GObject *object)
{
  LwSqlRows *self = LW_SQL_ROWS (object);

  for (guint i = 0; i < self->table->n_columns; i++)
    g_clear_pointer (&self->lookups[i], g_hash_table_unref);
  g_free (self->lookups);
  g_free (self->columns);
  g_free (self->row_sql);
  g_free (self->ranks);
  lw_cache_clear (&self->pages);
  lw_sql_index_free (self->index);
  g_ptr_array_unref (self->waiting);
  G_OBJECT_CLASS (lw_sql_rows_parent_class)->finalize (object);
}

static void
lw_sql_rows_class_init (LwSqlRowsClass *klass)
{
  LwRowsClass *rows_class = LW_ROWS_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lw_sql_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = lw_sql_rows_finalize;
  rows_class->get_text = get_text;
  rows_class->get_key = get_key;
  rows_class->get_tone = get_tone;
  rows_class->find_key = find_key;
  rows_class->get_n_all = get_n_all;
  rows_class->arrange = arrange;
}

static void
lw_sql_rows_init (LwSqlRows *self)
{
  self->waiting = g_ptr_array_new_with_free_func (lw_sql_change_free);
  self->ranks_column = -1;
  lw_cache_init (&self->pages, CACHED_ROWS, NULL, NULL, NULL, lw_sql_texts_free);
}

LwSqlRows *
lw_sql_rows_new (LwStore *store, const LwSqlTable *table, gpointer data)
{
  g_return_val_if_fail (LW_IS_STORE (store), NULL);
  g_return_val_if_fail (table->n_columns > 0 && table->keys[0] != NULL, NULL);

  LwSqlRows *self = g_object_new (LW_TYPE_SQL_ROWS, NULL);

  self->store = g_object_ref (store);
  self->table = table;
  self->data = data;
  self->columns = g_new (LwColumn, table->n_columns);
  for (guint i = 0; i < table->n_columns; i++)
    self->columns[i] = table->columns[i].column;
  self->lookups = g_new0 (GHashTable *, table->n_columns);
  self->row_sql = make_row_sql (table);
  self->index = lw_sql_index_new (table);
  lw_rows_set_columns (LW_ROWS (self), self->columns, table->n_columns);
  g_signal_connect (store, "changed", G_CALLBACK (lw_sql_rows_on_changed), self);
  load (self);
  return self;
}
