/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-scale-library.h"

#include "lw-criteria-save.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

#define MOST_MARKS 6

typedef struct
{
  const char *title, *choice; /* N_() */
  struct
  {
    const char *value, *label, *descriptor;
  } marks[MOST_MARKS];
} Scale;

#define NOTHING N_("The question is not answered, or nothing in the answer bears on it.")
#define ALL N_("All that was asked for is there, in detail, with evidence from work already done.")
#define MORE \
  N_("All that was asked for is there with evidence; the answer also goes further in ways that would clearly benefit this" \
     " contract.")

static const Scale scales[] = {
  { N_("0 to 5"),
    N_("0 to 5, from unanswered to excellent"),
    { { "0", N_("Unanswered"), NOTHING },
      { "1", N_("Poor"), N_("Most of what was asked for is missing. Serious doubt whether it could be delivered.") },
      { "2", N_("Weak"), N_("Part of what was asked for is there. Gaps would have to be closed before work could start.") },
      { "3", N_("Sound"), N_("What was asked for is there in enough detail to rely on. Gaps are few and can be managed.") },
      { "4", N_("Good"), ALL },
      { "5", N_("Excellent"), MORE } } },
  { N_("0 to 4"),
    N_("0 to 4, without a middle to hide in"),
    { { "0", N_("Unanswered"), NOTHING },
      { "1", N_("Below what is needed"),
        N_("Some of what was asked for is there; what is missing would have to be put right before work could start.") },
      { "2", N_("What is needed"), N_("What was asked for is there in enough detail to rely on.") },
      { "3", N_("Good"), ALL },
      { "4", N_("Excellent"), MORE } } },
  { N_("0 to 3"),
    N_("0 to 3, from not met to exceeded"),
    { { "0", N_("Not met"), NOTHING },
      { "1", N_("Partly met"), N_("Part of what was asked for is there, and the rest is named.") },
      { "2", N_("Met"), N_("What was asked for is there in enough detail to rely on.") },
      { "3", N_("Exceeded"), MORE } } },
  { N_("0 to 100 in quarters"),
    N_("0, 25, 50, 75, 100"),
    { { "0", N_("Unacceptable"), NOTHING },
      { "25", N_("Poor"), N_("Most of what was asked for is missing or not believable.") },
      { "50", N_("Sound"), N_("What was asked for is there in enough detail to rely on, with few gaps.") },
      { "75", N_("Good"), ALL },
      { "100", N_("Excellent"), MORE } } },
  { N_("0 to 10 in twos"),
    N_("0, 2, 4, 6, 8, 10"),
    { { "0", N_("Unanswered"), NOTHING },
      { "2", N_("Poor"), N_("Most of what was asked for is missing.") },
      { "4", N_("Weak"), N_("Part of what was asked for is there; the gaps matter.") },
      { "6", N_("Sound"), N_("What was asked for is there in enough detail to rely on.") },
      { "8", N_("Good"), ALL },
      { "10", N_("Excellent"), MORE } } },
};

guint
lw_scale_library_n (void)
{
  return G_N_ELEMENTS (scales);
}

const char *
lw_scale_library_title (guint i)
{
  return _(scales[i].choice);
}

static gboolean
add_row (GPtrArray *commands, GPtrArray *sections, const char *noun, const char *const *values, const char *person, GError **error)
{
  LwCommand *command = lw_model_add (sections, noun, values, person, NULL, error);

  if (command != NULL)
    g_ptr_array_add (commands, command);
  return command != NULL;
}

LwCommand *
lw_scale_library_add (guint i, const char *id, GPtrArray *sections, const char *person, GError **error)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free);
  g_autofree char *name = g_strdup_printf (_("Add scale %s: %s"), id, _(scales[i].title));
  g_autofree char *key = lw_criteria_value ("id", id), *title = lw_criteria_value ("title", _(scales[i].title));
  g_autofree char *scale = lw_criteria_value ("scale", id);
  const char *values[] = { key, title, NULL };

  if (!add_row (commands, sections, "scale", values, person, error))
    return NULL;
  for (guint m = 0; m < MOST_MARKS && scales[i].marks[m].value != NULL; m++)
    {
      g_autofree char *value = lw_criteria_value ("value", scales[i].marks[m].value);
      g_autofree char *label = lw_criteria_value ("label", _(scales[i].marks[m].label));
      g_autofree char *descriptor = lw_criteria_value ("descriptor", _(scales[i].marks[m].descriptor));
      const char *mark[] = { scale, value, label, descriptor, NULL };

      if (!add_row (commands, sections, "scale-mark", mark, person, error))
        return NULL;
    }
  return lw_command_new_all (name, person, NULL, g_steal_pointer (&commands));
}
