/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Plugins that are not there: manifests in a folder of the test's own, and a loader that writes down what is asked of it. */
#pragma once

#include "plugin/lw-host.h"

G_BEGIN_DECLS

typedef enum
{
  START_FINE,
  START_FAILS,
  START_FAILS_SILENTLY,
  START_CONTRADICTS, /* TRUE, and an error */
} FakeStart;

typedef struct
{
  LwPluginModule module;
  char *id;
  FakeStart start;
  gboolean no_symbol;
  gboolean silent; /* nothing opened, and no error */
  void (*adds) (LwHost *host);
} Fake;

typedef struct
{
  char *directory;
  char *state_file;
  GHashTable *fakes; /* id → Fake */
  GString *log;      /* "open a, start a, …" */
  LwPluginLoader loader;
  LwHost *host;
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
/* A host that has loaded nothing yet, in place of the one there was. */
void fixture_make_host (Fixture *fixture);
/* Writes a manifest with @more lines and its engine's file, and has the loader know it. */
Fake *fixture_add (Fixture *fixture, const char *id, const char *more);
Fake *fixture_add_in (Fixture *fixture, const char *directory, const char *id, const char *more);
/* For module.stop: writes down that it was called. */
void fake_stop (LwHost *host);

void write_file (const char *path, const char *text);
/* The same, in @directory/@first/@second; @second may be NULL. */
void write_in (const char *directory, const char *first, const char *second, const char *text);
void assert_file (const char *path, const char *expected);

/* "b active, a blocked", in the order of the host's list. */
void assert_states (LwHost *host, const char *expected);
/* With * and ? as in g_pattern_match_simple(). */
void assert_reason (LwHost *host, const char *id, const char *pattern);
/* Names, separated by spaces; a section as "plugin:element". */
void assert_verbs (LwHost *host, const char *expected);
void assert_checks (LwHost *host, const char *expected);
void assert_sections (LwHost *host, const char *expected);

G_END_DECLS
