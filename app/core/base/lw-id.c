/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-id.h"

#include "base/lw-error.h"

#include <gio/gio.h>

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "base/lw-i18n.h"

#define RANDOM_BYTES 16

gboolean
lw_id_is_valid (const char *id)
{
  gsize n = 0;

  if (id == NULL || !g_ascii_isalnum (id[0]))
    return FALSE;
  while (n <= LW_ID_MAX && (g_ascii_isalnum (id[n]) || id[n] == '.' || id[n] == '_' || id[n] == '-'))
    n++;
  return n <= LW_ID_MAX && id[n] == '\0';
}

gboolean
lw_id_check (const char *id, const char *what, GError **error)
{
  g_autofree char *found = NULL;

  if (lw_id_is_valid (id))
    return TRUE;
  found = lw_error_quote (id);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("%s: expected 1 to %d of A-Z, a-z, 0-9, “.”, “_” and “-” that begin with a letter or a digit, found %s"), what,
               LW_ID_MAX, found);
  return FALSE;
}

/* For kernels and sandboxes without the system call. */
static gboolean
read_device (guint8 *bytes, gsize n_bytes, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/dev/urandom");
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  gsize n_read = 0;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, n_bytes, &n_read, NULL, error))
    return FALSE;
  if (n_read < n_bytes)
    g_set_error (error, LW_ERROR, LW_ERROR_STORE, "/dev/urandom: expected %zu bytes, found %zu", n_bytes, n_read);
  return n_read == n_bytes;
}

static void
fill_random (guint8 *bytes, gsize n_bytes)
{
  g_autoptr (GError) error = NULL;
  gssize n;

  do
    n = getrandom (bytes, n_bytes, 0);
  while (n < 0 && errno == EINTR);
  /* As few bytes as this come whole or not at all. */
  if (n != (gssize) n_bytes && !read_device (bytes, n_bytes, &error))
    g_error ("No source of random numbers: %s", error->message);
}

char *
lw_id_random (void)
{
  static const char hex[] = "0123456789abcdef";
  guint8 bytes[RANDOM_BYTES];
  char *id = g_malloc (2 * RANDOM_BYTES + 1);

  fill_random (bytes, sizeof bytes);
  for (gsize i = 0; i < RANDOM_BYTES; i++)
    {
      id[2 * i] = hex[bytes[i] >> 4];
      id[2 * i + 1] = hex[bytes[i] & 15];
    }
  id[2 * RANDOM_BYTES] = '\0';
  return id;
}

/* Broken text is compared byte by byte. */
static gunichar *
to_characters (const char *text, glong *n)
{
  gunichar *characters = g_utf8_to_ucs4 (text, -1, NULL, n, NULL);

  if (characters != NULL)
    return characters;
  *n = (glong) strlen (text);
  characters = g_new (gunichar, *n + 1);
  for (glong i = 0; i <= *n; i++)
    characters[i] = (guchar) text[i];
  return characters;
}

/* Edit distance by rows: @row[j] is that of the first i of @a and the first j of @b. */
static glong
distance (const gunichar *a, glong n_a, const gunichar *b, glong n_b)
{
  g_autofree glong *cells = g_new (glong, 3 * (n_b + 1));
  glong *before = cells, *above = cells + n_b + 1, *row = cells + 2 * (n_b + 1);

  for (glong j = 0; j <= n_b; j++)
    above[j] = before[j] = j;
  for (glong i = 1; i <= n_a; i++)
    {
      glong *spare = before;

      row[0] = i;
      for (glong j = 1; j <= n_b; j++)
        {
          glong best = above[j - 1] + (a[i - 1] != b[j - 1]);

          best = MIN (best, MIN (above[j], row[j - 1]) + 1);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            best = MIN (best, before[j - 2] + 1);
          row[j] = best;
        }
      before = above;
      above = row;
      row = spare;
    }
  return above[n_b];
}

const char *
lw_nearest (const char *word, const char * const *candidates)
{
  g_autofree gunichar *sought = NULL;
  const char *nearest = NULL;
  glong n_sought, limit;

  g_return_val_if_fail (word != NULL && candidates != NULL, NULL);

  sought = to_characters (word, &n_sought);
  limit = MIN (2, (n_sought + 2) / 3);
  for (gsize i = 0; candidates[i] != NULL && limit >= 0; i++)
    {
      glong n_candidate, found;
      g_autofree gunichar *candidate = to_characters (candidates[i], &n_candidate);

      /* The lengths alone are at least that far apart. */
      if (ABS (n_candidate - n_sought) > limit)
        continue;
      found = distance (sought, n_sought, candidate, n_candidate);
      if (found <= limit)
        {
          nearest = candidates[i];
          limit = found - 1;
        }
    }
  return nearest;
}
