/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "table/lw-sql-index.h"

#include <string.h>

#include "table/lw-ranks.h"

/* ---- a dictionary ---- */

LwDictionary *
lw_dictionary_new (void)
{
  LwDictionary *dictionary = g_new0 (LwDictionary, 1);

  dictionary->chunk = g_string_chunk_new (4096);
  dictionary->texts = g_ptr_array_new ();
  dictionary->lengths = g_array_new (FALSE, FALSE, sizeof (guint32));
  dictionary->n_slots = 64;
  dictionary->slots = g_new0 (guint32, dictionary->n_slots);
  return dictionary;
}

void
lw_dictionary_free (LwDictionary *dictionary)
{
  if (dictionary == NULL)
    return;
  g_string_chunk_free (dictionary->chunk);
  g_ptr_array_unref (dictionary->texts);
  g_array_unref (dictionary->lengths);
  g_free (dictionary->slots);
  g_free (dictionary);
}

/* FNV-1a */
static guint32
hash (const char *bytes, gsize length)
{
  guint32 value = 2166136261u;

  for (gsize i = 0; i < length; i++)
    value = (value ^ (guint8) bytes[i]) * 16777619u;
  return value ^ value >> 15;
}

gboolean
lw_dictionary_is (const LwDictionary *dictionary, guint32 code, const char *bytes, gsize length)
{
  return g_array_index (dictionary->lengths, guint32, code) == length
         && (length == 0 || memcmp (lw_dictionary_text (dictionary, code), bytes, length) == 0);
}

/* The slot that holds the text, or the free one where it would be. */
static guint
slot_of (const LwDictionary *dictionary, const char *bytes, gsize length)
{
  const guint mask = dictionary->n_slots - 1;
  guint slot = hash (bytes, length) & mask;

  while (dictionary->slots[slot] != 0 && !lw_dictionary_is (dictionary, dictionary->slots[slot] - 1, bytes, length))
    slot = (slot + 1) & mask;
  return slot;
}

static void
grow (LwDictionary *dictionary)
{
  dictionary->n_slots *= 2;
  g_free (dictionary->slots);
  dictionary->slots = g_new0 (guint32, dictionary->n_slots);
  for (guint code = 0; code < dictionary->texts->len; code++)
    dictionary->slots[slot_of (dictionary, lw_dictionary_text (dictionary, code),
                               g_array_index (dictionary->lengths, guint32, code))]
        = code + 1;
}

guint32
lw_dictionary_find (const LwDictionary *dictionary, const char *bytes, gsize length)
{
  const guint32 found = dictionary->slots[slot_of (dictionary, bytes, length)];

  return found == 0 ? LW_NO_CODE : found - 1;
}

static guint32
append_text (LwDictionary *dictionary, const char *bytes, gsize length)
{
  const guint32 short_length = (guint32) length;

  g_ptr_array_add (dictionary->texts,
                   g_string_chunk_insert_len (dictionary->chunk, length == 0 ? "" : bytes, (gssize) length));
  g_array_append_val (dictionary->lengths, short_length);
  return dictionary->texts->len - 1;
}

guint32
lw_dictionary_add_loosely (LwDictionary *dictionary, const char *bytes, gsize length)
{
  return dictionary->texts->len < LW_DICTIONARY_HASHED ? lw_dictionary_add (dictionary, bytes, length)
                                                       : append_text (dictionary, bytes, length);
}

guint32
lw_dictionary_add (LwDictionary *dictionary, const char *bytes, gsize length)
{
  guint slot = slot_of (dictionary, bytes, length);

  if (dictionary->slots[slot] != 0)
    return dictionary->slots[slot] - 1;
  if (dictionary->texts->len * 2 >= dictionary->n_slots)
    {
      grow (dictionary);
      slot = slot_of (dictionary, bytes, length);
    }
  append_text (dictionary, bytes, length);
  dictionary->slots[slot] = dictionary->texts->len;
  return dictionary->texts->len - 1;
}

/* ---- the index ---- */

LwSqlIndex *
lw_sql_index_new (const LwSqlTable *table)
{
  LwSqlIndex *index = g_new0 (LwSqlIndex, 1);

  index->integer = table->integer_key;
  while (index->n_keys < LW_SQL_KEYS && table->keys[index->n_keys] != NULL)
    index->n_keys++;
  for (guint i = 0; i < index->n_keys && !index->integer; i++)
    {
      index->dictionaries[i] = lw_dictionary_new ();
      index->codes[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
    }
  index->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  index->gone = g_array_new (FALSE, FALSE, 1);
  index->by_key = g_array_new (FALSE, FALSE, sizeof (guint32));
  return index;
}

void
lw_sql_index_free (LwSqlIndex *index)
{
  if (index == NULL)
    return;
  for (guint i = 0; i < index->n_keys; i++)
    {
      lw_dictionary_free (index->dictionaries[i]);
      g_clear_pointer (&index->codes[i], g_array_unref);
    }
  g_array_unref (index->numbers);
  g_array_unref (index->gone);
  g_array_unref (index->by_key);
  g_free (index);
}

guint
lw_sql_index_n_handles (const LwSqlIndex *index)
{
  return index->integer ? index->numbers->len : index->codes[0]->len;
}

static guint32
code_of (const LwSqlIndex *index, guint part, guint32 handle)
{
  return g_array_index (index->codes[part], guint32, handle);
}

static gint64
number_of (const LwScanValue *value)
{
  char digits[32] = { 0 };

  memcpy (digits, value->length == 0 ? "" : value->bytes, MIN (value->length, sizeof digits - 1));
  return g_ascii_strtoll (digits, NULL, 10);
}

/* A row's key without its place. What is as in the row before is not looked up. */
static guint32
add_key (LwSqlIndex *index, const LwScanValue *key)
{
  const guint32 handle = lw_sql_index_n_handles (index);
  const gint64 number = index->integer ? number_of (&key[0]) : 0;
  const guint8 gone = FALSE;

  if (index->integer)
    {
      g_array_append_val (index->numbers, number);
      g_array_append_val (index->gone, gone);
      return handle;
    }
  for (guint i = 0; i < index->n_keys; i++)
    {
      guint32 code = handle > 0 ? code_of (index, i, handle - 1) : LW_NO_CODE;

      if (code == LW_NO_CODE || !lw_dictionary_is (index->dictionaries[i], code, key[i].bytes, key[i].length))
        code = lw_dictionary_add (index->dictionaries[i], key[i].bytes, key[i].length);
      g_array_append_val (index->codes[i], code);
    }
  return handle;
}

guint32
lw_sql_index_append (LwSqlIndex *index, const LwScanValue *key)
{
  const guint32 handle = add_key (index, key);

  g_array_append_val (index->by_key, handle);
  return handle;
}

int
lw_sql_index_compare (const LwSqlIndex *index, guint32 a, guint32 b)
{
  if (index->integer)
    {
      const gint64 x = g_array_index (index->numbers, gint64, a), y = g_array_index (index->numbers, gint64, b);
      return (x > y) - (x < y);
    }
  for (guint i = 0; i < index->n_keys; i++)
    if (code_of (index, i, a) != code_of (index, i, b))
      return strcmp (lw_dictionary_text (index->dictionaries[i], code_of (index, i, a)),
                     lw_dictionary_text (index->dictionaries[i], code_of (index, i, b)));
  return 0;
}

static int
compare_handles (gconstpointer a, gconstpointer b, gpointer index)
{
  return lw_sql_index_compare (index, *(const guint32 *) a, *(const guint32 *) b);
}

/* The n-th row by key becomes handle n. */
static void
renumber_rows (LwSqlIndex *index)
{
  const guint n = index->by_key->len;
  guint32 *by_key = (guint32 *) (gpointer) index->by_key->data;

  for (guint part = 0; part < index->n_keys && !index->integer; part++)
    {
      GArray *codes = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);

      for (guint i = 0; i < n; i++)
        g_array_append_val (codes, g_array_index (index->codes[part], guint32, by_key[i]));
      g_array_unref (index->codes[part]);
      index->codes[part] = codes;
    }
  if (index->integer)
    {
      GArray *numbers = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);

      for (guint i = 0; i < n; i++)
        g_array_append_val (numbers, g_array_index (index->numbers, gint64, by_key[i]));
      g_array_unref (index->numbers);
      index->numbers = numbers;
    }
  for (guint i = 0; i < n; i++)
    by_key[i] = i;
}

/* SQLite mostly comes to the rows in this order by itself. */
void
lw_sql_index_sort (LwSqlIndex *index, gboolean renumber)
{
  const guint32 *by_key = (const guint32 *) (gpointer) index->by_key->data;
  guint i = 1;

  while (i < index->by_key->len && lw_sql_index_compare (index, by_key[i - 1], by_key[i]) < 0)
    i++;
  if (i >= index->by_key->len)
    return;
  g_array_sort_with_data (index->by_key, compare_handles, index);
  if (renumber)
    renumber_rows (index);
}

static int
compare_bytes (const char *text, guint32 length, const LwScanValue *value)
{
  const int order = value->length == 0 ? 0 : memcmp (text, value->bytes, MIN (length, value->length));

  return order != 0 ? order : (length > value->length) - (length < value->length);
}

static int
compare_key (const LwSqlIndex *index, guint32 handle, const LwScanValue *key)
{
  if (index->integer)
    {
      const gint64 x = g_array_index (index->numbers, gint64, handle), y = number_of (&key[0]);
      return (x > y) - (x < y);
    }
  for (guint i = 0; i < index->n_keys; i++)
    {
      const guint32 code = code_of (index, i, handle);
      const int order = compare_bytes (lw_dictionary_text (index->dictionaries[i], code),
                                       g_array_index (index->dictionaries[i]->lengths, guint32, code), &key[i]);

      if (order != 0)
        return order;
    }
  return 0;
}

gboolean
lw_sql_index_find (const LwSqlIndex *index, const LwScanValue *key, guint *position)
{
  guint low = 0, high = index->by_key->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      const int order = compare_key (index, g_array_index (index->by_key, guint32, middle), key);

      if (order == 0)
        {
          *position = middle;
          return TRUE;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *position = low;
  return FALSE;
}

gboolean
lw_sql_index_is (const LwSqlIndex *index, guint32 handle, const LwScanValue *key)
{
  if (index->integer)
    return g_array_index (index->numbers, gint64, handle) == number_of (&key[0]);
  /* the last column differs most often */
  for (guint i = index->n_keys; i > 0; i--)
    if (!lw_dictionary_is (index->dictionaries[i - 1], code_of (index, i - 1, handle), key[i - 1].bytes, key[i - 1].length))
      return FALSE;
  return TRUE;
}

guint32
lw_sql_index_insert (LwSqlIndex *index, const LwScanValue *key, guint position)
{
  const guint32 handle = add_key (index, key);

  g_array_insert_val (index->by_key, position, handle);
  return handle;
}

void
lw_sql_index_remove (LwSqlIndex *index, guint position)
{
  const guint32 handle = g_array_index (index->by_key, guint32, position);

  if (index->integer)
    g_array_index (index->gone, guint8, handle) = TRUE;
  else
    g_array_index (index->codes[0], guint32, handle) = LW_NO_CODE;
  g_array_remove_index (index->by_key, position);
}

gboolean
lw_sql_index_is_gone (const LwSqlIndex *index, guint32 handle)
{
  return handle >= lw_sql_index_n_handles (index)
         || (index->integer ? g_array_index (index->gone, guint8, handle) : code_of (index, 0, handle) == LW_NO_CODE);
}

char *
lw_sql_index_part (const LwSqlIndex *index, guint32 handle, guint part)
{
  return index->integer ? g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (index->numbers, gint64, handle))
                        : g_strdup (lw_dictionary_text (index->dictionaries[part], code_of (index, part, handle)));
}

static void
append_escaped (GString *key, const char *text)
{
  for (; *text != '\0'; text++)
    if (*text == '/' || *text == '%')
      g_string_append (key, *text == '/' ? "%2F" : "%25");
    else
      g_string_append_c (key, *text);
}

char *
lw_sql_index_key (const LwSqlIndex *index, guint32 handle)
{
  GString *key;

  if (lw_sql_index_is_gone (index, handle))
    return NULL;
  if (index->integer)
    return lw_sql_index_part (index, handle, 0);
  key = g_string_new (NULL);
  for (guint i = 0; i < index->n_keys; i++)
    {
      if (i > 0)
        g_string_append_c (key, '/');
      append_escaped (key, lw_dictionary_text (index->dictionaries[i], code_of (index, i, handle)));
    }
  return g_string_free (key, FALSE);
}
