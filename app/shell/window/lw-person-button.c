/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window/lw-person-button.h"

#include "panel/lw-panel.h"
#include "panels/lw-bids-words.h"

#include "base/lw-i18n.h"

struct _LwPersonButton
{
  AdwBin parent_instance;
  LwDocument *document;
  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkListBox *people;
};

G_DEFINE_FINAL_TYPE (LwPersonButton, lw_person_button, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* ---- what it says ---- */

static char *
name_of (LwPersonButton *self, const char *person)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  char *name = NULL;

  if (reader != NULL)
    lw_connection_get_text (lw_reader_connection (reader), &name, NULL, "SELECT name FROM person WHERE id = ?", "s", person);
  return name;
}

static void
say_read_only (LwPersonButton *self)
{
  gtk_label_set_text (self->label, _("Read only"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Read only"), -1);
}

static void
update (LwPersonButton *self)
{
  const char *person = lw_document_get_person (self->document);
  g_autofree char *name = NULL, *text = NULL, *whole = NULL, *tip = NULL;

  if (lw_store_get_read_only_reason (lw_document_get_store (self->document)) != NULL)
    {
      say_read_only (self);
      return;
    }
  name = name_of (self, person);
  text = g_strdup_printf ((lw_document_get_sight (self->document) & LW_SIGHT_CHANGE) == 0 ? _("Reading as %s")
                          : lw_document_is_saving (self->document)                        ? _("Saving as %s…")
                                                                                          : _("Saved as %s"),
                          person);
  whole = name != NULL ? g_strdup_printf ("%s, %s", person, name) : g_strdup (person);
  if (lw_document_is_person_fixed (self->document))
    tip = g_strdup_printf (_("This file is the pack of %s, in whose name it is marked"), whole);
  else if (lw_document_get_sight_reason (self->document) != NULL)
    tip = g_strdup_printf (_("Changes go into the record under the name %s. Choose another here. Not all is shown: %s."), whole,
                           lw_document_get_sight_reason (self->document));
  else
    tip = g_strdup_printf (_("Changes go into the record under the name %s. Choose another here."), whole);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !lw_document_is_person_fixed (self->document));
  gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tip, -1);
}

/* ---- the menu ---- */

/* "evaluator, moderator" for "evaluator moderator". */
static char *
roles_of (const char *words)
{
  g_auto (GStrv) roles = g_strsplit (words != NULL ? words : "", " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; roles[i] != NULL && *roles[i] != '\0'; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", lw_bids_choice_title (roles[i]));
  return g_string_free (text, FALSE);
}

static GtkWidget *
line_new (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE); /* "(1)" at the end tells two apart */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  if (class != NULL)
    {
      gtk_widget_add_css_class (label, class);
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

/* When it has its place. */
static gboolean
scroll_to (gpointer row)
{
  GtkWidget *people = gtk_widget_get_parent (row);
  GtkAdjustment *adjustment = people != NULL ? gtk_list_box_get_adjustment (GTK_LIST_BOX (people)) : NULL;
  graphene_rect_t area;

  if (adjustment != NULL && gtk_widget_compute_bounds (row, people, &area))
    gtk_adjustment_clamp_page (adjustment, area.origin.y, area.origin.y + area.size.height);
  return G_SOURCE_REMOVE;
}

/* @id NULL: the computer's user. */
static void
add_row (LwPersonButton *self, const char *id, const char *title, const char *about)
{
  const gboolean chosen = g_strcmp0 (id != NULL ? id : title, lw_document_get_person (self->document)) == 0;
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *tick = gtk_image_new_from_icon_name ("object-select-symbolic");
  g_autofree char *said = g_strdup_printf (chosen ? _("%s, %s, chosen") : "%s, %s", title, about);

  gtk_widget_set_opacity (tick, chosen ? 1 : 0);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), line_new (title, NULL));
  gtk_box_append (GTK_BOX (lines), line_new (about, "caption"));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), tick);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "lw-person", g_strdup (id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_list_box_append (self->people, row);
  if (!chosen)
    return;
  gtk_widget_grab_focus (row);
  g_idle_add_full (G_PRIORITY_LOW, scroll_to, g_object_ref (row), g_object_unref);
}

static void
add_people (LwPersonButton *self, LwConnection *connection)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT id, name, (SELECT group_concat (role, ' ') FROM person_role r WHERE r.person = p.id) FROM person p ORDER BY id", NULL);

  while (row != NULL && lw_statement_step (row, NULL) == LW_STEP_ROW)
    {
      g_autofree char *title = g_strdup_printf ("%s · %s", lw_statement_text (row, 0), lw_statement_text (row, 1));
      g_autofree char *roles = roles_of (lw_statement_text (row, 2));

      add_row (self, lw_statement_text (row, 0), title, *roles != '\0' ? roles : _("no role"));
    }
}

/* When the menu opens, with the keyboard on whoever is chosen. */
static void
fill (LwPersonButton *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autofree char *user = g_utf8_make_valid (g_get_user_name (), -1), *known = name_of (self, user);
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->people, 0)) != NULL)
    gtk_list_box_remove (self->people, GTK_WIDGET (old));
  if (reader != NULL)
    add_people (self, lw_reader_connection (reader));
  if (known == NULL)
    add_row (self, NULL, user, _("the user of this computer, no person of the file"));
}

static void
on_row_activated (LwPersonButton *self, GtkListBoxRow *row)
{
  g_autofree char *person = g_strdup (g_object_get_data (G_OBJECT (row), "lw-person"));

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[CHOSEN], 0, person);
}

static void
on_people_clicked (LwPersonButton *self)
{
  gtk_popover_popdown (self->popover);
  lw_go_to (GTK_WIDGET (self), "bids:person");
}

static GtkWidget *
make_menu (LwPersonButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scroll = gtk_scrolled_window_new ();
  GtkWidget *heading = gtk_label_new (_("Make changes in the name of")), *people = gtk_button_new_with_label (_("Show people"));

  self->people = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->people, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->people), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->people), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Make changes in the name of"), -1);
  g_signal_connect_swapped (self->people, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  g_object_set (heading, "margin-start", 12, "margin-end", 12, "margin-top", 6, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), GTK_WIDGET (self->people));
  g_signal_connect_swapped (people, "clicked", G_CALLBACK (on_people_clicked), self);
  gtk_widget_add_css_class (people, "flat");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), scroll);
  gtk_box_append (GTK_BOX (box), people);
  return box;
}

/* ---- life ---- */

void
lw_person_button_set_document (LwPersonButton *self, LwDocument *document)
{
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::busy", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::person", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::sight", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
lw_person_button_open (LwPersonButton *self)
{
  gtk_menu_button_popup (self->button);
}

static void
lw_person_button_finalize (GObject *object)
{
  g_clear_object (&LW_PERSON_BUTTON (object)->document);
  G_OBJECT_CLASS (lw_person_button_parent_class)->finalize (object);
}

static void
lw_person_button_class_init (LwPersonButtonClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_person_button_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", LW_TYPE_PERSON_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
}

static void
lw_person_button_init (LwPersonButton *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (self->label, 12); /* "Saved as E01" */
  gtk_label_set_max_width_chars (self->label, 24);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->label));
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->popover, make_menu (self));
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (fill), self);
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}
