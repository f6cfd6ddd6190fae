/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-record-rows.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Commands whose texts are kept: many screens of them. */
#define KEPT 4096

enum
{
  AT,
  PERSON,
  NAME,
  KIND,
  CHANGES,
  REASON,
  N_COLUMNS,
};

static const LwColumn columns[N_COLUMNS] = {
  { "at", N_("When"), LW_COLUMN_TIME, 150, LW_COLUMN_ALWAYS, NULL },
  { "person", N_("Who"), LW_COLUMN_TEXT, 90, 0, NULL },
  { "name", N_("What"), LW_COLUMN_TEXT, 300, LW_COLUMN_ALWAYS, NULL },
  { "kind", N_("Kind"), LW_COLUMN_TEXT, 90, 0, NULL },
  { "changes", N_("Rows"), LW_COLUMN_NUMBER, 70, 0, NULL },
  { "reason", N_("Reason"), LW_COLUMN_TEXT, 200, 0, NULL },
};

/* A command's entries are those from its own to the next command's; the first is the command itself. */
#define CHANGES_SQL \
  "(SELECT coalesce ((SELECT min (n.seq) FROM command n WHERE n.seq > c.seq), (SELECT max (seq) + 1 FROM journal)) - c.seq - 1)"

typedef struct
{
  char *texts[N_COLUMNS];
} Texts;

struct _LwRecordRows
{
  LwRows parent;
  LwDocument *document;
  GArray *seqs;          /* of gint64: by handle, ascending */
  GHashTable *kept;      /* handle -> Texts */
  LwRecordFilter *filter;
  LwJob *job;            /* the present search */
};

G_DEFINE_FINAL_TYPE (LwRecordRows, lw_record_rows, LW_TYPE_ROWS)

/* ---- the filter ---- */

LwRecordFilter *
lw_record_filter_copy (const LwRecordFilter *filter)
{
  LwRecordFilter *copy = g_new0 (LwRecordFilter, 1);

  copy->person = g_strdup (filter->person);
  copy->kind = g_strdup (filter->kind);
  copy->table = g_strdup (filter->table);
  copy->key = g_strdup (filter->key);
  copy->since = g_strdup (filter->since);
  copy->until = g_strdup (filter->until);
  return copy;
}

void
lw_record_filter_free (LwRecordFilter *filter)
{
  if (filter == NULL)
    return;
  g_free (filter->person);
  g_free (filter->kind);
  g_free (filter->table);
  g_free (filter->key);
  g_free (filter->since);
  g_free (filter->until);
  g_free (filter);
}

static gboolean
given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* ---- texts ---- */

static void
texts_free (gpointer data)
{
  Texts *texts = data;
  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (texts->texts[i]);
  g_free (texts);
}

const char *
lw_record_kind_title (const char *kind)
{
  if (g_strcmp0 (kind, "undo") == 0)
    return _("↶ undo");
  if (g_strcmp0 (kind, "redo") == 0)
    return _("↷ redo");
  if (g_strcmp0 (kind, "final") == 0)
    return _("■ final");
  return _("✓ done");
}

char *
lw_record_format_time (const char *utc)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_new_from_iso8601 (utc, zone) : NULL;
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;

  /* Translators: a date and a time of day, short: 14 Nov 2013, 14:02. */
  return local != NULL ? g_date_time_format (local, _("%-d %b %Y, %H:%M")) : g_strdup (utc != NULL ? utc : "");
}

static Texts *
texts_of (LwRecordRows *self, guint handle)
{
  Texts *texts = g_hash_table_lookup (self->kept, GUINT_TO_POINTER (handle));
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (LwStatement) row = NULL;

  if (texts != NULL)
    return texts;
  if (g_hash_table_size (self->kept) >= KEPT)
    g_hash_table_remove_all (self->kept);
  texts = g_new0 (Texts, 1);
  g_hash_table_insert (self->kept, GUINT_TO_POINTER (handle), texts);
  reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  row = reader == NULL ? NULL
                       : lw_connection_prepare (lw_reader_connection (reader),
                                                "SELECT at, person, name, kind, " CHANGES_SQL
                                                ", reason FROM command c WHERE seq = ?",
                                                NULL);
  if (row == NULL)
    return texts;
  lw_statement_bind_int (row, 1, g_array_index (self->seqs, gint64, handle));
  if (lw_statement_step (row, NULL) == LW_STEP_ROW)
    for (int i = 0; i < N_COLUMNS; i++)
      texts->texts[i] = g_strdup (lw_statement_text (row, i));
  return texts;
}

static char *
get_text (LwRows *rows, guint handle, guint column, gboolean raw)
{
  const char *text = texts_of (LW_RECORD_ROWS (rows), handle)->texts[column];

  if (!raw && column == AT)
    return lw_record_format_time (text);
  if (!raw && column == KIND)
    return g_strdup (lw_record_kind_title (text));
  return g_strdup (text != NULL ? text : "");
}

static char *
get_key (LwRows *rows, guint handle)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (LW_RECORD_ROWS (rows)->seqs, gint64, handle));
}

static LwCellTone
get_tone (LwRows *rows, guint handle, guint column)
{
  return column == REASON ? LW_CELL_NEUTRAL : LW_CELL_PLAIN;
}

static int
compare_seq (gconstpointer a, gconstpointer b)
{
  const gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;
  return (one > other) - (one < other);
}

static gboolean
find_key (LwRows *rows, const char *key, guint *handle)
{
  const gint64 seq = g_ascii_strtoll (key, NULL, 10);
  return g_array_binary_search (LW_RECORD_ROWS (rows)->seqs, &seq, compare_seq, handle);
}

static guint
get_n_all (LwRows *rows)
{
  return LW_RECORD_ROWS (rows)->seqs->len;
}

/* ---- searching ---- */

/* What the thread works with: it sees no object of the main thread but the store. */
typedef struct
{
  LwStore *store;
  LwRecordFilter *filter;
  GStrv words;
  int sort;
  gboolean descending;
  GArray *seqs; /* all, as the rows had them */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;
  g_object_unref (search->store);
  lw_record_filter_free (search->filter);
  g_strfreev (search->words);
  g_array_unref (search->seqs);
  g_free (search);
}

/* Commands that changed the table or row, as a set; NULL where any will do. */
static GHashTable *
commands_of (LwConnection *connection, const LwRecordFilter *filter, GError **error)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (LwStatement) rows = lw_connection_prepare (
      connection,
      given (filter->key) ? "SELECT DISTINCT command FROM journal WHERE tbl = ? AND key = ?"
                          : "SELECT DISTINCT command FROM journal WHERE tbl = ?",
      error);
  LwStep step;

  if (rows == NULL)
    return NULL;
  lw_statement_bind_text (rows, 1, filter->table, -1);
  if (given (filter->key))
    lw_statement_bind_text (rows, 2, filter->key, -1);
  while ((step = lw_statement_step (rows, error)) == LW_STEP_ROW)
    {
      const gint64 command = lw_statement_int (rows, 0);
      g_hash_table_add (set, g_memdup2 (&command, sizeof command));
    }
  return step == LW_STEP_DONE ? g_steal_pointer (&set) : NULL;
}

static gboolean
has_words (LwStatement *row, char **words)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *folded = NULL;
  g_autofree char *at = NULL;

  if (words[0] == NULL)
    return TRUE;
  at = lw_record_format_time (lw_statement_text (row, 1));
  g_string_append_printf (all, "%s %s", lw_record_kind_title (lw_statement_text (row, 4)), at);
  for (int i = 1; i <= 5; i++)
    if (lw_statement_text (row, i) != NULL)
      g_string_append_printf (all, " %s", lw_statement_text (row, i));
  folded = g_utf8_casefold (all->str, -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
passes (const Search *search, LwStatement *row, GHashTable *commands)
{
  const LwRecordFilter *filter = search->filter;
  const gint64 seq = lw_statement_int (row, 0);
  const char *at = lw_statement_text (row, 1);

  if (commands != NULL && !g_hash_table_contains (commands, &seq))
    return FALSE;
  if (given (filter->person) && g_strcmp0 (filter->person, lw_statement_text (row, 2)) != 0)
    return FALSE;
  if (given (filter->kind) && g_strcmp0 (filter->kind, lw_statement_text (row, 4)) != 0)
    return FALSE;
  if (given (filter->since) && strcmp (at, filter->since) < 0)
    return FALSE;
  if (given (filter->until) && strcmp (at, filter->until) >= 0)
    return FALSE;
  return has_words (row, search->words);
}

static LwStatement *
prepare_search (const Search *search, LwConnection *connection, GError **error)
{
  static const char *const orders[N_COLUMNS][2] = {
    { "c.seq", "c.seq DESC" },
    { "person, c.seq DESC", "person DESC, c.seq DESC" },
    { "name, c.seq DESC", "name DESC, c.seq DESC" },
    { "kind, c.seq DESC", "kind DESC, c.seq DESC" },
    { CHANGES_SQL ", c.seq DESC", CHANGES_SQL " DESC, c.seq DESC" },
    { "reason, c.seq DESC", "reason DESC, c.seq DESC" },
  };
  /* newest first where nobody asks for another order */
  const char *order = search->sort < 0 ? "c.seq DESC" : orders[search->sort][search->descending];
  g_autofree char *sql
      = g_strdup_printf ("SELECT c.seq, at, person, name, kind, reason FROM command c ORDER BY %s", order);

  return lw_connection_prepare (connection, sql, error);
}

static gpointer
run_search (LwJob *job, gpointer data, GError **error)
{
  const Search *search = data;
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (LwReader) reader = lw_store_reader (search->store, error);
  g_autoptr (GHashTable) commands = NULL;
  g_autoptr (LwStatement) rows = NULL;
  LwStep step;

  if (reader == NULL)
    return NULL;
  lw_reader_set_cancellable (reader, lw_job_get_cancellable (job));
  if (given (search->filter->table)
      && (commands = commands_of (lw_reader_connection (reader), search->filter, error)) == NULL)
    return NULL;
  rows = prepare_search (search, lw_reader_connection (reader), error);
  if (rows == NULL)
    return NULL;
  while ((step = lw_statement_step (rows, error)) == LW_STEP_ROW)
    {
      const gint64 seq = lw_statement_int (rows, 0);
      guint handle;
      guint32 place;
      /* one that came since has no handle yet: it comes with the next search */
      if (!passes (search, rows, commands) || !g_array_binary_search (search->seqs, &seq, compare_seq, &handle))
        continue;
      place = handle;
      g_array_append_val (order, place);
    }
  return step == LW_STEP_DONE ? g_steal_pointer (&order) : NULL;
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LwRecordRows) self = user_data;
  LwJob *job = LW_JOB (source);
  g_autoptr (GError) error = NULL;
  GArray *order = lw_job_run_finish (job, result, &error);

  if (job != self->job)
    {
      g_clear_pointer (&order, g_array_unref);
      return; /* another question was asked meanwhile */
    }
  g_clear_object (&self->job);
  lw_rows_set_job (LW_ROWS (self), NULL);
  if (order != NULL)
    lw_rows_take_order (LW_ROWS (self), order);
  else
    lw_rows_arrange_failed (LW_ROWS (self), error);
}

static void
arrange (LwRows *rows, const LwArrangement *wanted)
{
  LwRecordRows *self = LW_RECORD_ROWS (rows);
  Search *search;

  if (self->document == NULL)
    return; /* while it is made */
  if (self->job != NULL)
    lw_job_cancel (self->job);
  g_clear_object (&self->job);
  search = g_new0 (Search, 1);
  search->store = g_object_ref (lw_document_get_store (self->document));
  search->filter = lw_record_filter_copy (self->filter);
  search->words = g_strdupv (wanted->words);
  search->sort = wanted->sort;
  search->descending = wanted->descending;
  search->seqs = g_array_ref (self->seqs);
  self->job = lw_job_new (_("Searching the record"));
  lw_rows_set_job (rows, self->job);
  lw_job_run_async (self->job, run_search, search, search_free, (GDestroyNotify) g_array_unref, on_searched,
                    g_object_ref (self));
}

/* ---- the rows ---- */

static void
lw_record_rows_finalize (GObject *object)
{
  LwRecordRows *self = LW_RECORD_ROWS (object);

  g_clear_object (&self->document);
  g_clear_object (&self->job);
  g_array_unref (self->seqs);
  g_hash_table_unref (self->kept);
  lw_record_filter_free (self->filter);
  G_OBJECT_CLASS (lw_record_rows_parent_class)->finalize (object);
}

static void
lw_record_rows_class_init (LwRecordRowsClass *class)
{
  LwRowsClass *rows_class = LW_ROWS_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lw_record_rows_finalize;
  rows_class->get_text = get_text;
  rows_class->get_key = get_key;
  rows_class->get_tone = get_tone;
  rows_class->find_key = find_key;
  rows_class->get_n_all = get_n_all;
  rows_class->arrange = arrange;
}

static void
lw_record_rows_init (LwRecordRows *self)
{
  self->seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->kept = g_hash_table_new_full (NULL, NULL, NULL, texts_free);
  self->filter = g_new0 (LwRecordFilter, 1);
}

void
lw_record_rows_follow (LwRecordRows *self)
{
  const gint64 last = self->seqs->len > 0 ? g_array_index (self->seqs, gint64, self->seqs->len - 1) : 0;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autoptr (LwStatement) rows
      = reader == NULL ? NULL
                       : lw_connection_prepare (lw_reader_connection (reader),
                                                "SELECT seq FROM command WHERE seq > ? ORDER BY seq", NULL);
  GArray *seqs;

  if (rows == NULL)
    return;
  lw_statement_bind_int (rows, 1, last);
  /* a search may be reading the old ones */
  seqs = g_array_copy (self->seqs);
  while (lw_statement_step (rows, NULL) == LW_STEP_ROW)
    {
      const gint64 seq = lw_statement_int (rows, 0);
      g_array_append_val (seqs, seq);
    }
  if (seqs->len > self->seqs->len)
    {
      /* how many rows the last one changed was counted to the end of the journal */
      g_hash_table_remove_all (self->kept);
      g_array_unref (self->seqs);
      self->seqs = seqs;
      lw_rows_rearrange (LW_ROWS (self));
    }
  else
    g_array_unref (seqs);
}

LwRecordRows *
lw_record_rows_new (LwDocument *document)
{
  LwRecordRows *self = g_object_new (LW_TYPE_RECORD_ROWS, NULL);

  lw_rows_set_columns (LW_ROWS (self), columns, N_COLUMNS);
  self->document = g_object_ref (document);
  lw_record_rows_follow (self);
  return self;
}

void
lw_record_rows_set_filter (LwRecordRows *self, LwRecordFilter *filter)
{
  lw_record_filter_free (self->filter);
  self->filter = filter;
  lw_rows_rearrange (LW_ROWS (self));
}

const LwRecordFilter *
lw_record_rows_get_filter (LwRecordRows *self)
{
  return self->filter;
}
