/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the form of Moderation changes: agreeing, and opening again. */
#include "config.h"

#include "lw-moderation-form-private.h"

#include "lw-evaluation-publish.h"

#include <string.h>

#include "base/lw-i18n.h"

/* What an edit needs to know when it ends. */
typedef struct
{
  LwModerationForm *form;
  char *place, *present;
  gboolean reopens;
} Edit;

static void
edit_free (Edit *edit)
{
  g_object_unref (edit->form);
  g_free (edit->place);
  g_free (edit->present);
  g_free (edit);
}

/* ---- what is in the fields ---- */

/* A line: Enter in the field is a space in the file. */
static char *
get_line (LwMarkingText *text, gboolean asked)
{
  return asked ? g_strdelimit (lw_marking_text_get (text), "\r\n\t", ' ') : g_strdup ("");
}

static char *
get_present (LwModerationForm *self)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->present)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *check = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child));

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", gtk_widget_get_name (check));
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

void
lw_moderation_form_get_text (LwModerationForm *self, LwModerationText *text)
{
  text->mark = g_strdup (self->chosen < 0 ? "" : self->question->scale->marks[self->chosen].value);
  text->rationale = lw_marking_text_get (self->rationale);
  text->why_not_above = get_line (self->above, gtk_widget_get_visible (self->above_row));
  text->why_not_below = get_line (self->below, gtk_widget_get_visible (self->below_row));
  text->present = get_present (self);
  text->dissent = get_line (self->dissent, TRUE);
}

static LwAgreeing
agreeing_of (LwModerationForm *self, const LwModerationText *text)
{
  return (LwAgreeing) { self->question->lot, self->question->bidder, self->question->criterion, text->mark, text->rationale,
                        text->why_not_above, text->why_not_below, text->present, text->dissent };
}

gboolean
lw_moderation_form_get_open (LwModerationForm *self, guint *asked, guint *open)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  LwModerationText text;
  LwAgreeing agreeing;
  gboolean fine;

  if (reader == NULL)
    return FALSE;
  lw_moderation_form_get_text (self, &text);
  agreeing = agreeing_of (self, &text);
  fine = lw_evaluation_agree_open (lw_reader_connection (reader), self->question->scale, &agreeing, asked, open, NULL);
  lw_moderation_text_clear (&text);
  return fine;
}

/* ---- edits ---- */

static void
on_edited (GObject *document, GAsyncResult *result, gpointer data)
{
  Edit *edit = data;
  g_autoptr (GError) error = NULL;

  if (!lw_document_edit_finish (LW_DOCUMENT (document), result, &error))
    {
      if (edit->reopens)
        lw_moderation_draft_set (LW_DOCUMENT (document), edit->place, NULL);
      g_signal_emit_by_name (document, "failed", edit->reopens ? _("Opening the mark again") : _("Agreeing on the mark"), error);
    }
  else if (edit->reopens)
    {
      gtk_editable_set_text (edit->form->reason, "");
      g_signal_emit_by_name (edit->form, "toast", _("The mark is open again. What was agreed is kept as a draft, and in the record"));
    }
  else
    {
      lw_moderation_draft_set (LW_DOCUMENT (document), edit->place, NULL);
      lw_file_state_set (lw_document_get_state (LW_DOCUMENT (document)), "moderation", "present", edit->present);
      if (g_strcmp0 (edit->form->place, edit->place) == 0)
        edit->form->written = FALSE;
      g_signal_emit_by_name (edit->form, "toast", _("Agreed"));
    }
  edit_free (edit);
}

static void
run (LwModerationForm *self, LwCommand *command, const char *present, gboolean reopens)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->form = g_object_ref (self);
  edit->place = g_strdup (self->place);
  edit->present = g_strdup (present);
  edit->reopens = reopens;
  lw_document_edit_async (self->document, command, on_edited, edit);
}

/* The field that the first open check is about. */
static void
go_to_open (LwModerationForm *self, guint open)
{
  if (open & (1u << LW_AGREE_MARK))
    gtk_widget_grab_focus (GTK_WIDGET (self->ladder));
  else if (open & (1u << LW_AGREE_RATIONALE))
    gtk_widget_grab_focus (GTK_WIDGET (self->rationale));
  else if (open & (1u << LW_AGREE_ABOVE))
    gtk_widget_grab_focus (GTK_WIDGET (self->above));
  else if (open & (1u << LW_AGREE_BELOW))
    gtk_widget_grab_focus (GTK_WIDGET (self->below));
  else if (open & (1u << LW_AGREE_PRESENT))
    gtk_widget_child_focus (GTK_WIDGET (self->present), GTK_DIR_TAB_FORWARD);
}

void
lw_moderation_form_agree (LwModerationForm *self)
{
  LwModerationText text;
  LwAgreeing agreeing;
  guint asked, open;

  if (!lw_moderation_form_is_editable (self) || !lw_moderation_form_get_open (self, &asked, &open))
    return;
  /* Before publishing all of it but the mark itself is advice. */
  if (self->question->published ? open != 0 : self->chosen < 0)
    {
      g_signal_emit_by_name (self, "toast", _("Something is still open: see the list beside the button"));
      go_to_open (self, open);
      return;
    }
  lw_moderation_form_get_text (self, &text);
  agreeing = agreeing_of (self, &text);
  run (self, lw_evaluation_agree (&agreeing, self->question->published, lw_document_get_person (self->document), NULL, NULL),
       text.present, FALSE);
  lw_moderation_text_clear (&text);
}

void
lw_moderation_form_reopen (LwModerationForm *self)
{
  const guint selected = gtk_drop_down_get_selected (self->approver);
  const LwModerationQuestion *question = self->question;
  const char *reason = gtk_editable_get_text (self->reason);
  LwMarkPlace place;

  if (question == NULL || selected >= self->approvers->len || reason[strspn (reason, " ")] == '\0')
    return;
  lw_moderation_draft_set (self->document, self->place, &question->agreed); /* nothing of it is to be written twice */
  place = (LwMarkPlace) { question->lot, question->bidder, question->criterion, NULL };
  run (self, lw_evaluation_reopen (&place, lw_document_get_person (self->document), self->approvers->pdata[selected], reason),
       NULL, TRUE);
}
