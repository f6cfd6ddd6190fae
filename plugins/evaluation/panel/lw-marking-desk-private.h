/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the desk (lw-marking-desk.c) and its edits (lw-marking-desk-edits.c) share. */
#pragma once

#include "lw-marking-checks.h"
#include "lw-marking-desk.h"
#include "lw-marking-entry.h"
#include "lw-marking-ladder.h"
#include "lw-marking-text.h"

G_BEGIN_DECLS

struct _LwMarkingDesk
{
  AdwBin parent_instance;
  GtkWidget *content;
  GtkWidget *body;    /* scrolls */
  GtkWidget *buttons;
  GtkLabel *title;
  AdwBin *trust;
  GtkWidget *remark_row;
  GtkLabel *remark;
  LwMarkingLadder *ladder;
  GtkLabel *status;
  GtkScrolledWindow *text_scroller;
  LwMarkingText *text;
  LwMarkingChecks *checks;
  LwMarkingBeside *beside;
  GtkWidget *blocked; /* what stands in the way of confirming */
  GtkLabel *blocked_text;
  GtkEditable *despite;
  GtkWidget *confirm_despite;
  GtkLabel *confirmed;
  GtkWidget *confirm;

  LwDocument *document;
  LwMarkingWork *work;
  gboolean shows;       /* a place is shown: */
  LwMarkingPlace place;
  LwMarkingEntry *entry; /* the mark there */
  char *scale;          /* what the ladder shows */
  GStrv said;           /* labels and descriptors of the scale */
  gboolean there;       /* there is a mark, or will be when the edits under way are done */
  LwCell mark;
  char *odd;            /* a mark that the scale does not have */
  char *saved;          /* the rationale as it is, or will be, in the file */
  guint saving;         /* edits under way */
  guint shown;          /* goes up with each place */
  guint pause;          /* source */
  gboolean told;        /* that this mark does not count */
  char *why_not;        /* why it cannot be changed now: it is confirmed, not assigned …; or NULL */
  gboolean is_confirmed; /* under the version in force */
};

/* The scale of the place that is shown. */
const LwEvaluationScale *lw_marking_desk_get_scale (LwMarkingDesk *self);
/* The text is not what the file has. */
gboolean lw_marking_desk_is_written (LwMarkingDesk *self);
void lw_marking_desk_show_checks (LwMarkingDesk *self);
void lw_marking_desk_show_state (LwMarkingDesk *self);
/* The file has changed, or an edit is done. What is being written stays; so does all of the text with @keep. */
void lw_marking_desk_refresh (LwMarkingDesk *self, gboolean keep);
/* A short message of the panel. */
void lw_marking_desk_toast (LwMarkingDesk *self, const char *text);

/* Keeps what was written: with the mark, or as a draft where there is none. @wait: until it is in the file. */
void lw_marking_desk_save_text (LwMarkingDesk *self, gboolean wait);
/* Reads whether the mark is confirmed, and whether it can be changed. */
void lw_marking_desk_read_locks (LwMarkingDesk *self);
void lw_marking_desk_show_confirmed (LwMarkingDesk *self);
void lw_marking_desk_despite_changed (LwMarkingDesk *self);
void lw_marking_desk_confirm_despite (LwMarkingDesk *self);

/* The user has written. */
void lw_marking_desk_written (LwMarkingDesk *self);

G_END_DECLS
