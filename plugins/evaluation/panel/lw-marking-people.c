/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-people.h"

#include "lw-marking-side.h"
#include "model/lw-model.h"
#include "panel/lw-panel.h"

#include "base/lw-i18n.h"

void
lw_marking_people_fill (GtkListBox *box, GPtrArray *people)
{
  lw_list_box_clear (box);
  for (guint i = 0; i < people->len; i++)
    {
      const LwMarkingPerson *person = g_ptr_array_index (people, i);
      g_autofree char *name = g_markup_escape_text (person->name, -1);
      g_autofree char *id = g_markup_escape_text (person->id, -1);
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", name, "subtitle", id, "activatable", TRUE, NULL);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), lw_trust_chip_new (person->trust));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                               GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
      gtk_list_box_append (box, row);
    }
}

/* ---- the drop-down ---- */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer is_button)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (GPOINTER_TO_INT (is_button))
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_width_chars (GTK_LABEL (label), 8);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
    }
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer unused)
{
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), name);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), name);
}

static GtkListItemFactory *
factory_new (gboolean is_button)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GINT_TO_POINTER (is_button));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  return factory;
}

void
lw_marking_people_set_up (GtkDropDown *drop_down)
{
  g_autoptr (GtkListItemFactory) button = factory_new (TRUE), list = factory_new (FALSE);
  g_autoptr (GtkExpression) name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_drop_down_set_factory (drop_down, button);
  gtk_drop_down_set_list_factory (drop_down, list);
  gtk_drop_down_set_expression (drop_down, name); /* what its search looks at */
  lw_marking_name_drop_down (drop_down, _("Marking as"));
}

/* ---- adding ---- */

static char *
free_id (LwDocument *document)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);

  for (guint i = 1;; i++)
    {
      g_autofree char *id = g_strdup_printf ("E%u", i);
      g_autofree char *found = NULL;
      if (reader == NULL
          || !lw_connection_get_text (lw_reader_connection (reader), &found, NULL, "SELECT id FROM person WHERE id = ?",
                                      "s", id)
          || found == NULL)
        return g_steal_pointer (&id);
    }
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *id = user_data;
  g_autoptr (GError) error = NULL;

  if (lw_document_edit_finish (LW_DOCUMENT (source), result, &error))
    lw_document_set_person (LW_DOCUMENT (source), id);
  else
    g_signal_emit_by_name (source, "failed", _("The evaluator was not added"), error);
}

/* The person and the role, as one command. */
static LwCommand *
command_add (LwDocument *document, const char *id, const char *name, GError **error)
{
  GPtrArray *sections = lw_document_get_sections (document);
  const char *by = lw_document_get_person (document);
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_command_free);
  g_autofree char *id_value = g_strconcat ("id=", id, NULL);
  g_autofree char *name_value = g_strconcat ("name=", name, NULL);
  g_autofree char *person_value = g_strconcat ("person=", id, NULL);
  g_autofree char *title = g_strdup_printf (_("Add the evaluator %s"), id);
  const char *person[] = { id_value, name_value, NULL };
  const char *role[] = { person_value, "role=evaluator", NULL };
  LwCommand *command;

  if ((command = lw_model_add (sections, "person", person, by, NULL, error)) == NULL)
    return NULL;
  g_ptr_array_add (commands, command);
  if ((command = lw_model_add (sections, "role", role, by, NULL, error)) == NULL)
    return NULL;
  g_ptr_array_add (commands, command);
  return lw_command_new_all (title, by, NULL, g_steal_pointer (&commands));
}

void
lw_marking_people_add (LwDocument *document, const char *name)
{
  g_autofree char *id = free_id (document);
  g_autoptr (GError) error = NULL;
  LwCommand *command = command_add (document, id, name, &error);

  if (command != NULL)
    lw_document_edit_async (document, command, on_added, g_steal_pointer (&id));
  else
    g_signal_emit_by_name (document, "failed", _("The evaluator was not added"), error);
}
