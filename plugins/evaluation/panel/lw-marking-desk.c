/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-desk-private.h"

#include "lw-evaluation-text.h"
#include "lw-marking-rationale.h"
#include "lw-marking-remark.h"
#include "lw-marking-scale.h"
#include "model/lw-model.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Characters of a line, at least and where there is room. */
#define MIN_CHARS 33
#define CHARS 55
/* Lines of the rationale in sight. */
#define LINES 4

G_DEFINE_FINAL_TYPE (LwMarkingDesk, lw_marking_desk, ADW_TYPE_BIN)

static guint state_signal;

/* ---- what is in the file ---- */

const LwEvaluationScale *
lw_marking_desk_get_scale (LwMarkingDesk *self)
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
    self->mark = (LwCell) lw_evaluation_scale_find (lw_marking_desk_get_scale (self), mark, -1);
  if (self->there && self->mark < 0)
    self->odd = g_steal_pointer (&mark);
  if (self->saved == NULL)
    self->saved = g_strdup ("");
}

/* ---- the text ---- */

gboolean
lw_marking_desk_is_written (LwMarkingDesk *self)
{
  g_autofree char *text = lw_marking_text_get (self->text);
  g_autofree char *saved = lw_marking_rationale_clean (self->saved);

  return strcmp (text, saved) != 0;
}

/* ---- showing ---- */

static const char *
status_text (LwMarkingDesk *self)
{
  if (self->saving > 0)
    return _("Saving…");
  if (lw_marking_desk_is_written (self))
    return _("Not saved yet");
  if (self->there)
    return self->saved[0] != '\0' ? _("Saved") : _("Saved, without a rationale");
  return self->saved[0] != '\0' ? _("Draft, kept until there is a mark") : _("No mark yet");
}

void
lw_marking_desk_show_checks (LwMarkingDesk *self)
{
  g_autofree char *text = lw_marking_text_get (self->text);
  lw_marking_checks_show (self->checks, text, (const char *const *) self->said, lw_marking_beside_has_pointer (self->beside));
}

static void
show_remark (LwMarkingDesk *self)
{
  g_autofree char *markup = lw_marking_remark (self->entry, self->odd, self->is_confirmed ? NULL : self->why_not);

  gtk_label_set_markup (self->remark, markup != NULL ? markup : "");
  gtk_widget_set_visible (self->remark_row, markup != NULL);
}

static gboolean
on_remark_link (LwMarkingDesk *self)
{
  g_autofree char *place = lw_marking_remark_place (self->work, &self->place);

  lw_go_to (GTK_WIDGET (self), place);
  return TRUE;
}

void
lw_marking_desk_toast (LwMarkingDesk *self, const char *text)
{
  GtkWidget *panel = gtk_widget_get_ancestor (GTK_WIDGET (self), LW_TYPE_PANEL);

  if (panel != NULL)
    lw_panel_toast (LW_PANEL (panel), text);
}

/* The chosen mark, in words too: on a long scale its button may be out of sight. */
static void
show_title (LwMarkingDesk *self)
{
  const LwEvaluationScale *scale = lw_marking_desk_get_scale (self);
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

void
lw_marking_desk_show_state (LwMarkingDesk *self)
{
  show_title (self);
  lw_marking_ladder_set_chosen (self->ladder, self->mark);
  gtk_label_set_label (self->status, status_text (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), status_text (self));
  g_signal_emit (self, state_signal, 0);
}

void
lw_marking_desk_refresh (LwMarkingDesk *self, gboolean keep)
{
  if (!self->shows || self->saving > 0)
    return;
  keep |= lw_marking_desk_is_written (self);
  read_mark (self);
  lw_marking_desk_read_locks (self);
  if (!keep)
    lw_marking_text_set (self->text, self->saved);
  lw_marking_beside_refresh (self->beside, self->there, !lw_marking_desk_can_mark (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->ladder), lw_marking_desk_can_mark (self));
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), lw_marking_desk_can_mark (self));
  lw_marking_desk_show_confirmed (self);
  show_remark (self);
  lw_marking_desk_show_checks (self);
  lw_marking_desk_show_state (self);
}

static void
on_work_changed (LwMarkingWork *work, guint subject, guint leaf, LwMarkingDesk *self)
{
  if (subject == self->place.subject && leaf == self->place.leaf)
    lw_marking_desk_refresh (self, FALSE);
}

static void
on_document_changed (LwDocument *document, GPtrArray *changes, LwMarkingDesk *self)
{
  static const char *const tables[] = { "evaluation_consensus",  "evaluation_note",       "evaluation_query",
                                        "evaluation_declaration", "evaluation_publication", NULL };

  for (guint i = 0; self->shows && i < changes->len; i++)
    if (g_strv_contains (tables, ((const LwChange *) changes->pdata[i])->table))
      {
        lw_marking_desk_refresh (self, FALSE);
        return;
      }
}

/* ---- the keyboard in the text ---- */

static void
on_text_kept (LwMarkingDesk *self)
{
  lw_marking_desk_toast (self, _("Enter leaves the rationale as it is until you write in it or move the cursor"));
}

static void
on_text_left (LwMarkingDesk *self)
{
  lw_marking_desk_save_text (self, FALSE);
}

static gboolean
on_text_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwMarkingDesk *self)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  lw_marking_desk_focus_ladder (self);
  return TRUE;
}

/* ---- another place ---- */

static void
read_scale (LwMarkingDesk *self)
{
  const LwEvaluationScale *scale = lw_marking_desk_get_scale (self);
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
  self->told = FALSE;
  lw_marking_beside_show (self->beside, NULL);
  g_clear_pointer (&self->entry, lw_marking_entry_free);
  g_clear_pointer (&self->odd, g_free);
  g_clear_pointer (&self->saved, g_free);
  g_clear_pointer (&self->why_not, g_free);
  self->is_confirmed = FALSE;
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
  g_autofree char *draft = NULL;

  lw_marking_desk_save (self);
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
  lw_marking_beside_show (self->beside, self->entry);
  gtk_widget_set_visible (self->blocked, FALSE);
  self->saved = g_strdup ("");
  lw_marking_text_set (self->text, "");
  lw_marking_desk_refresh (self, FALSE);
  draft = lw_marking_entry_get_draft (self->entry);
  if (draft != NULL)
    lw_marking_text_set (self->text, draft);
  lw_marking_desk_show_checks (self);
  lw_marking_desk_show_state (self);
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
  if (lw_marking_desk_is_writing (self))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  lw_marking_text_go_to_end (self->text);
}

gboolean
lw_marking_desk_is_writing (LwMarkingDesk *self)
{
  return gtk_widget_is_focus (GTK_WIDGET (self->text));
}

/* ---- size ---- */

static int
height_of (GtkWidget *part, int width)
{
  int height;

  gtk_widget_measure (part, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

/* One width for all scales, so that nothing jumps from place to place; less where there is less. It is by nature as high
 * as all that is in it. */
static void
lw_marking_desk_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  LwMarkingDesk *self = LW_MARKING_DESK (widget);

  gtk_widget_measure (self->content, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (*minimum, lw_evaluation_text_width (widget, MIN_CHARS));
      *natural = MAX (*minimum, lw_evaluation_text_width (widget, CHARS));
    }
  else if (gtk_widget_get_visible (self->content))
    *natural = MAX (*minimum, height_of (self->body, for_size) + height_of (self->buttons, for_size)
                                  + (gtk_widget_get_visible (GTK_WIDGET (self->confirmed))
                                         ? height_of (GTK_WIDGET (self->confirmed), for_size)
                                         : 0));
}

static GtkSizeRequestMode
lw_marking_desk_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lw_marking_desk_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (LW_MARKING_DESK (widget)->content, width, height, baseline, NULL);
}

/* The font may be another. */
static void
lw_marking_desk_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LwMarkingDesk *self = LW_MARKING_DESK (widget);

  GTK_WIDGET_CLASS (lw_marking_desk_parent_class)->css_changed (widget, change);
  if (self->text_scroller != NULL)
    gtk_scrolled_window_set_min_content_height (self->text_scroller, lw_evaluation_text_height (widget, LINES) + 12);
}

/* ---- life ---- */

static void
lw_marking_desk_unmap (GtkWidget *widget)
{
  lw_marking_desk_save (LW_MARKING_DESK (widget));
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
  widget_class->get_request_mode = lw_marking_desk_get_request_mode;
  widget_class->css_changed = lw_marking_desk_css_changed;
  g_type_ensure (LW_TYPE_MARKING_BESIDE);
  g_type_ensure (LW_TYPE_MARKING_CHECKS);
  g_type_ensure (LW_TYPE_MARKING_LADDER);
  g_type_ensure (LW_TYPE_MARKING_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-marking-desk.ui");
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, content);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, body);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, buttons);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, title);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, trust);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, remark_row);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, remark);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, ladder);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, status);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, text_scroller);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, text);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, checks);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, beside);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, blocked);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, blocked_text);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, despite);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, confirm_despite);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, confirmed);
  gtk_widget_class_bind_template_child (widget_class, LwMarkingDesk, confirm);
  gtk_widget_class_bind_template_callback (widget_class, lw_marking_desk_show_checks);
  gtk_widget_class_bind_template_callback (widget_class, lw_marking_desk_despite_changed);
  gtk_widget_class_bind_template_callback (widget_class, lw_marking_desk_confirm_despite);
  gtk_widget_class_bind_template_callback (widget_class, on_remark_link);
  gtk_widget_class_bind_template_callback (widget_class, lw_marking_desk_written);
  gtk_widget_class_bind_template_callback (widget_class, on_text_kept);
  gtk_widget_class_bind_template_callback (widget_class, on_text_left);
  gtk_widget_class_bind_template_callback (widget_class, on_text_key);
  state_signal = g_signal_new ("state", LW_TYPE_MARKING_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_marking_desk_init (LwMarkingDesk *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL); /* the functions above take its place */
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
