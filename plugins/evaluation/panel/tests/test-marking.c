/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel Marking: its list, places, people, what it says where there is nothing, what is said aloud. */
#include "config.h"

#include "marking-fixture.h"

#include "lw-evaluation.h"
#include "lw-marking-desk.h"
#include "lw-marking-ladder.h"
#include "lw-marking-list.h"
#include "lw-marking-side.h"

#include <string.h>

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
  fixture_run (room.store, "INSERT INTO evaluation_mark (lot, bidder, criterion, person, mark, rationale) VALUES ('L1', 'B2', '1.1', 'E3', '9', 'See page 3.')");
  settle (&room);
  assert_count (&room, 7, 1, 0); /* not on the scale */
  assert_place (&room, "L1/B1/1.1");
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
  assert_answer (&room, "SELECT name FROM command ORDER BY seq DESC LIMIT 1", "Add the evaluator E1"); /* the person and the role */
  g_assert_cmpstr (lw_document_get_undo_name (room.document), ==, "the last change"); /* by somebody else than E1 */
  assert_answer (&room, "SELECT name || role FROM person JOIN person_role ON person = id", "Quality leadevaluator");
  assert_place (&room, "L1/B1/1");
  press (&room, GDK_KEY_p);
  act (&room, "rationale");
  write_rationale (&room, "Signed on page 1.");
  act (&room, "next-open");
  g_assert_nonnull (ui_find (page (&room), GTK_TYPE_LABEL, "All marked"));
  g_assert_false (gtk_widget_get_visible (ui_find (page (&room), GTK_TYPE_BUTTON, "See results"))); /* an evaluator sees no ranking */
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
  fixture_run (store, "INSERT INTO evaluation_mark (lot, bidder, criterion, person, mark, rationale) SELECT m.lot, m.bidder, m.criterion, p.id, m.mark, NULL"
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
  fixture_run (store, "INSERT INTO evaluation_mark (lot, bidder, criterion, person, mark, rationale) VALUES ('L1', 'B2', '1.1', 'E3', '4', 'See page 3.')");
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
  fixture_run (store, "INSERT INTO evaluation_mark (lot, bidder, criterion, person, mark, rationale) VALUES ('L1', 'B2', '1.1', 'E3', '4', 'See page 3.')");
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
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_WIDGET, "Says where in the bid: a page, its words: not yet"));
  g_assert_nonnull (ui_find (room.panel, GTK_TYPE_WIDGET, "Flagged 10"));
  assert_named (room.panel);
  room_close (&room);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/marking/list", test_list);
  g_test_add_func ("/marking/follows-the-file", test_follows_the_file);
  g_test_add_func ("/marking/next-open", test_next_open);
  g_test_add_func ("/marking/places", test_places);
  g_test_add_func ("/marking/people", test_people);
  g_test_add_func ("/marking/empty", test_empty);
  g_test_add_func ("/marking/many", test_many);
  g_test_add_func ("/marking/many/cancelled", test_many_cancelled);
  g_test_add_func ("/marking/read-only", test_read_only);
  g_test_add_func ("/marking/names", test_names);
  return g_test_run ();
}
