/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-beside-private.h"

#include "lw-evaluation-alone.h"
#include "model/lw-model.h"

#include <string.h>

#include "base/lw-i18n.h"

/* A pause in writing. */
#define SAVE_AFTER_MS 1500
/* Characters of a quotation in a heading. */
#define SHOWN 60

G_DEFINE_FINAL_TYPE (LwMarkingBeside, lw_marking_beside, GTK_TYPE_BOX)

static guint changed_signal;

/* ---- what is written ---- */

static char *
get (LwMarkingBeside *self, guint field)
{
  guint selected;

  switch (field)
    {
    case DOCUMENT:
      selected = gtk_drop_down_get_selected (self->document);
      return g_strdup (selected == 0 || selected == GTK_INVALID_LIST_POSITION
                           ? ""
                           : gtk_string_list_get_string (self->documents, selected));
    case PAGE:
      return g_strstrip (g_strdup (gtk_editable_get_text (self->page)));
    case QUOTE:
      return g_strstrip (g_strdup (gtk_editable_get_text (self->quote)));
    default:
      return lw_marking_text_get (field == NOTE ? self->note : self->query);
    }
}

static void
choose_document (LwMarkingBeside *self, const char *name)
{
  guint i = 0;

  if (name[0] != '\0')
    for (i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (self->documents)); i++)
      if (strcmp (gtk_string_list_get_string (self->documents, i), name) == 0)
        break;
  if (i == g_list_model_get_n_items (G_LIST_MODEL (self->documents)))
    gtk_string_list_append (self->documents, name);
  gtk_drop_down_set_selected (self->document, i);
}

static void
set (LwMarkingBeside *self, guint field, const char *text)
{
  g_autofree char *old = get (self, field);

  if (strcmp (old, text) == 0)
    return;
  self->filling = TRUE;
  if (field == DOCUMENT)
    choose_document (self, text);
  else if (field == PAGE || field == QUOTE)
    gtk_editable_set_text (field == PAGE ? self->page : self->quote, text);
  else
    lw_marking_text_set (field == NOTE ? self->note : self->query, text);
  self->filling = FALSE;
}

static gboolean
is_written (LwMarkingBeside *self, guint field)
{
  g_autofree char *text = get (self, field);

  return self->entry != NULL && strcmp (text, self->saved[field] != NULL ? self->saved[field] : "") != 0;
}

static gboolean
is_pointer_written (LwMarkingBeside *self)
{
  return is_written (self, DOCUMENT) || is_written (self, PAGE) || is_written (self, QUOTE);
}

gboolean
lw_marking_beside_is_written (LwMarkingBeside *self)
{
  return is_pointer_written (self) || is_written (self, NOTE) || is_written (self, QUERY);
}

gboolean
lw_marking_beside_has_pointer (LwMarkingBeside *self)
{
  g_autofree char *page = get (self, PAGE), *quote = get (self, QUOTE);

  return page[0] != '\0' || quote[0] != '\0';
}

/* ---- headings: what is in a row ---- */

static char *
pointer_text (LwMarkingBeside *self)
{
  g_autofree char *document = get (self, DOCUMENT), *page = get (self, PAGE), *quote = get (self, QUOTE), *cut = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!lw_marking_beside_has_pointer (self))
    return g_strdup (_("Where in the bid: not said yet"));
  g_string_append (text, document[0] != '\0' ? document : _("Answer"));
  if (page[0] != '\0')
    g_string_append_printf (text, _(", page %s"), page);
  cut = g_utf8_strlen (quote, -1) > SHOWN ? g_utf8_substring (quote, 0, SHOWN) : g_strdup (quote);
  if (quote[0] != '\0')
    g_string_append_printf (text, strlen (cut) < strlen (quote) ? ": “%s…”" : ": “%s”", cut);
  return g_strdup (text->str);
}

static char *
query_text (LwMarkingBeside *self)
{
  g_autofree char *text = get (self, QUERY);

  if (text[0] == '\0')
    return g_strdup (_("Query to the lead: none"));
  return g_strdup (gtk_widget_get_visible (GTK_WIDGET (self->reply)) ? _("Query to the lead: answered")
                                                                     : _("Query to the lead: open"));
}

static void
show_headings (LwMarkingBeside *self)
{
  g_autofree char *note = get (self, NOTE), *pointer = pointer_text (self), *query = query_text (self);
  const char *const texts[] = { pointer, note[0] != '\0' ? _("Private note: written") : _("Private note: none"), query };

  for (guint i = 0; i < LW_MARKING_BESIDE_N; i++)
    {
      gtk_label_set_label (self->titles[i], texts[i]);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->titles[i]), texts[i]);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, texts[i], -1);
    }
}

/* ---- the file ---- */

static void
keep (LwMarkingBeside *self, guint field, const char *text)
{
  g_free (self->saved[field]);
  self->saved[field] = g_strdup (text != NULL ? text : "");
}

static char *
draft_key (LwMarkingBeside *self)
{
  g_autofree char *key = lw_marking_entry_get_draft_key (self->entry);

  return g_strconcat ("pointer of ", key, NULL);
}

/* Three lines: document, page, words. */
static void
read_draft (LwMarkingBeside *self)
{
  g_autofree char *key = draft_key (self);
  g_autofree char *draft = lw_file_state_get (lw_document_get_state (self->entry->document), "marking", key);
  g_auto (GStrv) lines = g_strsplit (draft != NULL ? draft : "", "\n", 3);
  const guint n = g_strv_length (lines);

  for (guint field = DOCUMENT; field <= QUOTE; field++)
    keep (self, field, field < n ? lines[field] : NULL);
}

static void
write_draft (LwMarkingBeside *self)
{
  g_autofree char *key = draft_key (self), *document = get (self, DOCUMENT), *page = get (self, PAGE), *quote = get (self, QUOTE);
  g_autofree char *draft = g_strjoin ("\n", document, page, quote, NULL);

  lw_marking_draft_set (self->entry->document, key, self->there || strcmp (draft, "\n\n") == 0 ? NULL : draft);
}

static LwMarkPlace
place_of (const LwMarkingEntry *entry)
{
  return (LwMarkPlace) { entry->ids[0], entry->ids[1], entry->ids[2], entry->ids[3] };
}

static void
read_pointer (LwMarkingBeside *self, LwConnection *connection)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (connection,
                                                       "SELECT document, page, quote FROM evaluation_mark"
                                                       " WHERE lot = ? AND bidder = ? AND criterion = ? AND person = ?",
                                                       NULL);
  char *const *ids = self->entry->ids;

  if (row == NULL)
    return;
  lw_statement_bind (row, "ssss", ids[0], ids[1], ids[2], ids[3]);
  self->there = lw_statement_step (row, NULL) == LW_STEP_ROW;
  if (!self->there)
    {
      read_draft (self);
      return;
    }
  write_draft (self); /* none is needed any more */
  for (guint field = DOCUMENT; field <= QUOTE; field++)
    keep (self, field, lw_statement_text (row, (int) field));
}

static void
show_reply (LwMarkingBeside *self, const LwEvaluationQuery *query)
{
  g_autofree char *text = query != NULL && query->reply != NULL ? g_strdup_printf (_("Answer: %s"), query->reply) : NULL;

  gtk_label_set_label (self->reply, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reply), text != NULL);
}

static void
read_file (LwMarkingBeside *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->entry->document), NULL);
  const LwMarkPlace place = place_of (self->entry);
  g_autofree char *note = NULL;
  g_autoptr (LwEvaluationQuery) query = NULL;

  if (reader == NULL)
    return;
  read_pointer (self, lw_reader_connection (reader));
  if (lw_evaluation_get_note (lw_reader_connection (reader), &place, &note, NULL))
    keep (self, NOTE, note);
  if (lw_evaluation_get_query (lw_reader_connection (reader), &place, &query, NULL))
    keep (self, QUERY, query != NULL ? query->text : NULL);
  show_reply (self, query);
}

static void
read_documents (LwMarkingBeside *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->entry->document), NULL);
  g_autoptr (LwStatement) row = NULL;
  char *const *ids = self->entry->ids;

  self->filling = TRUE;
  self->documents = gtk_string_list_new (NULL);
  gtk_string_list_append (self->documents, _("The answer"));
  if (reader != NULL)
    row = lw_connection_prepare (lw_reader_connection (reader),
                                 "SELECT name FROM evaluation_document WHERE bidder = ?2 AND ifnull (lot, ?1) = ?1"
                                 " AND ifnull (criterion, ?3) = ?3 ORDER BY name",
                                 NULL);
  if (row != NULL)
    lw_statement_bind (row, "sss", ids[0], ids[1], ids[2]);
  while (row != NULL && lw_statement_step (row, NULL) == LW_STEP_ROW)
    {
      g_autofree char *key = g_strjoin ("/", ids[1], lw_statement_text (row, 0), NULL);

      if (lw_document_may_read (self->entry->document, "document", key))
        gtk_string_list_append (self->documents, lw_statement_text (row, 0));
    }
  gtk_drop_down_set_model (self->document, G_LIST_MODEL (self->documents));
  g_object_unref (self->documents); /* the drop-down has it */
  gtk_drop_down_set_selected (self->document, 0);
  self->filling = FALSE;
}

/* ---- saving ---- */

typedef struct
{
  GWeakRef beside;
  guint shown;
  guint first, last;
  char *texts[N_FIELDS];
} Edit;

static void
edit_free (Edit *edit)
{
  g_weak_ref_clear (&edit->beside);
  for (guint field = 0; field < N_FIELDS; field++)
    g_free (edit->texts[field]);
  g_free (edit);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Edit, edit_free)

/* What was refused counts as written: no refresh takes it away. */
static void
on_edited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Edit) edit = user_data;
  g_autoptr (LwMarkingBeside) self = g_weak_ref_get (&edit->beside);
  g_autoptr (GError) error = NULL;
  const gboolean good = lw_document_edit_finish (LW_DOCUMENT (source), result, &error);

  for (guint field = edit->first; self != NULL && self->shown == edit->shown && field <= edit->last; field++)
    {
      if (good)
        keep (self, field, edit->texts[field]);
      if (g_strcmp0 (self->sent[field], edit->texts[field]) == 0)
        g_clear_pointer (&self->sent[field], g_free);
    }
  if (!good)
    g_signal_emit_by_name (source, "failed", _("What stands beside the mark was not saved"), error);
}

static Edit *
edit_new (LwMarkingBeside *self, guint first, guint last)
{
  Edit *edit = g_new0 (Edit, 1);

  g_weak_ref_init (&edit->beside, self);
  edit->shown = self->shown;
  edit->first = first;
  edit->last = last;
  for (guint field = first; field <= last; field++)
    {
      edit->texts[field] = get (self, field);
      g_free (self->sent[field]);
      self->sent[field] = g_strdup (edit->texts[field]);
    }
  return edit;
}

static void
keep_written (LwMarkingBeside *self, guint first, guint last)
{
  for (guint field = first; field <= last; field++)
    {
      g_autofree char *text = get (self, field);

      keep (self, field, text);
    }
}

/* Takes @command and @error. */
static void
run (LwMarkingBeside *self, guint first, guint last, LwCommand *command, GError *error, gboolean wait)
{
  LwDocument *document = self->entry->document;
  g_autoptr (LwCommand) held = command;
  g_autoptr (GError) failure = error;

  if (command != NULL && !wait)
    lw_document_edit_async (document, g_steal_pointer (&held), on_edited, edit_new (self, first, last));
  else if (command != NULL && lw_store_run (lw_document_get_store (document), command, NULL, &failure))
    keep_written (self, first, last);
  else
    g_signal_emit_by_name (document, "failed", _("What stands beside the mark was not saved"), failure);
}

/* Written, and not on its way. */
static gboolean
is_to_send (LwMarkingBeside *self, guint field)
{
  g_autofree char *text = get (self, field);

  return is_written (self, field) && g_strcmp0 (text, self->sent[field]) != 0;
}

static void
save_pointer (LwMarkingBeside *self, gboolean wait)
{
  static const char *const fields[] = { "document", "page", "quote" };
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = g_strdup_printf (_("Say where %s comes from"), self->entry->place);
  const char *person = self->entry->ids[3];
  LwCommand *command;
  GError *error = NULL;

  if (!is_to_send (self, DOCUMENT) && !is_to_send (self, PAGE) && !is_to_send (self, QUOTE))
    return;
  write_draft (self);
  if (!self->there)
    {
      keep_written (self, DOCUMENT, QUOTE);
      return;
    }
  for (guint field = DOCUMENT; field <= QUOTE; field++)
    {
      g_autofree char *text = get (self, field);

      g_ptr_array_add (values, g_strconcat (fields[field], "=", text, NULL));
    }
  g_ptr_array_add (values, NULL);
  command = lw_marking_name_command (name, person,
                                     lw_model_set (lw_document_get_sections (self->entry->document), "mark", self->entry->key,
                                                   (const char *const *) values->pdata, person, NULL, &error));
  run (self, DOCUMENT, QUOTE, command, error, wait);
}

void
lw_marking_beside_save (LwMarkingBeside *self, gboolean wait)
{
  LwMarkPlace place;

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->entry == NULL)
    return;
  place = place_of (self->entry);
  save_pointer (self, wait);
  if (is_to_send (self, NOTE))
    {
      g_autofree char *text = get (self, NOTE);

      run (self, NOTE, NOTE, lw_evaluation_set_note (&place, text, place.evaluator), NULL, wait);
    }
  if (is_to_send (self, QUERY))
    {
      g_autofree char *text = get (self, QUERY);

      run (self, QUERY, QUERY, lw_evaluation_ask (&place, text, place.evaluator, NULL), NULL, wait);
    }
}

static gboolean
on_pause (gpointer user_data)
{
  LwMarkingBeside *self = user_data;

  self->pause = 0;
  lw_marking_beside_save (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* The user has written. */
void
lw_marking_beside_written (LwMarkingBeside *self)
{
  if (self->filling || self->entry == NULL)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (SAVE_AFTER_MS, on_pause, self);
  show_headings (self);
  g_signal_emit (self, changed_signal, 0);
}

void
lw_marking_beside_take_pointer (LwMarkingBeside *self, GPtrArray *values)
{
  static const char *const fields[] = { "document", "page", "quote" };

  for (guint field = DOCUMENT; self->entry != NULL && field <= QUOTE; field++)
    {
      g_autofree char *text = get (self, field);

      if (text[0] != '\0' || self->there)
        g_ptr_array_add (values, g_strconcat (fields[field], "=", text, NULL));
      keep (self, field, text);
    }
  write_draft (self); /* until the mark is in the file: giving it may be refused */
  self->there = TRUE;
}

void
lw_marking_beside_quote (LwMarkingBeside *self, const char *document, const char *page, const char *words)
{
  g_autofree char *line = g_strdup (words != NULL ? words : "");
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) folded = g_string_new (NULL);

  if (self->entry == NULL)
    return;
  /* a quotation is one line; a page breaks its lines where it likes */
  parts = g_strsplit_set (line, " \t\r\n\f\v", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_string_append_printf (folded, "%s%s", folded->len > 0 ? " " : "", parts[i]);
  set (self, DOCUMENT, document != NULL ? document : "");
  set (self, PAGE, page != NULL ? page : "");
  set (self, QUOTE, folded->str);
  gtk_expander_set_expanded (self->rows[LW_MARKING_BESIDE_POINTER], TRUE);
  show_headings (self);
  g_signal_emit (self, changed_signal, 0);
  lw_marking_beside_save (self, FALSE);
}

/* ---- showing ---- */

void
lw_marking_beside_refresh (LwMarkingBeside *self, gboolean there, gboolean locked)
{
  gboolean written[N_FIELDS];

  if (self->entry == NULL)
    return;
  for (guint field = 0; field < N_FIELDS; field++)
    written[field] = is_written (self, field);
  read_file (self);
  self->there = there;
  for (guint field = 0; field < N_FIELDS; field++)
    if (!written[field])
      set (self, field, self->saved[field]);
  gtk_widget_set_sensitive (GTK_WIDGET (self->document), !locked);
  gtk_editable_set_editable (self->page, !locked);
  gtk_editable_set_editable (self->quote, !locked);
  show_headings (self);
}

void
lw_marking_beside_show (LwMarkingBeside *self, const LwMarkingEntry *entry)
{
  const gboolean editable = entry != NULL && lw_document_get_read_only_reason (entry->document) == NULL;

  g_clear_handle_id (&self->pause, g_source_remove);
  self->entry = entry;
  self->shown++;
  for (guint field = 0; field < N_FIELDS; field++)
    g_clear_pointer (&self->sent[field], g_free);
  if (entry == NULL)
    return;
  read_documents (self);
  read_file (self);
  for (guint field = 0; field < N_FIELDS; field++)
    set (self, field, self->saved[field]);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->note), editable);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->query), editable);
  show_headings (self);
}

/* What was folded has no place to scroll to before it is laid out. */
static gboolean
on_laid_out (GtkWidget *target, GdkFrameClock *clock, gpointer frames)
{
  guint *n = frames;

  if ((*n)++ < 2)
    return G_SOURCE_CONTINUE;
  gtk_widget_grab_focus (target);
  return G_SOURCE_REMOVE;
}

void
lw_marking_focus_later (GtkWidget *target)
{
  gtk_widget_add_tick_callback (target, on_laid_out, g_new0 (guint, 1), g_free);
}

void
lw_marking_beside_focus (LwMarkingBeside *self, LwMarkingBesideRow row)
{
  GtkWidget *const targets[] = { GTK_WIDGET (self->page), GTK_WIDGET (self->note), GTK_WIDGET (self->query) };
  const gboolean folded = !gtk_expander_get_expanded (self->rows[row]);

  gtk_expander_set_expanded (self->rows[row], TRUE);
  if (folded)
    lw_marking_focus_later (targets[row]);
  else
    gtk_widget_grab_focus (targets[row]);
}

/* ---- life ---- */

static void
lw_marking_beside_dispose (GObject *object)
{
  LwMarkingBeside *self = LW_MARKING_BESIDE (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  self->entry = NULL;
  G_OBJECT_CLASS (lw_marking_beside_parent_class)->dispose (object);
}

static void
lw_marking_beside_finalize (GObject *object)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_free (LW_MARKING_BESIDE (object)->saved[i]);
      g_free (LW_MARKING_BESIDE (object)->sent[i]);
    }
  G_OBJECT_CLASS (lw_marking_beside_parent_class)->finalize (object);
}

static void
lw_marking_beside_class_init (LwMarkingBesideClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_marking_beside_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_marking_beside_finalize;
  changed_signal = g_signal_new ("changed", LW_TYPE_MARKING_BESIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_marking_beside_init (LwMarkingBeside *self)
{
  self->filling = TRUE;
  lw_marking_beside_make (self);
  self->filling = FALSE;
}

/* ---- of the whole file ---- */

gboolean
lw_marking_is_published (LwDocument *document)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  gint64 version = 0;

  return reader != NULL && lw_evaluation_version (lw_reader_connection (reader), &version, NULL) && version > 0;
}

gboolean
lw_marking_count_queries (LwDocument *document, const char *person, guint *n_open, guint *n_answered)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  gint64 open = 0, answered = 0;

  if (reader == NULL
      || !lw_connection_get_int (lw_reader_connection (reader), &open, 0, NULL,
                                 "SELECT count (*) FROM evaluation_query WHERE reply IS NULL AND (?1 IS NULL OR person = ?1)", "s",
                                 person)
      || !lw_connection_get_int (lw_reader_connection (reader), &answered, 0, NULL,
                                 "SELECT count (*) FROM evaluation_query WHERE reply IS NOT NULL AND (?1 IS NULL OR person = ?1)",
                                 "s", person))
    return FALSE;
  *n_open = (guint) open;
  *n_answered = (guint) answered;
  return TRUE;
}
