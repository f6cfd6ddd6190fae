/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-pack-jobs.h"

#include "base/lw-error.h"
#include "dialog/lw-dialogs.h"
#include "window/lw-window.h"

#include <string.h>

#include "base/lw-i18n.h"

LwSealCost lw_pack_jobs_cost = LW_SEAL_COSTLY;

typedef struct
{
  GtkWindow *window; /* or NULL when it is gone */
  LwDocument *document; /* or NULL */
  LwStore *store;
  char *who;
  char *may_not; /* why nothing may be merged, or NULL */
  char *passphrase;
  GStrv people, paths;
  /* what became of it */
  GPtrArray *lines;  /* (element-type utf8): of each pack, for people */
  guint done, failed;
  char *made;        /* a file to open */
} Work;

/* Merging shows and changes what others marked. */
static char *
why_not (LwDocument *document)
{
  const char *read_only = lw_document_get_read_only_reason (document), *reason = lw_document_get_sight_reason (document);

  if (read_only != NULL)
    return g_strdup (read_only);
  return (lw_document_get_sight (document) & LW_SIGHT_MARKS) != 0 ? NULL : g_strdup (reason != NULL ? reason : "");
}

static Work *
work_new (GtkWindow *window, LwDocument *document, const char *passphrase)
{
  Work *work = g_new0 (Work, 1);

  g_set_weak_pointer (&work->window, window);
  if (document != NULL)
    {
      work->document = g_object_ref (document);
      work->store = lw_document_get_store (document);
      work->who = g_strdup (lw_document_get_person (document));
      work->may_not = why_not (document);
    }
  else
    work->who = g_utf8_make_valid (g_get_user_name (), -1);
  work->passphrase = g_strdup (passphrase);
  work->lines = g_ptr_array_new_with_free_func (g_free);
  return work;
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_weak_pointer (&work->window);
  g_clear_object (&work->document);
  g_free (work->who);
  g_free (work->may_not);
  explicit_bzero (work->passphrase, strlen (work->passphrase));
  g_free (work->passphrase);
  g_strfreev (work->people);
  g_strfreev (work->paths);
  g_ptr_array_unref (work->lines);
  g_free (work->made);
  g_free (work);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static void
add_failure (Work *work, const char *what, const GError *error)
{
  g_ptr_array_add (work->lines, g_strdup_printf ("%s: %s", what, error->message));
  work->failed++;
}

/* ---- the job ---- */

static void
start (Work *work, const char *title, LwJobFunc run, GAsyncReadyCallback ended)
{
  g_autoptr (LwJob) job = lw_job_new (title);

  if (work->document != NULL)
    lw_document_add_job (work->document, job);
  else if (LW_IS_WINDOW (work->window))
    lw_window_add_job (LW_WINDOW (work->window), job);
  lw_job_run_async (job, run, work, NULL, NULL, ended, work);
}

/* What all ends begin with. */
static void
end (Work *work, LwJob *job)
{
  if (work->document != NULL)
    lw_document_remove_job (work->document, job);
  else if (LW_IS_WINDOW (work->window))
    lw_window_remove_job (LW_WINDOW (work->window), job);
}

/* Good news in one line goes away by itself; else each pack has its line. */
static void
tell (Work *work, const char *good, const char *heading)
{
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < work->lines->len; i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "\n\n" : "", (const char *) work->lines->pdata[i]);
  if (good != NULL && work->failed == 0 && work->document != NULL)
    g_signal_emit_by_name (work->document, "done", good);
  else if (work->window != NULL)
    lw_dialog_error (work->window, heading, body->str);
  else if (work->failed > 0 && work->document != NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (LW_ERROR, LW_ERROR_INVALID, body->str);
      g_signal_emit_by_name (work->document, "failed", heading, error);
    }
}

/* ---- out ---- */

static gpointer
run_export (LwJob *job, gpointer data, GError **error)
{
  Work *work = data;
  const guint n = g_strv_length (work->people);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (LwPack) pack = NULL;

      if (g_cancellable_is_cancelled (lw_job_get_cancellable (job)))
        {
          g_ptr_array_add (work->lines, g_strdup_printf (_("%s: cancelled before it was made"), work->people[i]));
          work->failed++;
          continue;
        }
      pack = lw_evaluation_pack_send (work->store, work->people[i], work->paths[i], work->passphrase, lw_pack_jobs_cost, work->who,
                                      &failure);
      if (pack == NULL)
        add_failure (work, work->people[i], failure);
      else
        {
          g_ptr_array_add (work->lines, g_strdup_printf (_("%s: %s (marks to give: %u, documents: %u)"), work->people[i],
                                                         work->paths[i], pack->cells, pack->files));
          work->done++;
        }
      lw_job_report (job, i + 1, n);
    }
  return work;
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autofree char *good = NULL;

  lw_job_run_finish (LW_JOB (source), result, NULL);
  end (work, LW_JOB (source));
  if (work->lines->len == 0)
    return; /* cancelled before the first */
  good = g_strdup_printf (ngettext ("%u pack exported: tell the passphrase by another way than the file goes",
                                    "%u packs exported: tell the passphrase by another way than the files go", work->done),
                          work->done);
  tell (work, good, work->done > 0 ? _("Not all packs were exported") : _("Nothing was exported"));
}

/* Of the file of @document, without its suffix. (transfer full) */
static char *
stem_of (LwDocument *document)
{
  char *name = g_path_get_basename (lw_document_get_path (document)), *dot = strrchr (name, '.');

  if (dot != NULL)
    *dot = '\0';
  return name;
}

char *
lw_pack_jobs_name (LwDocument *document, const char *person)
{
  g_autofree char *stem = stem_of (document);

  return g_strdup_printf ("%s-%s.lotpack", stem, person);
}

char *
lw_pack_jobs_return_name (LwDocument *document)
{
  g_autofree char *stem = stem_of (document);

  return g_strdup_printf (_("%s-back.lotpack"), stem);
}

void
lw_pack_jobs_export (GtkWindow *window, LwDocument *document, const char *const *people, GFile *target, gboolean is_folder,
                     const char *passphrase)
{
  Work *work = work_new (window, document, passphrase);
  const guint n = g_strv_length ((GStrv) people);

  work->people = g_strdupv ((GStrv) people);
  work->paths = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = lw_pack_jobs_name (document, people[i]);
      work->paths[i] = is_folder ? g_build_filename (g_file_peek_path (target), name, NULL) : g_file_get_path (target);
    }
  start (work, ngettext ("Exporting a pack", "Exporting packs", n), run_export, on_exported);
}

/* ---- back ---- */

static gpointer
run_return (LwJob *job, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (LwPack) pack
      = lw_evaluation_pack_return (work->store, work->paths[0], work->passphrase, lw_pack_jobs_cost, work->who, error);

  if (pack == NULL)
    return NULL;
  g_ptr_array_add (work->lines, g_strdup_printf (ngettext ("%u mark is in it", "%u marks are in it", pack->marks), pack->marks));
  return work;
}

static void
on_returned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_filename_display_basename (work->paths[0]), *good = NULL;

  if (lw_job_run_finish (LW_JOB (source), result, &error) == NULL)
    add_failure (work, name, error);
  else
    good = g_strdup_printf (_("%s is ready to be sent back: %s"), name, (const char *) work->lines->pdata[0]);
  end (work, LW_JOB (source));
  tell (work, good, _("The pack was not made"));
}

void
lw_pack_jobs_return (GtkWindow *window, LwDocument *document, GFile *target, const char *passphrase)
{
  Work *work = work_new (window, document, passphrase);

  work->paths = g_new0 (char *, 2);
  work->paths[0] = g_file_get_path (target);
  start (work, _("Returning the pack"), run_return, on_returned);
}

/* ---- in: what came back ---- */

static char *
merged_text (const LwPackMerged *merged)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (merged->known)
    return g_strdup_printf (_("%s: this pack, or a later one of the same file, was taken in before; nothing was done"), merged->person);
  g_string_append_printf (text, ngettext ("%s: %u mark taken over", "%s: %u marks taken over", merged->taken), merged->person,
                          merged->taken);
  g_string_append_printf (text, ngettext (", %u confirmation", ", %u confirmations", merged->confirmed), merged->confirmed);
  if (merged->kept > 0)
    g_string_append_printf (text, ngettext (", %u changed here alone and kept", ", %u changed here alone and kept", merged->kept), merged->kept);
  if (merged->queries > 0)
    g_string_append_printf (text, ngettext (", %u query", ", %u queries", merged->queries), merged->queries);
  if (merged->declared > 0)
    g_string_append_printf (text, ngettext (", %u declaration", ", %u declarations", merged->declared), merged->declared);
  if (merged->left > 0)
    g_string_append_printf (text, ngettext (", %u left that is about what was removed here", ", %u left that are about what was removed here",
                                            merged->left), merged->left);
  if (merged->conflicts > 0)
    g_string_append_printf (text, ngettext (", %u in conflict: decide it", ", %u in conflict: decide them", merged->conflicts),
                            merged->conflicts);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether it may be merged here: tried, and nothing stored. */
static gboolean
try_one (Work *work, LwPackReturn *back, GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new (), merged = NULL, conflicts = NULL;

  g_ptr_array_add (one, back);
  return lw_evaluation_merge (work->store, one, TRUE, work->who, NULL, &merged, &conflicts, error);
}

/* All that is good is one command; what is refused has its line. */
static void
merge_all (Work *work, GPtrArray *backs)
{
  g_autoptr (GPtrArray) merged = NULL, conflicts = NULL;
  g_autoptr (GError) failure = NULL;

  if (backs->len == 0)
    return;
  if (!lw_evaluation_merge (work->store, backs, FALSE, work->who, NULL, &merged, &conflicts, &failure))
    {
      add_failure (work, _("Nothing was taken in"), failure);
      return;
    }
  for (guint i = 0; i < merged->len; i++)
    g_ptr_array_add (work->lines, merged_text (merged->pdata[i]));
  work->done = merged->len;
}

static void
read_back (Work *work, const LwPackOpened *opened, const char *name, GPtrArray *backs)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (LwPackReturn) back = NULL;

  if (work->store == NULL)
    {
      g_ptr_array_add (work->lines, g_strdup_printf (_("%s: this pack came back from an evaluator. Open the competition that sent it, then "
                                                       "open the pack again or drop it on the window."), name));
      work->failed++;
      return;
    }
  if (work->may_not != NULL)
    {
      g_ptr_array_add (work->lines, g_strdup_printf (_("%s cannot be taken in here: %s"), name, work->may_not));
      work->failed++;
      return;
    }
  back = lw_pack_opened_read (opened, &failure);
  if (back == NULL || !try_one (work, back, &failure))
    add_failure (work, name, failure);
  else
    g_ptr_array_add (backs, g_steal_pointer (&back));
}

/* ---- in: what was sent ---- */

/* "e1.lotwise" beside "e1.lotpack", or "e1-2.lotwise" …; one that was made from it before is taken again. */
static char *
place_for (const char *pack, const char *id, gboolean *there)
{
  const gsize stem = g_str_has_suffix (pack, ".lotpack") ? strlen (pack) - strlen (".lotpack") : strlen (pack);

  *there = FALSE;
  for (guint i = 1;; i++)
    {
      g_autofree char *path = i == 1 ? g_strdup_printf ("%.*s.lotwise", (int) stem, pack)
                                     : g_strdup_printf ("%.*s-%u.lotwise", (int) stem, pack, i);

      *there = g_file_test (path, G_FILE_TEST_EXISTS);
      if (!*there || (id != NULL && lw_evaluation_is_made_of (path, id)))
        return g_steal_pointer (&path);
    }
}

static void
make_file (Work *work, const LwPackOpened *opened, const char *pack, const char *name)
{
  g_autofree char *id = lw_pack_opened_get_id (opened), *path = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (LwStore) made = NULL;
  gboolean there;

  path = place_for (pack, id, &there);
  if (!there)
    made = lw_pack_opened_make (opened, path, work->who, &failure);
  if (!there && made == NULL)
    {
      add_failure (work, name, failure);
      return;
    }
  if (made != NULL)
    lw_store_close (made);
  work->done++;
  g_free (work->made);
  work->made = g_steal_pointer (&path);
}

static gpointer
run_open (LwJob *job, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (GPtrArray) backs = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_pack_return_free);
  const guint n = g_strv_length (work->paths);

  for (guint i = 0; i < n && !g_cancellable_is_cancelled (lw_job_get_cancellable (job)); i++)
    {
      g_autofree char *name = g_filename_display_basename (work->paths[i]);
      g_autoptr (GError) failure = NULL;
      g_autoptr (LwPackOpened) opened = lw_pack_unseal (work->paths[i], work->passphrase, &failure);

      if (opened == NULL)
        add_failure (work, name, failure);
      else if (lw_pack_opened_get_kind (opened) == LW_PACK_SENT)
        make_file (work, opened, work->paths[i], name);
      else
        read_back (work, opened, name, backs);
      lw_job_report (job, i + 1, n + 1);
    }
  if (!g_cancellable_set_error_if_cancelled (lw_job_get_cancellable (job), error))
    merge_all (work, backs);
  return *error == NULL ? work : NULL;
}

static void
show_made (Work *work)
{
  GtkApplication *app = work->window != NULL ? gtk_window_get_application (work->window) : NULL;
  g_autoptr (GFile) file = g_file_new_for_path (work->made);

  if (LW_IS_APP (app))
    lw_app_open (LW_APP (app), file, work->window, "marking");
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean whole = lw_job_run_finish (LW_JOB (source), result, &error) != NULL;

  end (work, LW_JOB (source));
  if (!whole)
    return; /* cancelled: nothing was taken in */
  if (work->lines->len > 0)
    tell (work, NULL, work->failed == 0 ? _("What came back") : work->done > 0 ? _("Not all was taken in") : _("Nothing was taken in"));
  if (work->made != NULL)
    show_made (work);
}

void
lw_pack_jobs_open (GtkWindow *window, LwDocument *document, GPtrArray *files, const char *passphrase)
{
  Work *work = work_new (window, document, passphrase);

  work->paths = g_new0 (char *, files->len + 1);
  for (guint i = 0; i < files->len; i++)
    work->paths[i] = g_file_get_path (files->pdata[i]);
  start (work, ngettext ("Opening a pack", "Opening packs", files->len), run_open, on_opened);
}
