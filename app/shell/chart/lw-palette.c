/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The palettes. Categories: Okabe and Ito, "Color Universal Design" (2008), ordered so that neighbours differ
 * most under the three colour blindnesses and in greyscale. Sequences: even steps of lightness in Oklab
 * (Ottosson 2020, "A perceptual color space for image processing"), one hue. */
#include "config.h"

#include "chart/lw-palette.h"

#include <math.h>

#define HEX(rgb) { ((rgb) >> 16 & 255) / 255.0, ((rgb) >> 8 & 255) / 255.0, ((rgb) & 255) / 255.0, 1 }

/* Black cannot be seen on a dark background, so the eighth is light there. */
static const LwColour categories[] = {
  HEX (0x0072b2), HEX (0xe69f00), HEX (0xd55e00), HEX (0x56b4e9),
  HEX (0x009e73), HEX (0xf0e442), HEX (0xcc79a7), HEX (0x000000),
};
static const LwColour eighth_dark = HEX (0xe8e8e8);
static const LwColour other = HEX (0x999999);

LwColour
lw_palette_category (guint index, gboolean dark)
{
  if (index >= LW_PALETTE_CATEGORIES)
    return other;
  if (index == LW_PALETTE_CATEGORIES - 1 && dark)
    return eighth_dark;
  return categories[index];
}

static double
to_linear (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
from_linear (double part)
{
  part = CLAMP (part, 0, 1);
  return part <= 0.0031308 ? part * 12.92 : 1.055 * pow (part, 1 / 2.4) - 0.055;
}

/* Oklab's lightness 0 to 1, chroma, and hue in degrees. */
static LwColour
from_oklch (double lightness, double chroma, double hue)
{
  double a = chroma * cos (hue * G_PI / 180), b = chroma * sin (hue * G_PI / 180);
  double l = pow (lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
  double m = pow (lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
  double s = pow (lightness - 0.0894841775 * a - 1.2914855480 * b, 3);

  return (LwColour){
    from_linear (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    from_linear (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    from_linear (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
    1,
  };
}

/* As saturated as sRGB has room for at this hue: little near white and black. Beyond it the hue would turn. */
static double
chroma_at (double lightness)
{
  return MIN (0.125, MIN (0.38 * (1 - lightness), 0.36 * lightness));
}

LwColour
lw_palette_sequential (double value, gboolean dark)
{
  value = isnan (value) ? 0 : CLAMP (value, 0, 1);
  double lightness = dark ? 0.30 + 0.62 * value : 0.96 - 0.58 * value;
  return from_oklch (lightness, chroma_at (lightness), 250);
}

LwColour
lw_palette_diverging (double value, gboolean dark)
{
  value = isnan (value) ? 0 : CLAMP (value, -1, 1);
  double far = fabs (value), middle = dark ? 0.36 : 0.92, end = dark ? 0.74 : 0.58;
  return from_oklch (middle + (end - middle) * far, 0.135 * far, value < 0 ? 250 : 60);
}

double
lw_palette_luminance (LwColour colour)
{
  return 0.2126 * to_linear (colour.red) + 0.7152 * to_linear (colour.green) + 0.0722 * to_linear (colour.blue);
}

double
lw_palette_contrast (LwColour a, LwColour b)
{
  double one = lw_palette_luminance (a), two = lw_palette_luminance (b);
  return (MAX (one, two) + 0.05) / (MIN (one, two) + 0.05);
}

LwColour
lw_palette_ink (LwColour background)
{
  LwColour black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };
  return lw_palette_contrast (background, black) >= lw_palette_contrast (background, white) ? black : white;
}

LwColour
lw_palette_mix (LwColour under, LwColour over, double share)
{
  return (LwColour){
    under.red + (over.red - under.red) * share,
    under.green + (over.green - under.green) * share,
    under.blue + (over.blue - under.blue) * share,
    1,
  };
}
