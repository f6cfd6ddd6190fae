/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-bids-form.h"

#include "model/lw-model-words.h"
#include "model/lw-model.h"
#include "panel/lw-panel.h"
#include "panels/lw-bids-edit.h"
#include "panels/lw-bids-words.h"

#include "base/lw-i18n.h"

struct _LwBidsForm
{
  GtkBox parent;
  LwDocument *document;
  const LwEntity *entity;
  char *key;         /* NULL: of a new row */
  GStrv preset;
  GPtrArray *fields; /* of LwBidsField */
  GtkWidget *button;
  GtkWidget *error;  /* of the row as a whole */
};

G_DEFINE_FINAL_TYPE (LwBidsForm, lw_bids_form, GTK_TYPE_BOX)

enum
{
  ADDED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
lw_bids_form_finalize (GObject *object)
{
  LwBidsForm *self = LW_BIDS_FORM (object);

  g_clear_object (&self->document);
  g_ptr_array_unref (self->fields);
  g_free (self->key);
  g_strfreev (self->preset);
  G_OBJECT_CLASS (lw_bids_form_parent_class)->finalize (object);
}

static void
lw_bids_form_class_init (LwBidsFormClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_bids_form_finalize;
  signals[ADDED] = g_signal_new ("added", LW_TYPE_BIDS_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
}

static void
lw_bids_form_init (LwBidsForm *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->fields = g_ptr_array_new ();
}

LwBidsField *
lw_bids_form_get_field (LwBidsForm *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      LwBidsField *field = g_ptr_array_index (self->fields, i);
      if (g_str_equal (lw_bids_field_get_field (field)->name, name))
        return field;
    }
  return NULL;
}

void
lw_bids_form_focus (LwBidsForm *self)
{
  if (self->fields->len > 0)
    lw_bids_field_focus (g_ptr_array_index (self->fields, 0));
  else if (self->button != NULL)
    gtk_widget_grab_focus (self->button);
}

static LwBidsField *
add_field (LwBidsForm *self, const LwField *field)
{
  LwBidsField *widget = lw_bids_field_new (self->document, self->entity, field);

  g_ptr_array_add (self->fields, widget);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (widget));
  return widget;
}

static LwBidsForm *
form_new (LwDocument *document, const char *noun)
{
  LwBidsForm *self = g_object_new (LW_TYPE_BIDS_FORM, NULL);

  self->document = g_object_ref (document);
  self->entity = lw_bids_find_entity (document, noun);
  return self;
}

/* ---- a row that is there ---- */

static void
on_commit (LwBidsField *field, const char *value, gpointer user_data)
{
  LwBidsForm *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lw_bids_set (self->document, self->entity->noun, self->key, lw_bids_field_get_field (field)->name, value, &error))
    lw_bids_field_set_error (field, error->message);
}

/* "SELECT fields FROM table WHERE key", by the entity's names. */
static char *
select_row (LwBidsForm *self)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) where = g_string_new (NULL);
  g_autofree char *sql = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    g_string_append_printf (columns, "\"%s\", ", lw_bids_field_get_field (g_ptr_array_index (self->fields, i))->name);
  for (const LwField *field = self->entity->fields; field->name != NULL; field++)
    if (field->flags & LW_FIELD_KEY)
      g_string_append_printf (where, "%s\"%s\" = ?", where->len > 0 ? " AND " : "", field->name);
  sql = g_strdup_printf ("SELECT %s1 FROM \"%s\" WHERE %s", columns->str, self->entity->table, where->str);
  return g_steal_pointer (&sql);
}

gboolean
lw_bids_form_reload (LwBidsForm *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autofree char *sql = select_row (self);
  g_autoptr (LwStatement) row
      = reader != NULL ? lw_connection_prepare (lw_reader_connection (reader), sql, NULL) : NULL;
  g_auto (GStrv) parts = g_strsplit (self->key, "/", -1);

  if (row == NULL)
    return FALSE;
  for (int i = 0; parts[i] != NULL; i++)
    lw_statement_bind_text (row, i + 1, parts[i], -1);
  if (lw_statement_step (row, NULL) != LW_STEP_ROW)
    return FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    lw_bids_field_set_stored (g_ptr_array_index (self->fields, i), lw_statement_text (row, (int) i));
  return TRUE;
}

LwBidsForm *
lw_bids_form_new_edit (LwDocument *document, const char *noun, const char *key)
{
  LwBidsForm *self = form_new (document, noun);

  self->key = g_strdup (key);
  for (const LwField *field = self->entity->fields; field->name != NULL; field++)
    if (!(field->flags & (LW_FIELD_KEY | LW_FIELD_ORDER))
        && (!g_str_equal (noun, "bid") || field->type != LW_FIELD_MONEY || lw_bids_may_see_prices (document)))
      g_signal_connect (add_field (self, field), "commit", G_CALLBACK (on_commit), self);
  gtk_widget_set_sensitive (GTK_WIDGET (self), lw_document_get_read_only_reason (document) == NULL);
  lw_bids_form_reload (self);
  return self;
}

/* ---- a new row ---- */

static gboolean
is_given (LwBidsForm *self, const char *field)
{
  g_autofree char *start = g_strconcat (field, "=", NULL);

  for (guint i = 0; self->preset != NULL && self->preset[i] != NULL; i++)
    if (g_str_has_prefix (self->preset[i], start))
      return TRUE;
  return FALSE;
}

/* What a new row is asked for at once; the rest comes when it is there. */
static gboolean
is_asked (const LwField *field)
{
  if (field->flags & (LW_FIELD_ORDER | LW_FIELD_FIXED) || g_str_equal (field->name, "trust"))
    return FALSE;
  return field->type != LW_FIELD_LONG_TEXT && !g_str_equal (field->name, "note");
}

static void
set_row_error (LwBidsForm *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

/* Without marking fields that nobody has touched yet. */
static gboolean
is_whole (LwBidsForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      LwBidsField *field = g_ptr_array_index (self->fields, i);
      g_autofree char *typed = lw_bids_field_get_typed (field);
      g_autofree char *value
          = lw_bids_from_typed (self->document, self->entity, lw_bids_field_get_field (field), typed, NULL);
      if (value == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
on_field_changed (LwBidsForm *self)
{
  set_row_error (self, NULL);
  gtk_widget_set_sensitive (self->button, is_whole (self));
}

/* The key of the row to be: the key fields in their order, given or typed. */
static char *
key_of (LwBidsForm *self, GPtrArray *values)
{
  GString *key = g_string_new (NULL);

  for (const LwField *field = self->entity->fields; field->name != NULL; field++)
    {
      g_autofree char *start = g_strconcat (field->name, "=", NULL);
      for (guint i = 0; field->flags & LW_FIELD_KEY && values->pdata[i] != NULL; i++)
        if (g_str_has_prefix (values->pdata[i], start))
          g_string_append_printf (key, "%s%s", key->len > 0 ? "/" : "", (char *) values->pdata[i] + strlen (start));
    }
  return g_string_free (key, FALSE);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LwBidsForm) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lw_document_edit_finish (LW_DOCUMENT (source), result, &error))
    {
      set_row_error (self, error->message);
      gtk_widget_set_sensitive (self->button, TRUE);
      return;
    }
  g_signal_emit (self, signals[ADDED], 0, self->key);
}

void
lw_bids_form_submit (LwBidsForm *self)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  LwCommand *command;

  for (guint i = 0; self->preset != NULL && self->preset[i] != NULL; i++)
    g_ptr_array_add (values, g_strdup (self->preset[i]));
  for (guint i = 0; i < self->fields->len; i++)
    {
      LwBidsField *field = g_ptr_array_index (self->fields, i);
      g_autofree char *value = lw_bids_field_get_value (field);
      if (value == NULL)
        {
          lw_bids_field_focus (field);
          return;
        }
      if (*value != '\0')
        g_ptr_array_add (values, g_strdup_printf ("%s=%s", lw_bids_field_get_field (field)->name, value));
    }
  g_ptr_array_add (values, NULL);
  command = lw_model_add (lw_document_get_sections (self->document), self->entity->noun,
                          (const char *const *) values->pdata, lw_document_get_person (self->document), NULL, &error);
  if (command == NULL)
    {
      set_row_error (self, error->message);
      return;
    }
  g_free (self->key);
  self->key = key_of (self, values);
  gtk_widget_set_sensitive (self->button, FALSE);
  lw_document_edit_async (self->document, command, on_added, g_object_ref (self));
}

static gboolean
has_rows (LwBidsForm *self, const LwEntity *entity)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM \"%s\")", entity->table);
  gint64 some = 0;

  return reader != NULL && lw_connection_get_int (lw_reader_connection (reader), &some, 0, NULL, sql, "") && some;
}

/* What the new row must name and there is none of, or NULL. */
static const LwEntity *
find_missing (LwBidsForm *self)
{
  for (const LwField *field = self->entity->fields; field->name != NULL; field++)
    {
      const LwEntity *entity = field->type == LW_FIELD_REF && field->flags & (LW_FIELD_KEY | LW_FIELD_REQUIRED)
                                   ? lw_bids_find_entity (self->document, field->refers) : NULL;
      if (entity != NULL && !is_given (self, field->name) && !has_rows (self, entity))
        return entity;
    }
  return NULL;
}

static void
on_go_missing (GtkWidget *button, const char *place)
{
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);

  lw_go_to (button, place);
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/* In the place of fields that nothing could be chosen in. */
static void
say_missing (LwBidsForm *self, const LwEntity *missing)
{
  /* Nouns with a view of their own in the panel. */
  static const struct
  {
    const char *noun, *button, *place;
  } views[] = {
    { "lot", N_("Go to lots"), "bids:lot" },
    { "bidder", N_("Go to bidders"), "bids:bidder" },
    { "organisation", N_("Go to organisations"), "bids:organisation" },
    { "person", N_("Go to people"), "bids:person" },
  };
  g_autofree char *text = g_strdup_printf (_("A new %s names a %s, and there is none yet. Add that first."),
                                           lw_model_noun_title (self->entity->noun), lw_model_noun_title (missing->noun));
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (self), label);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_equal (views[i].noun, missing->noun))
      {
        self->button = gtk_button_new_with_label (_(views[i].button));
        gtk_widget_add_css_class (self->button, "suggested-action");
        g_signal_connect (self->button, "clicked", G_CALLBACK (on_go_missing), (gpointer) views[i].place);
        gtk_box_append (GTK_BOX (self), self->button);
      }
}

LwBidsForm *
lw_bids_form_new_add (LwDocument *document, const char *noun, const char *const *preset)
{
  LwBidsForm *self = form_new (document, noun);
  g_autofree char *label = g_strdup_printf (_("_Add %s"), lw_model_noun_title (noun));
  const LwEntity *missing;

  self->preset = g_strdupv ((char **) preset);
  missing = find_missing (self);
  if (missing != NULL)
    {
      say_missing (self, missing);
      return self;
    }
  for (const LwField *field = self->entity->fields; field->name != NULL; field++)
    if (is_asked (field) && !is_given (self, field->name))
      {
        LwBidsField *widget = add_field (self, field);
        if (field->type == LW_FIELD_CHOICE && field->flags & (LW_FIELD_REQUIRED | LW_FIELD_KEY))
          lw_bids_field_set_typed (widget, field->choices[0]);
        g_signal_connect_swapped (widget, "changed", G_CALLBACK (on_field_changed), self);
        g_signal_connect_swapped (widget, "enter", G_CALLBACK (lw_bids_form_submit), self);
      }
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error), 36);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_add_css_class (self->error, "error");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (self), self->error);
  self->button = gtk_button_new_with_mnemonic (label);
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_set_sensitive (self->button, is_whole (self));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (lw_bids_form_submit), self);
  gtk_box_append (GTK_BOX (self), self->button);
  return self;
}

/* ---- a button that opens one ---- */

typedef struct
{
  LwDocument *document;
  char *noun;
  GStrv preset;
  void (*added) (gpointer data, const char *noun, const char *key);
  gpointer data;
} Opener;

static void
opener_free (gpointer data)
{
  Opener *opener = data;
  g_object_unref (opener->document);
  g_free (opener->noun);
  g_strfreev (opener->preset);
  g_free (opener);
}

static void
on_form_added (LwBidsForm *form, const char *key, gpointer user_data)
{
  GtkWidget *button = user_data;
  const Opener *opener = g_object_get_data (G_OBJECT (button), "opener");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  if (opener->added != NULL)
    opener->added (opener->data, opener->noun, key);
}

static void
on_popover_shown (GtkPopover *popover, gpointer user_data)
{
  GtkWidget *button = user_data;
  const Opener *opener = g_object_get_data (G_OBJECT (button), "opener");
  LwBidsForm *form = lw_bids_form_new_add (opener->document, opener->noun, (const char *const *) opener->preset);

  gtk_widget_set_margin_start (GTK_WIDGET (form), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (form), 6);
  gtk_widget_set_margin_top (GTK_WIDGET (form), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (form), 6);
  gtk_widget_set_size_request (GTK_WIDGET (form), 280, -1);
  g_signal_connect_object (form, "added", G_CALLBACK (on_form_added), button, 0);
  g_object_set_data (G_OBJECT (button), "form", form);
  gtk_popover_set_child (popover, GTK_WIDGET (form));
  lw_bids_form_focus (form);
}

GtkWidget *
lw_bids_add_button_new (LwDocument *document, const char *label, const char *noun, const char *const *preset,
                        void (*added) (gpointer data, const char *noun, const char *key), gpointer data)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *content = adw_button_content_new ();
  GtkWidget *popover = gtk_popover_new ();
  Opener *opener = g_new0 (Opener, 1);

  opener->document = g_object_ref (document);
  opener->noun = g_strdup (noun);
  opener->preset = g_strdupv ((char **) preset);
  opener->added = added;
  opener->data = data;
  g_object_set_data_full (G_OBJECT (button), "opener", opener, opener_free);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), content);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (popover, "show", G_CALLBACK (on_popover_shown), button);
  gtk_widget_set_sensitive (button, lw_document_get_read_only_reason (document) == NULL);
  if (lw_document_get_read_only_reason (document) != NULL)
    gtk_widget_set_tooltip_text (button, lw_document_get_read_only_reason (document));
  return button;
}
