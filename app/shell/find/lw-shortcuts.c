/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The list of shortcuts, Ctrl+?: made from the same descriptions as the accelerators, so that it cannot leave one out. */
#include "config.h"

#include "find/lw-find.h"

#include "window/lw-actions.h"

#include <string.h>

#include "base/lw-i18n.h"

static void
begin_group (GString *ui, const char *title)
{
  g_autofree char *plain = g_markup_escape_text (title, -1);
  g_string_append_printf (ui, "<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>", plain);
}

static void
end_group (GString *ui)
{
  g_string_append (ui, "</object></child>");
}

static void
add_shortcut (GString *ui, const char *title, const char *accel)
{
  g_autofree char *plain = g_markup_escape_text (title, -1), *keys = g_markup_escape_text (accel, -1);
  g_string_append_printf (ui,
                          "<child><object class='GtkShortcutsShortcut'><property name='title'>%s</property>"
                          "<property name='accelerator'>%s</property></object></child>",
                          plain, keys);
}

static void
add_panel (GString *ui, const LwPanelInfo *info)
{
  gboolean any = FALSE;
  for (const LwPanelAction *action = info->actions; action != NULL && action->name != NULL; action++)
    any |= action->accel != NULL;
  if (!any)
    return;
  begin_group (ui, _(info->title));
  for (const LwPanelAction *action = info->actions; action->name != NULL; action++)
    if (action->accel != NULL)
      add_shortcut (ui, _(action->title), action->accel);
  end_group (ui);
}

/* Groups stand together in lw_actions. */
static void
add_actions (GString *ui)
{
  const char *group = NULL;
  for (const LwActionInfo *action = lw_actions; action->name != NULL; action++)
    {
      if (action->accel == NULL)
        continue;
      if (g_strcmp0 (group, action->group) != 0)
        {
          if (group != NULL)
            end_group (ui);
          begin_group (ui, _(action->group));
          group = action->group;
        }
      add_shortcut (ui, _(action->title), action->accel);
    }
  if (group != NULL)
    end_group (ui);
}

static void
add_panels (GString *ui, LwPanels *panels)
{
  GPtrArray *infos = lw_panels_get (panels);

  begin_group (ui, _("Panels"));
  for (guint i = 0; i < infos->len; i++)
    {
      const LwPanelInfo *info = infos->pdata[i];
      g_autofree char *accel = lw_panels_get_accel (panels, info), *title = g_strdup_printf (_("Go to %s"), _(info->title));
      if (accel != NULL)
        add_shortcut (ui, title, accel);
    }
  end_group (ui);
}

void
lw_shortcuts_present (GtkWindow *window, LwPanels *panels, const LwPanelInfo *info)
{
  GPtrArray *infos = lw_panels_get (panels);
  g_autoptr (GString) ui = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                                         "<property name='modal'>True</property>"
                                         "<property name='destroy-with-parent'>True</property><child>"
                                         "<object class='GtkShortcutsSection'><property name='section-name'>all</property>"
                                         "<property name='max-height'>14</property>");
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWindow *shortcuts;

  if (info != NULL)
    add_panel (ui, info);
  add_actions (ui);
  add_panels (ui, panels);
  for (guint i = 0; i < infos->len; i++)
    if (infos->pdata[i] != info)
      add_panel (ui, infos->pdata[i]);
  g_string_append (ui, "</object></child></object></interface>");
  builder = gtk_builder_new_from_string (ui->str, ui->len);
  shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  gtk_window_set_transient_for (shortcuts, window);
  gtk_window_present (shortcuts);
}
