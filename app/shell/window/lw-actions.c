/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window/lw-actions.h"

#include "base/lw-i18n.h"

#define FILE_GROUP N_("Competitions")
#define EDIT_GROUP N_("Changes")
#define FIND_GROUP N_("Finding things")
#define VIEW_GROUP N_("The window")
#define HELP_GROUP N_("Help")

const LwActionInfo lw_actions[] = {
  { "app.new", N_("New competition…"), FILE_GROUP, "<Control>n" },
  { "app.open", N_("Open…"), FILE_GROUP, "<Control>o" },
  { "app.open-sample", N_("Open the sample competition"), FILE_GROUP, NULL },
  { "win.export", N_("Export as XML…"), FILE_GROUP, "<Control><Shift>e" },
  { "win.new-window", N_("Another window on this competition"), FILE_GROUP, "<Control><Alt>n" },
  { "window.close", N_("Close the window"), FILE_GROUP, "<Control>w" },
  { "app.quit", N_("Quit"), FILE_GROUP, "<Control>q" },

  { "win.undo", N_("Undo"), EDIT_GROUP, "<Control>z" },
  { "win.redo", N_("Redo"), EDIT_GROUP, "<Control><Shift>z <Control>y" },
  { "win.person", N_("Choose in whose name changes are made"), EDIT_GROUP, NULL },

  { "win.search", N_("Search everything in the file"), FIND_GROUP, "<Control>f" },
  { "win.commands", N_("Run a command by its name"), FIND_GROUP, "<Control>k" },

  { "win.next-panel", N_("Next panel"), VIEW_GROUP, "<Control>Page_Down" },
  { "win.previous-panel", N_("Previous panel"), VIEW_GROUP, "<Control>Page_Up" },
  { "win.inspector", N_("Show or hide the inspector"), VIEW_GROUP, "<Control>i" },
  { "win.sidebar", N_("Fold or unfold the sidebar"), VIEW_GROUP, "F9" },
  { "win.menu", N_("Main menu"), VIEW_GROUP, "F10" },
  { "win.fullscreen", N_("Full screen"), VIEW_GROUP, "F11" },

  { "win.guide", N_("Guide"), HELP_GROUP, "F1" },
  { "win.shortcuts", N_("Keyboard shortcuts"), HELP_GROUP, "<Control>question <Control>slash" },
  { "app.about", N_("About Lotwise"), HELP_GROUP, NULL },
  { NULL, NULL, NULL, NULL },
};
