/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel Marking in a window over a small competition, and what its tests do there. */
#pragma once

#include "fixture.h"
#include "lw-evaluation-panels.h"
#include "lw-marking-work.h"
#include "uihelp.h"

/* E3 has marked nothing; E1 all eleven places, ten of them without a rationale; E2 all but 2.1. */
extern const char *const more_people[];

typedef struct
{
  LwHost *host;
  LwStore *store;
  LwDocument *document;
  LwMarkingWork *work;
  GtkWindow *window;
  GtkWidget *panel;
  char *failure;
  char *toast; /* the last one */
} Room;

/** @store: (transfer full) */
void room_open (Room *room, LwStore *store, const char *person);
gboolean is_idle (gpointer document);
void settle (Room *room);
/** Ends the window; the file stays. */
void room_leave (Room *room);
void room_close (Room *room);
char *ask (LwStore *store, const char *sql);
void assert_answer (Room *room, const char *sql, const char *expected);
void assert_place (Room *room, const char *expected);
void go_to (Room *room, const char *place);
GtkWidget *find (Room *room, GType type, const char *label);
GtkTextBuffer *rationale (Room *room);
void assert_rationale (Room *room, const char *expected);
void write_rationale (Room *room, const char *text);
/** A key as the widget with the focus gets it. */
gboolean press (Room *room, guint key);
void act (Room *room, const char *name);
GtkWidget *rung (Room *room, const char *value);
void assert_checked (Room *room, const char *value, gboolean checked);
void assert_count (Room *room, guint open, guint flagged, guint done);

#define MARK_OF_E3 \
  "SELECT mark FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B1' AND criterion = '1.1' AND person = 'E3'"
#define RATIONALE_OF_E3 \
  "SELECT rationale FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B1' AND criterion = '1.1' AND person = 'E3'"
