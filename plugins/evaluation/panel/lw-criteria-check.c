/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What may be typed into a field: the engine's rules, said beside the field before anything is saved. */
#include "config.h"

#include "lw-criteria-tree.h"
#include "lw-evaluation-text.h"

#include "base/lw-id.h"

#include <string.h>

#include "base/lw-i18n.h"

/* As app/core/model/lw-row.c has them. */
#define DECIMAL_MAX 64
#define LINE_MAX_BYTES 4096
#define LONG_MAX_BYTES 1048576

char *
lw_criteria_check_decimal (const char *text, gboolean required)
{
  g_auto (LwRational) number = LW_RATIONAL_INIT;

  if (*text == '\0')
    return required ? g_strdup (_("Expected a number, found nothing")) : NULL;
  if (strlen (text) > DECIMAL_MAX || strchr (text, '/') != NULL || !lw_rational_parse (&number, text, "", NULL))
    {
      g_autofree char *cut = lw_evaluation_text_cut (text);
      return g_strdup_printf (_("Expected a number such as 12.5, found “%s”"), cut);
    }
  if (*text == '-')
    return g_strdup (_("Expected a number that is not negative"));
  return NULL;
}

char *
lw_criteria_check_weight (LwCriteriaTree *tree, LwCriterionKind kind, const char *text)
{
  char *wrong = lw_criteria_check_decimal (text, kind != LW_CRITERION_GROUP);

  if (wrong != NULL || *text == '\0' || tree->weights != LW_WEIGHTS_BASIS_POINTS
      || g_ascii_string_to_unsigned (text, 10, 0, 10000, NULL, NULL))
    return wrong;
  return g_strdup_printf (_("Expected basis points, a whole number from 0 to 10000, found %s"), text);
}

static gboolean
is_on_scale (const LwCriteriaScale *scale, const char *text)
{
  g_auto (LwRational) number = LW_RATIONAL_INIT, other = LW_RATIONAL_INIT;

  if (!lw_rational_parse (&number, text, "", NULL))
    return FALSE;
  for (guint i = 0; i < scale->values->len; i++)
    if (lw_rational_parse (&other, g_ptr_array_index (scale->values, i), "", NULL) && lw_rational_cmp (&number, &other) == 0)
      return TRUE;
  return FALSE;
}

char *
lw_criteria_check_minimum (LwCriteriaTree *tree, LwCriteriaNode *node, const char *text)
{
  const LwCriteriaScale *scale = lw_criteria_tree_find_scale (tree, node->scale);
  char *wrong = lw_criteria_check_decimal (text, FALSE);

  if (wrong != NULL || *text == '\0' || scale == NULL || is_on_scale (scale, text))
    return wrong;
  g_ptr_array_add (scale->values, NULL);
  g_autofree char *list = g_strjoinv (", ", (char **) scale->values->pdata);
  g_ptr_array_set_size (scale->values, (int) scale->values->len - 1);
  return g_strdup_printf (_("Expected a mark of scale %s (%s), found %s"), scale->id, list, text);
}

char *
lw_criteria_check_id (LwCriteriaTree *tree, const char *text)
{
  if (!lw_id_is_valid (text))
    return g_strdup_printf (_("Expected letters, digits, points, dashes; at most %d, beginning with a letter or digit"),
                            LW_ID_MAX);
  if (lw_criteria_tree_find (tree, text) != NULL)
    return g_strdup_printf (_("There is a criterion %s already"), text);
  return NULL;
}

char *
lw_criteria_check_line (const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));

  if (*plain == '\0')
    return g_strdup (_("Expected a text, found nothing"));
  if (strlen (text) > LINE_MAX_BYTES)
    return g_strdup_printf (_("Expected at most %d bytes of text"), LINE_MAX_BYTES);
  return NULL;
}

char *
lw_criteria_check_long (const char *text)
{
  return strlen (text) <= LONG_MAX_BYTES ? NULL : g_strdup_printf (_("Expected at most %d bytes of text"), LONG_MAX_BYTES);
}
