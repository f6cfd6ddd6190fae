/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* help: for people, and as a listing from which the completion of shells works. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"
#include "model/lw-entity.h"

#include <string.h>

#include "base/lw-i18n.h"

static const LwVerbOption common_options[] = {
  { "json", NULL, N_("print one JSON document") },
  { "csv", NULL, N_("print comma-separated values (RFC 4180)") },
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

static void
append_options (GString *text, const LwVerbOption *options)
{
  for (const LwVerbOption *option = options; option != NULL && option->name != NULL; option++)
    {
      g_autofree char *name = option->value != NULL ? g_strdup_printf ("--%s %s", option->name, _(option->value))
                                                    : g_strdup_printf ("--%s", option->name);
      g_string_append_printf (text, "  %s%*s%s\n", name, MAX (18 - cli_text_width (name), 2), "", _(option->help));
    }
}

static void
append_verb (GString *text, const LwVerb *verb)
{
  g_string_append_printf (text, "  %-10s %s\n", verb->name, _(verb->summary));
}

char *
cli_help_long (void)
{
  GString *text = g_string_new (_("Usage: lotwise VERB [ARGUMENT…] [OPTION…]\n"));
  const LwVerb *const own[] = { cli_file_verbs, cli_edit_verbs, cli_show_verbs, cli_check_verbs,
                                cli_log_verbs,  cli_plugin_verbs, cli_help_verbs };
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
  g_string_append (text, _("\nlotwise help VERB explains a verb. lotwise --version prints the version.\n"
                           "Exit status: 0 fine, 1 a check failed, 2 wrong usage or another error.\n"));
  return g_string_free (text, FALSE);
}

char *
cli_help_verb (const LwVerb *verb)
{
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, _("Usage: lotwise %s %s\n"), verb->name, verb->usage != NULL ? verb->usage : "");
  g_string_append_printf (text, "\n%s.\n", _(verb->summary));
  if (verb->options != NULL && verb->options->name != NULL)
    {
      g_string_append (text, _("\nOptions:\n"));
      append_options (text, verb->options);
    }
  g_string_append (text, _("\nOptions of every verb:\n"));
  append_options (text, common_options);
  return g_string_free (text, FALSE);
}

/* ---- the listings for programs ---- */

/* "--lot= --entries": a '=' says that a value follows. */
static char *
options_text (const LwVerb *verb)
{
  GString *text = g_string_new (NULL);
  const LwVerbOption *const lists[] = { verb->options, common_options };
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (const LwVerbOption *option = lists[i]; option != NULL && option->name != NULL; option++)
      g_string_append_printf (text, "%s--%s%s", text->len > 0 ? " " : "", option->name, option->value != NULL ? "=" : "");
  return g_string_free (text, FALSE);
}

static LwTable *
verbs_table (JsonArray *array)
{
  LwTable *table = lw_table_new (NULL);
  lw_table_add_column (table, "verb", LW_ALIGN_LEFT);
  lw_table_add_column (table, "usage", LW_ALIGN_LEFT);
  lw_table_add_column (table, "options", LW_ALIGN_LEFT);
  lw_table_add_column (table, "summary", LW_ALIGN_LEFT);
  for (guint i = 0; i < cli_verbs ()->len; i++)
    {
      const LwVerb *verb = cli_verbs ()->pdata[i];
      g_autofree char *options = options_text (verb);
      lw_table_add_row (table, verb->name, verb->usage, options, _(verb->summary));
      JsonObject *object = json_object_new ();
      cli_json_string (object, "verb", verb->name);
      cli_json_string (object, "usage", verb->usage);
      cli_json_string (object, "options", options);
      cli_json_string (object, "summary", _(verb->summary));
      json_array_add_object_element (array, object);
    }
  return table;
}

static LwTable *
nouns_table (JsonArray *array)
{
  LwTable *table = lw_table_new (NULL);
  lw_table_add_column (table, "noun", LW_ALIGN_LEFT);
  lw_table_add_column (table, "fields", LW_ALIGN_LEFT);
  GPtrArray *sections = lw_host_get_sections (cli_host ());
  for (guint i = 0; i < sections->len; i++)
    for (const LwEntity *const *entity = ((LwSection *) sections->pdata[i])->entities; *entity != NULL; entity++)
      {
        g_autoptr (GString) fields = g_string_new (NULL);
        for (const LwField *field = (*entity)->fields; field->name != NULL; field++)
          if (!(field->flags & LW_FIELD_FIXED))
            g_string_append_printf (fields, "%s%s=", fields->len > 0 ? " " : "", field->name);
        lw_table_add_row (table, (*entity)->noun, fields->str);
        JsonObject *object = json_object_new ();
        cli_json_string (object, "noun", (*entity)->noun);
        cli_json_string (object, "fields", fields->str);
        json_array_add_object_element (array, object);
      }
  return table;
}

/* One line each, its columns apart by tabs: what a shell can read without a parser. */
static void
say_lines (LwVerbRun *run, const LwTable *table)
{
  if (lw_verb_output (run) != LW_OUTPUT_TEXT)
    return;
  for (guint row = 0; row < lw_table_n_rows (table); row++)
    for (guint column = 0; column < lw_table_n_columns (table); column++)
      {
        const char *text = lw_table_get_cell (table, row, column);
        cli_render_write (text != NULL ? text : "");
        cli_render_write (column + 1 < lw_table_n_columns (table) ? "\t" : "\n");
      }
}

static int
run_help (LwVerbRun *run, GError **error)
{
  const char *name = lw_verb_arg (run, 0);
  gboolean nouns = lw_verb_option (run, "nouns") != NULL, listing = nouns || lw_verb_option (run, "verbs") != NULL;
  if (name != NULL)
    {
      const LwVerb *verb = cli_find_verb (name, error);
      if (verb == NULL)
        return LW_EXIT_ERROR;
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
  JsonArray *array = json_array_new ();
  g_autoptr (LwTable) table = nouns ? nouns_table (array) : verbs_table (array);
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
  { "help", "[VERB]", N_("Explain a verb, or list them all"), help_options, 0, 1, run_help },
  { NULL },
};
