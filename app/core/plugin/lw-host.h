/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The plugin host: finds manifests, orders them by what they require and want, opens their engines,
 * checks them and starts them. One plugin that fails is set aside with its reason; the rest go on.
 */
#pragma once

#include <gio/gio.h>

#include "model/lw-entity.h"
#include "plugin/lw-check.h"
#include "plugin/lw-exporter.h"
#include "plugin/lw-sight.h"
#include "plugin/lw-verb.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

#define LW_PLUGIN_MAGIC 0x4c57504cu /* "LWPL" */
#define LW_PLUGIN_ABI 1u

typedef struct _LwHost LwHost;

/** What an engine exports under the name lw_plugin_module. */
typedef struct
{
  guint32 magic;
  guint32 abi;
  const char *id;
  gboolean (*start) (LwHost *host, GError **error); /* adds what the plugin offers, by the calls below */
  void (*stop) (LwHost *host);                      /* or NULL */
} LwPluginModule;

#define LW_PLUGIN_SYMBOL "lw_plugin_module"
#define LW_PLUGIN_DEFINE(plugin_id, start_func, stop_func) \
  LW_EXPORT const LwPluginModule lw_plugin_module; \
  const LwPluginModule lw_plugin_module = { LW_PLUGIN_MAGIC, LW_PLUGIN_ABI, plugin_id, start_func, stop_func }

typedef enum
{
  LW_PLUGIN_FOUND,    /* manifest read, not started yet */
  LW_PLUGIN_DISABLED, /* switched off by the user */
  LW_PLUGIN_BLOCKED,  /* something it requires is missing or not active */
  LW_PLUGIN_FAILED,   /* broken: see the reason */
  LW_PLUGIN_ACTIVE,
} LwPluginState;

typedef struct
{
  char *id;
  char *name;
  char *manifest;     /* path */
  char *engine;       /* path of the module, or NULL */
  char *panel;        /* path of the window's module, which only the window opens, or NULL; where no such file is, its
                       * place beside the manifest: the engine works without */
  guint abi;
  GStrv requires_;
  GStrv wants;
  LwPluginState state;
  char *reason;       /* why disabled, blocked (by whom) or failed; NULL otherwise */
} LwPlugin;

/** "found", "disabled", "blocked", "failed", "active". */
LW_EXPORT const char *lw_plugin_state_to_string (LwPluginState state);

/** Opens modules; a test gives its own. */
typedef struct
{
  /* The module of @path, or NULL with @error. Modules stay resident. */
  const LwPluginModule *(*open) (gpointer data, const char *path, GError **error);
  gpointer data;
} LwPluginLoader;

/** @loader: (nullable): GModule when NULL. */
LW_EXPORT LwHost *lw_host_new (const LwPluginLoader *loader);
/** A host that knows the core's entities and schema and loads from the usual places: LOTWISE_PLUGIN_PATH
 * (colon-separated) if set, else the installed directory and, when run from it, the build directory; and the user's
 * data directory. The user's choices of what is disabled are read. */
LW_EXPORT LwHost *lw_host_new_default (void);
LW_EXPORT void lw_host_free (LwHost *host);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwHost, lw_host_free)

/** Directory of "<id>/<id>.plugin" or "<id>.plugin" manifests. One that is absent is passed over. Of two plugins
 * with one id the one in the directory that was added first is used; the other is failed. */
LW_EXPORT void lw_host_add_directory (LwHost *host, const char *directory);
/** File in which the user's disabled plugins are kept; NULL keeps nothing. */
LW_EXPORT void lw_host_set_state_file (LwHost *host, const char *path);
/** Reads the manifests, resolves, opens, starts. Never fails as a whole. */
LW_EXPORT void lw_host_load (LwHost *host);
/** (element-type LwPlugin): in order of start; those that did not start follow, by id. (transfer none): valid
 * until the next lw_host_load(). */
LW_EXPORT GPtrArray *lw_host_get_plugins (LwHost *host);
LW_EXPORT const LwPlugin *lw_host_find (LwHost *host, const char *id);
/** Switches a plugin on or off for the next lw_host_load(), and remembers it. */
LW_EXPORT gboolean lw_host_set_enabled (LwHost *host, const char *id, gboolean enabled, GError **error);

/*
 * ---- what a plugin may add, in its start function ----
 * What is not whole, or has a name that another gave before, makes the start fail. Called outside of a start
 * function these add what the program itself offers; do so before lw_host_load(), and no plugin can take the name.
 */
LW_EXPORT void lw_host_add_verb (LwHost *host, const LwVerb *verb);
LW_EXPORT void lw_host_add_check (LwHost *host, const LwCheck *check);
/** A form besides XML in which "export" writes a competition. */
LW_EXPORT void lw_host_add_exporter (LwHost *host, const LwExporter *exporter);
/** What people may see, by role. Of several rules the strictest counts. */
LW_EXPORT void lw_host_add_sight (LwHost *host, const LwSightRule *rule);
/** Schema steps under @resource_path. */
LW_EXPORT void lw_host_add_schema (LwHost *host, const char *resource_path);
/**
 * @section: the element that holds the plugin's part of a file (the core's entities have NULL)
 * @entities: (array zero-terminated=1): in file order
 * @rng: resource path of the RELAX NG grammar whose definitions extend the core's
 */
LW_EXPORT void lw_host_add_section (LwHost *host, const char *section, const LwEntity *const *entities, const char *rng);
/**
 * LwRowGuard:
 * @fields: (array zero-terminated=1): what is given; NULL where the row is removed
 *
 * Asked before a command changes a row of any entity, another plugin's and the core's included: as LwEntity.guard.
 */
typedef gboolean (*LwRowGuard) (LwConnection *connection, const LwEntity *entity, const char *key, const char *const *fields, GError **error);
/** The guard of the section that the plugin has added. */
LW_EXPORT void lw_host_add_guard (LwHost *host, LwRowGuard guard);

/* ---- what the host has ---- */
typedef struct
{
  const char *plugin;              /* "core" or the plugin's id */
  const char *section;             /* NULL for the core */
  const LwEntity *const *entities;
  const char *rng;
  LwRowGuard guard;                /* or NULL */
} LwSection;
LW_EXPORT GPtrArray *lw_host_get_verbs (LwHost *host);    /* of const LwVerb, active plugins, in order of start */
LW_EXPORT GPtrArray *lw_host_get_checks (LwHost *host);   /* of const LwCheck */
LW_EXPORT GPtrArray *lw_host_get_exporters (LwHost *host); /* of const LwExporter */
LW_EXPORT GPtrArray *lw_host_get_sights (LwHost *host);   /* of const LwSightRule */
LW_EXPORT GPtrArray *lw_host_get_sections (LwHost *host); /* of LwSection, the core's first */
LW_EXPORT LwSchema *lw_host_get_schema (LwHost *host);    /* transfer none */

/* ---- what a person may see: lw-sight.h ---- */

/** What @person (nullable) may see of the file; *@why (optional) (transfer full): what is kept back, or NULL. */
LW_EXPORT gboolean lw_host_sight (LwHost *host, LwConnection *connection, const char *person, LwSight *sight, char **why, GError **error);
/** What it takes to see the panel, run the verb, read any row of the noun. */
LW_EXPORT LwSight lw_host_sight_needs (LwHost *host, LwSightKind kind, const char *name);
/** Whether @person, who has @sight, reads this row. */
LW_EXPORT gboolean lw_host_may_read (LwHost *host, LwConnection *connection, LwSight sight, const char *person, const char *noun, const char *key);
/** Writes the whole competition as XML but for what is its author's alone and not @person's: private notes. */
LW_EXPORT gboolean lw_host_export (LwHost *host, LwStore *store, const char *out, const char *person, LwJob *job, GCancellable *cancellable, GError **error);
/** Takes out of the groups of a search (element-type LwSearchGroup) what @person, who has @sight, does not read, and what is
 * beyond @limit in a group. */
LW_EXPORT void lw_host_filter_hits (LwHost *host, LwConnection *connection, LwSight sight, const char *person, GPtrArray *groups, guint limit);
/** The only person in whose name the file is worked on; *@person NULL: anybody's. (transfer full) */
LW_EXPORT gboolean lw_host_only_person (LwHost *host, LwConnection *connection, char **person, GError **error);
/** Whether @person may run @verb on @store; LW_ERROR_INVALID that says why not. */
LW_EXPORT gboolean lw_host_may_run (LwHost *host, LwStore *store, const char *verb, gboolean writes, const char *person, GError **error);
/** Undo or redo by @person: who sees nothing that is others' takes back the own change alone, else LW_ERROR_LOCKED. @name
 * (out): the command that it took, as lw_host_step_name() would say it. */
LW_EXPORT gboolean lw_host_step (LwHost *host, LwStore *store, gboolean redo, const char *person, GCancellable *cancellable, char **name, GError **error);
/** What undo (redo) would take, or NULL; without its name where that is not for @person, who has @sight. (transfer full) */
LW_EXPORT char *lw_host_step_name (LwHost *host, LwStore *store, LwSight sight, const char *person, gboolean redo);

G_END_DECLS
