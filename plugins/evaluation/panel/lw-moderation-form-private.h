/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files of the form share: lw-moderation-form.c shows, lw-moderation-form-edits.c changes. */
#pragma once

#include "lw-marking-ladder.h"
#include "lw-marking-text.h"
#include "lw-moderation-form.h"

G_BEGIN_DECLS

struct _LwModerationForm
{
  AdwBin parent_instance;
  GtkLabel *title;
  GtkWidget *final_row; /* what is final is opened again here */
  GtkLabel *final_text;
  GtkWidget *final_fields;
  GtkDropDown *approver;
  GtkEditable *reason;
  GtkWidget *reopen;
  LwMarkingLadder *ladder;
  LwMarkingText *rationale, *above, *below, *dissent;
  GtkWidget *above_row, *below_row;
  GtkLabel *above_title, *below_title;
  GtkFlowBox *present;
  GtkToggleButton *all_people; /* all of them can be ticked */
  GtkBox *checks;
  GtkLabel *status;
  GtkButton *agree;

  LwDocument *document;
  const LwModerationQuestion *question; /* or NULL */
  char *place;                          /* of it */
  char *scale;                          /* what the ladder shows */
  GPtrArray *approvers;                 /* (element-type utf8): identifiers, as in the drop-down */
  int chosen;                           /* mark of the scale, or -1 */
  gboolean filling;
  gboolean written; /* and not agreed yet */
  guint pause;      /* until the checks are looked at again */
};

/* Whether anything may be changed here now. */
gboolean lw_moderation_form_is_editable (LwModerationForm *self);
gboolean lw_moderation_form_is_final (LwModerationForm *self);
/* What is in the fields. */
void lw_moderation_form_get_text (LwModerationForm *self, LwModerationText *text);
/* Looks at the checks again. */
void lw_moderation_form_check (LwModerationForm *self);
/* Opens the agreed mark again, with the approver and the reason that are filled in. */
void lw_moderation_form_reopen (LwModerationForm *self);
/* As lw_evaluation_agree_open(); FALSE where it could not be asked. */
gboolean lw_moderation_form_get_open (LwModerationForm *self, guint *asked, guint *open);

G_END_DECLS
