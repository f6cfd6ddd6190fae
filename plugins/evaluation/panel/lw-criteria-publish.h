/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The sheets that publish the method, and that open a revision of it. */
#pragma once

#include "lw-criteria-tree.h"
#include "panel/lw-panel.h"

G_BEGIN_DECLS

/* Asks before the method is published (or the open revision of it), and says what stands against it. */
void lw_criteria_publish_ask (LwPanel *panel, const LwCriteriaTree *tree);
/* Asks for the reason and the approver of a revision. */
void lw_criteria_revise_ask (LwPanel *panel, const LwCriteriaTree *tree);

G_END_DECLS
