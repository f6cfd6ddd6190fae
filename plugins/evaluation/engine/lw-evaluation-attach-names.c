/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which bidder, lot and question a file is of, by its name and those of the folders that it is in. */
#include "config.h"

#include "lw-evaluation-answers.h"

#include <string.h>

#include "base/lw-i18n.h"

typedef struct
{
  char *id;
  char *name;      /* of a bidder */
  gboolean common; /* of a question: to all lots */
} Name;

struct _LwAttachNames
{
  GArray *bidders, *lots, *criteria; /* of Name */
  GHashTable *bids;                  /* "LOT/BIDDER" */
};

static void
name_clear (gpointer data)
{
  Name *name = data;

  g_free (name->id);
  g_free (name->name);
}

static GArray *
load (LwConnection *connection, const char *sql, GError **error)
{
  g_autoptr (LwStatement) rows = lw_connection_prepare (connection, sql, error);
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (Name));
  LwStep step;

  g_array_set_clear_func (names, name_clear);
  if (!rows)
    return NULL;
  while ((step = lw_statement_step (rows, error)) == LW_STEP_ROW)
    {
      Name name = { g_strdup (lw_statement_text (rows, 0)), g_strdup (lw_statement_text (rows, 1)),
                    lw_statement_int (rows, 2) != 0 };
      g_array_append_val (names, name);
    }
  return step == LW_STEP_DONE ? g_steal_pointer (&names) : NULL;
}

LwAttachNames *
lw_attach_names_load (LwConnection *connection, GError **error)
{
  g_autoptr (LwAttachNames) names = g_new0 (LwAttachNames, 1);
  g_autoptr (LwStatement) bids = lw_connection_prepare (connection, "SELECT lot, bidder FROM bid", error);
  LwStep step = LW_STEP_ERROR;

  names->bids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  names->bidders = load (connection, "SELECT id, name, 0 FROM bidder ORDER BY position, id", error);
  names->lots = names->bidders ? load (connection, "SELECT id, NULL, 0 FROM lot ORDER BY position, id", error) : NULL;
  names->criteria = names->lots ? load (connection,
                                        "SELECT id, NULL, scope IS 'common' FROM evaluation_criterion"
                                        " WHERE kind IN ('scored', 'pass-fail', 'price') ORDER BY position, id",
                                        error)
                                : NULL;
  if (!bids || !names->criteria)
    return NULL;
  while ((step = lw_statement_step (bids, error)) == LW_STEP_ROW)
    g_hash_table_add (names->bids, g_strjoin ("/", lw_statement_text (bids, 0), lw_statement_text (bids, 1), NULL));
  return step == LW_STEP_DONE ? g_steal_pointer (&names) : NULL;
}

void
lw_attach_names_free (LwAttachNames *names)
{
  g_clear_pointer (&names->bidders, g_array_unref);
  g_clear_pointer (&names->lots, g_array_unref);
  g_clear_pointer (&names->criteria, g_array_unref);
  g_clear_pointer (&names->bids, g_hash_table_unref);
  g_free (names);
}

/* ---- where an identifier stands by itself ---- */

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* Not within a longer word or number: "2.1" is not in "12.1", nor in "2.1.3". */
static gboolean
stands_alone (const char *text, const char *at, gsize length)
{
  const char *after = at + length;

  if (at > text && (is_word (at[-1]) || (at[-1] == '.' && at - 1 > text && g_ascii_isdigit (at[-2]) && g_ascii_isdigit (*at))))
    return FALSE;
  return !is_word (*after) && !(*after == '.' && g_ascii_isdigit (after[1]) && g_ascii_isdigit (after[-1]));
}

static gboolean
has_word (const char *text, const char *word)
{
  const gsize length = strlen (word);

  for (const char *p = text; *p; p++)
    if (g_ascii_strncasecmp (p, word, length) == 0 && stands_alone (text, p, length))
      return TRUE;
  return FALSE;
}

/* Those of @names in @text. Of two, one of which is a part of the other ("1" and "LOT-1"), the longer counts. */
static GPtrArray *
find_in (const GArray *names, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = &g_array_index (names, Name, i);
      g_autofree char *called = name->name ? g_utf8_casefold (name->name, -1) : NULL;

      if (has_word (text, name->id) || (called && strlen (called) > 3 && strstr (folded, called)))
        g_ptr_array_add (all, (gpointer) name);
    }
  for (guint i = 0; i < all->len; i++)
    {
      const Name *name = all->pdata[i];
      gboolean inside = FALSE;

      for (guint j = 0; j < all->len; j++)
        {
          const Name *other = all->pdata[j];
          inside |= i != j && strlen (other->id) > strlen (name->id) && has_word (other->id, name->id);
        }
      if (!inside)
        g_ptr_array_add (found, (gpointer) name);
    }
  return found;
}

/* The one that the file's name names, or the nearest folder. *@two is set where one of them names two. */
static const Name *
find (const GArray *names, char **parts, const Name **two)
{
  for (guint i = g_strv_length (parts); i-- > 0;)
    {
      g_autoptr (GPtrArray) found = find_in (names, parts[i]);

      if (found->len > 1)
        *two = found->pdata[1];
      if (found->len > 0)
        return found->pdata[0];
    }
  return NULL;
}

static void
fail (LwAttachment *attachment, const char *what, const Name *first, const Name *second)
{
  g_free (attachment->problem);
  attachment->problem = g_strdup_printf (_("its name names two %s, %s and %s: say which"), what, first->id, second->id);
}

static const Name *
lookup (const GArray *names, const char *id)
{
  for (guint i = 0; id && i < names->len; i++)
    if (strcmp (g_array_index (names, Name, i).id, id) == 0)
      return &g_array_index (names, Name, i);
  return NULL;
}

/* What does not go together, in words; or NULL. */
static char *
check (const LwAttachNames *names, const char *bidder, const char *lot, const char *criterion)
{
  const Name *question = lookup (names->criteria, criterion);
  g_autofree char *bid = g_strjoin ("/", lot ? lot : "", bidder, NULL);

  if (!bidder)
    return g_strdup (_("its name names no bidder: say whose it is"));
  if (!lookup (names->bidders, bidder))
    return g_strdup_printf (_("expected the identifier of a bidder, found “%s”"), bidder);
  if (criterion && !question)
    return g_strdup_printf (_("expected the identifier of a question that is marked, or of a price, found “%s”"), criterion);
  if (lot && !g_hash_table_contains (names->bids, bid))
    return g_strdup_printf (_("%s does not bid for lot %s"), bidder, lot);
  if (lot && question && question->common)
    return g_strdup_printf (_("%s is common to all lots: it cannot be for lot %s alone"), criterion, lot);
  return NULL;
}

void
lw_attachment_place (LwAttachment *attachment, const LwAttachNames *names, const char *bidder, const char *lot,
                     const char *criterion)
{
  g_free (attachment->bidder);
  g_free (attachment->lot);
  g_free (attachment->criterion);
  attachment->bidder = g_strdup (bidder);
  attachment->lot = g_strdup (lot);
  attachment->criterion = g_strdup (criterion);
  g_clear_pointer (&attachment->how, g_free);
  g_free (attachment->problem);
  attachment->problem = check (names, bidder, lot, criterion);
}

static GPtrArray *
ids_of (const GArray *names)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (ids, g_array_index (names, Name, i).id);
  return ids;
}

GPtrArray *
lw_attach_names_bidders (const LwAttachNames *names)
{
  return ids_of (names->bidders);
}

GPtrArray *
lw_attach_names_lots (const LwAttachNames *names)
{
  return ids_of (names->lots);
}

GPtrArray *
lw_attach_names_criteria (const LwAttachNames *names)
{
  return ids_of (names->criteria);
}

static char *
describe (const Name *bidder, const Name *lot, const Name *criterion, gboolean dropped)
{
  GString *how = g_string_new (NULL);

  g_string_append_printf (how, _("bidder %s"), bidder->id);
  if (lot)
    g_string_append_printf (how, _(", lot %s"), lot->id);
  if (criterion)
    g_string_append_printf (how, _(", question %s"), criterion->id);
  if (dropped)
    g_string_append (how, _(", for all lots, as the question is"));
  return g_string_free (how, FALSE);
}

void
lw_attachment_match (LwAttachment *attachment, const LwAttachNames *names)
{
  g_auto (GStrv) parts = g_strsplit (attachment->shown, "/", -1);
  char *ending = strrchr (parts[g_strv_length (parts) - 1], '.');
  const Name *bidder, *lot, *criterion, *two[3] = { NULL, NULL, NULL };
  gboolean dropped;

  if (ending && ending > parts[g_strv_length (parts) - 1] && !g_ascii_isdigit (ending[1]))
    *ending = '\0';
  bidder = find (names->bidders, parts, &two[0]);
  lot = find (names->lots, parts, &two[1]);
  criterion = find (names->criteria, parts, &two[2]);
  dropped = lot && criterion && criterion->common;
  if (dropped)
    lot = NULL;
  lw_attachment_place (attachment, names, bidder ? bidder->id : NULL, lot ? lot->id : NULL, criterion ? criterion->id : NULL);
  if (!bidder)
    return;
  attachment->how = describe (bidder, lot, criterion, dropped);
  if (two[0])
    fail (attachment, _("bidders"), bidder, two[0]);
  else if (two[1] && lot)
    fail (attachment, _("lots"), lot, two[1]);
  else if (two[2])
    fail (attachment, _("questions"), criterion, two[2]);
}
