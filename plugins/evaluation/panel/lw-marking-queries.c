/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-queries.h"

#include "lw-evaluation-alone.h"
#include "lw-marking-text.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwMarkingQueries
{
  AdwBin parent_instance;
  LwDocument *document;
  GtkBox *list;
};

G_DEFINE_FINAL_TYPE (LwMarkingQueries, lw_marking_queries, ADW_TYPE_BIN)

/* ---- one query ---- */

static GtkWidget *
line_new (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static const LwEvaluationQuery *
query_of (GtkWidget *entry)
{
  return g_object_get_data (G_OBJECT (entry), "lw-query");
}

static void
reply (LwMarkingQueries *self, GtkWidget *entry)
{
  const LwEvaluationQuery *query = query_of (entry);
  const LwMarkPlace place = { query->lot, query->bidder, query->criterion, query->person };
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (strcmp (text, query->reply != NULL ? query->reply : "") != 0)
    lw_document_edit (self->document, lw_evaluation_reply (&place, text, lw_document_get_person (self->document), NULL), NULL);
}

static void
on_reply (GtkWidget *widget, LwMarkingQueries *self)
{
  GtkWidget *entry = g_object_get_data (G_OBJECT (widget), "lw-entry");

  reply (self, entry != NULL ? entry : widget);
}

static GtkWidget *
query_new (LwMarkingQueries *self, LwEvaluationQuery *query /* transfer full */)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_entry_new (), *button = gtk_button_new_with_label (query->reply != NULL ? _("Change") : _("Reply"));
  g_autofree char *where = query->lot[0] != '\0' ? g_strdup_printf (_("%s asks on %s/%s/%s"), query->person, query->lot,
                                                                    query->bidder, query->criterion)
                                                 : g_strdup_printf (_("%s asks on %s/%s"), query->person, query->bidder,
                                                                    query->criterion);
  g_autofree char *name = g_strdup_printf (_("Reply to %s: %s"), query->person, query->text);
  g_autofree char *button_name = g_strdup_printf (_("Send the reply to %s"), query->person);
  const gboolean editable = lw_document_get_read_only_reason (self->document) == NULL;

  gtk_box_append (GTK_BOX (box), line_new (where, "heading"));
  gtk_box_append (GTK_BOX (box), line_new (query->text, NULL));
  gtk_entry_set_max_length (GTK_ENTRY (entry), 1000);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Reply"));
  gtk_editable_set_text (GTK_EDITABLE (entry), query->reply != NULL ? query->reply : "");
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_set_sensitive (entry, editable);
  gtk_widget_set_sensitive (button, editable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, button_name, -1);
  g_object_set_data_full (G_OBJECT (entry), "lw-query", query, (GDestroyNotify) lw_evaluation_query_free);
  g_object_set_data (G_OBJECT (button), "lw-entry", entry);
  g_signal_connect (entry, "activate", G_CALLBACK (on_reply), self);
  g_signal_connect (button, "clicked", G_CALLBACK (on_reply), self);
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (box), line);
  return box;
}

/* ---- the list ---- */

static void
add_all (LwMarkingQueries *self, GPtrArray *queries, gboolean open)
{
  for (guint i = 0; i < queries->len; i++)
    {
      LwEvaluationQuery *query = queries->pdata[i];

      if (query == NULL || (query->reply == NULL) != open)
        continue;
      queries->pdata[i] = NULL;
      gtk_box_append (self->list, query_new (self, query));
    }
}

/* A reply that is being written stays: the list is made anew when it is not. */
static gboolean
is_writing (LwMarkingQueries *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *entry = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY) : NULL;
  const LwEvaluationQuery *query = entry != NULL && gtk_widget_is_ancestor (entry, GTK_WIDGET (self)) ? query_of (entry) : NULL;

  return query != NULL && strcmp (gtk_editable_get_text (GTK_EDITABLE (entry)), query->reply != NULL ? query->reply : "") != 0;
}

static void
fill (LwMarkingQueries *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autoptr (GPtrArray) queries = reader == NULL ? NULL : lw_evaluation_queries (lw_reader_connection (reader), NULL, FALSE, NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  if (queries != NULL)
    {
      add_all (self, queries, TRUE);
      add_all (self, queries, FALSE);
    }
  if (gtk_widget_get_first_child (GTK_WIDGET (self->list)) == NULL)
    gtk_box_append (self->list, line_new (_("No evaluator has asked anything."), "dim-label"));
}

static void
on_changed (LwDocument *document, GPtrArray *changes, LwMarkingQueries *self)
{
  gboolean touched = FALSE;

  for (guint i = 0; i < changes->len && !touched; i++)
    touched = strcmp (((const LwChange *) changes->pdata[i])->table, "evaluation_query") == 0;
  if (touched && !is_writing (self))
    fill (self);
}

static gboolean
on_shown (GtkWidget *self, GdkFrameClock *clock, gpointer unused)
{
  gtk_widget_child_focus (self, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

void
lw_marking_queries_focus (LwMarkingQueries *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_shown, NULL, NULL);
}

/* ---- life ---- */

static void
lw_marking_queries_dispose (GObject *object)
{
  g_clear_object (&LW_MARKING_QUERIES (object)->document);
  G_OBJECT_CLASS (lw_marking_queries_parent_class)->dispose (object);
}

static void
lw_marking_queries_class_init (LwMarkingQueriesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_marking_queries_dispose;
}

static void
lw_marking_queries_init (LwMarkingQueries *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  g_object_set (self->list, "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 12, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
lw_marking_queries_new (LwDocument *document)
{
  LwMarkingQueries *self = g_object_new (LW_TYPE_MARKING_QUERIES, NULL);

  self->document = g_object_ref (document);
  fill (self);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, 0);
  return GTK_WIDGET (self);
}
