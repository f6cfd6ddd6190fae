/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lotwise: the command line. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"
#include "base/lw-id.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/lw-i18n.h"

static struct
{
  LwHost *host;
  GPtrArray *verbs;
  const LwVerb *verb; /* that is running */
  gboolean entered;   /* its own code was reached: the usage was right */
} cli;

LwHost *
cli_host (void)
{
  return cli.host;
}

GPtrArray *
cli_verbs (void)
{
  return cli.verbs;
}

static GPtrArray *
collect_verbs (LwHost *host)
{
  const LwVerb *const own[] = { cli_file_verbs, cli_edit_verbs,   cli_show_verbs,   cli_search_verbs,
                                cli_check_verbs, cli_log_verbs,  cli_plugin_verbs, cli_help_verbs };
  GPtrArray *verbs = g_ptr_array_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    for (const LwVerb *verb = own[i]; verb->name != NULL; verb++)
      g_ptr_array_add (verbs, (gpointer) verb);
  /* The program's own come first: a plugin cannot take their place. */
  g_ptr_array_extend (verbs, lw_host_get_verbs (host), NULL, NULL);
  return verbs;
}

const LwVerb *
cli_find_verb (const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < cli.verbs->len; i++)
    {
      const LwVerb *verb = cli.verbs->pdata[i];
      if (strcmp (verb->name, name) == 0)
        return verb;
      g_ptr_array_add (names, (gpointer) verb->name);
    }
  g_ptr_array_add (names, NULL);
  const char *near = lw_nearest (name, (const char *const *) names->pdata);
  if (near != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("there is no verb “%s”; did you mean “%s”?"), name, near);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("there is no verb “%s”"), name);
  return NULL;
}

/* ---- hints ---- */

/* "evaluation (disabled)"; NULL when all plugins are active. */
static char *
idle_plugins (void)
{
  g_autoptr (GString) idle = g_string_new (NULL);
  GPtrArray *plugins = lw_host_get_plugins (cli.host);
  for (guint i = 0; i < plugins->len; i++)
    {
      const LwPlugin *plugin = plugins->pdata[i];
      if (plugin->state != LW_PLUGIN_ACTIVE)
        g_string_append_printf (idle, "%s%s (%s)", idle->len > 0 ? ", " : "", plugin->id,
                                lw_plugin_state_to_string (plugin->state));
    }
  return idle->len > 0 ? g_strdup (idle->str) : NULL;
}

/* A verb may be missing because the plugin that brings it is. */
static char *
unknown_verb_hint (const char *name)
{
  g_autofree char *idle = idle_plugins ();
  if (g_file_test (name, G_FILE_TEST_IS_REGULAR))
    return g_strdup_printf (_("“%s” is a file: a verb comes before it, as in: lotwise info %s"), name, name);
  if (idle != NULL)
    return g_strdup_printf (_("“lotwise help” lists the verbs. Plugins that bring none now: %s; see “lotwise plugins”."), idle);
  return g_strdup (_("“lotwise help” lists the verbs."));
}

static char *
error_hint (const GError *error)
{
  if (!cli.entered)
    return g_strdup_printf (_("See “lotwise help %s”."), cli.verb->name);
  if (g_error_matches (error, LW_ERROR, LW_ERROR_NOT_LOTWISE))
    return g_strdup (
        _("“lotwise import SOURCE.xml FILE.lotwise” makes a competition from an XML file, “lotwise new” an empty one."));
  if (g_error_matches (error, LW_ERROR, LW_ERROR_BUSY))
    return g_strdup (_("Another program holds the file: try again when it has finished."));
  if (g_error_matches (error, LW_ERROR, LW_ERROR_CORRUPT))
    return g_strdup (_("“lotwise verify FILE.lotwise” says what is damaged."));
  g_autofree char *idle = strcmp (cli.verb->name, "import") == 0 ? idle_plugins () : NULL;
  if (idle != NULL)
    return g_strdup_printf (_("Plugins whose part of a file cannot be read now: %s; see “lotwise plugins”."), idle);
  return NULL;
}

static void
print_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      cli_render_error (_("cancelled; nothing was changed"), NULL);
      return;
    }
  g_autofree char *hint = error_hint (error);
  cli_render_error (error->message, hint);
}

/* ---- one verb ---- */

/* What goes into the record is one line of text that says what it shows. */
static gboolean
check_line (const char *name, const char *text, GError **error)
{
  g_autofree char *clean = text != NULL ? cli_text_clean (text) : NULL;
  if (g_strcmp0 (clean, text) == 0)
    return TRUE;
  g_autofree char *shown = lw_error_quote (text);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("--%s: expected one line of text without control characters, found %s"),
               name, shown);
  return FALSE;
}

static int
enter_verb (LwVerbRun *run, GError **error)
{
  if (!check_line ("as", lw_verb_option (run, "as"), error) || !check_line ("reason", lw_verb_reason (run), error))
    return LW_EXIT_ERROR;
  cli.entered = TRUE;
  cli_render_set_output (lw_verb_output (run));
  return cli.verb->run (run, error);
}

static int
run_verb (const LwVerb *verb, const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  LwVerb entered = *verb;
  entered.run = enter_verb;
  cli.verb = verb;
  int status = lw_verb_run (&entered, argv, &cli_front, NULL, &error);
  if (status != LW_EXIT_ERROR && !cli_render_flush (&error))
    {
      cli_render_error (error->message, NULL);
      return LW_EXIT_ERROR;
    }
  if (status != LW_EXIT_ERROR)
    return status;
  cli_render_discard ();
  if (error != NULL)
    print_error (error);
  else
    cli_render_error (_("the verb failed and did not say why"), NULL);
  return status;
}

static int
print_and_exit (char *text)
{
  int status = fputs (text, stdout) >= 0 && fflush (stdout) == 0 ? LW_EXIT_FINE : LW_EXIT_ERROR;
  g_free (text);
  return status;
}

static gboolean
asks_for_help (const char *const *argv)
{
  for (; *argv != NULL && strcmp (*argv, "--") != 0; argv++)
    if (strcmp (*argv, "--help") == 0 || strcmp (*argv, "-h") == 0)
      return TRUE;
  return FALSE;
}

static int
dispatch (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  if (strcmp (argv[0], "--help") == 0 || strcmp (argv[0], "-h") == 0)
    return print_and_exit (cli_help_long ());
  if (argv[0][0] == '-')
    {
      g_autofree char *message = g_strdup_printf (_("expected a verb, found the option “%s”"), argv[0]);
      cli_render_error (message,
                        _("Options follow the verb: lotwise VERB [ARGUMENT…] [OPTION…]. “lotwise help” lists the verbs."));
      return LW_EXIT_ERROR;
    }
  const LwVerb *verb = cli_find_verb (argv[0], &error);
  if (verb == NULL)
    {
      g_autofree char *hint = unknown_verb_hint (argv[0]);
      cli_render_error (error->message, hint);
      return LW_EXIT_ERROR;
    }
  if (asks_for_help (argv + 1))
    return print_and_exit (cli_help_verb (verb));
  return run_verb (verb, argv + 1);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("lotwise");
  cli_render_init ();
  if (argc < 2)
    {
      g_autofree char *help = cli_help_short ();
      fputs (help, stderr);
      return LW_EXIT_ERROR;
    }
  if (strcmp (argv[1], "--version") == 0 || strcmp (argv[1], "-V") == 0)
    return print_and_exit (g_strdup ("lotwise " LW_VERSION "\n"));
  cli.host = lw_host_new_default ();
  lw_host_load (cli.host);
  cli_export_offer (lw_host_get_exporters (cli.host));
  cli.verbs = collect_verbs (cli.host);
  int status = dispatch ((const char *const *) argv + 1);
  g_ptr_array_unref (cli.verbs);
  lw_host_free (cli.host);
  return status;
}
