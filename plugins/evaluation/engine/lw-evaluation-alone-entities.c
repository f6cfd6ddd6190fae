/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Notes and queries as rows of the file. docs/file-format.md and data/schema/evaluation.rng say the same. */
#include "config.h"

#include "lw-evaluation-alone.h"

#include "base/lw-error.h"
#include "lw-evaluation-entities-private.h"
#include "lw-evaluation-people.h"

#include <string.h>

#include "base/lw-i18n.h"

#define PLACE \
  { "lot", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_EMPTY, "lot", NULL, 0, 0 }, \
  { "bidder", LW_FIELD_REF, LW_FIELD_KEY, "bidder", NULL, 0, 0 }, \
  { "criterion", LW_FIELD_REF, LW_FIELD_KEY, "criterion", NULL, 0, 0 }, \
  { "person", LW_FIELD_REF, LW_FIELD_KEY, "person", NULL, 0, 0 }
#define TEXT { "text", LW_FIELD_LONG_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 }

static const LwField note_fields[] = { PLACE, TEXT, END };

static const LwField query_fields[] = {
  PLACE,
  { "reply", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  TEXT,
  END,
};

static gboolean
check_beside_mark (LwRowContext *context, const char *const *values, GError **error)
{
  return lw_evaluation_check_place (context, values[0] != NULL ? values[0] : "", values[1], values[2], error);
}

/* A note is its author's alone. */
static gboolean
guard_note (LwConnection *connection, const char *key, GError **error)
{
  const char *author = strrchr (key, '/'), *who = lw_connection_person (connection);

  if (author != NULL && g_strcmp0 (who, author + 1) != 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("a note is its author's alone: expected %s to write it, found %s"),
                   author + 1, who != NULL ? who : _("nobody"));
      return FALSE;
    }
  return lw_evaluation_people_guard_mark (connection, key, error);
}

/* Who may mark there asks; others may who may agree marks: they answer. */
static gboolean
guard_query (LwConnection *connection, const char *key, GError **error)
{
  g_auto (GStrv) part = g_strsplit (key, "/", 4);
  const char *who = lw_connection_person (connection);
  g_autofree char *reason = NULL;

  if (!lw_evaluation_people_guard_mark (connection, key, error))
    return FALSE;
  if (g_strv_length (part) != 4 || g_strcmp0 (who, part[3]) == 0)
    return TRUE;
  if (!lw_evaluation_may_agree (connection, who, part[1], &reason, error))
    return FALSE;
  if (reason != NULL)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, reason);
  return reason == NULL;
}

const LwEntity lw_evaluation_note
    = { "note", "evaluation_note", "notes", NULL, "lot, bidder, criterion, person", note_fields, TRUE, check_beside_mark,
        CHOICES ("criterion", "bid"), guard_note };
const LwEntity lw_evaluation_query
    = { "query", "evaluation_query", "queries", NULL, "lot, bidder, criterion, person", query_fields, TRUE, check_beside_mark,
        CHOICES ("criterion", "bid"), guard_query };
