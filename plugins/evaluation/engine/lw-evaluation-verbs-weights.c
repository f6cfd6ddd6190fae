/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verb weights: no file, only numbers. JSON: docs/methods.md. */
#include "config.h"

#include "lw-evaluation-verbs.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-weights.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

#define DEFAULT_PLACES 2
/* As many as a verb has arguments. */
#define MOST 256

typedef struct
{
  LwRational whole;
  char *names[MOST];
  guint n;
  LwRational given[MOST];
  LwRational exact[MOST];
  LwRational published[MOST];
  LwRational judgements[LW_PAIRWISE_MAX * LW_PAIRWISE_MAX];
  guint places;
} Weights;

static Weights *
weights_new (void)
{
  Weights *weights = g_new0 (Weights, 1);

  lw_rational_init (&weights->whole);
  for (guint i = 0; i < MOST; i++)
    {
      lw_rational_init (&weights->given[i]);
      lw_rational_init (&weights->exact[i]);
      lw_rational_init (&weights->published[i]);
    }
  for (guint i = 0; i < LW_PAIRWISE_MAX * LW_PAIRWISE_MAX; i++)
    lw_rational_init (&weights->judgements[i]);
  return weights;
}

static void
weights_free (Weights *weights)
{
  lw_rational_clear (&weights->whole);
  for (guint i = 0; i < MOST; i++)
    {
      g_free (weights->names[i]);
      lw_rational_clear (&weights->given[i]);
      lw_rational_clear (&weights->exact[i]);
      lw_rational_clear (&weights->published[i]);
    }
  for (guint i = 0; i < LW_PAIRWISE_MAX * LW_PAIRWISE_MAX; i++)
    lw_rational_clear (&weights->judgements[i]);
  g_free (weights);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Weights, weights_free)

/* ---- arguments ---- */

static guint
find_name (const Weights *weights, const char *name)
{
  guint i = 0;

  while (i < weights->n && strcmp (weights->names[i], name) != 0)
    i++;
  return i;
}

/* "2.1=27": a name and a number. */
static gboolean
split (const char *argument, char **name, LwRational *number, GError **error)
{
  const char *equals = strchr (argument, '=');

  if (equals == NULL || equals == argument)
    {
      g_autofree char *shown = lw_error_quote (argument);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a name, = and a number, found %s"), shown);
      return FALSE;
    }
  *name = g_strndup (argument, equals - argument);
  return lw_rational_parse (number, equals + 1, *name, error);
}

static gboolean
take_number (Weights *weights, const char *argument, GError **error)
{
  g_autofree char *name = NULL;

  if (!split (argument, &name, &weights->given[weights->n], error))
    return FALSE;
  if (find_name (weights, name) < weights->n)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected each name once, found %s twice"), name);
      return FALSE;
    }
  weights->names[weights->n++] = g_steal_pointer (&name);
  return TRUE;
}

static gboolean
take_name (Weights *weights, const char *name, guint *index, GError **error)
{
  *index = find_name (weights, name);
  if (*index < weights->n)
    return TRUE;
  if (weights->n == LW_PAIRWISE_MAX)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("comparison: expected at most %d criteria, found more"), LW_PAIRWISE_MAX);
      return FALSE;
    }
  weights->names[weights->n++] = g_strdup (name);
  return TRUE;
}

/* "A:B=3": A is three times as important as B. Kept with LW_PAIRWISE_MAX in a row until all names are known. */
static gboolean
take_pair (Weights *weights, const char *argument, GError **error)
{
  g_auto (LwRational) times = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT;
  g_autofree char *pair = NULL;
  g_auto (GStrv) names = NULL;
  guint a, b;

  if (!split (argument, &pair, &times, error))
    return FALSE;
  names = g_strsplit (pair, ":", -1);
  if (g_strv_length (names) != 2 || strcmp (names[0], names[1]) == 0 || lw_rational_sign (&times) <= 0)
    {
      g_autofree char *shown = lw_error_quote (argument);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("comparison: expected two names and how many times the first is as important, A:B=3, found %s"), shown);
      return FALSE;
    }
  if (!take_name (weights, names[0], &a, error) || !take_name (weights, names[1], &b, error))
    return FALSE;
  if (lw_rational_sign (&weights->judgements[a * LW_PAIRWISE_MAX + b]) != 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("comparison: expected each pair once, found %s and %s twice"), names[0],
                   names[1]);
      return FALSE;
    }
  lw_rational_set_int (&one, 1, 1);
  lw_rational_set (&weights->judgements[a * LW_PAIRWISE_MAX + b], &times);
  lw_rational_div (&weights->judgements[b * LW_PAIRWISE_MAX + a], &one, &times);
  return TRUE;
}

static gboolean
take_arguments (Weights *weights, LwVerbRun *run, GError **error)
{
  const gboolean pairs = strcmp (lw_verb_arg (run, 0), "pairwise") == 0;
  const char *text = lw_verb_option (run, "places");
  guint64 places = DEFAULT_PLACES;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, LW_PLACES_MAX, &places, error))
    {
      g_prefix_error (error, "--places: ");
      return FALSE;
    }
  weights->places = (guint) places;
  if (!lw_rational_parse (&weights->whole, lw_verb_arg (run, 1), _("whole"), error))
    return FALSE;
  for (guint i = 2; i < lw_verb_n_args (run); i++)
    if (!(pairs ? take_pair : take_number) (weights, lw_verb_arg (run, i), error))
      return FALSE;
  return TRUE;
}

/* ---- the three ---- */

static gboolean
compare_pairs (Weights *weights, LwPairwiseConsistency *consistency, GError **error)
{
  const guint n = weights->n;

  /* Close up the rows; every pair must have been compared. */
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        const LwRational *judgement = &weights->judgements[i * LW_PAIRWISE_MAX + j];

        if (i == j)
          lw_rational_set_int (&weights->given[i * n + j], 1, 1);
        else if (lw_rational_sign (judgement) == 0)
          {
            g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("comparison: expected every pair, found none of %s and %s"),
                         weights->names[i], weights->names[j]);
            return FALSE;
          }
        else
          lw_rational_set (&weights->given[i * n + j], judgement);
      }
  return lw_weights_pairwise (weights->given, n, &weights->whole, weights->exact, consistency, error);
}

static gboolean
work_out (Weights *weights, const char *how, LwPairwiseConsistency *consistency, GError **error)
{
  if (strcmp (how, "publish") == 0)
    {
      for (guint i = 0; i < weights->n; i++)
        lw_rational_set (&weights->exact[i], &weights->given[i]);
      return TRUE;
    }
  if (strcmp (how, "swing") == 0)
    return lw_weights_swing (weights->given, weights->n, &weights->whole, weights->exact, error);
  if (strcmp (how, "pairwise") == 0)
    return compare_pairs (weights, consistency, error);
  g_autofree char *shown = lw_error_quote (how);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("weights: expected publish, swing or pairwise, found %s"), shown);
  return FALSE;
}

static void
report_weights (LwVerbRun *run, const Weights *weights, JsonBuilder *json)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);

  lw_verb_table_add_column (table, csv ? "criterion" : _("Criterion"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "exact" : _("Exact"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "published" : _("To publish"), LW_ALIGN_RIGHT);
  json_builder_set_member_name (json, "weights");
  json_builder_begin_array (json);
  for (guint i = 0; i < weights->n; i++)
    {
      g_autofree char *exact = lw_rational_to_exact (&weights->exact[i]);
      g_autofree char *shown = lw_evaluation_shown (&weights->exact[i], weights->places);
      g_autofree char *published = lw_rational_to_decimal (&weights->published[i], weights->places, LW_ROUNDING_HALF_UP);

      lw_verb_table_add_row (table, weights->names[i], csv ? exact : shown, published);
      json_builder_begin_object (json);
      lw_evaluation_json_string (json, "criterion", weights->names[i]);
      lw_evaluation_json_string (json, "exact", exact);
      lw_evaluation_json_string (json, "published", published);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  lw_verb_table (run, table);
}

static void
report_consistency (LwVerbRun *run, const LwPairwiseConsistency *consistency, JsonBuilder *json)
{
  const gboolean fine = consistency->ratio <= LW_PAIRWISE_RATIO;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  lw_evaluation_json_string (json, "consistency-ratio",
                             g_ascii_formatd (number, sizeof number, "%.6f", consistency->ratio));
  json_builder_set_member_name (json, "consistent");
  json_builder_add_boolean_value (json, fine);
  lw_verb_say (run, fine ? _("Consistency ratio %.3f: the comparisons fit together (up to %.2f).")
                         : _("Consistency ratio %.3f, above %.2f: the comparisons contradict each other; look at them again."),
               consistency->ratio, LW_PAIRWISE_RATIO);
}

int
lw_evaluation_run_weights (LwVerbRun *run, GError **error)
{
  g_autoptr (Weights) weights = weights_new ();
  g_autoptr (JsonBuilder) json = json_builder_new ();
  LwPairwiseConsistency consistency;
  const char *how = lw_verb_arg (run, 0);

  if (!take_arguments (weights, run, error) || !work_out (weights, how, &consistency, error)
      || !lw_weights_publish (weights->exact, weights->n, &weights->whole, weights->places, weights->published, error))
    return LW_EXIT_ERROR;
  json_builder_begin_object (json);
  report_weights (run, weights, json);
  if (strcmp (how, "pairwise") == 0)
    report_consistency (run, &consistency, json);
  json_builder_end_object (json);
  lw_verb_json (run, json_builder_get_root (json));
  return LW_EXIT_FINE;
}
