/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel Moderation: the list, one question, agreeing by keyboard, what stands in the way, opening again, the meeting, the
 * agreement page. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation-panels.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation.h"
#include "lw-marking-ladder.h"
#include "lw-moderation-form-private.h"
#include "lw-moderation-panel-private.h"
#include "lw-moderation-strip.h"
#include "table/lw-table.h"
#include "uihelp.h"

#include <string.h>

typedef struct
{
  LwHost *host;
  LwStore *store;
  LwDocument *document;
  GtkWindow *window;
  LwModerationPanel *panel;
  char *failure, *toast;
} Room;

/* E1 and E2 differ on 1.1 of B1 in L1 (4, 3), and by 60 % of the scale on 1.1 of B2 in L2 (5, 2). */
static const char *const rows[] = {
  "person|id=boss|name=Approver", "person_role|person=boss|role=approver", "person|id=chair|name=Chair",
  "person_role|person=chair|role=lead",
  "evaluation_answer|lot=L1|bidder=B1|criterion=1.1|text=We open in March.|trust=illustrative", NULL,
};

static void
on_failed (LwDocument *document, const char *what, const GError *error, Room *room)
{
  g_free (room->failure);
  room->failure = g_strdup_printf ("%s: %s", what, error->message);
}

static void
on_toast (LwPanel *panel, const char *text, Room *room)
{
  g_free (room->toast);
  room->toast = g_strdup (text);
}

static gboolean
is_idle (gpointer document)
{
  return !lw_document_is_busy (document);
}

static void
settle (Room *room)
{
  g_assert_true (ui_wait (is_idle, room->document, 10000));
  ui_settle (GTK_WIDGET (room->window));
}

static void
run (Room *room, LwCommand *command)
{
  g_autoptr (GError) error = NULL;

  lw_store_run (room->store, command, NULL, &error);
  g_assert_no_error (error);
  lw_command_free (command);
}

/* Both confirm what they gave; nothing in it stands in the way. */
static void
publish (Room *room)
{
  run (room, lw_evaluation_publish ("boss", NULL));
  fixture_run (room->store, "INSERT INTO evaluation_confirmation (lot, bidder, criterion, person, version)"
                            " SELECT lot, bidder, criterion, person, 1 FROM evaluation_mark");
}

static LwStore *
store_new (void)
{
  LwStore *store = fixture_small_store (rows);

  fixture_run (store, "DELETE FROM evaluation_consensus");
  fixture_run (store, "UPDATE evaluation_mark SET mark = '2', page = '7', quote = 'We will open.'"
                      " WHERE lot = 'L2' AND bidder = 'B2' AND person = 'E2'");
  return store;
}

static void
room_open (Room *room, LwStore *store)
{
  *room = (Room) { lw_host_new (NULL), store };
  lw_host_add_section (room->host, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH);
  room->document = lw_document_new (g_object_ref (store), room->host);
  g_signal_connect (room->document, "failed", G_CALLBACK (on_failed), room);
  lw_document_set_person (room->document, "chair");
  room->panel = g_object_new (lw_moderation_panel_info.get_type (), "document", room->document, NULL);
  g_signal_connect (room->panel, "toast", G_CALLBACK (on_toast), room);
  room->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (room->window), GTK_WIDGET (room->panel));
  gtk_window_set_default_size (room->window, 1060, 750);
  gtk_window_present (room->window);
  ui_settle (GTK_WIDGET (room->window));
}

static void
room_close (Room *room)
{
  g_assert_cmpstr (room->failure, ==, NULL);
  ui_destroy (room->window);
  g_assert_true (ui_wait (is_idle, room->document, 10000));
  g_assert_finalize_object (room->document);
  lw_host_free (room->host);
  g_free (room->toast);
  fixture_close (room->store);
}

static void
assert_asked (Room *room, const char *sql, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (room->store, &error);
  g_autofree char *text = NULL;

  lw_connection_get_text (lw_reader_connection (reader), &text, &error, sql, "");
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_place (Room *room, const char *expected)
{
  g_autofree char *place = lw_panel_get_place (LW_PANEL (room->panel));

  g_assert_cmpstr (place, ==, expected);
}

static void
assert_badge (Room *room, const char *expected)
{
  LwTone tone = LW_TONE_NEUTRAL;
  g_autofree char *badge = lw_moderation_panel_info.badge (room->document, &tone);

  g_assert_cmpstr (badge, ==, expected);
}

static void
go_to (Room *room, const char *place)
{
  lw_panel_go_to (LW_PANEL (room->panel), place);
  ui_settle (GTK_WIDGET (room->window));
}

static GtkWidget *
find (Room *room, GType type, const char *label)
{
  GtkWidget *widget = ui_find (room->panel->desk, type, label);

  if (widget == NULL)
    g_error ("there is no “%s”", label);
  return widget;
}

/* The label of a check; that of the field has the same words, or those of the neighbour. */
static GtkWidget *
checked (Room *room, const char *label)
{
  GtkWidget *checks = ui_find (room->panel->desk, GTK_TYPE_BOX, "checks");
  GtkWidget *widget = ui_find (checks, GTK_TYPE_LABEL, label);

  g_assert_nonnull (widget);
  return widget;
}

static void
write_text (Room *room, const char *label, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (room, GTK_TYPE_TEXT_VIEW, label))), text, -1);
  ui_settle (GTK_WIDGET (room->window));
}

static void
check_person (Room *room, const char *id, gboolean present)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (room, GTK_TYPE_CHECK_BUTTON, id)), present);
  ui_settle (GTK_WIDGET (room->window));
}

static void
act (Room *room, const char *name)
{
  g_autofree char *action = g_strconcat ("panel.moderation-", name, NULL);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (room->panel), action, NULL));
  settle (room);
}

static gboolean
press (Room *room, guint key)
{
  GtkRoot *root = gtk_widget_get_root (room->panel->desk);
  GtkWidget *focus = gtk_root_get_focus (root);
  const gboolean taken = ui_key (focus != NULL ? focus : room->panel->desk, key, 0);

  settle (room);
  return taken;
}

#define AGREED \
  "SELECT lot || bidder || criterion || mark || '|' || ifnull (rationale, '') || '|' || ifnull (why_not_above, '') || '|'" \
  " || ifnull (why_not_below, '') || '|' || ifnull (present, '') || '|' || ifnull (dissent, '') FROM evaluation_consensus"
#define INDIVIDUAL \
  "SELECT group_concat (lot || bidder || criterion || person || mark || ifnull (rationale, '-'), ';') FROM evaluation_mark"

/* ---- the list ---- */

static void
test_those_farthest_apart_come_first (void)
{
  Room room;

  room_open (&room, store_new ());
  assert_place (&room, "L2/B2/1.1");
  assert_badge (&room, "2");
  g_assert_nonnull (ui_find (GTK_WIDGET (room.panel), GTK_TYPE_LABEL, "11 of 11 shown · 2 open · 1 far apart"));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "60 % of the scale apart: from 30 % on marks disagree"));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "“We will open.”"));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "The answer, 7"));
  act (&room, "next");
  assert_place (&room, "L1/B1/1.1");
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "20 % of the scale apart"));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "We open in March."));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Few dates."));
  g_assert_nonnull (find (&room, LW_TYPE_MODERATION_STRIP, "E1, Evaluator 1: 4, Good"));
  act (&room, "previous-flagged");
  assert_place (&room, "L2/B2/1.1");
  act (&room, "next-flagged");
  assert_place (&room, "L2/B2/1.1");
  g_assert_nonnull (strstr (room.toast, "No other place"));
  g_assert_true (press (&room, GDK_KEY_j));
  assert_place (&room, "L1/B1/1.1");
  /* The limit is the team's; what lies over it is flagged. */
  act (&room, "why");
  g_assert_nonnull (room.panel->derivation);
  g_autofree char *why = lw_derivation_get_place (room.panel->derivation);
  g_assert_cmpstr (why, ==, "L1/B1/1.1");
  gtk_spin_button_set_value (room.panel->percent, 20);
  ui_settle (GTK_WIDGET (room.window));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "20 % of the scale apart: from 20 % on marks disagree"));
  room_close (&room);
}

static void
test_places (void)
{
  const LwFinding common = { .id = (char *) "evaluation.rests-on", .where = (char *) "B1/1.2" };
  Room room;

  room_open (&room, store_new ());
  go_to (&room, "/B1/1.2");
  assert_place (&room, "/B1/1.2");
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "All marks are the same"));
  go_to (&room, "L9/B1/1.1");
  g_assert_nonnull (room.panel->question);
  g_autofree char *place = lw_moderation_panel_info.place_of_finding (room.document, &common);
  g_assert_cmpstr (place, ==, "/B1/1.2");
  g_autofree char *row = lw_moderation_panel_info.place_of_row (room.document, "consensus", "L1/B1/1.1");
  g_assert_cmpstr (row, ==, "L1/B1/1.1");
  room_close (&room);
}

/* ---- agreeing ---- */

static void
test_agree_by_keyboard (void)
{
  Room room;

  room_open (&room, store_new ());
  go_to (&room, "L1/B1/1.1");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (ui_find (room.panel->desk, GTK_TYPE_BUTTON, "agree"))));
  g_assert_true (press (&room, GDK_KEY_4));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Agreed mark: 4, Good"));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Why not 5, Excellent"));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Why not 3, Satisfactory"));
  write_text (&room, "Rationale", "Dates are in the annex.");
  write_text (&room, "above", "No\nnames.");
  write_text (&room, "Dissent", "E2 would give 3.");
  check_person (&room, "chair", TRUE);
  act (&room, "agree");
  g_assert_cmpstr (room.toast, ==, "Agreed");
  assert_asked (&room, AGREED, "L1B11.14|Dates are in the annex.|No names.||E1 E2 chair|E2 would give 3.");
  assert_asked (&room, "SELECT name || '|' || person FROM command ORDER BY seq DESC LIMIT 1", "Agree on L1/B1/1.1 as 4|chair");
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "✓ Agreed: 4"));
  assert_badge (&room, "1");
  /* Those who were there last are proposed at the next place. */
  go_to (&room, "L2/B2/1.1");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find (&room, GTK_TYPE_CHECK_BUTTON, "chair"))));
  lw_document_undo (room.document);
  settle (&room);
  assert_asked (&room, AGREED, NULL);
  assert_badge (&room, "2");
  lw_document_redo (room.document);
  settle (&room);
  go_to (&room, "L1/B1/1.1");
  g_assert_true (press (&room, GDK_KEY_5));
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (find (&room, GTK_TYPE_LABEL, "Why not the mark above"))));
  act (&room, "agree");
  assert_asked (&room, AGREED, "L1B11.15|Dates are in the annex.|||E1 E2 chair|E2 would give 3.");
  room_close (&room);
}

static void
test_what_is_open_stands_in_the_way (void)
{
  LwStore *store = store_new ();
  Room room;

  room_open (&room, store);
  publish (&room);
  settle (&room);
  go_to (&room, "L1/B1/1.1");
  g_assert_true (press (&room, GDK_KEY_4));
  act (&room, "agree");
  g_assert_nonnull (strstr (room.toast, "still open"));
  assert_asked (&room, AGREED, NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (checked (&room, "Why not the mark above")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Why not the mark above: not yet");
  write_text (&room, "Rationale", "Dates are in the annex on page 9.");
  write_text (&room, "above", "No names.");
  act (&room, "agree");
  assert_asked (&room, AGREED, NULL);
  write_text (&room, "below", "All has dates.");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (checked (&room, "Why not the mark above")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Why not the mark above: yes");
  act (&room, "agree");
  assert_asked (&room, AGREED, "L1B11.14|Dates are in the annex on page 9.|No names.|All has dates.|E1 E2|");
  room_close (&room);
}

static void
test_unconfirmed_marks_stand_in_the_way (void)
{
  Room room;

  room_open (&room, store_new ());
  run (&room, lw_evaluation_publish ("boss", NULL));
  settle (&room);
  go_to (&room, "L1/B1/1.1");
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "not confirmed"));
  g_assert_true (press (&room, GDK_KEY_4));
  write_text (&room, "Rationale", "Dates are in the annex on page 9.");
  write_text (&room, "above", "No names.");
  write_text (&room, "below", "All has dates.");
  act (&room, "agree");
  assert_asked (&room, AGREED, NULL);
  room_close (&room);
}

static void
test_a_final_mark_is_opened_again_by_approval (void)
{
  Room room;
  g_autofree char *before = NULL;
  g_autoptr (LwReader) reader = NULL;

  room_open (&room, store_new ());
  reader = lw_store_reader (room.store, NULL);
  lw_connection_get_text (lw_reader_connection (reader), &before, NULL, INDIVIDUAL, "");
  g_clear_pointer (&reader, lw_reader_release);
  publish (&room);
  settle (&room);
  go_to (&room, "L1/B1/1.1");
  g_assert_true (press (&room, GDK_KEY_4));
  write_text (&room, "Rationale", "Dates are in the annex on page 9.");
  write_text (&room, "above", "No names.");
  write_text (&room, "below", "All has dates.");
  act (&room, "agree");
  g_assert_false (press (&room, GDK_KEY_3)); /* it is final */
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Agreed mark: 4, Good"));
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (find (&room, GTK_TYPE_TEXT_VIEW, "Rationale"))));
  g_assert_false (gtk_widget_get_sensitive (ui_find (room.panel->desk, GTK_TYPE_BUTTON, "reopen")));
  gtk_editable_set_text (GTK_EDITABLE (find (&room, GTK_TYPE_ENTRY, "reason")), "Misread");
  g_signal_emit_by_name (ui_find (room.panel->desk, GTK_TYPE_BUTTON, "reopen"), "clicked");
  settle (&room);
  assert_asked (&room, AGREED, NULL);
  assert_asked (&room, "SELECT person || '|' || reason || '|' || kind FROM command ORDER BY seq DESC LIMIT 1",
                "chair|Misread (approved by boss)|final");
  /* What was agreed is there as a draft, and goes on from there. */
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Agreed mark: 4, Good"));
  g_assert_true (press (&room, GDK_KEY_3));
  act (&room, "agree");
  assert_asked (&room, AGREED, "L1B11.13|Dates are in the annex on page 9.|No names.|All has dates.|E1 E2|");
  assert_asked (&room, INDIVIDUAL, before);
  room_close (&room);
}

static void
test_a_draft_is_kept (void)
{
  Room room;

  room_open (&room, store_new ());
  go_to (&room, "L1/B1/1.1");
  g_assert_true (press (&room, GDK_KEY_2));
  write_text (&room, "Rationale", "Half a");
  go_to (&room, "L2/B2/1.1");
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Agreed mark"));
  go_to (&room, "L1/B1/1.1");
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Agreed mark: 2, Fair"));
  /* A change by somebody else takes nothing of it away. */
  fixture_run (room.store, "UPDATE evaluation_mark SET rationale = 'More' WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E2'");
  settle (&room);
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "More"));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Agreed mark: 2, Fair"));
  assert_asked (&room, AGREED, NULL);
  room_close (&room);
}

/* Before the panel reads again: what it shows is its own, not that of the marks that just went. */
static void
on_reread (LwEvaluationLive *session, GArray *lots, Room *room)
{
  lw_moderation_form_check (room->panel->form);
  g_assert_nonnull (find (room, GTK_TYPE_LABEL, "Agreed mark: 3, Satisfactory"));
}

static void
test_a_scale_changes_under_a_draft (void)
{
  Room room;

  room_open (&room, store_new ());
  go_to (&room, "L1/B1/1.1");
  g_assert_true (press (&room, GDK_KEY_3));
  g_signal_connect (room.panel->session, "updated", G_CALLBACK (on_reread), &room);
  fixture_run (room.store, "DELETE FROM evaluation_scale_mark WHERE value = '0'");
  settle (&room);
  g_signal_handlers_disconnect_by_func (room.panel->session, on_reread, &room);
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Agreed mark: 3, Satisfactory"));
  /* a mark that is gone is not another one */
  g_assert_true (press (&room, GDK_KEY_1));
  fixture_run (room.store, "DELETE FROM evaluation_scale_mark WHERE value = '1'");
  settle (&room);
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Agreed mark"));
  room_close (&room);
}

/* ---- the meeting ---- */

static void
test_meeting (void)
{
  Room room;

  room_open (&room, store_new ());
  act (&room, "meeting");
  g_assert_nonnull (room.panel->meeting);
  ui_settle (GTK_WIDGET (room.panel->meeting));
  g_assert_true (gtk_widget_get_root (room.panel->desk) == GTK_ROOT (room.panel->meeting));
  g_assert_true (press (&room, GDK_KEY_j));
  assert_place (&room, "L1/B1/1.1");
  g_assert_true (press (&room, GDK_KEY_4));
  write_text (&room, "Rationale", "Dates are in the annex.");
  g_assert_true (ui_key (GTK_WIDGET (room.panel->meeting), GDK_KEY_Return, GDK_CONTROL_MASK));
  settle (&room);
  assert_asked (&room, "SELECT mark FROM evaluation_consensus", "4");
  lw_moderation_panel_press (room.panel, GDK_KEY_Escape, 0);
  ui_settle (GTK_WIDGET (room.window));
  g_assert_null (room.panel->meeting);
  g_assert_true (gtk_widget_get_root (room.panel->desk) == GTK_ROOT (room.window));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "✓ Agreed: 4"));
  /* It ends with the window. */
  act (&room, "meeting");
  ui_settle (GTK_WIDGET (room.panel->meeting));
  room_close (&room);
}

/* ---- how far they agree ---- */

static gboolean
has_charts (gpointer panel)
{
  return ui_find (panel, GTK_TYPE_LABEL, "Bias of each evaluator") != NULL
         && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (ui_find (panel, GTK_TYPE_STACK, "pages"))), "charts") == 0;
}

static void
test_agreement (void)
{
  Room room;
  GtkWidget *page;

  room_open (&room, store_new ());
  go_to (&room, "agreement");
  page = GTK_WIDGET (room.panel->agreement);
  g_assert_true (ui_wait (has_charts, page, 10000));
  ui_settle (GTK_WIDGET (room.window));
  assert_place (&room, "agreement");
  LwTable *table = LW_TABLE (ui_find (ui_find (page, ADW_TYPE_BIN, "bias_table"), LW_TYPE_TABLE, NULL));
  g_assert_nonnull (table);
  lw_table_select_all (table);
  g_autofree char *text = lw_table_get_copy_text (table);
  g_assert_nonnull (strstr (text, "E1\tEvaluator 1\t"));
  g_assert_nonnull (strstr (text, "E2\tEvaluator 2\t"));
  table = LW_TABLE (ui_find (ui_find (page, ADW_TYPE_BIN, "alpha_table"), LW_TYPE_TABLE, NULL));
  lw_table_select_all (table);
  g_autofree char *alphas = lw_table_get_copy_text (table);
  g_assert_nonnull (strstr (alphas, "1.1\tDelivery\t"));
  act (&room, "agreement");
  assert_place (&room, "L2/B2/1.1");
  room_close (&room);
}

/* What changes while another panel is shown is there when this one is shown again. */
static void
test_out_of_sight (void)
{
  Room room;

  room_open (&room, store_new ());
  go_to (&room, "L1/B1/1.1");
  gtk_widget_set_visible (GTK_WIDGET (room.panel), FALSE);
  fixture_run (room.store, "UPDATE evaluation_mark SET rationale = 'Later' WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E2'");
  settle (&room);
  g_assert_null (ui_find (room.panel->desk, GTK_TYPE_LABEL, "Later"));
  gtk_widget_set_visible (GTK_WIDGET (room.panel), TRUE);
  ui_settle (GTK_WIDGET (room.window));
  g_assert_nonnull (find (&room, GTK_TYPE_LABEL, "Later"));
  assert_place (&room, "L1/B1/1.1");
  room_close (&room);
}

/* ---- nothing ---- */

static void
test_empty (void)
{
  Room room;
  LwStore *store = fixture_small_store (NULL);

  fixture_run (store, "DELETE FROM evaluation_consensus");
  fixture_run (store, "DELETE FROM evaluation_mark");
  room_open (&room, store);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (room.panel->stack), ==, "empty");
  assert_badge (&room, NULL);
  g_assert_nonnull (ui_find (GTK_WIDGET (room.panel), GTK_TYPE_BUTTON, "Go to Marking"));
  room_close (&room);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
#define ADD(name, func) g_test_add_func ("/panel/moderation/" name, func)
  ADD ("those-farthest-apart-come-first", test_those_farthest_apart_come_first);
  ADD ("places", test_places);
  ADD ("agree-by-keyboard", test_agree_by_keyboard);
  ADD ("what-is-open-stands-in-the-way", test_what_is_open_stands_in_the_way);
  ADD ("unconfirmed-marks-stand-in-the-way", test_unconfirmed_marks_stand_in_the_way);
  ADD ("a-final-mark-is-opened-again-by-approval", test_a_final_mark_is_opened_again_by_approval);
  ADD ("a-draft-is-kept", test_a_draft_is_kept);
  ADD ("a-scale-changes-under-a-draft", test_a_scale_changes_under_a_draft);
  ADD ("meeting", test_meeting);
  ADD ("agreement", test_agreement);
  ADD ("out-of-sight", test_out_of_sight);
  ADD ("empty", test_empty);
  return g_test_run ();
}
