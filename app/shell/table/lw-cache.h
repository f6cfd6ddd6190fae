/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A cache that forgets what was not asked for lately: two generations, the older of which is dropped whole when
 * the younger is full. Private to the table. */
#pragma once

#include <glib.h>

typedef struct
{
  GHashTable *young, *old;
  guint limit; /* of each generation */
} LwCache;

static inline void
lw_cache_init (LwCache *cache, guint limit, GHashFunc hash, GEqualFunc equal, GDestroyNotify free_key,
               GDestroyNotify free_value)
{
  cache->young = g_hash_table_new_full (hash, equal, free_key, free_value);
  cache->old = g_hash_table_new_full (hash, equal, free_key, free_value);
  cache->limit = limit;
}

static inline void
lw_cache_empty (LwCache *cache)
{
  g_hash_table_remove_all (cache->young);
  g_hash_table_remove_all (cache->old);
}

static inline void
lw_cache_clear (LwCache *cache)
{
  g_clear_pointer (&cache->young, g_hash_table_unref);
  g_clear_pointer (&cache->old, g_hash_table_unref);
}

/* Takes @key and @value, which stay at least until the next generation is full. */
static inline void
lw_cache_add (LwCache *cache, gpointer key, gpointer value)
{
  if (g_hash_table_size (cache->young) >= cache->limit)
    {
      GHashTable *swap = cache->old;

      cache->old = cache->young;
      cache->young = swap;
      g_hash_table_remove_all (cache->young);
    }
  g_hash_table_replace (cache->young, key, value);
}

static inline gpointer
lw_cache_get (LwCache *cache, gconstpointer key)
{
  gpointer value = g_hash_table_lookup (cache->young, key), own_key;

  if (value != NULL || !g_hash_table_steal_extended (cache->old, key, &own_key, &value))
    return value;
  lw_cache_add (cache, own_key, value);
  return value;
}

static inline void
lw_cache_remove (LwCache *cache, gconstpointer key)
{
  g_hash_table_remove (cache->young, key);
  g_hash_table_remove (cache->old, key);
}
