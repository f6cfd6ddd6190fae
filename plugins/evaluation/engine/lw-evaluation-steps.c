/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tree of an explanation, as JSON and as text. */
#include "config.h"

#include "lw-evaluation-steps.h"

#include <string.h>

#include "base/lw-i18n.h"

/* A decimal that ends later than this is shown as a fraction. */
#define SHOWN_PLACES 12
/* So many places more than a rounding leaves are shown of what it rounds. */
#define CUT_PLACES 4

const char *
lw_explain_kind_to_string (LwExplainKind kind)
{
  static const char *const names[] = {
    "total",      "section", "criterion", "scope", "required", "weight",  "mark",  "consensus", "individual", "price",
    "lowest",     "highest", "mean",      "formula", "limit",  "sum",     "rounding", "minimum", "index",     "cost",
    "correction", "tie",
  };

  return names[kind];
}

LwExplainStep *
lw_explain_step_new (LwExplainKind kind, char *text)
{
  LwExplainStep *step = g_new0 (LwExplainStep, 1);

  step->kind = kind;
  step->text = text;
  step->minor = -1;
  lw_rational_init (&step->value);
  lw_rational_init (&step->before);
  return step;
}

void
lw_explain_step_free (LwExplainStep *step)
{
  if (step == NULL)
    return;
  g_clear_pointer (&step->steps, g_ptr_array_unref);
  lw_rational_clear (&step->value);
  lw_rational_clear (&step->before);
  g_free (step->id);
  g_free (step->title);
  g_free (step->text);
  g_free (step->mark);
  g_free (step->rationale);
  g_free (step->document);
  g_free (step->page);
  g_free (step->quote);
  g_free (step->price);
  g_strfreev (step->bidders);
  g_free (step);
}

void
lw_explain_step_add (LwExplainStep *parent, LwExplainStep *step)
{
  if (parent->steps == NULL)
    parent->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_explain_step_free);
  g_ptr_array_add (parent->steps, step);
}

void
lw_explain_step_set_value (LwExplainStep *step, const LwRational *value)
{
  step->has_value = TRUE;
  lw_rational_set (&step->value, value);
}

void
lw_explain_step_set_before (LwExplainStep *step, const LwRational *before)
{
  step->has_before = TRUE;
  lw_rational_set (&step->before, before);
}

void
lw_explanation_free (LwExplanation *explanation)
{
  if (explanation == NULL)
    return;
  g_free (explanation->lot);
  g_free (explanation->lot_title);
  g_free (explanation->bidder);
  g_free (explanation->name);
  g_free (explanation->trust);
  g_free (explanation->illustrative);
  g_free (explanation->provisional);
  g_free (explanation->currency);
  g_strfreev (explanation->failed);
  g_strfreev (explanation->missing);
  lw_explain_step_free (explanation->total);
  g_free (explanation);
}

char *
lw_evaluation_number (const LwRational *value)
{
  g_autofree char *decimal = lw_rational_to_decimal (value, SHOWN_PLACES, LW_ROUNDING_DOWN);
  g_auto (LwRational) back = LW_RATIONAL_INIT;
  gsize length = strlen (decimal);

  if (!lw_rational_parse (&back, decimal, "", NULL) || lw_rational_cmp (&back, value) != 0)
    return lw_rational_to_exact (value);
  while (decimal[length - 1] == '0')
    length--;
  if (decimal[length - 1] == '.')
    length--;
  return g_strndup (decimal, length);
}

/* All decimals of @value where it ends within @shown places, @places at the least; else @shown of them and "…". */
static char *
cut_decimal (const LwRational *value, guint shown, guint places)
{
  g_autofree char *decimal = lw_rational_to_decimal (value, MIN (shown, LW_PLACES_MAX), LW_ROUNDING_DOWN);
  g_auto (LwRational) back = LW_RATIONAL_INIT;
  const char *point = strchr (decimal, '.');
  gsize length = strlen (decimal), least;

  if (!lw_rational_parse (&back, decimal, "", NULL) || lw_rational_cmp (&back, value) != 0)
    return g_strconcat (decimal, "…", NULL);
  if (point == NULL)
    return g_steal_pointer (&decimal);
  least = (gsize) (point - decimal) + (places > 0 ? places + 1 : 0);
  while (length > least && (decimal[length - 1] == '0' || decimal[length - 1] == '.'))
    length--;
  return g_strndup (decimal, length);
}

char *
lw_evaluation_shown (const LwRational *value, guint places)
{
  return cut_decimal (value, places + CUT_PLACES, places);
}

char *
lw_evaluation_digits (const LwRational *value, guint places)
{
  g_auto (LwRational) size = LW_RATIONAL_INIT, ten = LW_RATIONAL_INIT, least = LW_RATIONAL_INIT;
  guint shown = SHOWN_PLACES;

  mpq_abs (size.q, value->q);
  lw_rational_set_int (&ten, 10, 1);
  lw_rational_set_int (&least, 1, 1);
  /* digits before the point leave fewer after it, zeros behind it more */
  for (; shown > places + CUT_PLACES && lw_rational_cmp (&size, &least) >= 0; shown--)
    lw_rational_div (&size, &size, &ten);
  lw_rational_set_int (&least, 1, 10);
  for (; shown < LW_PLACES_MAX && lw_rational_sign (&size) > 0 && lw_rational_cmp (&size, &least) < 0; shown++)
    lw_rational_mul (&size, &size, &ten);
  return cut_decimal (value, shown, places);
}

char *
lw_evaluation_index_text (const LwEvaluationModel *model, const LwIndex *index)
{
  if (index->limit != LW_INDEX_FINITE)
    return g_strdup (index->limit == LW_INDEX_BEST ? "best" : "worst");
  if (model->index_places >= 0)
    return lw_rational_to_decimal (&index->value, (guint) model->index_places, model->rule);
  return lw_evaluation_digits (&index->value, 0);
}

/* ---- JSON ---- */

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_exact (JsonBuilder *builder, const char *name, const LwRational *value)
{
  g_autofree char *exact = lw_rational_to_exact (value);

  add_string (builder, name, exact);
}

static void
add_names (JsonBuilder *builder, const char *name, char **names)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; names[i] != NULL; i++)
    json_builder_add_string_value (builder, names[i]);
  json_builder_end_array (builder);
}

static void
add_money (JsonBuilder *builder, const LwExplanation *explanation, const LwExplainStep *step)
{
  if (step->minor >= 0)
    {
      add_string (builder, "price", step->price);
      json_builder_set_member_name (builder, "minor");
      json_builder_add_int_value (builder, step->minor);
      add_string (builder, "currency", explanation->currency);
    }
  if (step->bidders != NULL)
    add_names (builder, "bidders", step->bidders);
}

static void
add_steps (JsonBuilder *builder, const LwExplanation *explanation, const LwExplainStep *parent)
{
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; parent->steps != NULL && i < parent->steps->len; i++)
    {
      const LwExplainStep *step = g_ptr_array_index (parent->steps, i);

      json_builder_begin_object (builder);
      add_string (builder, "step", lw_explain_kind_to_string (step->kind));
      add_string (builder, step->kind == LW_EXPLAIN_INDIVIDUAL ? "person" : "criterion", step->id);
      add_string (builder, step->kind == LW_EXPLAIN_INDIVIDUAL ? "name" : "title", step->title);
      add_string (builder, "text", step->text);
      add_string (builder, "mark", step->mark);
      add_string (builder, "rationale", step->rationale);
      add_string (builder, "document", step->document);
      add_string (builder, "page", step->page);
      add_string (builder, "quote", step->quote);
      if (step->confirmed > 0)
        {
          json_builder_set_member_name (builder, "confirmed");
          json_builder_add_int_value (builder, step->confirmed);
        }
      add_money (builder, explanation, step);
      if (step->has_before)
        {
          add_exact (builder, "before", &step->before);
          add_exact (builder, "after", &step->value);
        }
      else if (step->has_value)
        {
          g_autofree char *points = lw_rational_to_decimal (&step->value, explanation->places, explanation->rule);

          if (step->kind == LW_EXPLAIN_SECTION || step->kind == LW_EXPLAIN_CRITERION)
            add_string (builder, "points", points);
          add_exact (builder, "exact", &step->value);
        }
      if (step->fails || step->kind == LW_EXPLAIN_MINIMUM || step->kind == LW_EXPLAIN_REQUIRED)
        {
          json_builder_set_member_name (builder, "fails");
          json_builder_add_boolean_value (builder, step->fails);
        }
      if (step->steps != NULL)
        add_steps (builder, explanation, step);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_place (JsonBuilder *builder, const LwExplanation *explanation)
{
  const LwExplainStep *total = explanation->total;
  g_autofree char *decimal = lw_rational_to_decimal (&total->value, explanation->places, explanation->rule);
  g_autofree char *exact = lw_rational_to_exact (&total->value);

  json_builder_set_member_name (builder, "total");
  if (total->has_value)
    json_builder_add_string_value (builder, decimal);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "exact");
  if (total->has_value)
    json_builder_add_string_value (builder, exact);
  else
    json_builder_add_null_value (builder);
  if (total->has_before)
    add_exact (builder, "before", &total->before);
  json_builder_set_member_name (builder, "rank");
  if (explanation->rank > 0)
    json_builder_add_int_value (builder, explanation->rank);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "tied");
  json_builder_add_boolean_value (builder, explanation->tied);
  add_string (builder, "standing", lw_standing_to_string (explanation->standing));
}

/* A member that is null where there is nothing to say. */
static void
add_or_null (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

JsonNode *
lw_explanation_to_json (const LwExplanation *explanation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "lot", explanation->lot);
  add_string (builder, "title", explanation->lot_title);
  add_string (builder, "bidder", explanation->bidder);
  add_string (builder, "name", explanation->name);
  add_or_null (builder, "trust", explanation->trust);
  add_or_null (builder, "bid-trust", explanation->bid_trust);
  add_or_null (builder, "provisional", explanation->provisional);
  add_place (builder, explanation);
  add_names (builder, "failed", explanation->failed);
  add_names (builder, "missing", explanation->missing);
  add_steps (builder, explanation, explanation->total);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* ---- text ---- */

static void
append_line (GString *text, guint level, const char *line)
{
  g_string_append_printf (text, "%*s%s\n", (int) level * 2, "", line);
}

static void
append_step (GString *text, const LwExplanation *explanation, const LwExplainStep *step, guint level)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (step->kind == LW_EXPLAIN_SECTION || step->kind == LW_EXPLAIN_CRITERION)
    {
      g_string_printf (line, "%s %s", step->id, step->title);
      if (step->has_value)
        {
          g_autofree char *points = lw_evaluation_shown (&step->value, explanation->places);
          g_autofree char *exact = lw_rational_to_exact (&step->value);

          if (g_str_has_suffix (points, "…"))
            g_string_append_printf (line, _(": %s points (exactly %s)"), points, exact);
          else
            g_string_append_printf (line, _(": %s points"), points);
        }
      if (step->fails)
        g_string_append (line, _(": fails"));
      if (step->text != NULL)
        g_string_append_printf (line, ": %s", step->text);
    }
  else
    g_string_append (line, step->text);
  append_line (text, level, line->str);
  if (step->rationale != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (step->rationale, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        append_line (text, level + 2, lines[i]);
    }
  for (guint i = 0; step->steps != NULL && i < step->steps->len; i++)
    append_step (text, explanation, g_ptr_array_index (step->steps, i), level + 1);
}

/* "84.51 = 8451/100, rounded from 21973/260 (84.511538…)". */
static void
append_total (GString *text, const LwExplanation *explanation)
{
  const LwExplainStep *total = explanation->total;
  g_autofree char *decimal = lw_rational_to_decimal (&total->value, explanation->places, explanation->rule);
  g_autofree char *exact = lw_rational_to_exact (&total->value);
  g_autofree char *shown = lw_evaluation_shown (&total->value, explanation->places);
  g_autofree char *before = lw_rational_to_exact (&total->before);
  g_autofree char *before_shown = lw_evaluation_shown (&total->before, explanation->places);

  if (explanation->stage == LW_ROUND_NEVER && strcmp (shown, decimal) != 0)
    g_string_append_printf (text, _("Total %s, shown to %u places of %s (%s), which counts unrounded"), decimal,
                            explanation->places, exact, shown);
  else if (total->has_before && lw_rational_cmp (&total->before, &total->value) != 0)
    g_string_append_printf (text, _("Total %s = %s, rounded from %s (%s)"), decimal, exact, before, before_shown);
  else
    g_string_append_printf (text, _("Total %s = %s"), decimal, exact);
  if (explanation->stage == LW_ROUND_CRITERION)
    g_string_append (text, _(", the sum of criteria that were rounded one by one"));
  else if (explanation->stage == LW_ROUND_SECTION)
    g_string_append (text, _(", the sum of sections that were rounded one by one"));
}

static void
append_place (GString *text, const LwExplanation *explanation)
{
  if (explanation->total->has_value)
    append_total (text, explanation);
  else
    g_string_append (text, _("No total yet"));
  if (explanation->rank > 0)
    g_string_append_printf (text, explanation->tied ? _(", rank %u of %u, tied") : _(", rank %u of %u"),
                            explanation->rank, explanation->n_ranked);
  if (explanation->failed[0] != NULL)
    {
      g_autofree char *list = g_strjoinv (", ", explanation->failed);

      g_string_append_printf (text, _("; fails: %s"), list);
    }
  if (explanation->missing[0] != NULL)
    {
      g_autofree char *list = g_strjoinv (", ", explanation->missing);

      g_string_append_printf (text, _("; missing: %s"), list);
    }
  if (explanation->illustrative != NULL && explanation->note != NULL)
    g_string_append_printf (text, _(" (illustrative: %s; the bidder or the bid too)"), explanation->illustrative);
  else if (explanation->illustrative != NULL)
    g_string_append_printf (text, _(" (illustrative: %s)"), explanation->illustrative);
  else if (explanation->note != NULL)
    g_string_append_printf (text, " (%s)", explanation->note);
  g_string_append_c (text, '\n');
}

char *
lw_explanation_to_text (const LwExplanation *explanation)
{
  GString *text = g_string_new (NULL);
  const GPtrArray *steps = explanation->total->steps;

  g_string_append_printf (text, _("Lot %s, %s: bid of %s, %s\n"), explanation->lot, explanation->lot_title,
                          explanation->bidder, explanation->name);
  append_place (text, explanation);
  if (explanation->provisional != NULL)
    append_line (text, 0, explanation->provisional);
  for (guint i = 0; steps != NULL && i < steps->len; i++)
    append_step (text, explanation, g_ptr_array_index (steps, i), 1);
  return g_string_free (text, FALSE);
}
