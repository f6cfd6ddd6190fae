/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A panel module with one fault, or none, by what meson.build defines: for test-panels. */
#include "config.h"

#include "panel/lw-panels.h"

#ifndef MAGIC
#define MAGIC LW_PANEL_MAGIC
#endif
#ifndef ABI
#define ABI LW_PANEL_ABI
#endif
#ifndef ID
#define ID "good"
#endif
#ifndef TITLE
#define TITLE "Of the group of the first"
#endif
#ifndef START
#define START start
#endif
#ifndef CARD
#define CARD "card"
#endif

static GType
get_type (void)
{
  return LW_TYPE_PANEL;
}

static void
fill (LwDocument *document, LwCard *card)
{
  card->share = -1;
}

static const LwPanelInfo infos[] = {
  { .id = ID "-early", .title = TITLE, .icon = "go-up-symbolic", .group = "Zone", .order = 3, .get_type = get_type },
  { .id = ID "-other", .title = "Of another group", .icon = "go-up-symbolic", .group = "Area", .order = 4, .get_type = get_type },
#ifdef DUPLICATE
  { .id = "overview", .title = "Taken", .icon = "go-up-symbolic", .group = "Zone", .order = 5, .get_type = get_type },
#endif
  { .id = ID "-late", .title = "Late in its group", .icon = "go-up-symbolic", .group = "Zone", .order = 900, .get_type = get_type },
};

static const LwCardInfo card = { .id = CARD, .order = 1, .fill = fill };

static void G_GNUC_UNUSED
start (LwPanels *panels)
{
  lw_panels_add_card (panels, &card);
  for (gsize i = 0; i < G_N_ELEMENTS (infos); i++)
    lw_panels_add (panels, &infos[i]);
}

#ifndef NO_SYMBOL
LW_EXPORT const LwPanelModule lw_panel_module;
const LwPanelModule lw_panel_module = { MAGIC, ABI, ID, START };
#endif
