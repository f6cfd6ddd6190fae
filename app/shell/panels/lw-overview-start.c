/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-overview-start.h"

#include "base/lw-i18n.h"

struct _LwOverviewStart
{
  AdwBin parent_instance;
  GPtrArray *rows; /* of Row */
};

typedef struct
{
  const LwStepInfo *info;
  GtkWidget *row;
  GtkWidget *sign;   /* its number, or that it is done */
  GtkWidget *button;
} Row;

G_DEFINE_FINAL_TYPE (LwOverviewStart, lw_overview_start, ADW_TYPE_BIN)

/* ---- the program's own ---- */

static gboolean
has_rows (LwDocument *document, const char *sql)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  gint64 some = 0;

  return reader != NULL && lw_connection_get_int (lw_reader_connection (reader), &some, 0, NULL, sql, "") && some;
}

static gboolean
has_lots (LwDocument *document)
{
  return has_rows (document, "SELECT EXISTS (SELECT 1 FROM lot)");
}

static gboolean
has_bidders (LwDocument *document)
{
  return has_rows (document, "SELECT EXISTS (SELECT 1 FROM bidder)");
}

static gboolean
has_bids (LwDocument *document)
{
  return has_rows (document, "SELECT EXISTS (SELECT 1 FROM bid)");
}

const LwStepInfo lw_overview_steps[] = {
  { "overview-lots", N_("Lots"), N_("What is put out to competition, part by part."), N_("Add lots"), 100, "bids:lot", has_lots },
  { "overview-bidders", N_("Bidders"), N_("Who bids, alone or as a consortium."), N_("Add bidders"), 300, "bids:bidder", has_bidders },
  { "overview-bids", N_("Bids"), N_("Which bidder bids for which lot, and at what price."), N_("Add bids"), 400, "bids:matrix",
    has_bids },
  { NULL },
};

/* ---- rows ---- */

static void
on_clicked (GtkButton *button, gpointer place)
{
  lw_go_to (GTK_WIDGET (button), place);
}

static Row *
row_new (const LwStepInfo *info)
{
  Row *row = g_new0 (Row, 1);

  row->info = info;
  row->row = adw_action_row_new ();
  row->sign = gtk_stack_new ();
  row->button = gtk_button_new_with_label (_(info->button));
  gtk_widget_set_valign (row->sign, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (row->button, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), _(info->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row->row), _(info->about));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row->row), row->sign);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), row->button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row->row), row->button);
  g_signal_connect (row->button, "clicked", G_CALLBACK (on_clicked), (gpointer) info->place);
  return row;
}

static void
add_signs (const Row *row, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  GtkWidget *label = gtk_label_new (text), *done = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (done, "success");
  gtk_stack_add_named (GTK_STACK (row->sign), label, "open");
  gtk_stack_add_named (GTK_STACK (row->sign), done, "done");
}

static void
show_row (const Row *row, gboolean done, gboolean first, gboolean writable)
{
  g_autofree char *name = g_strdup_printf (done ? _("%s, done") : _("%s, to do"), _(row->info->title));

  gtk_stack_set_visible_child_name (GTK_STACK (row->sign), done ? "done" : "open");
  gtk_widget_set_visible (row->button, !done);
  gtk_widget_set_sensitive (row->button, writable);
  if (first)
    gtk_widget_add_css_class (row->button, "suggested-action");
  else
    gtk_widget_remove_css_class (row->button, "suggested-action");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

gboolean
lw_overview_start_update (LwOverviewStart *self, LwDocument *document)
{
  const gboolean writable = lw_document_get_read_only_reason (document) == NULL;
  gboolean open = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);
      const gboolean done = row->info->is_done (document);

      show_row (row, done, !done && !open, writable);
      open = open || !done;
    }
  return open;
}

/* ---- life ---- */

static void
lw_overview_start_finalize (GObject *object)
{
  g_ptr_array_unref (LW_OVERVIEW_START (object)->rows);
  G_OBJECT_CLASS (lw_overview_start_parent_class)->finalize (object);
}

static void
lw_overview_start_class_init (LwOverviewStartClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_overview_start_finalize;
}

static void
lw_overview_start_init (LwOverviewStart *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
lw_overview_start_new (LwPanels *panels)
{
  LwOverviewStart *self = g_object_new (LW_TYPE_OVERVIEW_START, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *list = gtk_list_box_new ();
  GtkWidget *heading = gtk_label_new (_("First steps")), *about = gtk_label_new (_("In the order of the work. Then the bids can be marked."));
  GPtrArray *steps = lw_panels_get_steps (panels);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (about), 0);
  gtk_label_set_wrap (GTK_LABEL (about), TRUE);
  gtk_widget_add_css_class (about, "dim-label");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("First steps"), -1);
  for (guint i = 0; i < steps->len; i++)
    {
      Row *row = row_new (g_ptr_array_index (steps, i));

      add_signs (row, i + 1);
      g_ptr_array_add (self->rows, row);
      gtk_list_box_append (GTK_LIST_BOX (list), row->row);
    }
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), about);
  gtk_box_append (GTK_BOX (box), list);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
