/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-bids-part.h"

#include "base/lw-money.h"
#include "panel/lw-panel.h"
#include "panels/lw-bids-edit.h"
#include "panels/lw-bids-form.h"
#include "panels/lw-bids-words.h"

#include "base/lw-i18n.h"

/* Beyond these a table is the better place to look. */
#define MAX_ROWS 100

struct _LwBidsPart
{
  AdwBin parent;
  LwDocument *document;
  const LwBidsPartInfo *info;
  char *key;
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* of AdwPreferencesRow; their data "key" and "form" */
};

G_DEFINE_FINAL_TYPE (LwBidsPart, lw_bids_part, ADW_TYPE_BIN)

enum
{
  GO,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
lw_bids_part_finalize (GObject *object)
{
  LwBidsPart *self = LW_BIDS_PART (object);

  g_clear_object (&self->document);
  g_ptr_array_unref (self->rows);
  g_free (self->key);
  G_OBJECT_CLASS (lw_bids_part_parent_class)->finalize (object);
}

static void
lw_bids_part_class_init (LwBidsPartClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_bids_part_finalize;
  signals[GO] = g_signal_new ("go", LW_TYPE_BIDS_PART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_STRING);
}

static void
lw_bids_part_init (LwBidsPart *self)
{
  self->rows = g_ptr_array_new ();
}

/* ---- what was read ---- */

typedef struct
{
  char *key;
  char *title;
  char *subtitle;
  char *trust;
  char *place;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_free (entry->key);
  g_free (entry->title);
  g_free (entry->subtitle);
  g_free (entry->trust);
  g_free (entry->place);
  g_free (entry);
}

static void
append (GString *text, const char *more)
{
  if (more != NULL && *more != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", more);
}

static char *
subtitle_of (LwBidsPart *self, LwStatement *row)
{
  GString *text = g_string_new (NULL);
  g_autofree char *share = lw_statement_is_null (row, 3) ? NULL : lw_basis_points_format (lw_statement_int (row, 3));
  const char *currency = lw_document_get_currency (self->document);
  g_autofree char *money = lw_statement_is_null (row, 4) ? NULL : lw_money_format (lw_statement_int (row, 4), currency);

  append (text, lw_statement_text (row, 2) != NULL ? lw_bids_choice_title (lw_statement_text (row, 2)) : NULL);
  append (text, share);
  append (text, money);
  append (text, lw_statement_text (row, 5));
  return g_string_free (text, FALSE);
}

/* "Shares given for 2 of 3: 70 %", where rows have shares. */
static char *
describe_shares (guint with, guint all, gint64 sum)
{
  g_autofree char *total = lw_basis_points_format (sum);

  if (with == 0)
    return NULL;
  if (with == all && sum == 10000)
    return g_strdup_printf (_("✓ Shares make up %s"), total);
  if (with == all)
    return g_strdup_printf (_("⚠ Shares make up %s, not 100 %%"), total);
  return g_strdup_printf (_("Shares given for %u of %u, together %s"), with, all, total);
}

static GPtrArray *
read_entries (LwBidsPart *self, char **description)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autofree char *sql = lw_bids_sql (self->document, self->info->sql);
  g_autoptr (LwStatement) rows = reader != NULL ? lw_connection_prepare (lw_reader_connection (reader), sql, NULL) : NULL;
  g_auto (GStrv) parts = g_strsplit (self->key, "/", -1);
  guint with_share = 0;
  gint64 sum = 0;

  for (int i = 0; rows != NULL && parts[i] != NULL; i++)
    lw_statement_bind_text (rows, i + 1, parts[i], -1);
  while (rows != NULL && lw_statement_step (rows, NULL) == LW_STEP_ROW)
    {
      Entry *entry = g_new0 (Entry, 1);
      entry->key = g_strdup (lw_statement_text (rows, 0));
      entry->title = g_strdup (lw_statement_text (rows, 1));
      entry->subtitle = subtitle_of (self, rows);
      entry->trust = g_strdup (lw_statement_text (rows, 6));
      entry->place = g_strdup (lw_statement_text (rows, 7));
      g_ptr_array_add (entries, entry);
      if (!lw_statement_is_null (rows, 3))
        with_share++;
      sum += lw_statement_int (rows, 3);
    }
  *description = describe_shares (with_share, entries->len, sum);
  return entries;
}

/* ---- a row ---- */

static void
on_remove (GtkButton *button, gpointer user_data)
{
  GtkWidget *row = user_data;
  LwBidsPart *self = LW_BIDS_PART (gtk_widget_get_ancestor (row, LW_TYPE_BIDS_PART));

  lw_bids_remove (row, self->document, self->info->noun, g_object_get_data (G_OBJECT (row), "key"));
}

static void
on_go (GtkWidget *from, gpointer user_data)
{
  GtkWidget *row = user_data;
  LwBidsPart *self = LW_BIDS_PART (gtk_widget_get_ancestor (row, LW_TYPE_BIDS_PART));

  g_signal_emit (self, signals[GO], 0, g_object_get_data (G_OBJECT (row), "place"));
}

static GtkWidget *
flat_button (const char *icon, const char *what, const char *title, GCallback callback, GtkWidget *row)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *label = g_strdup_printf ("%s: %s", what, title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (button, "clicked", callback, row);
  return button;
}

static gboolean
has_fields (LwBidsPart *self)
{
  const LwEntity *entity = lw_bids_find_entity (self->document, self->info->noun);

  for (const LwField *field = entity->fields; field->name != NULL; field++)
    if (!(field->flags & (LW_FIELD_KEY | LW_FIELD_ORDER)))
      return TRUE;
  return FALSE;
}

static gboolean
is_changeable (LwBidsPart *self)
{
  return self->info->noun != NULL && lw_document_get_read_only_reason (self->document) == NULL;
}

/* Under the fields of a row that opens. */
static GtkWidget *
make_row_buttons (LwBidsPart *self, GtkWidget *row, const Entry *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (entry->place != NULL)
    gtk_box_append (GTK_BOX (box), flat_button ("go-next-symbolic", _("Show"), entry->title, G_CALLBACK (on_go), row));
  if (is_changeable (self))
    gtk_box_append (GTK_BOX (box),
                    flat_button ("user-trash-symbolic", _("Remove"), entry->title, G_CALLBACK (on_remove), row));
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  return box;
}

static GtkWidget *
make_expander (LwBidsPart *self, const Entry *entry)
{
  GtkWidget *row = adw_expander_row_new ();
  LwBidsForm *form = lw_bids_form_new_edit (self->document, self->info->noun, entry->key);
  GtkWidget *holder = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (form));
  gtk_box_append (GTK_BOX (box), make_row_buttons (self, row, entry));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (holder), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (holder), FALSE);
  gtk_widget_set_focusable (holder, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), holder);
  g_object_set_data (G_OBJECT (row), "form", form);
  return row;
}

static void
update_row (GtkWidget *row, const Entry *entry)
{
  LwBidsForm *form = g_object_get_data (G_OBJECT (row), "form");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), entry->title);
  if (ADW_IS_EXPANDER_ROW (row))
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), entry->subtitle);
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), entry->subtitle);
  if (form != NULL)
    lw_bids_form_reload (form);
}

static GtkWidget *
make_row (LwBidsPart *self, const Entry *entry)
{
  const gboolean expands = self->info->noun != NULL && has_fields (self);
  GtkWidget *row = expands ? make_expander (self, entry) : adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (entry->key), g_free);
  g_object_set_data_full (G_OBJECT (row), "place", g_strdup (entry->place), g_free);
  update_row (row, entry);
  if (!expands)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), lw_trust_chip_new (entry->trust));
  if (entry->place != NULL && self->info->noun == NULL)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect (row, "activated", G_CALLBACK (on_go), row);
    }
  if (is_changeable (self) && !expands)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), flat_button ("user-trash-symbolic", _("Remove"), entry->title, G_CALLBACK (on_remove), row));
  return row;
}

/* ---- the list ---- */

static gboolean
same_keys (LwBidsPart *self, GPtrArray *entries)
{
  if (entries->len != self->rows->len)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (((const Entry *) entries->pdata[i])->key, g_object_get_data (self->rows->pdata[i], "key")) != 0)
      return FALSE;
  return TRUE;
}

static void
rebuild (LwBidsPart *self, GPtrArray *entries)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < MIN (entries->len, MAX_ROWS); i++)
    {
      GtkWidget *row = make_row (self, entries->pdata[i]);
      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
}

void
lw_bids_part_reload (LwBidsPart *self)
{
  g_autofree char *description = NULL;
  g_autoptr (GPtrArray) entries = read_entries (self, &description);

  if (entries->len > MAX_ROWS)
    {
      g_free (description);
      description = g_strdup_printf (_("The first %d of %u; the table has all"), MAX_ROWS, entries->len);
      g_ptr_array_set_size (entries, MAX_ROWS);
    }
  if (entries->len == 0)
    description = g_strdup (_(self->info->empty));
  adw_preferences_group_set_description (self->group, description);
  if (!same_keys (self, entries))
    {
      rebuild (self, entries);
      return;
    }
  for (guint i = 0; i < entries->len; i++)
    update_row (self->rows->pdata[i], entries->pdata[i]);
}

char *
lw_bids_part_to_text (LwBidsPart *self)
{
  g_autofree char *description = NULL;
  g_autoptr (GPtrArray) entries = read_entries (self, &description);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = entries->pdata[i];
      g_string_append_printf (text, "%s: %s\n", entry->title, entry->subtitle);
    }
  return g_string_free (text, FALSE);
}

LwBidsPart *
lw_bids_part_new (LwDocument *document, const LwBidsPartInfo *info, const char *key)
{
  LwBidsPart *self = g_object_new (LW_TYPE_BIDS_PART, NULL);
  GtkWidget *group = adw_preferences_group_new ();

  self->document = g_object_ref (document);
  self->info = info;
  self->key = g_strdup (key);
  self->group = ADW_PREFERENCES_GROUP (group);
  adw_preferences_group_set_title (self->group, _(info->title));
  if (info->add != NULL)
    {
      g_autofree char *given = g_strdup_printf ("%s=%s", info->parent, key);
      const char *const preset[] = { given, NULL };
      GtkWidget *button = lw_bids_add_button_new (document, _(info->add), info->noun, preset, NULL, NULL);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      adw_preferences_group_set_header_suffix (self->group, button);
    }
  adw_bin_set_child (ADW_BIN (self), group);
  lw_bids_part_reload (self);
  return self;
}
