/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store/lw-locks.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef F_OFD_SETLK

/* A file that SQLite has open, once or several times. */
typedef struct
{
  dev_t device;
  ino_t inode;
  int fd;      /* has the locks; nobody else knows it */
  guint users; /* descriptors of SQLite's */
} Held;

static GMutex lock;
static GHashTable *by_fd; /* SQLite's descriptor: Held */

static Held *
find_held (const struct stat *file)
{
  GHashTableIter iter;
  gpointer held;

  g_hash_table_iter_init (&iter, by_fd);
  while (g_hash_table_iter_next (&iter, NULL, &held))
    if (((Held *) held)->device == file->st_dev && ((Held *) held)->inode == file->st_ino)
      return held;
  return NULL;
}

/* NULL where the file cannot be opened a second time. */
static Held *
hold (int fd)
{
  Held *held = g_hash_table_lookup (by_fd, GINT_TO_POINTER (fd));
  char path[32];
  struct stat file;

  if (held != NULL)
    return held;
  if (fstat (fd, &file) != 0)
    return NULL;
  held = find_held (&file);
  if (held == NULL)
    {
      g_snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
      int own = open (path, O_RDWR | O_CLOEXEC);

      if (own < 0)
        own = open (path, O_RDONLY | O_CLOEXEC);
      if (own < 0)
        return NULL;
      held = g_new (Held, 1);
      *held = (Held){ file.st_dev, file.st_ino, own, 0 };
    }
  held->users++;
  g_hash_table_insert (by_fd, GINT_TO_POINTER (fd), held);
  return held;
}

static int
set_or_get_lock (int fd, int command, struct flock *wanted)
{
  g_mutex_lock (&lock);
  const Held *held = hold (fd);
  int result;

  if (held == NULL)
    result = fcntl (fd, command, wanted);
  else
    {
      wanted->l_pid = 0; /* asked for by these commands */
      result = fcntl (held->fd, command == F_SETLK ? F_OFD_SETLK : F_OFD_GETLK, wanted);
    }
  const int reason = errno;
  g_mutex_unlock (&lock);
  errno = reason;
  return result;
}

static int
lw_fcntl (int fd, int command, ...)
{
  va_list arguments;
  void *argument;

  va_start (arguments, command);
  argument = va_arg (arguments, void *);
  va_end (arguments);
  return command == F_SETLK || command == F_GETLK ? set_or_get_lock (fd, command, argument) : fcntl (fd, command, argument);
}

static int
lw_close (int fd)
{
  g_mutex_lock (&lock);
  Held *held = g_hash_table_lookup (by_fd, GINT_TO_POINTER (fd));

  g_hash_table_remove (by_fd, GINT_TO_POINTER (fd));
  if (held != NULL && --held->users == 0)
    {
      close (held->fd);
      g_free (held);
    }
  g_mutex_unlock (&lock);
  return close (fd);
}

void
lw_locks_init (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;
  sqlite3_vfs *vfs = sqlite3_vfs_find ("unix");

  if (vfs != NULL && vfs->iVersion >= 3)
    {
      by_fd = g_hash_table_new (NULL, NULL);
      vfs->xSetSystemCall (vfs, "fcntl", (sqlite3_syscall_ptr) lw_fcntl);
      vfs->xSetSystemCall (vfs, "close", (sqlite3_syscall_ptr) lw_close);
    }
  g_once_init_leave (&done, 1);
}

#else

void
lw_locks_init (void)
{
}

#endif
