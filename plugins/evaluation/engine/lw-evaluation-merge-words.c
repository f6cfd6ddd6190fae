/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What comes back besides marks: what the evaluator declared, and asked the lead. Both are the evaluator's own words. */
#include "config.h"

#include "lw-evaluation-pack-private.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- declarations ---- */

/* A conflict that is declared on either side stands; it is the lead who may ask again. */
static gboolean
merge_declaration (LwConnection *connection, const char *person, const LwPackDeclaration *declaration, LwPackMerged *merged,
                   GError **error)
{
  if (!lw_connection_run (connection, error,
                          "INSERT INTO evaluation_declaration (person, organisation, stand, note)"
                          " SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM person WHERE id = ?1)"
                          "  AND EXISTS (SELECT 1 FROM organisation WHERE id = ?2)"
                          " ON CONFLICT (person, organisation) DO UPDATE SET stand = ?3, note = ?4"
                          "  WHERE stand = 'none' AND ?3 = 'conflict'",
                          "ssss", person, declaration->organisation, declaration->stand, declaration->note))
    return FALSE;
  merged->declared += (guint) lw_connection_changes (connection);
  return TRUE;
}

/* Those that could not be: @person or the organisation is gone. */
static gboolean
count_left (LwConnection *connection, const char *person, const char *organisation, LwPackMerged *merged, GError **error)
{
  gint64 n;

  if (!lw_connection_get_int (connection, &n, 0, error,
                              "SELECT count (*) FROM evaluation_declaration WHERE person = ? AND organisation = ?", "ss", person,
                              organisation))
    return FALSE;
  merged->left += n == 0;
  return TRUE;
}

gboolean
lw_pack_merge_declarations (LwConnection *connection, const LwPackReturn *back, LwPackMerged *merged, GError **error)
{
  for (guint i = 0; i < back->declarations->len; i++)
    {
      const LwPackDeclaration *declaration = g_ptr_array_index (back->declarations, i);

      if (!merge_declaration (connection, back->person, declaration, merged, error)
          || !count_left (connection, back->person, declaration->organisation, merged, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- questions ---- */

/* Other words open a query again, as they do when it is asked here; the words and the reply before stay below them. Of one
 * that was put differently in two copies of a pack both are kept. (transfer full): NULL where it is here already. */
static char *
words_for (const char *here, const char *reply, const char *text, gboolean follows)
{
  g_autofree char *begins = g_strconcat (text, "\n\n", NULL);

  if (here == NULL)
    return g_strdup (text);
  if (strcmp (here, text) == 0 || g_str_has_prefix (here, begins) || (!follows && strstr (here, text) != NULL))
    return NULL;
  if (!follows)
    return g_strdup_printf ("%s\n\n%s", here, text);
  return reply == NULL ? g_strdup (text) : g_strdup_printf (_("%s\n\nBefore: “%s” The reply to that: “%s”"), text, here, reply);
}

static gboolean
merge_query (LwConnection *connection, const char *place, const char *person, const char *text, gboolean follows,
             LwPackMerged *merged, GError **error)
{
  g_auto (GStrv) part = g_strsplit (place, "/", 3);
  g_autofree char *here = NULL, *reply = NULL, *words = NULL;

  if (!lw_connection_get_text (connection, &here, error,
                               "SELECT text FROM evaluation_query WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?",
                               "ssss", part[0], part[1], part[2], person)
      || !lw_connection_get_text (connection, &reply, error,
                                  "SELECT reply FROM evaluation_query WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?",
                                  "ssss", part[0], part[1], part[2], person))
    return FALSE;
  words = words_for (here, reply, text, follows);
  if (words == NULL)
    return TRUE;
  if (!lw_connection_run (connection, error,
                          "INSERT INTO evaluation_query (lot, bidder, criterion, person, text)"
                          " SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM bidder WHERE id = ?2)"
                          "  AND EXISTS (SELECT 1 FROM evaluation_criterion WHERE id = ?3)"
                          "  AND EXISTS (SELECT 1 FROM person WHERE id = ?4)"
                          " ON CONFLICT (lot, bidder, criterion, person) DO UPDATE SET text = ?5, reply = NULL",
                          "sssss", part[0], part[1], part[2], person, words))
    return FALSE;
  if (lw_connection_changes (connection) > 0)
    merged->queries++;
  else
    merged->left++;
  return TRUE;
}

gboolean
lw_pack_merge_queries (LwConnection *connection, const LwPackReturn *back, gboolean follows, LwPackMerged *merged, GError **error)
{
  GHashTableIter iter;
  gpointer place, text;

  g_hash_table_iter_init (&iter, back->queries);
  while (g_hash_table_iter_next (&iter, &place, &text))
    if (!merge_query (connection, place, back->person, text, follows, merged, error))
      return FALSE;
  return TRUE;
}
