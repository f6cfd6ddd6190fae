/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-resolver.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwResolver
{
  const LwResolverNode *nodes;
  guint n;
  GHashTable *index; /* id → index + 1 */
};

LwResolver *
lw_resolver_new (const LwResolverNode *nodes, guint n)
{
  g_return_val_if_fail (nodes != NULL || n == 0, NULL);

  LwResolver *resolver = g_new0 (LwResolver, 1);
  resolver->nodes = nodes;
  resolver->n = n;
  resolver->index = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++)
    g_hash_table_insert (resolver->index, (gpointer) nodes[i].id, GUINT_TO_POINTER (i + 1));
  return resolver;
}

void
lw_resolver_free (LwResolver *resolver)
{
  if (resolver == NULL)
    return;
  g_hash_table_unref (resolver->index);
  g_free (resolver);
}

static gboolean
lookup (const LwResolver *resolver, const char *id, guint *i)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (resolver->index, id));

  if (found == 0)
    return FALSE;
  *i = found - 1;
  return TRUE;
}

/* ---- the chain at fault ---- */

typedef enum
{
  UNSEEN,
  ON_PATH,
  SOUND, /* followed to its ends: nothing at fault */
} Mark;

typedef struct
{
  guint node;
  guint next; /* index into its requirements */
} Step;

/* "a requires b, which requires c": all of the path and @last. */
static GString *
chain_text (const LwResolver *resolver, GArray *path, const char *last)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < path->len; i++)
    {
      const char *from = resolver->nodes[g_array_index (path, Step, i).node].id;
      const char *to = i + 1 < path->len ? resolver->nodes[g_array_index (path, Step, i + 1).node].id : last;
      if (i == 0)
        g_string_append_printf (text, _("%s requires %s"), from, to);
      else
        g_string_append_printf (text, _(", which requires %s"), to);
    }
  return text;
}

/* The cycle that ends the path, begun at its smallest id so that all who are in it read the same. */
static char *
cycle_text (const LwResolver *resolver, GArray *path, guint first)
{
  guint length = path->len - first;
  guint smallest = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 1; i < length; i++)
    if (strcmp (resolver->nodes[g_array_index (path, Step, first + i).node].id,
                resolver->nodes[g_array_index (path, Step, first + smallest).node].id) < 0)
      smallest = i;
  for (guint i = 0; i <= length; i++)
    {
      const char *id = resolver->nodes[g_array_index (path, Step, first + (smallest + i) % length).node].id;
      g_string_append_printf (text, i == 0 ? "%s" : " → %s", id);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
cycle_fault (const LwResolver *resolver, GArray *path, guint closed_by)
{
  guint first = 0;

  while (g_array_index (path, Step, first).node != closed_by)
    first++;
  g_autofree char *cycle = cycle_text (resolver, path, first);
  if (first == 0)
    return g_strdup_printf (_("the requirements form a cycle: %s"), cycle);

  g_array_set_size (path, first);
  g_autoptr (GString) text = chain_text (resolver, path, resolver->nodes[closed_by].id);
  g_string_append_printf (text, _(", which is in a cycle: %s"), cycle);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
plain_fault (const LwResolver *resolver, GArray *path, const char *last, const char *fault)
{
  g_autoptr (GString) text = chain_text (resolver, path, last);

  g_string_append (text, fault);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What is at fault with @id itself, as the end of a chain; NULL when nothing is. */
static const char *
own_fault (const LwResolver *resolver, const char *id, guint *i)
{
  if (!lookup (resolver, id, i))
    return _(", which is missing");
  switch (resolver->nodes[*i].fault)
    {
    case LW_FAULT_DISABLED:
      return _(", which is disabled");
    case LW_FAULT_FAILED:
      return _(", which has failed");
    case LW_FAULT_NONE:
    default:
      return NULL;
    }
}

char *
lw_resolver_blocked (LwResolver *resolver, guint i)
{
  g_return_val_if_fail (resolver != NULL && i < resolver->n, NULL);

  /* Depth first, with a path of our own: a chain may be as long as there are plugins. */
  g_autofree guint8 *marks = g_new0 (guint8, resolver->n);
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (Step));
  Step begin = { i, 0 };

  g_array_append_val (path, begin);
  marks[i] = ON_PATH;
  while (path->len > 0)
    {
      Step *step = &g_array_index (path, Step, path->len - 1);
      const char *const *required = resolver->nodes[step->node].requires_;
      const char *id = required != NULL ? required[step->next] : NULL;
      if (id == NULL)
        {
          marks[step->node] = SOUND;
          g_array_set_size (path, path->len - 1);
          continue;
        }
      step->next++;

      Step deeper = { 0, 0 };
      const char *fault = own_fault (resolver, id, &deeper.node);
      if (fault != NULL)
        return plain_fault (resolver, path, id, fault);
      if (marks[deeper.node] == ON_PATH)
        return cycle_fault (resolver, path, deeper.node);
      if (marks[deeper.node] == UNSEEN)
        {
          marks[deeper.node] = ON_PATH;
          g_array_append_val (path, deeper);
        }
    }
  return NULL;
}

/* ---- the order ---- */

/* Edges "must start before me" among the nodes that can start. */
typedef struct
{
  const LwResolver *resolver;
  gboolean *usable;
  guint *by_id;     /* usable nodes by id */
  guint n_usable;
  GArray **before;  /* of guint; NULL where the node is not usable */
} Graph;

static void
graph_clear (Graph *graph)
{
  for (guint i = 0; i < graph->resolver->n; i++)
    if (graph->before[i] != NULL)
      g_array_unref (graph->before[i]);
  g_free (graph->before);
  g_free (graph->usable);
  g_free (graph->by_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Graph, graph_clear)

static int
compare_ids (gconstpointer a, gconstpointer b, gpointer data)
{
  const LwResolverNode *nodes = data;

  return strcmp (nodes[*(const guint *) a].id, nodes[*(const guint *) b].id);
}

static void
graph_init (Graph *graph, LwResolver *resolver)
{
  graph->resolver = resolver;
  graph->usable = g_new0 (gboolean, resolver->n);
  graph->by_id = g_new0 (guint, resolver->n);
  graph->n_usable = 0;
  graph->before = g_new0 (GArray *, resolver->n);
  for (guint i = 0; i < resolver->n; i++)
    {
      g_autofree char *blocked = NULL;
      if (resolver->nodes[i].fault != LW_FAULT_NONE || (blocked = lw_resolver_blocked (resolver, i)) != NULL)
        continue;
      graph->usable[i] = TRUE;
      graph->by_id[graph->n_usable++] = i;
      graph->before[i] = g_array_new (FALSE, FALSE, sizeof (guint));
    }
  if (graph->n_usable > 1)
    g_qsort_with_data (graph->by_id, (int) graph->n_usable, sizeof (guint), compare_ids, (gpointer) resolver->nodes);
}

/* Whether @from starts after @to, at whatever distance. */
static gboolean
graph_reaches (const Graph *graph, guint from, guint to)
{
  g_autofree gboolean *seen = g_new0 (gboolean, graph->resolver->n);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (open, from);
  while (open->len > 0)
    {
      guint node = g_array_index (open, guint, open->len - 1);
      g_array_set_size (open, open->len - 1);
      if (node == to)
        return TRUE;
      if (seen[node])
        continue;
      seen[node] = TRUE;
      g_array_append_vals (open, graph->before[node]->data, graph->before[node]->len);
    }
  return FALSE;
}

static void
graph_add_requires (Graph *graph)
{
  for (guint u = 0; u < graph->n_usable; u++)
    {
      guint i = graph->by_id[u], before = 0;
      const char *const *required = graph->resolver->nodes[i].requires_;
      for (guint r = 0; required != NULL && required[r] != NULL; r++)
        if (lookup (graph->resolver, required[r], &before))
          g_array_append_val (graph->before[i], before);
    }
}

/* One by one, so that only a want that would close a cycle gives way. */
static void
graph_add_wants (Graph *graph)
{
  for (guint u = 0; u < graph->n_usable; u++)
    {
      guint i = graph->by_id[u], before = 0;
      const char *const *wanted = graph->resolver->nodes[i].wants;
      for (guint w = 0; wanted != NULL && wanted[w] != NULL; w++)
        if (lookup (graph->resolver, wanted[w], &before) && graph->usable[before] && !graph_reaches (graph, before, i))
          g_array_append_val (graph->before[i], before);
    }
}

static gboolean
all_placed (GArray *before, const gboolean *placed)
{
  for (guint i = 0; i < before->len; i++)
    if (!placed[g_array_index (before, guint, i)])
      return FALSE;
  return TRUE;
}

GArray *
lw_resolver_order (LwResolver *resolver)
{
  g_return_val_if_fail (resolver != NULL, NULL);

  g_auto (Graph) graph;
  graph_init (&graph, resolver);
  graph_add_requires (&graph);
  graph_add_wants (&graph);

  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *placed = g_new0 (gboolean, resolver->n);
  /* There is no cycle, so each round places the first by id of those that may come now. */
  while (order->len < graph.n_usable)
    for (guint u = 0; u < graph.n_usable; u++)
      {
        guint i = graph.by_id[u];
        if (placed[i] || !all_placed (graph.before[i], placed))
          continue;
        placed[i] = TRUE;
        g_array_append_val (order, i);
        break;
      }
  return order;
}
