/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making a new file. */
#include "config.h"

#include "store/lw-store-private.h"

#include "base/lw-error.h"
#include "store/lw-part-private.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "base/lw-i18n.h"

/* SQLite would read a log that an earlier file of that name left into the new file. */
static gboolean
check_free (const char *path, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-journal" };

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("%s: expected a new name, found a file there already"), path);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *log = g_strconcat (path, suffixes[i], NULL);
      GStatBuf state;

      if (g_stat (log, &state) != 0 || state.st_size == 0)
        continue;
      g_set_error (error, LW_ERROR, LW_ERROR_EXISTS,
                   _("%s: expected a new name, found %s, which belongs to an earlier file of that name; remove it first"),
                   path, log);
      return FALSE;
    }
  return TRUE;
}

static gboolean
fill (const char *part, LwSchema *schema, LwCommand *command, GCancellable *cancellable, GError **error)
{
  g_autoptr (LwConnection) connection = lw_connection_open (part, LW_CONNECTION_CREATE, error);
  g_autofree char *identify = g_strdup_printf ("PRAGMA application_id = %d", LW_STORE_APPLICATION_ID);
  LwJournal journal;
  gboolean fine;

  if (!connection)
    return FALSE;
  lw_journal_init (&journal, connection);
  fine = lw_connection_exec (connection, identify, error)
         && lw_transact_creation (connection, &journal, schema, command, cancellable, error);
  lw_journal_clear (&journal);
  return fine && lw_connection_exec (connection, "PRAGMA journal_mode = WAL", error);
}

LwStore *
lw_store_create (const char *path, LwSchema *schema, LwCommand *command, GCancellable *cancellable, GError **error)
{
  g_autofree char *part = NULL;
  LwStore *store;

  if (!check_free (path, error))
    return NULL;
  part = lw_part_new (path);
  if (!fill (part, schema, command, cancellable, error))
    {
      lw_part_remove (part);
      return NULL;
    }
  if (!lw_part_publish (part, path, error))
    return NULL;
  store = lw_store_open (path, schema, LW_STORE_READ_WRITE, error);
  if (!store)
    lw_part_remove (path); /* whole, but reported as failed: it must not stand in the way of the next try */
  return store;
}
