/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What lw-marking-beside.c and lw-marking-beside-rows.c, which makes its rows, share. */
#pragma once

#include "lw-marking-beside.h"
#include "lw-marking-text.h"

G_BEGIN_DECLS

enum
{
  DOCUMENT,
  PAGE,
  QUOTE,
  NOTE,
  QUERY,
  N_FIELDS,
};

struct _LwMarkingBeside
{
  GtkBox parent_instance;
  GtkExpander *rows[LW_MARKING_BESIDE_N];
  GtkLabel *titles[LW_MARKING_BESIDE_N];
  GtkDropDown *document;
  GtkEditable *page;
  GtkEditable *quote;
  LwMarkingText *note;
  LwMarkingText *query;
  GtkLabel *reply;

  const LwMarkingEntry *entry; /* NULL: nothing is shown */
  GtkStringList *documents;    /* the first is the answer */
  char *saved[N_FIELDS];       /* as it is in the file */
  char *sent[N_FIELDS];        /* on its way there, or NULL */
  guint shown;                 /* goes up with each place */
  gboolean there;
  gboolean filling;
  guint pause;
};

/* Makes the rows. */
void lw_marking_beside_make (LwMarkingBeside *self);
/* The user has written. */
void lw_marking_beside_written (LwMarkingBeside *self);

G_END_DECLS
