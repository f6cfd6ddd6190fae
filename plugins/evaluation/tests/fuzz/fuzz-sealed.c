/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sealed files of any bytes; and any bytes sealed come out as they were. */
#include "config.h"

#include "fuzz.h"

#include "lw-evaluation-sealed.h"

#include <string.h>

/* Where the header says what the key costs: what a file asks for is bounded, but not quick (test-sealed.c). */
#define COST 9
#define HEADER 54
#define PASSPHRASE "correct horse"

static gboolean accepted;

gboolean
fuzz_accepted (void)
{
  return accepted;
}

static gboolean
opens (GBytes *sealed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = lw_sealed_open (sealed, PASSPHRASE, &error);

  g_assert_true ((plain != NULL) == (error == NULL));
  g_assert_true (error == NULL || (error->message[0] != '\0' && g_utf8_validate (error->message, -1, NULL)));
  return plain != NULL;
}

/* With the cheapest cost, but for one that is none at all. */
static GBytes *
cheap (const uint8_t *data, size_t size)
{
  guint8 *copy = g_memdup2 (data, size);
  static const guint8 least[] = { 1, 8, 0, 0, 0 };

  if (size >= HEADER && copy[COST] != 0)
    memcpy (copy + COST, least, sizeof least);
  return g_bytes_new_take (copy, size);
}

static void
check_round (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = g_bytes_new (data, size), sealed = lw_sealed_new (plain, PASSPHRASE, LW_SEAL_CHEAP, &error);
  g_autoptr (GBytes) again = sealed != NULL ? lw_sealed_open (sealed, PASSPHRASE, &error) : NULL;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (plain, again));
  /* a byte less, and it does not open */
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (sealed, 0, g_bytes_get_size (sealed) - 1);
  g_assert_false (opens (cut));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) sealed = cheap (data, size);

  accepted = opens (sealed);
  check_round (data, size);
  return 0;
}
