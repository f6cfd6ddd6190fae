/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The competition's own row, and what is said of its figures. */
#include "config.h"

#include "model/lw-model.h"

#include "base/lw-error.h"

#include "base/lw-i18n.h"

LwCompetition *
lw_competition_load (LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (connection, "SELECT id, title, currency, trust FROM competition", error);
  LwCompetition *competition;
  LwStep step;

  if (!statement || (step = lw_statement_step (statement, error)) == LW_STEP_ERROR)
    return NULL;
  if (step == LW_STEP_DONE)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT, _("expected one competition in the file, found none"));
      return NULL;
    }
  competition = g_new0 (LwCompetition, 1);
  competition->id = g_strdup (lw_statement_text (statement, 0));
  competition->title = g_strdup (lw_statement_text (statement, 1));
  competition->currency = g_strdup (lw_statement_text (statement, 2));
  competition->trust = g_strdup (lw_statement_text (statement, 3));
  return competition;
}

void
lw_competition_free (LwCompetition *competition)
{
  g_free (competition->id);
  g_free (competition->title);
  g_free (competition->currency);
  g_free (competition->trust);
  g_free (competition);
}

gboolean
lw_provenance_get (LwConnection *connection, const char *subject, char **trust, GError **error)
{
  return lw_connection_get_text (connection, trust, error, "SELECT trust FROM provenance WHERE subject = ?", "s", subject);
}
