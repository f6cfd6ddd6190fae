/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A new file is filled under another name, synchronised, and then given its own: a crash at any point
 * leaves either no file or the whole one.
 */
#include "config.h"

#include "store/lw-store-private.h"

#include "base/lw-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lw-i18n.h"

#define PART_SUFFIX ".lotwise-part"

static gboolean
fail_errno (const char *path, int saved, const char *doing, GError **error)
{
  g_set_error (error, LW_ERROR, saved == EEXIST ? LW_ERROR_EXISTS : LW_ERROR_STORE, _("%s: %s: %s"), path, doing,
               g_strerror (saved));
  return FALSE;
}

/* Parts that a killed program left: "<path>.<pid>.lotwise-part" of a process that is no more. */
static void
remove_leftovers (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *prefix = g_strconcat (name, ".", NULL);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *entry;

  while (dir && (entry = g_dir_read_name (dir)))
    {
      if (!g_str_has_prefix (entry, prefix) || !g_str_has_suffix (entry, PART_SUFFIX))
        continue;
      gint64 pid = g_ascii_strtoll (entry + strlen (prefix), NULL, 10);
      if (pid <= 0 || pid > G_MAXINT32 || kill ((pid_t) pid, 0) == 0 || errno != ESRCH)
        continue;
      g_autofree char *leftover = g_build_filename (directory, entry, NULL);
      g_unlink (leftover);
    }
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  int saved = 0;

  if (fd < 0 || fsync (fd) != 0)
    saved = errno;
  if (fd >= 0)
    close (fd);
  return saved == 0 || fail_errno (path, saved, _("writing to the disk failed"), error);
}

/* Gives the part its name, never over another file. */
static gboolean
publish (const char *part, const char *path, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);

  if (!sync_path (part, O_RDWR, error))
    return FALSE;
  if (renameat2 (AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) != 0)
    {
      if (errno != EINVAL && errno != ENOSYS)
        return fail_errno (path, errno, _("the new file could not be given its name"), error);
      if (link (part, path) != 0) /* a file system without that call */
        return fail_errno (path, errno, _("the new file could not be given its name"), error);
      g_unlink (part);
    }
  return sync_path (directory, O_RDONLY | O_DIRECTORY, error);
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

static void
remove_part (const char *part)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (part, suffixes[i], NULL);
      g_unlink (name);
    }
}

LwStore *
lw_store_create (const char *path, LwSchema *schema, LwCommand *command, GCancellable *cancellable, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.%d" PART_SUFFIX, path, getpid ());

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("%s: expected a new name, found a file there already"), path);
      return NULL;
    }
  remove_leftovers (path);
  remove_part (part);
  if (!fill (part, schema, command, cancellable, error) || !publish (part, path, error))
    {
      remove_part (part);
      return NULL;
    }
  return lw_store_open (path, schema, LW_STORE_READ_WRITE, error);
}
