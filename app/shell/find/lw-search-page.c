/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The search page, Ctrl+F: results as one types, grouped by kind; Enter goes there. */
#include "config.h"

#include "find/lw-find.h"

#include "search/lw-search.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Hits shown of each kind. */
#define LIMIT 20

struct _LwSearchPage
{
  AdwBin parent;
  LwDocument *document;
  LwPanels *panels;
  LwSearch *search;
  GCancellable *query;
  char *asked;    /* the last text that was asked for */
  char *answered; /* the text of which the results are shown */
  gboolean enter; /* Enter came before the answer */
  GtkEditable *entry;
  GtkLabel *count;
  GtkStack *stack;
  AdwStatusPage *nothing;
  GtkListBox *results;
};

G_DEFINE_FINAL_TYPE (LwSearchPage, lw_search_page, ADW_TYPE_BIN)

static guint closed_signal;

/* ---- results ---- */

/* Kinds of rows as people call them, several. */
static const char *
title_of_noun (const char *noun)
{
  static const char *const titles[][2] = {
    { "competition", N_("Competition") },     { "statement", N_("Statements on trust") }, { "area", N_("Areas") },
    { "lot", N_("Lots") },                    { "lot-area", N_("Areas of lots") },        { "organisation", N_("Organisations") },
    { "registration", N_("Registrations") },  { "bidder", N_("Bidders") },                { "member", N_("Members of bidders") },
    { "bid", N_("Bids") },                    { "person", N_("People") },                 { "role", N_("Roles") },
    { "method", N_("Method") },               { "scale", N_("Scales") },                  { "scale-mark", N_("Marks of scales") },
    { "criterion", N_("Criteria") },          { "mark", N_("Marks") },                    { "consensus", N_("Agreed marks") },
    { "answer", N_("Answers") },              { "document", N_("Documents") },            { "page", N_("Pages of documents") },
    { "assignment", N_("Assignments") },      { "declaration", N_("Declarations of interest") },
    { "note", N_("Private notes") },          { "query", N_("Queries") },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strcmp (titles[i][0], noun) == 0)
      return _(titles[i][1]);
  return noun;
}

/* @text with its matches in bold. */
static char *
marked_up (const char *text, GArray *ranges)
{
  GString *markup = g_string_new (NULL);
  gsize at = 0;
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      const LwSearchRange *range = &g_array_index (ranges, LwSearchRange, i);
      g_autofree char *before = g_markup_escape_text (text + at, range->start - at);
      g_autofree char *match = g_markup_escape_text (text + range->start, range->length);
      g_string_append_printf (markup, "%s<b>%s</b>", before, match);
      at = range->start + range->length;
    }
  g_autofree char *rest = g_markup_escape_text (text + at, -1);
  g_string_append (markup, rest);
  return g_string_free (markup, FALSE);
}

static GtkWidget *
line_new (const char *text, GArray *ranges, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *markup = marked_up (text, ranges);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
row_new (LwSearchPage *self, const LwSearchGroup *group, const LwSearchHit *hit)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  char *place = lw_panels_place_of_row (self->panels, self->document, hit->noun, hit->key);
  g_autofree char *name = g_strdup_printf ("%s: %s", title_of_noun (hit->noun), hit->title);

  gtk_box_append (GTK_BOX (box), line_new (hit->title, hit->title_ranges, NULL));
  if (*hit->snippet != '\0')
    gtk_box_append (GTK_BOX (box), line_new (hit->snippet, hit->snippet_ranges, "dim-label"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), place != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  hit->snippet, -1);
  g_object_set_data_full (G_OBJECT (row), "lw-place", place, g_free);
  g_object_set_data (G_OBJECT (row), "lw-noun", (gpointer) group->noun);
  g_object_set_data (G_OBJECT (row), "lw-total", GUINT_TO_POINTER (group->n_total));
  return row;
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *noun = g_object_get_data (G_OBJECT (row), "lw-noun");
  const guint total = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "lw-total"));
  g_autofree char *text = NULL;
  GtkWidget *header;

  if (before != NULL && g_object_get_data (G_OBJECT (before), "lw-noun") == noun)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  text = total > LIMIT ? g_strdup_printf (_("%s: the best %d of %u"), title_of_noun (noun), LIMIT, total)
                       : g_strdup_printf ("%s: %u", title_of_noun (noun), total);
  header = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (header), 0);
  gtk_widget_add_css_class (header, "lw-result-group");
  gtk_list_box_row_set_header (row, header);
}

static void
clear (LwSearchPage *self)
{
  GtkListBoxRow *row;
  while ((row = gtk_list_box_get_row_at_index (self->results, 0)) != NULL)
    gtk_list_box_remove (self->results, GTK_WIDGET (row));
}

/* The first result that Enter can go to; the first of all where there is none. */
static GtkListBoxRow *
first_place (LwSearchPage *self)
{
  GtkListBoxRow *row;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->results, i)) != NULL; i++)
    if (g_object_get_data (G_OBJECT (row), "lw-place") != NULL)
      return row;
  return gtk_list_box_get_row_at_index (self->results, 0);
}

static void
show (LwSearchPage *self, GPtrArray *groups)
{
  guint total = 0;
  g_autofree char *count = NULL;

  clear (self);
  for (guint i = 0; i < groups->len; i++)
    {
      const LwSearchGroup *group = groups->pdata[i];
      total += group->n_total;
      for (guint h = 0; h < group->hits->len; h++)
        gtk_list_box_append (self->results, row_new (self, group, group->hits->pdata[h]));
    }
  count = g_strdup_printf (ngettext ("%u result", "%u results", total), total);
  if (lw_search_get_progress (self->search) < 1)
    {
      g_autofree char *so_far = g_strdup_printf (_("%s so far"), count);
      gtk_label_set_text (self->count, so_far);
    }
  else
    gtk_label_set_text (self->count, count);
  if (total > 0)
    gtk_list_box_select_row (self->results, first_place (self));
  else
    {
      g_autofree char *title = g_strdup_printf (_("Nothing matches “%s”"), gtk_editable_get_text (self->entry));
      g_autofree char *plain = g_markup_escape_text (title, -1);
      adw_status_page_set_title (self->nothing, plain);
    }
  gtk_stack_set_visible_child_name (self->stack, total > 0 ? "results" : "nothing");
}

/* ---- going there ---- */

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, LwSearchPage *self)
{
  const char *place = g_object_get_data (G_OBJECT (row), "lw-place");
  if (place != NULL)
    lw_go_to (GTK_WIDGET (self), place);
}

static void
activate_selected (LwSearchPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->results);
  self->enter = FALSE;
  if (row != NULL)
    on_row_activated (self->results, row, self);
}

/* ---- asking ---- */

/* What cannot be asked about is not shown. */
static void
keep_visible (LwSearchPage *self, GPtrArray *groups)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);

  if (reader == NULL)
    g_ptr_array_set_size (groups, 0);
  else
    lw_host_filter_hits (lw_document_get_host (self->document), lw_reader_connection (reader),
                         lw_document_get_sight (self->document), lw_document_get_person (self->document), groups, LIMIT);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LwSearchPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = lw_search_query_finish (LW_SEARCH (source), result, &error);

  if (self->document == NULL)
    return; /* the window is gone */
  if (groups != NULL)
    {
      g_free (self->answered);
      self->answered = g_strdup (self->asked);
      keep_visible (self, groups);
      show (self, groups);
      /* While the index is being made the first result may be yet to come: it asks again when it is whole. */
      if (self->enter && lw_search_get_progress (self->search) >= 1)
        activate_selected (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (self->document, "failed", _("The search did not work"), error);
}

static void
ask (LwSearchPage *self)
{
  const char *text = gtk_editable_get_text (self->entry);

  g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  g_free (self->asked);
  self->asked = g_strdup (text);
  if (*text == '\0')
    {
      gtk_label_set_text (self->count, "");
      gtk_stack_set_visible_child_name (self->stack, "begin");
      return;
    }
  self->query = g_cancellable_new ();
  /* what may not be seen is taken out afterwards, and may be most of it */
  lw_search_query_async (self->search, text, lw_document_get_sight (self->document) == LW_SIGHT_ALL ? LIMIT : LW_SEARCH_LIMIT,
                         self->query, on_found, g_object_ref (self));
}

static void
on_search_changed (GtkSearchEntry *entry, LwSearchPage *self)
{
  if (self->query == NULL || g_strcmp0 (gtk_editable_get_text (self->entry), self->asked) != 0)
    ask (self);
}

/* The index that is being made; outlives the window, whose page has let go of these then. */
typedef struct
{
  LwSearchPage *page;
  LwDocument *document;
  LwSearch *search;
} Building;

static void
building_free (gpointer data)
{
  Building *building = data;
  g_object_unref (building->page);
  g_object_unref (building->document);
  g_object_unref (building->search);
  g_free (building);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Building, building_free)

static void
on_built (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Building) building = user_data;
  g_autoptr (GError) error = NULL;

  lw_document_remove_job (building->document, LW_JOB (source));
  if (!lw_search_build_finish (building->search, result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (building->document, "failed", _("The index for the search was not made"), error);
  if (building->page->document != NULL) /* else the window is gone */
    ask (building->page);
}

void
lw_search_page_start (LwSearchPage *self)
{
  if (self->search == NULL)
    {
      g_autoptr (LwJob) job = lw_job_new (_("Making the index for the search"));
      Building *building;
      self->search = lw_search_new (lw_document_get_store (self->document), lw_document_get_sections (self->document));
      lw_document_add_job (self->document, job);
      building = g_new0 (Building, 1);
      building->page = g_object_ref (self);
      building->document = g_object_ref (self->document);
      building->search = g_object_ref (self->search);
      lw_search_build_async (self->search, job, on_built, building);
    }
  else
    ask (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

/* ---- the keyboard ---- */

/* Enter goes to the first result of what stands in the entry, not of what stood there before. */
static void
on_entry_activated (GtkSearchEntry *entry, LwSearchPage *self)
{
  if (g_strcmp0 (gtk_editable_get_text (self->entry), self->answered) == 0)
    {
      activate_selected (self);
      return;
    }
  self->enter = TRUE;
  ask (self);
}

static void
on_stop (GtkSearchEntry *entry, LwSearchPage *self)
{
  g_signal_emit (self, closed_signal, 0);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, LwSearchPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->results);
  GtkWidget *focus = GTK_WIDGET (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  const gboolean in_entry = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry));

  if (key == GDK_KEY_Escape)
    g_signal_emit (self, closed_signal, 0);
  else if (key == GDK_KEY_Down && in_entry && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else if (key == GDK_KEY_Up && !in_entry && row != NULL && gtk_list_box_row_get_index (row) == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  else
    return FALSE;
  return TRUE;
}

static void
on_next (GtkSearchEntry *entry, LwSearchPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->results);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* ---- the widget ---- */

static void
lw_search_page_dispose (GObject *object)
{
  LwSearchPage *self = LW_SEARCH_PAGE (object);
  g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  g_clear_object (&self->search);
  g_clear_object (&self->document);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->answered, g_free);
  G_OBJECT_CLASS (lw_search_page_parent_class)->dispose (object);
}

static void
lw_search_page_class_init (LwSearchPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_search_page_dispose;
  closed_signal = g_signal_new ("closed", LW_TYPE_SEARCH_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/find/lw-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LwSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, LwSearchPage, count);
  gtk_widget_class_bind_template_child (widget_class, LwSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LwSearchPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, LwSearchPage, results);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
lw_search_page_init (LwSearchPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_list_box_set_header_func (self->results, update_header, NULL, NULL);
}

GtkWidget *
lw_search_page_new (LwDocument *document, LwPanels *panels)
{
  LwSearchPage *self = g_object_new (LW_TYPE_SEARCH_PAGE, NULL);
  self->document = g_object_ref (document);
  self->panels = panels;
  return GTK_WIDGET (self);
}
