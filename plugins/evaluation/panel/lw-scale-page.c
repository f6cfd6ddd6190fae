/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-scale-page.h"

#include "base/lw-id.h"
#include "lw-criteria-edits.h"
#include "lw-criteria-field.h"
#include "lw-criteria-save.h"
#include "lw-evaluation-panels.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

/* A mark of the scale that is shown, and its widgets. */
typedef struct
{
  char *value, *label, *descriptor;
  LwCriteriaField *value_field, *label_field, *descriptor_field;
  GtkWidget *up, *down, *remove;
} Mark;

struct _LwScalePage
{
  AdwBin parent_instance;
  LwDocument *document;
  LwCriteriaTree *tree;
  char *selected; /* id */
  char *wanted;   /* id of a scale that is being added */
  GPtrArray *marks; /* of Mark */
  gboolean filling, editable;

  GtkListBox *list;
  GtkStack *stack;
  GtkLabel *heading, *usage, *warning_text;
  GtkGrid *grid;
  AdwBin *chip;
  LwCriteriaField *title_field, *new_scale;
  GtkWidget *warning, *add_scale, *remove_scale, *new_scale_box;
  LwCriteriaField *new_value, *new_label; /* of the row that adds a mark */
};

G_DEFINE_FINAL_TYPE (LwScalePage, lw_scale_page, ADW_TYPE_BIN)

static void
mark_free (Mark *mark)
{
  g_free (mark->value);
  g_free (mark->label);
  g_free (mark->descriptor);
  g_free (mark);
}

static Mark *
find_mark (LwScalePage *page, LwCriteriaField *field)
{
  for (guint i = 0; i < page->marks->len; i++)
    {
      Mark *mark = g_ptr_array_index (page->marks, i);
      if (mark->value_field == field || mark->label_field == field || mark->descriptor_field == field)
        return mark;
    }
  return NULL;
}

static char *
mark_key (LwScalePage *page, const Mark *mark)
{
  return g_strdup_printf ("%s/%s", page->selected, mark->value);
}

/* ---- what the fields may hold ---- */

static char *
check_line (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_check_line (text);
}

static char *
check_descriptor (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_check_long (text);
}

/* Whether another mark than @own is the number @text. */
static gboolean
is_taken (LwScalePage *page, const Mark *own, const char *text)
{
  g_auto (LwRational) number = LW_RATIONAL_INIT, other = LW_RATIONAL_INIT;

  if (!lw_rational_parse (&number, text, "", NULL))
    return FALSE;
  for (guint i = 0; i < page->marks->len; i++)
    {
      const Mark *mark = g_ptr_array_index (page->marks, i);
      if (mark != own && lw_rational_parse (&other, mark->value, "", NULL) && lw_rational_cmp (&number, &other) == 0)
        return TRUE;
    }
  return FALSE;
}

static char *
check_value (LwCriteriaField *field, const char *text, gpointer data)
{
  LwScalePage *page = data;
  char *wrong = lw_criteria_check_decimal (text, TRUE);

  if (wrong != NULL)
    return wrong;
  if (text[0] == '0' && g_ascii_isdigit (text[1]))
    return g_strdup (_("Expected a number without zeros in front"));
  return is_taken (page, find_mark (page, field), text) ? g_strdup_printf (_("The scale has a mark %s already"), text) : NULL;
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
on_mark_commit (LwCriteriaField *field, const char *text, LwScalePage *page)
{
  const Mark *mark = find_mark (page, field);
  if (mark == NULL)
    return;
  g_autofree char *key = mark_key (page, mark);
  g_autofree char *value = lw_criteria_value (field == mark->label_field ? "label" : "descriptor", text);

  if (field == mark->value_field)
    lw_document_edit (page->document,
                      lw_scale_set_value (page->selected, mark->value, text, lw_document_get_person (page->document)), NULL);
  else
    lw_criteria_set (page->document, "scale-mark", key, value, NULL);
}

static void
on_title_commit (LwCriteriaField *field, const char *text, LwScalePage *page)
{
  g_autofree char *value = lw_criteria_value ("title", text);

  if (page->selected != NULL)
    lw_criteria_set (page->document, "scale", page->selected, value, NULL);
}

static void
move_mark (LwScalePage *page, guint from, int by)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  const gint64 to = (gint64) from + by;

  if (to < 0 || to >= page->marks->len)
    return;
  for (guint i = 0; i < page->marks->len; i++)
    g_ptr_array_add (values, ((Mark *) g_ptr_array_index (page->marks, i))->value);
  gpointer moved = g_ptr_array_index (values, from);
  g_ptr_array_remove_index (values, from);
  g_ptr_array_insert (values, (int) to, moved);
  g_ptr_array_add (values, NULL);
  lw_document_edit (page->document,
                    lw_scale_set_order (page->selected, (const char *const *) values->pdata,
                                        lw_document_get_person (page->document)),
                    NULL);
}

static void
on_mark_button (GtkButton *button, LwScalePage *page)
{
  for (guint i = 0; i < page->marks->len; i++)
    {
      const Mark *mark = g_ptr_array_index (page->marks, i);
      g_autofree char *key = mark_key (page, mark);

      if (GTK_WIDGET (button) == mark->remove)
        lw_criteria_remove_row (page->document, "scale-mark", key);
      else if (GTK_WIDGET (button) == mark->up || GTK_WIDGET (button) == mark->down)
        move_mark (page, i, GTK_WIDGET (button) == mark->up ? -1 : 1);
      else
        continue;
      return;
    }
}

void
lw_scale_page_move (LwScalePage *page, int by)
{
  for (guint i = 0; i < page->marks->len; i++)
    {
      const Mark *mark = g_ptr_array_index (page->marks, i);
      if (lw_criteria_field_has_focus (mark->value_field) || lw_criteria_field_has_focus (mark->label_field)
          || lw_criteria_field_has_focus (mark->descriptor_field))
        {
          move_mark (page, i, by);
          return;
        }
    }
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
on_add_mark (LwScalePage *page)
{
  if (!is_fine (page->new_value) || !is_fine (page->new_label))
    return;
  g_autofree char *value = lw_criteria_field_get_text (page->new_value), *label = lw_criteria_field_get_text (page->new_label);
  g_auto (GStrv) values = g_new0 (char *, 4);
  values[0] = lw_criteria_value ("scale", page->selected);
  values[1] = lw_criteria_value ("value", value);
  values[2] = lw_criteria_value ("label", label);
  lw_criteria_add_values (page->document, "scale-mark", (const char *const *) values);
  lw_criteria_field_reset (page->new_value, NULL);
  lw_criteria_field_reset (page->new_label, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (page->new_value));
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
  lw_criteria_add_values (page->document, "scale", (const char *const *) values);
  g_free (page->wanted);
  page->wanted = g_strdup (id);
}

static void
on_new_finished (LwCriteriaField *field, gboolean saved, LwScalePage *page)
{
  if (!saved)
    return;
  if (field == page->new_scale)
    on_add_scale (page);
  else
    on_add_mark (page);
}

static void
on_remove_scale (LwScalePage *page)
{
  lw_criteria_remove_row (page->document, "scale", page->selected);
}

/* ---- the marks ---- */

static void
attach_heading (LwScalePage *page, const char *text, int column)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_grid_attach (page->grid, label, column, 0, 1, 1);
}

static GtkWidget *
make_button (LwScalePage *page, const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_sensitive (button, page->editable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_mark_button), page);
  return button;
}

static LwCriteriaField *
make_field (LwScalePage *page, const char *format, const char *value, gboolean numeric, gboolean multiline,
            LwCriteriaCheck check)
{
  g_autofree char *label = g_strdup_printf ("%s %s", format, value);
  LwCriteriaField *field = g_object_new (LW_TYPE_CRITERIA_FIELD, "multiline", multiline, "label", label, "numeric", numeric, NULL);

  lw_criteria_field_set_check (field, check, page);
  lw_criteria_field_set_editable (field, page->editable);
  gtk_widget_set_valign (GTK_WIDGET (field), GTK_ALIGN_START);
  g_signal_connect (field, "commit", G_CALLBACK (on_mark_commit), page);
  return field;
}

static void
attach_mark (LwScalePage *page, Mark *mark, int row)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  mark->value_field = make_field (page, _("Mark"), mark->value, TRUE, FALSE, check_value);
  mark->label_field = make_field (page, _("Label of mark"), mark->value, FALSE, FALSE, check_line);
  mark->descriptor_field = make_field (page, _("Descriptor of mark"), mark->value, FALSE, TRUE, check_descriptor);
  g_object_set (mark->value_field, "width-chars", 5, NULL);
  g_object_set (mark->label_field, "width-chars", 14, NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (mark->descriptor_field), TRUE);
  gtk_grid_attach (page->grid, GTK_WIDGET (mark->value_field), 0, row, 1, 1);
  gtk_grid_attach (page->grid, GTK_WIDGET (mark->label_field), 1, row, 1, 1);
  gtk_grid_attach (page->grid, GTK_WIDGET (mark->descriptor_field), 2, row, 1, 1);
  mark->up = make_button (page, "go-up-symbolic", _("Move mark up"));
  mark->down = make_button (page, "go-down-symbolic", _("Move mark down"));
  mark->remove = make_button (page, "list-remove-symbolic", _("Remove mark"));
  gtk_widget_set_sensitive (mark->up, page->editable && row > 1);
  gtk_widget_set_sensitive (mark->down, page->editable && row < (int) page->marks->len);
  gtk_widget_set_valign (buttons, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (buttons), mark->up);
  gtk_box_append (GTK_BOX (buttons), mark->down);
  gtk_box_append (GTK_BOX (buttons), mark->remove);
  gtk_grid_attach (page->grid, buttons, 3, row, 1, 1);
}

/* The last row adds a mark. */
static void
attach_new (LwScalePage *page, int row)
{
  GtkWidget *add = gtk_button_new_with_label (_("Add mark"));

  page->new_value = make_field (page, _("Mark to add"), "", TRUE, FALSE, check_value);
  page->new_label = make_field (page, _("Label of the mark to add"), "", FALSE, FALSE, check_line);
  g_signal_handlers_disconnect_by_func (page->new_value, on_mark_commit, page);
  g_signal_handlers_disconnect_by_func (page->new_label, on_mark_commit, page);
  g_object_set (page->new_value, "width-chars", 5, NULL);
  g_object_set (page->new_label, "width-chars", 14, "placeholder", _("Label"), NULL);
  g_signal_connect (page->new_label, "finished", G_CALLBACK (on_new_finished), page);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add_mark), page);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_widget_set_valign (add, GTK_ALIGN_START);
  gtk_grid_attach (page->grid, GTK_WIDGET (page->new_value), 0, row, 1, 1);
  gtk_grid_attach (page->grid, GTK_WIDGET (page->new_label), 1, row, 1, 1);
  gtk_grid_attach (page->grid, add, 2, row, 1, 1);
}

static void
clear_grid (LwScalePage *page)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (page->grid))) != NULL)
    gtk_grid_remove (page->grid, child);
  page->new_value = page->new_label = NULL;
}

static GPtrArray *
load_marks (LwScalePage *page, LwConnection *connection)
{
  GPtrArray *marks = g_ptr_array_new_with_free_func ((GDestroyNotify) mark_free);
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "SELECT value, label, descriptor FROM evaluation_scale_mark WHERE scale = ? ORDER BY position, value", NULL);

  if (row == NULL)
    return marks;
  lw_statement_bind (row, "s", page->selected);
  while (lw_statement_step (row, NULL) == LW_STEP_ROW)
    {
      Mark *mark = g_new0 (Mark, 1);
      mark->value = g_strdup (lw_statement_text (row, 0));
      mark->label = g_strdup (lw_statement_text (row, 1));
      mark->descriptor = g_strdup (lw_statement_text (row, 2));
      g_ptr_array_add (marks, mark);
    }
  return marks;
}

static gboolean
same_values (GPtrArray *left, GPtrArray *right)
{
  if (left->len != right->len)
    return FALSE;
  for (guint i = 0; i < left->len; i++)
    if (!g_str_equal (((Mark *) g_ptr_array_index (left, i))->value, ((Mark *) g_ptr_array_index (right, i))->value))
      return FALSE;
  return TRUE;
}

/* The mark and the column that have the focus, to put it back into after the rows were made anew. */
static char *
get_focus (LwScalePage *page, int *column)
{
  for (guint i = 0; i < page->marks->len; i++)
    {
      const Mark *mark = g_ptr_array_index (page->marks, i);
      LwCriteriaField *fields[] = { mark->value_field, mark->label_field, mark->descriptor_field };

      for (*column = 0; *column < 3; ++*column)
        if (fields[*column] != NULL && lw_criteria_field_has_focus (fields[*column]))
          return g_strdup (mark->value);
    }
  return NULL;
}

static void
put_focus (LwScalePage *page, const char *value, int column)
{
  for (guint i = 0; value != NULL && i < page->marks->len; i++)
    {
      const Mark *mark = g_ptr_array_index (page->marks, i);
      LwCriteriaField *fields[] = { mark->value_field, mark->label_field, mark->descriptor_field };
      if (g_str_equal (mark->value, value))
        gtk_widget_grab_focus (GTK_WIDGET (fields[column]));
    }
}

static void
make_rows (LwScalePage *page, GPtrArray *marks)
{
  int column = 0;
  g_autofree char *focus = get_focus (page, &column);

  clear_grid (page);
  g_ptr_array_unref (page->marks);
  page->marks = marks;
  attach_heading (page, _("Mark"), 0);
  attach_heading (page, _("Label"), 1);
  attach_heading (page, _("What it means"), 2);
  for (guint i = 0; i < marks->len; i++)
    attach_mark (page, g_ptr_array_index (marks, i), (int) i + 1);
  if (page->editable)
    attach_new (page, (int) marks->len + 1);
  put_focus (page, focus, column);
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
  gtk_widget_set_visible (page->warning, n > 0);
  gtk_widget_set_sensitive (page->remove_scale, page->editable && *users == '\0');
  gtk_widget_set_tooltip_text (page->remove_scale, *users != '\0' ? _("Criteria use it: give them another scale first") : NULL);
}

static void
fill_marks (LwScalePage *page, GPtrArray *marks)
{
  if (!same_values (page->marks, marks) || gtk_widget_get_first_child (GTK_WIDGET (page->grid)) == NULL)
    {
      make_rows (page, marks);
      for (guint i = 0; i < marks->len; i++)
        {
          const Mark *mark = g_ptr_array_index (marks, i);
          lw_criteria_field_set_text (mark->value_field, mark->value);
        }
    }
  for (guint i = 0; i < marks->len; i++)
    {
      const Mark *now = g_ptr_array_index (marks, i), *shown = g_ptr_array_index (page->marks, i);
      lw_criteria_field_set_text (shown->value_field, now->value);
      lw_criteria_field_set_text (shown->label_field, now->label);
      lw_criteria_field_set_text (shown->descriptor_field, now->descriptor);
    }
  if (marks != page->marks)
    g_ptr_array_unref (marks);
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
    {
      lw_criteria_field_reset (page->title_field, scale->title);
      clear_grid (page);
      g_ptr_array_set_size (page->marks, 0);
    }
  else
    lw_criteria_field_set_text (page->title_field, scale->title);
  fill_marks (page, load_marks (page, lw_reader_connection (reader)));
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

static void
propose_scale (LwScalePage *page)
{
  for (guint number = page->tree->scales->len + 1;; number++)
    {
      g_autofree char *id = g_strdup_printf ("S%u", number);
      if (lw_criteria_tree_find_scale (page->tree, id) == NULL)
        {
          lw_criteria_field_set_text (page->new_scale, id);
          return;
        }
    }
}

/* What is typed and not wrong is saved before another scale is shown. */
static void
commit_all (LwScalePage *page)
{
  lw_criteria_field_commit (page->title_field);
  for (guint i = 0; i < page->marks->len; i++)
    {
      const Mark *mark = g_ptr_array_index (page->marks, i);
      lw_criteria_field_commit (mark->value_field);
      lw_criteria_field_commit (mark->label_field);
      lw_criteria_field_commit (mark->descriptor_field);
    }
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
lw_scale_page_reloaded (LwScalePage *page)
{
  const gboolean added = page->wanted != NULL && lw_criteria_tree_find_scale (page->tree, page->wanted) != NULL;
  const char *id = added ? page->wanted : page->selected;

  if (lw_criteria_tree_find_scale (page->tree, id) == NULL)
    id = page->tree->scales->len > 0 ? ((LwCriteriaScale *) g_ptr_array_index (page->tree->scales, 0))->id : NULL;
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
    fill (page, TRUE);
}

void
lw_scale_page_set_up (LwScalePage *page, LwDocument *document, LwCriteriaTree *tree)
{
  page->document = document;
  page->tree = tree;
  page->editable = lw_document_get_read_only_reason (document) == NULL;
  lw_criteria_field_set_editable (page->title_field, page->editable);
  gtk_widget_set_visible (page->new_scale_box, page->editable);
}

/* ---- as a widget ---- */

static void
lw_scale_page_finalize (GObject *object)
{
  LwScalePage *page = LW_SCALE_PAGE (object);

  g_free (page->selected);
  g_free (page->wanted);
  g_ptr_array_unref (page->marks);
  G_OBJECT_CLASS (lw_scale_page_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, LwScalePage, name)

static void
lw_scale_page_class_init (LwScalePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lw_scale_page_finalize;
  g_type_ensure (LW_TYPE_CRITERIA_FIELD);
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
  BIND (remove_scale);
  gtk_widget_class_bind_template_child_full (widget_class, "marks", FALSE, G_STRUCT_OFFSET (LwScalePage, grid));
}

static void
lw_scale_page_init (LwScalePage *page)
{
  page->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) mark_free);
  gtk_widget_init_template (GTK_WIDGET (page));
  lw_criteria_field_set_check (page->title_field, check_line, page);
  lw_criteria_field_set_check (page->new_scale, check_scale_id, page);
  g_signal_connect (page->title_field, "commit", G_CALLBACK (on_title_commit), page);
  g_signal_connect (page->new_scale, "finished", G_CALLBACK (on_new_finished), page);
  g_signal_connect_swapped (page->add_scale, "clicked", G_CALLBACK (on_add_scale), page);
  g_signal_connect_swapped (page->remove_scale, "clicked", G_CALLBACK (on_remove_scale), page);
  g_signal_connect (page->list, "row-selected", G_CALLBACK (on_row_selected), page);
}
