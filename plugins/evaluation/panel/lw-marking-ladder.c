/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-ladder.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwMarkingLadder
{
  AdwBin parent_instance;
  GtkWidget *box;
  GPtrArray *rungs; /* of GtkWidget, by mark; in the box the other way round */
  int chosen;
};

G_DEFINE_FINAL_TYPE (LwMarkingLadder, lw_marking_ladder, ADW_TYPE_BIN)

static guint chosen_signal;

/* ---- keys ---- */

static gboolean
is_pass_fail (const LwEvaluationScale *scale)
{
  return scale->id[0] == '\0';
}

static gboolean
is_digit (const LwEvaluationScale *scale, guint mark)
{
  const char *value = scale->marks[mark].value;
  return g_ascii_isdigit (value[0]) && value[1] == '\0';
}

static gboolean
has_digit (const LwEvaluationScale *scale, char digit)
{
  for (guint i = 0; i < scale->n_marks; i++)
    if (is_digit (scale, i) && scale->marks[i].value[0] == digit)
      return TRUE;
  return FALSE;
}

static char
key_of_place (guint mark)
{
  return (char) (mark < 9 ? '1' + mark : mark == 9 ? '0' : 0);
}

char
lw_marking_scale_key (const LwEvaluationScale *scale, guint mark)
{
  guint n_digits = 0;
  char key;

  if (is_pass_fail (scale))
    return strcmp (scale->marks[mark].value, "pass") == 0 ? 'p' : 'f';
  for (guint i = 0; i < scale->n_marks; i++)
    n_digits += is_digit (scale, i) ? 1 : 0;
  /* 0 to 5 goes by value, and so does 1 to 10 but for its last; 0, 25, 50, 75, 100 goes by place. */
  if (n_digits + 1 < scale->n_marks)
    return key_of_place (mark);
  if (is_digit (scale, mark))
    return scale->marks[mark].value[0];
  key = key_of_place (mark);
  return (char) (key != 0 && has_digit (scale, key) ? 0 : key);
}

int
lw_marking_scale_find_key (const LwEvaluationScale *scale, guint keyval)
{
  const guint32 typed = g_unichar_tolower (gdk_keyval_to_unicode (keyval));

  for (guint i = 0; typed != 0 && i < scale->n_marks; i++)
    if (typed == (guchar) lw_marking_scale_key (scale, i))
      return (int) i;
  if (is_pass_fail (scale) && (typed == '0' || typed == '1'))
    return lw_evaluation_scale_find (scale, typed == '1' ? "pass" : "fail", -1);
  return -1;
}

/* ---- the widget ---- */

static GtkWidget *
rung_to_focus (LwMarkingLadder *self)
{
  if (self->rungs->len == 0)
    return NULL;
  return g_ptr_array_index (self->rungs, self->chosen >= 0 ? (guint) self->chosen : self->rungs->len - 1);
}

/* Tab goes to the chosen mark and then on; the arrows move inside. */
static gboolean
lw_marking_ladder_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LwMarkingLadder *self = LW_MARKING_LADDER (widget);
  GtkWidget *rung = rung_to_focus (self);
  const gboolean inside = gtk_widget_get_focus_child (widget) != NULL;

  if (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN)
    return GTK_WIDGET_CLASS (lw_marking_ladder_parent_class)->focus (widget, direction) || inside;
  return !inside && rung != NULL && gtk_widget_grab_focus (rung);
}

static gboolean
lw_marking_ladder_grab_focus (GtkWidget *widget)
{
  GtkWidget *rung = rung_to_focus (LW_MARKING_LADDER (widget));
  return rung != NULL && gtk_widget_grab_focus (rung);
}

static void
lw_marking_ladder_finalize (GObject *object)
{
  g_ptr_array_unref (LW_MARKING_LADDER (object)->rungs);
  G_OBJECT_CLASS (lw_marking_ladder_parent_class)->finalize (object);
}

static void
lw_marking_ladder_class_init (LwMarkingLadderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lw_marking_ladder_finalize;
  widget_class->focus = lw_marking_ladder_focus;
  widget_class->grab_focus = lw_marking_ladder_grab_focus;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
  chosen_signal = g_signal_new ("chosen", LW_TYPE_MARKING_LADDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_UINT);
}

static void
lw_marking_ladder_init (LwMarkingLadder *self)
{
  self->rungs = g_ptr_array_new ();
  self->chosen = -1;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  adw_bin_set_child (ADW_BIN (self), self->box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Mark"), -1);
}

static void
on_clicked (GtkButton *rung, LwMarkingLadder *self)
{
  guint mark;
  if (g_ptr_array_find (self->rungs, rung, &mark))
    g_signal_emit (self, chosen_signal, 0, mark);
}

static GtkWidget *
label_new (const char *text, const char *style, gboolean wrap)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), wrap);
  gtk_widget_add_css_class (label, style);
  return label;
}

/* @mark: its value, in a column of @width characters; NULL where the title says it: pass, fail. A key that is the mark is
 * not said twice. */
static GtkWidget *
rung_content (const char *mark, int width, const char *title, const char *descriptor, char key)
{
  const char cap[] = { g_ascii_toupper (key), '\0' };
  const gboolean is_mark = g_strcmp0 (mark, cap) == 0;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *chosen = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *keycap = label_new (cap, "lw-badge", FALSE);

  if (mark != NULL)
    {
      GtkWidget *value = label_new (mark, "title-3", FALSE);
      gtk_widget_add_css_class (value, "numeric");
      gtk_label_set_xalign (GTK_LABEL (value), 1);
      gtk_label_set_width_chars (GTK_LABEL (value), width);
      gtk_box_append (GTK_BOX (row), value);
    }
  gtk_box_append (GTK_BOX (text), label_new (title, "heading", TRUE));
  if (descriptor != NULL)
    {
      GtkWidget *meaning = label_new (descriptor, "caption", TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (meaning), 38);
      gtk_box_append (GTK_BOX (text), meaning);
    }
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), chosen);
  gtk_label_set_xalign (GTK_LABEL (keycap), 0.5);
  gtk_widget_set_valign (keycap, GTK_ALIGN_CENTER);
  gtk_widget_set_opacity (keycap, key != 0 ? 1 : 0);
  gtk_widget_set_visible (keycap, !is_mark);
  gtk_box_append (GTK_BOX (row), keycap);
  g_object_set_data (G_OBJECT (row), "lw-chosen", chosen);
  return row;
}

static GtkWidget *
rung_new (LwMarkingLadder *self, const LwEvaluationScale *scale, guint index, const char *descriptor)
{
  const LwEvaluationScaleMark *mark = &scale->marks[index];
  const gboolean passes = is_pass_fail (scale);
  const char *title = passes ? (strcmp (mark->value, "pass") == 0 ? _("Pass") : _("Fail")) : mark->label;
  GtkWidget *rung = g_object_new (GTK_TYPE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  int width = 1;
  g_autofree char *name = passes ? g_strdup (title) : g_strdup_printf ("%s, %s", mark->value, title);

  for (guint i = 0; i < scale->n_marks; i++)
    width = MAX (width, (int) strlen (scale->marks[i].value));
  gtk_button_set_child (GTK_BUTTON (rung), rung_content (passes ? NULL : mark->value, width, title, descriptor, lw_marking_scale_key (scale, index)));
  gtk_widget_set_name (rung, mark->value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (rung), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (descriptor != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (rung), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, descriptor, -1);
  g_signal_connect (rung, "clicked", G_CALLBACK (on_clicked), self);
  return rung;
}

static void
show_chosen (LwMarkingLadder *self)
{
  for (guint i = 0; i < self->rungs->len; i++)
    {
      GtkWidget *rung = g_ptr_array_index (self->rungs, i);
      GtkWidget *symbol = g_object_get_data (G_OBJECT (gtk_button_get_child (GTK_BUTTON (rung))), "lw-chosen");
      const gboolean chosen = self->chosen == (int) i;

      if (chosen)
        gtk_widget_add_css_class (rung, "suggested-action");
      else
        gtk_widget_remove_css_class (rung, "suggested-action");
      gtk_widget_set_opacity (symbol, chosen ? 1 : 0);
      gtk_accessible_update_state (GTK_ACCESSIBLE (rung), GTK_ACCESSIBLE_STATE_CHECKED,
                                   chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
    }
}

void
lw_marking_ladder_set_scale (LwMarkingLadder *self, const LwEvaluationScale *scale, const char *const *descriptors)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_ptr_array_set_size (self->rungs, 0);
  self->chosen = -1;
  for (guint i = 0; scale != NULL && i < scale->n_marks; i++)
    {
      GtkWidget *rung = rung_new (self, scale, i, descriptors[i]);
      gtk_box_prepend (GTK_BOX (self->box), rung);
      g_ptr_array_add (self->rungs, rung);
    }
  show_chosen (self);
}

/* The focus goes along, or two rungs would stand out. */
void
lw_marking_ladder_set_chosen (LwMarkingLadder *self, int mark)
{
  const gboolean another = self->chosen != mark;

  self->chosen = mark;
  show_chosen (self);
  if (another && mark >= 0 && gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_grab_focus (g_ptr_array_index (self->rungs, (guint) mark));
}
