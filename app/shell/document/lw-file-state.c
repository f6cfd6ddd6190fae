/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "document/lw-file-state.h"

#include <glib/gstdio.h>

/* Long enough to gather the changes of a column that is being dragged. */
#define WRITE_AFTER_MS 500

struct _LwFileState
{
  char *file;
  GKeyFile *keys;
  guint pending; /* source */
};

static char *
file_of (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
  g_autofree char *file = g_strconcat (name, ".ini", NULL);
  return g_build_filename (g_get_user_state_dir (), "lotwise", "files", file, NULL);
}

LwFileState *
lw_file_state_new (const char *path)
{
  LwFileState *state = g_new0 (LwFileState, 1);
  state->file = file_of (path);
  state->keys = g_key_file_new ();
  g_key_file_load_from_file (state->keys, state->file, G_KEY_FILE_NONE, NULL);
  return state;
}

void
lw_file_state_flush (LwFileState *state)
{
  g_autofree char *folder = g_path_get_dirname (state->file);
  if (state->pending == 0)
    return;
  g_clear_handle_id (&state->pending, g_source_remove);
  g_mkdir_with_parents (folder, 0700);
  g_key_file_save_to_file (state->keys, state->file, NULL);
}

void
lw_file_state_free (LwFileState *state)
{
  if (state == NULL)
    return;
  lw_file_state_flush (state);
  g_key_file_unref (state->keys);
  g_free (state->file);
  g_free (state);
}

char *
lw_file_state_get (LwFileState *state, const char *group, const char *key)
{
  return g_key_file_get_string (state->keys, group, key, NULL);
}

int
lw_file_state_get_int (LwFileState *state, const char *group, const char *key, int missing)
{
  g_autoptr (GError) error = NULL;
  int value = g_key_file_get_integer (state->keys, group, key, &error);
  return error == NULL ? value : missing;
}

static gboolean
write_now (gpointer data)
{
  LwFileState *state = data;
  lw_file_state_flush (state);
  return G_SOURCE_REMOVE;
}

void
lw_file_state_set (LwFileState *state, const char *group, const char *key, const char *text)
{
  g_autofree char *old = lw_file_state_get (state, group, key);
  if (g_strcmp0 (old, text) == 0)
    return;
  if (text != NULL)
    g_key_file_set_string (state->keys, group, key, text);
  else
    g_key_file_remove_key (state->keys, group, key, NULL);
  if (state->pending == 0)
    state->pending = g_timeout_add (WRITE_AFTER_MS, write_now, state);
}

void
lw_file_state_set_int (LwFileState *state, const char *group, const char *key, int value)
{
  g_autofree char *text = g_strdup_printf ("%d", value);
  lw_file_state_set (state, group, key, text);
}
