/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Versions of the method: publishing, revising, and whether what is there is what was published. */
#include "config.h"

#include "lw-evaluation-publish.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"
#include "lw-evaluation-marks.h"
#include "lw-evaluation-verbs.h"
#include "lw-evaluation.h"
#include "xml/lw-competition-xml.h"

#include <string.h>

#include "base/lw-i18n.h"

void
lw_publication_free (LwPublication *publication)
{
  g_free (publication->at);
  g_free (publication->person);
  g_free (publication->approver);
  g_free (publication->reason);
  g_free (publication->sha256);
  g_free (publication->xml);
  g_free (publication);
}

/* ---- reading ---- */

gboolean
lw_evaluation_version (LwConnection *connection, gint64 *version, GError **error)
{
  return lw_connection_get_int (connection, version, 0, error, "SELECT max (version) FROM evaluation_publication", "");
}

GPtrArray *
lw_evaluation_publications (LwConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_publication_free);
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT version, at, person, approver, reason, sha256, xml FROM evaluation_publication ORDER BY version", error);
  LwStep step;

  if (row == NULL)
    return NULL;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      LwPublication *publication = g_new0 (LwPublication, 1);

      publication->version = lw_statement_int (row, 0);
      publication->at = g_strdup (lw_statement_text (row, 1));
      publication->person = g_strdup (lw_statement_text (row, 2));
      publication->approver = g_strdup (lw_statement_text (row, 3));
      publication->reason = g_strdup (lw_statement_text (row, 4));
      publication->sha256 = g_strdup (lw_statement_text (row, 5));
      publication->xml = g_strdup (lw_statement_text (row, 6));
      g_ptr_array_add (list, publication);
    }
  return step == LW_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

LwPublication *
lw_evaluation_publication (LwConnection *connection, gint64 version, GError **error)
{
  g_autoptr (GPtrArray) list = lw_evaluation_publications (connection, error);

  if (list == NULL)
    return NULL;
  if (version == 0)
    version = list->len;
  if (version >= 1 && version <= (gint64) list->len)
    return g_ptr_array_steal_index (list, (guint) version - 1);
  if (list->len == 0)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("the method has not been published"));
  else
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected a version of the method from 1 to %u, found %lld"),
                 list->len, (long long) version);
  return NULL;
}

char *
lw_evaluation_method_xml (LwConnection *connection, GError **error)
{
  static const char *const nouns[] = { "method", "scale", "criterion", "tie-rule", NULL };

  return lw_competition_export_nouns (connection, lw_evaluation_sections (), nouns, error);
}

/* ---- a new version ---- */

/* Nobody publishes weights that do not add up. */
static gboolean
check_method (LwConnection *connection, GError **error)
{
  g_autoptr (LwEvaluationMarks) marks = lw_evaluation_marks_load_structure (connection, error);
  g_autoptr (LwFindings) findings = marks == NULL ? NULL : lw_evaluation_check_method (marks);

  for (guint i = 0; findings != NULL && i < lw_findings_n (findings); i++)
    if (lw_findings_get (findings, i)->severity == LW_SEVERITY_ERROR)
      {
        const LwFinding *finding = lw_findings_get (findings, i);
        g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("a method with errors is not published: %s: %s"), finding->where,
                     finding->text);
        return FALSE;
      }
  return findings != NULL;
}

static gboolean
insert_version (LwConnection *connection, gint64 version, const char *person, const char *approver, const char *reason,
                const char *xml, GError **error)
{
  g_autofree char *at = lw_clock_now ();
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, xml, -1);

  return lw_connection_run (connection, error,
                            "INSERT INTO evaluation_publication (version, at, person, approver, reason, sha256, xml)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?)",
                            "issssss", version, at, person, approver, reason, sha256, xml);
}

/* What a command that publishes carries. */
typedef struct
{
  char *person;
  char *approver;
  char *reason;
  LwCommand *changes;
} Publishing;

static void
publishing_free (Publishing *publishing)
{
  g_free (publishing->person);
  g_free (publishing->approver);
  g_free (publishing->reason);
  g_clear_pointer (&publishing->changes, lw_command_free);
  g_free (publishing);
}

static gboolean
open_revision (LwConnection *connection, const Publishing *publishing, GError **error)
{
  gint64 version, n;

  if (!lw_evaluation_version (connection, &version, error)
      || !lw_connection_get_int (connection, &n, 0, error, "SELECT count (*) FROM evaluation_revision", ""))
    return FALSE;
  if (version == 0)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID,
                         _("the method has not been published: until it is, it is changed without a revision"));
  else if (n > 0)
    g_set_error_literal (error, LW_ERROR, LW_ERROR_EXISTS, _("a revision is open already: publish it first"));
  return version > 0 && n == 0
         && lw_evaluation_check_approval (connection, publishing->person, publishing->approver, publishing->reason, error)
         && lw_connection_run (connection, error,
                               "INSERT INTO evaluation_revision (id, person, approver, reason) VALUES ('revision', ?, ?, ?)",
                               "sss", publishing->person, publishing->approver, publishing->reason);
}

/* Ends the open revision with a version, or with none where nothing changed and that is @allowed. */
static gboolean
close_revision (LwConnection *connection, const char *person, gboolean allowed, GError **error)
{
  g_autofree char *reason = NULL, *approver = NULL, *xml = NULL;
  g_autoptr (LwPublication) last = lw_evaluation_publication (connection, 0, error);

  if (last == NULL || !lw_evaluation_get_revision (connection, &reason, &approver, error) || !check_method (connection, error)
      || (xml = lw_evaluation_method_xml (connection, error)) == NULL)
    return FALSE;
  if (reason == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_EXISTS,
                   _("the method is published already, as version %lld; a change makes a new version by a revision"),
                   (long long) last->version);
      return FALSE;
    }
  if (strcmp (xml, last->xml) == 0 && !allowed)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOTHING, _("expected a change of the method, found none: version %lld stays in force"),
                   (long long) last->version);
      return FALSE;
    }
  return lw_connection_run (connection, error, "DELETE FROM evaluation_revision", "")
         && (strcmp (xml, last->xml) == 0
             || insert_version (connection, last->version + 1, person, approver, reason, xml, error));
}

static gboolean
apply_publish (LwTransaction *transaction, gpointer data, GError **error)
{
  const Publishing *publishing = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autofree char *xml = NULL;
  gint64 version;

  if (!lw_evaluation_version (connection, &version, error))
    return FALSE;
  if (version > 0)
    return close_revision (connection, publishing->person, TRUE, error);
  return check_method (connection, error) && (xml = lw_evaluation_method_xml (connection, error)) != NULL
         && insert_version (connection, 1, publishing->person, NULL, publishing->reason, xml, error);
}

/* A final command. @changes: (transfer full) (nullable) */
static LwCommand *
final_command (const char *name, LwApplyFunc apply, const char *person, const char *approver, const char *reason, GPtrArray *changes)
{
  Publishing *publishing = g_new0 (Publishing, 1);
  g_autofree char *why = approver == NULL ? g_strdup (reason)
                                          : g_strdup_printf (_("%s (approved by %s)"), reason != NULL ? reason : "", approver);
  LwCommand *command;

  publishing->person = g_strdup (person);
  publishing->approver = g_strdup (approver);
  publishing->reason = g_strdup (reason);
  publishing->changes = changes == NULL ? NULL : lw_command_new_all (name, person, reason, changes);
  command = lw_command_new (name, person, why, apply, publishing, (GDestroyNotify) publishing_free);
  lw_command_set_final (command);
  return command;
}

LwCommand *
lw_evaluation_publish (const char *person, const char *reason)
{
  return final_command (_("Publish the method"), apply_publish, person, NULL, reason, NULL);
}

static gboolean
apply_open (LwTransaction *transaction, gpointer data, GError **error)
{
  return open_revision (lw_transaction_connection (transaction), data, error);
}

LwCommand *
lw_evaluation_open_revision (const char *person, const char *approver, const char *reason)
{
  return final_command (_("Open a revision of the method"), apply_open, person, approver, reason, NULL);
}

gboolean
lw_evaluation_get_revision (LwConnection *connection, char **reason, char **approver, GError **error)
{
  return lw_connection_get_text (connection, reason, error, "SELECT reason FROM evaluation_revision", "")
         && lw_connection_get_text (connection, approver, error, "SELECT approver FROM evaluation_revision", "");
}

gboolean
lw_evaluation_check_approval (LwConnection *connection, const char *person, const char *approver, const char *reason,
                              GError **error)
{
  gint64 n;

  if (reason == NULL || reason[strspn (reason, " \t\n")] == '\0')
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("expected a reason, found none"));
      return FALSE;
    }
  if (!lw_connection_get_int (connection, &n, 0, error,
                              "SELECT count (*) FROM person_role WHERE person = ? AND role = 'approver'", "s",
                              approver != NULL ? approver : ""))
    return FALSE;
  if (n == 0)
    {
      g_autofree char *found = lw_error_quote (approver);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected an approver, a person with the role approver; found %s"), found);
      return FALSE;
    }
  if (g_str_equal (approver, person))
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected another person to approve, found %s, who asks for it"), approver);
  return !g_str_equal (approver, person);
}

static gboolean
apply_revise (LwTransaction *transaction, gpointer data, GError **error)
{
  const Publishing *publishing = data;
  LwConnection *connection = lw_transaction_connection (transaction);

  return open_revision (connection, publishing, error) && lw_command_apply (publishing->changes, transaction, error)
         && close_revision (connection, publishing->person, FALSE, error);
}

LwCommand *
lw_evaluation_revise (GPtrArray *commands, const char *person, const char *approver, const char *reason)
{
  return final_command (_("Publish a new version of the method"), apply_revise, person, approver, reason, commands);
}

/* ---- checks ---- */

/* What differs from the published text differs by an open revision, or by what went round the lock. */
static gboolean
check_in_force (LwConnection *connection, const LwPublication *last, LwFindings *findings, GError **error)
{
  g_autofree char *xml = lw_evaluation_method_xml (connection, error), *reason = NULL, *approver = NULL;

  if (xml == NULL || !lw_evaluation_get_revision (connection, &reason, &approver, error))
    return FALSE;
  if (reason != NULL)
    lw_findings_add (findings, "evaluation.revision-open", LW_SEVERITY_WARNING, "method",
                     _("a revision is open (%s; approved by %s): what is shown need not be version %lld, which is in force"), reason,
                     approver, (long long) last->version);
  else if (strcmp (xml, last->xml) != 0)
    lw_findings_add (findings, "evaluation.not-as-published", LW_SEVERITY_ERROR, "method",
                     _("the method is not what was published as version %lld: it was changed by other means than a revision"),
                     (long long) last->version);
  return TRUE;
}

static gboolean
check_confirmations (LwConnection *connection, gint64 version, LwFindings *findings, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT m.person, count (*) FROM evaluation_mark AS m WHERE NOT EXISTS ("
      " SELECT 1 FROM evaluation_confirmation AS c WHERE c.lot = m.lot AND c.bidder = m.bidder"
      "  AND c.criterion = m.criterion AND c.person = m.person AND c.version = ?)"
      " GROUP BY m.person ORDER BY m.person",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "i", version);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    lw_findings_add (findings, "evaluation.unconfirmed", LW_SEVERITY_WARNING, lw_statement_text (row, 0),
                     ngettext ("%lld mark is not confirmed under version %lld of the method: a result over it is provisional",
                               "%lld marks are not confirmed under version %lld of the method: a result over them is provisional",
                               (gulong) lw_statement_int (row, 1)),
                     (long long) lw_statement_int (row, 1), (long long) version);
  return step == LW_STEP_DONE;
}

/* What was confirmed in spite of the checks, and why. */
static gboolean
check_despite (LwConnection *connection, LwFindings *findings, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT person, despite, count (*) FROM evaluation_confirmation WHERE despite IS NOT NULL GROUP BY person, despite"
      " ORDER BY person, despite",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    lw_findings_add (findings, "evaluation.confirmed-despite", LW_SEVERITY_NOTE, lw_statement_text (row, 0),
                     ngettext ("%lld mark was confirmed in spite of what the checks of reasons find: “%s”",
                               "%lld marks were confirmed in spite of what the checks of reasons find: “%s”",
                               (gulong) lw_statement_int (row, 2)),
                     (long long) lw_statement_int (row, 2), lw_statement_text (row, 1));
  return step == LW_STEP_DONE;
}

gboolean
lw_evaluation_check_publications (LwConnection *connection, LwFindings *findings, GError **error)
{
  g_autoptr (GPtrArray) list = lw_evaluation_publications (connection, error);

  if (list == NULL || list->len == 0)
    return list != NULL;
  for (guint i = 0; i < list->len; i++)
    {
      const LwPublication *publication = list->pdata[i];
      g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, publication->xml, -1);

      if (!g_str_equal (sha256, publication->sha256) || publication->version != (gint64) i + 1)
        lw_findings_add (findings, "evaluation.publication-damaged", LW_SEVERITY_ERROR, "publication",
                         _("version %lld of the method has the hash %s, and its text gives %s"), (long long) publication->version,
                         publication->sha256, sha256);
    }
  return check_in_force (connection, list->pdata[list->len - 1], findings, error)
         && check_confirmations (connection, list->len, findings, error) && check_despite (connection, findings, error);
}
