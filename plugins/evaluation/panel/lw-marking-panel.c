/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Marking: one question or one bid at a time, by keyboard alone. What to mark, what is marked, and the mark; no price,
 * nobody else's mark and no ranking anywhere in sight.
 */
#include "config.h"

#include "lw-marking-panel-private.h"

#include "base/lw-error.h"
#include "lw-evaluation-fold.h"
#include "lw-evaluation-panels.h"
#include "lw-evaluation-text.h"
#include "lw-marking-people.h"
#include "lw-marking-queries.h"
#include "lw-pack-return-bar.h"

#include <string.h>

#include "base/lw-i18n.h"

#define STATE_GROUP "marking"
#define LEFT_CHARS 36

G_DEFINE_FINAL_TYPE (LwMarkingPanel, lw_marking_panel, LW_TYPE_PANEL)

/* ---- where it is ---- */

static char *
place_text (LwMarkingWork *work, LwMarkingPlace place)
{
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (work);
  const int lot = lw_marking_work_get_lot (work, place.subject);

  return g_strdup_printf ("%s/%s/%s", lot >= 0 ? marks->lots[lot].id : "",
                          marks->bidders[lw_marking_work_get_bidder (work, place.subject)].id,
                          lw_evaluation_model_leaf (marks->model, place.leaf)->id);
}

static void
enable (LwMarkingPanel *self, const char *name, gboolean enabled)
{
  GActionMap *actions = G_ACTION_MAP (lw_panel_get_actions (LW_PANEL (self)));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, name)), enabled);
}

static void
on_desk_state (LwMarkingPanel *self)
{
  enable (self, "marking-clear", lw_marking_desk_can_clear (self->desk));
  enable (self, "marking-confirm", lw_marking_desk_can_confirm (self->desk));
}

static void
show_history (LwMarkingPanel *self, const LwMarkingPlace *place)
{
  const LwMarkingPerson *person = lw_marking_work_get_person (self->work);
  g_autofree char *where = place != NULL ? place_text (self->work, *place) : NULL;
  g_autofree char *key = where != NULL && person != NULL ? g_strconcat (where, "/", person->id, NULL) : NULL;

  if (key == NULL)
    lw_marking_history_show (self->history, NULL, NULL, NULL);
  else
    lw_marking_history_show (self->history, key, where[0] == '/' ? where + 1 : where,
                             lw_evaluation_model_leaf (lw_marking_work_get_marks (self->work)->model, place->leaf)->scale);
}

static void
show_place (LwMarkingPanel *self, const LwMarkingPlace *place)
{
  show_history (self, place);
  lw_marking_desk_show (self->desk, place);
  lw_marking_reader_show (self->reader, lw_panel_get_document (LW_PANEL (self)), place);
  gtk_stack_set_visible_child_name (self->sheet_stack, place != NULL ? "sheet" : "none");
}

static void
on_side_selected (LwMarkingPanel *self)
{
  LwMarkingPlace place;

  if (!lw_marking_side_get_place (self->side, &place))
    return;
  g_free (self->place);
  self->place = place_text (self->work, place);
  show_place (self, &place);
}

/* The place of @parts as far as there is such a place; else the first open one. */
static void
choose_place (LwMarkingPanel *self, char **parts)
{
  const guint n = g_strv_length (parts);
  const char *criterion = n > 2 && parts[2][0] != '\0' ? parts[2] : NULL;
  const char *bidder = n > 1 && parts[1][0] != '\0' ? parts[1] : NULL;
  LwMarkingPlace place;

  if (bidder != NULL && criterion != NULL && lw_marking_work_find (self->work, parts[0], bidder, criterion, &place))
    {
      if (!lw_marking_work_has_leaf (self->work, place.leaf))
        {
          lw_marking_work_set_only_mine (self->work, FALSE); /* comes back here by "reset" */
          return;
        }
      lw_marking_side_select (self->side, place);
      return;
    }
  if (n > 0 && (parts[0][0] != '\0' || bidder != NULL || criterion != NULL)
      && lw_marking_side_select_like (self->side, parts[0][0] != '\0' ? parts[0] : NULL, bidder, criterion))
    return;
  if (!lw_marking_side_next_open (self->side))
    lw_marking_side_step (self->side, 1);
}

/* Shows self->place, "LOT/BIDDER/CRITERION", with "/DOCUMENT/PAGE" behind it where one is to be read. */
static void
find_place (LwMarkingPanel *self)
{
  g_auto (GStrv) parts = lw_evaluation_place_split (self->place != NULL ? self->place : "");
  const guint n = g_strv_length (parts);

  choose_place (self, parts);
  if (n > 3 && parts[3][0] != '\0')
    lw_marking_reader_open (self->reader, parts[3], n > 4 ? (guint) g_ascii_strtoull (parts[4], NULL, 10) : 0);
}

/* ---- what there is to show ---- */

static gboolean
has_marked_criteria (LwMarkingPanel *self)
{
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (self->work);

  for (guint leaf = 0; marks != NULL && leaf < marks->model->n_leaves; leaf++)
    if (lw_evaluation_criterion_is_marked (lw_evaluation_model_leaf (marks->model, leaf)))
      return TRUE;
  return FALSE;
}

static gboolean
has_bids (LwMarkingPanel *self)
{
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (self->work);

  for (guint bid = 0; marks != NULL && bid < marks->n_bids; bid++)
    if (marks->bids[bid].status == LW_BID_SUBMITTED)
      return TRUE;
  return FALSE;
}

static gboolean
was_cancelled (LwMarkingPanel *self)
{
  return g_error_matches (lw_marking_work_get_error (self->work), G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static const char *
page_to_show (LwMarkingPanel *self)
{
  if (lw_marking_work_is_reading (self->work) || was_cancelled (self))
    return "reading";
  if (!has_marked_criteria (self))
    return "no-criteria";
  if (!has_bids (self))
    return "no-bids";
  if (lw_marking_work_get_people (self->work)->len == 0)
    return "no-people";
  return lw_marking_work_get_person (self->work) != NULL || self->reads ? "work" : "who";
}

static void
fill_people (LwMarkingPanel *self)
{
  GPtrArray *people = lw_marking_work_get_people (self->work);
  const LwMarkingPerson *person = lw_marking_work_get_person (self->work);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0, index;

  if (person == NULL)
    gtk_string_list_append (names, _("Choose a person"));
  for (guint i = 0; i < people->len; i++)
    {
      const LwMarkingPerson *one = g_ptr_array_index (people, i);
      g_autofree char *name = g_strdup_printf ("%s %s", one->id, one->name);
      gtk_string_list_append (names, name);
    }
  if (person != NULL && g_ptr_array_find (people, person, &index))
    selected = index;
  self->filling = TRUE;
  gtk_drop_down_set_model (self->who, G_LIST_MODEL (names));
  gtk_drop_down_set_enable_search (self->who, people->len > 20);
  gtk_drop_down_set_selected (self->who, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (self->who_box, people->len > 0);
  adw_bin_set_child (self->who_trust, lw_trust_chip_new (person != NULL ? person->trust : NULL));
  lw_marking_people_fill (self->people, people);
}

static void
fill_only_mine (LwMarkingPanel *self)
{
  self->filling = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->only_mine), lw_marking_work_may_be_only_mine (self->work));
  gtk_check_button_set_active (self->only_mine, lw_marking_work_get_only_mine (self->work));
  self->filling = FALSE;
}

static void
on_reset (LwMarkingPanel *self)
{
  const char *page = page_to_show (self);
  const GError *error = lw_marking_work_get_error (self->work);
  const gboolean works = strcmp (page, "work") == 0;

  fill_people (self);
  fill_only_mine (self);
  show_place (self, NULL);
  if (error != NULL && !g_error_matches (error, LW_ERROR, LW_ERROR_NOT_FOUND))
    lw_status_page_describe (self->no_criteria, error->message);
  else
    adw_status_page_set_description (self->no_criteria, _("Here each bid is marked on each question, on a scale. Write the "
                                                          "criteria and say what each is worth first."));
  lw_marking_side_rebuild (self->side);
  lw_evaluation_reading_set (self->reading, !was_cancelled (self));
  gtk_widget_set_visible (GTK_WIDGET (self->desk), lw_marking_work_get_person (self->work) != NULL);
  gtk_stack_set_visible_child_name (self->stack, page);
  enable (self, "marking-next-open", works && lw_marking_work_get_person (self->work) != NULL);
  enable (self, "marking-next", works);
  enable (self, "marking-previous", works);
  enable (self, "marking-rationale", works);
  enable (self, "marking-scale", works);
  enable (self, "marking-filter", works);
  enable (self, "marking-by-question", works);
  enable (self, "marking-by-bid", works);
  if (works)
    find_place (self);
}

/* ---- controls ---- */

/* What was selected in the bid. */
static void
on_quote (LwMarkingPanel *self, const char *document, const char *page, const char *text)
{
  g_autofree char *said = document == NULL ? g_strdup (_("Quoted from the answer"))
                          : page == NULL   ? g_strdup_printf (_("Quoted from %s"), document)
                                           : g_strdup_printf (_("Quoted from %s, page %s"), document, page);
  if (lw_marking_desk_can_mark (self->desk))
    lw_panel_toast (LW_PANEL (self), said);
  lw_marking_desk_quote (self->desk, document, page, text);
}

/* For who sees the work of all: how many queries are open. */
static void
show_query_count (LwMarkingPanel *self)
{
  LwDocument *document = lw_panel_get_document (LW_PANEL (self));
  const gboolean may = (lw_document_get_sight (document) & LW_SIGHT_OTHERS) != 0;
  guint n_open = 0, n_answered = 0;
  g_autofree char *text = NULL;

  if (may)
    lw_marking_count_queries (document, NULL, &n_open, &n_answered);
  text = n_open > 0 ? g_strdup_printf (ngettext ("%u open query", "%u open queries", n_open), n_open) : g_strdup (_("Queries"));
  gtk_button_set_label (self->queries, text);
  gtk_widget_set_visible (GTK_WIDGET (self->queries), n_open + n_answered > 0);
  enable (self, "marking-queries", may);
}

static void
on_document_changed (LwDocument *document, GPtrArray *changes, LwMarkingPanel *self)
{
  for (guint i = 0; i < changes->len; i++)
    if (strcmp (((const LwChange *) changes->pdata[i])->table, "evaluation_query") == 0)
      {
        show_query_count (self);
        return;
      }
}

void
lw_marking_panel_show_queries (LwMarkingPanel *self)
{
  GtkWidget *queries = lw_marking_queries_new (lw_panel_get_document (LW_PANEL (self)));

  self->shows_queries = !gtk_widget_get_mapped (GTK_WIDGET (self));
  lw_panel_inspect (LW_PANEL (self), _("Queries"), queries, TRUE);
  lw_marking_queries_focus (LW_MARKING_QUERIES (queries));
}

static void
on_only_mine_toggled (LwMarkingPanel *self)
{
  if (!self->filling)
    lw_marking_work_set_only_mine (self->work, gtk_check_button_get_active (self->only_mine));
}

/* The desk saves what was written in the name of the person before. */
static void
set_person (LwMarkingPanel *self, guint index)
{
  GPtrArray *people = lw_marking_work_get_people (self->work);

  if (index >= people->len)
    return;
  lw_marking_desk_save (self->desk);
  lw_document_set_person (lw_panel_get_document (LW_PANEL (self)),
                          ((LwMarkingPerson *) g_ptr_array_index (people, index))->id);
}

static void
on_who_selected (LwMarkingPanel *self)
{
  const guint selected = gtk_drop_down_get_selected (self->who);

  if (self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (lw_marking_work_get_person (self->work) != NULL)
    set_person (self, selected);
  else if (selected > 0) /* the first asks to choose */
    set_person (self, selected - 1);
}

static void
on_person_activated (GtkListBox *people, GtkListBoxRow *row, LwMarkingPanel *self)
{
  set_person (self, (guint) gtk_list_box_row_get_index (row));
  lw_marking_desk_focus_ladder (self->desk);
}

static void
on_name_changed (LwMarkingPanel *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->new_name)));
  gtk_widget_set_sensitive (self->add_person, name[0] != '\0');
}

static void
on_add_person (LwMarkingPanel *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->new_name)));

  if (name[0] == '\0')
    return;
  lw_marking_people_add (lw_panel_get_document (LW_PANEL (self)), name);
  gtk_editable_set_text (self->new_name, "");
}

static void
on_read_again (LwMarkingPanel *self)
{
  lw_marking_work_read_again (self->work);
}

/* The lead, who marks nothing, reads and attaches. */
static void
on_read_bids (LwMarkingPanel *self)
{
  self->reads = TRUE;
  on_reset (self);
}

static void
on_criteria (LwMarkingPanel *self)
{
  lw_go_to (GTK_WIDGET (self), "criteria");
}

static void
on_bids (LwMarkingPanel *self)
{
  lw_go_to (GTK_WIDGET (self), "bids");
}

static void
on_pane_moved (LwMarkingPanel *self)
{
  LwFileState *state;

  if (self->work == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  state = lw_document_get_state (lw_panel_get_document (LW_PANEL (self)));
  lw_file_state_set_int (state, STATE_GROUP, "left-width", gtk_paned_get_position (self->left_pane));
}

/* ---- for the window ---- */

/* With a fourth part what the bid says is wanted, by whoever comes. */
static gboolean
is_to_read (const char *place)
{
  guint n = 0;

  for (const char *p = place; *p != '\0'; p++)
    n += *p == '/';
  return n >= 3;
}

static void
lw_marking_panel_go_to (LwPanel *panel, const char *place)
{
  LwMarkingPanel *self = LW_MARKING_PANEL (panel);

  if (g_strcmp0 (place, "queries") == 0)
    {
      lw_marking_panel_show_queries (self);
      return;
    }
  if (place != NULL && place[0] != '\0')
    {
      g_free (self->place);
      self->place = g_strdup (place);
      if (is_to_read (place) && strcmp (page_to_show (self), "who") == 0)
        {
          on_read_bids (self);
          return;
        }
      if (strcmp (page_to_show (self), "work") == 0)
        find_place (self);
    }
  lw_marking_desk_focus_ladder (self->desk);
}

static char *
lw_marking_panel_get_place (LwPanel *panel)
{
  return g_strdup (LW_MARKING_PANEL (panel)->place);
}

static void
lw_marking_panel_leave (LwPanel *panel)
{
  lw_marking_desk_save (LW_MARKING_PANEL (panel)->desk);
}

static char *
badge (LwDocument *document, LwTone *tone)
{
  LwMarkingWork *work = lw_marking_work_get (document);
  const guint open = lw_marking_work_get_person (work) != NULL ? lw_marking_work_count (work).open : 0;
  guint n_open = 0, n_answered = 0;

  if (lw_marking_work_get_person (work) == NULL && (lw_document_get_sight (document) & LW_SIGHT_OTHERS) != 0
      && lw_marking_count_queries (document, NULL, &n_open, &n_answered) && n_open > 0)
    {
      *tone = LW_TONE_ATTENTION;
      return g_strdup_printf ("%u", n_open);
    }
  return open > 0 ? g_strdup_printf ("%u", open) : NULL;
}

/* Checks say "L12/B07/2.1", and "B07/6.2" of what is common to all lots. */
static char *
place_of_finding (LwDocument *document, const LwFinding *finding)
{
  static const char *const shown[] = { "evaluation.missing-mark", "evaluation.off-scale",
                                       "evaluation.evaluator-gap", NULL };
  g_auto (GStrv) parts = NULL;

  if (strcmp (finding->id, "evaluation.missing-reply") == 0)
    return g_strdup ("queries");
  if (!g_strv_contains (shown, finding->id) || finding->where == NULL)
    return NULL;
  parts = g_strsplit (finding->where, "/", -1);
  if (g_strv_length (parts) == 2)
    return g_strconcat ("/", finding->where, NULL);
  return g_strv_length (parts) == 3 ? g_strdup (finding->where) : NULL;
}

/* "B07/Plan.pdf" or, of a page, "B07/Plan.pdf/3". */
static char *
place_of_document (LwDocument *document, const char *key)
{
  g_auto (GStrv) plain = lw_evaluation_place_split (key);
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_autoptr (LwStatement) row
      = reader == NULL || g_strv_length (plain) < 2
            ? NULL
            : lw_connection_prepare (lw_reader_connection (reader),
                                     "SELECT coalesce (lot, ''), coalesce (criterion, '') FROM evaluation_document"
                                     " WHERE bidder = ? AND name = ?",
                                     NULL);

  if (row == NULL)
    return NULL;
  lw_statement_bind (row, "ss", plain[0], plain[1]);
  if (lw_statement_step (row, NULL) != LW_STEP_ROW)
    return NULL;
  return g_strdup_printf ("%s/%s/%s/%s", lw_statement_text (row, 0), plain[0], lw_statement_text (row, 1), strchr (key, '/') + 1);
}

static char *
place_of_row (LwDocument *document, const char *noun, const char *key)
{
  const char *end = strrchr (key, '/');

  if (strcmp (noun, "answer") == 0)
    return g_strconcat (key, "/", NULL);
  if (strcmp (noun, "document") == 0 || strcmp (noun, "page") == 0)
    return place_of_document (document, key);
  if (strcmp (noun, "query") == 0 && (lw_document_get_sight (document) & LW_SIGHT_OTHERS) != 0)
    return g_strdup ("queries");
  return (strcmp (noun, "mark") == 0 || strcmp (noun, "note") == 0 || strcmp (noun, "query") == 0) && end != NULL ? g_strndup (key, (gsize) (end - key)) : NULL;
}

const LwPanelInfo lw_marking_panel_info = {
  .id = "marking",
  .title = N_("Marking"),
  .icon = "document-edit-symbolic",
  .group = N_("Evaluation"),
  .order = 320,
  .get_type = lw_marking_panel_get_type,
  .actions = lw_marking_panel_actions,
  .guide = "marking",
  .badge = badge,
  .place_of_finding = place_of_finding,
  .place_of_row = place_of_row,
};

/* ---- focus ---- */

static void
lw_marking_panel_map (GtkWidget *widget)
{
  LwMarkingPanel *self = LW_MARKING_PANEL (widget);

  self->fresh = TRUE;
  /* Not before: a panel that is being made has no inspector yet. */
  if (!self->shows_queries)
    lw_panel_inspect (LW_PANEL (self), _("History of this mark"), GTK_WIDGET (self->history), FALSE);
  self->shows_queries = FALSE;
  GTK_WIDGET_CLASS (lw_marking_panel_parent_class)->map (widget);
}

/* Who comes to the panel comes to the scale, to mark at once; from then on Tab goes from the top down. */
static gboolean
lw_marking_panel_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LwMarkingPanel *self = LW_MARKING_PANEL (widget);
  const gboolean fresh = self->fresh && direction == GTK_DIR_TAB_FORWARD;

  self->fresh = FALSE;
  if (fresh && lw_marking_desk_can_mark (self->desk))
    {
      lw_marking_desk_focus_ladder (self->desk);
      return TRUE;
    }
  return GTK_WIDGET_CLASS (lw_marking_panel_parent_class)->focus (widget, direction);
}

/* ---- life ---- */

static void
lw_marking_panel_constructed (GObject *object)
{
  LwMarkingPanel *self = LW_MARKING_PANEL (object);
  LwPanel *panel = LW_PANEL (object);
  LwDocument *document = lw_panel_get_document (panel);

  G_OBJECT_CLASS (lw_marking_panel_parent_class)->constructed (object);
  lw_marking_panel_add_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "panel", G_ACTION_GROUP (lw_panel_get_actions (panel)));
  self->work = g_object_ref (lw_marking_work_get (document));
  self->history = LW_MARKING_HISTORY (g_object_ref_sink (lw_marking_history_new (document)));
  lw_marking_side_set_document (self->side, document);
  lw_marking_desk_set_document (self->desk, document);
  lw_marking_people_set_up (self->who);
  gtk_paned_set_position (self->left_pane, lw_file_state_get_int (lw_document_get_state (document), STATE_GROUP,
                                                                  "left-width",
                                                                  lw_evaluation_text_width (GTK_WIDGET (self), LEFT_CHARS)));
  gtk_widget_set_visible (self->add_box, lw_document_get_read_only_reason (document) == NULL);
  gtk_box_prepend (GTK_BOX (adw_bin_get_child (ADW_BIN (self))), lw_pack_return_bar_new (document));
  g_signal_connect_object (self->work, "reset", G_CALLBACK (on_reset), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_document_changed), self, 0);
  g_signal_connect_object (self->side, "selected", G_CALLBACK (on_side_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "state", G_CALLBACK (on_desk_state), self, G_CONNECT_SWAPPED);
  on_reset (self);
  show_query_count (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->who), !lw_document_is_person_fixed (document));
}

static void
lw_marking_panel_dispose (GObject *object)
{
  LW_MARKING_PANEL (object)->filling = TRUE;
  g_clear_object (&LW_MARKING_PANEL (object)->history);
  G_OBJECT_CLASS (lw_marking_panel_parent_class)->dispose (object);
}

static void
lw_marking_panel_finalize (GObject *object)
{
  LwMarkingPanel *self = LW_MARKING_PANEL (object);

  g_clear_object (&self->work);
  g_free (self->place);
  G_OBJECT_CLASS (lw_marking_panel_parent_class)->finalize (object);
}

static void
lw_marking_panel_class_init (LwMarkingPanelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  LwPanelClass *panel_class = LW_PANEL_CLASS (class);

  object_class->constructed = lw_marking_panel_constructed;
  object_class->dispose = lw_marking_panel_dispose;
  object_class->finalize = lw_marking_panel_finalize;
  panel_class->go_to = lw_marking_panel_go_to;
  panel_class->get_place = lw_marking_panel_get_place;
  panel_class->leave = lw_marking_panel_leave;
  widget_class->map = lw_marking_panel_map;
  widget_class->focus = lw_marking_panel_focus;
  g_type_ensure (LW_TYPE_EVALUATION_FOLD);
  g_type_ensure (LW_TYPE_EVALUATION_READING);
  g_type_ensure (LW_TYPE_MARKING_SIDE);
  g_type_ensure (LW_TYPE_MARKING_READER);
  g_type_ensure (LW_TYPE_MARKING_DESK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-marking-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, queries);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, only_mine);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, who_box);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, who);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, who_trust);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, left_pane);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, side);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, sheet_stack);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, reader);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, desk);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, people);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, add_box);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, new_name);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, add_person);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, no_criteria);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingPanel, reading);
  gtk_widget_class_bind_template_callback (widget_class, on_only_mine_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_who_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_person_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_add_person);
  gtk_widget_class_bind_template_callback (widget_class, on_read_again);
  gtk_widget_class_bind_template_callback (widget_class, on_criteria);
  gtk_widget_class_bind_template_callback (widget_class, on_bids);
  gtk_widget_class_bind_template_callback (widget_class, on_pane_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_quote);
  gtk_widget_class_bind_template_callback (widget_class, on_read_bids);
}

static void
lw_marking_panel_init (LwMarkingPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
