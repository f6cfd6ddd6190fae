/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window/lw-progress.h"

#define SHOW_AFTER_MS 100
#define PULSE_MS 100

struct _LwProgress
{
  GtkRevealer *strip;
  GtkLabel *title;
  GtkProgressBar *bar;
  GListStore *lists; /* of GListModel of LwJob */
  GListStore *own;
  GListModel *all;
  guint pending; /* source: shows, then pulses where the end is not known */
};

static LwJob *
first_job (LwProgress *progress)
{
  g_autoptr (LwJob) job = g_list_model_get_item (progress->all, 0);
  return job;
}

static gboolean
tick (gpointer data)
{
  LwProgress *progress = data;
  LwJob *job = first_job (progress);
  double fraction = lw_job_get_fraction (job);

  gtk_label_set_text (progress->title, lw_job_get_title (job));
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (progress->bar, fraction);
  else
    gtk_progress_bar_pulse (progress->bar);
  gtk_revealer_set_reveal_child (progress->strip, TRUE);
  return G_SOURCE_CONTINUE;
}

static void
on_items_changed (GListModel *all, guint position, guint removed, guint added, gpointer data)
{
  LwProgress *progress = data;
  const gboolean running = g_list_model_get_n_items (all) > 0;

  if (running && progress->pending == 0)
    progress->pending = g_timeout_add (SHOW_AFTER_MS, tick, progress);
  if (!running)
    {
      g_clear_handle_id (&progress->pending, g_source_remove);
      gtk_revealer_set_reveal_child (progress->strip, FALSE);
    }
}

LwProgress *
lw_progress_new (GtkRevealer *strip, GtkLabel *title, GtkProgressBar *bar)
{
  LwProgress *progress = g_new0 (LwProgress, 1);
  progress->strip = strip;
  progress->title = title;
  progress->bar = bar;
  progress->lists = g_list_store_new (G_TYPE_LIST_MODEL);
  progress->own = g_list_store_new (LW_TYPE_JOB);
  progress->all = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (progress->lists))));
  g_list_store_append (progress->lists, progress->own);
  g_signal_connect (progress->all, "items-changed", G_CALLBACK (on_items_changed), progress);
  return progress;
}

void
lw_progress_free (LwProgress *progress)
{
  g_signal_handlers_disconnect_by_data (progress->all, progress);
  g_clear_handle_id (&progress->pending, g_source_remove);
  g_object_unref (progress->all);
  g_object_unref (progress->own);
  g_object_unref (progress->lists);
  g_free (progress);
}

void
lw_progress_follow (LwProgress *progress, GListModel *jobs)
{
  g_list_store_append (progress->lists, jobs);
}

void
lw_progress_unfollow (LwProgress *progress, GListModel *jobs)
{
  guint position;
  if (g_list_store_find (progress->lists, jobs, &position))
    g_list_store_remove (progress->lists, position);
}

void
lw_progress_add (LwProgress *progress, LwJob *job)
{
  g_list_store_append (progress->own, job);
}

void
lw_progress_remove (LwProgress *progress, LwJob *job)
{
  guint position;
  if (g_list_store_find (progress->own, job, &position))
    g_list_store_remove (progress->own, position);
}

gboolean
lw_progress_is_running (LwProgress *progress)
{
  return g_list_model_get_n_items (progress->all) > 0;
}

const char *
lw_progress_get_title (LwProgress *progress)
{
  return lw_job_get_title (first_job (progress));
}

void
lw_progress_cancel (LwProgress *progress)
{
  if (lw_progress_is_running (progress))
    lw_job_cancel (first_job (progress));
}

void
lw_progress_cancel_all (LwProgress *progress)
{
  for (guint i = 0; i < g_list_model_get_n_items (progress->all); i++)
    {
      g_autoptr (LwJob) job = g_list_model_get_item (progress->all, i);
      lw_job_cancel (job);
    }
}
