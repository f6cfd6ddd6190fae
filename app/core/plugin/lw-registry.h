/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the core and the active plugins offer, and whose it is, so that all of one plugin's can be withdrawn. */
#pragma once

#include "plugin/lw-host.h"

G_BEGIN_DECLS

#define LW_OWNER_CORE "core"

typedef struct _LwRegistry LwRegistry;

LwRegistry *lw_registry_new (void);
void lw_registry_free (LwRegistry *registry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwRegistry, lw_registry_free)

/* Each refuses with LW_ERROR_PLUGIN what is not whole or what another owner, or the same, offers already;
 * what was added before by @owner stays, to be withdrawn by the caller. */
gboolean lw_registry_add_verb (LwRegistry *registry, const char *owner, const LwVerb *verb, GError **error);
gboolean lw_registry_add_check (LwRegistry *registry, const char *owner, const LwCheck *check, GError **error);
gboolean lw_registry_add_exporter (LwRegistry *registry, const char *owner, const LwExporter *exporter, GError **error);
gboolean lw_registry_add_sight (LwRegistry *registry, const char *owner, const LwSightRule *rule, GError **error);
gboolean lw_registry_add_schema (LwRegistry *registry, const char *owner, const char *resource_path, GError **error);
gboolean lw_registry_add_section (LwRegistry *registry, const char *owner, const char *section,
                                  const LwEntity *const *entities, const char *rng, GError **error);
gboolean lw_registry_add_guard (LwRegistry *registry, const char *owner, LwRowGuard guard, GError **error);
/** Takes away all that @owner added. */
void lw_registry_withdraw (LwRegistry *registry, const char *owner);

/* (transfer none) */
GPtrArray *lw_registry_get_verbs (LwRegistry *registry);
GPtrArray *lw_registry_get_checks (LwRegistry *registry);
GPtrArray *lw_registry_get_exporters (LwRegistry *registry);
GPtrArray *lw_registry_get_sights (LwRegistry *registry); /* of const LwSightRule */
GPtrArray *lw_registry_get_sections (LwRegistry *registry);
/** Made when first asked for after a change; whoever opened a store keeps the one it had. */
LwSchema *lw_registry_get_schema (LwRegistry *registry);

G_END_DECLS
