/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the checks find in an open competition: run off the main thread a moment after each change, kept with the document. */
#pragma once

#include "panel/lw-panel.h"

G_BEGIN_DECLS

#define LW_TYPE_OVERVIEW_CHECKS (lw_overview_checks_get_type ())
LW_EXPORT GType lw_overview_checks_get_type (void);
/** Signal "updated" (): a run has ended. */
G_DECLARE_FINAL_TYPE (LwOverviewChecks, lw_overview_checks, LW, OVERVIEW_CHECKS, GObject)

/** The one of @document, made when first asked for; its first run begins then. (transfer none) */
LW_EXPORT LwOverviewChecks *lw_overview_checks_of (LwDocument *document);

/** What the last run that ended found; NULL: none has. (transfer none): another pointer only when other things are found. */
LW_EXPORT const LwFindings *lw_overview_checks_get_findings (LwOverviewChecks *self);
/** Why the last run did not come to its end, or NULL. */
LW_EXPORT const GError *lw_overview_checks_get_error (LwOverviewChecks *self);
/** Errors and warnings found, and plugins that did not start. */
LW_EXPORT guint lw_overview_checks_get_n_problems (LwOverviewChecks *self);
/** Whether an error or a plugin that did not start is among them. */
LW_EXPORT gboolean lw_overview_checks_has_errors (LwOverviewChecks *self);
/** How bad it is: wrong with an error, attention with a warning, neutral where all of it is work that is still to be done. */
LW_EXPORT LwTone lw_overview_checks_get_tone (LwOverviewChecks *self);

/** Plugins of @host that should run and do not. (transfer container) (element-type LwPlugin) */
LW_EXPORT GPtrArray *lw_overview_broken_plugins (LwHost *host);

G_END_DECLS
