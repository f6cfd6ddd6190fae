/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packs out and back: what is sealed, the file it goes into, and what is remembered of it. */
#include "config.h"

#include "lw-evaluation-pack-private.h"

#include "base/lw-clock.h"
#include "base/lw-error.h"
#include "base/lw-id.h"
#include "lw-evaluation-private.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation.h"
#include "xml/lw-competition-xml.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lw-i18n.h"

void
lw_pack_free (LwPack *pack)
{
  g_free (pack->id);
  g_free (pack->person);
  g_free (pack);
}

/* What a command that seals carries. */
typedef struct
{
  LwPack *pack;
  const char *path, *passphrase;
  char *part; /* the file until the command is accepted */
  gboolean written;
  LwSealCost cost;
} Sealing;

/* ---- the sealed file ---- */

/* On the disk before the command is accepted, under another name. Nobody but its owner reads it. What is there under that
 * name may be a pack that is recorded. */
static gboolean
write_part (Sealing *sealing, const char *kind, const char *xml, GError **error)
{
  if (g_file_test (sealing->part, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_EXISTS,
                   _("%s: found a file there, which may be a pack that is recorded: give it another name, or remove it"),
                   sealing->part);
      return FALSE;
    }
  g_autofree char *text = g_strconcat (kind, xml, NULL);
  g_autoptr (GBytes) plain = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) sealed = lw_sealed_new (plain, sealing->passphrase, sealing->cost, error);
  g_autoptr (GError) failure = NULL;

  if (sealed == NULL)
    return FALSE;
  if (g_file_set_contents_full (sealing->part, g_bytes_get_data (sealed, NULL), (gssize) g_bytes_get_size (sealed),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &failure))
    return sealing->written = TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_STORE, "%s: %s", sealing->path, failure->message);
  return FALSE;
}

/* Gives @part the name @path, and writes over nothing; where the file system has no links, renaming must do. */
static gboolean
name_part (const char *part, const char *path)
{
  if (link (part, path) == 0)
    {
      g_unlink (part);
      return TRUE;
    }
  return (errno == EPERM || errno == ENOTSUP) && g_rename (part, path) == 0;
}

/* Runs @apply, and gives the file its name only when it is accepted. */
static LwPack *
seal (LwStore *store, Sealing *sealing, const char *name, LwApplyFunc apply, const char *person, GError **error)
{
  g_autoptr (LwPack) pack = sealing->pack;
  g_autofree char *part = sealing->part = g_strconcat (sealing->path, "-part", NULL);
  g_autoptr (LwCommand) command = lw_command_new (name, person, NULL, apply, sealing, NULL);

  lw_command_set_final (command);
  if (g_file_test (sealing->path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_EXISTS, _("%s: expected a name for a new file, found a file there"), sealing->path);
      return NULL;
    }
  if (!lw_store_run (store, command, NULL, error))
    {
      if (sealing->written)
        g_unlink (part);
      return NULL;
    }
  if (name_part (part, sealing->path))
    return g_steal_pointer (&pack);
  g_set_error (error, LW_ERROR, LW_ERROR_STORE,
               _("%s is written and recorded, but could not be called %s: %s"), part, sealing->path, g_strerror (errno));
  return NULL;
}

/* ---- out ---- */

static gboolean
store_marks (LwConnection *connection, LwPack *pack, GHashTable *assigned, GError **error)
{
  g_autoptr (GHashTable) cells = lw_pack_cells_of_person (connection, pack->person, error);
  GHashTableIter iter;
  gpointer place, cell;

  if (cells == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, cells);
  while (g_hash_table_iter_next (&iter, &place, &cell))
    if (g_hash_table_contains (assigned, place))
      {
        if (!lw_pack_cells_store (connection, pack->id, place, cell, error))
          return FALSE;
        pack->marks++;
      }
  return TRUE;
}

/* What goes out is marked by what is published, not by what is just being changed. */
static gboolean
check_no_revision (LwConnection *connection, GError **error)
{
  g_autofree char *reason = NULL, *approver = NULL;

  if (!lw_evaluation_get_revision (connection, &reason, &approver, error))
    return FALSE;
  if (reason != NULL)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 _("a revision of the method is open (%s): publish it before packs are sent"), reason);
  return reason == NULL;
}

static gboolean
apply_send (LwTransaction *transaction, gpointer data, GError **error)
{
  Sealing *sealing = data;
  LwPack *pack = sealing->pack;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autofree char *at = lw_clock_now (), *base = NULL, *xml = NULL;
  g_autoptr (LwPublication) publication = lw_evaluation_publication (connection, 0, error);
  g_autoptr (GHashTable) assigned = NULL;

  if (publication == NULL || !check_no_revision (connection, error)
      || (assigned = lw_pack_assigned (connection, pack->person, error)) == NULL)
    return FALSE;
  pack->cells = g_hash_table_size (assigned);
  base = lw_pack_export_base (connection, pack->person, assigned, error);
  if (base == NULL
      || !lw_connection_run (connection, error,
                             "INSERT INTO evaluation_pack (id, person, side, version, method, at, base)"
                             " VALUES (?, ?, 'sent', ?, ?, ?, ?)",
                             "ssisss", pack->id, pack->person, publication->version, publication->sha256, at, base)
      || !store_marks (connection, pack, assigned, error))
    return FALSE;
  xml = lw_pack_export_out (connection, pack->person, assigned, pack->id, &pack->files, error);
  return xml != NULL && write_part (sealing, LW_PACK_OUT, xml, error);
}

LwPack *
lw_evaluation_pack_send (LwStore *store, const char *evaluator, const char *path, const char *passphrase, LwSealCost cost,
                         const char *person, GError **error)
{
  Sealing sealing = { .pack = g_new0 (LwPack, 1), .path = path, .passphrase = passphrase, .cost = cost };
  g_autofree char *name = g_strdup_printf (_("Send a pack to %s"), evaluator);

  sealing.pack->id = lw_id_random ();
  sealing.pack->person = g_strdup (evaluator);
  return seal (store, &sealing, name, apply_send, person, error);
}

/* ---- opened by the evaluator ---- */

static gboolean
begins_with (GBytes *plain, const char *line)
{
  gsize length;
  const char *text = g_bytes_get_data (plain, &length);

  return length >= strlen (line) && memcmp (text, line, strlen (line)) == 0;
}

/* FALSE for what no program like this one has sealed. */
static gboolean
find_kind (GBytes *plain, const char *path, LwPackKind *kind, GError **error)
{
  *kind = begins_with (plain, LW_PACK_OUT) ? LW_PACK_SENT : LW_PACK_CAME_BACK;
  if (*kind == LW_PACK_SENT || begins_with (plain, LW_PACK_BACK))
    return TRUE;
  if (begins_with (plain, "lotwise "))
    g_set_error (error, LW_ERROR, LW_ERROR_READ_ONLY,
                 _("%s: expected a pack of format 1, found another: a newer program made it"), path);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_LOTWISE,
                 _("%s: expected a pack, found something else under this passphrase"), path);
  return FALSE;
}

/* @path unsealed. */
static GBytes *
open_file (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) sealed = NULL, plain = NULL;
  GStatBuf status;
  char *data;
  gsize length;

  if (g_stat (path, &status) == 0 && !lw_sealed_check_length ((guint64) status.st_size, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (!g_file_get_contents (path, &data, &length, &failure))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND,
                   _("%s: expected a pack, which could not be read: %s"), path, failure->message);
      return NULL;
    }
  sealed = g_bytes_new_take (data, length);
  plain = lw_sealed_open (sealed, passphrase, &failure);
  if (plain != NULL)
    return g_steal_pointer (&plain);
  g_propagate_prefixed_error (error, g_steal_pointer (&failure), "%s: ", path);
  return NULL;
}

void
lw_pack_opened_free (LwPackOpened *opened)
{
  g_free (opened->path);
  g_bytes_unref (opened->plain);
  g_free (opened);
}

LwPackKind
lw_pack_opened_get_kind (const LwPackOpened *opened)
{
  return opened->kind;
}

LwPackOpened *
lw_pack_unseal (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (GBytes) plain = open_file (path, passphrase, error);
  LwPackKind kind;
  LwPackOpened *opened;

  if (plain == NULL || !find_kind (plain, path, &kind, error))
    return NULL;
  opened = g_new0 (LwPackOpened, 1);
  opened->path = g_strdup (path);
  opened->plain = g_steal_pointer (&plain);
  opened->kind = kind;
  return opened;
}

const char *
lw_pack_opened_text (const LwPackOpened *opened, gsize *length)
{
  const gsize line = strlen (opened->kind == LW_PACK_SENT ? LW_PACK_OUT : LW_PACK_BACK);
  const char *text = g_bytes_get_data (opened->plain, length);

  *length -= line;
  return text + line;
}

LwStore *
lw_pack_opened_make (const LwPackOpened *opened, const char *path, const char *person, GError **error)
{
  g_autoptr (LwSchema) schema = lw_evaluation_schema ();
  gsize length;
  const char *xml = lw_pack_opened_text (opened, &length);

  if (opened->kind != LW_PACK_SENT)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("%s: expected a pack that was sent, found one that came back: “lotwise merge” takes it in"), opened->path);
      return NULL;
    }
  return lw_competition_import_data (xml, length, opened->path, path, lw_evaluation_sections (), schema, person, NULL, error);
}

LwStore *
lw_evaluation_pack_open (const char *pack, const char *path, const char *passphrase, const char *person, GError **error)
{
  g_autoptr (LwPackOpened) opened = lw_pack_unseal (pack, passphrase, error);

  return opened != NULL ? lw_pack_opened_make (opened, path, person, error) : NULL;
}

/* ---- back ---- */

static gboolean
find_opened (LwConnection *connection, LwPack *pack, GError **error)
{
  gint64 n;

  if (!lw_connection_get_int (connection, &n, 0, error, "SELECT count (*) FROM evaluation_pack WHERE side = 'opened'", "")
      || !lw_connection_get_text (connection, &pack->id, error, "SELECT id FROM evaluation_pack WHERE side = 'opened'", "")
      || !lw_connection_get_text (connection, &pack->person, error, "SELECT person FROM evaluation_pack WHERE side = 'opened'",
                                  ""))
    return FALSE;
  if (n != 1)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 _("expected a file that “lotwise unpack” made from one pack, found %lld packs in it"), (long long) n);
  return n == 1;
}

static gboolean
note_return (LwConnection *connection, const char *pack, const char *xml, GError **error)
{
  g_autofree char *text = g_strconcat (LW_PACK_BACK, xml, NULL);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return lw_connection_run (connection, error,
                            "INSERT INTO evaluation_pack_return (pack, sha256, number)"
                            " SELECT ?1, ?2, 1 + (SELECT count (*) FROM evaluation_pack_return WHERE pack = ?1)",
                            "ss", pack, sha256)
         && lw_connection_run (connection, error, "UPDATE evaluation_pack SET returned = ? WHERE id = ?", "ss", sha256, pack);
}

static gboolean
apply_return (LwTransaction *transaction, gpointer data, GError **error)
{
  Sealing *sealing = data;
  LwConnection *connection = lw_transaction_connection (transaction);
  g_autofree char *xml = NULL;
  gint64 n;

  if (!find_opened (connection, sealing->pack, error)
      || !lw_connection_get_int (connection, &n, 0, error, "SELECT count (*) FROM evaluation_mark WHERE person = ?", "s",
                                 sealing->pack->person))
    return FALSE;
  sealing->pack->marks = (guint) n;
  xml = lw_pack_export_back (connection, sealing->pack->person, error);
  return xml != NULL && note_return (connection, sealing->pack->id, xml, error) && write_part (sealing, LW_PACK_BACK, xml, error);
}

LwPack *
lw_evaluation_pack_return (LwStore *store, const char *path, const char *passphrase, LwSealCost cost, const char *person,
                           GError **error)
{
  Sealing sealing = { .pack = g_new0 (LwPack, 1), .path = path, .passphrase = passphrase, .cost = cost };

  return seal (store, &sealing, _("Return the pack"), apply_return, person, error);
}
