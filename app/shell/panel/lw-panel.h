/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A panel: one page of the window that answers one question about the open competition. Panels are made when they are
 * first shown. The window gives a panel its document; a panel reads by its own readers, changes by lw_document_edit(),
 * and follows the document's "changed".
 */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"
#include "plugin/lw-check.h"

G_BEGIN_DECLS

/** The four tones of state; always with a symbol or a word. */
typedef enum
{
  LW_TONE_NEUTRAL,
  LW_TONE_GOOD,
  LW_TONE_ATTENTION,
  LW_TONE_WRONG,
} LwTone;
/** CSS class: "dim-label", "success", "warning", "error". */
LW_EXPORT const char *lw_tone_to_class (LwTone tone);

/** Something that a panel can do: in its buttons or menus, on the keyboard, in the palette (Ctrl+K), in the list of
 * shortcuts (Ctrl+?). */
typedef struct
{
  const char *name;  /* of the GAction in lw_panel_get_actions(), without prefix; begins with the panel's id: "marking-next" */
  const char *title; /* N_(): "Next open question" */
  const char *accel; /* "<Control>Return", or NULL; two are separated by a space. Works wherever the focus is. */
} LwPanelAction;

typedef struct
{
  const char *id;    /* "marking" */
  const char *title; /* N_(): "Marking" */
  const char *icon;  /* symbolic */
  const char *group; /* N_(): "Competition", "Evaluation", "Record": the heading in the sidebar */
  guint order;       /* place in the sidebar; groups follow their first panel */
  GType (*get_type) (void); /* of the LwPanel */
  const LwPanelAction *actions; /* or NULL; ends with a NULL name */
  const char *guide; /* page of docs/guide that F1 opens: "marking"; or NULL */
  /* Text of the badge in the sidebar ("12"), or NULL; @tone is preset to neutral. Quick, or cached: called after every
   * change, whether or not the panel was ever shown. May be NULL. (transfer full) */
  char *(*badge) (LwDocument *document, LwTone *tone);
  /* Where in this panel a finding of a check, or a row of an entity, can be seen or mended: "L12/B07/2.1"; NULL: not here.
   * Either function may be NULL. (transfer full) */
  char *(*place_of_finding) (LwDocument *document, const LwFinding *finding);
  char *(*place_of_row) (LwDocument *document, const char *noun, const char *key);
} LwPanelInfo;

#define LW_TYPE_PANEL (lw_panel_get_type ())
LW_EXPORT GType lw_panel_get_type (void);
G_DECLARE_DERIVABLE_TYPE (LwPanel, lw_panel, LW, PANEL, AdwBin)

struct _LwPanelClass
{
  AdwBinClass parent_class;
  /* Shows @place ("L12/B07"; "" is the panel as such) and puts the focus there. What cannot be found is passed over. */
  void (*go_to) (LwPanel *self, const char *place);
  /* Where the user is now, for go_to after the file is opened again; NULL: nowhere special. (transfer full) */
  char *(*get_place) (LwPanel *self);
  /* Called before another panel is shown and before the window closes: what is half typed is saved now. */
  void (*leave) (LwPanel *self);
};

/** Made by the window with g_object_new (info->get_type (), "document", document, NULL); a panel sets itself up in
 * constructed(), after chaining up. */
LW_EXPORT LwDocument *lw_panel_get_document (LwPanel *self);
LW_EXPORT void lw_panel_go_to (LwPanel *self, const char *place);
LW_EXPORT char *lw_panel_get_place (LwPanel *self);
LW_EXPORT void lw_panel_leave (LwPanel *self);
/** The panel's actions; the window has them under the prefix "panel" while the panel is shown. Add each of
 * LwPanelInfo.actions here in constructed(). (transfer none) */
LW_EXPORT GSimpleActionGroup *lw_panel_get_actions (LwPanel *self);
/** Adds an action that calls @activate (panel). */
LW_EXPORT GSimpleAction *lw_panel_add_action (LwPanel *self, const char *name, void (*activate) (LwPanel *self));

/** Shows @content in the inspector at the right, which answers "why?" for what is selected. @content (transfer floating)
 * follows the document itself. @open: also open the inspector when it is closed. NULL @content empties it. */
LW_EXPORT void lw_panel_inspect (LwPanel *self, const char *title, GtkWidget *content, gboolean open);
/** A short message that goes away by itself. */
LW_EXPORT void lw_panel_toast (LwPanel *self, const char *text);

/** To another place of the window from any widget in it: @place is "results:L12/B04", "marking". */
LW_EXPORT void lw_go_to (GtkWidget *from, const char *place);

/** The trust mark shown beside what is not documented: "illustrative", "reconstructed" …, as a small labelled chip; NULL or
 * "documented" give an invisible widget. */
LW_EXPORT GtkWidget *lw_trust_chip_new (const char *trust);
/** Sets the description of @page, which is markup, to a plain @text: messages of errors have names and words in them. */
LW_EXPORT void lw_status_page_describe (AdwStatusPage *page, const char *text);
/** Removes all rows. */
LW_EXPORT void lw_list_box_clear (GtkListBox *list);
/** How much larger the text of @widget is than it usually is, 1 at the least: for what is measured in pixels and has text in
 * it. */
LW_EXPORT double lw_text_scale (GtkWidget *widget);
/** For people: "illustrative", "second-hand"; translated. NULL for NULL. */
LW_EXPORT const char *lw_trust_title (const char *trust);

G_END_DECLS
