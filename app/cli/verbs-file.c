/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whole files: new, import, export, info. */
#include "config.h"

#include "cli.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"
#include "base/lw-id.h"
#include "base/lw-money.h"
#include "model/lw-model.h"
#include "xml/lw-competition-xml.h"
#include "xml/lw-templates.h"

#include <string.h>

#include "base/lw-i18n.h"

#define TITLE_MAX 4096

/* ---- new ---- */

typedef struct
{
  char *id, *title, *currency;
} NewCompetition;

static void
new_competition_free (NewCompetition *made)
{
  g_free (made->id);
  g_free (made->title);
  g_free (made->currency);
  g_free (made);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NewCompetition, new_competition_free)

/* "Probation services, 2014" -> "probation-services-2014"; a random one where nothing is left of the title. */
static char *
id_from_title (const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  GString *id = g_string_new (NULL);
  for (const char *p = ascii; *p != '\0' && id->len < LW_ID_MAX; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (id, g_ascii_tolower (*p));
      else if (id->len > 0 && id->str[id->len - 1] != '-' && *p != '?' && *p != '\'')
        g_string_append_c (id, '-');
    }
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  if (id->len > 0)
    return g_string_free (id, FALSE);
  g_string_free (id, TRUE);
  return lw_id_random ();
}

static gboolean
check_title (const char *title, GError **error)
{
  g_autofree char *clean = cli_text_clean (title);
  if (*title == '\0')
    g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("title: expected text, found nothing"));
  else if (!g_utf8_validate (title, -1, NULL))
    g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("title: expected UTF-8 text, found other bytes"));
  else if (strcmp (clean, title) != 0)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("title: expected one line of text, found a control character"));
  else if (strlen (title) > TITLE_MAX)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("title: expected at most %d bytes, found %zu"), TITLE_MAX, strlen (title));
  else
    return TRUE;
  return FALSE;
}

static NewCompetition *
new_competition (LwVerbRun *run, GError **error)
{
  g_autoptr (NewCompetition) made = g_new0 (NewCompetition, 1);
  const char *id = lw_verb_option (run, "id"), *currency = lw_verb_option (run, "currency");
  made->title = g_strdup (lw_verb_arg (run, 1));
  if (!check_title (made->title, error))
    return NULL;
  made->id = id != NULL ? g_strdup (id) : id_from_title (made->title);
  made->currency = g_strdup (currency != NULL ? currency : "GBP");
  if (!lw_id_check (made->id, "--id", error))
    return NULL;
  if (lw_currency_digits (made->currency) < 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("--currency: expected an ISO 4217 code such as GBP or EUR, found “%s”"), made->currency);
      return NULL;
    }
  return g_steal_pointer (&made);
}

static gboolean
apply_new (LwTransaction *transaction, gpointer data, GError **error)
{
  const NewCompetition *made = data;
  static const char *const columns[] = { "id", "title", "currency", NULL };
  const char *values[] = { made->id, made->title, made->currency };
  const gssize lengths[] = { -1, -1, -1 };
  g_autoptr (LwBulk) bulk = lw_bulk_new (transaction, "competition", columns, error);
  return bulk != NULL && lw_bulk_add (bulk, values, lengths, error);
}

/* A competition with what the template says, and the id, title and currency of its own. */
static LwStore *
create_from_template (LwVerbRun *run, const NewCompetition *made, GError **error)
{
  g_autoptr (LwTemplate) template = lw_templates_find (lw_verb_option (run, "template"), error);
  g_autofree char *xml = template == NULL ? NULL
                                          : lw_template_begin (template, made->id, made->title, lw_verb_option (run, "currency"),
                                                               error);
  return xml == NULL ? NULL
                     : lw_competition_import_data (xml, strlen (xml), template->name, lw_verb_arg (run, 0),
                                                   lw_host_get_sections (cli_host ()), lw_host_get_schema (cli_host ()),
                                                   lw_verb_person (run), NULL, error);
}

static LwStore *
create_empty (LwVerbRun *run, NewCompetition *made, GError **error)
{
  g_autofree char *name = g_strdup_printf (_("Make the competition “%s”"), made->title);
  g_autoptr (LwCommand) command
      = lw_command_new (name, lw_verb_person (run), lw_verb_reason (run), apply_new, made, NULL);
  return lw_store_create (lw_verb_arg (run, 0), lw_host_get_schema (cli_host ()), command, NULL, error);
}

static int
run_new (LwVerbRun *run, GError **error)
{
  const char *path = lw_verb_arg (run, 0);
  g_autoptr (NewCompetition) made = new_competition (run, error);
  if (made == NULL || !cli_check_new_path (path, _("a name for the competition's file"), error))
    return LW_EXIT_ERROR;
  if (lw_verb_option (run, "template") != NULL && !cli_refuse_reason (run, error))
    return LW_EXIT_ERROR;
  g_autoptr (LwStore) store
      = lw_verb_option (run, "template") != NULL ? create_from_template (run, made, error) : create_empty (run, made, error);
  g_autoptr (LwReader) reader = store != NULL ? lw_store_reader (store, error) : NULL;
  g_autoptr (LwCompetition) competition = reader != NULL ? lw_competition_load (lw_reader_connection (reader), error) : NULL;
  if (competition == NULL)
    return LW_EXIT_ERROR;
  g_autofree char *text = g_strdup_printf (_("Made %s: %s (%s)"), path, made->title, made->id);
  JsonObject *object = json_object_new ();
  cli_json_string (object, "file", path);
  cli_json_string (object, "competition", made->id);
  cli_json_string (object, "title", made->title);
  cli_json_string (object, "currency", competition->currency);
  cli_report (run, object, text);
  return LW_EXIT_FINE;
}

/* ---- import ---- */

typedef struct
{
  const char *source, *path, *person;
} ImportWork;

static gpointer
import_work (LwJob *job, gpointer data, GError **error)
{
  const ImportWork *work = data;
  return lw_competition_import (work->source, work->path, lw_host_get_sections (cli_host ()), lw_host_get_schema (cli_host ()),
                                work->person, job, lw_job_get_cancellable (job), error);
}

static int
run_import (LwVerbRun *run, GError **error)
{
  ImportWork work = { lw_verb_arg (run, 0), lw_verb_arg (run, 1), lw_verb_person (run) };
  g_autofree char *name = g_path_get_basename (work.source);
  g_autofree char *title = g_strdup_printf (_("Importing %s"), name);
  if (!cli_refuse_reason (run, error) || !cli_check_existing_path (work.source, _("an XML file"), FALSE, error)
      || !cli_check_new_path (work.path, _("a name for the competition's file"), error))
    return LW_EXIT_ERROR;
  g_autoptr (LwStore) store = cli_run_job (title, import_work, &work, g_object_unref, error);
  g_autoptr (LwReader) reader = store != NULL ? lw_store_reader (store, error) : NULL;
  gint64 entries = 0;
  g_autofree char *head = NULL;
  if (reader == NULL || !cli_journal_head (lw_reader_connection (reader), &entries, &head, error))
    return LW_EXIT_ERROR;
  g_autoptr (LwCompetition) competition = lw_competition_load (lw_reader_connection (reader), error);
  if (competition == NULL)
    return LW_EXIT_ERROR;
  g_autofree char *text = g_strdup_printf (_("Imported %s into %s: %s"), work.source, work.path, competition->title);
  JsonObject *object = json_object_new ();
  cli_json_string (object, "file", work.path);
  cli_json_string (object, "competition", competition->id);
  cli_json_string (object, "title", competition->title);
  json_object_set_int_member (object, "entries", entries);
  cli_json_string (object, "head", head);
  cli_report (run, object, text);
  return LW_EXIT_FINE;
}

/* ---- export ---- */

/* Options of "export": one for each form that the plugins bring. */
static LwVerbOption export_options[17];

void
cli_export_offer (GPtrArray *exporters)
{
  const guint n = MIN (exporters->len, G_N_ELEMENTS (export_options) - 1);
  for (guint i = 0; i < n; i++)
    {
      const LwExporter *exporter = exporters->pdata[i];
      export_options[i] = (LwVerbOption) { exporter->name, exporter->value, exporter->title };
    }
  export_options[n] = (LwVerbOption) { NULL, NULL, NULL };
}

typedef struct
{
  LwStore *store;
  const char *out, *person;
  const LwExporter *exporter; /* NULL: as XML */
  char *said;
} ExportWork;

static void
export_work_clear (ExportWork *work)
{
  g_free (work->said);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ExportWork, export_work_clear)

static gpointer
export_work (LwJob *job, gpointer data, GError **error)
{
  ExportWork *work = data;
  GCancellable *cancellable = lw_job_get_cancellable (job);
  gboolean fine
      = work->exporter != NULL
            ? work->exporter->run (work->store, work->out, job, cancellable, &work->said, error)
            : lw_host_export (cli_host (), work->store, work->out, work->person, job, cancellable, error);
  return GINT_TO_POINTER (fine);
}

/* What is to be written, and where: OUT.xml, or the one form of a plugin that was asked for. */
static gboolean
choose_export (LwVerbRun *run, ExportWork *work, GError **error)
{
  GPtrArray *exporters = lw_host_get_exporters (cli_host ());
  work->out = lw_verb_arg (run, 1);
  for (guint i = 0; i < exporters->len; i++)
    {
      const LwExporter *exporter = exporters->pdata[i];
      if (lw_verb_option (run, exporter->name) == NULL)
        continue;
      if (work->out != NULL)
        {
          const char *other = work->exporter != NULL ? work->exporter->name : NULL;
          g_autofree char *found = other != NULL ? g_strconcat ("--", other, NULL) : lw_error_quote (work->out);
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("--%s: expected one thing to write, found %s too"), exporter->name,
                       found);
          return FALSE;
        }
      work->exporter = exporter;
      work->out = lw_verb_option (run, exporter->name);
    }
  if (work->out == NULL)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("export: expected a name for the XML file, found nothing"));
  return work->out != NULL;
}

static int
run_export (LwVerbRun *run, GError **error)
{
  g_auto (ExportWork) work = { .person = lw_verb_person (run) };
  if (!choose_export (run, &work, error))
    return LW_EXIT_ERROR;
  /* An export replaces what is there, so a slip of the keyboard must not cost a competition. Before the store is opened. */
  if (work.exporter == NULL && !cli_check_export_path (work.out, lw_verb_arg (run, 0), error))
    return LW_EXIT_ERROR;
  work.store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  if (work.store == NULL)
    return LW_EXIT_ERROR;
  g_autofree char *name = g_path_get_basename (work.out);
  g_autofree char *title = g_strdup_printf (_("Exporting %s"), name);
  if (cli_run_job (title, export_work, &work, NULL, error) == NULL)
    return LW_EXIT_ERROR;
  g_autofree char *exported = g_strdup_printf (_("Exported %s to %s"), lw_verb_arg (run, 0), work.out);
  g_autofree char *text = work.said != NULL ? g_strdup_printf ("%s\n%s", exported, work.said) : g_strdup (exported);
  JsonObject *object = json_object_new ();
  cli_json_string (object, "file", lw_verb_arg (run, 0));
  cli_json_string (object, "out", work.out);
  cli_report (run, object, text);
  return LW_EXIT_FINE;
}

static const LwVerbOption new_options[] = {
  { "template", N_("NAME"), N_("begin with this template: see lotwise template list") },
  { "currency", N_("CODE"), N_("currency of prices, an ISO 4217 code (GBP, or that of the template)") },
  { "id", N_("ID"), N_("identifier of the competition (made from the title)") },
  { NULL, NULL, NULL },
};

const LwVerb cli_file_verbs[] = {
  { "new", "FILE.lotwise TITLE [--template NAME] [--currency CODE] [--id ID]", N_("Make a competition, empty or from a template"), new_options, 2, 2, run_new },
  { "import", "SOURCE.xml FILE.lotwise", N_("Make a competition from an XML file"), NULL, 2, 2, run_import },
  { "export", "FILE.lotwise OUT.xml | FILE.lotwise OPTION", N_("Write a competition as XML, or in another form"),
    export_options, 1, 2, run_export },
  { "info", "FILE.lotwise", N_("What a file holds, how far it may be trusted, where its record stands"), NULL,
    1, 1, cli_run_info },
  { NULL },
};
