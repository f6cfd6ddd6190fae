/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window/lw-sidebar.h"

#include <string.h>

#include "base/lw-i18n.h"

#define WIDTH 220

/* Beside a row. */
typedef struct
{
  const LwPanelInfo *info;
  char *accel; /* "Alt+1", or NULL */
  GtkWidget *label;
  GtkWidget *badge;
} Entry;

/* Beside the list box. */
typedef struct
{
  gboolean narrow;    /* the window is */
  gboolean wanted[2]; /* whether it folds: in the wide window, in the narrow one */
  gboolean folded;
} Folding;

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_free (entry->accel);
  g_free (entry);
}

static Entry *
entry_of (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "lw-entry");
}

static Folding *
folding_of (GtkListBox *sidebar)
{
  Folding *folding = g_object_get_data (G_OBJECT (sidebar), "lw-folding");
  if (folding == NULL)
    {
      folding = g_new0 (Folding, 1);
      folding->wanted[TRUE] = TRUE;
      g_object_set_data_full (G_OBJECT (sidebar), "lw-folding", folding, g_free);
    }
  return folding;
}

const LwPanelInfo *
lw_sidebar_get_info (GtkListBoxRow *row)
{
  return entry_of (row)->info;
}

/* "<Alt>1" as the keyboard has it. */
static char *
label_of_accel (LwPanels *panels, const LwPanelInfo *info)
{
  g_autofree char *accel = lw_panels_get_accel (panels, info);
  GdkModifierType modifiers;
  guint key;
  return accel != NULL && gtk_accelerator_parse (accel, &key, &modifiers) ? gtk_accelerator_get_label (key, modifiers) : NULL;
}

static void update_badge (GtkWidget *row, LwDocument *document);

static GtkWidget *
row_new (LwPanels *panels, const LwPanelInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (info->icon);
  Entry *entry = g_new0 (Entry, 1);

  entry->info = info;
  entry->accel = label_of_accel (panels, info);
  entry->label = gtk_label_new (_(info->title));
  gtk_label_set_xalign (GTK_LABEL (entry->label), 0);
  gtk_widget_set_hexpand (entry->label, TRUE);
  entry->badge = gtk_label_new (NULL);
  gtk_widget_add_css_class (entry->badge, "lw-badge");
  gtk_widget_add_css_class (entry->badge, "numeric");
  gtk_widget_set_valign (entry->badge, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (entry->badge, FALSE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), entry->label);
  gtk_box_append (GTK_BOX (box), entry->badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "lw-entry", entry, entry_free);
  update_badge (row, NULL);
  return row;
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer sidebar)
{
  const LwPanelInfo *info = entry_of (row)->info;
  GtkWidget *header;

  if (before != NULL && strcmp (entry_of (before)->info->group, info->group) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (folding_of (sidebar)->folded)
    header = before != NULL ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL) : NULL;
  else
    {
      header = gtk_label_new (_(info->group));
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "lw-group");
      gtk_widget_add_css_class (header, "dim-label");
    }
  gtk_list_box_row_set_header (row, header);
}

static void
apply_folding (GtkListBox *sidebar)
{
  Folding *folding = folding_of (sidebar);
  const gboolean folded = folding->wanted[folding->narrow];

  if (folding->folded == folded && gtk_widget_get_width (GTK_WIDGET (sidebar)) > 0)
    return;
  folding->folded = folded;
  gtk_widget_set_size_request (GTK_WIDGET (sidebar), folded ? -1 : WIDTH, -1);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (sidebar)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (GTK_IS_LIST_BOX_ROW (row))
      gtk_widget_set_visible (entry_of (row)->label, !folded);
  if (folded)
    gtk_widget_add_css_class (GTK_WIDGET (sidebar), "lw-folded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (sidebar), "lw-folded");
  gtk_list_box_invalidate_headers (sidebar);
}

void
lw_sidebar_set_narrow (GtkListBox *sidebar, gboolean narrow)
{
  Folding *folding = folding_of (sidebar);
  if (folding->narrow == narrow)
    return;
  folding->narrow = narrow;
  apply_folding (sidebar);
}

void
lw_sidebar_toggle (GtkListBox *sidebar)
{
  Folding *folding = folding_of (sidebar);
  folding->wanted[folding->narrow] = !folding->wanted[folding->narrow];
  apply_folding (sidebar);
}

int
lw_sidebar_get_folding (GtkListBox *sidebar)
{
  const Folding *folding = folding_of (sidebar);
  return folding->wanted[FALSE] | folding->wanted[TRUE] << 1;
}

void
lw_sidebar_set_folding (GtkListBox *sidebar, int wanted)
{
  Folding *folding = folding_of (sidebar);
  folding->wanted[FALSE] = (wanted & 1) != 0;
  folding->wanted[TRUE] = (wanted & 2) != 0;
  apply_folding (sidebar);
}

void
lw_sidebar_fill (GtkListBox *sidebar, LwPanels *panels)
{
  GPtrArray *infos = lw_panels_get (panels);
  gtk_list_box_set_header_func (sidebar, update_header, sidebar, NULL);
  for (guint i = 0; i < infos->len; i++)
    gtk_list_box_append (sidebar, row_new (panels, infos->pdata[i]));
  gtk_widget_set_size_request (GTK_WIDGET (sidebar), WIDTH, -1);
}

void
lw_sidebar_select (GtkListBox *sidebar, const LwPanelInfo *info)
{
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (sidebar, i);
      if (row == NULL)
        return;
      if (entry_of (row)->info == info)
        {
          gtk_list_box_select_row (sidebar, row);
          if (gtk_widget_get_focus_child (GTK_WIDGET (sidebar)) != NULL)
            gtk_widget_grab_focus (GTK_WIDGET (row));
          return;
        }
    }
}

/* ---- Tab ---- */

struct _LwSidebarBin
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (LwSidebarBin, lw_sidebar_bin, ADW_TYPE_BIN)

/* A list box takes Tab from row to row, and choosing a row shows its panel: nine steps to get past it. */
static gboolean
lw_sidebar_bin_focus (GtkWidget *widget, GtkDirectionType direction)
{
  const gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (tab && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return GTK_WIDGET_CLASS (lw_sidebar_bin_parent_class)->focus (widget, direction);
}

static void
lw_sidebar_bin_class_init (LwSidebarBinClass *class)
{
  GTK_WIDGET_CLASS (class)->focus = lw_sidebar_bin_focus;
}

static void
lw_sidebar_bin_init (LwSidebarBin *self)
{
}

/* ---- badges ---- */

/* @document NULL: before it is asked. */
static void
update_badge (GtkWidget *row, LwDocument *document)
{
  static const char *const classes[] = { "success", "warning", "error", NULL };
  const Entry *entry = entry_of (row);
  const char *title = _(entry->info->title);
  LwTone tone = LW_TONE_NEUTRAL;
  g_autofree char *text = document != NULL && entry->info->badge != NULL ? entry->info->badge (document, &tone) : NULL;
  g_autofree char *name = text != NULL ? g_strdup_printf ("%s, %s", title, text) : g_strdup (title);
  g_autofree char *tip = entry->accel != NULL ? g_strdup_printf ("%s (%s)", name, entry->accel) : g_strdup (name);

  gtk_label_set_text (GTK_LABEL (entry->badge), text != NULL ? text : "");
  gtk_widget_set_visible (entry->badge, text != NULL);
  for (guint i = 0; classes[i] != NULL; i++)
    gtk_widget_remove_css_class (entry->badge, classes[i]);
  if (tone != LW_TONE_NEUTRAL)
    gtk_widget_add_css_class (entry->badge, lw_tone_to_class (tone));
  gtk_widget_set_tooltip_text (row, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
lw_sidebar_update (GtkListBox *sidebar, LwDocument *document)
{
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (sidebar, i);
      const gboolean may = row != NULL && lw_document_may_see (document, LW_SIGHT_OF_PANEL, entry_of (row)->info->id);
      if (row == NULL)
        return;
      gtk_widget_set_visible (GTK_WIDGET (row), may);
      if (may)
        update_badge (GTK_WIDGET (row), document);
    }
}
