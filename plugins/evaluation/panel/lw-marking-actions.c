/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What can be done in the panel Marking by key, menu and button. What it shows is in lw-marking-panel.c. */
#include "config.h"

#include "lw-marking-panel-private.h"
#include "lw-pack-return-bar.h"
#include "lw-people-own.h"

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

static void
quote (LwPanel *panel)
{
  if (!lw_marking_reader_quote (LW_MARKING_PANEL (panel)->reader))
    lw_panel_toast (panel, _("Select the words to quote first, in the answer or on a page"));
}

static void
next_document (LwPanel *panel)
{
  lw_marking_reader_step (LW_MARKING_PANEL (panel)->reader, 1);
}

static void
previous_document (LwPanel *panel)
{
  lw_marking_reader_step (LW_MARKING_PANEL (panel)->reader, -1);
}

static void
next_page (LwPanel *panel)
{
  lw_marking_reader_turn (LW_MARKING_PANEL (panel)->reader, 1);
}

static void
previous_page (LwPanel *panel)
{
  lw_marking_reader_turn (LW_MARKING_PANEL (panel)->reader, -1);
}

static void
find (LwPanel *panel)
{
  lw_marking_reader_find (LW_MARKING_PANEL (panel)->reader);
}

static void
attach (LwPanel *panel)
{
  lw_marking_reader_attach (LW_MARKING_PANEL (panel)->reader);
}

static void
answer (LwPanel *panel)
{
  lw_marking_reader_edit_answer (LW_MARKING_PANEL (panel)->reader);
}

static void
confirm (LwPanel *panel)
{
  lw_marking_desk_confirm (LW_MARKING_PANEL (panel)->desk);
}

static void
confirm_all (LwPanel *panel)
{
  lw_marking_desk_save (LW_MARKING_PANEL (panel)->desk);
  lw_marking_side_confirm_all (LW_MARKING_PANEL (panel)->side);
}

static void
queries (LwPanel *panel)
{
  lw_marking_panel_show_queries (LW_MARKING_PANEL (panel));
}

static void
where (LwPanel *panel)
{
  lw_marking_desk_focus_beside (LW_MARKING_PANEL (panel)->desk, LW_MARKING_BESIDE_POINTER);
}

static void
note (LwPanel *panel)
{
  lw_marking_desk_focus_beside (LW_MARKING_PANEL (panel)->desk, LW_MARKING_BESIDE_NOTE);
}

static void
query (LwPanel *panel)
{
  lw_marking_desk_focus_beside (LW_MARKING_PANEL (panel)->desk, LW_MARKING_BESIDE_QUERY);
}

static void
return_pack (LwPanel *panel)
{
  lw_marking_desk_save (LW_MARKING_PANEL (panel)->desk);
  lw_pack_return (panel);
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
  { "marking-quote", N_("Quote the selected words"), "<Control><Shift>q" },
  { "marking-next-document", N_("Next document of the bid"), "<Alt>Right" },
  { "marking-previous-document", N_("Previous document of the bid"), "<Alt>Left" },
  { "marking-next-page", N_("Next page of the document"), "<Alt>Page_Down" },
  { "marking-previous-page", N_("Previous page of the document"), "<Alt>Page_Up" },
  { "marking-find", N_("Find in the document"), "<Control><Shift>f" },
  { "marking-attach", N_("Attach files to the bid"), "<Control><Shift>a" },
  { "marking-answer", N_("Edit the answer of the bid"), NULL },
  { "marking-confirm", N_("Confirm the mark"), "<Control><Shift>Return <Control><Shift>KP_Enter" },
  { "marking-confirm-all", N_("Confirm all my marks"), NULL },
  { "marking-queries", N_("Show the queries of evaluators"), NULL },
  { "marking-where", N_("Say where in the bid"), "<Control>e" },
  { "marking-note", N_("Write a private note"), "<Control><Shift>n" },
  { "marking-query", N_("Ask the lead"), "<Control><Shift>k" },
  { "marking-return", N_("Return the pack"), NULL },
  { "marking-declare", N_("My declarations of interest"), NULL },
  { NULL, NULL, NULL },
};

void
lw_marking_panel_add_actions (LwMarkingPanel *self)
{
  static void (*const activate[]) (LwPanel *) = { next_open, next,      previous,    to_rationale, to_scale,
                                                  clear,     to_filter, by_question, by_bid, quote,
                                                  next_document, previous_document, next_page, previous_page, find, attach, answer,
                                                  confirm, confirm_all, queries, where, note, query, return_pack, lw_people_own_present };
  GtkEventController *keys = gtk_event_controller_key_new ();

  for (guint i = 0; lw_marking_panel_actions[i].name != NULL; i++)
    lw_panel_add_action (LW_PANEL (self), lw_marking_panel_actions[i].name, activate[i]);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
