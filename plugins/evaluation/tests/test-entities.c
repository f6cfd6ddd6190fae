/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules of the plugin's rows, tried by commands as people give them. */
#include "config.h"

#include "fixture.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"

#include "base/lw-error.h"

#include <string.h>

typedef struct
{
  const char *edit;     /* "add noun field=value|…", "set noun key field=value|…", "remove noun key" */
  const char *expected; /* a part of the message; NULL: accepted */
} Case;

static LwCommand *
command_of (const char *edit, GError **error)
{
  g_auto (GStrv) words = g_strsplit (edit, " ", edit[0] == 'a' ? 3 : 4);
  const guint n = g_strv_length (words);
  g_auto (GStrv) values = g_strsplit (edit[0] == 'r' ? "" : words[n - 1], "|", -1);

  if (edit[0] == 'a')
    return lw_model_add (lw_evaluation_sections (), words[1], (const char *const *) values, "tester", NULL, error);
  if (edit[0] == 's')
    return lw_model_set (lw_evaluation_sections (), words[1], words[2], (const char *const *) values, "tester", NULL,
                         error);
  return lw_model_remove (lw_evaluation_sections (), words[1], words[2], "tester", NULL, error);
}

static void
try_case (LwStore *store, const Case *this)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwCommand) command = command_of (this->edit, &error);

  g_test_message ("%s", this->edit);
  if (command != NULL)
    lw_store_run (store, command, NULL, &error);
  if (this->expected == NULL)
    {
      g_assert_no_error (error);
      lw_store_undo (store, "tester", NULL, NULL, &error);
      g_assert_no_error (error);
      return;
    }
  g_assert_nonnull (error);
  g_assert_true (error->domain == LW_ERROR);
  if (strstr (error->message, this->expected) == NULL)
    g_error ("%s: expected “%s” in “%s”", this->edit, this->expected, error->message);
}

static void
try_cases (const Case *cases, guint n)
{
  LwStore *store = fixture_small_store (NULL);

  for (guint i = 0; i < n; i++)
    try_case (store, &cases[i]);
  fixture_close (store);
}

static void
test_method (void)
{
  static const Case cases[] = {
    { "set method method whole=200", NULL },
    { "set method method whole=0", "perfect bid" },
    { "set method method whole=-1", "not negative" },
    { "set method method minimum=-1", "not negative" },
    { "set method method minimum=50.5", NULL },
    { "set method method places=31", "places" },
    { "set method method rule=nearest", "half-even" },
    { "set method method weights=basis-points", NULL },
    { "set method method basis=points", NULL },
    { "set method method basis=value-index", NULL },
    { "set method method basis=price-per-quality-point|index-places=2", NULL },
    { "set method method basis=cheapest", "monetised-quality" },
    { "set method method index-places=2", "index-places: expected none with the basis points, found 2" },
    { "set method method basis=value-index|index-places=31", "30" },
    { "set method method basis=monetised-quality|rate=2.50", NULL },
    { "set method method basis=monetised-quality", "rate: expected one with the basis monetised-quality, found none" },
    { "set method method basis=monetised-quality|rate=0", "above 0" },
    { "set method method basis=value-index|rate=2.50", "rate: expected none with the basis value-index" },
    { "set method method basis=weighted-value-index|quality-weight=60|price-weight=40", NULL },
    { "set method method basis=weighted-value-index|quality-weight=60", "price-weight: expected one" },
    { "set method method basis=weighted-value-index|quality-weight=60|price-weight=0", "expected both above 0" },
    { "set method method basis=weighted-value-index|quality-weight=101|price-weight=1", "at most 100 times" },
    { "set method method low-mean=0.5|low-next=1", NULL },
    { "set method method low-mean=0", "above 0 and at most 1" },
    { "set method method low-next=40", "above 0 and at most 1" },
  };

  try_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_scale (void)
{
  static const Case cases[] = {
    { "add scale id=S2|title=Two", NULL },
    { "add scale-mark scale=S5|value=6|label=Six", NULL },
    { "add scale-mark scale=S5|value=4.50|label=Between", NULL },
    { "add scale-mark scale=S5|value=-1|label=Less", "not negative" },
    { "add scale-mark scale=S5|value=4.0|label=Again", "4 and 4.0" },
    { "add scale-mark scale=S5|value=04|label=Again", "without zeros in front, found 04" },
    { "add scale-mark scale=S5|value=4|label=Again", "S5/4" },
    { "add scale-mark scale=S9|value=4|label=Lost", "S9" },
    { "remove scale-mark S5/4", "4" }, /* in use */
    { "remove scale-mark S5/0", NULL },
  };

  try_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_criterion (void)
{
  static const Case cases[] = {
    { "add criterion id=4|title=More|kind=scored|weight=1|scale=S5", NULL },
    { "add criterion id=4|title=More|kind=scored|weight=1|scale=S5|minimum=2|parent=1|scope=common", NULL },
    { "add criterion id=4|title=More|kind=scored|weight=1", "scale" },
    { "add criterion id=4|title=More|kind=scored|scale=S5", "weight" },
    { "add criterion id=4|title=More|kind=scored|weight=-1|scale=S5", "not negative" },
    { "add criterion id=4|title=More|kind=scored|weight=1|scale=S9", "S9" },
    { "add criterion id=4|title=More|kind=scored|weight=1|scale=S5|minimum=2.5", "0, 1, 2, 3, 4, 5" },
    { "add criterion id=4|title=More|kind=scored|weight=1|scale=S5|formula=fixed-range", "formula" },
    { "add criterion id=4|title=More|kind=scored|weight=1|scale=S5|parent=1.1", "group" },
    { "add criterion id=4|title=More|kind=scored|weight=1|scale=S5|parent=9", "9" },
    { "add criterion id=4|title=More|kind=pass-fail", NULL },
    { "add criterion id=4|title=More|kind=pass-fail|weight=1", "weight" },
    { "add criterion id=4|title=More|kind=pass-fail|minimum=1", "minimum" },
    { "add criterion id=4|title=More|kind=pass-fail|scale=S5", "scale" },
    { "add criterion id=4|title=More|kind=information", NULL },
    { "add criterion id=4|title=More|kind=information|weight=1", "weight" },
    { "add criterion id=4|title=More|kind=information|scope=common", "scope" },
    { "add criterion id=4|title=More|kind=group|weight=5|minimum=3.5", NULL },
    { "add criterion id=4|title=More|kind=group|minimum=-3", "not negative" },
    { "add criterion id=4|title=More|kind=group|scope=lot", "scope" },
    { "add criterion id=4|title=More|kind=group|scale=S5", "scale" },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=lowest-over-price", NULL },
    { "add criterion id=4|title=More|kind=price|formula=lowest-over-price", "weight" },
    { "add criterion id=4|title=More|kind=price|weight=5", "formula" },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=cheapest", "fixed-range" },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=lowest-over-price|top=5", "none" },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=fixed-range", "both" },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=fixed-range|optimum=5|top=5", "below" },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=fixed-range|optimum=5|top=5.01", NULL },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=lowest-over-price|scope=common", "scope" },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=standard-differential", NULL },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=high-low", NULL },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=mean-deviation", NULL },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=logarithmic|factor=2.5", NULL },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=logarithmic", "factor: expected one" },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=logarithmic|factor=1", "above 1" },
    { "add criterion id=4|title=More|kind=price|weight=5|formula=high-low|factor=2", "factor: expected none" },
    { "add criterion id=4|title=More|kind=information|factor=2", "factor" },
    { "set criterion 1 parent=1", "above" },
    { "set criterion 1 parent=2", "expected one after 4 of the parent 2, found 1" },
    { "set criterion 2 parent=1", NULL },
    { "set criterion 1.1 kind=information", "scale" },
    { "set criterion 1.1 scope=common", "common" }, /* its marks have lots */
    { "set criterion 2.1 scope=", "lot" },          /* its marks have none */
    { "remove criterion 1.1", "1.1" },
  };

  try_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_basis_points (void)
{
  static const Case cases[] = {
    { "set criterion 3 weight=40.5", "basis points" },
    { "set criterion 3 weight=10001", "basis points" },
    { "set criterion 3 weight=4000", NULL },
  };
  LwStore *store = fixture_small_store (NULL);

  fixture_run (store, "UPDATE evaluation_method SET weights = 'basis-points'");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    try_case (store, &cases[i]);
  fixture_close (store);
}

static void
test_circle (void)
{
  static const Case circle = { "set criterion 1 parent=5", "above" };
  LwStore *store = fixture_small_store (NULL);

  fixture_run (store, "INSERT INTO evaluation_criterion (id, parent, title, kind, position)"
                      " VALUES ('4', '1', 'Four', 'group', 9)");
  fixture_run (store, "INSERT INTO evaluation_criterion (id, parent, title, kind, position)"
                      " VALUES ('5', '4', 'Five', 'group', 10)");
  try_case (store, &circle);
  fixture_close (store);
}

static void
test_mark (void)
{
  static const Case cases[] = {
    { "set mark L1/B2/1.1/E1 mark=3", NULL },
    { "set mark L1/B2/1.1/E1 mark=3.0", NULL },
    { "set mark L1/B2/1.1/E1 mark=7", "1.1 is marked on scale S5, such as 0, 1, 2, 3, 4, 5; found “7”" },
    { "set mark L1/B2/1.1/E1 mark=3.", "found “3.”" },
    { "set mark L1/B2/1.1/E1 mark=-3", "found “-3”" },
    { "set mark L1/B2/1.1/E1 mark=pass", "found “pass”" },
    /* it is cut between characters */
    { "set mark L1/B2/1.1/E1 mark=xéééééééééééééééééééééééééééééééééééééééé", "found “xéééééééééééééééééééééééééééééééééééééééé”" },
    { "set mark /B2/2.1/E1 mark=fail", NULL },
    { "set mark /B2/2.1/E1 mark=1", "pass or fail" },
    { "add mark lot=L2|bidder=B3|criterion=1.1|person=E1|mark=2", NULL }, /* withdrawn, and still a bid */
    { "add mark lot=L1|bidder=B2|criterion=1.1|person=E9|mark=2", "E9" },
    { "add mark lot=L1|bidder=B9|criterion=1.1|person=E1|mark=2", "B9" },
    { "add mark lot=L9|bidder=B1|criterion=1.1|person=E1|mark=2", "L9" },
    { "add mark lot=L1|bidder=B1|criterion=9|person=E1|mark=2", "9" },
    { "add mark lot=L1|bidder=B1|criterion=1|person=E1|mark=2", "group" },
    { "add mark lot=L1|bidder=B1|criterion=3|person=E1|mark=2", "price" },
    { "add mark bidder=B1|criterion=1.1|person=E1|mark=2", "for each lot" },
    { "add mark lot=L1|bidder=B1|criterion=1.2|person=E1|mark=2", "common to all lots" },
    { "add mark lot=L1|bidder=B1|criterion=1.1|person=E1|mark=2", "L1/B1/1.1/E1" }, /* there already */
    { "remove mark L1/B1/1.1/E1", NULL },
    { "remove bid L1/B1", "does not" }, /* it has marks */
  };

  try_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_consensus (void)
{
  static const Case cases[] = {
    { "add consensus lot=L1|bidder=B2|criterion=1.1|mark=5|rationale=Agreed.", NULL },
    { "add consensus bidder=B2|criterion=2.1|mark=fail", NULL },
    { "add consensus lot=L1|bidder=B2|criterion=1.1|mark=9", "found “9”" },
    { "add consensus lot=L1|bidder=B2|criterion=1.2|mark=1", "common to all lots" },
    { "set consensus L1/B1/1.1 mark=5", NULL },
    { "set consensus L1/B1/1.1 present=E1 E2|dissent=None.", NULL },
    { "set consensus L1/B1/1.1 present=E1 E9", "found E9" },
    { "set consensus L1/B1/1.1 present=E1 E1", "found E1 twice" },
    { "set consensus L1/B1/1.1 present=E1  E2", "one space between" },
    { "set consensus L1/B1/1.1 rests-on=abc", "64 hexadecimal digits" },
    { "remove person E2", "still in use" },
    { "remove consensus L1/B1/1.1", NULL },
  };

  try_cases (cases, G_N_ELEMENTS (cases));
}

/* What the small competition has passes all rules. */
static void
test_all_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  LwStore *store = fixture_small_store (NULL);
  g_autoptr (LwReader) reader = lw_store_reader (store, &error);

  g_assert_no_error (error);
  lw_model_check_rows (lw_reader_connection (reader), lw_evaluation_sections (), problems, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_clear_pointer (&reader, lw_reader_release);
  fixture_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/entities/method", test_method);
  g_test_add_func ("/evaluation/entities/scale", test_scale);
  g_test_add_func ("/evaluation/entities/criterion", test_criterion);
  g_test_add_func ("/evaluation/entities/basis-points", test_basis_points);
  g_test_add_func ("/evaluation/entities/circle", test_circle);
  g_test_add_func ("/evaluation/entities/mark", test_mark);
  g_test_add_func ("/evaluation/entities/consensus", test_consensus);
  g_test_add_func ("/evaluation/entities/all-rows", test_all_rows);
  return g_test_run ();
}
