/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-switches.h"

#include "base/lw-error.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/lw-i18n.h"

#define GROUP "Plugins"
#define KEY "Disabled"

struct _LwSwitches
{
  char *path;
  GHashTable *disabled; /* set of ids */
};

LwSwitches *
lw_switches_new (void)
{
  LwSwitches *switches = g_new0 (LwSwitches, 1);

  switches->disabled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return switches;
}

void
lw_switches_free (LwSwitches *switches)
{
  if (switches == NULL)
    return;
  g_free (switches->path);
  g_hash_table_unref (switches->disabled);
  g_free (switches);
}

void
lw_switches_set_file (LwSwitches *switches, const char *path)
{
  g_autofree char *copy = g_strdup (path);

  g_free (switches->path);
  switches->path = g_steal_pointer (&copy);
}

static GKeyFile *
load_file (LwSwitches *switches, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;

  if (g_key_file_load_from_file (file, switches->path, G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &local_error)
      || g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&file);

  g_autofree char *shown = g_filename_display_name (switches->path);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: cannot read which plugins are disabled: %s"), shown,
               local_error->message);
  return NULL;
}

static void
take_list (LwSwitches *switches, GKeyFile *file)
{
  g_auto (GStrv) ids = g_key_file_get_string_list (file, GROUP, KEY, NULL, NULL);

  g_hash_table_remove_all (switches->disabled);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_hash_table_add (switches->disabled, g_strdup (g_strstrip (ids[i])));
}

gboolean
lw_switches_read (LwSwitches *switches, GError **error)
{
  if (switches->path == NULL)
    return TRUE;
  g_autoptr (GKeyFile) file = load_file (switches, error);
  if (file == NULL)
    return FALSE;
  take_list (switches, file);
  return TRUE;
}

gboolean
lw_switches_is_disabled (LwSwitches *switches, const char *id)
{
  return g_hash_table_contains (switches->disabled, id);
}

static void
flip (LwSwitches *switches, const char *id, gboolean enabled)
{
  if (enabled)
    g_hash_table_remove (switches->disabled, id);
  else
    g_hash_table_add (switches->disabled, g_strdup (id));
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
save_file (LwSwitches *switches, GKeyFile *file, GError **error)
{
  guint n = 0;
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array (switches->disabled, &n);
  g_autofree char *folder = g_path_get_dirname (switches->path);
  g_autofree char *shown = g_filename_display_name (switches->path);
  g_autoptr (GError) local_error = NULL;
  gsize length = 0;

  /* The same choices give the same file. */
  qsort (ids, n, sizeof (gpointer), compare_strings);
  g_key_file_set_string_list (file, GROUP, KEY, (const char *const *) ids, n);
  g_autofree char *data = g_key_file_to_data (file, &length, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_STORE, _("%s: cannot keep which plugins are disabled: %s"), shown,
                   g_strerror (errno));
      return FALSE;
    }
  if (!g_file_set_contents_full (switches->path, data, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &local_error))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_STORE, _("%s: cannot keep which plugins are disabled: %s"), shown,
                   local_error->message);
      return FALSE;
    }
  return TRUE;
}

gboolean
lw_switches_set (LwSwitches *switches, const char *id, gboolean enabled, GError **error)
{
  if (switches->path == NULL)
    {
      flip (switches, id, enabled);
      return TRUE;
    }

  g_autoptr (GKeyFile) file = load_file (switches, error);
  if (file == NULL)
    return FALSE;
  take_list (switches, file);
  gboolean was_disabled = lw_switches_is_disabled (switches, id);
  flip (switches, id, enabled);
  if (save_file (switches, file, error))
    return TRUE;
  flip (switches, id, !was_disabled);
  return FALSE;
}
