/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What can be done in the panel Marking by key, menu and button. What it shows is in lw-marking-panel.c. */
#include "config.h"

#include "lw-marking-panel-private.h"

#include "base/lw-i18n.h"

/* ---- keys ---- */

static gboolean
is_text (GtkWidget *widget)
{
  return GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget);
}

/* Plain keys mean something as long as nobody is writing. */
static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwMarkingPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || (focus != NULL && is_text (focus))
      || lw_marking_work_get_person (self->work) == NULL)
    return FALSE;
  if (lw_marking_desk_press (self->desk, keyval))
    return TRUE;
  switch (gdk_keyval_to_lower (keyval))
    {
    case GDK_KEY_j:
      lw_marking_side_step (self->side, 1);
      return TRUE;
    case GDK_KEY_k:
      lw_marking_side_step (self->side, -1);
      return TRUE;
    case GDK_KEY_r:
      lw_marking_desk_focus_rationale (self->desk);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      lw_marking_desk_clear (self->desk);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- actions ---- */

static void
next_open (LwPanel *panel)
{
  LwMarkingPanel *self = LW_MARKING_PANEL (panel);

  lw_marking_desk_save (self->desk);
  if (!lw_marking_side_next_open (self->side))
    lw_panel_toast (panel, lw_marking_work_count (self->work).open == 0 ? _("All marked")
                                                                        : _("Nothing else is open in this list"));
  lw_marking_desk_focus_ladder (self->desk);
}

static void
next (LwPanel *panel)
{
  lw_marking_side_step (LW_MARKING_PANEL (panel)->side, 1);
}

static void
previous (LwPanel *panel)
{
  lw_marking_side_step (LW_MARKING_PANEL (panel)->side, -1);
}

static void
to_rationale (LwPanel *panel)
{
  lw_marking_desk_focus_rationale (LW_MARKING_PANEL (panel)->desk);
}

static void
to_scale (LwPanel *panel)
{
  lw_marking_desk_focus_ladder (LW_MARKING_PANEL (panel)->desk);
}

static void
to_filter (LwPanel *panel)
{
  lw_marking_side_focus_filter (LW_MARKING_PANEL (panel)->side);
}

static void
clear (LwPanel *panel)
{
  lw_marking_desk_clear (LW_MARKING_PANEL (panel)->desk);
}

static void
by_question (LwPanel *panel)
{
  lw_marking_side_set_by_bid (LW_MARKING_PANEL (panel)->side, FALSE);
}

static void
by_bid (LwPanel *panel)
{
  lw_marking_side_set_by_bid (LW_MARKING_PANEL (panel)->side, TRUE);
}

const LwPanelAction lw_marking_panel_actions[] = {
  { "marking-next-open", N_("Next open mark"), "<Control>Return <Control>KP_Enter" },
  { "marking-next", N_("Next in the list"), "<Alt>Down" },
  { "marking-previous", N_("Previous in the list"), "<Alt>Up" },
  { "marking-rationale", N_("Write the rationale"), "<Control>r" },
  { "marking-scale", N_("Back to the scale"), "<Control>l" },
  { "marking-clear", N_("Clear the mark"), NULL },
  { "marking-filter", N_("Filter what to mark"), NULL },
  { "marking-by-question", N_("Mark by question"), NULL },
  { "marking-by-bid", N_("Mark by bid"), NULL },
  { NULL, NULL, NULL },
};

void
lw_marking_panel_add_actions (LwMarkingPanel *self)
{
  static void (*const activate[]) (LwPanel *) = { next_open, next,      previous,    to_rationale, to_scale,
                                                  clear,     to_filter, by_question, by_bid };
  GtkEventController *keys = gtk_event_controller_key_new ();

  for (guint i = 0; lw_marking_panel_actions[i].name != NULL; i++)
    lw_panel_add_action (LW_PANEL (self), lw_marking_panel_actions[i].name, activate[i]);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
