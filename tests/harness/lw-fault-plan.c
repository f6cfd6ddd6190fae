/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* When the plan comes true; and the calls of the C library that count beside those of SQLite. */
#include "config.h"

#include "lw-fault-disk.h"
#include "lw-fault-private.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Shared with the children, so that a dead one can still be asked. */
typedef struct
{
  guint count;
  gboolean struck;
  char where[160];
} Record;

static GMutex lock;
static Record *record;
static gboolean armed;
static LwFault plan;
static guint plan_at;
static guint32 plan_seed;
static __thread guint inside;

static guint
strikes (LwFault fault)
{
  const guint room = LW_FAULT_OP_CREATE | LW_FAULT_OP_WRITE | LW_FAULT_OP_SHARE | LW_FAULT_OP_NAME;

  switch (fault)
    {
    case LW_FAULT_FULL:
      return room;
    case LW_FAULT_WRITE_ERROR:
      return room | LW_FAULT_OP_TRUNCATE;
    case LW_FAULT_SYNC_ERROR:
      return LW_FAULT_OP_SYNC;
    case LW_FAULT_NONE:
    case LW_FAULT_KILL:
    case LW_FAULT_TEAR:
    case LW_FAULT_POWER_CUT:
    default:
      return ~0u;
    }
}

static const char *
op_name (LwFaultOp op)
{
  switch (op)
    {
    case LW_FAULT_OP_CREATE:
      return "create";
    case LW_FAULT_OP_WRITE:
      return "write";
    case LW_FAULT_OP_TRUNCATE:
      return "truncate";
    case LW_FAULT_OP_SYNC:
      return "synchronise";
    case LW_FAULT_OP_DELETE:
      return "delete";
    case LW_FAULT_OP_SHARE:
      return "share";
    case LW_FAULT_OP_NAME:
    default:
      return "name";
    }
}

void
lw_fault_arm (LwFault fault, guint at, guint32 seed)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (!record)
    record = mmap (NULL, sizeof *record, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (record == MAP_FAILED)
    g_error ("no memory to share with the children");
  memset (record, 0, sizeof *record);
  lw_fault_disk_forget ();
  plan = fault;
  plan_at = at;
  plan_seed = seed;
  armed = TRUE;
}

void
lw_fault_disarm (void)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  armed = FALSE;
}

guint
lw_fault_count (void)
{
  return record->count;
}

gboolean
lw_fault_struck (void)
{
  return record->struck;
}

const char *
lw_fault_where (void)
{
  return record->where;
}

gboolean
lw_fault_remembers (void)
{
  return armed && plan == LW_FAULT_POWER_CUT;
}

void
lw_fault_enter (void)
{
  inside++;
}

void
lw_fault_leave (void)
{
  inside--;
}

void
lw_fault_end (void)
{
  if (plan == LW_FAULT_POWER_CUT)
    lw_fault_disk_lose (plan_seed);
  for (;;)
    {
      kill (getpid (), SIGKILL);
      pause ();
    }
}

LwFaultVerdict
lw_fault_judge (LwFaultOp op, const char *path)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  const char *base = strrchr (path, '/');

  if (!armed || inside || !(strikes (plan) & op))
    return LW_FAULT_PASS;
  record->count++;
  if (plan == LW_FAULT_NONE || record->count < plan_at || (record->count > plan_at && plan != LW_FAULT_FULL))
    return LW_FAULT_PASS;
  if (!record->struck)
    g_snprintf (record->where, sizeof record->where, "operation %u (%s %s)", record->count, op_name (op),
                base ? base + 1 : path);
  record->struck = TRUE;
  if (plan == LW_FAULT_KILL || plan == LW_FAULT_POWER_CUT || (plan == LW_FAULT_TEAR && op != LW_FAULT_OP_WRITE))
    lw_fault_end (); /* with the lock held: no other thread may change the disk now */
  return plan == LW_FAULT_TEAR ? LW_FAULT_HALVE : plan == LW_FAULT_FULL ? LW_FAULT_FAIL_FULL : LW_FAULT_FAIL;
}

/* ---- the C library's calls, for this program and the libraries that it links ---- */

#define INTERPOSED __attribute__ ((visibility ("default")))

static int
refuse (LwFaultVerdict verdict)
{
  if (verdict == LW_FAULT_PASS)
    return 0;
  errno = verdict == LW_FAULT_FAIL_FULL ? ENOSPC : EIO;
  return -1;
}

INTERPOSED int
fsync (int fd)
{
  g_autofree char *link_name = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *path = g_file_read_link (link_name, NULL);

  if (!path || inside)
    return 0;
  if (refuse (lw_fault_judge (LW_FAULT_OP_SYNC, path)) != 0)
    return -1;
  if (!lw_fault_remembers ())
    return 0;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    lw_fault_disk_directory_synced (path);
  else
    lw_fault_disk_synced (path);
  return 0;
}

INTERPOSED int
renameat2 (int from_directory, const char *from, int to_directory, const char *to, unsigned int flags)
{
  if (refuse (lw_fault_judge (LW_FAULT_OP_NAME, to)) != 0)
    return -1;
  int result = (int) syscall (SYS_renameat2, from_directory, from, to_directory, to, flags);
  if (result == 0 && lw_fault_remembers ())
    lw_fault_disk_renamed (from, to);
  return result;
}

INTERPOSED int
link (const char *from, const char *to)
{
  if (refuse (lw_fault_judge (LW_FAULT_OP_NAME, to)) != 0)
    return -1;
  int result = (int) syscall (SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
  if (result == 0 && lw_fault_remembers ())
    lw_fault_disk_created (to);
  return result;
}

INTERPOSED int
unlink (const char *path)
{
  if (!inside && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (refuse (lw_fault_judge (LW_FAULT_OP_DELETE, path)) != 0)
        return -1;
      if (lw_fault_remembers ())
        lw_fault_disk_delete (path);
    }
  return (int) syscall (SYS_unlinkat, AT_FDCWD, path, 0);
}
