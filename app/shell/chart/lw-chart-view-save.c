/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asks where, and saves the chart of a view as a picture. */
#include "config.h"

#include "chart/lw-chart-view-private.h"
#include "dialog/lw-dialogs.h"

#include "base/lw-i18n.h"

/* A saved picture is at least so wide, whatever the window's width is. */
#define SAVED_WIDTH 800.0

typedef struct
{
  LwChart *chart;
  LwChartFormat format;
  double width;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->chart);
  g_free (saving);
}

static const struct
{
  const char *name;
  const LwFileKind *kind;
} formats[] = {
  [LW_CHART_FORMAT_PNG] = { "png", &lw_file_kind_png },
  [LW_CHART_FORMAT_SVG] = { "svg", &lw_file_kind_svg },
  [LW_CHART_FORMAT_PDF] = { "pdf", &lw_file_kind_pdf },
};

static void
on_file_chosen (GFile *file, gpointer user_data)
{
  const Saving *saving = g_object_get_data (user_data, "lw-chart-saving");
  g_autoptr (GError) error = NULL;

  if (!lw_chart_save (saving->chart, file, lw_chart_format_of (file, saving->format), saving->width, 0, &error))
    {
      g_autofree char *body = g_strdup_printf (_("%s Choose another folder or name and save it again."), error->message);
      lw_dialog_error (user_data, _("The chart was not saved"), body);
    }
}

/* A title as a file's name: letters, digits and hyphens. */
static char *
file_name (const char *title, const char *suffix)
{
  GString *name = g_string_new (NULL);

  for (const char *p = title; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      if (g_unichar_isalnum (letter))
        g_string_append_unichar (name, g_unichar_tolower (letter));
      else if (name->len > 0 && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
      if (name->len >= 80)
        break;
    }
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_append (name, _("chart"));
  g_string_append_printf (name, ".%s", suffix);
  return g_string_free (name, FALSE);
}

void
lw_chart_view_save (LwChartView *self, const char *wanted)
{
  LwChart *chart = lw_chart_view_get_chart (self);
  GtkWindow *parent = lw_dialog_parent (GTK_WIDGET (self));

  for (guint i = 0; chart != NULL && parent != NULL && i < G_N_ELEMENTS (formats); i++)
    {
      if (!g_str_equal (wanted, formats[i].name))
        continue;
      g_autofree char *name = file_name (lw_chart_get_title (chart), wanted);
      Saving *saving = g_new0 (Saving, 1);
      *saving = (Saving){ g_object_ref (chart), (LwChartFormat) i, MAX (gtk_widget_get_width (GTK_WIDGET (self)), SAVED_WIDTH) };
      /* the window keeps it while the user thinks, and after: the dialog does not say when it was put away */
      g_object_set_data_full (G_OBJECT (parent), "lw-chart-saving", saving, saving_free);
      lw_dialog_save (GTK_WIDGET (parent), _("Save chart"), name, formats[i].kind, on_file_chosen, parent);
      return;
    }
}
