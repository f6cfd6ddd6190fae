/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* plugins: what there is, what works, and why not. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"
#include "base/lw-id.h"

#include <string.h>

#include "base/lw-i18n.h"

static JsonArray *
strings_json (const char *const *strings)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);
  return array;
}

static JsonObject *
plugin_json (const LwPlugin *plugin)
{
  JsonObject *object = json_object_new ();
  cli_json_string (object, "id", plugin->id);
  cli_json_string (object, "name", plugin->name);
  cli_json_string (object, "state", lw_plugin_state_to_string (plugin->state));
  cli_json_string (object, "reason", plugin->reason);
  json_object_set_array_member (object, "requires", strings_json ((const char *const *) plugin->requires_));
  json_object_set_array_member (object, "wants", strings_json ((const char *const *) plugin->wants));
  cli_json_string (object, "manifest", plugin->manifest);
  cli_json_string (object, "engine", plugin->engine);
  return object;
}

static int
list_plugins (LwVerbRun *run)
{
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  JsonArray *array = json_array_new ();
  cli_column (run, table, "id", _("Plugin"), LW_ALIGN_LEFT);
  cli_column (run, table, "state", _("State"), LW_ALIGN_LEFT);
  cli_column (run, table, "name", _("Name"), LW_ALIGN_LEFT);
  cli_column (run, table, "requires", _("Requires"), LW_ALIGN_LEFT);
  cli_column (run, table, "reason", _("Reason"), LW_ALIGN_LEFT);
  GPtrArray *plugins = lw_host_get_plugins (cli_host ());
  for (guint i = 0; i < plugins->len; i++)
    {
      const LwPlugin *plugin = plugins->pdata[i];
      g_autofree char *requires = plugin->requires_ != NULL ? g_strjoinv (" ", plugin->requires_) : NULL;
      lw_verb_table_add_row (table, plugin->id, lw_plugin_state_to_string (plugin->state), plugin->name, requires, plugin->reason);
      json_array_add_object_element (array, plugin_json (plugin));
    }
  if (plugins->len > 0 || lw_verb_output (run) == LW_OUTPUT_CSV)
    {
      cli_render_wrap_next ();
      lw_verb_table (run, table);
    }
  else
    lw_verb_say (run, _("No plugins were found."));
  JsonObject *object = json_object_new ();
  json_object_set_array_member (object, "plugins", array);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  lw_verb_json (run, node);
  return LW_EXIT_FINE;
}

static gboolean
check_plugin (const char *id, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GPtrArray *plugins = lw_host_get_plugins (cli_host ());
  if (lw_host_find (cli_host (), id) != NULL)
    return TRUE;
  for (guint i = 0; i < plugins->len; i++)
    g_ptr_array_add (ids, ((LwPlugin *) plugins->pdata[i])->id);
  g_ptr_array_add (ids, NULL);
  const char *near = lw_nearest (id, (const char *const *) ids->pdata);
  if (near != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("there is no plugin “%s”; did you mean “%s”?"), id, near);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("there is no plugin “%s”"), id);
  return FALSE;
}

static int
run_plugins (LwVerbRun *run, GError **error)
{
  const char *action = lw_verb_arg (run, 0), *id = lw_verb_arg (run, 1);
  if (action == NULL)
    return list_plugins (run);
  gboolean enable = strcmp (action, "enable") == 0;
  if (!enable && strcmp (action, "disable") != 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected “enable” or “disable”, found “%s”"), action);
      return LW_EXIT_ERROR;
    }
  if (id == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected the id of a plugin, found nothing"), action);
      return LW_EXIT_ERROR;
    }
  if (!check_plugin (id, error) || !lw_host_set_enabled (cli_host (), id, enable, error))
    return LW_EXIT_ERROR;
  g_autofree char *text = g_strdup_printf (enable ? _("The plugin “%s” is switched on.")
                                                   : _("The plugin “%s” is switched off."), id);
  JsonObject *object = json_object_new ();
  cli_json_string (object, "id", id);
  json_object_set_boolean_member (object, "enabled", enable);
  cli_report (run, object, text);
  return LW_EXIT_FINE;
}

const LwVerb cli_plugin_verbs[] = {
  { "plugins", "[enable|disable ID]", N_("The plugins, their states and reasons; switch one on or off"), NULL,
    0, 2, run_plugins },
  { NULL },
};
