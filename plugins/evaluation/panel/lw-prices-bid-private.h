/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files of the detail of a bid: what is shown, and what is asked. */
#pragma once

#include "lw-evaluation-prices.h"
#include "lw-prices-bid.h"

G_BEGIN_DECLS

struct _LwPricesBid
{
  AdwBin parent_instance;

  LwDocument *document;
  LwResults *results;
  char *lot, *bidder; /* NULL: none */
  gint64 price;       /* compared; -1: none */
  gboolean has_costs, approver;
  char *next_step;    /* of a low price, or NULL: all are recorded */

  GtkStack *pages;
  GtkLabel *heading;
  AdwPreferencesGroup *price_group, *cost_group, *step_group, *minimum_group, *correction_group;
  GPtrArray *rows;    /* of GtkWidget: in these groups, made anew when what they say is something else */
  char *said;         /* all that the rows say */
  GtkWidget *add_cost;
};

/* Why nothing can be changed here, or NULL. */
const char *lw_prices_bid_why_not (LwPricesBid *self);

G_END_DECLS
