/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "model/lw-model-words.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Alone, and before a key, which says what it is part of; NULL: the same. */
static const struct
{
  const char *noun, *title, *before_key;
} nouns[] = {
  { "competition", N_("competition"), NULL },
  { "statement", N_("statement of provenance"), NULL },
  { "area", N_("area"), NULL },
  { "lot", N_("lot"), NULL },
  { "lot-area", N_("area of a lot"), N_("area") },
  { "organisation", N_("organisation"), NULL },
  { "registration", N_("registration"), NULL },
  { "bidder", N_("bidder"), NULL },
  { "member", N_("member of a bidder"), N_("member") },
  { "bid", N_("bid"), NULL },
  { "person", N_("person"), NULL },
  { "role", N_("role of a person"), N_("role") },
  { "method", N_("method of evaluation"), NULL },
  { "scale", N_("scale"), NULL },
  { "scale-mark", N_("mark of a scale"), N_("scale mark") },
  { "criterion", N_("criterion"), NULL },
  { "assignment", N_("assignment"), NULL },
  { "declaration", N_("declaration of interest"), N_("declaration") },
  { "mark", N_("mark"), NULL },
  { "consensus", N_("agreed mark"), NULL },
};

/* As the middle of a sentence. Others are their own word, with a space for '-'. */
static const struct
{
  const char *field, *title;
} fields[] = {
  { "authority", N_("authority") },
  { "code", N_("code") },
  { "descriptor", N_("descriptor") },
  { "form", N_("form") },
  { "formula", N_("price formula") },
  { "guidance", N_("guidance") },
  { "kind", N_("kind") },
  { "label", N_("label") },
  { "mark", N_("mark") },
  { "minimum", N_("minimum") },
  { "name", N_("name") },
  { "note", N_("note") },
  { "number", N_("number") },
  { "optimum", N_("best price") },
  { "parent", N_("group") },
  { "places", N_("decimal places") },
  { "population", N_("population") },
  { "position", N_("place in the list") },
  { "price", N_("price") },
  { "rationale", N_("rationale") },
  { "reference", N_("reference") },
  { "role", N_("role") },
  { "rounding", N_("rounding") },
  { "rule", N_("rule of rounding") },
  { "scale", N_("scale") },
  { "scope", N_("scope") },
  { "share", N_("share") },
  { "size", N_("size") },
  { "status", N_("status") },
  { "title", N_("title") },
  { "top", N_("highest price") },
  { "trust", N_("trust") },
  { "value", N_("value") },
  { "weight", N_("weight") },
  { "weights", N_("unit of weights") },
  { "whole", N_("sum of weights") },
};

const char *
lw_model_noun_title (const char *noun)
{
  g_autofree char *name = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (nouns); i++)
    if (g_str_equal (nouns[i].noun, noun))
      return _(nouns[i].title);
  name = g_strdelimit (g_strdup (noun), "-", ' ');
  return g_intern_string (name);
}

static const char *
noun_before_key (const char *noun)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nouns); i++)
    if (g_str_equal (nouns[i].noun, noun) && nouns[i].before_key != NULL)
      return _(nouns[i].before_key);
  return lw_model_noun_title (noun);
}

static char *
field_words (const LwEntity *entity, const LwField *field)
{
  /* An agreed mark and a mark have the field in common. */
  if (g_str_equal (entity->noun, "consensus") && g_str_equal (field->name, "mark"))
    return g_strdup (lw_model_noun_title (entity->noun));
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].field, field->name))
      return g_strdup (_(fields[i].title));
  return g_strdelimit (g_strdup (field->name), "-", ' ');
}

/* Nobody says the key of the only row there is. A key that begins with an empty part, "/B2/1.1", is of a mark for all lots. */
static char *
named_row (const LwEntity *entity, const char *key)
{
  if (g_str_equal (entity->noun, "competition") || entity->fields[0].flags & LW_FIELD_FIXED)
    return g_strdup (lw_model_noun_title (entity->noun));
  return g_strdup_printf ("%s %s", noun_before_key (entity->noun), key + strspn (key, "/"));
}

char *
lw_model_name_add (const LwEntity *entity, const char *key)
{
  g_autofree char *row = named_row (entity, key);
  return g_strdup_printf (_("Add %s"), row);
}

char *
lw_model_name_remove (const LwEntity *entity, const char *key)
{
  g_autofree char *row = named_row (entity, key);
  return g_strdup_printf (_("Remove %s"), row);
}

/* "1.1", "the competition" */
static char *
owner_of_field (const LwEntity *entity, const char *key)
{
  if (g_str_equal (entity->noun, "competition") || entity->fields[0].flags & LW_FIELD_FIXED)
    return g_strdup_printf (_("the %s"), lw_model_noun_title (entity->noun));
  return g_strdup (key + strspn (key, "/"));
}

char *
lw_model_name_set (const LwEntity *entity, const char *key, const char *const *given)
{
  g_autofree char *owner = owner_of_field (entity, key), *row = named_row (entity, key);
  g_autofree char *one = NULL, *two = NULL;
  guint n = 0;

  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (given[i] != NULL)
      {
        if (++n <= 2)
          *(n == 1 ? &one : &two) = field_words (entity, &entity->fields[i]);
      }
  if (n == 1)
    return g_strdup_printf (_("Change the %s of %s"), one, owner);
  if (n == 2)
    return g_strdup_printf (_("Change the %s and the %s of %s"), one, two, owner);
  return g_strdup_printf (_("Change %s"), row);
}
