/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-record-panel.h"

#include "model/lw-model-words.h"
#include "panels/lw-bids-words.h"
#include "panels/lw-csv-export.h"
#include "panels/lw-record-rows.h"
#include "panels/lw-shell-panels.h"

#include <string.h>

#include "base/lw-i18n.h"

/* A file with more entries is checked when asked for. */
#define CHECK_UNASKED 100000

struct _LwRecordPanel
{
  LwPanel parent;
  GtkWidget *count;
  GtkWidget *chain_holder;
  GtkWidget *search;
  GtkWidget *person;
  GtkWidget *table;
  GtkWidget *kind;
  GtkWidget *dates;
  GtkWidget *since;
  GtkWidget *until;
  GtkWidget *dates_error;
  GtkWidget *history_bar;
  GtkWidget *history_label;
  GtkWidget *paned;
  LwTable *commands;
  GtkWidget *detail_holder;
  LwRecordChain *chain;
  LwRecordDetail *detail;
  LwRecordRows *rows;
  GPtrArray *persons;  /* of char *, by place in the drop-down; the first is NULL: anybody */
  GPtrArray *tables;   /* of const char *, likewise */
  char *history_table; /* of the row whose history is shown, or NULL */
  char *history_key;
  char *wanted;        /* key of the command to choose when the rows are there; "" the first; NULL: none */
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (LwRecordPanel, lw_record_panel, LW_TYPE_PANEL)

static const char *const kinds[] = { NULL, "do", "undo", "redo", "final" };

static LwDocument *
document_of (LwRecordPanel *self)
{
  return lw_panel_get_document (LW_PANEL (self));
}

/* ---- what is chosen ---- */

static void
on_selection (LwRecordPanel *self)
{
  g_autofree char *key = lw_table_get_current_key (self->commands);

  if (self->detail != NULL)
    lw_record_detail_show (self->detail, key != NULL ? g_ascii_strtoll (key, NULL, 10) : 0, self->history_table,
                           self->history_key);
}

static void
on_count (LwRecordPanel *self)
{
  g_autofree char *text = lw_table_get_count_text (self->commands);
  gtk_label_set_text (GTK_LABEL (self->count), text);
}

/* Chooses what a place asked for, once it is there. */
static void
on_items_changed (LwRecordPanel *self)
{
  g_autofree char *first = NULL;

  on_count (self);
  if (self->wanted == NULL || lw_rows_get_job (LW_ROWS (self->rows)) != NULL)
    return;
  if (*self->wanted == '\0' && lw_rows_get_n_rows (LW_ROWS (self->rows)) > 0)
    first = lw_rows_get_key (LW_ROWS (self->rows), 0);
  if (lw_table_select_key (self->commands, first != NULL ? first : self->wanted) || first == NULL)
    g_clear_pointer (&self->wanted, g_free);
  on_selection (self);
}

/* ---- the filter ---- */

/* The start of a day of local time, @later days after it, as the file writes times; NULL where @text is no day. */
static char *
day_start (const char *text, int later)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  int year, month, day;
  char rest;
  g_autoptr (GDateTime) start = NULL, shifted = NULL, utc = NULL;

  if (sscanf (text, "%4d-%2d-%2d%c", &year, &month, &day, &rest) != 3)
    return NULL;
  start = g_date_time_new (zone, year, month, day, 0, 0, 0);
  shifted = start != NULL ? g_date_time_add_days (start, later) : NULL;
  utc = shifted != NULL ? g_date_time_to_utc (shifted) : NULL;
  return utc != NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S.000Z") : NULL;
}

/* FALSE where something was typed that is no day. */
static gboolean
read_day (GtkWidget *entry, int later, char **time)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  gboolean fine;

  *time = *text != '\0' ? day_start (text, later) : NULL;
  fine = *text == '\0' || *time != NULL;
  if (fine)
    gtk_widget_remove_css_class (entry, "error");
  else
    gtk_widget_add_css_class (entry, "error");
  return fine;
}

static void
apply_filter (LwRecordPanel *self)
{
  LwRecordFilter *filter = g_new0 (LwRecordFilter, 1);
  const guint person = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->person));
  const guint table = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->table));
  const guint kind = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind));
  gboolean fine;

  filter->person = g_strdup (person < self->persons->len ? self->persons->pdata[person] : NULL);
  filter->kind = g_strdup (kind < G_N_ELEMENTS (kinds) ? kinds[kind] : NULL);
  filter->table = g_strdup (self->history_table != NULL       ? self->history_table
                            : table < self->tables->len ? self->tables->pdata[table]
                                                              : NULL);
  filter->key = g_strdup (self->history_key);
  fine = read_day (self->since, 0, &filter->since);
  fine = read_day (self->until, 1, &filter->until) && fine;
  gtk_widget_set_visible (self->dates_error, !fine);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->dates),
                             filter->since != NULL || filter->until != NULL ? _("Some dates") : _("Any date"));
  lw_record_rows_set_filter (self->rows, filter);
}

static void
on_filter (LwRecordPanel *self)
{
  if (!self->setting)
    apply_filter (self);
}

static void
on_dates (LwRecordPanel *self)
{
  on_filter (self);
}

static void
on_search (LwRecordPanel *self)
{
  lw_table_set_filter (self->commands, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
set_history (LwRecordPanel *self, const char *table, const char *key, const char *noun)
{
  g_autofree char *text = table != NULL ? g_strdup_printf (_("History of %s %s"), lw_model_noun_title (noun), key) : NULL;

  g_free (self->history_table);
  g_free (self->history_key);
  self->history_table = g_strdup (table);
  self->history_key = g_strdup (key);
  gtk_widget_set_visible (self->history_bar, table != NULL);
  gtk_widget_set_sensitive (self->table, table == NULL);
  gtk_label_set_text (GTK_LABEL (self->history_label), text != NULL ? text : "");
  lw_table_set_empty_text (self->commands,
                           table != NULL
                               ? _("The record has nothing of this row: it never was in this file, or under another name.")
                               : _("No entry fits the filter. Take something away from it to see more."));
}

static void
show_all (LwRecordPanel *self, const char *wanted)
{
  self->setting = TRUE;
  set_history (self, NULL, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_editable_set_text (GTK_EDITABLE (self->since), "");
  gtk_editable_set_text (GTK_EDITABLE (self->until), "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->person), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->table), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), 0);
  self->setting = FALSE;
  g_free (self->wanted);
  self->wanted = g_strdup (wanted);
  on_search (self);
  apply_filter (self);
}

static void
on_show_all (LwRecordPanel *self)
{
  g_autofree char *key = lw_table_get_current_key (self->commands);
  show_all (self, key);
}

/* ---- the drop-downs ---- */

static void
fill_persons (LwRecordPanel *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document_of (self)), NULL);
  g_autoptr (LwStatement) rows
      = reader == NULL ? NULL
                       : lw_connection_prepare (lw_reader_connection (reader),
                                                "SELECT DISTINCT person FROM command ORDER BY person", NULL);
  g_autoptr (GPtrArray) persons = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint chosen = 0;

  g_ptr_array_add (persons, NULL);
  gtk_string_list_append (titles, _("Anybody"));
  while (rows != NULL && lw_statement_step (rows, NULL) == LW_STEP_ROW)
    {
      g_ptr_array_add (persons, g_strdup (lw_statement_text (rows, 0)));
      gtk_string_list_append (titles, lw_statement_text (rows, 0));
    }
  if (self->persons != NULL && self->persons->len == persons->len)
    return; /* commands only come: the same number is the same people */
  if (self->persons != NULL)
    {
      const guint old = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->person));
      for (guint i = 1; old > 0 && old < self->persons->len && i < persons->len; i++)
        if (g_str_equal (persons->pdata[i], self->persons->pdata[old]))
          chosen = i;
      g_ptr_array_unref (self->persons);
    }
  self->persons = g_steal_pointer (&persons);
  self->setting = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->person), G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->person), chosen);
  self->setting = FALSE;
}

static void
fill_tables (LwRecordPanel *self)
{
  GPtrArray *sections = lw_document_get_sections (document_of (self));
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->tables = g_ptr_array_new ();
  g_ptr_array_add (self->tables, NULL);
  gtk_string_list_append (titles, _("Any row"));
  for (guint s = 0; s < sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (sections, s);
      for (guint i = 0; section->entities[i] != NULL; i++)
        {
          g_ptr_array_add (self->tables, (gpointer) section->entities[i]->table);
          gtk_string_list_append (titles, lw_model_noun_title (section->entities[i]->noun));
        }
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->table), G_LIST_MODEL (titles));
}

static void
fill_kinds (LwRecordPanel *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, _("Any kind"));
  for (gsize i = 1; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (titles, lw_record_kind_title (kinds[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->kind), G_LIST_MODEL (titles));
}

/* ---- actions ---- */

static void
copy_entries (LwPanel *panel)
{
  LwRecordPanel *self = LW_RECORD_PANEL (panel);

  if (lw_table_get_n_selected (self->commands) < 2)
    lw_table_select_all (self->commands);
  gtk_widget_activate_action (GTK_WIDGET (self->commands), "table.copy", NULL);
  lw_panel_toast (panel, _("Entries copied"));
}

static void
export_entries (LwPanel *panel)
{
  gtk_widget_activate_action (GTK_WIDGET (LW_RECORD_PANEL (panel)->commands), "table.export", NULL);
}

static void
check_chain (LwPanel *panel)
{
  lw_record_chain_check (LW_RECORD_PANEL (panel)->chain, FALSE);
}

static void
start_filter (LwPanel *panel)
{
  gtk_widget_grab_focus (LW_RECORD_PANEL (panel)->search);
}

static const LwPanelAction actions[] = {
  { "record-check", N_("Check the record"), NULL },
  { "record-filter", N_("Filter the record"), "<Control><Alt>f" },
  { "record-copy", N_("Copy entries of the record"), NULL },
  { "record-export", N_("Export the record as CSV"), NULL },
  { NULL, NULL, NULL },
};

static void
on_export (LwRecordPanel *self)
{
  lw_csv_export (self->commands, lw_panel_get_document (LW_PANEL (self)), _("Export the record as CSV"), _("Record"));
}

static void
on_state (LwRecordPanel *self)
{
  g_autofree char *state = lw_table_get_state (self->commands);

  if (self->rows != NULL)
    lw_file_state_set (lw_document_get_state (document_of (self)), "record", "table", state);
}

/* ---- places ---- */

static void
go_to_history (LwRecordPanel *self, const char *noun, const char *key)
{
  const LwEntity *entity = lw_bids_find_entity (document_of (self), noun);

  show_all (self, "");
  set_history (self, entity != NULL ? entity->table : noun, key, noun);
  apply_filter (self);
}

static void
lw_record_panel_go_to (LwPanel *panel, const char *place)
{
  LwRecordPanel *self = LW_RECORD_PANEL (panel);
  g_auto (GStrv) parts = g_strsplit (place, "/", 2);

  if (*place == '#')
    show_all (self, place + 1);
  else if (parts[0] != NULL && parts[1] != NULL)
    go_to_history (self, parts[0], parts[1]);
  gtk_widget_grab_focus (GTK_WIDGET (self->commands));
}

static char *
lw_record_panel_get_place (LwPanel *panel)
{
  LwRecordPanel *self = LW_RECORD_PANEL (panel);
  g_autofree char *key = lw_table_get_current_key (self->commands);

  if (self->history_table != NULL)
    {
      const LwEntity *entity = lw_bids_find_table (document_of (self), self->history_table);
      return g_strdup_printf ("%s/%s", entity != NULL ? entity->noun : self->history_table, self->history_key);
    }
  return key != NULL ? g_strdup_printf ("#%s", key) : NULL;
}

static void
on_history (LwRecordPanel *self, const char *place)
{
  lw_panel_go_to (LW_PANEL (self), place);
}

static char *
badge (LwDocument *document, LwTone *tone)
{
  return g_strdup (lw_record_chain_badge (document, tone));
}

const LwPanelInfo lw_record_panel_info = {
  .id = "record",
  .title = N_("Record"),
  .icon = "document-open-recent-symbolic",
  .group = N_("Record"),
  .order = 900,
  .get_type = lw_record_panel_get_type,
  .actions = actions,
  .guide = "record",
  .badge = badge,
};

/* ---- the panel ---- */

static void
on_changed (LwRecordPanel *self)
{
  lw_record_rows_follow (self->rows);
  fill_persons (self);
}

static void
on_first_map (LwRecordPanel *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document_of (self)), NULL);
  LwTone tone;
  gint64 n = CHECK_UNASKED;

  g_signal_handlers_disconnect_by_func (self, on_first_map, NULL);
  if (reader != NULL)
    lw_connection_get_int (lw_reader_connection (reader), &n, 0, NULL, "SELECT max (seq) FROM journal", "");
  if (n < CHECK_UNASKED && lw_record_chain_badge (document_of (self), &tone) == NULL)
    lw_record_chain_check (self->chain, TRUE);
}

static void
on_position (LwRecordPanel *self)
{
  const int width = gtk_widget_get_width (self->paned);

  if (width > 0)
    lw_file_state_set_int (lw_document_get_state (document_of (self)), "record", "detail-width",
                           width - gtk_paned_get_position (GTK_PANED (self->paned)));
}

static void
make_parts (LwRecordPanel *self)
{
  LwDocument *document = document_of (self);
  const int width = lw_file_state_get_int (lw_document_get_state (document), "record", "detail-width", 400);

  self->chain = lw_record_chain_new (document);
  adw_bin_set_child (ADW_BIN (self->chain_holder), GTK_WIDGET (self->chain));
  self->detail = lw_record_detail_new (document);
  gtk_widget_set_size_request (GTK_WIDGET (self->detail), CLAMP (width, 300, 700), -1);
  adw_bin_set_child (ADW_BIN (self->detail_holder), GTK_WIDGET (self->detail));
  g_signal_connect_swapped (self->detail, "history", G_CALLBACK (on_history), self);
}

static void
lw_record_panel_constructed (GObject *object)
{
  LwRecordPanel *self = LW_RECORD_PANEL (object);
  LwPanel *panel = LW_PANEL (object);
  g_autofree char *state = NULL;

  G_OBJECT_CLASS (lw_record_panel_parent_class)->constructed (object);
  make_parts (self);
  self->setting = TRUE;
  fill_persons (self);
  self->setting = TRUE;
  fill_tables (self);
  fill_kinds (self);
  self->setting = FALSE;
  gtk_label_set_text (GTK_LABEL (self->dates_error), _("expected a day as year-month-day, such as 2014-06-30"));
  self->rows = lw_record_rows_new (document_of (self));
  self->wanted = g_strdup ("");
  state = lw_file_state_get (lw_document_get_state (document_of (self)), "record", "table");
  lw_table_set_rows (self->commands, LW_ROWS (self->rows));
  /* after the table has seen them */
  g_signal_connect_swapped (self->rows, "items-changed", G_CALLBACK (on_items_changed), self);
  lw_table_set_state (self->commands, state);
  set_history (self, NULL, NULL, NULL);
  lw_panel_add_action (panel, "record-check", check_chain);
  lw_panel_add_action (panel, "record-filter", start_filter);
  lw_panel_add_action (panel, "record-copy", copy_entries);
  lw_panel_add_action (panel, "record-export", export_entries);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "panel", G_ACTION_GROUP (lw_panel_get_actions (panel)));
  g_signal_connect (self, "map", G_CALLBACK (on_first_map), NULL);
  g_signal_connect_swapped (self->paned, "notify::position", G_CALLBACK (on_position), self);
  g_signal_connect_object (document_of (self), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static void
lw_record_panel_dispose (GObject *object)
{
  LwRecordPanel *self = LW_RECORD_PANEL (object);

  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);
  self->detail = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), LW_TYPE_RECORD_PANEL);
  G_OBJECT_CLASS (lw_record_panel_parent_class)->dispose (object);
}

static void
lw_record_panel_finalize (GObject *object)
{
  LwRecordPanel *self = LW_RECORD_PANEL (object);

  g_clear_pointer (&self->persons, g_ptr_array_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_free (self->history_table);
  g_free (self->history_key);
  g_free (self->wanted);
  G_OBJECT_CLASS (lw_record_panel_parent_class)->finalize (object);
}

static void
lw_record_panel_class_init (LwRecordPanelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  LwPanelClass *panel_class = LW_PANEL_CLASS (class);

  object_class->constructed = lw_record_panel_constructed;
  object_class->dispose = lw_record_panel_dispose;
  object_class->finalize = lw_record_panel_finalize;
  panel_class->go_to = lw_record_panel_go_to;
  panel_class->get_place = lw_record_panel_get_place;
  g_type_ensure (LW_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/panels/lw-record-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, count);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, chain_holder);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, search);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, person);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, table);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, kind);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, dates);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, since);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, until);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, dates_error);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, history_bar);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, history_label);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, paned);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, commands);
  gtk_widget_class_bind_template_child (widget_class, LwRecordPanel, detail_holder);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_bind_template_callback (widget_class, on_filter);
  gtk_widget_class_bind_template_callback (widget_class, on_dates);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all);
  gtk_widget_class_bind_template_callback (widget_class, on_selection);
  gtk_widget_class_bind_template_callback (widget_class, on_count);
  gtk_widget_class_bind_template_callback (widget_class, on_state);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
}

static void
lw_record_panel_init (LwRecordPanel *self)
{
  self->setting = TRUE; /* while the template is filled */
  gtk_widget_init_template (GTK_WIDGET (self));
}
