/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The panel Bids: its views, one of which is in sight, the pane of details beside them, adding, filtering, copying. The
 * view Matrix is in lw-bids-matrix-page.c, the others are in lw-bids-view.c.
 */
#include "config.h"

#include "panels/lw-bids-panel.h"

#include "panels/lw-bids-chips.h"
#include "panels/lw-bids-detail.h"
#include "panels/lw-bids-edit.h"
#include "panels/lw-bids-form.h"
#include "panels/lw-bids-matrix-page.h"
#include "panels/lw-bids-places.h"
#include "panels/lw-bids-view.h"
#include "panels/lw-shell-panels.h"

#include "base/lw-i18n.h"

/* A view: its page in the stack is called by the noun, the matrix "matrix". */
typedef struct
{
  const char *name;
  const char *title;
  const char *question;
  const char *noun;  /* what is added and shown in detail here */
  const char *add;
  const char *subjects[4]; /* of provenance, that the view shows */
} ViewInfo;

static const ViewInfo view_infos[] = {
  { "matrix", N_("Matrix"), N_("Who bids for which lot, and at what price?"), "bid", N_("Add bid"),
    { "bids", "prices", NULL } },
  { "bid", N_("List"), N_("All bids as a table: which prices, which state?"), "bid", N_("Add bid"),
    { "bids", "prices", NULL } },
  { "bidder", N_("Bidders"), N_("Who bids, and who stands behind each bidder?"), "bidder", N_("Add bidder"),
    { "bidders", "shares", NULL } },
  { "organisation", N_("Organisations"), N_("Which organisations take part, alone or with others?"), "organisation",
    N_("Add organisation"), { "bidders", NULL } },
  { "lot", N_("Lots"), N_("What is put out to competition?"), "lot", N_("Add lot"), { "lots", "values", "areas", NULL } },
  { "person", N_("People"), N_("Who works on this competition, and in which role?"), "person", N_("Add person"),
    { "people", NULL } },
};
#define N_VIEWS G_N_ELEMENTS (view_infos)

struct _LwBidsPanel
{
  LwPanel parent;
  GtkWidget *stack;
  GtkWidget *switcher;
  GtkWidget *chips;
  GtkWidget *question;
  GtkWidget *add_holder;
  GtkWidget *count;
  GtkWidget *search;
  GtkWidget *paned;
  GtkWidget *detail_holder;
  LwBidsDetail *detail;
  LwBidsMatrixPage *matrix;
  LwBidsGrid *grid; /* in it */
  LwBidsView *views[N_VIEWS]; /* NULL until first shown; the matrix has none */
  gboolean detail_open[N_VIEWS];
};

G_DEFINE_FINAL_TYPE (LwBidsPanel, lw_bids_panel, LW_TYPE_PANEL)

static guint
current_view (LwBidsPanel *self)
{
  const char *name = gtk_stack_get_visible_child_name (GTK_STACK (self->stack));

  for (guint i = 0; i < N_VIEWS; i++)
    if (g_strcmp0 (view_infos[i].name, name) == 0)
      return i;
  return 0;
}

static LwDocument *
document_of (LwBidsPanel *self)
{
  return lw_panel_get_document (LW_PANEL (self));
}

static LwFileState *
state_of (LwBidsPanel *self)
{
  return lw_document_get_state (document_of (self));
}

/* ---- details ---- */

/* What is chosen in the current view, as a key of its noun, or NULL. */
static char *
chosen_key (LwBidsPanel *self)
{
  const guint view = current_view (self);

  if (view > 0)
    return self->views[view] != NULL ? lw_table_get_current_key (lw_bids_view_get_table (self->views[view])) : NULL;
  return lw_bids_matrix_page_get_key (self->matrix);
}

static void
update_detail (LwBidsPanel *self)
{
  const guint view = current_view (self);
  g_autofree char *key = self->detail_open[view] ? chosen_key (self) : NULL;

  gtk_widget_set_visible (self->detail_holder, self->detail_open[view]);
  if (self->detail_open[view])
    lw_bids_detail_show (self->detail, view_infos[view].noun, key);
}

static void
open_detail (LwBidsPanel *self, gboolean open)
{
  const guint view = current_view (self);
  g_autofree char *name = g_strdup_printf ("detail-%s", view_infos[view].name);

  self->detail_open[view] = open;
  lw_file_state_set_int (state_of (self), "bids", name, open);
  update_detail (self);
}

static void
focus_view (LwBidsPanel *self)
{
  const guint view = current_view (self);
  gtk_widget_grab_focus (view == 0 ? GTK_WIDGET (self->grid) : GTK_WIDGET (lw_bids_view_get_table (self->views[view])));
}

static void
on_detail_close (LwBidsPanel *self)
{
  open_detail (self, FALSE);
  focus_view (self);
}

static void
on_detail_go (LwBidsPanel *self, const char *place)
{
  lw_panel_go_to (LW_PANEL (self), place);
}

/* ---- the matrix ---- */

static void
update_count (LwBidsPanel *self)
{
  const guint view = current_view (self);
  g_autofree char *text = NULL;

  if (view > 0 && self->views[view] != NULL)
    text = lw_table_get_count_text (lw_bids_view_get_table (self->views[view]));
  else
    text = lw_bids_matrix_page_get_count_text (self->matrix);
  gtk_label_set_text (GTK_LABEL (self->count), text != NULL ? text : "");
}

static void
reload_matrix (LwBidsPanel *self)
{
  g_autoptr (GError) error = NULL;
  const char *filter = current_view (self) == 0 ? gtk_editable_get_text (GTK_EDITABLE (self->search)) : NULL;

  if (!lw_bids_matrix_page_reload (self->matrix, filter, &error))
    lw_panel_toast (LW_PANEL (self), error->message);
}

static void
on_bid_added (LwBidsPanel *self, const char *key)
{
  lw_panel_go_to (LW_PANEL (self), key);
}

static void
on_cell_activated (LwBidsPanel *self)
{
  g_autofree char *key = chosen_key (self);

  if (key != NULL)
    {
      open_detail (self, TRUE);
      lw_bids_detail_focus (self->detail);
    }
  else if (lw_document_get_read_only_reason (document_of (self)) == NULL)
    lw_bids_matrix_page_add_here (self->matrix);
}

static void
on_current_changed (LwBidsPanel *self)
{
  if (current_view (self) == 0)
    update_detail (self);
}

static void
remove_chosen (LwPanel *panel)
{
  LwBidsPanel *self = LW_BIDS_PANEL (panel);
  g_autofree char *key = chosen_key (self);

  if (key != NULL && lw_document_get_read_only_reason (document_of (self)) == NULL)
    lw_bids_remove (GTK_WIDGET (self), document_of (self), view_infos[current_view (self)].noun, key);
}

static void
on_removal (LwBidsPanel *self)
{
  remove_chosen (LW_PANEL (self));
}

/* ---- the views ---- */

static void
on_chosen (LwBidsPanel *self)
{
  update_detail (self);
}

static void
on_row_activated (LwBidsPanel *self)
{
  open_detail (self, TRUE);
  lw_bids_detail_focus (self->detail);
}

static void
make_view (LwBidsPanel *self, guint view)
{
  GtkWidget *page = gtk_stack_get_child_by_name (GTK_STACK (self->stack), view_infos[view].name);
  LwTable *table;

  if (view == 0 || self->views[view] != NULL)
    return;
  self->views[view] = lw_bids_view_new (document_of (self), view_infos[view].name);
  table = lw_bids_view_get_table (self->views[view]);
  adw_bin_set_child (ADW_BIN (page), GTK_WIDGET (self->views[view]));
  g_signal_connect_swapped (self->views[view], "chosen", G_CALLBACK (on_chosen), self);
  g_signal_connect_swapped (self->views[view], "removal", G_CALLBACK (on_removal), self);
  g_signal_connect_swapped (table, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (table, "count-changed", G_CALLBACK (update_count), self);
}

static void
on_search (LwBidsPanel *self)
{
  const guint view = current_view (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (view == 0)
    lw_bids_matrix_page_filter (self->matrix, text);
  else
    lw_table_set_filter (lw_bids_view_get_table (self->views[view]), text);
  update_count (self);
}

static void
update_chips (LwBidsPanel *self)
{
  lw_bids_chips_fill (self->chips, document_of (self), view_infos[current_view (self)].subjects);
}

static void
on_added (gpointer data, const char *noun, const char *key)
{
  g_autofree char *place = g_str_equal (noun, "bid") ? g_strdup (key) : g_strdup_printf ("%s/%s", noun, key);
  lw_panel_go_to (LW_PANEL (data), place);
}

static void
on_view (LwBidsPanel *self)
{
  const guint view = current_view (self);
  const ViewInfo *info = &view_infos[view];

  if (self->detail == NULL)
    return; /* not set up yet */
  make_view (self, view);
  gtk_label_set_text (GTK_LABEL (self->question), _(info->question));
  adw_bin_set_child (ADW_BIN (self->add_holder),
                     lw_bids_add_button_new (document_of (self), _(info->add), info->noun, NULL, on_added, self));
  update_chips (self);
  on_search (self);
  update_detail (self);
  lw_file_state_set (state_of (self), "bids", "view", info->name);
}

/* ---- following the file ---- */

static gboolean
touches (GPtrArray *changes, const char *const *tables)
{
  for (guint i = 0; i < changes->len; i++)
    if (g_strv_contains (tables, ((const LwChange *) changes->pdata[i])->table))
      return TRUE;
  return FALSE;
}

static void
on_changed (LwBidsPanel *self, GPtrArray *changes)
{
  static const char *const matrix_tables[] = { "bid", "lot", "bidder", "competition", NULL };
  static const char *const core_tables[]
      = { "bid",  "lot",    "bidder",      "competition", "bidder_member", "organisation", "registration", "lot_area",
          "area", "person", "person_role", NULL };
  static const char *const provenance_tables[] = { "provenance", NULL };

  if (touches (changes, matrix_tables))
    reload_matrix (self);
  for (guint i = 0; i < N_VIEWS; i++)
    if (self->views[i] != NULL)
      lw_bids_view_reload (self->views[i], changes);
  if (touches (changes, provenance_tables))
    update_chips (self);
  if (touches (changes, core_tables))
    update_detail (self);
  update_count (self);
}

/* ---- actions ---- */

static LwTable *
table_of_view (LwBidsPanel *self)
{
  const guint view = MAX (current_view (self), 1); /* the matrix is copied and exported as its list */

  make_view (self, view);
  return lw_bids_view_get_table (self->views[view]);
}

static void
copy_rows (LwPanel *panel)
{
  LwTable *table = table_of_view (LW_BIDS_PANEL (panel));

  if (current_view (LW_BIDS_PANEL (panel)) == 0 || lw_table_get_n_selected (table) == 0)
    lw_table_select_all (table);
  gtk_widget_activate_action (GTK_WIDGET (table), "table.copy", NULL);
  lw_panel_toast (panel, _("Rows copied"));
}

static void
export_rows (LwPanel *panel)
{
  gtk_widget_activate_action (GTK_WIDGET (table_of_view (LW_BIDS_PANEL (panel))), "table.export", NULL);
}

static void
open_add (LwPanel *panel)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (LW_BIDS_PANEL (panel)->add_holder))));
}

static void
start_filter (LwPanel *panel)
{
  gtk_widget_grab_focus (LW_BIDS_PANEL (panel)->search);
}

static void
toggle_detail (LwPanel *panel)
{
  LwBidsPanel *self = LW_BIDS_PANEL (panel);
  open_detail (self, !self->detail_open[current_view (self)]);
}

static const LwPanelAction actions[] = {
  { "bids-add", N_("Add a bid, bidder, organisation, lot or person"), "<Control><Shift>n" },
  { "bids-remove", N_("Remove what is chosen"), NULL },
  { "bids-filter", N_("Filter bids, bidders, organisations, lots and people"), "<Control><Alt>f" },
  { "bids-details", N_("Show or hide details"), "<Control>d" },
  { "bids-copy", N_("Copy rows"), NULL },
  { "bids-export", N_("Export rows as CSV"), NULL },
  { NULL, NULL, NULL },
};

/* ---- places ---- */

static void
go_to_bid (LwBidsPanel *self, const char *lot, const char *bidder)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "matrix");
  if (!lw_bids_grid_select (self->grid, lot, bidder))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), ""); /* it may be filtered out */
      on_search (self);
      lw_bids_grid_select (self->grid, lot, bidder);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
go_to_row (LwBidsPanel *self, guint view, const char *key)
{
  LwTable *table;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), view_infos[view].name);
  table = lw_bids_view_get_table (self->views[view]);
  lw_rows_wait (lw_table_get_rows (table));
  if (key != NULL && !lw_table_select_key (table, key))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      on_search (self);
      lw_rows_wait (lw_table_get_rows (table));
      lw_table_select_key (table, key);
    }
  gtk_widget_grab_focus (GTK_WIDGET (table));
  update_detail (self);
}

static void
lw_bids_panel_go_to (LwPanel *panel, const char *place)
{
  LwBidsPanel *self = LW_BIDS_PANEL (panel);
  g_auto (GStrv) parts = g_strsplit (place, "/", 2);

  if (parts[0] == NULL)
    return;
  for (guint i = 0; i < N_VIEWS; i++)
    if (g_str_equal (parts[0], view_infos[i].name))
      {
        if (i == 0)
          gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "matrix");
        else
          go_to_row (self, i, parts[1]);
        return;
      }
  if (parts[1] != NULL)
    go_to_bid (self, parts[0], parts[1]);
}

static char *
lw_bids_panel_get_place (LwPanel *panel)
{
  LwBidsPanel *self = LW_BIDS_PANEL (panel);
  const guint view = current_view (self);
  g_autofree char *key = NULL;
  const char *lot, *bidder;

  if (view == 0)
    return lw_bids_grid_get_current (self->grid, &lot, &bidder) ? g_strdup_printf ("%s/%s", lot, bidder) : g_strdup ("matrix");
  key = chosen_key (self);
  return key != NULL ? g_strdup_printf ("%s/%s", view_infos[view].name, key) : g_strdup (view_infos[view].name);
}

const LwPanelInfo lw_bids_panel_info = {
  .id = "bids",
  .title = N_("Bids"),
  .icon = "x-office-spreadsheet-symbolic",
  .group = N_("Competition"),
  .order = 110,
  .get_type = lw_bids_panel_get_type,
  .actions = actions,
  .guide = "bids",
  .place_of_row = lw_bids_place_of_row,
};

/* ---- the panel ---- */

static void
on_go_lots (LwBidsPanel *self)
{
  const LwBidMatrix *matrix = lw_bids_grid_get_matrix (self->grid);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), matrix != NULL && matrix->lots->len > 0 ? "bidder" : "lot");
  open_add (LW_PANEL (self));
}

static GtkWidget *
make_matrix (LwBidsPanel *self)
{
  self->matrix = lw_bids_matrix_page_new (document_of (self));
  self->grid = lw_bids_matrix_page_get_grid (self->matrix);
  g_signal_connect_swapped (self->matrix, "added", G_CALLBACK (on_bid_added), self);
  g_signal_connect_swapped (self->matrix, "start", G_CALLBACK (on_go_lots), self);
  g_signal_connect_swapped (self->grid, "current-changed", G_CALLBACK (on_current_changed), self);
  g_signal_connect_swapped (self->grid, "activated", G_CALLBACK (on_cell_activated), self);
  g_signal_connect_swapped (self->grid, "removal", G_CALLBACK (on_removal), self);
  return GTK_WIDGET (self->matrix);
}

static void
on_position (LwBidsPanel *self)
{
  const int width = gtk_widget_get_width (self->paned);

  if (width > 0 && gtk_widget_get_visible (self->detail_holder))
    lw_file_state_set_int (state_of (self), "bids", "detail-width", width - gtk_paned_get_position (GTK_PANED (self->paned)));
}

static void
restore_state (LwBidsPanel *self)
{
  g_autofree char *view = lw_file_state_get (state_of (self), "bids", "view");

  for (guint i = 0; i < N_VIEWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("detail-%s", view_infos[i].name);
      self->detail_open[i] = lw_file_state_get_int (state_of (self), "bids", name, i > 1);
    }
  gtk_widget_set_size_request (GTK_WIDGET (self->detail),
                               CLAMP (lw_file_state_get_int (state_of (self), "bids", "detail-width", 320), 280, 600), -1);
  if (view != NULL && gtk_stack_get_child_by_name (GTK_STACK (self->stack), view) != NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), view);
}

static void
lw_bids_panel_constructed (GObject *object)
{
  LwBidsPanel *self = LW_BIDS_PANEL (object);
  LwPanel *panel = LW_PANEL (object);

  G_OBJECT_CLASS (lw_bids_panel_parent_class)->constructed (object);
  for (guint i = 0; i < N_VIEWS; i++)
    gtk_stack_add_titled (GTK_STACK (self->stack), i == 0 ? make_matrix (self) : adw_bin_new (), view_infos[i].name,
                          _(view_infos[i].title));
  /* six titles of different lengths */
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (self->switcher)), FALSE);
  reload_matrix (self);
  self->detail = lw_bids_detail_new (document_of (self));
  adw_bin_set_child (ADW_BIN (self->detail_holder), GTK_WIDGET (self->detail));
  g_signal_connect_swapped (self->detail, "go", G_CALLBACK (on_detail_go), self);
  g_signal_connect_swapped (self->detail, "close", G_CALLBACK (on_detail_close), self);
  lw_panel_add_action (panel, "bids-add", open_add);
  lw_panel_add_action (panel, "bids-remove", remove_chosen);
  lw_panel_add_action (panel, "bids-filter", start_filter);
  lw_panel_add_action (panel, "bids-details", toggle_detail);
  lw_panel_add_action (panel, "bids-copy", copy_rows);
  lw_panel_add_action (panel, "bids-export", export_rows);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "panel", G_ACTION_GROUP (lw_panel_get_actions (panel)));
  restore_state (self);
  on_view (self);
  g_signal_connect_swapped (self->paned, "notify::position", G_CALLBACK (on_position), self);
  g_signal_connect_object (document_of (self), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static void
lw_bids_panel_dispose (GObject *object)
{
  LwBidsPanel *self = LW_BIDS_PANEL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LW_TYPE_BIDS_PANEL);
  G_OBJECT_CLASS (lw_bids_panel_parent_class)->dispose (object);
}

static void
lw_bids_panel_class_init (LwBidsPanelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  LwPanelClass *panel_class = LW_PANEL_CLASS (class);

  object_class->constructed = lw_bids_panel_constructed;
  object_class->dispose = lw_bids_panel_dispose;
  panel_class->go_to = lw_bids_panel_go_to;
  panel_class->get_place = lw_bids_panel_get_place;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/panels/lw-bids-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LwBidsPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, LwBidsPanel, switcher);
  gtk_widget_class_bind_template_child (widget_class, LwBidsPanel, chips);
  gtk_widget_class_bind_template_child (widget_class, LwBidsPanel, question);
  gtk_widget_class_bind_template_child (widget_class, LwBidsPanel, add_holder);
  gtk_widget_class_bind_template_child (widget_class, LwBidsPanel, count);
  gtk_widget_class_bind_template_child (widget_class, LwBidsPanel, search);
  gtk_widget_class_bind_template_child (widget_class, LwBidsPanel, paned);
  gtk_widget_class_bind_template_child (widget_class, LwBidsPanel, detail_holder);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_bind_template_callback (widget_class, on_view);
}

static void
lw_bids_panel_init (LwBidsPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
