/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "cli.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/lw-i18n.h"

#define BAR 24

typedef struct
{
  LwJob *job;
  gboolean shown;
  guint turn;
  guint signals[2];
} Progress;

static gboolean
can_show (void)
{
  return isatty (STDERR_FILENO) && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

static int
stderr_width (void)
{
  struct winsize size = { 0 };
  return ioctl (STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/* "[######----]  45 %", or a mark that wanders where nobody knows how far it is. */
static char *
bar_text (double fraction, guint turn)
{
  char bar[BAR + 1];
  int full = fraction < 0 ? -1 : (int) (fraction * BAR + 0.5);
  for (int i = 0; i < BAR; i++)
    bar[i] = full < 0 ? ((guint) i == turn % BAR ? '#' : '-') : (i < full ? '#' : '-');
  bar[BAR] = '\0';
  return fraction < 0 ? g_strdup_printf ("[%s]", bar) : g_strdup_printf ("[%s] %3d %%", bar, (int) (fraction * 100));
}

static void
on_progress (LwJob *job, double fraction, gpointer data)
{
  Progress *progress = data;
  g_autofree char *bar = bar_text (fraction, progress->turn++);
  g_autofree char *title = cli_text_clean (lw_job_get_title (job));
  /* The last column stays free: some terminals wrap when it is used. */
  int room = stderr_width () - cli_text_width (bar) - 2;
  g_autofree char *cut = cli_text_ellipsise (title, MAX (room, 0));
  fprintf (stderr, "\r%s %s\033[K", cut, bar);
  fflush (stderr);
  progress->shown = TRUE;
}

static gboolean
on_signal (Progress *progress, guint i)
{
  lw_job_cancel (progress->job);
  /* Removed, so that a second one has its usual effect should the work not come to an end. */
  progress->signals[i] = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
on_interrupt (gpointer data)
{
  return on_signal (data, 0);
}

static gboolean
on_terminate (gpointer data)
{
  return on_signal (data, 1);
}

gpointer
cli_run_job (const char *title, LwJobFunc func, gpointer data, GDestroyNotify destroy_result, GError **error)
{
  g_autoptr (LwJob) job = lw_job_new (title);
  Progress progress = { job, FALSE, 0, { 0, 0 } };
  if (can_show ())
    g_signal_connect (job, "progress", G_CALLBACK (on_progress), &progress);
  progress.signals[0] = g_unix_signal_add (SIGINT, on_interrupt, &progress);
  progress.signals[1] = g_unix_signal_add (SIGTERM, on_terminate, &progress);
  gpointer result = lw_job_run (job, func, data, destroy_result, error);
  for (guint i = 0; i < G_N_ELEMENTS (progress.signals); i++)
    if (progress.signals[i] != 0)
      g_source_remove (progress.signals[i]);
  g_signal_handlers_disconnect_by_data (job, &progress);
  if (progress.shown)
    {
      fputs ("\r\033[K", stderr);
      fflush (stderr);
    }
  return result;
}
