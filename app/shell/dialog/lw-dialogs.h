/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Everything that asks in a window of its own. What changed between versions of GTK and libadwaita is used here only. */
#pragma once

#include <adwaita.h>

#include "base/lw-export.h"

G_BEGIN_DECLS

typedef void (*LwFileChosen) (GFile *file, gpointer user_data);
/** @files: of GFile, at least one. */
typedef void (*LwFilesChosen) (GPtrArray *files, gpointer user_data);

/** A kind of file to choose: its name for people and its patterns, "*.lotwise". */
typedef struct
{
  const char *name; /* N_() */
  const char *const *patterns; /* NULL-terminated */
} LwFileKind;
LW_EXPORT const LwFileKind lw_file_kind_competition; /* *.lotwise */
LW_EXPORT const LwFileKind lw_file_kind_openable;    /* *.lotwise, *.lotpack, *.xml */
LW_EXPORT const LwFileKind lw_file_kind_xml;
LW_EXPORT const LwFileKind lw_file_kind_csv;
LW_EXPORT const LwFileKind lw_file_kind_png;
LW_EXPORT const LwFileKind lw_file_kind_svg;
LW_EXPORT const LwFileKind lw_file_kind_pdf;

/** Asks for a file to open (save), over the window of @from. @chosen is called once when one was chosen, never when the user thinks
 * better of it. The chooser goes with @from, the widget that @user_data belongs to: a panel may go before its window does.
 * Saving over a file asks first. */
LW_EXPORT void lw_dialog_open (GtkWidget *from, const char *title, const LwFileKind *kind, LwFileChosen chosen, gpointer user_data);
LW_EXPORT void lw_dialog_save (GtkWidget *from, const char *title, const char *name, const LwFileKind *kind, LwFileChosen chosen, gpointer user_data);
/** The same for any number of files, and for a folder. */
LW_EXPORT void lw_dialog_open_many (GtkWidget *from, const char *title, const LwFileKind *kind, LwFilesChosen chosen, gpointer user_data);
LW_EXPORT void lw_dialog_folder (GtkWidget *from, const char *title, LwFileChosen chosen, gpointer user_data);

/** Says what went wrong: @heading what happened, @body why and what to do next. */
LW_EXPORT void lw_dialog_error (GtkWindow *parent, const char *heading, const char *body);

/** Asks before something that deserves it; @confirm is the button, "Remove bid". @yes is called when the user agrees;
 * the question goes with @from, as choosers do. */
LW_EXPORT void lw_dialog_confirm (GtkWidget *from, const char *heading, const char *body, const char *confirm, gboolean destructive, GFunc yes, gpointer user_data);

/** Draws a page of @width by @height points. */
typedef void (*LwPageDraw) (cairo_t *cr, double width, double height, gpointer user_data);
/** Asks for a printer, and prints one page of A4 on it; @name is that of the print job. @user_data is freed by @free when it
 * is done, or when the user thinks better of it. */
LW_EXPORT void lw_dialog_print (GtkWindow *parent, const char *name, LwPageDraw draw, gpointer user_data, GDestroyNotify free);

/** Window of @widget for the calls above. */
LW_EXPORT GtkWindow *lw_dialog_parent (GtkWidget *widget);

G_END_DECLS
