/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A field that is checked while it is typed into: what is wrong stands under it, and nothing wrong is saved. Enter (in
 * a text of several lines Ctrl+Enter) and leaving it save, Esc brings back what the file has.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LW_TYPE_CRITERIA_FIELD (lw_criteria_field_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaField, lw_criteria_field, LW, CRITERIA_FIELD, GtkWidget)

/* What is wrong with @text, for people, or NULL. (transfer full) */
typedef char *(*LwCriteriaCheck) (LwCriteriaField *field, const char *text, gpointer data);

/* Properties, for templates: "label" (accessible), "multiline" (construct only), "numeric", "width-chars",
 * "placeholder". */
GtkWidget *lw_criteria_field_new (const char *label, gboolean numeric);
void lw_criteria_field_set_label (LwCriteriaField *field, const char *label);
void lw_criteria_field_set_check (LwCriteriaField *field, LwCriteriaCheck check, gpointer data);
/* What the file has; NULL is "". Shown unless something else is being typed. */
void lw_criteria_field_set_text (LwCriteriaField *field, const char *text);
/* Shows @text of another row; what was being typed of the one before is given up. */
void lw_criteria_field_reset (LwCriteriaField *field, const char *text);
/* The second where @fresh, else the first. */
void lw_criteria_field_show (LwCriteriaField *field, const char *text, gboolean fresh);
/* What stands in the field. (transfer full) */
char *lw_criteria_field_get_text (LwCriteriaField *field);
/* Types @text, as a person would. */
void lw_criteria_field_type (LwCriteriaField *field, const char *text);
/* Whether what stands there is not what the file has. */
gboolean lw_criteria_field_is_draft (LwCriteriaField *field);
/* What is wrong with it, or NULL. */
const char *lw_criteria_field_get_message (LwCriteriaField *field);
/* Asks the check again. */
void lw_criteria_field_check (LwCriteriaField *field);
/* Saves a draft that is not wrong. FALSE: it is wrong and stays as it is. */
gboolean lw_criteria_field_commit (LwCriteriaField *field);
void lw_criteria_field_restore (LwCriteriaField *field);
void lw_criteria_field_set_editable (LwCriteriaField *field, gboolean editable);
/* Not to be edited, and @why says why; NULL: to be edited. What was being typed is given up. */
void lw_criteria_field_set_locked (LwCriteriaField *field, const char *why);
/* Puts the focus there and selects all. */
void lw_criteria_field_edit (LwCriteriaField *field);
gboolean lw_criteria_field_has_focus (LwCriteriaField *field);

/*
 * Signals: "draft" (field): after each keystroke, and when the draft is given up;
 * "commit" (field, const char *text): to be saved;
 * "finished" (field, gboolean saved): Enter (saved) or Esc was pressed: the focus may go on.
 */

G_END_DECLS
