/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tree that follows the file: reading it again row by row, and the exact sums and points of all weights. */
#include "config.h"

#include "lw-criteria-tree.h"

#include "base/lw-money.h"
#include "lw-evaluation-explain.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- a criterion ---- */

G_DEFINE_FINAL_TYPE (LwCriteriaNode, lw_criteria_node, G_TYPE_OBJECT)

static guint changed_signal;

static void
lw_criteria_node_finalize (GObject *object)
{
  LwCriteriaNode *node = LW_CRITERIA_NODE (object);
  char *texts[] = { node->id,    node->title,    node->weight, node->scale,  node->minimum, node->formula, node->optimum,
                    node->top,   node->factor,   node->trust,    node->guidance, node->draft, node->points,  node->sum };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_object_unref (node->children);
  G_OBJECT_CLASS (lw_criteria_node_parent_class)->finalize (object);
}

static void
lw_criteria_node_class_init (LwCriteriaNodeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_criteria_node_finalize;
  changed_signal = g_signal_new ("changed", LW_TYPE_CRITERIA_NODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_criteria_node_init (LwCriteriaNode *node)
{
  node->children = g_list_store_new (LW_TYPE_CRITERIA_NODE);
}

static LwCriteriaNode *
node_new (const char *id, LwCriterionKind kind)
{
  LwCriteriaNode *node = g_object_new (LW_TYPE_CRITERIA_NODE, NULL);

  node->id = g_strdup (id);
  node->kind = kind;
  return node;
}

gboolean
lw_criteria_node_has_weight (const LwCriteriaNode *node)
{
  return node->kind != LW_CRITERION_PASS_FAIL && node->kind != LW_CRITERION_INFORMATION;
}

const char *
lw_criterion_kind_title (LwCriterionKind kind)
{
  static const char *const titles[] = { N_("group"), N_("scored"), N_("pass or fail"), N_("price"), N_("information") };
  return _(titles[kind]);
}

guint
lw_criteria_node_n_children (LwCriteriaNode *node)
{
  return g_list_model_get_n_items (G_LIST_MODEL (node->children));
}

LwCriteriaNode *
lw_criteria_node_get_child (LwCriteriaNode *node, guint index)
{
  g_autoptr (LwCriteriaNode) child = g_list_model_get_item (G_LIST_MODEL (node->children), index);
  return child; /* the list holds it */
}

guint
lw_criteria_node_get_index (LwCriteriaNode *node)
{
  guint index = 0;
  g_list_store_find (node->parent->children, node, &index);
  return index;
}

guint
lw_criteria_node_count_inside (LwCriteriaNode *node)
{
  const guint n = lw_criteria_node_n_children (node);
  guint count = n;

  for (guint i = 0; i < n; i++)
    count += lw_criteria_node_count_inside (lw_criteria_node_get_child (node, i));
  return count;
}

gboolean
lw_criteria_node_is_inside (LwCriteriaNode *node, LwCriteriaNode *above)
{
  for (; node != NULL; node = node->parent)
    if (node == above)
      return TRUE;
  return FALSE;
}

/* ---- sums ---- */

/* NULL: it has none. */
static const char *
weight_now (const LwCriteriaNode *node)
{
  const char *weight = node->draft != NULL ? node->draft : node->weight;
  return weight != NULL && *weight != '\0' ? weight : NULL;
}

static gboolean
is_changed (char **kept, char *now)
{
  const gboolean changed = g_strcmp0 (*kept, now) != 0;
  g_free (*kept);
  *kept = now;
  return changed;
}

/* "95 of 100: 5 missing", and whether that is right. */
static char *
sum_text (const LwRational *sum, const LwRational *whole, LwCriteriaSum *state)
{
  g_auto (LwRational) difference = LW_RATIONAL_INIT;
  g_autofree char *sum_shown = lw_evaluation_number (sum), *whole_shown = lw_evaluation_number (whole);

  lw_rational_sub (&difference, sum, whole);
  const int sign = lw_rational_sign (&difference);
  *state = sign == 0 ? LW_CRITERIA_SUM_RIGHT : LW_CRITERIA_SUM_WRONG;
  if (sign == 0)
    return g_strdup_printf (_("%s of %s"), sum_shown, whole_shown);
  if (sign < 0)
    lw_rational_sub (&difference, whole, sum);
  g_autofree char *shown = lw_evaluation_number (&difference);
  return g_strdup_printf (sign < 0 ? _("%s of %s: %s missing") : _("%s of %s: %s over"), sum_shown, whole_shown, shown);
}

/* The weight of @node as it is now. FALSE: it has none, or what is typed is wrong. */
static gboolean
read_weight (LwCriteriaTree *tree, const LwCriteriaNode *node, LwRational *weight)
{
  g_autofree char *wrong = node->draft != NULL ? lw_criteria_check_weight (tree, node->kind, node->draft) : NULL;

  return wrong == NULL && weight_now (node) != NULL && lw_rational_parse (weight, weight_now (node), "weight", NULL);
}

/* What the weights in @node must add up to. FALSE: not known. */
static gboolean
expected_sum (LwCriteriaTree *tree, const LwCriteriaNode *node, LwRational *whole)
{
  if (tree->weights != LW_WEIGHTS_BASIS_POINTS)
    return read_weight (tree, node, whole);
  lw_rational_set_int (whole, 10000, 1);
  return TRUE;
}

/* Adds up the weights in @node. FALSE: one of them is wrong, *@any is whether there is one. */
static gboolean
add_weights (LwCriteriaTree *tree, LwCriteriaNode *node, LwRational *sum, gboolean *any)
{
  gboolean fine = TRUE;

  *any = FALSE;
  for (guint i = 0; i < lw_criteria_node_n_children (node); i++)
    {
      LwCriteriaNode *child = lw_criteria_node_get_child (node, i);
      g_auto (LwRational) weight = LW_RATIONAL_INIT;

      *any |= weight_now (child) != NULL;
      if (read_weight (tree, child, &weight))
        lw_rational_add (sum, sum, &weight);
      else
        fine &= weight_now (child) == NULL && (child->draft == NULL || lw_criteria_node_is_group (child));
    }
  return fine;
}

static gboolean
update_sum (LwCriteriaTree *tree, LwCriteriaNode *node)
{
  g_auto (LwRational) sum = LW_RATIONAL_INIT, whole = LW_RATIONAL_INIT;
  const LwCriteriaSum before = node->sum_state;
  const gboolean without_weight = !lw_criteria_node_is_top (node) && weight_now (node) == NULL;
  gboolean any, known = add_weights (tree, node, &sum, &any);
  char *text = NULL;

  node->sum_state = LW_CRITERIA_SUM_NONE;
  if (!lw_criteria_node_is_group (node) || tree->whole == NULL || (!any && without_weight))
    return is_changed (&node->sum, NULL) || before != node->sum_state;
  node->sum_state = LW_CRITERIA_SUM_WRONG;
  if (!known)
    text = g_strdup (_("a weight is wrong"));
  else if (without_weight)
    {
      g_autofree char *shown = lw_evaluation_number (&sum);
      text = g_strdup_printf (_("%s inside, no weight"), shown);
    }
  else if (expected_sum (tree, node, &whole))
    text = sum_text (&sum, &whole, &node->sum_state);
  else
    text = g_strdup (_("its weight is wrong"));
  return is_changed (&node->sum, text) || before != node->sum_state;
}

/* Sums and points of @node, worth @worth (NULL: not known), and of all in it. */
static void
update (LwCriteriaTree *tree, LwCriteriaNode *node, const LwRational *worth)
{
  g_autofree char *text = worth != NULL ? lw_evaluation_number (worth) : NULL;
  gboolean changed = is_changed (&node->points, g_steal_pointer (&text));

  changed |= update_sum (tree, node);
  if (changed)
    g_signal_emit (node, changed_signal, 0);
  for (guint i = 0; i < lw_criteria_node_n_children (node); i++)
    {
      LwCriteriaNode *child = lw_criteria_node_get_child (node, i);
      g_auto (LwRational) points = LW_RATIONAL_INIT, bottom = LW_RATIONAL_INIT;
      gboolean known = read_weight (tree, child, &points);

      if (tree->weights == LW_WEIGHTS_BASIS_POINTS)
        {
          known = known && worth != NULL;
          lw_rational_set_int (&bottom, 10000, 1);
          if (known)
            lw_rational_mul (&points, &points, worth);
          lw_rational_div (&points, &points, &bottom);
        }
      update (tree, child, known && tree->whole != NULL ? &points : NULL);
    }
}

static void
update_all (LwCriteriaTree *tree)
{
  g_auto (LwRational) whole = LW_RATIONAL_INIT;
  const gboolean known = tree->whole != NULL && lw_rational_parse (&whole, tree->whole, "whole", NULL);

  update (tree, tree->top, known ? &whole : NULL);
}

void
lw_criteria_tree_set_draft (LwCriteriaTree *tree, LwCriteriaNode *node, const char *text)
{
  if (g_strcmp0 (node->draft, text) == 0)
    return;
  g_free (node->draft);
  node->draft = g_strdup (text);
  update_all (tree);
}

void
lw_criteria_tree_clear_drafts (LwCriteriaTree *tree)
{
  GHashTableIter iter;
  gpointer node;

  g_hash_table_iter_init (&iter, tree->nodes);
  while (g_hash_table_iter_next (&iter, NULL, &node))
    g_clear_pointer (&((LwCriteriaNode *) node)->draft, g_free);
  update_all (tree);
}

/* ---- reading ---- */

static void
scale_free (LwCriteriaScale *scale)
{
  g_free (scale->id);
  g_free (scale->title);
  g_ptr_array_unref (scale->values);
  g_free (scale);
}

LwCriteriaTree *
lw_criteria_tree_new (void)
{
  LwCriteriaTree *tree = g_new0 (LwCriteriaTree, 1);

  tree->scales = g_ptr_array_new_with_free_func ((GDestroyNotify) scale_free);
  tree->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  tree->top = node_new ("", LW_CRITERION_GROUP);
  return tree;
}

static void
clear_method (LwCriteriaTree *tree)
{
  LwCriteriaLock *lock = &tree->lock;
  char **texts[] = { &tree->whole, &tree->rounding, &tree->rule,  &tree->minimum, &tree->trust,  &lock->at,
                     &lock->person, &lock->sha256,  &lock->reason, &lock->approver, &lock->asker, &lock->why };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
}

void
lw_criteria_tree_free (LwCriteriaTree *tree)
{
  clear_method (tree);
  g_ptr_array_unref (tree->scales);
  g_hash_table_unref (tree->nodes);
  g_object_unref (tree->top);
  g_free (tree);
}

static gboolean
load_method (LwCriteriaTree *tree, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "SELECT weights, whole, rounding, places, rule, minimum, trust FROM evaluation_method", error);
  LwStep step;

  if (row == NULL || (step = lw_statement_step (row, error)) == LW_STEP_ERROR)
    return FALSE;
  clear_method (tree);
  if (step == LW_STEP_DONE)
    return TRUE;
  tree->weights = g_str_equal (lw_statement_text (row, 0), "points") ? LW_WEIGHTS_POINTS : LW_WEIGHTS_BASIS_POINTS;
  tree->whole = g_strdup (lw_statement_text (row, 1));
  tree->rounding = g_strdup (lw_statement_text (row, 2));
  tree->places = (guint) lw_statement_int (row, 3);
  tree->rule = g_strdup (lw_statement_text (row, 4));
  tree->minimum = g_strdup (lw_statement_text (row, 5));
  tree->trust = g_strdup (lw_statement_text (row, 6));
  return TRUE;
}

static gboolean
load_scales (LwCriteriaTree *tree, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT s.id, s.title, m.value FROM evaluation_scale s LEFT JOIN evaluation_scale_mark m ON m.scale = s.id"
      " ORDER BY s.id, m.position, m.value",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  g_ptr_array_set_size (tree->scales, 0);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      LwCriteriaScale *scale = tree->scales->len > 0 ? g_ptr_array_index (tree->scales, tree->scales->len - 1) : NULL;

      if (scale == NULL || !g_str_equal (scale->id, lw_statement_text (row, 0)))
        {
          scale = g_new0 (LwCriteriaScale, 1);
          scale->id = g_strdup (lw_statement_text (row, 0));
          scale->title = g_strdup (lw_statement_text (row, 1));
          scale->values = g_ptr_array_new_with_free_func (g_free);
          g_ptr_array_add (tree->scales, scale);
        }
      if (!lw_statement_is_null (row, 2))
        g_ptr_array_add (scale->values, g_strdup (lw_statement_text (row, 2)));
    }
  return step == LW_STEP_DONE;
}

static char *
money_text (LwStatement *row, int column, const char *currency)
{
  return lw_statement_is_null (row, column) ? NULL : lw_money_to_text (lw_statement_int (row, column), currency);
}

static LwCriterionKind
kind_of (const char *text)
{
  LwCriterionKind kind = LW_CRITERION_GROUP;
  while (kind < LW_CRITERION_INFORMATION && !g_str_equal (lw_criterion_kinds[kind], text))
    kind++;
  return kind;
}

/* Takes the fields over; emits "changed" when one is another. */
static void
fill_node (LwCriteriaNode *node, LwStatement *row, const char *currency)
{
  struct
  {
    char **kept;
    int column;
  } const texts[] = { { &node->title, 2 },   { &node->weight, 4 },  { &node->scale, 5 }, { &node->minimum, 7 },
                      { &node->formula, 8 }, { &node->trust, 11 }, { &node->guidance, 13 }, { &node->factor, 14 } };
  const LwCriterionKind kind = kind_of (lw_statement_text (row, 3));
  const gboolean common = g_strcmp0 (lw_statement_text (row, 6), "common") == 0;
  gboolean changed = node->kind != kind || node->common != common;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    changed |= is_changed (texts[i].kept, g_strdup (lw_statement_text (row, texts[i].column)));
  changed |= is_changed (&node->optimum, money_text (row, 9, currency));
  changed |= is_changed (&node->top, money_text (row, 10, currency));
  node->kind = kind;
  node->common = common;
  node->position = lw_statement_int (row, 12);
  if (node->draft != NULL && g_str_equal (node->draft, node->weight != NULL ? node->weight : ""))
    g_clear_pointer (&node->draft, g_free);
  if (changed)
    g_signal_emit (node, changed_signal, 0);
}

/* Makes the children of @node those of @wanted, touching no more of the list than has changed. */
static void
sync_children (LwCriteriaNode *node, GPtrArray *wanted)
{
  const guint n_old = lw_criteria_node_n_children (node), n_new = wanted->len;
  guint same = 0, tail = 0;

  while (same < n_old && same < n_new && lw_criteria_node_get_child (node, same) == g_ptr_array_index (wanted, same))
    same++;
  while (tail < n_old - same && tail < n_new - same
         && lw_criteria_node_get_child (node, n_old - 1 - tail) == g_ptr_array_index (wanted, n_new - 1 - tail))
    tail++;
  if (same + tail < MAX (n_old, n_new))
    g_list_store_splice (node->children, same, n_old - same - tail, wanted->pdata + same, n_new - same - tail);
}

/* Kept from the tree before where it is still of a kind: a group has a list of its own in the view, a leaf has none. */
static LwCriteriaNode *
take_node (LwCriteriaTree *tree, LwStatement *row)
{
  const char *id = lw_statement_text (row, 0);
  const LwCriterionKind kind = kind_of (lw_statement_text (row, 3));
  LwCriteriaNode *node = g_hash_table_lookup (tree->nodes, id);

  if (node == NULL || lw_criteria_node_is_group (node) != (kind == LW_CRITERION_GROUP))
    return node_new (id, kind);
  return g_object_ref (node);
}

/* Gives each its parent from @children; one of @before that is gone has none: who still holds it sees that by it. */
static void
set_parents (GHashTable *before, GPtrArray *order, GHashTable *children)
{
  GHashTableIter iter;
  gpointer node;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, NULL, &node))
    ((LwCriteriaNode *) node)->parent = NULL;
  for (guint i = 0; i < order->len; i++)
    {
      GPtrArray *inside = g_hash_table_lookup (children, g_ptr_array_index (order, i));

      for (guint j = 0; j < inside->len; j++)
        ((LwCriteriaNode *) g_ptr_array_index (inside, j))->parent = g_ptr_array_index (order, i);
    }
}

static gboolean
load_criteria (LwCriteriaTree *tree, LwConnection *connection, const char *currency, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT id, parent, title, kind, weight, scale, scope, minimum, formula, optimum, top, trust, position, guidance,"
      " factor FROM evaluation_criterion ORDER BY position, id",
      error);
  g_autoptr (GHashTable) nodes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  /* node -> its children; the lists are synced once all are known, parents first */
  g_autoptr (GHashTable) children = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  LwStep step;

  if (row == NULL)
    return FALSE;
  g_hash_table_insert (children, tree->top, g_ptr_array_new ());
  g_ptr_array_add (order, tree->top);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      LwCriteriaNode *node = take_node (tree, row);
      const char *parent = lw_statement_text (row, 1);

      fill_node (node, row, currency);
      /* a parent comes before its children: the engine sees to it */
      LwCriteriaNode *above = parent != NULL ? g_hash_table_lookup (nodes, parent) : NULL;

      g_hash_table_insert (nodes, node->id, node);
      g_hash_table_insert (children, node, g_ptr_array_new ());
      g_ptr_array_add (order, node);
      g_ptr_array_add (g_hash_table_lookup (children, above != NULL ? above : tree->top), node);
    }
  if (step != LW_STEP_DONE)
    return FALSE;
  /* those that are gone stay whole until the lists have let go of them */
  g_autoptr (GHashTable) before = g_steal_pointer (&tree->nodes);
  tree->nodes = g_steal_pointer (&nodes);
  set_parents (before, order, children);
  for (guint i = 0; i < order->len; i++)
    sync_children (g_ptr_array_index (order, i), g_hash_table_lookup (children, g_ptr_array_index (order, i)));
  return TRUE;
}

gboolean
lw_criteria_tree_load (LwCriteriaTree *tree, LwConnection *connection, const char *currency, GError **error)
{
  if (!load_method (tree, connection, error) || !lw_criteria_lock_load (&tree->lock, connection, error) || !load_scales (tree, connection, error)
      || !load_criteria (tree, connection, currency, error))
    return FALSE;
  g_free (tree->top->weight);
  tree->top->weight = g_strdup (tree->whole);
  update_all (tree);
  return TRUE;
}

/* ---- finding ---- */

LwCriteriaNode *
lw_criteria_tree_find (LwCriteriaTree *tree, const char *id)
{
  return id != NULL ? g_hash_table_lookup (tree->nodes, id) : NULL;
}

const LwCriteriaScale *
lw_criteria_tree_find_scale (LwCriteriaTree *tree, const char *id)
{
  for (guint i = 0; id != NULL && i < tree->scales->len; i++)
    {
      const LwCriteriaScale *scale = g_ptr_array_index (tree->scales, i);
      if (g_str_equal (scale->id, id))
        return scale;
    }
  return NULL;
}

static guint
count_users (LwCriteriaTree *tree, const char *scale)
{
  GHashTableIter iter;
  gpointer node;
  guint count = 0;

  g_hash_table_iter_init (&iter, tree->nodes);
  while (g_hash_table_iter_next (&iter, NULL, &node))
    count += g_strcmp0 (((LwCriteriaNode *) node)->scale, scale) == 0;
  return count;
}

const char *
lw_criteria_tree_get_usual_scale (LwCriteriaTree *tree)
{
  const char *usual = NULL;
  guint most = 0;

  for (guint i = 0; i < tree->scales->len; i++)
    {
      const LwCriteriaScale *scale = g_ptr_array_index (tree->scales, i);
      const guint count = count_users (tree, scale->id);

      if (usual == NULL || count > most)
        {
          usual = scale->id;
          most = count;
        }
    }
  return usual;
}

char *
lw_criteria_tree_propose_id (LwCriteriaTree *tree, LwCriteriaNode *parent)
{
  for (guint number = lw_criteria_node_n_children (parent) + 1;; number++)
    {
      g_autofree char *id = lw_criteria_node_is_top (parent) ? g_strdup_printf ("%u", number)
                                                             : g_strdup_printf ("%s.%u", parent->id, number);
      if (lw_criteria_tree_find (tree, id) == NULL)
        return g_steal_pointer (&id);
    }
}
