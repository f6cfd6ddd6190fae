/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the panel Moderation (lw-moderation-panel.c), its actions and its meeting mode share. */
#pragma once

#include "lw-derivation-view.h"
#include "lw-evaluation-reading.h"
#include "lw-moderation-agreement.h"
#include "lw-moderation-form.h"
#include "lw-moderation-list.h"
#include "lw-moderation-sheet.h"
#include "panel/lw-panel.h"

G_BEGIN_DECLS

#define LW_TYPE_MODERATION_PANEL (lw_moderation_panel_get_type ())
G_DECLARE_FINAL_TYPE (LwModerationPanel, lw_moderation_panel, LW, MODERATION_PANEL, LwPanel)

struct _LwModerationPanel
{
  LwPanel parent_instance;
  GtkToggleButton *as_marks, *as_agreement;
  GtkSpinButton *percent;
  GtkWidget *meet;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkButton *first_step;
  LwEvaluationReading *reading;
  GtkPaned *pane;
  LwModerationList *list;
  GtkStack *desk_pages;
  AdwBin *desk_bin;
  GtkWidget *desk; /* one question; in the meeting it is in a window of its own */
  LwModerationSheet *sheet;
  LwModerationForm *form;
  LwModerationAgreement *agreement;

  LwDerivation *derivation; /* in the inspector, once it was asked for */
  LwEvaluationLive *session;
  LwModerationQuestion *question; /* shown, or NULL */
  char *place;                    /* shown, or to be shown when it can be */
  GtkWindow *meeting;             /* or NULL */
  guint pending;                  /* a refresh that is to come */
  gboolean filling;
  gboolean stale; /* something changed while it was out of sight */
};

extern const LwPanelAction lw_moderation_panel_actions[];
/* Once, in constructed(). */
void lw_moderation_panel_add_actions (LwModerationPanel *self);
/* What a plain key does as long as nobody is writing. */
gboolean lw_moderation_panel_press (LwModerationPanel *self, guint keyval, GdkModifierType state);
/* Where the number comes from that the question gives, in the inspector; @open: also where nobody has asked for it yet. */
void lw_moderation_panel_show_why (LwModerationPanel *self, gboolean open);
/* Full screen, one question, large. Begins and ends. */
void lw_moderation_panel_set_meeting (LwModerationPanel *self, gboolean meets);

G_END_DECLS
