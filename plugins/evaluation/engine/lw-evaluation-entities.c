/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The plugin's entities, and the rules of those of the method. docs/file-format.md and data/schema/evaluation.rng say the same. */
#include "config.h"

#include "lw-evaluation.h"

#include <string.h>

#include "base/lw-error.h"
#include "base/lw-id.h"
#include "base/lw-rational.h"
#include "lw-evaluation-alone.h"
#include "lw-evaluation-answers.h"
#include "lw-evaluation-entities-private.h"
#include "lw-evaluation-pack-private.h"
#include "lw-evaluation-people.h"
#include "lw-evaluation-price.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-publish.h"

#include "base/lw-i18n.h"

/* As deep as lw-evaluation-model.c builds. */
#define MAX_LEVEL 32

#define TRUST { "trust", LW_FIELD_CHOICE, LW_FIELD_NONE, NULL, lw_trust_choices, 0, 0 }
#define ORDER { "position", LW_FIELD_INTEGER, LW_FIELD_ORDER, NULL, NULL, 1, G_MAXINT32 }

enum
{
  METHOD_ID,
  METHOD_WEIGHTS,
  METHOD_WHOLE,
  METHOD_ROUNDING,
  METHOD_PLACES,
  METHOD_RULE,
  METHOD_MINIMUM,
  METHOD_BASIS,
  METHOD_RATE,
  METHOD_QUALITY_WEIGHT,
  METHOD_PRICE_WEIGHT,
  METHOD_INDEX_PLACES,
  METHOD_LOW_MEAN,
  METHOD_LOW_NEXT,
  METHOD_PRICES,
  METHOD_DISCOUNT,
};

static const LwField method_fields[] = {
  { "id", LW_FIELD_CHOICE, LW_FIELD_KEY | LW_FIELD_FIXED, NULL, CHOICES ("method"), 0, 0 },
  { "weights", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL, CHOICES ("points", "basis-points"), 0, 0 },
  { "whole", LW_FIELD_DECIMAL, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "rounding", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL, CHOICES ("never", "criterion", "section", "total"), 0, 0 },
  { "places", LW_FIELD_INTEGER, LW_FIELD_REQUIRED, NULL, NULL, 0, LW_PLACES_MAX },
  { "rule", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL, CHOICES ("half-up", "half-even", "down", "up"), 0, 0 },
  { "minimum", LW_FIELD_DECIMAL, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "basis", LW_FIELD_CHOICE, LW_FIELD_NONE, NULL,
    CHOICES ("points", "price-per-quality-point", "value-index", "weighted-value-index", "monetised-quality"), 0, 0 },
  { "rate", LW_FIELD_MONEY, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "quality-weight", LW_FIELD_DECIMAL, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "price-weight", LW_FIELD_DECIMAL, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "index-places", LW_FIELD_INTEGER, LW_FIELD_NONE, NULL, NULL, 0, LW_PLACES_MAX },
  { "low-mean", LW_FIELD_DECIMAL, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "low-next", LW_FIELD_DECIMAL, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "prices", LW_FIELD_CHOICE, LW_FIELD_NONE, NULL, CHOICES ("sealed"), 0, 0 },
  { "discount", LW_FIELD_DECIMAL, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  TRUST,
  END,
};

static const LwField scale_fields[] = {
  { "id", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "title", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  TRUST,
  END,
};

enum
{
  SCALE_MARK_SCALE,
  SCALE_MARK_VALUE,
};

static const LwField scale_mark_fields[] = {
  { "scale", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_PARENT, "scale", NULL, 0, 0 },
  { "value", LW_FIELD_DECIMAL, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "label", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  ORDER,
  { "descriptor", LW_FIELD_LONG_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  END,
};

static const LwField criterion_fields[] = {
  { "id", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "parent", LW_FIELD_REF, LW_FIELD_NONE, "criterion", NULL, 0, 0 },
  { "title", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "kind", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL, CHOICES ("group", "scored", "pass-fail", "price", "information"),
    0, 0 },
  { "weight", LW_FIELD_DECIMAL, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "scale", LW_FIELD_REF, LW_FIELD_NONE, "scale", NULL, 0, 0 },
  { "scope", LW_FIELD_CHOICE, LW_FIELD_NONE, NULL, CHOICES ("lot", "common"), 0, 0 },
  { "minimum", LW_FIELD_DECIMAL, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "formula", LW_FIELD_CHOICE, LW_FIELD_NONE, NULL, 
    CHOICES ("lowest-over-price", "standard-differential", "high-low", "mean-deviation", "fixed-range", "logarithmic"),
    0, 0 },
  { "optimum", LW_FIELD_MONEY, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "top", LW_FIELD_MONEY, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "factor", LW_FIELD_DECIMAL, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  TRUST,
  ORDER,
  { "guidance", LW_FIELD_LONG_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  END,
};

enum
{
  TIE_RULE_POSITION,
  TIE_RULE_RULE,
  TIE_RULE_CRITERION,
  TIE_RULE_SEED,
};

static const LwField tie_rule_fields[] = {
  { "position", LW_FIELD_INTEGER, LW_FIELD_KEY, NULL, NULL, 1, 99 },
  { "rule", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL,
    CHOICES ("higher-quality", "criterion", "lower-price", "drawn-lot"), 0, 0 },
  { "criterion", LW_FIELD_REF, LW_FIELD_NONE, "criterion", NULL, 0, 0 },
  { "seed", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  END,
};

gboolean
lw_entity_refuse (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, text);
  return FALSE;
}

static gboolean
check_not_negative (const char *value, const char *field, GError **error)
{
  if (value == NULL || value[0] != '-')
    return TRUE;
  return lw_entity_refuse (error, _("%s: expected a number that is not negative, found %s"), field, value);
}

/* ---- the method ---- */

/* Whether the value of @field is there exactly where the basis wants one. */
static gboolean
check_term (const char *const *values, guint field, gboolean wanted, const char *basis, GError **error)
{
  if ((values[field] != NULL) == wanted)
    return TRUE;
  return wanted ? lw_entity_refuse (error, _("%s: expected one with the basis %s, found none"), method_fields[field].name, basis)
                : lw_entity_refuse (error, _("%s: expected none with the basis %s, found %s"), method_fields[field].name, basis,
                          values[field]);
}

/* What bids are ranked by, and what is published with it. */
static gboolean
check_basis (const char *const *values, GError **error)
{
  const LwBasisKind kind = lw_basis_find (values[METHOD_BASIS]);
  const LwBasis *basis = &lw_bases[kind];
  g_auto (LwRational) exponent = LW_RATIONAL_INIT;

  if (!check_term (values, METHOD_RATE, basis->has_rate, basis->id, error)
      || !check_term (values, METHOD_QUALITY_WEIGHT, basis->has_weights, basis->id, error)
      || !check_term (values, METHOD_PRICE_WEIGHT, basis->has_weights, basis->id, error)
      || (kind == LW_BASIS_POINTS && !check_term (values, METHOD_INDEX_PLACES, FALSE, basis->id, error)))
    return FALSE;
  if (basis->has_rate && strcmp (values[METHOD_RATE], "0") == 0)
    return lw_entity_refuse (error, _("rate: expected the worth of a point of quality, above 0, found 0"));
  return !basis->has_weights
         || lw_basis_exponent (values[METHOD_QUALITY_WEIGHT], values[METHOD_PRICE_WEIGHT], &exponent, error);
}

static gboolean
check_low (const char *const *values, GError **error)
{
  LwPriceLowLimits limits;
  gboolean fine;

  lw_price_low_limits_init (&limits);
  fine = lw_price_low_limits_parse (&limits, values[METHOD_LOW_MEAN], values[METHOD_LOW_NEXT], error);
  lw_price_low_limits_clear (&limits);
  return fine;
}

/* "3.5" for 3.5 % is a likely slip. */
static gboolean
check_discount (const char *text, GError **error)
{
  g_auto (LwRational) rate = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT;

  if (text == NULL)
    return TRUE;
  lw_rational_set_int (&one, 1, 1);
  if (!lw_rational_parse (&rate, text, "discount", error))
    return FALSE;
  return (lw_rational_sign (&rate) >= 0 && lw_rational_cmp (&rate, &one) < 0)
         || lw_entity_refuse (error, _("discount: expected a share from 0 to below 1, 0.035 for 3.5 %%, found %s"), text);
}

static gboolean
check_method (LwRowContext *context, const char *const *values, GError **error)
{
  g_auto (LwRational) whole = LW_RATIONAL_INIT;

  if (!check_not_negative (values[METHOD_WHOLE], "whole", error)
      || !check_not_negative (values[METHOD_MINIMUM], "minimum", error)
      || !lw_rational_parse (&whole, values[METHOD_WHOLE], "whole", error))
    return FALSE;
  if (lw_rational_sign (&whole) == 0)
    return lw_entity_refuse (error, _("whole: expected the points of a perfect bid, found 0"));
  return check_basis (values, error) && check_low (values, error) && check_discount (values[METHOD_DISCOUNT], error);
}

/* ---- scales ---- */

/* Room for two identifiers, or for an identifier and a decimal with zeros added, and a stroke between. */
#define KEY_SIZE (LW_ID_MAX + 1 + 64 + LW_PLACES_MAX + 2)

gboolean
lw_entity_has_row (LwRowContext *context, const char *noun, const char *first, const char *second)
{
  const gsize n_first = strlen (first), n_second = strlen (second);
  char key[KEY_SIZE];
  gboolean found;

  if (n_first + n_second + 2 > sizeof key)
    return FALSE;
  memcpy (key, first, n_first);
  key[n_first] = '/';
  memcpy (key + n_first + 1, second, n_second + 1);
  lw_row_lookup (context, noun, key, 0, &found);
  return found;
}

static gboolean
has_scale_mark (LwRowContext *context, const char *scale, const char *value)
{
  return lw_entity_has_row (context, "scale-mark", scale, value);
}

/* Digits, and digits after a point. */
static gboolean
is_decimal (const char *text)
{
  const gsize whole = strspn (text, "0123456789");
  const gsize places = text[whole] == '.' ? strspn (text + whole + 1, "0123456789") : 0;

  return whole > 0 && (text[whole] == '\0' || (places > 0 && text[whole + 1 + places] == '\0'));
}

/* Whether the scale has the number of @value in some other writing: "4" for "4.0", "04.00". @like gets it. */
static gboolean
find_equal_mark (LwRowContext *context, const char *scale, const char *value, char like[KEY_SIZE])
{
  const char *start = value, *point = strchr (value, '.');
  gsize length = strlen (value), places;

  while (start[0] == '0' && g_ascii_isdigit (start[1]))
    start++;
  length -= start - value;
  if (point != NULL)
    {
      while (start[length - 1] == '0')
        length--;
      if (start[length - 1] == '.')
        length--;
    }
  if (length > 64)
    return FALSE;
  memcpy (like, start, length);
  like[length] = '\0';
  places = strchr (like, '.') != NULL ? length - (strchr (like, '.') - like) - 1 : 0;
  for (;;)
    {
      if (strcmp (like, value) != 0 && has_scale_mark (context, scale, like))
        return TRUE;
      if (places++ >= LW_PLACES_MAX)
        return FALSE;
      if (places == 1)
        like[length++] = '.';
      like[length++] = '0';
      like[length] = '\0';
    }
}

static gboolean
check_scale_mark (LwRowContext *context, const char *const *values, GError **error)
{
  char like[KEY_SIZE];

  if (!check_not_negative (values[SCALE_MARK_VALUE], "value", error))
    return FALSE;
  /* equal marks are looked for by their writings: of the whole part there must be one only */
  if (values[SCALE_MARK_VALUE][0] == '0' && g_ascii_isdigit (values[SCALE_MARK_VALUE][1]))
    return lw_entity_refuse (error, _("value: expected a number without zeros in front, found %s"), values[SCALE_MARK_VALUE]);
  if (find_equal_mark (context, values[SCALE_MARK_SCALE], values[SCALE_MARK_VALUE], like))
    return lw_entity_refuse (error, _("value: expected each mark of scale %s once, found %s and %s, which are equal"),
                   values[SCALE_MARK_SCALE], like, values[SCALE_MARK_VALUE]);
  return TRUE;
}

/* Marks of the scale for a message. Rows are found by key alone, so the usual ones are tried. */
static char *
list_scale (LwRowContext *context, const char *scale)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i <= 100; i++)
    {
      char value[8];

      g_snprintf (value, sizeof value, "%u", i);
      if (has_scale_mark (context, scale, value))
        g_string_append_printf (list, "%s%s", list->len == 0 ? _(", such as ") : ", ", value);
    }
  return g_string_free (list, FALSE);
}

gboolean
lw_entity_check_on_scale (LwRowContext *context, const char *scale, const char *value, const char *criterion, GError **error)
{
  char like[KEY_SIZE];

  if (has_scale_mark (context, scale, value))
    return TRUE;
  if (is_decimal (value) && find_equal_mark (context, scale, value, like))
    return TRUE;
  g_autofree char *list = list_scale (context, scale), *shown = lw_error_quote (value);
  return lw_entity_refuse (error, _("mark: %s is marked on scale %s%s; found %s"), criterion, scale, list, shown);
}

/* ---- criteria ---- */

static gboolean
check_absent (const char *const *values, guint field, const char *kind, GError **error)
{
  if (values[field] == NULL)
    return TRUE;
  return lw_entity_refuse (error, _("%s: expected none on a criterion of kind %s, found %s"), criterion_fields[field].name, kind,
                 values[field]);
}

static gboolean
check_present (const char *const *values, guint field, const char *kind, GError **error)
{
  if (values[field] != NULL)
    return TRUE;
  return lw_entity_refuse (error, _("%s: expected one on a criterion of kind %s, found none"), criterion_fields[field].name,
                 kind);
}

/* Up the tree from @parent: groups only, not through the criterion itself, and not too deep. */
static gboolean
check_parents (LwRowContext *context, const char *id, const char *parent, GError **error)
{
  const char *kind = parent != NULL ? lw_row_lookup (context, "criterion", parent, CRITERION_KIND, NULL) : NULL;

  if (parent != NULL && g_strcmp0 (kind, "group") != 0)
    return lw_entity_refuse (error, _("parent: expected %s to be a group, found kind %s"), parent,
                   kind != NULL ? kind : _("none"));
  for (guint level = 1; parent != NULL; level++)
    {
      if (strcmp (parent, id) == 0)
        return lw_entity_refuse (error, _("parent: expected a criterion that is not below %s, found %s itself above it"), id, id);
      if (level >= MAX_LEVEL)
        return lw_entity_refuse (error, _("parent: expected at most %d levels of criteria, found more"), MAX_LEVEL);
      parent = lw_row_lookup (context, "criterion", parent, CRITERION_PARENT, NULL);
    }
  return TRUE;
}

static gboolean
check_weight (LwRowContext *context, const char *weight, GError **error)
{
  const char *weights = lw_row_lookup (context, "method", "method", METHOD_WEIGHTS, NULL);

  if (weight == NULL)
    return TRUE;
  if (!check_not_negative (weight, "weight", error))
    return FALSE;
  if (g_strcmp0 (weights, "basis-points") == 0
      && !g_ascii_string_to_unsigned (weight, 10, 0, 10000, NULL, NULL))
    return lw_entity_refuse (error, _("weight: expected basis points, a whole number from 0 to 10000, found %s"), weight);
  return TRUE;
}

static gboolean
check_price_leaf (const char *const *values, GError **error)
{
  const char *kind = values[CRITERION_KIND], *formula = values[CRITERION_FORMULA];
  const LwPriceFormula *found;
  LwFraction factor;

  if (!check_present (values, CRITERION_WEIGHT, kind, error) || !check_present (values, CRITERION_FORMULA, kind, error)
      || !check_absent (values, CRITERION_SCALE, kind, error) || !check_absent (values, CRITERION_SCOPE, kind, error)
      || !check_absent (values, CRITERION_MINIMUM, kind, error))
    return FALSE;
  found = lw_price_formula_find (formula);
  if (found == NULL)
    return lw_entity_refuse (error, _("formula: expected a price formula, found %s"), formula);
  if (found->has_factor != (values[CRITERION_FACTOR] != NULL))
    return lw_entity_refuse (error, found->has_factor ? _("factor: expected one with the formula %s, found none")
                                            : _("factor: expected none with the formula %s, found one"), formula);
  if (found->has_factor && !lw_price_factor_parse (values[CRITERION_FACTOR], &factor, error))
    return FALSE;
  if (!found->has_terms)
    {
      if (values[CRITERION_OPTIMUM] != NULL || values[CRITERION_TOP] != NULL)
        return lw_entity_refuse (error, _("optimum, top: expected none with the formula %s, found one"), formula);
      return TRUE;
    }
  if (values[CRITERION_OPTIMUM] == NULL || values[CRITERION_TOP] == NULL)
    return lw_entity_refuse (error, _("optimum, top: expected both with the formula %s, found one or none"), formula);
  if (g_ascii_strtoll (values[CRITERION_OPTIMUM], NULL, 10) >= g_ascii_strtoll (values[CRITERION_TOP], NULL, 10))
    return lw_entity_refuse (error, _("optimum: expected a price below the top price, found one that is not"));
  return TRUE;
}

static gboolean
check_minimum (LwRowContext *context, const char *const *values, GError **error)
{
  if (values[CRITERION_MINIMUM] == NULL)
    return TRUE;
  if (!check_not_negative (values[CRITERION_MINIMUM], "minimum", error))
    return FALSE;
  if (lw_entity_check_on_scale (context, values[CRITERION_SCALE], values[CRITERION_MINIMUM], values[CRITERION_ID], error))
    return TRUE;
  g_prefix_error (error, "minimum: ");
  return FALSE;
}

static gboolean
check_no_price (const char *const *values, GError **error)
{
  const char *kind = values[CRITERION_KIND];

  return check_absent (values, CRITERION_FORMULA, kind, error) && check_absent (values, CRITERION_OPTIMUM, kind, error)
         && check_absent (values, CRITERION_TOP, kind, error) && check_absent (values, CRITERION_FACTOR, kind, error);
}

/* Files list criteria by position, a parent before its children. */
static gboolean
check_position (LwRowContext *context, const char *const *values, GError **error)
{
  const char *parent = values[CRITERION_PARENT], *own = values[CRITERION_POSITION];
  const char *above = parent == NULL ? NULL : lw_row_lookup (context, "criterion", parent, CRITERION_POSITION, NULL);

  return above == NULL || own == NULL || g_ascii_strtoll (above, NULL, 10) < g_ascii_strtoll (own, NULL, 10)
         || lw_entity_refuse (error, _("position: expected one after %s of the parent %s, found %s"), above, parent, own);
}

static gboolean
check_criterion (LwRowContext *context, const char *const *values, GError **error)
{
  const char *kind = values[CRITERION_KIND];

  if (!check_parents (context, values[CRITERION_ID], values[CRITERION_PARENT], error)
      || !check_position (context, values, error) || !check_weight (context, values[CRITERION_WEIGHT], error))
    return FALSE;
  if (strcmp (kind, "price") == 0)
    return check_price_leaf (values, error);
  if (!check_no_price (values, error))
    return FALSE;
  if (strcmp (kind, "scored") == 0)
    return check_present (values, CRITERION_WEIGHT, kind, error)
           && check_present (values, CRITERION_SCALE, kind, error) && check_minimum (context, values, error);
  if (!check_absent (values, CRITERION_SCALE, kind, error))
    return FALSE;
  if (strcmp (kind, "group") == 0)
    return check_absent (values, CRITERION_SCOPE, kind, error)
           && check_not_negative (values[CRITERION_MINIMUM], "minimum", error);
  /* pass-fail and information */
  return check_absent (values, CRITERION_WEIGHT, kind, error) && check_absent (values, CRITERION_MINIMUM, kind, error)
         && (strcmp (kind, "pass-fail") == 0 || check_absent (values, CRITERION_SCOPE, kind, error));
}

/* ---- tie rules ---- */

static gboolean
check_tie_rule (LwRowContext *context, const char *const *values, GError **error)
{
  const char *rule = values[TIE_RULE_RULE];

  if ((strcmp (rule, "criterion") == 0) != (values[TIE_RULE_CRITERION] != NULL))
    return lw_entity_refuse (error, _("criterion: expected one with the rule criterion and none with another, found %s with %s"),
                   values[TIE_RULE_CRITERION] != NULL ? values[TIE_RULE_CRITERION] : _("none"), rule);
  if ((strcmp (rule, "drawn-lot") == 0) != (values[TIE_RULE_SEED] != NULL))
    return lw_entity_refuse (error, _("seed: expected one with the rule drawn-lot and none with another, found %s with %s"),
                   values[TIE_RULE_SEED] != NULL ? values[TIE_RULE_SEED] : _("none"), rule);
  return TRUE;
}

/* ---- the descriptions ---- */

static const LwEntity method
    = { "method", "evaluation_method", NULL, NULL, "id", method_fields, FALSE, check_method, NULL,
        lw_evaluation_guard_method };
static const LwEntity scale
    = { "scale", "evaluation_scale", "scales", NULL, "id", scale_fields, FALSE, NULL, NULL,
        lw_evaluation_guard_method };
static const LwEntity scale_mark
    = { "scale-mark", "evaluation_scale_mark", NULL,  "scale", "position, value", scale_mark_fields, FALSE,
        check_scale_mark, NULL, lw_evaluation_guard_method };
static const LwEntity criterion
    = { "criterion", "evaluation_criterion", "criteria", NULL, "position, id", criterion_fields, FALSE,
        check_criterion, CHOICES ("method", "criterion", "scale-mark"), lw_evaluation_guard_method };
static const LwEntity tie_rule
    = { "tie-rule", "evaluation_tie_rule", "tie-rules", NULL, "position", tie_rule_fields, FALSE, check_tie_rule,
        NULL, lw_evaluation_guard_method };

const LwEntity *const lw_evaluation_entities[] = {
  &method, &scale, &scale_mark, &criterion, &tie_rule, &lw_evaluation_publication_entity, &lw_evaluation_revision_entity,
  &lw_evaluation_assignment, &lw_evaluation_declaration, &lw_evaluation_answer, &lw_evaluation_document, &lw_evaluation_mark_entity,
  &lw_evaluation_confirmation_entity, &lw_evaluation_note, &lw_evaluation_query, &lw_evaluation_consensus_entity,
  &lw_evaluation_cost, &lw_evaluation_opening, &lw_evaluation_correction, &lw_evaluation_low_step, &lw_evaluation_override,
  &lw_evaluation_pack_entity, &lw_evaluation_pack_return_entity, &lw_evaluation_pack_mark_entity, &lw_evaluation_conflict_entity,
  NULL,
};
