/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-sight.h"

#include "base/lw-error.h"
#include "model/lw-row.h"
#include "plugin/lw-host.h"
#include "search/lw-search.h"
#include "xml/lw-competition-xml.h"

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
lw_host_may_read (LwHost *host, LwConnection *connection, LwSight sight, const char *person, const char *noun, const char *key)
{
  GPtrArray *rules = lw_host_get_sights (host);

  for (guint i = 0; i < rules->len; i++)
    {
      const LwSightRule *rule = rules->pdata[i];
      const LwSight needs = rule->needs (LW_SIGHT_OF_NOUN, noun);
      gboolean may;

      if (rule->row != NULL && rule->row (connection, sight, person != NULL ? person : "", noun, key, &may))
        {
          if (!may)
            return FALSE;
        }
      else if ((needs & ~sight) != 0)
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  LwHost *host;
  const char *person;
} Reading;

/* Who exports sees all; what is left out is kept from everybody but its author. */
static gboolean
may_export (const LwEntity *entity, const char **values, gpointer data)
{
  const Reading *reading = data;
  g_autofree char *key = lw_row_make_key (entity, values);

  return lw_host_may_read (reading->host, NULL, LW_SIGHT_ALL, reading->person, entity->noun, key);
}

gboolean
lw_host_export (LwHost *host, LwStore *store, const char *out, const char *person, LwJob *job, GCancellable *cancellable,
                GError **error)
{
  Reading reading = { host, person };

  return lw_competition_export_rows (store, out, lw_host_get_sections (host), may_export, &reading, job, cancellable, error);
}

void
lw_host_filter_hits (LwHost *host, LwConnection *connection, LwSight sight, const char *person, GPtrArray *groups, guint limit)
{
  for (guint g = groups->len; g-- > 0;)
    {
      LwSearchGroup *group = groups->pdata[g];
      const guint n_before = group->hits->len;

      for (guint i = group->hits->len; i-- > 0;)
        if (!lw_host_may_read (host, connection, sight, person, group->noun, ((LwSearchHit *) group->hits->pdata[i])->key))
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

/* ---- undo and redo ---- */

/* In the file of one person's all is that person's. */
static gboolean
is_own_step (LwHost *host, LwConnection *connection, const char *person, const char *whose, gboolean *own, GError **error)
{
  g_autofree char *only = NULL;

  if (!lw_host_only_person (host, connection, &only, error))
    return FALSE;
  *own = only != NULL || g_strcmp0 (person, whose) == 0;
  return TRUE;
}

/* What somebody else did may be among what is kept back. @name: (transfer full) */
static char *
name_for (LwSight sight, gboolean own, char *name)
{
  if (own || (sight & LW_SIGHT_RECORD) != 0)
    return name;
  g_free (name);
  return g_strdup (_("the last change"));
}

typedef struct
{
  LwHost *host;
  LwSight sight;
  gboolean own;
} Stepping;

/* What the rules say of the rows that @command changed. */
static gboolean
guard_rows (const Stepping *stepping, LwConnection *connection, const char *person, gint64 command, GError **error)
{
  GPtrArray *rules = lw_host_get_sights (stepping->host);

  for (guint i = 0; i < rules->len; i++)
    {
      const LwSightRule *rule = rules->pdata[i];

      if (rule->step != NULL && !rule->step (connection, stepping->sight, person, command, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
guard_step (LwConnection *connection, const char *person, gint64 command, const char *whose, gpointer data, GError **error)
{
  Stepping *stepping = data;
  g_autofree char *why = NULL;

  if (!is_own_step (stepping->host, connection, person, whose, &stepping->own, error)
      || !lw_host_sight (stepping->host, connection, person, &stepping->sight, &why, error))
    return FALSE;
  if (stepping->own || (stepping->sight & LW_SIGHT_OTHERS) != 0)
    return guard_rows (stepping, connection, person, command, error);
  g_set_error (error, LW_ERROR, LW_ERROR_LOCKED, _("expected a change that %s made, found one of somebody else: %s"), person,
               why != NULL ? why : _("the role does not allow it"));
  return FALSE;
}

gboolean
lw_host_step (LwHost *host, LwStore *store, gboolean redo, const char *person, GCancellable *cancellable, char **name,
              GError **error)
{
  Stepping stepping = { .host = host };

  if (!lw_store_step (store, redo, person, guard_step, &stepping, cancellable, name, error))
    return FALSE;
  *name = name_for (stepping.sight, stepping.own, *name);
  return TRUE;
}

char *
lw_host_step_name (LwHost *host, LwStore *store, LwSight sight, const char *person, gboolean redo)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, NULL);
  g_autofree char *whose = NULL;
  gboolean own = FALSE;
  char *name;

  if (reader == NULL || !lw_store_next_step (store, redo, &name, &whose))
    return NULL;
  is_own_step (host, lw_reader_connection (reader), person, whose, &own, NULL);
  return name_for (sight, own, name);
}
