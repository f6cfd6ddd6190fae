/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * An exporter writes a competition in a form other than its XML: "lotwise export FILE.lotwise --NAME PATH".
 * Engines add theirs; docs/decisions/0009-exporters.md says why.
 */
#pragma once

#include "job/lw-job.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;  /* of the option: "proof" */
  const char *value; /* N_() what the option's value is, for help: "DIR" */
  const char *title; /* N_() what is written, one line */
  /**
   * Writes the whole competition to @path, or leaves nothing there.
   * @job: (nullable): hears how far it is
   * @said: (out) (transfer full) (nullable): what a person should keep of it, one line or more; for people
   */
  gboolean (*run) (LwStore *store, const char *path, LwJob *job, GCancellable *cancellable, char **said, GError **error);
} LwExporter;

G_END_DECLS
