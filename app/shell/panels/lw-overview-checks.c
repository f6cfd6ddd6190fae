/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-overview-checks.h"

#include "base/lw-i18n.h"

#define PAUSE 300 /* ms without a change before the checks run: typing is not checked key by key */

struct _LwOverviewChecks
{
  GObject parent_instance;

  LwDocument *document; /* weak */
  LwFindings *findings;
  GError *error;
  LwJob *job; /* under way, or NULL */
  guint timeout;
};

G_DEFINE_FINAL_TYPE (LwOverviewChecks, lw_overview_checks, G_TYPE_OBJECT)

static guint updated_signal;

/* ---- the run ---- */

/* Freed by who takes the result, on the main thread: the store's last reference must not go on the job's. */
typedef struct
{
  LwOverviewChecks *self;
  LwStore *store;
  GPtrArray *checks; /* of const LwCheck */
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->self);
  g_object_unref (run->store);
  g_ptr_array_unref (run->checks);
  g_free (run);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
findings_free (gpointer findings)
{
  lw_findings_free (findings);
}

static gpointer
run_checks (LwJob *job, gpointer data, GError **error)
{
  const Run *run = data;
  g_autoptr (LwFindings) findings = lw_findings_new ();
  g_autoptr (LwReader) reader = lw_store_reader (run->store, error);

  if (reader == NULL)
    return NULL;
  lw_reader_set_cancellable (reader, lw_job_get_cancellable (job));
  if (!lw_reader_freeze (reader, error))
    return NULL;
  for (guint i = 0; i < run->checks->len; i++)
    {
      const LwCheck *check = g_ptr_array_index (run->checks, i);

      if (!check->run (lw_reader_connection (reader), findings, error))
        {
          g_prefix_error (error, _("the check “%s” could not run: "), _(check->title));
          return NULL;
        }
    }
  return g_steal_pointer (&findings);
}

static gboolean
findings_equal (const LwFindings *one, const LwFindings *other)
{
  if (one == NULL || other == NULL || lw_findings_n (one) != lw_findings_n (other))
    return FALSE;
  for (guint i = 0; i < lw_findings_n (one); i++)
    {
      const LwFinding *a = lw_findings_get (one, i), *b = lw_findings_get (other, i);

      if (a->id != b->id || a->severity != b->severity || !g_str_equal (a->where, b->where) || !g_str_equal (a->text, b->text))
        return FALSE;
    }
  return TRUE;
}

/* What says the same is not shown again. */
static void
take_findings (LwOverviewChecks *self, LwFindings *findings)
{
  LwFindings *old = findings_equal (self->findings, findings) ? findings : self->findings;

  if (old == self->findings)
    self->findings = findings;
  lw_findings_free (old);
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  LwOverviewChecks *self = run->self;
  g_autoptr (GError) error = NULL;
  LwFindings *findings = lw_job_run_finish (LW_JOB (source), result, &error);

  /* Another run has taken its place, or nobody waits. */
  if (self->job != LW_JOB (source))
    {
      g_clear_pointer (&findings, lw_findings_free);
      return;
    }
  g_clear_object (&self->job);
  take_findings (self, findings);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  g_signal_emit (self, updated_signal, 0);
  if (self->document != NULL)
    g_signal_emit_by_name (self->document, "badges-changed");
}

static void
stop (LwOverviewChecks *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->job != NULL)
    lw_job_cancel (self->job);
  g_clear_object (&self->job);
}

static void
start (LwOverviewChecks *self)
{
  Run *run = g_new0 (Run, 1);

  stop (self);
  run->self = g_object_ref (self);
  run->store = g_object_ref (lw_document_get_store (self->document));
  run->checks = g_ptr_array_copy (lw_host_get_checks (lw_document_get_host (self->document)), NULL, NULL);
  self->job = lw_job_new (_("Checking the competition"));
  lw_job_run_async (self->job, run_checks, run, NULL, findings_free, on_run, run);
}

static gboolean
on_pause (gpointer data)
{
  LwOverviewChecks *self = data;

  self->timeout = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (LwOverviewChecks *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (PAUSE, on_pause, self);
}

/* ---- life ---- */

static void
lw_overview_checks_finalize (GObject *object)
{
  LwOverviewChecks *self = LW_OVERVIEW_CHECKS (object);

  stop (self);
  g_clear_weak_pointer (&self->document);
  lw_findings_free (self->findings);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (lw_overview_checks_parent_class)->finalize (object);
}

static void
lw_overview_checks_class_init (LwOverviewChecksClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_overview_checks_finalize;
  updated_signal
      = g_signal_new ("updated", LW_TYPE_OVERVIEW_CHECKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_overview_checks_init (LwOverviewChecks *self)
{
}

/* With the document ends what is under way. */
static void
let_go (gpointer data)
{
  stop (data);
  g_object_unref (data);
}

LwOverviewChecks *
lw_overview_checks_of (LwDocument *document)
{
  static const char key[] = "lw-overview-checks";
  LwOverviewChecks *self = g_object_get_data (G_OBJECT (document), key);

  if (self != NULL)
    return self;
  self = g_object_new (LW_TYPE_OVERVIEW_CHECKS, NULL);
  g_set_weak_pointer (&self->document, document);
  g_object_set_data_full (G_OBJECT (document), key, self, let_go);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  start (self);
  return self;
}

/* ---- what was found ---- */

const LwFindings *
lw_overview_checks_get_findings (LwOverviewChecks *self)
{
  return self->findings;
}

const GError *
lw_overview_checks_get_error (LwOverviewChecks *self)
{
  return self->error;
}

GPtrArray *
lw_overview_broken_plugins (LwHost *host)
{
  GPtrArray *plugins = lw_host_get_plugins (host), *broken = g_ptr_array_new ();

  for (guint i = 0; i < plugins->len; i++)
    {
      LwPlugin *plugin = g_ptr_array_index (plugins, i);

      if (plugin->state == LW_PLUGIN_FAILED || plugin->state == LW_PLUGIN_BLOCKED)
        g_ptr_array_add (broken, plugin);
    }
  return broken;
}

static guint
n_broken (LwOverviewChecks *self)
{
  g_autoptr (GPtrArray) broken
      = self->document != NULL ? lw_overview_broken_plugins (lw_document_get_host (self->document)) : NULL;

  return broken != NULL ? broken->len : 0;
}

guint
lw_overview_checks_get_n_problems (LwOverviewChecks *self)
{
  const guint found = self->findings == NULL ? 0
                                             : lw_findings_count (self->findings, LW_SEVERITY_ERROR)
                                                   + lw_findings_count (self->findings, LW_SEVERITY_WARNING);

  return found + n_broken (self) + (self->error != NULL ? 1 : 0);
}

gboolean
lw_overview_checks_has_errors (LwOverviewChecks *self)
{
  return (self->findings != NULL && lw_findings_count (self->findings, LW_SEVERITY_ERROR) > 0) || n_broken (self) > 0
         || self->error != NULL;
}

LwTone
lw_overview_checks_get_tone (LwOverviewChecks *self)
{
  LwTone tone = LW_TONE_NEUTRAL;

  if (n_broken (self) > 0 || self->error != NULL)
    return LW_TONE_WRONG;
  for (guint i = 0; self->findings != NULL && i < lw_findings_n (self->findings); i++)
    {
      const LwFinding *finding = lw_findings_get (self->findings, i);

      if (lw_finding_is_open (finding) || finding->severity == LW_SEVERITY_NOTE)
        continue;
      if (finding->severity == LW_SEVERITY_ERROR)
        return LW_TONE_WRONG;
      tone = LW_TONE_ATTENTION;
    }
  return tone;
}
