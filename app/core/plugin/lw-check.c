/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-check.h"

#include <string.h>

struct _LwFindings
{
  GArray *all; /* of LwFinding */
};

const char *
lw_severity_to_string (LwSeverity severity)
{
  static const char *const names[] = { "error", "warning", "note" };

  g_return_val_if_fail ((guint) severity < G_N_ELEMENTS (names), NULL);
  return names[severity];
}

gboolean
lw_finding_is_open (const LwFinding *finding)
{
  const char *last = strrchr (finding->id, '.');

  return g_str_has_prefix (last != NULL ? last + 1 : finding->id, "missing");
}

static void
finding_clear (gpointer data)
{
  LwFinding *finding = data;

  g_free (finding->where);
  g_free (finding->text);
}

LwFindings *
lw_findings_new (void)
{
  LwFindings *findings = g_new0 (LwFindings, 1);

  findings->all = g_array_new (FALSE, FALSE, sizeof (LwFinding));
  g_array_set_clear_func (findings->all, finding_clear);
  return findings;
}

void
lw_findings_free (LwFindings *findings)
{
  if (findings == NULL)
    return;
  g_array_unref (findings->all);
  g_free (findings);
}

void
lw_findings_add (LwFindings *findings, const char *id, LwSeverity severity, const char *where, const char *format, ...)
{
  va_list args;

  g_return_if_fail (findings != NULL);
  g_return_if_fail (id != NULL);
  g_return_if_fail (format != NULL);

  LwFinding finding = { g_intern_string (id), severity, g_strdup (where != NULL ? where : ""), NULL };
  va_start (args, format);
  finding.text = g_strdup_vprintf (format, args);
  va_end (args);
  g_array_append_val (findings->all, finding);
}

guint
lw_findings_n (const LwFindings *findings)
{
  g_return_val_if_fail (findings != NULL, 0);

  return findings->all->len;
}

const LwFinding *
lw_findings_get (const LwFindings *findings, guint i)
{
  g_return_val_if_fail (findings != NULL && i < findings->all->len, NULL);

  return &g_array_index (findings->all, LwFinding, i);
}

guint
lw_findings_count (const LwFindings *findings, LwSeverity severity)
{
  guint count = 0;

  g_return_val_if_fail (findings != NULL, 0);
  for (guint i = 0; i < findings->all->len; i++)
    if (g_array_index (findings->all, LwFinding, i).severity == severity)
      count++;
  return count;
}
