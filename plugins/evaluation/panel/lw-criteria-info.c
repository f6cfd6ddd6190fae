/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the window knows of the panel Criteria before it is made: its place in the sidebar, its actions, its badge. */
#include "config.h"

#include "lw-evaluation-panels.h"
#include "lw-evaluation-verbs.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

GType lw_criteria_panel_get_type (void);

/* What is wrong with the method itself. Read anew, because the session may not have followed yet: a few dozen rows. */
static LwFindings *
find_problems (LwDocument *document, gboolean *unusable)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LwEvaluationMarks) marks = NULL;
  LwEvaluationModel *model = reader != NULL ? lw_evaluation_model_load (lw_reader_connection (reader), &error) : NULL;

  *unusable = model == NULL && g_error_matches (error, LW_ERROR, LW_ERROR_INVALID);
  if (model == NULL)
    return NULL;
  marks = lw_evaluation_marks_new (model);
  lw_evaluation_marks_finish (marks);
  return lw_evaluation_check_method (marks);
}

static char *
badge (LwDocument *document, LwTone *tone)
{
  gboolean unusable;
  g_autoptr (LwFindings) findings = find_problems (document, &unusable);
  const guint errors = unusable ? 1 : findings != NULL ? lw_findings_count (findings, LW_SEVERITY_ERROR) : 0;
  const guint warnings = findings != NULL ? lw_findings_count (findings, LW_SEVERITY_WARNING) : 0;

  if (errors + warnings == 0)
    return NULL;
  *tone = errors > 0 ? LW_TONE_WRONG : LW_TONE_ATTENTION;
  return g_strdup_printf ("%u", errors + warnings);
}

static char *
place_of_finding (LwDocument *document, const LwFinding *finding)
{
  static const char *const of_criteria[] = { "evaluation.weights", "evaluation.weight-zero", "evaluation.minimum-unset", NULL };

  if (strcmp (finding->id, "evaluation.scale") == 0)
    return g_strdup_printf ("scale/%s", finding->where);
  if (strcmp (finding->id, "evaluation.criteria") == 0 || strcmp (finding->id, "evaluation.method-missing") == 0)
    return g_strdup ("");
  if (g_str_has_prefix (finding->id, "evaluation.revision-open") || strcmp (finding->id, "evaluation.not-as-published") == 0
      || strcmp (finding->id, "evaluation.publication-damaged") == 0)
    return g_strdup ("");
  if (!g_strv_contains (of_criteria, finding->id))
    return NULL;
  /* weights that do not add up at the top are seen in the tree */
  if (strcmp (finding->where, "method") == 0)
    return g_strdup (strcmp (finding->id, "evaluation.weights") == 0 ? "" : "method");
  return g_strdup (finding->where);
}

static char *
place_of_row (LwDocument *document, const char *noun, const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", 2);

  if (strcmp (noun, "criterion") == 0)
    return g_strdup (key);
  if (strcmp (noun, "scale") == 0 || strcmp (noun, "scale-mark") == 0)
    return g_strdup_printf ("scale/%s", parts[0] != NULL ? parts[0] : "");
  if (strcmp (noun, "publication") == 0 || strcmp (noun, "revision") == 0)
    return g_strdup ("");
  return strcmp (noun, "method") == 0 || strcmp (noun, "tie-rule") == 0 ? g_strdup ("method") : NULL;
}

/* Insert, Delete and F2 work in the tree alone: in a text they are keys of the text. */
static const LwPanelAction actions[] = {
  { "criteria-add", N_("Add a criterion"), NULL },
  { "criteria-add-group", N_("Add a group of criteria"), NULL },
  { "criteria-add-inside", N_("Add a criterion inside the selected group"), NULL },
  { "criteria-remove", N_("Remove the selected criterion"), NULL },
  { "criteria-weight", N_("Change the weight of the selected criterion"), "F2" },
  { "criteria-up", N_("Move the criterion or mark up"), "<Alt>Up" },
  { "criteria-down", N_("Move the criterion or mark down"), "<Alt>Down" },
  { "criteria-page-criteria", N_("Show the criteria"), "<Control>1" },
  { "criteria-page-scales", N_("Show the scales"), "<Control>2" },
  { "criteria-page-method", N_("Show the method"), "<Control>3" },
  { "criteria-page-lab", N_("Try price formulas in the lab"), "<Control>4" },
  { "criteria-publish", N_("Publish the method, or the open revision"), NULL },
  { "criteria-revise", N_("Revise the published method"), NULL },
  { "criteria-history", N_("Versions of the method"), NULL },
  { "criteria-copy-hash", N_("Copy the hash of the published method"), NULL },
  { "criteria-print", N_("Print the hash of the published method"), NULL },
  { "criteria-print-pdf", N_("Save the hash of the published method as PDF"), NULL },
  { "criteria-weights-help", N_("Help with weights: swings, pairs"), NULL },
  { "criteria-weights-round", N_("Round weights for publication"), NULL },
  { "criteria-template-save", N_("Save the method as a template"), NULL },
  { NULL, NULL, NULL },
};

const LwPanelInfo lw_criteria_panel_info = {
  .id = "criteria",
  .title = N_("Criteria"),
  .icon = "view-list-bullet-symbolic",
  .group = N_("Evaluation"),
  .order = 310,
  .get_type = lw_criteria_panel_get_type,
  .actions = actions,
  .guide = "criteria",
  .badge = badge,
  .place_of_finding = place_of_finding,
  .place_of_row = place_of_row,
};
