/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the entities of the method and those of marks share. */
#pragma once

#include "lw-evaluation.h"

G_BEGIN_DECLS

#define CHOICES(...) ((const char *const[]) { __VA_ARGS__, NULL })
#define END { NULL, LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 }

/* The fields of a criterion. */
enum
{
  CRITERION_ID,
  CRITERION_PARENT,
  CRITERION_TITLE,
  CRITERION_KIND,
  CRITERION_WEIGHT,
  CRITERION_SCALE,
  CRITERION_SCOPE,
  CRITERION_MINIMUM,
  CRITERION_FORMULA,
  CRITERION_OPTIMUM,
  CRITERION_TOP,
  CRITERION_FACTOR,
  CRITERION_TRUST,
  CRITERION_POSITION,
};

/* Sets LW_ERROR_INVALID; always FALSE. */
gboolean lw_entity_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Whether there is a row of @noun with the key @first, or @first/@second. */
gboolean lw_entity_has_row (LwRowContext *context, const char *noun, const char *first, const char *second);
/* @value is a mark of @scale, in whatever writing; @criterion is for the message. */
gboolean lw_entity_check_on_scale (LwRowContext *context, const char *scale, const char *value, const char *criterion, GError **error);

extern const LwEntity lw_evaluation_mark_entity, lw_evaluation_consensus_entity, lw_evaluation_publication_entity,
    lw_evaluation_revision_entity, lw_evaluation_confirmation_entity;

G_END_DECLS
