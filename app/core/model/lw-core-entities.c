/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The core's entities. docs/file-format.md and data/schema/competition.rng say the same; each import is checked
 * against both. */
#include "config.h"

#include "model/lw-model.h"

#include "base/lw-error.h"
#include "base/lw-money.h"

#include "base/lw-i18n.h"

#define CHOICES(...) ((const char *const[]) { __VA_ARGS__, NULL })

const char *const lw_trust_choices[] = {
  "documented", "second-hand", "derived", "inferred", "recalled", "reconstructed", "illustrative", NULL,
};

#define TRUST { "trust", LW_FIELD_CHOICE, LW_FIELD_NONE, NULL, lw_trust_choices, 0, 0 }
#define ORDER { "position", LW_FIELD_INTEGER, LW_FIELD_ORDER, NULL, NULL, 1, G_MAXINT32 }
/* Elements with others inside keep their note in an attribute, the rest in the element's text. */
#define NOTE { "note", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 }
#define LONG_NOTE { "note", LW_FIELD_LONG_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 }
#define END { NULL, LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 }

static const LwField competition_fields[] = {
  { "id", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "title", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "authority", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "currency", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "reference", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  TRUST,
  END,
};
static const LwField provenance_fields[] = {
  { "subject", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "trust", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL, lw_trust_choices, 0, 0 },
  LONG_NOTE,
  END,
};
static const LwField area_fields[] = {
  { "id", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "name", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "code", LW_FIELD_TEXT, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "population", LW_FIELD_INTEGER, LW_FIELD_NONE, NULL, NULL, 0, G_MAXINT64 },
  TRUST,
  END,
};
static const LwField lot_fields[] = {
  { "id", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "title", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "value", LW_FIELD_MONEY, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  TRUST,
  ORDER,
  NOTE,
  END,
};
static const LwField lot_area_fields[] = {
  { "lot", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_PARENT, "lot", NULL, 0, 0 },
  { "area", LW_FIELD_REF, LW_FIELD_KEY, "area", NULL, 0, 0 },
  END,
};
static const LwField organisation_fields[] = {
  { "id", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "name", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "kind", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL,
    CHOICES ("private", "voluntary", "social-enterprise", "mutual", "public", "joint-venture"), 0, 0 },
  { "size", LW_FIELD_CHOICE, LW_FIELD_NONE, NULL, CHOICES ("micro", "small", "medium", "large"), 0, 0 },
  TRUST,
  NOTE,
  END,
};
static const LwField registration_fields[] = {
  { "organisation", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_PARENT, "organisation", NULL, 0, 0 },
  { "register", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "number", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  END,
};
static const LwField bidder_fields[] = {
  { "id", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "name", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  { "form", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL, CHOICES ("single", "consortium"), 0, 0 },
  TRUST,
  ORDER,
  NOTE,
  END,
};
static const LwField member_fields[] = {
  { "bidder", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_PARENT, "bidder", NULL, 0, 0 },
  { "organisation", LW_FIELD_REF, LW_FIELD_KEY, "organisation", NULL, 0, 0 },
  { "role", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL, CHOICES ("lead", "member", "partner"), 0, 0 },
  { "share", LW_FIELD_INTEGER, LW_FIELD_NONE, NULL, NULL, 0, 10000 },
  TRUST,
  ORDER,
  END,
};
static const LwField bid_fields[] = {
  { "lot", LW_FIELD_REF, LW_FIELD_KEY, "lot", NULL, 0, 0 },
  { "bidder", LW_FIELD_REF, LW_FIELD_KEY, "bidder", NULL, 0, 0 },
  { "price", LW_FIELD_MONEY, LW_FIELD_NONE, NULL, NULL, 0, 0 },
  { "status", LW_FIELD_CHOICE, LW_FIELD_REQUIRED, NULL, CHOICES ("submitted", "withdrawn", "excluded"), 0, 0 },
  TRUST,
  LONG_NOTE,
  END,
};
static const LwField person_fields[] = {
  { "id", LW_FIELD_ID, LW_FIELD_KEY, NULL, NULL, 0, 0 },
  { "name", LW_FIELD_TEXT, LW_FIELD_REQUIRED, NULL, NULL, 0, 0 },
  TRUST,
  END,
};
static const LwField role_fields[] = {
  { "person", LW_FIELD_REF, LW_FIELD_KEY | LW_FIELD_PARENT, "person", NULL, 0, 0 },
  { "role", LW_FIELD_CHOICE, LW_FIELD_KEY, NULL,
    CHOICES ("lead", "evaluator", "moderator", "commercial", "observer", "approver"), 0, 0 },
  END,
};

static gboolean
check_competition (LwRowContext *context, const char *const *values, GError **error)
{
  const char *currency = values[3];

  if (lw_currency_digits (currency) >= 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("currency: expected the ISO 4217 code of a currency we know, such as GBP, found “%s”"), currency);
  return FALSE;
}

static const LwEntity competition
    = { "competition", "competition", NULL, NULL, "id", competition_fields, FALSE, check_competition, NULL };
static const LwEntity statement = { "statement", "provenance", "provenance", NULL, "subject", provenance_fields, FALSE, NULL, NULL };
static const LwEntity area = { "area", "area", "areas", NULL, "id", area_fields, FALSE, NULL, NULL };
static const LwEntity lot = { "lot", "lot", "lots", NULL, "position, id", lot_fields, FALSE, NULL, NULL };
static const LwEntity lot_area = { "lot-area", "lot_area", NULL, "lot", "area", lot_area_fields, FALSE, NULL, NULL };
static const LwEntity organisation
    = { "organisation", "organisation", "organisations", NULL, "id", organisation_fields, FALSE, NULL, NULL };
static const LwEntity registration
    = { "registration", "registration", NULL, "organisation", "register", registration_fields, FALSE, NULL, NULL };
static const LwEntity bidder = { "bidder", "bidder", "bidders", NULL, "position, id", bidder_fields, FALSE, NULL, NULL };
static const LwEntity member
    = { "member", "bidder_member", NULL, "bidder", "position, organisation", member_fields, FALSE, NULL, NULL };
static const LwEntity bid = { "bid", "bid", "bids", NULL, "lot, bidder", bid_fields, FALSE, NULL, NULL };
static const LwEntity person = { "person", "person", "people", NULL, "id", person_fields, FALSE, NULL, NULL };
static const LwEntity role = { "role", "person_role", NULL, "person", "role", role_fields, FALSE, NULL, NULL };

const LwEntity *const lw_core_entities[] = {
  &competition, &statement, &area,   &lot, &lot_area, &organisation, &registration,
  &bidder,      &member,    &bid,    &person, &role,  NULL,
};
