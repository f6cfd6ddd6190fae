/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store/lw-history-private.h"

void
lw_history_init (LwHistory *history)
{
  g_mutex_init (&history->lock);
  history->last = 0;
  history->undo = g_array_new (FALSE, FALSE, sizeof (gint64));
  history->redo = g_array_new (FALSE, FALSE, sizeof (gint64));
}

void
lw_history_clear (LwHistory *history)
{
  g_array_unref (history->undo);
  g_array_unref (history->redo);
  g_mutex_clear (&history->lock);
}

static gint64
top (GArray *stack)
{
  return stack->len ? g_array_index (stack, gint64, stack->len - 1) : 0;
}

static void
move (GArray *from, GArray *to, gint64 seq)
{
  if (top (from) == seq)
    g_array_set_size (from, from->len - 1);
  g_array_append_val (to, seq);
}

static void
follow (LwHistory *history, gint64 seq, const char *kind, gint64 target)
{
  if (g_strcmp0 (kind, "undo") == 0)
    move (history->undo, history->redo, target);
  else if (g_strcmp0 (kind, "redo") == 0)
    move (history->redo, history->undo, target);
  else
    {
      g_array_set_size (history->redo, 0);
      if (g_strcmp0 (kind, "final") == 0)
        g_array_set_size (history->undo, 0); /* undo stops at what cannot be undone */
      else
        g_array_append_val (history->undo, seq);
    }
}

gboolean
lw_history_refresh (LwHistory *history, LwConnection *connection, gint64 *undo, gint64 *redo, GError **error)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&history->lock);
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (connection, "SELECT seq, kind, target FROM command WHERE seq > ? ORDER BY seq", error);
  LwStep step;

  if (!statement)
    return FALSE;
  lw_statement_bind (statement, "i", history->last);
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      history->last = lw_statement_int (statement, 0);
      follow (history, history->last, lw_statement_text (statement, 1), lw_statement_int (statement, 2));
    }
  if (undo)
    *undo = top (history->undo);
  if (redo)
    *redo = top (history->redo);
  return step == LW_STEP_DONE;
}
