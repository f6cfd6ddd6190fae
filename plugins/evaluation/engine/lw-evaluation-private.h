/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files that meet the host. */
#pragma once

#include "lw-evaluation.h"
#include "plugin/lw-host.h"

G_BEGIN_DECLS

/* The host whose sections the verbs use; NULL: the core's and this plugin's alone. */
void lw_evaluation_set_host (LwHost *host);
/* The schema that goes with lw_evaluation_sections(), for new files. (transfer full) */
LwSchema *lw_evaluation_schema (void);

G_END_DECLS
