/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-host.h"

#include "base/lw-error.h"
#include "base/lw-id.h"
#include "model/lw-model.h"
#include "plugin/lw-loader.h"
#include "plugin/lw-manifest.h"
#include "plugin/lw-registry.h"
#include "plugin/lw-resolver.h"
#include "plugin/lw-switches.h"

#include <string.h>

#include "base/lw-i18n.h"

#define MANIFEST_SUFFIX ".plugin"

/* What others see of a plugin comes first, so that one pointer serves for both. */
typedef struct
{
  LwPlugin plugin;
  char *engine_name;            /* file name in the manifest; the path is found when it is opened */
  const LwPluginModule *module; /* once started */
} Entry;

struct _LwHost
{
  LwPluginLoader loader;
  GPtrArray *directories; /* of char, absolute, first wins */
  LwSwitches *switches;
  LwRegistry *registry;

  GPtrArray *plugins;     /* of Entry */
  GHashTable *by_id;      /* id → Entry that holds it */
  GPtrArray *started;     /* of Entry, in order of start (borrowed) */
  gboolean scanned;

  Entry *starting;        /* whose start function is running */
  GError *refused;        /* the first of its additions that was refused */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->plugin.id);
  g_free (entry->plugin.name);
  g_free (entry->plugin.manifest);
  g_free (entry->plugin.engine);
  g_free (entry->plugin.panel);
  g_strfreev (entry->plugin.requires_);
  g_strfreev (entry->plugin.wants);
  g_free (entry->plugin.reason);
  g_free (entry->engine_name);
  g_free (entry);
}

const char *
lw_plugin_state_to_string (LwPluginState state)
{
  static const char *const names[] = { "found", "disabled", "blocked", "failed", "active" };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (names), NULL);
  return names[state];
}

/* @reason: (transfer full) */
static void
set_state (Entry *entry, LwPluginState state, char *reason)
{
  g_free (entry->plugin.reason);
  entry->plugin.reason = reason;
  entry->plugin.state = state;
  g_debug ("plugin %s: %s%s%s", entry->plugin.id, lw_plugin_state_to_string (state), reason != NULL ? ": " : "",
           reason != NULL ? reason : "");
}

/* ---- life ---- */

LwHost *
lw_host_new (const LwPluginLoader *loader)
{
  g_autoptr (GError) error = NULL;
  LwHost *host = g_new0 (LwHost, 1);

  if (loader != NULL)
    host->loader = *loader;
  else
    host->loader.open = lw_loader_open;
  host->directories = g_ptr_array_new_with_free_func (g_free);
  host->switches = lw_switches_new ();
  host->registry = lw_registry_new ();
  host->plugins = g_ptr_array_new_with_free_func (entry_free);
  host->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  host->started = g_ptr_array_new ();
  if (!lw_registry_add_section (host->registry, LW_OWNER_CORE, NULL, lw_core_entities, LW_CORE_RNG_PATH, &error)
      || !lw_registry_add_schema (host->registry, LW_OWNER_CORE, LW_CORE_SCHEMA_PATH, &error))
    g_error ("the core's own entities: %s", error->message);
  return host;
}

/* Those that started last may lean on those that started first. */
static void
stop_all (LwHost *host)
{
  for (guint i = host->started->len; i-- > 0;)
    {
      Entry *entry = g_ptr_array_index (host->started, i);
      if (entry->module != NULL && entry->module->stop != NULL)
        entry->module->stop (host);
      lw_registry_withdraw (host->registry, entry->plugin.id);
    }
  g_ptr_array_set_size (host->started, 0);
  g_hash_table_remove_all (host->by_id);
  g_ptr_array_set_size (host->plugins, 0);
  host->scanned = FALSE;
}

void
lw_host_free (LwHost *host)
{
  if (host == NULL)
    return;
  stop_all (host);
  g_ptr_array_unref (host->directories);
  lw_switches_free (host->switches);
  lw_registry_free (host->registry);
  g_ptr_array_unref (host->plugins);
  g_hash_table_unref (host->by_id);
  g_ptr_array_unref (host->started);
  g_clear_error (&host->refused);
  g_free (host);
}

void
lw_host_add_directory (LwHost *host, const char *directory)
{
  g_return_if_fail (host != NULL);
  g_return_if_fail (directory != NULL && *directory != '\0');

  /* Absolute, for a bare name would be looked up by the dynamic linker elsewhere. */
  g_autofree char *absolute = g_canonicalize_filename (directory, NULL);
  if (!g_ptr_array_find_with_equal_func (host->directories, absolute, g_str_equal, NULL))
    g_ptr_array_add (host->directories, g_steal_pointer (&absolute));
}

void
lw_host_set_state_file (LwHost *host, const char *path)
{
  g_return_if_fail (host != NULL);

  lw_switches_set_file (host->switches, path);
}

/* ---- finding manifests ---- */

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Paths of the manifests in @directory, sorted: the order in which a disk lists files says nothing. */
static GPtrArray *
list_manifests (const char *directory)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (directory, 0, &error);
  const char *name = NULL;

  if (dir == NULL)
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_warning ("%s", error->message);
      return paths;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          g_autofree char *file = g_strconcat (name, MANIFEST_SUFFIX, NULL);
          g_autofree char *inside = g_build_filename (path, file, NULL);
          if (g_file_test (inside, G_FILE_TEST_EXISTS))
            g_ptr_array_add (paths, g_steal_pointer (&inside));
        }
      else if (g_str_has_suffix (name, MANIFEST_SUFFIX))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  g_ptr_array_sort (paths, compare_strings);
  return paths;
}

/* A broken manifest holds no id: one elsewhere that is whole may have it. */
static Entry *
entry_new_broken (const char *path, const GError *error)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->plugin.id = lw_manifest_id_of_path (path);
  entry->plugin.name = g_strdup (entry->plugin.id);
  entry->plugin.manifest = g_strdup (path);
  entry->plugin.requires_ = g_new0 (char *, 1);
  entry->plugin.wants = g_new0 (char *, 1);
  set_state (entry, LW_PLUGIN_FAILED, g_strdup (error->message));
  return entry;
}

static Entry *
entry_new (LwManifest *manifest)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->plugin.id = g_steal_pointer (&manifest->id);
  entry->plugin.name = g_steal_pointer (&manifest->name);
  entry->plugin.manifest = g_steal_pointer (&manifest->path);
  entry->plugin.abi = manifest->abi;
  if (manifest->panel != NULL)
    entry->plugin.panel = lw_loader_find_panel (entry->plugin.manifest, manifest->panel);
  entry->plugin.requires_ = g_steal_pointer (&manifest->requires_);
  entry->plugin.wants = g_steal_pointer (&manifest->wants);
  entry->engine_name = g_steal_pointer (&manifest->engine);
  return entry;
}

static char *
duplicate_reason (const Entry *first, const Entry *second)
{
  g_autofree char *shown_first = g_filename_display_name (first->plugin.manifest);
  g_autofree char *shown_second = g_filename_display_name (second->plugin.manifest);

  return g_strdup_printf (_("two plugins have the id “%s”: %s, which comes first, and %s"), first->plugin.id, shown_first,
                          shown_second);
}

static char *
abi_reason (const Entry *entry)
{
  g_autofree char *shown = g_filename_display_name (entry->plugin.manifest);

  return g_strdup_printf (_("%s: key Abi: expected %u, which this program offers, found %u"), shown, LW_PLUGIN_ABI,
                          entry->plugin.abi);
}

static void
scan_manifest (LwHost *host, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwManifest) manifest = lw_manifest_load (path, &error);

  if (manifest == NULL)
    {
      g_ptr_array_add (host->plugins, entry_new_broken (path, error));
      return;
    }

  Entry *entry = entry_new (manifest);
  Entry *first = g_hash_table_lookup (host->by_id, entry->plugin.id);
  g_ptr_array_add (host->plugins, entry);
  if (first != NULL)
    {
      set_state (entry, LW_PLUGIN_FAILED, duplicate_reason (first, entry));
      return;
    }
  g_hash_table_insert (host->by_id, entry->plugin.id, entry);
  if (lw_switches_is_disabled (host->switches, entry->plugin.id))
    set_state (entry, LW_PLUGIN_DISABLED, g_strdup (_("switched off by the user")));
  else if (entry->plugin.abi != LW_PLUGIN_ABI)
    set_state (entry, LW_PLUGIN_FAILED, abi_reason (entry));
}

/* Those with a broken manifest are found by their id too, and named in chains, where nobody else has it. */
static void
adopt_broken (LwHost *host)
{
  for (guint i = 0; i < host->plugins->len; i++)
    {
      Entry *entry = g_ptr_array_index (host->plugins, i);
      if (!g_hash_table_contains (host->by_id, entry->plugin.id))
        g_hash_table_insert (host->by_id, entry->plugin.id, entry);
    }
}

static void
scan (LwHost *host)
{
  g_autoptr (GError) error = NULL;

  if (!lw_switches_read (host->switches, &error))
    g_warning ("%s", error->message);
  for (guint i = 0; i < host->directories->len; i++)
    {
      g_autoptr (GPtrArray) paths = list_manifests (g_ptr_array_index (host->directories, i));
      for (guint p = 0; p < paths->len; p++)
        scan_manifest (host, g_ptr_array_index (paths, p));
    }
  adopt_broken (host);
  host->scanned = TRUE;
}

/* ---- starting ---- */

static const LwPluginModule *
open_engine (LwHost *host, Entry *entry, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  entry->plugin.engine = lw_loader_find_engine (entry->plugin.manifest, entry->engine_name, error);
  if (entry->plugin.engine == NULL)
    return NULL;

  const LwPluginModule *module = host->loader.open (host->loader.data, entry->plugin.engine, &local_error);
  if (module == NULL && local_error == NULL)
    g_set_error (&local_error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: cannot open the engine"), entry->plugin.engine);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return lw_loader_check (module, entry->plugin.engine, entry->plugin.id, error) ? module : NULL;
}

/* A start that was refused something is a failed one, even if the plugin did not notice. */
static gboolean
start_engine (LwHost *host, Entry *entry, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const LwPluginModule *module = open_engine (host, entry, error);

  if (module == NULL)
    return FALSE;
  host->starting = entry;
  gboolean started = module->start (host, &local_error);
  host->starting = NULL;

  g_autoptr (GError) refused = g_steal_pointer (&host->refused);
  if (started && local_error == NULL && refused == NULL)
    {
      entry->module = module;
      return TRUE;
    }
  if (started && module->stop != NULL)
    module->stop (host);
  lw_registry_withdraw (host->registry, entry->plugin.id);
  if (refused != NULL)
    g_propagate_error (error, g_steal_pointer (&refused));
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, LW_ERROR, LW_ERROR_PLUGIN, _("it did not start, and does not say why"));
  return FALSE;
}

static void
start_entry (LwHost *host, Entry *entry)
{
  g_autoptr (GError) error = NULL;

  /* A plugin of a panel alone has nothing to start here. */
  if (entry->engine_name != NULL && !start_engine (host, entry, &error))
    {
      set_state (entry, LW_PLUGIN_FAILED, g_strdup (error->message));
      return;
    }
  set_state (entry, LW_PLUGIN_ACTIVE, NULL);
  g_ptr_array_add (host->started, entry);
}

static LwFault
fault_of (const Entry *entry)
{
  switch (entry->plugin.state)
    {
    case LW_PLUGIN_DISABLED:
      return LW_FAULT_DISABLED;
    case LW_PLUGIN_FAILED:
      return LW_FAULT_FAILED;
    case LW_PLUGIN_FOUND:
    case LW_PLUGIN_BLOCKED:
    case LW_PLUGIN_ACTIVE:
    default:
      return LW_FAULT_NONE;
    }
}

/* Starts all that can be, in order; then says of the rest who is in their way. */
static void
resolve_and_start (LwHost *host)
{
  guint n = g_hash_table_size (host->by_id);
  g_autofree LwResolverNode *nodes = g_new0 (LwResolverNode, n);
  g_autofree Entry **entries = g_new0 (Entry *, n);
  GHashTableIter iter;
  gpointer value = NULL;
  guint at = 0;

  g_hash_table_iter_init (&iter, host->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;
      nodes[at] = (LwResolverNode) { entry->plugin.id, (const char *const *) entry->plugin.requires_,
                                     (const char *const *) entry->plugin.wants, fault_of (entry) };
      entries[at++] = entry;
    }

  g_autoptr (LwResolver) resolver = lw_resolver_new (nodes, n);
  g_autoptr (GArray) order = lw_resolver_order (resolver);
  for (guint i = 0; i < order->len; i++)
    {
      guint next = g_array_index (order, guint, i);
      /* Something it requires may have failed by now. */
      g_autofree char *blocked = lw_resolver_blocked (resolver, next);
      if (blocked == NULL)
        start_entry (host, entries[next]);
      nodes[next].fault = fault_of (entries[next]);
    }
  for (guint i = 0; i < n; i++)
    if (entries[i]->plugin.state == LW_PLUGIN_FOUND)
      set_state (entries[i], LW_PLUGIN_BLOCKED, lw_resolver_blocked (resolver, i));
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer data)
{
  Entry *first = *(Entry *const *) a, *second = *(Entry *const *) b;
  GPtrArray *started = data;
  guint first_at = G_MAXUINT, second_at = G_MAXUINT;

  g_ptr_array_find (started, first, &first_at);
  g_ptr_array_find (started, second, &second_at);
  if (first_at != second_at)
    return first_at < second_at ? -1 : 1;
  int by_id = strcmp (first->plugin.id, second->plugin.id);
  return by_id != 0 ? by_id : strcmp (first->plugin.manifest, second->plugin.manifest);
}

void
lw_host_load (LwHost *host)
{
  g_return_if_fail (host != NULL);
  g_return_if_fail (host->starting == NULL);

  stop_all (host);
  scan (host);
  resolve_and_start (host);
  g_ptr_array_sort_with_data (host->plugins, compare_entries, host->started);
}

/* ---- what there is ---- */

GPtrArray *
lw_host_get_plugins (LwHost *host)
{
  g_return_val_if_fail (host != NULL, NULL);

  return host->plugins;
}

const LwPlugin *
lw_host_find (LwHost *host, const char *id)
{
  g_return_val_if_fail (host != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (host->by_id, id);
}

static void
set_not_found (LwHost *host, const char *id, GError **error)
{
  g_autofree const char **ids = (const char **) g_hash_table_get_keys_as_array (host->by_id, NULL);
  const char *nearest = lw_nearest (id, ids);

  if (nearest != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("there is no plugin “%s”; did you mean “%s”?"), id, nearest);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("there is no plugin “%s”"), id);
}

gboolean
lw_host_set_enabled (LwHost *host, const char *id, gboolean enabled, GError **error)
{
  g_return_val_if_fail (host != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (!host->scanned)
    scan (host);
  /* One that was switched off and then removed may be switched on again. */
  if (!g_hash_table_contains (host->by_id, id) && !lw_switches_is_disabled (host->switches, id))
    {
      set_not_found (host, id, error);
      return FALSE;
    }
  return lw_switches_set (host->switches, id, enabled, error);
}

/* ---- what plugins add ---- */

static const char *
owner_now (const LwHost *host)
{
  return host->starting != NULL ? host->starting->plugin.id : LW_OWNER_CORE;
}

/* The start function goes on; that something was refused is seen when it returns. */
static void
refuse (LwHost *host, GError *error)
{
  if (host->starting == NULL)
    g_critical ("%s", error->message);
  else if (host->refused == NULL)
    host->refused = g_error_copy (error);
}

void
lw_host_add_verb (LwHost *host, const LwVerb *verb)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (host != NULL);
  if (!lw_registry_add_verb (host->registry, owner_now (host), verb, &error))
    refuse (host, error);
}

void
lw_host_add_check (LwHost *host, const LwCheck *check)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (host != NULL);
  if (!lw_registry_add_check (host->registry, owner_now (host), check, &error))
    refuse (host, error);
}

void
lw_host_add_exporter (LwHost *host, const LwExporter *exporter)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (host != NULL);
  if (!lw_registry_add_exporter (host->registry, owner_now (host), exporter, &error))
    refuse (host, error);
}

void
lw_host_add_sight (LwHost *host, const LwSightRule *rule)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (host != NULL);
  if (!lw_registry_add_sight (host->registry, owner_now (host), rule, &error))
    refuse (host, error);
}

void
lw_host_add_schema (LwHost *host, const char *resource_path)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (host != NULL);
  if (!lw_registry_add_schema (host->registry, owner_now (host), resource_path, &error))
    refuse (host, error);
}

void
lw_host_add_section (LwHost *host, const char *section, const LwEntity *const *entities, const char *rng)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (host != NULL);
  if (!lw_registry_add_section (host->registry, owner_now (host), section, entities, rng, &error))
    refuse (host, error);
}

void
lw_host_add_guard (LwHost *host, LwRowGuard guard)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (host != NULL);
  if (!lw_registry_add_guard (host->registry, owner_now (host), guard, &error))
    refuse (host, error);
}

GPtrArray *
lw_host_get_verbs (LwHost *host)
{
  g_return_val_if_fail (host != NULL, NULL);

  return lw_registry_get_verbs (host->registry);
}

GPtrArray *
lw_host_get_checks (LwHost *host)
{
  g_return_val_if_fail (host != NULL, NULL);

  return lw_registry_get_checks (host->registry);
}

GPtrArray *
lw_host_get_exporters (LwHost *host)
{
  g_return_val_if_fail (host != NULL, NULL);

  return lw_registry_get_exporters (host->registry);
}

GPtrArray *
lw_host_get_sights (LwHost *host)
{
  g_return_val_if_fail (host != NULL, NULL);

  return lw_registry_get_sights (host->registry);
}

GPtrArray *
lw_host_get_sections (LwHost *host)
{
  g_return_val_if_fail (host != NULL, NULL);

  return lw_registry_get_sections (host->registry);
}

LwSchema *
lw_host_get_schema (LwHost *host)
{
  g_return_val_if_fail (host != NULL, NULL);

  return lw_registry_get_schema (host->registry);
}
