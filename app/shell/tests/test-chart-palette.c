/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The palettes hold for people who see colours otherwise, and on a grey print. */
#include "config.h"

#include "chart/lw-palette.h"

#include <math.h>

/* Machado, Oliveira and Fernandes (2009), severity 1; the last is greyscale. On linear RGB. */
static const double sights[][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
  { { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 } },
};

static double
linear (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
cube (double t)
{
  return t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116;
}

/* CIELAB under D65, as seen with @sight. */
static void
to_lab (LwColour colour, const double sight[3][3], double lab[3])
{
  double in[3] = { linear (colour.red), linear (colour.green), linear (colour.blue) }, rgb[3];

  for (int i = 0; i < 3; i++)
    rgb[i] = CLAMP (sight[i][0] * in[0] + sight[i][1] * in[1] + sight[i][2] * in[2], 0, 1);
  double x = cube ((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047);
  double y = cube (0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
  double z = cube ((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883);
  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static double
difference (LwColour a, LwColour b, const double sight[3][3])
{
  double one[3], two[3];

  to_lab (a, sight, one);
  to_lab (b, sight, two);
  return sqrt (pow (one[0] - two[0], 2) + pow (one[1] - two[1], 2) + pow (one[2] - two[2], 2));
}

static void
test_neighbours (void)
{
  for (int dark = 0; dark <= 1; dark++)
    for (guint i = 0; i < LW_PALETTE_CATEGORIES; i++)
      for (guint s = 0; s < G_N_ELEMENTS (sights); s++)
        g_assert_cmpfloat (difference (lw_palette_category (i, dark), lw_palette_category (i + 1, dark), sights[s]), >=, 12);
}

/* With the colours as they are meant, any two can be told apart. */
static void
test_all_pairs (void)
{
  for (int dark = 0; dark <= 1; dark++)
    for (guint i = 0; i <= LW_PALETTE_CATEGORIES; i++)
      for (guint j = 0; j < i; j++)
        g_assert_cmpfloat (difference (lw_palette_category (i, dark), lw_palette_category (j, dark), sights[0]), >=, 20);
}

static void
test_others_are_one (void)
{
  LwColour one = lw_palette_category (LW_PALETTE_CATEGORIES, FALSE), two = lw_palette_category (G_MAXUINT, FALSE);

  g_assert_cmpmem (&one, sizeof one, &two, sizeof two);
}

static void
test_sequential (void)
{
  for (int dark = 0; dark <= 1; dark++)
    {
      double before = NAN, step = NAN;
      for (int i = 0; i <= 20; i++)
        {
          double lab[3];
          to_lab (lw_palette_sequential (i / 20.0, dark), sights[0], lab);
          if (!isnan (before))
            {
              double now = dark ? lab[0] - before : before - lab[0];
              g_assert_cmpfloat (now, >, 1.5);
              if (!isnan (step))
                g_assert_cmpfloat (fabs (now - step), <, 0.7); /* even */
              step = now;
            }
          before = lab[0];
        }
    }
}

static void
test_sequential_clamps (void)
{
  LwColour low = lw_palette_sequential (0, FALSE), below = lw_palette_sequential (-3, FALSE), nothing = lw_palette_sequential (NAN, FALSE);
  LwColour high = lw_palette_sequential (1, TRUE), above = lw_palette_sequential (INFINITY, TRUE);

  g_assert_cmpmem (&low, sizeof low, &below, sizeof below);
  g_assert_cmpmem (&low, sizeof low, &nothing, sizeof nothing);
  g_assert_cmpmem (&high, sizeof high, &above, sizeof above);
}

static void
test_diverging (void)
{
  for (int dark = 0; dark <= 1; dark++)
    {
      LwColour middle = lw_palette_diverging (0, dark);
      g_assert_cmpfloat (fabs (middle.red - middle.blue), <, 0.02);
      for (guint s = 0; s < 4; s++)
        g_assert_cmpfloat (difference (lw_palette_diverging (-1, dark), lw_palette_diverging (1, dark), sights[s]), >=, 40);
      for (int i = 1; i <= 10; i++)
        for (int way = -1; way <= 1; way += 2)
          {
            double near = lw_palette_luminance (lw_palette_diverging (way * (i - 1) / 10.0, dark));
            double far = lw_palette_luminance (lw_palette_diverging (way * i / 10.0, dark));
            g_assert_true (dark ? far > near : far < near);
          }
    }
}

static void
assert_readable (LwColour background)
{
  g_assert_cmpfloat (lw_palette_contrast (background, lw_palette_ink (background)), >=, 4.5);
}

static void
test_ink (void)
{
  for (int dark = 0; dark <= 1; dark++)
    {
      for (guint i = 0; i <= LW_PALETTE_CATEGORIES; i++)
        assert_readable (lw_palette_category (i, dark));
      for (int i = 0; i <= 100; i++)
        {
          assert_readable (lw_palette_sequential (i / 100.0, dark));
          assert_readable (lw_palette_diverging (i / 50.0 - 1, dark));
        }
    }
  for (int i = 0; i <= 255; i++)
    assert_readable ((LwColour){ i / 255.0, i / 255.0, i / 255.0, 1 });
}

static void
test_contrast (void)
{
  LwColour black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 }, grey = { 0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0, 1 };

  g_assert_cmpfloat_with_epsilon (lw_palette_contrast (black, white), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (lw_palette_contrast (white, white), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (lw_palette_contrast (grey, white), 4.54, 0.005); /* WCAG's well-known grey */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/palette/neighbours", test_neighbours);
  g_test_add_func ("/chart/palette/all-pairs", test_all_pairs);
  g_test_add_func ("/chart/palette/others-are-one", test_others_are_one);
  g_test_add_func ("/chart/palette/sequential", test_sequential);
  g_test_add_func ("/chart/palette/sequential-clamps", test_sequential_clamps);
  g_test_add_func ("/chart/palette/diverging", test_diverging);
  g_test_add_func ("/chart/palette/ink", test_ink);
  g_test_add_func ("/chart/palette/contrast", test_contrast);
  return g_test_run ();
}
