/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "trial-lot.h"

#include <string.h>

static void
add_ties (LwEvaluationModel *model, const char *ties)
{
  g_auto (GStrv) rules = g_strsplit (ties, ", ", -1);

  for (guint i = 0; rules[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (rules[i], " ", 2);
      guint kind = 0;

      while (strcmp (lw_tie_rule_kinds[kind], words[0]) != 0)
        kind++;
      g_ptr_array_add (model->tie_rules, lw_tie_rule_new (kind, words[1], words[1]));
    }
}

static LwEvaluationModel *
make_model (const TrialPlan *plan)
{
  LwEvaluationModel *model = fixture_model (LW_WEIGHTS_POINTS, "100", plan->stage, 2, LW_ROUNDING_HALF_UP, NULL);
  g_auto (GStrv) weights = g_strsplit (plan->weights, " ", -1);

  fixture_scale (model, "S", "0 10 20 30 40 50 60 70 80 90 100");
  for (guint i = 0; weights[i] != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i + 1);

      fixture_criterion (model, &(LwEvaluationCriterionText) { .id = id,
                                                               .kind = LW_CRITERION_SCORED,
                                                               .weight = weights[i],
                                                               .scale = "S",
                                                               .minimum = i == 0 ? plan->minimum : NULL });
    }
  if (plan->price != NULL)
    fixture_criterion (model, &(LwEvaluationCriterionText) {
                                  .id = "P",
                                  .kind = LW_CRITERION_PRICE,
                                  .weight = plan->price,
                                  .formula = plan->formula != NULL ? plan->formula : "lowest-over-price" });
  fixture_finish (model);
  if (plan->basis != NULL)
    {
      const LwBasis *basis = &lw_bases[lw_basis_find (plan->basis)];
      const LwEvaluationBasisText text = { plan->basis, basis->has_rate ? plan->rate : 0, basis->has_weights ? "60" : NULL,
                                           basis->has_weights ? "40" : NULL, -1, 2 };

      g_assert_true (lw_evaluation_model_set_basis (model, &text, NULL));
    }
  if (plan->ties != NULL)
    add_ties (model, plan->ties);
  return model;
}

LwEvaluationMarks *
trial_lot (const TrialPlan *plan, const char *bids)
{
  LwEvaluationMarks *marks = lw_evaluation_marks_new (make_model (plan));
  g_auto (GStrv) rows = g_strsplit (bids, "; ", -1);

  lw_evaluation_marks_add_lot (marks, "L1", "One");
  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (rows[i], " ", -1);

      lw_evaluation_marks_add_bidder (marks, words[0], words[0]);
      lw_evaluation_marks_add_bid (marks, 0, i, strcmp (words[2], "-") == 0 ? -1 : g_ascii_strtoll (words[2], NULL, 10),
                                   LW_BID_SUBMITTED);
    }
  lw_evaluation_marks_finish (marks);
  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (rows[i], " ", -1);
      g_auto (GStrv) given = g_strsplit (words[1], ",", -1);

      for (guint j = 0; given[j] != NULL; j++)
        {
          g_autofree char *id = g_strdup_printf ("%u", j + 1);

          if (strcmp (given[j], "-") != 0)
            fixture_mark (marks, i, id, given[j]);
        }
    }
  return marks;
}

const char *
trial_bidder (const LwEvaluationMarks *marks, int bid)
{
  return bid < 0 ? "none" : marks->bidders[marks->bids[bid].bidder].id;
}
