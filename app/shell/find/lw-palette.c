/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The palette of commands, Ctrl+K. */
#include "config.h"

#include "find/lw-find.h"

#include "window/lw-actions.h"

#include <string.h>

#include "base/lw-i18n.h"

#define LW_TYPE_PALETTE (lw_palette_get_type ())
G_DECLARE_FINAL_TYPE (LwPalette, lw_palette, LW, PALETTE, AdwWindow)

struct _LwPalette
{
  AdwWindow parent;
  GtkEditable *entry;
  GtkListBox *list;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (LwPalette, lw_palette, ADW_TYPE_WINDOW)

/* A command, beside its row. */
typedef struct
{
  char *action; /* detailed */
  char *title;
  int score;
  guint order;
} Command;

static void
command_free (gpointer data)
{
  Command *command = data;
  g_free (command->action);
  g_free (command->title);
  g_free (command);
}

static Command *
command_of (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "lw-command");
}

/* ---- matching ---- */

/* How well the letters of @typed, in order, fit @title; -1: they do not. Starts of words count most, then runs. */
static int
match (const char *title, const char *typed)
{
  g_autofree char *folded_title = g_utf8_casefold (title, -1), *folded = g_utf8_casefold (typed, -1);
  const char *at = folded_title, *previous = NULL;
  int score = 0;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar wanted = g_utf8_get_char (p);
      const char *found;
      if (g_unichar_isspace (wanted))
        continue;
      found = g_utf8_strchr (at, -1, wanted);
      if (found == NULL)
        return -1;
      if (found == folded_title || g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (found))))
        score += 8;
      if (previous != NULL && g_utf8_next_char (previous) == found)
        score += 5;
      previous = found;
      at = g_utf8_next_char (found);
    }
  return score + (strstr (folded_title, folded) != NULL ? 20 : 0);
}

static int
compare (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  const Command *one = command_of (a), *other = command_of (b);
  if (one->score != other->score)
    return other->score - one->score;
  return (one->order > other->order) - (one->order < other->order);
}

static gboolean
is_shown (GtkListBoxRow *row, gpointer user_data)
{
  return command_of (row)->score >= 0;
}

static GtkListBoxRow *
first_shown (LwPalette *self)
{
  GtkListBoxRow *row;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (command_of (row)->score >= 0)
      return row;
  return NULL;
}

static void
on_search_changed (GtkSearchEntry *entry, LwPalette *self)
{
  const char *typed = gtk_editable_get_text (self->entry);
  GtkListBoxRow *first;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (GTK_IS_LIST_BOX_ROW (row))
      command_of (row)->score = match (command_of (row)->title, typed);
  gtk_list_box_invalidate_sort (self->list);
  gtk_list_box_invalidate_filter (self->list);
  first = first_shown (self);
  gtk_stack_set_visible_child_name (self->stack, first != NULL ? "list" : "nothing");
  gtk_list_box_select_row (self->list, first);
}

/* ---- running ---- */

static void
run (LwPalette *self, GtkListBoxRow *row)
{
  g_autoptr (GtkWindow) window = g_object_ref (gtk_window_get_transient_for (GTK_WINDOW (self)));
  g_autofree char *action = g_strdup (command_of (row)->action);
  const char *name;
  g_autoptr (GVariant) target = NULL;
  g_autofree char *parsed = NULL;

  gtk_window_destroy (GTK_WINDOW (self));
  if (g_action_parse_detailed_name (action, &parsed, &target, NULL))
    {
      name = parsed;
      gtk_widget_activate_action_variant (GTK_WIDGET (window), name, target);
    }
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, LwPalette *self)
{
  run (self, row);
}

static void
on_entry_activated (GtkSearchEntry *entry, LwPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    run (self, row);
}

static void
on_stop (GtkSearchEntry *entry, LwPalette *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* Up and Down move in the list while the focus stays in the entry. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, LwPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int by = key == GDK_KEY_Down ? 1 : key == GDK_KEY_Up ? -1 : 0;
  int at;

  if (by == 0 || row == NULL)
    return FALSE;
  at = gtk_list_box_row_get_index (row);
  do
    row = gtk_list_box_get_row_at_index (self->list, at += by);
  while (row != NULL && command_of (row)->score < 0);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return TRUE;
}

/* The selected row stays in view. */
static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, LwPalette *self)
{
  GtkWidget *viewport = gtk_widget_get_parent (GTK_WIDGET (list));
  GtkAdjustment *adjustment;
  double y;

  if (row == NULL || !GTK_IS_SCROLLABLE (viewport)
      || !gtk_widget_translate_coordinates (GTK_WIDGET (row), GTK_WIDGET (list), 0, 0, NULL, &y))
    return;
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  gtk_adjustment_clamp_page (adjustment, y, y + gtk_widget_get_height (GTK_WIDGET (row)));
}

/* ---- what can be run ---- */

static void
add (LwPalette *self, GtkWindow *window, const char *action, const char *title, const char *group)
{
  GtkApplication *app = gtk_window_get_application (window);
  g_auto (GStrv) accels = gtk_application_get_accels_for_action (app, action);
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title), *where = gtk_label_new (group);
  Command *command = g_new0 (Command, 1);
  static guint order;

  command->action = g_strdup (action);
  command->title = g_strdup (title);
  command->order = order++;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (where, "dim-label");
  gtk_widget_add_css_class (where, "caption");
  gtk_widget_set_hexpand (where, TRUE);
  gtk_label_set_xalign (GTK_LABEL (where), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), where);
  if (accels[0] != NULL)
    gtk_box_append (GTK_BOX (box), gtk_shortcut_label_new (accels[0]));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "lw-command", command, command_free);
  gtk_list_box_append (self->list, row);
}

static gboolean
is_enabled (GtkWindow *window, const char *detailed)
{
  const char *dot = strchr (detailed, '.');
  g_autofree char *prefix = g_strndup (detailed, dot - detailed);
  GActionGroup *group = NULL;

  if (strcmp (prefix, "app") == 0)
    group = G_ACTION_GROUP (gtk_window_get_application (window));
  else if (strcmp (prefix, "win") == 0)
    group = G_ACTION_GROUP (window);
  return group == NULL || g_action_group_get_action_enabled (group, dot + 1);
}

static void
fill (LwPalette *self, GtkWindow *window, LwPanels *panels, LwPanel *panel, const LwPanelInfo *info)
{
  GPtrArray *infos = lw_panels_get (panels);

  for (const LwPanelAction *action = info != NULL ? info->actions : NULL; action != NULL && action->name != NULL; action++)
    {
      g_autofree char *name = g_strconcat ("panel.", action->name, NULL);
      if (g_action_group_get_action_enabled (G_ACTION_GROUP (lw_panel_get_actions (panel)), action->name))
        add (self, window, name, _(action->title), _(info->title));
    }
  for (guint i = 0; panel != NULL && i < infos->len; i++)
    {
      const LwPanelInfo *other = infos->pdata[i];
      g_autofree char *name = g_strconcat ("win.go-to::", other->id, NULL);
      g_autofree char *title = g_strdup_printf (_("Go to %s"), _(other->title));
      if (lw_document_may_see (lw_panel_get_document (panel), LW_SIGHT_OF_PANEL, other->id))
        add (self, window, name, title, _(other->group));
    }
  for (const LwActionInfo *action = lw_actions; action->name != NULL; action++)
    if (is_enabled (window, action->name) && strcmp (action->name, "win.commands") != 0)
      add (self, window, action->name, _(action->title), _(action->group));
}

static void
lw_palette_class_init (LwPaletteClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/find/lw-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, LwPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, LwPalette, list);
  gtk_widget_class_bind_template_child (widget_class, LwPalette, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lw_palette_init (LwPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_list_box_set_sort_func (self->list, compare, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, is_shown, NULL, NULL);
}

void
lw_palette_present (GtkWindow *window, LwPanels *panels, LwPanel *panel, const LwPanelInfo *info)
{
  LwPalette *self = g_object_new (LW_TYPE_PALETTE, "transient-for", window, NULL);
  fill (self, window, panels, panel, info);
  gtk_list_box_select_row (self->list, first_shown (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_window_present (GTK_WINDOW (self));
}
