/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-error.h"
#include "base/lw-money.h"

#define SEED 20140702

/* U+00A0 */
#define NO_BREAK "\302\240"

static void
test_currency_digits (void)
{
  /* ISO 4217, table A.1, by the number of digits. */
  static const char * const by_digits[] = {
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    NULL,
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW "
    "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR "
    "ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV "
    "MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
    "SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
    "BHD IQD JOD KWD LYD OMR TND",
    "CLF UYW",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (by_digits); i++)
    {
      g_auto (GStrv) codes = g_strsplit (by_digits[i] != NULL ? by_digits[i] : "", " ", -1);

      for (char **code = codes; *code != NULL; code++)
        {
          if (lw_currency_digits (*code) != (int) i)
            g_test_message ("%s", *code);
          g_assert_cmpint (lw_currency_digits (*code), ==, (int) i);
        }
    }
}

static void
test_currency_unknown (void)
{
  static const char * const codes[] = { NULL, "", "G", "GB", "GBPP", "gbp", "XXX", "XAU", "AAA", "ZZZ", "£", "GB1", "GBP2" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpint (lw_currency_digits (codes[i]), ==, -1);
}

static const struct
{
  const char *text, *currency;
  gint64 minor;
  const char *written, *formatted;
} amounts[] = {
  { "8400000.00", "GBP", 840000000, "8400000.00", "£8,400,000.00" },
  { "8400000", "GBP", 840000000, "8400000.00", "£8,400,000.00" },
  { "12.5", "GBP", 1250, "12.50", "£12.50" },
  { "0", "GBP", 0, "0.00", "£0.00" },
  { "-0.00", "GBP", 0, "0.00", "£0.00" },
  { "0.01", "GBP", 1, "0.01", "£0.01" },
  { "-0.01", "GBP", -1, "-0.01", "-£0.01" },
  { "-12.34", "EUR", -1234, "-12.34", "-€12.34" },
  { "0012.34", "USD", 1234, "12.34", "US$12.34" },
  { "92233720368547758.07", "GBP", G_MAXINT64, "92233720368547758.07", "£92,233,720,368,547,758.07" },
  { "-92233720368547758.08", "GBP", G_MININT64, "-92233720368547758.08", "-£92,233,720,368,547,758.08" },
  { "1500", "JPY", 1500, "1500", "¥1,500" },
  { "-1", "JPY", -1, "-1", "-¥1" },
  { "9223372036854775807", "JPY", G_MAXINT64, "9223372036854775807", "¥9,223,372,036,854,775,807" },
  { "-9223372036854775808", "JPY", G_MININT64, "-9223372036854775808", "-¥9,223,372,036,854,775,808" },
  { "1.5", "KWD", 1500, "1.500", "KWD" NO_BREAK "1.500" },
  { "-1.005", "KWD", -1005, "-1.005", "-KWD" NO_BREAK "1.005" },
  { "9223372036854775.807", "KWD", G_MAXINT64, "9223372036854775.807", "KWD" NO_BREAK "9,223,372,036,854,775.807" },
  { "-9223372036854775.808", "KWD", G_MININT64, "-9223372036854775.808", "-KWD" NO_BREAK "9,223,372,036,854,775.808" },
  { "0.0001", "CLF", 1, "0.0001", "CLF" NO_BREAK "0.0001" },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = 77;
      gboolean ok = lw_money_parse (amounts[i].text, amounts[i].currency, "price", &minor, &error);

      g_assert_no_error (error);
      g_assert_true (ok);
      g_assert_cmpint (minor, ==, amounts[i].minor);
    }
}

static void
test_write (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *written = lw_money_to_text (amounts[i].minor, amounts[i].currency);
      g_autofree char *formatted = lw_money_format (amounts[i].minor, amounts[i].currency);

      g_assert_cmpstr (written, ==, amounts[i].written);
      g_assert_cmpstr (formatted, ==, amounts[i].formatted);
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *text, *currency, *message;
  } cases[] = {
    { NULL, "GBP", "price of B01: expected an amount in GBP such as “84000.00”, found nothing" },
    { "", "GBP", "price of B01: expected an amount in GBP such as “84000.00”, found an empty text" },
    { "-", "GBP", NULL },
    { "+1", "GBP", NULL },
    { ".50", "GBP", NULL },
    { "1.", "GBP", NULL },
    { "1.-5", "GBP", NULL },
    { "--1", "GBP", NULL },
    { " 1", "GBP", NULL },
    { "1 ", "GBP", NULL },
    { "1e3", "GBP", NULL },
    { "1/2", "GBP", NULL },
    { "1,000", "GBP", "price of B01: expected an amount in GBP such as “84000.00”, found “1,000”" },
    { "1,50", "EUR", NULL },
    { "£5", "GBP", NULL },
    { "1.2.3", "GBP", NULL },
    { "99999999999999999999x", "GBP", "price of B01: expected an amount in GBP such as “84000.00”, found “99999999999999999999x”" },
    { "1.005", "GBP", "price of B01: expected an amount in GBP with at most 2 decimal places, found “1.005”" },
    { "1.000", "GBP", NULL },
    { "1.0", "JPY", "price of B01: expected an amount in JPY, which has no decimal places, found “1.0”" },
    { "1.0000", "KWD", "price of B01: expected an amount in KWD with at most 3 decimal places, found “1.0000”" },
    { "92233720368547758.08", "GBP",
      "price of B01: expected an amount in GBP from -92233720368547758.08 to 92233720368547758.07, found “92233720368547758.08”" },
    { "-92233720368547758.09", "GBP", NULL },
    { "92233720368547759", "GBP", NULL },
    { "100000000000000000", "GBP", NULL },
    { "9223372036854775808", "JPY", NULL },
    { "9223372036854775.808", "KWD", NULL },
    { "99999999999999999999999999999999", "GBP", NULL },
    { "1", "ZZZ", "price of B01: expected a currency of ISO 4217 such as “GBP”, found “ZZZ”" },
    { "1", "", NULL },
    { "1", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 minor = 77;

      g_assert_false (lw_money_parse (cases[i].text, cases[i].currency, "price of B01", &minor, &error));
      g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "price of B01: expected "));
      if (cases[i].message != NULL)
        g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_cmpint (minor, ==, 77);
    }
}

static void
test_unknown_currency (void)
{
  g_autofree char *written = lw_money_to_text (-1234567, "ZZZ");
  g_autofree char *formatted = lw_money_format (-1234567, "ZZZ");

  /* Where the point belongs is not known, so none is set. */
  g_assert_cmpstr (written, ==, "-1234567");
  g_assert_cmpstr (formatted, ==, "-1,234,567 minor units of ZZZ");
}

static void
test_round_trip (void)
{
  static const char * const currencies[] = { "GBP", "JPY", "KWD", "CLF" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  for (int i = 0; i < 200000; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      const char *currency = currencies[i % G_N_ELEMENTS (currencies)];
      guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      gint64 minor = (gint64) bits >> g_rand_int_range (rand, 0, 64), again = 0;
      gboolean ok;

      text = lw_money_to_text (minor, currency);
      ok = lw_money_parse (text, currency, "price", &again, &error);
      g_assert_no_error (error);
      g_assert_true (ok);
      g_assert_cmpint (again, ==, minor);
    }
}

static void
test_basis_points (void)
{
  static const struct
  {
    gint64 basis_points;
    const char *expected;
  } cases[] = {
    { 1250, "12.5" NO_BREAK "%" },
    { 10000, "100" NO_BREAK "%" },
    { 7000, "70" NO_BREAK "%" },
    { 1, "0.01" NO_BREAK "%" },
    { 10, "0.1" NO_BREAK "%" },
    { 0, "0" NO_BREAK "%" },
    { -1, "-0.01" NO_BREAK "%" },
    { -1200, "-12" NO_BREAK "%" },
    { G_MAXINT64, "92233720368547758.07" NO_BREAK "%" },
    { G_MININT64, "-92233720368547758.08" NO_BREAK "%" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = lw_basis_points_format (cases[i].basis_points);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/money/currency/digits", test_currency_digits);
  g_test_add_func ("/money/currency/unknown", test_currency_unknown);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/write", test_write);
  g_test_add_func ("/money/refuses", test_refuses);
  g_test_add_func ("/money/unknown-currency", test_unknown_currency);
  g_test_add_func ("/money/round-trip", test_round_trip);
  g_test_add_func ("/money/basis-points", test_basis_points);
  return g_test_run ();
}
