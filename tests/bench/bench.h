/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the bench programs share: a clock, one line a measurement on standard output, and the synthetic
 * competition, whose marks are a function of their place and so the same for us and for every peer.
 */
#pragma once

#include <glib.h>

#define BENCH_LOTS 100
#define BENCH_BIDDERS 100
#define BENCH_SECTIONS 4
#define BENCH_LEAVES_OF_SECTION 5
#define BENCH_LEAVES (BENCH_SECTIONS * BENCH_LEAVES_OF_SECTION)
#define BENCH_EVALUATORS 5
#define BENCH_CELLS (BENCH_LOTS * BENCH_BIDDERS * BENCH_LEAVES)
#define BENCH_MARKS (BENCH_CELLS * BENCH_EVALUATORS)
#define BENCH_TOP 5 /* marks are 0 … 5 */

/** When something began: on a clock that never goes back, and in processor time of this process, all threads. */
typedef struct
{
  double clock, processor;
} BenchStart;

BenchStart bench_start (void);
/** Prints "name<TAB>value": seconds, or bytes. */
void bench_print (const char *name, double value);
/** Prints the seconds since @start, and the processor time as "name.processor": other programs disturb that less. */
void bench_print_since (const char *name, BenchStart start);
/** Prints the most memory that this process ever held, in bytes, as the kernel tells it (VmHWM). */
void bench_print_peak (const char *name);
/** Ends the program with a message where @error is set. */
void bench_check (GError *error, const char *doing);

/* ---- the synthetic competition ---- */

/** Place of a mark: lot, bidder, leaf and evaluator count from 0. */
typedef struct
{
  guint lot, bidder, leaf, evaluator;
} BenchPlace;

/** Identifiers: "L001", "B001", "1.1", "E1"; kept for the life of the program. */
typedef struct
{
  const char *lot, *bidder, *criterion, *person;
} BenchNames;

void bench_names (BenchPlace place, BenchNames *names);
/** The mark there, 0 … BENCH_TOP. In one cell of ten the evaluators differ. */
guint bench_mark (BenchPlace place);
/** Whether the evaluators of a cell differ, so that it has an agreed mark: *@mark. */
gboolean bench_consensus (BenchPlace cell, guint *mark);
/** Of a bid, in whole pounds. */
guint64 bench_price (guint lot, guint bidder);
/** A number that looks random and is the same each time: the @n-th of @stream. */
guint64 bench_hash (guint64 stream, guint64 n);
