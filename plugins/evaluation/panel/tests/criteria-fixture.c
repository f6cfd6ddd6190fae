/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "criteria-fixture.h"

#include "lw-evaluation.h"

const char *const thirds[] = {
  "competition|id=thirds|title=Thirds|currency=GBP",
  "evaluation_method|id=method|weights=points|whole=100|rounding=total|places=2|rule=half-up",
  "evaluation_scale|id=S5|title=0 to 5",
  "evaluation_scale_mark|scale=S5|value=0|label=None|position=1",
  "evaluation_scale_mark|scale=S5|value=5|label=All|position=2",
  "evaluation_criterion|id=1|title=First|kind=scored|weight=33.33|scale=S5|scope=lot|position=1",
  "evaluation_criterion|id=2|title=Second|kind=scored|weight=33.33|scale=S5|scope=lot|position=2",
  "evaluation_criterion|id=3|title=Third|kind=scored|weight=33.33|scale=S5|scope=lot|position=3",
  NULL,
};

LwHost *
make_host (void)
{
  LwHost *host = lw_host_new (NULL);

  lw_host_add_section (host, LW_EVALUATION_ID, lw_evaluation_entities, LW_EVALUATION_RNG_PATH);
  return host;
}

static void
on_toast (LwPanel *panel, const char *text, Desk *desk)
{
  g_free (desk->toast);
  desk->toast = g_strdup (text);
}

void
desk_open (Desk *desk, LwStore *store)
{
  *desk = (Desk) { make_host (), store };
  desk->document = lw_document_new (g_object_ref (store), desk->host);
  desk->panel = g_object_new (lw_criteria_panel_info.get_type (), "document", desk->document, NULL);
  g_signal_connect (desk->panel, "toast", G_CALLBACK (on_toast), desk);
  desk->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (desk->window), desk->panel);
  gtk_window_set_default_size (desk->window, 1200, 800);
  gtk_window_present (desk->window);
  ui_settle (GTK_WIDGET (desk->window));
  desk->view = LW_CRITERIA_VIEW (ui_find (desk->panel, LW_TYPE_CRITERIA_VIEW, NULL));
  desk->detail = LW_CRITERIA_DETAIL (ui_find (desk->panel, LW_TYPE_CRITERIA_DETAIL, NULL));
}

gboolean
is_idle (gpointer data)
{
  return !lw_document_is_busy (data);
}

void
desk_close (Desk *desk)
{
  ui_destroy (desk->window);
  /* what was typed and right is saved when its field goes */
  g_assert_true (ui_wait (is_idle, desk->document, 10000));
  g_assert_finalize_object (desk->document);
  lw_host_free (desk->host);
  fixture_close (desk->store);
  g_clear_pointer (&desk->toast, g_free);
}

void
settle (Desk *desk)
{
  g_assert_true (ui_wait (is_idle, desk->document, 10000));
  ui_settle (GTK_WIDGET (desk->window));
}

char *
ask (Desk *desk, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (desk->store, &error);
  char *text = NULL;

  g_assert_no_error (error);
  lw_connection_get_text (lw_reader_connection (reader), &text, &error, sql, "");
  g_assert_no_error (error);
  return text;
}

void
assert_answer (Desk *desk, const char *sql, const char *expected)
{
  g_autofree char *found = ask (desk, sql);
  g_assert_cmpstr (found, ==, expected);
}

void
assert_field (LwCriteriaField *field, const char *expected)
{
  g_autofree char *text = lw_criteria_field_get_text (field);
  g_assert_cmpstr (text, ==, expected);
}

LwCriteriaField *
find_field (GtkWidget *root, const char *label)
{
  GtkWidget *input = ui_find (root, GTK_TYPE_ENTRY, label);

  if (input == NULL)
    input = ui_find (root, GTK_TYPE_TEXT_VIEW, label);
  g_assert_nonnull (input);
  return LW_CRITERIA_FIELD (gtk_widget_get_ancestor (input, LW_TYPE_CRITERIA_FIELD));
}

LwCriteriaField *
select_weight (Desk *desk, const char *id)
{
  LwCriteriaField *field;

  g_assert_true (lw_criteria_view_select (desk->view, id, TRUE));
  ui_settle (GTK_WIDGET (desk->window));
  field = lw_criteria_view_get_weight_field (desk->view, id);
  g_assert_nonnull (field);
  return field;
}

void
act (Desk *desk, const char *action)
{
  g_autofree char *name = g_strconcat ("panel.", action, NULL);
  g_assert_true (gtk_widget_activate_action (desk->panel, name, NULL));
  ui_settle (GTK_WIDGET (desk->window));
}

GtkWidget *
top_sum (Desk *desk)
{
  return ui_find (desk->panel, GTK_TYPE_LABEL, "top-sum");
}
