/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verb moderation, and what agree takes from its options. JSON: docs/methods.md. */
#include "config.h"

#include "lw-evaluation-verbs-moderation-private.h"

#include "base/lw-error.h"
#include "lw-evaluation-agreement.h"
#include "lw-evaluation-publish.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- agree ---- */

/* What is not given stays as it was, in @kept. */
static const char *
take (LwVerbRun *run, const char *option, LwConnection *connection, const LwAgreeing *place, const char *sql, char **kept)
{
  const char *given = lw_verb_option (run, option);

  if (given == NULL && connection != NULL)
    lw_connection_get_text (connection, kept, NULL, sql, "sss", place->lot, place->bidder, place->criterion);
  return given != NULL ? given : *kept;
}

/* "P01,P02" and "P01, P02" as they are kept: "P01 P02". */
static char *
split_people (const char *list)
{
  g_auto (GStrv) parts = g_strsplit_set (list, ", ", -1);
  g_autoptr (GPtrArray) people = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_ptr_array_add (people, parts[i]);
  g_ptr_array_add (people, NULL);
  return g_strjoinv (" ", (char **) people->pdata);
}

LwCommand *
lw_evaluation_agree_command (LwVerbRun *run, LwStore *store, const LwAgreeing *agreeing, gboolean keeps, GError **error)
{
#define OLD(column) "SELECT " column " FROM evaluation_consensus WHERE lot = ? AND bidder = ? AND criterion = ?"
  g_autoptr (LwReader) reader = lw_store_reader (store, error);
  LwConnection *connection = reader != NULL && keeps ? lw_reader_connection (reader) : NULL;
  g_autofree char *above = NULL, *below = NULL, *present = NULL, *dissent = NULL, *people = NULL;
  LwAgreeing whole = *agreeing;
  gint64 version;

  if (reader == NULL || !lw_evaluation_version (lw_reader_connection (reader), &version, error))
    return NULL;
  whole.why_not_above = take (run, "why-not-above", connection, agreeing, OLD ("why_not_above"), &above);
  whole.why_not_below = take (run, "why-not-below", connection, agreeing, OLD ("why_not_below"), &below);
  whole.dissent = take (run, "dissent", connection, agreeing, OLD ("dissent"), &dissent);
  whole.present = take (run, "present", connection, agreeing, OLD ("present"), &present);
  if (whole.present != NULL)
    whole.present = people = split_people (whole.present);
  return lw_evaluation_agree (&whole, version > 0, lw_verb_person (run), lw_verb_option (run, "approver"), lw_verb_reason (run));
#undef OLD
}

/* ---- moderation ---- */

typedef struct
{
  LwVerbRun *run;
  const LwEvaluationMarks *marks;
  LwVerbTable *table;
  JsonBuilder *json;
} Listing;

static const char *
mark_of (const LwEvaluationScale *scale, int mark)
{
  return mark < 0 ? NULL : scale->marks[mark].value;
}

static const char *
state_for_people (LwModerationState state)
{
  static const char *const words[] = { N_("open"), N_("waiting: not confirmed"), N_("alike"), N_("agreed"),
                                       N_("agreed over other marks") };

  return _(words[state]);
}

static void
add_number (JsonBuilder *json, const char *name, guint number)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, number);
}

static void
tell_cell (const Listing *listing, const LwModerationCell *cell)
{
  const LwEvaluationMarks *marks = listing->marks;
  const LwEvaluationCriterion *criterion = &marks->model->criteria[cell->criterion];
  const gboolean csv = lw_verb_output (listing->run) == LW_OUTPUT_CSV;
  const char *lot = cell->lot < 0 ? NULL : marks->lots[cell->lot].id, *bidder = marks->bidders[cell->bidder].id;
  g_autofree char *where = lot == NULL ? g_strdup_printf ("%s/%s", bidder, criterion->id)
                                       : g_strdup_printf ("%s/%s/%s", lot, bidder, criterion->id);
  g_autofree char *count = g_strdup_printf ("%u", cell->n_marks), *exact = lw_rational_to_exact (&cell->spread);
  g_auto (LwRational) hundred = LW_RATIONAL_INIT;

  lw_rational_set_int (&hundred, 100, 1);
  lw_rational_mul (&hundred, &hundred, &cell->spread);
  g_autofree char *percent = lw_rational_format (&hundred, 0, LW_ROUNDING_HALF_UP);
  lw_verb_table_add_row (listing->table, where, count, mark_of (criterion->scale, cell->lowest),
                         mark_of (criterion->scale, cell->highest), csv ? exact : percent,
                         cell->flagged ? (csv ? "true" : _("disagree")) : (csv ? "false" : ""),
                         mark_of (criterion->scale, cell->agreed),
                         csv ? lw_moderation_state_to_string (cell->state) : state_for_people (cell->state), criterion->title);
  json_builder_begin_object (listing->json);
  lw_evaluation_json_string (listing->json, "where", where);
  lw_evaluation_json_string (listing->json, "lot", lot);
  lw_evaluation_json_string (listing->json, "bidder", bidder);
  lw_evaluation_json_string (listing->json, "criterion", criterion->id);
  add_number (listing->json, "marks", cell->n_marks);
  lw_evaluation_json_string (listing->json, "lowest", mark_of (criterion->scale, cell->lowest));
  lw_evaluation_json_string (listing->json, "highest", mark_of (criterion->scale, cell->highest));
  lw_evaluation_json_string (listing->json, "spread", exact);
  json_builder_set_member_name (listing->json, "flagged");
  json_builder_add_boolean_value (listing->json, cell->flagged);
  lw_evaluation_json_string (listing->json, "agreed", mark_of (criterion->scale, cell->agreed));
  lw_evaluation_json_string (listing->json, "state", lw_moderation_state_to_string (cell->state));
  json_builder_end_object (listing->json);
}

/* What is asked of the team: neither agreed as it stands, nor alike. */
static gboolean
is_open (const LwModerationCell *cell)
{
  return cell->state != LW_MODERATION_AGREED && cell->state != LW_MODERATION_ALIKE;
}

static LwVerbTable *
table_new (gboolean csv)
{
  LwVerbTable *table = lw_verb_table_new (NULL);

  lw_verb_table_add_column (table, csv ? "where" : _("Where"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "marks" : _("Marks"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "lowest" : _("Lowest"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "highest" : _("Highest"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "spread" : _("Spread (%)"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "flagged" : _("Flag"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "agreed" : _("Agreed"), LW_ALIGN_RIGHT);
  lw_verb_table_add_column (table, csv ? "state" : _("State"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "title" : _("Title"), LW_ALIGN_LEFT);
  return table;
}

static void
list_cells (LwVerbRun *run, const LwEvaluationMarks *marks, const GArray *cells)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (LwVerbTable) table = table_new (lw_verb_output (run) == LW_OUTPUT_CSV);
  const Listing listing = { run, marks, table, json };
  guint n = 0, n_open = 0, n_flagged = 0;

  json_builder_begin_array (json);
  for (guint i = 0; i < cells->len; i++)
    {
      const LwModerationCell *cell = &g_array_index (cells, LwModerationCell, i);

      n_open += is_open (cell);
      n_flagged += cell->flagged;
      if ((lw_verb_option (run, "flagged") != NULL && !cell->flagged) || (lw_verb_option (run, "open") != NULL && !is_open (cell)))
        continue;
      tell_cell (&listing, cell);
      n++;
    }
  json_builder_end_array (json);
  if (n > 0 || lw_verb_output (run) == LW_OUTPUT_CSV)
    lw_verb_table (run, table);
  lw_verb_say (run, _("%u of %u places are listed; %u are open, in %u marks lie far apart"), n, cells->len, n_open, n_flagged);
  lw_verb_json (run, json_builder_get_root (json));
}

int
lw_evaluation_run_moderation (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (LwEvaluationMarks) marks = NULL;
  g_autoptr (GArray) cells = NULL;
  const char *lot = lw_verb_arg (run, 1), *text = lw_verb_option (run, "percent");
  guint64 percent = LW_DISAGREE_PERCENT;

  if (reader == NULL || !lw_reader_freeze (reader, error))
    return LW_EXIT_ERROR;
  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, 100, &percent, error))
    {
      g_prefix_error (error, "--percent: ");
      return LW_EXIT_ERROR;
    }
  marks = lw_evaluation_marks_load_structure (lw_reader_connection (reader), error);
  if (marks == NULL)
    return LW_EXIT_ERROR;
  if (lot != NULL && strcmp (lot, "-") != 0 && lw_evaluation_marks_find_lot (marks, lot, -1) < 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected the identifier of a lot, or - for what is common to all; found “%s”"), lot);
      return LW_EXIT_ERROR;
    }
  cells = lw_evaluation_moderation (marks, lw_reader_connection (reader), lot != NULL && strcmp (lot, "-") == 0 ? "" : lot,
                                    (guint) percent, error);
  if (cells == NULL)
    return LW_EXIT_ERROR;
  list_cells (run, marks, cells);
  return LW_EXIT_FINE;
}
