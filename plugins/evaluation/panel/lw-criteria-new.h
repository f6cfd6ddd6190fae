/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The form for a new criterion or group. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "lw-criteria-tree.h"

G_BEGIN_DECLS

#define LW_TYPE_CRITERIA_NEW (lw_criteria_new_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaNew, lw_criteria_new, LW, CRITERIA_NEW, AdwBin)

/* @tree outlives the form. */
void lw_criteria_new_set_up (LwCriteriaNew *form, LwDocument *document, LwCriteriaTree *tree);
/* Begins anew, for one at the end of @parent, and takes the focus. */
void lw_criteria_new_open (LwCriteriaNew *form, LwCriteriaNode *parent, LwCriterionKind kind);
/* The kinds of criteria as choices of @drop_down, in the order of LwCriterionKind. */
void lw_criteria_new_fill_kinds (GtkDropDown *drop_down);

/* Signals: "added" (form, const char *id): the command that adds it is about to be given; "closed" (form): none is. */

G_END_DECLS
