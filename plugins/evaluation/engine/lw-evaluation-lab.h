/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The formula lab: what each price formula and each basis of a ranking does to dummy bids, before one of
 * them is published. Pure functions, all exact; docs/methods.md, "The formula lab".
 */
#pragma once

#include "lw-evaluation-basis.h"
#include "lw-evaluation-model.h"
#include "lw-evaluation-price.h"

G_BEGIN_DECLS

/** A price formula beside points for quality, or a basis that has both in one figure. */
typedef struct
{
  const char *id;
  const char *title; /* N_() */
  LwPriceKind kind;
  const LwPriceFormula *formula; /* NULL: a basis */
  LwBasisKind basis;             /* LW_BASIS_POINTS: a formula */
} LwLabMethod;

/** All formulas, then all bases. */
LW_EXPORT guint lw_lab_n_methods (void);
LW_EXPORT LwLabMethod lw_lab_method (guint i);

/** What is published with the methods. */
typedef struct
{
  LwRational quality_weight; /* points of full quality */
  LwRational price_weight;   /* points for price */
  LwPriceTerms price;        /* top 0: not given; factor 0/1: not given */
  LwBasisTerms basis;        /* rate 0: not given; the exponent is quality_weight ÷ price_weight unless it is set */
} LwLabTerms;

/** Weights 0, nothing given. */
LW_EXPORT void lw_lab_terms_init (LwLabTerms *terms);
LW_EXPORT void lw_lab_terms_clear (LwLabTerms *terms);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LwLabTerms, lw_lab_terms_clear)

/** Weights and terms of a method: all its scored criteria against all its price criteria. @terms: as initialised */
LW_EXPORT void lw_lab_terms_read (LwLabTerms *terms, const LwEvaluationModel *model);

/** The option that @method needs and @terms has not: "optimum", "factor", "rate", "price"; NULL where it has all. */
LW_EXPORT const char *lw_lab_missing (const LwLabMethod *method, const LwLabTerms *terms);

typedef struct
{
  char *name;
  LwRational quality; /* marks, 0 to 100 */
  gint64 price;       /* minor units */
} LwLabBid;

/** (transfer full) */
LW_EXPORT LwLabBid *lw_lab_bid_new (const char *name, const LwRational *quality, gint64 price);
LW_EXPORT void lw_lab_bid_free (LwLabBid *bid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwLabBid, lw_lab_bid_free)

/** "NAME=QUALITY@PRICE", quality from 0 to 100 marks, price in major units of @currency. LW_ERROR_INVALID. */
LW_EXPORT LwLabBid *lw_lab_bid_parse (const char *text, const char *currency, GError **error);

typedef struct
{
  LwRational price_points; /* of a formula */
  LwIndex figure;          /* the total of points, or the figure of a basis */
  guint rank;              /* from 1; equal figures share it */
  gboolean tied;
} LwLabResult;

LW_EXPORT void lw_lab_result_clear (LwLabResult *result);

/** The result of each of @bids (element-type LwLabBid), in their order. (element-type LwLabResult) (transfer full) */
LW_EXPORT GArray *lw_lab_trial (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids);

/** What a further bid at @price would have beside @bids: its points for price, or the figure of a basis with full quality. */
LW_EXPORT void lw_lab_point (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids, gint64 price, LwIndex *figure);

/**
 * lw_lab_lead:
 * @which: index of the bid that would win
 *
 * Sets @marks to how many marks of 100 the bid must have more than the cheapest to be level with it, with full quality
 * where that depends on how good both are. Quality can put it first where that is below 100.
 *
 * Returns: FALSE where no number of marks would do, because quality has no weight
 */
LW_EXPORT gboolean lw_lab_lead (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids, guint which, LwRational *marks);

/** Whether some dearer bid can be put before the cheapest by quality. */
LW_EXPORT gboolean lw_lab_quality_matters (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids);

/** Two bids that change places. */
typedef struct
{
  guint a, b;
} LwLabSwap;

/** The bids whose order among themselves is another once bid @dropped has gone. (element-type LwLabSwap) (transfer full) */
LW_EXPORT GArray *lw_lab_drop (const LwLabMethod *method, const LwLabTerms *terms, GPtrArray *bids, guint dropped);

/** The bids without @dropped; the names stay theirs. (element-type LwLabBid) (transfer container) */
LW_EXPORT GPtrArray *lw_lab_without (GPtrArray *bids, guint dropped);

/** The bids with the cheapest at a price of nothing. (element-type LwLabBid) (transfer full) */
LW_EXPORT GPtrArray *lw_lab_with_zero (GPtrArray *bids);
/** The bids and one more, of no quality at ten times the highest price, named @name. (element-type LwLabBid) (transfer full) */
LW_EXPORT GPtrArray *lw_lab_with_outlier (GPtrArray *bids, const char *name);

/* ---- in words; (transfer full) ---- */

/** Of points "48.00", "63.555555…"; of a basis, which may be small, 12 digits that count, "best" or "worst". */
LW_EXPORT char *lw_lab_figure_text (const LwLabMethod *method, const LwIndex *figure);
/** "B > A = C", by the names of @bids. @results: of lw_lab_trial() */
LW_EXPORT char *lw_lab_order_text (GArray *results, GPtrArray *bids);
/** "A and B change" for every pair; "" for none. @swaps: of lw_lab_drop() */
LW_EXPORT char *lw_lab_swaps_text (GArray *swaps, GPtrArray *bids);

G_END_DECLS
