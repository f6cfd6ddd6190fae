/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Giving a mark: by a key, undo, the rationale that is never lost, the history of the mark. */
#include "config.h"

#include "marking-fixture.h"

#include "lw-evaluation.h"
#include "lw-marking-desk.h"
#include "lw-marking-ladder.h"
#include "lw-marking-rationale.h"
#include "lw-marking-sheet.h"
#include "lw-marking-side.h"

#include <string.h>

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

  g_assert_true (press (&room, GDK_KEY_7)); /* no such mark */
  g_assert_cmpstr (room.toast, ==, "7 gives no mark on this scale, which has 0, 1, 2, 3, 4, 5");
  assert_answer (&room, MARK_OF_E3, "4");
  g_assert_true (gtk_widget_is_focus (rung (&room, "4"))); /* the focus goes with the mark */
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
  g_assert_true (press (&room, GDK_KEY_4));
  g_assert_cmpstr (room.toast, ==, "This question is pass or fail: press P or F");
  room_close (&room);
}

static void
test_agreed (void)
{
  Room room;
  const char *said = "The agreed mark stands: this mark does not move the ranking. See the agreed mark";
  GtkLabel *remark;

  room_open (&room, fixture_small_store (more_people), "E3");
  remark = GTK_LABEL (find (&room, GTK_TYPE_LABEL, "remark"));
  g_assert_cmpstr (gtk_label_get_text (remark), ==, said);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (remark)));
  press (&room, GDK_KEY_3);
  g_assert_cmpstr (room.toast, ==, "The agreed mark stands: this mark does not move the ranking");
  g_clear_pointer (&room.toast, g_free);
  press (&room, GDK_KEY_4);
  g_assert_cmpstr (room.toast, ==, NULL); /* said once */
  go_to (&room, "L1/B2/1.1");
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (remark)));
  press (&room, GDK_KEY_3);
  g_assert_cmpstr (room.toast, ==, NULL);
  room_close (&room);
}

static void
go_by_link (GSimpleAction *action, GVariant *place, gpointer gone)
{
  *(char **) gone = g_variant_dup_string (place, NULL);
}

/* What is common to all lots is seen in a lot. */
static void
test_agreed_link (void)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) go = g_simple_action_new ("go-to", G_VARIANT_TYPE_STRING);
  g_autofree char *gone = NULL;
  gboolean taken = FALSE;
  Room room;

  room_open (&room, fixture_small_store (more_people), "E3");
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (go));
  g_signal_connect (go, "activate", G_CALLBACK (go_by_link), &gone);
  gtk_widget_insert_action_group (GTK_WIDGET (room.window), "win", G_ACTION_GROUP (actions));
  g_signal_emit_by_name (find (&room, GTK_TYPE_LABEL, "remark"), "activate-link", "agreed", &taken);
  g_assert_true (taken);
  g_assert_cmpstr (gone, ==, "results:L1/B1/1.1");
  g_clear_pointer (&gone, g_free);
  go_to (&room, "/B2/2.1");
  g_signal_emit_by_name (find (&room, GTK_TYPE_LABEL, "remark"), "activate-link", "agreed", &taken);
  g_assert_cmpstr (gone, ==, "results:L1/B2/2.1");
  gtk_widget_insert_action_group (GTK_WIDGET (room.window), "win", NULL);
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

#define ENTER_IS_KEPT "Enter leaves the rationale as it is until you write in it or move the cursor"

/* Who comes by Tab and presses Enter leaves a finished rationale as it is; who has written goes on to a new line. */
static void
test_enter (void)
{
  Room room;
  GtkTextIter end;

  room_open (&room, fixture_small_store (more_people), "E3");
  press (&room, GDK_KEY_3);
  write_rationale (&room, "Dates are on page 4.");
  press (&room, GDK_KEY_Return);
  g_assert_cmpstr (room.toast, !=, ENTER_IS_KEPT); /* left to the text */
  write_rationale (&room, "Dates are on page 4.");
  act (&room, "scale");
  gtk_widget_grab_focus (find (&room, GTK_TYPE_TEXT_VIEW, "Rationale"));
  ui_settle (GTK_WIDGET (room.window));
  g_clear_pointer (&room.toast, g_free);
  g_assert_true (press (&room, GDK_KEY_Return));
  g_assert_cmpstr (room.toast, ==, ENTER_IS_KEPT);
  g_assert_true (press (&room, GDK_KEY_KP_Enter));
  assert_rationale (&room, "Dates are on page 4.");
  gtk_text_buffer_get_end_iter (rationale (&room), &end);
  gtk_text_buffer_place_cursor (rationale (&room), &end);
  g_clear_pointer (&room.toast, g_free);
  press (&room, GDK_KEY_Return);
  g_assert_cmpstr (room.toast, ==, NULL);
  room_close (&room);
}

/* Where there is no room for three columns, the mark is below the answer; the scale is not cut off. */
static void
test_fold (void)
{
  Room room;
  GtkWidget *desk, *sheet;
  graphene_rect_t at_desk, at_sheet;

  room_open (&room, fixture_small_store (more_people), "E3");
  desk = find (&room, LW_TYPE_MARKING_DESK, NULL);
  sheet = find (&room, LW_TYPE_MARKING_SHEET, NULL);
  g_assert_true (gtk_widget_compute_bounds (desk, room.panel, &at_desk));
  g_assert_true (gtk_widget_compute_bounds (sheet, room.panel, &at_sheet));
  g_assert_cmpfloat (at_desk.origin.x, >=, at_sheet.origin.x + at_sheet.size.width);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "DejaVu Sans 20", NULL);
  ui_settle (GTK_WIDGET (room.window));
  ui_settle (GTK_WIDGET (room.window));
  g_assert_true (gtk_widget_compute_bounds (desk, room.panel, &at_desk));
  g_assert_true (gtk_widget_compute_bounds (sheet, room.panel, &at_sheet));
  g_assert_cmpfloat (at_desk.origin.y, >=, at_sheet.origin.y + at_sheet.size.height);
  g_assert_cmpint (gtk_widget_get_width (room.panel), <=, gtk_widget_get_width (GTK_WIDGET (room.window)));
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "DejaVu Sans 10", NULL);
  room_close (&room);
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

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/marking/keys", test_keys);
  g_test_add_func ("/marking/rationale-checks", test_rationale_checks);
  g_test_add_func ("/marking/mark-by-key", test_mark_by_key);
  g_test_add_func ("/marking/pass-fail", test_pass_fail);
  g_test_add_func ("/marking/agreed", test_agreed);
  g_test_add_func ("/marking/agreed/link", test_agreed_link);
  g_test_add_func ("/marking/writing-is-not-marking", test_writing_is_not_marking);
  g_test_add_func ("/marking/rationale-is-saved", test_rationale_is_saved);
  g_test_add_func ("/marking/enter", test_enter);
  g_test_add_func ("/marking/fold", test_fold);
  g_test_add_func ("/marking/rationale-after-a-pause", test_rationale_after_a_pause);
  g_test_add_func ("/marking/draft", test_draft);
  g_test_add_func ("/marking/written-text-stays", test_written_text_stays);
  g_test_add_func ("/marking/undo-names", test_undo_names);
  g_test_add_func ("/marking/history", test_history);
  return g_test_run ();
}
