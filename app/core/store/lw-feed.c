/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store/lw-feed-private.h"

#define FOLLOW_MS 500

/* ---- sources that do not keep the store ---- */

/* The store may be on its way out on another thread; the feed is part of it. */
typedef struct
{
  GWeakRef store;
  LwFeed *feed;
} Weak;

static void
weak_free (gpointer data)
{
  Weak *weak = data;

  g_weak_ref_clear (&weak->store);
  g_free (weak);
}

static GSource *
attach (LwFeed *feed, GSource *source, GSourceFunc callback)
{
  Weak *weak = g_new0 (Weak, 1);

  g_weak_ref_init (&weak->store, feed->store);
  weak->feed = feed;
  g_source_set_callback (source, callback, weak, weak_free);
  g_source_attach (source, feed->context);
  return source;
}

static void
detach (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* ---- delivery ---- */

static void
deliver (LwFeed *feed)
{
  for (;;)
    {
      g_mutex_lock (&feed->lock);
      g_autoptr (GPtrArray) changes = g_queue_pop_head (&feed->pending);
      if (!changes)
        detach (&feed->source);
      g_mutex_unlock (&feed->lock);
      if (!changes)
        return;
      g_signal_emit (feed->store, feed->signal, 0, changes);
    }
}

static gboolean
on_pending (gpointer data)
{
  Weak *weak = data;
  LwFeed *feed = weak->feed;
  g_autoptr (LwStore) store = g_weak_ref_get (&weak->store);

  if (store)
    deliver (feed);
  return G_SOURCE_REMOVE;
}

void
lw_feed_deliver (LwFeed *feed)
{
  if (!g_main_context_acquire (feed->context))
    return;
  deliver (feed);
  g_main_context_release (feed->context);
}

/* @changes: (transfer full) */
static void
queue (LwFeed *feed, GPtrArray *changes)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&feed->lock);

  g_queue_push_tail (&feed->pending, changes);
  if (feed->source)
    return;
  feed->source = g_idle_source_new ();
  g_source_set_priority (feed->source, G_PRIORITY_DEFAULT);
  attach (feed, feed->source, on_pending);
}

/* ---- from the journal ---- */

static LwChange *
read_change (LwStatement *entry)
{
  const char *op = lw_statement_text (entry, 2), *key = lw_statement_text (entry, 4);
  LwChange *change = g_new0 (LwChange, 1);

  change->op = g_str_equal (op, "insert") ? LW_CHANGE_INSERT : g_str_equal (op, "update") ? LW_CHANGE_UPDATE : LW_CHANGE_DELETE;
  change->table = g_intern_string (lw_statement_text (entry, 3));
  change->key = g_strdup (key ? key : "");
  return change;
}

/* Queues the commands whose entries are between the last seen and @before. All or, with @error, none. */
static gboolean
read_until (LwFeed *feed, LwConnection *connection, gint64 before, GError **error)
{
  g_autoptr (LwStatement) entry = lw_connection_prepare (
      connection, "SELECT seq, command, op, tbl, key FROM journal WHERE seq > ? AND seq < ? ORDER BY seq", error);
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *changes = NULL; /* of the command that is being read */
  gint64 command = 0, last = feed->seen;
  LwStep step;

  if (!entry)
    return FALSE;
  lw_statement_bind (entry, "ii", feed->seen, before);
  while ((step = lw_statement_step (entry, error)) == LW_STEP_ROW)
    {
      last = lw_statement_int (entry, 0);
      if (!lw_statement_text (entry, 3))
        continue; /* the entry that opens a command */
      if (!changes || lw_statement_int (entry, 1) != command)
        {
          changes = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_change_free);
          g_ptr_array_add (commands, changes);
          command = lw_statement_int (entry, 1);
        }
      g_ptr_array_add (changes, read_change (entry));
    }
  if (step == LW_STEP_ERROR)
    return FALSE;
  for (guint i = 0; i < commands->len; i++)
    queue (feed, g_ptr_array_ref (g_ptr_array_index (commands, i)));
  feed->seen = last;
  return TRUE;
}

gboolean
lw_feed_begin (LwFeed *feed, LwConnection *connection, GError **error)
{
  return lw_connection_get_int (connection, &feed->seen, 0, error, "SELECT max (seq) FROM journal", "");
}

gboolean
lw_feed_read (LwFeed *feed, LwConnection *connection, GError **error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&feed->reading);

  return feed->seen < 0 ? lw_feed_begin (feed, connection, error) : read_until (feed, connection, G_MAXINT64, error);
}

void
lw_feed_add (LwFeed *feed, const LwJournal *journal, GPtrArray *changes)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&feed->reading);
  g_autoptr (GPtrArray) own = changes;
  g_autoptr (GError) error = NULL;

  /* Without a change nothing was recorded; and lw_feed_read() may have met the command in the journal already. */
  if (own->len == 0 || journal->command <= feed->seen)
    return;
  if (feed->seen >= 0 && journal->command > feed->seen + 1
      && !read_until (feed, journal->connection, journal->command, &error))
    {
      g_warning ("%s", error->message); /* lw_feed_read() tries again, this command with it */
      return;
    }
  queue (feed, g_steal_pointer (&own));
  feed->seen = journal->seq;
}

/* ---- following ---- */

static gboolean
on_timer (gpointer data)
{
  Weak *weak = data;
  g_autoptr (LwStore) store = g_weak_ref_get (&weak->store);
  g_autoptr (GError) error = NULL;

  /* What fails now may work the next time. */
  if (store && !lw_store_refresh (store, &error))
    g_debug ("%s", error->message);
  return G_SOURCE_CONTINUE;
}

void
lw_feed_follow (LwFeed *feed, gboolean following)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&feed->lock);

  if (!following)
    detach (&feed->timer);
  else if (!feed->timer)
    feed->timer = attach (feed, g_timeout_source_new (FOLLOW_MS), on_timer);
}

void
lw_feed_stop (LwFeed *feed)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&feed->lock);

  detach (&feed->source);
  detach (&feed->timer);
}

/* ---- life ---- */

void
lw_feed_init (LwFeed *feed, LwStore *store, guint signal)
{
  feed->store = store;
  feed->signal = signal;
  feed->context = g_main_context_ref_thread_default ();
  feed->seen = -1;
  g_mutex_init (&feed->reading);
  g_mutex_init (&feed->lock);
  g_queue_init (&feed->pending);
}

void
lw_feed_clear (LwFeed *feed)
{
  lw_feed_stop (feed);
  g_queue_clear_full (&feed->pending, (GDestroyNotify) g_ptr_array_unref);
  g_main_context_unref (feed->context);
  g_mutex_clear (&feed->reading);
  g_mutex_clear (&feed->lock);
}
