/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Streams of bench_hash(): the seeds of the competition. */
enum
{
  STREAM_CELL = 2014,
  STREAM_MARK,
  STREAM_PRICE,
};

static double
seconds_of (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

BenchStart
bench_start (void)
{
  const double processor = seconds_of (CLOCK_PROCESS_CPUTIME_ID);

  return (BenchStart) { seconds_of (CLOCK_MONOTONIC), processor };
}

void
bench_print (const char *name, double value)
{
  printf ("%s\t%.9f\n", name, value);
  fflush (stdout);
}

void
bench_print_since (const char *name, BenchStart start)
{
  const double clock = seconds_of (CLOCK_MONOTONIC) - start.clock;
  const double processor = seconds_of (CLOCK_PROCESS_CPUTIME_ID) - start.processor;
  g_autofree char *processor_name = g_strconcat (name, ".processor", NULL);

  bench_print (name, clock);
  bench_print (processor_name, processor);
}

void
bench_print_peak (const char *name)
{
  g_autofree char *status = NULL;
  const char *peak;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || !(peak = strstr (status, "VmHWM:")))
    return;
  bench_print (name, g_ascii_strtod (peak + strlen ("VmHWM:"), NULL) * 1024);
}

void
bench_check (GError *error, const char *doing)
{
  if (error == NULL)
    return;
  fprintf (stderr, "bench: %s: %s\n", doing, error->message);
  exit (2);
}

/* The mixing steps of splitmix64 (Steele, Lea and Flood 2014). */
guint64
bench_hash (guint64 stream, guint64 n)
{
  guint64 z = (stream << 32) + (n + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

typedef char Name[8];

/* Made once: a peer must not pay for the making of names. */
static struct
{
  gboolean made;
  Name lots[BENCH_LOTS], bidders[BENCH_BIDDERS], criteria[BENCH_LEAVES], persons[BENCH_EVALUATORS];
} all;

static void
make_names (void)
{
  for (guint i = 0; i < BENCH_LOTS; i++)
    g_snprintf (all.lots[i], sizeof (Name), "L%03u", i + 1);
  for (guint i = 0; i < BENCH_BIDDERS; i++)
    g_snprintf (all.bidders[i], sizeof (Name), "B%03u", i + 1);
  for (guint i = 0; i < BENCH_LEAVES; i++)
    g_snprintf (all.criteria[i], sizeof (Name), "%u.%u", i / BENCH_LEAVES_OF_SECTION + 1, i % BENCH_LEAVES_OF_SECTION + 1);
  for (guint i = 0; i < BENCH_EVALUATORS; i++)
    g_snprintf (all.persons[i], sizeof (Name), "E%u", i + 1);
  all.made = TRUE;
}

void
bench_names (BenchPlace place, BenchNames *names)
{
  if (!all.made)
    make_names ();
  names->lot = all.lots[place.lot];
  names->bidder = all.bidders[place.bidder];
  names->criterion = all.criteria[place.leaf];
  names->person = all.persons[place.evaluator];
}

static guint64
cell_of (BenchPlace place)
{
  return ((guint64) place.lot * BENCH_BIDDERS + place.bidder) * BENCH_LEAVES + place.leaf;
}

gboolean
bench_consensus (BenchPlace place, guint *mark)
{
  const guint64 hash = bench_hash (STREAM_CELL, cell_of (place));

  *mark = (guint) ((hash >> 8) % (BENCH_TOP + 1));
  return hash % 10 == 0;
}

guint
bench_mark (BenchPlace place)
{
  guint mark;

  if (!bench_consensus (place, &mark))
    return mark;
  if (place.evaluator == 0) /* one that differs from the others, whatever those are */
    return (mark + 1) % (BENCH_TOP + 1);
  return (mark + (guint) (bench_hash (STREAM_MARK, cell_of (place) * BENCH_EVALUATORS + place.evaluator) % 2) * BENCH_TOP)
         % (BENCH_TOP + 1);
}

guint64
bench_price (guint lot, guint bidder)
{
  return 20000000 + bench_hash (STREAM_PRICE, (guint64) lot * BENCH_BIDDERS + bidder) % 10000000;
}
