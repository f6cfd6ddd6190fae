/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sections for the commands that the verbs run: a host's, so that other plugins' rules are kept too. */
#include "config.h"

#include "lw-evaluation-prices.h"
#include "lw-evaluation-private.h"
#include "model/lw-model.h"

static LwHost *used_host;

void
lw_evaluation_set_host (LwHost *host)
{
  used_host = host;
}

static gpointer
make_sections (gpointer data)
{
  static const LwSection core = { "core", NULL, lw_core_entities, LW_CORE_RNG_PATH };
  static const LwSection own = { LW_EVALUATION_ID, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH,
                                lw_evaluation_guard_row };
  GPtrArray *sections = g_ptr_array_new ();

  g_ptr_array_add (sections, (gpointer) &core);
  g_ptr_array_add (sections, (gpointer) &own);
  return sections;
}

GPtrArray *
lw_evaluation_sections (void)
{
  static GOnce once = G_ONCE_INIT;

  return used_host != NULL ? lw_host_get_sections (used_host) : g_once (&once, make_sections, NULL);
}

LwSchema *
lw_evaluation_schema (void)
{
  LwSchema *schema;

  if (used_host != NULL)
    return lw_schema_ref (lw_host_get_schema (used_host));
  schema = lw_schema_new ();
  lw_schema_add (schema, "core", LW_CORE_SCHEMA_PATH);
  lw_schema_add (schema, LW_EVALUATION_ID, LW_EVALUATION_SCHEMA_PATH);
  return schema;
}
