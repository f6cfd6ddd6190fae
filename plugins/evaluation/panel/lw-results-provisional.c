/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-results-provisional.h"

#include "lw-evaluation-prices.h"

#include "base/lw-i18n.h"

#define PAUSE 300 /* ms without a change before it is asked again */
#define LONG_PAUSE 5000 /* the same where asking takes long: marks are given one after the other */
#define QUICK (G_USEC_PER_SEC / 2)

struct _LwProvisional
{
  AdwBin parent_instance;

  LwDocument *document;
  LwJob *job; /* under way, or NULL */
  GtkLabel *chip, *line;
  char *text;
  gboolean draft; /* the method is not published: nothing to worry about */
  guint timeout;
  gint64 began, took;
};

G_DEFINE_FINAL_TYPE (LwProvisional, lw_provisional, ADW_TYPE_BIN)

/* Freed by who takes the answer, on the main thread: the store's last reference must not go on the job's. */
typedef struct
{
  GWeakRef self;
  LwStore *store;
  gboolean draft; /* (out) */
} Ask;

static void
ask_free (Ask *ask)
{
  g_weak_ref_clear (&ask->self);
  g_object_unref (ask->store);
  g_free (ask);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, ask_free)

/* "" where it is not: NULL is a failure. */
static gpointer
ask_file (LwJob *job, gpointer data, GError **error)
{
  Ask *ask = data;
  guint counts[LW_OBSTACLE_KINDS];
  g_autoptr (LwReader) reader = lw_store_reader (ask->store, error);
  g_autoptr (LwEvaluationMarks) marks = NULL;
  char *text = NULL;

  if (reader == NULL)
    return NULL;
  lw_reader_set_cancellable (reader, lw_job_get_cancellable (job));
  if (!lw_reader_freeze (reader, error))
    return NULL;
  marks = lw_evaluation_marks_load (lw_reader_connection (reader), error);
  if (marks == NULL || !lw_evaluation_provisional (marks, lw_reader_connection (reader), counts, &text, error))
    return NULL;
  ask->draft = counts[LW_OBSTACLE_UNPUBLISHED] > 0;
  return text != NULL ? text : g_strdup ("");
}

static void
show (LwProvisional *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->text != NULL);
  gtk_label_set_text (self->chip, self->draft ? _("draft") : _("provisional"));
  gtk_label_set_text (self->line, self->text != NULL ? self->text : "");
  if (self->draft)
    gtk_widget_remove_css_class (GTK_WIDGET (self->chip), "warning");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->chip), "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->text != NULL ? self->text : "", -1);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  g_autoptr (LwProvisional) self = g_weak_ref_get (&ask->self);
  g_autofree char *text = lw_job_run_finish (LW_JOB (source), result, NULL);

  /* Another question has taken its place, or nobody waits. */
  if (self == NULL || self->job != LW_JOB (source))
    return;
  g_clear_object (&self->job);
  self->took = g_get_monotonic_time () - self->began;
  g_clear_pointer (&self->text, g_free);
  if (text != NULL && text[0] != '\0')
    self->text = g_steal_pointer (&text);
  self->draft = ask->draft;
  show (self);
}

static void
stop (LwProvisional *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->job != NULL)
    lw_job_cancel (self->job);
  g_clear_object (&self->job);
}

static void
start (LwProvisional *self)
{
  Ask *ask = g_new0 (Ask, 1);

  stop (self);
  self->began = g_get_monotonic_time ();
  g_weak_ref_init (&ask->self, self);
  ask->store = g_object_ref (lw_document_get_store (self->document));
  self->job = lw_job_new (_("Asking whether the result is provisional"));
  lw_job_run_async (self->job, ask_file, ask, NULL, g_free, on_answer, ask);
}

static gboolean
on_pause (gpointer data)
{
  LwProvisional *self = data;

  self->timeout = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (LwProvisional *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (self->took < QUICK ? PAUSE : LONG_PAUSE, on_pause, self);
}

static void
lw_provisional_dispose (GObject *object)
{
  stop (LW_PROVISIONAL (object));
  g_clear_object (&LW_PROVISIONAL (object)->document);
  G_OBJECT_CLASS (lw_provisional_parent_class)->dispose (object);
}

static void
lw_provisional_finalize (GObject *object)
{
  g_free (LW_PROVISIONAL (object)->text);
  G_OBJECT_CLASS (lw_provisional_parent_class)->finalize (object);
}

static void
lw_provisional_class_init (LwProvisionalClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_provisional_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_provisional_finalize;
}

static void
lw_provisional_init (LwProvisional *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->chip = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->chip), "trust-chip");
  gtk_widget_set_valign (GTK_WIDGET (self->chip), GTK_ALIGN_CENTER);
  self->line = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->line, TRUE);
  gtk_label_set_xalign (self->line, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chip));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->line));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
lw_provisional_new (LwDocument *document)
{
  LwProvisional *self = g_object_new (LW_TYPE_PROVISIONAL, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  start (self);
  return GTK_WIDGET (self);
}

const char *
lw_provisional_get_text (LwProvisional *self)
{
  return self->text;
}
