/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the window opens: hands the plugin's panels over. */
#include "config.h"

#include "lw-attach-dialog.h"
#include "lw-evaluation-panels.h"
#include "lw-pack-dialog.h"

static void
start (LwPanels *panels)
{
  lw_panels_add (panels, &lw_criteria_panel_info);
  lw_panels_add (panels, &lw_people_panel_info);
  lw_panels_add (panels, &lw_marking_panel_info);
  lw_panels_add (panels, &lw_moderation_panel_info);
  lw_panels_add (panels, &lw_prices_panel_info);
  lw_panels_add (panels, &lw_results_panel_info);
  lw_panels_add (panels, &lw_safety_panel_info);
  lw_panels_add_opener (panels, &lw_pack_opener);
  for (const LwFileOpener *opener = lw_attach_openers; opener->suffix != NULL; opener++)
    lw_panels_add_opener (panels, opener);
  for (const LwCardInfo *card = lw_evaluation_cards; card->id != NULL; card++)
    lw_panels_add_card (panels, card);
  for (const LwOverviewPartInfo *part = lw_evaluation_overview_parts; part->id != NULL; part++)
    lw_panels_add_overview_part (panels, part);
  for (const LwStepInfo *step = lw_evaluation_steps; step->id != NULL; step++)
    lw_panels_add_step (panels, step);
}

LW_PANEL_MODULE_DEFINE ("evaluation", start);
