/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where rows of the core's entities are shown in the Bids panel. */
#include "config.h"

#include "panels/lw-bids-places.h"

#include <string.h>

/* The first part of a key: the row that the row is in. */
static char *
place_in (const char *noun, const char *key)
{
  return g_strdup_printf ("%s/%.*s", noun, (int) strcspn (key, "/"), key);
}

static char *
place_of_area (LwDocument *document, const char *area)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_autofree char *lot = NULL;

  if (reader != NULL)
    lw_connection_get_text (lw_reader_connection (reader), &lot, NULL, "SELECT min(lot) FROM lot_area WHERE area = ?", "s",
                            area);
  return lot != NULL ? g_strdup_printf ("lot/%s", lot) : g_strdup ("lot");
}

char *
lw_bids_place_of_row (LwDocument *document, const char *noun, const char *key)
{
  static const char *const inside[][2] = {
    { "bidder", "bidder" },             { "member", "bidder" }, { "organisation", "organisation" },
    { "registration", "organisation" }, { "lot", "lot" },       { "lot-area", "lot" },
    { "person", "person" },             { "role", "person" },
  };

  if (g_str_equal (noun, "bid"))
    return g_strdup (key);
  if (g_str_equal (noun, "area"))
    return place_of_area (document, key);
  for (gsize i = 0; i < G_N_ELEMENTS (inside); i++)
    if (g_str_equal (inside[i][0], noun))
      return place_in (inside[i][1], key);
  return NULL;
}
