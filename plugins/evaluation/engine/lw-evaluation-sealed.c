/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-sealed.h"

#include "base/lw-error.h"

#include <sodium.h>
#include <string.h>

#include "base/lw-i18n.h"

#define MAGIC "LOTWSEAL"
#define FORMAT 1
#define CHUNK 65536
/* More than we ask for ourselves is not spent on a file from elsewhere. */
#define MOST_PASSES 16
#define MOST_MEMORY (G_GUINT64_CONSTANT (1) << 30)

/* What stands before the chunks, in the clear; the first chunk authenticates it. */
typedef struct
{
  guint8 magic[8];
  guint8 format;
  guint8 passes;    /* Argon2id's number of passes */
  guint8 memory[4]; /* its memory in KiB, little end first */
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 stream[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
} Header;
G_STATIC_ASSERT (sizeof (Header) == 8 + 1 + 1 + 4 + crypto_pwhash_SALTBYTES + crypto_secretstream_xchacha20poly1305_HEADERBYTES);

static guint32
memory_of (const Header *header)
{
  return header->memory[0] | (guint32) header->memory[1] << 8 | (guint32) header->memory[2] << 16
         | (guint32) header->memory[3] << 24;
}

static gboolean
start_library (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;
  g_set_error_literal (error, LW_ERROR, LW_ERROR_STORE,
                       _("the system gives no random numbers: nothing can be sealed or opened"));
  return FALSE;
}

/* The same passphrase typed on another system is the same key. */
static gboolean
make_key (const Header *header, const char *passphrase, guint8 *key, GError **error)
{
  g_autofree char *text = g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFC);
  int failed;

  if (text == NULL)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("expected a passphrase in UTF-8, found other bytes"));
      return FALSE;
    }
  failed = crypto_pwhash (key, crypto_secretstream_xchacha20poly1305_KEYBYTES, text, strlen (text), header->salt, header->passes,
                          (gsize) memory_of (header) * 1024, crypto_pwhash_ALG_ARGON2ID13);
  sodium_memzero (text, strlen (text));
  if (failed)
    g_set_error (error, LW_ERROR, LW_ERROR_STORE,
                 _("making a key from the passphrase needs %u MiB of memory, which the system does not give"),
                    memory_of (header) / 1024);
  return !failed;
}

/* ---- sealing ---- */

static void
header_init (Header *header, LwSealCost cost)
{
  const guint32 memory = (cost == LW_SEAL_COSTLY ? crypto_pwhash_MEMLIMIT_MODERATE : crypto_pwhash_MEMLIMIT_MIN) / 1024;

  memcpy (header->magic, MAGIC, sizeof header->magic);
  header->format = FORMAT;
  header->passes = cost == LW_SEAL_COSTLY ? crypto_pwhash_OPSLIMIT_MODERATE : crypto_pwhash_OPSLIMIT_MIN;
  for (guint i = 0; i < sizeof header->memory; i++)
    header->memory[i] = (guint8) (memory >> (8 * i));
  randombytes_buf (header->salt, sizeof header->salt);
}

static gboolean
check_passphrase (const char *passphrase, GError **error)
{
  const glong found = g_utf8_validate (passphrase, -1, NULL) ? g_utf8_strlen (passphrase, -1) : 0;

  if (found >= LW_SEAL_PASSPHRASE_MIN)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("expected a passphrase of at least %d characters, found %ld"), LW_SEAL_PASSPHRASE_MIN, found);
  return FALSE;
}

static gboolean
check_length (guint64 length, guint64 most, GError **error)
{
  if (length <= most)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("expected at most %u MiB in one sealed file, found %" G_GUINT64_FORMAT " MiB: assign less to one person, or attach"
                 " smaller documents"),
               (guint) (LW_SEAL_MOST >> 20), (length + (1 << 20) - 1) >> 20);
  return FALSE;
}

/* Header and tags are less than a thousandth. */
gboolean
lw_sealed_check_length (guint64 length, GError **error)
{
  return check_length (length, LW_SEAL_MOST + LW_SEAL_MOST / 1024, error);
}

GBytes *
lw_sealed_new (GBytes *plain, const char *passphrase, LwSealCost cost, GError **error)
{
  Header header;
  guint8 key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
  crypto_secretstream_xchacha20poly1305_state state;
  gsize left;
  const guint8 *from = g_bytes_get_data (plain, &left);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gboolean first = TRUE, last;

  if (!start_library (error) || !check_passphrase (passphrase, error) || !check_length (left, LW_SEAL_MOST, error))
    return NULL;
  header_init (&header, cost);
  if (!make_key (&header, passphrase, key, error))
    return NULL;
  crypto_secretstream_xchacha20poly1305_init_push (&state, header.stream, key);
  sodium_memzero (key, sizeof key);
  g_byte_array_append (out, (const guint8 *) &header, sizeof header);
  do
    {
      guint8 chunk[CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES];
      const gsize n = MIN (left, CHUNK);
      unsigned long long length;

      last = n == left;
      crypto_secretstream_xchacha20poly1305_push (
          &state, chunk, &length, from, n, first ? (const guint8 *) &header : NULL, first ? sizeof header : 0,
          last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
      g_byte_array_append (out, chunk, (guint) length);
      from = from != NULL ? from + n : NULL;
      left -= n;
      first = FALSE;
    }
  while (!last);
  sodium_memzero (&state, sizeof state);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/* ---- opening ---- */

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, LW_ERROR, LW_ERROR_CORRUPT,
                       _("the passphrase does not open this file: it is another one, or the file is damaged or not whole"));
  return FALSE;
}

static gboolean
check_header (const Header *header, gsize length, GError **error)
{
  if (length < sizeof *header || memcmp (header->magic, MAGIC, sizeof header->magic) != 0)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_NOT_LOTWISE,
                           _("expected a sealed file of this program, found another file"));
      return FALSE;
    }
  if (header->format > FORMAT)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_READ_ONLY,
                   _("expected a sealed file of format %d, found %d: a newer program made it"), FORMAT, header->format);
      return FALSE;
    }
  if (header->format < 1 || header->passes < crypto_pwhash_OPSLIMIT_MIN || header->passes > MOST_PASSES
      || (guint64) memory_of (header) * 1024 < crypto_pwhash_MEMLIMIT_MIN || (guint64) memory_of (header) * 1024 > MOST_MEMORY)
    return fail_damaged (error);
  return TRUE;
}

/* The chunks after @header, until the one that says it is the last, with nothing behind it. */
static gboolean
open_chunks (crypto_secretstream_xchacha20poly1305_state *state, const Header *header, const guint8 *from, gsize left,
             GByteArray *plain, GError **error)
{
  guint8 tag = 0;
  gboolean first = TRUE;

  while (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL)
    {
      guint8 chunk[CHUNK];
      const gsize n = MIN (left, CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES);
      unsigned long long length;

      if (n < crypto_secretstream_xchacha20poly1305_ABYTES
          || crypto_secretstream_xchacha20poly1305_pull (state, chunk, &length, &tag, from, n,
                                                         first ? (const guint8 *) header : NULL, first ? sizeof *header : 0)
                 != 0)
        return fail_damaged (error);
      g_byte_array_append (plain, chunk, (guint) length);
      sodium_memzero (chunk, sizeof chunk);
      from += n;
      left -= n;
      first = FALSE;
    }
  return left == 0 || fail_damaged (error);
}

GBytes *
lw_sealed_open (GBytes *sealed, const char *passphrase, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (sealed, &length);
  guint8 key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
  crypto_secretstream_xchacha20poly1305_state state;
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  Header header;
  gboolean fine;

  memset (&header, 0, sizeof header);
  if (length > 0)
    memcpy (&header, data, MIN (length, sizeof header));
  if (!start_library (error) || !lw_sealed_check_length (length, error) || !check_header (&header, length, error) || !make_key (&header, passphrase, key, error))
    return NULL;
  fine = crypto_secretstream_xchacha20poly1305_init_pull (&state, header.stream, key) == 0 || fail_damaged (error);
  sodium_memzero (key, sizeof key);
  fine = fine && open_chunks (&state, &header, data + sizeof header, length - sizeof header, plain, error);
  sodium_memzero (&state, sizeof state);
  return fine ? g_byte_array_free_to_bytes (g_steal_pointer (&plain)) : NULL;
}
