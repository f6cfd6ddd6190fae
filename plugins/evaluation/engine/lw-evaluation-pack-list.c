/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packs as a list: to whom, when, under which version, and what came back. */
#include "config.h"

#include "lw-evaluation-pack-private.h"

#include "lw-evaluation-private.h"

#include <string.h>

/* The element stands as the program writes it; what was changed by hand has none, and the reading of the whole tells. */
char *
lw_pack_opened_get_id (const LwPackOpened *opened)
{
  static const char start[] = "<pack id=\"";
  gsize length;
  const char *text = lw_pack_opened_text (opened, &length);
  const char *at = g_strstr_len (text, (gssize) length, start);
  const char *end = at != NULL ? memchr (at + strlen (start), '"', length - (gsize) (at - text) - strlen (start)) : NULL;

  return end != NULL ? g_strndup (at + strlen (start), (gsize) (end - at) - strlen (start)) : NULL;
}

gboolean
lw_evaluation_is_made_of (const char *path, const char *id)
{
  g_autoptr (LwSchema) schema = lw_evaluation_schema ();
  g_autoptr (LwStore) store = lw_store_open (path, schema, LW_STORE_READ_ONLY, NULL);
  g_autoptr (LwReader) reader = store != NULL ? lw_store_reader (store, NULL) : NULL;
  gint64 n = 0;

  return reader != NULL
         && lw_connection_get_int (lw_reader_connection (reader), &n, 0, NULL,
                                   "SELECT count (*) FROM evaluation_pack WHERE side = 'opened' AND id = ?", "s", id)
         && n > 0;
}

static void
info_free (gpointer data)
{
  LwPackInfo *info = data;

  g_free (info->id);
  g_free (info->person);
  g_free (info->name);
  g_free (info->at);
  g_free (info);
}

GPtrArray *
lw_evaluation_packs (LwConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (info_free);
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT k.id, k.person, p.name, k.side, k.version, (SELECT max (version) FROM evaluation_publication), k.at,"
      " (SELECT count (*) FROM evaluation_pack_return WHERE pack = k.id),"
      " (SELECT count (*) FROM evaluation_conflict WHERE pack = k.id)"
      " FROM evaluation_pack AS k LEFT JOIN person AS p ON p.id = k.person ORDER BY k.at DESC, k.person, k.id",
      error);
  LwStep step;

  if (row == NULL)
    return NULL;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      LwPackInfo *info = g_new0 (LwPackInfo, 1);

      info->id = g_strdup (lw_statement_text (row, 0));
      info->person = g_strdup (lw_statement_text (row, 1));
      info->name = g_strdup (lw_statement_text (row, 2));
      info->opened = strcmp (lw_statement_text (row, 3), "opened") == 0;
      info->version = lw_statement_int (row, 4);
      info->newest = lw_statement_int (row, 5);
      info->at = g_strdup (lw_statement_text (row, 6));
      info->returns = (guint) lw_statement_int (row, 7);
      info->conflicts = (guint) lw_statement_int (row, 8);
      g_ptr_array_add (list, info);
    }
  return step == LW_STEP_DONE ? g_steal_pointer (&list) : NULL;
}
