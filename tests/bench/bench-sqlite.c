/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Bare SQLite as a peer: the same million marks, the same shape of table, nothing else.
 *
 *   bench-sqlite insert-text FILE       one transaction, text keys, WITHOUT ROWID
 *   bench-sqlite insert-integer FILE    one transaction, integers, no key
 *   bench-sqlite group FILE TIMES       GROUP BY lot, bidder, criterion over what insert-text made
 *   bench-sqlite update FILE TIMES      one row each, durable: WAL, synchronous FULL
 *   bench-sqlite dense TIMES            weighted sums over an array in memory: what no file can beat
 */
#include "config.h"

#include "bench.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STREAM_UPDATE 11

static sqlite3 *
open_file (const char *path, int flags)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      fprintf (stderr, "bench-sqlite: %s: %s\n", path, sqlite3_errmsg (db));
      exit (2);
    }
  return db;
}

static void
check (sqlite3 *db, int rc)
{
  if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
    return;
  fprintf (stderr, "bench-sqlite: %s\n", sqlite3_errmsg (db));
  exit (2);
}

static void
exec (sqlite3 *db, const char *sql)
{
  check (db, sqlite3_exec (db, sql, NULL, NULL, NULL));
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  check (db, sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL));
  return statement;
}

/* ---- inserts ---- */

static void
bind_text (sqlite3_stmt *statement, BenchPlace place)
{
  static const char *const marks[] = { "0", "1", "2", "3", "4", "5" };
  BenchNames names;

  bench_names (place, &names);
  sqlite3_bind_text (statement, 1, names.lot, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, names.bidder, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, names.criterion, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 4, names.person, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 5, marks[bench_mark (place)], 1, SQLITE_STATIC);
}

static void
bind_integers (sqlite3_stmt *statement, BenchPlace place)
{
  sqlite3_bind_int64 (statement, 1, place.lot);
  sqlite3_bind_int64 (statement, 2, place.bidder);
  sqlite3_bind_int64 (statement, 3, place.leaf);
  sqlite3_bind_int64 (statement, 4, place.evaluator);
  sqlite3_bind_int64 (statement, 5, bench_mark (place));
}

/* The settings with which a new competition file is filled. */
static void
insert (const char *name, const char *path, const char *table, const char *sql, void (*bind) (sqlite3_stmt *, BenchPlace))
{
  BenchStart start;
  sqlite3 *db;
  sqlite3_stmt *statement;
  BenchPlace at;

  g_unlink (path);
  start = bench_start ();
  db = open_file (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  exec (db, "PRAGMA page_size = 8192; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; "
            "PRAGMA synchronous = OFF; PRAGMA cache_size = -32768");
  exec (db, table);
  exec (db, "BEGIN");
  statement = prepare (db, sql);
  for (at.lot = 0; at.lot < BENCH_LOTS; at.lot++)
    for (at.bidder = 0; at.bidder < BENCH_BIDDERS; at.bidder++)
      for (at.leaf = 0; at.leaf < BENCH_LEAVES; at.leaf++)
        for (at.evaluator = 0; at.evaluator < BENCH_EVALUATORS; at.evaluator++)
          {
            bind (statement, at);
            check (db, sqlite3_step (statement));
            sqlite3_reset (statement);
          }
  sqlite3_finalize (statement);
  exec (db, "COMMIT");
  sqlite3_close (db);
  bench_print_since (name, start);
}

/* ---- reading ---- */

static void
group (const char *path, guint times)
{
  for (guint i = 0; i < times; i++)
    {
      const BenchStart start = bench_start ();
      sqlite3 *db = open_file (path, SQLITE_OPEN_READONLY);
      sqlite3_stmt *statement;
      guint cells = 0;
      int rc;

      exec (db, "PRAGMA mmap_size = 1073741824");
      statement = prepare (db, "SELECT lot, bidder, criterion, sum (mark) FROM mark GROUP BY lot, bidder, criterion");
      for (; (rc = sqlite3_step (statement)) == SQLITE_ROW; cells++)
        sqlite3_column_int64 (statement, 3);
      check (db, rc);
      sqlite3_finalize (statement);
      sqlite3_close (db);
      bench_print_since ("peer.group", start);
      g_assert_cmpuint (cells, ==, BENCH_CELLS);
    }
}

/* ---- one row, durably ---- */

static void
update (const char *path, guint times)
{
  sqlite3 *db = open_file (path, SQLITE_OPEN_READWRITE);
  sqlite3_stmt *statement;

  exec (db, "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384");
  statement = prepare (db, "UPDATE mark SET mark = (mark + 1) % 6 WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?");
  for (guint i = 0; i < times; i++)
    {
      const guint64 hash = bench_hash (STREAM_UPDATE, i);
      BenchPlace place = { hash % BENCH_LOTS, (hash >> 16) % BENCH_BIDDERS, (hash >> 32) % BENCH_LEAVES,
                           (hash >> 48) % BENCH_EVALUATORS };
      BenchNames names;
      BenchStart start;

      bench_names (place, &names);
      start = bench_start ();
      sqlite3_bind_text (statement, 1, names.lot, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 2, names.bidder, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 3, names.criterion, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 4, names.person, -1, SQLITE_STATIC);
      check (db, sqlite3_step (statement)); /* commits by itself */
      sqlite3_reset (statement);
      bench_print_since ("peer.update", start);
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
}

/* ---- memory ---- */

static void
dense (guint times)
{
  g_autofree gint16 *cells = g_new (gint16, BENCH_CELLS);
  g_autofree gint64 *totals = g_new (gint64, BENCH_LOTS * BENCH_BIDDERS);
  gint64 all = 0;

  for (guint i = 0; i < BENCH_CELLS; i++)
    cells[i] = (gint16) (bench_hash (STREAM_UPDATE, i) % (BENCH_TOP + 1));
  for (guint i = 0; i < times; i++)
    {
      const BenchStart start = bench_start ();

      for (guint bid = 0; bid < BENCH_LOTS * BENCH_BIDDERS; bid++)
        {
          const gint16 *row = cells + (gsize) bid * BENCH_LEAVES;
          gint64 sum = 0;

          for (guint leaf = 0; leaf < BENCH_LEAVES; leaf++)
            sum += (gint64) row[leaf] * (leaf + 1);
          totals[bid] = sum;
        }
      bench_print_since ("peer.dense", start);
      all += totals[bench_hash (STREAM_UPDATE, i) % (BENCH_LOTS * BENCH_BIDDERS)];
    }
  g_assert_cmpint (all, >, 0);
}

int
main (int argc, char **argv)
{
  const char *verb = argc > 1 ? argv[1] : "";
  const guint times = argc > 2 ? (guint) strtoul (argv[argc - 1], NULL, 10) : 0;

  if (argc == 3 && strcmp (verb, "insert-text") == 0)
    insert ("peer.insert-text", argv[2],
            "CREATE TABLE mark (lot TEXT NOT NULL, bidder TEXT NOT NULL, criterion TEXT NOT NULL, person TEXT NOT NULL,"
            " mark TEXT NOT NULL, rationale TEXT, PRIMARY KEY (lot, bidder, criterion, person)) STRICT, WITHOUT ROWID",
            "INSERT INTO mark VALUES (?, ?, ?, ?, ?, NULL)", bind_text);
  else if (argc == 3 && strcmp (verb, "insert-integer") == 0)
    insert ("peer.insert-integer", argv[2],
            "CREATE TABLE mark (lot INTEGER, bidder INTEGER, criterion INTEGER, person INTEGER, mark INTEGER)",
            "INSERT INTO mark VALUES (?, ?, ?, ?, ?)", bind_integers);
  else if (argc == 4 && strcmp (verb, "group") == 0)
    group (argv[2], times);
  else if (argc == 4 && strcmp (verb, "update") == 0)
    update (argv[2], times);
  else if (argc == 3 && strcmp (verb, "dense") == 0)
    dense (times);
  else
    {
      fputs ("usage: bench-sqlite insert-text|insert-integer FILE, group|update FILE TIMES, dense TIMES\n", stderr);
      return 2;
    }
  return 0;
}
