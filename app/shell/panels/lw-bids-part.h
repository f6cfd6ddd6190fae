/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A part of the details of a row: the list of the rows that belong to it (members, registrations, areas, bids), each
 * with its own fields to edit, or a link to where it is shown.
 */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"

G_BEGIN_DECLS

typedef struct
{
  const char *of;    /* noun of the details: "bidder" */
  const char *title; /* N_("Members") */
  const char *noun;  /* of the rows, where they can be changed here; NULL: links only */
  const char *add;   /* N_("Add member"), with @noun */
  const char *parent; /* field of a new row that names the row of the details */
  /* ?1 and ?2 are the parts of that row's key. Columns: key; title; choice; basis points; minor units; text; trust;
   * place to go to. */
  const char *sql;
  const char *empty; /* N_(): what is said where there is none */
} LwBidsPartInfo;

#define LW_TYPE_BIDS_PART (lw_bids_part_get_type ())
LW_EXPORT GType lw_bids_part_get_type (void);
G_DECLARE_FINAL_TYPE (LwBidsPart, lw_bids_part, LW, BIDS_PART, AdwBin)

LW_EXPORT LwBidsPart *lw_bids_part_new (LwDocument *document, const LwBidsPartInfo *info, const char *key);
/** Reads anew; rows that stay keep their place, focus and what is open. */
LW_EXPORT void lw_bids_part_reload (LwBidsPart *self);
/** Text of the whole part for tests: "title: subtitle" a line. (transfer full) */
LW_EXPORT char *lw_bids_part_to_text (LwBidsPart *self);

/* Signal "go" (const char *place): a link was followed. */

G_END_DECLS
