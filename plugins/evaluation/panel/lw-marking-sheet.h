/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is marked: the bid and the question, large and readable. No price, nobody's mark. */
#pragma once

#include <adwaita.h>

#include "lw-marking-work.h"

G_BEGIN_DECLS

#define LW_TYPE_MARKING_SHEET (lw_marking_sheet_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingSheet, lw_marking_sheet, LW, MARKING_SHEET, AdwBin)

/** @place NULL empties it. */
void lw_marking_sheet_show (LwMarkingSheet *sheet, LwDocument *document, const LwMarkingPlace *place);
/** The selected words of the answer on one line, or NULL. (transfer full) */
char *lw_marking_sheet_get_selection (LwMarkingSheet *sheet);

G_END_DECLS
