/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is sealed comes out as it was, by its passphrase alone, whole or not at all. */
#include "config.h"

#include "lw-evaluation-sealed.h"

#include "base/lw-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PASSPHRASE "correct horse"
#define SEED 20140630

static GBytes *
text (gsize length)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint8 *bytes = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) g_rand_int (rand);
  return g_bytes_new_take (bytes, length);
}

static GBytes *
seal (GBytes *plain)
{
  g_autoptr (GError) error = NULL;
  GBytes *sealed = lw_sealed_new (plain, PASSPHRASE, LW_SEAL_CHEAP, &error);

  g_assert_no_error (error);
  return sealed;
}

static void
assert_refused (GBytes *sealed, const char *passphrase, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = lw_sealed_open (sealed, passphrase, &error);

  g_assert_null (plain);
  g_assert_error (error, LW_ERROR, code);
}

static void
test_round (void)
{
  static const gsize lengths[] = { 0, 1, 65535, 65536, 65537, 131072, 200000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) plain = text (lengths[i]), sealed = seal (plain), again = seal (plain);
      g_autoptr (GBytes) opened = lw_sealed_open (sealed, PASSPHRASE, &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (plain, opened));
      g_assert_false (g_bytes_equal (sealed, again)); /* the same content does not show as the same */
      if (lengths[i] >= 16)
        g_assert_null (g_strstr_len (g_bytes_get_data (sealed, NULL), (gssize) g_bytes_get_size (sealed), "correct"));
    }
}

static void
test_passphrase (void)
{
  g_autoptr (GBytes) plain = text (100), sealed = seal (plain), opened = NULL, composed = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (sealed, "correct horses", LW_ERROR_CORRUPT);
  assert_refused (sealed, "", LW_ERROR_CORRUPT);
  assert_refused (sealed, "\xff", LW_ERROR_INVALID);
  g_assert_null (lw_sealed_new (plain, "too short", LW_SEAL_CHEAP, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "at least 10 characters, found 9"));
  g_clear_error (&error);
  /* é as one character, and as e with an accent after it */
  composed = lw_sealed_new (plain, "caf\xc3\xa9 au lait", LW_SEAL_CHEAP, &error);
  g_assert_no_error (error);
  opened = lw_sealed_open (composed, "cafe\xcc\x81 au lait", &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (plain, opened));
}

/* Each byte changed, and each length shorter or longer, is refused; none crashes. */
static void
test_damage (void)
{
  g_autoptr (GBytes) plain = text (40), sealed = seal (plain);
  const gsize length = g_bytes_get_size (sealed);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (sealed, NULL), length);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GError) error = NULL;

      bytes[i] ^= i == 9 ? 0x80 : 1; /* few passes stay few: it is a test */
      damaged = g_bytes_new (bytes, length);
      g_assert_null (lw_sealed_open (damaged, PASSPHRASE, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == LW_ERROR);
    }
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (sealed, 0, i);
      assert_refused (cut, PASSPHRASE, i < 54 ? LW_ERROR_NOT_LOTWISE : LW_ERROR_CORRUPT);
    }
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_byte_array_append (longer, g_bytes_get_data (sealed, NULL), (guint) length);
  g_byte_array_append (longer, (const guint8 *) "x", 1);
  g_autoptr (GBytes) behind = g_bytes_new (longer->data, longer->len);
  assert_refused (behind, PASSPHRASE, LW_ERROR_CORRUPT);
}

/* Whole chunks are neither left out nor put in another order. */
static void
test_chunks (void)
{
  g_autoptr (GBytes) plain = text (3 * 65536), sealed = seal (plain);
  const gsize head = 54, chunk = 65536 + 17, length = g_bytes_get_size (sealed);
  const guint8 *from = g_bytes_get_data (sealed, NULL);
  g_autofree guint8 *bytes = g_memdup2 (from, length);
  g_autoptr (GBytes) cut = g_bytes_new (bytes, head + 2 * chunk), swapped = NULL;

  g_assert_cmpuint (length, ==, head + 3 * chunk);
  assert_refused (cut, PASSPHRASE, LW_ERROR_CORRUPT);
  memcpy (bytes + head, from + head + chunk, chunk);
  memcpy (bytes + head + chunk, from + head, chunk);
  swapped = g_bytes_new (bytes, length);
  assert_refused (swapped, PASSPHRASE, LW_ERROR_CORRUPT);
}

static void
test_others (void)
{
  g_autoptr (GBytes) plain = text (40), sealed = seal (plain), empty = g_bytes_new (NULL, 0), foreign = text (4000), newer = NULL;
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));

  assert_refused (empty, PASSPHRASE, LW_ERROR_NOT_LOTWISE);
  assert_refused (foreign, PASSPHRASE, LW_ERROR_NOT_LOTWISE);
  bytes[8] = 2;
  newer = g_bytes_new (bytes, g_bytes_get_size (sealed));
  assert_refused (newer, PASSPHRASE, LW_ERROR_READ_ONLY);
}

/* What is too long is not even read. */
static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "long.lotpack", NULL);
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) plain = NULL;

  g_assert_true (lw_sealed_check_length (LW_SEAL_MOST, &error));
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, (off_t) LW_SEAL_MOST + 1), ==, 0);
  file = g_mapped_file_new (path, FALSE, &error);
  g_assert_no_error (error);
  plain = g_mapped_file_get_bytes (file);
  g_assert_null (lw_sealed_new (plain, PASSPHRASE, LW_SEAL_CHEAP, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (lw_sealed_check_length (2 * (guint64) LW_SEAL_MOST, &error));
  g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/sealed/round", test_round);
  g_test_add_func ("/evaluation/sealed/passphrase", test_passphrase);
  g_test_add_func ("/evaluation/sealed/damage", test_damage);
  g_test_add_func ("/evaluation/sealed/chunks", test_chunks);
  g_test_add_func ("/evaluation/sealed/others", test_others);
  g_test_add_func ("/evaluation/sealed/length", test_length);
  return g_test_run ();
}
