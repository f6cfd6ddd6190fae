/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs assign and declare. What --json prints is a contract: docs/methods.md. */
#include "config.h"

#include "lw-evaluation.h"
#include "lw-evaluation-verbs-people-private.h"
#include "model/lw-model.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- commands ---- */

static gboolean
last_seq (const LwPeopleRequest *request, gint64 *seq, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (request->store, error);

  return reader != NULL
         && lw_connection_get_int (lw_reader_connection (reader), seq, 0, error, "SELECT max (seq) FROM command", "");
}

/* @command: (transfer full), recorded under @name where it changes something. */
static gboolean
run_named (const LwPeopleRequest *request, const char *name, LwCommand *command, gboolean *recorded, GError **error)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free);
  g_autoptr (LwCommand) named = NULL;
  gint64 before, after;

  g_ptr_array_add (commands, command);
  named = lw_command_new_all (name, lw_verb_person (request->run), lw_verb_reason (request->run), g_steal_pointer (&commands));
  if (!last_seq (request, &before, error) || !lw_store_run (request->store, named, NULL, error)
      || !last_seq (request, &after, error))
    return FALSE;
  *recorded = after > before;
  return TRUE;
}

static gboolean
has_row (const LwPeopleRequest *request, gboolean *has, const char *sql, const char *const *key, guint n, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (request->store, error);
  g_autoptr (LwStatement) statement = reader == NULL ? NULL : lw_connection_prepare (lw_reader_connection (reader), sql, error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    lw_statement_bind_text (statement, (int) i + 1, key[i], -1);
  step = lw_statement_step (statement, error);
  *has = step == LW_STEP_ROW;
  return step != LW_STEP_ERROR;
}

/* ---- assign ---- */

typedef struct
{
  const char *part[4]; /* person, criterion, lot, bidder: "" for all */
  gboolean removes;
} Assignment;

static const char *const assignment_fields[] = { "person", "criterion", "lot", "bidder" };

/* "criterion 1.1, all lots, bidder B2". (transfer full) */
static char *
scope_text (const Assignment *assignment)
{
  g_autofree char *criterion = assignment->part[1][0] == '\0' ? g_strdup (_("all criteria"))
                                                              : g_strdup_printf (_("criterion %s"), assignment->part[1]);
  g_autofree char *lot = assignment->part[2][0] == '\0'       ? g_strdup (_("all lots"))
                                                              : g_strdup_printf (_("lot %s"), assignment->part[2]);
  g_autofree char *bidder = assignment->part[3][0] == '\0'    ? g_strdup (_("all bidders"))
                                                              : g_strdup_printf (_("bidder %s"), assignment->part[3]);

  return g_strdup_printf ("%s, %s, %s", criterion, lot, bidder);
}

static LwCommand *
assign_command (const LwPeopleRequest *request, const Assignment *assignment, GError **error)
{
  GPtrArray *sections = lw_evaluation_sections ();
  const char *who = lw_verb_person (request->run), *why = lw_verb_reason (request->run);
  g_autofree char *key = g_strjoin ("/", assignment->part[0], assignment->part[1], assignment->part[2], assignment->part[3],
                                    NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (assignment->removes)
    return lw_model_remove (sections, "assignment", key, who, why, error);
  for (guint i = 0; i < G_N_ELEMENTS (assignment->part); i++)
    if (assignment->part[i][0] != '\0')
      g_ptr_array_add (values, g_strdup_printf ("%s=%s", assignment_fields[i], assignment->part[i]));
  g_ptr_array_add (values, NULL);
  return lw_model_add (sections, "assignment", (const char *const *) values->pdata, who, why, error);
}

static gboolean
run_assignment (const LwPeopleRequest *request, const Assignment *assignment, gboolean *recorded, GError **error)
{
  g_autofree char *scope = scope_text (assignment);
  g_autofree char *name = g_strdup_printf (assignment->removes ? _("Take back the assignment of %s to %s")
                                                               : _("Assign %s to %s"), assignment->part[0], scope);
  LwCommand *command;
  gboolean has;

  *recorded = FALSE;
  if (!has_row (request, &has,
                "SELECT 1 FROM evaluation_assignment WHERE person = ? AND criterion = ? AND lot = ? AND bidder = ?",
                assignment->part, G_N_ELEMENTS (assignment->part), error))
    return FALSE;
  if (has && !assignment->removes)
    return TRUE;
  if (!has && assignment->removes)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND,
                   _("expected an assignment of %s to %s, found none: “lotwise people FILE --person %s” lists those there are"),
                      assignment->part[0], scope, assignment->part[0]);
      return FALSE;
    }
  command = assign_command (request, assignment, error);
  return command != NULL && run_named (request, name, command, recorded, error);
}

/* What there is to know about a person who has just been assigned or has declared. */
static void
say_person (const LwPeopleRequest *request, const LwEvaluationPeople *people, const LwEvaluationPerson *person)
{
  g_autofree char *missing = lw_evaluation_list_interests (person->missing);

  if (people->in_use)
    lw_verb_say (request->run,
                 ngettext ("%s has %u mark to give; given: %u", "%s has %u marks to give; given: %u", person->assigned),
                 person->id, person->assigned, person->marked);
  if (people->in_use && person->assigned > 0 && !g_ptr_array_find_with_equal_func (person->roles, "evaluator", g_str_equal, NULL))
    lw_verb_say (request->run, _("%s does not have the role evaluator, without which no mark is taken"), person->id);
  if (person->missing->len > 0)
    lw_verb_say (request->run, _("Yet to declare, before marking: %s (lotwise declare FILE %s ORGANISATION none|conflict)"),
                                  missing, person->id);
}

static void
report_assignment (const LwPeopleRequest *request, const Assignment *assignment, gboolean recorded, gboolean was_in_use,
                   const LwEvaluationPeople *people)
{
  const LwEvaluationPerson *person = people->people->pdata[0];
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *scope = scope_text (assignment);

  if (!recorded)
    lw_verb_say (request->run, _("Nothing changed: %s is assigned to %s already"), person->id, scope);
  else if (assignment->removes)
    lw_verb_say (request->run, _("%s is no longer assigned to %s"), person->id, scope);
  else
    lw_verb_say (request->run, _("%s is assigned to %s"), person->id, scope);
  say_person (request, people, person);
  if (people->in_use && !was_in_use)
    lw_verb_say (request->run, _("This is the first assignment: from now on nobody marks what is not assigned"));
  if (!people->in_use && was_in_use)
    lw_verb_say (request->run,
                 _("This was the last assignment: from now on everybody marks everything, but for declared conflicts"));
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (assignment->part); i++)
    lw_evaluation_json_string (builder, assignment_fields[i], assignment->part[i][0] != '\0' ? assignment->part[i] : NULL);
  json_builder_set_member_name (builder, "assigned");
  json_builder_add_boolean_value (builder, !assignment->removes);
  json_builder_set_member_name (builder, "recorded");
  json_builder_add_boolean_value (builder, recorded);
  lw_people_report (request, builder, people, person);
}

static const char *
option_or_all (LwVerbRun *run, const char *name)
{
  const char *value = lw_verb_option (run, name);

  return value != NULL ? value : "";
}

int
lw_evaluation_run_assign (LwVerbRun *run, GError **error)
{
  g_auto (LwPeopleRequest) request = LW_PEOPLE_REQUEST_INIT (run);
  const Assignment assignment = { { lw_verb_arg (run, 1), option_or_all (run, "criterion"), option_or_all (run, "lot"),
                                    option_or_all (run, "bidder") },
                                  lw_verb_option (run, "remove") != NULL };
  g_autoptr (LwEvaluationPeople) before = NULL, people = NULL;
  gboolean recorded;

  request.store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  before = request.store == NULL ? NULL : lw_people_load (&request, assignment.part[0], error);
  if (before == NULL || !run_assignment (&request, &assignment, &recorded, error))
    return LW_EXIT_ERROR;
  people = lw_people_load (&request, assignment.part[0], error);
  if (people == NULL)
    return LW_EXIT_ERROR;
  report_assignment (&request, &assignment, recorded, before->in_use, people);
  return LW_EXIT_FINE;
}

/* ---- declare ---- */

typedef struct
{
  const char *key[2]; /* person, organisation */
  const char *stand;
  const char *note; /* NULL: not given */
} Declaration;

static LwCommand *
declare_command (const LwPeopleRequest *request, const Declaration *declaration, gboolean there, gboolean same, GError **error)
{
  GPtrArray *sections = lw_evaluation_sections ();
  const char *who = lw_verb_person (request->run), *why = lw_verb_reason (request->run);
  g_autofree char *key = g_strjoin ("/", declaration->key[0], declaration->key[1], NULL);
  g_autofree char *person = g_strconcat ("person=", declaration->key[0], NULL);
  g_autofree char *organisation = g_strconcat ("organisation=", declaration->key[1], NULL);
  g_autofree char *stand = g_strconcat ("stand=", declaration->stand, NULL);
  g_autofree char *note = g_strconcat ("note=", declaration->note, NULL);
  const char *set[] = { note, same ? NULL : stand, NULL }; /* a note belongs to its declaration: a new one does not keep it */
  const char *add[] = { person, organisation, stand, declaration->note != NULL ? note : NULL, NULL };

  return there ? lw_model_set (sections, "declaration", key, set, who, why, error)
               : lw_model_add (sections, "declaration", add, who, why, error);
}

static gboolean
run_declaration (const LwPeopleRequest *request, const Declaration *declaration, gboolean *recorded, GError **error)
{
  g_autofree char *name = g_strdup_printf (strcmp (declaration->stand, "conflict") == 0
                                           ? _("Declare a conflict of %s with %s")
                                           : _("Declare no conflict of %s with %s"), declaration->key[0], declaration->key[1]);
  gboolean there, same;
  LwCommand *command;
  const char *both[] = { declaration->key[0], declaration->key[1], declaration->stand };

  *recorded = FALSE;
  if (!has_row (request, &there, "SELECT 1 FROM evaluation_declaration WHERE person = ? AND organisation = ?", both, 2, error)
      || !has_row (request, &same, "SELECT 1 FROM evaluation_declaration WHERE person = ? AND organisation = ? AND stand = ?",
                   both, 3, error))
    return FALSE;
  if (same && declaration->note == NULL)
    return TRUE;
  command = declare_command (request, declaration, there, same, error);
  return command != NULL && run_named (request, name, command, recorded, error);
}

static void
say_conflict (const LwPeopleRequest *request, const Declaration *declaration, const LwEvaluationPeople *people,
              const LwEvaluationPerson *person)
{
  for (guint i = 0; i < person->conflicts->len; i++)
    {
      const LwPersonInterest *interest = person->conflicts->pdata[i];
      g_autofree char *bidders = lw_people_join (interest->bidders);
      guint n = 0;

      if (strcmp (interest->organisation, declaration->key[1]) != 0)
        continue;
      for (guint j = 0; j < people->bidders->len; j++)
        if (g_ptr_array_find_with_equal_func (interest->bidders, people->bidders->pdata[j], g_str_equal, NULL))
          n += person->of[j].marked;
      if (interest->bidders->len > 0)
        lw_verb_say (request->run, _("%s takes no part in marking: %s"), person->id, bidders);
      if (n > 0)
        lw_verb_say (request->run,
                     ngettext ("%u mark of %s is there already: it stays, and check names it",
                               "%u marks of %s are there already: they stay, and check names them", n),
                     n, person->id);
    }
}

static void
report_declaration (const LwPeopleRequest *request, const Declaration *declaration, gboolean recorded,
                    const LwEvaluationPeople *people)
{
  const LwEvaluationPerson *person = people->people->pdata[0];
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!recorded)
    lw_verb_say (request->run, _("Nothing changed: it was declared like that already"));
  if (strcmp (declaration->stand, "conflict") == 0)
    lw_verb_say (request->run, _("%s declares a conflict of interest with %s"), person->id, declaration->key[1]);
  else
    lw_verb_say (request->run, _("%s declares no conflict of interest with %s"), person->id, declaration->key[1]);
  say_conflict (request, declaration, people, person);
  say_person (request, people, person);
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "person", person->id);
  lw_evaluation_json_string (builder, "organisation", declaration->key[1]);
  lw_evaluation_json_string (builder, "stand", declaration->stand);
  json_builder_set_member_name (builder, "recorded");
  json_builder_add_boolean_value (builder, recorded);
  lw_people_report (request, builder, people, person);
}

int
lw_evaluation_run_declare (LwVerbRun *run, GError **error)
{
  g_auto (LwPeopleRequest) request = LW_PEOPLE_REQUEST_INIT (run);
  const Declaration declaration = { { lw_verb_arg (run, 1), lw_verb_arg (run, 2) },
                                    lw_verb_arg (run, 3),
                                    lw_verb_option (run, "note") };
  g_autoptr (LwEvaluationPeople) people = NULL;
  gboolean recorded;

  request.store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  if (request.store == NULL || !run_declaration (&request, &declaration, &recorded, error))
    return LW_EXIT_ERROR;
  people = lw_people_load (&request, declaration.key[0], error);
  if (people == NULL)
    return LW_EXIT_ERROR;
  report_declaration (&request, &declaration, recorded, people);
  return LW_EXIT_FINE;
}
