/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-confirm-all.h"

#include "dialog/lw-dialogs.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation-rationale.h"
#include "lw-marking-beside.h"
#include "panel/lw-panel.h"

#include "base/lw-i18n.h"

/* What stands in the way, that is named. */
#define NAMED 10

struct _LwMarkingConfirmAll
{
  GtkBox parent_instance;
  GtkLabel *label;
  GtkWidget *button;
  LwDocument *document;
};

G_DEFINE_FINAL_TYPE (LwMarkingConfirmAll, lw_marking_confirm_all, GTK_TYPE_BOX)

void
lw_marking_confirm_all_show (LwMarkingConfirmAll *self, LwDocument *document)
{
  LwMarkingWork *work = lw_marking_work_get (document);
  const gboolean shown = lw_marking_work_get_person (work) != NULL && lw_marking_work_get_marks (work) != NULL
                         && lw_marking_is_published (document);
  LwMarkingCount count;
  guint marked;
  g_autofree char *text = NULL;

  g_set_object (&self->document, document);
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
  if (!shown)
    return;
  count = lw_marking_work_count (work);
  marked = count.done + count.flagged;
  text = marked > 0 && count.confirmed == marked && count.open == 0 ? g_strdup (_("All confirmed"))
                                                                     : g_strdup_printf (_("%u/%u confirmed"), count.confirmed, marked);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_sensitive (self->button, count.confirmed < marked && lw_document_get_read_only_reason (document) == NULL);
}

/* ---- confirming ---- */

/* The document outlives the question, which goes with the window. */
static void
on_yes (gpointer document, gpointer unused)
{
  const LwMarkingPerson *person = lw_marking_work_get_person (lw_marking_work_get (document));

  if (person != NULL)
    lw_document_edit (document, lw_evaluation_confirm (person->id, NULL, NULL, NULL, lw_document_get_person (document), NULL), NULL);
}

static char *
place_of (const LwRationaleFinding *finding)
{
  return g_strjoin ("/", finding->lot, finding->bidder, finding->criterion, NULL);
}

/* To the first that stands in the way. */
static void
on_show (gpointer window, gpointer unused)
{
  const char *first = g_object_get_data (G_OBJECT (window), "lw-marking-first");
  g_autofree char *place = g_strconcat ("marking:", first, NULL);

  lw_go_to (GTK_WIDGET (window), place);
}

static char *
list_obstacles (const GPtrArray *found)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < found->len && i < NAMED; i++)
    {
      const LwRationaleFinding *finding = g_ptr_array_index (found, i);
      g_autofree char *text = lw_rationale_finding_text (finding, LW_RATIONALE_WORDS);

      g_string_append_printf (list, "%s%s%s%s/%s: %s", i > 0 ? "\n" : "", finding->lot, finding->lot[0] != '\0' ? "/" : "",
                              finding->bidder, finding->criterion, text);
    }
  if (found->len > NAMED)
    g_string_append_printf (list, ngettext ("\nand %u more", "\nand %u more", found->len - NAMED), found->len - NAMED);
  return g_string_free (list, FALSE);
}

static void
say_obstacles (LwMarkingConfirmAll *self, const GPtrArray *found)
{
  g_autofree char *heading = g_strdup_printf (ngettext ("%u mark is without its reason", "%u marks are without their reasons", found->len),
                                              found->len);
  g_autofree char *list = list_obstacles (found);

  GtkWindow *window = lw_dialog_parent (GTK_WIDGET (self));

  g_object_set_data_full (G_OBJECT (window), "lw-marking-first", place_of (g_ptr_array_index (found, 0)), g_free);
  lw_dialog_confirm (GTK_WIDGET (self), heading, list, _("Show the first"), FALSE, on_show, window);
}

void
lw_marking_confirm_all_activate (LwMarkingConfirmAll *self)
{
  const LwMarkingPerson *person
      = self->document != NULL ? lw_marking_work_get_person (lw_marking_work_get (self->document)) : NULL;
  g_autoptr (LwReader) reader = person == NULL ? NULL : lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (reader == NULL || !gtk_widget_get_sensitive (self->button))
    return;
  found = lw_evaluation_confirm_obstacles (lw_reader_connection (reader), person->id, NULL, NULL, NULL, &error);
  if (found == NULL)
    g_signal_emit_by_name (self->document, "failed", _("The marks were not confirmed"), error);
  else if (found->len > 0)
    say_obstacles (self, found);
  else
    lw_dialog_confirm (GTK_WIDGET (self), _("Confirm all your marks?"),
                       _("From then on they are locked. The lead can open one again, with a reason and an approver."),
                       _("Confirm marks"), FALSE, on_yes, self->document);
}

/* ---- life ---- */

static void
lw_marking_confirm_all_dispose (GObject *object)
{
  g_clear_object (&LW_MARKING_CONFIRM_ALL (object)->document);
  G_OBJECT_CLASS (lw_marking_confirm_all_parent_class)->dispose (object);
}

static void
lw_marking_confirm_all_class_init (LwMarkingConfirmAllClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_marking_confirm_all_dispose;
}

static void
lw_marking_confirm_all_init (LwMarkingConfirmAll *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  self->button = gtk_button_new_with_label (_("Confirm all…"));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_tooltip_text (self->button, _("Confirm all your marks, or see what stands in the way"));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (lw_marking_confirm_all_activate), self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self), self->button);
}
