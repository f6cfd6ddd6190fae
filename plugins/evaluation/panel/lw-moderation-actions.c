/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What can be done in the panel Moderation by key, menu and button; and the meeting: one question, large, on a full screen, by
 * keyboard alone. */
#include "config.h"

#include "lw-moderation-panel-private.h"

#include "base/lw-i18n.h"

/* ---- keys ---- */

static gboolean
is_text (GtkWidget *widget)
{
  return GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget);
}

gboolean
lw_moderation_panel_press (LwModerationPanel *self, guint keyval, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (self->desk);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || (focus != NULL && is_text (focus))
      || self->question == NULL)
    return FALSE;
  if (lw_moderation_form_press (self->form, keyval))
    return TRUE;
  switch (gdk_keyval_to_lower (keyval))
    {
    case GDK_KEY_j:
      lw_moderation_list_move (self->list, 1, FALSE);
      return TRUE;
    case GDK_KEY_k:
      lw_moderation_list_move (self->list, -1, FALSE);
      return TRUE;
    case GDK_KEY_r:
      lw_moderation_form_focus_rationale (self->form);
      return TRUE;
    case GDK_KEY_Escape:
      if (self->meeting == NULL)
        return FALSE;
      lw_moderation_panel_set_meeting (self, FALSE);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwModerationPanel *self)
{
  return lw_moderation_panel_press (self, keyval, state);
}

static void
add_keys (LwModerationPanel *self, GtkWidget *widget)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (widget, keys);
}

/* ---- the meeting ---- */

static gboolean
undo (GtkWidget *window, GVariant *arguments, gpointer document)
{
  lw_document_undo (document);
  return TRUE;
}

static gboolean
redo (GtkWidget *window, GVariant *arguments, gpointer document)
{
  lw_document_redo (document);
  return TRUE;
}

/* The panel's own actions by their keys, which the program knows for its other windows only. */
static void
add_shortcuts (LwModerationPanel *self, GtkWidget *window)
{
  LwDocument *document = lw_panel_get_document (LW_PANEL (self));
  GtkShortcutController *keys = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());

  for (const LwPanelAction *action = lw_moderation_panel_actions; action->name != NULL; action++)
    {
      g_auto (GStrv) accels = action->accel != NULL ? g_strsplit (action->accel, " ", -1) : NULL;
      g_autofree char *name = g_strconcat ("panel.", action->name, NULL);

      for (guint i = 0; accels != NULL && accels[i] != NULL; i++)
        gtk_shortcut_controller_add_shortcut (
            keys, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (accels[i]), gtk_named_action_new (name)));
    }
  gtk_shortcut_controller_add_shortcut (keys, gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>z"),
                                                                gtk_callback_action_new (undo, document, NULL)));
  gtk_shortcut_controller_add_shortcut (keys, gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control><Shift>z"),
                                                                gtk_callback_action_new (redo, document, NULL)));
  gtk_shortcut_controller_add_shortcut (keys, gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("F11"),
                                                                gtk_named_action_new ("panel.moderation-meeting")));
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (keys));
}

/* Sizes that are given in points do not follow the size of what is around them. */
static void
ensure_style (void)
{
  static gboolean done = FALSE;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (done)
    return;
  done = TRUE;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/lotwise/plugins/evaluation/panel/lw-moderation.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static gboolean
on_close (LwModerationPanel *self)
{
  lw_moderation_panel_set_meeting (self, FALSE);
  return TRUE;
}

static GtkWindow *
meeting_new (LwModerationPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();
  GtkWidget *keys = gtk_label_new (_("0–9 mark · j k next, previous · r rationale · Ctrl+Enter agree · Esc end"));
  GtkWidget *end = gtk_button_new_with_mnemonic (_("_End meeting"));

  ensure_style ();
  gtk_widget_add_css_class (keys, "dim-label");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), keys);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (end), "panel.moderation-meeting");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), end);
  gtk_box_append (GTK_BOX (box), header);
  g_object_ref (self->desk);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->desk_bin)) != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD); /* a pane remembers who had the focus */
  adw_bin_set_child (self->desk_bin, NULL);
  gtk_box_append (GTK_BOX (box), self->desk);
  g_object_unref (self->desk);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _("Moderation"));
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_widget_add_css_class (window, "lw-meeting");
  gtk_widget_insert_action_group (window, "panel", G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (self))));
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  add_keys (self, window);
  add_shortcuts (self, window);
  g_signal_connect_object (window, "close-request", G_CALLBACK (on_close), self, G_CONNECT_SWAPPED);
  return GTK_WINDOW (window);
}

void
lw_moderation_panel_set_meeting (LwModerationPanel *self, gboolean meets)
{
  GtkWindow *window = self->meeting;

  if (meets == (window != NULL) || (meets && self->question == NULL))
    return;
  if (meets)
    {
      self->meeting = meeting_new (self);
      gtk_stack_set_visible_child_name (self->desk_pages, "meeting");
      gtk_window_fullscreen (self->meeting);
      gtk_window_present (self->meeting);
      lw_moderation_form_show (self->form, self->question); /* in larger letters */
      lw_moderation_form_focus_ladder (self->form);
      return;
    }
  self->meeting = NULL;
  gtk_window_set_focus (window, NULL); /* or it looks for its focus where the question is now */
  g_object_ref (self->desk);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->desk)), self->desk);
  adw_bin_set_child (self->desk_bin, self->desk);
  g_object_unref (self->desk);
  gtk_stack_set_visible_child_name (self->desk_pages, self->question != NULL ? "desk" : "none");
  gtk_window_destroy (window);
  lw_moderation_form_show (self->form, self->question);
}

/* ---- actions ---- */

static void
move (LwPanel *panel, int way, gboolean flagged)
{
  LwModerationPanel *self = LW_MODERATION_PANEL (panel);
  const gboolean writes = self->meeting != NULL;

  if (!lw_moderation_list_move (self->list, way, flagged))
    lw_panel_toast (panel, flagged ? _("No other place with marks far apart is open in this direction") : _("The list ends here"));
  else if (writes)
    lw_moderation_form_focus_ladder (self->form);
}

static void
agree (LwPanel *panel)
{
  lw_moderation_form_agree (LW_MODERATION_PANEL (panel)->form);
}

static void
next (LwPanel *panel)
{
  move (panel, 1, FALSE);
}

static void
previous (LwPanel *panel)
{
  move (panel, -1, FALSE);
}

static void
next_flagged (LwPanel *panel)
{
  move (panel, 1, TRUE);
}

static void
previous_flagged (LwPanel *panel)
{
  move (panel, -1, TRUE);
}

static void
to_rationale (LwPanel *panel)
{
  lw_moderation_form_focus_rationale (LW_MODERATION_PANEL (panel)->form);
}

static void
to_scale (LwPanel *panel)
{
  lw_moderation_form_focus_ladder (LW_MODERATION_PANEL (panel)->form);
}

static void
why (LwPanel *panel)
{
  lw_moderation_panel_show_why (LW_MODERATION_PANEL (panel), TRUE);
}

static void
meeting (LwPanel *panel)
{
  LwModerationPanel *self = LW_MODERATION_PANEL (panel);

  lw_moderation_panel_set_meeting (self, self->meeting == NULL);
}

static void
agreement (LwPanel *panel)
{
  LwModerationPanel *self = LW_MODERATION_PANEL (panel);
  const gboolean shown = gtk_toggle_button_get_active (self->as_agreement);

  gtk_toggle_button_set_active (shown ? self->as_marks : self->as_agreement, TRUE);
}

const LwPanelAction lw_moderation_panel_actions[] = {
  { "moderation-agree", N_("Agree on the mark"), "<Control>Return <Control>KP_Enter" },
  { "moderation-next", N_("Next place in the list"), "<Alt>Down" },
  { "moderation-previous", N_("Previous place in the list"), "<Alt>Up" },
  { "moderation-next-flagged", N_("Next place with marks far apart"), "<Alt>Page_Down" },
  { "moderation-previous-flagged", N_("Previous place with marks far apart"), "<Alt>Page_Up" },
  { "moderation-rationale", N_("Write the rationale"), "<Control>r" },
  { "moderation-scale", N_("Back to the scale"), "<Control>l" },
  { "moderation-why", N_("Why this number?"), "<Alt>Return" },
  { "moderation-meeting", N_("Begin or end the meeting"), "F5" },
  { "moderation-agreement", N_("Show marks or agreement"), "<Control>t" },
  { NULL, NULL, NULL },
};

void
lw_moderation_panel_add_actions (LwModerationPanel *self)
{
  static void (*const activate[]) (LwPanel *) = { agree,        next,     previous, next_flagged, previous_flagged,
                                                  to_rationale, to_scale, why,      meeting,       agreement };

  for (guint i = 0; lw_moderation_panel_actions[i].name != NULL; i++)
    lw_panel_add_action (LW_PANEL (self), lw_moderation_panel_actions[i].name, activate[i]);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "panel", G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (self))));
  add_keys (self, GTK_WIDGET (self));
}
