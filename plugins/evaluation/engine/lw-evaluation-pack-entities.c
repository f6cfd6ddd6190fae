/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packs as rows of the file. They refer to nobody: who and what is removed while a pack is out is met when it comes back.
 * docs/file-format.md and data/schema/evaluation.rng say the same. */
#include "config.h"

#include "lw-evaluation-pack-private.h"
#include "lw-evaluation-entities-private.h"

#include "base/lw-error.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/lw-i18n.h"

#define PLACE \
  { "pack", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_PARENT, "pack", NULL, 0, 0 }, \
  { "lot", LW_FIELD_ID, LW_FIELD_KEY | LW_FIELD_EMPTY, NULL, NULL, 0, 0 }, \
  { "bidder", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 }, \
  { "criterion", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 }

static const LwField pack_fields[] = {
  { "id", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "person", LW_FIELD_ID, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "side", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL, CHOICES ("sent", "opened"), 0, 0 },
  { "version", LW_FIELD_INTEGER, LW_FIELD_REQUIRED, NULL, NULL, 1, G_MAXINT32 },
  { "method", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "at", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "base", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "returned", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  END,
};

static const LwField pack_return_fields[] = {
  { "pack", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_PARENT, "pack", NULL, 0, 0 },
  { "sha256", LW_FIELD_TEXT, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "number", LW_FIELD_INTEGER, LW_FIELD_REQUIRED, NULL, NULL, 1, G_MAXINT32 },
  END,
};

enum
{
  PACK_MARK_CONTENT = 6,
};

static const LwField pack_mark_fields[] = {
  PLACE,
  { "confirmed", LW_FIELD_INTEGER, LW_FIELD_NONE, NULL, NULL, 1, G_MAXINT32 },
  { "despite", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "content", LW_FIELD_LONG_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  END,
};

const char *const lw_conflict_reasons[]
    = { "changed", "method", "copy", "removed", "not-assigned", "locked", "refused", "reasons", NULL };

static const LwField conflict_fields[] = {
  PLACE,
  { "why", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL, lw_conflict_reasons, 0, 0 },
  END,
};

/* A JSON object of texts. */
static gboolean
check_pack_mark (LwRowContext *context, const char *const *values, GError **error)
{
  g_autofree char *mark = lw_pack_content_get (values[PACK_MARK_CONTENT], "mark");

  if (mark != NULL)
    return TRUE;
  g_autofree char *found = lw_error_quote (values[PACK_MARK_CONTENT]);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("content: expected the fields of a mark as JSON, found %s"), found);
  return FALSE;
}

static gboolean
guard (LwConnection *connection, const char *key, GError **error)
{
  g_set_error_literal (error, LW_ERROR, LW_ERROR_LOCKED,
                       _("sending packs, merging and deciding make these rows; they are not edited by hand"));
  return FALSE;
}

const LwEntity lw_evaluation_pack_entity
    = { "pack", "evaluation_pack", "packs", NULL, "id", pack_fields, FALSE, NULL, NULL, guard };
const LwEntity lw_evaluation_pack_return_entity
    = { "pack-return", "evaluation_pack_return", NULL, "pack", "number, sha256", pack_return_fields, FALSE, NULL, NULL, guard };
const LwEntity lw_evaluation_pack_mark_entity
    = { "pack-mark", "evaluation_pack_mark", NULL, "pack", "lot, bidder, criterion", pack_mark_fields, FALSE, check_pack_mark,
        NULL, guard };
const LwEntity lw_evaluation_conflict_entity
    = { "conflict", "evaluation_conflict", NULL, "pack", "lot, bidder, criterion", conflict_fields, FALSE, NULL, NULL, guard };
