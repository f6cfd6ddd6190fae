/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A table of a million marks with twenty columns: first paint, frames while scrolling, sorting by each column,
 * memory; and the same scrolling in a bare GtkColumnView of as many rows and columns. Wants a display:
 * tests/ui/run-headless.sh.
 *
 *   bench-table ours FILE
 *   bench-table peer
 */
#include "config.h"

#include "bench.h"

#include "plugin/lw-host.h"
#include "store/lw-store.h"
#include "table/lw-sql-rows.h"
#include "table/lw-table.h"

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FRAMES 300
#define SMOOTH_STEP 96 /* pixels a frame: three rows */
#define COLUMNS 20

/* ---- the columns ---- */

#define KEYED(id, title, kind, width, key, lookup)                                                                     \
  {                                                                                                                    \
    { id, title, kind, width, 0, NULL }, NULL, key, lookup, NULL, NULL                                                 \
  }
#define IN_FILE(id, title, kind, width, sql)                                                                           \
  {                                                                                                                    \
    { id, title, kind, width, 0, NULL }, sql, 0, NULL, NULL, NULL                                                      \
  }

static const LwSqlColumn columns[COLUMNS] = {
  KEYED ("lot", "Lot", LW_COLUMN_TEXT, 70, 1, NULL),
  KEYED ("lot-title", "Lot title", LW_COLUMN_TEXT, 90, 1, "SELECT id, title FROM lot"),
  KEYED ("lot-position", "Position", LW_COLUMN_NUMBER, 70, 1, "SELECT id, position FROM lot"),
  KEYED ("bidder", "Bidder", LW_COLUMN_TEXT, 70, 2, NULL),
  KEYED ("bidder-name", "Bidder name", LW_COLUMN_TEXT, 100, 2, "SELECT id, name FROM bidder"),
  KEYED ("form", "Form", LW_COLUMN_TEXT, 80, 2, "SELECT id, form FROM bidder"),
  KEYED ("criterion", "Criterion", LW_COLUMN_TEXT, 70, 3, NULL),
  KEYED ("question", "Question", LW_COLUMN_TEXT, 100, 3, "SELECT id, title FROM evaluation_criterion"),
  KEYED ("section", "Section", LW_COLUMN_TEXT, 70, 3, "SELECT id, parent FROM evaluation_criterion"),
  KEYED ("weight", "Weight", LW_COLUMN_DECIMAL, 70, 3, "SELECT id, weight FROM evaluation_criterion"),
  KEYED ("scale", "Scale", LW_COLUMN_TEXT, 60, 3, "SELECT id, scale FROM evaluation_criterion"),
  KEYED ("scope", "Scope", LW_COLUMN_TEXT, 60, 3, "SELECT id, scope FROM evaluation_criterion"),
  KEYED ("person", "Evaluator", LW_COLUMN_TEXT, 70, 4, NULL),
  KEYED ("person-name", "Name", LW_COLUMN_TEXT, 100, 4, "SELECT id, name FROM person"),
  IN_FILE ("mark", "Mark", LW_COLUMN_DECIMAL, 60, "m.mark"),
  IN_FILE ("half", "Half", LW_COLUMN_DECIMAL, 60, "m.mark / 2.0"),
  IN_FILE ("rationale", "Rationale", LW_COLUMN_TEXT, 160, "m.rationale"),
  IN_FILE ("length", "Length", LW_COLUMN_NUMBER, 70, "length (m.rationale)"),
  IN_FILE ("different", "All different", LW_COLUMN_TEXT, 140, "m.criterion || m.person || m.bidder || m.lot"),
  IN_FILE ("start", "Beginning", LW_COLUMN_TEXT, 90, "substr (m.rationale, 1, 12)"),
};

static const LwSqlTable marks = {
  .table = "evaluation_mark",
  .from = "evaluation_mark m",
  .keys = { "m.lot", "m.bidder", "m.criterion", "m.person" },
  .also = { "lot", "bidder", "evaluation_criterion", "person" },
  .columns = columns,
  .n_columns = COLUMNS,
};

/* ---- frames ---- */

typedef struct
{
  gint64 began;
  double began_processor;
  double *took, *processor; /* seconds of work of each frame, by the clock and of this thread's processor time */
  guint n, of;
  guint painted;
} Frames;

static double
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static void
on_before_paint (GdkFrameClock *clock, Frames *frames)
{
  frames->began = g_get_monotonic_time ();
  frames->began_processor = processor_time ();
}

static void
on_after_paint (GdkFrameClock *clock, Frames *frames)
{
  frames->painted++;
  if (frames->n == frames->of)
    return;
  frames->processor[frames->n] = processor_time () - frames->began_processor;
  frames->took[frames->n++] = (double) (g_get_monotonic_time () - frames->began) / 1e6;
}

static void
watch (GtkWidget *window, Frames *frames)
{
  GdkFrameClock *clock = gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (window)));

  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), frames);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), frames);
}

static void
wait_for_frame (Frames *frames, GtkWidget *window)
{
  const guint before = frames->painted;

  gtk_widget_queue_draw (window);
  while (frames->painted == before)
    g_main_context_iteration (NULL, TRUE);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_quantiles (const char *name, const char *of, double *values, guint n)
{
  g_autofree char *middle = g_strconcat (name, ".p50", of, NULL), *late = g_strconcat (name, ".p95", of, NULL);

  qsort (values, n, sizeof (double), compare_doubles);
  bench_print (middle, values[n / 2]);
  bench_print (late, values[n * 95 / 100]);
}

/* Each frame shows another place. */
static void
scroll (const char *name, GtkWidget *window, GtkAdjustment *adjustment, Frames *frames, double step)
{
  frames->n = 0;
  frames->of = FRAMES;
  frames->took = g_new0 (double, FRAMES);
  frames->processor = g_new0 (double, FRAMES);
  gtk_adjustment_set_value (adjustment, 0);
  for (guint i = 0; i < FRAMES; i++)
    {
      const guint before = frames->painted;

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + step);
      while (frames->painted == before)
        g_main_context_iteration (NULL, TRUE);
    }
  print_quantiles (name, "", frames->took, frames->n);
  print_quantiles (name, ".processor", frames->processor, frames->n);
  frames->n = frames->of = 0;
  g_clear_pointer (&frames->took, g_free);
  g_clear_pointer (&frames->processor, g_free);
}

static void
scroll_both (const char *who, GtkWidget *window, GtkAdjustment *adjustment, Frames *frames)
{
  g_autofree char *smooth = g_strconcat (who, ".table-scroll", NULL), *pages = g_strconcat (who, ".table-page", NULL);

  scroll (smooth, window, adjustment, frames, SMOOTH_STEP);
  scroll (pages, window, adjustment, frames, gtk_adjustment_get_page_size (adjustment));
}

static void
print_memory (const char *name)
{
  g_autofree char *statm = NULL;

  if (g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL))
    bench_print (name, atof (strchr (statm, ' ')) * 4096);
}

static GtkWidget *
new_window (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1900, 1000);
  gtk_window_set_child (GTK_WINDOW (window), child);
  return window;
}

static void
present (const char *name, GtkWidget *window, Frames *frames, BenchStart start)
{
  gtk_widget_realize (window);
  watch (window, frames);
  gtk_window_present (GTK_WINDOW (window));
  while (frames->painted == 0)
    g_main_context_iteration (NULL, TRUE);
  bench_print_since (name, start);
}

/* ---- ours ---- */

static void
sort_by_each (LwRows *rows, GtkWidget *window, Frames *frames)
{
  double took[COLUMNS];

  for (guint i = 0; i < COLUMNS; i++)
    {
      g_autofree char *name = g_strconcat ("ours.table-sort.", columns[i].column.id, NULL);
      const BenchStart start = bench_start ();

      lw_rows_sort (rows, columns[i].column.id, FALSE);
      lw_rows_wait (rows);
      wait_for_frame (frames, window);
      bench_print_since (name, start);
      took[i] = bench_start ().clock - start.clock;
    }
  qsort (took, COLUMNS, sizeof (double), compare_doubles);
  bench_print ("ours.table-sort.middle", took[COLUMNS / 2]);
  bench_print ("ours.table-sort.worst", took[COLUMNS - 1]);
}

static void
filter (LwRows *rows, GtkWidget *window, Frames *frames, const char *name, const char *text)
{
  const BenchStart start = bench_start ();

  lw_rows_set_filter (rows, text);
  lw_rows_wait (rows);
  wait_for_frame (frames, window);
  bench_print_since (name, start);
}

static GtkAdjustment *
find_vertical (GtkWidget *widget)
{
  if (GTK_IS_SCROLLABLE (widget))
    return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkAdjustment *found = find_vertical (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
run_ours (const char *path)
{
  g_autoptr (LwHost) host = lw_host_new_default ();
  g_autoptr (LwStore) store = NULL;
  g_autoptr (GError) error = NULL;
  Frames frames = { 0 };
  BenchStart start;

  lw_host_load (host);
  store = lw_store_open (path, lw_host_get_schema (host), LW_STORE_READ_ONLY, &error);
  bench_check (g_steal_pointer (&error), path);
  print_memory ("ours.table-memory-before");

  start = bench_start ();
  g_autoptr (LwSqlRows) rows = lw_sql_rows_new (store, &marks, NULL);
  LwTable *table = lw_table_new (LW_ROWS (rows), "Marks");
  GtkWidget *window = new_window (GTK_WIDGET (table));
  present ("ours.table-first-paint", window, &frames, start);
  lw_rows_wait (LW_ROWS (rows));
  wait_for_frame (&frames, window);
  bench_print_since ("ours.table-all-rows", start);
  print_memory ("ours.table-memory");
  scroll_both ("ours", window, find_vertical (GTK_WIDGET (table)), &frames);
  sort_by_each (LW_ROWS (rows), window, &frames);
  scroll ("ours.table-scroll-sorted", window, find_vertical (GTK_WIDGET (table)),
          &frames, SMOOTH_STEP);
  lw_rows_sort (LW_ROWS (rows), NULL, FALSE);
  filter (LW_ROWS (rows), window, &frames, "ours.table-filter.key", "L012 B07");
  filter (LW_ROWS (rows), window, &frames, "ours.table-filter.text", "supply chain");
  filter (LW_ROWS (rows), window, &frames, "ours.table-filter.none", "");
  print_memory ("ours.table-memory-after");
  bench_print_peak ("ours.table-peak");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- the peer ---- */

#define PEER_TYPE_LIST (peer_list_get_type ())
G_DECLARE_FINAL_TYPE (PeerList, peer_list, PEER, LIST, GObject)
GType peer_list_get_type (void);
#define PEER_TYPE_ROW (peer_row_get_type ())
G_DECLARE_FINAL_TYPE (PeerRow, peer_row, PEER, ROW, GObject)
GType peer_row_get_type (void);

struct _PeerList
{
  GObject parent_instance;
};

struct _PeerRow
{
  GObject parent_instance;
  guint place;
};

G_DEFINE_FINAL_TYPE (PeerRow, peer_row, G_TYPE_OBJECT)

static void
peer_row_class_init (PeerRowClass *klass)
{
}

static void
peer_row_init (PeerRow *self)
{
}

static GType
get_item_type (GListModel *model)
{
  return PEER_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return BENCH_MARKS;
}

static gpointer
get_item (GListModel *model, guint place)
{
  PeerRow *row;

  if (place >= BENCH_MARKS)
    return NULL;
  row = g_object_new (PEER_TYPE_ROW, NULL);
  row->place = place;
  return row;
}

static void
list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PeerList, peer_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_init))

static void
peer_list_class_init (PeerListClass *klass)
{
}

static void
peer_list_init (PeerList *self)
{
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

/* Texts as long as ours, made of the place: the peer reads no file. */
static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  const guint place = PEER_ROW (gtk_list_item_get_item (item))->place, which = GPOINTER_TO_UINT (column);
  char text[64];

  if (which % 3 == 0)
    g_snprintf (text, sizeof text, "L%03u", place / 10000 % 100 + 1);
  else if (which % 3 == 1)
    g_snprintf (text, sizeof text, "Bidder %u", place / 100 % 100 + 1);
  else
    g_snprintf (text, sizeof text, "%u", place % 6);
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
run_peer (void)
{
  Frames frames = { 0 };
  const BenchStart start = bench_start ();
  GtkNoSelection *selection = gtk_no_selection_new (G_LIST_MODEL (g_object_new (PEER_TYPE_LIST, NULL)));
  GtkWidget *view = gtk_column_view_new (GTK_SELECTION_MODEL (selection)), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *window = new_window (scrolled);

  for (guint i = 0; i < COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkColumnViewColumn *column;

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (columns[i].column.title, factory);
      gtk_column_view_column_set_fixed_width (column, columns[i].column.width);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
      g_object_unref (column);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  present ("peer.table-first-paint", window, &frames, start);
  scroll_both ("peer", window, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), &frames);
  print_memory ("peer.table-memory");
  bench_print_peak ("peer.table-peak");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  adw_init ();
  if (argc == 3 && strcmp (argv[1], "ours") == 0)
    run_ours (argv[2]);
  else if (argc == 2 && strcmp (argv[1], "peer") == 0)
    run_peer ();
  else
    {
      fputs ("Usage: bench-table ours FILE | bench-table peer\n", stderr);
      return 2;
    }
  return 0;
}
