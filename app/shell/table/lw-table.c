/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table: what its panel sees of it. Columns, sorting, what it says when it is empty or busy, its state. */
#include "config.h"

#include "table/lw-table-object.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Work shorter than this shows nothing. */
#define BUSY_AFTER_MS 150
#define WIDTH_STEP 24

enum
{
  PROP_NAME = 1,
  PROP_EMPTY_TEXT,
  PROP_COMPACT,
  PROP_GUARD_FORMULAS,
  PROP_ROWS,
  N_PROPS,
};

enum
{
  SIGNAL_ROW_ACTIVATED,
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_EXPORT_REQUESTED,
  SIGNAL_STATE_CHANGED,
  SIGNAL_COUNT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (LwTable, lw_table, GTK_TYPE_WIDGET)

static void
emit (LwTable *self, guint signal)
{
  g_signal_emit (self, signals[signal], 0);
}

/* ---- empty, busy ---- */

static void
update_empty (LwTable *self)
{
  const guint n = self->rows == NULL ? 0 : lw_rows_get_n_rows (self->rows);
  const gboolean filtered = self->rows != NULL && lw_rows_is_filtered (self->rows) && lw_rows_get_n_all (self->rows) > 0;
  const char *filter = self->rows == NULL ? "" : lw_rows_get_filter (self->rows);
  g_autofree char *nothing = filtered && *filter != '\0' ? g_strdup_printf (_("Nothing matches “%s”"), filter)
                             : filtered                  ? g_strdup (_("Nothing matches"))
                                                         : g_strdup (self->empty_text);

  gtk_label_set_text (self->empty_label, nothing);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), n == 0 && self->watched_job == NULL && *nothing != '\0');
}

static void
on_progress (LwJob *job, double fraction, LwTable *self)
{
  if (fraction < 0)
    gtk_progress_bar_pulse (self->busy_bar);
  else
    gtk_progress_bar_set_fraction (self->busy_bar, fraction);
}

static gboolean
show_busy (gpointer data)
{
  LwTable *self = data;

  self->busy_source = 0;
  gtk_label_set_text (self->busy_label, lw_job_get_title (self->watched_job));
  gtk_progress_bar_set_fraction (self->busy_bar, MAX (0, lw_job_get_fraction (self->watched_job)));
  gtk_widget_set_visible (self->busy_box, TRUE);
  return G_SOURCE_REMOVE;
}

static void
update_busy (LwTable *self)
{
  LwJob *job = self->own_job != NULL || self->rows == NULL ? self->own_job : lw_rows_get_job (self->rows);

  if (job == self->watched_job)
    return;
  if (self->watched_job != NULL)
    g_signal_handlers_disconnect_by_func (self->watched_job, on_progress, self);
  g_set_object (&self->watched_job, job);
  g_clear_handle_id (&self->busy_source, g_source_remove);
  if (job != NULL)
    {
      g_signal_connect (job, "progress", G_CALLBACK (on_progress), self);
      self->busy_source = g_timeout_add (BUSY_AFTER_MS, show_busy, self);
    }
  else
    gtk_widget_set_visible (self->busy_box, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_BUSY, job != NULL, -1);
  update_empty (self);
}

void
lw_table_set_own_job (LwTable *table, LwJob *job)
{
  g_set_object (&table->own_job, job);
  update_busy (table);
}

static void
on_cancel (GtkButton *button, LwTable *self)
{
  if (self->watched_job != NULL)
    lw_job_cancel (self->watched_job);
}

/* ---- rows ---- */

static void
on_items_changed (LwRows *rows, LwTable *self)
{
  lw_table_view_items_changed (self->view);
  lw_table_view_sort_changed (self->view);
  update_empty (self);
  emit (self, SIGNAL_COUNT_CHANGED);
}

static void
on_row_changed (LwRows *rows, guint handle, LwTable *self)
{
  lw_table_view_row_changed (self->view, handle);
}

static void
on_busy_changed (LwRows *rows, LwTable *self)
{
  update_busy (self);
}

static void
drop_rows (LwTable *self)
{
  if (self->rows == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);
}

void
lw_table_set_rows (LwTable *table, LwRows *rows)
{
  g_return_if_fail (LW_IS_TABLE (table));
  g_return_if_fail (rows == NULL || LW_IS_ROWS (rows));

  if (rows == table->rows)
    return;
  lw_table_editor_close (table->view, FALSE);
  drop_rows (table);
  if (rows != NULL)
    {
      table->rows = g_object_ref (rows);
      g_signal_connect (rows, "items-changed", G_CALLBACK (on_items_changed), table);
      g_signal_connect (rows, "row-changed", G_CALLBACK (on_row_changed), table);
      g_signal_connect (rows, "busy-changed", G_CALLBACK (on_busy_changed), table);
    }
  lw_table_make_columns (table);
  lw_table_view_rows_replaced (table->view);
  if (table->pending_state != NULL && rows != NULL)
    {
      g_autofree char *state = g_steal_pointer (&table->pending_state);
      lw_table_set_state (table, state);
    }
  update_busy (table);
  update_empty (table);
  emit (table, SIGNAL_COUNT_CHANGED);
  g_object_notify_by_pspec (G_OBJECT (table), props[PROP_ROWS]);
}

LwRows *
lw_table_get_rows (LwTable *table)
{
  g_return_val_if_fail (LW_IS_TABLE (table), NULL);
  return table->rows;
}

void
lw_table_set_filter (LwTable *table, const char *text)
{
  g_return_if_fail (LW_IS_TABLE (table));
  g_return_if_fail (table->rows != NULL);

  lw_rows_set_filter (table->rows, text);
  update_empty (table);
}

char *
lw_table_get_count_text (LwTable *table)
{
  g_return_val_if_fail (LW_IS_TABLE (table), NULL);

  const guint shown = table->rows == NULL ? 0 : lw_rows_get_n_rows (table->rows);
  const guint all = table->rows == NULL ? 0 : lw_rows_get_n_all (table->rows);
  g_autofree char *shown_text = g_strdup_printf ("%'u", shown), *all_text = g_strdup_printf ("%'u", all);

  /* Translators: how many rows of how many a filter shows, "12 of 84" */
  return table->rows != NULL && lw_rows_is_filtered (table->rows) ? g_strdup_printf (_("%s of %s"), shown_text, all_text)
                                                                  : g_steal_pointer (&shown_text);
}

/* ---- small properties ---- */

void
lw_table_set_label (LwTable *table, const char *name)
{
  g_return_if_fail (LW_IS_TABLE (table));

  g_free (table->name);
  table->name = g_strdup (name == NULL ? "" : name);
  lw_table_view_set_label (table->view, table->name);
}

void
lw_table_set_compact (LwTable *table, gboolean compact)
{
  g_return_if_fail (LW_IS_TABLE (table));

  if (table->compact == !!compact)
    return;
  table->compact = !!compact;
  gtk_widget_queue_resize (GTK_WIDGET (table->view));
}

gboolean
lw_table_get_compact (LwTable *table)
{
  return table->compact;
}

void
lw_table_set_empty_text (LwTable *table, const char *text)
{
  g_return_if_fail (LW_IS_TABLE (table));

  g_free (table->empty_text);
  table->empty_text = g_strdup (text == NULL ? "" : text);
  update_empty (table);
}

void
lw_table_set_guard_formulas (LwTable *table, gboolean guard)
{
  g_return_if_fail (LW_IS_TABLE (table));
  table->guard_formulas = !!guard;
}

gboolean
lw_table_get_guard (LwTable *table)
{
  return table->guard_formulas;
}

/* ---- selection ---- */

void
lw_table_emit_activated (LwTable *table, guint place)
{
  g_autofree char *key = lw_rows_get_key (table->rows, place);

  g_signal_emit (table, signals[SIGNAL_ROW_ACTIVATED], 0, key);
}

void
lw_table_emit_selection (LwTable *table)
{
  const gboolean any = lw_table_view_n_selected (table->view) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (table), "table.copy", any);
  emit (table, SIGNAL_SELECTION_CHANGED);
}

GArray *
lw_table_get_selected_handles (LwTable *table)
{
  return lw_table_view_selected (table->view);
}

GStrv
lw_table_get_selected_keys (LwTable *table)
{
  g_return_val_if_fail (LW_IS_TABLE (table), NULL);

  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GArray) handles = lw_table_view_selected (table->view);

  for (guint i = 0; i < handles->len; i++)
    {
      g_autofree char *key = lw_rows_handle_key (table->rows, g_array_index (handles, guint32, i));
      g_strv_builder_add (builder, key);
    }
  return g_strv_builder_end (builder);
}

guint
lw_table_get_n_selected (LwTable *table)
{
  g_return_val_if_fail (LW_IS_TABLE (table), 0);
  return lw_table_view_n_selected (table->view);
}

char *
lw_table_get_current_key (LwTable *table)
{
  guint place;

  g_return_val_if_fail (LW_IS_TABLE (table), NULL);
  return lw_table_view_get_current (table->view, &place) ? lw_rows_get_key (table->rows, place) : NULL;
}

gboolean
lw_table_select_key (LwTable *table, const char *key)
{
  guint place;

  g_return_val_if_fail (LW_IS_TABLE (table), FALSE);
  if (table->rows == NULL || !lw_rows_find_key (table->rows, key, &place))
    return FALSE;
  lw_table_view_move_to (table->view, place, FALSE);
  return TRUE;
}

void
lw_table_select_all (LwTable *table)
{
  g_return_if_fail (LW_IS_TABLE (table));
  lw_table_view_select_all (table->view);
}

void
lw_table_unselect_all (LwTable *table)
{
  g_return_if_fail (LW_IS_TABLE (table));
  lw_table_view_unselect_all (table->view);
}

/* ---- editing ---- */

static void
clear_editing (LwTable *self)
{
  if (self->edit_destroy != NULL)
    self->edit_destroy (self->edit_data);
  self->validate = NULL;
  self->commit = NULL;
  self->edit_data = NULL;
  self->edit_destroy = NULL;
}

void
lw_table_set_editing (LwTable *table, LwTableValidate validate, LwTableCommit commit, gpointer data,
                      GDestroyNotify destroy)
{
  g_return_if_fail (LW_IS_TABLE (table));

  lw_table_editor_close (table->view, FALSE);
  clear_editing (table);
  table->validate = validate;
  table->commit = commit;
  table->edit_data = data;
  table->edit_destroy = destroy;
}

gboolean
lw_table_can_edit (LwTable *table, guint index)
{
  return table->commit != NULL && lw_table_column (table, index)->spec->flags & LW_COLUMN_EDITABLE;
}

gboolean
lw_table_can_edit_current (LwTable *table)
{
  const int index = lw_table_view_get_current_column (table->view);

  return index >= 0 && lw_table_can_edit (table, (guint) index);
}

gboolean
lw_table_validate (LwTable *table, guint index, const char *key, const char *text, GError **error)
{
  return table->validate == NULL
         || table->validate (table, lw_table_column (table, index)->spec->id, key, text, table->edit_data, error);
}

gboolean
lw_table_commit (LwTable *table, guint index, const char *key, const char *text, GError **error)
{
  return table->commit (table, lw_table_column (table, index)->spec->id, key, text, table->edit_data, error);
}

gboolean
lw_table_edit (LwTable *table, const char *key, const char *column)
{
  guint place;

  g_return_val_if_fail (LW_IS_TABLE (table), FALSE);

  const int index = lw_table_find_column (table, column);
  return index >= 0 && lw_rows_find_key (table->rows, key, &place)
         && lw_table_editor_open (table->view, place, (guint) index, NULL);
}

/* ---- actions ---- */

static void
act_on_rows (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LwTable *self = LW_TABLE (widget);
  const int index = lw_table_view_get_current_column (self->view);
  guint place;

  if (strcmp (action, "table.export") == 0)
    emit (self, SIGNAL_EXPORT_REQUESTED);
  else if (strcmp (action, "table.columns") == 0)
    gtk_menu_button_popup (self->columns_button);
  else if (strcmp (action, "table.select-all") == 0)
    lw_table_view_select_all (self->view);
  else if (strcmp (action, "table.copy") == 0)
    lw_table_copy (self);
  else if (!lw_table_view_get_current (self->view, &place))
    return;
  else if (strcmp (action, "table.activate") == 0)
    lw_table_emit_activated (self, place);
  else if (index >= 0 && strcmp (action, "table.edit") == 0)
    lw_table_editor_open (self->view, place, (guint) index, NULL);
  else if (index >= 0 && strcmp (action, "table.copy-cell") == 0)
    {
      g_autofree char *text = lw_table_copy_cell (self, place, (guint) index);
      gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
    }
}

static void
act_on_column (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LwTable *self = LW_TABLE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  const int index = lw_table_find_column (self, id);

  if (g_str_has_prefix (action, "table.sort-"))
    lw_table_sort (self, *id == '\0' ? NULL : id, strcmp (action, "table.sort-descending") == 0);
  else if (index < 0)
    return;
  else if (strcmp (action, "table.fit-column") == 0)
    lw_table_fit_column (self, (guint) index);
  else if (strcmp (action, "table.hide-column") == 0)
    lw_table_set_column_visible (self, (guint) index, FALSE);
  else
    lw_table_set_column_width (self, (guint) index,
                               lw_table_column (self, (guint) index)->drawn
                                   + (strcmp (action, "table.widen-column") == 0 ? WIDTH_STEP : -WIDTH_STEP));
}

void
lw_table_take_popover (LwTable *table, GtkWidget *popover)
{
  g_clear_pointer (&table->popover, gtk_widget_unparent);
  table->popover = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (table->view));
}

static void
on_chooser_shown (GtkPopover *popover, LwTable *self)
{
  lw_table_fill_chooser (self, self->columns_box);
}

/* ---- life ---- */

static gboolean
lw_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LW_TABLE (widget)->view));
}

static void
lw_table_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LwTable *self = LW_TABLE (object);

  switch (id)
    {
    case PROP_NAME:
      lw_table_set_label (self, g_value_get_string (value));
      break;
    case PROP_EMPTY_TEXT:
      lw_table_set_empty_text (self, g_value_get_string (value));
      break;
    case PROP_COMPACT:
      lw_table_set_compact (self, g_value_get_boolean (value));
      break;
    case PROP_GUARD_FORMULAS:
      lw_table_set_guard_formulas (self, g_value_get_boolean (value));
      break;
    case PROP_ROWS:
      lw_table_set_rows (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lw_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LwTable *self = LW_TABLE (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_EMPTY_TEXT:
      g_value_set_string (value, self->empty_text);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    case PROP_GUARD_FORMULAS:
      g_value_set_boolean (value, self->guard_formulas);
      break;
    case PROP_ROWS:
      g_value_set_object (value, self->rows);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lw_table_dispose (GObject *object)
{
  LwTable *self = LW_TABLE (object);
  GtkWidget *child;

  if (self->view != NULL)
    lw_table_editor_close (self->view, FALSE);
  drop_rows (self);
  g_clear_handle_id (&self->busy_source, g_source_remove);
  if (self->watched_job != NULL)
    g_signal_handlers_disconnect_by_func (self->watched_job, on_progress, self);
  g_clear_object (&self->watched_job);
  g_clear_object (&self->own_job);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  clear_editing (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lw_table_parent_class)->dispose (object);
}

static void
lw_table_finalize (GObject *object)
{
  LwTable *self = LW_TABLE (object);

  g_array_unref (self->columns);
  g_free (self->name);
  g_free (self->empty_text);
  g_free (self->pending_state);
  G_OBJECT_CLASS (lw_table_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const char *const on_rows[] = { "table.copy", "table.copy-cell", "table.select-all", "table.export",
                                         "table.edit", "table.activate",  "table.columns" };
  static const char *const on_column[] = { "table.sort-ascending", "table.sort-descending", "table.fit-column",
                                           "table.hide-column",    "table.widen-column",    "table.narrow-column" };

  for (guint i = 0; i < G_N_ELEMENTS (on_rows); i++)
    gtk_widget_class_install_action (widget_class, on_rows[i], NULL, act_on_rows);
  for (guint i = 0; i < G_N_ELEMENTS (on_column); i++)
    gtk_widget_class_install_action (widget_class, on_column[i], "s", act_on_column);
}

static void
install_signals (void)
{
  static const char *const plain[] = { "selection-changed", "export-requested", "state-changed", "count-changed" };

  signals[SIGNAL_ROW_ACTIVATED] = g_signal_new ("row-activated", LW_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, G_TYPE_STRING);
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    signals[SIGNAL_SELECTION_CHANGED + i]
        = g_signal_new (plain[i], LW_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_table_class_init (LwTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = lw_table_set_property;
  object_class->get_property = lw_table_get_property;
  object_class->dispose = lw_table_dispose;
  object_class->finalize = lw_table_finalize;
  widget_class->grab_focus = lw_table_grab_focus;
  props[PROP_NAME] = g_param_spec_string ("label", NULL, NULL, "", flags);
  props[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, "", flags);
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  props[PROP_GUARD_FORMULAS] = g_param_spec_boolean ("guard-formulas", NULL, NULL, TRUE, flags);
  props[PROP_ROWS] = g_param_spec_object ("rows", NULL, NULL, LW_TYPE_ROWS, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  install_signals ();
  install_actions (widget_class);

  g_type_ensure (LW_TYPE_TABLE_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lwtable");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/table/lw-table.ui");
  gtk_widget_class_bind_template_child (widget_class, LwTable, scrolled);
  gtk_widget_class_bind_template_child (widget_class, LwTable, view);
  gtk_widget_class_bind_template_child (widget_class, LwTable, columns_button);
  gtk_widget_class_bind_template_child (widget_class, LwTable, columns_popover);
  gtk_widget_class_bind_template_child (widget_class, LwTable, columns_box);
  gtk_widget_class_bind_template_child (widget_class, LwTable, empty_label);
  gtk_widget_class_bind_template_child (widget_class, LwTable, busy_box);
  gtk_widget_class_bind_template_child (widget_class, LwTable, busy_label);
  gtk_widget_class_bind_template_child (widget_class, LwTable, busy_bar);
  gtk_widget_class_bind_template_child (widget_class, LwTable, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

/* Once a program. */
static void
add_style (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/lotwise/shell/table/lw-table.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_once_init_leave (&done, 1);
}

static void
lw_table_init (LwTable *self)
{
  add_style ();
  self->columns = g_array_new (FALSE, FALSE, sizeof (LwTableColumn));
  self->name = g_strdup ("");
  self->empty_text = g_strdup ("");
  self->guard_formulas = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  lw_table_view_set_table (self->view, self);
  g_signal_connect (self->columns_popover, "show", G_CALLBACK (on_chooser_shown), self);
}

LwTable *
lw_table_new (LwRows *rows, const char *name)
{
  return g_object_new (LW_TYPE_TABLE, "label", name, "rows", rows, NULL);
}
