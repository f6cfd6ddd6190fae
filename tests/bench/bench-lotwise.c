/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Ours. Each verb is a process of its own, so that the most memory it held is that of the one thing.
 *
 *   bench-lotwise import NAME SOURCE.xml FILE       makes FILE
 *   bench-lotwise rank FILE TIMES                   ranks every lot, in process
 *   bench-lotwise totals FILE TIMES AGAIN           all exact totals: from the file, then from memory
 *   bench-lotwise edit FILE TIMES FIRST             one mark changed durably, and its lot ranked again
 *   bench-lotwise command NAME COMMAND [ARGUMENT…]  any command as its user waits for it
 *   bench-lotwise about                             libraries and build, for the heading
 */
#include "config.h"

#include "bench.h"

#include "lw-evaluation-live.h"
#include "lw-evaluation-rank.h"
#include "model/lw-model.h"
#include "plugin/lw-host.h"
#include "xml/lw-competition-xml.h"

#include <glib/gstdio.h>
#include <libxml/xmlversion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define STREAM_EDIT 13
#define EDITS_BEFORE 5 /* not counted: statements are prepared, the write-ahead log is made */

static void
fail (const char *message)
{
  fprintf (stderr, "bench-lotwise: %s\n", message);
  exit (2);
}

static LwHost *
new_host (void)
{
  LwHost *host = lw_host_new_default ();

  lw_host_load (host);
  if (lw_host_get_sections (host)->len < 2)
    fail ("expected the plugin evaluation to be active: see LOTWISE_PLUGIN_PATH");
  return host;
}

static LwStore *
open_store (LwHost *host, const char *path, LwStoreFlags flags)
{
  GError *error = NULL;
  LwStore *store = lw_store_open (path, lw_host_get_schema (host), flags, &error);

  bench_check (error, path);
  return store;
}

static LwEvaluationMarks *
load_marks (LwStore *store)
{
  GError *error = NULL;
  LwEvaluationMarks *marks = lw_evaluation_marks_load_store (store, &error);

  bench_check (error, "reading marks");
  return marks;
}

/* ---- import ---- */

static void
run_import (const char *name, const char *source, const char *path)
{
  g_autoptr (LwHost) host = new_host ();
  g_autofree char *peak = g_strconcat (name, ".peak", NULL);
  GError *error = NULL;
  BenchStart start;
  LwStore *store;

  g_unlink (path);
  start = bench_start ();
  store = lw_competition_import (source, path, lw_host_get_sections (host), lw_host_get_schema (host), "bench", NULL, NULL,
                                 &error);
  bench_check (error, source);
  g_object_unref (store);
  bench_print_since (name, start);
  bench_print_peak (peak);
}

/* ---- ranking ---- */

static guint
rank_all (const LwEvaluationMarks *marks)
{
  guint results = 0;

  for (guint lot = 0; lot < marks->n_lots; lot++)
    {
      g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, lot, LW_RANK_DEFAULT);
      results += ranking->n_results;
    }
  return results;
}

static void
run_rank (const char *path, guint times)
{
  g_autoptr (LwHost) host = new_host ();
  g_autoptr (LwStore) store = open_store (host, path, LW_STORE_READ_ONLY);
  g_autoptr (LwEvaluationMarks) kept = load_marks (store);

  for (guint i = 0; i < times; i++)
    {
      BenchStart start = bench_start ();
      g_autoptr (LwEvaluationMarks) marks = load_marks (store);
      const guint results = rank_all (marks);

      bench_print_since ("ours.sample-load-rank", start);
      start = bench_start ();
      if (rank_all (kept) != results || results == 0)
        fail ("expected the same ranking twice");
      bench_print_since ("ours.sample-rank", start);
    }
}

/* ---- all totals ---- */

static void
calculate (const LwEvaluationMarks *marks, LwBidOutcome *outcomes)
{
  if (!lw_evaluation_totals (marks, outcomes))
    fail ("expected totals that fit the integer path");
}

static void
run_totals (const char *path, guint times, guint again)
{
  g_autoptr (LwHost) host = new_host ();
  g_autofree LwBidOutcome *outcomes = g_new0 (LwBidOutcome, BENCH_LOTS * BENCH_BIDDERS);

  for (guint i = 0; i < times; i++)
    {
      BenchStart start = bench_start ();
      g_autoptr (LwStore) store = open_store (host, path, LW_STORE_READ_ONLY);
      g_autoptr (LwEvaluationMarks) marks = load_marks (store);

      if (marks->n_bids != BENCH_LOTS * BENCH_BIDDERS)
        fail ("expected the synthetic competition");
      calculate (marks, outcomes);
      bench_print_since ("ours.totals-file", start);
      for (guint k = 0; k < again; k++)
        {
          start = bench_start ();
          calculate (marks, outcomes);
          bench_print_since ("ours.totals-memory", start);
        }
      start = bench_start ();
      rank_all (marks);
      bench_print_since ("ours.rank-memory", start);
    }
  for (guint i = 0; i < BENCH_LOTS * BENCH_BIDDERS; i++)
    if (outcomes[i].missing)
      fail ("expected a total of every bid");
  bench_print_peak ("ours.totals.peak");
}

/* ---- one mark ---- */

/* As a panel or a long-running program would: the feed tells which lots are touched, and those are ranked. */
static void
on_updated (LwEvaluationLive *live, GArray *lots, gpointer data)
{
  const LwEvaluationMarks *marks = lw_evaluation_live_get_marks (live);
  guint *ranked = data;

  if (marks == NULL)
    fail ("expected marks that follow the change");
  for (guint i = 0; i < lots->len; i++)
    {
      g_autoptr (LwLotRanking) ranking = lw_evaluation_rank_lot (marks, g_array_index (lots, guint, i), LW_RANK_DEFAULT);
      *ranked += ranking->n_results;
    }
}

/* Key of the mark there, and what to change it to: "mark=3". */
static char *
choose_edit (LwStore *store, BenchPlace place, char value[8])
{
  BenchNames names;
  GError *error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  gint64 mark = 0;

  bench_check (error, "reading");
  bench_names (place, &names);
  lw_connection_get_int (lw_reader_connection (reader), &mark, 0, &error,
                         "SELECT mark FROM evaluation_mark WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?",
                         "ssss", names.lot, names.bidder, names.criterion, names.person);
  bench_check (error, "reading a mark");
  g_snprintf (value, 8, "mark=%d", (int) ((mark + 1) % (BENCH_TOP + 1)));
  return g_strdup_printf ("%s/%s/%s/%s", names.lot, names.bidder, names.criterion, names.person);
}

static void
edit_one (LwStore *store, GPtrArray *sections, BenchPlace place, gboolean counts)
{
  char value[8];
  g_autofree char *key = choose_edit (store, place, value);
  const char *values[] = { value, NULL };
  GError *error = NULL;
  const BenchStart start = bench_start ();
  g_autoptr (LwCommand) command = lw_model_set (sections, "mark", key, values, "bench", NULL, &error);

  bench_check (error, key);
  lw_store_run (store, command, NULL, &error);
  bench_check (error, key);
  if (counts)
    bench_print_since ("ours.edit", start);
}

static void
run_edit (const char *path, guint times, guint first)
{
  g_autoptr (LwHost) host = new_host ();
  g_autoptr (LwStore) store = open_store (host, path, LW_STORE_READ_WRITE);
  GError *error = NULL;
  g_autoptr (LwEvaluationLive) live = lw_evaluation_live_new (store, &error);
  guint ranked = 0;

  bench_check (error, path);
  g_signal_connect (live, "updated", G_CALLBACK (on_updated), &ranked);
  for (guint i = 0; i < times + EDITS_BEFORE; i++)
    {
      const guint64 hash = bench_hash (STREAM_EDIT, first + i);
      const BenchPlace place = { hash % BENCH_LOTS, (hash >> 16) % BENCH_BIDDERS, (hash >> 32) % BENCH_LEAVES,
                                 (hash >> 48) % BENCH_EVALUATORS };

      edit_one (store, lw_host_get_sections (host), place, i >= EDITS_BEFORE);
    }
  if (ranked != (times + EDITS_BEFORE) * BENCH_BIDDERS)
    fail ("expected the lot of each mark to be ranked again");
}

/* ---- a command as its user waits for it ---- */

static void
run_command (const char *name, char **argv)
{
  g_autofree char *peak = g_strconcat (name, ".peak", NULL);
  const BenchStart start = bench_start ();
  const pid_t child = fork ();
  struct rusage usage;
  int status = -1;

  if (child == 0)
    {
      if (!freopen ("/dev/null", "w", stdout))
        _exit (127);
      execvp (argv[0], argv);
      _exit (127);
    }
  if (child < 0 || wait4 (child, &status, 0, &usage) != child || status != 0)
    fail ("expected the command to succeed");
  bench_print_since (name, start);
  bench_print (peak, (double) usage.ru_maxrss * 1024);
}

static void
about (void)
{
  printf ("SQLite %s, libxml2 %s, GLib %u.%u.%u\n", sqlite3_libversion (), LIBXML_DOTTED_VERSION, glib_major_version,
          glib_minor_version, glib_micro_version);
  printf ("build: %s\n", BENCH_BUILD);
}

static guint
number (const char *text)
{
  return (guint) strtoul (text, NULL, 10);
}

int
main (int argc, char **argv)
{
  const char *verb = argc > 1 ? argv[1] : "";

  if (argc == 5 && strcmp (verb, "import") == 0)
    run_import (argv[2], argv[3], argv[4]);
  else if (argc == 4 && strcmp (verb, "rank") == 0)
    run_rank (argv[2], number (argv[3]));
  else if (argc == 5 && strcmp (verb, "totals") == 0)
    run_totals (argv[2], number (argv[3]), number (argv[4]));
  else if (argc == 5 && strcmp (verb, "edit") == 0)
    run_edit (argv[2], number (argv[3]), number (argv[4]));
  else if (argc >= 4 && strcmp (verb, "command") == 0)
    run_command (argv[2], argv + 3);
  else if (argc == 2 && strcmp (verb, "about") == 0)
    about ();
  else
    fail ("expected import, rank, totals, edit, command or about, with their arguments");
  return 0;
}
