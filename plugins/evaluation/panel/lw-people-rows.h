/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rows of the list of people beside the assignments. */
#pragma once

#include "lw-evaluation-people.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** A person with the number of marks to give; it can be dragged. Its data "lw-person" is the identifier. */
GtkWidget *lw_people_rows_person (const LwEvaluationPeople *people, const LwEvaluationPerson *person);

G_END_DECLS
