/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The program, running in the test's process, and a folder with a copy of the sample. */
#pragma once

#include "uihelp.h"
#include "window/lw-app.h"
#include "window/lw-window.h"

extern LwApp *app;

typedef struct
{
  char *folder;
  char *path; /* a copy of the sample */
} Fixture;

/* Registers the program; run_program() runs the tests and lets it go. */
void start_program (int *argc, char ***argv);
int run_program (void);

void set_up (Fixture *fixture, gconstpointer data);
void tear_down (Fixture *fixture, gconstpointer data);

char *path_in (Fixture *fixture, const char *name);
/* A window on the file, when it shows it. */
LwWindow *open_window (const char *path, const char *place);
gboolean has_document (gpointer window);
gboolean no_windows (gpointer unused);
gboolean is_idle (gpointer document);
/* An edit, done. */
void rename_lot (LwDocument *document, const char *title);
/* A window of a class by this name. (transfer none) (nullable) */
GtkWindow *window_of_type (const char *type);
/* The message with this heading. (transfer none) (nullable) */
GtkWindow *find_dialog (const char *heading);
gboolean has_dialog (gpointer heading);

#define TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
