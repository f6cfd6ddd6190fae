/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-sight.h"

#include "base/lw-error.h"
#include "plugin/lw-host.h"
#include "search/lw-search.h"

#include "base/lw-i18n.h"

gboolean
lw_host_sight (LwHost *host, LwConnection *connection, const char *person, LwSight *sight, char **why, GError **error)
{
  GPtrArray *rules = lw_host_get_sights (host);
  g_autofree char *first = NULL;

  *sight = LW_SIGHT_ALL;
  for (guint i = 0; i < rules->len; i++)
    {
      const LwSightRule *rule = rules->pdata[i];
      LwSight one = LW_SIGHT_ALL;
      g_autofree char *said = NULL;

      if (!rule->read (connection, person != NULL ? person : "", &one, &said, error))
        return FALSE;
      *sight &= one;
      if (first == NULL)
        first = g_steal_pointer (&said);
    }
  if (why != NULL)
    *why = g_steal_pointer (&first);
  return TRUE;
}

LwSight
lw_host_sight_needs (LwHost *host, LwSightKind kind, const char *name)
{
  GPtrArray *rules = lw_host_get_sights (host);
  LwSight needs = LW_SIGHT_NONE;

  for (guint i = 0; i < rules->len; i++)
    needs |= ((const LwSightRule *) rules->pdata[i])->needs (kind, name);
  return needs;
}

gboolean
lw_host_may_read (LwHost *host, LwSight sight, const char *person, const char *noun, const char *key)
{
  GPtrArray *rules = lw_host_get_sights (host);

  for (guint i = 0; i < rules->len; i++)
    {
      const LwSightRule *rule = rules->pdata[i];
      const LwSight needs = rule->needs (LW_SIGHT_OF_NOUN, noun);
      gboolean may;

      if (rule->row != NULL && rule->row (person != NULL ? person : "", noun, key, &may))
        {
          if (!may)
            return FALSE;
        }
      else if ((needs & ~sight) != 0)
        return FALSE;
    }
  return TRUE;
}

void
lw_host_filter_hits (LwHost *host, LwSight sight, const char *person, GPtrArray *groups, guint limit)
{
  for (guint g = groups->len; g-- > 0;)
    {
      LwSearchGroup *group = groups->pdata[g];
      const guint n_before = group->hits->len;

      for (guint i = group->hits->len; i-- > 0;)
        if (!lw_host_may_read (host, sight, person, group->noun, ((LwSearchHit *) group->hits->pdata[i])->key))
          g_ptr_array_remove_index (group->hits, i);
      /* how many others there are is theirs to know */
      if (group->hits->len < n_before)
        group->n_total = group->hits->len;
      if (group->hits->len > limit)
        g_ptr_array_set_size (group->hits, (int) limit);
      if (group->hits->len == 0)
        g_ptr_array_remove_index (groups, g);
    }
}

gboolean
lw_host_only_person (LwHost *host, LwConnection *connection, char **person, GError **error)
{
  GPtrArray *rules = lw_host_get_sights (host);

  *person = NULL;
  for (guint i = 0; i < rules->len && *person == NULL; i++)
    {
      const LwSightRule *rule = rules->pdata[i];

      if (rule->only != NULL && !rule->only (connection, person, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lw_host_may_run (LwHost *host, LwStore *store, const char *verb, gboolean writes, const char *person, GError **error)
{
  LwSight needs = lw_host_sight_needs (host, LW_SIGHT_OF_VERB, verb) | (writes ? LW_SIGHT_CHANGE : LW_SIGHT_NONE), sight;
  g_autoptr (LwReader) reader = NULL;
  g_autofree char *why = NULL;

  if (needs == LW_SIGHT_NONE)
    return TRUE;
  reader = lw_store_reader (store, error);
  if (reader == NULL || !lw_host_sight (host, lw_reader_connection (reader), person, &sight, &why, error))
    return FALSE;
  if ((needs & ~sight) == 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("“%s” is not for %s: %s"), verb, person,
               why != NULL ? why : _("the role does not allow it"));
  return FALSE;
}
