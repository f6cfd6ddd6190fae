/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A window over the panel Criteria for something that is done in one go: a heading, what is to be filled in, and one
 * button that does it. Esc closes it; what went wrong stands over the content.
 */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"

G_BEGIN_DECLS

#define LW_TYPE_CRITERIA_SHEET (lw_criteria_sheet_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaSheet, lw_criteria_sheet, LW, CRITERIA_SHEET, AdwWindow)

/* @act: what its button says, with a mnemonic, or NULL: it has none. @content is scrolled where it is long. The sheet
 * goes with @from. (transfer none) */
LwCriteriaSheet *lw_criteria_sheet_new (GtkWidget *from, LwDocument *document, const char *title, const char *act,
                                        GtkWidget *content);
LwDocument *lw_criteria_sheet_get_document (LwCriteriaSheet *sheet);
/* Whether the button may be pressed. */
void lw_criteria_sheet_set_ready (LwCriteriaSheet *sheet, gboolean ready);
/* What went wrong, or NULL. */
void lw_criteria_sheet_set_wrong (LwCriteriaSheet *sheet, const char *text);
/* Runs @command (transfer full); closes the sheet when it is done, else says why not. @error (transfer full) (nullable):
 * set where there is no @command. */
void lw_criteria_sheet_run (LwCriteriaSheet *sheet, LwCommand *command, GError *error);

/* ---- parts of a sheet ---- */
/* A text that wraps; @class may be NULL. */
GtkWidget *lw_criteria_words_new (const char *text, const char *class);
/* @title over @child, which gets it as its accessible name. */
GtkWidget *lw_criteria_captioned (const char *title, GtkWidget *child);
/* The text of a GtkTextView, as one line. (transfer full) */
char *lw_criteria_text_of (GtkWidget *view);
/* A few lines to type into. */
GtkWidget *lw_criteria_lines_new (void);

/* Signal: "act" (sheet): the button was pressed, or Ctrl+Enter. */

G_END_DECLS
