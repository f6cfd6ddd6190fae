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

/* What is written at the end of the keys. */
typedef struct
{
  GByteArray *keys;
  guint8 *end;
} Writer;

/* A million keys are made byte by byte: there is room for all that a text of @length bytes can become. */
static Writer
write_key (GByteArray *keys, gsize length)
{
  const guint start = keys->len;

  g_byte_array_set_size (keys, start + (guint) length * 2 + 8);
  return (Writer){ keys, keys->data + start };
}

static void
written (const Writer *writer)
{
  g_byte_array_set_size (writer->keys, (guint) (writer->end - writer->keys->data));
}

static inline void
put (Writer *writer, int byte)
{
  *writer->end++ = (guint8) byte;
}

static inline void
put_bytes (Writer *writer, const char *bytes, gsize length)
{
  memcpy (writer->end, bytes, length);
  writer->end += length;
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
put_digits (Writer *writer, const char *text)
{
  guint n;

  while (text[0] == '0' && g_ascii_isdigit (text[1]))
    text++;
  n = n_digits (text);
  put (writer, '0' + (int) MIN (n, 10) - 1);
  if (n >= 10)
    {
      put (writer, (int) MIN (n >> 8, 255));
      put (writer, (int) (n & 255));
    }
  put_bytes (writer, text, n);
  return text + n;
}

/* Letters without case; letters with accents beside those without; runs of digits as numbers. */
static void
append_natural (GByteArray *keys, const char *text)
{
  g_autofree char *plain = NULL;
  gsize length = 0;

  while (text[length] != '\0' && (guchar) text[length] < 0x80)
    length++;
  if (text[length] != '\0')
    {
      g_autofree char *folded = g_utf8_casefold (text, -1);
      text = plain = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
      length = strlen (text);
    }

  Writer writer = write_key (keys, length);
  while (*text != '\0')
    if (g_ascii_isdigit (*text))
      text = put_digits (&writer, text);
    else
      {
        put (&writer, *text >= 'A' && *text <= 'Z' ? *text - 'A' + 'a' : *text);
        text++;
      }
  put (&writer, 0);
  written (&writer);
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
append_decimal (GByteArray *keys, const char *text)
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

  Writer writer = write_key (keys, n + places);
  if (n == 0 && places == 0)
    put (&writer, 1); /* zero has no sign */
  else
    {
      put (&writer, negative ? 0 : 2);

      guint8 *start = writer.end;
      put (&writer, (int) MIN (n >> 8, 255));
      put (&writer, (int) (n & 255));
      put_bytes (&writer, whole, n);
      put_bytes (&writer, whole + n + 1, places);
      put (&writer, 0);
      for (guint8 *p = start; negative && p < writer.end; p++)
        *p = (guint8) ~*p;
    }
  written (&writer);
}

static gboolean
is_numeric (const LwColumn *column)
{
  return column->kind == LW_COLUMN_NUMBER || column->kind == LW_COLUMN_DECIMAL || column->kind == LW_COLUMN_MONEY;
}

static void
append_byte (GByteArray *key, int byte)
{
  const guint8 value = (guint8) byte;

  g_byte_array_append (key, &value, 1);
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
/* Entries from which a second thread pays. */
#define ENTRIES_FOR_TWO 50000

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

/* Byte by byte from the last, but for those in which all are equal. @other: room for as many. Not inlined: who
 * calls it calls himself, and the counts would stay on the stack. */
static G_GNUC_NO_INLINE void
sort_by_head (Entry *entries, Entry *other, guint n)
{
  guint counts[8][256] = { 0 };
  Entry *from = entries, *to = other;

  for (guint i = 0; i < n; i++)
    for (guint byte = 0; byte < 8; byte++)
      counts[byte][entries[i].head >> byte * 8 & 255]++;
  for (guint byte = 0; byte < 8; byte++)
    {
      guint *places = counts[byte], place = 0;

      if (places[entries[0].head >> byte * 8 & 255] == n)
        continue;
      for (guint i = 0; i < 256; i++)
        {
          const guint count = places[i];
          places[i] = place;
          place += count;
        }
      for (guint i = 0; i < n; i++)
        to[places[from[i].head >> byte * 8 & 255]++] = from[i];

      Entry *swap = from;
      from = to;
      to = swap;
    }
  if (from != entries)
    memcpy (entries, from, n * sizeof (Entry));
}

/* Entries that are in the order of eight bytes of their keys, at @depth. */
typedef struct
{
  Entry *entries, *other;
  guint n;
  guint8 *bytes;
  guint depth;
} Groups;

static void sort_entries (Entry *entries, Entry *other, guint n, guint8 *bytes, guint depth);

/* A key that is another's beginning has zeros where that goes on, and no key holds a zero but at its end or in the
 * length of a run: comparing settles what is equal to the end of the shorter. */
static gpointer
sort_groups (gpointer data)
{
  const Groups *groups = data;
  Entry *entries = groups->entries;
  guint end;

  for (guint start = 0; start < groups->n; start = end)
    {
      gboolean longer = FALSE;

      for (end = start; end < groups->n && entries[end].head == entries[start].head; end++)
        longer |= entries[end].length > groups->depth + 8;
      /* what ends within these bytes is equal, or differs by zeros at its end alone */
      if (longer)
        sort_entries (entries + start, groups->other, end - start, groups->bytes, groups->depth + 8);
      else if (end - start > 1 && compare_entries (&entries[start], &entries[end - 1], groups->bytes) != 0)
        g_qsort_with_data (entries + start, (int) (end - start), sizeof (Entry), compare_entries, groups->bytes);
    }
  return NULL;
}

static void
sort_entries (Entry *entries, Entry *other, guint n, guint8 *bytes, guint depth)
{
  Groups all = { entries, other, n, bytes, depth }, rest = all;

  if (n <= FEW)
    {
      if (n > 1)
        g_qsort_with_data (entries, (int) n, sizeof (Entry), compare_entries, bytes);
      return;
    }
  for (guint i = 0; i < n; i++)
    entries[i].head = head_of (bytes, &entries[i], depth);
  sort_by_head (entries, other, n);
  if (n < ENTRIES_FOR_TWO)
    {
      sort_groups (&all);
      return;
    }

  /* two threads, between which no group is divided */
  for (all.n = n / 2; all.n < n && entries[all.n].head == entries[all.n - 1].head;)
    all.n++;
  rest.entries += all.n;
  rest.other += all.n;
  rest.n -= all.n;

  GThread *thread = g_thread_new ("lotwise-sort", sort_groups, &rest);
  sort_groups (&all);
  g_thread_join (thread);
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
