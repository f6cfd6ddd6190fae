/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-fault-vfs.h"

#include "lw-fault-disk.h"
#include "lw-fault-private.h"

#include <sqlite3.h>
#include <string.h>

/* A file of ours; the real VFS's own follows it in memory. */
typedef struct
{
  sqlite3_file base;
  const char *path;        /* NULL for SQLite's own temporary files; SQLite keeps it while the file is open */
  gboolean sync_directory; /* a new journal or log: SQLite synchronises its directory with it, the first time */
} File;

#define REAL(file) ((sqlite3_file *) ((File *) (file) + 1))

static sqlite3_vfs *real;

static int
failure (LwFaultVerdict verdict, int full, int failed)
{
  return verdict == LW_FAULT_FAIL_FULL ? full : failed;
}

/* ---- a file ---- */

static int
file_close (sqlite3_file *file)
{
  lw_fault_enter ();
  int rc = REAL (file)->pMethods->xClose (REAL (file));
  lw_fault_leave ();
  return rc;
}

static int
file_read (sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
  return REAL (file)->pMethods->xRead (REAL (file), bytes, length, offset);
}

static int
file_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
  const char *path = ((File *) file)->path;
  LwFaultVerdict verdict = path ? lw_fault_judge (LW_FAULT_OP_WRITE, path) : LW_FAULT_PASS;

  if (verdict == LW_FAULT_HALVE)
    {
      REAL (file)->pMethods->xWrite (REAL (file), bytes, length / 2, offset);
      lw_fault_end ();
    }
  if (verdict != LW_FAULT_PASS)
    return failure (verdict, SQLITE_FULL, SQLITE_IOERR_WRITE);
  if (path && lw_fault_remembers ())
    lw_fault_disk_write (path, offset, bytes, (gsize) length);
  return REAL (file)->pMethods->xWrite (REAL (file), bytes, length, offset);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  const char *path = ((File *) file)->path;

  if (path && lw_fault_judge (LW_FAULT_OP_TRUNCATE, path) != LW_FAULT_PASS)
    return SQLITE_IOERR_TRUNCATE;
  if (path && lw_fault_remembers ())
    lw_fault_disk_truncate (path, size);
  return REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  File *self = (File *) file;

  if (!self->path)
    return SQLITE_OK;
  if (lw_fault_judge (LW_FAULT_OP_SYNC, self->path) != LW_FAULT_PASS)
    return SQLITE_IOERR_FSYNC;
  if (lw_fault_remembers ())
    {
      g_autofree char *directory = g_path_get_dirname (self->path);
      lw_fault_disk_synced (self->path);
      if (self->sync_directory)
        lw_fault_disk_directory_synced (directory);
    }
  self->sync_directory = FALSE;
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
file_check_lock (sqlite3_file *file, int *locked)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), locked);
}

static int
file_control (sqlite3_file *file, int op, void *argument)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
file_characteristics (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static int
file_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  const char *path = ((File *) file)->path;

  if (extend && path && lw_fault_judge (LW_FAULT_OP_SHARE, path) != LW_FAULT_PASS)
    return SQLITE_IOERR_SHMSIZE;
  return REAL (file)->pMethods->xShmMap (REAL (file), region, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
file_shm_unmap (sqlite3_file *file, int remove)
{
  lw_fault_enter ();
  int rc = REAL (file)->pMethods->xShmUnmap (REAL (file), remove);
  lw_fault_leave ();
  return rc;
}

static int
file_fetch (sqlite3_file *file, sqlite3_int64 offset, int length, void **memory)
{
  return REAL (file)->pMethods->xFetch (REAL (file), offset, length, memory);
}

static int
file_unfetch (sqlite3_file *file, sqlite3_int64 offset, void *memory)
{
  return REAL (file)->pMethods->xUnfetch (REAL (file), offset, memory);
}

static const sqlite3_io_methods methods = {
  3,
  file_close,
  file_read,
  file_write,
  file_truncate,
  file_sync,
  file_size,
  file_lock,
  file_unlock,
  file_check_lock,
  file_control,
  file_sector_size,
  file_characteristics,
  file_shm_map,
  file_shm_lock,
  file_shm_barrier,
  file_shm_unmap,
  file_fetch,
  file_unfetch,
};

/* ---- the file system ---- */

static int
vfs_open (sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *file, int flags, int *flags_out)
{
  File *self = (File *) file;
  gboolean create = path && flags & SQLITE_OPEN_CREATE && !g_file_test (path, G_FILE_TEST_EXISTS);
  int rc;

  memset (self, 0, sizeof *self);
  if (create && lw_fault_judge (LW_FAULT_OP_CREATE, path) != LW_FAULT_PASS)
    return SQLITE_CANTOPEN;
  lw_fault_enter ();
  rc = real->xOpen (real, path, REAL (file), flags, flags_out);
  lw_fault_leave ();
  if (rc != SQLITE_OK)
    return rc;
  /* every method above passes on to one of the same version */
  if (REAL (file)->pMethods->iVersion < methods.iVersion)
    {
      file_close (file);
      return SQLITE_CANTOPEN;
    }
  self->base.pMethods = &methods;
  self->path = path;
  self->sync_directory
      = flags & SQLITE_OPEN_CREATE && flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL);
  if (create && lw_fault_remembers ())
    lw_fault_disk_created (path);
  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *path, int sync_directory)
{
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);

  if (there && lw_fault_judge (LW_FAULT_OP_DELETE, path) != LW_FAULT_PASS)
    return SQLITE_IOERR_DELETE;
  if (there && lw_fault_remembers ())
    lw_fault_disk_delete (path);
  lw_fault_enter ();
  int rc = real->xDelete (real, path, 0);
  lw_fault_leave ();
  if (rc == SQLITE_OK && sync_directory && lw_fault_remembers ())
    {
      g_autofree char *directory = g_path_get_dirname (path);
      lw_fault_disk_directory_synced (directory);
    }
  return rc;
}

static int
vfs_access (sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
  return real->xAccess (real, path, flags, result);
}

static int
vfs_full_path (sqlite3_vfs *vfs, const char *path, int length, char *full)
{
  return real->xFullPathname (real, path, length, full);
}

static int
vfs_randomness (sqlite3_vfs *vfs, int length, char *bytes)
{
  return real->xRandomness (real, length, bytes);
}

static int
vfs_sleep (sqlite3_vfs *vfs, int microseconds)
{
  return real->xSleep (real, microseconds);
}

static int
vfs_time (sqlite3_vfs *vfs, double *time)
{
  return real->xCurrentTime (real, time);
}

static int
vfs_last_error (sqlite3_vfs *vfs, int length, char *text)
{
  return real->xGetLastError (real, length, text);
}

static int
vfs_time_int (sqlite3_vfs *vfs, sqlite3_int64 *time)
{
  return real->xCurrentTimeInt64 (real, time);
}

void
lw_fault_install (void)
{
  static sqlite3_vfs vfs = {
    .iVersion = 2,
    .zName = "lotwise-fault",
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_path,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_time,
    .xGetLastError = vfs_last_error,
    .xCurrentTimeInt64 = vfs_time_int,
  };

  real = sqlite3_vfs_find (NULL);
  vfs.szOsFile = (int) sizeof (File) + real->szOsFile;
  vfs.mxPathname = real->mxPathname;
  if (sqlite3_vfs_register (&vfs, 1) != SQLITE_OK)
    g_error ("SQLite takes no VFS");
}
