/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-fault-disk.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SECTOR 512

/* A write, or a truncation (no @after), that is not synchronised. */
typedef struct
{
  gint64 offset;
  gint64 size;    /* of the file before */
  GBytes *before; /* what was there from @offset on */
  GBytes *after;
} Change;

typedef enum
{
  NAME_CREATED,
  NAME_RENAMED,
  NAME_DELETED,
} NameKind;

/* A name whose directory is not synchronised. */
typedef struct
{
  NameKind kind;
  char *path;
  char *from;       /* renamed */
  GBytes *contents; /* deleted */
} Name;

static GHashTable *files; /* path -> GPtrArray of Change */
static GPtrArray *names;  /* of Name, in the order in which they came */

static void
change_free (gpointer data)
{
  Change *change = data;

  g_bytes_unref (change->before);
  g_clear_pointer (&change->after, g_bytes_unref);
  g_free (change);
}

static void
name_free (gpointer data)
{
  Name *name = data;

  g_free (name->path);
  g_free (name->from);
  g_clear_pointer (&name->contents, g_bytes_unref);
  g_free (name);
}

void
lw_fault_disk_forget (void)
{
  g_clear_pointer (&files, g_hash_table_unref);
  g_clear_pointer (&names, g_ptr_array_unref);
  files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  names = g_ptr_array_new_with_free_func (name_free);
}

/* ---- bytes ---- */

/* At most @length bytes of @path from @offset on; and the size of the file. */
static GBytes *
read_at (const char *path, gint64 offset, gsize length, gint64 *size)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  struct stat state = { 0 };
  guint8 *bytes;
  gssize got;

  if (fd < 0 || fstat (fd, &state) != 0)
    g_error ("%s: cannot be read by the fault disk", path);
  length = offset < state.st_size ? MIN (length, (gsize) (state.st_size - offset)) : 0;
  bytes = g_malloc (length);
  got = pread (fd, bytes, length, offset);
  close (fd);
  if (got != (gssize) length)
    g_error ("%s: cannot be read by the fault disk", path);
  if (size)
    *size = state.st_size;
  return g_bytes_new_take (bytes, length);
}

static void
write_at (int fd, gint64 offset, GBytes *bytes, gsize length)
{
  gsize whole;
  const void *data = g_bytes_get_data (bytes, &whole);

  length = MIN (length, whole);
  if (length > 0 && pwrite (fd, data, length, offset) != (gssize) length)
    g_error ("the fault disk cannot write");
}

static void
set_size (int fd, gint64 size)
{
  if (ftruncate (fd, size) != 0)
    g_error ("the fault disk cannot truncate");
}

/* ---- what happens ---- */

static void
add_change (const char *path, gint64 offset, gsize length, GBytes *after)
{
  GPtrArray *changes = g_hash_table_lookup (files, path);
  Change *change = g_new0 (Change, 1);

  if (!changes)
    {
      changes = g_ptr_array_new_with_free_func (change_free);
      g_hash_table_insert (files, g_strdup (path), changes);
    }
  change->offset = offset;
  change->before = read_at (path, offset, length, &change->size);
  change->after = after;
  g_ptr_array_add (changes, change);
}

void
lw_fault_disk_write (const char *path, gint64 offset, const void *bytes, gsize length)
{
  add_change (path, offset, length, g_bytes_new (bytes, length));
}

void
lw_fault_disk_truncate (const char *path, gint64 size)
{
  add_change (path, size, G_MAXSSIZE, NULL);
}

static void
add_name (NameKind kind, const char *path, const char *from, GBytes *contents)
{
  Name *name = g_new0 (Name, 1);

  name->kind = kind;
  name->path = g_strdup (path);
  name->from = g_strdup (from);
  name->contents = contents;
  g_ptr_array_add (names, name);
}

void
lw_fault_disk_delete (const char *path)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  add_name (NAME_DELETED, path, NULL, read_at (path, 0, G_MAXSSIZE, NULL));
  g_hash_table_remove (files, path);
}

void
lw_fault_disk_created (const char *path)
{
  add_name (NAME_CREATED, path, NULL, NULL);
}

void
lw_fault_disk_renamed (const char *from, const char *to)
{
  gpointer key, changes;

  add_name (NAME_RENAMED, to, from, NULL);
  if (!g_hash_table_steal_extended (files, from, &key, &changes))
    return;
  g_free (key);
  g_hash_table_insert (files, g_strdup (to), changes);
}

void
lw_fault_disk_synced (const char *path)
{
  g_hash_table_remove (files, path);
}

void
lw_fault_disk_directory_synced (const char *directory)
{
  for (guint i = names->len; i > 0; i--)
    {
      const Name *name = g_ptr_array_index (names, i - 1);
      g_autofree char *parent = g_path_get_dirname (name->path);

      if (g_str_equal (parent, directory))
        g_ptr_array_remove_index (names, i - 1);
    }
}

/* ---- the power cut ---- */

/* How much of a change with number @i of @n the disk got: all (G_MAXSIZE), nothing, or its first sectors. */
static gsize
surviving (GRand *random, guint pattern, guint i, guint n, gsize length)
{
  switch (pattern)
    {
    case 0: /* nothing */
      return 0;
    case 1: /* the first of them */
      return i < n / 2 ? G_MAXSIZE : i == n / 2 ? length / SECTOR / 2 * SECTOR : 0;
    case 2: /* the last of them */
      return i >= n / 2 ? G_MAXSIZE : 0;
    default: /* any of them, and some in part */
      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
        case 1:
          return 0;
        case 2:
        case 3:
          return G_MAXSIZE;
        default:
          return (gsize) g_rand_int_range (random, 0, (int) (length / SECTOR) + 1) * SECTOR;
        }
    }
}

static void
lose_writes (const char *path, GPtrArray *changes, GRand *random)
{
  guint pattern = (guint) g_rand_int_range (random, 0, 5);
  int fd = open (path, O_RDWR | O_CLOEXEC);

  if (fd < 0)
    return;
  for (guint i = changes->len; i > 0; i--)
    {
      const Change *change = g_ptr_array_index (changes, i - 1);
      write_at (fd, change->offset, change->before, G_MAXSIZE);
      set_size (fd, change->size);
    }
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = g_ptr_array_index (changes, i);
      gsize kept = surviving (random, pattern, i, changes->len, change->after ? g_bytes_get_size (change->after) : 0);

      if (change->after)
        write_at (fd, change->offset, change->after, kept);
      else if (kept > 0)
        set_size (fd, change->offset);
    }
  close (fd);
}

static void
lose_name (const Name *name)
{
  int fd;

  switch (name->kind)
    {
    case NAME_CREATED:
      syscall (SYS_unlinkat, AT_FDCWD, name->path, 0);
      break;
    case NAME_RENAMED:
      syscall (SYS_renameat2, AT_FDCWD, name->path, AT_FDCWD, name->from, 0);
      break;
    case NAME_DELETED:
    default:
      fd = open (name->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
      write_at (fd, 0, name->contents, G_MAXSIZE);
      close (fd);
    }
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

void
lw_fault_disk_lose (guint32 seed)
{
  GRand *random = g_rand_new_with_seed (seed);
  GList *paths = g_list_sort (g_hash_table_get_keys (files), compare_paths);
  guint kept = (guint) g_rand_int_range (random, 0, (int) names->len + 1);

  for (GList *l = paths; l; l = l->next)
    lose_writes (l->data, g_hash_table_lookup (files, l->data), random);
  for (guint i = names->len; i > kept; i--)
    lose_name (g_ptr_array_index (names, i - 1));
  g_list_free (paths);
  g_rand_free (random);
}
