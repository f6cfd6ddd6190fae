/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-desk.h"

#include "lw-marking-checks.h"
#include "lw-marking-entry.h"
#include "lw-marking-ladder.h"
#include "lw-marking-rationale.h"
#include "lw-marking-scale.h"
#include "model/lw-model.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

#define WIDTH 384
/* A pause in writing. */
#define SAVE_AFTER_MS 1500

struct _LwMarkingDesk
{
  AdwBin parent_instance;
  GtkWidget *content;
  GtkLabel *title;
  AdwBin *trust;
  GtkWidget *remark_row;
  GtkLabel *remark;
  LwMarkingLadder *ladder;
  GtkLabel *status;
  GtkTextView *text;
  LwMarkingChecks *checks;

  LwDocument *document;
  LwMarkingWork *work;
  gboolean shows;       /* a place is shown: */
  LwMarkingPlace place;
  LwMarkingEntry *entry; /* the mark there */
  char *scale;          /* what the ladder shows */
  GStrv said;           /* labels and descriptors of the scale */
  gboolean there;       /* there is a mark, or will be when the edits under way are done */
  LwCell mark;
  char *odd;            /* a mark that the scale does not have */
  char *saved;          /* the rationale as it is, or will be, in the file */
  guint saving;         /* edits under way */
  guint shown;          /* goes up with each place */
  guint pause;          /* source */
  gboolean filling;     /* the text is set by the program */
};

G_DEFINE_FINAL_TYPE (LwMarkingDesk, lw_marking_desk, ADW_TYPE_BIN)

static guint state_signal;

/* ---- what is in the file ---- */

static const LwEvaluationScale *
get_scale (LwMarkingDesk *self)
{
  return lw_evaluation_model_leaf (lw_marking_work_get_marks (self->work)->model, self->place.leaf)->scale;
}

static void
read_mark (LwMarkingDesk *self)
{
  g_autofree char *mark = NULL;

  self->mark = LW_CELL_MISSING;
  g_clear_pointer (&self->odd, g_free);
  g_clear_pointer (&self->saved, g_free);
  self->there = lw_marking_entry_read (self->entry, &mark, &self->saved);
  if (!self->there)
    self->saved = lw_marking_entry_get_draft (self->entry);
  else
    self->mark = (LwCell) lw_evaluation_scale_find (get_scale (self), mark, -1);
  if (self->there && self->mark < 0)
    self->odd = g_steal_pointer (&mark);
  if (self->saved == NULL)
    self->saved = g_strdup ("");
}

/* ---- the text ---- */

static char *
get_text (LwMarkingDesk *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return lw_marking_rationale_clean (text);
}

static void
set_text (LwMarkingDesk *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start;
  g_autofree char *old = get_text (self);

  if (strcmp (old, text) == 0)
    return;
  self->filling = TRUE;
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start); /* or a long text shows its end */
  self->filling = FALSE;
}

static gboolean
is_written (LwMarkingDesk *self)
{
  g_autofree char *text = get_text (self);
  g_autofree char *saved = lw_marking_rationale_clean (self->saved);

  return strcmp (text, saved) != 0;
}

/* ---- showing ---- */

static const char *
status_text (LwMarkingDesk *self)
{
  if (self->saving > 0)
    return _("Saving…");
  if (is_written (self))
    return _("Not saved yet");
  if (self->there)
    return self->saved[0] != '\0' ? _("Saved") : _("Saved, without a rationale");
  return self->saved[0] != '\0' ? _("Draft, kept until there is a mark") : _("No mark yet");
}

static void
show_checks (LwMarkingDesk *self)
{
  g_autofree char *text = get_text (self);
  lw_marking_checks_show (self->checks, text, (const char *const *) self->said);
}

static void
show_remark (LwMarkingDesk *self)
{
  const char *reason = lw_document_get_read_only_reason (self->document);
  g_autofree char *text = NULL;

  if (reason != NULL)
    text = g_strdup_printf (_("Marks cannot be given: %s"), reason);
  else if (self->odd != NULL)
    text = g_strdup_printf (_("The mark that was given, %s, is not on this scale: choose one that is"), self->odd);
  else if (lw_marking_entry_has_agreed (self->entry))
    text = g_strdup (_("An agreed mark exists: changing this mark does not change the result"));
  gtk_label_set_label (self->remark, text != NULL ? text : "");
  gtk_widget_set_visible (self->remark_row, text != NULL);
}

/* The chosen mark, in words too: on a long scale its button may be out of sight. */
static void
show_title (LwMarkingDesk *self)
{
  const LwEvaluationScale *scale = get_scale (self);
  const LwEvaluationScaleMark *mark = self->mark >= 0 ? &scale->marks[self->mark] : NULL;
  g_autofree char *text = NULL;

  if (mark == NULL)
    text = g_strdup (_("Mark"));
  else if (scale->id[0] == '\0')
    text = g_strdup (strcmp (mark->value, "pass") == 0 ? _("Mark: pass") : _("Mark: fail"));
  else
    text = g_strdup_printf (_("Mark: %s, %s"), mark->value, mark->label);
  gtk_label_set_label (self->title, text);
}

static void
show_state (LwMarkingDesk *self)
{
  show_title (self);
  lw_marking_ladder_set_chosen (self->ladder, self->mark);
  gtk_label_set_label (self->status, status_text (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), status_text (self));
  g_signal_emit (self, state_signal, 0);
}

/* The file has changed, or an edit is done. What is being written stays; so does all of the text with @keep. */
static void
refresh (LwMarkingDesk *self, gboolean keep)
{
  if (!self->shows || self->saving > 0)
    return;
  keep |= is_written (self);
  read_mark (self);
  if (!keep)
    set_text (self, self->saved);
  show_remark (self);
  show_checks (self);
  show_state (self);
}

static void
on_work_changed (LwMarkingWork *work, guint subject, guint leaf, LwMarkingDesk *self)
{
  if (subject == self->place.subject && leaf == self->place.leaf)
    refresh (self, FALSE);
}

static void
on_document_changed (LwDocument *document, GPtrArray *changes, LwMarkingDesk *self)
{
  for (guint i = 0; self->shows && i < changes->len; i++)
    if (strcmp (((const LwChange *) changes->pdata[i])->table, "evaluation_consensus") == 0)
      {
        show_remark (self);
        return;
      }
}

/* ---- edits ---- */

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
      refresh (self, !good && edit->text != NULL);
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
      refresh (self, TRUE);
      return;
    }
  edit = g_new0 (Edit, 1);
  g_weak_ref_init (&edit->desk, self);
  edit->shown = self->shown;
  edit->key = lw_marking_entry_get_draft_key (self->entry);
  edit->text = has_text ? get_text (self) : NULL;
  self->saving++;
  lw_document_edit_async (self->document, command, on_edited, edit);
  show_state (self);
}

/* Keeps what was written: with the mark, or as a draft where there is none. @wait: until it is in the file. */
static void
save_text (LwMarkingDesk *self, gboolean wait)
{
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  g_autoptr (LwCommand) command = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->pause, g_source_remove);
  if (!self->shows || !is_written (self))
    return;
  text = get_text (self);
  key = lw_marking_entry_get_draft_key (self->entry);
  g_free (self->saved);
  self->saved = g_strdup (text);
  lw_marking_draft_set (self->document, key, self->there ? NULL : text);
  if (!self->there)
    {
      show_state (self);
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
  save_text (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
on_text_changed (LwMarkingDesk *self)
{
  if (self->filling || !self->shows)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (SAVE_AFTER_MS, on_pause, self);
  show_checks (self);
  show_state (self);
}

static void
on_text_left (LwMarkingDesk *self)
{
  save_text (self, FALSE);
}

static gboolean
on_text_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwMarkingDesk *self)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  lw_marking_desk_focus_ladder (self);
  return TRUE;
}

void
lw_marking_desk_save (LwMarkingDesk *self)
{
  save_text (self, TRUE);
}

gboolean
lw_marking_desk_can_mark (LwMarkingDesk *self)
{
  return self->shows && lw_document_get_read_only_reason (self->document) == NULL;
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
  gboolean written;
  LwCommand *command;
  GError *error = NULL;

  if (!lw_marking_desk_can_mark (self) || mark >= get_scale (self)->n_marks
      || (self->there && self->mark == (LwCell) mark && !is_written (self)))
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  text = get_text (self);
  written = self->there ? is_written (self) : text[0] != '\0';
  command = lw_marking_entry_mark (self->entry, self->there, get_scale (self)->marks[mark].value, written ? text : NULL,
                                   &error);
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
}

void
lw_marking_desk_clear (LwMarkingDesk *self)
{
  GError *error = NULL;
  LwCommand *command;

  if (!lw_marking_desk_can_clear (self))
    return;
  save_text (self, FALSE); /* so that undo brings all of it back */
  command = lw_marking_entry_take_back (self->entry, &error);
  if (command != NULL)
    {
      self->there = FALSE;
      self->mark = LW_CELL_MISSING;
      g_free (self->saved);
      self->saved = g_strdup ("");
      set_text (self, "");
      show_checks (self);
    }
  run (self, command, error, FALSE);
}

gboolean
lw_marking_desk_press (LwMarkingDesk *self, guint keyval)
{
  const int mark = self->shows ? lw_marking_scale_find_key (get_scale (self), keyval) : -1;

  if (mark < 0)
    return FALSE;
  lw_marking_desk_mark (self, (guint) mark);
  return TRUE;
}

/* ---- another place ---- */

static void
read_scale (LwMarkingDesk *self)
{
  const LwEvaluationScale *scale = get_scale (self);
  g_autofree char *list = lw_evaluation_scale_list (scale);
  g_autofree char *shown = g_strconcat (scale->id, " ", list, NULL);
  g_autoptr (GPtrArray) descriptors = NULL;
  g_autoptr (GStrvBuilder) said = g_strv_builder_new ();

  if (g_strcmp0 (self->scale, shown) == 0)
    return;
  descriptors = lw_marking_scale_read (lw_document_get_store (self->document), scale);
  for (guint i = 0; i < scale->n_marks; i++)
    {
      g_strv_builder_add (said, scale->marks[i].label);
      if (descriptors->pdata[i] != NULL)
        g_strv_builder_add (said, descriptors->pdata[i]);
    }
  g_free (self->scale);
  self->scale = g_steal_pointer (&shown);
  g_strfreev (self->said);
  self->said = g_strv_builder_end (said);
  lw_marking_ladder_set_scale (self->ladder, scale, (const char *const *) descriptors->pdata);
}

static void
read_trust (LwMarkingDesk *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autofree char *trust = NULL;

  if (reader != NULL)
    lw_provenance_get (lw_reader_connection (reader), "marks", &trust, NULL);
  adw_bin_set_child (self->trust, lw_trust_chip_new (trust));
}

static void
forget (LwMarkingDesk *self)
{
  self->shows = FALSE;
  self->shown++;
  self->saving = 0;
  g_clear_pointer (&self->entry, lw_marking_entry_free);
  g_clear_pointer (&self->odd, g_free);
  g_clear_pointer (&self->saved, g_free);
}

static void
take_place (LwMarkingDesk *self, const LwMarkingPlace *place)
{
  const LwEvaluationMarks *marks = lw_marking_work_get_marks (self->work);
  const int lot = lw_marking_work_get_lot (self->work, place->subject);
  const char *const ids[] = { lot >= 0 ? marks->lots[lot].id : "",
                              marks->bidders[lw_marking_work_get_bidder (self->work, place->subject)].id,
                              lw_evaluation_model_leaf (marks->model, place->leaf)->id,
                              lw_marking_work_get_person (self->work)->id, NULL };

  self->entry = lw_marking_entry_new (self->document, ids);
  self->place = *place;
  self->shows = TRUE;
}

void
lw_marking_desk_show (LwMarkingDesk *self, const LwMarkingPlace *place)
{
  const gboolean editable = lw_document_get_read_only_reason (self->document) == NULL;
  g_autofree char *draft = NULL;

  save_text (self, TRUE);
  forget (self);
  gtk_widget_set_visible (self->content, place != NULL && lw_marking_work_get_person (self->work) != NULL);
  if (!gtk_widget_get_visible (self->content))
    {
      g_signal_emit (self, state_signal, 0);
      return;
    }
  take_place (self, place);
  read_scale (self);
  read_trust (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->ladder), editable);
  gtk_text_view_set_editable (self->text, editable);
  self->saved = g_strdup ("");
  set_text (self, "");
  refresh (self, FALSE);
  draft = lw_marking_entry_get_draft (self->entry);
  if (draft != NULL)
    set_text (self, draft);
  show_checks (self);
  show_state (self);
}

/* ---- focus ---- */

void
lw_marking_desk_focus_ladder (LwMarkingDesk *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->ladder));
}

void
lw_marking_desk_focus_rationale (LwMarkingDesk *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter end;

  if (lw_marking_desk_is_writing (self))
    return;
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

gboolean
lw_marking_desk_is_writing (LwMarkingDesk *self)
{
  return gtk_widget_is_focus (GTK_WIDGET (self->text));
}

/* ---- size ---- */

/* One width for all scales, so that nothing jumps from place to place; less where there is less. */
static void
lw_marking_desk_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, WIDTH);
}

static void
lw_marking_desk_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
}

/* ---- life ---- */

static void
lw_marking_desk_unmap (GtkWidget *widget)
{
  save_text (LW_MARKING_DESK (widget), TRUE);
  GTK_WIDGET_CLASS (lw_marking_desk_parent_class)->unmap (widget);
}

static void
lw_marking_desk_dispose (GObject *object)
{
  LwMarkingDesk *self = LW_MARKING_DESK (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  forget (self);
  G_OBJECT_CLASS (lw_marking_desk_parent_class)->dispose (object);
}

static void
lw_marking_desk_finalize (GObject *object)
{
  LwMarkingDesk *self = LW_MARKING_DESK (object);

  g_clear_object (&self->work);
  g_clear_object (&self->document);
  g_free (self->scale);
  g_strfreev (self->said);
  G_OBJECT_CLASS (lw_marking_desk_parent_class)->finalize (object);
}

static void
lw_marking_desk_class_init (LwMarkingDeskClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_marking_desk_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_marking_desk_finalize;
  widget_class->unmap = lw_marking_desk_unmap;
  widget_class->measure = lw_marking_desk_measure;
  widget_class->size_allocate = lw_marking_desk_size_allocate;
  g_type_ensure (LW_TYPE_MARKING_CHECKS);
  g_type_ensure (LW_TYPE_MARKING_LADDER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-marking-desk.ui");
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, content);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, title);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, trust);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, remark_row);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, remark);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, ladder);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, status);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, text);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, checks);
  gtk_widget_class_bind_template_callback (widget_class, on_text_left);
  gtk_widget_class_bind_template_callback (widget_class, on_text_key);
  state_signal = g_signal_new ("state", LW_TYPE_MARKING_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_marking_desk_init (LwMarkingDesk *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL); /* the functions above take its place */
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (on_text_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ladder, "chosen", G_CALLBACK (lw_marking_desk_mark), self, G_CONNECT_SWAPPED);
}

void
lw_marking_desk_set_document (LwMarkingDesk *self, LwDocument *document)
{
  self->document = g_object_ref (document);
  self->work = g_object_ref (lw_marking_work_get (document));
  g_signal_connect_object (self->work, "changed", G_CALLBACK (on_work_changed), self, 0);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_document_changed), self, 0);
}
