/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A scale as a ladder of buttons, the highest mark on top: value, label, what it means, and the key that chooses it. A
 * group of radio buttons to a screen reader, but moving through it chooses nothing: a mark is a deed.
 */
#pragma once

#include <adwaita.h>

#include "lw-evaluation-model.h"

G_BEGIN_DECLS

/** The key of a mark: the digit that it is; on a scale with other values its place, from the lowest 1; '0' for the tenth;
 * 'p' and 'f' for pass and fail; 0 for none. */
char lw_marking_scale_key (const LwEvaluationScale *scale, guint mark);
/** The mark that @keyval chooses, or -1. */
int lw_marking_scale_find_key (const LwEvaluationScale *scale, guint keyval);

#define LW_TYPE_MARKING_LADDER (lw_marking_ladder_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingLadder, lw_marking_ladder, LW, MARKING_LADDER, AdwBin)

/** @descriptors: of each mark, or NULL where there is none. NULL @scale empties the ladder. */
void lw_marking_ladder_set_scale (LwMarkingLadder *ladder, const LwEvaluationScale *scale, const char *const *descriptors);
/** @mark: index in the scale, or negative for none. */
void lw_marking_ladder_set_chosen (LwMarkingLadder *ladder, int mark);

/* Signal "chosen" (LwMarkingLadder *, guint mark): a button was pressed. */

G_END_DECLS
