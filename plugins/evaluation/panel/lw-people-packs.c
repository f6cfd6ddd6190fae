/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-packs.h"

#include "base/lw-clock.h"
#include "dialog/lw-dialogs.h"
#include "lw-pack-dialog.h"
#include "table/lw-memory-rows.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwPeoplePacks
{
  GtkBox parent_instance;

  LwPeopleData *data;
  LwMemoryRows *rows, *conflict_rows;
  LwTable *table, *conflicts;
  LwPeopleConflict *conflict;

  GtkStack *pages;
  GtkWidget *content, *empty, *deciding;
  GtkLabel *conflicts_title;
  AdwBin *table_bin, *conflicts_bin, *conflict_bin;
};

G_DEFINE_FINAL_TYPE (LwPeoplePacks, lw_people_packs, GTK_TYPE_BOX)

static const LwColumn columns[] = {
  { "person", N_("For"), LW_COLUMN_TEXT, 240, LW_COLUMN_ALWAYS, NULL },
  { "at", N_("Sent"), LW_COLUMN_TIME, 200, 0, NULL },
  { "version", N_("Version"), LW_COLUMN_NUMBER, 110, 0, NULL },
  { "standing", N_("Came back"), LW_COLUMN_TEXT, 170, 0, NULL },
  { "conflicts", N_("Conflicts"), LW_COLUMN_NUMBER, 80, 0, NULL },
  { "pack", N_("Pack"), LW_COLUMN_TEXT, 90, 0, NULL },
};

static const LwColumn conflict_columns[] = {
  { "person", N_("Evaluator"), LW_COLUMN_TEXT, 85, LW_COLUMN_ALWAYS, NULL },
  { "place", N_("Mark"), LW_COLUMN_TEXT, 120, 0, NULL },
  { "ours", N_("Here"), LW_COLUMN_TEXT, 50, 0, NULL },
  { "theirs", N_("Back"), LW_COLUMN_TEXT, 50, 0, NULL },
};

/* ---- packs ---- */

static LwMemoryRow *
pack_row_new (const LwPackInfo *info)
{
  g_autofree char *person = info->name != NULL ? g_strdup_printf ("%s %s", info->person, info->name)
                                               : g_strdup_printf (_("%s, who was removed"), info->person);
  g_autofree char *at = lw_clock_format (info->at), *id = g_strndup (info->id, 8);
  g_autofree char *version = info->version < info->newest
                                 ? g_strdup_printf (_("%lld, now %lld"), (long long) info->version, (long long) info->newest)
                                 : g_strdup_printf ("%lld", (long long) info->version);
  g_autofree char *raw = g_strdup_printf ("%lld", (long long) info->version);
  g_autofree char *standing
      = info->opened         ? g_strdup_printf (ngettext ("Opened here, returned %u time", "Opened here, returned %u times", info->returns), info->returns)
        : info->returns == 0 ? g_strdup (_("Not yet"))
                             : g_strdup_printf (ngettext ("Merged %u time", "Merged %u times", info->returns), info->returns);
  g_autofree char *conflicts = g_strdup_printf ("%u", info->conflicts);
  const char *const texts[] = { person, at, version, standing, conflicts, id, NULL };
  LwMemoryRow *row = lw_memory_row_new (info->id, texts);

  lw_memory_row_set_raw (row, 1, info->at);
  lw_memory_row_set_raw (row, 2, raw);
  if (info->version < info->newest)
    lw_memory_row_set_tone (row, 2, LW_CELL_ATTENTION);
  if (info->conflicts > 0)
    lw_memory_row_set_tone (row, 4, LW_CELL_ATTENTION);
  else if (info->returns > 0)
    lw_memory_row_set_tone (row, 3, LW_CELL_GOOD);
  return row;
}

/* ---- conflicts ---- */

static char *
key_of (const LwConflict *conflict)
{
  return g_strjoin ("/", conflict->pack, conflict->lot, conflict->bidder, conflict->criterion, NULL);
}

static LwMemoryRow *
conflict_row_new (const LwConflict *conflict)
{
  g_autofree char *key = key_of (conflict);
  g_autofree char *place = conflict->lot[0] != '\0' ? g_strjoin ("/", conflict->lot, conflict->bidder, conflict->criterion, NULL)
                                                    : g_strjoin ("/", conflict->bidder, conflict->criterion, NULL);
  const char *const texts[] = { conflict->person, place, conflict->ours != NULL ? conflict->ours : "–",
                                conflict->theirs != NULL ? conflict->theirs : "–", NULL };

  return lw_memory_row_new (key, texts);
}

static void
on_conflict (LwPeoplePacks *self)
{
  GPtrArray *conflicts = lw_people_data_get_conflicts (self->data);
  g_autofree char *key = lw_table_get_current_key (self->conflicts);
  const LwConflict *found = NULL;

  for (guint i = 0; conflicts != NULL && key != NULL && i < conflicts->len && found == NULL; i++)
    {
      g_autofree char *its = key_of (conflicts->pdata[i]);
      found = strcmp (its, key) == 0 ? conflicts->pdata[i] : NULL;
    }
  lw_people_conflict_show (self->conflict, found);
}

/* The next in its place, when one is decided. */
static void
choose_conflict (LwPeoplePacks *self, guint before)
{
  g_autofree char *key = lw_table_get_current_key (self->conflicts);
  const guint n = lw_rows_get_n_rows (LW_ROWS (self->conflict_rows));

  if ((key == NULL || lw_table_get_n_selected (self->conflicts) == 0) && n > 0)
    {
      g_autofree char *next = lw_rows_get_key (LW_ROWS (self->conflict_rows), MIN (before, n - 1));
      lw_table_select_key (self->conflicts, next);
    }
  on_conflict (self);
}

static guint
place_of_current (LwPeoplePacks *self)
{
  g_autofree char *key = lw_table_get_current_key (self->conflicts);
  guint place = 0;

  if (key == NULL || !lw_rows_find_key (LW_ROWS (self->conflict_rows), key, &place))
    return 0;
  return place;
}

static void
fill_conflicts (LwPeoplePacks *self)
{
  GPtrArray *conflicts = lw_people_data_get_conflicts (self->data), *rows = g_ptr_array_new ();
  const guint n = conflicts != NULL ? conflicts->len : 0, before = place_of_current (self);
  g_autofree char *title
      = n == 0 ? g_strdup (_("No conflicts: nothing that came back waits for a decision"))
               : g_strdup_printf (ngettext ("%u mark that came back was not taken over: decide it",
                                            "%u marks that came back were not taken over: decide each", n), n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (rows, conflict_row_new (conflicts->pdata[i]));
  lw_memory_rows_set (self->conflict_rows, rows);
  gtk_label_set_text (self->conflicts_title, title);
  gtk_widget_set_visible (self->deciding, n > 0);
  choose_conflict (self, before);
}

static void
on_updated (LwPeoplePacks *self)
{
  GPtrArray *packs = lw_people_data_get_packs (self->data), *rows = g_ptr_array_new ();

  for (guint i = 0; packs != NULL && i < packs->len; i++)
    g_ptr_array_add (rows, pack_row_new (packs->pdata[i]));
  gtk_stack_set_visible_child (self->pages, rows->len > 0 ? self->content : self->empty);
  lw_memory_rows_set (self->rows, rows);
  fill_conflicts (self);
}

static gboolean
on_key (LwPeoplePacks *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (GTK_IS_TEXT (focus) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0
      || (keyval != GDK_KEY_1 && keyval != GDK_KEY_2 && keyval != GDK_KEY_KP_1 && keyval != GDK_KEY_KP_2))
    return GDK_EVENT_PROPAGATE;
  lw_people_conflict_decide (self->conflict, keyval == GDK_KEY_2 || keyval == GDK_KEY_KP_2);
  return GDK_EVENT_STOP;
}

/* ---- out and in ---- */

void
lw_people_packs_export (LwPeoplePacks *self, const char *person)
{
  lw_pack_dialog_export (lw_dialog_parent (GTK_WIDGET (self)), self->data, person);
}

static void
on_files (GPtrArray *files, gpointer data)
{
  LwPeoplePacks *self = data;

  lw_pack_dialog_open (lw_dialog_parent (GTK_WIDGET (self)), lw_people_data_get_document (self->data), files);
}

void
lw_people_packs_import (LwPeoplePacks *self)
{
  lw_dialog_open_many (GTK_WIDGET (self), _("Import returned packs"), &lw_pack_kind, on_files, self);
}

/* ---- life ---- */

static void
lw_people_packs_dispose (GObject *object)
{
  LwPeoplePacks *self = LW_PEOPLE_PACKS (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), LW_TYPE_PEOPLE_PACKS);
  g_clear_object (&self->rows);
  g_clear_object (&self->conflict_rows);
  G_OBJECT_CLASS (lw_people_packs_parent_class)->dispose (object);
}

static void
lw_people_packs_class_init (LwPeoplePacksClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_people_packs_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-people-packs.ui");
  gtk_widget_class_bind_template_child (widget_class, LwPeoplePacks, pages);
  gtk_widget_class_bind_template_child (widget_class, LwPeoplePacks, content);
  gtk_widget_class_bind_template_child (widget_class, LwPeoplePacks, empty);
  gtk_widget_class_bind_template_child (widget_class, LwPeoplePacks, deciding);
  gtk_widget_class_bind_template_child (widget_class, LwPeoplePacks, conflicts_title);
  gtk_widget_class_bind_template_child (widget_class, LwPeoplePacks, table_bin);
  gtk_widget_class_bind_template_child (widget_class, LwPeoplePacks, conflicts_bin);
  gtk_widget_class_bind_template_child (widget_class, LwPeoplePacks, conflict_bin);
}

static void
lw_people_packs_init (LwPeoplePacks *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LwPeoplePacks *
lw_people_packs_new (LwPeopleData *data)
{
  LwPeoplePacks *self = g_object_new (LW_TYPE_PEOPLE_PACKS, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->data = data;
  self->rows = lw_memory_rows_new (columns, G_N_ELEMENTS (columns));
  self->conflict_rows = lw_memory_rows_new (conflict_columns, G_N_ELEMENTS (conflict_columns));
  self->table = lw_table_new (LW_ROWS (self->rows), _("Packs"));
  self->conflicts = lw_table_new (LW_ROWS (self->conflict_rows), _("Conflicts"));
  self->conflict = lw_people_conflict_new (data);
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
  adw_bin_set_child (self->conflicts_bin, GTK_WIDGET (self->conflicts));
  adw_bin_set_child (self->conflict_bin, GTK_WIDGET (self->conflict));
  g_signal_connect_object (self->conflicts, "selection-changed", G_CALLBACK (on_conflict), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (data, "updated", G_CALLBACK (on_updated), self, G_CONNECT_SWAPPED);
  on_updated (self);
  return self;
}

LwTable *
lw_people_packs_get_table (LwPeoplePacks *self)
{
  return self->table;
}

LwTable *
lw_people_packs_get_conflicts (LwPeoplePacks *self)
{
  return self->conflicts;
}

LwPeopleConflict *
lw_people_packs_get_conflict (LwPeoplePacks *self)
{
  return self->conflict;
}

void
lw_people_packs_focus (LwPeoplePacks *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (gtk_widget_get_visible (self->deciding) ? self->conflicts : self->table));
}
