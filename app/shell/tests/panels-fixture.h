/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the tests of the program's own panels share: a copy of the sample as a document, and a panel of it in a window. */
#pragma once

#include "config.h"

#include "document/lw-document.h"
#include "model/lw-model.h"
#include "panel/lw-panels.h"
#include "uihelp.h"
#include "xml/lw-competition-xml.h"

#include <glib/gstdio.h>

#define SAMPLE LW_SOURCE_DIR "/data/samples/transforming-rehabilitation.xml"
#define WAIT_MS 20000

typedef struct
{
  LwHost *host;
  LwPanels *panels;
  char *folder;
  char *path;
  LwDocument *document;
  GtkWindow *window;
  LwPanel *panel;
} Fixture;

/* @source: XML of a competition; @panel: NULL: no window. */
static inline void
fixture_open_file (Fixture *fixture, const char *source, const char *panel)
{
  g_autoptr (GError) error = NULL;
  LwStore *store;

  fixture->host = lw_host_new_default ();
  lw_host_load (fixture->host);
  g_assert_nonnull (lw_host_find (fixture->host, "evaluation"));
  fixture->panels = lw_panels_new (fixture->host);
  fixture->folder = g_dir_make_tmp ("lotwise-panels-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "sample.lotwise", NULL);
  store = lw_competition_import (source, fixture->path, lw_host_get_sections (fixture->host),
                                 lw_host_get_schema (fixture->host), "tester", NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->document = lw_document_new (store, fixture->host);
  lw_document_set_person (fixture->document, "lead");
  if (panel == NULL)
    return;
  fixture->panel = g_object_new (lw_panels_find (fixture->panels, panel)->get_type (), "document", fixture->document, NULL);
  fixture->window = GTK_WINDOW (g_object_ref_sink (adw_window_new ()));
  gtk_window_set_default_size (fixture->window, 1060, 753);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->panel));
  gtk_window_present (fixture->window);
  ui_settle (GTK_WIDGET (fixture->window));
}

static inline void
fixture_open (Fixture *fixture, const char *panel)
{
  fixture_open_file (fixture, SAMPLE, panel);
}

static inline gboolean
is_idle (gpointer document)
{
  return !lw_document_is_busy (document);
}

/* It may go on a thread, which does not wake the loop by itself. */
static inline void
on_document_gone (gpointer gone, GObject *unused)
{
  g_atomic_int_set ((int *) gone, TRUE);
  g_main_context_wakeup (NULL);
}

static inline gboolean
document_is_gone (gpointer gone)
{
  return g_atomic_int_get ((int *) gone);
}

static inline void
fixture_close (Fixture *fixture, gconstpointer data)
{
  g_assert_true (ui_wait (is_idle, fixture->document, WAIT_MS));
  if (fixture->window != NULL)
    {
      g_autoptr (GtkWindow) window = g_steal_pointer (&fixture->window);
      gtk_window_destroy (window);
    }
  /* Work that the window began may still end on its thread, and holds the document until then. */
  int gone = FALSE;
  g_object_weak_ref (G_OBJECT (fixture->document), on_document_gone, &gone);
  g_object_unref (fixture->document);
  g_assert_true (ui_wait (document_is_gone, &gone, WAIT_MS));
  lw_panels_free (fixture->panels);
  lw_host_free (fixture->host);
  {
    static const char *const names[] = { "sample.lotwise", "sample.lotwise-wal", "sample.lotwise-shm" };
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      {
        g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
        g_remove (path);
      }
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* A widget of the window that must be there. (transfer none) */
static inline gpointer
find (Fixture *fixture, GType type, const char *label)
{
  GtkWidget *found = ui_find (GTK_WIDGET (fixture->window), type, label);
  g_assert_nonnull (found);
  return found;
}

/* A number from the file. */
static inline gint64
query_int (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (fixture->document), &error);
  gint64 value = -1;

  g_assert_no_error (error);
  g_assert_true (lw_connection_get_int (lw_reader_connection (reader), &value, -1, &error, sql, ""));
  g_assert_no_error (error);
  return value;
}

typedef struct
{
  Fixture *fixture;
  const char *sql;
  gint64 expected;
} Query;

static inline gboolean
query_holds (gpointer data)
{
  const Query *query = data;
  return query_int (query->fixture, query->sql) == query->expected && !lw_document_is_busy (query->fixture->document);
}

/* Until @sql gives @expected, and what shows it is drawn. */
static inline void
wait_for (Fixture *fixture, const char *sql, gint64 expected)
{
  Query query = { fixture, sql, expected };

  if (!ui_wait (query_holds, &query, WAIT_MS))
    g_error ("%s: expected %" G_GINT64_FORMAT ", found %" G_GINT64_FORMAT, sql, expected, query_int (fixture, sql));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (fixture->window != NULL)
    ui_settle (GTK_WIDGET (fixture->window));
}

static inline void
run_edit (Fixture *fixture, const char *noun, const char *key, const char *value)
{
  const char *const values[] = { value, NULL };
  GError *error = NULL;
  LwCommand *command
      = lw_model_set (lw_document_get_sections (fixture->document), noun, key, values, "lead", "a reason", &error);

  g_assert_no_error (error);
  lw_document_edit (fixture->document, command, NULL);
  g_assert_true (ui_wait (is_idle, fixture->document, WAIT_MS));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
