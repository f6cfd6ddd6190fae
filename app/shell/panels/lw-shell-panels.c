/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-shell-panels.h"

#include "panels/lw-overview-panel.h"
#include "panels/lw-overview-start.h"

/* Whoever adds the source of a panel adds it here. */
void
lw_shell_panels_add (LwPanels *panels)
{
  lw_panels_add (panels, &lw_overview_panel_info);
  for (const LwCardInfo *card = lw_overview_cards; card->id != NULL; card++)
    lw_panels_add_card (panels, card);
  for (const LwStepInfo *step = lw_overview_steps; step->id != NULL; step++)
    lw_panels_add_step (panels, step);
  lw_panels_add (panels, &lw_bids_panel_info);
  lw_panels_add (panels, &lw_record_panel_info);
  lw_panels_add (panels, &lw_plugins_panel_info);
}
