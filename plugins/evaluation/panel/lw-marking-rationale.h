/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What can be seen of a rationale's text by itself. Facts for the person who writes it; nothing is forbidden by them. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

/** Fewer words than these do not say why. */
#define LW_MARKING_FEW_WORDS 10
/** So many words must be others than those of the scale. */
#define LW_MARKING_OWN_WORDS 5

typedef struct
{
  gboolean says_something; /* LW_MARKING_FEW_WORDS or more */
  gboolean points_to_bid;  /* a page, paragraph, answer … with its number */
  gboolean own_words;      /* not only those of the scale */
} LwMarkingRationale;

/** @scale: labels and descriptors of the scale, NULL-terminated. */
LwMarkingRationale lw_marking_rationale_look (const char *text, const char *const *scale);

/** @text as it is kept: without space around it and without characters that a file cannot hold. (transfer full) */
char *lw_marking_rationale_clean (const char *text);

G_END_DECLS
