/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far evaluators agree, as pictures with their tables beside them: Krippendorff's alpha of each criterion, the mean bias of
 * each evaluator. Worked out on a thread, from what each of them gave. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"

G_BEGIN_DECLS

#define LW_TYPE_MODERATION_AGREEMENT (lw_moderation_agreement_get_type ())
G_DECLARE_FINAL_TYPE (LwModerationAgreement, lw_moderation_agreement, LW, MODERATION_AGREEMENT, AdwBin)

/** Once, before anything else. */
void lw_moderation_agreement_set_document (LwModerationAgreement *page, LwDocument *document);
/** Works it out anew when it is in sight, else when it comes into sight. */
void lw_moderation_agreement_refresh (LwModerationAgreement *page);

G_END_DECLS
