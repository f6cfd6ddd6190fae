/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The list under a rationale that says what can be seen of its text. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LW_TYPE_MARKING_CHECKS (lw_marking_checks_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingChecks, lw_marking_checks, LW, MARKING_CHECKS, GtkBox)

/** @said: labels and descriptors of the scale. */
void lw_marking_checks_show (LwMarkingChecks *self, const char *text, const char *const *said, gboolean points);

G_END_DECLS
