/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-derivation-row.h"

#include "lw-derivation-step.h"

#include "base/lw-i18n.h"

struct _LwDerivationRow
{
  GtkWidget parent_instance;

  LwDerivationStep *step;
  gulong changed;
  GtkTreeExpander *expander;
  GtkLabel *title, *value, *exact, *rationale;
  GtkWidget *fails;
};

G_DEFINE_FINAL_TYPE (LwDerivationRow, lw_derivation_row, GTK_TYPE_WIDGET)

static void
set_optional (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_step (LwDerivationStep *step, LwDerivationRow *self)
{
  const LwExplainKind kind = lw_derivation_step_get_kind (step);
  const gboolean node = kind == LW_EXPLAIN_SECTION || kind == LW_EXPLAIN_CRITERION;
  const gboolean fails = lw_derivation_step_fails (step);

  gtk_label_set_text (self->title, lw_derivation_step_get_title (step));
  gtk_label_set_text (self->value, lw_derivation_step_get_value (step));
  set_optional (self->exact, lw_derivation_step_get_exact (step));
  set_optional (self->rationale, lw_derivation_step_get_rationale (step));
  set_class (GTK_WIDGET (self->title), "heading", kind == LW_EXPLAIN_SECTION);
  set_class (GTK_WIDGET (self->value), "heading", node);
  set_class (GTK_WIDGET (self->title), "numeric", !node);
  set_class (GTK_WIDGET (self->title), "error", fails);
  gtk_widget_set_visible (self->fails, fails);
}

void
lw_derivation_row_show (LwDerivationRow *self, GtkTreeListRow *row)
{
  if (self->step != NULL)
    g_clear_signal_handler (&self->changed, self->step);
  g_clear_object (&self->step);
  gtk_tree_expander_set_list_row (self->expander, row);
  if (row == NULL)
    return;
  self->step = gtk_tree_list_row_get_item (row);
  self->changed = g_signal_connect_object (self->step, "changed", G_CALLBACK (show_step), self, 0);
  show_step (self->step, self);
}

static void
lw_derivation_row_dispose (GObject *object)
{
  LwDerivationRow *self = LW_DERIVATION_ROW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (self->step != NULL)
    g_clear_signal_handler (&self->changed, self->step);
  g_clear_object (&self->step);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (lw_derivation_row_parent_class)->dispose (object);
}

static void
lw_derivation_row_class_init (LwDerivationRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_derivation_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/lotwise/plugins/evaluation/panel/lw-derivation-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LwDerivationRow, expander);
  gtk_widget_class_bind_template_child (widget_class, LwDerivationRow, title);
  gtk_widget_class_bind_template_child (widget_class, LwDerivationRow, value);
  gtk_widget_class_bind_template_child (widget_class, LwDerivationRow, exact);
  gtk_widget_class_bind_template_child (widget_class, LwDerivationRow, rationale);
  gtk_widget_class_bind_template_child (widget_class, LwDerivationRow, fails);
}

static void
lw_derivation_row_init (LwDerivationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
lw_derivation_row_new (void)
{
  return g_object_new (LW_TYPE_DERIVATION_ROW, NULL);
}
