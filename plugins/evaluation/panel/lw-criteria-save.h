/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Edits of single rows as the widgets of the criteria panel make them: each is one command. */
#pragma once

#include "document/lw-document.h"
#include "lw-criteria-tree.h"

G_BEGIN_DECLS

/* Why nothing of the method may be changed, for people, or NULL: the file is read-only, or the method is locked. */
const char *lw_criteria_why_not (LwDocument *document, const LwCriteriaTree *tree);
/* "field=value", (transfer full). @value NULL clears the field. */
char *lw_criteria_value (const char *field, const char *value);
/* Changes the fields "field=value" …, ends with NULL. */
void lw_criteria_set (LwDocument *document, const char *noun, const char *key, const char *value, ...) G_GNUC_NULL_TERMINATED;
/* Adds a row with "field=value" …, ends with NULL. */
void lw_criteria_add_values (LwDocument *document, const char *noun, const char *const *values);
/* Removes the row. */
void lw_criteria_remove_row (LwDocument *document, const char *noun, const char *key);

G_END_DECLS
