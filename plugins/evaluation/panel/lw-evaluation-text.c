/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-text.h"

#define CUT_CHARS 40

int
lw_evaluation_text_width (GtkWidget *widget, int chars)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  const int width = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (chars * width);
}

int
lw_evaluation_text_height (GtkWidget *widget, int lines)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  const int height = pango_font_metrics_get_height (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (lines * height);
}

char *
lw_evaluation_text_cut (const char *text)
{
  return g_utf8_strlen (text, -1) > CUT_CHARS ? g_utf8_substring (text, 0, CUT_CHARS) : g_strdup (text);
}
