/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the panel Criteria (lw-criteria-panel.c) and its actions (lw-criteria-actions.c) share. */
#pragma once

#include "lw-criteria-detail.h"
#include "lw-criteria-lab.h"
#include "lw-criteria-lock.h"
#include "lw-criteria-method.h"
#include "lw-criteria-view.h"
#include "lw-scale-page.h"
#include "panel/lw-panel.h"

G_BEGIN_DECLS

#define LW_TYPE_CRITERIA_PANEL (lw_criteria_panel_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaPanel, lw_criteria_panel, LW, CRITERIA_PANEL, LwPanel)

struct _LwCriteriaPanel
{
  LwPanel parent_instance;
  LwDocument *document;
  LwCriteriaTree *tree;
  char *wanted; /* id of a criterion that was added or moved: to be selected when it is there */
  gboolean want_focus;
  gboolean stated; /* the file says how far its criteria may be trusted */
  guint layout_idle;
  guint place_idle;
  gboolean placing;  /* the program moves the pane, nobody else */
  gboolean turned;   /* the pane has gone from beside to below, or back */
  gboolean laid_out;
  int width;

  GtkStack *outer, *pages;
  AdwPreferencesGroup *templates;
  GPtrArray *template_rows;
  AdwBin *chip;
  GtkWidget *tools, *moves;
  GtkDrawingArea *ruler;
  GtkPaned *paned;
  LwCriteriaView *view;
  LwCriteriaDetail *detail;
  LwScalePage *scales;
  LwCriteriaMethod *method;
  LwCriteriaLab *lab;
  LwCriteriaLockBar *lock;
};

/* Adds the actions to the panel, once. */
void lw_criteria_panel_add_actions (LwCriteriaPanel *self);
/* Which of them make sense now. */
void lw_criteria_panel_update_actions (LwCriteriaPanel *self);
gboolean lw_criteria_panel_is_editable (LwCriteriaPanel *self);
/* "criteria", "scales", "method" or "lab"; nothing while there is no method. */
void lw_criteria_panel_show_page (LwCriteriaPanel *self, const char *page);
void lw_criteria_panel_show_method (LwPanel *panel);
/* Writes the page with the hash; a LwFileChosen. */
void lw_criteria_panel_print_to (GFile *file, gpointer panel);
/* Puts the focus on the row that is selected. */
void lw_criteria_panel_focus_row (LwCriteriaPanel *self);
/* Selects the criterion @id, with the focus, as soon as the file has it there. */
void lw_criteria_panel_want (LwCriteriaPanel *self, const char *id);
/* Moves @node into @parent, before @before or, NULL, to the end. */
void lw_criteria_panel_move (LwCriteriaPanel *self, LwCriteriaNode *node, LwCriteriaNode *parent, LwCriteriaNode *before);

G_END_DECLS
