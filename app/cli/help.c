/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* help: for people, and as a listing from which the completion of shells works. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"
#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

static const LwVerbOption common_options[] = {
  { "json", NULL, N_("print one JSON document") },
  { "csv", NULL, N_("print comma-separated values (RFC 4180)") },
  { NULL, NULL, NULL },
};
/* Those that record no reason of their own refuse one. */
static const LwVerbOption person_options[] = {
  { "as", N_("NAME"), N_("who makes the change (your login name)") },
  { NULL, NULL, NULL },
};
static const LwVerbOption change_options[] = {
  { "as", N_("NAME"), N_("who makes the change (your login name)") },
  { "reason", N_("TEXT"), N_("why, for the record") },
  { NULL, NULL, NULL },
};

char *
cli_help_short (void)
{
  return g_strdup (_("Usage: lotwise VERB [ARGUMENT…] [OPTION…]\n"
                     "\n"
                     "Score the bids of a competition in lots, exactly, with a record of every change.\n"
                     "\n"
                     "  lotwise import SOURCE.xml FILE.lotwise   make a competition from an XML file\n"
                     "  lotwise check FILE.lotwise               say what is wrong with it\n"
                     "  lotwise info FILE.lotwise                say what it holds\n"
                     "  lotwise help                             list every verb\n"
                     "  lotwise help VERB                        explain one\n"));
}

/* Verbs that change nothing take --as and --reason without a use for them. Those of plugins that are not here may. */
static const LwVerbOption *
options_of_change (const LwVerb *verb)
{
  static const char *const without_reason[] = { "import", "undo", "redo", NULL };
  static const char *const readers[] = { "export", "info", "show",    "check", "verify", "log",
                                         "plugins", "help", "rank", "explain", NULL };
  if (g_strv_contains (readers, verb->name))
    return NULL;
  return g_strv_contains (without_reason, verb->name) ? person_options : change_options;
}

/* "  label   text", the text under its own beginning where the terminal is too narrow for it. */
static void
append_entry (GString *out, const char *label, int width, const char *text)
{
  int screen = cli_render_screen ()->width, indent = 2 + width + 2;
  gboolean wraps = screen > 0 && screen - indent >= 20;
  g_auto (GStrv) lines = wraps ? cli_text_wrap (text, screen - indent) : g_strsplit (text, "\n", 1);
  gboolean apart = cli_text_width (label) > width;
  g_string_append_printf (out, "  %s", label);
  if (apart && wraps)
    g_string_append_printf (out, "\n%*s%s\n", indent, "", lines[0]);
  else
    g_string_append_printf (out, "%*s%s\n", MAX (width - cli_text_width (label), 0) + 2, "", lines[0]);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    g_string_append_printf (out, "%*s%s\n", indent, "", lines[i]);
}

/* A paragraph, or a line of usage: what is too long goes on after @indent columns. */
static void
append_wrapped (GString *out, const char *text, int indent)
{
  int screen = cli_render_screen ()->width;
  g_auto (GStrv) lines = screen > indent + 20 ? cli_text_wrap (text, screen - indent) : g_strsplit (text, "\n", 1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "%*s%s\n", i > 0 ? indent : 0, "", lines[i]);
}

static void
append_options (GString *text, const LwVerbOption *options)
{
  for (const LwVerbOption *option = options; option != NULL && option->name != NULL; option++)
    {
      g_autofree char *name = option->value != NULL ? g_strdup_printf ("--%s %s", option->name, _(option->value))
                                                    : g_strdup_printf ("--%s", option->name);
      append_entry (text, name, 16, _(option->help));
    }
}

static void
append_verb (GString *text, const LwVerb *verb)
{
  append_entry (text, verb->name, 9, _(verb->summary));
}

char *
cli_help_long (void)
{
  GString *text = g_string_new (_("Usage: lotwise VERB [ARGUMENT…] [OPTION…]\n"));
  const LwVerb *const own[] = { cli_file_verbs, cli_edit_verbs,   cli_show_verbs,   cli_search_verbs,
                                cli_check_verbs, cli_log_verbs,  cli_plugin_verbs, cli_help_verbs };
  g_string_append (text, _("\nVerbs:\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    for (const LwVerb *verb = own[i]; verb->name != NULL; verb++)
      append_verb (text, verb);
  GPtrArray *verbs = lw_host_get_verbs (cli_host ());
  if (verbs->len > 0)
    g_string_append (text, _("\nVerbs of plugins:\n"));
  for (guint i = 0; i < verbs->len; i++)
    append_verb (text, verbs->pdata[i]);
  g_string_append (text, _("\nOptions of every verb:\n"));
  append_options (text, common_options);
  g_string_append (text, _("\nOptions of verbs that change something:\n"));
  append_options (text, change_options);
  g_string_append_c (text, '\n');
  append_wrapped (text, _("lotwise help VERB explains a verb, lotwise help NOUN the fields of a lot, a bid and so on."), 0);
  append_wrapped (text, _("lotwise --version prints the version."), 0);
  append_wrapped (text, _("Exit status: 0 fine, 1 a check failed, 2 wrong usage or another error."), 0);
  return g_string_free (text, FALSE);
}

/* What NOUN and KEY in the usage stand for. */
static void
append_words (GString *text, const LwVerb *verb)
{
  if (strstr (verb->usage, "NOUN") != NULL)
    {
      g_autofree char *nouns = cli_noun_list ();
      append_entry (text, "NOUN", 11, nouns);
      append_entry (text, "", 11, _("lotwise help NOUN lists the fields of one; where it is a verb too: lotwise help add NOUN"));
    }
  if (strstr (verb->usage, "KEY") != NULL)
    append_entry (text, "KEY", 11,
                  _("the row's key fields joined by “/”: L12 is a lot, L12/B04 the bid of B04 for it, L12/B04/2.1/E01 a"
                    " mark; for a criterion common to all lots the lot is left out: /B04/3.2/E04"));
  if (strstr (verb->usage, "FIELD=VALUE") != NULL)
    append_entry (text, "FIELD=VALUE", 11, _("a field of the noun, as lotwise help NOUN lists them, and what it shall be"));
}

char *
cli_help_verb (const LwVerb *verb)
{
  GString *text = g_string_new (NULL);
  g_autofree char *usage
      = g_strdup_printf (_("Usage: lotwise %s %s"), verb->name, verb->usage != NULL ? verb->usage : "");
  g_autofree char *summary = g_strdup_printf ("%s.", _(verb->summary));
  append_wrapped (text, g_strchomp (usage), 4);
  g_string_append_c (text, '\n');
  append_wrapped (text, summary, 0);
  if (verb->usage != NULL && (strstr (verb->usage, "NOUN") != NULL || strstr (verb->usage, "KEY") != NULL))
    {
      g_string_append_c (text, '\n');
      append_words (text, verb);
    }
  if (verb->options != NULL && verb->options->name != NULL)
    {
      g_string_append (text, _("\nOptions:\n"));
      append_options (text, verb->options);
    }
  g_string_append (text, _("\nOptions of every verb:\n"));
  append_options (text, common_options);
  if (options_of_change (verb) != NULL)
    {
      g_string_append (text, _("\nOptions of verbs that change something:\n"));
      append_options (text, options_of_change (verb));
    }
  return g_string_free (text, FALSE);
}

/* ---- a noun ---- */

static char *
help_noun (const LwEntity *entity)
{
  GString *text = g_string_new (NULL);
  g_autofree char *pattern = cli_key_pattern (entity);
  int width = 0;
  g_string_append_printf (text,
                          _("Usage: lotwise add FILE.lotwise %s FIELD=VALUE…\n"
                            "       lotwise set FILE.lotwise %s KEY FIELD=VALUE…\n"
                            "       lotwise remove FILE.lotwise %s KEY\n"
                            "       lotwise show FILE.lotwise %s [KEY]\n"
                            "\n"
                            "KEY is %s.\n"
                            "\nFields:\n"),
                          entity->noun, entity->noun, entity->noun, entity->noun, pattern);
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    width = MAX (width, cli_text_width (field->name));
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    {
      if (field->flags & LW_FIELD_FIXED)
        continue;
      g_autofree char *expects = cli_field_expects (field);
      const char *unit = cli_field_unit (field);
      g_autofree char *line = g_strdup_printf ("%s%s%s%s%s", expects, unit != NULL ? " (" : "", unit != NULL ? unit : "",
                                               unit != NULL ? ")" : "", cli_field_is_required (field) ? _("; required") : "");
      append_entry (text, field->name, width, line);
    }
  return g_string_free (text, FALSE);
}

static const char *
type_name (LwFieldType type)
{
  static const char *const names[] = { "id", "reference", "text", "long-text", "integer", "decimal", "money", "choice" };
  return (gsize) type < G_N_ELEMENTS (names) ? names[type] : NULL;
}

static JsonObject *
noun_json (const LwEntity *entity)
{
  JsonObject *object = json_object_new ();
  JsonArray *fields = json_array_new ();
  g_autofree char *pattern = cli_key_pattern (entity);
  cli_json_string (object, "noun", entity->noun);
  cli_json_string (object, "key", pattern);
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    {
      JsonObject *row = json_object_new ();
      JsonArray *choices = json_array_new ();
      if (field->flags & LW_FIELD_FIXED)
        {
          json_object_unref (row);
          json_array_unref (choices);
          continue;
        }
      for (guint i = 0; field->choices != NULL && field->choices[i] != NULL; i++)
        json_array_add_string_element (choices, field->choices[i]);
      cli_json_string (row, "name", field->name);
      cli_json_string (row, "type", type_name (field->type));
      json_object_set_boolean_member (row, "required", cli_field_is_required (field));
      cli_json_string (row, "refers", field->refers);
      cli_json_string (row, "unit", cli_field_unit (field));
      json_object_set_array_member (row, "choices", choices);
      json_array_add_object_element (fields, row);
    }
  json_object_set_array_member (object, "fields", fields);
  return object;
}

/* ---- the listings for programs ---- */

/* "--lot= --entries": a '=' says that a value follows. */
static char *
options_text (const LwVerb *verb)
{
  GString *text = g_string_new (NULL);
  const LwVerbOption *const lists[] = { verb->options, common_options, options_of_change (verb) };
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (const LwVerbOption *option = lists[i]; option != NULL && option->name != NULL; option++)
      g_string_append_printf (text, "%s--%s%s", text->len > 0 ? " " : "", option->name, option->value != NULL ? "=" : "");
  return g_string_free (text, FALSE);
}

static LwVerbTable *
verbs_table (JsonArray *array)
{
  LwVerbTable *table = lw_verb_table_new (NULL);
  lw_verb_table_add_column (table, "verb", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, "usage", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, "options", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, "summary", LW_ALIGN_LEFT);
  for (guint i = 0; i < cli_verbs ()->len; i++)
    {
      const LwVerb *verb = cli_verbs ()->pdata[i];
      g_autofree char *options = options_text (verb);
      lw_verb_table_add_row (table, verb->name, verb->usage, options, _(verb->summary));
      JsonObject *object = json_object_new ();
      cli_json_string (object, "verb", verb->name);
      cli_json_string (object, "usage", verb->usage);
      cli_json_string (object, "options", options);
      cli_json_string (object, "summary", _(verb->summary));
      json_array_add_object_element (array, object);
    }
  return table;
}

static LwVerbTable *
nouns_table (JsonArray *array)
{
  LwVerbTable *table = lw_verb_table_new (NULL);
  lw_verb_table_add_column (table, "noun", LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, "fields", LW_ALIGN_LEFT);
  GPtrArray *sections = lw_host_get_sections (cli_host ());
  for (guint i = 0; i < sections->len; i++)
    for (const LwEntity *const *entity = ((LwSection *) sections->pdata[i])->entities; *entity != NULL; entity++)
      {
        g_autoptr (GString) fields = g_string_new (NULL);
        for (const LwField *field = (*entity)->fields; field->name != NULL; field++)
          if (!(field->flags & LW_FIELD_FIXED))
            g_string_append_printf (fields, "%s%s=", fields->len > 0 ? " " : "", field->name);
        lw_verb_table_add_row (table, (*entity)->noun, fields->str);
        JsonObject *object = json_object_new ();
        cli_json_string (object, "noun", (*entity)->noun);
        cli_json_string (object, "fields", fields->str);
        json_array_add_object_element (array, object);
      }
  return table;
}

/* One line each, its columns apart by tabs: what a shell can read without a parser. */
static void
say_lines (LwVerbRun *run, const LwVerbTable *table)
{
  if (lw_verb_output (run) != LW_OUTPUT_TEXT)
    return;
  for (guint row = 0; row < lw_verb_table_n_rows (table); row++)
    for (guint column = 0; column < lw_verb_table_n_columns (table); column++)
      {
        const char *text = lw_verb_table_get_cell (table, row, column);
        cli_render_write (text != NULL ? text : "");
        cli_render_write (column + 1 < lw_verb_table_n_columns (table) ? "\t" : "\n");
      }
}

static int
report_verb (LwVerbRun *run, const LwVerb *verb)
{
  g_autofree char *text = cli_help_verb (verb);
  g_autofree char *options = options_text (verb);
  JsonObject *object = json_object_new ();
  cli_json_string (object, "verb", verb->name);
  cli_json_string (object, "usage", verb->usage);
  cli_json_string (object, "options", options);
  cli_json_string (object, "summary", _(verb->summary));
  cli_report (run, object, text);
  return LW_EXIT_FINE;
}

/* "help log", "help lot", and "help add lot"; "mark" alone is the verb. */
static int
help_of (LwVerbRun *run, const char *name, GError **error)
{
  GPtrArray *sections = lw_host_get_sections (cli_host ());
  const char *noun = lw_verb_arg (run, 1);
  g_autoptr (GError) no_verb = NULL;
  const LwVerb *verb = cli_find_verb (name, &no_verb);
  if (verb != NULL && noun == NULL)
    return report_verb (run, verb);
  if (verb == NULL && noun != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&no_verb));
      return LW_EXIT_ERROR;
    }
  const LwEntity *entity = lw_model_find (sections, noun != NULL ? noun : name, noun != NULL ? error : NULL);
  if (entity == NULL)
    {
      if (noun == NULL)
        g_propagate_error (error, g_steal_pointer (&no_verb));
      return LW_EXIT_ERROR;
    }
  g_autofree char *text = help_noun (entity);
  cli_report (run, noun_json (entity), text);
  return LW_EXIT_FINE;
}

static int
run_help (LwVerbRun *run, GError **error)
{
  const char *name = lw_verb_arg (run, 0);
  gboolean nouns = lw_verb_option (run, "nouns") != NULL, listing = nouns || lw_verb_option (run, "verbs") != NULL;
  if (name != NULL)
    return help_of (run, name, error);
  JsonArray *array = json_array_new ();
  g_autoptr (LwVerbTable) table = nouns ? nouns_table (array) : verbs_table (array);
  if (lw_verb_output (run) == LW_OUTPUT_CSV)
    lw_verb_table (run, table);
  else if (listing)
    say_lines (run, table);
  else
    {
      g_autofree char *text = cli_help_long ();
      lw_verb_say (run, "%s", text);
    }
  JsonObject *object = json_object_new ();
  json_object_set_array_member (object, nouns ? "nouns" : "verbs", array);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  lw_verb_json (run, node);
  return LW_EXIT_FINE;
}

static const LwVerbOption help_options[] = {
  { "verbs", NULL, N_("list the verbs for programs: verb, usage, options and summary, apart by tabs") },
  { "nouns", NULL, N_("list the nouns of add, set, remove and show with their fields in the same way") },
  { NULL, NULL, NULL },
};

const LwVerb cli_help_verbs[] = {
  { "help", "[VERB [NOUN]]", N_("Explain a verb or the fields of a noun, or list the verbs"), help_options, 0, 2, run_help },
  { NULL },
};
