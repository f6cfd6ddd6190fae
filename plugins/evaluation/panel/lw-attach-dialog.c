/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The preview: a row a file, with its bidder, lot and question to choose. */
#include "config.h"

#include "lw-attach-dialog.h"

#include "dialog/lw-dialogs.h"
#include "lw-attach-item.h"
#include "lw-evaluation-answers.h"
#include "panel/lw-panel.h"
#include "plugin/lw-sight.h"
#include "window/lw-window.h"

#include <string.h>

#include "base/lw-i18n.h"

#define LW_TYPE_ATTACH_DIALOG (lw_attach_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LwAttachDialog, lw_attach_dialog, LW, ATTACH_DIALOG, AdwWindow)

struct _LwAttachDialog
{
  AdwWindow parent_instance;
  GtkLabel *summary;
  GtkListView *list;
  GtkButton *attach;

  LwDocument *document;
  LwAttachNames *names;
  GPtrArray *attachments; /* handed over when they are stored */
  GListStore *items;      /* of LwAttachItem */
};

G_DEFINE_FINAL_TYPE (LwAttachDialog, lw_attach_dialog, ADW_TYPE_WINDOW)

gboolean
lw_attach_may (LwDocument *document)
{
  const LwSight wanted = LW_SIGHT_CHANGE | LW_SIGHT_OTHERS; /* as the verbs attach and answer */

  return lw_document_get_read_only_reason (document) == NULL && (lw_document_get_sight (document) & wanted) == wanted;
}

/* ---- what can be stored ---- */

/* After a choice: some that could not be attached can, and the other way round. */
static void
check_again (LwAttachDialog *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  const guint n = reader != NULL && lw_attachments_read (self->attachments, lw_reader_connection (reader), NULL, NULL)
                      ? lw_attachments_count (self->attachments)
                      : 0;
  g_autofree char *label = g_strdup_printf (ngettext ("_Attach %u document", "_Attach %u documents", n), n);
  g_autofree char *said = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (LwAttachItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      lw_attach_item_update (item);
    }
  if (n == self->attachments->len)
    said = g_strdup_printf (ngettext ("%u file, matched by its name. Put right what is wrong.",
                                      "%u files, matched by their names. Put right what is wrong.", n), n);
  else
    said = g_strdup_printf (_("%u of %u files will be attached; the others say why not."), n, self->attachments->len);
  gtk_label_set_label (self->summary, said);
  gtk_button_set_label (self->attach, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->attach), n > 0);
}

static void
on_attach (LwAttachDialog *self)
{
  LwCommand *command
      = lw_attachments_command (g_steal_pointer (&self->attachments), lw_document_get_person (self->document), NULL);

  lw_document_edit (self->document, command, NULL);
  gtk_window_close (GTK_WINDOW (self));
}

/* ---- rows ---- */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item, LwAttachDialog *self)
{
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, lw_attach_row_new (self->names));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, LwAttachDialog *self)
{
  lw_attach_row_bind (gtk_list_item_get_child (list_item), gtk_list_item_get_item (list_item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item, LwAttachDialog *self)
{
  lw_attach_row_bind (gtk_list_item_get_child (list_item), NULL);
}

static void
fill (LwAttachDialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->items = g_list_store_new (LW_TYPE_ATTACH_ITEM);
  for (guint i = 0; i < self->attachments->len; i++)
    {
      g_autoptr (LwAttachItem) item = lw_attach_item_new (self->attachments->pdata[i]);
      g_signal_connect_object (item, "chosen", G_CALLBACK (check_again), self, G_CONNECT_SWAPPED);
      g_list_store_append (self->items, item);
    }
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)))));
  g_object_unref (factory);
}

/* ---- life ---- */

static void
lw_attach_dialog_dispose (GObject *object)
{
  LwAttachDialog *self = LW_ATTACH_DIALOG (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (lw_attach_dialog_parent_class)->dispose (object);
}

static void
lw_attach_dialog_finalize (GObject *object)
{
  LwAttachDialog *self = LW_ATTACH_DIALOG (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->names, lw_attach_names_free);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  G_OBJECT_CLASS (lw_attach_dialog_parent_class)->finalize (object);
}

static void
lw_attach_dialog_class_init (LwAttachDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_attach_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_attach_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-attach-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LwAttachDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, LwAttachDialog, list);
  gtk_widget_class_bind_template_child (widget_class, LwAttachDialog, attach);
  gtk_widget_class_bind_template_callback (widget_class, on_attach);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lw_attach_dialog_init (LwAttachDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- reading ---- */

typedef struct
{
  GtkWidget *from; /* weak */
  LwDocument *document;
  LwJob *job;
  GPtrArray *files;
  char *bidder, *lot, *criterion;
} Request;

typedef struct
{
  LwAttachNames *names;
  GPtrArray *attachments;
} Found;

static void
request_free (Request *request)
{
  g_clear_weak_pointer (&request->from);
  g_clear_object (&request->document);
  g_clear_object (&request->job);
  g_clear_pointer (&request->files, g_ptr_array_unref);
  g_free (request->bidder);
  g_free (request->lot);
  g_free (request->criterion);
  g_free (request);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->names, lw_attach_names_free);
  g_clear_pointer (&found->attachments, g_ptr_array_unref);
  g_free (found);
}

/* @file or, where it is a folder, what is in it. */
static gboolean
add_file (GPtrArray *attachments, GFile *file, LwJob *job, GError **error)
{
  const char *path = g_file_peek_path (file);
  g_autoptr (GPtrArray) inside = NULL;

  if (path == NULL)
    return TRUE;
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_ptr_array_add (attachments, lw_attachment_new (path, NULL));
      return TRUE;
    }
  inside = lw_attachments_scan (path, lw_job_get_cancellable (job), error);
  if (inside == NULL)
    return FALSE;
  while (inside->len > 0)
    g_ptr_array_add (attachments, g_ptr_array_steal_index (inside, 0));
  return TRUE;
}

/* What the name does not say is what is on the screen. */
static void
place (LwAttachment *attachment, const LwAttachNames *names, const Request *request)
{
  const gboolean alone = attachment->bidder == NULL && attachment->lot == NULL && attachment->criterion == NULL;

  if (attachment->bidder != NULL || request->bidder == NULL)
    return;
  g_autofree char *lot = g_strdup (alone ? request->lot : attachment->lot);
  g_autofree char *criterion = g_strdup (alone ? request->criterion : attachment->criterion);
  lw_attachment_place (attachment, names, request->bidder, lot, criterion);
  attachment->how = g_strdup (_("the bid on the screen"));
}

static gpointer
read_files (LwJob *job, gpointer data, GError **error)
{
  const Request *request = data;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (request->document), error);
  Found *found = g_new0 (Found, 1);
  gboolean fine;

  found->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_attachment_free);
  found->names = reader != NULL ? lw_attach_names_load (lw_reader_connection (reader), error) : NULL;
  fine = found->names != NULL;
  for (guint i = 0; fine && i < request->files->len; i++)
    fine = add_file (found->attachments, request->files->pdata[i], job, error);
  for (guint i = 0; fine && i < found->attachments->len; i++)
    {
      lw_attachment_match (found->attachments->pdata[i], found->names);
      place (found->attachments->pdata[i], found->names, request);
    }
  if (fine && lw_attachments_read (found->attachments, lw_reader_connection (reader), job, error))
    return found;
  found_free (found);
  return NULL;
}

static void
show (Request *request, Found *found)
{
  LwAttachDialog *dialog = g_object_new (LW_TYPE_ATTACH_DIALOG, "transient-for", lw_dialog_parent (request->from), NULL);

  dialog->document = g_object_ref (request->document);
  dialog->names = g_steal_pointer (&found->names);
  dialog->attachments = g_steal_pointer (&found->attachments);
  fill (dialog);
  check_again (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GError) error = NULL;
  Found *found = lw_job_run_finish (request->job, result, &error);

  lw_document_remove_job (request->document, request->job);
  if (found != NULL && request->from != NULL && gtk_widget_get_root (request->from) != NULL)
    {
      if (found->attachments->len > 0)
        show (request, found);
      else
        lw_dialog_error (lw_dialog_parent (request->from), _("There is nothing to attach"), _("The folder has no files in it."));
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (request->document, "failed", _("Reading the files"), error);
  g_clear_pointer (&found, found_free);
  request_free (request);
}

void
lw_attach_files (GtkWidget *from, LwDocument *document, GPtrArray *files, const char *bidder, const char *lot,
                 const char *criterion)
{
  Request *request = g_new0 (Request, 1);

  g_set_weak_pointer (&request->from, from);
  request->document = g_object_ref (document);
  request->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (request->files, g_object_ref (files->pdata[i]));
  request->bidder = g_strdup (bidder);
  request->lot = lot != NULL && lot[0] != '\0' ? g_strdup (lot) : NULL;
  request->criterion = g_strdup (criterion);
  request->job = lw_job_new (_("Reading files to attach"));
  lw_document_add_job (document, request->job);
  lw_job_run_async (request->job, read_files, request, NULL, found_free, on_read, request);
}

/* ---- choosing ---- */

static void
choice_free (gpointer data)
{
  request_free (data);
}

static void
on_chosen (GPtrArray *files, gpointer from)
{
  const Request *choice = g_object_get_data (G_OBJECT (from), "lw-attach-choice");

  lw_attach_files (from, choice->document, files, choice->bidder, choice->lot, choice->criterion);
}

static void
on_folder (GFile *folder, gpointer from)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  g_ptr_array_add (files, folder);
  on_chosen (files, from);
}

void
lw_attach_choose (GtkWidget *from, LwDocument *document, gboolean folder, const char *bidder, const char *lot,
                  const char *criterion)
{
  Request *choice = g_new0 (Request, 1);

  choice->document = g_object_ref (document);
  choice->bidder = g_strdup (bidder);
  choice->lot = g_strdup (lot);
  choice->criterion = g_strdup (criterion);
  /* The choice may never be made, or two may be open at once: what it is for stays with the widget until the next one. */
  g_object_set_data_full (G_OBJECT (from), "lw-attach-choice", choice, choice_free);
  if (folder)
    lw_dialog_folder (from, _("Attach a folder"), on_folder, from);
  else
    lw_dialog_open_many (from, _("Attach files"), NULL, on_chosen, from);
}

/* ---- files that are dropped on the window, wherever ---- */

static void
open_files (GtkWindow *window, GPtrArray *files)
{
  LwDocument *document = LW_IS_WINDOW (window) ? lw_window_get_document (LW_WINDOW (window)) : NULL;

  if (document == NULL)
    lw_dialog_error (window, _("No competition is open"), _("Documents of bids are attached to a competition: open it first, then "
                                                            "drop them on its window."));
  else if (!lw_attach_may (document))
    lw_dialog_error (window, _("Nothing was attached"),
                     lw_document_get_read_only_reason (document) != NULL ? lw_document_get_read_only_reason (document)
                                                                         : _("Who works here marks bids, and changes nothing of them."));
  else
    lw_attach_files (GTK_WIDGET (window), document, files, NULL, NULL, NULL);
}

const LwFileOpener lw_attach_openers[] = {
  { ".pdf", open_files },  { ".txt", open_files }, { ".docx", open_files }, { ".odt", open_files },
  { ".xlsx", open_files }, { ".ods", open_files }, { NULL, NULL },
};
