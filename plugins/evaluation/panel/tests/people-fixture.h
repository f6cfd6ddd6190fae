/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The panel People over a small competition with organisations. */
#pragma once

#include "fixture.h"
#include "lw-people-panel.h"
#include "uihelp.h"

G_BEGIN_DECLS

typedef struct
{
  LwHost *host;
  LwStore *store;
  LwDocument *document;
  GtkWindow *window;
  LwPeoplePanel *panel;
  char *failure, *toast, *done; /* the last of each, or NULL */
} Office;

/* Rows to add to the small competition: a lead, organisations o1, o2, o3 as members of B1, B2, B3. */
extern const char *const office_rows[];

void office_open (Office *office, LwStore *store, const char *place);
/* Closes the window, not the store. */
void office_leave (Office *office);
void office_close (Office *office);
/* Until all is written and drawn. */
void office_settle (Office *office);
void office_act (Office *office, const char *action);
/* A key where the focus is. */
void office_press (Office *office, guint key, GdkModifierType modifiers);
/* What SQL gives, as text; "-" for nothing. (transfer full) */
char *office_ask (LwStore *store, const char *sql);
void assert_asked (Office *office, const char *sql, const char *expected);
/* The window with this title, or the message with this heading, when it is there. (transfer none) */
GtkWindow *office_dialog (const char *title);
void office_type (GtkWidget *root, const char *label, const char *text);

G_END_DECLS
