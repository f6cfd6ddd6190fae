/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the window can show: its own panels, and those of the active plugins' panel modules. A module that cannot be
 * opened is set aside with its reason; the plugin's engine and all other panels go on.
 */
#pragma once

#include "panel/lw-panel.h"

G_BEGIN_DECLS

#define LW_PANEL_MAGIC 0x4c57504eu /* "LWPN" */
#define LW_PANEL_ABI 1u

typedef struct _LwPanels LwPanels;

/** What a panel module exports under the name lw_panel_module. */
typedef struct
{
  guint32 magic;
  guint32 abi;
  const char *id;                    /* of the plugin */
  void (*start) (LwPanels *panels);  /* adds what the module offers */
} LwPanelModule;

#define LW_PANEL_SYMBOL "lw_panel_module"
#define LW_PANEL_MODULE_DEFINE(plugin_id, start_func) \
  LW_EXPORT const LwPanelModule lw_panel_module; \
  const LwPanelModule lw_panel_module = { LW_PANEL_MAGIC, LW_PANEL_ABI, plugin_id, start_func }

/** One of the cards at the top of the overview. */
typedef struct
{
  char *value;   /* "3,687 of 3,687" (transfer full); NULL: the card is not shown */
  char *caption; /* "marks given" (transfer full) */
  double share;  /* 0 to 1 draws a small bar; negative: none */
  LwTone tone;
  char *place;   /* where a click goes, or NULL (transfer full) */
} LwCard;

typedef struct
{
  const char *id;
  guint order;
  void (*fill) (LwDocument *document, LwCard *card); /* called after each change, on the main thread */
} LwCardInfo;

/** A part of the overview under the cards: a widget type with the construct property "document" (LwDocument). */
typedef struct
{
  const char *id;
  const char *title; /* N_() */
  guint order;
  GType (*get_type) (void);
} LwOverviewPartInfo;

/** One of the first steps, which the overview of a competition offers until all of them are done. */
typedef struct
{
  const char *id;
  const char *title;  /* N_(): "Lots" */
  const char *about;  /* N_(): what it is for, a sentence */
  const char *button; /* N_(): "Add lots" */
  guint order;        /* of the work */
  const char *place;  /* where it is done: "bids:lot" */
  gboolean (*is_done) (LwDocument *document); /* quick: called after each change, on the main thread */
} LwStepInfo;

/** Files that are not competitions and that a plugin takes in: opened, dropped on a window, given on the command line. */
typedef struct
{
  const char *suffix; /* of their names: ".lotpack" */
  /* @files (of GFile, with paths) are of this computer; @window is on the screen, with a competition or without. */
  void (*open) (GtkWindow *window, GPtrArray *files);
} LwFileOpener;

/** Registers the program's own panels and those of the active plugins of @host, whose lw_host_load() has been called. */
LW_EXPORT LwPanels *lw_panels_new (LwHost *host);
LW_EXPORT void lw_panels_free (LwPanels *panels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwPanels, lw_panels_free)

/* ---- for modules; what is not whole or has an id that is taken makes the module fail ---- */
LW_EXPORT void lw_panels_add (LwPanels *panels, const LwPanelInfo *info);
LW_EXPORT void lw_panels_add_card (LwPanels *panels, const LwCardInfo *info);
LW_EXPORT void lw_panels_add_overview_part (LwPanels *panels, const LwOverviewPartInfo *info);
LW_EXPORT void lw_panels_add_step (LwPanels *panels, const LwStepInfo *info);
LW_EXPORT void lw_panels_add_opener (LwPanels *panels, const LwFileOpener *opener);

/* ---- for the window; (transfer none), in order ---- */
LW_EXPORT GPtrArray *lw_panels_get (LwPanels *panels);                /* of const LwPanelInfo */
LW_EXPORT GPtrArray *lw_panels_get_cards (LwPanels *panels);          /* of const LwCardInfo */
LW_EXPORT GPtrArray *lw_panels_get_overview_parts (LwPanels *panels); /* of const LwOverviewPartInfo */
LW_EXPORT GPtrArray *lw_panels_get_steps (LwPanels *panels);          /* of const LwStepInfo */
LW_EXPORT const LwPanelInfo *lw_panels_find (LwPanels *panels, const char *id);
/** What takes the file called @name, or NULL. */
LW_EXPORT const LwFileOpener *lw_panels_find_opener (LwPanels *panels, const char *name);
/** What shows @info in a window: "<Alt>1" to "<Alt>9" in the order of the sidebar, NULL for later ones. (transfer full) */
LW_EXPORT char *lw_panels_get_accel (LwPanels *panels, const LwPanelInfo *info);
/** Why the panels of @plugin are not there, or NULL. */
LW_EXPORT const char *lw_panels_get_failure (LwPanels *panels, const char *plugin);
/** The place, "marking:L12/B07/2.1", where @finding or the row can be seen; NULL where no panel shows it. (transfer full) */
LW_EXPORT char *lw_panels_place_of_finding (LwPanels *panels, LwDocument *document, const LwFinding *finding);
LW_EXPORT char *lw_panels_place_of_row (LwPanels *panels, LwDocument *document, const char *noun, const char *key);
/** The registry of the program, set by the first lw_panels_new() (tests may make their own). */
LW_EXPORT LwPanels *lw_panels_get_default (void);

G_END_DECLS
