/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The page of scales: their list, and the marks of one with labels and descriptors. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "lw-criteria-tree.h"

G_BEGIN_DECLS

#define LW_TYPE_SCALE_PAGE (lw_scale_page_get_type ())
G_DECLARE_FINAL_TYPE (LwScalePage, lw_scale_page, LW, SCALE_PAGE, AdwBin)

/* @tree outlives the page. */
void lw_scale_page_set_up (LwScalePage *page, LwDocument *document, LwCriteriaTree *tree);
/* The tree was loaded again. */
void lw_scale_page_reloaded (LwScalePage *page);
/* Id of the scale that is shown, or NULL. */
const char *lw_scale_page_get_selected (LwScalePage *page);
void lw_scale_page_select (LwScalePage *page, const char *id);
/* Moves the mark that has the focus up (-1) or down (1). */
void lw_scale_page_move (LwScalePage *page, int by);
/* After a refusal: shows again what the file has; what is being typed stays. */
void lw_scale_page_restore (LwScalePage *page);

G_END_DECLS
