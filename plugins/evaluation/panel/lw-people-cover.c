/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-cover.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwPeopleCounts
{
  LwPeopleData *data;
  const LwEvaluationPeople *people;
  guint16 *n;        /* by place and leaf: people assigned */
  GHashTable *below; /* criterion -> guint8 by leaf */
};

static const LwWorkPlace *
place_at (const LwEvaluationPeople *people, guint i)
{
  return &g_array_index (people->places, LwWorkPlace, i);
}

static const LwWorkLeaf *
leaf_at (const LwEvaluationPeople *people, guint i)
{
  return &g_array_index (people->leaves, LwWorkLeaf, i);
}

static guint8
flags_at (const LwEvaluationPeople *people, const LwEvaluationPerson *person, guint place, guint leaf)
{
  return person->cells[(gsize) place * people->leaves->len + leaf];
}

LwPeopleCounts *
lw_people_counts_new (LwPeopleData *data)
{
  LwPeopleCounts *counts = g_new0 (LwPeopleCounts, 1);
  const LwEvaluationPeople *people = lw_people_data_get (data);
  const gsize n_cells = people != NULL ? (gsize) people->places->len * people->leaves->len : 0;

  counts->data = data;
  counts->people = people;
  counts->n = g_new0 (guint16, n_cells + 1);
  counts->below = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint p = 0; people != NULL && p < people->people->len; p++)
    for (gsize i = 0; i < n_cells; i++)
      counts->n[i] += (((LwEvaluationPerson *) people->people->pdata[p])->cells[i] & LW_WORK_ASSIGNED) != 0;
  return counts;
}

void
lw_people_counts_free (LwPeopleCounts *counts)
{
  g_free (counts->n);
  g_hash_table_unref (counts->below);
  g_free (counts);
}

/* Which leaves @criterion covers. */
static const guint8 *
leaves_below (LwPeopleCounts *counts, const char *criterion)
{
  guint8 *below = g_hash_table_lookup (counts->below, criterion);

  if (below != NULL)
    return below;
  below = g_new0 (guint8, counts->people->leaves->len + 1);
  for (guint leaf = 0; leaf < counts->people->leaves->len; leaf++)
    below[leaf] = lw_people_data_is_below (counts->data, leaf_at (counts->people, leaf)->criterion, criterion);
  g_hash_table_insert (counts->below, g_strdup (criterion), below);
  return below;
}

static gboolean
is_at (const LwWorkPlace *place, const char *lot, const char *bidder, gboolean only_common)
{
  return (bidder[0] == '\0' || strcmp (place->bidder, bidder) == 0)
         && (only_common ? place->lot[0] == '\0' : lot[0] == '\0' || strcmp (place->lot, lot) == 0);
}

void
lw_people_counts_cover (LwPeopleCounts *counts, const char *criterion, const char *lot, const char *bidder,
                        gboolean only_common, const char *person, LwPeopleCover *cover)
{
  const LwEvaluationPeople *people = counts->people;
  const LwEvaluationPerson *whose;
  const guint8 *below;

  *cover = (LwPeopleCover) { .least = G_MAXUINT };
  if (people == NULL)
    return;
  whose = person != NULL ? lw_evaluation_people_find (people, person) : NULL;
  below = leaves_below (counts, criterion);
  for (guint place = 0; place < people->places->len; place++)
    for (guint leaf = 0; is_at (place_at (people, place), lot, bidder, only_common) && leaf < people->leaves->len; leaf++)
      {
        const guint n = counts->n[(gsize) place * people->leaves->len + leaf];

        if (!below[leaf] || !lw_evaluation_people_is_work (people, place, leaf))
          continue;
        cover->marks++;
        cover->least = MIN (cover->least, n);
        cover->most = MAX (cover->most, n);
        cover->nobody += n == 0;
        cover->own += whose != NULL && (flags_at (people, whose, place, leaf) & LW_WORK_ASSIGNED) != 0;
      }
}

static gboolean
has_any (LwPeopleCounts *counts, const LwEvaluationPerson *person, const char *criterion, const char *lot, const char *bidder)
{
  const LwEvaluationPeople *people = counts->people;
  const guint8 *below = leaves_below (counts, criterion);

  for (guint place = 0; place < people->places->len; place++)
    for (guint leaf = 0; is_at (place_at (people, place), lot, bidder, FALSE) && leaf < people->leaves->len; leaf++)
      if (below[leaf] && lw_evaluation_people_is_work (people, place, leaf)
          && (flags_at (people, person, place, leaf) & LW_WORK_ASSIGNED) != 0)
        return TRUE;
  return FALSE;
}

static void
add_id (GString *list, const char *id)
{
  g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", id);
}

char *
lw_people_counts_who (LwPeopleCounts *counts, const char *criterion, const char *lot, const char *bidder, const char *but)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; counts->people != NULL && i < counts->people->people->len; i++)
    {
      const LwEvaluationPerson *person = counts->people->people->pdata[i];

      if (g_strcmp0 (person->id, but) != 0 && has_any (counts, person, criterion, lot, bidder))
        add_id (list, person->id);
    }
  return list->len > 0 ? g_strdup (list->str) : NULL;
}

/* ---- several rules ---- */

static gboolean
covers (LwPeopleCounts *counts, const LwPeopleRule *rule, guint place, guint leaf)
{
  return is_at (place_at (counts->people, place), rule->lot, rule->bidder, FALSE) && leaves_below (counts, rule->criterion)[leaf];
}

guint
lw_people_counts_rules (LwPeopleCounts *counts, const GPtrArray *rules, guint *fresh, char **others)
{
  const LwEvaluationPeople *people = counts->people;
  const LwEvaluationPerson *person
      = people != NULL && rules->len > 0 ? lw_evaluation_people_find (people, ((LwPeopleRule *) rules->pdata[0])->person) : NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree gboolean *is_other = people != NULL ? g_new0 (gboolean, people->people->len + 1) : NULL;
  guint n = 0;

  *fresh = 0;
  for (guint place = 0; person != NULL && place < people->places->len; place++)
    for (guint leaf = 0; !person->of[place_at (people, place)->bidder_index].blocked && leaf < people->leaves->len; leaf++)
      {
        gboolean covered = FALSE;

        for (guint i = 0; lw_evaluation_people_is_work (people, place, leaf) && !covered && i < rules->len; i++)
          covered = covers (counts, rules->pdata[i], place, leaf);
        if (!covered)
          continue;
        n++;
        *fresh += (flags_at (people, person, place, leaf) & LW_WORK_ASSIGNED) == 0;
        for (guint p = 0; p < people->people->len; p++)
          is_other[p] |= people->people->pdata[p] != person
                         && (flags_at (people, people->people->pdata[p], place, leaf) & LW_WORK_ASSIGNED) != 0;
      }
  for (guint p = 0; person != NULL && p < people->people->len; p++)
    if (is_other[p])
      add_id (list, ((LwEvaluationPerson *) people->people->pdata[p])->id);
  *others = list->len > 0 ? g_strdup (list->str) : NULL;
  return n;
}

static gboolean
names_bidder (const GPtrArray *rules, const char *person, const char *bidder)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const LwPeopleRule *rule = rules->pdata[i];
      if (strcmp (rule->person, person) == 0 && (rule->bidder[0] == '\0' || strcmp (rule->bidder, bidder) == 0))
        return TRUE;
    }
  return FALSE;
}

char *
lw_people_conflicts_text (LwPeopleData *data, const GPtrArray *rules)
{
  const LwEvaluationPeople *people = lw_people_data_get (data);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint p = 0; people != NULL && p < people->people->len; p++)
    {
      const LwEvaluationPerson *person = people->people->pdata[p];

      for (guint i = 0; i < person->conflicts->len; i++)
        {
          const LwPersonInterest *interest = person->conflicts->pdata[i];

          for (guint b = 0; b < interest->bidders->len; b++)
            if (names_bidder (rules, person->id, interest->bidders->pdata[b]))
              g_string_append_printf (list, _("%s%s takes no part in marking %s: a conflict with %s (%s) is declared"),
                                      list->len > 0 ? "\n" : "", person->id, (const char *) interest->bidders->pdata[b],
                                      interest->organisation, interest->name);
        }
    }
  return list->len > 0 ? g_strdup (list->str) : NULL;
}
