/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The panel Criteria: the tree of criteria with its weights, the scales, the method. Every edit is a command of the
 * document; what is shown comes from the file alone, by its change feed. What its actions do is in lw-criteria-actions.c.
 */
#include "config.h"

#include "lw-criteria-panel-private.h"

#include "lw-criteria-save.h"
#include "lw-criteria-template.h"
#include "lw-criteria-template-ask.h"
#include "lw-evaluation-panels.h"
#include "lw-evaluation-text.h"
#include "lw-evaluation-verbs.h"
#include "model/lw-model.h"
#include "window/lw-app.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Narrower than so many characters, the pane goes below the tree. */
#define PANE_BESIDE_CHARS 140
/* Narrower than so many, the tree leaves out what the pane shows. */
#define ALL_COLUMNS_CHARS 176

G_DEFINE_FINAL_TYPE (LwCriteriaPanel, lw_criteria_panel, LW_TYPE_PANEL)

/* ---- following the file ---- */

static void
select_wanted (LwCriteriaPanel *self)
{
  const gboolean focus = self->want_focus;

  if (self->wanted == NULL || !lw_criteria_view_select (self->view, self->wanted, focus))
    return;
  g_clear_pointer (&self->wanted, g_free);
  self->want_focus = FALSE;
}

/* Something is selected as soon as there is something. */
static void
select_first (LwCriteriaPanel *self)
{
  LwCriteriaNode *first = lw_criteria_node_get_child (self->tree->top, 0);

  if (first != NULL && lw_criteria_view_get_selected (self->view) == NULL)
    lw_criteria_view_select (self->view, first->id, FALSE);
}

static void fill_templates (LwCriteriaPanel *self);

static void
show_words (LwCriteriaPanel *self, LwConnection *connection)
{
  g_autofree char *trust = NULL;

  lw_provenance_get (connection, "criteria", &trust, NULL);
  self->stated = trust != NULL;
  adw_bin_set_child (self->chip, lw_trust_chip_new (trust));
}

static void
reload (LwCriteriaPanel *self, gboolean fresh)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), &error);

  lw_criteria_view_reloading (self->view);
  if (reader == NULL
      || !lw_criteria_tree_load (self->tree, lw_reader_connection (reader), lw_document_get_currency (self->document), &error))
    g_signal_emit_by_name (self->document, "failed", _("Reading the criteria"), error);
  if (reader != NULL)
    show_words (self, lw_reader_connection (reader));
  lw_criteria_view_reloaded (self->view);
  lw_criteria_view_set_locked (self->view, lw_criteria_why_not (self->document, self->tree));
  lw_criteria_lock_bar_show (self->lock, &self->tree->lock, lw_document_get_read_only_reason (self->document));
  lw_criteria_detail_show (self->detail, lw_criteria_view_get_selected (self->view), TRUE);
  lw_scale_page_reloaded (self->scales);
  lw_criteria_method_reloaded (self->method, fresh);
  lw_criteria_lab_reloaded (self->lab);
  if (self->tree->whole == NULL)
    fill_templates (self);
  gtk_stack_set_visible_child_name (self->outer, self->tree->whole != NULL ? "content" : "empty");
  select_wanted (self);
  if (!fresh)
    select_first (self);
  lw_criteria_panel_update_actions (self);
}

static gboolean
concerns (const LwChange *change)
{
  static const char *const tables[]
      = { "competition", "evaluation_method", "evaluation_scale", "evaluation_scale_mark", "evaluation_criterion", "provenance",
          "evaluation_tie_rule", "evaluation_publication", "evaluation_revision", NULL };
  return g_strv_contains (tables, change->table);
}

static void
on_document_changed (LwCriteriaPanel *self, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    if (concerns (g_ptr_array_index (changes, i)))
      {
        reload (self, FALSE);
        return;
      }
}

/* Something was refused, here or in another window of the file: what the fields took for saved may not be. What is being
 * typed stays. */
static void
on_document_failed (LwCriteriaPanel *self)
{
  g_clear_pointer (&self->wanted, g_free);
  lw_criteria_tree_clear_drafts (self->tree);
  lw_criteria_view_restore_weights (self->view);
  lw_criteria_detail_restore (self->detail);
  lw_scale_page_restore (self->scales);
  lw_criteria_method_reloaded (self->method, FALSE);
}

/* Marks came or went: whether a kind may be changed, and what a scale says of its use. */
static void
on_session_updated (LwCriteriaPanel *self)
{
  lw_criteria_detail_show (self->detail, lw_criteria_view_get_selected (self->view), TRUE);
  lw_scale_page_reloaded (self->scales);
}

/* ---- the tree's signals ---- */

static void
on_selected (LwCriteriaPanel *self)
{
  LwCriteriaNode *node = lw_criteria_view_get_selected (self->view);

  lw_criteria_detail_show (self->detail, node, FALSE);
  if (node != NULL)
    lw_file_state_set (lw_document_get_state (self->document), "criteria", "selected", node->id);
  lw_criteria_panel_update_actions (self);
}

static void
on_weight (LwCriteriaPanel *self, LwCriteriaNode *node, const char *text)
{
  g_autofree char *value = lw_criteria_value ("weight", text);
  lw_criteria_set (self->document, "criterion", node->id, value, NULL);
}

static void
on_added (LwCriteriaPanel *self, const char *id)
{
  lw_criteria_panel_want (self, id);
}

/* ---- setting up a method ---- */

static void
on_use_template (LwCriteriaPanel *self, GtkWidget *row)
{
  const LwCriteriaTemplate *template = g_object_get_data (G_OBJECT (row), "lw-template");
  GError *error = NULL;
  LwCommand *command;

  if (template == NULL)
    {
      const char *values[] = { "weights=points", "whole=100", "rounding=total", "places=2", "rule=half-up", NULL };
      lw_criteria_add_values (self->document, "method", values);
      return;
    }
  command = lw_criteria_template_use (template, !self->stated, lw_document_get_sections (self->document),
                                      lw_document_get_person (self->document), &error);
  lw_document_edit (self->document, command, error);
}

static void
add_template_row (LwCriteriaPanel *self, const char *title, const char *description, const LwCriteriaTemplate *template)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (description != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), description);
  if (template != NULL && template->own)
    lw_criteria_template_make_removable (row, title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), lw_criteria_panel_is_editable (self));
  g_object_set_data (G_OBJECT (row), "lw-template", (gpointer) template);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_use_template), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->templates, row);
  g_ptr_array_add (self->template_rows, row);
}

/* A template needs a place without scales and criteria. */
static void
fill_templates (LwCriteriaPanel *self)
{
  const gboolean bare = self->tree->scales->len == 0 && g_hash_table_size (self->tree->nodes) == 0;
  GPtrArray *templates = bare ? lw_criteria_templates_list () : g_ptr_array_new ();

  for (guint i = 0; i < self->template_rows->len; i++)
    adw_preferences_group_remove (self->templates, self->template_rows->pdata[i]);
  g_ptr_array_set_size (self->template_rows, 0);
  g_object_set_data_full (G_OBJECT (self->templates), "lw-templates", templates, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < templates->len; i++)
    {
      const LwCriteriaTemplate *template = g_ptr_array_index (templates, i);
      add_template_row (self, template->title, template->description, template);
    }
  add_template_row (self, _("Begin without criteria"), _("100 points, totals rounded to two places, half up."), NULL);
}

/* ---- the layout ---- */

/* Room of the pane: beside the tree its width, below it its height. */
static int
pane_room (LwCriteriaPanel *self, gboolean beside)
{
  return beside ? gtk_widget_get_width (GTK_WIDGET (self->paned)) : gtk_widget_get_height (GTK_WIDGET (self->paned));
}

static void
on_pane_moved (LwCriteriaPanel *self)
{
  const gboolean beside = gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned)) == GTK_ORIENTATION_HORIZONTAL;
  gboolean set;

  g_object_get (self->paned, "position-set", &set, NULL);
  if (set && !self->placing)
    lw_file_state_set_int (lw_document_get_state (self->document), "criteria", beside ? "pane-width" : "pane-height",
                           pane_room (self, beside) - gtk_paned_get_position (self->paned));
}

static gboolean
place_pane (gpointer data)
{
  LwCriteriaPanel *self = data;
  const gboolean beside = gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned)) == GTK_ORIENTATION_HORIZONTAL;
  const int size = lw_file_state_get_int (lw_document_get_state (self->document), "criteria",
                                          beside ? "pane-width" : "pane-height", 0);
  const int room = pane_room (self, beside);

  self->place_idle = 0;
  self->placing = TRUE;
  if (size > 0 && size < room)
    gtk_paned_set_position (self->paned, room - size);
  else if (!beside && room > 0)
    gtk_paned_set_position (self->paned, room / 2);
  self->placing = FALSE;
  return G_SOURCE_REMOVE;
}

/* The pane has its room in the new direction: a place that is given earlier is taken for one in the old. */
static void
on_pane_room (LwCriteriaPanel *self)
{
  if (self->turned && self->place_idle == 0)
    self->place_idle = g_idle_add (place_pane, self);
  self->turned = FALSE;
}

static gboolean
apply_layout (gpointer data)
{
  LwCriteriaPanel *self = data;
  const gboolean beside = self->width >= lw_evaluation_text_width (GTK_WIDGET (self), PANE_BESIDE_CHARS);
  const GtkOrientation orientation = beside ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;

  self->layout_idle = 0;
  if (!self->laid_out || gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned)) != orientation)
    {
      self->placing = self->turned = TRUE;
      g_object_set (self->paned, "position-set", FALSE, "orientation", orientation, NULL);
      self->placing = FALSE;
      gtk_widget_queue_resize (GTK_WIDGET (self->paned));
    }
  if (!self->laid_out)
    on_pane_room (self);
  self->laid_out = TRUE;
  gtk_widget_set_visible (self->moves, beside); /* else they are in the menu, and on their keys */
  lw_criteria_view_set_narrow (self->view, self->width < lw_evaluation_text_width (GTK_WIDGET (self), ALL_COLUMNS_CHARS));
  return G_SOURCE_REMOVE;
}

static void
on_ruler_resize (LwCriteriaPanel *self, int width)
{
  const gboolean first = self->width == 0;

  self->width = width;
  if (self->layout_idle == 0)
    self->layout_idle = g_idle_add_full (first ? G_PRIORITY_HIGH_IDLE : G_PRIORITY_DEFAULT_IDLE, apply_layout, self, NULL);
}

static void
on_page (LwCriteriaPanel *self)
{
  lw_file_state_set (lw_document_get_state (self->document), "criteria", "page",
                     gtk_stack_get_visible_child_name (self->pages));
  lw_criteria_panel_update_actions (self);
}

static void
restore_state (LwCriteriaPanel *self)
{
  LwFileState *state = lw_document_get_state (self->document);
  g_autofree char *page = lw_file_state_get (state, "criteria", "page");
  g_autofree char *selected = lw_file_state_get (state, "criteria", "selected");

  if (page != NULL && gtk_stack_get_child_by_name (self->pages, page) != NULL)
    gtk_stack_set_visible_child_name (self->pages, page);
  if (selected != NULL)
    lw_criteria_view_select (self->view, selected, FALSE);
  select_first (self);
}

/* ---- as a panel ---- */

static void
lw_criteria_panel_go_to (LwPanel *panel, const char *place)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (panel);
  g_auto (GStrv) parts = lw_evaluation_place_split (place);

  if (parts[0] == NULL || self->tree->whole == NULL)
    return;
  if (g_str_equal (parts[0], "method"))
    lw_criteria_panel_show_method (panel);
  else if (g_str_equal (parts[0], "lab") && lw_criteria_tree_find (self->tree, "lab") == NULL)
    {
      lw_criteria_panel_show_page (self, "lab");
      gtk_widget_child_focus (GTK_WIDGET (self->lab), GTK_DIR_TAB_FORWARD);
    }
  else if (g_str_equal (parts[0], "scale"))
    {
      lw_criteria_panel_show_page (self, "scales");
      if (parts[1] != NULL)
        lw_scale_page_select (self->scales, parts[1]);
      gtk_widget_child_focus (GTK_WIDGET (self->scales), GTK_DIR_TAB_FORWARD);
    }
  else
    {
      lw_criteria_panel_show_page (self, "criteria");
      lw_criteria_view_select (self->view, parts[0], TRUE);
    }
}

static char *
lw_criteria_panel_get_place (LwPanel *panel)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (panel);
  const char *page = gtk_stack_get_visible_child_name (self->pages);
  const LwCriteriaNode *node = lw_criteria_view_get_selected (self->view);

  if (self->tree->whole == NULL)
    return NULL;
  if (g_strcmp0 (page, "method") == 0)
    return g_strdup ("method");
  if (g_strcmp0 (page, "lab") == 0)
    return g_strdup ("lab");
  if (g_strcmp0 (page, "scales") == 0)
    return lw_scale_page_get_selected (self->scales) != NULL
               ? g_strdup_printf ("scale/%s", lw_scale_page_get_selected (self->scales))
               : g_strdup ("scale");
  return node != NULL ? g_strdup (node->id) : NULL;
}

static void
lw_criteria_panel_constructed (GObject *object)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (object);
  LwEvaluationLive *live;

  G_OBJECT_CLASS (lw_criteria_panel_parent_class)->constructed (object);
  self->document = lw_panel_get_document (LW_PANEL (self));
  lw_criteria_panel_add_actions (self);
  /* Its own buttons find the actions here, also before a window has them. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "panel", G_ACTION_GROUP (lw_panel_get_actions (LW_PANEL (self))));
  lw_criteria_view_set_tree (self->view, self->tree);
  lw_criteria_detail_set_up (self->detail, self->document, self->tree);
  lw_scale_page_set_up (self->scales, self->document, self->tree);
  lw_criteria_method_set_up (self->method, self->document, self->tree);
  lw_criteria_lab_set_up (self->lab, self->document, self->tree);
  reload (self, TRUE);
  restore_state (self);
  g_signal_connect_object (self->document, "changed", G_CALLBACK (on_document_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "failed", G_CALLBACK (on_document_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->paned, "notify::max-position", G_CALLBACK (on_pane_room), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->paned, "notify::position", G_CALLBACK (on_pane_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (on_page), self, G_CONNECT_SWAPPED);
  if ((live = lw_evaluation_session (self->document)) != NULL)
    g_signal_connect_object (live, "updated", G_CALLBACK (on_session_updated), self, G_CONNECT_SWAPPED);
  lw_criteria_panel_update_actions (self);
}

static void
lw_criteria_panel_dispose (GObject *object)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (object);

  g_clear_handle_id (&self->layout_idle, g_source_remove);
  g_clear_handle_id (&self->place_idle, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL); /* the pages go before the tree that they show */
  G_OBJECT_CLASS (lw_criteria_panel_parent_class)->dispose (object);
}

static void
lw_criteria_panel_finalize (GObject *object)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (object);

  g_free (self->wanted);
  g_ptr_array_unref (self->template_rows);
  lw_criteria_tree_free (self->tree);
  G_OBJECT_CLASS (lw_criteria_panel_parent_class)->finalize (object);
}

static void
load_style (void)
{
  static gboolean loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/lotwise/plugins/evaluation/panel/lw-criteria.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  loaded = TRUE;
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, LwCriteriaPanel, name)

static void
lw_criteria_panel_class_init (LwCriteriaPanelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->constructed = lw_criteria_panel_constructed;
  object_class->dispose = lw_criteria_panel_dispose;
  object_class->finalize = lw_criteria_panel_finalize;
  LW_PANEL_CLASS (class)->go_to = lw_criteria_panel_go_to;
  LW_PANEL_CLASS (class)->get_place = lw_criteria_panel_get_place;
  g_type_ensure (LW_TYPE_CRITERIA_VIEW);
  g_type_ensure (LW_TYPE_CRITERIA_DETAIL);
  g_type_ensure (LW_TYPE_CRITERIA_METHOD);
  g_type_ensure (LW_TYPE_CRITERIA_LAB);
  g_type_ensure (LW_TYPE_CRITERIA_LOCK_BAR);
  g_type_ensure (LW_TYPE_SCALE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-criteria-panel.ui");
  BIND (outer);
  BIND (pages);
  BIND (templates);
  BIND (chip);
  BIND (tools);
  BIND (moves);
  BIND (ruler);
  BIND (paned);
  BIND (view);
  BIND (detail);
  BIND (scales);
  BIND (method);
  BIND (lab);
  BIND (lock);
}

static void
lw_criteria_panel_init (LwCriteriaPanel *self)
{
  load_style ();
  self->template_rows = g_ptr_array_new ();
  self->tree = lw_criteria_tree_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->view, "selected", G_CALLBACK (on_selected), self);
  g_signal_connect_swapped (self->view, "weight", G_CALLBACK (on_weight), self);
  g_signal_connect_swapped (self->view, "move", G_CALLBACK (lw_criteria_panel_move), self);
  g_signal_connect_swapped (self->detail, "added", G_CALLBACK (on_added), self);
  g_signal_connect_swapped (self->detail, "closed", G_CALLBACK (lw_criteria_panel_focus_row), self);
  g_signal_connect_swapped (self->ruler, "resize", G_CALLBACK (on_ruler_resize), self);
}
