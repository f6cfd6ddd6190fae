/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A plugin as it should be: it offers one verb. */
#include "config.h"

#include "plugin/lw-host.h"

static int
greet (LwVerbRun *run, GError **error)
{
  lw_verb_say (run, "good day, %s", lw_verb_arg (run, 0));
  return LW_EXIT_FINE;
}

static const LwVerb verb_greet = { "greet", "NAME", "Says good day", NULL, 1, 1, greet };

static gboolean
start (LwHost *host, GError **error)
{
  lw_host_add_verb (host, &verb_greet);
  return TRUE;
}

LW_PLUGIN_DEFINE ("good", start, NULL);
