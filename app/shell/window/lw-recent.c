/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window/lw-recent.h"

#include "base/lw-clock.h"

static void
recent_free (gpointer data)
{
  LwRecent *recent = data;
  g_free (recent->path);
  g_free (recent->title);
  g_free (recent->standing);
  g_free (recent->opened);
  g_free (recent);
}

static char *
list_file (void)
{
  return g_build_filename (g_get_user_state_dir (), "lotwise", "recent.ini", NULL);
}

/* A group's name may not have brackets in it; the path is kept escaped. */
static GKeyFile *
load (void)
{
  GKeyFile *keys = g_key_file_new ();
  g_autofree char *file = list_file ();
  g_key_file_load_from_file (keys, file, G_KEY_FILE_NONE, NULL);
  return keys;
}

static void
save (GKeyFile *keys)
{
  g_autofree char *file = list_file ();
  g_autofree char *folder = g_path_get_dirname (file);
  g_mkdir_with_parents (folder, 0700);
  g_key_file_save_to_file (keys, file, NULL);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const LwRecent *one = *(const LwRecent *const *) a, *other = *(const LwRecent *const *) b;
  return g_strcmp0 (other->opened, one->opened);
}

GPtrArray *
lw_recent_list (void)
{
  g_autoptr (GKeyFile) keys = load ();
  g_auto (GStrv) groups = g_key_file_get_groups (keys, NULL);
  GPtrArray *list = g_ptr_array_new_with_free_func (recent_free);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      LwRecent *recent = g_new0 (LwRecent, 1);
      recent->path = g_uri_unescape_string (groups[i], NULL);
      recent->title = g_key_file_get_string (keys, groups[i], "title", NULL);
      recent->standing = g_key_file_get_string (keys, groups[i], "standing", NULL);
      recent->opened = g_key_file_get_string (keys, groups[i], "opened", NULL);
      g_ptr_array_add (list, recent);
      if (recent->path == NULL)
        g_ptr_array_remove (list, recent);
    }
  g_ptr_array_sort (list, compare);
  return list;
}

void
lw_recent_remove (const char *path)
{
  g_autoptr (GKeyFile) keys = load ();
  g_autofree char *group = g_uri_escape_string (path, "/", FALSE);
  if (g_key_file_remove_group (keys, group, NULL))
    save (keys);
}

void
lw_recent_add (const char *path, const char *title, const char *standing)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *group = g_uri_escape_string (whole, "/", FALSE);
  g_autofree char *now = lw_clock_now ();
  g_autoptr (GKeyFile) keys = load ();
  g_autoptr (GPtrArray) list = NULL;

  g_key_file_set_string (keys, group, "title", title);
  g_key_file_set_string (keys, group, "opened", now);
  if (standing != NULL)
    g_key_file_set_string (keys, group, "standing", standing);
  save (keys);
  list = lw_recent_list ();
  for (guint i = LW_RECENT_MAX; i < list->len; i++)
    lw_recent_remove (((const LwRecent *) list->pdata[i])->path);
}
