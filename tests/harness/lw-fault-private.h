/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the VFS and the interposed calls share. */
#pragma once

#include "lw-fault-vfs.h"

G_BEGIN_DECLS

typedef enum
{
  LW_FAULT_OP_CREATE = 1 << 0,
  LW_FAULT_OP_WRITE = 1 << 1,
  LW_FAULT_OP_TRUNCATE = 1 << 2,
  LW_FAULT_OP_SYNC = 1 << 3,
  LW_FAULT_OP_DELETE = 1 << 4,
  LW_FAULT_OP_SHARE = 1 << 5, /* more shared memory for the write-ahead log */
  LW_FAULT_OP_NAME = 1 << 6,  /* rename, link */
} LwFaultOp;

typedef enum
{
  LW_FAULT_PASS,
  LW_FAULT_FAIL,      /* the operation is to fail */
  LW_FAULT_FAIL_FULL, /* the same, for want of room */
  LW_FAULT_HALVE,     /* write one half and call lw_fault_end() */
} LwFaultVerdict;

/** Counts @op on @path and says what is to become of it; may not return. */
LwFaultVerdict lw_fault_judge (LwFaultOp op, const char *path);
/** Ends the process as the plan says. */
void lw_fault_end (void) G_GNUC_NORETURN;
/** TRUE while writes are to be told to lw-fault-disk.h. */
gboolean lw_fault_remembers (void);
/** Around calls of the real VFS, whose own calls of the C library are not counted once more. */
void lw_fault_enter (void);
void lw_fault_leave (void);

G_END_DECLS
