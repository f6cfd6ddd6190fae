/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files of the agreement: pairs of values counted as they come. */
#pragma once

#include "lw-evaluation-agreement.h"

G_BEGIN_DECLS

typedef struct _LwCoincidences LwCoincidences;

LwCoincidences *lw_coincidences_new (guint n_values);
void lw_coincidences_free (LwCoincidences *coincidences);
/* One unit: its @n values. */
void lw_coincidences_add (LwCoincidences *coincidences, const guint *values, guint n);
/* As lw_krippendorff_alpha(). */
gboolean lw_coincidences_alpha (const LwCoincidences *coincidences, LwRational *alpha);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwCoincidences, lw_coincidences_free)

G_END_DECLS
