/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far whole kinds of figures may be trusted, as small labels: "prices: illustrative". */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"

G_BEGIN_DECLS

/** Fills @box with a label for each of @subjects (NULL-terminated) whose provenance is stated and not documented. */
void lw_bids_chips_fill (GtkWidget *box, LwDocument *document, const char *const *subjects);

G_END_DECLS
