/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Two children side by side where there is room for both, else one above the other, each as high as all that is in it:
 * what is around it scrolls. A child in the middle is the line between them.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LW_TYPE_EVALUATION_FOLD (lw_evaluation_fold_get_type ())
G_DECLARE_FINAL_TYPE (LwEvaluationFold, lw_evaluation_fold, LW, EVALUATION_FOLD, GtkWidget)

G_END_DECLS
