/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-overview-groups.h"

#include <string.h>

#include "base/lw-i18n.h"

#define FOLD 3    /* findings alike that make a group */
#define LEAST 12  /* characters in common that say something */

static void
group_free (gpointer data)
{
  LwOverviewGroup *group = data;

  g_free (group->title);
  g_ptr_array_unref (group->found);
  g_free (group);
}

/* ---- what texts have in common ---- */

/* Bytes that all texts begin (end) with, cut back to whole words. */
static gsize
common_start (const char *const *texts)
{
  gsize length = strlen (texts[0]);

  for (guint i = 1; texts[i] != NULL; i++)
    {
      gsize same = 0;

      while (same < length && texts[i][same] == texts[0][same] && texts[i][same] != '\0')
        same++;
      length = same;
    }
  while (length > 0 && texts[0][length] != '\0' && texts[0][length - 1] != ' ')
    length--;
  return length;
}

static gsize
common_end (const char *const *texts)
{
  const gsize whole = strlen (texts[0]);
  gsize length = whole;

  for (guint i = 1; texts[i] != NULL; i++)
    {
      const gsize other = strlen (texts[i]);
      gsize same = 0;

      while (same < MIN (length, other) && texts[i][other - 1 - same] == texts[0][whole - 1 - same])
        same++;
      length = same;
    }
  while (length > 0 && length < whole && texts[0][whole - length] != ' ')
    length--;
  return length;
}

/* Without the punctuation that joined it to what is left out; with a capital. */
static char *
tidy (const char *text)
{
  g_autofree char *plain = NULL;
  const char *from = text;
  char first[8] = "";
  gsize length;

  while (*from != '\0' && !g_unichar_isalnum (g_utf8_get_char (from)) && !g_str_has_prefix (from, "“"))
    from = g_utf8_next_char (from);
  if (*from == '\0')
    return g_strdup (text);
  first[g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (from)), first)] = '\0';
  plain = g_strconcat (first, g_utf8_next_char (from), NULL);
  length = strlen (plain);
  while (length > 0 && strchr (" ,:;", plain[length - 1]) != NULL)
    length--;
  return g_strndup (plain, length);
}

char *
lw_overview_common_text (const char *const *texts)
{
  const gsize whole = strlen (texts[0]), start = common_start (texts), end = MIN (common_end (texts), whole - start);
  g_autofree char *head = g_strndup (texts[0], start), *tail = g_strdup (texts[0] + whole - end);
  g_autofree char *both = NULL;

  g_strstrip (head);
  g_strstrip (tail);
  if (start == whole || strlen (head) + strlen (tail) < LEAST)
    return tidy (texts[0]);
  /* An end that is not all of what is said after a name would begin in the middle of a sentence. */
  if (head[0] == '\0' && end < whole && texts[0][whole - end - 1] == ' ' && (whole - end < 2 || texts[0][whole - end - 2] != ':'))
    return tidy (texts[0]);
  if (head[0] == '\0' || strlen (tail) >= 2 * LEAST)
    return tidy (tail[0] != '\0' ? tail : head);
  both = tail[0] == '\0' ? g_strdup_printf ("%s …", head) : g_strdup_printf ("%s … %s", head, tail);
  return tidy (both);
}

/* ---- groups ---- */

static LwOverviewGroup *
group_of (GPtrArray *groups, const LwFinding *finding)
{
  LwOverviewGroup *group;

  for (guint i = 0; i < groups->len; i++)
    {
      group = g_ptr_array_index (groups, i);
      if (group->id == finding->id && group->severity == finding->severity)
        return group;
    }
  group = g_new0 (LwOverviewGroup, 1);
  group->id = finding->id;
  group->severity = finding->severity;
  group->found = g_ptr_array_new ();
  g_ptr_array_add (groups, group);
  return group;
}

static void
take_group (GPtrArray *into, LwOverviewGroup *group)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < group->found->len; i++)
    g_ptr_array_add (texts, ((const LwFinding *) g_ptr_array_index (group->found, i))->text);
  g_ptr_array_add (texts, NULL);
  group->title = lw_overview_common_text ((const char *const *) texts->pdata);
  g_ptr_array_add (into, group);
}

/* Few: each stands alone. */
static void
take_singly (GPtrArray *into, LwOverviewGroup *group)
{
  for (guint i = 0; i < group->found->len; i++)
    {
      const LwFinding *finding = g_ptr_array_index (group->found, i);
      LwOverviewGroup *single = g_new0 (LwOverviewGroup, 1);

      single->id = group->id;
      single->severity = group->severity;
      single->title = tidy (finding->text);
      single->found = g_ptr_array_new ();
      g_ptr_array_add (single->found, (gpointer) finding);
      g_ptr_array_add (into, single);
    }
  group_free (group);
}

GPtrArray *
lw_overview_groups_new (const LwFindings *findings)
{
  g_autoptr (GPtrArray) by_id = g_ptr_array_new ();
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);

  for (guint i = 0; i < lw_findings_n (findings); i++)
    {
      const LwFinding *finding = lw_findings_get (findings, i);

      g_ptr_array_add (group_of (by_id, finding)->found, (gpointer) finding);
    }
  for (LwSeverity severity = LW_SEVERITY_ERROR; severity <= LW_SEVERITY_NOTE; severity++)
    for (guint i = 0; i < by_id->len; i++)
      {
        LwOverviewGroup *group = g_ptr_array_index (by_id, i);

        if (group == NULL || group->severity != severity)
          continue;
        by_id->pdata[i] = NULL;
        if (group->found->len >= FOLD)
          take_group (groups, group);
        else
          take_singly (groups, group);
      }
  return groups;
}
