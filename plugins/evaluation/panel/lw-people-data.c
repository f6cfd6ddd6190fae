/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-data.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Marks may come one after the other, of another window or a merge: they are read when there is a pause. */
#define PAUSE_MS 150

struct _LwPeopleData
{
  GObject parent_instance;

  LwDocument *document; /* not owned: it owns us */
  LwEvaluationPeople *people;
  GPtrArray *criteria, *lots, *bidders, *organisations, *rules, *packs, *conflicts;
  GHashTable *said;    /* "person/organisation" -> LwPeopleSaid */
  GHashTable *missing; /* "person/organisation" */
  gboolean current;
  guint awake, pause;
  guint waiting;
  gboolean waiting_known;
};

G_DEFINE_FINAL_TYPE (LwPeopleData, lw_people_data, G_TYPE_OBJECT)

static guint updated_signal;

/* ---- parts ---- */

static void
named_free (gpointer data)
{
  LwPeopleNamed *named = data;

  g_free (named->id);
  g_free (named->name);
  g_free (named->parent);
  g_free (named);
}

void
lw_people_rule_free (LwPeopleRule *rule)
{
  g_free (rule->person);
  g_free (rule->criterion);
  g_free (rule->lot);
  g_free (rule->bidder);
  g_free (rule);
}

static void
said_free (gpointer data)
{
  LwPeopleSaid *said = data;

  g_free (said->note);
  g_free (said);
}

/* Runs @take for each row. */
static gboolean
each_row (LwPeopleData *self, LwConnection *connection, const char *sql, void (*take) (LwPeopleData *self, LwStatement *row),
          GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (connection, sql, error);
  LwStep step;

  if (row == NULL)
    return FALSE;
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    take (self, row);
  return step == LW_STEP_DONE;
}

static void
add_named (GPtrArray *list, LwStatement *row)
{
  LwPeopleNamed *named = g_new0 (LwPeopleNamed, 1);

  named->id = g_strdup (lw_statement_text (row, 0));
  named->name = g_strdup (lw_statement_text (row, 1));
  g_ptr_array_add (list, named);
}

static void
take_lot (LwPeopleData *self, LwStatement *row)
{
  add_named (self->lots, row);
}

static void
take_bidder (LwPeopleData *self, LwStatement *row)
{
  add_named (self->bidders, row);
}

static void
take_organisation (LwPeopleData *self, LwStatement *row)
{
  add_named (self->organisations, row);
}

static LwPeopleNamed *
find_named (GPtrArray *list, const char *id)
{
  for (guint i = 0; id != NULL && i < list->len; i++)
    if (strcmp (((LwPeopleNamed *) list->pdata[i])->id, id) == 0)
      return list->pdata[i];
  return NULL;
}

/* A parent stands before what is below it. */
static void
take_criterion (LwPeopleData *self, LwStatement *row)
{
  LwPeopleNamed *named, *parent;

  add_named (self->criteria, row);
  named = self->criteria->pdata[self->criteria->len - 1];
  named->parent = g_strdup (lw_statement_text (row, 2));
  named->group = g_strcmp0 (lw_statement_text (row, 3), "group") == 0;
  parent = find_named (self->criteria, named->parent);
  named->depth = parent != NULL ? parent->depth + 1 : 0;
}

static void
take_rule (LwPeopleData *self, LwStatement *row)
{
  LwPeopleRule *rule = g_new0 (LwPeopleRule, 1);

  rule->person = g_strdup (lw_statement_text (row, 0));
  rule->criterion = g_strdup (lw_statement_text (row, 1));
  rule->lot = g_strdup (lw_statement_text (row, 2));
  rule->bidder = g_strdup (lw_statement_text (row, 3));
  g_ptr_array_add (self->rules, rule);
}

static char *
pair_key (const char *person, const char *organisation)
{
  return g_strjoin ("/", person, organisation, NULL);
}

static void
take_said (LwPeopleData *self, LwStatement *row)
{
  LwPeopleSaid *said = g_new0 (LwPeopleSaid, 1);

  said->conflict = strcmp (lw_statement_text (row, 2), "conflict") == 0;
  said->note = g_strdup (lw_statement_text (row, 3));
  g_hash_table_insert (self->said, pair_key (lw_statement_text (row, 0), lw_statement_text (row, 1)), said);
}

/* ---- reading ---- */

static void
clear (LwPeopleData *self)
{
  GPtrArray **lists[] = { &self->criteria, &self->lots, &self->bidders, &self->organisations };

  g_clear_pointer (&self->people, lw_evaluation_people_free);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_clear_pointer (lists[i], g_ptr_array_unref);
      *lists[i] = g_ptr_array_new_with_free_func (named_free);
    }
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_people_rule_free);
  g_clear_pointer (&self->packs, g_ptr_array_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_hash_table_remove_all (self->said);
  g_hash_table_remove_all (self->missing);
}

static void
note_missing (LwPeopleData *self)
{
  for (guint i = 0; i < self->people->people->len; i++)
    {
      const LwEvaluationPerson *person = self->people->people->pdata[i];

      for (guint j = 0; j < person->missing->len; j++)
        g_hash_table_add (self->missing, pair_key (person->id, ((LwPersonInterest *) person->missing->pdata[j])->organisation));
    }
}

/* A conflict shows what others marked. */
static GPtrArray *
read_conflicts (LwPeopleData *self, LwConnection *connection, GError **error)
{
  return (lw_document_get_sight (self->document) & LW_SIGHT_MARKS) != 0 ? lw_evaluation_conflicts (connection, error)
                                                                        : g_ptr_array_new ();
}

static gboolean
read_all (LwPeopleData *self, LwConnection *connection, GError **error)
{
  clear (self);
  self->people = lw_evaluation_people_load (connection, NULL, error);
  if (self->people == NULL
      || !each_row (self, connection,
                    "SELECT id, title, parent, kind FROM evaluation_criterion WHERE kind IN ('group', 'scored', 'pass-fail')"
                    " ORDER BY position, id",
                    take_criterion, error)
      || !each_row (self, connection, "SELECT id, title FROM lot ORDER BY position, id", take_lot, error)
      || !each_row (self, connection,
                    "SELECT id, name FROM bidder WHERE id IN (SELECT bidder FROM bid) ORDER BY position, id", take_bidder, error)
      || !each_row (self, connection,
                    "SELECT id, name FROM organisation WHERE id IN (SELECT organisation FROM bidder_member"
                    " WHERE bidder IN (SELECT bidder FROM bid)) ORDER BY name, id",
                    take_organisation, error)
      || !each_row (self, connection,
                    "SELECT person, criterion, lot, bidder FROM evaluation_assignment ORDER BY person, criterion, lot, bidder",
                    take_rule, error)
      || !each_row (self, connection, "SELECT person, organisation, stand, note FROM evaluation_declaration", take_said, error)
      || (self->packs = lw_evaluation_packs (connection, error)) == NULL
      || (self->conflicts = read_conflicts (self, connection, error)) == NULL)
    return FALSE;
  note_missing (self);
  return TRUE;
}

static void
read_now (LwPeopleData *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), &error);

  g_clear_handle_id (&self->pause, g_source_remove);
  self->current = TRUE;
  if (reader == NULL || !lw_reader_freeze (reader, &error) || !read_all (self, lw_reader_connection (reader), &error))
    {
      clear (self);
      g_signal_emit_by_name (self->document, "failed", _("Reading the people"), error);
    }
  g_signal_emit (self, updated_signal, 0);
}

static gboolean
on_pause (gpointer data)
{
  LwPeopleData *self = data;

  self->pause = 0;
  read_now (self);
  return G_SOURCE_REMOVE;
}

static gboolean
touches (GPtrArray *changes, const char *const *tables)
{
  for (guint i = 0; i < changes->len; i++)
    if (g_strv_contains (tables, ((const LwChange *) changes->pdata[i])->table))
      return TRUE;
  return FALSE;
}

static void
on_changed (LwDocument *document, GPtrArray *changes, LwPeopleData *self)
{
  static const char *const marks[] = { "evaluation_mark", "evaluation_confirmation", "evaluation_publication", NULL };
  static const char *const others[]
      = { "person",          "person_role",          "lot",                    "bidder",          "bid",
          "bidder_member",   "organisation",         "evaluation_criterion",   "evaluation_pack", "evaluation_assignment",
          "evaluation_conflict", "evaluation_declaration", "evaluation_pack_return", "evaluation_pack_mark", NULL };
  const gboolean at_once = touches (changes, others);

  if (at_once)
    self->waiting_known = FALSE;
  if (!at_once && !touches (changes, marks))
    return;
  self->current = FALSE;
  if (self->awake > 0 && at_once)
    read_now (self);
  else if (self->awake > 0 && self->pause == 0)
    self->pause = g_timeout_add (PAUSE_MS, on_pause, self);
}

void
lw_people_data_wake (LwPeopleData *self)
{
  self->awake++;
  if (!self->current)
    read_now (self);
}

void
lw_people_data_sleep (LwPeopleData *self)
{
  self->awake--;
  if (self->awake == 0)
    g_clear_handle_id (&self->pause, g_source_remove);
}

guint
lw_people_data_count_waiting (LwPeopleData *self)
{
  g_autoptr (LwReader) reader = NULL;
  guint missing = 0;
  gint64 conflicts = 0;

  if (self->waiting_known)
    return self->waiting;
  reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  if (reader != NULL && lw_evaluation_people_count_missing (lw_reader_connection (reader), &missing, NULL))
    lw_connection_get_int (lw_reader_connection (reader), &conflicts, 0, NULL, "SELECT count (*) FROM evaluation_conflict", "");
  self->waiting = missing + (guint) conflicts;
  self->waiting_known = TRUE;
  return self->waiting;
}

/* ---- asking ---- */

LwDocument *
lw_people_data_get_document (LwPeopleData *self)
{
  return self->document;
}

const LwEvaluationPeople *
lw_people_data_get (LwPeopleData *self)
{
  return self->people;
}

GPtrArray *
lw_people_data_get_criteria (LwPeopleData *self)
{
  return self->criteria;
}

GPtrArray *
lw_people_data_get_lots (LwPeopleData *self)
{
  return self->lots;
}

GPtrArray *
lw_people_data_get_bidders (LwPeopleData *self)
{
  return self->bidders;
}

GPtrArray *
lw_people_data_get_organisations (LwPeopleData *self)
{
  return self->organisations;
}

GPtrArray *
lw_people_data_get_rules (LwPeopleData *self)
{
  return self->rules;
}

GPtrArray *
lw_people_data_get_packs (LwPeopleData *self)
{
  return self->packs;
}

GPtrArray *
lw_people_data_get_conflicts (LwPeopleData *self)
{
  return self->conflicts;
}

const LwPeopleSaid *
lw_people_data_get_said (LwPeopleData *self, const char *person, const char *organisation)
{
  g_autofree char *key = pair_key (person, organisation);

  return g_hash_table_lookup (self->said, key);
}

gboolean
lw_people_data_is_missing (LwPeopleData *self, const char *person, const char *organisation)
{
  g_autofree char *key = pair_key (person, organisation);

  return g_hash_table_contains (self->missing, key);
}

char *
lw_people_data_title (GPtrArray *named, const char *id)
{
  const LwPeopleNamed *found = find_named (named, id);

  return found != NULL && found->name[0] != '\0' ? g_strdup_printf ("%s %s", id, found->name) : g_strdup (id);
}

gboolean
lw_people_data_is_below (LwPeopleData *self, const char *criterion, const char *group)
{
  const char *at = criterion;

  if (group[0] == '\0')
    return TRUE;
  while (at != NULL && strcmp (at, group) != 0)
    {
      const LwPeopleNamed *named = find_named (self->criteria, at);
      at = named != NULL ? named->parent : NULL;
    }
  return at != NULL;
}

char *
lw_people_rule_text (const char *criterion, const char *lot, const char *bidder)
{
  g_autofree char *what = criterion[0] == '\0' ? g_strdup (_("all criteria")) : g_strdup_printf (_("criterion %s"), criterion);
  g_autofree char *where = lot[0] == '\0' ? g_strdup (_("all lots")) : g_strdup_printf (_("lot %s"), lot);
  g_autofree char *whose = bidder[0] == '\0' ? g_strdup (_("all bidders")) : g_strdup_printf (_("bidder %s"), bidder);

  return g_strdup_printf ("%s, %s, %s", what, where, whose);
}

/* ---- life ---- */

static void
lw_people_data_finalize (GObject *object)
{
  LwPeopleData *self = LW_PEOPLE_DATA (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->people, lw_evaluation_people_free);
  g_clear_pointer (&self->criteria, g_ptr_array_unref);
  g_clear_pointer (&self->lots, g_ptr_array_unref);
  g_clear_pointer (&self->bidders, g_ptr_array_unref);
  g_clear_pointer (&self->organisations, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->packs, g_ptr_array_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_hash_table_unref (self->said);
  g_hash_table_unref (self->missing);
  G_OBJECT_CLASS (lw_people_data_parent_class)->finalize (object);
}

static void
lw_people_data_class_init (LwPeopleDataClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_people_data_finalize;
  updated_signal = g_signal_new ("updated", LW_TYPE_PEOPLE_DATA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_people_data_init (LwPeopleData *self)
{
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, said_free);
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  clear (self);
}

LwPeopleData *
lw_people_data_of (LwDocument *document)
{
  static const char key[] = "lw-people-data";
  LwPeopleData *self = g_object_get_data (G_OBJECT (document), key);

  if (self != NULL)
    return self;
  self = g_object_new (LW_TYPE_PEOPLE_DATA, NULL);
  self->document = document;
  g_object_set_data_full (G_OBJECT (document), key, self, g_object_unref);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, 0);
  return self;
}
