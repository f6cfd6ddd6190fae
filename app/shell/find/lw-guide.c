/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The guide, F1: the pages of docs/guide, which come with the program and need no network. */
#include "config.h"

#include "find/lw-find.h"

#include "find/lw-markdown.h"
#include "window/lw-app.h"

#include <string.h>

#include "base/lw-i18n.h"

#define LW_TYPE_GUIDE (lw_guide_get_type ())
G_DECLARE_FINAL_TYPE (LwGuide, lw_guide, LW, GUIDE, AdwWindow)

struct _LwGuide
{
  AdwWindow parent;
  char *folder;
  GtkListBox *pages;
  GtkScrolledWindow *content;
};

G_DEFINE_FINAL_TYPE (LwGuide, lw_guide, ADW_TYPE_WINDOW)

static GtkListBoxRow *
find_row (LwGuide *self, const char *page)
{
  GtkListBoxRow *row;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->pages, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "lw-page"), page) == 0)
      return row;
  return gtk_list_box_get_row_at_index (self->pages, 0);
}

/* A link to another page stays here; anything else goes to the desktop. */
static gboolean
on_link (GtkLabel *label, const char *target, LwGuide *self)
{
  g_autofree char *page = NULL;
  const char *hash = strchr (target, '#');
  g_autofree char *file = hash != NULL ? g_strndup (target, hash - target) : g_strdup (target);

  if (strstr (file, "://") != NULL)
    return FALSE;
  if (g_str_has_suffix (file, ".md") && strchr (file, '/') == NULL)
    {
      page = g_strndup (file, strlen (file) - 3);
      gtk_list_box_select_row (self->pages, find_row (self, page));
    }
  return TRUE;
}

static void
on_row_selected (GtkListBox *box, GtkListBoxRow *row, LwGuide *self)
{
  g_autofree char *name = NULL, *file = NULL, *text = NULL;
  GtkWidget *clamp, *page;

  if (row == NULL)
    return;
  name = g_strconcat (g_object_get_data (G_OBJECT (row), "lw-page"), ".md", NULL);
  file = g_build_filename (self->folder, name, NULL);
  if (!g_file_get_contents (file, &text, NULL, NULL))
    return;
  page = lw_markdown_new (text, self->folder, G_CALLBACK (on_link), self);
  gtk_widget_add_css_class (page, "lw-guide");
  clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), page);
  gtk_scrolled_window_set_child (self->content, clamp);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->content), 0);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *) a, *other = *(const char *const *) b;
  const gboolean one_first = strcmp (one, "README.md") == 0, other_first = strcmp (other, "README.md") == 0;
  return one_first != other_first ? other_first - one_first : strcmp (one, other);
}

static void
fill (LwGuide *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".md"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, by_name);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *file = g_build_filename (self->folder, names->pdata[i], NULL), *text = NULL, *title = NULL;
      GtkWidget *row = gtk_list_box_row_new (), *label;
      if (!g_file_get_contents (file, &text, NULL, NULL) || (title = lw_markdown_title (text)) == NULL)
        continue;
      label = gtk_label_new (title);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 18);
      gtk_widget_set_tooltip_text (row, title);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      g_object_set_data_full (G_OBJECT (row), "lw-page", g_strndup (names->pdata[i], strlen (names->pdata[i]) - 3), g_free);
      gtk_list_box_append (self->pages, row);
    }
}

static void
lw_guide_finalize (GObject *object)
{
  g_free (LW_GUIDE (object)->folder);
  G_OBJECT_CLASS (lw_guide_parent_class)->finalize (object);
}

static void
lw_guide_class_init (LwGuideClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->finalize = lw_guide_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/find/lw-guide.ui");
  gtk_widget_class_bind_template_child (widget_class, LwGuide, pages);
  gtk_widget_class_bind_template_child (widget_class, LwGuide, content);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lw_guide_init (LwGuide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->folder = lw_app_data_path ("guide");
  fill (self);
}

void
lw_guide_present (GtkWindow *window, const char *page)
{
  static LwGuide *guide; /* one for the program: another F1 turns its page */

  if (guide == NULL)
    {
      guide = g_object_new (LW_TYPE_GUIDE, "application", gtk_window_get_application (window), NULL);
      g_object_add_weak_pointer (G_OBJECT (guide), (gpointer *) &guide);
    }
  gtk_list_box_select_row (guide->pages, find_row (guide, page != NULL ? page : "README"));
  gtk_window_present (GTK_WINDOW (guide));
}
