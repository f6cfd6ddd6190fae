/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How the desk changes the file: the mark and its rationale, at once or after a pause in writing. */
#include "config.h"

#include "lw-marking-desk-private.h"

#include "lw-marking-remark.h"
#include "lw-marking-scale.h"

#include <string.h>

#include "base/lw-i18n.h"

/* A pause in writing. */
#define SAVE_AFTER_MS 1500

typedef struct
{
  GWeakRef desk;
  guint shown;
  char *key;  /* of the draft */
  char *text; /* what was written, which stays should the edit fail; or NULL */
} Edit;

static void
on_edited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Edit *edit = user_data;
  g_autoptr (LwMarkingDesk) self = g_weak_ref_get (&edit->desk);
  g_autoptr (GError) error = NULL;
  const gboolean good = lw_document_edit_finish (LW_DOCUMENT (source), result, &error);

  if (!good)
    {
      if (edit->text != NULL)
        lw_marking_draft_set (LW_DOCUMENT (source), edit->key, edit->text);
      g_signal_emit_by_name (source, "failed", _("The mark was not saved"), error);
    }
  if (self != NULL && self->shown == edit->shown)
    {
      self->saving--;
      lw_marking_desk_refresh (self, !good && edit->text != NULL);
    }
  g_weak_ref_clear (&edit->desk);
  g_free (edit->key);
  g_free (edit->text);
  g_free (edit);
}

static void
run (LwMarkingDesk *self, LwCommand *command, GError *error, gboolean has_text)
{
  g_autoptr (GError) held = error;
  Edit *edit;

  if (command == NULL)
    {
      g_signal_emit_by_name (self->document, "failed", _("The mark was not saved"), held);
      lw_marking_desk_refresh (self, TRUE);
      return;
    }
  edit = g_new0 (Edit, 1);
  g_weak_ref_init (&edit->desk, self);
  edit->shown = self->shown;
  edit->key = lw_marking_entry_get_draft_key (self->entry);
  edit->text = has_text ? lw_marking_text_get (self->text) : NULL;
  self->saving++;
  lw_document_edit_async (self->document, command, on_edited, edit);
  lw_marking_desk_show_state (self);
}

void
lw_marking_desk_save_text (LwMarkingDesk *self, gboolean wait)
{
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  g_autoptr (LwCommand) command = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->pause, g_source_remove);
  if (!self->shows || !lw_marking_desk_is_written (self))
    return;
  text = lw_marking_text_get (self->text);
  key = lw_marking_entry_get_draft_key (self->entry);
  g_free (self->saved);
  self->saved = g_strdup (text);
  lw_marking_draft_set (self->document, key, self->there ? NULL : text);
  if (!self->there)
    {
      lw_marking_desk_show_state (self);
      return;
    }
  command = lw_marking_entry_explain (self->entry, text, &error);
  if (!wait || command == NULL)
    {
      run (self, g_steal_pointer (&command), g_steal_pointer (&error), TRUE);
      return;
    }
  if (lw_store_run (lw_document_get_store (self->document), command, NULL, &error))
    return;
  lw_marking_draft_set (self->document, key, text);
  g_signal_emit_by_name (self->document, "failed", _("The rationale was not saved"), error);
}

static gboolean
on_pause (gpointer user_data)
{
  LwMarkingDesk *self = user_data;
  self->pause = 0;
  lw_marking_desk_save_text (self, FALSE);
  return G_SOURCE_REMOVE;
}

void
lw_marking_desk_written (LwMarkingDesk *self)
{
  if (!self->shows)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (SAVE_AFTER_MS, on_pause, self);
  lw_marking_desk_show_checks (self);
  lw_marking_desk_show_state (self);
}

void
lw_marking_desk_save (LwMarkingDesk *self)
{
  lw_marking_desk_save_text (self, TRUE);
  lw_marking_beside_save (self->beside, TRUE);
}

gboolean
lw_marking_desk_can_mark (LwMarkingDesk *self)
{
  return self->shows && self->why_not == NULL && lw_document_get_read_only_reason (self->document) == NULL;
}

gboolean
lw_marking_desk_can_clear (LwMarkingDesk *self)
{
  return lw_marking_desk_can_mark (self) && self->there;
}

void
lw_marking_desk_mark (LwMarkingDesk *self, guint mark)
{
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) pointer = g_ptr_array_new_with_free_func (g_free);
  gboolean written;
  LwCommand *command;
  GError *error = NULL;

  if (!lw_marking_desk_can_mark (self) || mark >= lw_marking_desk_get_scale (self)->n_marks
      || (self->there && self->mark == (LwCell) mark && !lw_marking_desk_is_written (self)))
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  text = lw_marking_text_get (self->text);
  written = self->there ? lw_marking_desk_is_written (self) : text[0] != '\0';
  if (!self->there)
    lw_marking_beside_take_pointer (self->beside, pointer);
  command = lw_marking_entry_mark (self->entry, self->there, lw_marking_desk_get_scale (self)->marks[mark].value, written ? text : NULL,
                                   pointer, &error);
  if (command != NULL)
    {
      g_free (self->saved);
      self->saved = g_steal_pointer (&text);
      self->there = TRUE;
      self->mark = (LwCell) mark;
      key = lw_marking_entry_get_draft_key (self->entry);
      lw_marking_draft_set (self->document, key, NULL);
    }
  run (self, command, error, TRUE);
  if (!self->told && (lw_document_get_sight (self->document) & LW_SIGHT_MARKS) != 0 && lw_marking_entry_has_agreed (self->entry))
    lw_marking_desk_toast (self, _("The agreed mark stands: this mark does not move the ranking"));
  self->told = TRUE;
}

void
lw_marking_desk_clear (LwMarkingDesk *self)
{
  GError *error = NULL;
  LwCommand *command;

  if (!lw_marking_desk_can_clear (self))
    return;
  lw_marking_desk_save_text (self, FALSE); /* so that undo brings all of it back */
  command = lw_marking_entry_take_back (self->entry, &error);
  if (command != NULL)
    {
      self->there = FALSE;
      self->mark = LW_CELL_MISSING;
      g_free (self->saved);
      self->saved = g_strdup ("");
      lw_marking_text_set (self->text, "");
      lw_marking_desk_show_checks (self);
    }
  run (self, command, error, FALSE);
}

gboolean
lw_marking_desk_press (LwMarkingDesk *self, guint keyval)
{
  const int mark = self->shows ? lw_marking_scale_find_key (lw_marking_desk_get_scale (self), keyval) : -1;
  g_autofree char *why_not = NULL;

  if (!self->shows)
    return FALSE;
  if (mark < 0)
    why_not = lw_marking_remark_key (lw_marking_desk_get_scale (self), keyval);
  else if (!lw_marking_desk_can_mark (self))
    why_not = self->why_not != NULL ? g_strdup (self->why_not)
                                    : g_strdup_printf (_("Marks cannot be given: %s"),
                                                       lw_document_get_read_only_reason (self->document));
  else
    lw_marking_desk_mark (self, (guint) mark);
  if (why_not != NULL)
    lw_marking_desk_toast (self, why_not);
  return mark >= 0 || why_not != NULL;
}
