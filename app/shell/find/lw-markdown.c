/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "find/lw-markdown.h"

#include <string.h>

typedef struct
{
  GtkWidget *box;
  GtkWidget *grid;    /* the table that is being read, or NULL */
  int row;
  GString *paragraph; /* lines that belong together */
  char *sign;         /* of the list that they are in, "•" or "1.", or NULL */
  GString *code;      /* inside a fence, else NULL */
  const char *folder;
  GCallback activate_link;
  gpointer user_data;
} Page;

/* ---- inside a line ---- */

/* "[text](target)" at @p: *@end is set past it. */
static gboolean
read_link (const char *p, char **text, char **target, const char **end)
{
  const char *close = strchr (p, ']');
  const char *stop = close != NULL && close[1] == '(' ? strchr (close, ')') : NULL;
  if (stop == NULL)
    return FALSE;
  *text = g_strndup (p + 1, close - p - 1);
  *target = g_strndup (close + 2, stop - close - 2);
  *end = stop + 1;
  return TRUE;
}

/* The text of one style, escaped; styles may cross in the source, tags may not. */
static void
end_run (GString *out, GString *run, gboolean bold, gboolean italic, gboolean code)
{
  g_autofree char *plain = g_markup_escape_text (run->str, run->len);
  if (run->len > 0)
    g_string_append_printf (out, "%s%s%s%s%s%s%s", bold ? "<b>" : "", italic ? "<i>" : "", code ? "<tt>" : "", plain,
                            code ? "</tt>" : "", italic ? "</i>" : "", bold ? "</b>" : "");
  g_string_truncate (run, 0);
}

static char *
inline_markup (const char *text)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GString) run = g_string_new (NULL);
  gboolean bold = FALSE, italic = FALSE, code = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      g_autofree char *label = NULL, *target = NULL;
      const char *end;
      if (*p == '`' || (!code && *p == '*' && (italic || p[1] != ' ')))
        {
          const gboolean two = p[0] == '*' && p[1] == '*';
          end_run (out, run, bold, italic, code);
          code = code != (*p == '`');
          bold = bold != two;
          italic = italic != (*p == '*' && !two);
          p += two ? 2 : 1;
        }
      else if (!code && *p == '[' && read_link (p, &label, &target, &end))
        {
          g_autofree char *link = g_markup_printf_escaped ("<a href=\"%s\">%s</a>", target, label);
          end_run (out, run, bold, italic, code);
          g_string_append (out, link);
          p = end;
        }
      else
        g_string_append_c (run, *p++);
    }
  end_run (out, run, bold, italic, code);
  return g_string_free (out, FALSE);
}

static GtkWidget *
label_new (Page *page, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *markup = inline_markup (text);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, strstr (markup, "<a ") != NULL);
  g_signal_connect (label, "activate-link", page->activate_link, page->user_data);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

/* ---- blocks ---- */

static void
end_paragraph (Page *page)
{
  g_autofree char *sign = g_steal_pointer (&page->sign);
  GtkWidget *label = page->paragraph->len > 0 ? label_new (page, page->paragraph->str, NULL) : NULL;

  if (label != NULL && sign != NULL)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *bullet = gtk_label_new (sign);
      gtk_label_set_yalign (GTK_LABEL (bullet), 0);
      gtk_widget_add_css_class (bullet, "numeric");
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_margin_start (line, 6);
      gtk_box_append (GTK_BOX (line), bullet);
      gtk_box_append (GTK_BOX (line), label);
      label = line;
    }
  if (label != NULL)
    gtk_box_append (GTK_BOX (page->box), label);
  g_string_truncate (page->paragraph, 0);
  page->grid = NULL;
}

/* Length of "- " or "10. " at the start of @line; 0: it is not of a list. */
static gsize
length_of_sign (const char *line)
{
  const gsize digits = strspn (line, "0123456789");
  if (g_str_has_prefix (line, "- "))
    return 2;
  return digits > 0 && g_str_has_prefix (line + digits, ". ") ? digits + 2 : 0;
}

static void
add_heading (Page *page, const char *line)
{
  static const char *const classes[] = { "title-1", "title-2", "title-3", "heading" };
  guint level = strspn (line, "#");
  GtkWidget *label;

  end_paragraph (page);
  label = label_new (page, g_strchug ((char *) line + level), classes[MIN (level, G_N_ELEMENTS (classes)) - 1]);
  if (level > 1)
    gtk_widget_set_margin_top (label, 12);
  gtk_box_append (GTK_BOX (page->box), label);
}

static void
add_picture (Page *page, const char *line)
{
  g_autofree char *text = NULL, *target = NULL, *file = NULL;
  const char *end;
  GtkWidget *picture;

  end_paragraph (page);
  if (!read_link (line + 1, &text, &target, &end))
    return;
  file = g_build_filename (page->folder, target, NULL);
  if (!g_file_test (file, G_FILE_TEST_IS_REGULAR))
    return;
  picture = gtk_picture_new_for_filename (file);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), text);
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_widget_set_size_request (picture, -1, 400);
  gtk_widget_add_css_class (picture, "card");
  gtk_box_append (GTK_BOX (page->box), picture);
}

static void
add_table_row (Page *page, const char *line)
{
  g_autofree char *inside = g_strdup (line);
  g_auto (GStrv) cells = NULL;

  if (strspn (line, "|-: ") == strlen (line))
    return;
  if (page->grid == NULL)
    {
      end_paragraph (page);
      page->grid = gtk_grid_new ();
      page->row = 0;
      gtk_grid_set_column_spacing (GTK_GRID (page->grid), 24);
      gtk_grid_set_row_spacing (GTK_GRID (page->grid), 6);
      gtk_box_append (GTK_BOX (page->box), page->grid);
    }
  g_strstrip (inside);
  if (g_str_has_suffix (inside, "|"))
    inside[strlen (inside) - 1] = '\0';
  cells = g_strsplit (inside + 1, "|", -1);
  for (int i = 0; cells[i] != NULL; i++)
    gtk_grid_attach (GTK_GRID (page->grid), label_new (page, g_strstrip (cells[i]), page->row == 0 ? "heading" : NULL), i,
                     page->row, 1, 1);
  page->row++;
}

static void
end_code (Page *page)
{
  GtkWidget *label = gtk_label_new (g_strchomp (page->code->str));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "card");
  gtk_widget_add_css_class (label, "lw-code");
  gtk_box_append (GTK_BOX (page->box), label);
  g_string_free (page->code, TRUE);
  page->code = NULL;
}

static void
add_line (Page *page, char *line)
{
  if (page->code != NULL && !g_str_has_prefix (line, "```"))
    {
      g_string_append (page->code, line);
      g_string_append_c (page->code, '\n');
    }
  else if (page->code != NULL)
    end_code (page);
  else if (g_str_has_prefix (line, "```"))
    {
      end_paragraph (page);
      page->code = g_string_new (NULL);
    }
  else if (*line == '#')
    add_heading (page, line);
  else if (g_str_has_prefix (line, "!["))
    add_picture (page, line);
  else if (*line == '|')
    add_table_row (page, line);
  else if (length_of_sign (line) > 0)
    {
      const gsize length = length_of_sign (line);
      end_paragraph (page);
      page->sign = *line == '-' ? g_strdup ("•") : g_strndup (line, length - 1);
      g_string_append (page->paragraph, line + length);
    }
  else if (*line == '\0')
    end_paragraph (page);
  else
    {
      if (page->paragraph->len > 0)
        g_string_append_c (page->paragraph, ' ');
      g_string_append (page->paragraph, g_strchug (line));
    }
}

GtkWidget *
lw_markdown_new (const char *text, const char *folder, GCallback activate_link, gpointer user_data)
{
  Page page = { .box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), .folder = folder, .activate_link = activate_link,
                .user_data = user_data };
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  page.paragraph = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    add_line (&page, lines[i]);
  if (page.code != NULL)
    end_code (&page);
  end_paragraph (&page);
  g_string_free (page.paragraph, TRUE);
  return page.box;
}

char *
lw_markdown_title (const char *text)
{
  const char *hash = g_str_has_prefix (text, "# ") ? text : strstr (text, "\n# ");
  const char *start = hash != NULL ? strchr (hash, ' ') + 1 : NULL;
  return start != NULL ? g_strndup (start, strcspn (start, "\n")) : NULL;
}
