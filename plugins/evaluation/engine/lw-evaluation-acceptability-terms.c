/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the weights of a simulation keep to, as people write it. */
#include "config.h"

#include "lw-evaluation-acceptability.h"
#include "lw-evaluation-safety-private.h"

#include <string.h>

#include "base/lw-error.h"
#include "base/lw-i18n.h"

/* The leaf of @id if its weight is drawn, or -1 with @error. */
static int
find_leaf (const LwEvaluationModel *model, const char *id, GError **error)
{
  const int index = lw_evaluation_model_find (model, id, -1);
  const LwEvaluationCriterion *criterion = index < 0 ? NULL : &model->criteria[index];

  if (criterion != NULL
      && (criterion->kind == LW_CRITERION_SCORED
          || (criterion->kind == LW_CRITERION_PRICE && lw_evaluation_is_additive (model))))
    return (int) criterion->first_leaf;
  g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND,
               lw_evaluation_is_additive (model) ? _("expected criteria that are scored or for price, found “%s”")
                                                 : _("expected criteria that are scored, found “%s”"),
               id);
  return -1;
}

gboolean
lw_acceptability_parse_order (const LwEvaluationModel *model, const char *text, GArray *leaves, GError **error)
{
  g_auto (GStrv) ids = g_strsplit (text != NULL ? text : "", ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const int found = find_leaf (model, ids[i], error);
      const guint leaf = (guint) found;

      if (found < 0)
        return FALSE;
      g_array_append_val (leaves, leaf);
    }
  return TRUE;
}

/* "10..30" as shares of the whole. */
static gboolean
parse_range (const LwEvaluationModel *model, const char *text, LwWeightBound *bound, GError **error)
{
  g_auto (LwRational) least = LW_RATIONAL_INIT, most = LW_RATIONAL_INIT;
  g_auto (GStrv) ends = g_strsplit (text, "..", 2);

  if (g_strv_length (ends) != 2)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected points of the whole from … to, as 10..30; found “%s”"), text);
      return FALSE;
    }
  if (!lw_rational_parse (&least, ends[0], "from", error) || !lw_rational_parse (&most, ends[1], "to", error))
    return FALSE;
  if (lw_rational_sign (&least) < 0 || lw_rational_cmp (&least, &most) > 0 || lw_rational_cmp (&most, &model->whole) > 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected bounds from 0 to %s, the lower one first; found “%s”"),
                   model->whole_text, text);
      return FALSE;
    }
  lw_rational_div (&least, &least, &model->whole);
  lw_rational_div (&most, &most, &model->whole);
  bound->least = mpq_get_d (least.q);
  bound->most = mpq_get_d (most.q);
  return TRUE;
}

gboolean
lw_acceptability_parse_bounds (const LwEvaluationModel *model, const char *text, GArray *bounds, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');
      LwWeightBound bound = { 0, 0, 0 };
      int leaf;

      if (equals == NULL)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a criterion and its bounds, as 2.1=10..30; found “%s”"),
                       parts[i]);
          return FALSE;
        }
      *equals = '\0';
      leaf = find_leaf (model, parts[i], error);
      if (leaf < 0 || !parse_range (model, equals + 1, &bound, error))
        return FALSE;
      bound.leaf = (guint) leaf;
      g_array_append_val (bounds, bound);
    }
  return TRUE;
}
