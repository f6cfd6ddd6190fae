/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-beside-private.h"

#include "lw-marking-side.h"

#include "base/lw-i18n.h"

static void
on_left (LwMarkingBeside *self)
{
  lw_marking_beside_save (self, FALSE);
}

static GtkWidget *
labelled (const char *text, GtkWidget *widget)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return box;
}

/* What is written in @widget is saved when the focus leaves it. */
static void
save_when_left (LwMarkingBeside *self, GtkWidget *widget)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_left), self);
  gtk_widget_add_controller (widget, focus);
}

static GtkWidget *
entry_new (LwMarkingBeside *self, GtkEditable **entry, int chars)
{
  GtkWidget *widget = gtk_entry_new ();

  *entry = GTK_EDITABLE (widget);
  gtk_editable_set_width_chars (*entry, chars);
  gtk_entry_set_max_length (GTK_ENTRY (widget), 1000); /* 4 bytes each, at the most */
  g_signal_connect_swapped (widget, "changed", G_CALLBACK (lw_marking_beside_written), self);
  save_when_left (self, widget);
  return widget;
}

static GtkWidget *
text_new (LwMarkingBeside *self, LwMarkingText **text, const char *name)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *view = g_object_new (LW_TYPE_MARKING_TEXT, NULL);

  *text = LW_MARKING_TEXT (view);
  g_object_set (view, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "left-margin", 9, "right-margin", 9, "top-margin", 6,
                "bottom-margin", 6, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (view, "written", G_CALLBACK (lw_marking_beside_written), self);
  save_when_left (self, view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 66);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_add_css_class (scroller, "card");
  return scroller;
}

static void
add_row (LwMarkingBeside *self, LwMarkingBesideRow row, GtkWidget *content)
{
  GtkWidget *expander = gtk_expander_new (NULL), *title = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), title);
  gtk_widget_set_hexpand (title, TRUE);
  g_object_set (content, "margin-start", 18, "margin-top", 6, "margin-bottom", 6, NULL);
  gtk_expander_set_child (GTK_EXPANDER (expander), content);
  self->rows[row] = GTK_EXPANDER (expander);
  self->titles[row] = GTK_LABEL (title);
  gtk_box_append (GTK_BOX (self), expander);
}

static GtkWidget *
caption_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_pointer (LwMarkingBeside *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *document = gtk_drop_down_new (NULL, NULL), *documents = labelled (_("Document"), document);

  self->document = GTK_DROP_DOWN (document);
  lw_marking_name_drop_down (self->document, _("Document"));
  g_signal_connect_swapped (document, "notify::selected", G_CALLBACK (lw_marking_beside_written), self);
  gtk_widget_set_hexpand (documents, TRUE);
  gtk_box_append (GTK_BOX (line), documents);
  gtk_box_append (GTK_BOX (line), labelled (_("Page or paragraph"), entry_new (self, &self->page, 8)));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), labelled (_("Its own words"), entry_new (self, &self->quote, 10)));
  return box;
}

void
lw_marking_beside_make (LwMarkingBeside *self)
{
  GtkWidget *note = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *query = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *reply = gtk_label_new (NULL);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  add_row (self, LW_MARKING_BESIDE_POINTER, make_pointer (self));
  gtk_box_append (GTK_BOX (note), text_new (self, &self->note, _("Private note")));
  gtk_box_append (GTK_BOX (note), caption_new (_("Shown to you alone in this program. Who has the file can read it with other tools.")));
  add_row (self, LW_MARKING_BESIDE_NOTE, note);
  gtk_box_append (GTK_BOX (query), text_new (self, &self->query, _("Query to the lead")));
  gtk_label_set_xalign (GTK_LABEL (reply), 0);
  gtk_label_set_wrap (GTK_LABEL (reply), TRUE);
  gtk_label_set_selectable (GTK_LABEL (reply), TRUE);
  self->reply = GTK_LABEL (reply);
  gtk_widget_set_visible (reply, FALSE);
  gtk_box_append (GTK_BOX (query), reply);
  gtk_box_append (GTK_BOX (query), caption_new (_("The lead sees it with your name, and answers here. Other words ask anew.")));
  add_row (self, LW_MARKING_BESIDE_QUERY, query);
}
