/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The people who may mark: to choose from, and the first of them to add. */
#pragma once

#include <adwaita.h>

#include "lw-marking-work.h"

G_BEGIN_DECLS

/** Makes long names fit into the button of @drop_down, whose model will have names. */
void lw_marking_people_set_up (GtkDropDown *drop_down);

/** A row for each of @people (of LwMarkingPerson), in their order. */
void lw_marking_people_fill (GtkListBox *box, GPtrArray *people);

/** Adds an evaluator called @name under the next free identifier (E1, E2 …), and marks as that person from
 * then on. A failure is shown by the windows. */
void lw_marking_people_add (LwDocument *document, const char *name);

G_END_DECLS
