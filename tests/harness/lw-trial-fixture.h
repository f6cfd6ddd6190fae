/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A competition that grows as it is needed, and the places for its files. */
#pragma once

#include "lw-trial.h"

#include "plugin/lw-host.h"

G_BEGIN_DECLS

typedef struct
{
  LwHost *host;
  LwSchema *schema;
  GPtrArray *sections;
  char *directory;
  char *source; /* an XML file */
  char *base;   /* a file to begin with */
  char *path;   /* the file that is tried */
} LwTrialFixture;

void lw_trial_set_up (LwTrialFixture *fixture, gconstpointer data);
/** Fails the test if anything is left beside the files that it asked for. */
void lw_trial_tear_down (LwTrialFixture *fixture, gconstpointer data);

/** Writes an XML file of about eleven times @n rows. */
void lw_trial_write_source (const char *path, guint n);
LwStore *lw_trial_import (LwTrialFixture *fixture, const char *path, GError **error);
/** Imports undisturbed and returns what the file then is. */
char *lw_trial_import_whole (LwTrialFixture *fixture, const char *path, const char *where);
void lw_trial_make_base (LwTrialFixture *fixture, guint n);

/** Which of the many tries it was, for a check that fails. */
char *lw_trial_describe (LwFault fault, guint point);
/** For LW_FAULT_KILL, LW_FAULT_TEAR at every other point. */
LwFault lw_trial_kill_or_tear (LwFault fault, guint point);
/** Operations of an undisturbed run. */
guint lw_trial_count_operations (LwTrialFunc func, LwTrialFixture *fixture);

G_END_DECLS
