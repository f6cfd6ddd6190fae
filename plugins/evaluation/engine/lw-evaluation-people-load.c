/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Who is to mark what, of a whole file at once. A byte for each person, place and leaf; the rules set bits, then one pass
 * over the marks sets others. A million marks take a second.
 */
#include "config.h"

#include "lw-evaluation-people.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

/* What is needed while reading alone. */
typedef struct
{
  LwConnection *connection;
  LwEvaluationPeople *people;
  const char *only;     /* one person, or NULL */
  gboolean with_marks;
  GHashTable *by_id;    /* id -> LwEvaluationPerson */
  GHashTable *bidders;  /* id -> index + 1 */
  GHashTable *places;   /* "lot/bidder" -> index + 1 */
  GHashTable *leaves;   /* criterion -> index + 1 */
  GHashTable *below;    /* criterion -> GArray of guint, the leaves that it covers; "": all */
  GHashTable *declared; /* "person/organisation" */
} Load;

static void
load_clear (Load *load)
{
  g_clear_pointer (&load->by_id, g_hash_table_unref);
  g_clear_pointer (&load->bidders, g_hash_table_unref);
  g_clear_pointer (&load->places, g_hash_table_unref);
  g_clear_pointer (&load->leaves, g_hash_table_unref);
  g_clear_pointer (&load->below, g_hash_table_unref);
  g_clear_pointer (&load->declared, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Load, load_clear)

static void
interest_free (gpointer data)
{
  LwPersonInterest *interest = data;

  g_free (interest->organisation);
  g_free (interest->name);
  g_free (interest->note);
  g_ptr_array_unref (interest->bidders);
  g_free (interest);
}

static void
person_free (gpointer data)
{
  LwEvaluationPerson *person = data;

  g_free (person->id);
  g_free (person->name);
  g_free (person->trust);
  g_ptr_array_unref (person->roles);
  g_ptr_array_unref (person->missing);
  g_ptr_array_unref (person->conflicts);
  g_free (person->cells);
  g_free (person->of);
  g_free (person);
}

void
lw_evaluation_people_free (LwEvaluationPeople *people)
{
  g_ptr_array_unref (people->people);
  g_array_unref (people->places);
  g_array_unref (people->leaves);
  g_ptr_array_unref (people->bidders);
  g_string_chunk_free (people->text);
  g_free (people);
}

static LwWorkPlace *
place_at (const LwEvaluationPeople *people, guint i)
{
  return &g_array_index (people->places, LwWorkPlace, i);
}

static LwWorkLeaf *
leaf_at (const LwEvaluationPeople *people, guint i)
{
  return &g_array_index (people->leaves, LwWorkLeaf, i);
}

static guint8 *
cells_at (const LwEvaluationPeople *people, const LwEvaluationPerson *person, guint place)
{
  return person->cells + (gsize) place * people->leaves->len;
}

/* Runs @take for each row; parameter 1 of @sql, if it has one, is the person. */
static gboolean
each_row (Load *load, const char *sql, void (*take) (Load *load, LwStatement *row), GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (load->connection, sql, error);
  LwStep step;

  if (statement == NULL)
    return FALSE;
  if (strstr (sql, "?1") != NULL)
    lw_statement_bind (statement, "s", load->only);
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    take (load, statement);
  return step == LW_STEP_DONE;
}

/* ---- what there is to mark ---- */

static void
take_leaf (Load *load, LwStatement *row)
{
  const LwWorkLeaf leaf = { g_string_chunk_insert (load->people->text, lw_statement_text (row, 0)),
                            lw_statement_int (row, 1) != 0 };

  g_array_append_val (load->people->leaves, leaf);
  g_hash_table_insert (load->leaves, (gpointer) leaf.criterion, GUINT_TO_POINTER (load->people->leaves->len));
}

static void
take_below (Load *load, LwStatement *row)
{
  const char *top = lw_statement_text (row, 0);
  const guint leaf = GPOINTER_TO_UINT (g_hash_table_lookup (load->leaves, lw_statement_text (row, 1)));
  GArray *below = g_hash_table_lookup (load->below, top);

  if (leaf == 0)
    return; /* a group */
  const guint index = leaf - 1;
  if (below == NULL)
    {
      below = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (load->below, g_strdup (top), below);
    }
  g_array_append_val (below, index);
}

static guint
bidder_index (Load *load, const char *id)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (load->bidders, id));

  if (index == 0)
    {
      char *copy = g_string_chunk_insert (load->people->text, id);

      g_ptr_array_add (load->people->bidders, copy);
      index = load->people->bidders->len;
      g_hash_table_insert (load->bidders, copy, GUINT_TO_POINTER (index));
    }
  return index - 1;
}

static void
take_place (Load *load, LwStatement *row)
{
  const char *lot = lw_statement_text (row, 0), *bidder = lw_statement_text (row, 1);
  const guint index = bidder_index (load, bidder);
  const LwWorkPlace place = { g_string_chunk_insert_const (load->people->text, lot), load->people->bidders->pdata[index], index,
                              lw_statement_int (row, 2) != 0 };

  g_array_append_val (load->people->places, place);
  g_hash_table_insert (load->places, g_strdup_printf ("%s/%s", lot, bidder), GUINT_TO_POINTER (load->people->places->len));
}

static gboolean
load_places (Load *load, GError **error)
{
  return each_row (load,
                   "SELECT id, scope IS 'common' FROM evaluation_criterion WHERE kind IN ('scored', 'pass-fail')"
                   " ORDER BY position, id",
                   take_leaf, error)
         && each_row (load,
                      "WITH RECURSIVE below (top, id) AS (SELECT id, id FROM evaluation_criterion UNION"
                      "  SELECT below.top, c.id FROM below JOIN evaluation_criterion AS c ON c.parent = below.id)"
                      " SELECT top, id FROM below UNION ALL SELECT '', id FROM evaluation_criterion",
                      take_below, error)
         && each_row (load,
                      "SELECT '', bidder, max (status = 'submitted') FROM bid GROUP BY bidder"
                      " UNION ALL SELECT lot, bidder, status = 'submitted' FROM bid ORDER BY 1, 2",
                      take_place, error);
}

/* ---- people and what they declared ---- */

static void
take_person (Load *load, LwStatement *row)
{
  const LwEvaluationPeople *people = load->people;
  LwEvaluationPerson *person = g_new0 (LwEvaluationPerson, 1);

  person->id = g_strdup (lw_statement_text (row, 0));
  person->name = g_strdup (lw_statement_text (row, 1));
  person->trust = g_strdup (lw_statement_text (row, 2));
  person->roles = g_ptr_array_new_with_free_func (g_free);
  person->missing = g_ptr_array_new_with_free_func (interest_free);
  person->conflicts = g_ptr_array_new_with_free_func (interest_free);
  person->cells = g_new0 (guint8, (gsize) people->places->len * people->leaves->len + 1);
  person->of = g_new0 (LwBidderWork, people->bidders->len + 1);
  g_ptr_array_add (people->people, person);
  g_hash_table_insert (load->by_id, person->id, person);
}

static void
take_role (Load *load, LwStatement *row)
{
  LwEvaluationPerson *person = g_hash_table_lookup (load->by_id, lw_statement_text (row, 0));

  if (person != NULL)
    g_ptr_array_add (person->roles, g_strdup (lw_statement_text (row, 1)));
}

/* Rows of one organisation come one after the other. @bidder may be NULL. */
static void
add_interest (GPtrArray *interests, const char *organisation, const char *name, const char *note, const char *bidder)
{
  LwPersonInterest *last = interests->len > 0 ? g_ptr_array_index (interests, interests->len - 1) : NULL;

  if (last == NULL || strcmp (last->organisation, organisation) != 0)
    {
      last = g_new0 (LwPersonInterest, 1);
      last->organisation = g_strdup (organisation);
      last->name = g_strdup (name);
      last->note = g_strdup (note);
      last->bidders = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (interests, last);
    }
  if (bidder != NULL)
    g_ptr_array_add (last->bidders, g_strdup (bidder));
}

static void
take_conflict (Load *load, LwStatement *row)
{
  LwEvaluationPerson *person = g_hash_table_lookup (load->by_id, lw_statement_text (row, 0));
  const char *bidder = lw_statement_text (row, 4);
  const guint index = bidder == NULL ? 0 : GPOINTER_TO_UINT (g_hash_table_lookup (load->bidders, bidder));

  if (person == NULL)
    return;
  add_interest (person->conflicts, lw_statement_text (row, 1), lw_statement_text (row, 2), lw_statement_text (row, 3), bidder);
  if (index > 0)
    person->of[index - 1].blocked = TRUE;
}

static void
take_declared (Load *load, LwStatement *row)
{
  g_hash_table_add (load->declared, g_strdup_printf ("%s/%s", lw_statement_text (row, 0), lw_statement_text (row, 1)));
}

static gboolean
load_people (Load *load, GError **error)
{
  if (!each_row (load, "SELECT id, name, trust FROM person WHERE ?1 IS NULL OR id = ?1 ORDER BY id", take_person, error))
    return FALSE;
  if (load->only != NULL && load->people->people->len == 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("expected the identifier of a person, found “%s”"), load->only);
      return FALSE;
    }
  return each_row (load, "SELECT person, role FROM person_role ORDER BY person, role", take_role, error)
         && each_row (load,
                      "SELECT d.person, d.organisation, o.name, d.note, m.bidder FROM evaluation_declaration AS d"
                      " JOIN organisation AS o ON o.id = d.organisation LEFT JOIN bidder_member AS m USING (organisation)"
                      " WHERE d.stand = 'conflict' ORDER BY d.person, d.organisation, m.bidder",
                      take_conflict, error)
         && each_row (load, "SELECT person, organisation FROM evaluation_declaration", take_declared, error);
}

/* ---- assignments ---- */

static void
assign_at (const LwEvaluationPeople *people, LwEvaluationPerson *person, const GArray *leaves, guint place)
{
  const LwWorkPlace *where = place_at (people, place);
  guint8 *cells = cells_at (people, person, place);

  for (guint i = 0; !person->of[where->bidder_index].blocked && i < leaves->len; i++)
    {
      const guint leaf = g_array_index (leaves, guint, i);

      if (leaf_at (people, leaf)->common == (where->lot[0] == '\0'))
        cells[leaf] |= LW_WORK_ASSIGNED;
    }
}

static void
take_rule (Load *load, LwStatement *row)
{
  LwEvaluationPerson *person = g_hash_table_lookup (load->by_id, lw_statement_text (row, 0));
  const GArray *leaves = g_hash_table_lookup (load->below, lw_statement_text (row, 1));
  const char *lot = lw_statement_text (row, 2), *bidder = lw_statement_text (row, 3);

  if (person == NULL || leaves == NULL)
    return;
  if (lot[0] != '\0' && bidder[0] != '\0')
    {
      g_autofree char *key = g_strdup_printf ("%s/%s", lot, bidder);
      const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (load->places, key));

      if (place > 0)
        assign_at (load->people, person, leaves, place - 1);
      return;
    }
  for (guint i = 0; i < load->people->places->len; i++)
    if ((lot[0] == '\0' || strcmp (place_at (load->people, i)->lot, lot) == 0)
        && (bidder[0] == '\0' || strcmp (place_at (load->people, i)->bidder, bidder) == 0))
      assign_at (load->people, person, leaves, i);
}

/* ---- marks ---- */

/* They come by place, so that is looked up once for many. */
static gboolean
load_marks (Load *load, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      load->connection,
      "SELECT lot, bidder, criterion, person, ifnull (rationale, '') <> '', EXISTS (SELECT 1 FROM evaluation_confirmation AS c"
      "  WHERE (c.lot, c.bidder, c.criterion, c.person) = (m.lot, m.bidder, m.criterion, m.person)"
      "   AND c.version = (SELECT max (version) FROM evaluation_publication))"
      " FROM evaluation_mark AS m WHERE ?1 IS NULL OR person = ?1",
      error);
  g_autofree char *key = NULL;
  const LwWorkPlace *last = NULL;
  guint place = 0;
  LwStep step;

  if (statement == NULL)
    return FALSE;
  lw_statement_bind (statement, "s", load->only);
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      const char *lot = lw_statement_text (statement, 0), *bidder = lw_statement_text (statement, 1);
      const guint leaf = GPOINTER_TO_UINT (g_hash_table_lookup (load->leaves, lw_statement_text (statement, 2)));
      const LwEvaluationPerson *person = g_hash_table_lookup (load->by_id, lw_statement_text (statement, 3));

      if (last == NULL || strcmp (last->bidder, bidder) != 0 || strcmp (last->lot, lot) != 0)
        {
          g_free (key);
          key = g_strdup_printf ("%s/%s", lot, bidder);
          place = GPOINTER_TO_UINT (g_hash_table_lookup (load->places, key));
          last = place > 0 ? place_at (load->people, place - 1) : NULL;
        }
      if (last != NULL && leaf > 0 && person != NULL)
        cells_at (load->people, person, place - 1)[leaf - 1] |= LW_WORK_MARKED
                                                                | (lw_statement_int (statement, 4) ? LW_WORK_EXPLAINED : 0)
                                                                | (lw_statement_int (statement, 5) ? LW_WORK_CONFIRMED : 0);
    }
  return step == LW_STEP_DONE;
}

/* ---- what follows ---- */

/* A place where no bid is submitted counts for nobody's work. */
static void
count_work (const LwEvaluationPeople *people, LwEvaluationPerson *person)
{
  for (guint i = 0; i < people->places->len; i++)
    {
      const LwWorkPlace *place = place_at (people, i);
      const guint8 *cells = cells_at (people, person, i);
      LwBidderWork *of = &person->of[place->bidder_index];

      for (guint leaf = 0; leaf < people->leaves->len; leaf++)
        {
          const gboolean assigned = place->submitted && cells[leaf] & LW_WORK_ASSIGNED;

          of->assigned += assigned;
          of->marked += (cells[leaf] & LW_WORK_MARKED) != 0;
          person->assigned += assigned;
          person->marked += (assigned || !people->in_use) && cells[leaf] & LW_WORK_MARKED;
          person->explained += (assigned || !people->in_use) && cells[leaf] & LW_WORK_EXPLAINED;
          person->confirmed += (assigned || !people->in_use) && cells[leaf] & LW_WORK_CONFIRMED;
        }
    }
}

static void
take_member (Load *load, LwStatement *row)
{
  const char *organisation = lw_statement_text (row, 0), *bidder = lw_statement_text (row, 2);
  const guint index = GPOINTER_TO_UINT (g_hash_table_lookup (load->bidders, bidder));

  for (guint i = 0; index > 0 && i < load->people->people->len; i++)
    {
      LwEvaluationPerson *person = g_ptr_array_index (load->people->people, i);
      g_autofree char *key = g_strdup_printf ("%s/%s", person->id, organisation);

      if (!g_hash_table_contains (load->declared, key) && person->of[index - 1].assigned > 0)
        add_interest (person->missing, organisation, lw_statement_text (row, 1), NULL, bidder);
    }
}

static gboolean
load_work (Load *load, GError **error)
{
  LwEvaluationPeople *people = load->people;

  if (!lw_evaluation_assignments_in_use (load->connection, &people->in_use, error)
      || !each_row (load, "SELECT person, criterion, lot, bidder FROM evaluation_assignment WHERE ?1 IS NULL OR person = ?1",
                    take_rule, error)
      || (load->with_marks && !load_marks (load, error)))
    return FALSE;
  for (guint i = 0; i < people->people->len; i++)
    count_work (people, g_ptr_array_index (people->people, i));
  return !people->in_use
         || each_row (load,
                      "SELECT m.organisation, o.name, m.bidder FROM bidder_member AS m"
                      " JOIN organisation AS o ON o.id = m.organisation ORDER BY m.organisation, m.bidder",
                      take_member, error);
}

static LwEvaluationPeople *
people_new (void)
{
  LwEvaluationPeople *people = g_new0 (LwEvaluationPeople, 1);

  people->people = g_ptr_array_new_with_free_func (person_free);
  people->places = g_array_new (FALSE, FALSE, sizeof (LwWorkPlace));
  people->leaves = g_array_new (FALSE, FALSE, sizeof (LwWorkLeaf));
  people->bidders = g_ptr_array_new ();
  people->text = g_string_chunk_new (4096);
  return people;
}

static LwEvaluationPeople *
load_all (LwConnection *connection, const char *person, gboolean with_marks, GError **error)
{
  g_autoptr (LwEvaluationPeople) people = people_new ();
  g_auto (Load) load = { .connection = connection, .people = people, .only = person, .with_marks = with_marks };

  load.by_id = g_hash_table_new (g_str_hash, g_str_equal);
  load.bidders = g_hash_table_new (g_str_hash, g_str_equal);
  load.places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  load.leaves = g_hash_table_new (g_str_hash, g_str_equal);
  load.below = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  load.declared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!load_places (&load, error) || !load_people (&load, error) || !load_work (&load, error))
    return NULL;
  return g_steal_pointer (&people);
}

LwEvaluationPeople *
lw_evaluation_people_load (LwConnection *connection, const char *person, GError **error)
{
  return load_all (connection, person, TRUE, error);
}

gboolean
lw_evaluation_people_count_missing (LwConnection *connection, guint *n, GError **error)
{
  g_autoptr (LwEvaluationPeople) people = NULL;
  gboolean in_use;

  *n = 0;
  if (!lw_evaluation_assignments_in_use (connection, &in_use, error))
    return FALSE;
  people = in_use ? load_all (connection, NULL, FALSE, error) : NULL;
  for (guint i = 0; people != NULL && i < people->people->len; i++)
    *n += ((LwEvaluationPerson *) g_ptr_array_index (people->people, i))->missing->len;
  return !in_use || people != NULL;
}

/* ---- asking ---- */

LwEvaluationPerson *
lw_evaluation_people_find (const LwEvaluationPeople *people, const char *id)
{
  for (guint i = 0; i < people->people->len; i++)
    {
      LwEvaluationPerson *person = g_ptr_array_index (people->people, i);

      if (strcmp (person->id, id) == 0)
        return person;
    }
  return NULL;
}

gboolean
lw_evaluation_people_is_work (const LwEvaluationPeople *people, guint place, guint leaf)
{
  const LwWorkPlace *where = place_at (people, place);

  return where->submitted && leaf_at (people, leaf)->common == (where->lot[0] == '\0');
}

guint
lw_evaluation_people_count_at (const LwEvaluationPeople *people, guint place, guint leaf)
{
  guint n = 0;

  for (guint i = 0; i < people->people->len; i++)
    n += (cells_at (people, g_ptr_array_index (people->people, i), place)[leaf] & LW_WORK_ASSIGNED) != 0;
  return n;
}

guint
lw_evaluation_people_count_nobody (const LwEvaluationPeople *people)
{
  guint n = 0;

  for (guint place = 0; people->in_use && place < people->places->len; place++)
    for (guint leaf = 0; leaf < people->leaves->len; leaf++)
      n += lw_evaluation_people_is_work (people, place, leaf) && lw_evaluation_people_count_at (people, place, leaf) == 0;
  return n;
}

/* As many as a line holds. */
#define MOST_LISTED 5

char *
lw_evaluation_list_interests (const GPtrArray *interests)
{
  g_autoptr (GString) list = g_string_new (NULL);
  const guint rest = interests->len > MOST_LISTED ? interests->len - MOST_LISTED : 0;

  for (guint i = 0; i < interests->len - rest; i++)
    {
      const LwPersonInterest *interest = interests->pdata[i];

      g_string_append_printf (list, "%s%s (%s)", i > 0 ? ", " : "", interest->organisation, interest->name);
    }
  return rest == 0 ? g_strdup (list->str)
                   : g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", rest), list->str, rest);
}

GArray *
lw_evaluation_people_cells (const LwEvaluationPeople *people, const LwEvaluationPerson *person)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (LwAssignedCell));

  for (guint i = 0; i < people->places->len; i++)
    for (guint leaf = 0; place_at (people, i)->submitted && leaf < people->leaves->len; leaf++)
      {
        const guint8 flags = cells_at (people, person, i)[leaf];
        const LwAssignedCell cell = { place_at (people, i)->lot, place_at (people, i)->bidder, leaf_at (people, leaf)->criterion,
                                      (flags & LW_WORK_MARKED) != 0, (flags & LW_WORK_EXPLAINED) != 0 };

        if (flags & LW_WORK_ASSIGNED)
          g_array_append_val (cells, cell);
      }
  return cells;
}
