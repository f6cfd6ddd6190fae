/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "document/lw-document.h"

#include "base/lw-error.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

struct _LwDocument
{
  GObject parent;
  LwStore *store;
  LwHost *host;
  LwFileState *state;
  char *title;
  char *currency;
  char *person;
  char *undo_name;
  char *redo_name;
  GListStore *jobs;
  guint edits; /* under way */
  LwSight sight;
  char *sight_reason;
  gboolean person_is_fixed;
};

G_DEFINE_FINAL_TYPE (LwDocument, lw_document, G_TYPE_OBJECT)

enum
{
  PROP_TITLE = 1,
  PROP_PERSON,
  PROP_UNDO_NAME,
  PROP_REDO_NAME,
  PROP_JOBS,
  PROP_BUSY,
  PROP_SIGHT,
  N_PROPERTIES,
};
static GParamSpec *properties[N_PROPERTIES];

enum
{
  CHANGED,
  FAILED,
  DONE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
lw_document_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LwDocument *self = LW_DOCUMENT (object);
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_PERSON:
      g_value_set_string (value, self->person);
      break;
    case PROP_UNDO_NAME:
      g_value_set_string (value, self->undo_name);
      break;
    case PROP_REDO_NAME:
      g_value_set_string (value, self->redo_name);
      break;
    case PROP_JOBS:
      g_value_set_object (value, self->jobs);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, lw_document_is_busy (self));
      break;
    case PROP_SIGHT:
      g_value_set_uint (value, self->sight);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lw_document_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PERSON)
    lw_document_set_person (LW_DOCUMENT (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lw_document_finalize (GObject *object)
{
  LwDocument *self = LW_DOCUMENT (object);
  if (self->store != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->store, self);
      lw_store_close (self->store);
      g_object_unref (self->store);
    }
  g_clear_pointer (&self->state, lw_file_state_free);
  g_clear_object (&self->jobs);
  g_free (self->title);
  g_free (self->currency);
  g_free (self->person);
  g_free (self->undo_name);
  g_free (self->redo_name);
  g_free (self->sight_reason);
  G_OBJECT_CLASS (lw_document_parent_class)->finalize (object);
}

static void
lw_document_class_init (LwDocumentClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lw_document_get_property;
  object_class->set_property = lw_document_set_property;
  object_class->finalize = lw_document_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  properties[PROP_PERSON] = g_param_spec_string ("person", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_UNDO_NAME] = g_param_spec_string ("undo-name", NULL, NULL, NULL, readable);
  properties[PROP_REDO_NAME] = g_param_spec_string ("redo-name", NULL, NULL, NULL, readable);
  properties[PROP_JOBS] = g_param_spec_object ("jobs", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, readable);
  properties[PROP_SIGHT] = g_param_spec_uint ("sight", NULL, NULL, 0, G_MAXUINT, LW_SIGHT_ALL, readable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[CHANGED] = g_signal_new ("changed", LW_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_PTR_ARRAY | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[FAILED] = g_signal_new ("failed", LW_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_ERROR);
  signals[DONE] = g_signal_new ("done", LW_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
  g_signal_new ("badges-changed", LW_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_document_init (LwDocument *self)
{
  self->jobs = g_list_store_new (LW_TYPE_JOB);
}

/* ---- what follows the file ---- */

static void
set_text (LwDocument *self, char **field, char *text, guint property)
{
  if (g_strcmp0 (*field, text) == 0)
    {
      g_free (text);
      return;
    }
  g_free (*field);
  *field = text;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
read_competition (LwDocument *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (self->store, NULL);
  g_autoptr (LwCompetition) competition
      = reader != NULL ? lw_competition_load (lw_reader_connection (reader), NULL) : NULL;

  g_free (self->currency);
  self->currency = g_strdup (competition != NULL ? competition->currency : "GBP");
  set_text (self, &self->title, g_strdup (competition != NULL ? competition->title : _("Competition")), PROP_TITLE);
}

static void read_history (LwDocument *self);

/* Who works here, and what they may see: a file of one person's keeps to that person. What cannot be read is nothing that
 * may be seen. */
static void
read_sight (LwDocument *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (self->store, NULL);
  LwConnection *connection = reader != NULL ? lw_reader_connection (reader) : NULL;
  g_autofree char *only = NULL, *why = NULL;
  LwSight sight;

  if (connection == NULL || !lw_host_only_person (self->host, connection, &only, NULL))
    only = NULL;
  self->person_is_fixed = only != NULL;
  if (only != NULL)
    set_text (self, &self->person, g_steal_pointer (&only), PROP_PERSON);
  if (connection == NULL || !lw_host_sight (self->host, connection, self->person, &sight, &why, NULL))
    {
      sight = LW_SIGHT_NONE;
      why = g_strdup (_("what this person may see could not be read"));
    }
  g_free (self->sight_reason);
  self->sight_reason = g_steal_pointer (&why);
  if (sight == self->sight)
    return;
  self->sight = sight;
  read_history (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIGHT]);
}

static char *
step_name (LwDocument *self, gboolean redo)
{
  return lw_host_step_name (self->host, self->store, self->sight, self->person, redo);
}

static void
read_history (LwDocument *self)
{
  set_text (self, &self->undo_name, step_name (self, FALSE), PROP_UNDO_NAME);
  set_text (self, &self->redo_name, step_name (self, TRUE), PROP_REDO_NAME);
}

static gboolean
touches (GPtrArray *changes, const char *table)
{
  for (guint i = 0; i < changes->len; i++)
    if (g_str_equal (((const LwChange *) changes->pdata[i])->table, table))
      return TRUE;
  return FALSE;
}

/* For somebody who sees all, few rows can make it less. */
static gboolean
may_narrow (GPtrArray *changes)
{
  static const char *const tables[] = { "person", "person_role", "evaluation_method", "evaluation_pack", "evaluation_opening" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (touches (changes, tables[i]))
      return TRUE;
  return FALSE;
}

static void
on_store_changed (LwStore *store, GPtrArray *changes, gpointer user_data)
{
  LwDocument *self = user_data;
  g_object_ref (self);
  if (touches (changes, "competition"))
    read_competition (self);
  read_history (self);
  if (self->sight != LW_SIGHT_ALL || may_narrow (changes))
    read_sight (self);
  g_signal_emit (self, signals[CHANGED], 0, changes);
  g_object_unref (self);
}

LwDocument *
lw_document_new (LwStore *store, LwHost *host)
{
  LwDocument *self = g_object_new (LW_TYPE_DOCUMENT, NULL);
  g_autofree char *person = NULL;

  self->store = store;
  self->host = host;
  self->state = lw_file_state_new (lw_store_get_path (store));
  person = lw_file_state_get (self->state, "window", "person");
  self->person = person != NULL ? g_steal_pointer (&person) : g_utf8_make_valid (g_get_user_name (), -1);
  self->sight = LW_SIGHT_ALL;
  read_competition (self);
  read_history (self);
  read_sight (self);
  g_signal_connect (store, "changed", G_CALLBACK (on_store_changed), self);
  return self;
}

/* ---- what it is ---- */

LwStore *
lw_document_get_store (LwDocument *self)
{
  return self->store;
}

LwHost *
lw_document_get_host (LwDocument *self)
{
  return self->host;
}

GPtrArray *
lw_document_get_sections (LwDocument *self)
{
  return lw_host_get_sections (self->host);
}

const char *
lw_document_get_path (LwDocument *self)
{
  return lw_store_get_path (self->store);
}

const char *
lw_document_get_title (LwDocument *self)
{
  return self->title;
}

const char *
lw_document_get_currency (LwDocument *self)
{
  return self->currency;
}

LwFileState *
lw_document_get_state (LwDocument *self)
{
  return self->state;
}

const char *
lw_document_get_read_only_reason (LwDocument *self)
{
  const char *reason = lw_store_get_read_only_reason (self->store);

  return reason != NULL || (self->sight & LW_SIGHT_CHANGE) != 0 ? reason : self->sight_reason;
}

const char *
lw_document_get_person (LwDocument *self)
{
  return self->person;
}

void
lw_document_set_person (LwDocument *self, const char *person)
{
  if (self->person_is_fixed)
    return;
  lw_file_state_set (self->state, "window", "person", person);
  set_text (self, &self->person, person != NULL ? g_strdup (person) : g_utf8_make_valid (g_get_user_name (), -1),
            PROP_PERSON);
  read_sight (self);
  read_history (self); /* whose the steps are, for two who see the same */
}

/* ---- what the person may see ---- */

LwSight
lw_document_get_sight (LwDocument *self)
{
  return self->sight;
}

const char *
lw_document_get_sight_reason (LwDocument *self)
{
  return self->sight_reason;
}

gboolean
lw_document_may_see (LwDocument *self, LwSightKind kind, const char *name)
{
  return (lw_host_sight_needs (self->host, kind, name) & ~self->sight) == 0;
}

gboolean
lw_document_may_read (LwDocument *self, const char *noun, const char *key)
{
  g_autoptr (LwReader) reader = lw_store_reader (self->store, NULL);

  return reader != NULL && lw_host_may_read (self->host, lw_reader_connection (reader), self->sight, self->person, noun, key);
}

gboolean
lw_document_is_person_fixed (LwDocument *self)
{
  return self->person_is_fixed;
}

const char *
lw_document_get_undo_name (LwDocument *self)
{
  return self->undo_name;
}

const char *
lw_document_get_redo_name (LwDocument *self)
{
  return self->redo_name;
}

gboolean
lw_document_is_busy (LwDocument *self)
{
  return self->edits > 0 || g_list_model_get_n_items (G_LIST_MODEL (self->jobs)) > 0;
}

gboolean
lw_document_is_saving (LwDocument *self)
{
  return self->edits > 0;
}

/* ---- edits ---- */

static void
count_edit (LwDocument *self, int by)
{
  self->edits += by;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
on_edit_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LwDocument *self = g_task_get_source_object (task);
  GError *error = NULL;

  count_edit (self, -1);
  if (lw_store_run_finish (LW_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lw_document_edit_async (LwDocument *self, LwCommand *command, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  if ((self->sight & LW_SIGHT_CHANGE) == 0)
    {
      lw_command_free (command);
      g_task_return_new_error (task, LW_ERROR, LW_ERROR_INVALID, "%s",
                               self->sight_reason != NULL ? self->sight_reason : _("the role does not allow it"));
      g_object_unref (task);
      return;
    }
  count_edit (self, 1);
  lw_store_run_async (self->store, command, NULL, on_edit_run, task);
}

gboolean
lw_document_edit_finish (LwDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!lw_document_edit_finish (LW_DOCUMENT (source), result, &error))
    g_signal_emit (source, signals[FAILED], 0, _("The change was not made"), error);
}

void
lw_document_edit (LwDocument *self, LwCommand *command, GError *error)
{
  if (command != NULL)
    {
      lw_document_edit_async (self, command, on_edited, NULL);
      return;
    }
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, _("The change was not made"), error);
  g_clear_error (&error);
}

/* ---- undo ---- */

typedef struct
{
  LwStore *store;
  LwHost *host;
  char *person;
  gboolean redo;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;
  g_object_unref (step->store);
  g_free (step->person);
  g_free (step);
}

static void
run_step (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Step *step = data;
  char *name = NULL;
  GError *error = NULL;

  if (lw_host_step (step->host, step->store, step->redo, step->person, cancellable, &name, &error))
    g_task_return_pointer (task, name, g_free);
  else
    g_task_return_error (task, error);
}

static void
on_stepped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LwDocument *self = LW_DOCUMENT (source);
  const Step *step = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;

  count_edit (self, -1);
  if (name == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, step->redo ? _("Nothing was redone") : _("Nothing was undone"), error);
      return;
    }
  text = g_strdup_printf (step->redo ? _("Redone: %s") : _("Undone: %s"), name);
  g_signal_emit (self, signals[DONE], 0, text);
}

static void
start_step (LwDocument *self, gboolean redo)
{
  if ((self->sight & LW_SIGHT_CHANGE) == 0)
    {
      g_autoptr (GError) error = g_error_new_literal (LW_ERROR, LW_ERROR_INVALID,
                                                      self->sight_reason != NULL ? self->sight_reason : "");
      g_signal_emit (self, signals[FAILED], 0, redo ? _("Nothing was redone") : _("Nothing was undone"), error);
      return;
    }
  g_autoptr (GTask) task = g_task_new (self, NULL, on_stepped, NULL);
  Step *step = g_new0 (Step, 1);
  step->store = g_object_ref (self->store);
  step->host = self->host;
  step->person = g_strdup (self->person);
  step->redo = redo;
  g_task_set_task_data (task, step, step_free);
  count_edit (self, 1);
  g_task_run_in_thread (task, run_step);
}

void
lw_document_undo (LwDocument *self)
{
  start_step (self, FALSE);
}

void
lw_document_redo (LwDocument *self)
{
  start_step (self, TRUE);
}

/* ---- long work ---- */

void
lw_document_add_job (LwDocument *self, LwJob *job)
{
  g_list_store_append (self->jobs, job);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
lw_document_remove_job (LwDocument *self, LwJob *job)
{
  guint position;
  if (!g_list_store_find (self->jobs, job, &position))
    return;
  g_list_store_remove (self->jobs, position);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

GListModel *
lw_document_get_jobs (LwDocument *self)
{
  return G_LIST_MODEL (self->jobs);
}
