/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The change feed: every committed command's changes once, in the order of the journal, whoever ran it.
 * What this process commits is handed over; what others commit is read from the journal.
 */
#pragma once

#include "store/lw-journal-private.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

typedef struct
{
  LwStore *store; /* that has it */
  guint signal;
  GMainContext *context;

  GMutex reading; /* held from looking at @seen until it is true again; taken before @lock */
  gint64 seen;    /* seq of the last journal entry that was queued; -1: not known yet */

  GMutex lock;
  GQueue pending; /* of GPtrArray of LwChange, not delivered yet */
  GSource *source;
  GSource *timer; /* while following */
} LwFeed;

void lw_feed_init (LwFeed *feed, LwStore *store, guint signal);
void lw_feed_clear (LwFeed *feed);
/** No more signals come by themselves. */
void lw_feed_stop (LwFeed *feed);

/** The feed begins with what comes after the present end of the journal. */
gboolean lw_feed_begin (LwFeed *feed, LwConnection *connection, GError **error);
/** Queues the command that was just committed through @journal, after those of others that came before it. Called on the
 * worker. @changes: (transfer full) */
void lw_feed_add (LwFeed *feed, const LwJournal *journal, GPtrArray *changes);
/** Queues what others have committed since. */
gboolean lw_feed_read (LwFeed *feed, LwConnection *connection, GError **error);
/** Reads every half second, in the feed's context: often enough for people, and one indexed look-up costs nothing. A
 * watch on the log would tell of it before the commit can be seen. */
void lw_feed_follow (LwFeed *feed, gboolean following);
/** Delivers what is queued if this thread has the feed's context or nobody runs it; else that comes by the loop. */
void lw_feed_deliver (LwFeed *feed);

G_END_DECLS
