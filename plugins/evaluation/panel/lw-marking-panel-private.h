/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the panel Marking (lw-marking-panel.c) and its actions (lw-marking-actions.c) share. */
#pragma once

#include "lw-evaluation-reading.h"
#include "lw-marking-desk.h"
#include "lw-marking-history.h"
#include "lw-marking-reader.h"
#include "lw-marking-side.h"
#include "panel/lw-panel.h"

G_BEGIN_DECLS

#define LW_TYPE_MARKING_PANEL (lw_marking_panel_get_type ())
G_DECLARE_FINAL_TYPE (LwMarkingPanel, lw_marking_panel, LW, MARKING_PANEL, LwPanel)

struct _LwMarkingPanel
{
  LwPanel parent_instance;
  GtkButton *queries;
  GtkCheckButton *only_mine;
  GtkWidget *who_box;
  GtkDropDown *who;
  AdwBin *who_trust;
  GtkStack *stack;
  GtkPaned *left_pane;
  LwMarkingSide *side;
  GtkStack *sheet_stack;
  LwMarkingReader *reader;
  LwMarkingDesk *desk;
  GtkListBox *people;
  GtkWidget *add_box;
  GtkEditable *new_name;
  GtkWidget *add_person;
  AdwStatusPage *no_criteria;
  LwEvaluationReading *reading;

  LwMarkingHistory *history; /* in the inspector */
  LwMarkingWork *work;
  char *place;    /* "L12/B07/2.1": shown, or to be shown when it can be */
  gboolean filling;
  gboolean reads; /* nobody marks: the bids are only read */
  gboolean shows_queries; /* in the inspector, since it was asked for them */
  gboolean fresh; /* nobody has moved the focus since it came into sight */
};

extern const LwPanelAction lw_marking_panel_actions[];
/* What evaluators asked, in the inspector. */
void lw_marking_panel_show_queries (LwMarkingPanel *self);
/* Once, in constructed(): adds them, and the keys that mean something as long as nobody is writing. */
void lw_marking_panel_add_actions (LwMarkingPanel *self);

G_END_DECLS
