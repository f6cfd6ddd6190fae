/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-bids-view.h"

#include "base/lw-error.h"
#include "panels/lw-bids-edit.h"
#include "panels/lw-bids-words.h"
#include "panels/lw-csv-export.h"
#include "table/lw-memory-rows.h"

#include "base/lw-i18n.h"

#define MAX_COLUMNS 10

/* A column: @field of the entity (NULL: worked out, not edited), and how it stands in the table. */
typedef struct
{
  const char *field;
  LwColumn column;
} Column;

#define EDIT LW_COLUMN_EDITABLE
#define TRUST { "trust", { "trust", N_("Trust"), LW_COLUMN_CHOICE, 110, EDIT, NULL } }
#define NOTE { "note", { "note", N_("Note"), LW_COLUMN_TEXT, 260, EDIT | LW_COLUMN_HIDDEN, NULL } }
#define END { NULL, { NULL, NULL, LW_COLUMN_TEXT, 0, 0, NULL } }

typedef struct
{
  const char *noun;
  const char *name;  /* N_(): of the table */
  const char *empty; /* N_() */
  const char *sql;   /* key, then the columns as stored */
  const char *tables[5];
  Column columns[MAX_COLUMNS];
} View;

static const View views[] = {
  { "bid", N_("Bids"), N_("No bids yet. Add lots and bidders first, then a bid for each lot that a bidder wants."),
    "SELECT b.lot || '/' || b.bidder, b.lot, l.title, b.bidder, d.name, b.price, b.status, b.trust, b.note FROM bid b"
    " JOIN lot l ON l.id = b.lot JOIN bidder d ON d.id = b.bidder ORDER BY l.position, l.id, d.position, d.id",
    { "bid", "lot", "bidder" },
    { { NULL, { "lot", N_("Lot"), LW_COLUMN_TEXT, 60, LW_COLUMN_ALWAYS, NULL } },
      { NULL, { "lot-title", N_("Title of the lot"), LW_COLUMN_TEXT, 200, 0, NULL } },
      { NULL, { "bidder", N_("Bidder"), LW_COLUMN_TEXT, 70, LW_COLUMN_ALWAYS, NULL } },
      { NULL, { "bidder-name", N_("Name of the bidder"), LW_COLUMN_TEXT, 220, 0, NULL } },
      { "price", { "price", N_("Price"), LW_COLUMN_MONEY, 130, EDIT, NULL } },
      { "status", { "status", N_("Status"), LW_COLUMN_CHOICE, 100, EDIT, NULL } },
      TRUST,
      NOTE,
      END } },
  { "bidder", N_("Bidders"), N_("No bidders yet. Add the first one with “Add bidder”."),
    "SELECT id, id, name, form, (SELECT count(*) FROM bidder_member m WHERE m.bidder = d.id),"
    " (SELECT count(*) FROM bid b WHERE b.bidder = d.id), trust, note FROM bidder d ORDER BY position, id",
    { "bidder", "bidder_member", "bid" },
    { { NULL, { "id", N_("Id"), LW_COLUMN_TEXT, 60, LW_COLUMN_ALWAYS, NULL } },
      { "name", { "name", N_("Name"), LW_COLUMN_TEXT, 280, EDIT, NULL } },
      { "form", { "form", N_("Form"), LW_COLUMN_CHOICE, 110, EDIT, NULL } },
      { NULL, { "members", N_("Members"), LW_COLUMN_NUMBER, 90, 0, NULL } },
      { NULL, { "bids", N_("Bids"), LW_COLUMN_NUMBER, 70, 0, NULL } },
      TRUST,
      NOTE,
      END } },
  { "organisation", N_("Organisations"),
    N_("No organisations yet. Add those that bid, alone or as members of a bidder, with “Add organisation”."),
    "SELECT id, id, name, kind, size,"
    " (SELECT group_concat (register || ' ' || number, ', ') FROM registration r WHERE r.organisation = o.id),"
    " (SELECT group_concat (bidder, ', ') FROM bidder_member m WHERE m.organisation = o.id), trust, note"
    " FROM organisation o ORDER BY id",
    { "organisation", "registration", "bidder_member" },
    { { NULL, { "id", N_("Id"), LW_COLUMN_TEXT, 100, LW_COLUMN_ALWAYS, NULL } },
      { "name", { "name", N_("Name"), LW_COLUMN_TEXT, 230, EDIT, NULL } },
      { "kind", { "kind", N_("Kind"), LW_COLUMN_CHOICE, 120, EDIT, NULL } },
      { "size", { "size", N_("Size"), LW_COLUMN_CHOICE, 80, EDIT, NULL } },
      { NULL, { "registrations", N_("Registrations"), LW_COLUMN_TEXT, 120, 0, NULL } },
      { NULL, { "member-of", N_("Member of"), LW_COLUMN_TEXT, 100, 0, NULL } },
      TRUST,
      NOTE,
      END } },
  { "lot", N_("Lots"), N_("No lots yet. Add the first one with “Add lot”."),
    "SELECT id, id, title, (SELECT group_concat (name, ', ') FROM (SELECT a.name AS name FROM lot_area x"
    " JOIN area a ON a.id = x.area WHERE x.lot = l.id ORDER BY a.name)), value,"
    " (SELECT count(*) FROM bid b WHERE b.lot = l.id), trust, note FROM lot l ORDER BY position, id",
    { "lot", "lot_area", "area", "bid" },
    { { NULL, { "id", N_("Id"), LW_COLUMN_TEXT, 60, LW_COLUMN_ALWAYS, NULL } },
      { "title", { "title", N_("Title"), LW_COLUMN_TEXT, 210, EDIT, NULL } },
      { NULL, { "areas", N_("Areas"), LW_COLUMN_TEXT, 190, 0, NULL } },
      { "value", { "value", N_("Value a year"), LW_COLUMN_MONEY, 130, EDIT, NULL } },
      { NULL, { "bids", N_("Bids"), LW_COLUMN_NUMBER, 60, 0, NULL } },
      TRUST,
      { "note", { "note", N_("Note"), LW_COLUMN_TEXT, 200, EDIT, NULL } },
      END } },
  { "person", N_("People"), N_("Nobody yet. Add those who evaluate, moderate and observe with “Add person”."),
    "SELECT id, id, name, (SELECT group_concat (role, ' ') FROM person_role r WHERE r.person = p.id), trust FROM person p"
    " ORDER BY id",
    { "person", "person_role" },
    { { NULL, { "id", N_("Id"), LW_COLUMN_TEXT, 110, LW_COLUMN_ALWAYS, NULL } },
      { "name", { "name", N_("Name or post"), LW_COLUMN_TEXT, 340, EDIT, NULL } },
      { NULL, { "roles", N_("Roles"), LW_COLUMN_TEXT, 180, 0, NULL } },
      TRUST,
      END } },
};

struct _LwBidsView
{
  GtkBox parent;
  LwDocument *document;
  const View *view;
  const LwEntity *entity;
  guint n_columns;
  LwColumn columns[MAX_COLUMNS];
  GStrv choices[MAX_COLUMNS]; /* titles of the choices, "" first where the field may be absent */
  LwMemoryRows *rows;
  LwTable *table;
};

G_DEFINE_FINAL_TYPE (LwBidsView, lw_bids_view, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  REMOVAL,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
lw_bids_view_finalize (GObject *object)
{
  LwBidsView *self = LW_BIDS_VIEW (object);

  g_clear_object (&self->document);
  g_clear_object (&self->rows);
  for (guint i = 0; i < self->n_columns; i++)
    g_strfreev (self->choices[i]);
  G_OBJECT_CLASS (lw_bids_view_parent_class)->finalize (object);
}

static void
lw_bids_view_class_init (LwBidsViewClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_bids_view_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", LW_TYPE_BIDS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  signals[REMOVAL] = g_signal_new ("removal", LW_TYPE_BIDS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
}

static void
lw_bids_view_init (LwBidsView *self)
{
}

/* ---- rows ---- */

static const LwField *
field_of (LwBidsView *self, guint column)
{
  const char *name = self->view->columns[column].field;
  return name != NULL ? &self->entity->fields[lw_bids_find_field (self->entity, name)] : NULL;
}

/* "evaluator, lead" for "evaluator lead". */
static char *
roles_of (const char *text)
{
  g_auto (GStrv) roles = g_strsplit (text != NULL ? text : "", " ", -1);

  for (guint i = 0; roles[i] != NULL && *roles[i] != '\0'; i++)
    {
      char *title = g_strdup (lw_bids_choice_title (roles[i]));
      g_free (roles[i]);
      roles[i] = title;
    }
  return g_strjoinv (", ", roles);
}

static void
fill_cell (LwBidsView *self, LwMemoryRow *row, guint column, const char *stored)
{
  const LwField *field = field_of (self, column);
  const char *id = self->columns[column].id;

  if (g_str_equal (id, "roles"))
    {
      g_autofree char *roles = roles_of (stored);
      lw_memory_row_set_text (row, column, roles);
    }
  else if (field == NULL)
    lw_memory_row_set_text (row, column, stored);
  else
    {
      g_autofree char *text = lw_bids_format (self->document, self->entity, field, stored);
      lw_memory_row_set_text (row, column, text);
      if (field->type == LW_FIELD_MONEY)
        {
          g_autofree char *raw = lw_bids_to_typed (self->document, self->entity, field, stored);
          lw_memory_row_set_raw (row, column, raw);
        }
    }
  if (g_str_equal (id, "trust"))
    lw_memory_row_set_tone (row, column, LW_CELL_NEUTRAL);
  else if (g_str_equal (id, "status") && g_strcmp0 (stored, "submitted") != 0)
    lw_memory_row_set_tone (row, column, g_strcmp0 (stored, "excluded") == 0 ? LW_CELL_WRONG : LW_CELL_ATTENTION);
}

static gboolean
touches (LwBidsView *self, GPtrArray *changes)
{
  if (changes == NULL)
    return TRUE;
  for (guint i = 0; i < changes->len; i++)
    if (g_strv_contains ((const char *const *) self->view->tables, ((const LwChange *) changes->pdata[i])->table))
      return TRUE;
  return FALSE;
}

void
lw_bids_view_reload (LwBidsView *self, GPtrArray *changes)
{
  g_autoptr (LwReader) reader = NULL;
  g_autoptr (LwStatement) statement = NULL;
  g_autofree char *sql = lw_bids_sql (self->document, self->view->sql);
  GPtrArray *rows;

  if (!touches (self, changes))
    return;
  reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  statement = reader != NULL ? lw_connection_prepare (lw_reader_connection (reader), sql, NULL) : NULL;
  if (statement == NULL)
    return;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_memory_row_free);
  while (lw_statement_step (statement, NULL) == LW_STEP_ROW)
    {
      LwMemoryRow *row = lw_memory_row_new (lw_statement_text (statement, 0), NULL);
      for (guint i = 0; i < self->n_columns; i++)
        fill_cell (self, row, i, lw_statement_text (statement, (int) i + 1));
      g_ptr_array_add (rows, row);
    }
  lw_memory_rows_set (self->rows, rows);
}

/* ---- editing ---- */

/* The choice behind what the list of choices shows. */
static const char *
choice_of (LwBidsView *self, guint column, const LwField *field, const char *text)
{
  for (guint i = 0; field->choices[i] != NULL; i++)
    if (g_str_equal (text, lw_bids_choice_title (field->choices[i])))
      return field->choices[i];
  return text;
}

static char *
value_of (LwBidsView *self, const char *column, const char *text, const LwField **field, GError **error)
{
  int i = lw_rows_find_column (LW_ROWS (self->rows), column);

  *field = field_of (self, (guint) i);
  if ((*field)->type == LW_FIELD_CHOICE)
    text = choice_of (self, (guint) i, *field, text);
  return lw_bids_from_typed (self->document, self->entity, *field, text, error);
}

static gboolean
validate (LwTable *table, const char *column, const char *key, const char *text, gpointer data, GError **error)
{
  const LwField *field;
  g_autofree char *value = value_of (data, column, text, &field, error);
  return value != NULL;
}

static gboolean
commit (LwTable *table, const char *column, const char *key, const char *text, gpointer data, GError **error)
{
  LwBidsView *self = data;
  const LwField *field;
  g_autofree char *value = value_of (self, column, text, &field, error);

  return value != NULL && lw_bids_set (self->document, self->view->noun, key, field->name, value, error);
}

/* ---- the table's signals ---- */

static void
on_selection (LwBidsView *self)
{
  g_autofree char *key = lw_table_get_current_key (self->table);
  if (key != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, key);
}

static gboolean
on_delete (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  LwBidsView *self = LW_BIDS_VIEW (widget);
  g_autofree char *key = lw_table_get_current_key (self->table);
  GtkRoot *root = gtk_widget_get_root (widget);

  /* not while a cell is being typed into */
  if (key == NULL || (root != NULL && GTK_IS_TEXT (gtk_root_get_focus (root))))
    return FALSE;
  g_signal_emit (self, signals[REMOVAL], 0, key);
  return TRUE;
}

static void
on_state (LwBidsView *self)
{
  g_autofree char *name = g_strdup_printf ("table-%s", self->view->noun);
  g_autofree char *state = lw_table_get_state (self->table);
  lw_file_state_set (lw_document_get_state (self->document), "bids", name, state);
}

static void
on_export (LwBidsView *self)
{
  lw_csv_export (self->table, self->document, _("Export as CSV"), _(self->view->name));
}

/* ---- making it ---- */

static GStrv
choices_of (const LwField *field)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();

  if (!(field->flags & LW_FIELD_REQUIRED))
    g_strv_builder_add (titles, "");
  for (guint i = 0; field->choices[i] != NULL; i++)
    g_strv_builder_add (titles, lw_bids_choice_title (field->choices[i]));
  return g_strv_builder_end (titles);
}

static void
make_columns (LwBidsView *self)
{
  for (guint i = 0; self->view->columns[i].column.id != NULL; i++)
    {
      self->columns[i] = self->view->columns[i].column;
      if (self->columns[i].kind == LW_COLUMN_CHOICE)
        self->columns[i].choices = (const char *const *) (self->choices[i] = choices_of (field_of (self, i)));
      self->n_columns++;
    }
}

LwBidsView *
lw_bids_view_new (LwDocument *document, const char *noun)
{
  LwBidsView *self = g_object_new (LW_TYPE_BIDS_VIEW, NULL);
  GtkEventController *keys = gtk_shortcut_controller_new ();
  g_autofree char *name = g_strdup_printf ("table-%s", noun);
  g_autofree char *state = lw_file_state_get (lw_document_get_state (document), "bids", name);

  self->document = g_object_ref (document);
  self->entity = lw_bids_find_entity (document, noun);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_equal (views[i].noun, noun))
      self->view = &views[i];
  make_columns (self);
  self->rows = lw_memory_rows_new (self->columns, self->n_columns);
  self->table = lw_table_new (LW_ROWS (self->rows), _(self->view->name));
  lw_table_set_empty_text (self->table, _(self->view->empty));
  lw_table_set_state (self->table, state);
  if (lw_document_get_read_only_reason (document) == NULL)
    lw_table_set_editing (self->table, validate, commit, self, NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->table), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->table), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->table));
  g_signal_connect_swapped (self->table, "selection-changed", G_CALLBACK (on_selection), self);
  g_signal_connect_swapped (self->table, "state-changed", G_CALLBACK (on_state), self);
  g_signal_connect_swapped (self->table, "export-requested", G_CALLBACK (on_export), self);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0), gtk_callback_action_new (on_delete, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  lw_bids_view_reload (self, NULL);
  return self;
}

const char *
lw_bids_view_get_noun (LwBidsView *self)
{
  return self->view->noun;
}

LwTable *
lw_bids_view_get_table (LwBidsView *self)
{
  return self->table;
}
