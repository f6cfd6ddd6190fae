/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-ties.h"

#include <string.h>

#include "base/lw-i18n.h"

const char *const lw_tie_rule_kinds[] = { "higher-quality", "criterion", "lower-price", "drawn-lot", NULL };

LwTieRule *
lw_tie_rule_new (LwTieRuleKind kind, const char *criterion, const char *seed)
{
  LwTieRule *rule = g_new0 (LwTieRule, 1);

  rule->kind = kind;
  rule->criterion = g_strdup (criterion);
  rule->seed = g_strdup (seed);
  return rule;
}

void
lw_tie_rule_free (LwTieRule *rule)
{
  g_free (rule->criterion);
  g_free (rule->seed);
  g_free (rule);
}

char *
lw_tie_rule_to_text (const LwTieRule *rule)
{
  switch (rule->kind)
    {
    case LW_TIE_HIGHER_QUALITY:
      return g_strdup (_("higher quality"));
    case LW_TIE_CRITERION:
      return g_strdup_printf (_("higher points of %s"), rule->criterion);
    case LW_TIE_LOWER_PRICE:
      return g_strdup (_("lower price"));
    default:
      return g_strdup_printf (_("a lot drawn with the seed “%s”"), rule->seed);
    }
}

/* Identifiers have no '/', so no two different draws have one text. */
char *
lw_tie_lot (const char *seed, const char *lot, const char *bidder)
{
  g_autofree char *text = g_strdup_printf ("%s/%s/%s", seed, lot, bidder);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

typedef struct
{
  GPtrArray *rules;
  const LwTieCandidate *candidates;
  gboolean *known;        /* of each rule: it has the values of all */
  char **lots;            /* of each rule and candidate: the lot drawn, or NULL */
  guint n;
} Tie;

/* Order of two candidates; *@rule is the first that tells them apart, or the number of rules. */
static int
compare (const Tie *tie, guint a, guint b, guint *rule)
{
  for (*rule = 0; *rule < tie->rules->len; (*rule)++)
    {
      int order = 0;

      if (tie->lots[*rule * tie->n + a] != NULL)
        order = strcmp (tie->lots[*rule * tie->n + a], tie->lots[*rule * tie->n + b]);
      else if (tie->known[*rule])
        order = lw_rational_cmp (tie->candidates[b].values[*rule], tie->candidates[a].values[*rule]);
      if (order != 0)
        return order;
    }
  return 0;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint left = *(const guint *) a, right = *(const guint *) b;
  guint rule;
  const int order = compare (data, left, right, &rule);

  return order != 0 ? order : (left > right) - (left < right);
}

void
lw_tie_break (GPtrArray *rules, const char *lot, const LwTieCandidate *candidates, guint n, guint *order,
              guint *decided)
{
  g_autofree gboolean *known = g_new0 (gboolean, rules->len + 1);
  g_autofree char **lots = g_new0 (char *, (gsize) rules->len * n + 1);
  Tie tie = { rules, candidates, known, lots, n };

  for (guint r = 0; r < rules->len; r++)
    {
      const LwTieRule *rule = g_ptr_array_index (rules, r);

      known[r] = rule->kind != LW_TIE_DRAWN_LOT;
      for (guint i = 0; i < n; i++)
        if (rule->kind == LW_TIE_DRAWN_LOT)
          lots[r * n + i] = lw_tie_lot (rule->seed, lot, candidates[i].bidder);
        else
          known[r] &= candidates[i].values[r] != NULL;
    }
  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, n, sizeof (guint), compare_places, &tie);
  for (guint i = 0; i < n; i++)
    {
      guint rule = rules->len;

      decided[i] = i > 0 && compare (&tie, order[i - 1], order[i], &rule) != 0 ? rule + 1 : 0;
    }
  for (guint i = 0; i < rules->len * n; i++)
    g_free (lots[i]);
}
