/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which rows go into a pack, and which come back. What is not named here stays at home, so that a new table, or another
 * plugin's, never leaves by itself. No amount leaves but those of the published method; no note but the evaluator's own,
 * which does not come back.
 */
#include "config.h"

#include "lw-evaluation-pack-private.h"

#include "base/lw-error.h"
#include "lw-evaluation-people.h"
#include "lw-evaluation.h"
#include "xml/lw-competition-xml.h"

#include <string.h>

#include "base/lw-i18n.h"

static const char *const nouns_out[]
    = { "competition", "statement",  "area",      "lot",       "lot-area",    "organisation", "bidder",   "member", "bid",
        "person",      "role",       "method",    "scale",     "scale-mark",  "criterion",    "tie-rule", "publication",
        "mark",        "assignment", "declaration", "pack",    "confirmation", "answer",      "document", "note",   "query",
        NULL };
static const char *const nouns_back[]
    = { "competition", "lot",          "organisation", "bidder", "bid",         "person",      "method",      "scale",
        "scale-mark",  "criterion",    "mark",         "query",  "declaration", "confirmation", "pack",       "pack-return",
        "publication", NULL };
/* Of what is said of whole kinds of figures, that of these goes out. */
static const char *const subjects_out[] = { "marks", "answers", "documents", NULL };
static const char *const nouns_base[] = { "competition", "mark", "confirmation", NULL };

/* What is let through. A set that is NULL lets all through. */
typedef struct
{
  const char *const *nouns;
  const char *person;
  const char *pack;  /* this one alone, as the side that opened it; NULL: any, as it is */
  GHashTable *cells; /* "LOT/BIDDER/CRITERION" */
  GHashTable *bids;  /* "LOT/BIDDER" */
  GHashTable *lots, *bidders, *organisations;
  GHashTable *covered; /* "LOT/BIDDER/CRITERION" with all that is above a cell; of what goes out */
  GHashTable *priced;  /* criteria that are a price or have one below them */
  GHashTable *pointed; /* "BIDDER/NAME" of documents that the marks in it point to */
  guint n_files;       /* documents that go out */
} Kept;

static void
kept_clear (Kept *kept)
{
  g_clear_pointer (&kept->bids, g_hash_table_unref);
  g_clear_pointer (&kept->lots, g_hash_table_unref);
  g_clear_pointer (&kept->bidders, g_hash_table_unref);
  g_clear_pointer (&kept->organisations, g_hash_table_unref);
  g_clear_pointer (&kept->covered, g_hash_table_unref);
  g_clear_pointer (&kept->priced, g_hash_table_unref);
  g_clear_pointer (&kept->pointed, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Kept, kept_clear)

/* ---- one row ---- */

static gboolean
is_in (GHashTable *set, const char *id)
{
  return set == NULL || id == NULL || id[0] == '\0' || g_hash_table_contains (set, id);
}

/* Whether a lot, bidder, organisation or person may be seen. */
static gboolean
may_see (const Kept *kept, const char *noun, const char *id)
{
  if (g_strcmp0 (noun, "lot") == 0)
    return is_in (kept->lots, id);
  if (g_strcmp0 (noun, "bidder") == 0)
    return is_in (kept->bidders, id);
  if (g_strcmp0 (noun, "organisation") == 0)
    return is_in (kept->organisations, id);
  return g_strcmp0 (noun, "person") != 0 || g_strcmp0 (id, kept->person) == 0;
}

/* Rows that are of one place: they begin with lot, bidder, and criterion where they have one. */
static gboolean
is_at_kept_place (const Kept *kept, const char *noun, const char *const *values)
{
  g_autofree char *bid = g_strjoin ("/", values[0], values[1], NULL);
  g_autofree char *cell = NULL;

  if (strcmp (noun, "bid") == 0)
    return is_in (kept->bids, bid);
  cell = g_strjoin ("/", bid, values[2], NULL);
  return is_in (kept->cells, cell);
}

static gboolean
is_at_place (const char *noun)
{
  static const char *const nouns[] = { "bid", "mark", "confirmation", "answer", "note", "query", NULL };

  return g_strv_contains (nouns, noun);
}

static const char *
value_of (const LwEntity *entity, const char *const *values, const char *field)
{
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (strcmp (entity->fields[i].name, field) == 0)
      return values[i];
  return NULL;
}

/* A document goes with what it belongs to: of a question that somebody else marks, of none yet, or of the price, it stays at
 * home. */
static gboolean
keep_document (Kept *kept, const LwEntity *entity, const char *const *values)
{
  const char *lot = value_of (entity, values, "lot"), *criterion = value_of (entity, values, "criterion");
  g_autofree char *place = g_strjoin ("/", lot != NULL ? lot : "", value_of (entity, values, "bidder"),
                                      criterion != NULL ? criterion : "", NULL);

  g_autofree char *key = g_strjoin ("/", value_of (entity, values, "bidder"), value_of (entity, values, "name"), NULL);

  if (kept->covered == NULL || (criterion != NULL && g_hash_table_contains (kept->priced, criterion))
      || (!g_hash_table_contains (kept->covered, place) && !g_hash_table_contains (kept->pointed, key)))
    return FALSE;
  kept->n_files++;
  return TRUE;
}

/* Amounts and notes are for those at home; the method is as it was published, and what one has declared is one's own. */
static gboolean
is_blanked (const LwEntity *entity, const LwField *field)
{
  static const char *const published[] = { "method", "criterion", NULL };

  if (field->type == LW_FIELD_MONEY)
    return !g_strv_contains (published, entity->noun);
  return strcmp (field->name, "note") == 0 && strcmp (entity->noun, "declaration") != 0;
}

static gboolean
filter (const LwEntity *entity, const char **values, gpointer data)
{
  Kept *kept = data;

  if (!g_strv_contains (kept->nouns, entity->noun) || !may_see (kept, entity->noun, values[0]))
    return FALSE;
  if (strcmp (entity->noun, "statement") == 0 && !g_strv_contains (subjects_out, values[0]))
    return FALSE;
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    {
      if (entity->fields[i].type == LW_FIELD_REF && !may_see (kept, entity->fields[i].refers, values[i]))
        return FALSE;
      if (is_blanked (entity, &entity->fields[i]))
        values[i] = NULL;
    }
  if (is_at_place (entity->noun) && !is_at_kept_place (kept, entity->noun, values))
    return FALSE;
  if (strcmp (entity->noun, "document") == 0)
    return keep_document (kept, entity, values);
  if (entity == &lw_evaluation_pack_entity && kept->pack != NULL)
    {
      values[LW_PACK_SIDE] = "opened";
      return strcmp (values[LW_PACK_ID], kept->pack) == 0;
    }
  return TRUE;
}

/* ---- what is assigned ---- */

/* Without any assignment: all that may be marked, but for bidders with a conflict. */
static gboolean
is_free (const LwEvaluationPerson *person, const LwWorkPlace *place, const LwWorkLeaf *leaf)
{
  return place->submitted && leaf->common == (place->lot[0] == '\0') && !person->of[place->bidder_index].blocked;
}

static void
add_free (const LwEvaluationPeople *people, const LwEvaluationPerson *person, GHashTable *cells)
{
  for (guint p = 0; p < people->places->len; p++)
    for (guint l = 0; l < people->leaves->len; l++)
      {
        const LwWorkPlace *place = &g_array_index (people->places, LwWorkPlace, p);
        const LwWorkLeaf *leaf = &g_array_index (people->leaves, LwWorkLeaf, l);

        if (is_free (person, place, leaf))
          g_hash_table_add (cells, g_strjoin ("/", place->lot, place->bidder, leaf->criterion, NULL));
      }
}

static void
add_assigned (const LwEvaluationPeople *people, const LwEvaluationPerson *person, GHashTable *cells)
{
  g_autoptr (GArray) list = lw_evaluation_people_cells (people, person);

  for (guint i = 0; i < list->len; i++)
    {
      const LwAssignedCell *cell = &g_array_index (list, LwAssignedCell, i);
      g_hash_table_add (cells, g_strjoin ("/", cell->lot, cell->bidder, cell->criterion, NULL));
    }
}

GHashTable *
lw_pack_assigned (LwConnection *connection, const char *evaluator, GError **error)
{
  g_autoptr (LwEvaluationPeople) people = lw_evaluation_people_load (connection, evaluator, error);
  g_autoptr (GHashTable) cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const LwEvaluationPerson *person = people == NULL ? NULL : lw_evaluation_people_find (people, evaluator);

  if (person == NULL)
    return NULL;
  if (person->missing->len > 0)
    {
      const LwPersonInterest *missing = g_ptr_array_index (person->missing, 0);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("expected %s to have declared on every organisation in the assigned bids, found nothing on %s (%s)"
                     " and %u more: marks of such bids would be refused when they come back"),
                      evaluator, missing->organisation, missing->name, person->missing->len - 1);
      return NULL;
    }
  if (people->in_use)
    add_assigned (people, person, cells);
  else
    add_free (people, person, cells);
  if (g_hash_table_size (cells) > 0)
    return g_steal_pointer (&cells);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("expected marks that %s is to give, found none: nothing is assigned"), evaluator);
  return NULL;
}

/* ---- what goes with it ---- */

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Every bid of a bidder whose answers to common questions are marked is there, so that the bidder is one who bids. */
static gboolean
keep_bids (Kept *kept, LwConnection *connection, GHashTable *common, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (connection, "SELECT lot, bidder FROM bid", error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    if (g_hash_table_contains (common, lw_statement_text (row, 1)))
      {
        g_hash_table_add (kept->bids, g_strjoin ("/", lw_statement_text (row, 0), lw_statement_text (row, 1), NULL));
        g_hash_table_add (kept->lots, g_strdup (lw_statement_text (row, 0)));
      }
  return step == LW_STEP_DONE;
}

static gboolean
keep_organisations (Kept *kept, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (connection, "SELECT bidder, organisation FROM bidder_member", error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    if (g_hash_table_contains (kept->bidders, lw_statement_text (row, 0)))
      g_hash_table_add (kept->organisations, g_strdup (lw_statement_text (row, 1)));
  return step == LW_STEP_DONE;
}

/* Each criterion's parent. */
static GHashTable *
read_parents (LwConnection *connection, GError **error)
{
  g_autoptr (GHashTable) parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (LwStatement) row
      = lw_connection_prepare (connection, "SELECT id, parent FROM evaluation_criterion WHERE parent IS NOT NULL", error);
  LwStep step;

  if (row == NULL)
    return NULL;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    g_hash_table_insert (parents, g_strdup (lw_statement_text (row, 0)), g_strdup (lw_statement_text (row, 1)));
  return step == LW_STEP_DONE ? g_steal_pointer (&parents) : NULL;
}

static gboolean
keep_priced (Kept *kept, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "WITH RECURSIVE above (id) AS (SELECT id FROM evaluation_criterion WHERE kind = 'price' UNION"
                  " SELECT c.parent FROM above JOIN evaluation_criterion AS c USING (id) WHERE c.parent IS NOT NULL)"
                  " SELECT id FROM above",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  kept->priced = set_new ();
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    g_hash_table_add (kept->priced, g_strdup (lw_statement_text (row, 0)));
  return step == LW_STEP_DONE;
}

/* A mark that points to a document of the price can go nowhere: without the document it is none. */
static gboolean
keep_pointed (Kept *kept, LwConnection *connection, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "SELECT m.lot || '/' || m.bidder || '/' || m.criterion, m.bidder || '/' || m.document, d.criterion"
                  " FROM evaluation_mark AS m LEFT JOIN evaluation_document AS d ON d.bidder = m.bidder AND d.name = m.document"
                  " WHERE m.person = ? AND m.document IS NOT NULL",
      error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  kept->pointed = set_new ();
  lw_statement_bind (row, "s", kept->person);
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    {
      const char *cell = lw_statement_text (row, 0), *document = lw_statement_text (row, 1), *of = lw_statement_text (row, 2);

      if (!g_hash_table_contains (kept->cells, cell))
        continue;
      if (of != NULL && g_hash_table_contains (kept->priced, of))
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                       _("%s: expected the mark of %s to point to a document of a question, found %s, which is of the price and"
                         " goes into no pack: let the mark point to another first"),
                       cell, kept->person, document);
          return FALSE;
        }
      g_hash_table_add (kept->pointed, g_strdup (document));
    }
  return step == LW_STEP_DONE;
}

static void
cover (Kept *kept, const char *lot, const char *bidder, const char *criterion)
{
  g_hash_table_add (kept->covered, g_strjoin ("/", lot, bidder, criterion, NULL));
  g_hash_table_add (kept->covered, g_strjoin ("/", "", bidder, criterion, NULL));
}

static gboolean
keep_covered (Kept *kept, LwConnection *connection, GError **error)
{
  g_autoptr (GHashTable) parents = read_parents (connection, error);
  GHashTableIter iter;
  gpointer cell;

  if (parents == NULL)
    return FALSE;
  kept->covered = set_new ();
  g_hash_table_iter_init (&iter, kept->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    {
      g_auto (GStrv) part = g_strsplit (cell, "/", 3);

      for (const char *at = part[2]; at != NULL; at = g_hash_table_lookup (parents, at))
        cover (kept, part[0], part[1], at);
    }
  return keep_priced (kept, connection, error) && keep_pointed (kept, connection, error);
}

static gboolean
keep_around (Kept *kept, LwConnection *connection, GError **error)
{
  g_autoptr (GHashTable) common = set_new ();
  GHashTableIter iter;
  gpointer cell;

  kept->bids = set_new ();
  kept->lots = set_new ();
  kept->bidders = set_new ();
  kept->organisations = set_new ();
  g_hash_table_iter_init (&iter, kept->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    {
      g_auto (GStrv) part = g_strsplit (cell, "/", 3);

      g_hash_table_add (kept->bidders, g_strdup (part[1]));
      if (part[0][0] == '\0')
        g_hash_table_add (common, g_strdup (part[1]));
      else
        {
          g_hash_table_add (kept->lots, g_strdup (part[0]));
          g_hash_table_add (kept->bids, g_strjoin ("/", part[0], part[1], NULL));
        }
    }
  return keep_bids (kept, connection, common, error) && keep_organisations (kept, connection, error);
}

/* ---- the files ---- */

char *
lw_pack_export_out (LwConnection *connection, const char *evaluator, GHashTable *cells, const char *id, guint *n_files,
                    GError **error)
{
  g_auto (Kept) kept = { .nouns = nouns_out, .person = evaluator, .pack = id, .cells = cells };
  char *xml = NULL;

  if (keep_around (&kept, connection, error) && keep_covered (&kept, connection, error))
    xml = lw_competition_export_filtered (connection, lw_evaluation_sections (), filter, &kept, error);
  *n_files = kept.n_files;
  return xml;
}

char *
lw_pack_export_back (LwConnection *connection, const char *evaluator, GError **error)
{
  Kept kept = { .nouns = nouns_back, .person = evaluator };

  return lw_competition_export_filtered (connection, lw_evaluation_sections (), filter, &kept, error);
}

char *
lw_pack_export_base (LwConnection *connection, const char *evaluator, GHashTable *cells, GError **error)
{
  Kept kept = { .nouns = nouns_base, .person = evaluator, .cells = cells };
  g_autofree char *xml = lw_competition_export_filtered (connection, lw_evaluation_sections (), filter, &kept, error);

  return xml != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, xml, -1) : NULL;
}
