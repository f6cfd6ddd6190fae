/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-moderation-sheet.h"

#include "lw-evaluation-text.h"
#include "lw-marking-scale.h"
#include "lw-moderation-strip.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Characters of a line of what the bid says. */
#define LINE_CHARS 90

struct _LwModerationSheet
{
  AdwBin parent_instance;
  GtkLabel *where;
  AdwBin *trust;
  GtkLabel *state;
  GtkLabel *question;
  GtkLabel *guidance;
  GtkGrid *rows;
  GtkBox *words;
};

G_DEFINE_FINAL_TYPE (LwModerationSheet, lw_moderation_sheet, ADW_TYPE_BIN)

const char *
lw_moderation_state_title (LwModerationState state)
{
  static const char *const titles[] = { N_("Open"), N_("Waiting"), N_("Alike"), N_("Agreed"), N_("Agreed over others") };

  return _(titles[state]);
}

/* ---- small parts ---- */

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
selectable_new (const char *text, const char *style)
{
  GtkWidget *label = label_new (text, style);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE); /* the mouse selects; the keyboard has more to do than to pass each */
  return label;
}

static void
clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_widget_unparent (child);
}

/* ---- rows ---- */

static GtkWidget *
who_new (const LwModerationMark *mark)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *id = label_new (mark->person, "heading"), *name = label_new (mark->name, "caption");

  gtk_widget_set_tooltip_text (name, mark->name);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 20);
  gtk_label_set_lines (GTK_LABEL (name), 3);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), id);
  gtk_box_append (GTK_BOX (box), name);
  if (!mark->confirmed)
    {
      GtkWidget *open = label_new (_("not confirmed"), "caption");
      gtk_widget_add_css_class (open, "warning");
      gtk_box_append (GTK_BOX (box), open);
    }
  return box;
}

static GtkWidget *
reasons_new (const LwModerationMark *mark)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  const gboolean said = mark->rationale != NULL && mark->rationale[0] != '\0';

  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), selectable_new (said ? mark->rationale : _("No rationale"), said ? NULL : "dim-label"));
  if (mark->pointer != NULL)
    gtk_box_append (GTK_BOX (box), selectable_new (mark->pointer, "caption"));
  if (mark->quote != NULL)
    {
      g_autofree char *quoted = g_strdup_printf (_("“%s”"), mark->quote);
      GtkWidget *quote = selectable_new (quoted, "caption");
      gtk_widget_add_css_class (quote, "dim-label");
      gtk_box_append (GTK_BOX (box), quote);
    }
  return box;
}

static void
add_row (LwModerationSheet *self, const LwModerationQuestion *question, const LwModerationMark *mark, int row)
{
  GtkWidget *strip = lw_moderation_strip_new ();
  GtkWidget *value = label_new (mark->cell < 0 ? mark->mark : lw_marking_scale_name (question->scale, (guint) mark->cell), "title-3");
  g_autofree char *name = NULL;

  if (mark->cell < 0)
    name = g_strdup_printf (_("%s, %s: %s, which is not on the scale"), mark->person, mark->name, mark->mark);
  else
    name = g_strdup_printf (_("%s, %s: %s, %s"), mark->person, mark->name, mark->mark, question->scale->marks[mark->cell].label);
  lw_moderation_strip_set_dot (LW_MODERATION_STRIP (strip), question->scale, mark->cell, question->cell.lowest,
                               question->cell.highest, question->cell.flagged, name);
  gtk_widget_set_valign (strip, GTK_ALIGN_START);
  gtk_widget_add_css_class (value, "numeric");
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_label_set_wrap (GTK_LABEL (value), FALSE);
  gtk_grid_attach (self->rows, who_new (mark), 0, row, 1, 1);
  gtk_grid_attach (self->rows, value, 1, row, 1, 1);
  gtk_grid_attach (self->rows, strip, 2, row, 1, 1);
  gtk_grid_attach (self->rows, reasons_new (mark), 3, row, 1, 1);
}

/* In whole percent, as a person says it; the flag goes by the exact share. */
static char *
spread_text (const LwModerationQuestion *question, guint percent)
{
  g_auto (LwRational) hundred = LW_RATIONAL_INIT;
  g_autofree char *spread = NULL;

  lw_rational_set_int (&hundred, 100, 1);
  lw_rational_mul (&hundred, &hundred, &question->cell.spread);
  spread = lw_rational_format (&hundred, 0, LW_ROUNDING_HALF_UP);
  if (question->cell.flagged)
    return g_strdup_printf (_("%s %% of the scale apart: from %u %% on marks disagree"), spread, percent);
  return g_strdup_printf (_("%s %% of the scale apart"), spread);
}

static void
add_spread (LwModerationSheet *self, const LwModerationQuestion *question, guint percent, int row)
{
  GtkWidget *strip = lw_moderation_strip_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = spread_text (question, percent);
  GtkWidget *label = label_new (text, question->cell.flagged ? "warning" : "dim-label");

  lw_moderation_strip_set_bar (LW_MODERATION_STRIP (strip), question->scale, question->cell.lowest, question->cell.highest,
                               question->cell.flagged, question->cell.agreed, text);
  if (question->cell.flagged)
    {
      GtkWidget *sign = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "valign", GTK_ALIGN_START,
                                      "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_add_css_class (sign, "warning");
      gtk_box_append (GTK_BOX (box), sign);
    }
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_grid_attach (self->rows, label_new (_("Spread"), "heading"), 0, row, 2, 1);
  gtk_grid_attach (self->rows, strip, 2, row, 1, 1);
  gtk_grid_attach (self->rows, box, 3, row, 1, 1);
}

/* ---- what the bid says ---- */

static void
add_words (LwModerationSheet *self, const LwModerationQuestion *question)
{
  GtkWidget *heading, *text;

  gtk_widget_set_visible (GTK_WIDGET (self->words), question->answer != NULL);
  if (question->answer == NULL)
    return;
  heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (heading), label_new (_("What the bid says"), "heading"));
  gtk_box_append (GTK_BOX (heading), lw_trust_chip_new (question->answer_trust));
  text = selectable_new (question->answer, NULL);
  gtk_label_set_max_width_chars (GTK_LABEL (text), LINE_CHARS);
  gtk_box_append (self->words, heading);
  gtk_box_append (self->words, text);
}

/* ---- all of it ---- */

static void
show_state (LwModerationSheet *self, const LwModerationQuestion *question)
{
  static const LwTone tones[] = { LW_TONE_ATTENTION, LW_TONE_ATTENTION, LW_TONE_NEUTRAL, LW_TONE_GOOD, LW_TONE_WRONG };
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), lw_tone_to_class (tones[i]));
  gtk_widget_add_css_class (GTK_WIDGET (self->state), lw_tone_to_class (tones[question->cell.state]));
  if (question->cell.state == LW_MODERATION_CHANGED)
    text = g_strdup (_("! The marks or the method changed after one was agreed: agree on it again"));
  else if (question->cell.state == LW_MODERATION_WAITING)
    text = g_strdup (_("! Waiting: not all marks are confirmed"));
  else if (question->cell.state == LW_MODERATION_AGREED)
    text = g_strdup_printf (_("✓ Agreed: %s"), question->agreed.mark);
  else
    text = g_strdup (question->cell.state == LW_MODERATION_OPEN ? _("! To be agreed") : _("All marks are the same"));
  gtk_label_set_label (self->state, text);
}

void
lw_moderation_sheet_show (LwModerationSheet *self, const LwModerationQuestion *question, guint percent)
{
  clear (GTK_WIDGET (self->rows));
  clear (GTK_WIDGET (self->words));
  gtk_widget_set_visible (GTK_WIDGET (self), question != NULL);
  if (question == NULL)
    return;
  gtk_label_set_label (self->where, question->where);
  gtk_label_set_label (self->question, question->question);
  gtk_label_set_label (self->guidance, question->guidance != NULL ? question->guidance : "");
  gtk_widget_set_visible (GTK_WIDGET (self->guidance), question->guidance != NULL);
  adw_bin_set_child (self->trust, lw_trust_chip_new (question->trust));
  show_state (self, question);
  for (guint i = 0; i < question->marks->len; i++)
    add_row (self, question, question->marks->pdata[i], (int) i);
  add_spread (self, question, percent, (int) question->marks->len);
  add_words (self, question);
}

static void
lw_moderation_sheet_class_init (LwModerationSheetClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-moderation-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, LwModerationSheet, where);
  gtk_widget_class_bind_template_child (widget_class, LwModerationSheet, trust);
  gtk_widget_class_bind_template_child (widget_class, LwModerationSheet, state);
  gtk_widget_class_bind_template_child (widget_class, LwModerationSheet, question);
  gtk_widget_class_bind_template_child (widget_class, LwModerationSheet, guidance);
  gtk_widget_class_bind_template_child (widget_class, LwModerationSheet, rows);
  gtk_widget_class_bind_template_child (widget_class, LwModerationSheet, words);
}

static void
lw_moderation_sheet_init (LwModerationSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
