/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Between the files of the window. */
#pragma once

#include "dialog/lw-dialogs.h"
#include "window/lw-person-button.h"
#include "window/lw-progress.h"
#include "window/lw-window.h"

G_BEGIN_DECLS

struct _LwWindow
{
  AdwApplicationWindow parent;
  LwApp *app;
  LwDocument *document;
  const LwPanelInfo *info;
  LwPanel *panel;
  GtkWidget *search;
  LwProgress *jobs;
  guint badges;     /* source */
  guint renewing;   /* source: panels are made anew for what may be seen now */
  gboolean closing; /* the user agreed to cancel what runs */
  guint fitting;       /* the source that fits what follows from the size */
  int inspector_width; /* to have again when it is shown; 0: as it is */
  gboolean sized;   /* a size was asked for: the remembered one does not count */

  AdwToastOverlay *toasts;
  GtkStack *pages;
  AdwBin *welcome;
  GtkMenuButton *welcome_menu;
  GtkMenuButton *menu_button;
  GtkListBox *sidebar;
  AdwWindowTitle *title;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  LwPersonButton *saved;
  GtkRevealer *read_only;
  GtkLabel *read_only_reason;
  GtkWidget *drop_sign;
  GtkWidget *paned;
  GtkWidget *steady;
  GtkStack *contents;
  GtkStack *panel_stack;
  GtkWidget *inspector;
  GtkLabel *inspector_title;
  GtkStack *inspector_stack;
  GtkRevealer *progress;
  GtkLabel *progress_title;
  GtkProgressBar *progress_bar;
};

void lw_window_show_panel (LwWindow *self, const LwPanelInfo *info);
void lw_window_set_searching (LwWindow *self, gboolean searching);
void lw_window_set_inspector_open (LwWindow *self, gboolean open);

/* lw-window-actions.c */
void lw_window_add_actions (LwWindow *self);
void lw_window_enable_document_actions (LwWindow *self);

G_END_DECLS
