/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-side.h"

#include "lw-marking-confirm-all.h"
#include "lw-marking-row.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

#define STATE_GROUP "marking"

struct _LwMarkingSide
{
  AdwBin parent_instance;
  GtkToggleButton *by_question;
  GtkToggleButton *by_bid;
  GtkDropDown *lots;
  GtkEditable *filter;
  GtkToggleButton *only_open;
  GtkToggleButton *only_flagged;
  GtkToggleButton *only_done;
  GtkToggleButton *only_unconfirmed;
  LwMarkingConfirmAll *confirm_all;
  GtkStack *stack;
  GtkListView *view;
  GtkLabel *progress_text;
  GtkProgressBar *progress;
  GtkWidget *all_done;
  GtkWidget *results;

  LwDocument *document;
  LwMarkingWork *work;
  LwMarkingList *list;
  GtkSingleSelection *selection;
  GPtrArray *bound;       /* of GtkListItem: rows that there are */
  LwMarkingPlace current; /* where the selection is, or was before the list lost it */
  gboolean has_current;
  guint scroll_tick;
  guint scroll_frames;    /* that have gone by since the list was built */
  guint filling;          /* controls are set by the program */
};

G_DEFINE_FINAL_TYPE (LwMarkingSide, lw_marking_side, ADW_TYPE_BIN)

static guint selected_signal;

/* ---- rows ---- */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, LwMarkingSide *self)
{
  gtk_list_item_set_child (item, lw_marking_row_new ());
}

static void
show_row (LwMarkingSide *self, GtkListItem *item)
{
  lw_marking_row_show (LW_MARKING_ROW (gtk_list_item_get_child (item)), self->work, self->list,
                       gtk_list_item_get_item (item), lw_marking_side_get_by_bid (self));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, LwMarkingSide *self)
{
  gtk_list_item_set_selectable (item, !lw_marking_item_is_heading (gtk_list_item_get_item (item)));
  gtk_list_item_set_activatable (item, FALSE);
  g_ptr_array_add (self->bound, item);
  show_row (self, item);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, LwMarkingSide *self)
{
  g_ptr_array_remove_fast (self->bound, item);
}

/* ---- how far it is ---- */

static void
show_toggle (GtkToggleButton *button, const char *title, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);
  g_autofree char *name = g_strdup_printf ("%s %u", title, n);

  adw_button_content_set_label (ADW_BUTTON_CONTENT (gtk_button_get_child (GTK_BUTTON (button))), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_progress (LwMarkingSide *self)
{
  const LwMarkingCount count = lw_marking_work_count (self->work);
  const guint marked = count.done + count.flagged, all = marked + count.open;
  const gboolean finished = all > 0 && count.open == 0;
  g_autofree char *text = finished ? g_strdup (_("All marked")) : g_strdup_printf (_("%u of %u marked"), marked, all);

  show_toggle (self->only_open, _("Open"), count.open);
  show_toggle (self->only_flagged, _("Flagged"), count.flagged);
  show_toggle (self->only_done, _("Done"), count.done);
  lw_marking_confirm_all_show (self->confirm_all, self->document);
  gtk_widget_set_visible (GTK_WIDGET (self->only_unconfirmed), gtk_widget_get_visible (GTK_WIDGET (self->confirm_all)));
  show_toggle (self->only_unconfirmed, _("To be confirmed"), marked - count.confirmed);
  gtk_label_set_label (self->progress_text, lw_marking_work_get_person (self->work) != NULL ? text : _("Reading only: nothing is marked"));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), lw_marking_work_get_person (self->work) != NULL);
  gtk_progress_bar_set_fraction (self->progress, all > 0 ? (double) marked / all : 0);
  gtk_widget_set_visible (self->all_done, finished);
  gtk_widget_set_visible (self->results, finished && lw_document_may_see (self->document, LW_SIGHT_OF_PANEL, "results"));
}

static void
on_work_changed (LwMarkingWork *work, guint subject, guint leaf, LwMarkingSide *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    {
      LwMarkingItem *item = gtk_list_item_get_item (g_ptr_array_index (self->bound, i));
      const LwMarkingPlace place = lw_marking_item_get_place (item);
      if (lw_marking_item_is_heading (item) || (place.subject == subject && place.leaf == leaf))
        show_row (self, g_ptr_array_index (self->bound, i));
    }
  show_progress (self);
}

/* ---- the list ---- */

static LwMarkingState
wanted_state (LwMarkingSide *self)
{
  if (gtk_toggle_button_get_active (self->only_open))
    return LW_MARKING_OPEN;
  if (gtk_toggle_button_get_active (self->only_flagged))
    return LW_MARKING_FLAGGED;
  return gtk_toggle_button_get_active (self->only_done) ? LW_MARKING_DONE : LW_MARKING_NOTHING;
}

/* The drop-down has all lots, what is common to them where there is any such thing, and each lot. */
static gboolean
has_common (LwMarkingSide *self)
{
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (self->work);

  for (guint leaf = 0; marks != NULL && leaf < marks->model->n_leaves; leaf++)
    if (lw_evaluation_model_leaf (marks->model, leaf)->common)
      return TRUE;
  return FALSE;
}

static int
wanted_lot (LwMarkingSide *self)
{
  const guint selected = gtk_drop_down_get_selected (self->lots);
  const guint first = has_common (self) ? 2 : 1;

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return LW_MARKING_ALL_LOTS;
  return selected < first ? LW_MARKING_COMMON : (int) (selected - first);
}

static void
scroll_to (LwMarkingSide *self, guint position)
{
  if (self->scroll_tick == 0)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
  /* The list keeps its keyboard focus where it was: bring it along. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->view)) == NULL)
    return;
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->bound, i);
      if (gtk_list_item_get_position (item) == position)
        gtk_widget_grab_focus (gtk_widget_get_parent (gtk_list_item_get_child (item)));
    }
}

/* A list view that is given other rows scrolls rightly only once it has placed them: a frame later. */
static gboolean
on_scroll_tick (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  LwMarkingSide *self = user_data;
  const guint selected = gtk_single_selection_get_selected (self->selection);

  if (self->scroll_frames++ < 2)
    return G_SOURCE_CONTINUE;
  self->scroll_tick = 0;
  if (selected != GTK_INVALID_LIST_POSITION)
    scroll_to (self, selected);
  return G_SOURCE_REMOVE;
}

static void
scroll_later (LwMarkingSide *self)
{
  self->scroll_frames = 0;
  if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), on_scroll_tick, self, NULL);
}

static void
select_position (LwMarkingSide *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  scroll_to (self, position);
}

static void
build (LwMarkingSide *self)
{
  const LwMarkingFilter filter = {
    .by_bid = lw_marking_side_get_by_bid (self),
    .lot = wanted_lot (self),
    .state = wanted_state (self),
    .unconfirmed = gtk_toggle_button_get_active (self->only_unconfirmed),
    .text = gtk_editable_get_text (self->filter),
  };
  int position;

  self->filling++;
  scroll_later (self);
  lw_marking_list_build (self->list, &filter);
  position = self->has_current ? lw_marking_list_find (self->list, self->current) : -1;
  if (position >= 0)
    select_position (self, (guint) position);
  else
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->filling--;
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0 ? "list" : "empty");
}

static void
on_selected (LwMarkingSide *self)
{
  LwMarkingPlace place;

  if (self->filling > 0
      || !lw_marking_list_get (self->list, gtk_single_selection_get_selected (self->selection), &place))
    return;
  self->current = place;
  self->has_current = TRUE;
  g_signal_emit (self, selected_signal, 0);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwMarkingSide *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  int position;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      lw_marking_side_step (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      lw_marking_side_step (self, -1);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_End:
      position = keyval == GDK_KEY_Home ? lw_marking_list_step (self->list, -1, 1)
                                        : lw_marking_list_step (self->list, (int) n, -1);
      if (position >= 0)
        select_position (self, (guint) position);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- controls ---- */

static void
on_order_toggled (LwMarkingSide *self)
{
  if (self->filling > 0)
    return;
  lw_file_state_set (lw_document_get_state (self->document), STATE_GROUP, "order",
                     lw_marking_side_get_by_bid (self) ? "bid" : NULL);
  build (self);
}

static void
on_lot_selected (LwMarkingSide *self)
{
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (self->work);
  const int lot = wanted_lot (self);

  if (self->filling > 0)
    return;
  lw_file_state_set (lw_document_get_state (self->document), STATE_GROUP, "lot",
                     lot >= 0 ? marks->lots[lot].id : lot == LW_MARKING_COMMON ? "-" : NULL);
  build (self);
}

static void
on_filter_changed (LwMarkingSide *self)
{
  if (self->filling == 0)
    build (self);
}

static void
on_filter_activated (LwMarkingSide *self)
{
  const int position = lw_marking_list_step (self->list, -1, 1);

  if (position < 0)
    return;
  select_position (self, (guint) position);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_filter_stopped (LwMarkingSide *self)
{
  gtk_editable_set_text (self->filter, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* At most one of them is on. */
static void
on_state_toggled (LwMarkingSide *self, GtkToggleButton *button)
{
  GtkToggleButton *const all[] = { self->only_open, self->only_flagged, self->only_done, self->only_unconfirmed };

  if (self->filling > 0)
    return;
  self->filling++;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != button && gtk_toggle_button_get_active (button))
      gtk_toggle_button_set_active (all[i], FALSE);
  self->filling--;
  build (self);
}

static void
show_all (LwMarkingSide *self)
{
  self->filling++;
  gtk_drop_down_set_selected (self->lots, 0);
  gtk_editable_set_text (self->filter, "");
  gtk_toggle_button_set_active (self->only_open, FALSE);
  gtk_toggle_button_set_active (self->only_flagged, FALSE);
  gtk_toggle_button_set_active (self->only_done, FALSE);
  gtk_toggle_button_set_active (self->only_unconfirmed, FALSE);
  self->filling--;
}

static void
on_show_all (LwMarkingSide *self)
{
  show_all (self);
  on_lot_selected (self);
}

static void
on_results (LwMarkingSide *self)
{
  lw_go_to (GTK_WIDGET (self), "results");
}

void
lw_marking_name_drop_down (GtkDropDown *drop_down, const char *name)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (button != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
fill_lots (LwMarkingSide *self)
{
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (self->work);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *wanted = lw_file_state_get (lw_document_get_state (self->document), STATE_GROUP, "lot");
  guint selected = 0;

  gtk_string_list_append (names, _("All lots"));
  if (has_common (self))
    gtk_string_list_append (names, _("Common to all lots"));
  if (g_strcmp0 (wanted, "-") == 0 && has_common (self))
    selected = 1;
  for (guint i = 0; marks != NULL && i < marks->n_lots; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %s", marks->lots[i].id, marks->lots[i].title);
      if (g_strcmp0 (wanted, marks->lots[i].id) == 0)
        selected = g_list_model_get_n_items (G_LIST_MODEL (names));
      gtk_string_list_append (names, name);
    }
  self->filling++;
  gtk_drop_down_set_model (self->lots, G_LIST_MODEL (names));
  gtk_drop_down_set_enable_search (self->lots, g_list_model_get_n_items (G_LIST_MODEL (names)) > 20);
  gtk_drop_down_set_selected (self->lots, selected);
  self->filling--;
}

/* ---- for the panel ---- */

void
lw_marking_side_rebuild (LwMarkingSide *self)
{
  self->has_current = FALSE;
  fill_lots (self);
  build (self);
  show_progress (self);
}

gboolean
lw_marking_side_get_place (LwMarkingSide *self, LwMarkingPlace *place)
{
  *place = self->current;
  return self->has_current;
}

void
lw_marking_side_select (LwMarkingSide *self, LwMarkingPlace place)
{
  int position = lw_marking_list_find (self->list, place);

  if (position < 0)
    {
      show_all (self);
      build (self);
      position = lw_marking_list_find (self->list, place);
    }
  if (position >= 0)
    select_position (self, (guint) position);
}

/* Where the selection is; where it was lost, the list begins anew. */
static int
current_position (LwMarkingSide *self)
{
  const guint selected = gtk_single_selection_get_selected (self->selection);
  return selected == GTK_INVALID_LIST_POSITION ? -1 : (int) selected;
}

gboolean
lw_marking_side_step (LwMarkingSide *self, int by)
{
  const int position = lw_marking_list_step (self->list, current_position (self), by);

  if (position >= 0)
    select_position (self, (guint) position);
  return position >= 0;
}

gboolean
lw_marking_side_next_open (LwMarkingSide *self)
{
  const int from = current_position (self);
  const int position = lw_marking_list_next_open (self->list, from);

  if (position < 0 || position == from)
    return FALSE;
  select_position (self, (guint) position);
  return TRUE;
}

static gboolean
is_like (LwMarkingSide *self, LwMarkingPlace place, const char *lot, const char *bidder, const char *criterion)
{
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (self->work);
  const int index = lw_marking_work_get_lot (self->work, place.subject);

  return (lot == NULL || strcmp (lot, index >= 0 ? marks->lots[index].id : "") == 0)
         && (bidder == NULL
             || strcmp (bidder, marks->bidders[lw_marking_work_get_bidder (self->work, place.subject)].id) == 0)
         && (criterion == NULL || strcmp (criterion, lw_evaluation_model_leaf (marks->model, place.leaf)->id) == 0);
}

gboolean
lw_marking_side_select_like (LwMarkingSide *self, const char *lot, const char *bidder, const char *criterion)
{
  LwMarkingPlace place;

  for (int i = lw_marking_list_step (self->list, -1, 1); i >= 0; i = lw_marking_list_step (self->list, i, 1))
    if (lw_marking_list_get (self->list, (guint) i, &place) && is_like (self, place, lot, bidder, criterion))
      {
        select_position (self, (guint) i);
        return TRUE;
      }
  return FALSE;
}

void
lw_marking_side_confirm_all (LwMarkingSide *self)
{
  lw_marking_confirm_all_activate (self->confirm_all);
}

void
lw_marking_side_focus_filter (LwMarkingSide *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

void
lw_marking_side_set_by_bid (LwMarkingSide *self, gboolean by_bid)
{
  gtk_toggle_button_set_active (by_bid ? self->by_bid : self->by_question, TRUE);
}

gboolean
lw_marking_side_get_by_bid (LwMarkingSide *self)
{
  return !gtk_toggle_button_get_active (self->by_question); /* whose signal says that it changed */
}

/* ---- life ---- */

static void
lw_marking_side_dispose (GObject *object)
{
  LwMarkingSide *self = LW_MARKING_SIDE (object);

  self->filling++;
  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->scroll_tick);
  self->scroll_tick = 0;
  G_OBJECT_CLASS (lw_marking_side_parent_class)->dispose (object);
}

static void
lw_marking_side_finalize (GObject *object)
{
  LwMarkingSide *self = LW_MARKING_SIDE (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->work);
  g_clear_object (&self->document);
  g_ptr_array_unref (self->bound);
  G_OBJECT_CLASS (lw_marking_side_parent_class)->finalize (object);
}

static void
lw_marking_side_class_init (LwMarkingSideClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_marking_side_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_marking_side_finalize;
  g_type_ensure (LW_TYPE_MARKING_CONFIRM_ALL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-marking-side.ui");
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, by_question);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, by_bid);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, lots);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, filter);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, only_open);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, only_flagged);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, only_done);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, only_unconfirmed);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, confirm_all);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, stack);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, view);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, progress_text);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, progress);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, all_done);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingSide, results);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_order_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_lot_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_state_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all);
  gtk_widget_class_bind_template_callback (widget_class, on_results);
  selected_signal = g_signal_new ("selected", LW_TYPE_MARKING_SIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  0);
}

static void
lw_marking_side_init (LwMarkingSide *self)
{
  self->filling++; /* until there is a document */
  self->bound = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lw_marking_side_set_document (LwMarkingSide *self, LwDocument *document)
{
  g_autofree char *order = lw_file_state_get (lw_document_get_state (document), STATE_GROUP, "order");

  self->document = g_object_ref (document);
  self->work = g_object_ref (lw_marking_work_get (document));
  self->list = lw_marking_list_new (self->work);
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE, "model",
                                  self->list, NULL);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  lw_marking_side_set_by_bid (self, g_strcmp0 (order, "bid") == 0);
  lw_marking_name_drop_down (self->lots, _("Lot"));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->work, "changed", G_CALLBACK (on_work_changed), self, 0);
  self->filling--;
}
