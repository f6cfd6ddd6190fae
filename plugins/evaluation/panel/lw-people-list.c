/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-list.h"

#include "lw-people-edits.h"
#include "table/lw-memory-rows.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwPeopleList
{
  GtkBox parent_instance;

  LwPeopleData *data;
  LwMemoryRows *rows;
  LwTable *table;
  GPtrArray *role_checks, *new_role_checks; /* of GtkCheckButton, as lw_people_roles */
  char *chosen;
  char *shown; /* whose name is in the entry */
  gboolean filling;

  AdwBin *table_bin, *trust;
  GtkWidget *add, *add_button, *detail, *name, *new_id, *new_name, *pages, *minutes, *roles, *new_roles;
  GtkLabel *who, *said;
};

G_DEFINE_FINAL_TYPE (LwPeopleList, lw_people_list, GTK_TYPE_BOX)

static const LwColumn columns[] = {
  { "id", N_("Person"), LW_COLUMN_TEXT, 90, LW_COLUMN_ALWAYS, NULL },
  { "name", N_("Name"), LW_COLUMN_TEXT, 290, 0, NULL },
  { "roles", N_("Roles"), LW_COLUMN_TEXT, 110, 0, NULL },
  { "assigned", N_("To mark"), LW_COLUMN_NUMBER, 70, 0, NULL },
  { "done", N_("Done"), LW_COLUMN_NUMBER, 65, 0, NULL },
  { "confirmed", N_("Confirmed"), LW_COLUMN_NUMBER, 92, 0, NULL },
  { "hours", N_("Hours"), LW_COLUMN_DECIMAL, 65, 0, NULL },
  { "left", N_("Hours left"), LW_COLUMN_DECIMAL, 92, 0, NULL },
  { "missing", N_("To declare"), LW_COLUMN_NUMBER, 94, 0, NULL },
  { "conflicts", N_("Conflicts"), LW_COLUMN_TEXT, 110, 0, NULL },
};

static LwDocument *
document_of (LwPeopleList *self)
{
  return lw_people_data_get_document (self->data);
}

static const LwEvaluationPerson *
chosen_person (LwPeopleList *self)
{
  const LwEvaluationPeople *people = lw_people_data_get (self->data);

  return people != NULL && self->chosen != NULL ? lw_evaluation_people_find (people, self->chosen) : NULL;
}

/* ---- rows ---- */

/* FALSE where they are not both numbers above 0. */
static gboolean
read_load (LwPeopleList *self, LwRational *pages, LwRational *minutes)
{
  return lw_rational_parse (pages, gtk_editable_get_text (GTK_EDITABLE (self->pages)), "", NULL)
         && lw_rational_parse (minutes, gtk_editable_get_text (GTK_EDITABLE (self->minutes)), "", NULL)
         && lw_rational_sign (pages) > 0 && lw_rational_sign (minutes) > 0;
}

static char *
hours_text (guint n, const LwRational *pages, const LwRational *minutes)
{
  g_auto (LwRational) hours = LW_RATIONAL_INIT;

  lw_evaluation_workload (&hours, n, pages, minutes);
  return lw_rational_format (&hours, 1, LW_ROUNDING_HALF_UP);
}

static char *
roles_text (const LwEvaluationPerson *person)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < person->roles->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", lw_people_role_title (person->roles->pdata[i]));
  return g_string_free (text, FALSE);
}

static char *
conflicts_text (const LwEvaluationPerson *person)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < person->conflicts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((LwPersonInterest *) person->conflicts->pdata[i])->organisation);
  return g_string_free (text, FALSE);
}

static LwMemoryRow *
row_new (LwPeopleList *self, const LwEvaluationPeople *people, const LwEvaluationPerson *person)
{
  g_auto (LwRational) pages = LW_RATIONAL_INIT, minutes = LW_RATIONAL_INIT;
  const gboolean has_load = people->in_use && read_load (self, &pages, &minutes);
  g_autofree char *roles = roles_text (person), *conflicts = conflicts_text (person);
  g_autofree char *assigned = people->in_use ? g_strdup_printf ("%u", person->assigned) : g_strdup ("–");
  g_autofree char *done = g_strdup_printf ("%u", person->marked), *confirmed = g_strdup_printf ("%u", person->confirmed);
  g_autofree char *hours = has_load ? hours_text (person->assigned, &pages, &minutes) : g_strdup ("–");
  g_autofree char *left = has_load ? hours_text (person->assigned - person->marked, &pages, &minutes) : g_strdup ("–");
  g_autofree char *missing = g_strdup_printf ("%u", person->missing->len);
  const char *const texts[] = { person->id, person->name, roles, assigned, done, confirmed, hours, left, missing, conflicts, NULL };
  LwMemoryRow *row = lw_memory_row_new (person->id, texts);

  if (person->missing->len > 0)
    lw_memory_row_set_tone (row, 8, LW_CELL_ATTENTION);
  if (people->in_use && person->assigned > 0 && person->confirmed == person->assigned)
    lw_memory_row_set_tone (row, 5, LW_CELL_GOOD);
  return row;
}

static void
fill_rows (LwPeopleList *self)
{
  const LwEvaluationPeople *people = lw_people_data_get (self->data);
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; people != NULL && i < people->people->len; i++)
    g_ptr_array_add (rows, row_new (self, people, people->people->pdata[i]));
  lw_memory_rows_set (self->rows, rows);
}

static void
mark_load (GtkWidget *entry)
{
  g_auto (LwRational) number = LW_RATIONAL_INIT;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  const gboolean wrong = text[0] != '\0' && (!lw_rational_parse (&number, text, "", NULL) || lw_rational_sign (&number) <= 0);

  if (wrong)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
}

static void
on_load_changed (LwPeopleList *self)
{
  if (self->data == NULL || self->filling)
    return;
  mark_load (self->pages);
  mark_load (self->minutes);
  lw_file_state_set (lw_document_get_state (document_of (self)), "people", "pages", gtk_editable_get_text (GTK_EDITABLE (self->pages)));
  lw_file_state_set (lw_document_get_state (document_of (self)), "people", "minutes",
                     gtk_editable_get_text (GTK_EDITABLE (self->minutes)));
  fill_rows (self);
}

/* ---- the one who is chosen ---- */

static gboolean
has_role (const LwEvaluationPerson *person, const char *role)
{
  return g_ptr_array_find_with_equal_func (person->roles, role, g_str_equal, NULL);
}

static void
fill_detail (LwPeopleList *self)
{
  const LwEvaluationPerson *person = chosen_person (self);
  const gboolean editable = lw_document_get_read_only_reason (document_of (self)) == NULL;
  g_autofree char *missing = NULL;

  gtk_widget_set_visible (self->detail, person != NULL);
  if (person == NULL)
    return;
  self->filling = TRUE;
  gtk_label_set_text (self->who, person->id);
  adw_bin_set_child (self->trust, lw_trust_chip_new (person->trust));
  if (gtk_widget_get_focus_child (self->name) == NULL || g_strcmp0 (self->shown, person->id) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->name), person->name);
  g_free (self->shown);
  self->shown = g_strdup (person->id);
  gtk_editable_set_editable (GTK_EDITABLE (self->name), editable);
  for (guint i = 0; lw_people_roles[i] != NULL; i++)
    {
      gtk_check_button_set_active (self->role_checks->pdata[i], has_role (person, lw_people_roles[i]));
      gtk_widget_set_sensitive (self->role_checks->pdata[i], editable);
    }
  self->filling = FALSE;
  missing = person->missing->len > 0
                ? g_strdup_printf (ngettext ("%u declaration is missing", "%u declarations are missing", person->missing->len),
                                   person->missing->len)
                : g_strdup (_("All declarations that are needed are made"));
  gtk_label_set_text (self->said, missing);
}

static void
on_name (LwPeopleList *self)
{
  const LwEvaluationPeople *people = lw_people_data_get (self->data);
  const LwEvaluationPerson *person = people != NULL && self->shown != NULL ? lw_evaluation_people_find (people, self->shown) : NULL;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (person != NULL && !self->filling && name[0] != '\0' && strcmp (name, person->name) != 0
      && lw_document_get_read_only_reason (document_of (self)) == NULL)
    lw_people_rename (document_of (self), person->id, name);
}

static void
on_role (GtkCheckButton *check, LwPeopleList *self)
{
  const LwEvaluationPerson *person = chosen_person (self);

  if (person != NULL && !self->filling)
    lw_people_set_role (document_of (self), person->id, g_object_get_data (G_OBJECT (check), "lw-role"),
                        gtk_check_button_get_active (check));
}

static void
on_selection (LwPeopleList *self)
{
  char *key = lw_table_get_current_key (self->table);

  on_name (self); /* what is half typed is of the one before */
  g_free (self->chosen);
  self->chosen = key;
  if (key != NULL)
    lw_file_state_set (lw_document_get_state (document_of (self)), "people", "chosen", key);
  fill_detail (self);
}

/* ---- adding ---- */

static void
on_new_changed (LwPeopleList *self)
{
  gtk_widget_set_sensitive (self->add_button, gtk_editable_get_text (GTK_EDITABLE (self->new_id))[0] != '\0'
                                                  && gtk_editable_get_text (GTK_EDITABLE (self->new_name))[0] != '\0');
}

static void
on_add (LwPeopleList *self)
{
  g_autofree char *id = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_id))));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_name))));
  const char *roles[G_N_ELEMENTS (columns)] = { NULL };
  guint n = 0;

  if (id[0] == '\0' || name[0] == '\0')
    return;
  for (guint i = 0; lw_people_roles[i] != NULL; i++)
    if (gtk_check_button_get_active (self->new_role_checks->pdata[i]))
      roles[n++] = lw_people_roles[i];
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->add));
  g_free (self->chosen);
  self->chosen = g_strdup (id); /* is chosen when it is there */
  lw_people_add (document_of (self), id, name, roles);
  gtk_editable_set_text (GTK_EDITABLE (self->new_id), "");
  gtk_editable_set_text (GTK_EDITABLE (self->new_name), "");
}

void
lw_people_list_open_add (LwPeopleList *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->add));
  gtk_widget_grab_focus (self->new_id);
}

/* ---- life ---- */

static void
on_updated (LwPeopleList *self)
{
  g_autofree char *chosen = g_strdup (self->chosen);

  fill_rows (self);
  if (chosen != NULL && lw_table_select_key (self->table, chosen))
    fill_detail (self);
  else
    on_selection (self);
}

static GPtrArray *
add_checks (LwPeopleList *self, GtkWidget *box, GCallback toggled)
{
  GPtrArray *checks = g_ptr_array_new ();

  for (guint i = 0; lw_people_roles[i] != NULL; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (lw_people_role_title (lw_people_roles[i]));

      g_object_set_data (G_OBJECT (check), "lw-role", (gpointer) lw_people_roles[i]);
      if (toggled != NULL)
        g_signal_connect (check, "toggled", toggled, self);
      if (GTK_IS_FLOW_BOX (box))
        gtk_flow_box_insert (GTK_FLOW_BOX (box), check, -1);
      else
        gtk_box_append (GTK_BOX (box), check);
      g_ptr_array_add (checks, check);
    }
  return checks;
}

static void
lw_people_list_dispose (GObject *object)
{
  LwPeopleList *self = LW_PEOPLE_LIST (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), LW_TYPE_PEOPLE_LIST);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (lw_people_list_parent_class)->dispose (object);
}

static void
lw_people_list_finalize (GObject *object)
{
  LwPeopleList *self = LW_PEOPLE_LIST (object);

  g_ptr_array_unref (self->role_checks);
  g_ptr_array_unref (self->new_role_checks);
  g_free (self->chosen);
  g_free (self->shown);
  G_OBJECT_CLASS (lw_people_list_parent_class)->finalize (object);
}

static void
lw_people_list_class_init (LwPeopleListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_people_list_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_people_list_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-people-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, table_bin);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, trust);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, add);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, add_button);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, detail);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, name);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, new_id);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, new_name);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, pages);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, minutes);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, roles);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, new_roles);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, who);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleList, said);
  gtk_widget_class_bind_template_callback (widget_class, on_name);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_new_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_load_changed);
}

static void
lw_people_list_init (LwPeopleList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->role_checks = add_checks (self, self->roles, G_CALLBACK (on_role));
  self->new_role_checks = add_checks (self, self->new_roles, NULL);
  gtk_check_button_set_active (self->new_role_checks->pdata[1], TRUE); /* evaluator */
}

static void
restore (LwPeopleList *self)
{
  LwFileState *state = lw_document_get_state (document_of (self));
  g_autofree char *pages = lw_file_state_get (state, "people", "pages"), *minutes = lw_file_state_get (state, "people", "minutes");

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->pages), pages != NULL ? pages : "");
  gtk_editable_set_text (GTK_EDITABLE (self->minutes), minutes != NULL ? minutes : "");
  self->filling = FALSE;
  self->chosen = lw_file_state_get (state, "people", "chosen");
}

LwPeopleList *
lw_people_list_new (LwPeopleData *data)
{
  LwPeopleList *self = g_object_new (LW_TYPE_PEOPLE_LIST, NULL);

  self->data = data;
  self->rows = lw_memory_rows_new (columns, G_N_ELEMENTS (columns));
  self->table = lw_table_new (LW_ROWS (self->rows), _("People"));
  lw_table_set_empty_text (self->table, _("Nobody yet: add the people who mark, moderate and decide"));
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
  gtk_widget_set_sensitive (self->add, lw_document_get_read_only_reason (document_of (self)) == NULL);
  restore (self);
  fill_rows (self);
  if (self->chosen == NULL || !lw_table_select_key (self->table, self->chosen))
    g_clear_pointer (&self->chosen, g_free);
  g_signal_connect_object (self->table, "selection-changed", G_CALLBACK (on_selection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (data, "updated", G_CALLBACK (on_updated), self, G_CONNECT_SWAPPED);
  fill_detail (self);
  return self;
}

LwTable *
lw_people_list_get_table (LwPeopleList *self)
{
  return self->table;
}

gboolean
lw_people_list_choose (LwPeopleList *self, const char *person)
{
  return lw_table_select_key (self->table, person);
}

char *
lw_people_list_get_person (LwPeopleList *self)
{
  return g_strdup (self->chosen);
}

void
lw_people_list_focus (LwPeopleList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}
