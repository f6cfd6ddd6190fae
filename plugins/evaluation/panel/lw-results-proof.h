/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "panel/lw-panel.h"

G_BEGIN_DECLS

/** Asks for a folder and writes a proof of the competition into a new folder in it (lw-evaluation-proof.h), as a job of the
 * document; says where it is and its fingerprint. */
void lw_results_export_proof (LwPanel *panel);

G_END_DECLS
