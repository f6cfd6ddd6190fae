/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asks for what packs need: who gets one, and a passphrase, which is kept nowhere. */
#pragma once

#include "dialog/lw-dialogs.h"
#include "lw-people-data.h"
#include "panel/lw-panels.h"

G_BEGIN_DECLS

#define LW_TYPE_PACK_DIALOG (lw_pack_dialog_get_type ())
GType lw_pack_dialog_get_type (void);
G_DECLARE_FINAL_TYPE (LwPackDialog, lw_pack_dialog, LW, PACK_DIALOG, AdwWindow)

/** For whom, and the passphrase twice; then where. @person: (nullable): chosen at first. */
LwPackDialog *lw_pack_dialog_export (GtkWindow *parent, LwPeopleData *data, const char *person);
/** The passphrase twice; then where. */
LwPackDialog *lw_pack_dialog_return (GtkWindow *parent, LwDocument *document);
/** The passphrase of @files (of GFile); @document (nullable) takes in what came back. */
LwPackDialog *lw_pack_dialog_open (GtkWindow *parent, LwDocument *document, GPtrArray *files);

/** What the button does, but that @target is given: a file, or for an export a folder too. */
void lw_pack_dialog_go (LwPackDialog *self, GFile *target, gboolean is_folder);
/** Whether the button can be pressed, for tests. */
gboolean lw_pack_dialog_is_ready (LwPackDialog *self);

extern const LwFileKind lw_pack_kind;

/** Packs that are opened, dropped on a window or given on the command line. */
extern const LwFileOpener lw_pack_opener;

/** How hard @passphrase is to guess, roughly [D]: 0 too short, 1 weak, 2 fair, 3 strong. */
guint lw_pack_strength (const char *passphrase);

G_END_DECLS
