/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts of charts, shaped once: shaping is what a chart's time goes into, the same text is measured and put more than
 * once, and most of a chart's texts are the same after a change. */
#include "config.h"

#include "chart/lw-chart-layout-private.h"

#include <pango/pangocairo.h>

struct _LwChartTexts
{
  grefcount holders;
  PangoFontDescription *font;
  double scale;
  PangoContext *pango;
  GHashTable *shaped; /* text with how it is set -> PangoLayout */
  GHashTable *before; /* those of before the last change: what is not asked for again goes with the next */
};

static PangoContext *
context_new (const PangoFontDescription *font, double text_scale)
{
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();

  /* the same widths on every screen, at every scale and on paper */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_cairo_context_set_resolution (context, 96 * text_scale);
  pango_context_set_font_description (context, font);
  return context;
}

static GHashTable *
table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

LwChartTexts *
lw_chart_texts_new (const PangoFontDescription *font, double text_scale)
{
  LwChartTexts *texts = g_new0 (LwChartTexts, 1);

  g_ref_count_init (&texts->holders);
  texts->font = font != NULL ? pango_font_description_copy (font) : pango_font_description_from_string ("Sans 10");
  texts->scale = text_scale;
  texts->pango = context_new (texts->font, text_scale > 0 ? text_scale : 1);
  texts->shaped = table_new ();
  texts->before = table_new ();
  return texts;
}

void
lw_chart_texts_unref (LwChartTexts *texts)
{
  if (!g_ref_count_dec (&texts->holders))
    return;
  g_hash_table_unref (texts->shaped);
  g_hash_table_unref (texts->before);
  g_object_unref (texts->pango);
  pango_font_description_free (texts->font);
  g_free (texts);
}

gboolean
lw_chart_texts_fit (const LwChartTexts *texts, const PangoFontDescription *font, double text_scale)
{
  return texts->scale == text_scale && font != NULL && pango_font_description_equal (texts->font, font);
}

void
lw_chart_texts_age (LwChartTexts *texts)
{
  g_hash_table_unref (texts->before);
  texts->before = texts->shaped;
  texts->shaped = table_new ();
}

LwChartTexts *
lw_chart_texts_for (const LwChartStyle *style)
{
  if (style->texts == NULL)
    return lw_chart_texts_new (style->font, style->text_scale);
  g_ref_count_inc (&style->texts->holders);
  return style->texts;
}

/* ---- shaping ---- */

static PangoLayout *
text_new (LwChartTexts *texts, const char *text, LwTextFlags flags)
{
  PangoLayout *layout = pango_layout_new (texts->pango);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* numbers one below the other have their digits one below the other */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (flags & LW_TEXT_BOLD)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (flags & (LW_TEXT_SMALL | LW_TEXT_LARGE))
    pango_attr_list_insert (attributes, pango_attr_scale_new (flags & LW_TEXT_SMALL ? 0.85 : 1.6));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (flags & LW_TEXT_CENTRE)
    pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  return layout;
}

/* Each is shared; nobody changes one that was given out. */
static PangoLayout *
shared_text (LwChartTexts *texts, const char *text, LwTextFlags flags, int width)
{
  g_autofree char *key = g_strdup_printf ("%d %d %s", flags, width, text);
  PangoLayout *layout = g_hash_table_lookup (texts->shaped, key);
  gpointer old_key, old_layout;

  if (layout != NULL)
    return g_object_ref (layout);
  if (g_hash_table_steal_extended (texts->before, key, &old_key, &old_layout))
    {
      g_hash_table_insert (texts->shaped, old_key, old_layout);
      return g_object_ref (old_layout);
    }
  layout = text_new (texts, text, flags);
  if (width > 0)
    {
      pango_layout_set_width (layout, width);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      if (flags & LW_TEXT_WRAP)
        {
          pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
          pango_layout_set_height (layout, -2);
        }
    }
  g_hash_table_insert (texts->shaped, g_steal_pointer (&key), g_object_ref (layout));
  return layout;
}

PangoLayout *
lw_layout_text (LwChartLayout *self, const char *text, LwTextFlags flags, double width)
{
  g_autoptr (PangoLayout) layout = shared_text (self->shaped, text, flags, 0);
  double own;

  if (width <= 0)
    return g_steal_pointer (&layout);
  lw_layout_text_size (layout, &own, NULL);
  return own <= width ? g_steal_pointer (&layout) : shared_text (self->shaped, text, flags, MAX ((int) (width * PANGO_SCALE), 1));
}

void
lw_layout_text_size (PangoLayout *text, double *width, double *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (text, NULL, &logical);
  if (width != NULL)
    *width = (double) logical.width / PANGO_SCALE;
  if (height != NULL)
    *height = (double) logical.height / PANGO_SCALE;
}

double
lw_layout_text_width (LwChartLayout *self, const char *text, LwTextFlags flags)
{
  g_autoptr (PangoLayout) layout = lw_layout_text (self, text, flags, 0);
  double width;

  lw_layout_text_size (layout, &width, NULL);
  return width;
}
