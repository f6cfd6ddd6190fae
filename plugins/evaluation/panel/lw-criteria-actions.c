/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What can be done in the panel Criteria by key, menu and button: adding, moving, removing, changing a weight, going
 * from page to page, and when each of them makes sense. What the panel shows is in lw-criteria-panel.c.
 */
#include "config.h"

#include "lw-criteria-panel-private.h"

#include "dialog/lw-dialogs.h"
#include "lw-criteria-edits.h"
#include "lw-criteria-history.h"
#include "lw-criteria-print.h"
#include "lw-criteria-publish.h"
#include "lw-criteria-save.h"
#include "lw-criteria-template-ask.h"
#include "lw-criteria-weights.h"

#include "base/lw-i18n.h"

gboolean
lw_criteria_panel_is_editable (LwCriteriaPanel *self)
{
  return lw_criteria_why_not (self->document, self->tree) == NULL;
}

/* ---- which actions make sense now ---- */

static void
set_enabled (LwCriteriaPanel *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (lw_panel_get_actions (LW_PANEL (self))), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_publishing (LwCriteriaPanel *self)
{
  const LwCriteriaLock *lock = &self->tree->lock;
  const gboolean writable = lw_document_get_read_only_reason (self->document) == NULL && self->tree->whole != NULL;

  set_enabled (self, "criteria-publish", writable && lock->why == NULL);
  set_enabled (self, "criteria-revise", writable && lock->why != NULL);
  set_enabled (self, "criteria-history", lock->version > 0);
  set_enabled (self, "criteria-copy-hash", lock->version > 0);
  set_enabled (self, "criteria-print", lock->version > 0);
  set_enabled (self, "criteria-print-pdf", lock->version > 0);
  set_enabled (self, "criteria-weights-help", lw_criteria_panel_is_editable (self) && self->tree->whole != NULL);
  set_enabled (self, "criteria-weights-round", lw_criteria_panel_is_editable (self) && self->tree->whole != NULL);
  set_enabled (self, "criteria-template-save", self->tree->whole != NULL);
}

void
lw_criteria_panel_update_actions (LwCriteriaPanel *self)
{
  LwCriteriaNode *node = lw_criteria_view_get_selected (self->view);
  const char *page = gtk_stack_get_visible_child_name (self->pages);
  const gboolean on_criteria = g_strcmp0 (page, "criteria") == 0, on_scales = g_strcmp0 (page, "scales") == 0;
  const gboolean edits = lw_criteria_panel_is_editable (self) && self->tree->whole != NULL;
  const gboolean selected = edits && on_criteria && node != NULL;
  const guint place = node != NULL ? lw_criteria_node_get_index (node) : 0;

  set_enabled (self, "criteria-add", edits);
  set_enabled (self, "criteria-add-group", edits);
  set_enabled (self, "criteria-add-inside", selected && lw_criteria_node_is_group (node));
  set_enabled (self, "criteria-remove", selected);
  set_enabled (self, "criteria-weight", on_criteria && node != NULL); /* where there is nothing to type, it says so */
  set_enabled (self, "criteria-up", (edits && on_scales) || (selected && place > 0));
  set_enabled (self, "criteria-down",
               (edits && on_scales) || (selected && place + 1 < lw_criteria_node_n_children (node->parent)));
  update_publishing (self);
  gtk_widget_set_visible (self->tools, on_criteria && lw_criteria_panel_is_editable (self));
}

/* ---- where things go ---- */

void
lw_criteria_panel_want (LwCriteriaPanel *self, const char *id)
{
  g_free (self->wanted);
  self->wanted = g_strdup (id);
  self->want_focus = TRUE;
}

void
lw_criteria_panel_move (LwCriteriaPanel *self, LwCriteriaNode *node, LwCriteriaNode *parent, LwCriteriaNode *before)
{
  lw_criteria_panel_want (self, node->id);
  lw_document_edit (self->document,
                    lw_criteria_move (node->id, parent->id, before != NULL ? before->id : NULL,
                                      lw_document_get_person (self->document)),
                    NULL);
}

void
lw_criteria_panel_focus_row (LwCriteriaPanel *self)
{
  LwCriteriaNode *node = lw_criteria_view_get_selected (self->view);

  if (node != NULL)
    lw_criteria_view_select (self->view, node->id, TRUE);
}

/* ---- actions ---- */

void
lw_criteria_panel_show_page (LwCriteriaPanel *self, const char *page)
{
  if (self->tree->whole != NULL)
    gtk_stack_set_visible_child_name (self->pages, page);
}

static void
show_criteria (LwPanel *panel)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (panel);

  lw_criteria_panel_show_page (self, "criteria");
  lw_criteria_panel_focus_row (self);
}

static void
show_scales (LwPanel *panel)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (panel);

  lw_criteria_panel_show_page (self, "scales");
  gtk_widget_child_focus (GTK_WIDGET (self->scales), GTK_DIR_TAB_FORWARD);
}

void
lw_criteria_panel_show_method (LwPanel *panel)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (panel);

  lw_criteria_panel_show_page (self, "method");
  gtk_widget_child_focus (GTK_WIDGET (self->method), GTK_DIR_TAB_FORWARD);
}

static void
add (LwCriteriaPanel *self, LwCriterionKind kind, gboolean inside)
{
  LwCriteriaNode *node = lw_criteria_view_get_selected (self->view);
  LwCriteriaNode *parent = node == NULL ? self->tree->top : inside ? node : node->parent;

  lw_criteria_panel_show_page (self, "criteria");
  lw_criteria_detail_add (self->detail, parent, kind);
}

static void
add_criterion (LwPanel *panel)
{
  add (LW_CRITERIA_PANEL (panel), LW_CRITERION_SCORED, FALSE);
}

static void
add_group (LwPanel *panel)
{
  add (LW_CRITERIA_PANEL (panel), LW_CRITERION_GROUP, FALSE);
}

static void
add_inside (LwPanel *panel)
{
  add (LW_CRITERIA_PANEL (panel), LW_CRITERION_SCORED, TRUE);
}

static void
edit_weight (LwPanel *panel)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (panel);
  LwCriteriaNode *node = lw_criteria_view_get_selected (self->view);
  const char *reason = lw_criteria_why_not (self->document, self->tree);
  g_autofree char *why_not = NULL;

  if (reason != NULL)
    why_not = g_strdup_printf (_("Weights cannot be changed: %s"), reason);
  else if (!lw_criteria_node_has_weight (node))
    why_not = g_strdup_printf (_("%s has no weight: a criterion of its kind earns no points"), node->id);
  else
    lw_criteria_view_edit_weight (self->view);
  if (why_not != NULL)
    lw_panel_toast (panel, why_not);
}

static void
move_by (LwCriteriaPanel *self, int by)
{
  LwCriteriaNode *node = lw_criteria_view_get_selected (self->view), *before;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "scales") == 0)
    {
      lw_scale_page_move (self->scales, by);
      return;
    }
  const guint place = lw_criteria_node_get_index (node);
  before = lw_criteria_node_get_child (node->parent, by < 0 ? place - 1 : place + 2);
  lw_criteria_panel_move (self, node, node->parent, before);
}

static void
move_up (LwPanel *panel)
{
  move_by (LW_CRITERIA_PANEL (panel), -1);
}

static void
move_down (LwPanel *panel)
{
  move_by (LW_CRITERIA_PANEL (panel), 1);
}

/* ---- removing ---- */

typedef struct
{
  LwDocument *document;
  char *id;
  guint n_marks;
} Removal;

static void
removal_free (Removal *removal)
{
  g_object_unref (removal->document);
  g_free (removal->id);
  g_free (removal);
}

static void
remove_now (gpointer data, gpointer nothing)
{
  const Removal *removal = data;
  lw_document_edit (removal->document,
                    lw_criteria_remove (removal->id, removal->n_marks, lw_document_get_person (removal->document)), NULL);
}

static char *
removal_text (guint n_inside, guint n_marks)
{
  g_autofree char *inside = g_strdup_printf (ngettext ("%u criterion in it", "%u criteria in it", n_inside), n_inside);
  g_autofree char *marks = g_strdup_printf (ngettext ("%u mark that was given", "%u marks that were given", n_marks), n_marks);

  if (n_inside > 0 && n_marks > 0)
    return g_strdup_printf (_("With it go %s and %s, with their rationales. Undo brings all of it back."), inside, marks);
  return g_strdup_printf (n_marks > 0 ? _("With it goes what is on it: %s, with rationales. Undo brings all of it back.")
                                      : _("With it goes what is inside: %s. Undo brings all of it back."),
                          n_marks > 0 ? marks : inside);
}

static void
ask_removal (LwCriteriaPanel *self, LwCriteriaNode *node, guint n_inside, guint n_marks)
{
  g_autofree char *heading = g_strdup_printf (_("Remove %s “%s”?"), node->id, node->title);
  g_autofree char *body = removal_text (n_inside, n_marks);
  Removal *removal = g_new (Removal, 1);

  *removal = (Removal) { g_object_ref (self->document), g_strdup (node->id), n_marks };
  g_object_set_data_full (G_OBJECT (self), "lw-criteria-removal", removal, (GDestroyNotify) removal_free);
  lw_dialog_confirm (GTK_WIDGET (self), heading, body, _("_Remove criterion"), TRUE, remove_now, removal);
}

static void
remove_criterion (LwPanel *panel)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (panel);
  LwCriteriaNode *node = lw_criteria_view_get_selected (self->view);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), &error);
  guint n_inside = lw_criteria_node_count_inside (node), n_marks = 0;

  if (reader == NULL || !lw_criteria_count_marks (lw_reader_connection (reader), node->id, &n_marks, &error))
    g_signal_emit_by_name (self->document, "failed", _("Counting the marks"), error);
  else if (n_inside + n_marks > 0)
    ask_removal (self, node, n_inside, n_marks);
  else
    lw_criteria_remove_row (self->document, "criterion", node->id);
}

/* ---- publishing, weights, templates ---- */

static void
publish (LwPanel *panel)
{
  lw_criteria_publish_ask (panel, LW_CRITERIA_PANEL (panel)->tree);
}

static void
revise (LwPanel *panel)
{
  lw_criteria_revise_ask (panel, LW_CRITERIA_PANEL (panel)->tree);
}

static void
copy_hash (LwPanel *panel)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (panel)), LW_CRITERIA_PANEL (panel)->tree->lock.sha256);
  lw_panel_toast (panel, _("SHA-256 copied"));
}

/* The version in force; says so where it cannot be read. */
static LwPublication *
load_publication (LwCriteriaPanel *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), &error);
  LwPublication *publication = reader != NULL ? lw_evaluation_publication (lw_reader_connection (reader), 0, &error) : NULL;

  if (publication == NULL)
    g_signal_emit_by_name (self->document, "failed", _("Reading the published version"), error);
  return publication;
}

static void
print (LwPanel *panel)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (panel);
  g_autoptr (LwPublication) publication = load_publication (self);
  g_autofree char *title = lw_criteria_print_title (self->document);

  if (publication != NULL)
    lw_criteria_print (GTK_WIDGET (panel), title, publication);
}

void
lw_criteria_panel_print_to (GFile *file, gpointer panel)
{
  LwCriteriaPanel *self = panel;
  g_autoptr (LwPublication) publication = load_publication (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = lw_criteria_print_title (self->document);

  if (publication != NULL && !lw_criteria_print_save (file, title, publication, &error))
    g_signal_emit_by_name (self->document, "failed", _("Saving the page"), error);
}

static void
print_pdf (LwPanel *panel)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (panel);
  g_autofree char *name = g_strdup_printf ("method-version-%lld.pdf", (long long) self->tree->lock.version);

  lw_dialog_save (GTK_WIDGET (panel), _("Save the page with the hash"), name, &lw_file_kind_pdf,
                  lw_criteria_panel_print_to, panel);
}

/* Of the group that is selected, or that the selected criterion is in. */
static void
weights_help (LwPanel *panel)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (panel);
  LwCriteriaNode *node = lw_criteria_view_get_selected (self->view);
  LwCriteriaNode *group = node == NULL ? self->tree->top : lw_criteria_node_is_group (node) ? node : node->parent;

  lw_criteria_weights_help (panel, self->tree, group);
}

static void
weights_round (LwPanel *panel)
{
  lw_criteria_weights_round (panel, LW_CRITERIA_PANEL (panel)->tree);
}

static void
show_lab (LwPanel *panel)
{
  LwCriteriaPanel *self = LW_CRITERIA_PANEL (panel);

  lw_criteria_panel_show_page (self, "lab");
  gtk_widget_child_focus (GTK_WIDGET (self->lab), GTK_DIR_TAB_FORWARD);
}

/* ---- all of them ---- */

static const struct
{
  const char *name;
  void (*activate) (LwPanel *panel);
} actions[] = {
  { "criteria-add", add_criterion }, { "criteria-add-group", add_group }, { "criteria-add-inside", add_inside },
  { "criteria-remove", remove_criterion }, { "criteria-weight", edit_weight }, { "criteria-up", move_up },
  { "criteria-down", move_down }, { "criteria-page-criteria", show_criteria }, { "criteria-page-scales", show_scales },
  { "criteria-page-method", lw_criteria_panel_show_method }, { "criteria-page-lab", show_lab },
  { "criteria-publish", publish }, { "criteria-revise", revise }, { "criteria-history", lw_criteria_history_open },
  { "criteria-copy-hash", copy_hash }, { "criteria-print", print }, { "criteria-print-pdf", print_pdf },
  { "criteria-weights-help", weights_help }, { "criteria-weights-round", weights_round },
  { "criteria-template-save", lw_criteria_template_ask },
};

void
lw_criteria_panel_add_actions (LwCriteriaPanel *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    lw_panel_add_action (LW_PANEL (self), actions[i].name, actions[i].activate);
}
