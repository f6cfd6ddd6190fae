/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-edits.h"

#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

/* ---- commands made of several ---- */

typedef struct
{
  LwDocument *document;
  GPtrArray *commands;
  GError *error;
  const char *reason; /* of all of it, or NULL */
} Batch;

static void
batch_init (Batch *batch, LwDocument *document)
{
  *batch = (Batch) { document, g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free), NULL, NULL };
}

static void
batch_take (Batch *batch, LwCommand *command)
{
  if (command != NULL)
    g_ptr_array_add (batch->commands, command);
}

static void
batch_add (Batch *batch, const char *noun, const char *const *values)
{
  if (batch->error == NULL)
    batch_take (batch, lw_model_add (lw_document_get_sections (batch->document), noun, values,
                                     lw_document_get_person (batch->document), NULL, &batch->error));
}

static void
batch_set (Batch *batch, const char *noun, const char *key, const char *const *values)
{
  if (batch->error == NULL)
    batch_take (batch, lw_model_set (lw_document_get_sections (batch->document), noun, key, values,
                                     lw_document_get_person (batch->document), NULL, &batch->error));
}

static void
batch_remove (Batch *batch, const char *noun, const char *key)
{
  if (batch->error == NULL)
    batch_take (batch, lw_model_remove (lw_document_get_sections (batch->document), noun, key,
                                        lw_document_get_person (batch->document), NULL, &batch->error));
}

/* Runs all of it under @name. */
static void
batch_run (Batch *batch, const char *name)
{
  LwCommand *command = NULL;

  if (batch->error != NULL)
    g_ptr_array_unref (batch->commands);
  else
    command = lw_command_new_all (name, lw_document_get_person (batch->document), batch->reason, batch->commands);
  lw_document_edit (batch->document, command, batch->error);
}

/* ---- assignments ---- */

LwPeopleRule *
lw_people_rule_new (const char *person, const char *criterion, const char *lot, const char *bidder)
{
  LwPeopleRule *rule = g_new0 (LwPeopleRule, 1);

  rule->person = g_strdup (person);
  rule->criterion = g_strdup (criterion);
  rule->lot = g_strdup (lot);
  rule->bidder = g_strdup (bidder);
  return rule;
}

const LwPeopleRule *
lw_people_find_rule (const GPtrArray *rules, const LwPeopleRule *rule)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const LwPeopleRule *other = rules->pdata[i];

      if (strcmp (other->person, rule->person) == 0 && strcmp (other->criterion, rule->criterion) == 0
          && strcmp (other->lot, rule->lot) == 0 && strcmp (other->bidder, rule->bidder) == 0)
        return other;
    }
  return NULL;
}

static void
add_rule (Batch *batch, const LwPeopleRule *rule)
{
  const char *const parts[][2]
      = { { "person", rule->person }, { "criterion", rule->criterion }, { "lot", rule->lot }, { "bidder", rule->bidder } };
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i][1][0] != '\0')
      g_ptr_array_add (values, g_strdup_printf ("%s=%s", parts[i][0], parts[i][1]));
  g_ptr_array_add (values, NULL);
  batch_add (batch, "assignment", (const char *const *) values->pdata);
}

static void
remove_rule (Batch *batch, const LwPeopleRule *rule)
{
  g_autofree char *key = g_strjoin ("/", rule->person, rule->criterion, rule->lot, rule->bidder, NULL);

  batch_remove (batch, "assignment", key);
}

/* "Assign E1 to criterion 1, lot L1, all bidders", or how many rules it is. */
static void
run_rules (Batch *batch, const LwPeopleRule *first, gboolean removes)
{
  g_autofree char *text = lw_people_rule_text (first->criterion, first->lot, first->bidder), *name = NULL;
  const guint n = batch->commands->len;

  if (n == 1)
    name = removes ? g_strdup_printf (_("Take back the assignment of %s to %s"), first->person, text)
                   : g_strdup_printf (_("Assign %s to %s"), first->person, text);
  else
    name = removes ? g_strdup_printf (ngettext ("Take back %u assignment", "Take back %u assignments", n), n)
                   : g_strdup_printf (ngettext ("Make %u assignment", "Make %u assignments", n), n);
  batch_run (batch, name);
}

static gboolean
edit_rules (LwPeopleData *data, const GPtrArray *rules, gboolean removes)
{
  const LwPeopleRule *first = NULL;
  Batch batch;

  batch_init (&batch, lw_people_data_get_document (data));
  for (guint i = 0; i < rules->len; i++)
    {
      const LwPeopleRule *rule = rules->pdata[i];

      if ((lw_people_find_rule (lw_people_data_get_rules (data), rule) != NULL) != removes)
        continue;
      first = first != NULL ? first : rule;
      if (removes)
        remove_rule (&batch, rule);
      else
        add_rule (&batch, rule);
    }
  if (first != NULL)
    run_rules (&batch, first, removes);
  else
    g_ptr_array_unref (batch.commands);
  return first != NULL;
}

gboolean
lw_people_assign (LwPeopleData *data, const GPtrArray *rules)
{
  return edit_rules (data, rules, FALSE);
}

gboolean
lw_people_take_back (LwPeopleData *data, const GPtrArray *rules)
{
  return edit_rules (data, rules, TRUE);
}

/* ---- declarations ---- */

static void
declare_one (Batch *batch, LwPeopleData *data, const char *key, const char *stand, const char *note)
{
  g_auto (GStrv) part = g_strsplit (key, "/", 2);
  const LwPeopleSaid *said = lw_people_data_get_said (data, part[0], part[1]);
  const gboolean there = said != NULL, same = there && stand != NULL && said->conflict == (strcmp (stand, "conflict") == 0);
  g_autofree char *person = g_strconcat ("person=", part[0], NULL), *organisation = g_strconcat ("organisation=", part[1], NULL);
  g_autofree char *stand_value = g_strconcat ("stand=", stand, NULL), *note_value = g_strconcat ("note=", note, NULL);
  const char *const set[] = { note_value, same ? NULL : stand_value, NULL };
  const char *const add[] = { person, organisation, stand_value, note != NULL && note[0] != '\0' ? note_value : NULL, NULL };

  if (stand == NULL && there)
    batch_remove (batch, "declaration", key);
  else if (stand != NULL && there)
    batch_set (batch, "declaration", key, set); /* a note belongs to its declaration: a new one does not keep it */
  else if (stand != NULL)
    batch_add (batch, "declaration", add);
}

static char *
declare_name (const char *key, guint n, const char *stand)
{
  g_auto (GStrv) part = g_strsplit (key, "/", 2);

  if (n > 1)
    return stand == NULL ? g_strdup_printf (ngettext ("Ask again about %u declaration", "Ask again about %u declarations", n), n)
                         : g_strdup_printf (ngettext ("Record %u declaration", "Record %u declarations", n), n);
  if (stand == NULL)
    return g_strdup_printf (_("Ask %s again about %s"), part[0], part[1]);
  return strcmp (stand, "conflict") == 0 ? g_strdup_printf (_("Declare a conflict of %s with %s"), part[0], part[1])
                                         : g_strdup_printf (_("Declare no conflict of %s with %s"), part[0], part[1]);
}

void
lw_people_declare (LwPeopleData *data, const GPtrArray *keys, const char *stand, const char *note)
{
  g_autofree char *name = NULL;
  Batch batch;

  batch_init (&batch, lw_people_data_get_document (data));
  if (g_strcmp0 (stand, "conflict") != 0 && note != NULL && note[0] != '\0')
    batch.reason = note; /* a conflict that is taken back has one */
  for (guint i = 0; i < keys->len; i++)
    declare_one (&batch, data, keys->pdata[i], stand, note);
  if (batch.commands->len == 0 && batch.error == NULL)
    {
      g_ptr_array_unref (batch.commands);
      return;
    }
  name = declare_name (keys->pdata[0], keys->len, stand);
  batch_run (&batch, name);
}

/* ---- people ---- */

const char *const lw_people_roles[] = { "lead", "evaluator", "moderator", "commercial", "observer", "approver", NULL };

const char *
lw_people_role_title (const char *role)
{
  static const char *const titles[] = { N_("Lead"), N_("Evaluator"), N_("Moderator"), N_("Commercial"), N_("Observer"), N_("Approver") };

  for (guint i = 0; lw_people_roles[i] != NULL; i++)
    if (strcmp (lw_people_roles[i], role) == 0)
      return _(titles[i]);
  return role;
}

static void
add_role (Batch *batch, const char *id, const char *role)
{
  g_autofree char *person = g_strconcat ("person=", id, NULL), *value = g_strconcat ("role=", role, NULL);
  const char *const values[] = { person, value, NULL };

  batch_add (batch, "role", values);
}

void
lw_people_add (LwDocument *document, const char *id, const char *name, const char *const *roles)
{
  g_autofree char *id_value = g_strconcat ("id=", id, NULL), *name_value = g_strconcat ("name=", name, NULL);
  g_autofree char *title = g_strdup_printf (_("Add the person %s"), id);
  const char *const values[] = { id_value, name_value, NULL };
  Batch batch;

  batch_init (&batch, document);
  batch_add (&batch, "person", values);
  for (guint i = 0; roles[i] != NULL; i++)
    add_role (&batch, id, roles[i]);
  batch_run (&batch, title);
}

void
lw_people_rename (LwDocument *document, const char *id, const char *name)
{
  g_autofree char *value = g_strconcat ("name=", name, NULL), *title = g_strdup_printf (_("Name the person %s"), id);
  const char *const values[] = { value, NULL };
  Batch batch;

  batch_init (&batch, document);
  batch_set (&batch, "person", id, values);
  batch_run (&batch, title);
}

void
lw_people_set_role (LwDocument *document, const char *id, const char *role, gboolean has)
{
  g_autofree char *key = g_strjoin ("/", id, role, NULL);
  g_autofree char *title = g_strdup_printf (has ? _("Give %s the role %s") : _("Take the role %2$s from %1$s"), id, role);
  Batch batch;

  batch_init (&batch, document);
  if (has)
    add_role (&batch, id, role);
  else
    batch_remove (&batch, "role", key);
  batch_run (&batch, title);
}

void
lw_people_remove (LwPeopleData *data, const char *id)
{
  GPtrArray *rules = lw_people_data_get_rules (data), *organisations = lw_people_data_get_organisations (data);
  g_autofree char *title = g_strdup_printf (_("Remove the person %s"), id);
  Batch batch;

  batch_init (&batch, lw_people_data_get_document (data));
  for (guint i = 0; i < rules->len; i++)
    if (strcmp (((LwPeopleRule *) rules->pdata[i])->person, id) == 0)
      remove_rule (&batch, rules->pdata[i]);
  for (guint i = 0; i < organisations->len; i++)
    {
      const LwPeopleNamed *organisation = organisations->pdata[i];
      g_autofree char *key = g_strjoin ("/", id, organisation->id, NULL);

      if (lw_people_data_get_said (data, id, organisation->id) != NULL)
        batch_remove (&batch, "declaration", key);
    }
  batch_remove (&batch, "person", id);
  batch_run (&batch, title);
}
