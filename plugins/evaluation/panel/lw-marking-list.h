/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The list of what to mark: places in sections, by question or by bid, narrowed by lot, state and words. Rows are eight
 * bytes each in a vector; the objects a list view asks for are made on demand.
 */
#pragma once

#include "lw-marking-work.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean by_bid;      /* sections are bids; else questions */
  int lot;              /* index, or one of these: */
#define LW_MARKING_ALL_LOTS (-1)
#define LW_MARKING_COMMON (-2) /* what is marked once for all lots */
  LwMarkingState state; /* only these; LW_MARKING_NOTHING: all */
  gboolean unconfirmed; /* only marks that are not confirmed under the version in force */
  const char *text;     /* words, each of which is in the lot, the bidder or the question; or NULL */
} LwMarkingFilter;

/** A row, or the heading of a section. */
#define LW_TYPE_MARKING_ITEM (lw_marking_item_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingItem, lw_marking_item, LW, MARKING_ITEM, GObject)
/** Of a heading: the section's first. */
LwMarkingPlace lw_marking_item_get_place (LwMarkingItem *item);
gboolean lw_marking_item_is_heading (LwMarkingItem *item);
guint lw_marking_item_get_position (LwMarkingItem *item);

#define LW_TYPE_MARKING_LIST (lw_marking_list_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingList, lw_marking_list, LW, MARKING_LIST, GObject) /* a GListModel of LwMarkingItem */

/** Empty until it is built. */
LwMarkingList *lw_marking_list_new (LwMarkingWork *work);
/** Lists anew; to be called after the work's "reset", before anything else is asked. What is marked later stays in the
 * list, whatever state is asked for, until it is built again: nothing vanishes under the hand. */
void lw_marking_list_build (LwMarkingList *list, const LwMarkingFilter *filter);

/** The place at @position; FALSE for a heading or beyond the end. */
gboolean lw_marking_list_get (LwMarkingList *list, guint position, LwMarkingPlace *place);
/** Where @place is, or -1. */
int lw_marking_list_find (LwMarkingList *list, LwMarkingPlace place);
/** The nearest place after (@by 1) or before (@by -1) @position (-1: from the start), or -1. */
int lw_marking_list_step (LwMarkingList *list, int position, int by);
/** The first open place after @position (-1: from the start), going on from the top; or -1. */
int lw_marking_list_next_open (LwMarkingList *list, int position);
/** Of the section that the heading at @position begins. */
LwMarkingCount lw_marking_list_count (LwMarkingList *list, guint position);

G_END_DECLS
