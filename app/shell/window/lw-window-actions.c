/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What can be done in a window, whatever panel is shown. */
#include "config.h"

#include "window/lw-window-private.h"

#include "find/lw-find.h"
#include "window/lw-export.h"
#include "window/lw-sidebar.h"

#include "base/lw-i18n.h"

#define ACTION(name) static void name (GSimpleAction *action, GVariant *parameter, gpointer data)

ACTION (go_to)
{
  lw_window_go_to (data, g_variant_get_string (parameter, NULL));
}

/* What is half typed is a change too, and the last one. */
static void
leave_panel (LwWindow *self)
{
  if (self->panel != NULL)
    lw_panel_leave (self->panel);
}

ACTION (undo)
{
  LwWindow *self = data;
  leave_panel (self);
  lw_document_undo (self->document);
}

ACTION (redo)
{
  LwWindow *self = data;
  leave_panel (self);
  lw_document_redo (self->document);
}

/* In a text that can be edited the keys are the text's: when it has nothing left to undo, nothing else is undone. */
static void
step_by_key (LwWindow *self, const char *of_text, const char *of_window)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  const gboolean in_text = (GTK_IS_TEXT (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus)))
                           || (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)));

  gtk_widget_activate_action (in_text ? focus : GTK_WIDGET (self), in_text ? of_text : of_window, NULL);
}

ACTION (undo_key)
{
  step_by_key (data, "text.undo", "win.undo");
}

ACTION (redo_key)
{
  step_by_key (data, "text.redo", "win.redo");
}

ACTION (search)
{
  LwWindow *self = data;
  const gboolean open = g_str_equal (gtk_stack_get_visible_child_name (self->contents), "search");
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* Ctrl+F from inside the results puts the focus back into the entry; the second time it leaves. */
  if (open && focus != NULL && !GTK_IS_TEXT (focus) && gtk_widget_is_ancestor (focus, self->search))
    lw_search_page_start (LW_SEARCH_PAGE (self->search));
  else
    lw_window_set_searching (self, !open);
}

ACTION (commands)
{
  LwWindow *self = data;
  lw_palette_present (GTK_WINDOW (self), lw_app_get_panels (self->app), self->panel, self->info);
}

ACTION (shortcuts)
{
  LwWindow *self = data;
  lw_shortcuts_present (GTK_WINDOW (self), lw_app_get_panels (self->app), self->info);
}

ACTION (guide)
{
  LwWindow *self = data;
  lw_guide_present (GTK_WINDOW (self), self->info != NULL ? self->info->guide : NULL);
}

ACTION (inspector)
{
  LwWindow *self = data;
  lw_window_set_inspector_open (self, !gtk_widget_get_visible (self->inspector));
}

ACTION (sidebar)
{
  LwWindow *self = data;
  lw_sidebar_toggle (self->sidebar);
  lw_file_state_set_int (lw_document_get_state (self->document), "window", "sidebar", lw_sidebar_get_folding (self->sidebar));
}

ACTION (fullscreen)
{
  GtkWindow *window = data;
  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

ACTION (menu)
{
  LwWindow *self = data;
  gtk_menu_button_popup (self->document != NULL ? self->menu_button : self->welcome_menu);
}

ACTION (person)
{
  LwWindow *self = data;
  lw_person_button_open (self->saved);
}

ACTION (new_window)
{
  LwWindow *self = data;
  g_autofree char *place = lw_window_get_place (self);
  LwWindow *other = lw_window_new (self->app);
  lw_window_set_document (other, self->document, place);
  gtk_window_present (GTK_WINDOW (other));
}

static void
step_panel (LwWindow *self, int by)
{
  GPtrArray *infos = lw_panels_get (lw_app_get_panels (self->app));
  guint at, next;
  if (!g_ptr_array_find (infos, self->info, &at))
    return;
  for (next = at; (next = (next + infos->len + by) % infos->len) != at;)
    if (lw_document_may_see (self->document, LW_SIGHT_OF_PANEL, ((const LwPanelInfo *) infos->pdata[next])->id))
      {
        lw_window_show_panel (self, infos->pdata[next]);
        return;
      }
}

ACTION (next_panel)
{
  step_panel (data, 1);
}

ACTION (previous_panel)
{
  step_panel (data, -1);
}

ACTION (export)
{
  lw_export_competition (data);
}

static const GActionEntry always[] = {
  { .name = "commands", .activate = commands },     { .name = "shortcuts", .activate = shortcuts },
  { .name = "guide", .activate = guide },           { .name = "menu", .activate = menu },
  { .name = "fullscreen", .activate = fullscreen },
};

static const GActionEntry of_document[] = {
  { .name = "go-to", .activate = go_to, .parameter_type = "s" },
  { .name = "undo", .activate = undo },
  { .name = "redo", .activate = redo },
  { .name = "undo-key", .activate = undo_key },
  { .name = "redo-key", .activate = redo_key },
  { .name = "search", .activate = search, .state = "false" },
  { .name = "inspector", .activate = inspector, .state = "false" },
  { .name = "sidebar", .activate = sidebar },
  { .name = "person", .activate = person },
  { .name = "new-window", .activate = new_window },
  { .name = "next-panel", .activate = next_panel },
  { .name = "previous-panel", .activate = previous_panel },
  { .name = "export", .activate = export },
};

static void
set_enabled (LwWindow *self, gboolean enabled)
{
  for (gsize i = 0; i < G_N_ELEMENTS (of_document); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), of_document[i].name);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
    }
}

void
lw_window_add_actions (LwWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), always, G_N_ELEMENTS (always), self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), of_document, G_N_ELEMENTS (of_document), self);
  set_enabled (self, FALSE);
}

void
lw_window_enable_document_actions (LwWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "export");

  set_enabled (self, TRUE);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), lw_document_may_see (self->document, LW_SIGHT_OF_VERB, "export"));
}
