/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-results-lots-private.h"
#include "lw-tab-stop.h"

#include "base/lw-i18n.h"

struct _LwResultsLots
{
  AdwBin parent_instance;

  LwDocument *document;
  gboolean wide;
  GtkSizeGroup *titles; /* where wide */
  LwResults *results;
  GListStore *lots;
  GtkListBox *list;
  gboolean quiet; /* the program selects, not the person */
};

G_DEFINE_FINAL_TYPE (LwResultsLots, lw_results_lots, ADW_TYPE_BIN)

enum
{
  PROP_DOCUMENT = 1,
  PROP_WIDE,
};

static guint selected_signal;

static LwResultsLot *
lot_at (LwResultsLots *self, guint position)
{
  g_autoptr (LwResultsLot) lot = g_list_model_get_item (G_LIST_MODEL (self->lots), position);

  return lot; /* the list keeps it */
}

/* ---- what the rows say ---- */

/* All bars are drawn to the longest; the texts of the lots that were not touched stay as they are. */
static void
scale_bars (LwResultsLots *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lots));
  double longest = 0;

  for (guint i = 0; i < n; i++)
    longest = MAX (longest, lot_at (self, i)->value);
  for (guint i = 0; i < n; i++)
    lw_results_lot_set_share (lot_at (self, i), longest > 0 ? lot_at (self, i)->value / longest : 0);
}

static void
update_lot (LwResultsLots *self, guint lot)
{
  const LwLotRanking *ranking = lw_results_get_ranking (self->results, lot);

  if (ranking != NULL && lot < g_list_model_get_n_items (G_LIST_MODEL (self->lots)))
    lw_results_lot_update (lot_at (self, lot), lw_results_get_marks (self->results), ranking);
}

static gboolean
is_same (LwResultsLots *self, const LwEvaluationMarks *marks)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lots));

  if (n != (marks != NULL ? marks->n_lots : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (lot_at (self, i)->id, marks->lots[i].id) != 0
        || g_strcmp0 (lot_at (self, i)->title, marks->lots[i].title) != 0)
      return FALSE;
  return TRUE;
}

/* Other lots: the rows are made anew, and the one that was selected is again. */
static void
read_lots (LwResultsLots *self)
{
  const LwEvaluationMarks *marks = lw_results_get_marks (self->results);
  g_autoptr (GPtrArray) lots = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *selected = g_strdup (lw_results_lots_get_selected (self));

  if (is_same (self, marks))
    return;
  for (guint i = 0; marks != NULL && i < marks->n_lots; i++)
    {
      g_ptr_array_add (lots, lw_results_lot_new (marks->lots[i].id, marks->lots[i].title));
      lw_results_lot_update (g_ptr_array_index (lots, i), marks, lw_results_get_ranking (self->results, i));
    }
  self->quiet = TRUE;
  g_list_store_splice (self->lots, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lots)), lots->pdata, lots->len);
  self->quiet = FALSE;
  if (selected != NULL)
    lw_results_lots_select (self, selected);
}

static void
on_updated (LwResults *results, GArray *lots, gboolean structure, LwResultsLots *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lots));

  if (structure)
    read_lots (self);
  if (structure)
    for (guint lot = 0; lot < n; lot++)
      update_lot (self, lot);
  else
    for (guint i = 0; i < lots->len; i++)
      update_lot (self, g_array_index (lots, guint, i));
  scale_bars (self);
}

/* ---- selection ---- */

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, LwResultsLots *self)
{
  if (row != NULL && !self->quiet && !self->wide)
    g_signal_emit (self, selected_signal, 0, lw_results_lot_row_get_lot (LW_RESULTS_LOT_ROW (row))->id);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, LwResultsLots *self)
{
  g_autofree char *place = NULL, *full = NULL;

  if (!self->wide)
    return;
  place = lw_results_place (lw_results_lot_row_get_lot (LW_RESULTS_LOT_ROW (row))->id, NULL, NULL);
  full = g_strconcat ("results:", place, NULL);
  lw_go_to (GTK_WIDGET (self), full);
}

const char *
lw_results_lots_get_selected (LwResultsLots *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row == NULL ? NULL : lw_results_lot_row_get_lot (LW_RESULTS_LOT_ROW (row))->id;
}

gboolean
lw_results_lots_select (LwResultsLots *self, const char *id)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lots));

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (lot_at (self, i)->id, id) == 0)
      {
        self->quiet = TRUE;
        gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) i));
        self->quiet = FALSE;
        return TRUE;
      }
  return FALSE;
}

void
lw_results_lots_move (LwResultsLots *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  const int at = row == NULL ? 0 : gtk_list_box_row_get_index (row) + by;
  GtkListBoxRow *next = at < 0 ? NULL : gtk_list_box_get_row_at_index (self->list, at);

  if (next != NULL)
    gtk_list_box_select_row (self->list, next);
}

GListModel *
lw_results_lots_get_model (LwResultsLots *self)
{
  return G_LIST_MODEL (self->lots);
}

/* ---- the widget ---- */

static GtkWidget *
make_row (gpointer lot, gpointer user_data)
{
  return lw_results_lot_row_new (lot, LW_RESULTS_LOTS (user_data)->titles);
}

static gboolean
lw_results_lots_grab_focus (GtkWidget *widget)
{
  LwResultsLots *self = LW_RESULTS_LOTS (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->list));
}

static void
lw_results_lots_constructed (GObject *object)
{
  LwResultsLots *self = LW_RESULTS_LOTS (object);

  G_OBJECT_CLASS (lw_results_lots_parent_class)->constructed (object);
  self->titles = self->wide ? gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL) : NULL;
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, self->wide ? GTK_SELECTION_NONE : GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), self->wide ? "boxed-list" : "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Lots: leader and margin"), -1);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->lots), make_row, self, NULL);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (on_row_selected), self, 0);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self, 0);
  adw_bin_set_child (ADW_BIN (self), g_object_new (LW_TYPE_TAB_STOP, "child", self->list, NULL));
  self->results = lw_results_of (self->document);
  if (self->results == NULL)
    return;
  g_object_ref (self->results);
  g_signal_connect_object (self->results, "updated", G_CALLBACK (on_updated), self, 0);
  read_lots (self);
  scale_bars (self);
}

static void
lw_results_lots_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LwResultsLots *self = LW_RESULTS_LOTS (object);

  if (id == PROP_DOCUMENT)
    self->document = g_value_dup_object (value);
  else if (id == PROP_WIDE)
    self->wide = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lw_results_lots_finalize (GObject *object)
{
  LwResultsLots *self = LW_RESULTS_LOTS (object);

  g_clear_object (&self->document);
  g_clear_object (&self->results);
  g_clear_object (&self->lots);
  g_clear_object (&self->titles);
  G_OBJECT_CLASS (lw_results_lots_parent_class)->finalize (object);
}

static void
lw_results_lots_class_init (LwResultsLotsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = lw_results_lots_constructed;
  object_class->set_property = lw_results_lots_set_property;
  object_class->finalize = lw_results_lots_finalize;
  GTK_WIDGET_CLASS (class)->grab_focus = lw_results_lots_grab_focus;
  g_object_class_install_property (object_class, PROP_DOCUMENT,
                                   g_param_spec_object ("document", NULL, NULL, LW_TYPE_DOCUMENT, flags));
  g_object_class_install_property (object_class, PROP_WIDE, g_param_spec_boolean ("wide", NULL, NULL, FALSE, flags));
  selected_signal = g_signal_new ("lot-selected", LW_TYPE_RESULTS_LOTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lw_results_lots_init (LwResultsLots *self)
{
  self->lots = g_list_store_new (LW_TYPE_RESULTS_LOT);
}

GtkWidget *
lw_results_lots_new (LwDocument *document)
{
  return g_object_new (LW_TYPE_RESULTS_LOTS, "document", document, NULL);
}
