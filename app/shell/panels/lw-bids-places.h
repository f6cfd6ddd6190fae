/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Places of the Bids panel. */
#pragma once

#include "document/lw-document.h"

G_BEGIN_DECLS

/** "bidder/B04" for a member "B04/amey"; NULL where the panel does not show such rows. (transfer full) */
char *lw_bids_place_of_row (LwDocument *document, const char *noun, const char *key);

G_END_DECLS
