/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-criteria-share.h"

#include "base/lw-error.h"
#include "lw-criteria-save.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-weights.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

static void
share_free (LwCriteriaShare *share)
{
  g_free (share->id);
  g_free (share->title);
  g_free (share->before);
  g_free (share->after);
  g_free (share);
}

GArray *
lw_criteria_numbers_new (guint n)
{
  GArray *numbers = g_array_sized_new (FALSE, TRUE, sizeof (LwRational), n);

  g_array_set_clear_func (numbers, (GDestroyNotify) lw_rational_clear);
  for (guint i = 0; i < n; i++)
    {
      LwRational zero;
      lw_rational_init (&zero);
      g_array_append_val (numbers, zero);
    }
  return numbers;
}

static LwRational *
number (GArray *numbers, guint i)
{
  return &g_array_index (numbers, LwRational, i);
}

guint
lw_criteria_share_places (const LwCriteriaTree *tree)
{
  return tree->weights == LW_WEIGHTS_POINTS ? LW_CRITERIA_PLACES : 0;
}

GPtrArray *
lw_criteria_share_children (LwCriteriaNode *group)
{
  GPtrArray *children = g_ptr_array_new ();

  for (guint i = 0; i < lw_criteria_node_n_children (group); i++)
    {
      LwCriteriaNode *child = lw_criteria_node_get_child (group, i);
      if (child->weight != NULL)
        g_ptr_array_add (children, child);
    }
  return children;
}

gboolean
lw_criteria_share_whole (const LwCriteriaTree *tree, const LwCriteriaNode *group, LwRational *whole, GError **error)
{
  const char *text = tree->weights == LW_WEIGHTS_BASIS_POINTS ? "10000"
                     : lw_criteria_node_is_top (group)        ? tree->whole
                                                              : group->weight;

  if (text != NULL)
    return lw_rational_parse (whole, text, "weight", error);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s has no weight to be shared out: give it one first"), group->id);
  return FALSE;
}

/* Weights that do not add up are mended by nobody but who set them. */
static gboolean
check_sum (const LwCriteriaTree *tree, const LwCriteriaNode *group, const LwRational *sum, GError **error)
{
  g_auto (LwRational) own = LW_RATIONAL_INIT;

  if (!lw_criteria_share_whole (tree, group, &own, error))
    return FALSE;
  if (lw_rational_cmp (sum, &own) == 0)
    return TRUE;
  g_autofree char *found = lw_evaluation_number (sum), *expected = lw_evaluation_number (&own);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("the weights in %s add up to %s, not to %s: mend that first"),
               lw_criteria_node_is_top (group) ? _("the top") : group->id, found, expected);
  return FALSE;
}

/* Sets @exact to the weights of @children in the proportions of the file, adding up to @whole. */
static gboolean
in_proportion (const LwCriteriaTree *tree, const LwCriteriaNode *group, GPtrArray *children, const LwRational *whole,
               GArray *exact, GError **error)
{
  g_auto (LwRational) sum = LW_RATIONAL_INIT;

  for (guint i = 0; i < children->len; i++)
    {
      if (!lw_rational_parse (number (exact, i), ((LwCriteriaNode *) children->pdata[i])->weight, "weight", error))
        return FALSE;
      lw_rational_add (&sum, &sum, number (exact, i));
    }
  if (!check_sum (tree, group, &sum, error))
    return FALSE;
  if (lw_rational_sign (&sum) == 0 && lw_rational_sign (whole) > 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("all in %s weigh nothing: in what proportion they share is not known"),
                   lw_criteria_node_is_top (group) ? _("the top") : group->id);
      return FALSE;
    }
  for (guint i = 0; i < children->len && lw_rational_sign (&sum) > 0; i++)
    {
      lw_rational_mul (number (exact, i), number (exact, i), whole);
      lw_rational_div (number (exact, i), number (exact, i), &sum);
    }
  return TRUE;
}

static void
add_share (GPtrArray *shares, const LwCriteriaNode *node, const LwRational *weight)
{
  g_auto (LwRational) before = LW_RATIONAL_INIT;
  LwCriteriaShare *share;

  if (lw_rational_parse (&before, node->weight, "", NULL) && lw_rational_cmp (&before, weight) == 0)
    return;
  share = g_new (LwCriteriaShare, 1);
  *share = (LwCriteriaShare){ g_strdup (node->id), g_strdup (node->title), g_strdup (node->weight),
                              lw_evaluation_number (weight) };
  g_ptr_array_add (shares, share);
}

static gboolean
share_out (const LwCriteriaTree *tree, LwCriteriaNode *group, const LwRational *whole, const LwRational *weights,
           GPtrArray *shares, GError **error)
{
  g_autoptr (GPtrArray) children = lw_criteria_share_children (group);
  const guint n = children->len;
  g_autoptr (GArray) exact = lw_criteria_numbers_new (n), published = lw_criteria_numbers_new (n);

  if (n == 0)
    return TRUE;
  if (weights == NULL && !in_proportion (tree, group, children, whole, exact, error))
    return FALSE;
  for (guint i = 0; i < n && weights != NULL; i++)
    lw_rational_set (number (exact, i), &weights[i]);
  if (!lw_weights_publish (number (exact, 0), n, whole, lw_criteria_share_places (tree), number (published, 0), error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      add_share (shares, children->pdata[i], number (published, i));
      if (tree->weights == LW_WEIGHTS_POINTS && !share_out (tree, children->pdata[i], number (published, i), NULL, shares, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
lw_criteria_share (const LwCriteriaTree *tree, LwCriteriaNode *group, const LwRational *weights, GError **error)
{
  g_autoptr (GPtrArray) shares = g_ptr_array_new_with_free_func ((GDestroyNotify) share_free);
  g_auto (LwRational) whole = LW_RATIONAL_INIT;

  if (!lw_criteria_share_whole (tree, group, &whole, error) || !share_out (tree, group, &whole, weights, shares, error))
    return NULL;
  return g_steal_pointer (&shares);
}

LwCommand *
lw_criteria_set_shares (GPtrArray *shares, const char *name, GPtrArray *sections, const char *person, GError **error)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free);

  for (guint i = 0; i < shares->len; i++)
    {
      const LwCriteriaShare *share = shares->pdata[i];
      g_autofree char *value = lw_criteria_value ("weight", share->after);
      const char *values[] = { value, NULL };
      LwCommand *command = lw_model_set (sections, "criterion", share->id, values, person, NULL, error);

      if (command == NULL)
        return NULL;
      g_ptr_array_add (commands, command);
    }
  return lw_command_new_all (name, person, NULL, g_steal_pointer (&commands));
}
