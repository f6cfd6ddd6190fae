/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-bids-edit.h"

#include "dialog/lw-dialogs.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

gboolean
lw_bids_set (LwDocument *document, const char *noun, const char *key, const char *field, const char *value, GError **error)
{
  g_autofree char *given = g_strdup_printf ("%s=%s", field, value);
  const char *const values[] = { given, NULL };
  LwCommand *command = lw_model_set (lw_document_get_sections (document), noun, key, values,
                                     lw_document_get_person (document), NULL, error);

  if (command == NULL)
    return FALSE;
  lw_document_edit (document, command, NULL);
  return TRUE;
}

/* ---- what hangs on a bid ---- */

/* Whether the rows of @entity are about one bid: their key names its lot and bidder, and their rules look at bids. */
static gboolean
is_of_bid (const LwEntity *entity)
{
  gboolean lot = FALSE, bidder = FALSE;

  if (entity->depends == NULL || !g_strv_contains (entity->depends, "bid"))
    return FALSE;
  for (const LwField *field = entity->fields; field->name != NULL; field++)
    if (field->flags & LW_FIELD_KEY)
      {
        lot = lot || g_str_equal (field->name, "lot");
        bidder = bidder || g_str_equal (field->name, "bidder");
      }
  return lot && bidder;
}

/* Their entities. */
static GPtrArray *
entities_of_bid (LwDocument *document)
{
  GPtrArray *entities = g_ptr_array_new ();
  GPtrArray *sections = lw_document_get_sections (document);

  for (guint s = 0; s < sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (sections, s);
      for (guint i = 0; section->entities[i] != NULL; i++)
        if (is_of_bid (section->entities[i]))
          g_ptr_array_add (entities, (gpointer) section->entities[i]);
    }
  return entities;
}

/* "" for the marks common to all lots, which go with the bidder's last bid. */
static const char *
other_lot (LwConnection *connection, const char *lot, const char *bidder)
{
  gint64 others = 0;

  lw_connection_get_int (connection, &others, 0, NULL, "SELECT count(*) FROM bid WHERE bidder = ? AND lot <> ?", "ss", bidder,
                         lot);
  return others > 0 ? lot : "";
}

gint64
lw_bids_count_marks (LwDocument *document, const char *lot, const char *bidder)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_autoptr (GPtrArray) entities = entities_of_bid (document);
  gint64 sum = 0;

  for (guint i = 0; reader != NULL && i < entities->len; i++)
    {
      LwConnection *connection = lw_reader_connection (reader);
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE bidder = ? AND lot IN (?, ?)",
                                              ((const LwEntity *) entities->pdata[i])->table);
      gint64 n = 0;
      lw_connection_get_int (connection, &n, 0, NULL, sql, "sss", bidder, lot, other_lot (connection, lot, bidder));
      sum += n;
    }
  return sum;
}

typedef struct
{
  GPtrArray *sections, *entities;
  char *lot;
  char *bidder;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;
  g_ptr_array_unref (removal->sections);
  g_ptr_array_unref (removal->entities);
  g_free (removal->lot);
  g_free (removal->bidder);
  g_free (removal);
}

/* Keys of the rows of @entity that are about the bid. (element-type utf8) */
static GPtrArray *
list_keys (LwConnection *connection, const Removal *removal, const LwEntity *entity, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) sql = g_string_new (NULL);
  LwStep step;

  for (const LwField *field = entity->fields; field->name != NULL; field++)
    if (field->flags & LW_FIELD_KEY)
      {
        g_autofree char *column = g_strdelimit (g_strdup (field->name), "-", '_');
        g_string_append_printf (sql, "%s\"%s\"", sql->len > 0 ? " || '/' || " : "SELECT ", column);
      }
  g_string_append_printf (sql, " FROM \"%s\" WHERE bidder = ? AND lot IN (?, ?) ORDER BY 1", entity->table);
  g_autoptr (LwStatement) row = lw_connection_prepare (connection, sql->str, error);
  if (row == NULL)
    return NULL;
  lw_statement_bind (row, "sss", removal->bidder, removal->lot, other_lot (connection, removal->lot, removal->bidder));
  while ((step = lw_statement_step (row, error)) == LW_STEP_ROW)
    g_ptr_array_add (keys, g_strdup (lw_statement_text (row, 0)));
  return step == LW_STEP_DONE ? g_steal_pointer (&keys) : NULL;
}

/* As any row is removed: what may not go by itself does not go with the bid. */
static gboolean
remove_row (LwTransaction *transaction, const Removal *removal, const char *noun, const char *key, GError **error)
{
  g_autoptr (LwCommand) command = lw_model_remove (removal->sections, noun, key, "", NULL, error);

  return command != NULL && lw_command_apply (command, transaction, error);
}

static gboolean
apply_removal (LwTransaction *transaction, gpointer data, GError **error)
{
  const Removal *removal = data;
  g_autofree char *bid = g_strdup_printf ("%s/%s", removal->lot, removal->bidder);

  /* the last first: a mark may point to a document, a document belongs to an answer */
  for (guint i = removal->entities->len; i-- > 0;)
    {
      const LwEntity *entity = removal->entities->pdata[i];
      g_autoptr (GPtrArray) keys = list_keys (lw_transaction_connection (transaction), removal, entity, error);

      if (keys == NULL)
        return FALSE;
      for (guint k = 0; k < keys->len; k++)
        if (!remove_row (transaction, removal, entity->noun, keys->pdata[k], error))
          {
            g_prefix_error (error, _("the bid stays, %s %s cannot go with it: "), entity->noun, (const char *) keys->pdata[k]);
            return FALSE;
          }
    }
  return remove_row (transaction, removal, "bid", bid, error);
}

LwCommand *
lw_bids_remove_command (LwDocument *document, const char *lot, const char *bidder)
{
  g_autofree char *name = g_strdup_printf (_("Remove bid %s/%s with its marks"), lot, bidder);
  Removal *removal = g_new0 (Removal, 1);

  removal->sections = g_ptr_array_ref (lw_document_get_sections (document));
  removal->entities = entities_of_bid (document);
  removal->lot = g_strdup (lot);
  removal->bidder = g_strdup (bidder);
  return lw_command_new (name, lw_document_get_person (document), NULL, apply_removal, removal, removal_free);
}

/* ---- asking ---- */

typedef struct
{
  LwDocument *document;
  char *lot;
  char *bidder;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;
  g_object_unref (question->document);
  g_free (question->lot);
  g_free (question->bidder);
  g_free (question);
}

static void
on_confirmed (gpointer data, gpointer user_data)
{
  const Question *question = data;

  lw_document_edit (question->document, lw_bids_remove_command (question->document, question->lot, question->bidder), NULL);
}

static void
ask (GtkWidget *from, LwDocument *document, const char *lot, const char *bidder, gint64 marks)
{
  GtkWindow *parent = lw_dialog_parent (from);
  g_autofree char *heading = g_strdup_printf (_("Remove the bid of %s for %s?"), bidder, lot);
  g_autofree char *body
      = g_strdup_printf (ngettext ("%u mark would go with it. Undo brings both back.",
                                   "%u marks and agreed marks would go with it. Undo brings all of it back.", (gulong) marks),
                         (guint) marks);
  Question *question = g_new0 (Question, 1);

  question->document = g_object_ref (document);
  question->lot = g_strdup (lot);
  question->bidder = g_strdup (bidder);
  /* The question lives as long as the window that asks it. */
  g_object_set_data_full (G_OBJECT (parent), "lw-bids-question", question, question_free);
  lw_dialog_confirm (GTK_WIDGET (parent), heading, body, _("Remove bid"), TRUE, on_confirmed, question);
}

void
lw_bids_remove (GtkWidget *from, LwDocument *document, const char *noun, const char *key)
{
  GError *error = NULL;
  LwCommand *command;

  if (g_str_equal (noun, "bid"))
    {
      g_auto (GStrv) parts = g_strsplit (key, "/", 2);
      gint64 marks = lw_bids_count_marks (document, parts[0], parts[1]);

      if (marks > 0)
        {
          ask (from, document, parts[0], parts[1], marks);
          return;
        }
    }
  command = lw_model_remove (lw_document_get_sections (document), noun, key, lw_document_get_person (document), NULL, &error);
  lw_document_edit (document, command, error);
}
