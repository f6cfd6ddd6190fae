/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The page of scales: which there are, which of them is shown, what uses it; adding and removing a scale. The marks of
 * the one that is shown are in lw-scale-marks.c.
 */
#include "config.h"

#include "lw-scale-page.h"

#include "base/lw-id.h"
#include "lw-criteria-field.h"
#include "lw-criteria-save.h"
#include "lw-evaluation-panels.h"
#include "lw-scale-library.h"
#include "lw-scale-marks.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwScalePage
{
  AdwBin parent_instance;
  LwDocument *document;
  LwCriteriaTree *tree;
  char *selected; /* id */
  char *wanted;   /* id of a scale that is being added */
  gboolean filling, editable;

  GtkListBox *list;
  GtkStack *stack;
  GtkLabel *heading, *usage, *warning_text;
  LwScaleMarks *marks;
  AdwBin *chip;
  LwCriteriaField *title_field, *new_scale;
  GtkWidget *warning, *add_scale, *remove_scale, *new_scale_box;
  GtkMenuButton *library;
};

G_DEFINE_FINAL_TYPE (LwScalePage, lw_scale_page, ADW_TYPE_BIN)

/* ---- what the fields may hold ---- */

static char *
check_line (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_check_line (text);
}

static char *
check_scale_id (LwCriteriaField *field, const char *text, gpointer data)
{
  LwScalePage *page = data;

  if (!lw_id_is_valid (text))
    return g_strdup (_("Expected letters, digits, points, dashes, beginning with a letter or digit"));
  return lw_criteria_tree_find_scale (page->tree, text) != NULL ? g_strdup_printf (_("There is a scale %s already"), text)
                                                                : NULL;
}

/* ---- saving ---- */

static void
on_title_commit (LwCriteriaField *field, const char *text, LwScalePage *page)
{
  g_autofree char *value = lw_criteria_value ("title", text);

  if (page->selected != NULL)
    lw_criteria_set (page->document, "scale", page->selected, value, NULL);
}

static gboolean
is_fine (LwCriteriaField *field)
{
  lw_criteria_field_check (field);
  if (lw_criteria_field_get_message (field) == NULL)
    return TRUE;
  gtk_widget_grab_focus (GTK_WIDGET (field));
  return FALSE;
}

static void
on_add_scale (LwScalePage *page)
{
  if (!is_fine (page->new_scale))
    return;
  g_autofree char *id = lw_criteria_field_get_text (page->new_scale);
  g_auto (GStrv) values = g_new0 (char *, 3);
  values[0] = lw_criteria_value ("id", id);
  g_autofree char *title = g_strdup_printf (_("Scale %s"), id);
  values[1] = lw_criteria_value ("title", title);
  g_free (page->wanted);
  page->wanted = g_strdup (id);
  lw_criteria_add_values (page->document, "scale", (const char *const *) values);
}

/* One of the library, whole, under the name that is proposed. */
static void
on_library (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LwScalePage *page = data;
  GError *error = NULL;

  if (!page->editable || !is_fine (page->new_scale))
    return;
  g_autofree char *id = lw_criteria_field_get_text (page->new_scale);
  g_free (page->wanted);
  page->wanted = g_strdup (id);
  LwCommand *command = lw_scale_library_add (g_variant_get_uint32 (parameter), id, lw_document_get_sections (page->document),
                                             lw_document_get_person (page->document), &error);
  lw_document_edit (page->document, command, error);
}

static void
on_new_finished (LwCriteriaField *field, gboolean saved, LwScalePage *page)
{
  if (saved)
    on_add_scale (page);
}

static void
on_remove_scale (LwScalePage *page)
{
  lw_criteria_remove_row (page->document, "scale", page->selected);
}

/* ---- the scale ---- */

/* Answers that are marked on @scale. */
static guint
count_marked (LwScalePage *page, const char *scale)
{
  LwEvaluationLive *live = lw_evaluation_session (page->document);
  const LwEvaluationMarks *marks = live != NULL ? lw_evaluation_live_get_marks (live) : NULL;
  guint count = 0;

  for (guint leaf = 0; marks != NULL && leaf < marks->model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (marks->model, leaf);
      const LwCell *cells = criterion->common ? marks->common : marks->cells;
      const guint n = criterion->common ? marks->n_bidders : marks->n_bids;

      if (criterion->scale == NULL || strcmp (criterion->scale->id, scale) != 0)
        continue;
      for (guint i = 0; i < n; i++)
        count += cells[(gsize) i * marks->model->n_leaves + leaf] != LW_CELL_MISSING;
    }
  return count;
}

/* "1.1, 1.2", the criteria that are marked on @scale. */
static char *
list_users (LwCriteriaNode *node, const char *scale)
{
  g_autoptr (GString) list = g_string_new (NULL);

  if (g_strcmp0 (node->scale, scale) == 0)
    g_string_append (list, node->id);
  for (guint i = 0; i < lw_criteria_node_n_children (node); i++)
    {
      g_autofree char *inside = list_users (lw_criteria_node_get_child (node, i), scale);
      if (*inside != '\0')
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", inside);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
fill_usage (LwScalePage *page)
{
  g_autofree char *users = list_users (page->tree->top, page->selected);
  g_autofree char *usage = *users != '\0' ? g_strdup_printf (_("Used by %s"), users)
                                          : g_strdup (_("No criterion is marked on it yet."));
  const guint n = count_marked (page, page->selected);
  g_autofree char *warning = g_strdup_printf (
      ngettext ("%u answer is marked on this scale. Another wording changes what its mark is read to mean; a mark that was"
                " given keeps its number.",
                "%u answers are marked on this scale. Another wording changes what their marks are read to mean; marks that"
                " were given keep their numbers.",
                n),
      n);

  gtk_label_set_text (page->usage, usage);
  gtk_label_set_text (page->warning_text, warning);
  gtk_widget_set_visible (page->warning, n > 0 && page->editable);
  gtk_widget_set_sensitive (page->remove_scale, page->editable && *users == '\0');
  gtk_widget_set_tooltip_text (page->remove_scale, *users != '\0' ? _("Criteria use it: give them another scale first") : NULL);
}

static void
fill (LwScalePage *page, gboolean fresh)
{
  const LwCriteriaScale *scale = lw_criteria_tree_find_scale (page->tree, page->selected);
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (page->document), NULL);
  g_autofree char *trust = NULL;

  gtk_stack_set_visible_child_name (page->stack, scale != NULL ? "editor" : "none");
  if (scale == NULL || reader == NULL)
    return;
  lw_connection_get_text (lw_reader_connection (reader), &trust, NULL, "SELECT trust FROM evaluation_scale WHERE id = ?", "s",
                          scale->id);
  gtk_label_set_text (page->heading, scale->id);
  adw_bin_set_child (page->chip, lw_trust_chip_new (trust));
  if (fresh)
    lw_criteria_field_reset (page->title_field, scale->title);
  else
    lw_criteria_field_set_text (page->title_field, scale->title);
  lw_scale_marks_show (page->marks, page->selected, lw_reader_connection (reader));
  fill_usage (page);
}

/* ---- the list ---- */

static void
update_row (GtkWidget *row, const LwCriteriaScale *scale)
{
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  GtkWidget *title = gtk_widget_get_first_child (box);
  g_autofree char *text = g_strdup_printf (ngettext ("%s · %u mark", "%s · %u marks", scale->values->len), scale->id,
                                           scale->values->len);

  gtk_label_set_text (GTK_LABEL (title), scale->title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, scale->title, -1);
}

static GtkWidget *
make_row (void)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (NULL), *caption = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
fill_list (LwScalePage *page)
{
  guint selected = 0;

  for (guint i = 0; i < page->tree->scales->len; i++)
    {
      const LwCriteriaScale *scale = g_ptr_array_index (page->tree->scales, i);
      if (gtk_list_box_get_row_at_index (page->list, (int) i) == NULL)
        gtk_list_box_append (page->list, make_row ());
      update_row (GTK_WIDGET (gtk_list_box_get_row_at_index (page->list, (int) i)), scale);
      if (g_strcmp0 (scale->id, page->selected) == 0)
        selected = i;
    }
  for (GtkListBoxRow *row; (row = gtk_list_box_get_row_at_index (page->list, (int) page->tree->scales->len)) != NULL;)
    gtk_list_box_remove (page->list, GTK_WIDGET (row));
  gtk_list_box_select_row (page->list, gtk_list_box_get_row_at_index (page->list, (int) selected));
}

/* A name that somebody typed and that can be taken stays. */
static void
propose_scale (LwScalePage *page)
{
  g_autofree char *typed = lw_criteria_field_get_text (page->new_scale);
  g_autofree char *wrong = check_scale_id (page->new_scale, typed, page);

  if (wrong == NULL || (lw_criteria_field_has_focus (page->new_scale) && lw_criteria_field_is_draft (page->new_scale)))
    return;
  for (guint number = page->tree->scales->len + 1;; number++)
    {
      g_autofree char *id = g_strdup_printf ("S%u", number);
      if (lw_criteria_tree_find_scale (page->tree, id) == NULL)
        {
          lw_criteria_field_reset (page->new_scale, id);
          return;
        }
    }
}

/* What is typed and not wrong is saved before another scale is shown. */
static void
commit_all (LwScalePage *page)
{
  lw_criteria_field_commit (page->title_field);
  lw_scale_marks_commit (page->marks);
}

static void
select_id (LwScalePage *page, const char *id)
{
  const gboolean fresh = g_strcmp0 (id, page->selected) != 0;
  char *selected = g_strdup (id);

  if (fresh && page->selected != NULL && lw_criteria_tree_find_scale (page->tree, page->selected) != NULL)
    commit_all (page);
  g_free (page->selected);
  page->selected = selected;
  fill (page, fresh);
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, LwScalePage *page)
{
  const int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (!page->filling && index >= 0 && index < (int) page->tree->scales->len)
    select_id (page, ((LwCriteriaScale *) g_ptr_array_index (page->tree->scales, (guint) index))->id);
}

/* ---- for the panel ---- */

const char *
lw_scale_page_get_selected (LwScalePage *page)
{
  return page->selected;
}

void
lw_scale_page_select (LwScalePage *page, const char *id)
{
  if (lw_criteria_tree_find_scale (page->tree, id) == NULL)
    return;
  select_id (page, id);
  page->filling = TRUE;
  fill_list (page);
  page->filling = FALSE;
}

void
lw_scale_page_move (LwScalePage *page, int by)
{
  lw_scale_marks_move (page->marks, by);
}

void
lw_scale_page_reloaded (LwScalePage *page)
{
  const char *why = lw_criteria_why_not (page->document, page->tree);
  const gboolean added = page->wanted != NULL && lw_criteria_tree_find_scale (page->tree, page->wanted) != NULL;
  const char *id = added ? page->wanted : page->selected;

  if (lw_criteria_tree_find_scale (page->tree, id) == NULL)
    id = page->tree->scales->len > 0 ? ((LwCriteriaScale *) g_ptr_array_index (page->tree->scales, 0))->id : NULL;
  page->editable = why == NULL;
  lw_criteria_field_set_locked (page->title_field, why);
  gtk_widget_set_visible (page->new_scale_box, page->editable);
  lw_scale_marks_set_locked (page->marks, why);
  page->filling = TRUE;
  select_id (page, id);
  fill_list (page);
  propose_scale (page);
  page->filling = FALSE;
  if (added)
    {
      g_clear_pointer (&page->wanted, g_free);
      lw_criteria_field_edit (page->title_field);
    }
}

void
lw_scale_page_restore (LwScalePage *page)
{
  g_clear_pointer (&page->wanted, g_free);
  if (page->selected != NULL)
    fill (page, FALSE);
}

void
lw_scale_page_set_up (LwScalePage *page, LwDocument *document, LwCriteriaTree *tree)
{
  page->document = document;
  page->tree = tree;
  lw_scale_marks_set_up (page->marks, document);
}

/* ---- as a widget ---- */

static void
lw_scale_page_finalize (GObject *object)
{
  LwScalePage *page = LW_SCALE_PAGE (object);

  g_free (page->selected);
  g_free (page->wanted);
  G_OBJECT_CLASS (lw_scale_page_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, LwScalePage, name)

static void
lw_scale_page_class_init (LwScalePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lw_scale_page_finalize;
  g_type_ensure (LW_TYPE_CRITERIA_FIELD);
  g_type_ensure (LW_TYPE_SCALE_MARKS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-scale-page.ui");
  BIND (list);
  BIND (stack);
  BIND (heading);
  BIND (usage);
  BIND (warning);
  BIND (warning_text);
  BIND (chip);
  BIND (title_field);
  BIND (new_scale);
  BIND (new_scale_box);
  BIND (add_scale);
  BIND (library);
  BIND (remove_scale);
  BIND (marks);
}

static void
fill_library (LwScalePage *page)
{
  static const GActionEntry entries[] = { { "library", on_library, "u", NULL, NULL, { 0 } } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "scales", G_ACTION_GROUP (actions));
  for (guint i = 0; i < lw_scale_library_n (); i++)
    {
      g_autofree char *action = g_strdup_printf ("scales.library(uint32 %u)", i);
      g_menu_append (menu, lw_scale_library_title (i), action);
    }
  gtk_menu_button_set_menu_model (page->library, G_MENU_MODEL (menu));
}

static void
lw_scale_page_init (LwScalePage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  fill_library (page);
  lw_criteria_field_set_check (page->title_field, check_line, page);
  lw_criteria_field_set_check (page->new_scale, check_scale_id, page);
  g_signal_connect (page->title_field, "commit", G_CALLBACK (on_title_commit), page);
  g_signal_connect (page->new_scale, "finished", G_CALLBACK (on_new_finished), page);
  g_signal_connect_swapped (page->add_scale, "clicked", G_CALLBACK (on_add_scale), page);
  g_signal_connect_swapped (page->remove_scale, "clicked", G_CALLBACK (on_remove_scale), page);
  g_signal_connect (page->list, "row-selected", G_CALLBACK (on_row_selected), page);
}
