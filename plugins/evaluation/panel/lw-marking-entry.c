/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-entry.h"

#include "lw-evaluation-people.h"
#include "lw-evaluation-publish.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

#define STATE_GROUP "marking"

enum
{
  LOT,
  BIDDER,
  CRITERION,
  PERSON,
  N_IDS,
};

LwMarkingEntry *
lw_marking_entry_new (LwDocument *document, const char *const *ids)
{
  LwMarkingEntry *entry = g_new0 (LwMarkingEntry, 1);

  entry->document = g_object_ref (document);
  entry->ids = g_strdupv ((GStrv) ids);
  entry->key = g_strjoinv ("/", entry->ids);
  entry->place = ids[LOT][0] == '\0' ? g_strjoin ("/", ids[BIDDER], ids[CRITERION], NULL)
                                     : g_strjoin ("/", ids[LOT], ids[BIDDER], ids[CRITERION], NULL);
  return entry;
}

void
lw_marking_entry_free (LwMarkingEntry *entry)
{
  if (entry == NULL)
    return;
  g_object_unref (entry->document);
  g_strfreev (entry->ids);
  g_free (entry->key);
  g_free (entry->place);
  g_free (entry);
}

/* ---- what is in the file ---- */

gboolean
lw_marking_entry_read (const LwMarkingEntry *entry, char **mark, char **rationale)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (entry->document), NULL);
  g_autoptr (LwStatement) statement = NULL;

  if (reader != NULL)
    statement = lw_connection_prepare (lw_reader_connection (reader),
                                       "SELECT mark, rationale FROM evaluation_mark"
                                       " WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?",
                                       NULL);
  if (statement == NULL)
    return FALSE;
  lw_statement_bind (statement, "ssss", entry->ids[LOT], entry->ids[BIDDER], entry->ids[CRITERION], entry->ids[PERSON]);
  if (lw_statement_step (statement, NULL) != LW_STEP_ROW)
    return FALSE;
  *mark = g_strdup (lw_statement_text (statement, 0));
  *rationale = g_strdup (lw_statement_text (statement, 1));
  return TRUE;
}

gboolean
lw_marking_entry_has_agreed (const LwMarkingEntry *entry)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (entry->document), NULL);
  gint64 n = 0;

  return reader != NULL
         && lw_connection_get_int (lw_reader_connection (reader), &n, 0, NULL,
                                   "SELECT count (*) FROM evaluation_consensus"
                                   " WHERE lot = ? AND bidder = ? AND criterion = ?",
                                   "sss", entry->ids[LOT], entry->ids[BIDDER], entry->ids[CRITERION])
         && n > 0;
}

char *
lw_marking_entry_why_not (const LwMarkingEntry *entry, gint64 *confirmed, gint64 *in_force)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (entry->document), NULL);
  LwConnection *connection = reader != NULL ? lw_reader_connection (reader) : NULL;
  g_autoptr (GError) error = NULL;
  char *reason = NULL;

  *confirmed = *in_force = 0;
  if (connection == NULL
      || !lw_evaluation_version (connection, in_force, NULL)
      || !lw_connection_get_int (connection, confirmed, 0, NULL,
                                 "SELECT version FROM evaluation_confirmation"
                                 " WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?",
                                 "ssss", entry->ids[LOT], entry->ids[BIDDER], entry->ids[CRITERION], entry->ids[PERSON])
      || !lw_evaluation_may_mark (connection, entry->ids[PERSON], entry->ids[LOT], entry->ids[BIDDER], entry->ids[CRITERION],
                                  &reason, NULL))
    return NULL;
  if (reason == NULL && !lw_evaluation_guard_mark (connection, entry->key, &error))
    reason = g_strdup (error->message);
  return reason;
}

/* ---- drafts ---- */

char *
lw_marking_entry_get_draft_key (const LwMarkingEntry *entry)
{
  return g_strconcat ("draft ", entry->key, NULL);
}

char *
lw_marking_entry_get_draft (const LwMarkingEntry *entry)
{
  g_autofree char *key = lw_marking_entry_get_draft_key (entry);
  return lw_file_state_get (lw_document_get_state (entry->document), STATE_GROUP, key);
}

void
lw_marking_draft_set (LwDocument *document, const char *key, const char *text)
{
  lw_file_state_set (lw_document_get_state (document), STATE_GROUP, key, text != NULL && text[0] != '\0' ? text : NULL);
}

/* ---- commands ---- */

LwCommand *
lw_marking_name_command (const char *name, const char *person, LwCommand *command)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free);

  if (command == NULL)
    return NULL;
  g_ptr_array_add (commands, command);
  return lw_command_new_all (name, person, NULL, g_steal_pointer (&commands));
}

LwCommand *
lw_marking_entry_mark (const LwMarkingEntry *entry, gboolean there, const char *mark, const char *rationale,
                       GPtrArray *more, GError **error)
{
  static const char *const fields[N_IDS] = { "lot", "bidder", "criterion", "person" };
  GPtrArray *sections = lw_document_get_sections (entry->document);
  const char *person = entry->ids[PERSON];
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = g_strdup_printf (_("Mark %s as %s"), entry->place, mark);
  LwCommand *command;

  for (guint i = 0; !there && i < N_IDS; i++)
    if (entry->ids[i][0] != '\0')
      g_ptr_array_add (values, g_strconcat (fields[i], "=", entry->ids[i], NULL));
  g_ptr_array_add (values, g_strconcat ("mark=", mark, NULL));
  if (rationale != NULL)
    g_ptr_array_add (values, g_strconcat ("rationale=", rationale, NULL));
  for (guint i = 0; more != NULL && i < more->len; i++)
    g_ptr_array_add (values, g_strdup (g_ptr_array_index (more, i)));
  g_ptr_array_add (values, NULL);
  command = there ? lw_model_set (sections, "mark", entry->key, (const char *const *) values->pdata, person, NULL, error)
                  : lw_model_add (sections, "mark", (const char *const *) values->pdata, person, NULL, error);
  return lw_marking_name_command (name, person, command);
}

LwCommand *
lw_marking_entry_explain (const LwMarkingEntry *entry, const char *rationale, GError **error)
{
  g_autofree char *value = g_strconcat ("rationale=", rationale, NULL);
  g_autofree char *name = g_strdup_printf (_("Change the rationale of %s"), entry->place);
  const char *values[] = { value, NULL };

  return lw_marking_name_command (name, entry->ids[PERSON],
                                  lw_model_set (lw_document_get_sections (entry->document), "mark", entry->key, values,
                                                entry->ids[PERSON], NULL, error));
}

LwCommand *
lw_marking_entry_take_back (const LwMarkingEntry *entry, GError **error)
{
  g_autofree char *name = g_strdup_printf (_("Take back the mark of %s"), entry->place);

  return lw_marking_name_command (name, entry->ids[PERSON],
                                  lw_model_remove (lw_document_get_sections (entry->document), "mark", entry->key,
                                                   entry->ids[PERSON], NULL, error));
}
