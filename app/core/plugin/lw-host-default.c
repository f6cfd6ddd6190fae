/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where a program of ours looks for its plugins. */
#include "config.h"

#include "plugin/lw-host.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A program that was built and not yet installed uses the plugins that were built with it. */
static gboolean
runs_from_build_tree (void)
{
  g_autofree char *root = g_path_get_dirname (LW_BUILD_PLUGIN_DIR);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  char resolved[PATH_MAX];

  if (program == NULL || realpath (root, resolved) == NULL)
    return FALSE;
  gsize length = strlen (resolved);
  return strncmp (program, resolved, length) == 0 && program[length] == '/';
}

static void
add_search_path (LwHost *host, const char *path)
{
  g_auto (GStrv) directories = g_strsplit (path, G_SEARCHPATH_SEPARATOR_S, -1);

  for (guint i = 0; directories[i] != NULL; i++)
    if (*directories[i] != '\0')
      lw_host_add_directory (host, directories[i]);
}

LwHost *
lw_host_new_default (void)
{
  LwHost *host = lw_host_new (NULL);
  const char *path = g_getenv ("LOTWISE_PLUGIN_PATH");
  g_autofree char *users = g_build_filename (g_get_user_data_dir (), "lotwise", "plugins", NULL);
  g_autofree char *state = g_build_filename (g_get_user_config_dir (), "lotwise", "plugins.ini", NULL);

  if (path != NULL)
    add_search_path (host, path);
  else
    {
      /* What was just built goes before what was installed some time ago. */
      if (runs_from_build_tree ())
        lw_host_add_directory (host, LW_BUILD_PLUGIN_DIR);
      lw_host_add_directory (host, LW_PLUGIN_DIR);
    }
  /* Last: a file in someone's home does not take the place of the method that was installed for all. */
  lw_host_add_directory (host, users);
  lw_host_set_state_file (host, state);
  return host;
}
