/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Colours that carry meaning: categories, sequences, deviations, and the ink to write on them. Chosen to hold
 * under deuteranopia, protanopia, tritanopia and in greyscale; see docs/decisions/0007-charts.md. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

/** A colour in sRGB, each part 0 to 1. */
typedef struct
{
  double red, green, blue, alpha;
} LwColour;

/** How many colours categories have of their own; those that follow share one grey. */
#define LW_PALETTE_CATEGORIES 8

/** The colour of category @index, 0 first; from LW_PALETTE_CATEGORIES on, the grey of "other". */
LW_EXPORT LwColour lw_palette_category (guint index, gboolean dark);
/** One hue, even steps of lightness: 0 is next to the background, 1 the farthest from it. @value is clamped. */
LW_EXPORT LwColour lw_palette_sequential (double value, gboolean dark);
/** Blue at -1, grey at 0 (the threshold), orange at 1. @value is clamped. */
LW_EXPORT LwColour lw_palette_diverging (double value, gboolean dark);

/** Black or white, whichever is easier to read on @background (its alpha is passed over). */
LW_EXPORT LwColour lw_palette_ink (LwColour background);
/** The contrast of two opaque colours, 1 to 21, as WCAG 2.1 defines it. */
LW_EXPORT double lw_palette_contrast (LwColour a, LwColour b);
/** The relative luminance of WCAG 2.1, 0 (black) to 1 (white). */
LW_EXPORT double lw_palette_luminance (LwColour colour);
/** @share of @over and the rest of @under, opaque. */
LW_EXPORT LwColour lw_palette_mix (LwColour under, LwColour over, double share);

G_END_DECLS
