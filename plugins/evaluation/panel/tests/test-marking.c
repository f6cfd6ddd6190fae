/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel Marking: its list, a mark by a key, undo, the rationale that is never lost, places, what is said aloud. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation-panels.h"
#include "lw-evaluation.h"
#include "lw-marking-desk.h"
#include "lw-marking-ladder.h"
#include "lw-marking-list.h"
#include "lw-marking-rationale.h"
#include "lw-marking-side.h"
#include "uihelp.h"

#include <string.h>

#include <stdio.h>
#include <unistd.h>

/* E3 has marked nothing; E1 all eleven places, ten of them without a rationale; E2 all but 2.1. */
static const char *const more_people[] = { "person|id=E3|name=Evaluator 3", NULL };

typedef struct
{
  LwHost *host;
  LwStore *store;
  LwDocument *document;
  LwMarkingWork *work;
  GtkWindow *window;
  GtkWidget *panel;
  char *failure;
} Room;

static void
on_failed (LwDocument *document, const char *what, const GError *error, Room *room)
{
  g_free (room->failure);
  room->failure = g_strdup_printf ("%s: %s", what, error->message);
}

/* @store: (transfer full) */
static void
room_open (Room *room, LwStore *store, const char *person)
{
  *room = (Room) { lw_host_new (NULL), store };
  lw_host_add_section (room->host, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH);
  room->document = lw_document_new (g_object_ref (store), room->host);
  g_signal_connect (room->document, "failed", G_CALLBACK (on_failed), room);
  if (person != NULL)
    lw_document_set_person (room->document, person);
  room->work = lw_marking_work_get (room->document);
  room->panel = g_object_new (lw_marking_panel_info.get_type (), "document", room->document, NULL);
  room->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (room->window), room->panel);
  gtk_window_set_default_size (room->window, 1060, 750);
  gtk_window_present (room->window);
  ui_settle (GTK_WIDGET (room->window));
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

/* Ends the window; the file stays. */
static void
room_leave (Room *room)
{
  g_assert_cmpstr (room->failure, ==, NULL);
  ui_destroy (room->window);
  g_assert_true (ui_wait (is_idle, room->document, 10000));
  g_assert_finalize_object (room->document);
  lw_host_free (room->host);
}

static void
room_close (Room *room)
{
  room_leave (room);
  fixture_close (room->store);
}

static char *
ask (LwStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);
  char *text = NULL;

  g_assert_no_error (error);
  lw_connection_get_text (lw_reader_connection (reader), &text, &error, sql, "");
  g_assert_no_error (error);
  return text;
}

static void
assert_answer (Room *room, const char *sql, const char *expected)
{
  g_autofree char *found = ask (room->store, sql);
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_place (Room *room, const char *expected)
{
  g_autofree char *place = lw_panel_get_place (LW_PANEL (room->panel));
  g_assert_cmpstr (place, ==, expected);
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
  GtkWidget *widget = ui_find (room->panel, type, label);
  g_assert_nonnull (widget);
  return widget;
}

static GtkTextBuffer *
rationale (Room *room)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (room, GTK_TYPE_TEXT_VIEW, "Rationale")));
}

static void
assert_rationale (Room *room, const char *expected)
{
  g_autofree char *text = NULL;
  g_object_get (rationale (room), "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static void
write_rationale (Room *room, const char *text)
{
  gtk_widget_grab_focus (find (room, GTK_TYPE_TEXT_VIEW, "Rationale"));
  gtk_text_buffer_set_text (rationale (room), text, -1);
}

/* A key as the widget with the focus gets it. */
static gboolean
press (Room *room, guint key)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (room->window));
  const gboolean taken = ui_key (focus != NULL ? focus : room->panel, key, 0);

  settle (room);
  return taken;
}

static void
act (Room *room, const char *name)
{
  g_autofree char *action = g_strconcat ("panel.marking-", name, NULL);
  g_assert_true (gtk_widget_activate_action (room->panel, action, NULL));
  settle (room);
}

static GtkWidget *
rung (Room *room, const char *value)
{
  return ui_find (find (room, LW_TYPE_MARKING_LADDER, NULL), GTK_TYPE_BUTTON, value);
}

static void
assert_checked (Room *room, const char *value, gboolean checked)
{
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (rung (room, value)), GTK_ACCESSIBLE_STATE_CHECKED,
                                    checked ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE);
}

static void
assert_count (Room *room, guint open, guint flagged, guint done)
{
  const LwMarkingCount count = lw_marking_work_count (room->work);
  g_assert_cmpuint (count.open, ==, open);
  g_assert_cmpuint (count.flagged, ==, flagged);
  g_assert_cmpuint (count.done, ==, done);
}

#define MARK_OF_E3 \
  "SELECT mark FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B1' AND criterion = '1.1' AND person = 'E3'"
#define RATIONALE_OF_E3 \
  "SELECT rationale FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B1' AND criterion = '1.1' AND person = 'E3'"

/* ---- without a display ---- */

static void
test_keys (void)
{
  g_autoptr (LwEvaluationModel) model
      = fixture_model (LW_WEIGHTS_POINTS, "100", LW_ROUND_NEVER, 2, LW_ROUNDING_HALF_UP, NULL);
  static const struct
  {
    const char *values;
    const char *keys;
  } cases[] = {
    { "0 1 2 3 4 5", "012345" }, { "0 25 50 75 100", "12345" },         { "1 2 3 4 5 6 7 8 9 10", "1234567890" },
    { "5 4 3 2 1", "54321" },    { "0 1 2 3 4 5 6 7 8 9 10", "0123456789-" }, { "0 2.5 5 7.5 10", "12345" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = g_strdup_printf ("S%u", i);
      const LwEvaluationScale *scale;

      fixture_scale (model, id, cases[i].values);
      scale = g_ptr_array_index (model->scales, i);
      for (guint mark = 0; mark < scale->n_marks; mark++)
        {
          const char key = lw_marking_scale_key (scale, mark);
          g_assert_cmpint (key == 0 ? '-' : key, ==, cases[i].keys[mark]);
          if (key != 0)
            g_assert_cmpint (lw_marking_scale_find_key (scale, (guint) key), ==, (int) mark);
        }
      g_assert_cmpint (lw_marking_scale_find_key (scale, GDK_KEY_x), ==, -1);
    }
  g_assert_cmpint (lw_marking_scale_find_key (model->pass_fail, GDK_KEY_p), ==, 1);
  g_assert_cmpint (lw_marking_scale_find_key (model->pass_fail, GDK_KEY_F), ==, 0);
  g_assert_cmpint (lw_marking_scale_find_key (model->pass_fail, GDK_KEY_KP_1), ==, 1);
}

static void
test_rationale_checks (void)
{
  static const char *const scale[] = { "Good", "All that was asked for is there, in detail, with evidence.", NULL };
  static const struct
  {
    const char *text;
    gboolean says_something, points, own;
  } cases[] = {
    { "", FALSE, FALSE, FALSE },
    { "Good.", FALSE, FALSE, FALSE },
    { "All that was asked for is there, in detail, with evidence. Good.", TRUE, FALSE, FALSE },
    { "See page 7.", FALSE, TRUE, FALSE },
    { "The plan at p.12 names nobody who would lead the work in winter.", TRUE, TRUE, TRUE },
    { "Annex B shows rosters for every site, signed by each partner of the lot.", TRUE, TRUE, TRUE },
    { "It is a good answer on the whole page for an annex to somebody else's work.", TRUE, FALSE, TRUE },
    { "§ 3.2 promises a weekly review.", FALSE, TRUE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const LwMarkingRationale seen = lw_marking_rationale_look (cases[i].text, scale);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (seen.says_something, ==, cases[i].says_something);
      g_assert_cmpint (seen.points_to_bid, ==, cases[i].points);
      g_assert_cmpint (seen.own_words, ==, cases[i].own);
    }
  g_autofree char *clean = lw_marking_rationale_clean ("  \n a\x01\tb\nc \n");
  g_assert_cmpstr (clean, ==, "a\tb\nc");
}

/* ---- the list ---- */

static void
test_list (void)
{
  Room room;
  LwMarkingFilter filter = { .lot = LW_MARKING_ALL_LOTS };
  g_autoptr (LwMarkingList) list = NULL;
  LwMarkingPlace place;

  room_open (&room, fixture_small_store (more_people), "E2");
  assert_count (&room, 0, 7, 1); /* only what E2 has marked somewhere */
  g_assert_true (lw_marking_work_get_only_mine (room.work));
  lw_marking_work_set_only_mine (room.work, FALSE);
  assert_count (&room, 3, 7, 1);

  list = lw_marking_list_new (room.work);
  lw_marking_list_build (list, &filter);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 11 + 3); /* and a heading for each question */
  g_assert_false (lw_marking_list_get (list, 0, &place));
  g_assert_true (lw_marking_list_get (list, 1, &place));
  g_assert_cmpuint (lw_marking_list_count (list, 0).done, ==, 1);
  g_assert_cmpuint (lw_marking_list_count (list, 0).flagged, ==, 4);
  g_assert_cmpint (lw_marking_list_find (list, place), ==, 1);
  g_assert_cmpint (lw_marking_list_step (list, 5, 1), ==, 7); /* over the heading of 1.2 */
  g_assert_cmpint (lw_marking_list_next_open (list, -1), ==, 11);
  g_assert_cmpint (lw_marking_list_next_open (list, 13), ==, 11); /* from the top again */

  filter.state = LW_MARKING_OPEN;
  lw_marking_list_build (list, &filter);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3 + 1);
  filter = (LwMarkingFilter) { .lot = 1, .by_bid = TRUE };
  lw_marking_list_build (list, &filter);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2 + 2); /* the withdrawn bid is not there */
  filter = (LwMarkingFilter) { .lot = LW_MARKING_COMMON, .text = "THIRD sec" };
  lw_marking_list_build (list, &filter);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1 + 1);
  filter.text = "nobody";
  lw_marking_list_build (list, &filter);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_cmpint (lw_marking_list_next_open (list, -1), ==, -1);
  g_clear_object (&list);
  room_close (&room);
}

static void
test_follows_the_file (void)
{
  Room room;

  room_open (&room, fixture_small_store (more_people), "E3");
  assert_count (&room, 11, 0, 0);
  fixture_run (room.store, "UPDATE bid SET status = 'withdrawn' WHERE lot = 'L1' AND bidder = 'B3'");
  settle (&room);
  assert_count (&room, 8, 0, 0); /* B3 has no bid left: neither its question nor the common ones */
  fixture_run (room.store, "INSERT INTO evaluation_mark VALUES ('L1', 'B2', '1.1', 'E3', '9', 'See page 3.')");
  settle (&room);
  assert_count (&room, 7, 1, 0); /* not on the scale */
  assert_place (&room, "L1/B1/1.1");
  room_close (&room);
}

/* ---- marking ---- */

static void
test_mark_by_key (void)
{
  Room room;
  LwTone tone = LW_TONE_NEUTRAL;
  g_autofree char *before = NULL, *after = NULL;

  room_open (&room, fixture_small_store (more_people), "E3");
  assert_place (&room, "L1/B1/1.1");
  before = lw_marking_panel_info.badge (room.document, &tone);
  g_assert_cmpstr (before, ==, "11");
  assert_checked (&room, "4", FALSE);
  gtk_widget_grab_focus (rung (&room, "0"));
  g_assert_true (press (&room, GDK_KEY_4));
  assert_answer (&room, MARK_OF_E3, "4");
  assert_checked (&room, "4", TRUE);
  assert_count (&room, 10, 1, 0);
  after = lw_marking_panel_info.badge (room.document, &tone);
  g_assert_cmpstr (after, ==, "10");
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "1 of 11 marked"));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Saved, without a rationale"));

  g_assert_false (press (&room, GDK_KEY_7)); /* no such mark */
  g_signal_emit_by_name (rung (&room, "2"), "clicked");
  settle (&room);
  assert_answer (&room, MARK_OF_E3, "2");
  lw_document_undo (room.document);
  settle (&room);
  assert_answer (&room, MARK_OF_E3, "4");
  assert_checked (&room, "2", FALSE);
  assert_checked (&room, "4", TRUE);
  lw_document_undo (room.document);
  settle (&room);
  assert_answer (&room, MARK_OF_E3, NULL);
  assert_checked (&room, "4", FALSE);
  assert_count (&room, 11, 0, 0);
  lw_document_redo (room.document);
  settle (&room);
  assert_checked (&room, "4", TRUE);
  g_assert_true (press (&room, GDK_KEY_Delete));
  assert_answer (&room, MARK_OF_E3, NULL);
  room_close (&room);
}

static void
test_pass_fail (void)
{
  Room room;

  room_open (&room, fixture_small_store (more_people), "E3");
  go_to (&room, "/B2/2.1");
  assert_place (&room, "/B2/2.1");
  g_assert_true (press (&room, GDK_KEY_f));
  assert_answer (&room, "SELECT mark FROM evaluation_mark WHERE lot = '' AND bidder = 'B2' AND person = 'E3'", "fail");
  g_assert_true (press (&room, GDK_KEY_1));
  assert_answer (&room, "SELECT mark FROM evaluation_mark WHERE lot = '' AND bidder = 'B2' AND person = 'E3'", "pass");
  room_close (&room);
}

static void
test_agreed (void)
{
  Room room;
  const char *said = "An agreed mark exists: changing this mark does not change the result";

  room_open (&room, fixture_small_store (more_people), "E3");
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, said));
  go_to (&room, "L1/B2/1.1");
  g_assert_null (ui_find (room.panel, GTK_TYPE_LABEL, said));
  room_close (&room);
}

/* ---- the rationale ---- */

static void
test_writing_is_not_marking (void)
{
  Room room;

  room_open (&room, fixture_small_store (more_people), "E3");
  press (&room, GDK_KEY_3);
  act (&room, "rationale");
  press (&room, GDK_KEY_5);
  press (&room, GDK_KEY_Delete);
  assert_answer (&room, MARK_OF_E3, "3");
  gtk_widget_grab_focus (find (&room, GTK_TYPE_SEARCH_ENTRY, NULL));
  press (&room, GDK_KEY_5);
  assert_answer (&room, MARK_OF_E3, "3");
  act (&room, "rationale");
  g_assert_true (press (&room, GDK_KEY_Escape)); /* back to the scale */
  g_assert_true (gtk_widget_is_focus (rung (&room, "3")));
  g_assert_true (press (&room, GDK_KEY_5));
  assert_answer (&room, MARK_OF_E3, "5");
  room_close (&room);
}

static void
test_rationale_is_saved (void)
{
  Room room;

  room_open (&room, fixture_small_store (more_people), "E3");
  press (&room, GDK_KEY_3);
  write_rationale (&room, "  Dates are on page 4 of the plan.\n");
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Not saved yet"));
  assert_answer (&room, RATIONALE_OF_E3, NULL);
  lw_marking_side_step (LW_MARKING_SIDE (find (&room, LW_TYPE_MARKING_SIDE, NULL)), 1); /* elsewhere: saved at once */
  assert_answer (&room, RATIONALE_OF_E3, "Dates are on page 4 of the plan.");
  settle (&room);
  assert_rationale (&room, "");
  assert_count (&room, 10, 0, 1);
  act (&room, "previous");
  assert_rationale (&room, "Dates are on page 4 of the plan.");
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Saved"));

  write_rationale (&room, "Dates are on page 5.");
  gtk_widget_grab_focus (rung (&room, "3")); /* leaving the text */
  settle (&room);
  assert_answer (&room, RATIONALE_OF_E3, "Dates are on page 5.");
  lw_document_undo (room.document);
  settle (&room);
  assert_rationale (&room, "Dates are on page 4 of the plan.");

  press (&room, GDK_KEY_4); /* another mark keeps what was written for it, which is in sight */
  assert_answer (&room, RATIONALE_OF_E3, "Dates are on page 4 of the plan.");
  write_rationale (&room, "Written before the window closes.");
  room_leave (&room);
  assert_answer (&room, RATIONALE_OF_E3, "Written before the window closes.");
  fixture_close (room.store);
}

static gboolean
is_saved (gpointer store)
{
  g_autofree char *text = ask (store, RATIONALE_OF_E3);
  return g_strcmp0 (text, "After a pause.") == 0;
}

static void
test_rationale_after_a_pause (void)
{
  Room room;

  room_open (&room, fixture_small_store (more_people), "E3");
  press (&room, GDK_KEY_3);
  write_rationale (&room, "After a pause.");
  g_assert_true (ui_wait (is_saved, room.store, 20000));
  settle (&room);
  room_close (&room);
}

static void
test_draft (void)
{
  Room room;

  room_open (&room, fixture_small_store (more_people), "E3");
  write_rationale (&room, "Page 9 before the mark.");
  act (&room, "next");
  assert_rationale (&room, "");
  act (&room, "previous");
  assert_rationale (&room, "Page 9 before the mark.");
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_LABEL, "Draft, kept until there is a mark"));
  act (&room, "scale");
  press (&room, GDK_KEY_2);
  assert_answer (&room, RATIONALE_OF_E3, "Page 9 before the mark.");
  act (&room, "clear");
  assert_answer (&room, MARK_OF_E3, NULL);
  assert_rationale (&room, "");
  lw_document_undo (room.document);
  settle (&room);
  assert_rationale (&room, "Page 9 before the mark.");
  room_close (&room);
}

/* Another window's change of what is being written here does not take it away. */
static void
test_written_text_stays (void)
{
  Room room;

  room_open (&room, fixture_small_store (more_people), "E3");
  press (&room, GDK_KEY_3);
  write_rationale (&room, "Mine, page 1.");
  fixture_run (room.store, "UPDATE evaluation_mark SET rationale = 'Theirs', mark = '1' WHERE person = 'E3'");
  settle (&room);
  assert_rationale (&room, "Mine, page 1.");
  assert_checked (&room, "1", TRUE);
  act (&room, "scale");
  assert_answer (&room, RATIONALE_OF_E3, "Mine, page 1.");
  fixture_run (room.store, "UPDATE evaluation_mark SET rationale = 'Theirs' WHERE person = 'E3'");
  settle (&room);
  assert_rationale (&room, "Theirs");
  room_close (&room);
}

/* ---- moving ---- */

static void
test_next_open (void)
{
  Room room;

  room_open (&room, fixture_small_store (more_people), "E3");
  go_to (&room, "L1/B2/1.1");
  press (&room, GDK_KEY_3);
  go_to (&room, "L1/B1/1.1");
  act (&room, "rationale");
  act (&room, "next-open"); /* B2 is done */
  assert_place (&room, "L1/B3/1.1");
  g_assert_nonnull (gtk_widget_get_focus_child (find (&room, LW_TYPE_MARKING_LADDER, NULL)));
  act (&room, "previous");
  assert_place (&room, "L1/B2/1.1");
  press (&room, GDK_KEY_j);
  assert_place (&room, "L1/B3/1.1");
  press (&room, GDK_KEY_k);
  assert_place (&room, "L1/B2/1.1");
  go_to (&room, "L2/B2/1.1");
  act (&room, "next"); /* over the heading */
  assert_place (&room, "/B1/1.2");
  act (&room, "by-bid");
  act (&room, "next");
  assert_place (&room, "/B1/2.1");
  room_close (&room);
}

static void
test_places (void)
{
  Room room;
  LwFinding finding = { "evaluation.missing-mark", LW_SEVERITY_ERROR, (char *) "B2/2.1", (char *) "" };
  g_autofree char *common = NULL, *lot = NULL, *elsewhere = NULL, *row = NULL, *other = NULL;

  room_open (&room, fixture_small_store (more_people), "E2");
  common = lw_marking_panel_info.place_of_finding (room.document, &finding);
  g_assert_cmpstr (common, ==, "/B2/2.1");
  go_to (&room, common); /* not one of E2's questions: all are shown then */
  assert_place (&room, "/B2/2.1");
  g_assert_false (lw_marking_work_get_only_mine (room.work));
  finding.where = (char *) "L2/B1/1.1";
  lot = lw_marking_panel_info.place_of_finding (room.document, &finding);
  go_to (&room, lot);
  assert_place (&room, "L2/B1/1.1");
  finding.id = "evaluation.price-missing";
  elsewhere = lw_marking_panel_info.place_of_finding (room.document, &finding);
  g_assert_null (elsewhere);
  row = lw_marking_panel_info.place_of_row (room.document, "mark", "/B3/1.2/E1");
  g_assert_cmpstr (row, ==, "/B3/1.2");
  other = lw_marking_panel_info.place_of_row (room.document, "lot", "L1");
  g_assert_null (other);

  gtk_editable_set_text (GTK_EDITABLE (find (&room, GTK_TYPE_SEARCH_ENTRY, NULL)), "south");
  go_to (&room, row); /* the filter would hide it */
  assert_place (&room, "/B3/1.2");
  go_to (&room, "L2/B2"); /* the first of that bid */
  assert_place (&room, "L2/B2/1.1");
  go_to (&room, "L9/B9/9.9"); /* there is no such place */
  room_leave (&room);
  fixture_close (room.store);
}

static void
test_people (void)
{
  Room room;
  LwTone tone = LW_TONE_NEUTRAL;
  GtkWidget *people;

  room_open (&room, fixture_small_store (more_people), "somebody");
  g_assert_null (lw_marking_panel_info.badge (room.document, &tone));
  people = find (&room, GTK_TYPE_LIST_BOX, "Who is marking");
  g_assert_true (gtk_widget_get_mapped (people));
  g_signal_emit_by_name (people, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (people), 1));
  settle (&room);
  g_assert_cmpstr (lw_document_get_person (room.document), ==, "E2");
  g_assert_false (gtk_widget_get_mapped (people));
  assert_place (&room, "L1/B1/1.1");
  assert_rationale (&room, "Few dates.");

  /* What was written is saved for who wrote it. */
  write_rationale (&room, "Few dates, page 2.");
  lw_document_set_person (room.document, "E1");
  settle (&room);
  assert_rationale (&room, "Clear plan (p. 12).\nDated.");
  assert_answer (&room, "SELECT rationale FROM evaluation_mark WHERE person = 'E2' AND rationale IS NOT NULL",
                 "Few dates, page 2.");
  fixture_run (room.store, "INSERT INTO person_role VALUES ('E3', 'evaluator')"); /* then nobody else marks */
  settle (&room);
  g_assert_true (gtk_widget_get_mapped (people));
  room_close (&room);
}

/* ---- what is not there yet ---- */

static GtkWidget *
page (Room *room)
{
  return gtk_stack_get_visible_child (GTK_STACK (find (room, GTK_TYPE_STACK, "stack")));
}

static gboolean
has_person (gpointer document)
{
  return g_str_equal (lw_document_get_person (document), "E1") && !lw_document_is_busy (document);
}

static void
test_empty (void)
{
  static const char *const rows[] = { "competition|id=new|title=New|currency=GBP", NULL };
  Room room;

  room_open (&room, fixture_store (rows), NULL);
  g_assert_nonnull (ui_find (page (&room), GTK_TYPE_BUTTON, "Go to _Criteria"));
  assert_place (&room, NULL);
  fixture_run (room.store, "INSERT INTO evaluation_method (id, weights, whole, rounding, places, rule)"
                           " VALUES ('method', 'points', '100', 'never', 2, 'half-up')");
  fixture_run (room.store, "INSERT INTO evaluation_criterion (id, title, kind, scope, position)"
                           " VALUES ('1', 'Accepts', 'pass-fail', 'lot', 1)");
  settle (&room);
  g_assert_nonnull (ui_find (page (&room), GTK_TYPE_BUTTON, "Go to _Bids"));
  fixture_run (room.store, "INSERT INTO lot (id, title, position) VALUES ('L1', 'North', 1)");
  fixture_run (room.store, "INSERT INTO bidder (id, name, form, position) VALUES ('B1', 'First', 'single', 1)");
  fixture_run (room.store, "INSERT INTO bid (lot, bidder, status) VALUES ('L1', 'B1', 'submitted')");
  settle (&room);
  gtk_editable_set_text (GTK_EDITABLE (ui_find (page (&room), GTK_TYPE_ENTRY, "Name or post of the evaluator")),
                         " Quality lead ");
  g_signal_emit_by_name (ui_find (page (&room), GTK_TYPE_BUTTON, "_Add evaluator"), "clicked");
  g_assert_true (ui_wait (has_person, room.document, 10000));
  settle (&room);
  g_assert_cmpstr (lw_document_get_undo_name (room.document), ==, "Add the evaluator E1"); /* the person and the role */
  assert_answer (&room, "SELECT name || role FROM person JOIN person_role ON person = id", "Quality leadevaluator");
  assert_place (&room, "L1/B1/1");
  press (&room, GDK_KEY_p);
  act (&room, "rationale");
  write_rationale (&room, "Signed on page 1.");
  act (&room, "next-open");
  g_assert_nonnull (ui_find (page (&room), GTK_TYPE_LABEL, "All marked"));
  g_assert_true (gtk_widget_get_visible (ui_find (page (&room), GTK_TYPE_BUTTON, "See results")));
  room_close (&room);
}

/* ---- what undo says ---- */

static void
test_undo_names (void)
{
  Room room;

  room_open (&room, fixture_small_store (more_people), "E3");
  press (&room, GDK_KEY_4);
  g_assert_cmpstr (lw_document_get_undo_name (room.document), ==, "Mark L1/B1/1.1 as 4");
  write_rationale (&room, "Dates are on page 4 of a plan that goes on and on.");
  act (&room, "next");
  g_assert_cmpstr (lw_document_get_undo_name (room.document), ==, "Change the rationale of L1/B1/1.1");
  act (&room, "previous");
  act (&room, "clear");
  g_assert_cmpstr (lw_document_get_undo_name (room.document), ==, "Take back the mark of L1/B1/1.1");
  lw_document_undo (room.document);
  settle (&room);
  assert_answer (&room, RATIONALE_OF_E3, "Dates are on page 4 of a plan that goes on and on.");
  go_to (&room, "/B2/2.1");
  press (&room, GDK_KEY_f);
  g_assert_cmpstr (lw_document_get_undo_name (room.document), ==, "Mark B2/2.1 as fail");
  room_close (&room);
}

/* ---- history ---- */

static void
on_inspect (LwPanel *panel, const char *title, GtkWidget *content, gboolean open, GtkWidget **inspected)
{
  g_assert_cmpstr (title, ==, "History of this mark");
  g_assert_false (open);
  *inspected = content;
}

/* How many entries the inspector lists: their names are headings. */
static guint
count_entries (Room *room, GtkWidget *history, const char *name)
{
  GtkWidget *label, *entry;
  guint n = 0;

  settle (room);
  label = ui_find (history, GTK_TYPE_LABEL, name);
  if (label == NULL)
    return 0;
  entry = gtk_widget_get_parent (label);
  for (entry = gtk_widget_get_first_child (gtk_widget_get_parent (entry)); entry != NULL;
       entry = gtk_widget_get_next_sibling (entry))
    n++;
  return n;
}

/* Beside the panel, as in the window. */
static void
test_history (void)
{
  Room room;
  GtkWidget *history = NULL, *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  room_open (&room, fixture_small_store (more_people), "E3");
  g_signal_connect (room.panel, "inspect", G_CALLBACK (on_inspect), &history);
  g_object_ref (room.panel);
  adw_window_set_content (ADW_WINDOW (room.window), box);
  gtk_box_append (GTK_BOX (box), room.panel);
  g_object_unref (room.panel);
  ui_settle (GTK_WIDGET (room.window));
  g_assert_nonnull (history);
  press (&room, GDK_KEY_2);
  press (&room, GDK_KEY_Delete);
  g_assert_null (ui_find (history, GTK_TYPE_LABEL, "Mark: 2")); /* nobody looks: nothing is read */
  lw_document_undo (room.document);
  lw_document_undo (room.document);
  settle (&room);
  gtk_box_append (GTK_BOX (box), history);
  settle (&room);
  g_assert_cmpuint (count_entries (&room, history, "Mark L1/B1/1.1 as 2"), ==, 4);
  act (&room, "next");
  g_assert_nonnull (ui_find (history, GTK_TYPE_LABEL, "History of the mark of L1/B2/1.1"));
  g_assert_nonnull (ui_find (history, GTK_TYPE_LABEL, "No mark has been given here."));
  g_assert_nonnull (ui_find (history, GTK_TYPE_LABEL, "What the scale says"));
  g_assert_nonnull (ui_find (history, GTK_TYPE_LABEL, "4 Good"));

  press (&room, GDK_KEY_3);
  g_assert_cmpuint (count_entries (&room, history, "Mark L1/B2/1.1 as 3"), ==, 1);
  g_assert_nonnull (ui_find (history, GTK_TYPE_LABEL, "Mark: 3"));
  press (&room, GDK_KEY_4);
  g_assert_cmpuint (count_entries (&room, history, "Mark L1/B2/1.1 as 4"), ==, 2);
  g_assert_nonnull (ui_find (history, GTK_TYPE_LABEL, "Mark: 3 → 4"));
  lw_document_undo (room.document);
  settle (&room);
  g_assert_cmpuint (count_entries (&room, history, "Mark L1/B2/1.1 as 4"), ==, 3);
  g_assert_nonnull (ui_find (history, GTK_TYPE_LABEL, "Mark: 4 → 3"));
  press (&room, GDK_KEY_Delete);
  g_assert_cmpuint (count_entries (&room, history, "Take back the mark of L1/B2/1.1"), ==, 4);
  g_assert_nonnull (ui_find (history, GTK_TYPE_LABEL, "Mark: 3 → none"));

  act (&room, "next");
  g_assert_cmpuint (count_entries (&room, history, "Mark L1/B2/1.1 as 4"), ==, 0);
  g_assert_nonnull (ui_find (history, GTK_TYPE_LABEL, "No mark has been given here."));
  room_close (&room);
}

/* ---- many marks ---- */

/* 55,000 more marks by people who are no evaluators. */
static LwStore *
many_store (void)
{
  LwStore *store = fixture_small_store (more_people);

  fixture_run (store, "INSERT INTO person_role VALUES ('E1', 'evaluator'), ('E2', 'evaluator'), ('E3', 'evaluator')");
  fixture_run (store, "INSERT INTO person (id, name) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                      " WHERE i < 5000) SELECT printf ('P%05d', i), 'Former evaluator' FROM n");
  fixture_run (store, "INSERT INTO evaluation_mark SELECT m.lot, m.bidder, m.criterion, p.id, m.mark, NULL"
                      " FROM evaluation_mark m, person p WHERE m.person = 'E1' AND p.id GLOB 'P*'");
  return store;
}

static gboolean
is_read (gpointer work)
{
  return !lw_marking_work_is_reading (work);
}

static void
wait_for_marks (Room *room)
{
  g_assert_true (ui_wait (is_read, room->work, 30000));
  settle (room);
}

static void
test_many (void)
{
  Room room;
  LwStore *store = many_store ();
  const char *another = "UPDATE evaluation_criterion SET title = title || ' again' WHERE id = '1.1'";

  room_open (&room, store, "E3");
  wait_for_marks (&room);
  lw_marking_work_set_only_mine (room.work, FALSE);
  g_assert_nonnull (ui_find (page (&room), GTK_TYPE_LABEL, "0 of 11 marked"));
  assert_count (&room, 11, 0, 0);
  press (&room, GDK_KEY_3);
  assert_count (&room, 10, 1, 0); /* one mark is not worth a reading */
  g_assert_false (lw_marking_work_is_reading (room.work));
  act (&room, "next");
  assert_place (&room, "L1/B2/1.1");

  fixture_run (store, another);
  g_assert_true (lw_marking_work_is_reading (room.work));
  g_assert_null (lw_marking_work_get_marks (room.work));
  g_assert_true (lw_document_is_busy (room.document)); /* the window shows it */
  g_assert_nonnull (ui_find (page (&room), GTK_TYPE_LABEL, "Reading the marks…"));
  wait_for_marks (&room);
  assert_place (&room, "L1/B2/1.1");
  assert_count (&room, 10, 1, 0);

  /* marks that come while it is read */
  fixture_run (store, another);
  fixture_run (store, "INSERT INTO evaluation_mark VALUES ('L1', 'B2', '1.1', 'E3', '4', 'See page 3.')");
  g_assert_true (lw_marking_work_is_reading (room.work));
  wait_for_marks (&room);
  assert_count (&room, 9, 1, 1);
  lw_document_set_person (room.document, "E1"); /* now only this person's are read */
  g_assert_true (lw_marking_work_is_reading (room.work));
  fixture_run (store, "UPDATE evaluation_mark SET rationale = 'See page 3.' WHERE person = 'E1' AND lot = 'L1'");
  fixture_run (store, "DELETE FROM evaluation_mark WHERE person = 'E1' AND lot = 'L1' AND bidder = 'B3'");
  wait_for_marks (&room);
  assert_count (&room, 1, 8, 2);
  room_close (&room);
}

static void
test_many_cancelled (void)
{
  Room room;
  LwStore *store = many_store ();

  room_open (&room, store, "E3");
  wait_for_marks (&room);
  lw_marking_work_set_only_mine (room.work, FALSE);
  do /* the thread may be done before it sees the cancel */
    {
      g_autoptr (LwJob) job = NULL;
      fixture_run (store, "UPDATE evaluation_criterion SET title = title || '.' WHERE id = '1.1'");
      job = g_list_model_get_item (lw_document_get_jobs (room.document), 0);
      g_assert_cmpstr (lw_job_get_title (job), ==, "Reading the marks");
      lw_job_cancel (job);
      wait_for_marks (&room);
    }
  while (lw_marking_work_get_marks (room.work) != NULL);
  g_assert_error (lw_marking_work_get_error (room.work), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_nonnull (ui_find (page (&room), GTK_TYPE_LABEL, "The marks are not read"));
  fixture_run (store, "INSERT INTO evaluation_mark VALUES ('L1', 'B2', '1.1', 'E3', '4', 'See page 3.')");
  settle (&room);
  g_assert_null (lw_marking_work_get_marks (room.work));
  g_signal_emit_by_name (ui_find (page (&room), GTK_TYPE_BUTTON, "_Read the marks"), "clicked");
  g_assert_true (lw_marking_work_is_reading (room.work));
  wait_for_marks (&room);
  assert_count (&room, 10, 0, 1);
  g_assert_nonnull (ui_find (page (&room), GTK_TYPE_LABEL, "1 of 11 marked"));
  room_close (&room);
}

static void
test_read_only (void)
{
  Room room;
  g_autoptr (GError) error = NULL;
  g_autoptr (LwSchema) schema = fixture_schema ();
  LwStore *made = fixture_small_store (more_people), *store;

  store = lw_store_open (lw_store_get_path (made), schema, LW_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  room_open (&room, store, "E1");
  go_to (&room, "L1/B1/1.1");
  assert_checked (&room, "4", TRUE);
  g_assert_false (gtk_widget_is_sensitive (rung (&room, "4")));
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (find (&room, GTK_TYPE_TEXT_VIEW, "Rationale"))));
  g_assert_false (gtk_widget_is_sensitive (find (&room, GTK_TYPE_BUTTON, "_Clear mark")));
  ui_key (room.panel, GDK_KEY_2, 0);
  ui_key (room.panel, GDK_KEY_Delete, 0);
  settle (&room);
  assert_answer (&room, "SELECT mark FROM evaluation_mark WHERE lot = 'L1' AND bidder = 'B1' AND person = 'E1'", "4");
  room_leave (&room);
  g_object_unref (store);
  fixture_close (made);
}

/* ---- for those who do not see it ---- */

/* Nothing that can be acted on is without a name. */
static void
assert_named (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_BUTTON (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_SEARCH_ENTRY (widget) || GTK_IS_DROP_DOWN (widget)
      || GTK_IS_LIST_VIEW (widget))
    {
      const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;
      g_test_message ("%s %s", G_OBJECT_TYPE_NAME (widget), gtk_widget_get_name (widget));
      g_assert_true (label != NULL || gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL));
    }
  if (GTK_IS_TEXT_VIEW (widget) || GTK_IS_POPOVER (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    assert_named (child);
}

static void
test_names (void)
{
  Room room;
  GtkWidget *ladder;

  room_open (&room, fixture_small_store (more_people), "E1");
  ladder = find (&room, LW_TYPE_MARKING_LADDER, NULL);
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (ladder)), ==, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (rung (&room, "4"))), ==, GTK_ACCESSIBLE_ROLE_RADIO);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (rung (&room, "4")), GTK_ACCESSIBLE_PROPERTY_LABEL, "4, Good");
  assert_checked (&room, "4", TRUE);
  assert_checked (&room, "3", FALSE);
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_WIDGET, "L1 B1 First, mark 4, done"));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_WIDGET, "L1 B2 Second, mark 2, flagged: no rationale"));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_WIDGET, "1.1 Delivery, 5/5 marked"));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_WIDGET, "Points to the bid: a page, a paragraph: yes"));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_WIDGET, "Flagged 10"));
  assert_named (room.panel);
  room_close (&room);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/marking/keys", test_keys);
  g_test_add_func ("/marking/rationale-checks", test_rationale_checks);
  g_test_add_func ("/marking/list", test_list);
  g_test_add_func ("/marking/follows-the-file", test_follows_the_file);
  g_test_add_func ("/marking/mark-by-key", test_mark_by_key);
  g_test_add_func ("/marking/pass-fail", test_pass_fail);
  g_test_add_func ("/marking/agreed", test_agreed);
  g_test_add_func ("/marking/writing-is-not-marking", test_writing_is_not_marking);
  g_test_add_func ("/marking/rationale-is-saved", test_rationale_is_saved);
  g_test_add_func ("/marking/rationale-after-a-pause", test_rationale_after_a_pause);
  g_test_add_func ("/marking/draft", test_draft);
  g_test_add_func ("/marking/written-text-stays", test_written_text_stays);
  g_test_add_func ("/marking/next-open", test_next_open);
  g_test_add_func ("/marking/places", test_places);
  g_test_add_func ("/marking/people", test_people);
  g_test_add_func ("/marking/empty", test_empty);
  g_test_add_func ("/marking/undo-names", test_undo_names);
  g_test_add_func ("/marking/history", test_history);
  g_test_add_func ("/marking/many", test_many);
  g_test_add_func ("/marking/many/cancelled", test_many_cancelled);
  g_test_add_func ("/marking/read-only", test_read_only);
  g_test_add_func ("/marking/names", test_names);
  const int outcome = g_test_run ();
  fflush (stdout);
  /* 120 bytes of an object of the toolkit's stay, of unknown owner: the look for leaks at the end is left out here. */
  _exit (outcome);
}
