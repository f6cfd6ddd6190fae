/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Attaching files: found in a folder, read, and stored in one command. */
#include "config.h"

#include "lw-evaluation-answers.h"

#include "base/lw-error.h"
#include "model/lw-model.h"
#include "store/lw-content.h"

#include <string.h>

#include "base/lw-i18n.h"

#define DEPTH_MAX 16 /* folders in folders */

LwAttachment *
lw_attachment_new (const char *path, const char *shown)
{
  LwAttachment *attachment = g_new0 (LwAttachment, 1);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *valid = g_filename_display_name (base);

  attachment->path = g_strdup (path);
  attachment->name = g_strdup (valid);
  attachment->shown = shown ? g_filename_display_name (shown) : g_strdup (valid);
  return attachment;
}

void
lw_attachment_free (LwAttachment *attachment)
{
  g_free (attachment->path);
  g_free (attachment->shown);
  g_free (attachment->name);
  g_free (attachment->bidder);
  g_free (attachment->lot);
  g_free (attachment->criterion);
  g_free (attachment->how);
  g_free (attachment->problem);
  g_free (attachment->fault);
  g_free (attachment->unreadable);
  g_free (attachment->sha256);
  g_clear_pointer (&attachment->reading, lw_file_reading_free);
  g_free (attachment);
}

/* ---- a folder ---- */

static gboolean
scan (GFile *folder, const char *below, guint depth, GPtrArray *found, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN,
      G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, error);
  GFileInfo *info;
  GFile *file;

  if (!files)
    return FALSE;
  while (TRUE)
    {
      if (!g_file_enumerator_iterate (files, &info, &file, cancellable, error))
        return FALSE;
      if (!info)
        return TRUE;
      if (g_file_info_get_is_hidden (info))
        continue;
      g_autofree char *shown = below ? g_build_filename (below, g_file_info_get_name (info), NULL)
                                     : g_strdup (g_file_info_get_name (info));
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY && depth < DEPTH_MAX)
        {
          if (!scan (file, shown, depth + 1, found, cancellable, error))
            return FALSE;
        }
      else if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
        g_ptr_array_add (found, lw_attachment_new (g_file_peek_path (file), shown));
      if (found->len > LW_DOCUMENTS_MAX)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected a folder with at most %d files, found more"),
                       LW_DOCUMENTS_MAX);
          return FALSE;
        }
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const LwAttachment *const *first = a, *const *second = b;

  return strcmp ((*first)->shown, (*second)->shown);
}

GPtrArray *
lw_attachments_scan (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_attachment_free);
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  if (!scan (file, NULL, 0, found, cancellable, error))
    return NULL;
  g_ptr_array_sort (found, compare);
  return g_steal_pointer (&found);
}

/* ---- reading ---- */

static void
set_fault (LwAttachment *attachment, const char *text)
{
  if (!attachment->fault)
    attachment->fault = g_strdup (text);
}

const char *
lw_attachment_get_problem (const LwAttachment *attachment)
{
  return attachment->fault ? attachment->fault : attachment->problem;
}

/* FALSE only when cancelled. */
static gboolean
read_file (LwAttachment *attachment, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_clear_pointer (&attachment->reading, lw_file_reading_free);
  g_clear_pointer (&attachment->sha256, g_free);
  bytes = lw_file_reading_load (attachment->path, cancellable, &why);
  attachment->reading = bytes ? lw_file_reading_new (bytes, attachment->name, cancellable, &why) : NULL;
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  if (attachment->reading)
    {
      attachment->sha256 = lw_content_sha256 (bytes);
      attachment->size = (gint64) g_bytes_get_size (bytes);
    }
  else
    attachment->unreadable = g_strdup (why->message);
  return TRUE;
}

/* What the competition has under the name already. */
static gboolean
compare_stored (LwAttachment *attachment, LwConnection *connection, GError **error)
{
  g_autofree char *stored = NULL;

  attachment->there = FALSE;
  if (!attachment->bidder)
    return TRUE;
  if (!lw_connection_get_text (connection, &stored, error,
                               "SELECT sha256 FROM evaluation_document WHERE bidder = ? AND name = ?", "ss", attachment->bidder,
                               attachment->name))
    return FALSE;
  attachment->there = stored && g_strcmp0 (stored, attachment->sha256) == 0;
  if (stored && attachment->sha256 && !attachment->there)
    {
      g_autofree char *problem = g_strdup_printf (
          _("%s has another document of this name: give the file another name, or remove that document first"), attachment->bidder);
      set_fault (attachment, problem);
    }
  return TRUE;
}

gboolean
lw_attachments_read (GPtrArray *attachments, LwConnection *connection, LwJob *job, GError **error)
{
  GCancellable *cancellable = job ? lw_job_get_cancellable (job) : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < attachments->len; i++)
    {
      LwAttachment *attachment = attachments->pdata[i];
      g_autofree char *key = attachment->bidder ? g_strjoin ("/", attachment->bidder, attachment->name, NULL) : NULL;

      lw_job_report (job, i, attachments->len);
      g_clear_pointer (&attachment->fault, g_free);
      if (!attachment->sha256 && !attachment->unreadable && !read_file (attachment, cancellable, error))
        return FALSE;
      if (attachment->unreadable)
        set_fault (attachment, attachment->unreadable);
      if (!compare_stored (attachment, connection, error))
        return FALSE;
      if (key && !g_hash_table_add (seen, g_strdup (key)))
        {
          g_autofree char *problem
              = g_strdup_printf (_("two files of this name are for %s: give one another name"), attachment->bidder);
          set_fault (attachment, problem);
        }
    }
  lw_job_report (job, attachments->len, attachments->len);
  return TRUE;
}

static gboolean
is_new (const LwAttachment *attachment)
{
  return !lw_attachment_get_problem (attachment) && !attachment->there && attachment->bidder && attachment->sha256;
}

guint
lw_attachments_count (const GPtrArray *attachments)
{
  guint n = 0;

  for (guint i = 0; i < attachments->len; i++)
    n += is_new (attachments->pdata[i]);
  return n;
}

/* ---- storing ---- */

typedef struct
{
  GPtrArray *attachments;
  char *person;
} Attach;

static void
attach_free (Attach *attach)
{
  g_ptr_array_unref (attach->attachments);
  g_free (attach->person);
  g_free (attach);
}

static LwCommand *
row_of (const LwAttachment *attachment, const char *person, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (values, g_strconcat ("bidder=", attachment->bidder, NULL));
  g_ptr_array_add (values, g_strconcat ("name=", attachment->name, NULL));
  if (attachment->lot)
    g_ptr_array_add (values, g_strconcat ("lot=", attachment->lot, NULL));
  if (attachment->criterion)
    g_ptr_array_add (values, g_strconcat ("criterion=", attachment->criterion, NULL));
  g_ptr_array_add (values, g_strconcat ("media=", attachment->reading->media, NULL));
  g_ptr_array_add (values, g_strdup_printf ("size=%lld", (long long) attachment->size));
  if (attachment->reading->n_pages > 0)
    g_ptr_array_add (values, g_strdup_printf ("pages=%u", attachment->reading->n_pages));
  g_ptr_array_add (values, g_strconcat ("sha256=", attachment->sha256, NULL));
  g_ptr_array_add (values, NULL);
  return lw_model_add (lw_evaluation_sections (), "document", (const char *const *) values->pdata, person, NULL, error);
}

static gboolean
store (const LwAttachment *attachment, const Attach *attach, LwTransaction *transaction, GError **error)
{
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autoptr (GBytes) bytes = lw_file_reading_load (attachment->path, lw_transaction_cancellable (transaction), error);
  g_autofree char *sha256 = bytes ? lw_content_sha256 (bytes) : NULL;
  g_autoptr (LwCommand) row = NULL;

  if (!bytes
      || !lw_evaluation_guard_attach (connection, attachment->bidder, attachment->lot, attachment->criterion, error))
    return FALSE;
  if (strcmp (sha256, attachment->sha256) != 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("the file was changed while it was attached: attach it again"));
      return FALSE;
    }
  if (!lw_content_put (connection, bytes, error)
      || (attachment->reading->pages
          && !lw_content_put_pages (connection, sha256, (const char *const *) attachment->reading->pages, error)))
    return FALSE;
  row = row_of (attachment, attach->person, error);
  return row && lw_command_apply (row, transaction, error);
}

static gboolean
apply_attach (LwTransaction *transaction, gpointer data, GError **error)
{
  const Attach *attach = data;

  for (guint i = 0; i < attach->attachments->len; i++)
    {
      const LwAttachment *attachment = attach->attachments->pdata[i];

      if (g_cancellable_set_error_if_cancelled (lw_transaction_cancellable (transaction), error))
        return FALSE;
      if (is_new (attachment) && !store (attachment, attach, transaction, error))
        {
          if (error && *error && (*error)->domain != G_IO_ERROR)
            g_prefix_error (error, "%s: ", attachment->shown);
          return FALSE;
        }
    }
  return TRUE;
}

LwCommand *
lw_attachments_command (GPtrArray *attachments, const char *person, const char *reason)
{
  Attach *attach = g_new0 (Attach, 1);
  const guint n = lw_attachments_count (attachments);
  const LwAttachment *first = NULL;
  g_autofree char *name = NULL;

  for (guint i = 0; i < attachments->len && !first; i++)
    first = is_new (attachments->pdata[i]) ? attachments->pdata[i] : NULL;
  attach->attachments = attachments;
  attach->person = g_strdup (person);
  name = n == 1 ? g_strdup_printf (_("Attach %s to %s"), first->name, first->bidder)
                : g_strdup_printf (ngettext ("Attach %u document", "Attach %u documents", n), n);
  return lw_command_new (name, person, reason, apply_attach, attach, (GDestroyNotify) attach_free);
}
