/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The directory of a proof. It is filled beside its place under another name and renamed when all is in it
 * and on the disk. The same file gives the same bytes: no time, no path, nothing of the locale goes in.
 */
#include "config.h"

#include "lw-evaluation-prices.h"
#include "lw-evaluation-proof.h"
#include "lw-evaluation.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/lw-error.h"
#include "model/lw-model.h"
#include "store/lw-verify.h"
#include "xml/lw-competition-xml.h"

#include "base/lw-i18n.h"

#define RESOURCES "/org/lotwise/plugins/evaluation/verify/"

/* In the order of the manifest, which is written last. */
static const char *const proof_files[]
    = { "README.txt", "competition.xml", "record.json", "results.json", "recompute.py" };
#define MANIFEST "MANIFEST"
#define PART_SUFFIX ".lotwise-part"

typedef struct
{
  LwStore *store;
  char *part; /* the directory that is being filled */
  GCancellable *cancellable;
  LwJob *job;
  gint64 entries;
  char *head;
  LwProofCount count;
  guint obstacles[LW_OBSTACLE_KINDS]; /* none where the result is final */
  char *fingerprint; /* SHA-256 of the manifest */
} Proof;

static void
proof_clear (Proof *proof)
{
  g_free (proof->part);
  g_free (proof->head);
  g_free (proof->fingerprint);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Proof, proof_clear)

static gboolean
fail_errno (const char *path, const char *doing, GError **error)
{
  const int saved = errno;
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, LW_ERROR, LW_ERROR_STORE, _("%s: %s: %s"), shown, doing, g_strerror (saved));
  return FALSE;
}

/* ---- the place ---- */

/* A directory with nothing in it, or nothing at all in a directory that is there. */
static gboolean
check_place (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *first = dir != NULL ? g_dir_read_name (dir) : NULL;

  if (first != NULL)
    {
      g_autofree char *found = g_filename_display_name (first);

      g_set_error (error, LW_ERROR, LW_ERROR_EXISTS,
                   _("%s: expected the name of a new or empty directory, found one that holds “%s”"), shown, found);
      return FALSE;
    }
  if (dir == NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("%s: expected the name of a new or empty directory, found %s"), shown,
                 g_file_test (path, G_FILE_TEST_IS_DIR) ? _("one that cannot be read") : _("a file"));
  else if (dir == NULL && !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_autofree char *shown_folder = g_filename_display_name (folder);

      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("%s: expected the directory %s to be there"), shown, shown_folder);
    }
  else
    return TRUE;
  return FALSE;
}

static void
remove_part (const char *part)
{
  g_autoptr (GDir) dir = g_dir_open (part, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (part, name, NULL);

      g_unlink (path);
    }
  g_rmdir (part);
}

/* What a killed export left beside @place: parts of a process that is no more. */
static void
remove_leftovers (const char *place)
{
  g_autofree char *folder = g_path_get_dirname (place), *name = g_path_get_basename (place);
  g_autofree char *prefix = g_strconcat (name, ".", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, entry, NULL);
      char *end = NULL;
      const gint64 pid = g_str_has_prefix (entry, prefix) ? g_ascii_strtoll (entry + strlen (prefix), &end, 10) : 0;

      if (pid > 0 && pid <= G_MAXINT32 && strcmp (end, PART_SUFFIX) == 0 && kill ((pid_t) pid, 0) != 0 && errno == ESRCH)
        remove_part (path);
    }
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  const int fd = g_open (path, flags | O_CLOEXEC, 0);
  const gboolean fine = fd >= 0 && fsync (fd) == 0;

  if (!fine)
    fail_errno (path, _("writing to the disk failed"), error);
  if (fd >= 0)
    close (fd);
  return fine;
}

/* An empty directory gives way to it; anything else does not. */
static gboolean
publish (const Proof *proof, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!sync_path (proof->part, O_RDONLY | O_DIRECTORY, error))
    return FALSE;
  if (g_rename (proof->part, path) != 0)
    return fail_errno (path, _("the new directory could not be given its name"), error);
  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

/* ---- its files ---- */

static gboolean
write_text (const Proof *proof, const char *name, const char *text, gssize length, GError **error)
{
  g_autofree char *path = g_build_filename (proof->part, name, NULL);

  return g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                   error);
}

static gboolean
write_resource (const Proof *proof, const char *name, GError **error)
{
  g_autofree char *resource = g_strconcat (RESOURCES, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return bytes != NULL
         && write_text (proof, name, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), error);
}

/* A proof is for everybody: what was private, or between the lead and an evaluator, proves nothing and stays at home. */
static gboolean
keep_row (const LwEntity *entity, const char **values, gpointer data)
{
  static const char *const kept_back[] = { "note", "query", "pack", "pack-return", NULL };

  for (guint i = 0; strcmp (entity->noun, "declaration") == 0 && entity->fields[i].name != NULL; i++)
    if (strcmp (entity->fields[i].name, "note") == 0)
      values[i] = NULL;
  return !g_strv_contains (kept_back, entity->noun);
}

static gboolean
write_competition (const Proof *proof, GError **error)
{
  g_autofree char *path = g_build_filename (proof->part, "competition.xml", NULL);

  return lw_competition_export_rows (proof->store, path, lw_evaluation_sections (), keep_row, NULL, proof->job,
                                     proof->cancellable, error);
}

static gboolean
write_results (Proof *proof, const LwEvaluationMarks *marks, const LwEvaluationTrust *trust, const char *competition,
               GError **error)
{
  g_autofree char *path = g_build_filename (proof->part, "results.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = g_file_create (file, G_FILE_CREATE_NONE, proof->cancellable, error);
  g_autoptr (GOutputStream) buffered = stream != NULL ? g_buffered_output_stream_new (G_OUTPUT_STREAM (stream)) : NULL;

  return buffered != NULL
         && lw_evaluation_proof_write_results (marks, trust, competition, proof->obstacles, buffered, &proof->count, proof->cancellable, error)
         && g_output_stream_close (buffered, proof->cancellable, error) && sync_path (path, O_RDWR, error);
}

/* Whose work it is and which state of the file: the journal's head is what "lotwise verify" prints. */
static gboolean
write_record (const Proof *proof, const LwCompetition *competition, GError **error)
{
  g_autofree char *provisional = lw_evaluation_proof_provisional (proof->obstacles);
  g_autofree char *text = g_strdup_printf ("{\n"
                                           "  \"format\": \"lotwise-proof-1\",\n"
                                           "  \"program\": \"lotwise " LW_VERSION "\",\n"
                                           "  \"competition\": \"%s\",\n"
                                           "  \"provisional\": %s,\n"
                                           "  \"journal\": {\"entries\": %" G_GINT64_FORMAT ", \"head\": \"%s\"}\n"
                                           "}\n",
                                           competition->id, provisional, proof->entries, proof->head);

  return write_text (proof, "record.json", text, -1, error);
}

/* As sha256sum writes it: "sha256sum -c MANIFEST" checks it too. */
static gboolean
write_manifest (Proof *proof, GError **error)
{
  g_autoptr (GString) manifest = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (proof_files); i++)
    {
      g_autofree char *path = g_build_filename (proof->part, proof_files[i], NULL);
      g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, error);
      g_autoptr (GBytes) bytes = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
      g_autofree char *sum = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;

      if (sum == NULL)
        return FALSE;
      g_string_append_printf (manifest, "%s  %s\n", sum, proof_files[i]);
    }
  proof->fingerprint = g_compute_checksum_for_string (G_CHECKSUM_SHA256, manifest->str, (gssize) manifest->len);
  return write_text (proof, MANIFEST, manifest->str, (gssize) manifest->len, error);
}

/* ---- all of it ---- */

/* A proof of a file that is not whole would prove nothing. */
static gboolean
verify (Proof *proof, GError **error)
{
  g_autoptr (LwVerification) verification = lw_store_verify (proof->store, proof->cancellable, error);
  g_autoptr (LwReader) reader = verification != NULL ? lw_store_reader (proof->store, error) : NULL;
  gboolean sealed;

  if (reader == NULL
      || (verification->problems->len == 0
          && !lw_model_check_rows (lw_reader_connection (reader), lw_evaluation_sections (), verification->problems,
                                   proof->cancellable, error)))
    return FALSE;
  if (verification->problems->len > 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT, _("%s cannot be proved: %s"), lw_store_get_path (proof->store),
                   (const char *) g_ptr_array_index (verification->problems, 0));
      return FALSE;
    }
  if (!lw_evaluation_prices_sealed (lw_reader_connection (reader), &sealed, error))
    return FALSE;
  if (sealed)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_LOCKED, _("%s cannot be proved: prices are sealed, and there is no result before they are open"),
                   lw_store_get_path (proof->store));
      return FALSE;
    }
  proof->entries = verification->entries;
  proof->head = g_strdup (verification->head);
  return TRUE;
}

/* Every change lengthens the journal: while it ends where it did, all that was read is of one state. */
static gboolean
check_unchanged (const Proof *proof, LwConnection *connection, GError **error)
{
  gint64 entries = 0;
  g_autofree char *head = NULL;

  if (!lw_connection_get_int (connection, &entries, 0, error, "SELECT count (*) FROM journal", "")
      || !lw_connection_get_text (connection, &head, error,
                                  "SELECT lower (hex (hash)) FROM journal ORDER BY seq DESC LIMIT 1", ""))
    return FALSE;
  if (entries == proof->entries && g_strcmp0 (head, proof->head) == 0)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_BUSY, _("%s was changed while its proof was written"),
               lw_store_get_path (proof->store));
  return FALSE;
}

static gboolean
fill (Proof *proof, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (proof->store, error);
  LwConnection *connection = reader != NULL ? lw_reader_connection (reader) : NULL;
  g_autoptr (LwCompetition) competition = connection != NULL ? lw_competition_load (connection, error) : NULL;
  g_autoptr (LwEvaluationMarks) marks
      = competition != NULL ? lw_evaluation_marks_load_job (proof->store, proof->job, error) : NULL;
  g_autoptr (LwEvaluationTrust) trust = marks != NULL ? lw_evaluation_trust_load (marks, connection, error) : NULL;
  g_autofree char *provisional = NULL;

  return trust != NULL && lw_evaluation_provisional (marks, connection, proof->obstacles, &provisional, error)
         && write_competition (proof, error)
         && write_results (proof, marks, trust, competition->id, error) && write_record (proof, competition, error)
         && write_resource (proof, "README.txt", error) && write_resource (proof, "recompute.py", error)
         && write_manifest (proof, error) && check_unchanged (proof, connection, error);
}

static char *
said_of (const Proof *proof)
{
  g_autofree char *lots = g_strdup_printf (ngettext ("%u lot", "%u lots", proof->count.lots), proof->count.lots);
  g_autofree char *bids = g_strdup_printf (ngettext ("%u bid", "%u bids", proof->count.bids), proof->count.bids);

  return g_strdup_printf (_("A proof of %s, %s. “python3 recompute.py” in it works all of it out again.\n"
                            "Fingerprint: %s (the SHA-256 of its MANIFEST: keep it, and no file of it can be changed unnoticed)"),
                          lots, bids, proof->fingerprint);
}

static gboolean
write_proof (LwStore *store, const char *path, LwJob *job, GCancellable *cancellable, char **said, GError **error)
{
  /* Without the slash that a directory's name may end with. */
  g_autofree char *place = g_canonicalize_filename (path, NULL);
  g_auto (Proof) proof = { .store = store, .job = job, .cancellable = cancellable };

  if (*path == '\0')
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID,
                           _("expected the name of a new or empty directory, found an empty text"));
      return FALSE;
    }
  if (!check_place (place, error) || !verify (&proof, error))
    return FALSE;
  remove_leftovers (place);
  proof.part = g_strdup_printf ("%s.%d" PART_SUFFIX, place, getpid ());
  if (g_mkdir (proof.part, 0777) != 0)
    return fail_errno (place, _("the new directory cannot be made beside it"), error);
  if (!fill (&proof, error) || !publish (&proof, place, error))
    {
      remove_part (proof.part);
      return FALSE;
    }
  if (said != NULL)
    *said = said_of (&proof);
  return TRUE;
}

const LwExporter lw_evaluation_proof = {
  "proof", N_ ("DIR"), N_ ("write a directory that holds the result, all it rests on, and a program that checks it"),
  write_proof,
};
