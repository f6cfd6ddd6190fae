/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A small window that asks for a few lines before something is done on the record, and says at each key what it would do. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LW_ASK_FIELDS 4

typedef struct
{
  const char *label;
  const char *text; /* at first, or NULL */
} LwAskField;

/** @values: what is typed, in the order of the fields. *@said (transfer full): what it would do, or why not; or NULL. Whether it may be done. */
typedef gboolean (*LwAskCheck) (const char *const *values, char **said, gpointer data);
typedef void (*LwAskDone) (const char *const *values, gpointer data);

/** What is asked. */
typedef struct
{
  const char *heading;
  const char *body;
  LwAskField fields[LW_ASK_FIELDS]; /* ends with a NULL label */
  const char *confirm; /* "_Open prices" */
  gboolean final;      /* it cannot be undone: the button is marked so */
  LwAskCheck check;
  LwAskDone done;
  gpointer data;
  GDestroyNotify destroy; /* of @data; or NULL */
} LwAsk;

/** Shows the window over that of @from. (transfer none) */
GtkWindow *lw_prices_ask (GtkWidget *from, const LwAsk *ask);
/** For tests: types @text into the field, or presses the button. */
void lw_prices_ask_type (GtkWindow *window, guint field, const char *text);
const char *lw_prices_ask_get_said (GtkWindow *window);
gboolean lw_prices_ask_confirm (GtkWindow *window);

G_END_DECLS
