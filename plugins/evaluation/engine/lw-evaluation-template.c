/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Templates of methods, and the verb template. */
#include "config.h"

#include "lw-evaluation-template.h"

#include "base/lw-error.h"
#include "lw-evaluation-private.h"
#include "lw-evaluation-verbs.h"
#include "xml/lw-competition-xml.h"
#include "xml/lw-templates.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Of the competition itself what says what it is, not whose. */
static void
be_template (const LwEntity *entity, const char **values, const char *title)
{
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (strcmp (entity->fields[i].name, "id") == 0)
      values[i] = "competition";
    else if (strcmp (entity->fields[i].name, "title") == 0)
      values[i] = title;
    else if (strcmp (entity->fields[i].name, "currency") != 0)
      values[i] = NULL;
}

static gboolean
keep_row (const LwEntity *entity, const char **values, gpointer title)
{
  static const char *const kept[] = { "method", "scale", "scale-mark", "criterion", "tie-rule", NULL };

  if (strcmp (entity->noun, "competition") == 0)
    {
      be_template (entity, values, title);
      return TRUE;
    }
  if (strcmp (entity->noun, "statement") == 0)
    return strcmp (values[0], "criteria") == 0;
  return g_strv_contains (kept, entity->noun);
}

char *
lw_evaluation_template_xml (LwConnection *connection, GPtrArray *sections, const char *title, GError **error)
{
  gint64 n;

  if (!lw_connection_get_int (connection, &n, 0, error, "SELECT count (*) FROM evaluation_method", ""))
    return NULL;
  if (n > 0)
    return lw_competition_export_filtered (connection, sections, keep_row, (gpointer) title, error);
  g_set_error_literal (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("there is no method yet that a template could keep"));
  return NULL;
}

/* ---- the verb ---- */

static int
list (LwVerbRun *run)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  g_autoptr (GPtrArray) templates = lw_templates_list ();
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  lw_verb_table_add_column (table, csv ? "name" : _("Name"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "title" : _("Title"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "own" : _("Own"), LW_ALIGN_LEFT);
  lw_verb_table_add_column (table, csv ? "note" : _("What it is"), LW_ALIGN_LEFT);
  json_builder_begin_array (json);
  for (guint i = 0; i < templates->len; i++)
    {
      const LwTemplate *template = templates->pdata[i];

      lw_verb_table_add_row (table, template->name, template->title,
                             csv ? (template->own ? "true" : "false") : template->own ? _("yes") : "", template->note);
      json_builder_begin_object (json);
      lw_evaluation_json_string (json, "name", template->name);
      lw_evaluation_json_string (json, "title", template->title);
      lw_evaluation_json_string (json, "note", template->note);
      json_builder_set_member_name (json, "own");
      json_builder_add_boolean_value (json, template->own);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  lw_verb_table (run, table);
  lw_verb_json (run, json_builder_get_root (json));
  return LW_EXIT_FINE;
}

static void
report (LwVerbRun *run, const char *title)
{
  g_autofree char *name = lw_template_name (title);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  lw_evaluation_json_string (json, "name", name);
  lw_evaluation_json_string (json, "title", title);
  json_builder_end_object (json);
  lw_verb_json (run, json_builder_get_root (json));
}

static int
save (LwVerbRun *run, GError **error)
{
  const char *path = lw_verb_arg (run, 1), *title = lw_verb_arg (run, 2);
  g_autoptr (LwSchema) schema = lw_evaluation_schema ();
  g_autoptr (LwStore) store = lw_store_open (path, schema, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autofree char *xml = reader == NULL ? NULL
                                        : lw_evaluation_template_xml (lw_reader_connection (reader), lw_evaluation_sections (),
                                                                      title, error);

  if (xml == NULL || !lw_template_save (xml, title, lw_verb_option (run, "replace") != NULL, error))
    return LW_EXIT_ERROR;
  lw_verb_say (run, _("Saved the method of %s as the template %s"), path, title);
  report (run, title);
  return LW_EXIT_FINE;
}

int
lw_evaluation_run_template (LwVerbRun *run, GError **error)
{
  const char *what = lw_verb_arg (run, 0);
  const guint n = lw_verb_n_args (run);

  if (strcmp (what, "list") == 0 && n == 1)
    return list (run);
  if (strcmp (what, "save") == 0 && n == 3)
    return save (run, error);
  if (strcmp (what, "remove") == 0 && n == 2)
    {
      if (!lw_template_remove (lw_verb_arg (run, 1), error))
        return LW_EXIT_ERROR;
      lw_verb_say (run, _("Removed the template %s"), lw_verb_arg (run, 1));
      report (run, lw_verb_arg (run, 1));
      return LW_EXIT_FINE;
    }
  g_autofree char *found = lw_error_quote (what);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("template: expected “list”, “save FILE NAME” or “remove NAME”, found %s"), found);
  return LW_EXIT_ERROR;
}
