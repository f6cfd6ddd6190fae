/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store/lw-part-private.h"

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

/* Parts that a killed program left: those of a process that is no more. */
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
      lw_part_remove (leftover);
    }
}

char *
lw_part_new (const char *path)
{
  char *part = g_strdup_printf ("%s.%d" PART_SUFFIX, path, getpid ());

  remove_leftovers (path);
  lw_part_remove (part);
  return part;
}

void
lw_part_remove (const char *path)
{
  /* the database last: without it the rest would not be found again */
  static const char *const suffixes[] = { "-wal", "-shm", "-journal", "" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      g_unlink (name);
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

static gboolean
give_name (const char *part, const char *path, GError **error)
{
  if (renameat2 (AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return fail_errno (path, errno, _("the new file could not be given its name"), error);
  if (link (part, path) != 0) /* a file system without that call */
    return fail_errno (path, errno, _("the new file could not be given its name"), error);
  g_unlink (part);
  return TRUE;
}

gboolean
lw_part_replace (const char *part, const char *path, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);

  if (sync_path (part, O_RDWR, error) && g_rename (part, path) == 0)
    return sync_path (directory, O_RDONLY | O_DIRECTORY, error);
  if (error && !*error)
    fail_errno (path, errno, _("the new file could not be given its name"), error);
  lw_part_remove (part);
  return FALSE;
}

gboolean
lw_part_publish (const char *part, const char *path, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);

  if (!sync_path (part, O_RDWR, error) || !give_name (part, path, error))
    {
      lw_part_remove (part);
      return FALSE;
    }
  if (sync_path (directory, O_RDONLY | O_DIRECTORY, error))
    return TRUE;
  lw_part_remove (path);
  return FALSE;
}
