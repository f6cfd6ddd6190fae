/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A disk that fails when it is told to. It stands between SQLite and the operating system as SQLite's default
 * VFS, and before the C library's fsync(), renameat2(), link() and unlink() for all that the program itself
 * links; the tested code is not changed. It counts what would change the disk, and at the operation with the
 * given number the plan comes true.
 *
 * Nothing is really synchronised in a program that has installed it: a process that ends keeps what the
 * system has, and what a power cut may take away lw-fault-disk.h knows.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LW_FAULT_NONE,        /* only counts, all operations */
  LW_FAULT_KILL,        /* SIGKILL before the operation */
  LW_FAULT_TEAR,        /* SIGKILL after the first half of the write; as KILL where it is no write */
  LW_FAULT_POWER_CUT,   /* as KILL, and a part of what is not synchronised is lost */
  LW_FAULT_FULL,        /* the disk is full, from there on */
  LW_FAULT_WRITE_ERROR, /* this one write, truncation, new file, name or piece of shared memory fails */
  LW_FAULT_SYNC_ERROR,  /* this one synchronisation fails */
} LwFault;

/** Before the first use of SQLite. */
void lw_fault_install (void);
/** Counts from 1 again. @at: the operation, of those that @fault may strike. */
void lw_fault_arm (LwFault fault, guint at, guint32 seed);
/** All is well again. */
void lw_fault_disarm (void);
/** Operations counted since it was armed; also those of a child, dead or alive, that armed after a fork. */
guint lw_fault_count (void);
/** Whether the plan came true, and with which operation: "write x.lotwise-wal". */
gboolean lw_fault_struck (void);
const char *lw_fault_where (void);

G_END_DECLS
