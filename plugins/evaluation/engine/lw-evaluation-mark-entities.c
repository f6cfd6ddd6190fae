/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Marks, what is agreed, published and confirmed, as rows of the file, and their rules. docs/file-format.md and
 * data/schema/evaluation.rng say the same. The checks of marks are called for every mark of a file that is read: they look
 * up by text, allocate nothing and leave numbers alone unless the text is not found.
 */
#include "config.h"

#include "lw-evaluation-entities-private.h"

#include <string.h>

#include "base/lw-error.h"
#include "lw-evaluation-alone.h"
#include "lw-evaluation-answers.h"
#include "lw-evaluation-pack-private.h"
#include "lw-evaluation-people.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation-sight.h"

#include "base/lw-i18n.h"

enum
{
  MARK_LOT,
  MARK_BIDDER,
  MARK_CRITERION,
  MARK_PERSON,
  MARK_MARK,
  MARK_DOCUMENT,
};

static const LwField mark_fields[] = {
  { "lot", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_EMPTY, "lot", NULL, 0, 0 },
  { "bidder", LW_FIELD_REF, LW_FIELD_KEY, "bidder", NULL, 0, 0 },
  { "criterion", LW_FIELD_REF, LW_FIELD_KEY, "criterion", NULL, 0, 0 },
  { "person", LW_FIELD_REF, LW_FIELD_KEY, "person", NULL, 0, 0 },
  { "mark", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "document", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "page", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "quote", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "rationale", LW_FIELD_LONG_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  END,
};

enum
{
  CONSENSUS_LOT,
  CONSENSUS_BIDDER,
  CONSENSUS_CRITERION,
  CONSENSUS_MARK,
  CONSENSUS_WHY_NOT_ABOVE,
  CONSENSUS_WHY_NOT_BELOW,
  CONSENSUS_PRESENT,
  CONSENSUS_DISSENT,
  CONSENSUS_RESTS_ON,
  CONSENSUS_VERSION,
};

static const LwField consensus_fields[] = {
  { "lot", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_EMPTY, "lot", NULL, 0, 0 },
  { "bidder", LW_FIELD_REF, LW_FIELD_KEY, "bidder", NULL, 0, 0 },
  { "criterion", LW_FIELD_REF, LW_FIELD_KEY, "criterion", NULL, 0, 0 },
  { "mark", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "why-not-above", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "why-not-below", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "present", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "dissent", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "rests-on", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "version", LW_FIELD_INTEGER, LW_FIELD_NONE, NULL, NULL, 1, G_MAXINT32 },
  { "rationale", LW_FIELD_LONG_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  END,
};

static const LwField publication_fields[] = {
  { "version", LW_FIELD_INTEGER, LW_FIELD_KEY, NULL, NULL, 1, G_MAXINT32 },
  { "at", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "person", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "approver", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "reason", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "sha256", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "xml", LW_FIELD_LONG_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  END,
};

static const LwField revision_fields[] = {
  { "id", LW_FIELD_CHOICE, LW_FIELD_KEY | LW_FIELD_FIXED, NULL, CHOICES ("revision"), 0, 0 },
  { "person", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "approver", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "reason", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  END,
};

static const LwField confirmation_fields[] = {
  { "lot", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_EMPTY, "lot", NULL, 0, 0 },
  { "bidder", LW_FIELD_REF, LW_FIELD_KEY, "bidder", NULL, 0, 0 },
  { "criterion", LW_FIELD_REF, LW_FIELD_KEY, "criterion", NULL, 0, 0 },
  { "person", LW_FIELD_REF, LW_FIELD_KEY, "person", NULL, 0, 0 },
  { "version", LW_FIELD_INTEGER, LW_FIELD_REQUIRED, NULL, NULL, 1, G_MAXINT32 },
  { "despite", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  END,
};

/* ---- marks ---- */

static gboolean
check_bid (LwRowContext *context, const char *lot, const char *bidder, GError **error)
{
  return lw_entity_has_row (context, "bid", lot, bidder)
         || lw_entity_refuse (error, _("bidder: expected one that bids for lot %s, found %s, which does not"), lot, bidder);
}

static gboolean
check_place (LwRowContext *context, const char *lot, const char *bidder, const char *criterion, GError **error)
{
  const char *scope = lw_row_lookup (context, "criterion", criterion, CRITERION_SCOPE, NULL);
  const gboolean common = scope != NULL && strcmp (scope, "common") == 0;

  if (common)
    return lot[0] == '\0'
           || lw_entity_refuse (error, _("lot: expected none, because %s is common to all lots; found %s"), criterion, lot);
  if (lot[0] == '\0')
    return lw_entity_refuse (error, _("lot: expected one, because %s is marked for each lot; found none"), criterion);
  return check_bid (context, lot, bidder, error);
}

gboolean
lw_evaluation_check_place (LwRowContext *context, const char *lot, const char *bidder, const char *criterion, GError **error)
{
  const char *kind = lw_row_lookup (context, "criterion", criterion, CRITERION_KIND, NULL);

  if (kind == NULL)
    return lw_entity_refuse (error, _("criterion: expected one of the file, found %s"), criterion);
  if (!check_place (context, lot, bidder, criterion, error))
    return FALSE;
  return strcmp (kind, "scored") == 0 || strcmp (kind, "pass-fail") == 0
         || lw_entity_refuse (error, _("criterion: expected one that is marked, found %s, which is of kind %s"), criterion, kind);
}

/* A mark or a consensus: its columns. */
static gboolean
check_given (LwRowContext *context, const char *lot, const char *bidder, const char *criterion, const char *mark,
             GError **error)
{
  const char *kind = lw_row_lookup (context, "criterion", criterion, CRITERION_KIND, NULL);
  const char *scale;

  if (kind == NULL)
    return lw_entity_refuse (error, _("criterion: expected one of the file, found %s"), criterion);
  if (!check_place (context, lot, bidder, criterion, error))
    return FALSE;
  if (strcmp (kind, "scored") == 0)
    {
      scale = lw_row_lookup (context, "criterion", criterion, CRITERION_SCALE, NULL);
      return scale != NULL && lw_entity_check_on_scale (context, scale, mark, criterion, error);
    }
  if (strcmp (kind, "pass-fail") != 0)
    return lw_entity_refuse (error, _("criterion: expected one that is marked, found %s, which is of kind %s"), criterion, kind);
  if (strcmp (mark, "pass") == 0 || strcmp (mark, "fail") == 0)
    return TRUE;
  g_autofree char *shown = lw_error_quote (mark);
  return lw_entity_refuse (error, _("mark: %s is marked pass or fail; found %s"), criterion, shown);
}

/* What a mark points to is the bidder's own; without a document it is the answer. */
static gboolean
check_pointer (LwRowContext *context, const char *bidder, const char *document, GError **error)
{
  g_autofree char *key = document == NULL ? NULL : g_strjoin ("/", bidder, document, NULL);
  gboolean found = TRUE;

  if (key != NULL)
    lw_row_lookup (context, "document", key, 0, &found);
  return found || lw_entity_refuse (error, _("document: expected one of the documents of %s, found “%s”"), bidder, document);
}

/* The documents stay where they are; what a mark points to is looked at when it is merged. */
static gboolean
check_returned_mark (LwRowContext *context, const char *const *values, GError **error)
{
  return check_given (context, values[MARK_LOT] != NULL ? values[MARK_LOT] : "", values[MARK_BIDDER], values[MARK_CRITERION],
                      values[MARK_MARK], error);
}

static gboolean
check_mark (LwRowContext *context, const char *const *values, GError **error)
{
  return check_given (context, values[MARK_LOT] != NULL ? values[MARK_LOT] : "", values[MARK_BIDDER], values[MARK_CRITERION],
                      values[MARK_MARK], error)
         && check_pointer (context, values[MARK_BIDDER], values[MARK_DOCUMENT], error);
}

/* Identifiers of people of the file, each once, with one space between. */
static gboolean
check_present_people (LwRowContext *context, const char *present, GError **error)
{
  g_auto (GStrv) people = g_strsplit (present, " ", -1);
  g_autofree char *shown = lw_error_quote (present);

  for (guint i = 0; people[i] != NULL; i++)
    {
      gboolean found;

      if (people[i][0] == '\0')
        return lw_entity_refuse (error, _("present: expected identifiers of people with one space between, found %s"), shown);
      lw_row_lookup (context, "person", people[i], 0, &found);
      if (!found)
        return lw_entity_refuse (error, _("present: expected people of the file, found %s"), people[i]);
      for (guint j = 0; j < i; j++)
        if (strcmp (people[i], people[j]) == 0)
          return lw_entity_refuse (error, _("present: expected each person once, found %s twice"), people[i]);
    }
  return TRUE;
}

/* NULL: of a draft. */
static gboolean
check_version (LwRowContext *context, const char *version, GError **error)
{
  gboolean found = TRUE;

  if (version != NULL)
    lw_row_lookup (context, "publication", version, 0, &found);
  return found || lw_entity_refuse (error, _("version: expected a published version of the method, found %s"), version);
}

static gboolean
check_consensus (LwRowContext *context, const char *const *values, GError **error)
{
  const char *lot = values[CONSENSUS_LOT], *rests_on = values[CONSENSUS_RESTS_ON];

  if (!check_given (context, lot != NULL ? lot : "", values[CONSENSUS_BIDDER], values[CONSENSUS_CRITERION],
                    values[CONSENSUS_MARK], error)
      || (values[CONSENSUS_PRESENT] != NULL && !check_present_people (context, values[CONSENSUS_PRESENT], error))
      || !check_version (context, values[CONSENSUS_VERSION], error))
    return FALSE;
  if (rests_on == NULL || (strlen (rests_on) == 64 && strspn (rests_on, "0123456789abcdef") == 64))
    return TRUE;
  g_autofree char *shown = lw_error_quote (rests_on);
  return lw_entity_refuse (error, _("rests-on: expected a SHA-256, 64 hexadecimal digits, found %s"), shown);
}

/* ---- what was published, and what is confirmed ---- */

static gboolean
check_publication (LwRowContext *context, const char *const *values, GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, values[6], -1);

  return strcmp (sha256, values[5]) == 0
         || lw_entity_refuse (error, _("sha256: expected that of the text, %s, found %s"), sha256, values[5]);
}

static gboolean
check_confirmation (LwRowContext *context, const char *const *values, GError **error)
{
  return check_version (context, values[4], error);
}

/* A pack brings what its evaluator wrote, whoever merges it. */
static gboolean
guard_whose (LwConnection *connection, const char *key, GError **error)
{
  const char *last = strrchr (key, '/');
  gint64 version;

  if (last == NULL || lw_pack_is_writing ())
    return TRUE;
  return lw_evaluation_version (connection, &version, error)
         && (version == 0 || lw_evaluation_guard_own (connection, last + 1, error));
}

/* Whose it is, then what is locked; who may mark is asked by lw_evaluation_guard_row(), which knows a mark that is taken back. */
static gboolean
guard_mark (LwConnection *connection, const char *key, GError **error)
{
  return guard_whose (connection, key, error) && lw_evaluation_guard_mark (connection, key, error);
}

static gboolean
guard_consensus (LwConnection *connection, const char *key, GError **error)
{
  return lw_evaluation_people_guard_consensus (connection, key, error)
         && lw_evaluation_guard_consensus (connection, key, error);
}

/* ---- the descriptions ---- */

const LwEntity lw_evaluation_mark_entity
    = { "mark", "evaluation_mark", "marks", NULL, "lot, bidder, criterion, person", mark_fields, TRUE,
        check_mark, CHOICES ("criterion", "scale-mark", "bid", "document"), guard_mark };
const LwEntity lw_evaluation_returned_mark
    = { "mark", "evaluation_mark", "marks", NULL, "lot, bidder, criterion, person", mark_fields, TRUE,
        check_returned_mark, CHOICES ("criterion", "scale-mark", "bid"), guard_mark };
const LwEntity lw_evaluation_consensus_entity
    = { "consensus", "evaluation_consensus", "agreed", NULL, "lot, bidder, criterion", consensus_fields, TRUE,
        check_consensus, CHOICES ("criterion", "scale-mark", "bid", "person"), guard_consensus };
const LwEntity lw_evaluation_publication_entity
    = { "publication", "evaluation_publication", "publications", NULL, "version", publication_fields, FALSE,
        check_publication, NULL, lw_evaluation_guard_record };
const LwEntity lw_evaluation_revision_entity
    = { "revision", "evaluation_revision", NULL, NULL, "id", revision_fields, FALSE, NULL, NULL, lw_evaluation_guard_record };
const LwEntity lw_evaluation_confirmation_entity
    = { "confirmation", "evaluation_confirmation", "confirmations", NULL, "lot, bidder, criterion, person",
        confirmation_fields, TRUE, check_confirmation, NULL, lw_evaluation_guard_record };
