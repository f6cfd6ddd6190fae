/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-attach-item.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwAttachItem
{
  GObject parent_instance;
  LwAttachment *attachment;
};

enum
{
  UPDATED,
  CHOSEN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LwAttachItem, lw_attach_item, G_TYPE_OBJECT)

static void
lw_attach_item_class_init (LwAttachItemClass *class)
{
  signals[UPDATED] = g_signal_new ("updated", LW_TYPE_ATTACH_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", LW_TYPE_ATTACH_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_attach_item_init (LwAttachItem *self)
{
}

LwAttachItem *
lw_attach_item_new (LwAttachment *attachment)
{
  LwAttachItem *item = g_object_new (LW_TYPE_ATTACH_ITEM, NULL);

  item->attachment = attachment;
  return item;
}

void
lw_attach_item_update (LwAttachItem *item)
{
  g_signal_emit (item, signals[UPDATED], 0);
}

/* ---- the row ---- */

#define LW_TYPE_ATTACH_ROW (lw_attach_row_get_type ())
G_DECLARE_FINAL_TYPE (LwAttachRow, lw_attach_row, LW, ATTACH_ROW, GtkBox)

struct _LwAttachRow
{
  GtkBox parent_instance;
  const LwAttachNames *names;
  GtkWidget *sign;
  GtkLabel *title, *detail;
  GtkDropDown *bidder, *lot, *criterion;
  LwAttachItem *item;
  gulong updated;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (LwAttachRow, lw_attach_row, GTK_TYPE_BOX)

static const char *
chosen_of (GtkDropDown *drop_down, GPtrArray *ids)
{
  const guint selected = gtk_drop_down_get_selected (drop_down);

  return selected > 0 && selected <= ids->len ? ids->pdata[selected - 1] : NULL;
}

static void
on_chosen (LwAttachRow *self)
{
  g_autoptr (GPtrArray) bidders = NULL, lots = NULL, criteria = NULL;
  g_autofree char *bidder = NULL, *lot = NULL, *criterion = NULL;

  if (self->filling || self->item == NULL)
    return;
  bidders = lw_attach_names_bidders (self->names);
  lots = lw_attach_names_lots (self->names);
  criteria = lw_attach_names_criteria (self->names);
  bidder = g_strdup (chosen_of (self->bidder, bidders));
  lot = g_strdup (chosen_of (self->lot, lots));
  criterion = g_strdup (chosen_of (self->criterion, criteria));
  lw_attachment_place (self->item->attachment, self->names, bidder, lot, criterion);
  g_signal_emit (self->item, signals[CHOSEN], 0);
}

static GtkDropDown *
drop_down_new (LwAttachRow *self, const char *label, const char *none, GPtrArray *ids)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  gtk_string_list_append (list, none);
  for (guint i = 0; i < ids->len; i++)
    gtk_string_list_append (list, ids->pdata[i]);
  drop_down = gtk_drop_down_new (G_LIST_MODEL (list), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), ids->len > 20);
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (drop_down, 130, -1); /* one column under the other */
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), drop_down);
  return GTK_DROP_DOWN (drop_down);
}

static void
choose (GtkDropDown *drop_down, GPtrArray *ids, const char *id)
{
  guint selected = 0;

  for (guint i = 0; id != NULL && i < ids->len; i++)
    if (strcmp (ids->pdata[i], id) == 0)
      selected = i + 1;
  gtk_drop_down_set_selected (drop_down, selected);
}

static void
show (LwAttachRow *self)
{
  const LwAttachment *attachment = self->item->attachment;
  const char *problem = lw_attachment_get_problem (attachment);
  g_autoptr (GPtrArray) bidders = lw_attach_names_bidders (self->names), lots = lw_attach_names_lots (self->names);
  g_autoptr (GPtrArray) criteria = lw_attach_names_criteria (self->names);
  g_autofree char *matched = attachment->how != NULL ? g_strdup_printf (_("Matched: %s"), attachment->how) : NULL;
  const char *detail = problem != NULL           ? problem
                       : attachment->there       ? _("Attached already")
                       : attachment->how != NULL ? matched
                                                 : _("Placed by hand");

  gtk_label_set_label (self->title, attachment->shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), attachment->shown);
  gtk_label_set_label (self->detail, detail);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->sign), problem != NULL ? "dialog-warning-symbolic" : "object-select-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sign), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  problem != NULL ? _("Cannot be attached") : _("Can be attached"), -1);
  gtk_widget_set_css_classes (self->sign, (const char *[]) { problem != NULL ? "warning" : "success", NULL });
  self->filling = TRUE;
  choose (self->bidder, bidders, attachment->bidder);
  choose (self->lot, lots, attachment->lot);
  choose (self->criterion, criteria, attachment->criterion);
  self->filling = FALSE;
}

void
lw_attach_row_bind (GtkWidget *row, LwAttachItem *item)
{
  LwAttachRow *self = LW_ATTACH_ROW (row);

  if (self->item != NULL)
    g_clear_signal_handler (&self->updated, self->item);
  if (!g_set_object (&self->item, item) || item == NULL)
    return;
  self->updated = g_signal_connect_object (item, "updated", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

static GtkLabel *
label_new (GtkWidget *box, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), class == NULL ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (label), class != NULL);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

GtkWidget *
lw_attach_row_new (const LwAttachNames *names)
{
  LwAttachRow *self = g_object_new (LW_TYPE_ATTACH_ROW, "spacing", 6, NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autoptr (GPtrArray) bidders = lw_attach_names_bidders (names), lots = lw_attach_names_lots (names);
  g_autoptr (GPtrArray) criteria = lw_attach_names_criteria (names);

  self->names = names;
  self->sign = gtk_image_new ();
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self), self->sign);
  gtk_box_append (GTK_BOX (self), words);
  self->title = label_new (words, NULL);
  self->detail = label_new (words, "dim-label");
  self->bidder = drop_down_new (self, _("Bidder"), _("No bidder"), bidders);
  self->lot = drop_down_new (self, _("Lot"), _("All lots"), lots);
  self->criterion = drop_down_new (self, _("Question"), _("All questions"), criteria);
  return GTK_WIDGET (self);
}

static void
lw_attach_row_dispose (GObject *object)
{
  lw_attach_row_bind (GTK_WIDGET (object), NULL);
  G_OBJECT_CLASS (lw_attach_row_parent_class)->dispose (object);
}

static void
lw_attach_row_class_init (LwAttachRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_attach_row_dispose;
}

static void
lw_attach_row_init (LwAttachRow *self)
{
}
