/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * From a changed mark to its picture: the command's call, the commit, and the frame that shows the ranking, of a window
 * with the panel Results; and what the window asks for after each change (badges, cards of the overview). Wants a
 * display: tests/ui/run-headless.sh.
 *
 *   bench-repaint FILE RUNS [PREFIX]
 *
 * PREFIX ("ours.") begins the names. FILE is changed: its mark flips RUNS times.
 */
#include "config.h"

#include "bench.h"

#include "lw-evaluation.h"
#include "lw-results-data.h"
#include "model/lw-model.h"

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define REST 50 /* milliseconds: some frames */

typedef struct
{
  LwDocument *document;
  GtkWidget *window, *panel;
  char *key, *person, *values[2]; /* the mark, and what it is by turns */
  const char *prefix;
  double changed; /* when the document told of the change; 0: not yet */
  double updated; /* when the results told that the lot is another */
  double painted; /* when the frame after that was done */
} Bench;

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1e6;
}

/* Of the main thread: what other programs do does not count. */
static double
processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static void
print (const Bench *bench, const char *name, double value)
{
  g_autofree char *whole = g_strconcat (bench->prefix, name, NULL);
  bench_print (whole, value);
}

/* ---- what is heard ---- */

static void
on_changed (LwDocument *document, GPtrArray *changes, Bench *bench)
{
  bench->changed = now ();
}

static void
on_failed (LwDocument *document, const char *what, GError *error, gpointer unused)
{
  bench_check (error, what);
}

static void
on_updated (LwResults *results, GArray *lots, gboolean structure, Bench *bench)
{
  bench->updated = now ();
}

static void
on_after_paint (GdkFrameClock *clock, Bench *bench)
{
  if (bench->updated > 0 && bench->painted <= 0)
    bench->painted = now ();
}

/* ---- the parts ---- */

static LwStore *
open_store (LwHost *host, const char *path)
{
  g_autoptr (LwSchema) schema = lw_schema_new ();
  g_autoptr (GError) error = NULL;
  LwStore *store;

  lw_schema_add (schema, "core", LW_CORE_SCHEMA_PATH);
  lw_schema_add (schema, LW_EVALUATION_ID, LW_EVALUATION_SCHEMA_PATH);
  lw_host_add_section (host, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH);
  store = lw_store_open (path, schema, LW_STORE_READ_WRITE, &error);
  bench_check (error, path);
  return store;
}

/* Drains the loop; returns the longest that one turn of it took, in seconds. */
static double
drain (void)
{
  double longest = 0;

  while (g_main_context_pending (NULL))
    {
      const double began = now ();
      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, now () - began);
    }
  return longest;
}

static gboolean
on_rested (gpointer rested)
{
  *(gboolean *) rested = TRUE;
  return G_SOURCE_REMOVE;
}

/* A person's mark comes to a window at rest. Right after a frame the toolkit's clock would hold back the next one until
 * a sixtieth of a second after the last, which nobody waits for but a program. */
static void
rest (void)
{
  gboolean rested = FALSE;

  g_timeout_add (REST, on_rested, &rested);
  while (!rested)
    g_main_context_iteration (NULL, TRUE);
  drain ();
}

/* Until the marks are there: how long it takes, and for how long nothing else is done. */
static void
open_session (const Bench *bench)
{
  const double began = now ();
  LwEvaluationLive *live = lw_evaluation_session (bench->document);
  double longest = now () - began;

  while (lw_evaluation_live_is_loading (live))
    {
      double turn;
      g_main_context_iteration (NULL, TRUE); /* waits */
      turn = drain ();
      longest = MAX (longest, turn);
    }
  print (bench, "repaint-open", now () - began);
  print (bench, "repaint-open.held", longest);
}

/* One that counts: where there is no agreed mark. By turns it is another one and what it is now. */
static void
find_mark (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (bench->document), &error);
  g_autoptr (LwStatement) row = lw_connection_prepare (
      lw_reader_connection (reader),
      "SELECT m.lot || '/' || m.bidder || '/' || m.criterion || '/' || m.person, m.person, s.value, m.mark"
      " FROM evaluation_mark m JOIN evaluation_criterion c ON c.id = m.criterion AND c.kind = 'scored'"
      " JOIN evaluation_scale_mark s ON s.scale = c.scale AND s.value <> m.mark"
      " WHERE m.lot = (SELECT id FROM lot ORDER BY position LIMIT 1) AND NOT EXISTS (SELECT 1 FROM evaluation_consensus a"
      "  WHERE a.lot = m.lot AND a.bidder = m.bidder AND a.criterion = m.criterion) LIMIT 1",
      &error);

  bench_check (error, "looking for a mark");
  if (lw_statement_step (row, &error) != LW_STEP_ROW)
    {
      fputs ("bench-repaint: expected a mark in the first lot, found none\n", stderr);
      exit (2);
    }
  bench->key = g_strdup (lw_statement_text (row, 0));
  bench->person = g_strdup (lw_statement_text (row, 1));
  for (int i = 0; i < 2; i++)
    bench->values[i] = g_strconcat ("mark=", lw_statement_text (row, 2 + i), NULL);
}

static void
open_window (Bench *bench)
{
  const double began = now ();
  GdkFrameClock *clock;

  bench->window = adw_window_new ();
  bench->panel = g_object_new (lw_results_panel_info.get_type (), "document", bench->document, NULL);
  adw_window_set_content (ADW_WINDOW (bench->window), bench->panel);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1060, 750);
  gtk_window_present (GTK_WINDOW (bench->window));
  clock = gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (bench->window)));
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), bench);
  bench->updated = began; /* any frame */
  while (bench->painted <= 0)
    g_main_context_iteration (NULL, TRUE);
  print (bench, "repaint-first", bench->painted - began);
  while (lw_document_is_busy (bench->document))
    g_main_context_iteration (NULL, TRUE);
  drain ();
}

/* ---- one change ---- */

/* What the window asks every panel and card, when it is idle. */
static void
ask (const Bench *bench)
{
  static const LwPanelInfo *const panels[] = { &lw_criteria_panel_info, &lw_marking_panel_info, &lw_results_panel_info };
  double began = now ();

  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      LwTone tone = LW_TONE_NEUTRAL;
      g_autofree char *badge G_GNUC_UNUSED = panels[i]->badge != NULL ? panels[i]->badge (bench->document, &tone) : NULL;
    }
  print (bench, "repaint-badges", now () - began);
  began = now ();
  for (guint i = 0; lw_evaluation_cards[i].id != NULL; i++)
    {
      LwCard card = { 0 };

      lw_evaluation_cards[i].fill (bench->document, &card);
      g_free (card.value);
      g_free (card.caption);
      g_free (card.place);
    }
  print (bench, "repaint-cards", now () - began);
}

static void
change (Bench *bench, guint run)
{
  const char *values[] = { bench->values[run % 2], NULL };
  g_autoptr (GError) error = NULL;
  double began, began_processor;

  rest ();
  bench->changed = bench->updated = bench->painted = 0;
  began = now ();
  began_processor = processor_time ();
  lw_document_edit (bench->document,
                    lw_model_set (lw_document_get_sections (bench->document), "mark", bench->key, values, bench->person,
                                  NULL, &error),
                    NULL);
  bench_check (error, "changing a mark");
  while (bench->painted <= 0)
    g_main_context_iteration (NULL, TRUE);
  print (bench, "repaint.processor", processor_time () - began_processor);
  print (bench, "repaint", bench->painted - began);
  print (bench, "repaint.commit", bench->changed - began);
  print (bench, "repaint.results", bench->updated - bench->changed);
  print (bench, "repaint.frame", bench->painted - bench->updated);
  ask (bench);
}

int
main (int argc, char **argv)
{
  Bench bench = { .prefix = argc > 3 ? argv[3] : "ours." };
  g_autofree char *peak = NULL;
  LwHost *host;
  const guint runs = argc > 2 ? (guint) strtoul (argv[2], NULL, 10) : 0;

  if (runs == 0)
    {
      fputs ("Usage: bench-repaint FILE RUNS [PREFIX]\n", stderr);
      return 2;
    }
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  host = lw_host_new (NULL);
  bench.document = lw_document_new (open_store (host, argv[1]), host);
  open_session (&bench);
  find_mark (&bench);
  lw_document_set_person (bench.document, bench.person);
  open_window (&bench);
  g_signal_connect (bench.document, "failed", G_CALLBACK (on_failed), NULL);
  g_signal_connect (bench.document, "changed", G_CALLBACK (on_changed), &bench);
  g_signal_connect_after (lw_results_of (bench.document), "updated", G_CALLBACK (on_updated), &bench);
  ask (&bench);                                        /* the first time is dearer: marks of the person are read */
  while (lw_document_is_busy (bench.document))
    g_main_context_iteration (NULL, TRUE);
  for (guint run = 0; run < runs; run++)
    change (&bench, run);
  peak = g_strconcat (bench.prefix, "repaint.peak", NULL);
  bench_print_peak (peak);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  drain ();
  g_object_unref (bench.document);
  lw_host_free (host);
  g_free (bench.key);
  g_free (bench.person);
  g_free (bench.values[0]);
  g_free (bench.values[1]);
  return 0;
}
