/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Each text becomes a string of bytes that compares as the texts should (a sort key). Keys are sorted eight bytes at
 * a time by a radix sort, and what is equal in those by the next eight.
 */
#include "config.h"

#include "table/lw-ranks.h"

#include <stdlib.h>
#include <string.h>

#include "base/lw-rational.h"

/* ---- sort keys ---- */

enum
{
  KEY_NUMBER = 1, /* numbers come before texts */
  KEY_TEXT = 2,
};

static void
append_byte (GByteArray *key, int byte)
{
  const guint8 value = (guint8) byte;

  g_byte_array_append (key, &value, 1);
}

static guint
n_digits (const char *text)
{
  guint n = 0;

  while (g_ascii_isdigit (text[n]))
    n++;
  return n;
}

/* A run of digits: how many without leading zeros, then they themselves. Digits themselves begin no such run, so that
 * their bytes stand for the lengths 1 to 9, and the last of them for more. Returns what follows. */
static const char *
append_digits (GByteArray *key, const char *text)
{
  guint n;

  while (text[0] == '0' && g_ascii_isdigit (text[1]))
    text++;
  n = n_digits (text);
  append_byte (key, '0' + (int) MIN (n, 10) - 1);
  if (n >= 10)
    {
      append_byte (key, (int) MIN (n >> 8, 255));
      append_byte (key, (int) (n & 255));
    }
  g_byte_array_append (key, (const guint8 *) text, n);
  return text + n;
}

/* Letters without case; letters with accents beside those without; runs of digits as numbers. */
static void
append_natural (GByteArray *key, const char *text)
{
  g_autofree char *plain = NULL;

  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p >= 0x80)
      {
        g_autofree char *folded = g_utf8_casefold (text, -1);
        plain = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
        break;
      }
  for (const char *p = plain != NULL ? plain : text; *p != '\0';)
    if (g_ascii_isdigit (*p))
      p = append_digits (key, p);
    else
      append_byte (key, g_ascii_tolower (*p++));
  append_byte (key, 0);
}

static gboolean
is_decimal (const char *text)
{
  const char *p = *text == '-' ? text + 1 : text;
  const guint whole = n_digits (p);

  p += whole;
  if (whole == 0 || (*p == '.' && n_digits (p + 1) == 0))
    return FALSE;
  if (*p == '.')
    p += 1 + n_digits (p + 1);
  return *p == '\0';
}

/* Exact: the length of the whole part, its digits, those after the point; all of it inverted below zero. */
static void
append_decimal (GByteArray *key, const char *text)
{
  const gboolean negative = *text == '-';
  const char *whole = negative ? text + 1 : text;
  guint n, places;

  while (*whole == '0')
    whole++;
  n = n_digits (whole);
  places = whole[n] == '.' ? n_digits (whole + n + 1) : 0;
  while (places > 0 && whole[n + places] == '0')
    places--;
  if (n == 0 && places == 0)
    {
      append_byte (key, 1); /* zero has no sign */
      return;
    }
  append_byte (key, negative ? 0 : 2);

  const guint start = key->len;
  append_byte (key, (int) MIN (n >> 8, 255));
  append_byte (key, (int) (n & 255));
  g_byte_array_append (key, (const guint8 *) whole, n);
  g_byte_array_append (key, (const guint8 *) whole + n + 1, places);
  append_byte (key, 0);
  for (guint i = start; negative && i < key->len; i++)
    key->data[i] = (guint8) ~key->data[i];
}

static gboolean
is_numeric (const LwColumn *column)
{
  return column->kind == LW_COLUMN_NUMBER || column->kind == LW_COLUMN_DECIMAL || column->kind == LW_COLUMN_MONEY;
}

/* Nothing is appended for the empty text. */
static void
append_key (GByteArray *key, const LwColumn *column, const char *text)
{
  if (*text == '\0')
    return;
  if (is_numeric (column) && is_decimal (text))
    {
      append_byte (key, KEY_NUMBER);
      append_decimal (key, text);
      return;
    }
  if (column->choices != NULL)
    for (guint i = 0; column->choices[i] != NULL; i++)
      if (strcmp (column->choices[i], text) == 0)
        {
          append_byte (key, KEY_NUMBER);
          append_byte (key, (int) i);
          return;
        }
  if (is_numeric (column) || column->choices != NULL)
    append_byte (key, KEY_TEXT);
  if (column->kind == LW_COLUMN_TIME)
    g_byte_array_append (key, (const guint8 *) text, strlen (text));
  else
    append_natural (key, text);
}

/* ---- ranks ---- */

typedef struct
{
  guint64 head; /* eight bytes of the key, from the present depth on */
  guint32 from; /* of the key in the bytes of all */
  guint32 length;
  guint32 index;
} Entry;

/* Entries up to which comparing is faster than counting. */
#define FEW 48

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer bytes)
{
  const Entry *x = a, *y = b;
  const guint8 *all = bytes;
  const int order = memcmp (all + x->from, all + y->from, MIN (x->length, y->length));

  return order != 0 ? order : (x->length > y->length) - (x->length < y->length);
}

static guint64
head_of (const guint8 *bytes, const Entry *entry, guint depth)
{
  guint64 head = 0;

  if (entry->length >= depth + 8)
    {
      memcpy (&head, bytes + entry->from + depth, 8);
      return GUINT64_FROM_BE (head);
    }
  for (guint i = depth; i < depth + 8; i++)
    head = head << 8 | (i < entry->length ? bytes[entry->from + i] : 0);
  return head;
}

/* Byte by byte from the last; a byte in which all are equal costs one look. @other: room for as many. */
static void
sort_by_head (Entry *entries, Entry *other, guint n)
{
  Entry *from = entries, *to = other;

  for (guint shift = 0; shift < 64; shift += 8)
    {
      guint counts[257] = { 0 };

      for (guint i = 0; i < n; i++)
        counts[1 + (from[i].head >> shift & 255)]++;
      if (counts[1 + (from[0].head >> shift & 255)] == n)
        continue;
      for (guint i = 1; i < 257; i++)
        counts[i] += counts[i - 1];
      for (guint i = 0; i < n; i++)
        to[counts[from[i].head >> shift & 255]++] = from[i];

      Entry *swap = from;
      from = to;
      to = swap;
    }
  if (from != entries)
    memcpy (entries, from, n * sizeof (Entry));
}

/* A key that is another's beginning has zeros where that goes on, and no key holds a zero but at its end or in the
 * length of a run: comparing settles what is equal to the end of the shorter. */
static void
sort_entries (Entry *entries, Entry *other, guint n, guint8 *bytes, guint depth)
{
  guint end;

  if (n <= FEW)
    {
      if (n > 1)
        g_qsort_with_data (entries, (int) n, sizeof (Entry), compare_entries, bytes);
      return;
    }
  for (guint i = 0; i < n; i++)
    entries[i].head = head_of (bytes, &entries[i], depth);
  sort_by_head (entries, other, n);
  for (guint start = 0; start < n; start = end)
    {
      gboolean longer = FALSE;

      for (end = start; end < n && entries[end].head == entries[start].head; end++)
        longer |= entries[end].length > depth + 8;
      /* what ends within these bytes is equal, or differs by zeros at its end alone */
      if (longer)
        sort_entries (entries + start, other, end - start, bytes, depth + 8);
      else if (end - start > 1 && compare_entries (&entries[start], &entries[end - 1], bytes) != 0)
        g_qsort_with_data (entries + start, (int) (end - start), sizeof (Entry), compare_entries, bytes);
    }
}

static guint32 *
ranks_of_keys (const LwColumn *column, const char *const *texts, guint n, guint *n_ranks, GDestroyNotify forget, gpointer data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree Entry *entries = g_new (Entry, n);
  guint32 *ranks = g_new (guint32, n);
  guint filled = 0, rank = 0;

  for (guint i = 0; i < n; i++)
    {
      const guint from = bytes->len;

      append_key (bytes, column, texts[i]);
      ranks[i] = LW_RANK_EMPTY;
      if (bytes->len > from)
        entries[filled++] = (Entry){ 0, from, bytes->len - from, i };
    }
  if (forget != NULL)
    forget (data);
  g_autofree Entry *other = g_new (Entry, filled);
  sort_entries (entries, other, filled, bytes->data, 0);
  for (guint i = 0; i < filled; i++)
    {
      if (i > 0 && compare_entries (&entries[i - 1], &entries[i], bytes->data) != 0)
        rank++;
      ranks[entries[i].index] = rank;
    }
  *n_ranks = filled == 0 ? 0 : rank + 1;
  return ranks;
}

/* ---- with fractions, which have no key ---- */

typedef struct
{
  const LwColumn *column;
  const char *text;
  LwRational value;
  gboolean numeric;
  guint index;
} Number;

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const Number *x = a, *y = b;

  if (x->numeric && y->numeric)
    return lw_rational_cmp (&x->value, &y->value);
  if (x->numeric != y->numeric)
    return x->numeric ? -1 : 1;

  const char *texts[] = { x->text, y->text };
  guint n_ranks;
  g_autofree guint32 *ranks = ranks_of_keys (x->column, texts, 2, &n_ranks, NULL, NULL);
  return (ranks[0] > ranks[1]) - (ranks[0] < ranks[1]);
}

static Number
number_of (const LwColumn *column, const char *text, guint index)
{
  Number number = { .column = column, .text = text, .index = index };

  lw_rational_init (&number.value);
  number.numeric = lw_rational_parse (&number.value, text, "", NULL);
  return number;
}

static guint32 *
ranks_of_numbers (const LwColumn *column, const char *const *texts, guint n, guint *n_ranks)
{
  g_autofree Number *numbers = g_new (Number, n);
  guint32 *ranks = g_new (guint32, n);
  guint filled = 0, rank = 0;

  for (guint i = 0; i < n; i++)
    {
      ranks[i] = LW_RANK_EMPTY;
      if (*texts[i] != '\0')
        numbers[filled++] = number_of (column, texts[i], i);
    }
  qsort (numbers, filled, sizeof (Number), compare_numbers);
  for (guint i = 0; i < filled; i++)
    {
      if (i > 0 && compare_numbers (&numbers[i - 1], &numbers[i]) != 0)
        rank++;
      ranks[numbers[i].index] = rank;
    }
  for (guint i = 0; i < filled; i++)
    lw_rational_clear (&numbers[i].value);
  *n_ranks = filled == 0 ? 0 : rank + 1;
  return ranks;
}

guint32 *
lw_ranks_of_many (const LwColumn *column, const char *const *texts, guint n, guint *n_ranks, GDestroyNotify forget, gpointer data)
{
  if (is_numeric (column))
    for (guint i = 0; i < n; i++)
      if (strchr (texts[i], '/') != NULL)
        {
          guint32 *ranks = ranks_of_numbers (column, texts, n, n_ranks);

          if (forget != NULL)
            forget (data);
          return ranks;
        }
  return ranks_of_keys (column, texts, n, n_ranks, forget, data);
}

guint32 *
lw_ranks_of (const LwColumn *column, const char *const *texts, guint n, guint *n_ranks)
{
  return lw_ranks_of_many (column, texts, n, n_ranks, NULL, NULL);
}

int
lw_ranks_compare (const LwColumn *column, const char *a, const char *b, gboolean descending)
{
  const char *texts[] = { a, b };
  guint n_ranks;

  if (*a == '\0' || *b == '\0')
    return (*a == '\0') - (*b == '\0');
  g_autofree guint32 *ranks = lw_ranks_of (column, texts, 2, &n_ranks);
  const int order = (ranks[0] > ranks[1]) - (ranks[0] < ranks[1]);
  return descending ? -order : order;
}

void
lw_ranks_sort (guint32 *handles, guint n, const guint32 *ranks, guint n_ranks, gboolean descending)
{
  if (n == 0)
    return; /* an array without rows has no data */

  g_autofree guint *starts = g_new0 (guint, n_ranks + 2);
  g_autofree guint32 *sorted = g_new (guint32, n);

#define SLOT(handle)                                                                                                   \
  (ranks[handle] == LW_RANK_EMPTY ? n_ranks : descending ? n_ranks - 1 - ranks[handle] : ranks[handle])
  for (guint i = 0; i < n; i++)
    starts[SLOT (handles[i]) + 1]++;
  for (guint i = 1; i < n_ranks + 2; i++)
    starts[i] += starts[i - 1];
  for (guint i = 0; i < n; i++)
    sorted[starts[SLOT (handles[i])]++] = handles[i];
#undef SLOT
  memcpy (handles, sorted, n * sizeof (guint32));
}

/* ---- words ---- */

char *
lw_text_fold (const char *text, gsize length, char *room, gsize size)
{
  guchar any = 0;

  if (length >= size)
    return g_utf8_casefold (text, (gssize) length);
  for (gsize i = 0; i < length; i++)
    {
      const guchar c = (guchar) text[i];

      any |= c;
      room[i] = (char) (c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
    }
  room[length] = '\0';
  return any < 0x80 ? room : g_utf8_casefold (text, (gssize) length);
}

gboolean
lw_text_holds (const char *text, gsize length, const char *word)
{
  char room[512];
  char *folded = lw_text_fold (text, length, room, sizeof room);
  const gboolean holds = strstr (folded, word) != NULL;

  if (folded != room)
    g_free (folded);
  return holds;
}
