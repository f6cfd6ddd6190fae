/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The sheet asks in one of two ways, shows the weights that follow while one answers, and applies them as one edit. What
 * is compared is the group as it was when the sheet was opened; an edit of another window in between is refused by name.
 */
#include "config.h"

#include "lw-criteria-weights.h"

#include "base/lw-error.h"
#include "lw-criteria-share.h"
#include "lw-criteria-sheet.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-weights.h"

#include <string.h>

#include "base/lw-i18n.h"

#define SWING_MOST 100
/* Judgements from 1/9 to 9: in the list "9 times" is first, "equal" in the middle. */
#define N_JUDGEMENTS 17
#define EQUAL 8

typedef struct
{
  const LwCriteriaTree *tree; /* of the panel, which outlives the sheet */
  char *group;                /* id */
  GPtrArray *ids;             /* of char * */
  guint n;
  LwRational whole;
  GArray *weights;       /* of LwRational: exact, of what is answered; empty: of nothing yet */
  GPtrArray *swings;     /* of GtkAdjustment */
  GPtrArray *judgements; /* of GtkDropDown, pair by pair; empty where there are too many criteria */
  GtkWidget *stack, *verdict, *matrix;
  GPtrArray *results; /* of GtkLabel */
  LwCriteriaSheet *sheet;
  gboolean answered; /* something, since it was opened: until then the weights are those that are there */
} Help;

static void
help_free (Help *help)
{
  g_free (help->group);
  g_ptr_array_unref (help->ids);
  lw_rational_clear (&help->whole);
  g_array_unref (help->weights);
  g_ptr_array_unref (help->swings);
  g_ptr_array_unref (help->judgements);
  g_ptr_array_unref (help->results);
  g_free (help);
}

#define NTH(array, i) (&g_array_index ((array), LwRational, (i)))

/* ---- from answers to weights ---- */

static gboolean
work_out_swing (Help *help, GError **error)
{
  g_autoptr (GArray) scores = lw_criteria_numbers_new (help->n);

  for (guint i = 0; i < help->n; i++)
    lw_rational_set_int (NTH (scores, i), (gint64) gtk_adjustment_get_value (help->swings->pdata[i]), 1);
  return lw_weights_swing (NTH (scores, 0), help->n, &help->whole, NTH (help->weights, 0), error);
}

/* "9" to "1" to "1/9", by its place in the list. */
static void
set_judgement (LwRational *judgement, guint chosen)
{
  if (chosen <= EQUAL)
    lw_rational_set_int (judgement, EQUAL + 1 - chosen, 1);
  else
    lw_rational_set_int (judgement, 1, chosen - EQUAL + 1);
}

char *
lw_criteria_weights_verdict (double ratio, guint n)
{
  if (n < 3)
    return g_strdup (_("With two criteria there is nothing that could contradict itself."));
  if (ratio <= LW_PAIRWISE_RATIO)
    return g_strdup_printf (_("Consistency ratio %.3f: the comparisons fit together (up to %.2f)."), ratio, LW_PAIRWISE_RATIO);
  return g_strdup_printf (_("Consistency ratio %.3f, above %.2f: the comparisons contradict each other; look at them again."),
                             ratio, LW_PAIRWISE_RATIO);
}

static void
show_matrix (Help *help, GArray *judgements)
{
  for (guint i = 0; i < help->n; i++)
    for (guint j = 0; j < help->n; j++)
      {
        g_autofree char *text = lw_rational_to_exact (NTH (judgements, i * help->n + j));
        gtk_label_set_text (GTK_LABEL (gtk_grid_get_child_at (GTK_GRID (help->matrix), (int) j + 1, (int) i + 1)), text);
      }
}

static void
show_verdict (Help *help, double ratio)
{
  const gboolean fine = ratio <= LW_PAIRWISE_RATIO;
  g_autofree char *words = lw_criteria_weights_verdict (ratio, help->n), *text = g_strdup_printf (fine ? "✓ %s" : "⚠ %s", words);

  gtk_label_set_text (GTK_LABEL (help->verdict), text);
  gtk_widget_remove_css_class (help->verdict, fine ? "warning" : "success");
  gtk_widget_add_css_class (help->verdict, fine ? "success" : "warning");
}

static gboolean
work_out_pairs (Help *help, GError **error)
{
  g_autoptr (GArray) judgements = lw_criteria_numbers_new (help->n * help->n);
  g_auto (LwRational) one = LW_RATIONAL_INIT;
  LwPairwiseConsistency consistency;
  guint pair = 0;

  lw_rational_set_int (&one, 1, 1);
  for (guint i = 0; i < help->n; i++)
    {
      lw_rational_set (NTH (judgements, i * help->n + i), &one);
      for (guint j = i + 1; j < help->n; j++)
        {
          LwRational *judgement = NTH (judgements, i * help->n + j);
          set_judgement (judgement, gtk_drop_down_get_selected (help->judgements->pdata[pair++]));
          lw_rational_div (NTH (judgements, j * help->n + i), &one, judgement);
        }
    }
  if (!lw_weights_pairwise (NTH (judgements, 0), help->n, &help->whole, NTH (help->weights, 0), &consistency, error))
    return FALSE;
  show_matrix (help, judgements);
  show_verdict (help, consistency.ratio);
  return TRUE;
}

static void
show_result (Help *help, guint i, const LwRational *published)
{
  const guint places = lw_criteria_share_places (help->tree);
  g_autofree char *text = lw_rational_to_decimal (published, places, LW_ROUNDING_HALF_UP);
  g_autofree char *exact = lw_evaluation_shown (NTH (help->weights, i), places);

  gtk_label_set_text (GTK_LABEL (help->results->pdata[i]), text);
  gtk_widget_set_tooltip_text (help->results->pdata[i], exact);
}

static void
work_out (Help *help)
{
  const gboolean pairs = g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (help->stack)), "pairs") == 0;
  g_autoptr (GArray) published = lw_criteria_numbers_new (help->n);
  g_autoptr (GError) error = NULL;

  if (!help->answered)
    {
      lw_criteria_sheet_set_ready (help->sheet, FALSE);
      return;
    }
  const gboolean fine = (pairs ? work_out_pairs (help, &error) : work_out_swing (help, &error))
                        && lw_weights_publish (NTH (help->weights, 0), help->n, &help->whole,
                                               lw_criteria_share_places (help->tree), NTH (published, 0), &error);

  for (guint i = 0; i < help->n; i++)
    if (fine)
      show_result (help, i, NTH (published, i));
    else
      gtk_label_set_text (GTK_LABEL (help->results->pdata[i]), "–");
  lw_criteria_sheet_set_wrong (help->sheet, fine ? NULL : error->message);
  lw_criteria_sheet_set_ready (help->sheet, fine);
}

static void
on_answer (Help *help)
{
  help->answered = TRUE;
  work_out (help);
}

/* The criteria that were asked about must still be those of the group. */
static LwCriteriaNode *
find_group (Help *help, GError **error)
{
  LwCriteriaNode *group = *help->group == '\0' ? help->tree->top
                                               : lw_criteria_tree_find ((LwCriteriaTree *) help->tree, help->group);
  g_autoptr (GPtrArray) children = group != NULL ? lw_criteria_share_children (group) : NULL;
  gboolean same = children != NULL && children->len == help->n;

  for (guint i = 0; same && i < help->n; i++)
    same = strcmp (((LwCriteriaNode *) children->pdata[i])->id, help->ids->pdata[i]) == 0;
  if (same)
    return group;
  g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID,
                       _("The criteria of this group are others now: close this, and begin again with what is there."));
  return NULL;
}

static void
on_apply (LwCriteriaSheet *sheet, Help *help)
{
  LwDocument *document = lw_criteria_sheet_get_document (sheet);
  GError *error = NULL;
  LwCriteriaNode *group = find_group (help, &error);
  g_autoptr (GPtrArray) shares = group != NULL ? lw_criteria_share (help->tree, group, NTH (help->weights, 0), &error) : NULL;
  g_autofree char *name = *help->group == '\0' ? g_strdup (_("Set the weights at the top"))
                                               : g_strdup_printf (_("Set the weights in %s"), help->group);

  if (shares != NULL && shares->len == 0)
    {
      gtk_window_destroy (GTK_WINDOW (sheet)); /* they are what they were */
      return;
    }
  lw_criteria_sheet_run (sheet,
                         shares == NULL ? NULL
                                        : lw_criteria_set_shares (shares, name, lw_document_get_sections (document),
                                                                  lw_document_get_person (document), &error),
                         error);
}

/* ---- the questions ---- */

static GtkWidget *
name_of (LwCriteriaNode *node)
{
  g_autofree char *text = g_strdup_printf ("%s %s", node->id, node->title);
  GtkWidget *label = lw_criteria_words_new (text, NULL);

  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  return label;
}

/* Begins with the weights that are there, the greatest at 100. */
static double
first_swing (GPtrArray *children, guint i)
{
  double most = 0;

  for (guint j = 0; j < children->len; j++)
    most = MAX (most, g_ascii_strtod (((LwCriteriaNode *) children->pdata[j])->weight, NULL));
  return most > 0
             ? (double) (int) (g_ascii_strtod (((LwCriteriaNode *) children->pdata[i])->weight, NULL) * SWING_MOST / most + 0.5)
             : SWING_MOST;
}

static GtkWidget *
make_swing (Help *help, GPtrArray *children)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *grid = gtk_grid_new ();

  gtk_box_append (
      GTK_BOX (box),
      lw_criteria_words_new (_("Think of a bid that is worst on everything. Which criterion would you first raise from worst"
                                           " to best? Give it 100. Give each other what the same step on it is worth beside that."),
                                "dim-label"));
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  for (guint i = 0; i < help->n; i++)
    {
      LwCriteriaNode *node = children->pdata[i];
      GtkAdjustment *adjustment = gtk_adjustment_new (first_swing (children, i), 0, SWING_MOST, 1, 10, 0);
      GtkWidget *slider = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, adjustment), *entry = gtk_spin_button_new (adjustment, 1, 0);
      g_autofree char *label = g_strdup_printf (_("Swing of %s %s"), node->id, node->title);

      gtk_widget_set_hexpand (slider, TRUE);
      gtk_widget_set_size_request (slider, 160, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (slider), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_grid_attach (GTK_GRID (grid), name_of (node), 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), slider, 1, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), entry, 2, (int) i, 1, 1);
      g_ptr_array_add (help->swings, g_object_ref (adjustment));
      g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (on_answer), help);
    }
  gtk_box_append (GTK_BOX (box), grid);
  return box;
}

static GtkWidget *
make_judgement (Help *help, LwCriteriaNode *first, LwCriteriaNode *second)
{
  static const char *const words[EQUAL + 1]
      = { N_("extremely more, 9"), N_("8"), N_("very strongly more, 7"), N_("6"), N_("strongly more, 5"),
          N_("4"), N_("moderately more, 3"), N_("2"), N_("as important, 1") };
  static const char *const less[EQUAL]
      = { N_("1/2"), N_("moderately less, 1/3"), N_("1/4"), N_("strongly less, 1/5"),
          N_("1/6"), N_("very strongly less, 1/7"), N_("1/8"), N_("extremely less, 1/9") };
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *label = g_strdup_printf (_("How important %s is beside %s"), first->id, second->id);

  for (guint i = 0; i < N_JUDGEMENTS; i++)
    gtk_string_list_append (list, i <= EQUAL ? _(words[i]) : _(less[i - EQUAL - 1]));
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (list)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), EQUAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_ptr_array_add (help->judgements, g_object_ref (choice));
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (on_answer), help);
  return choice;
}

static GtkWidget *
make_matrix (Help *help, GPtrArray *children)
{
  help->matrix = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (help->matrix), 3);
  gtk_grid_set_column_spacing (GTK_GRID (help->matrix), 12);
  for (guint i = 0; i <= help->n; i++)
    for (guint j = 0; j <= help->n; j++)
      {
        const char *text = i == 0 && j == 0 ? ""
                           : i == 0         ? ((LwCriteriaNode *) children->pdata[j - 1])->id
                           : j == 0         ? ((LwCriteriaNode *) children->pdata[i - 1])->id
                                            : "1";
        GtkWidget *label = gtk_label_new (text);

        gtk_label_set_xalign (GTK_LABEL (label), j == 0 ? 0 : 1);
        gtk_widget_add_css_class (label, "numeric");
        if (i == 0 || j == 0)
          gtk_widget_add_css_class (label, "dim-label");
        gtk_grid_attach (GTK_GRID (help->matrix), label, (int) j, (int) i, 1, 1);
      }
  return help->matrix;
}

static GtkWidget *
make_pairs (Help *help, GPtrArray *children)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *grid = gtk_grid_new ();
  int row = 0;

  gtk_box_append (GTK_BOX (box), lw_criteria_words_new (_("How important is the criterion on the left, beside the one on the right?"), "dim-label"));
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  for (guint i = 0; i < help->n; i++)
    for (guint j = i + 1; j < help->n; j++, row++)
      {
        gtk_grid_attach (GTK_GRID (grid), name_of (children->pdata[i]), 0, row, 1, 1);
        gtk_grid_attach (GTK_GRID (grid), make_judgement (help, children->pdata[i], children->pdata[j]), 1, row, 1, 1);
        gtk_grid_attach (GTK_GRID (grid), name_of (children->pdata[j]), 2, row, 1, 1);
      }
  help->verdict = lw_criteria_words_new (NULL, NULL);
  gtk_widget_set_name (help->verdict, "verdict");
  show_verdict (help, 0); /* all as important as each other */
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), help->verdict);
  gtk_box_append (GTK_BOX (box), make_matrix (help, children));
  return box;
}

static GtkWidget *
make_results (Help *help, GPtrArray *children)
{
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *whole = lw_evaluation_number (&help->whole);
  g_autofree char *heading = g_strdup_printf (_("Weight of %s"), whole);
  const char *headings[] = { _("Criterion"), _("Weight now"), heading };

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      GtkWidget *label = gtk_label_new (headings[i]);
      gtk_label_set_xalign (GTK_LABEL (label), i == 0 ? 0 : 1);
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_grid_attach (GTK_GRID (grid), label, (int) i, 0, 1, 1);
    }
  for (guint i = 0; i < help->n; i++)
    {
      LwCriteriaNode *node = children->pdata[i];
      GtkWidget *name = name_of (node), *now = gtk_label_new (node->weight), *result = gtk_label_new ("–");
      g_autofree char *result_name = g_strdup_printf ("weight-%s", node->id);

      gtk_widget_set_hexpand (name, TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (name), 60);
      gtk_label_set_xalign (GTK_LABEL (now), 1);
      gtk_label_set_xalign (GTK_LABEL (result), 1);
      gtk_widget_add_css_class (now, "numeric");
      gtk_widget_add_css_class (now, "dim-label");
      gtk_widget_add_css_class (result, "numeric");
      gtk_widget_set_name (result, result_name);
      gtk_grid_attach (GTK_GRID (grid), name, 0, (int) i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), now, 1, (int) i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), result, 2, (int) i + 1, 1, 1);
      g_ptr_array_add (help->results, g_object_ref (result));
    }
  return grid;
}

/* ---- the sheet ---- */

static Help *
help_new (const LwCriteriaTree *tree, LwCriteriaNode *group, GPtrArray *children, GError **error)
{
  Help *help = g_new0 (Help, 1);

  lw_rational_init (&help->whole);
  help->tree = tree;
  help->group = g_strdup (group->id);
  help->n = children->len;
  help->weights = lw_criteria_numbers_new (help->n);
  help->ids = g_ptr_array_new_with_free_func (g_free);
  help->swings = g_ptr_array_new_with_free_func (g_object_unref);
  help->judgements = g_ptr_array_new_with_free_func (g_object_unref);
  help->results = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < help->n; i++)
    g_ptr_array_add (help->ids, g_strdup (((LwCriteriaNode *) children->pdata[i])->id));
  if (help->n < 2)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 _("There are fewer than two criteria with a weight here: choose one of a group that has more."));
  else if (lw_criteria_share_whole (tree, group, &help->whole, error))
    return help;
  help_free (help);
  return NULL;
}

void
lw_criteria_weights_help (LwPanel *panel, const LwCriteriaTree *tree, LwCriteriaNode *group)
{
  g_autoptr (GPtrArray) children = lw_criteria_share_children (group);
  g_autoptr (GError) error = NULL;
  Help *help = help_new (tree, group, children, &error);
  GtkWidget *box, *switcher;

  if (help == NULL)
    {
      lw_panel_toast (panel, error->message);
      return;
    }
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  switcher = gtk_stack_switcher_new ();
  help->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (help->stack), FALSE);
  gtk_stack_add_titled (GTK_STACK (help->stack), make_swing (help, children), "swing", _("Swing weights"));
  if (help->n <= LW_PAIRWISE_MAX)
    gtk_stack_add_titled (GTK_STACK (help->stack), make_pairs (help, children), "pairs", _("In pairs"));
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (help->stack));
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), help->stack);
  gtk_box_append (GTK_BOX (box), make_results (help, children));
  gtk_box_append (GTK_BOX (box),
                  lw_criteria_words_new (
                      tree->weights == LW_WEIGHTS_POINTS
                      ? _("To two decimal places, by the rule for publication. Weights inside groups go with them,"
                                                 " in proportion. One edit, which can be undone.")
                      : _("In whole basis points, by the rule for publication. One edit, which can be undone."), "dim-label"));
  g_autofree char *title = lw_criteria_node_is_top (group) ? g_strdup (_("Weights at the top"))
                                                           : g_strdup_printf (_("Weights in %s %s"), group->id, group->title);
  help->sheet = lw_criteria_sheet_new (GTK_WIDGET (panel), lw_panel_get_document (panel), title, _("_Apply"), box);
  g_object_set_data_full (G_OBJECT (help->sheet), "lw-help", help, (GDestroyNotify) help_free);
  gtk_window_set_default_size (GTK_WINDOW (help->sheet), 720, 640);
  g_signal_connect_swapped (help->stack, "notify::visible-child", G_CALLBACK (work_out), help);
  g_signal_connect (help->sheet, "act", G_CALLBACK (on_apply), help);
  work_out (help);
  gtk_window_present (GTK_WINDOW (help->sheet));
}

/* ---- rounding ---- */

static void
on_round (LwCriteriaSheet *sheet, GPtrArray *shares)
{
  LwDocument *document = lw_criteria_sheet_get_document (sheet);
  GError *error = NULL;

  LwCommand *command = lw_criteria_set_shares (shares, _("Round weights for publication"), lw_document_get_sections (document),
                                               lw_document_get_person (document), &error);

  lw_criteria_sheet_run (sheet, command, error);
}

static GtkWidget *
make_preview (GPtrArray *shares)
{
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; i < shares->len; i++)
    {
      const LwCriteriaShare *share = shares->pdata[i];
      GtkWidget *row = adw_action_row_new (), *label;
      g_autofree char *title = g_strdup_printf ("%s %s", share->id, share->title);
      g_autofree char *text = g_strdup_printf ("%s → %s", share->before, share->after);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      label = gtk_label_new (text);
      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

void
lw_criteria_weights_round (LwPanel *panel, const LwCriteriaTree *tree)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) shares = lw_criteria_share (tree, tree->top, NULL, &error);
  GtkWidget *box;

  if (shares == NULL || shares->len == 0)
    {
      lw_panel_toast (panel, shares == NULL ? error->message
                                            : tree->weights == LW_WEIGHTS_POINTS
                                 ? _("All weights have two decimal places at most, and add up: there is nothing to round")
                                 : _("Basis points are whole numbers already: there is nothing to round"));
      return;
    }
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_box_append (
      GTK_BOX (box),
      lw_criteria_words_new (_("Each weight is rounded to two decimal places; what is left goes, a hundredth at a time, to the"
                                           " weight whose relative rise is least. So they still add up to what they are in. One edit,"
                                           " which can be undone."),
                                NULL));
  gtk_box_append (GTK_BOX (box), make_preview (shares));
  LwCriteriaSheet *sheet = lw_criteria_sheet_new (GTK_WIDGET (panel), lw_panel_get_document (panel),
                                                  _("Round weights for publication"), _("_Round weights"), box);
  gtk_window_set_default_size (GTK_WINDOW (sheet), 560, 560);
  g_object_set_data_full (G_OBJECT (sheet), "lw-shares", g_ptr_array_ref (shares), (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect (sheet, "act", G_CALLBACK (on_round), shares);
  gtk_window_present (GTK_WINDOW (sheet));
}
