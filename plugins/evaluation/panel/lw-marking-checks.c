/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-checks.h"

#include "lw-marking-rationale.h"

#include "base/lw-i18n.h"

enum
{
  SAYS_SOMETHING,
  POINTS_TO_BID,
  OWN_WORDS,
  N_CHECKS,
};

struct _LwMarkingChecks
{
  GtkBox parent_instance;
  GtkWidget *images[N_CHECKS];
  GtkWidget *labels[N_CHECKS];
};

G_DEFINE_FINAL_TYPE (LwMarkingChecks, lw_marking_checks, GTK_TYPE_BOX)

void
lw_marking_checks_show (LwMarkingChecks *self, const char *text, const char *const *said, gboolean points)
{
  static const char *const titles[N_CHECKS] = {
    N_("Says why, in 10 words or more"),
    N_("Says where in the bid: a page, its words"),
    N_("Adds to the words of the scale"),
  };
  const LwMarkingRationale seen = lw_marking_rationale_look (text, said);
  const gboolean good[N_CHECKS] = { seen.says_something, points, seen.own_words };

  for (guint i = 0; i < N_CHECKS; i++)
    {
      g_autofree char *name = g_strdup_printf (good[i] ? _("%s: yes") : _("%s: not yet"), _(titles[i]));
      gtk_image_set_from_icon_name (GTK_IMAGE (self->images[i]), good[i] ? "object-select-symbolic" : "radio-symbolic");
      gtk_label_set_label (GTK_LABEL (self->labels[i]), _(titles[i]));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->labels[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      if (good[i])
        gtk_widget_add_css_class (self->images[i], "success");
      else
        gtk_widget_remove_css_class (self->images[i], "success");
    }
}

static void
lw_marking_checks_class_init (LwMarkingChecksClass *class)
{
}

static void
lw_marking_checks_init (LwMarkingChecks *self)
{
  for (guint i = 0; i < N_CHECKS; i++)
    {
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      self->images[i] = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_image_set_pixel_size (GTK_IMAGE (self->images[i]), 12);
      self->labels[i] = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (self->labels[i]), 0);
      gtk_label_set_wrap (GTK_LABEL (self->labels[i]), TRUE);
      gtk_widget_add_css_class (self->labels[i], "caption");
      gtk_box_append (GTK_BOX (row), self->images[i]);
      gtk_box_append (GTK_BOX (row), self->labels[i]);
      gtk_box_append (GTK_BOX (self), row);
    }
}
