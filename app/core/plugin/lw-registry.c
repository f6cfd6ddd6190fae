/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-registry.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Names that can be given once only. */
typedef enum
{
  CLAIM_VERB,
  CLAIM_CHECK,
  CLAIM_EXPORTER,
  CLAIM_SECTION,
  CLAIM_NOUN,
  CLAIM_TABLE,
  N_CLAIMS,
} ClaimKind;

static const char *const claim_taken[N_CLAIMS] = {
  N_ ("the verb “%s” is offered by “%s” already"),
  N_ ("the check “%s” is offered by “%s” already"),
  N_ ("the export “%s” is offered by “%s” already"),
  N_ ("the section “%s” of a file belongs to “%s” already"),
  N_ ("the noun “%s” belongs to “%s” already"),
  N_ ("the table “%s” belongs to “%s” already"),
};

/* Every one of what is kept begins with its owner, so that one function can withdraw. */
typedef struct
{
  char *owner;
  gpointer what;
} Owned;

struct _LwRegistry
{
  GHashTable *claims[N_CLAIMS]; /* name → owner */
  GPtrArray *owned_verbs;       /* Owned of const LwVerb */
  GPtrArray *owned_checks;      /* Owned of const LwCheck */
  GPtrArray *owned_exporters;   /* Owned of const LwExporter */
  GPtrArray *owned_sights;      /* Owned of const LwSightRule */
  GPtrArray *owned_schemas;     /* Owned of char, interned */
  GPtrArray *verbs;             /* the same without owners, for those who ask */
  GPtrArray *checks;
  GPtrArray *exporters;
  GPtrArray *sights;
  GPtrArray *sections;          /* of LwSection */
  LwSchema *schema;             /* NULL when to be made anew */
};

static void
owned_free (gpointer data)
{
  Owned *owned = data;

  g_free (owned->owner);
  g_free (owned);
}

static void
keep (GPtrArray *array, const char *owner, gconstpointer what)
{
  Owned *owned = g_new (Owned, 1);

  owned->owner = g_strdup (owner);
  owned->what = (gpointer) what;
  g_ptr_array_add (array, owned);
}

static void
section_free (gpointer data)
{
  LwSection *section = data;

  g_free ((char *) section->plugin);
  g_free ((char *) section->section);
  g_free ((char *) section->rng);
  g_free (section);
}

LwRegistry *
lw_registry_new (void)
{
  LwRegistry *registry = g_new0 (LwRegistry, 1);

  for (guint i = 0; i < N_CLAIMS; i++)
    registry->claims[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  registry->owned_verbs = g_ptr_array_new_with_free_func (owned_free);
  registry->owned_checks = g_ptr_array_new_with_free_func (owned_free);
  registry->owned_exporters = g_ptr_array_new_with_free_func (owned_free);
  registry->owned_sights = g_ptr_array_new_with_free_func (owned_free);
  registry->owned_schemas = g_ptr_array_new_with_free_func (owned_free);
  registry->verbs = g_ptr_array_new ();
  registry->checks = g_ptr_array_new ();
  registry->exporters = g_ptr_array_new ();
  registry->sights = g_ptr_array_new ();
  registry->sections = g_ptr_array_new_with_free_func (section_free);
  return registry;
}

void
lw_registry_free (LwRegistry *registry)
{
  if (registry == NULL)
    return;
  for (guint i = 0; i < N_CLAIMS; i++)
    g_hash_table_unref (registry->claims[i]);
  g_ptr_array_unref (registry->owned_verbs);
  g_ptr_array_unref (registry->owned_checks);
  g_ptr_array_unref (registry->owned_exporters);
  g_ptr_array_unref (registry->owned_sights);
  g_ptr_array_unref (registry->owned_schemas);
  g_ptr_array_unref (registry->verbs);
  g_ptr_array_unref (registry->checks);
  g_ptr_array_unref (registry->exporters);
  g_ptr_array_unref (registry->sights);
  g_ptr_array_unref (registry->sections);
  g_clear_pointer (&registry->schema, lw_schema_unref);
  g_free (registry);
}

static gboolean
claim (LwRegistry *registry, const char *owner, ClaimKind kind, const char *name, GError **error)
{
  const char *holder = g_hash_table_lookup (registry->claims[kind], name);

  if (holder != NULL)
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _(claim_taken[kind]), name, holder);
#pragma GCC diagnostic pop
      return FALSE;
    }
  g_hash_table_insert (registry->claims[kind], g_strdup (name), g_strdup (owner));
  return TRUE;
}

gboolean
lw_registry_add_verb (LwRegistry *registry, const char *owner, const LwVerb *verb, GError **error)
{
  if (verb == NULL || verb->name == NULL || *verb->name == '\0' || verb->run == NULL)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_PLUGIN, _("expected a verb with a name and a run function"));
      return FALSE;
    }
  if (!claim (registry, owner, CLAIM_VERB, verb->name, error))
    return FALSE;
  keep (registry->owned_verbs, owner, verb);
  g_ptr_array_add (registry->verbs, (gpointer) verb);
  return TRUE;
}

gboolean
lw_registry_add_check (LwRegistry *registry, const char *owner, const LwCheck *check, GError **error)
{
  if (check == NULL || check->id == NULL || *check->id == '\0' || check->run == NULL)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_PLUGIN, _("expected a check with an id and a run function"));
      return FALSE;
    }
  if (!claim (registry, owner, CLAIM_CHECK, check->id, error))
    return FALSE;
  keep (registry->owned_checks, owner, check);
  g_ptr_array_add (registry->checks, (gpointer) check);
  return TRUE;
}

/* Options that "export" has anyway are not free. */
static gboolean
is_common_option (const char *name)
{
  static const char *const common[] = { "json", "csv", "as", "reason", NULL };

  return g_strv_contains (common, name);
}

gboolean
lw_registry_add_exporter (LwRegistry *registry, const char *owner, const LwExporter *exporter, GError **error)
{
  if (exporter == NULL || exporter->name == NULL || *exporter->name == '\0' || is_common_option (exporter->name)
      || exporter->value == NULL || exporter->title == NULL || exporter->run == NULL)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_PLUGIN,
                           _("expected an export with a name of its own, a value, a title and a run function"));
      return FALSE;
    }
  if (!claim (registry, owner, CLAIM_EXPORTER, exporter->name, error))
    return FALSE;
  keep (registry->owned_exporters, owner, exporter);
  g_ptr_array_add (registry->exporters, (gpointer) exporter);
  return TRUE;
}

gboolean
lw_registry_add_sight (LwRegistry *registry, const char *owner, const LwSightRule *rule, GError **error)
{
  if (rule == NULL || rule->read == NULL || rule->needs == NULL)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_PLUGIN,
                           _("expected a rule of what people may see with functions that read it and say what it takes"));
      return FALSE;
    }
  keep (registry->owned_sights, owner, rule);
  g_ptr_array_add (registry->sights, (gpointer) rule);
  return TRUE;
}

gboolean
lw_registry_add_schema (LwRegistry *registry, const char *owner, const char *resource_path, GError **error)
{
  if (resource_path == NULL || *resource_path != '/')
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("expected a schema's resource path from “/”, found “%s”"),
                   resource_path != NULL ? resource_path : "");
      return FALSE;
    }
  g_auto (GStrv) steps = g_resources_enumerate_children (resource_path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (steps == NULL || steps[0] == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("expected the steps of a schema in the resources under %s, found none"),
                   resource_path);
      return FALSE;
    }
  keep (registry->owned_schemas, owner, g_intern_string (resource_path));
  g_clear_pointer (&registry->schema, lw_schema_unref);
  return TRUE;
}

static gboolean
claim_entities (LwRegistry *registry, const char *owner, const char *section, const LwEntity *const *entities, GError **error)
{
  for (guint i = 0; entities[i] != NULL; i++)
    {
      if (entities[i]->noun == NULL || entities[i]->table == NULL || entities[i]->fields == NULL)
        {
          g_set_error_literal (error, LW_ERROR, LW_ERROR_PLUGIN, _("expected an entity with a noun, a table and fields"));
          return FALSE;
        }
      if (!claim (registry, owner, CLAIM_NOUN, entities[i]->noun, error)
          || !claim (registry, owner, CLAIM_TABLE, entities[i]->table, error))
        return FALSE;
      /* The core's containers stand where the plugins' sections do. */
      if (section == NULL && entities[i]->container != NULL
          && !claim (registry, owner, CLAIM_SECTION, entities[i]->container, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lw_registry_add_section (LwRegistry *registry, const char *owner, const char *section, const LwEntity *const *entities,
                         const char *rng, GError **error)
{
  gboolean core = strcmp (owner, LW_OWNER_CORE) == 0;

  if (entities == NULL || (!core && (section == NULL || *section == '\0')))
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_PLUGIN, _("expected a section with an element and its entities"));
      return FALSE;
    }
  if ((section != NULL && !claim (registry, owner, CLAIM_SECTION, section, error))
      || !claim_entities (registry, owner, section, entities, error))
    return FALSE;

  LwSection *added = g_new0 (LwSection, 1);
  added->plugin = g_strdup (owner);
  added->section = g_strdup (section);
  added->entities = entities;
  added->rng = g_strdup (rng);
  g_ptr_array_add (registry->sections, added);
  return TRUE;
}

gboolean
lw_registry_add_guard (LwRegistry *registry, const char *owner, LwRowGuard guard, GError **error)
{
  for (guint i = 0; guard != NULL && i < registry->sections->len; i++)
    {
      LwSection *section = g_ptr_array_index (registry->sections, i);

      if (strcmp (section->plugin, owner) != 0)
        continue;
      section->guard = guard;
      return TRUE;
    }
  g_set_error_literal (error, LW_ERROR, LW_ERROR_PLUGIN, _("expected a guard of rows, after the section that it belongs to"));
  return FALSE;
}

static gboolean
claim_is_of (gpointer name, gpointer holder, gpointer owner)
{
  return strcmp (holder, owner) == 0;
}

static void
withdraw_owned (GPtrArray *owned, GPtrArray *plain, const char *owner)
{
  for (guint i = owned->len; i-- > 0;)
    {
      Owned *entry = g_ptr_array_index (owned, i);
      if (strcmp (entry->owner, owner) != 0)
        continue;
      g_ptr_array_remove_index (owned, i);
      if (plain != NULL)
        g_ptr_array_remove_index (plain, i);
    }
}

void
lw_registry_withdraw (LwRegistry *registry, const char *owner)
{
  for (guint i = 0; i < N_CLAIMS; i++)
    g_hash_table_foreach_remove (registry->claims[i], claim_is_of, (gpointer) owner);
  withdraw_owned (registry->owned_verbs, registry->verbs, owner);
  withdraw_owned (registry->owned_checks, registry->checks, owner);
  withdraw_owned (registry->owned_exporters, registry->exporters, owner);
  withdraw_owned (registry->owned_sights, registry->sights, owner);
  withdraw_owned (registry->owned_schemas, NULL, owner);
  for (guint i = registry->sections->len; i-- > 0;)
    {
      LwSection *section = g_ptr_array_index (registry->sections, i);
      if (strcmp (section->plugin, owner) == 0)
        g_ptr_array_remove_index (registry->sections, i);
    }
  g_clear_pointer (&registry->schema, lw_schema_unref);
}

GPtrArray *
lw_registry_get_verbs (LwRegistry *registry)
{
  return registry->verbs;
}

GPtrArray *
lw_registry_get_checks (LwRegistry *registry)
{
  return registry->checks;
}

GPtrArray *
lw_registry_get_exporters (LwRegistry *registry)
{
  return registry->exporters;
}

GPtrArray *
lw_registry_get_sights (LwRegistry *registry)
{
  return registry->sights;
}

GPtrArray *
lw_registry_get_sections (LwRegistry *registry)
{
  return registry->sections;
}

LwSchema *
lw_registry_get_schema (LwRegistry *registry)
{
  if (registry->schema == NULL)
    {
      registry->schema = lw_schema_new ();
      for (guint i = 0; i < registry->owned_schemas->len; i++)
        {
          Owned *entry = g_ptr_array_index (registry->owned_schemas, i);
          lw_schema_add (registry->schema, entry->owner, entry->what);
        }
    }
  return registry->schema;
}
