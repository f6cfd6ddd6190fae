/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-overview-card.h"

#include "base/lw-i18n.h"

struct _LwOverviewCard
{
  AdwBin parent_instance;

  const LwCardInfo *info;
  char *place;
  GtkWidget *button, *bar, *tone;
  GtkLabel *value, *caption;
};

G_DEFINE_FINAL_TYPE (LwOverviewCard, lw_overview_card, ADW_TYPE_BIN)

static void
on_clicked (LwOverviewCard *self)
{
  if (self->place != NULL)
    lw_go_to (GTK_WIDGET (self), self->place);
}

static void
lw_overview_card_finalize (GObject *object)
{
  g_free (LW_OVERVIEW_CARD (object)->place);
  G_OBJECT_CLASS (lw_overview_card_parent_class)->finalize (object);
}

static void
lw_overview_card_class_init (LwOverviewCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = lw_overview_card_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/panels/lw-overview-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LwOverviewCard, button);
  gtk_widget_class_bind_template_child (widget_class, LwOverviewCard, bar);
  gtk_widget_class_bind_template_child (widget_class, LwOverviewCard, tone);
  gtk_widget_class_bind_template_child (widget_class, LwOverviewCard, value);
  gtk_widget_class_bind_template_child (widget_class, LwOverviewCard, caption);
}

static void
lw_overview_card_init (LwOverviewCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
}

GtkWidget *
lw_overview_card_new (const LwCardInfo *info)
{
  LwOverviewCard *self = g_object_new (LW_TYPE_OVERVIEW_CARD, NULL);

  self->info = info;
  return GTK_WIDGET (self);
}

/* A tone has a symbol beside its colour; neutral has none. */
static void
show_tone (LwOverviewCard *self, LwTone tone)
{
  static const char *const icons[] = {
    [LW_TONE_GOOD] = "object-select-symbolic",
    [LW_TONE_ATTENTION] = "dialog-warning-symbolic",
    [LW_TONE_WRONG] = "dialog-error-symbolic",
  };

  for (LwTone other = LW_TONE_NEUTRAL; other <= LW_TONE_WRONG; other++)
    gtk_widget_remove_css_class (self->tone, lw_tone_to_class (other));
  gtk_widget_set_visible (self->tone, tone != LW_TONE_NEUTRAL);
  if (tone == LW_TONE_NEUTRAL)
    return;
  gtk_widget_add_css_class (self->tone, lw_tone_to_class (tone));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->tone), icons[tone]);
}

void
lw_overview_card_update (LwOverviewCard *self, LwDocument *document)
{
  LwCard card = { .share = -1 };
  g_autofree char *name = NULL;

  self->info->fill (document, &card);
  gtk_widget_set_visible (GTK_WIDGET (self), card.value != NULL);
  name = g_strdup_printf ("%s %s", card.value != NULL ? card.value : "", card.caption != NULL ? card.caption : "");
  gtk_label_set_text (self->value, card.value != NULL ? card.value : "");
  gtk_label_set_text (self->caption, card.caption != NULL ? card.caption : "");
  gtk_widget_set_opacity (self->bar, card.share >= 0 ? 1 : 0);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), CLAMP (card.share, 0, 1));
  show_tone (self, card.tone);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_can_target (self->button, card.place != NULL);
  gtk_widget_set_focusable (self->button, card.place != NULL);
  g_free (self->place);
  self->place = g_steal_pointer (&card.place);
  g_free (card.value);
  g_free (card.caption);
}
