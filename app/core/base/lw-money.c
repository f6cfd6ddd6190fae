/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-money.h"

#include "base/lw-digits.h"
#include "base/lw-error.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/lw-i18n.h"

/* ISO 4217, with the digits of the minor unit behind the code; in the order of the codes. Units that
 * are no money of account (gold, testing codes) have no minor unit and are left out; codes withdrawn
 * lately stay, for the competitions of their time. */
static const char currencies[][5] = {
  "AED2", "AFN2", "ALL2", "AMD2", "ANG2", "AOA2", "ARS2", "AUD2", "AWG2", "AZN2",
  "BAM2", "BBD2", "BDT2", "BGN2", "BHD3", "BIF0", "BMD2", "BND2", "BOB2", "BOV2",
  "BRL2", "BSD2", "BTN2", "BWP2", "BYN2", "BZD2", "CAD2", "CDF2", "CHE2", "CHF2",
  "CHW2", "CLF4", "CLP0", "CNY2", "COP2", "COU2", "CRC2", "CUC2", "CUP2", "CVE2",
  "CZK2", "DJF0", "DKK2", "DOP2", "DZD2", "EGP2", "ERN2", "ETB2", "EUR2", "FJD2",
  "FKP2", "GBP2", "GEL2", "GHS2", "GIP2", "GMD2", "GNF0", "GTQ2", "GYD2", "HKD2",
  "HNL2", "HRK2", "HTG2", "HUF2", "IDR2", "ILS2", "INR2", "IQD3", "IRR2", "ISK0",
  "JMD2", "JOD3", "JPY0", "KES2", "KGS2", "KHR2", "KMF0", "KPW2", "KRW0", "KWD3",
  "KYD2", "KZT2", "LAK2", "LBP2", "LKR2", "LRD2", "LSL2", "LYD3", "MAD2", "MDL2",
  "MGA2", "MKD2", "MMK2", "MNT2", "MOP2", "MRU2", "MUR2", "MVR2", "MWK2", "MXN2",
  "MXV2", "MYR2", "MZN2", "NAD2", "NGN2", "NIO2", "NOK2", "NPR2", "NZD2", "OMR3",
  "PAB2", "PEN2", "PGK2", "PHP2", "PKR2", "PLN2", "PYG0", "QAR2", "RON2", "RSD2",
  "RUB2", "RWF0", "SAR2", "SBD2", "SCR2", "SDG2", "SEK2", "SGD2", "SHP2", "SLE2",
  "SLL2", "SOS2", "SRD2", "SSP2", "STN2", "SVC2", "SYP2", "SZL2", "THB2", "TJS2",
  "TMT2", "TND3", "TOP2", "TRY2", "TTD2", "TWD2", "TZS2", "UAH2", "UGX0", "USD2",
  "USN2", "UYI0", "UYU2", "UYW4", "UZS2", "VED2", "VES2", "VND0", "VUV0", "WST2",
  "XAF0", "XCD2", "XCG2", "XOF0", "XPF0", "YER2", "ZAR2", "ZMW2", "ZWG2", "ZWL2",
};

/* Only signs that name one currency to most readers; the others are written as their code. */
static const struct
{
  const char *currency;
  const char *symbol;
} symbols[] = {
  { "GBP", "£" }, { "EUR", "€" }, { "USD", "US$" }, { "JPY", "¥" }, { "INR", "₹" }, { "KRW", "₩" },
  { "ILS", "₪" }, { "VND", "₫" }, { "UAH", "₴" },   { "NGN", "₦" }, { "TRY", "₺" },
};

static int
compare_code (const void *key, const void *entry)
{
  return strncmp (key, entry, 3);
}

int
lw_currency_digits (const char *currency)
{
  const char *entry;

  if (currency == NULL || strlen (currency) != 3)
    return -1;
  entry = bsearch (currency, currencies, G_N_ELEMENTS (currencies), sizeof currencies[0], compare_code);
  return entry != NULL ? entry[3] - '0' : -1;
}

typedef enum
{
  AMOUNT_OK,
  AMOUNT_MALFORMED,
  AMOUNT_TOO_FINE,
  AMOUNT_TOO_LARGE,
} Amount;

/* value = value × 10 + digit, but downwards if @negative: the lowest integer has no positive counterpart. */
static gboolean
append_digit (gint64 *value, int digit, gboolean negative)
{
  return !__builtin_mul_overflow (*value, G_GINT64_CONSTANT (10), value)
         && !__builtin_add_overflow (*value, (gint64) (negative ? -digit : digit), value);
}

/* The form is judged first, so that "9999999999999999999x" is malformed and not too large. */
static Amount
read_amount (const char *text, int digits, gint64 *minor)
{
  gboolean negative = *text == '-';
  const char *whole = negative ? text + 1 : text;
  const char *fraction = "";
  gsize n_whole = strspn (whole, "0123456789");
  gsize n_fraction = 0;
  gint64 value = 0;

  if (n_whole == 0)
    return AMOUNT_MALFORMED;
  if (whole[n_whole] == '.')
    {
      fraction = whole + n_whole + 1;
      n_fraction = strspn (fraction, "0123456789");
      if (n_fraction == 0 || fraction[n_fraction] != '\0')
        return AMOUNT_MALFORMED;
    }
  else if (whole[n_whole] != '\0')
    return AMOUNT_MALFORMED;
  if (n_fraction > (gsize) digits)
    return AMOUNT_TOO_FINE;

  for (gsize i = 0; i < n_whole; i++)
    if (!append_digit (&value, whole[i] - '0', negative))
      return AMOUNT_TOO_LARGE;
  for (gsize i = 0; i < (gsize) digits; i++)
    if (!append_digit (&value, i < n_fraction ? fraction[i] - '0' : 0, negative))
      return AMOUNT_TOO_LARGE;
  *minor = value;
  return AMOUNT_OK;
}

static void
set_amount_error (GError **error, Amount amount, const char *text, const char *currency, int digits, const char *what)
{
  g_autofree char *found = lw_error_quote (text);

  if (amount == AMOUNT_TOO_FINE && digits == 0)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected an amount in %s, which has no decimal places, found %s"),
                 what, currency, found);
  else if (amount == AMOUNT_TOO_FINE)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 ngettext ("%s: expected an amount in %s with at most %d decimal place, found %s",
                           "%s: expected an amount in %s with at most %d decimal places, found %s", (gulong) digits),
                 what, currency, digits, found);
  else if (amount == AMOUNT_TOO_LARGE)
    {
      g_autofree char *lowest = lw_money_to_text (G_MININT64, currency);
      g_autofree char *highest = lw_money_to_text (G_MAXINT64, currency);

      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected an amount in %s from %s to %s, found %s"), what, currency,
                   lowest, highest, found);
    }
  else
    {
      g_autofree char *example = lw_digits_from_int (8400000, (guint) digits);

      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected an amount in %s such as “%s”, found %s"), what, currency,
                   example, found);
    }
}

gboolean
lw_money_parse (const char *text, const char *currency, const char *what, gint64 *minor, GError **error)
{
  int digits = lw_currency_digits (currency);
  Amount amount;

  if (digits < 0)
    {
      g_autofree char *found = lw_error_quote (currency);

      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected a currency of ISO 4217 such as “GBP”, found %s"), what, found);
      return FALSE;
    }
  amount = text != NULL ? read_amount (text, digits, minor) : AMOUNT_MALFORMED;
  if (amount != AMOUNT_OK)
    set_amount_error (error, amount, text, currency, digits, what);
  return amount == AMOUNT_OK;
}

char *
lw_money_to_text (gint64 minor, const char *currency)
{
  return lw_digits_from_int (minor, (guint) MAX (lw_currency_digits (currency), 0));
}

static const char *
find_symbol (const char *currency)
{
  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (strcmp (symbols[i].currency, currency) == 0)
      return symbols[i].symbol;
  return NULL;
}

/* Eight figures in a row are counted with the finger: a locale that sets no thousands apart gets commas, as in English. */
static char *
figure_of (const char *text)
{
  static const char by_three[] = { 3, 0 };
  const struct lconv *convention = localeconv ();

  if (convention->thousands_sep[0] == '\0' && g_str_equal (convention->decimal_point, "."))
    return lw_digits_punctuate (text, ".", ",", by_three);
  return lw_digits_localise (text);
}

char *
lw_money_format (gint64 minor, const char *currency)
{
  g_autofree char *text = NULL, *figure = NULL;
  const char *symbol, *digits, *sign;

  g_return_val_if_fail (currency != NULL, NULL);

  text = lw_money_to_text (minor, currency);
  figure = figure_of (text);
  if (lw_currency_digits (currency) < 0)
    return g_strdup_printf (_("%s minor units of %s"), figure, currency);
  sign = *figure == '-' ? "-" : "";
  digits = *figure == '-' ? figure + 1 : figure;
  symbol = find_symbol (currency);
  /* Translators: the sign of a negative amount, the currency's symbol, the figure. */
  if (symbol != NULL)
    return g_strdup_printf (C_("money with a symbol", "%1$s%2$s%3$s"), sign, symbol, digits);
  /* Translators: the sign of a negative amount, the currency's code, the figure; keep the no-break space (\\302\\240). */
  return g_strdup_printf (C_("money with a code", "%1$s%2$s\302\240%3$s"), sign, currency, digits);
}

char *
lw_basis_points_format (gint64 basis_points)
{
  g_autofree char *text = lw_digits_from_int (basis_points, 2);
  g_autofree char *figure = NULL;
  gsize length = strlen (text);

  while (text[length - 1] == '0')
    length--;
  if (text[length - 1] == '.')
    length--;
  text[length] = '\0';
  figure = lw_digits_localise (text);
  /* Translators: a percentage; keep the no-break space (\\302\\240) where your language has one. */
  return g_strdup_printf (C_("percentage", "%s\302\240%%"), figure);
}
