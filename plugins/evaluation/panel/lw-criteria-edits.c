/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * These commands write rows themselves, because the engine's rules are of one row and what is between two of its steps
 * would break them. What they leave keeps the rules by the way it is made: see each.
 */
#include "config.h"

#include "lw-criteria-edits.h"

#include "base/lw-error.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-publish.h"

#include <string.h>

#include "base/lw-i18n.h"

/* As deep as the engine lets criteria be. */
#define MAX_LEVEL 32

typedef struct
{
  char *texts[3];
  GStrv values;
  LwEvaluationWeights weights;
  LwApplyFunc apply;
} Edit;

static void
edit_free (Edit *edit)
{
  for (guint i = 0; i < G_N_ELEMENTS (edit->texts); i++)
    g_free (edit->texts[i]);
  g_strfreev (edit->values);
  g_free (edit);
}

static Edit *
edit_new (const char *first, const char *second, const char *third)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->texts[0] = g_strdup (first);
  edit->texts[1] = g_strdup (second);
  edit->texts[2] = g_strdup (third);
  return edit;
}

/* These write rows of the method, so the lock of the method is theirs too. */
static gboolean
apply_guarded (LwTransaction *transaction, gpointer data, GError **error)
{
  const Edit *edit = data;

  return lw_evaluation_guard_method (lw_transaction_connection (transaction), "", error)
         && edit->apply (transaction, data, error);
}

static LwCommand *
edit_command (Edit *edit, const char *name, const char *person, LwApplyFunc apply)
{
  edit->apply = apply;
  return lw_command_new (name, person, NULL, apply_guarded, edit, (GDestroyNotify) edit_free);
}

static LwCriteriaTree *
load_tree (LwConnection *connection, GError **error)
{
  g_autoptr (LwCriteriaTree) tree = lw_criteria_tree_new ();

  if (!lw_criteria_tree_load (tree, connection, "", error))
    return NULL;
  return g_steal_pointer (&tree);
}

static LwCriteriaNode *
find_node (LwCriteriaTree *tree, const char *id, GError **error)
{
  LwCriteriaNode *node = *id == '\0' ? tree->top : lw_criteria_tree_find (tree, id);

  if (node == NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected the identifier of a criterion, found “%s”"), id);
  return node;
}

/* All in @node in the order of the tree, itself first unless it is the top. */
static void
collect (LwCriteriaNode *node, GPtrArray *nodes)
{
  if (!lw_criteria_node_is_top (node))
    g_ptr_array_add (nodes, node);
  for (guint i = 0; i < lw_criteria_node_n_children (node); i++)
    collect (lw_criteria_node_get_child (node, i), nodes);
}

/* ---- moving ---- */

static guint
height_of (LwCriteriaNode *node)
{
  guint height = 0;

  for (guint i = 0; i < lw_criteria_node_n_children (node); i++)
    height = MAX (height, height_of (lw_criteria_node_get_child (node, i)));
  return height + 1;
}

static gboolean
check_move (LwCriteriaNode *node, LwCriteriaNode *parent, GError **error)
{
  guint level = 0;

  if (!lw_criteria_node_is_group (parent))
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected %s to be a group, found kind %s"), parent->id,
                 lw_criterion_kinds[parent->kind]);
  else if (lw_criteria_node_is_inside (parent, node))
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s cannot be moved into itself"), node->id);
  else
    {
      for (LwCriteriaNode *above = parent; !lw_criteria_node_is_top (above); above = above->parent)
        level++;
      if (level + height_of (node) <= MAX_LEVEL)
        return TRUE;
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected at most %d levels of criteria, found more"), MAX_LEVEL);
    }
  return FALSE;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;
  return (left > right) - (left < right);
}

/* Gives @nodes, in the order of the tree, the positions that they have now, in rising order. A parent is before its
 * children in that order, so its position is the lower one, as the engine demands. */
static gboolean
write_positions (GPtrArray *nodes, LwConnection *connection, GError **error)
{
  g_autoptr (GArray) positions = g_array_sized_new (FALSE, FALSE, sizeof (gint64), nodes->len);
  gint64 last = 0;

  for (guint i = 0; i < nodes->len; i++)
    g_array_append_val (positions, ((LwCriteriaNode *) g_ptr_array_index (nodes, i))->position);
  g_array_sort (positions, compare_positions);
  for (guint i = 0; i < nodes->len; i++)
    {
      const LwCriteriaNode *node = g_ptr_array_index (nodes, i);

      last = MAX (last + 1, g_array_index (positions, gint64, i)); /* two that were equal are not any more */
      if (node->position != last
          && !lw_connection_run (connection, error, "UPDATE evaluation_criterion SET position = ? WHERE id = ?", "is", last,
                                 node->id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_move (LwTransaction *transaction, gpointer data, GError **error)
{
  const Edit *edit = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autoptr (LwCriteriaTree) tree = load_tree (connection, error);
  LwCriteriaNode *node = tree != NULL ? find_node (tree, edit->texts[0], error) : NULL;
  LwCriteriaNode *parent = node != NULL ? find_node (tree, edit->texts[1], error) : NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  if (parent == NULL || !check_move (node, parent, error))
    return FALSE;
  LwCriteriaNode *before = edit->texts[2] != NULL ? lw_criteria_tree_find (tree, edit->texts[2]) : NULL;
  const gboolean stays = node->parent == parent;
  g_list_store_remove (node->parent->children, lw_criteria_node_get_index (node));
  node->parent = parent;
  if (before != NULL && before->parent == parent)
    g_list_store_insert (parent->children, lw_criteria_node_get_index (before), node);
  else
    g_list_store_append (parent->children, node);
  collect (tree->top, nodes);
  return (stays
          || lw_connection_run (connection, error, "UPDATE evaluation_criterion SET parent = ? WHERE id = ?", "ss",
                                lw_criteria_node_is_top (parent) ? NULL : parent->id, node->id))
         && write_positions (nodes, connection, error);
}

LwCommand *
lw_criteria_move (const char *id, const char *parent, const char *before, const char *person)
{
  g_autofree char *name = g_strdup_printf (_("Move criterion %s"), id);
  return edit_command (edit_new (id, parent, before), name, person, apply_move);
}

/* ---- removing ---- */

#define SUBTREE \
  "WITH RECURSIVE inside (id) AS (SELECT id FROM evaluation_criterion WHERE id = ?1" \
  " UNION SELECT c.id FROM evaluation_criterion c JOIN inside ON c.parent = inside.id) "

gboolean
lw_criteria_count_marks (LwConnection *connection, const char *id, guint *n_marks, GError **error)
{
  gint64 marks, agreed;

  if (!lw_connection_get_int (connection, &marks, 0, error,
                              SUBTREE "SELECT count (*) FROM evaluation_mark WHERE criterion IN (SELECT id FROM inside)", "s", id)
      || !lw_connection_get_int (connection, &agreed, 0, error,
                                 SUBTREE "SELECT count (*) FROM evaluation_consensus"
                                         " WHERE criterion IN (SELECT id FROM inside)",
                                 "s", id))
    return FALSE;
  *n_marks = (guint) (marks + agreed);
  return TRUE;
}

/* All that is on a criterion goes with it: marks, what evaluators keep beside them, answers, rules that name it. A document
 * of the bid stays, and belongs to no question any more. */
static gboolean
remove_what_is_on_it (LwConnection *connection, const char *id, GError **error)
{
  static const char *const statements[] = {
    SUBTREE "DELETE FROM evaluation_confirmation WHERE criterion IN (SELECT id FROM inside)",
    SUBTREE "DELETE FROM evaluation_note WHERE criterion IN (SELECT id FROM inside)",
    SUBTREE "DELETE FROM evaluation_query WHERE criterion IN (SELECT id FROM inside)",
    SUBTREE "DELETE FROM evaluation_answer WHERE criterion IN (SELECT id FROM inside)",
    SUBTREE "DELETE FROM evaluation_mark WHERE criterion IN (SELECT id FROM inside)",
    SUBTREE "DELETE FROM evaluation_consensus WHERE criterion IN (SELECT id FROM inside)",
    SUBTREE "DELETE FROM evaluation_assignment WHERE criterion IN (SELECT id FROM inside)",
    SUBTREE "DELETE FROM evaluation_tie_rule WHERE criterion IN (SELECT id FROM inside)",
    SUBTREE "UPDATE evaluation_document SET criterion = NULL WHERE criterion IN (SELECT id FROM inside)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!lw_connection_run (connection, error, statements[i], "s", id))
      return FALSE;
  return TRUE;
}

static gboolean
apply_remove (LwTransaction *transaction, gpointer data, GError **error)
{
  const Edit *edit = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autoptr (LwCriteriaTree) tree = load_tree (connection, error);
  LwCriteriaNode *node = tree != NULL ? find_node (tree, edit->texts[0], error) : NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  if (node == NULL || !remove_what_is_on_it (connection, node->id, error))
    return FALSE;
  collect (node, nodes);
  for (guint i = nodes->len; i > 0; i--)
    if (!lw_connection_run (connection, error, "DELETE FROM evaluation_criterion WHERE id = ?", "s",
                            ((LwCriteriaNode *) g_ptr_array_index (nodes, i - 1))->id))
      return FALSE;
  return TRUE;
}

LwCommand *
lw_criteria_remove (const char *id, guint n_marks, const char *person)
{
  g_autofree char *name
      = n_marks == 0 ? g_strdup_printf (_("Remove criterion %s"), id)
                     : g_strdup_printf (ngettext ("Remove criterion %s and %u mark", "Remove criterion %s and %u marks", n_marks),
                                        id, n_marks);
  return edit_command (edit_new (id, NULL, NULL), name, person, apply_remove);
}

/* ---- points and basis points ---- */

static gboolean
whole_basis_points (const LwCriteriaNode *node, const LwRational *weight, GError **error)
{
  g_autofree char *exact = lw_rational_to_exact (weight), *shown = lw_evaluation_shown (weight, 2);

  if (g_ascii_string_to_unsigned (exact, 10, 0, 10000, NULL, NULL))
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("the weight of %s would be %s basis points of what it is in: expected a whole number from 0 to 10000."
                 " Change its weight first"),
               node->id, shown);
  return FALSE;
}

/* What @child, which has a weight, is to have for one so that it is worth what it was. FALSE: there is no such weight. */
static gboolean
convert_weight (const LwCriteriaNode *node, const LwCriteriaNode *child, LwEvaluationWeights weights, LwRational *weight,
                GError **error)
{
  g_auto (LwRational) worth = LW_RATIONAL_INIT, parts = LW_RATIONAL_INIT;

  if (child->points == NULL || node->points == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("what %s is worth is not known, because a group that it is in has no weight. Give the group a weight first"),
                   child->id);
      return FALSE;
    }
  if (!lw_rational_parse (weight, child->points, "points", error) || !lw_rational_parse (&worth, node->points, "points", error))
    return FALSE;
  if (weights == LW_WEIGHTS_POINTS || (lw_rational_sign (weight) == 0 && lw_rational_sign (&worth) == 0))
    return TRUE;
  if (lw_rational_sign (&worth) == 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("%s has a weight in a group that is worth nothing: no basis points say that. Change a weight first"),
                   child->id);
      return FALSE;
    }
  lw_rational_set_int (&parts, 10000, 1);
  lw_rational_mul (weight, weight, &parts);
  lw_rational_div (weight, weight, &worth);
  return whole_basis_points (child, weight, error);
}

/* Sets the weights in @node, so that they are worth what they were. */
static gboolean
convert (LwCriteriaNode *node, LwEvaluationWeights weights, LwConnection *connection, GError **error)
{
  for (guint i = 0; i < lw_criteria_node_n_children (node); i++)
    {
      LwCriteriaNode *child = lw_criteria_node_get_child (node, i);
      g_auto (LwRational) weight = LW_RATIONAL_INIT;
      g_autofree char *text = NULL;

      if (!convert (child, weights, connection, error))
        return FALSE;
      if (child->weight == NULL)
        continue;
      if (!convert_weight (node, child, weights, &weight, error))
        return FALSE;
      text = lw_evaluation_number (&weight);
      if (strchr (text, '/') != NULL)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("the weight of %s would be %s points: expected a decimal"),
                       child->id, text);
          return FALSE;
        }
      if (!lw_connection_run (connection, error, "UPDATE evaluation_criterion SET weight = ? WHERE id = ?", "ss", text,
                              child->id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_weights (LwTransaction *transaction, gpointer data, GError **error)
{
  const Edit *edit = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autoptr (LwCriteriaTree) tree = load_tree (connection, error);

  if (tree == NULL)
    return FALSE;
  return tree->weights == edit->weights
         || (convert (tree->top, edit->weights, connection, error)
             && lw_connection_run (connection, error, "UPDATE evaluation_method SET weights = ?", "s",
                                   edit->weights == LW_WEIGHTS_POINTS ? "points" : "basis-points"));
}

LwCommand *
lw_criteria_set_weights (LwEvaluationWeights weights, const char *person)
{
  Edit *edit = edit_new (NULL, NULL, NULL);

  edit->weights = weights;
  return edit_command (edit,
                       weights == LW_WEIGHTS_POINTS ? _("Change method: weights in points")
                                                    : _("Change method: weights in basis points"),
                       person, apply_weights);
}

/* ---- scales ---- */

#define GIVEN_ON \
  " m JOIN evaluation_criterion c ON c.id = m.criterion WHERE c.scale = ?1"

/* Whether @sql, asked for the scale, gives a text that is equal to @value as a number. */
static gboolean
uses_value (LwConnection *connection, const char *sql, const char *scale, const LwRational *value, gboolean *uses,
            GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (connection, sql, error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "s", scale);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      g_auto (LwRational) other = LW_RATIONAL_INIT;
      *uses |= lw_rational_parse (&other, lw_statement_text (row, 0), "", NULL) && lw_rational_cmp (&other, value) == 0;
    }
  return step == LW_STEP_DONE;
}

static gboolean
check_new_value (LwConnection *connection, const Edit *edit, GError **error)
{
  g_auto (LwRational) from = LW_RATIONAL_INIT, to = LW_RATIONAL_INIT;
  g_autofree char *wrong = lw_criteria_check_decimal (edit->texts[2], TRUE);
  gboolean uses = FALSE, there = FALSE;

  if (wrong != NULL || (edit->texts[2][0] == '0' && g_ascii_isdigit (edit->texts[2][1])))
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID,
                           wrong != NULL ? wrong : _("Expected a number without zeros in front"));
      return FALSE;
    }
  if (!lw_rational_parse (&from, edit->texts[1], "value", error) || !lw_rational_parse (&to, edit->texts[2], "value", error))
    return FALSE;
  if (lw_rational_cmp (&from, &to) == 0)
    return TRUE; /* another writing of the same number */
  if (!uses_value (connection, "SELECT DISTINCT m.mark FROM evaluation_mark" GIVEN_ON, edit->texts[0], &from, &uses, error)
      || !uses_value (connection, "SELECT DISTINCT m.mark FROM evaluation_consensus" GIVEN_ON, edit->texts[0], &from, &uses,
                      error)
      || !uses_value (connection, "SELECT minimum FROM evaluation_criterion WHERE scale = ?1 AND minimum IS NOT NULL",
                      edit->texts[0], &from, &uses, error)
      || !uses_value (connection, "SELECT value FROM evaluation_scale_mark WHERE scale = ?1", edit->texts[0], &to, &there,
                      error))
    return FALSE;
  if (uses)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 _("the mark %s of scale %s was given, or is a minimum: it keeps its number. Add another mark instead"),
                 edit->texts[1], edit->texts[0]);
  else if (there)
    g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("scale %s has a mark %s already"), edit->texts[0], edit->texts[2]);
  return !uses && !there;
}

static gboolean
apply_value (LwTransaction *transaction, gpointer data, GError **error)
{
  const Edit *edit = data;
  LwConnection *connection = lw_transaction_connection (transaction);

  return check_new_value (connection, edit, error)
         && lw_connection_run (connection, error,
                               "UPDATE evaluation_scale_mark SET value = ?3 WHERE scale = ?1 AND value = ?2", "sss",
                               edit->texts[0], edit->texts[1], edit->texts[2]);
}

LwCommand *
lw_scale_set_value (const char *scale, const char *from, const char *to, const char *person)
{
  g_autofree char *name = g_strdup_printf (_("Change scale-mark %s/%s: value=%s"), scale, from, to);
  return edit_command (edit_new (scale, from, to), name, person, apply_value);
}

static gboolean
apply_order (LwTransaction *transaction, gpointer data, GError **error)
{
  const Edit *edit = data;

  for (guint i = 0; edit->values[i] != NULL; i++)
    if (!lw_connection_run (lw_transaction_connection (transaction), error,
                            "UPDATE evaluation_scale_mark SET position = ?3 WHERE scale = ?1 AND value = ?2 AND position <> ?3",
                            "ssi", edit->texts[0], edit->values[i], (gint64) i + 1))
      return FALSE;
  return TRUE;
}

LwCommand *
lw_scale_set_order (const char *scale, const char *const *values, const char *person)
{
  Edit *edit = edit_new (scale, NULL, NULL);
  g_autofree char *name = g_strdup_printf (_("Order the marks of scale %s"), scale);

  edit->values = g_strdupv ((char **) values);
  return edit_command (edit, name, person, apply_order);
}
