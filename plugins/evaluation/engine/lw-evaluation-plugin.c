/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-prices.h"
#include "lw-evaluation-private.h"
#include "lw-evaluation-proof.h"
#include "lw-evaluation-sight.h"

static gboolean
start (LwHost *host, GError **error)
{
  lw_evaluation_set_host (host);
  lw_host_add_schema (host, LW_EVALUATION_SCHEMA_PATH);
  lw_host_add_section (host, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH);
  lw_host_add_guard (host, lw_evaluation_guard_row);
  lw_host_add_sight (host, &lw_evaluation_sight_rule);
  lw_host_add_check (host, &lw_evaluation_check);
  lw_host_add_exporter (host, &lw_evaluation_proof);
  for (const LwVerb *verb = lw_evaluation_verbs; verb->name != NULL; verb++)
    lw_host_add_verb (host, verb);
  return TRUE;
}

static void
stop (LwHost *host)
{
  lw_evaluation_set_host (NULL);
}

LW_PLUGIN_DEFINE (LW_EVALUATION_ID, start, stop);
