/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-error.h"
#include "base/lw-id.h"

#include <string.h>

static void
test_valid (void)
{
  static const char * const ids[] = {
    "L12", "B07", "2.1", "0", "z", "9.1.", "transforming-rehabilitation", "a_b-c.d", "A..", "1--",
    "0123456789012345678901234567890123456789012345678901234567890123",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean ok = lw_id_check (ids[i], "id of a lot", &error);

      g_assert_no_error (error);
      g_assert_true (ok);
      g_assert_true (lw_id_is_valid (ids[i]));
    }
}

static void
test_invalid (void)
{
  static const char * const ids[] = {
    NULL, "", ".", "-1", "_a", ".a", " L1", "L1 ", "L 1", "L/1", "L1\n", "é", "Lé", "L\377", "L:1", "../x", "a'b", "a\"b", "%s",
    "01234567890123456789012345678901234567890123456789012345678901234",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (lw_id_is_valid (ids[i]));
      g_assert_false (lw_id_check (ids[i], "id of a lot", &error));
      g_assert_error (error, LW_ERROR, LW_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "id of a lot: expected 1 to 64 of "));
      g_assert_nonnull (strstr (error->message, "found "));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* Every byte, alone and inside. */
static void
test_every_byte (void)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  for (int c = 1; c < 256; c++)
    {
      const char alone[] = { (char) c, '\0' };
      const char inside[] = { 'x', (char) c, 'y', '\0' };
      gboolean begins = strchr (letters, c) != NULL;

      g_assert_cmpint (lw_id_is_valid (alone), ==, begins);
      g_assert_cmpint (lw_id_is_valid (inside), ==, begins || strchr ("._-", c) != NULL);
    }
}

static void
test_random (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint16 used[32] = { 0 };

  for (int i = 0; i < 10000; i++)
    {
      char *id = lw_id_random ();

      g_assert_cmpuint (strlen (id), ==, 32);
      g_assert_cmpuint (strspn (id, "0123456789abcdef"), ==, 32);
      g_assert_true (lw_id_is_valid (id));
      for (int j = 0; j < 32; j++)
        used[j] |= (guint16) (1u << g_ascii_xdigit_value (id[j]));
      g_assert_true (g_hash_table_add (seen, id));
    }
  /* Each place takes every digit: no byte is left unset. */
  for (int j = 0; j < 32; j++)
    g_assert_cmpuint (used[j], ==, 0xffff);
}

static void
test_nearest (void)
{
  static const char * const verbs[] = { "check", "export", "explain", "import", "info", "log", "mark", "new", "plugins",
                                        "rank",  "redo",   "set",     "undo",   "verify", NULL };
  static const char * const accents[] = { "zürich", "genève", NULL };
  static const char * const empty[] = { "", NULL };
  static const char * const nothing[] = { NULL };
  static const char * const equals[] = { "bat", "cat", "hat", NULL };
  static const struct
  {
    const char *word;
    const char * const *candidates;
    const char *expected;
  } cases[] = {
    { "rank", verbs, "rank" },
    { "rnak", verbs, "rank" },      /* swapped */
    { "ran", verbs, "rank" },       /* left out */
    { "ranks", verbs, "rank" },     /* one too many */
    { "ramk", verbs, "rank" },      /* replaced */
    { "exprot", verbs, "export" },
    { "improt", verbs, "import" },
    { "explian", verbs, "explain" },
    { "explane", verbs, "explain" },
    { "verfiy", verbs, "verify" },
    { "verifyed", verbs, "verify" }, /* two off */
    { "verifies", verbs, NULL },    /* three off */
    { "lgo", verbs, "log" },
    { "lg", verbs, "log" },         /* one of two letters: a third rounded up */
    { "l", verbs, NULL },           /* two off, one allowed */
    { "udno", verbs, "undo" },
    { "rodeo", verbs, "redo" },
    { "cehkc", verbs, "check" },    /* two swaps */
    { "plugni", verbs, "plugins" }, /* a swap and a letter */
    { "xyz", verbs, NULL },
    { "verification", verbs, NULL },
    { "RANK", verbs, NULL },        /* case matters */
    { "", verbs, NULL },
    { "", empty, "" },
    { "a", empty, "" },             /* one letter, one off */
    { "rank", nothing, NULL },
    { "aat", equals, "bat" },       /* the first of equals */
    { "hat", equals, "hat" },       /* but the nearest before the first */
    { "zurich", accents, "zürich" },  /* one character, not two bytes */
    { "geneve", accents, "genève" },
    { "z\374rich", accents, "zürich" }, /* broken text is no trouble */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (lw_nearest (cases[i].word, cases[i].candidates), ==, cases[i].expected);
}

static void
test_nearest_large (void)
{
  static const char * const candidates[] = { "rank", NULL };
  g_autofree char *word = g_strnfill (1000000, 'r');

  g_assert_null (lw_nearest (word, candidates));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/id/valid", test_valid);
  g_test_add_func ("/id/invalid", test_invalid);
  g_test_add_func ("/id/every-byte", test_every_byte);
  g_test_add_func ("/id/random", test_random);
  g_test_add_func ("/id/nearest", test_nearest);
  g_test_add_func ("/id/nearest/large", test_nearest_large);
  return g_test_run ();
}
