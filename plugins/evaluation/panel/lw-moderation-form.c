/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-moderation-form-private.h"

#include "lw-evaluation-approvers.h"
#include "lw-evaluation-fold.h"
#include "lw-evaluation-text.h"
#include "lw-marking-scale.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Characters of a line of the scale. */
#define LADDER_CHARS 30

G_DEFINE_FINAL_TYPE (LwModerationForm, lw_moderation_form, ADW_TYPE_BIN)

gboolean
lw_moderation_form_is_final (LwModerationForm *self)
{
  return self->question != NULL && self->question->published && self->question->there;
}

gboolean
lw_moderation_form_is_editable (LwModerationForm *self)
{
  return self->question != NULL && self->question->refused == NULL && !lw_moderation_form_is_final (self)
         && lw_document_get_read_only_reason (self->document) == NULL;
}

/* ---- the checks ---- */

static void
add_check (LwModerationForm *self, const char *title, gboolean good)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "icon-name",
                                   good ? "object-select-symbolic" : "radio-symbolic", "pixel-size", 12, NULL);
  g_autofree char *first = g_utf8_substring (title, 0, 1), *upper = g_utf8_strup (first, -1);
  g_autofree char *text = g_strconcat (upper, g_utf8_next_char (title), NULL); /* it is the middle of a sentence elsewhere */
  GtkWidget *label = gtk_label_new (text);
  g_autofree char *name = g_strdup_printf (good ? _("%s: yes") : _("%s: not yet"), text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (image, good ? "success" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (row), image);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (self->checks, row);
}

static const char *
status_text (LwModerationForm *self, guint open)
{
  if (lw_document_get_read_only_reason (self->document) != NULL)
    return lw_document_get_read_only_reason (self->document);
  if (self->question->refused != NULL)
    return self->question->refused;
  if (lw_moderation_form_is_final (self))
    return "";
  if (self->question->published)
    return open != 0 ? _("The method is published: all of this goes with an agreed mark") : _("An agreed mark is final");
  return open != 0 ? _("The method is not published yet: the list is advice") : "";
}

static const char *
neighbour_title (LwModerationForm *self, int way, char **kept)
{
  const LwEvaluationScale *scale = self->question->scale;
  int best = -1;

  for (guint i = 0; self->chosen >= 0 && i < scale->n_marks; i++)
    {
      const int to = lw_rational_cmp (&scale->marks[i].number, &scale->marks[self->chosen].number);

      if (to == 0 || (to > 0) != (way > 0))
        continue;
      if (best < 0 || (lw_rational_cmp (&scale->marks[i].number, &scale->marks[best].number) > 0) != (way > 0))
        best = (int) i;
    }
  if (best < 0)
    return way > 0 ? _("Why not the mark above") : _("Why not the mark below");
  if (scale->id[0] == '\0')
    *kept = g_strdup_printf (_("Why not “%s”"), lw_marking_scale_name (scale, (guint) best));
  else
    *kept = g_strdup_printf (_("Why not %s, %s"), scale->marks[best].value, scale->marks[best].label);
  return *kept;
}

/* Nothing is asked of the neighbour that a mark has not. */
static void
show_neighbours (LwModerationForm *self, guint asked)
{
  g_autofree char *above = NULL, *below = NULL;

  gtk_widget_set_visible (self->above_row, self->chosen < 0 || (asked & (1u << LW_AGREE_ABOVE)) != 0);
  gtk_widget_set_visible (self->below_row, self->chosen < 0 || (asked & (1u << LW_AGREE_BELOW)) != 0);
  gtk_label_set_label (self->above_title, neighbour_title (self, 1, &above));
  gtk_label_set_label (self->below_title, neighbour_title (self, -1, &below));
}

static void
show_title (LwModerationForm *self)
{
  const LwEvaluationScale *scale = self->question->scale;
  g_autofree char *text = NULL;

  if (self->chosen < 0)
    text = g_strdup (_("Agreed mark"));
  else if (scale->id[0] == '\0')
    text = g_strdup_printf (_("Agreed mark: %s"), lw_marking_scale_name (scale, (guint) self->chosen));
  else
    text = g_strdup_printf (_("Agreed mark: %s, %s"), scale->marks[self->chosen].value, scale->marks[self->chosen].label);
  gtk_label_set_label (self->title, text);
}

void
lw_moderation_form_check (LwModerationForm *self)
{
  GtkWidget *child;
  guint asked, open;

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->question == NULL || !lw_moderation_form_get_open (self, &asked, &open))
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->checks))) != NULL)
    gtk_box_remove (self->checks, child);
  for (guint check = 0; check < LW_AGREE_N_CHECKS && !lw_moderation_form_is_final (self); check++)
    if (asked & (1u << check))
      add_check (self, lw_agree_check_title (check), !(open & (1u << check)));
  show_neighbours (self, asked);
  show_title (self);
  lw_marking_ladder_set_chosen (self->ladder, self->chosen);
  gtk_label_set_label (self->status, status_text (self, open));
  gtk_widget_set_visible (GTK_WIDGET (self->status), status_text (self, open)[0] != '\0');
  gtk_button_set_label (self->agree, self->question->there ? _("Change _agreed mark") : _("_Agree mark"));
  gtk_widget_set_visible (GTK_WIDGET (self->agree), !lw_moderation_form_is_final (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->agree), lw_moderation_form_is_editable (self)
                                                          && (self->question->published ? open == 0 : self->chosen >= 0));
}

static gboolean
on_pause (gpointer self)
{
  LW_MODERATION_FORM (self)->pause = 0;
  lw_moderation_form_check (self);
  return G_SOURCE_REMOVE;
}

static void
on_written (LwModerationForm *self)
{
  if (self->filling)
    return;
  self->written = TRUE;
  if (self->pause == 0)
    self->pause = g_idle_add (on_pause, self);
}

static void
on_chosen (LwModerationForm *self, guint mark)
{
  if (!lw_moderation_form_is_editable (self))
    return;
  self->chosen = (int) mark;
  on_written (self);
  lw_moderation_form_check (self);
}

/* ---- who was there: who marked it first, then who leads ---- */

static gboolean
is_among (const char *id, const char *list)
{
  g_auto (GStrv) parts = g_strsplit (list, " ", -1);

  return g_strv_contains ((const char *const *) parts, id);
}

/* Who was there is kept; else those who were there last, as far as they are in the file; else the evaluators. */
static char *
propose_present (LwModerationForm *self)
{
  char *last = lw_file_state_get (lw_document_get_state (self->document), "moderation", "present");
  GString *list;

  if (last != NULL && last[0] != '\0')
    return last;
  g_free (last);
  list = g_string_new (NULL);
  for (guint i = 0; i < self->question->marks->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? " " : "", ((LwModerationMark *) self->question->marks->pdata[i])->person);
  return g_string_free (list, FALSE);
}

static void
fill_present (LwModerationForm *self, const char *present)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autoptr (LwStatement) row = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->present))) != NULL)
    gtk_flow_box_remove (self->present, child);
  if (reader != NULL)
    row = lw_connection_prepare (lw_reader_connection (reader), "WITH near AS (SELECT p.id, p.name,"
                                 " EXISTS (SELECT 1 FROM evaluation_mark AS m WHERE m.lot = ? AND m.bidder = ?"
                                 "  AND m.criterion = ? AND m.person = p.id) AS marks,"
                                 " EXISTS (SELECT 1 FROM person_role AS r WHERE r.person = p.id"
                                 "  AND r.role IN ('lead', 'moderator')) AS leads FROM person AS p)"
                                 " SELECT id, name, marks OR leads FROM near ORDER BY marks DESC, leads DESC, id",
                                 NULL);
  if (row != NULL)
    lw_statement_bind (row, "sss", self->question->lot, self->question->bidder, self->question->criterion);
  while (row != NULL && lw_statement_step (row, NULL) == LW_STEP_ROW)
    {
      const char *id = lw_statement_text (row, 0);
      g_autofree char *title = g_strdup_printf ("%s %s", id, lw_statement_text (row, 1));
      GtkWidget *check = gtk_check_button_new (), *label = gtk_label_new (title);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 20);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
      gtk_widget_set_tooltip_text (check, title);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
      gtk_widget_set_name (check, id);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_among (id, present));
      gtk_widget_set_sensitive (check, lw_moderation_form_is_editable (self));
      g_signal_connect_object (check, "toggled", G_CALLBACK (on_written), self, G_CONNECT_SWAPPED);
      gtk_flow_box_append (self->present, check);
      gtk_widget_set_visible (gtk_widget_get_parent (check),
                              gtk_toggle_button_get_active (self->all_people) || lw_statement_int (row, 2) != 0
                                  || is_among (id, present));
      gtk_widget_set_focusable (gtk_widget_get_parent (check), FALSE); /* the check itself takes the focus */
    }
}

/* Who is neither an evaluator of this question nor leads is asked for: in a large team these are many. */
static void
on_all_people (LwModerationForm *self)
{
  LwModerationText text;

  if (self->question == NULL)
    return;
  lw_moderation_form_get_text (self, &text);
  self->filling = TRUE;
  fill_present (self, text.present);
  self->filling = FALSE;
  lw_moderation_text_clear (&text);
}

/* ---- what is final ---- */

static void
on_reason_changed (LwModerationForm *self)
{
  const char *reason = gtk_editable_get_text (self->reason);

  gtk_widget_set_sensitive (self->reopen, self->approvers->len > 0 && reason[strspn (reason, " ")] != '\0');
}

static void
fill_approvers (LwModerationForm *self)
{
  g_autoptr (GtkStringList) names = lw_evaluation_approvers (self->document, self->approvers);

  gtk_drop_down_set_model (self->approver, G_LIST_MODEL (names));
  gtk_label_set_label (self->final_text,
                       self->approvers->len > 0
                           ? _("This mark is final. To change it, somebody else approves that it is opened again, with a reason for the record.")
                           : _("This mark is final. It is opened again with the approval of another person, of the role approver; there is none yet."));
  gtk_widget_set_visible (self->final_fields, self->approvers->len > 0);
}

static void
show_final (LwModerationForm *self)
{
  const gboolean offers = lw_moderation_form_is_final (self) && self->question->refused == NULL
                          && lw_document_get_read_only_reason (self->document) == NULL;

  gtk_widget_set_visible (self->final_row, offers);
  if (!offers)
    return;
  fill_approvers (self);
  on_reason_changed (self);
}

/* ---- another place ---- */

static void
set_editable (LwModerationForm *self)
{
  LwMarkingText *const texts[] = { self->rationale, self->above, self->below, self->dissent };
  const gboolean editable = lw_moderation_form_is_editable (self);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    gtk_text_view_set_editable (GTK_TEXT_VIEW (texts[i]), editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->ladder), editable);
}

static void
fill (LwModerationForm *self)
{
  const LwModerationQuestion *question = self->question;
  LwModerationText draft = { NULL };
  const gboolean drafted = !lw_moderation_form_is_final (self) && lw_moderation_draft_read (self->document, self->place, &draft);
  const LwModerationText *text = drafted ? &draft : &question->agreed;
  g_autofree char *proposed = drafted || question->there ? NULL : propose_present (self);

  self->filling = TRUE;
  self->written = drafted;
  self->chosen = text->mark[0] == '\0' ? -1 : lw_evaluation_scale_find (question->scale, text->mark, -1);
  lw_marking_text_set (self->rationale, text->rationale);
  lw_marking_text_set (self->above, text->why_not_above);
  lw_marking_text_set (self->below, text->why_not_below);
  lw_marking_text_set (self->dissent, text->dissent);
  fill_present (self, proposed != NULL ? proposed : text->present);
  self->filling = FALSE;
  lw_moderation_text_clear (&draft);
}

/* What is half written keeps its mark where the scale still has it, wherever it is there now. */
static int
find_again (LwModerationForm *self, const LwEvaluationScale *scale)
{
  return self->chosen < 0 ? -1 : lw_evaluation_scale_find (scale, self->question->scale->marks[self->chosen].value, -1);
}

static void
show_scale (LwModerationForm *self)
{
  g_autofree char *list = lw_evaluation_scale_list (self->question->scale);
  g_autofree char *shown = g_strconcat (self->question->scale->id, " ", list, NULL);

  if (g_strcmp0 (self->scale, shown) == 0)
    return;
  g_free (self->scale);
  self->scale = g_steal_pointer (&shown);
  lw_marking_ladder_set_scale (self->ladder, self->question->scale, (const char *const *) self->question->descriptors->pdata);
}

void
lw_moderation_form_save (LwModerationForm *self)
{
  LwModerationText text;

  if (self->question == NULL || !self->written || lw_moderation_form_is_final (self))
    return;
  lw_moderation_form_get_text (self, &text);
  lw_moderation_draft_set (self->document, self->place, &text);
  lw_moderation_text_clear (&text);
}

void
lw_moderation_form_show (LwModerationForm *self, const LwModerationQuestion *question)
{
  const gboolean same = question != NULL && g_strcmp0 (self->place, question->place) == 0;
  const gboolean keeps = same && self->written && !(question->published && question->there);

  if (keeps)
    self->chosen = find_again (self, question->scale);
  self->question = question;
  gtk_widget_set_visible (GTK_WIDGET (self), question != NULL);
  if (question == NULL)
    {
      g_clear_pointer (&self->place, g_free);
      return;
    }
  if (!same)
    {
      g_free (self->place);
      self->place = g_strdup (question->place);
    }
  gtk_widget_set_size_request (GTK_WIDGET (self->ladder), lw_evaluation_text_width (GTK_WIDGET (self), LADDER_CHARS), -1);
  show_scale (self);
  set_editable (self);
  if (!keeps)
    fill (self);
  show_final (self);
  lw_moderation_form_check (self);
}

/* ---- focus ---- */

void
lw_moderation_form_focus_ladder (LwModerationForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->ladder));
}

void
lw_moderation_form_focus_rationale (LwModerationForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->rationale));
  lw_marking_text_go_to_end (self->rationale);
}

gboolean
lw_moderation_form_press (LwModerationForm *self, guint keyval)
{
  const int mark = lw_moderation_form_is_editable (self) ? lw_marking_scale_find_key (self->question->scale, keyval) : -1;

  if (mark < 0)
    return FALSE;
  on_chosen (self, (guint) mark);
  return TRUE;
}

static gboolean
on_text_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwModerationForm *self)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  lw_moderation_form_focus_ladder (self);
  return TRUE;
}

/* ---- life ---- */

static void
lw_moderation_form_dispose (GObject *object)
{
  LwModerationForm *self = LW_MODERATION_FORM (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  self->question = NULL;
  g_clear_object (&self->document);
  G_OBJECT_CLASS (lw_moderation_form_parent_class)->dispose (object);
}

static void
lw_moderation_form_finalize (GObject *object)
{
  LwModerationForm *self = LW_MODERATION_FORM (object);

  g_free (self->place);
  g_free (self->scale);
  g_ptr_array_unref (self->approvers);
  G_OBJECT_CLASS (lw_moderation_form_parent_class)->finalize (object);
}

static void
lw_moderation_form_class_init (LwModerationFormClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_moderation_form_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_moderation_form_finalize;
  g_type_ensure (LW_TYPE_EVALUATION_FOLD);
  g_type_ensure (LW_TYPE_MARKING_LADDER);
  g_type_ensure (LW_TYPE_MARKING_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-moderation-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, title);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, final_row);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, final_text);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, final_fields);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, approver);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, reason);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, reopen);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, ladder);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, rationale);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, above);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, below);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, dissent);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, above_row);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, below_row);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, above_title);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, below_title);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, present);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, all_people);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, checks);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, status);
  gtk_widget_class_bind_template_child (widget_class, LwModerationForm, agree);
  gtk_widget_class_bind_template_callback (widget_class, on_written);
  gtk_widget_class_bind_template_callback (widget_class, on_all_people);
  gtk_widget_class_bind_template_callback (widget_class, on_reason_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_text_key);
  gtk_widget_class_bind_template_callback (widget_class, lw_moderation_form_reopen);
  gtk_widget_class_bind_template_callback (widget_class, lw_moderation_form_agree);
  g_signal_new ("toast", LW_TYPE_MODERATION_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lw_moderation_form_init (LwModerationForm *self)
{
  self->chosen = -1;
  self->approvers = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->ladder, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
}

void
lw_moderation_form_set_document (LwModerationForm *self, LwDocument *document)
{
  g_set_object (&self->document, document);
}
