/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-document-view.h"

#include "lw-document-page.h"
#include "panel/lw-panel.h"
#include "store/lw-content.h"

#include <string.h>

#include "base/lw-i18n.h"

#define ZOOM_STEP 1.25
#define ZOOM_MIN 0.25
#define ZOOM_MAX 8.0

struct _LwDocumentView
{
  AdwBin parent_instance;
  GtkWidget *tools;
  GtkWidget *paging;
  GtkWidget *previous, *next;
  GtkEditable *number;
  GtkLabel *of;
  GtkWidget *zooming;
  GtkToggleButton *as_text;
  GtkWidget *search_toggle;
  GtkSearchBar *search_bar;
  GtkEditable *search;
  GtkLabel *matches;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  LwDocumentPage *page;
  GtkTextView *text;
  AdwStatusPage *none;

  LwDocument *document;
  char *bidder, *name, *sha256;
  LwPdf *pdf; /* NULL for a text */
  guint n_pages;
  guint at; /* page, from 0 */
  double zoom;
  guint fitting; /* source */
  char *wanted;  /* what was looked for last, or NULL */
  GArray *found; /* of guint: pages that have it, from 0 */
};

G_DEFINE_FINAL_TYPE (LwDocumentView, lw_document_view, ADW_TYPE_BIN)

/* ---- the page ---- */

static char *
text_of (LwDocumentView *self, guint page)
{
  g_autoptr (LwReader) reader = self->sha256 != NULL ? lw_store_reader (lw_document_get_store (self->document), NULL) : NULL;
  char *text = NULL;

  if (reader != NULL)
    lw_content_get_page (lw_reader_connection (reader), self->sha256, page + 1, &text, NULL);
  return text;
}

static void
fit (LwDocumentView *self)
{
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (self->scroller);

  lw_document_page_set_width (self->page, (int) (MAX (gtk_adjustment_get_page_size (across), 60) * self->zoom));
}

static gboolean
fit_now (gpointer data)
{
  LwDocumentView *self = data;

  self->fitting = 0;
  fit (self);
  return G_SOURCE_REMOVE;
}

/* The width is known while sizes are given out: none can be asked for then. */
static void
on_width (LwDocumentView *self)
{
  if (self->fitting == 0)
    self->fitting = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_now, self, NULL);
}

static const char *
wanted_words (LwDocumentView *self)
{
  return gtk_search_bar_get_search_mode (self->search_bar) ? gtk_editable_get_text (self->search) : "";
}

/* Marks the words that are looked for in the text that is shown, and scrolls to the first. */
static void
mark_text (LwDocumentView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  const char *words = wanted_words (self);
  GtkTextIter from, start, end;
  gboolean first = TRUE;

  gtk_text_buffer_get_bounds (buffer, &from, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, "found", &from, &end);
  while (words[0] != '\0' && gtk_text_iter_forward_search (&from, words, GTK_TEXT_SEARCH_CASE_INSENSITIVE, &start, &end, NULL))
    {
      gtk_text_buffer_apply_tag_by_name (buffer, "found", &start, &end);
      if (first)
        {
          gtk_text_buffer_place_cursor (buffer, &start);
          gtk_text_view_scroll_to_iter (self->text, &start, 0.1, FALSE, 0, 0);
        }
      first = FALSE;
      from = end;
    }
}

static void
show_page (LwDocumentView *self)
{
  g_autofree char *text = text_of (self, self->at);
  g_autofree char *of = g_strdup_printf (_("of %u"), self->n_pages);
  g_autofree char *number = g_strdup_printf ("%u", self->at + 1);
  const gboolean as_text = self->pdf == NULL || gtk_toggle_button_get_active (self->as_text);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start;

  gtk_editable_set_text (self->number, number);
  gtk_label_set_label (self->of, of);
  gtk_widget_set_sensitive (self->previous, self->at > 0);
  gtk_widget_set_sensitive (self->next, self->at + 1 < self->n_pages);
  gtk_widget_set_sensitive (self->zooming, !as_text);
  gtk_text_buffer_set_text (buffer, text != NULL && text[0] != '\0' ? text : self->pdf != NULL ? _("This page has no text.") : "", -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_stack_set_visible_child_name (self->stack, as_text ? "text" : "page");
  mark_text (self);
  lw_document_page_find (self->page, wanted_words (self));
  lw_document_page_show (self->page, as_text ? NULL : self->pdf, self->at, self->name, text);
  fit (self);
}

static void
go_to (LwDocumentView *self, guint page, gboolean bottom)
{
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (page >= self->n_pages)
    return;
  if (page != self->at)
    {
      self->at = page;
      show_page (self);
    }
  gtk_adjustment_set_value (down, bottom ? gtk_adjustment_get_upper (down) : 0);
}

void
lw_document_view_go_to (LwDocumentView *self, guint page)
{
  if (page > 0)
    go_to (self, page - 1, FALSE);
}

void
lw_document_view_turn (LwDocumentView *self, int pages)
{
  if (pages < 0 ? self->at >= (guint) -pages : TRUE)
    go_to (self, (guint) ((int) self->at + pages), FALSE);
}

guint
lw_document_view_get_page (LwDocumentView *self)
{
  return self->at + 1;
}

gboolean
lw_document_view_has_pages (LwDocumentView *self)
{
  return self->pdf != NULL;
}

static void
on_page_failed (LwDocumentView *self, const char *why)
{
  adw_status_page_set_title (self->none, _("This page cannot be shown"));
  lw_status_page_describe (self->none, why);
  gtk_stack_set_visible_child_name (self->stack, "none");
}

/* ---- the document ---- */

static gboolean
load (LwDocumentView *self, char **media)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autoptr (LwStatement) row = NULL;

  if (reader == NULL)
    return FALSE;
  row = lw_connection_prepare (lw_reader_connection (reader),
                               "SELECT sha256, media, pages FROM evaluation_document WHERE bidder = ? AND name = ?", NULL);
  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "ss", self->bidder, self->name);
  if (lw_statement_step (row, NULL) != LW_STEP_ROW)
    return FALSE;
  self->sha256 = g_strdup (lw_statement_text (row, 0));
  *media = g_strdup (lw_statement_text (row, 1));
  self->n_pages = MAX (1, (guint) lw_statement_int (row, 2));
  return TRUE;
}

static void
forget (LwDocumentView *self)
{
  lw_document_page_show (self->page, NULL, 0, "", NULL);
  g_clear_pointer (&self->pdf, lw_pdf_unref);
  g_clear_pointer (&self->bidder, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->wanted, g_free);
  self->n_pages = 0;
  self->at = 0;
}

void
lw_document_view_show (LwDocumentView *self, LwDocument *document, const char *bidder, const char *name)
{
  g_autofree char *media = NULL;
  gboolean pdf, text;

  g_set_object (&self->document, document);
  if (self->sha256 != NULL && g_strcmp0 (bidder, self->bidder) == 0 && g_strcmp0 (name, self->name) == 0)
    return;
  forget (self);
  if (name == NULL)
    return;
  self->bidder = g_strdup (bidder);
  self->name = g_strdup (name);
  if (!load (self, &media))
    {
      adw_status_page_set_title (self->none, _("This document is gone"));
      adw_status_page_set_description (self->none, _("It was removed from the file."));
      gtk_stack_set_visible_child_name (self->stack, "none");
      gtk_widget_set_visible (self->tools, FALSE);
      return;
    }
  pdf = strcmp (media, "application/pdf") == 0;
  text = g_str_has_prefix (media, "text/");
  if (pdf)
    self->pdf = lw_pdf_new (lw_document_get_store (document), self->sha256);
  gtk_widget_set_visible (self->tools, pdf || text);
  gtk_widget_set_visible (self->paging, pdf);
  gtk_widget_set_visible (self->zooming, pdf);
  gtk_widget_set_visible (GTK_WIDGET (self->as_text), pdf);
  if (pdf || text)
    {
      show_page (self);
      return;
    }
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  adw_status_page_set_title (self->none, _("Not shown here"));
  adw_status_page_set_description (self->none, _("Files of this format are kept and not read. Save a copy to open it with "
                                                 "another program."));
  gtk_stack_set_visible_child_name (self->stack, "none");
}

/* ---- find ---- */

/* Pages that have the words, from 0: all are read once for the same words. (element-type guint) */
static const GArray *
pages_with (LwDocumentView *self, const char *words)
{
  g_autofree char *wanted = g_utf8_casefold (words, -1);

  if (g_strcmp0 (self->wanted, wanted) == 0)
    return self->found;
  g_array_set_size (self->found, 0);
  for (guint i = 0; words[0] != '\0' && i < self->n_pages; i++)
    {
      g_autofree char *text = text_of (self, i);
      g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;
      if (folded != NULL && strstr (folded, wanted) != NULL)
        g_array_append_val (self->found, i);
    }
  g_free (self->wanted);
  self->wanted = g_steal_pointer (&wanted);
  return self->found;
}

/* @step: 0 from here on, 1 after this page, -1 before it. Goes round. */
static void
find (LwDocumentView *self, int step)
{
  const GArray *found = pages_with (self, wanted_words (self));
  g_autofree char *said = NULL;
  guint place = 0;

  if (found->len > 0)
    {
      while (place < found->len && g_array_index (found, guint, place) < self->at + (step > 0))
        place++;
      if (step < 0)
        place = (place + found->len - 1) % found->len;
      place %= found->len;
      go_to (self, g_array_index (found, guint, place), FALSE);
    }
  mark_text (self);
  lw_document_page_find (self->page, wanted_words (self));
  if (wanted_words (self)[0] == '\0')
    said = g_strdup ("");
  else if (self->pdf == NULL)
    said = g_strdup (found->len > 0 ? "" : _("not found"));
  else
    said = found->len == 0 ? g_strdup (_("not found"))
                           : g_strdup_printf (ngettext ("on %u page", "on %u pages", found->len), found->len);
  gtk_label_set_label (self->matches, said);
}

static void
on_search (LwDocumentView *self)
{
  find (self, 0);
}

static void
on_search_next (LwDocumentView *self)
{
  find (self, 1);
}

static void
on_search_previous (LwDocumentView *self)
{
  find (self, -1);
}

static void
on_search_stop (LwDocumentView *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_widget_grab_focus (strcmp (gtk_stack_get_visible_child_name (self->stack), "page") == 0 ? GTK_WIDGET (self->page)
                                                                                             : GTK_WIDGET (self->text));
}

static void
on_search_mode (LwDocumentView *self)
{
  if (self->document != NULL)
    find (self, 0);
}

void
lw_document_view_find (LwDocumentView *self)
{
  if (!gtk_widget_get_visible (self->tools))
    return;
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* ---- controls ---- */

static void
on_previous (LwDocumentView *self)
{
  lw_document_view_turn (self, -1);
}

static void
on_next (LwDocumentView *self)
{
  lw_document_view_turn (self, 1);
}

static void
on_number (LwDocumentView *self)
{
  guint64 number = 0;
  g_autofree char *back = NULL;

  if (g_ascii_string_to_unsigned (gtk_editable_get_text (self->number), 10, 1, self->n_pages, &number, NULL))
    go_to (self, (guint) number - 1, FALSE);
  back = g_strdup_printf ("%u", self->at + 1);
  gtk_editable_set_text (self->number, back);
}

static void
zoom (LwDocumentView *self, double by)
{
  self->zoom = by > 0 ? CLAMP (self->zoom * by, ZOOM_MIN, ZOOM_MAX) : 1;
  fit (self);
}

static void
on_smaller (LwDocumentView *self)
{
  zoom (self, 1 / ZOOM_STEP);
}

static void
on_larger (LwDocumentView *self)
{
  zoom (self, ZOOM_STEP);
}

static void
on_fit (LwDocumentView *self)
{
  zoom (self, 0);
}

static void
on_as_text (LwDocumentView *self)
{
  if (self->pdf != NULL)
    show_page (self);
}

/* Beyond the end of a page comes the next. */
static gboolean
on_page_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, LwDocumentView *self)
{
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (self->scroller);
  const double value = gtk_adjustment_get_value (down);
  const gboolean at_end = value + gtk_adjustment_get_page_size (down) >= gtk_adjustment_get_upper (down) - 1;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
    case GDK_KEY_space:
      if (!at_end || self->at + 1 >= self->n_pages)
        return FALSE;
      go_to (self, self->at + 1, FALSE);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      if (value > 0 || self->at == 0)
        return FALSE;
      go_to (self, self->at - 1, TRUE);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      go_to (self, self->at + 1, FALSE);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      lw_document_view_turn (self, -1);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      on_larger (self);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      on_smaller (self);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- selecting ---- */

/* One line, as a quotation has it. */
static char *
one_line (const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        gap = line->len > 0;
      else
        {
          g_string_append (line, gap ? " " : "");
          g_string_append_unichar (line, c);
          gap = FALSE;
        }
    }
  return line->len > 0 ? g_strdup (line->str) : NULL;
}

char *
lw_document_view_get_selection (LwDocumentView *self)
{
  const char *shown = gtk_stack_get_visible_child_name (self->stack);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (g_strcmp0 (shown, "page") == 0)
    text = g_strdup (lw_document_page_get_selection (self->page));
  else if (g_strcmp0 (shown, "text") == 0 && gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return text != NULL ? one_line (text) : NULL;
}

/* ---- life ---- */

static void
lw_document_view_dispose (GObject *object)
{
  LwDocumentView *self = LW_DOCUMENT_VIEW (object);

  g_clear_handle_id (&self->fitting, g_source_remove);
  if (self->page != NULL)
    forget (self);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (lw_document_view_parent_class)->dispose (object);
}

static void
lw_document_view_finalize (GObject *object)
{
  g_array_unref (LW_DOCUMENT_VIEW (object)->found);
  G_OBJECT_CLASS (lw_document_view_parent_class)->finalize (object);
}

static void
lw_document_view_class_init (LwDocumentViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_document_view_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_document_view_finalize;
  g_type_ensure (LW_TYPE_DOCUMENT_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-document-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, tools);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, paging);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, previous);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, next);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, number);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, of);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, zooming);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, as_text);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, search_toggle);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, search);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, matches);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, stack);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, scroller);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, page);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, text);
  gtk_widget_class_bind_template_child (widget_class, LwDocumentView, none);
  gtk_widget_class_bind_template_callback (widget_class, on_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_number);
  gtk_widget_class_bind_template_callback (widget_class, on_smaller);
  gtk_widget_class_bind_template_callback (widget_class, on_larger);
  gtk_widget_class_bind_template_callback (widget_class, on_fit);
  gtk_widget_class_bind_template_callback (widget_class, on_as_text);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_next);
  gtk_widget_class_bind_template_callback (widget_class, on_search_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_search_mode);
  gtk_widget_class_bind_template_callback (widget_class, on_page_key);
}

static void
lw_document_view_init (LwDocumentView *self)
{
  GtkTextBuffer *buffer;

  self->zoom = 1;
  self->found = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = gtk_text_view_get_buffer (self->text);
  gtk_text_buffer_create_tag (buffer, "found", "background-rgba", &(GdkRGBA) { 1, 0.8f, 0, 0.4f }, NULL);
  g_signal_connect_object (self->page, "failed", G_CALLBACK (on_page_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "notify::page-size", G_CALLBACK (on_width), self,
                           G_CONNECT_SWAPPED);
}
