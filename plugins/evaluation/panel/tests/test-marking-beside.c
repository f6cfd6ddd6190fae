/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What goes beside a mark in the window: where in the bid, the private note, the query; confirming; who sees what. */
#include "config.h"

#include "marking-fixture.h"

#include "lw-evaluation-alone.h"
#include "lw-evaluation-publish.h"
#include "lw-marking-beside.h"
#include "lw-marking-desk.h"
#include "lw-marking-queries.h"

#include <string.h>

static const char *const with_roles[] = {
  "person|id=E3|name=Evaluator 3",   "person|id=LE|name=Lead",           "person_role|person=E1|role=evaluator",
  "person_role|person=E2|role=evaluator", "person_role|person=E3|role=evaluator", "person_role|person=LE|role=lead", NULL,
};

#define POINTER_OF_E3 \
  "SELECT ifnull (document, '-') || '|' || ifnull (page, '-') || '|' || ifnull (quote, '-') FROM evaluation_mark" \
  " WHERE lot = 'L1' AND bidder = 'B1' AND criterion = '1.1' AND person = 'E3'"

/* What is folded is not there. */
static void
unfold (Room *room)
{
  act (room, "where");
  act (room, "note");
  act (room, "query");
  ui_settle (GTK_WIDGET (room->window));
}

static void
type (Room *room, const char *label, const char *text)
{
  GtkWidget *entry = find (room, GTK_TYPE_ENTRY, label);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
write_text (Room *room, const char *label, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (room, GTK_TYPE_TEXT_VIEW, label))), text, -1);
}

static void
run (Room *room, LwCommand *command)
{
  g_autoptr (LwCommand) held = command;
  g_autoptr (GError) error = NULL;

  lw_store_run (room->store, held, NULL, &error);
  g_assert_no_error (error);
  settle (room);
}

static GtkWidget *
desk_of (Room *room)
{
  return find (room, LW_TYPE_MARKING_DESK, NULL);
}

/* A pointer that is written before the mark is kept until there is one, and goes into the file with it. */
static void
test_pointer_before_the_mark (void)
{
  Room room;

  room_open (&room, fixture_small_store (with_roles), "E3");
  go_to (&room, "L1/B1/1.1");
  unfold (&room);
  type (&room, "Page or paragraph", "12");
  type (&room, "Its own words", "by the third week");
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Answer, page 12: “by the third week”"));
  go_to (&room, "L1/B2/1.1");
  assert_answer (&room, POINTER_OF_E3, NULL);
  go_to (&room, "L1/B1/1.1");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (&room, GTK_TYPE_ENTRY, "Page or paragraph"))), ==, "12");
  gtk_widget_grab_focus (rung (&room, "0"));
  g_assert_true (press (&room, GDK_KEY_4));
  assert_answer (&room, MARK_OF_E3, "4");
  assert_answer (&room, POINTER_OF_E3, "-|12|by the third week");
  /* and is changed beside it */
  type (&room, "Page or paragraph", "13");
  lw_marking_desk_save (LW_MARKING_DESK (desk_of (&room)));
  settle (&room);
  assert_answer (&room, POINTER_OF_E3, "-|13|by the third week");
  lw_document_undo (room.document);
  settle (&room);
  assert_answer (&room, POINTER_OF_E3, "-|12|by the third week");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (&room, GTK_TYPE_ENTRY, "Page or paragraph"))), ==, "12");
  room_close (&room);
}

/* Words that were selected in the bid. */
static void
test_quote (void)
{
  Room room;

  room_open (&room, fixture_small_store (with_roles), "E3");
  go_to (&room, "L1/B1/1.1");
  gtk_widget_grab_focus (rung (&room, "0"));
  g_assert_true (press (&room, GDK_KEY_4));
  lw_marking_desk_quote (LW_MARKING_DESK (desk_of (&room)), NULL, NULL, "  by the\nthird \t week ");
  settle (&room);
  assert_answer (&room, POINTER_OF_E3, "-|-|by the third week");
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Answer: “by the third week”"));
  room_close (&room);
}

static void
test_note_and_query (void)
{
  Room room;
  const LwMarkPlace place = { "L1", "B1", "1.1", "E3" };

  room_open (&room, fixture_small_store (with_roles), "E3");
  go_to (&room, "L1/B1/1.1");
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Private note: none"));
  unfold (&room);
  write_text (&room, "Private note", "Look at week 3 again.");
  write_text (&room, "Query to the lead", "Does the annex count?");
  lw_marking_desk_save (LW_MARKING_DESK (desk_of (&room)));
  settle (&room);
  assert_answer (&room, "SELECT text || person FROM evaluation_note", "Look at week 3 again.E3");
  assert_answer (&room, "SELECT text || person FROM evaluation_query", "Does the annex count?E3");
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Private note: written"));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Query to the lead: open"));
  run (&room, lw_evaluation_reply (&place, "It does.", "LE", NULL));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Query to the lead: answered"));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Answer: It does."));
  /* nobody else sees the note */
  lw_document_set_person (room.document, "E2");
  settle (&room);
  go_to (&room, "L1/B1/1.1");
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Private note: none"));
  g_assert_null (ui_find (room.panel, GTK_TYPE_LABEL, "Answer: It does."));
  g_assert_false (lw_document_may_read (room.document, "note", "L1/B1/1.1/E3"));
  lw_document_set_person (room.document, "LE");
  g_assert_false (lw_document_may_read (room.document, "note", "L1/B1/1.1/E3"));
  g_assert_true (lw_document_may_read (room.document, "query", "L1/B1/1.1/E3"));
  settle (&room);
  room_close (&room);
}

/* No text of the file: it has a sign that is none. */
#define REFUSED "Look at week 3\xef\xbf\xbe"

/* What is refused stays where it was typed, whatever else changes, and is saved when it can be. */
static void
test_refused_words_stay (void)
{
  Room room;
  GtkWidget *page;

  room_open (&room, fixture_small_store (with_roles), "E3");
  go_to (&room, "L1/B1/1.1");
  gtk_widget_grab_focus (rung (&room, "0"));
  g_assert_true (press (&room, GDK_KEY_4));
  unfold (&room);
  page = find (&room, GTK_TYPE_ENTRY, "Page or paragraph");
  type (&room, "Page or paragraph", REFUSED);
  for (int wait = FALSE; wait <= TRUE; wait++)
    {
      lw_marking_beside_save (LW_MARKING_BESIDE (find (&room, LW_TYPE_MARKING_BESIDE, NULL)), wait);
      settle (&room);
      g_assert_nonnull (room.failure);
      g_clear_pointer (&room.failure, g_free);
      fixture_run (room.store, wait ? "UPDATE evaluation_mark SET rationale = 'More' WHERE person = 'E1'"
                                    : "UPDATE evaluation_mark SET rationale = 'Less' WHERE person = 'E1'");
      settle (&room);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page)), ==, REFUSED);
    }
  type (&room, "Page or paragraph", "12");
  lw_marking_desk_save (LW_MARKING_DESK (desk_of (&room)));
  settle (&room);
  assert_answer (&room, POINTER_OF_E3, "-|12|-");
  room_close (&room);
}

/* The pointer that goes with a mark stays where the mark is refused. */
static void
test_pointer_of_a_refused_mark (void)
{
  Room room;

  room_open (&room, fixture_small_store (with_roles), "E3");
  go_to (&room, "L1/B1/1.1");
  unfold (&room);
  type (&room, "Page or paragraph", REFUSED);
  gtk_widget_grab_focus (rung (&room, "0"));
  g_assert_true (press (&room, GDK_KEY_4));
  g_assert_nonnull (room.failure);
  g_clear_pointer (&room.failure, g_free);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (&room, GTK_TYPE_ENTRY, "Page or paragraph"))), ==, REFUSED);
  type (&room, "Page or paragraph", "12");
  gtk_widget_grab_focus (rung (&room, "0"));
  g_assert_true (press (&room, GDK_KEY_4));
  assert_answer (&room, POINTER_OF_E3, "-|12|-");
  room_close (&room);
}

/* ---- confirming ---- */

static void
test_confirm (void)
{
  Room room;
  GtkWidget *despite;

  room_open (&room, fixture_small_store (with_roles), "E3");
  go_to (&room, "L1/B2/1.1");
  gtk_widget_grab_focus (rung (&room, "0"));
  g_assert_true (press (&room, GDK_KEY_4));
  g_assert_null (ui_find (room.panel, GTK_TYPE_LABEL, "Not confirmed yet")); /* nothing is published */
  run (&room, lw_evaluation_publish ("LE", NULL));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Not confirmed yet"));
  act (&room, "confirm");
  settle (&room);
  assert_answer (&room, "SELECT count (*) FROM evaluation_confirmation", "0");
  despite = find (&room, GTK_TYPE_ENTRY, "Why it is confirmed all the same");
  g_assert_true (gtk_widget_get_mapped (despite));
  /* with its reason and pointer it is */
  unfold (&room);
  write_rationale (&room, "The plan names a lead for each of the sites, with dates.");
  type (&room, "Page or paragraph", "12");
  act (&room, "confirm");
  settle (&room);
  assert_answer (&room, "SELECT version || person FROM evaluation_confirmation", "1E3");
  g_assert_false (gtk_widget_get_mapped (despite));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL,
                             "Confirmed under version 1 of the method, and locked: the lead can open it again"));
  g_assert_false (lw_marking_desk_can_mark (LW_MARKING_DESK (desk_of (&room))));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "1/1 confirmed"));
  room_close (&room);
}

static void
test_confirm_despite (void)
{
  Room room;

  room_open (&room, fixture_small_store (with_roles), "E3");
  go_to (&room, "L1/B2/1.1");
  gtk_widget_grab_focus (rung (&room, "0"));
  g_assert_true (press (&room, GDK_KEY_4));
  run (&room, lw_evaluation_publish ("LE", NULL));
  act (&room, "confirm");
  settle (&room);
  type (&room, "Why it is confirmed all the same", "The page was never scanned");
  g_signal_emit_by_name (find (&room, GTK_TYPE_BUTTON, "Confirm all the same"), "clicked");
  settle (&room);
  assert_answer (&room, "SELECT count (*) FROM evaluation_confirmation", "1");
  assert_answer (&room, "SELECT reason FROM command ORDER BY seq DESC LIMIT 1", "The page was never scanned");
  room_close (&room);
}

/* The reason that is asked for is that of the mark that was to be confirmed: where another is shown by then, none is. */
static void
test_confirm_and_go_on (void)
{
  Room room;

  room_open (&room, fixture_small_store (with_roles), "E3");
  go_to (&room, "L1/B2/1.1");
  gtk_widget_grab_focus (rung (&room, "0"));
  g_assert_true (press (&room, GDK_KEY_4));
  run (&room, lw_evaluation_publish ("LE", NULL));
  g_clear_pointer (&room.toast, g_free);
  g_assert_true (gtk_widget_activate_action (room.panel, "panel.marking-confirm", NULL));
  lw_panel_go_to (LW_PANEL (room.panel), "L1/B1/1.1");
  settle (&room);
  assert_place (&room, "L1/B1/1.1");
  g_assert_nonnull (room.toast);
  g_assert_false (gtk_widget_get_mapped (find (&room, GTK_TYPE_ENTRY, "Why it is confirmed all the same")));
  assert_answer (&room, "SELECT count (*) FROM evaluation_confirmation", "0");
  room_close (&room);
}

/* ---- the lead ---- */

static void
test_lead_replies (void)
{
  Room room;
  const LwMarkPlace place = { "L1", "B1", "1.1", "E3" };
  LwTone tone = LW_TONE_NEUTRAL;
  g_autofree char *badge = NULL, *after = NULL;
  GtkWidget *window = adw_window_new (), *queries, *entry;

  room_open (&room, fixture_small_store (with_roles), "LE");
  run (&room, lw_evaluation_ask (&place, "Does the annex count?", "E3", NULL));
  badge = lw_marking_panel_info.badge (room.document, &tone);
  g_assert_cmpstr (badge, ==, "1");
  g_assert_cmpint (tone, ==, LW_TONE_ATTENTION);
  g_assert_true (gtk_widget_get_visible (find (&room, GTK_TYPE_BUTTON, "1 open query")));
  queries = lw_marking_queries_new (room.document);
  adw_window_set_content (ADW_WINDOW (window), queries);
  gtk_window_present (GTK_WINDOW (window));
  ui_settle (window);
  entry = ui_find (queries, GTK_TYPE_ENTRY, "Reply to E3: Does the annex count?");
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "It does.");
  g_signal_emit_by_name (entry, "activate");
  settle (&room);
  assert_answer (&room, "SELECT reply FROM evaluation_query", "It does.");
  after = lw_marking_panel_info.badge (room.document, &tone);
  g_assert_null (after);
  ui_destroy (GTK_WINDOW (window));
  room_close (&room);
}

/* ---- who sees what ---- */

static void
test_only_what_is_assigned (void)
{
  Room room;
  LwStore *store = fixture_small_store (with_roles);

  fixture_run (store, "INSERT INTO evaluation_assignment (person, criterion, lot, bidder) VALUES ('E3', '1', 'L1', ''),"
                      " ('E1', '', '', '')");
  room_open (&room, store, "E3");
  assert_count (&room, 3, 0, 0); /* 1.1 of three bids for L1: 1.2 is common to all lots */
  room_close (&room);
}

static void
test_never_anothers_mark (void)
{
  Room room;
  LwStore *store = fixture_small_store (with_roles);

  room_open (&room, store, "E3");
  go_to (&room, "L1/B1/1.1"); /* a mark is agreed there */
  g_assert_null (ui_find (room.panel, GTK_TYPE_LABEL, "The agreed mark stands: this mark does not move the ranking. See the agreed mark"));
  g_assert_false (lw_document_may_see (room.document, LW_SIGHT_OF_PANEL, "results"));
  g_assert_false (lw_document_may_see (room.document, LW_SIGHT_OF_PANEL, "moderation"));
  g_assert_false (lw_document_may_see (room.document, LW_SIGHT_OF_PANEL, "record"));
  g_assert_true (lw_document_may_see (room.document, LW_SIGHT_OF_PANEL, "marking"));
  g_assert_true (lw_document_may_read (room.document, "mark", "L1/B1/1.1/E3"));
  g_assert_false (lw_document_may_read (room.document, "mark", "L1/B1/1.1/E1"));
  g_assert_false (lw_document_may_read (room.document, "consensus", "L1/B1/1.1"));
  g_assert_false (lw_document_may_read (room.document, "bid", "L1/B1"));
  room_close (&room);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/alone/window/pointer-before-the-mark", test_pointer_before_the_mark);
  g_test_add_func ("/alone/window/quote", test_quote);
  g_test_add_func ("/alone/window/note-and-query", test_note_and_query);
  g_test_add_func ("/alone/window/refused-words-stay", test_refused_words_stay);
  g_test_add_func ("/alone/window/pointer-of-a-refused-mark", test_pointer_of_a_refused_mark);
  g_test_add_func ("/alone/window/confirm", test_confirm);
  g_test_add_func ("/alone/window/confirm-despite", test_confirm_despite);
  g_test_add_func ("/alone/window/confirm-and-go-on", test_confirm_and_go_on);
  g_test_add_func ("/alone/window/the-lead-replies", test_lead_replies);
  g_test_add_func ("/alone/window/only-what-is-assigned", test_only_what_is_assigned);
  g_test_add_func ("/alone/window/never-anothers-mark", test_never_anothers_mark);
  return g_test_run ();
}
