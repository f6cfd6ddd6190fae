/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-tab-stop.h"

struct _LwTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (LwTabStop, lw_tab_stop, ADW_TYPE_BIN)

/* A list box takes Tab from row to row: a hundred steps to get past a hundred lots. */
static gboolean
lw_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  const gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (tab && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return GTK_WIDGET_CLASS (lw_tab_stop_parent_class)->focus (widget, direction);
}

static void
lw_tab_stop_class_init (LwTabStopClass *class)
{
  GTK_WIDGET_CLASS (class)->focus = lw_tab_stop_focus;
}

static void
lw_tab_stop_init (LwTabStop *self)
{
}
