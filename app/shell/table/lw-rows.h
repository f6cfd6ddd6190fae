/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where a table's rows come from. A row has a handle, which stays the same for its life, and a place, which
 * sorting and filtering change. All functions are for the main thread; long work runs off it, and the old
 * order stays until the new one is there.
 */
#pragma once

#include <gio/gio.h>

#include "base/lw-export.h"
#include "job/lw-job.h"

G_BEGIN_DECLS

typedef enum
{
  LW_COLUMN_TEXT,    /* natural order: "2.9" before "2.10", "L2" before "L12"; case does not matter */
  LW_COLUMN_NUMBER,  /* an integer or a fraction; numbers are exact, what is not one comes last */
  LW_COLUMN_DECIMAL,
  LW_COLUMN_MONEY,   /* raw text: a plain number; see LwSqlFormat and lw_memory_row_set_raw() for what is shown */
  LW_COLUMN_CHOICE,  /* in the order of its choices */
  LW_COLUMN_TIME,    /* raw text: RFC 3339, compared as bytes */
} LwColumnKind;

typedef enum
{
  LW_COLUMN_HIDDEN = 1 << 0,   /* not shown until the person chooses it */
  LW_COLUMN_EDITABLE = 1 << 1, /* by lw_table_set_editing() */
  LW_COLUMN_UNSORTED = 1 << 2, /* cannot be sorted by */
  LW_COLUMN_ALWAYS = 1 << 3,   /* cannot be hidden */
} LwColumnFlags;

/** A column; a constant of the program, or kept by who makes the rows for as long as they live. */
typedef struct
{
  const char *id;             /* stable, kept in files: "mark"; no spaces */
  const char *title;          /* N_("Mark"); the table translates it. Units belong here */
  LwColumnKind kind;
  int width;                  /* in pixels at first; 0: by kind */
  LwColumnFlags flags;
  const char *const *choices; /* of LW_COLUMN_CHOICE: its raw texts in their order, NULL-terminated */
} LwColumn;

/** What a cell says besides its text, always with a symbol: ✓ good, ! attention, ✗ wrong. */
typedef enum
{
  LW_CELL_PLAIN,
  LW_CELL_NEUTRAL, /* dim */
  LW_CELL_GOOD,
  LW_CELL_ATTENTION,
  LW_CELL_WRONG,
} LwCellTone;

#define LW_TYPE_ROWS (lw_rows_get_type ())
LW_EXPORT GType lw_rows_get_type (void);
G_DECLARE_DERIVABLE_TYPE (LwRows, lw_rows, LW, ROWS, GObject)

/** What is asked of the rows: which of them, and in what order. */
typedef struct
{
  int sort;            /* column, or -1 for the rows' own order */
  gboolean descending;
  char **words;        /* of the filter, case-folded: a row shows where each is in some column. Never NULL */
  char **equals;       /* one a column, NULL where any value will do */
  gboolean any;        /* words or equals restrict something */
} LwArrangement;

struct _LwRowsClass
{
  GObjectClass parent_class;

  /* A new text; @raw: as sorting, copy and CSV take it, else as it is shown. */
  char *(*get_text) (LwRows *rows, guint handle, guint column, gboolean raw);
  char *(*get_key) (LwRows *rows, guint handle);
  /* Optional: LW_CELL_PLAIN without. */
  LwCellTone (*get_tone) (LwRows *rows, guint handle, guint column);
  gboolean (*find_key) (LwRows *rows, const char *key, guint *handle);
  guint (*get_n_all) (LwRows *rows);
  /* Begins to arrange anew; ends, then or later, in lw_rows_take_order() or lw_rows_arrange_failed(). */
  void (*arrange) (LwRows *rows, const LwArrangement *arrangement);
};

/* ---- columns ---- */

LW_EXPORT guint lw_rows_get_n_columns (LwRows *rows);
LW_EXPORT const LwColumn *lw_rows_get_column (LwRows *rows, guint column);
/** The column named @id, or -1. */
LW_EXPORT int lw_rows_find_column (LwRows *rows, const char *id);

/* ---- rows by place ---- */

/** How many rows are shown. */
LW_EXPORT guint lw_rows_get_n_rows (LwRows *rows);
/** How many there are when nothing is filtered out. */
LW_EXPORT guint lw_rows_get_n_all (LwRows *rows);
/** As shown. (transfer full) */
LW_EXPORT char *lw_rows_get_text (LwRows *rows, guint place, guint column);
/** As copied, exported, sorted and edited. (transfer full) */
LW_EXPORT char *lw_rows_get_raw (LwRows *rows, guint place, guint column);
LW_EXPORT LwCellTone lw_rows_get_tone (LwRows *rows, guint place, guint column);
/** The row's key, as in the journal: "L12/B07/2.1/E3". (transfer full) */
LW_EXPORT char *lw_rows_get_key (LwRows *rows, guint place);
/** FALSE where no row has @key, or it is filtered out. */
LW_EXPORT gboolean lw_rows_find_key (LwRows *rows, const char *key, guint *place);

/* ---- order and filter ---- */

/** Sorts by the column named @id; NULL or unknown: the rows' own order. Rows that are equal stay in that order. */
LW_EXPORT void lw_rows_sort (LwRows *rows, const char *id, gboolean descending);
/** Column sorted by, or NULL. */
LW_EXPORT const char *lw_rows_get_sort (LwRows *rows, gboolean *descending);
/** Shows only rows that hold each word of @text, in any column, case aside. NULL or "": all. */
LW_EXPORT void lw_rows_set_filter (LwRows *rows, const char *text);
LW_EXPORT const char *lw_rows_get_filter (LwRows *rows);
/** Shows only rows whose raw text in column @id is @value; NULL: any. */
LW_EXPORT void lw_rows_set_equals (LwRows *rows, const char *id, const char *value);
/** Whether filter or equals leave anything out by what they ask. */
LW_EXPORT gboolean lw_rows_is_filtered (LwRows *rows);
/** Whether reading, sorting or filtering is under way: the job, for progress and cancel, or NULL. */
LW_EXPORT LwJob *lw_rows_get_job (LwRows *rows);
/** Waits until nothing is under way, iterating the main context. For tests and exports. */
LW_EXPORT void lw_rows_wait (LwRows *rows);

/* ---- handles: the same for the life of a row ---- */

LW_EXPORT guint lw_rows_get_handle (LwRows *rows, guint place);
/** FALSE where the row is gone or filtered out. */
LW_EXPORT gboolean lw_rows_find_handle (LwRows *rows, guint handle, guint *place);
/** By handle, whatever is shown; "" where the row is gone. (transfer full) */
LW_EXPORT char *lw_rows_handle_text (LwRows *rows, guint handle, guint column, gboolean raw);
/** NULL where the row is gone. (transfer full) */
LW_EXPORT char *lw_rows_handle_key (LwRows *rows, guint handle);

/*
 * Signals:
 * "items-changed" (): other rows, or in another order; handles are the same for rows that stayed
 * "row-changed" (guint handle): its texts; G_MAXUINT: any row's
 * "busy-changed" (): lw_rows_get_job() is another
 * "failed" (const char *message): reading, sorting or filtering did not come to its end
 */

/* ---- for who makes rows ---- */

LW_EXPORT void lw_rows_set_columns (LwRows *rows, const LwColumn *columns, guint n_columns);
/** Replaces the order: handles by place. (transfer full) */
LW_EXPORT void lw_rows_take_order (LwRows *rows, GArray *order);
LW_EXPORT void lw_rows_arrange_failed (LwRows *rows, const GError *error);
/** The order as it is, to be changed in place and announced by "items-changed". (transfer none) */
LW_EXPORT GArray *lw_rows_get_order (LwRows *rows);
LW_EXPORT const LwArrangement *lw_rows_get_arrangement (LwRows *rows);
/** Asks for the present arrangement again. */
LW_EXPORT void lw_rows_rearrange (LwRows *rows);
LW_EXPORT void lw_rows_set_job (LwRows *rows, LwJob *job);
LW_EXPORT void lw_rows_items_changed (LwRows *rows);
LW_EXPORT void lw_rows_row_changed (LwRows *rows, guint handle);

G_END_DECLS
