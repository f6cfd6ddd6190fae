/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-bids-words.h"

#include "base/lw-digits.h"
#include "base/lw-error.h"
#include "base/lw-id.h"
#include "base/lw-money.h"
#include "base/lw-rational.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

typedef struct
{
  const char *word;
  const char *title;
} Word;

static const Word fields[] = {
  { "id", N_("Identifier") },
  { "title", N_("Title") },
  { "authority", N_("Authority") },
  { "currency", N_("Currency") },
  { "reference", N_("Reference") },
  { "trust", N_("Trust") },
  { "subject", N_("Subject") },
  { "note", N_("Note") },
  { "name", N_("Name") },
  { "code", N_("Code") },
  { "population", N_("Population") },
  { "value", N_("Value") },
  { "position", N_("Place in the list") },
  { "lot", N_("Lot") },
  { "area", N_("Area") },
  { "kind", N_("Kind") },
  { "size", N_("Size") },
  { "organisation", N_("Organisation") },
  { "register", N_("Register") },
  { "number", N_("Number") },
  { "form", N_("Form") },
  { "bidder", N_("Bidder") },
  { "role", N_("Role") },
  { "share", N_("Share (%)") },
  { "price", N_("Price") },
  { "status", N_("Status") },
  { "person", N_("Person") },
  { "criterion", N_("Criterion") },
  { "mark", N_("Mark") },
  { "rationale", N_("Rationale") },
  { "weight", N_("Weight") },
  { "scale", N_("Scale") },
  { "minimum", N_("Minimum") },
  { "parent", N_("Part of") },
  { "scope", N_("Scope") },
  { "formula", N_("Price formula") },
  { "label", N_("Label") },
  { "descriptor", N_("Descriptor") },
  { "guidance", N_("Guidance") },
};

static const Word choices[] = {
  { "private", N_("private") },
  { "voluntary", N_("voluntary") },
  { "social-enterprise", N_("social enterprise") },
  { "mutual", N_("mutual") },
  { "public", N_("public") },
  { "joint-venture", N_("joint venture") },
  { "micro", N_("micro") },
  { "small", N_("small") },
  { "medium", N_("medium") },
  { "large", N_("large") },
  { "single", N_("single") },
  { "consortium", N_("consortium") },
  { "lead", N_("lead") },
  { "member", N_("member") },
  { "partner", N_("partner") },
  { "submitted", N_("submitted") },
  { "withdrawn", N_("withdrawn") },
  { "excluded", N_("excluded") },
  { "evaluator", N_("evaluator") },
  { "moderator", N_("moderator") },
  { "commercial", N_("commercial") },
  { "observer", N_("observer") },
  { "approver", N_("approver") },
};

static const char *
find_title (const Word *words, gsize n, const char *word)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (words[i].word, word))
      return _(words[i].title);
  return NULL;
}

char *
lw_bids_field_title (const char *field)
{
  g_autofree char *name = g_strdelimit (g_strdup (field), "_", '-');
  const char *title = find_title (fields, G_N_ELEMENTS (fields), name);

  if (title != NULL)
    return g_strdup (title);
  g_strdelimit (name, "-", ' ');
  name[0] = g_ascii_toupper (name[0]);
  return g_steal_pointer (&name);
}

const char *
lw_bids_choice_title (const char *choice)
{
  const char *title = find_title (choices, G_N_ELEMENTS (choices), choice);
  return title != NULL ? title : lw_trust_title (choice);
}

/* ---- entities ---- */

static const LwEntity *
find_entity (LwDocument *document, const char *noun, const char *table)
{
  GPtrArray *sections = lw_document_get_sections (document);

  for (guint s = 0; s < sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (sections, s);
      for (guint i = 0; section->entities[i] != NULL; i++)
        if (g_strcmp0 (section->entities[i]->noun, noun) == 0 || g_strcmp0 (section->entities[i]->table, table) == 0)
          return section->entities[i];
    }
  return NULL;
}

const LwEntity *
lw_bids_find_entity (LwDocument *document, const char *noun)
{
  return find_entity (document, noun, NULL);
}

const LwEntity *
lw_bids_find_table (LwDocument *document, const char *table)
{
  return find_entity (document, NULL, table);
}

int
lw_bids_find_field (const LwEntity *entity, const char *name)
{
  for (int i = 0; entity->fields[i].name != NULL; i++)
    if (g_str_equal (entity->fields[i].name, name))
      return i;
  return -1;
}

gboolean
lw_bids_is_share (const LwEntity *entity, const LwField *field)
{
  return g_str_equal (entity->noun, "member") && g_str_equal (field->name, "share");
}

/* ---- figures ---- */

char *
lw_bids_format (LwDocument *document, const LwEntity *entity, const LwField *field, const char *stored)
{
  if (stored == NULL)
    return NULL;
  if (lw_bids_is_share (entity, field))
    return lw_basis_points_format (g_ascii_strtoll (stored, NULL, 10));
  if (field->type == LW_FIELD_MONEY)
    return lw_money_format (g_ascii_strtoll (stored, NULL, 10), lw_document_get_currency (document));
  if (field->type == LW_FIELD_CHOICE)
    return g_strdup (lw_bids_choice_title (stored));
  return g_strdup (stored);
}

/* 1250 -> "12.5": as many places as are needed. */
static char *
percent_of (gint64 basis_points)
{
  char *text = g_strdup_printf ("%d.%02d", (int) (basis_points / 100), (int) (basis_points % 100));
  gsize length = strlen (text);

  while (text[length - 1] == '0')
    text[--length] = '\0';
  if (text[length - 1] == '.')
    text[--length] = '\0';
  return text;
}

char *
lw_bids_to_typed (LwDocument *document, const LwEntity *entity, const LwField *field, const char *stored)
{
  if (stored == NULL)
    return g_strdup ("");
  if (lw_bids_is_share (entity, field))
    return percent_of (g_ascii_strtoll (stored, NULL, 10));
  if (field->type == LW_FIELD_MONEY)
    return lw_money_to_text (g_ascii_strtoll (stored, NULL, 10), lw_document_get_currency (document));
  return g_strdup (stored);
}

static char *
refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static char *
refuse (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, text);
  return NULL;
}

/* "12.5" -> "1250": digits, and up to two after a point. */
static char *
parse_percent (const char *typed, GError **error)
{
  gsize whole = strspn (typed, "0123456789");
  const char *point = typed + whole;
  gsize places = *point == '.' ? strspn (point + 1, "0123456789") : 0;
  gint64 value;

  if (whole == 0 || whole > 3 || (*point == '.' && (places == 0 || places > 2))
      || point[*point == '.' ? places + 1 : 0] != '\0')
    return refuse (error, _("expected a percentage such as “12.5”, with two decimal places at the most, found “%s”"), typed);
  value = g_ascii_strtoll (typed, NULL, 10) * 100;
  if (places > 0)
    value += (point[1] - '0') * 10 + (places > 1 ? point[2] - '0' : 0);
  if (value > 10000)
    return refuse (error, _("expected a percentage from 0 to 100, found “%s”"), typed);
  return g_strdup_printf ("%d", (int) value);
}

static char *
parse_money (LwDocument *document, const LwField *field, const char *typed, GError **error)
{
  g_autofree char *title = lw_bids_field_title (field->name);
  gint64 minor;

  if (!lw_money_parse (typed, lw_document_get_currency (document), title, &minor, error))
    return NULL;
  if (minor < 0)
    return refuse (error, _("%s: expected an amount that is not negative, found “%s”"), title, typed);
  return g_strdup (typed);
}

static char *
parse_integer (const LwField *field, const char *typed, GError **error)
{
  const gboolean any = field->minimum == 0 && field->maximum == 0;
  gint64 value;

  if (g_ascii_string_to_signed (typed, 10, any ? G_MININT64 : field->minimum, any ? G_MAXINT64 : field->maximum, &value,
                                NULL))
    return g_strdup (typed);
  return refuse (error, _("expected a whole number that is not negative, found “%s”"), typed);
}

char *
lw_bids_from_typed (LwDocument *document, const LwEntity *entity, const LwField *field, const char *typed, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *title = lw_bids_field_title (field->name);

  if (*text == '\0')
    return field->flags & (LW_FIELD_KEY | LW_FIELD_REQUIRED) ? refuse (error, _("%s: this cannot be empty"), title)
                                                              : g_steal_pointer (&text);
  if (lw_bids_is_share (entity, field))
    return parse_percent (text, error);
  switch (field->type)
    {
    case LW_FIELD_MONEY:
      return parse_money (document, field, text, error);
    case LW_FIELD_INTEGER:
      return parse_integer (field, text, error);
    case LW_FIELD_ID:
    case LW_FIELD_REF:
      return lw_id_check (text, title, error) ? g_steal_pointer (&text) : NULL;
    case LW_FIELD_TEXT:
      g_strdelimit (text, "\n\r\t", ' ');
      return g_steal_pointer (&text);
    case LW_FIELD_CHOICE:
    case LW_FIELD_LONG_TEXT:
    case LW_FIELD_DECIMAL:
    case LW_FIELD_CONTENT:
    default:
      return g_steal_pointer (&text);
    }
}

/* ---- short money ---- */

/* @r rounded to @places; whether it stays below @limit. */
static gboolean
fits (const LwRational *r, guint places, gint64 limit, char **text)
{
  g_auto (LwRational) rounded = LW_RATIONAL_INIT, most = LW_RATIONAL_INIT;

  lw_rational_set (&rounded, r);
  lw_rational_round (&rounded, places, LW_ROUNDING_HALF_UP);
  lw_rational_set_int (&most, limit, 1);
  if (lw_rational_cmp (&rounded, &most) >= 0)
    return FALSE;
  *text = lw_rational_format (&rounded, places, LW_ROUNDING_HALF_UP);
  return TRUE;
}

char *
lw_bids_short_money (gint64 minor, const char *currency)
{
  /* Translators: thousands, millions, thousand millions, million millions, behind a short amount: £8.4m. */
  static const char *const units[] = { "", N_("k"), N_("m"), N_("bn"), N_("tr") };
  g_autofree char *zero = lw_money_format (0, currency);
  g_autofree char *figure = NULL, *amount = NULL;
  gint64 size = 1;

  if (lw_currency_digits (currency) < 0 || minor == G_MININT64)
    return lw_money_format (minor, currency);
  for (int i = lw_currency_digits (currency); i > 0; i--)
    size *= 10;
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++, size *= 1000)
    {
      g_auto (LwRational) r = LW_RATIONAL_INIT;

      lw_rational_set_int (&r, ABS (minor), size);
      if ((i == 0 || !fits (&r, 1, 100, &figure)) && !fits (&r, 0, 1000, &figure) && i + 1 < G_N_ELEMENTS (units))
        continue;
      if (figure == NULL)
        figure = lw_rational_format (&r, 0, LW_ROUNDING_HALF_UP);
      amount = g_strdup_printf ("%s%.*s%s", minor < 0 ? "-" : "", (int) strcspn (zero, "0123456789"), zero, figure);
      return i == 0 ? g_steal_pointer (&amount) : g_strconcat (amount, _(units[i]), NULL);
    }
  g_assert_not_reached ();
}

gboolean
lw_bids_may_see_prices (LwDocument *document)
{
  return (lw_document_get_sight (document) & LW_SIGHT_PRICES) != 0;
}

char *
lw_bids_sql (LwDocument *document, const char *sql)
{
  g_autoptr (GString) text = g_string_new (sql);

  if (!lw_bids_may_see_prices (document))
    g_string_replace (text, "b.price", "NULL", 0);
  return g_strdup (text->str);
}
