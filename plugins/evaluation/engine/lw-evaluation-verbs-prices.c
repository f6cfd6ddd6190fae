/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs open-prices, cost, correct-price, corrections, low-steps, low-step and override. */
#include "config.h"

#include "lw-evaluation-costs.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-price-check.h"
#include "lw-evaluation-prices.h"
#include "lw-evaluation-verbs.h"
#include "lw-evaluation.h"
#include "model/lw-model.h"

#include "base/lw-error.h"
#include "base/lw-money.h"

#include "base/lw-i18n.h"

/* ---- open-prices ---- */

static void
report_obstacles (LwVerbRun *run, const GPtrArray *obstacles)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  g_autoptr (LwVerbTable) table = lw_verb_table_new (csv ? NULL : _("Before prices are opened"));
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  lw_verb_table_add_column (table, csv ? "where" : _("Where"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "missing" : _("Missing"), LW_ALIGN_LEFT);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "missing");
  json_builder_begin_array (builder);
  for (guint i = 0; i < obstacles->len; i++)
    {
      const LwPriceObstacle *obstacle = obstacles->pdata[i];

      lw_verb_table_add_row (table, obstacle->where, obstacle->text);
      json_builder_begin_object (builder);
      lw_evaluation_json_string (builder, "where", obstacle->where);
      lw_evaluation_json_string (builder, "text", obstacle->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (obstacles->len > 0 || csv)
    lw_verb_table (run, table);
  lw_verb_json (run, json_builder_get_root (builder));
}

/* What would become of it. */
static int
run_dry (LwVerbRun *run, LwConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) obstacles = NULL;
  gboolean sealed;

  if (!lw_evaluation_prices_sealed (connection, &sealed, error)
      || (obstacles = lw_evaluation_price_obstacles (connection, error)) == NULL)
    return LW_EXIT_ERROR;
  if (!sealed)
    lw_verb_say (run, _("Prices are not sealed: there is nothing to open."));
  else if (obstacles->len == 0)
    lw_verb_say (run, _("Nothing is missing: prices can be opened."));
  report_obstacles (run, obstacles);
  return obstacles->len > 0 ? LW_EXIT_CHECK_FAILED : LW_EXIT_FINE;
}

int
lw_evaluation_run_open_prices (LwVerbRun *run, GError **error)
{
  const gboolean dry = lw_verb_option (run, "dry-run") != NULL;
  LwStore *store = lw_verb_store (run, dry ? LW_STORE_READ_ONLY : LW_STORE_READ_WRITE, error);
  g_autoptr (LwCommand) command = lw_evaluation_open_prices (lw_verb_person (run), lw_verb_reason (run));
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (LwPriceOpening) opening = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (reader == NULL)
    return LW_EXIT_ERROR;
  if (dry)
    return run_dry (run, lw_reader_connection (reader), error);
  if (!lw_store_run (store, command, NULL, error)
      || !lw_evaluation_prices_opening (lw_reader_connection (reader), &opening, error))
    return LW_EXIT_ERROR;
  lw_verb_say (run, _("Prices are open, since %s. This is on the record and cannot be undone; quality is locked."), opening->at);
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "at", opening->at);
  lw_evaluation_json_string (builder, "person", opening->person);
  lw_evaluation_json_string (builder, "reason", opening->reason);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

/* ---- cost ---- */

static void
report_cost (LwVerbRun *run, const LwEvaluationModel *model, const LwBidCost *cost, const char *currency, LwVerbTable *table,
             JsonBuilder *builder)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  g_auto (LwRational) value = LW_RATIONAL_INIT;
  g_autofree char *year = g_strdup_printf ("%u", cost->year), *amount = lw_money_to_text (cost->amount, currency);
  g_autofree char *shown = csv ? g_strdup (amount) : lw_money_format (cost->amount, currency);
  g_autofree char *worth = NULL, *exact = NULL;

  lw_evaluation_cost_value (model, cost, &value);
  worth = lw_evaluation_shown (&value, 0);
  exact = lw_rational_to_exact (&value);
  lw_verb_table_add_row (table, year, cost->title, shown, csv ? exact : worth);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "year");
  json_builder_add_int_value (builder, cost->year);
  lw_evaluation_json_string (builder, "title", cost->title);
  lw_evaluation_json_string (builder, "amount", amount);
  lw_evaluation_json_string (builder, "value-exact", exact);
  json_builder_end_object (builder);
}

static int
list_costs (LwVerbRun *run, LwConnection *connection, GError **error)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  g_autoptr (LwCompetition) competition = lw_competition_load (connection, error);
  g_autoptr (LwEvaluationMarks) marks = competition == NULL ? NULL : lw_evaluation_marks_load_structure (connection, error);
  g_autoptr (GPtrArray) costs = NULL;
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_auto (LwRational) value = LW_RATIONAL_INIT;
  gint64 minor;

  if (marks == NULL || lw_evaluation_find_bid (marks, lw_verb_arg (run, 1), lw_verb_arg (run, 2), error) < 0)
    return LW_EXIT_ERROR;
  costs = lw_evaluation_costs (connection, lw_verb_arg (run, 1), lw_verb_arg (run, 2), error);
  if (costs == NULL || !lw_evaluation_costs_value (marks->model, costs, &value, &minor, error))
    return LW_EXIT_ERROR;
  lw_verb_table_add_column (table, csv ? "year" : _("Year"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "title" : _("Cost"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "amount" : _("Amount"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "value-exact" : _("Worth today, in minor units"), LW_ALIGN_RIGHT);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "costs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < costs->len; i++)
    report_cost (run, marks->model, costs->pdata[i], competition->currency, table, builder);
  json_builder_end_array (builder);
  if (costs->len == 0)
    lw_verb_say (run, _("No costs: the price of the bid is compared."));
  else
    {
      g_autofree char *total = lw_money_format (minor, competition->currency), *text = lw_money_to_text (minor, competition->currency);
      g_autofree char *exact = lw_rational_to_exact (&value), *rate = lw_evaluation_number (&marks->model->discount);

      lw_verb_table (run, table);
      lw_verb_say (run, _("Present value at a discount of %s a year: %s, which is compared in place of the price"), rate, total);
      lw_evaluation_json_string (builder, "value", text);
      lw_evaluation_json_string (builder, "value-exact", exact);
    }
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

/* Adds, changes or removes one. */
static LwCommand *
cost_command (LwVerbRun *run, LwConnection *connection, GError **error)
{
  const char *lot = lw_verb_arg (run, 1), *bidder = lw_verb_arg (run, 2), *title = lw_verb_arg (run, 3);
  const char *person = lw_verb_person (run), *reason = lw_verb_reason (run);
  g_autofree char *key = NULL, *amount = g_strconcat ("amount=", lw_verb_arg (run, 5), NULL);
  g_autofree char *of_lot = g_strconcat ("lot=", lot, NULL), *of_bidder = g_strconcat ("bidder=", bidder, NULL);
  g_autofree char *of_title = g_strconcat ("title=", title, NULL), *of_year = g_strconcat ("year=", lw_verb_arg (run, 4), NULL);
  const char *const added[] = { of_lot, of_bidder, of_title, of_year, amount, NULL }, *const changed[] = { amount, NULL };
  gint64 there;
  guint year;

  if (!lw_evaluation_parse_year (lw_verb_arg (run, 4), &year, error)
      || !lw_connection_get_int (connection, &there, 0, error,
                                 "SELECT EXISTS (SELECT 1 FROM evaluation_cost WHERE lot = ? AND bidder = ? AND title = ?"
                                 " AND year = ?)",
                                 "sssi", lot, bidder, title, (gint64) year))
    return NULL;
  key = g_strdup_printf ("%s/%s/%s/%u", lot, bidder, title, year);
  if (lw_verb_option (run, "remove") != NULL)
    return lw_model_remove (lw_evaluation_sections (), "cost", key, person, reason, error);
  if (there)
    return lw_model_set (lw_evaluation_sections (), "cost", key, changed, person, reason, error);
  return lw_model_add (lw_evaluation_sections (), "cost", added, person, reason, error);
}

int
lw_evaluation_run_cost (LwVerbRun *run, GError **error)
{
  const gboolean remove = lw_verb_option (run, "remove") != NULL;
  const guint n = lw_verb_n_args (run);
  LwStore *store = lw_verb_store (run, n > 3 ? LW_STORE_READ_WRITE : LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (LwCommand) command = NULL;

  if (reader == NULL)
    return LW_EXIT_ERROR;
  if (n == 3)
    return list_costs (run, lw_reader_connection (reader), error);
  if (n != (remove ? 5 : 6))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("expected LOT BIDDER TITLE YEAR AMOUNT, or TITLE YEAR with --remove; found %u arguments"), n - 1);
      return LW_EXIT_ERROR;
    }
  command = cost_command (run, lw_reader_connection (reader), error);
  if (command == NULL || !lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  return list_costs (run, lw_reader_connection (reader), error);
}

/* ---- corrections ---- */

static void
add_correction (LwVerbRun *run, const LwPriceCorrection *correction, const char *currency, LwVerbTable *table, JsonBuilder *builder)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  g_autofree char *before = lw_money_to_text (correction->before, currency), *after = lw_money_to_text (correction->after, currency);
  g_autofree char *from = csv ? g_strdup (before) : lw_money_format (correction->before, currency);
  g_autofree char *to = csv ? g_strdup (after) : lw_money_format (correction->after, currency);
  g_autofree char *figure = correction->title == NULL ? g_strdup (csv ? "price" : _("price"))
                                                      : g_strdup_printf (_("%s, year %u"), correction->title, correction->year);

  lw_verb_table_add_row (table, correction->lot, correction->bidder, figure, from, to, correction->person, correction->at,
                         correction->effect, correction->reason);
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "lot", correction->lot);
  lw_evaluation_json_string (builder, "bidder", correction->bidder);
  json_builder_set_member_name (builder, "number");
  json_builder_add_int_value (builder, correction->number);
  lw_evaluation_json_string (builder, "title", correction->title);
  if (correction->title != NULL)
    {
      json_builder_set_member_name (builder, "year");
      json_builder_add_int_value (builder, correction->year);
    }
  lw_evaluation_json_string (builder, "before", before);
  lw_evaluation_json_string (builder, "after", after);
  lw_evaluation_json_string (builder, "person", correction->person);
  lw_evaluation_json_string (builder, "at", correction->at);
  lw_evaluation_json_string (builder, "effect", correction->effect);
  lw_evaluation_json_string (builder, "reason", correction->reason);
  json_builder_end_object (builder);
}

static int
report_corrections (LwVerbRun *run, LwConnection *connection, const char *lot, const char *bidder, GError **error)
{
  static const char *const names[] = { "lot", "bidder", "figure", "before", "after", "person", "at", "effect", "reason" };
  const char *const titles[] = { _("Lot"), _("Bidder"), _("Figure"), _("Before"), _("After"), _("By"), _("When"), _("Effect on ranks"),
                                 _("Reason") };
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  g_autoptr (LwCompetition) competition = lw_competition_load (connection, error);
  g_autoptr (GPtrArray) corrections = competition == NULL ? NULL : lw_evaluation_corrections (connection, lot, bidder, error);
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (corrections == NULL)
    return LW_EXIT_ERROR;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    lw_verb_table_add_column (table, csv ? names[i] : titles[i], i == 3 || i == 4 ? LW_ALIGN_RIGHT : LW_ALIGN_LEFT);
  json_builder_begin_array (builder);
  for (guint i = 0; i < corrections->len; i++)
    add_correction (run, corrections->pdata[i], competition->currency, table, builder);
  json_builder_end_array (builder);
  if (corrections->len == 0)
    lw_verb_say (run, _("No figure was corrected."));
  if (corrections->len > 0 || csv)
    lw_verb_table (run, table);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

int
lw_evaluation_run_corrections (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);

  return reader == NULL ? LW_EXIT_ERROR : report_corrections (run, lw_reader_connection (reader), NULL, NULL, error);
}

int
lw_evaluation_run_correct_price (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (LwCompetition) competition = reader == NULL ? NULL : lw_competition_load (lw_reader_connection (reader), error);
  const char *title = lw_verb_option (run, "cost"), *year = lw_verb_option (run, "year");
  LwPriceFigure figure = { lw_verb_arg (run, 1), lw_verb_arg (run, 2), title, 0 };
  g_autoptr (LwCommand) command = NULL;
  gint64 after;

  if (competition == NULL)
    return LW_EXIT_ERROR;
  if ((title == NULL) != (year == NULL))
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("expected --cost and --year together, found one of them"));
      return LW_EXIT_ERROR;
    }
  if ((year != NULL && !lw_evaluation_parse_year (year, &figure.year, error))
      || !lw_money_parse (lw_verb_arg (run, 3), competition->currency, "AFTER", &after, error))
    return LW_EXIT_ERROR;
  command = lw_evaluation_correct_price (&figure, after, lw_verb_person (run), lw_verb_reason (run));
  if (!lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  return report_corrections (run, lw_reader_connection (reader), figure.lot, figure.bidder, error);
}

/* ---- abnormally low ---- */

static void
report_step (LwVerbRun *run, const char *lot, const char *bidder, guint i, const LwLowStep *step, LwVerbTable *table,
             JsonBuilder *builder)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;

  lw_verb_table_add_row (table, lot, bidder, lw_low_steps[i], csv ? step->at : step->at != NULL ? step->at : _("not yet"),
                         step->person, step->text);
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "lot", lot);
  lw_evaluation_json_string (builder, "bidder", bidder);
  lw_evaluation_json_string (builder, "step", lw_low_steps[i]);
  lw_evaluation_json_string (builder, "at", step->at);
  lw_evaluation_json_string (builder, "person", step->person);
  lw_evaluation_json_string (builder, "text", step->text);
  json_builder_end_object (builder);
}

static gboolean
has_steps (const LwLowStep steps[LW_LOW_STEPS])
{
  for (guint i = 0; i < LW_LOW_STEPS; i++)
    if (steps[i].at != NULL)
      return TRUE;
  return FALSE;
}

/* The steps of each bid that is flagged, or has some; of one that is asked for in any case. */
static int
report_steps (LwVerbRun *run, LwConnection *connection, int only, const LwEvaluationMarks *marks, GError **error)
{
  static const char *const names[] = { "lot", "bidder", "step", "at", "person", "text" };
  const char *const titles[] = { _("Lot"), _("Bidder"), _("Step"), _("When"), _("By"), _("What was done") };
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    lw_verb_table_add_column (table, csv ? names[i] : titles[i], LW_ALIGN_LEFT);
  json_builder_begin_array (builder);
  for (guint lot = 0; lot < marks->n_lots; lot++)
    {
      g_auto (LwPriceList) list = { NULL, 0, 0 };

      lw_evaluation_price_list (marks, lot, &list);
      for (guint bid = marks->lots[lot].first_bid; bid < marks->lots[lot].first_bid + marks->lots[lot].n_bids; bid++)
        {
          const char *bidder = marks->bidders[marks->bids[bid].bidder].id;
          LwLowStep steps[LW_LOW_STEPS];

          if (only >= 0 && bid != (guint) only)
            continue;
          if (!lw_evaluation_low_steps (connection, marks->lots[lot].id, bidder, steps, error))
            return LW_EXIT_ERROR;
          for (guint i = 0; (only >= 0 || has_steps (steps) || lw_evaluation_price_low (marks, &list, bid, NULL)) && i < LW_LOW_STEPS;
               i++)
            report_step (run, marks->lots[lot].id, bidder, i, &steps[i], table, builder);
          lw_low_steps_clear (steps);
        }
    }
  json_builder_end_array (builder);
  if (lw_verb_table_n_rows (table) == 0)
    lw_verb_say (run, marks->sealed ? _("Prices are sealed: they have not been opened.") : _("No price is abnormally low."));
  else
    lw_verb_say (run, _("The steps are recorded; none of them excludes a bid."));
  if (lw_verb_table_n_rows (table) > 0 || csv)
    lw_verb_table (run, table);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

int
lw_evaluation_run_low_steps (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (LwEvaluationMarks) marks
      = reader == NULL ? NULL : lw_evaluation_marks_load_structure (lw_reader_connection (reader), error);
  int bid = -1;

  if (marks == NULL)
    return LW_EXIT_ERROR;
  if (lw_verb_n_args (run) == 2)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("expected LOT and BIDDER, or neither; found one of them"));
      return LW_EXIT_ERROR;
    }
  if (lw_verb_n_args (run) == 3
      && (bid = lw_evaluation_find_bid (marks, lw_verb_arg (run, 1), lw_verb_arg (run, 2), error)) < 0)
    return LW_EXIT_ERROR;
  return report_steps (run, lw_reader_connection (reader), bid, marks, error);
}

int
lw_evaluation_run_low_step (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  g_autoptr (LwCommand) command = lw_evaluation_record_low_step (lw_verb_arg (run, 1), lw_verb_arg (run, 2), lw_verb_arg (run, 3),
                                                          lw_verb_arg (run, 4), lw_verb_person (run));
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (LwEvaluationMarks) marks = NULL;

  if (store == NULL || !lw_store_run (store, command, NULL, error) || (reader = lw_store_reader (store, error)) == NULL
      || (marks = lw_evaluation_marks_load_structure (lw_reader_connection (reader), error)) == NULL)
    return LW_EXIT_ERROR;
  return report_steps (run, lw_reader_connection (reader),
                       lw_evaluation_find_bid (marks, lw_verb_arg (run, 1), lw_verb_arg (run, 2), NULL), marks, error);
}

/* ---- override ---- */

int
lw_evaluation_run_override (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  const char *lot = lw_verb_arg (run, 1), *bidder = lw_verb_arg (run, 2), *criterion = lw_verb_arg (run, 3);
  g_autoptr (LwCommand) command = lw_evaluation_pass (lot, bidder, criterion, lw_verb_person (run), lw_verb_reason (run));
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (store == NULL || !lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  lw_verb_say (run, _("%s passes for %s in spite of the minimum of %s. This is on the record and cannot be undone."), bidder, lot,
               criterion != NULL ? criterion : _("the total"));
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "lot", lot);
  lw_evaluation_json_string (builder, "bidder", bidder);
  lw_evaluation_json_string (builder, "criterion", criterion);
  lw_evaluation_json_string (builder, "person", lw_verb_person (run));
  lw_evaluation_json_string (builder, "reason", lw_verb_reason (run));
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}
