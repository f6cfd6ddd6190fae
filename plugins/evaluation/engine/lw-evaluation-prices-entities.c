/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Costs, the opening, corrections, steps and overrides as rows of the file. docs/file-format.md and
 * data/schema/evaluation.rng say the same. */
#include "config.h"

#include "lw-evaluation-prices.h"
#include "lw-evaluation-entities-private.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

#define LOT { "lot", LW_FIELD_REF, LW_FIELD_KEY, "lot", NULL, 0, 0 }
#define BIDDER { "bidder", LW_FIELD_REF, LW_FIELD_KEY, "bidder", NULL, 0, 0 }
#define PERSON { "person", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 }
#define AT { "at", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 }

enum
{
  COST_TITLE = 2,
};

static const LwField cost_fields[] = {
  LOT,
  BIDDER,
  { "title", LW_FIELD_TEXT, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "year", LW_FIELD_INTEGER, LW_FIELD_KEY, NULL, NULL, 0, 100 },
  { "amount", LW_FIELD_MONEY, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  END,
};

static const LwField opening_fields[] = {
  { "id", LW_FIELD_CHOICE, LW_FIELD_KEY | LW_FIELD_FIXED, NULL, CHOICES ("opening"), 0, 0 },
  AT,
  PERSON,
  { "reason", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  END,
};

enum
{
  CORRECTION_TITLE = 3,
  CORRECTION_YEAR,
};

static const LwField correction_fields[] = {
  LOT,
  BIDDER,
  { "number", LW_FIELD_INTEGER, LW_FIELD_KEY, NULL, NULL, 1, G_MAXINT32 },
  { "title", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "year", LW_FIELD_INTEGER, LW_FIELD_NONE, NULL, NULL, 0, 100 },
  { "before", LW_FIELD_MONEY, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "after", LW_FIELD_MONEY, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  AT,
  PERSON,
  { "effect", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "reason", LW_FIELD_LONG_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  END,
};

static const LwField low_step_fields[] = {
  LOT,
  BIDDER,
  { "step", LW_FIELD_CHOICE, LW_FIELD_KEY, NULL, CHOICES ("why", "notice", "explanation", "reply", "decision"), 0, 0 },
  AT,
  PERSON,
  { "text", LW_FIELD_LONG_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  END,
};

enum
{
  OVERRIDE_FOUND = 5,
  OVERRIDE_MINIMUM,
};

static const LwField override_fields[] = {
  LOT,
  BIDDER,
  { "criterion", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_EMPTY, "criterion", NULL, 0, 0 },
  { "at", LW_FIELD_TEXT, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  PERSON,
  { "found", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "minimum", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "reason", LW_FIELD_LONG_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  END,
};

static gboolean
check_bid (LwRowContext *context, const char *const *values, GError **error)
{
  g_autofree char *key = g_strjoin ("/", values[0], values[1], NULL);
  gboolean found;

  lw_row_lookup (context, "bid", key, 0, &found);
  if (!found)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("bidder: expected one that bids for lot %s, found %s, which does not"),
                 values[0], values[1]);
  return found;
}

/* A "/" in a title would be two parts of a key. */
static gboolean
check_cost (LwRowContext *context, const char *const *values, GError **error)
{
  if (strchr (values[COST_TITLE], '/') == NULL)
    return check_bid (context, values, error);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("title: expected a text without “/”, found “%s”"), values[COST_TITLE]);
  return FALSE;
}

static gboolean
check_correction (LwRowContext *context, const char *const *values, GError **error)
{
  if (!check_bid (context, values, error))
    return FALSE;
  if ((values[CORRECTION_TITLE] == NULL) == (values[CORRECTION_YEAR] == NULL))
    return TRUE;
  g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("title, year: expected both for a cost, and none for the price; found one"));
  return FALSE;
}

static gboolean
check_override (LwRowContext *context, const char *const *values, GError **error)
{
  g_auto (LwRational) number = LW_RATIONAL_INIT;

  return check_bid (context, values, error) && lw_rational_parse (&number, values[OVERRIDE_FOUND], "found", error)
         && lw_rational_parse (&number, values[OVERRIDE_MINIMUM], "minimum", error);
}

static gboolean
guard_record (LwConnection *connection, const char *key, GError **error)
{
  g_set_error_literal (error, LW_ERROR, LW_ERROR_LOCKED,
                       _("open-prices, correct-price, low-step and override make these rows; they are not edited by hand"));
  return FALSE;
}

static const char *const depends[] = { "bid", NULL };

const LwEntity lw_evaluation_cost
    = { "cost", "evaluation_cost", "costs", NULL, "lot, bidder, year, title", cost_fields, FALSE, check_cost, depends, NULL };
const LwEntity lw_evaluation_opening
    = { "opening", "evaluation_opening", NULL, NULL, "id", opening_fields, FALSE, NULL, NULL, guard_record };
const LwEntity lw_evaluation_correction
    = { "correction", "evaluation_correction", "corrections", NULL, "lot, bidder, number", correction_fields, FALSE,
        check_correction, depends, guard_record };
const LwEntity lw_evaluation_low_step
    = { "low-step", "evaluation_low_step", "low-steps", NULL, "lot, bidder, step", low_step_fields, FALSE, check_bid, depends,
        guard_record };
const LwEntity lw_evaluation_override
    = { "override", "evaluation_override", "overrides", NULL, "lot, bidder, criterion, at", override_fields, FALSE,
        check_override, depends, guard_record };
