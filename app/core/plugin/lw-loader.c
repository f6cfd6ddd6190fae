/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-loader.h"

#include "base/lw-error.h"

#include <gmodule.h>
#include <string.h>

#include "base/lw-i18n.h"

const LwPluginModule *
lw_loader_open (gpointer data, const char *path, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  gpointer symbol = NULL;

  /* All symbols at once, so that a module that lacks one fails here and not in the middle of work. */
  GModule *module = g_module_open_full (path, G_MODULE_BIND_LOCAL, &why);
  if (module == NULL)
    {
      g_autofree char *reason = g_utf8_make_valid (why->message, -1);
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: cannot open the engine: %s"), shown, reason);
      return NULL;
    }
  /* What it registered, types among it, points into it. */
  g_module_make_resident (module);
  if (!g_module_symbol (module, LW_PLUGIN_SYMBOL, &symbol) || symbol == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: expected the symbol %s, found no such symbol"), shown,
                   LW_PLUGIN_SYMBOL);
      return NULL;
    }
  return symbol;
}

gboolean
lw_loader_check (const LwPluginModule *module, const char *path, const char *id, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  /* In this order: of a module with another magic or ABI nothing more may be read. */
  if (module->magic != LW_PLUGIN_MAGIC)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: expected the magic number 0x%08x, found 0x%08x"), shown,
                   LW_PLUGIN_MAGIC, module->magic);
      return FALSE;
    }
  if (module->abi != LW_PLUGIN_ABI)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: expected an engine built for ABI %u, found ABI %u"), shown,
                   LW_PLUGIN_ABI, module->abi);
      return FALSE;
    }
  if (g_strcmp0 (module->id, id) != 0)
    {
      g_autofree char *found = g_utf8_make_valid (module->id != NULL ? module->id : "", -1);
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN,
                   _("%s: expected the engine of “%s” as its manifest says, found that of “%s”"), shown, id, found);
      return FALSE;
    }
  if (module->start == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: expected a start function, found none"), shown);
      return FALSE;
    }
  return TRUE;
}

/* The file of a module that is there: installed beside the manifest, or as built in @folder there; or NULL.
 * *@beside and *@inside get both places. */
static char *
find_module (const char *manifest, const char *folder, const char *module, char **beside, char **inside)
{
  g_autofree char *directory = g_path_get_dirname (manifest);

  *beside = g_build_filename (directory, module, NULL);
  *inside = g_build_filename (directory, folder, module, NULL);
  if (g_file_test (*beside, G_FILE_TEST_IS_REGULAR))
    return g_strdup (*beside);
  return g_file_test (*inside, G_FILE_TEST_IS_REGULAR) ? g_strdup (*inside) : NULL;
}

char *
lw_loader_find_panel (const char *manifest, const char *panel)
{
  g_autofree char *beside = NULL;
  g_autofree char *inside = NULL;
  char *found = find_module (manifest, "panel", panel, &beside, &inside);

  return found != NULL ? found : g_steal_pointer (&beside);
}

char *
lw_loader_find_engine (const char *manifest, const char *engine, GError **error)
{
  g_autofree char *beside = NULL;
  g_autofree char *inside = NULL;
  char *found = find_module (manifest, "engine", engine, &beside, &inside);

  if (found != NULL)
    return found;

  g_autofree char *shown_beside = g_filename_display_name (beside);
  g_autofree char *shown_inside = g_filename_display_name (inside);
  g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("expected the engine at %s or at %s, found neither"), shown_beside,
               shown_inside);
  return NULL;
}
