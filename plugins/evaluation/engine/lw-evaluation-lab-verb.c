/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verb formula-lab: what it is asked to try. */
#include "config.h"

#include "lw-evaluation-lab-private.h"
#include "lw-evaluation-model.h"
#include "lw-evaluation-verbs.h"

#include <string.h>

#include "base/lw-error.h"
#include "base/lw-money.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

#define DEFAULT_STEPS 10
#define MOST_STEPS 1000

static void
lab_clear (LwLab *lab)
{
  g_free (lab->currency);
  lw_lab_terms_clear (&lab->terms);
  g_ptr_array_unref (lab->bids);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LwLab, lab_clear)

/* ---- what to try ---- */

/* Weights and terms of the file's method: all its scored criteria against all its price criteria. */
static gboolean
read_file (LwLab *lab, GError **error)
{
  LwStore *store = lw_verb_store (lab->run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (LwEvaluationModel) model
      = reader == NULL ? NULL : lw_evaluation_model_load (lw_reader_connection (reader), error);
  g_autoptr (LwCompetition) competition
      = model == NULL ? NULL : lw_competition_load (lw_reader_connection (reader), error);

  if (competition == NULL)
    return FALSE;
  g_free (lab->currency);
  lab->currency = g_strdup (competition->currency);
  lw_lab_terms_read (&lab->terms, model);
  return TRUE;
}

static gboolean
read_weight (LwLab *lab, const char *option, LwRational *weight, GError **error)
{
  const char *text = lw_verb_option (lab->run, option);
  g_auto (LwRational) found = LW_RATIONAL_INIT;

  if (text == NULL)
    return TRUE;
  if (!lw_rational_parse (&found, text, option, error))
    return FALSE;
  if (lw_rational_sign (&found) < 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected a weight that is not negative, found %s"), option,
                   text);
      return FALSE;
    }
  lw_rational_set (weight, &found);
  lw_rational_set_int (&lab->terms.basis.exponent, 0, 1); /* that of these weights from here on */
  return TRUE;
}

static gboolean
read_money (LwLab *lab, const char *option, gint64 *minor, GError **error)
{
  const char *text = lw_verb_option (lab->run, option);
  gint64 found;

  if (text == NULL)
    return TRUE;
  if (!lw_money_parse (text, lab->currency, option, &found, error))
    return FALSE;
  if (found < 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected an amount that is not negative, found %s"), option,
                   text);
      return FALSE;
    }
  *minor = found;
  return TRUE;
}

static gboolean
read_terms (LwLab *lab, GError **error)
{
  const char *factor = lw_verb_option (lab->run, "factor");

  if (!read_weight (lab, "quality", &lab->terms.quality_weight, error)
      || !read_weight (lab, "price", &lab->terms.price_weight, error)
      || !read_money (lab, "optimum", &lab->terms.price.optimum, error)
      || !read_money (lab, "top", &lab->terms.price.top, error)
      || !read_money (lab, "rate", &lab->terms.basis.rate, error)
      || (factor != NULL && !lw_price_factor_parse (factor, &lab->terms.price.factor, error)))
    return FALSE;
  if (lab->terms.price.top > 0 && lab->terms.price.optimum >= lab->terms.price.top)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID,
                           _("optimum: expected a price below the top price, found one that is not"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_bid (const char *text)
{
  const char *equals = strchr (text, '=');

  return equals != NULL && strchr (equals, '@') != NULL;
}

/* @major units as minor ones. */
static gint64
minor_of (const LwLab *lab, gint64 major)
{
  for (guint digit = 0; digit < lab->terms.basis.digits; digit++)
    major *= 10;
  return major;
}

/* The worked example of docs/methods.md, where nobody gives bids; and its terms, where nobody gives others. [D] */
static void
add_example (LwLab *lab, gboolean with_terms)
{
  static const struct
  {
    const char *name;
    gint64 quality, price;
  } bids[] = { { "A", 80, 100 }, { "B", 70, 80 }, { "C", 30, 40 } };
  LwPriceTerms *terms = &lab->terms.price;

  for (guint i = 0; i < G_N_ELEMENTS (bids); i++)
    {
      g_auto (LwRational) quality = LW_RATIONAL_INIT;

      lw_rational_set_int (&quality, bids[i].quality, 1);
      g_ptr_array_add (lab->bids, lw_lab_bid_new (bids[i].name, &quality, minor_of (lab, bids[i].price)));
    }
  if (!with_terms)
    return;
  if (terms->top == 0 && terms->optimum == 0)
    {
      terms->optimum = minor_of (lab, 40);
      terms->top = minor_of (lab, 120);
    }
  if (terms->factor.num == 0)
    terms->factor = (LwFraction) { 2, 1 };
}

static gboolean
read_bids (LwLab *lab, guint first, GError **error)
{
  for (guint i = first; i < lw_verb_n_args (lab->run); i++)
    {
      LwLabBid *bid = lw_lab_bid_parse (lw_verb_arg (lab->run, i), lab->currency, error);

      if (bid == NULL)
        return FALSE;
      g_ptr_array_add (lab->bids, bid);
    }
  for (guint a = 0; a < lab->bids->len; a++)
    for (guint b = a + 1; b < lab->bids->len; b++)
      if (strcmp (((LwLabBid *) g_ptr_array_index (lab->bids, a))->name,
                  ((LwLabBid *) g_ptr_array_index (lab->bids, b))->name) == 0)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("dummy bids: expected each name once, found %s twice"),
                       ((LwLabBid *) g_ptr_array_index (lab->bids, b))->name);
          return FALSE;
        }
  if (lab->bids->len == 0)
    add_example (lab, first == 0);
  return TRUE;
}

/* From half the lowest price to twice the highest, unless it is said. */
static gboolean
read_range (LwLab *lab, GError **error)
{
  const char *steps = lw_verb_option (lab->run, "steps");
  gint64 lowest = G_MAXINT64, highest = 0;
  guint64 n = DEFAULT_STEPS;

  for (guint i = 0; i < lab->bids->len; i++)
    {
      const LwLabBid *bid = g_ptr_array_index (lab->bids, i);

      lowest = MIN (lowest, bid->price);
      highest = MAX (highest, bid->price);
    }
  lab->from = lowest / 2;
  lab->to = highest < G_MAXINT64 / 2 ? highest * 2 : G_MAXINT64;
  if (!read_money (lab, "from", &lab->from, error) || !read_money (lab, "to", &lab->to, error))
    return FALSE;
  if (lab->from > lab->to)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("from: expected a price up to that of --to, found one above"));
      return FALSE;
    }
  if (steps != NULL && !g_ascii_string_to_unsigned (steps, 10, 1, MOST_STEPS, &n, NULL))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("steps: expected a whole number from 1 to %d, found %s"),
                   MOST_STEPS, steps);
      return FALSE;
    }
  lab->steps = (guint) n;
  return TRUE;
}

static gboolean
choose_methods (LwLab *lab, GError **error)
{
  const char *wanted = lw_verb_option (lab->run, "formula");
  g_autoptr (GString) names = g_string_new (NULL);

  lab->end = lw_lab_n_methods ();
  if (wanted == NULL)
    return TRUE;
  for (guint i = 0; i < lw_lab_n_methods (); i++)
    {
      const LwLabMethod method = lw_lab_method (i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", method.id);
      if (strcmp (method.id, wanted) != 0)
        continue;
      lab->first = i;
      lab->end = i + 1;
      return TRUE;
    }
  g_autofree char *quoted = lw_error_quote (wanted);
  g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("formula: expected one of %s, found %s"), names->str, quoted);
  return FALSE;
}

static gboolean
lab_prepare (LwLab *lab, GError **error)
{
  const gboolean has_file = lw_verb_n_args (lab->run) > 0 && !is_bid (lw_verb_arg (lab->run, 0));
  const char *currency = lw_verb_option (lab->run, "currency");

  lab->currency = g_strdup (currency != NULL ? currency : "GBP");
  if (has_file && currency != NULL)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("currency: expected none beside a file, which has its own"));
      return FALSE;
    }
  if (lw_currency_digits (lab->currency) < 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("currency: expected a known one such as GBP, found %s"), currency);
      return FALSE;
    }
  if (has_file && !read_file (lab, error))
    return FALSE;
  if (!has_file)
    {
      lw_rational_set_int (&lab->terms.quality_weight, 60, 1);
      lw_rational_set_int (&lab->terms.price_weight, 40, 1);
    }
  lab->terms.basis.digits = (guint) MAX (lw_currency_digits (lab->currency), 0);
  return read_terms (lab, error) && read_bids (lab, has_file ? 1 : 0, error) && read_range (lab, error)
         && choose_methods (lab, error);
}

/* ---- the verb ---- */

int
lw_evaluation_run_formula_lab (LwVerbRun *run, GError **error)
{
  g_auto (LwLab) lab = { .run = run };

  lw_lab_terms_init (&lab.terms);
  lab.bids = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_lab_bid_free);
  if (!lab_prepare (&lab, error))
    return LW_EXIT_ERROR;
  if (lw_verb_output (run) == LW_OUTPUT_JSON)
    lw_lab_print_json (&lab);
  else if (lw_verb_output (run) == LW_OUTPUT_CSV)
    lw_lab_print_csv (&lab);
  else
    lw_lab_print_tables (&lab);
  return LW_EXIT_FINE;
}
