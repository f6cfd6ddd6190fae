/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-history.h"

#include "lw-marking-scale.h"
#include "panels/lw-record-rows.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/lw-i18n.h"

#define TABLE "evaluation_mark"

struct _LwMarkingHistory
{
  AdwBin parent_instance;

  LwDocument *document;
  char *key;         /* of the row, or NULL */
  GtkLabel *title;
  GtkLabel *state;   /* in place of the entries */
  GtkBox *entries;
  GtkLabel *scale_title;
  GtkBox *scale;
  LwJob *job;        /* reads the entries, or NULL */
  gboolean stale;    /* to be read when it is seen */
};

G_DEFINE_FINAL_TYPE (LwMarkingHistory, lw_marking_history, ADW_TYPE_BIN)

/* ---- reading ---- */

typedef struct
{
  char *at, *person, *name, *kind, *reason;
  char *op, *before, *after;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->at);
  g_free (entry->person);
  g_free (entry->name);
  g_free (entry->kind);
  g_free (entry->reason);
  g_free (entry->op);
  g_free (entry->before);
  g_free (entry->after);
  g_free (entry);
}

typedef struct
{
  LwStore *store;
  char *key;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->store);
  g_free (reading->key);
  g_free (reading);
}

static gpointer
read_entries (LwJob *job, gpointer data, GError **error)
{
  const Reading *reading = data;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (LwReader) reader = lw_store_reader (reading->store, error);
  g_autoptr (LwStatement) rows = NULL;
  LwStep step;

  if (reader == NULL)
    return NULL;
  lw_reader_set_cancellable (reader, lw_job_get_cancellable (job));
  rows = lw_connection_prepare (lw_reader_connection (reader),
                                "SELECT c.at, c.person, c.name, c.kind, c.reason, j.op, j.before, j.after"
                                " FROM journal j JOIN command c ON c.seq = j.command"
                                " WHERE j.tbl = '" TABLE "' AND j.key = ? ORDER BY j.seq DESC",
                                error);
  if (rows == NULL)
    return NULL;
  lw_statement_bind (rows, "s", reading->key);
  while ((step = lw_statement_step (rows, error)) == LW_STEP_ROW)
    {
      Entry *entry = g_new0 (Entry, 1);
      char **const texts[] = { &entry->at, &entry->person, &entry->name,   &entry->kind,
                               &entry->reason, &entry->op, &entry->before, &entry->after };

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        *texts[i] = g_strdup (lw_statement_text (rows, (int) i));
      g_ptr_array_add (entries, entry);
    }
  return step == LW_STEP_DONE ? g_steal_pointer (&entries) : NULL;
}

static void
entries_free (gpointer entries)
{
  g_ptr_array_unref (entries);
}

/* ---- showing ---- */

static GtkWidget *
add_text (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
  return label;
}

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* A field of a row as the record keeps it; NULL where it is absent. */
static char *
field_of (const char *json, const char *name)
{
  g_autoptr (JsonNode) row = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonObject *object = row != NULL && JSON_NODE_HOLDS_OBJECT (row) ? json_node_get_object (row) : NULL;

  return object != NULL ? g_strdup (json_object_get_string_member_with_default (object, name, NULL)) : NULL;
}

/* "Mark: 3 → 4"; nothing where it stayed as it was. */
static void
add_field (GtkBox *box, const Entry *entry, const char *name, const char *title)
{
  g_autofree char *before = field_of (entry->before, name), *after = field_of (entry->after, name);
  g_autofree char *text = NULL;

  if (g_strcmp0 (before, after) == 0)
    return;
  if (before == NULL)
    text = g_strdup_printf (_("%s: %s"), title, after);
  else
    text = g_strdup_printf (_("%s: %s → %s"), title, before, after != NULL ? after : _("none"));
  add_text (box, text, "numeric");
}

static void
add_entry (LwMarkingHistory *self, const Entry *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *at = lw_record_format_time (entry->at);
  g_autofree char *who = g_strdup_printf ("%s, %s", at, entry->person);
  const gboolean plain = strcmp (entry->kind, "do") == 0;
  g_autofree char *name
      = plain ? g_strdup (entry->name) : g_strdup_printf ("%s: %s", lw_record_kind_title (entry->kind), entry->name);

  add_text (GTK_BOX (box), name, "heading");
  gtk_widget_add_css_class (add_text (GTK_BOX (box), who, "caption"), "dim-label");
  add_field (GTK_BOX (box), entry, "mark", _("Mark"));
  add_field (GTK_BOX (box), entry, "rationale", _("Rationale"));
  if (entry->reason != NULL)
    gtk_widget_add_css_class (add_text (GTK_BOX (box), entry->reason, "caption"), "dim-label");
  gtk_box_append (self->entries, box);
}

static void
say (LwMarkingHistory *self, const char *text)
{
  gtk_label_set_label (self->state, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), text != NULL);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (LwMarkingHistory) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = lw_job_run_finish (LW_JOB (source), result, &error);

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL || self->job != LW_JOB (source))
    return; /* of another mark, or nobody looks */
  lw_document_remove_job (self->document, self->job);
  g_clear_object (&self->job);
  empty (self->entries);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    add_entry (self, g_ptr_array_index (entries, i));
  say (self, entries == NULL     ? error->message
             : entries->len == 0 ? _("No mark has been given here.")
                                 : NULL);
}

static void
stop (LwMarkingHistory *self)
{
  if (self->job == NULL)
    return;
  lw_job_cancel (self->job);
  lw_document_remove_job (self->document, self->job);
  g_clear_object (&self->job);
}

/* Only for those who look. */
static void
read_again (LwMarkingHistory *self)
{
  Reading *reading;
  GWeakRef *weak;

  self->stale = TRUE;
  stop (self);
  if (self->key == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  reading = g_new0 (Reading, 1);
  reading->store = g_object_ref (lw_document_get_store (self->document));
  reading->key = g_strdup (self->key);
  weak = g_new (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  self->job = lw_job_new (_("Reading the history of a mark"));
  lw_document_add_job (self->document, self->job);
  lw_job_run_async (self->job, read_entries, reading, reading_free, entries_free, on_read, weak);
}

static void
on_changed (LwDocument *document, GPtrArray *changes, LwMarkingHistory *self)
{
  for (guint i = 0; self->key != NULL && i < changes->len; i++)
    {
      const LwChange *change = changes->pdata[i];

      if (strcmp (change->table, TABLE) == 0 && strcmp (change->key, self->key) == 0)
        {
          read_again (self);
          return;
        }
    }
}

static void
show_scale (LwMarkingHistory *self, const LwEvaluationScale *scale)
{
  g_autoptr (GPtrArray) descriptors = NULL;

  empty (self->scale);
  gtk_widget_set_visible (GTK_WIDGET (self->scale_title), scale != NULL);
  if (scale == NULL)
    return;
  descriptors = lw_marking_scale_read (lw_document_get_store (self->document), scale);
  for (guint i = 0; i < scale->n_marks; i++)
    {
      const char *descriptor = g_ptr_array_index (descriptors, i);
      g_autofree char *text
          = scale->id[0] == '\0' ? g_strdup (lw_marking_scale_name (scale, i))
                                 : g_strdup_printf ("%s %s", scale->marks[i].value, scale->marks[i].label);

      add_text (self->scale, text, "heading");
      if (descriptor != NULL)
        add_text (self->scale, descriptor, NULL);
    }
}

void
lw_marking_history_show (LwMarkingHistory *self, const char *key, const char *place, const LwEvaluationScale *scale)
{
  g_autofree char *title = place != NULL ? g_strdup_printf (_("History of the mark of %s"), place) : NULL;

  if (g_strcmp0 (self->key, key) != 0)
    {
      empty (self->entries);
      say (self, key != NULL ? _("Reading the record…") : _("Choose in the list what to mark."));
    }
  g_free (self->key);
  self->key = g_strdup (key);
  gtk_label_set_label (self->title, title != NULL ? title : _("History of a mark"));
  show_scale (self, scale);
  read_again (self);
}

/* ---- life ---- */

static void
lw_marking_history_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lw_marking_history_parent_class)->map (widget);
  if (LW_MARKING_HISTORY (widget)->stale)
    read_again (LW_MARKING_HISTORY (widget));
}

static void
lw_marking_history_dispose (GObject *object)
{
  LwMarkingHistory *self = LW_MARKING_HISTORY (object);

  stop (self);
  G_OBJECT_CLASS (lw_marking_history_parent_class)->dispose (object);
}

static void
lw_marking_history_finalize (GObject *object)
{
  LwMarkingHistory *self = LW_MARKING_HISTORY (object);

  g_clear_object (&self->document);
  g_free (self->key);
  G_OBJECT_CLASS (lw_marking_history_parent_class)->finalize (object);
}

static void
lw_marking_history_class_init (LwMarkingHistoryClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_marking_history_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_marking_history_finalize;
  GTK_WIDGET_CLASS (class)->map = lw_marking_history_map;
}

static void
lw_marking_history_init (LwMarkingHistory *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  self->title = GTK_LABEL (add_text (GTK_BOX (box), "", "heading"));
  self->state = GTK_LABEL (add_text (GTK_BOX (box), "", "dim-label"));
  self->entries = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entries));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  self->scale_title = GTK_LABEL (add_text (GTK_BOX (box), _("What the scale says"), "heading"));
  self->scale = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->scale));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
lw_marking_history_new (LwDocument *document)
{
  LwMarkingHistory *self = g_object_new (LW_TYPE_MARKING_HISTORY, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, 0);
  lw_marking_history_show (self, NULL, NULL, NULL);
  return GTK_WIDGET (self);
}
