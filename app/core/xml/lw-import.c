/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Import runs on two threads: one reads and checks the file, one stores. Between them go batches of
 * rows, a fixed number of them, so that memory stays small however long the file is.
 */
#include "config.h"

#include "xml/lw-competition-xml.h"

#include "base/lw-error.h"
#include "model/lw-row.h"
#include "store/lw-content.h"
#include "xml/lw-xml-reader.h"

#include <string.h>

#include "base/lw-i18n.h"

#define BATCHES 8
#define BATCH_ROWS 1024
#define BATCH_BYTES (256 * 1024)

typedef struct
{
  const LwEntity *entity;
  guint64 element;
  guint values; /* place of its first value in the batch */
  GBytes *content; /* or NULL */
} Row;

static void
row_clear (gpointer data)
{
  g_clear_pointer (&((Row *) data)->content, g_bytes_unref);
}

typedef struct
{
  gssize offset; /* into the text, or -1 for an absent value */
  gssize length;
} Value;

typedef struct
{
  GArray *rows;
  GArray *values;
  GString *text;
  gsize contents; /* bytes of the rows' contents */
  gboolean last;
} Batch;

typedef struct
{
  LwXmlSource *source;
  GPtrArray *sections;
  LwJob *job;
  GCancellable *cancellable;
  GAsyncQueue *full, *empty;
  Batch *batch; /* being filled by the reading thread */
  gint stop;    /* atomic: storing failed */
  GError *read_error;
  gboolean source_failed; /* the error is of the source, not of the new file */
  GHashTable *bulks; /* LwEntity -> LwBulk */
  const LwEntity *last; /* whose rows come now: a million marks */
  LwBulk *last_bulk;
} Import;

static Batch *
batch_new (void)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (batch->rows, row_clear);
  batch->values = g_array_new (FALSE, FALSE, sizeof (Value));
  batch->text = g_string_sized_new (BATCH_BYTES);
  return batch;
}

static void
batch_free (Batch *batch)
{
  g_array_unref (batch->rows);
  g_array_unref (batch->values);
  g_string_free (batch->text, TRUE);
  g_free (batch);
}

/* ---- the reading thread ---- */

static void
pass_on (Import *import, gboolean last)
{
  import->batch->last = last;
  g_async_queue_push (import->full, g_steal_pointer (&import->batch));
  if (last)
    return;
  import->batch = g_async_queue_pop (import->empty);
  g_array_set_size (import->batch->rows, 0);
  g_array_set_size (import->batch->values, 0);
  g_string_truncate (import->batch->text, 0);
  import->batch->contents = 0;
}

static gboolean
on_row (const LwEntity *entity, const char *const *values, GBytes *content, guint64 element, gpointer data, GError **error)
{
  Import *import = data;
  Batch *batch = import->batch;
  Row row = { entity, element, batch->values->len, content ? g_bytes_ref (content) : NULL };

  for (guint i = 0; entity->fields[i].name; i++)
    {
      Value value = { -1, 0 };
      if (values[i])
        {
          value.offset = (gssize) batch->text->len;
          value.length = (gssize) strlen (values[i]);
          g_string_append_len (batch->text, values[i], value.length + 1);
        }
      g_array_append_val (batch->values, value);
    }
  g_array_append_val (batch->rows, row);
  batch->contents += content ? g_bytes_get_size (content) : 0;
  if (batch->rows->len >= BATCH_ROWS || batch->text->len + batch->contents >= BATCH_BYTES)
    pass_on (import, FALSE);
  if (!g_atomic_int_get (&import->stop))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped"));
  return FALSE;
}

static gpointer
run_reader (gpointer data)
{
  Import *import = data;

  import->batch = g_async_queue_pop (import->empty);
  lw_xml_read (import->source, import->sections, import->job, import->cancellable, on_row, import, &import->read_error);
  pass_on (import, TRUE);
  return NULL;
}

/* ---- the storing thread ---- */

static LwBulk *
bulk_of (Import *import, LwTransaction *transaction, const LwEntity *entity, GError **error)
{
  LwBulk *bulk = entity == import->last ? import->last_bulk : g_hash_table_lookup (import->bulks, entity);
  g_autoptr (GStrvBuilder) columns = NULL;
  g_auto (GStrv) names = NULL;

  import->last = entity;
  import->last_bulk = bulk;
  if (bulk)
    return bulk;
  columns = g_strv_builder_new ();
  for (guint i = 0; entity->fields[i].name; i++)
    {
      g_autofree char *column = lw_field_column (&entity->fields[i]);
      g_strv_builder_add (columns, column);
    }
  names = g_strv_builder_end (columns);
  bulk = lw_bulk_new (transaction, entity->table, (const char *const *) names, error);
  if (bulk)
    g_hash_table_insert (import->bulks, (gpointer) entity, bulk);
  import->last_bulk = bulk;
  return bulk;
}

static gboolean
store_content (LwTransaction *transaction, const Row *row, const char *const *values, GError **error)
{
  return !row->content
         || (lw_content_put (lw_transaction_connection (transaction), row->content, error)
             && (!row->entity->keep || row->entity->keep (transaction, values, row->content, error)));
}

static gboolean
store_row (Import *import, LwTransaction *transaction, const Batch *batch, const Row *row, GError **error)
{
  const char *values[LW_ROW_MAX_FIELDS];
  gssize lengths[LW_ROW_MAX_FIELDS];
  LwBulk *bulk = bulk_of (import, transaction, row->entity, error);
  g_autoptr (GError) refused = NULL;

  if (!bulk)
    return FALSE;
  for (guint i = 0; row->entity->fields[i].name; i++)
    {
      const Value *value = &g_array_index (batch->values, Value, row->values + i);
      values[i] = value->offset < 0 ? NULL : batch->text->str + value->offset;
      lengths[i] = value->length;
    }
  if (lw_bulk_add (bulk, values, lengths, &refused))
    return store_content (transaction, row, values, error);
  if (g_error_matches (refused, LW_ERROR, LW_ERROR_EXISTS))
    {
      g_autofree char *key = lw_row_make_key (row->entity, values);
      g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("<%s>: expected each %s once, found %s a second time"),
                   row->entity->noun, row->entity->noun, key);
      lw_xml_prefix_place (import->source, row->element, error);
      import->source_failed = TRUE;
    }
  else
    g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

/* Stores until the last batch; after a failure the rest is only taken off the queue. */
static gboolean
store_all (Import *import, LwTransaction *transaction, GError **error)
{
  gboolean fine = TRUE, last = FALSE;

  while (!last)
    {
      Batch *batch = g_async_queue_pop (import->full);
      for (guint i = 0; fine && i < batch->rows->len; i++)
        if (!store_row (import, transaction, batch, &g_array_index (batch->rows, Row, i), error))
          {
            fine = FALSE;
            g_atomic_int_set (&import->stop, TRUE);
          }
      last = batch->last;
      g_async_queue_push (import->empty, batch);
    }
  return fine;
}

static gboolean
apply_import (LwTransaction *transaction, gpointer data, GError **error)
{
  Import *import = data;
  GThread *thread;
  gboolean fine;

  import->bulks = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) lw_bulk_free);
  thread = g_thread_new ("lotwise-reader", run_reader, import);
  fine = store_all (import, transaction, error);
  g_thread_join (thread);
  g_hash_table_unref (import->bulks);
  if (fine && import->read_error)
    {
      import->source_failed = import->read_error->domain != G_IO_ERROR;
      g_propagate_error (error, g_steal_pointer (&import->read_error));
      return FALSE;
    }
  return fine;
}

/* @source: as it is called in errors. */
static LwStore *
import_source (LwXmlSource *xml, const char *source, const char *path, GPtrArray *sections, LwSchema *schema,
               const char *person, LwJob *job, GCancellable *cancellable, GError **error)
{
  Import import = { .source = xml, .sections = sections, .job = job, .cancellable = cancellable };
  g_autoptr (LwCommand) command = NULL;
  g_autofree char *base = g_path_get_basename (source);
  g_autofree char *name = g_strdup_printf (_("Import %s"), base);
  g_autoptr (GError) failure = NULL;
  LwStore *store;

  import.full = g_async_queue_new ();
  import.empty = g_async_queue_new_full ((GDestroyNotify) batch_free);
  for (guint i = 0; i < BATCHES; i++)
    g_async_queue_push (import.empty, batch_new ());
  command = lw_command_new (name, person, NULL, apply_import, &import, NULL);
  store = lw_store_create (path, schema, command, cancellable, &failure);
  g_async_queue_unref (import.full);
  g_async_queue_unref (import.empty);
  g_clear_error (&import.read_error);
  if (!store)
    {
      if (import.source_failed)
        g_prefix_error (&failure, "%s: ", source);
      g_propagate_error (error, g_steal_pointer (&failure));
    }
  return store;
}

LwStore *
lw_competition_import (const char *source, const char *path, GPtrArray *sections, LwSchema *schema, const char *person,
                       LwJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (LwXmlSource) xml = lw_xml_source_open (source, error);

  return xml ? import_source (xml, source, path, sections, schema, person, job, cancellable, error) : NULL;
}

LwStore *
lw_competition_import_data (const char *data, gsize length, const char *name, const char *path, GPtrArray *sections,
                            LwSchema *schema, const char *person, GCancellable *cancellable, GError **error)
{
  g_autoptr (LwXmlSource) xml = lw_xml_source_memory (data, length);

  return import_source (xml, name, path, sections, schema, person, NULL, cancellable, error);
}

/* ---- reading alone ---- */

typedef struct
{
  LwCompetitionRowFunc func;
  gpointer data;
} Reading;

static gboolean
hand_over (const LwEntity *entity, const char *const *values, GBytes *content, guint64 element, gpointer data, GError **error)
{
  const Reading *reading = data;

  return reading->func (entity, values, reading->data, error);
}

gboolean
lw_competition_read (const char *data, gsize length, GPtrArray *sections, LwCompetitionRowFunc func, gpointer data_of_func,
                     GError **error)
{
  g_autoptr (LwXmlSource) source = lw_xml_source_memory (data, length);
  Reading reading = { func, data_of_func };

  return lw_xml_read (source, sections, NULL, NULL, hand_over, &reading, error);
}

gboolean
lw_competition_check (const char *data, gsize length, GPtrArray *sections, GError **error)
{
  g_autoptr (LwXmlSource) source = lw_xml_source_memory (data, length);

  return lw_xml_read (source, sections, NULL, NULL, NULL, NULL, error);
}
