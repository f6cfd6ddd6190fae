/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-model.h"
#include "lw-evaluation-model-private.h"

#include <string.h>

#include "base/lw-error.h"
#include "base/lw-i18n.h"

/* As deep as an outline that people still read; a limit keeps recursion bounded. */
#define MAX_LEVEL 32

const char *const lw_criterion_kinds[] = { "group", "scored", "pass-fail", "price", "information", NULL };

/* ---- life ---- */

void
lw_evaluation_pending_free (LwEvaluationPending *pending)
{
  g_free (pending->id);
  g_free (pending->parent);
  g_free (pending->title);
  g_free (pending->weight);
  g_free (pending->scale);
  g_free (pending->minimum);
  g_free (pending->formula);
  g_free (pending);
}

static gboolean
parse_not_negative (LwRational *number, const char *text, const char *what, GError **error)
{
  if (!lw_rational_parse (number, text, what, error))
    return FALSE;
  if (lw_rational_sign (number) >= 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected a number that is not negative, found %s"), what,
               text);
  return FALSE;
}

LwEvaluationModel *
lw_evaluation_model_new (LwEvaluationWeights weights, const char *whole, LwRoundingStage stage, guint places,
                         LwRounding rule, const char *minimum, GError **error)
{
  g_autoptr (LwEvaluationModel) model = g_new0 (LwEvaluationModel, 1);

  model->weights = weights;
  model->whole_text = g_strdup (whole);
  model->stage = stage;
  model->places = places;
  model->rule = rule;
  model->minimum_text = g_strdup (minimum);
  lw_rational_init (&model->whole);
  lw_rational_init (&model->minimum);
  model->scales = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_evaluation_scale_free);
  model->tie_rules = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_tie_rule_free);
  model->pass_fail = lw_evaluation_scale_new_pass_fail ();
  model->index_places = -1;
  lw_rational_init (&model->basis_terms.exponent);
  lw_rational_init (&model->discount);
  lw_price_low_limits_init (&model->low);
  model->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_evaluation_pending_free);

  if (places > LW_PLACES_MAX)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("places of the method: expected 0 to %d, found %u"),
                   LW_PLACES_MAX, places);
      return NULL;
    }
  if (!parse_not_negative (&model->whole, whole, _("whole of the method"), error)
      || (minimum != NULL && !parse_not_negative (&model->minimum, minimum, _("minimum of the method"), error)))
    return NULL;
  return g_steal_pointer (&model);
}

static void
criterion_clear (LwEvaluationCriterion *criterion)
{
  g_free (criterion->id);
  g_free (criterion->title);
  g_free (criterion->weight_text);
  g_free (criterion->minimum_text);
  lw_rational_clear (&criterion->weight);
  lw_rational_clear (&criterion->points);
  lw_rational_clear (&criterion->minimum);
}

void
lw_evaluation_model_free (LwEvaluationModel *model)
{
  if (model == NULL)
    return;
  for (guint i = 0; i < model->n_criteria; i++)
    criterion_clear (&model->criteria[i]);
  for (guint i = 0; i < model->n_points; i++)
    {
      lw_rational_clear (&model->points[i].value);
      lw_rational_clear (&model->points[i].exact);
    }
  lw_evaluation_fast_free (model->fast);
  g_free (model->criteria);
  g_free (model->leaves);
  g_free (model->by_id);
  g_free (model->offset);
  g_free (model->points);
  g_free (model->fails);
  g_ptr_array_unref (model->scales);
  g_ptr_array_unref (model->tie_rules);
  lw_evaluation_scale_free (model->pass_fail);
  g_clear_pointer (&model->pending, g_ptr_array_unref);
  lw_rational_clear (&model->whole);
  lw_rational_clear (&model->minimum);
  lw_rational_clear (&model->discount);
  lw_rational_clear (&model->basis_terms.exponent);
  lw_price_low_limits_clear (&model->low);
  g_free (model->whole_text);
  g_free (model->minimum_text);
  g_free (model->trust);
  g_free (model);
}

gboolean
lw_evaluation_model_set_basis (LwEvaluationModel *model, const LwEvaluationBasisText *text, GError **error)
{
  const int basis = lw_basis_find (text->basis);

  if (basis < 0 || text->places > LW_PLACES_MAX)
    {
      if (basis < 0)
        g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("basis of the method: expected one of the known ones, found %s"),
                     text->basis);
      else
        g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("index-places of the method: expected 0 to %d, found %d"),
                     LW_PLACES_MAX, text->places);
      return FALSE;
    }
  if (lw_bases[basis].has_rate && text->rate <= 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("rate of the method: expected one above 0 with the basis %s, found %s"),
                   text->basis, text->rate == 0 ? _("none") : _("one below"));
      return FALSE;
    }
  if (lw_bases[basis].has_weights
      && !lw_basis_exponent (text->quality_weight, text->price_weight, &model->basis_terms.exponent, error))
    return FALSE;
  model->basis = basis;
  model->basis_terms.rate = text->rate;
  model->basis_terms.digits = text->digits;
  model->index_places = text->places;
  return TRUE;
}

LwEvaluationScale *
lw_evaluation_model_add_scale (LwEvaluationModel *model, const char *id, const char *title)
{
  LwEvaluationScale *scale = lw_evaluation_scale_new (id, title);

  g_ptr_array_add (model->scales, scale);
  return scale;
}

gboolean
lw_evaluation_model_add (LwEvaluationModel *model, const LwEvaluationCriterionText *text, GError **error)
{
  LwEvaluationPending *pending;

  g_return_val_if_fail (model->pending != NULL, FALSE);

  if (text->weight == NULL && (text->kind == LW_CRITERION_SCORED || text->kind == LW_CRITERION_PRICE))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("criterion %s: expected a weight, found none"), text->id);
      return FALSE;
    }
  pending = g_new0 (LwEvaluationPending, 1);
  pending->id = g_strdup (text->id);
  pending->parent = g_strdup (text->parent);
  pending->title = g_strdup (text->title);
  pending->kind = text->kind;
  pending->weight = g_strdup (text->weight);
  pending->scale = g_strdup (text->scale);
  pending->common = text->common;
  pending->minimum = g_strdup (text->minimum);
  pending->formula = g_strdup (text->formula);
  pending->terms = text->terms;
  g_ptr_array_add (model->pending, pending);
  return TRUE;
}

/* ---- the tree ---- */

/* Criteria as added, with links by which they are walked in pre-order. */
typedef struct
{
  LwEvaluationPending **pending;
  int *first_child;
  int *next;
  guint *level;
  guint n;
} Links;

static void
links_clear (Links *links)
{
  g_free (links->first_child);
  g_free (links->next);
  g_free (links->level);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Links, links_clear)

static GHashTable *
index_pending (LwEvaluationModel *model, GError **error)
{
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < model->pending->len; i++)
    {
      LwEvaluationPending *pending = g_ptr_array_index (model->pending, i);

      if (!g_hash_table_insert (index, pending->id, GUINT_TO_POINTER (i)))
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("criterion %s: expected once, found twice"), pending->id);
          return NULL;
        }
    }
  return g_steal_pointer (&index);
}

/* Chains each criterion to its parent's children, in the order of the file; roots hang on the extra last entry. */
static gboolean
link_tree (LwEvaluationModel *model, Links *links, GError **error)
{
  g_autoptr (GHashTable) index = index_pending (model, error);
  gpointer found;

  if (index == NULL)
    return FALSE;
  links->n = model->pending->len;
  links->pending = (LwEvaluationPending **) model->pending->pdata;
  links->first_child = g_new (int, links->n + 1);
  links->next = g_new (int, links->n + 1);
  links->level = g_new0 (guint, links->n + 1);
  memset (links->first_child, -1, (links->n + 1) * sizeof (int));
  /* Last to first, putting each before its later siblings. */
  for (guint i = links->n; i-- > 0;)
    {
      const LwEvaluationPending *pending = links->pending[i];
      guint parent = links->n;

      if (pending->parent != NULL)
        {
          if (!g_hash_table_lookup_extended (index, pending->parent, NULL, &found))
            {
              g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                           _("criterion %s: expected the parent %s to be a criterion, found none of that name"),
                           pending->id, pending->parent);
              return FALSE;
            }
          parent = GPOINTER_TO_UINT (found);
          if (links->pending[parent]->kind != LW_CRITERION_GROUP)
            {
              g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                           _("criterion %s: expected the parent %s to be a group, found %s"), pending->id,
                           pending->parent, lw_criterion_kinds[links->pending[parent]->kind]);
              return FALSE;
            }
        }
      links->next[i] = links->first_child[parent];
      links->first_child[parent] = i;
    }
  return TRUE;
}

static const LwEvaluationScale *
find_scale (const LwEvaluationModel *model, const char *id)
{
  for (guint i = 0; id != NULL && i < model->scales->len; i++)
    {
      const LwEvaluationScale *scale = g_ptr_array_index (model->scales, i);

      if (strcmp (scale->id, id) == 0)
        return scale;
    }
  return NULL;
}

static gboolean
resolve_leaf (const LwEvaluationModel *model, LwEvaluationCriterion *criterion, const LwEvaluationPending *pending,
              GError **error)
{
  if (criterion->kind == LW_CRITERION_PASS_FAIL)
    criterion->scale = model->pass_fail;
  if (criterion->kind == LW_CRITERION_SCORED)
    {
      criterion->scale = find_scale (model, pending->scale);
      if (criterion->scale == NULL)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("criterion %s: expected a scale of the file, found %s"),
                       pending->id, pending->scale != NULL ? pending->scale : _("none"));
          return FALSE;
        }
    }
  if (criterion->kind == LW_CRITERION_PRICE)
    {
      criterion->formula = lw_price_formula_find (pending->formula);
      criterion->terms = pending->terms;
      if (criterion->formula == NULL)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("criterion %s: expected a price formula, found %s"),
                       pending->id, pending->formula != NULL ? pending->formula : _("none"));
          return FALSE;
        }
      if (criterion->formula->has_terms
          && (pending->terms.optimum < 0 || pending->terms.optimum >= pending->terms.top))
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                       _("criterion %s: expected an optimum price below the top price, found %lld and %lld minor units"),
                       pending->id, (long long) pending->terms.optimum, (long long) pending->terms.top);
          return FALSE;
        }
      if (criterion->formula->has_factor && pending->terms.factor.num <= pending->terms.factor.den)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                       _("criterion %s: expected a factor above 1 with the formula %s, found none"), pending->id,
                       pending->formula);
          return FALSE;
        }
    }
  return TRUE;
}

/* The points of the whole that a criterion is worth. */
static void
set_points (const LwEvaluationModel *model, LwEvaluationCriterion *criterion)
{
  g_auto (LwRational) all = LW_RATIONAL_INIT;

  if (model->weights == LW_WEIGHTS_POINTS)
    {
      lw_rational_set (&criterion->points, &criterion->weight);
      return;
    }
  lw_rational_set_int (&all, 10000, 1);
  lw_rational_div (&criterion->points, &criterion->weight, &all);
  lw_rational_mul (&criterion->points, &criterion->points,
                   criterion->parent < 0 ? &model->whole : &model->criteria[criterion->parent].points);
}

static gboolean
add_criterion (LwEvaluationModel *model, const LwEvaluationPending *pending, int parent, GError **error)
{
  const guint index = model->n_criteria++;
  LwEvaluationCriterion *criterion = &model->criteria[index];
  g_autofree char *where = g_strdup_printf (_("criterion %s"), pending->id);

  criterion->id = g_strdup (pending->id);
  criterion->title = g_strdup (pending->title);
  criterion->kind = pending->kind;
  criterion->parent = parent;
  criterion->level = parent < 0 ? 0 : model->criteria[parent].level + 1;
  criterion->section = parent < 0 ? index : model->criteria[parent].section;
  criterion->end = index + 1;
  criterion->first_leaf = model->n_leaves;
  criterion->common = pending->common;
  criterion->weight_text = g_strdup (pending->weight);
  criterion->minimum_text = g_strdup (pending->minimum);
  criterion->has_price = pending->kind == LW_CRITERION_PRICE;
  lw_rational_init (&criterion->weight);
  lw_rational_init (&criterion->points);
  lw_rational_init (&criterion->minimum);
  if (criterion->level >= MAX_LEVEL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected at most %d levels of criteria, found more"),
                   where, MAX_LEVEL);
      return FALSE;
    }
  if ((pending->weight != NULL && !parse_not_negative (&criterion->weight, pending->weight, where, error))
      || (pending->minimum != NULL && !parse_not_negative (&criterion->minimum, pending->minimum, where, error))
      || !resolve_leaf (model, criterion, pending, error))
    return FALSE;
  set_points (model, criterion);
  if (criterion->kind != LW_CRITERION_GROUP)
    {
      criterion->n_leaves = 1;
      model->leaves[model->n_leaves++] = index;
    }
  return TRUE;
}

static gboolean
add_children (LwEvaluationModel *model, const Links *links, guint of, int parent, GError **error)
{
  for (int i = links->first_child[of]; i >= 0; i = links->next[i])
    {
      const guint index = model->n_criteria;
      LwEvaluationCriterion *criterion;

      if (!add_criterion (model, links->pending[i], parent, error)
          || !add_children (model, links, i, index, error))
        return FALSE;
      criterion = &model->criteria[index];
      criterion->end = model->n_criteria;
      criterion->n_leaves = model->n_leaves - criterion->first_leaf;
      if (criterion->has_price && parent >= 0)
        model->criteria[parent].has_price = TRUE;
    }
  return TRUE;
}

static gboolean
build_tree (LwEvaluationModel *model, GError **error)
{
  g_auto (Links) links = { NULL };

  if (!link_tree (model, &links, error))
    return FALSE;
  model->criteria = g_new0 (LwEvaluationCriterion, MAX (links.n, 1));
  model->leaves = g_new0 (guint, MAX (links.n, 1));
  if (!add_children (model, &links, links.n, -1, error))
    return FALSE;
  if (model->n_criteria < links.n)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID,
                           _("criteria: expected a tree, found criteria that are each other's parents"));
      return FALSE;
    }
  return TRUE;
}

/* ---- tables ---- */

static void
set_point (LwEvaluationModel *model, const LwEvaluationCriterion *criterion, guint entry, guint mark)
{
  LwEvaluationPoints *points = &model->points[entry];
  const LwEvaluationScale *scale = criterion->scale;

  lw_rational_init (&points->value);
  lw_rational_init (&points->exact);
  if (criterion->kind == LW_CRITERION_PASS_FAIL)
    model->fails[entry] = mark == 0;
  if (criterion->kind != LW_CRITERION_SCORED || scale->n_marks == 0)
    return;
  /* A scale that has nothing above 0 earns nothing; the checks name it. */
  if (lw_rational_sign (&scale->marks[scale->top].number) > 0)
    {
      lw_rational_mul (&points->exact, &criterion->points, &scale->marks[mark].number);
      lw_rational_div (&points->exact, &points->exact, &scale->marks[scale->top].number);
      lw_rational_set (&points->value, &points->exact);
      if (model->stage == LW_ROUND_CRITERION)
        lw_rational_round (&points->value, model->places, model->rule);
    }
  model->fails[entry]
      = criterion->minimum_text != NULL && lw_rational_cmp (&scale->marks[mark].number, &criterion->minimum) < 0;
}

static void
build_tables (LwEvaluationModel *model)
{
  model->offset = g_new0 (guint, model->n_leaves + 1);
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    {
      const LwEvaluationCriterion *criterion = lw_evaluation_model_leaf (model, leaf);
      const guint n = criterion->scale != NULL ? criterion->scale->n_marks : 1;

      model->offset[leaf + 1] = model->offset[leaf] + MAX (n, 1);
    }
  model->n_points = model->offset[model->n_leaves];
  model->points = g_new0 (LwEvaluationPoints, MAX (model->n_points, 1));
  model->fails = g_new0 (guint8, MAX (model->n_points, 1));
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    for (guint entry = model->offset[leaf]; entry < model->offset[leaf + 1]; entry++)
      set_point (model, lw_evaluation_model_leaf (model, leaf), entry, entry - model->offset[leaf]);
}

static int
compare_ids (gconstpointer a, gconstpointer b, gpointer data)
{
  const LwEvaluationModel *model = data;

  return strcmp (model->criteria[*(const guint *) a].id, model->criteria[*(const guint *) b].id);
}

gboolean
lw_evaluation_model_finish (LwEvaluationModel *model, GError **error)
{
  g_return_val_if_fail (model->pending != NULL, FALSE);

  if (!build_tree (model, error))
    return FALSE;
  g_clear_pointer (&model->pending, g_ptr_array_unref);
  model->by_id = g_new (guint, MAX (model->n_criteria, 1));
  for (guint i = 0; i < model->n_criteria; i++)
    model->by_id[i] = i;
  g_qsort_with_data (model->by_id, model->n_criteria, sizeof (guint), compare_ids, model);
  build_tables (model);
  model->fast = lw_evaluation_fast_new (model);
  return TRUE;
}

int
lw_evaluation_model_find (const LwEvaluationModel *model, const char *id, gssize length)
{
  const gsize n = length < 0 ? strlen (id) : (gsize) length;
  guint low = 0, high = model->n_criteria;

  while (low < high)
    {
      const guint middle = (low + high) / 2;
      const char *candidate = model->criteria[model->by_id[middle]].id;
      int order = strncmp (candidate, id, n);

      if (order == 0 && candidate[n] != '\0')
        order = 1;
      if (order == 0)
        return model->by_id[middle];
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return -1;
}
