/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs answer and answers: what a bid says to a question, in words. */
#include "config.h"

#include "lw-evaluation-answers.h"
#include "lw-evaluation-sight.h"
#include "lw-evaluation-verbs.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

/* The text to set; NULL with @error. --remove is "". */
static char *
given_text (LwVerbRun *run, GError **error)
{
  const char *from = lw_verb_option (run, "from"), *text = lw_verb_arg (run, 4);
  const gboolean remove = lw_verb_option (run, "remove") != NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const char *data;

  if ((from != NULL) + (text != NULL) + remove != 1)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("expected one of the text of the answer, --from FILE and --remove; found %s"),
                   from == NULL && text == NULL && !remove ? _("none") : _("more than one"));
      return NULL;
    }
  if (from == NULL)
    return g_strdup (remove ? "" : text);
  bytes = lw_file_reading_load (from, NULL, error);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  if (g_utf8_validate_len (data, size, NULL) && memchr (data, '\0', size) == NULL)
    return g_strchomp (g_strndup (data, size));
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected text in UTF-8, found something else: save it as UTF-8 text"),
               from);
  return NULL;
}

int
lw_evaluation_run_answer (LwVerbRun *run, GError **error)
{
  const char *lot = lw_verb_arg (run, 1), *bidder = lw_verb_arg (run, 2), *criterion = lw_verb_arg (run, 3);
  g_autofree char *text = given_text (run, error);
  LwStore *store = text != NULL ? lw_verb_store (run, LW_STORE_READ_WRITE, error) : NULL;
  g_autoptr (LwCommand) command = NULL;
  JsonBuilder *builder;

  if (store == NULL)
    return LW_EXIT_ERROR;
  if (text[0] == '\0' && lw_verb_option (run, "remove") == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("expected the text of the answer, found an empty one; --remove takes an answer back"));
      return LW_EXIT_ERROR;
    }
  command = lw_evaluation_answer_command (strcmp (lot, "-") == 0 ? "" : lot, bidder, criterion, text, lw_verb_person (run),
                                          lw_verb_reason (run));
  if (!lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  lw_verb_say (run, text[0] ? _("The answer of %s to %s is kept.") : _("The answer of %s to %s is taken back."), bidder, criterion);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "lot", strcmp (lot, "-") == 0 ? NULL : lot);
  lw_evaluation_json_string (builder, "bidder", bidder);
  lw_evaluation_json_string (builder, "criterion", criterion);
  lw_evaluation_json_string (builder, "text", text[0] ? text : NULL);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  g_object_unref (builder);
  return LW_EXIT_FINE;
}

/* ---- the list ---- */

gboolean
lw_evaluation_run_sight (LwVerbRun *run, LwConnection *connection, char **person, LwSight *sight, GError **error)
{
  *person = lw_evaluation_worker (connection, lw_verb_person (run), error);
  return *person != NULL && lw_evaluation_sight (connection, *person, sight, NULL, error);
}

static LwStatement *
select_answers (LwVerbRun *run, LwConnection *connection, GError **error)
{
  const gboolean one = lw_verb_arg (run, 1) != NULL;
  LwStatement *rows = lw_connection_prepare (
      connection,
      one ? "SELECT lot, bidder, criterion, text, a.trust FROM evaluation_answer a JOIN evaluation_criterion c ON c.id = criterion"
            " WHERE (lot = ?1 OR lot = '') AND bidder = ?2 ORDER BY c.position, c.id"
          : "SELECT lot, bidder, criterion, text, a.trust FROM evaluation_answer a JOIN evaluation_criterion c ON c.id = criterion"
            " ORDER BY lot, bidder, c.position, c.id",
      error);

  if (rows != NULL && one)
    lw_statement_bind (rows, "ss", lw_verb_arg (run, 1), lw_verb_arg (run, 2));
  return rows;
}

static void
add_answer (LwStatement *row, LwVerbTable *table, JsonBuilder *builder, gboolean csv)
{
  const char *lot = lw_statement_text (row, 0), *cells[5];
  static const char *const names[] = { "lot", "bidder", "criterion", "text", "trust" };

  for (int i = 0; i < 5; i++)
    cells[i] = lw_statement_text (row, i);
  if (lot[0] == '\0')
    cells[0] = csv ? NULL : "-";
  lw_verb_table_add_rowv (table, cells);
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    lw_evaluation_json_string (builder, names[i], i == 0 && lot[0] == '\0' ? NULL : cells[i]);
  json_builder_end_object (builder);
}

int
lw_evaluation_run_answers (LwVerbRun *run, GError **error)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store != NULL ? lw_store_reader (store, error) : NULL;
  g_autoptr (LwStatement) rows = NULL;
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *person = NULL;
  LwSight sight;
  LwStep step;

  if (reader == NULL || !lw_evaluation_run_sight (run, lw_reader_connection (reader), &person, &sight, error))
    return LW_EXIT_ERROR;
  if (lw_verb_n_args (run) == 2)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a bidder behind the lot, found nothing"));
      return LW_EXIT_ERROR;
    }
  rows = select_answers (run, lw_reader_connection (reader), error);
  if (rows == NULL)
    return LW_EXIT_ERROR;
  lw_verb_table_add_column (table, csv ? "lot" : _("Lot"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "bidder" : _("Bidder"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "criterion" : _("Question"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "text" : _("Answer"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "trust" : _("Trust"), LW_ALIGN_LEFT);
  json_builder_begin_array (builder);
  while ((step = lw_statement_step (rows, error)) == LW_STEP_ROW)
    {
      g_autofree char *key
          = g_strjoin ("/", lw_statement_text (rows, 0), lw_statement_text (rows, 1), lw_statement_text (rows, 2), NULL);
      gboolean may;

      if (!lw_evaluation_may_read (lw_reader_connection (reader), sight, person, "answer", key, &may, error))
        return LW_EXIT_ERROR;
      if (may)
        add_answer (rows, table, builder, csv);
    }
  json_builder_end_array (builder);
  if (step == LW_STEP_ERROR)
    return LW_EXIT_ERROR;
  if (lw_verb_table_n_rows (table) > 0 || csv)
    lw_verb_table (run, table);
  else
    lw_verb_say (run, _("There are no answers; “lotwise answer” adds one."));
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}
