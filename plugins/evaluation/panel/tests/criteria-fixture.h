/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel Criteria in a window over a file, and what its tests do there. */
#pragma once

#include "fixture.h"
#include "lw-criteria-detail.h"
#include "lw-criteria-field.h"
#include "lw-criteria-view.h"
#include "lw-evaluation-panels.h"
#include "uihelp.h"

typedef struct
{
  LwHost *host;
  LwStore *store;
  LwDocument *document;
  GtkWindow *window;
  GtkWidget *panel;
  LwCriteriaView *view;
  LwCriteriaDetail *detail;
  char *toast; /* the last one */
} Desk;

/** Three criteria of 33.33 points each. */
extern const char *const thirds[];

LwHost *make_host (void);
/** @store: (transfer full) */
void desk_open (Desk *desk, LwStore *store);
gboolean is_idle (gpointer data);
void desk_close (Desk *desk);
/** All edits are in the file and on screen. */
void settle (Desk *desk);
char *ask (Desk *desk, const char *sql);
void assert_answer (Desk *desk, const char *sql, const char *expected);
void assert_field (LwCriteriaField *field, const char *expected);
LwCriteriaField *find_field (GtkWidget *root, const char *label);
LwCriteriaField *select_weight (Desk *desk, const char *id);
void act (Desk *desk, const char *action);
GtkWidget *top_sum (Desk *desk);
