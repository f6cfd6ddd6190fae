/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-resolver.h"

#include <string.h>

#define MAX_NODES 8
#define MAX_IDS 6

/* Whatever the order in which nodes are given, the answer is the same. @order: ids in order of start;
 * @blocked: "id: reason" for the rest, by id, one a line. */
static const struct
{
  const char *name;
  struct
  {
    const char *id;
    const char *requires_[MAX_IDS];
    const char *wants[MAX_IDS];
    LwFault fault;
  } nodes[MAX_NODES];
  const char *order;
  const char *blocked;
} cases[] = {
  { "none", { { NULL } }, "", "" },
  { "one", { { "a" } }, "a", "" },
  { "by-id", { { "a" }, { "b" }, { "c" } }, "a b c", "" },
  { "requires", { { "a", { "c" } }, { "b" }, { "c" } }, "b c a", "" },
  { "requires-chain", { { "a", { "b" } }, { "b", { "c" } }, { "c", { "d" } }, { "d" } }, "d c b a", "" },
  { "requires-diamond", { { "a", { "b", "c" } }, { "b", { "d" } }, { "c", { "d" } }, { "d" } }, "d b c a", "" },
  { "requires-twice", { { "a", { "b", "b" } }, { "b" } }, "b a", "" },
  { "wants", { { "a", { NULL }, { "b" } }, { "b" } }, "b a", "" },
  { "wants-missing", { { "a", { NULL }, { "z" } } }, "a", "" },
  { "wants-disabled", { { "a", { NULL }, { "b" } }, { "b", .fault = LW_FAULT_DISABLED } }, "a", "" },
  { "wants-blocked", { { "a", { NULL }, { "b" } }, { "b", { "z" } } }, "a", "b: b requires z, which is missing\n" },
  { "wants-itself", { { "a", { NULL }, { "a" } } }, "a", "" },
  /* The want of the later id gives way. */
  { "wants-cycle", { { "a", { NULL }, { "b" } }, { "b", { NULL }, { "a" } } }, "b a", "" },
  { "wants-cycle-of-three", { { "a", { NULL }, { "b" } }, { "b", { NULL }, { "c" } }, { "c", { NULL }, { "a" } } }, "c b a", "" },
  { "wants-against-requires", { { "a", { NULL }, { "b" } }, { "b", { "a" } } }, "a b", "" },
  { "wants-against-chain", { { "a", { NULL }, { "c" } }, { "b", { "a" } }, { "c", { "b" } } }, "a b c", "" },
  /* A cycle elsewhere does not cost "a" its want. */
  { "wants-beside-cycle", { { "a", { NULL }, { "b" } }, { "b", { NULL }, { "c" } }, { "c", { NULL }, { "b" } } }, "c b a", "" },
  { "wants-and-requires", { { "a", { "b" }, { "c" } }, { "b" }, { "c", { "b" } } }, "b c a", "" },

  { "missing", { { "a", { "z" } }, { "b" } }, "b", "a: a requires z, which is missing\n" },
  { "missing-chain", { { "a", { "b" } }, { "b", { "c" } } }, "",
    "a: a requires b, which requires c, which is missing\nb: b requires c, which is missing\n" },
  { "missing-long-chain", { { "a", { "b" } }, { "b", { "c" } }, { "c", { "d" } } }, "",
    "a: a requires b, which requires c, which requires d, which is missing\n"
    "b: b requires c, which requires d, which is missing\nc: c requires d, which is missing\n" },
  { "missing-second", { { "a", { "b", "z" } }, { "b" } }, "b", "a: a requires z, which is missing\n" },
  { "missing-after-detour", { { "a", { "b", "c" } }, { "b", { "d" } }, { "c", { "d", "z" } }, { "d" } }, "d b",
    "a: a requires c, which requires z, which is missing\nc: c requires z, which is missing\n" },
  { "disabled", { { "a", { "b" } }, { "b", .fault = LW_FAULT_DISABLED } }, "", "a: a requires b, which is disabled\n" },
  { "failed", { { "a", { "b" } }, { "b", { "c" } }, { "c", .fault = LW_FAULT_FAILED } }, "",
    "a: a requires b, which requires c, which has failed\nb: b requires c, which has failed\n" },
  { "disabled-in-between", { { "a", { "b" } }, { "b", { "z" }, .fault = LW_FAULT_DISABLED } }, "",
    "a: a requires b, which is disabled\n" },

  { "cycle-of-one", { { "a", { "a" } }, { "b" } }, "b", "a: the requirements form a cycle: a → a\n" },
  { "cycle-of-two", { { "a", { "b" } }, { "b", { "a" } } }, "",
    "a: the requirements form a cycle: a → b → a\nb: the requirements form a cycle: a → b → a\n" },
  { "cycle-of-three", { { "a", { "c" } }, { "b", { "a" } }, { "c", { "b" } }, { "d" } }, "d",
    "a: the requirements form a cycle: a → c → b → a\nb: the requirements form a cycle: a → c → b → a\n"
    "c: the requirements form a cycle: a → c → b → a\n" },
  { "cycle-outside", { { "a", { "b" } }, { "b", { "c" } }, { "c", { "d" } }, { "d", { "c" } } }, "",
    "a: a requires b, which requires c, which is in a cycle: c → d → c\n"
    "b: b requires c, which is in a cycle: c → d → c\n"
    "c: the requirements form a cycle: c → d → c\nd: the requirements form a cycle: c → d → c\n" },
  { "cycle-broken-by-disabled", { { "a", { "b" } }, { "b", { "a" }, .fault = LW_FAULT_DISABLED } }, "",
    "a: a requires b, which is disabled\n" },
};

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The nodes of case @i, begun at @first and going round. */
static guint
fill (LwResolverNode *nodes, gsize i, guint first)
{
  guint n = 0;

  while (n < MAX_NODES && cases[i].nodes[n].id != NULL)
    n++;
  for (guint at = 0; at < n; at++)
    {
      guint from = (at + first) % n;
      nodes[at] = (LwResolverNode) { cases[i].nodes[from].id, cases[i].nodes[from].requires_, cases[i].nodes[from].wants,
                                     cases[i].nodes[from].fault };
    }
  return n;
}

static char *
blocked_lines (LwResolver *resolver, const LwResolverNode *nodes, guint n)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *reason = nodes[i].fault == LW_FAULT_NONE ? lw_resolver_blocked (resolver, i) : NULL;
      if (reason != NULL)
        g_ptr_array_add (lines, g_strdup_printf ("%s: %s\n", nodes[i].id, reason));
    }
  g_ptr_array_sort (lines, compare_strings);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("", (GStrv) lines->pdata);
}

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  for (guint first = 0; first < MAX_NODES; first++)
    {
      LwResolverNode nodes[MAX_NODES];
      guint n = fill (nodes, i, first);
      g_autoptr (LwResolver) resolver = lw_resolver_new (nodes, n);
      g_autoptr (GArray) order = lw_resolver_order (resolver);
      g_autoptr (GString) text = g_string_new (NULL);
      for (guint at = 0; at < order->len; at++)
        g_string_append_printf (text, at == 0 ? "%s" : " %s", nodes[g_array_index (order, guint, at)].id);
      g_autofree char *blocked = blocked_lines (resolver, nodes, n);
      g_assert_cmpstr (text->str, ==, cases[i].order);
      g_assert_cmpstr (blocked, ==, cases[i].blocked);
    }
}

/* A fault that comes to light later is seen. */
static void
test_fault_later (void)
{
  static const char *const requires_b[] = { "b", NULL };
  LwResolverNode nodes[] = { { "a", requires_b }, { "b" } };
  g_autoptr (LwResolver) resolver = lw_resolver_new (nodes, G_N_ELEMENTS (nodes));

  g_assert_null (lw_resolver_blocked (resolver, 0));
  nodes[1].fault = LW_FAULT_FAILED;
  g_autofree char *reason = lw_resolver_blocked (resolver, 0);
  g_assert_cmpstr (reason, ==, "a requires b, which has failed");
}

/* Random plugins, many of them: what starts comes after all it requires, and what does not start is blocked. */
static void
test_random (void)
{
  enum { N = 40 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20140630);

  for (int round = 0; round < 200; round++)
    {
      char ids[N][8];
      const char *requires_[N][4] = { { NULL } }, *wants[N][4] = { { NULL } };
      LwResolverNode nodes[N];
      for (int i = 0; i < N; i++)
        g_snprintf (ids[i], sizeof ids[i], "p%02d", i);
      for (int i = 0; i < N; i++)
        {
          if (g_rand_int_range (rand, 0, 3) == 0)
            requires_[i][0] = ids[g_rand_int_range (rand, 0, N)];
          for (int w = 0; w < 3; w++)
            wants[i][w] = ids[g_rand_int_range (rand, 0, N)];
          nodes[i] = (LwResolverNode) { ids[i], requires_[i], wants[i],
                                        g_rand_int_range (rand, 0, 20) == 0 ? LW_FAULT_FAILED : LW_FAULT_NONE };
        }

      g_autoptr (LwResolver) resolver = lw_resolver_new (nodes, N);
      g_autoptr (GArray) order = lw_resolver_order (resolver);
      g_autoptr (GHashTable) started = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint at = 0; at < order->len; at++)
        {
          const LwResolverNode *node = &nodes[g_array_index (order, guint, at)];
          for (guint r = 0; node->requires_[r] != NULL; r++)
            g_assert_true (g_hash_table_contains (started, node->requires_[r]));
          g_assert_cmpint (node->fault, ==, LW_FAULT_NONE);
          g_assert_true (g_hash_table_add (started, (gpointer) node->id));
        }
      for (guint i = 0; i < N; i++)
        {
          g_autofree char *reason = lw_resolver_blocked (resolver, i);
          gboolean starts = nodes[i].fault == LW_FAULT_NONE && reason == NULL;
          g_assert_true (starts == g_hash_table_contains (started, ids[i]));
        }
    }
}

/* A chain as long as nobody writes neither recurses nor takes for ever. */
static void
test_long_chain (void)
{
  enum { N = 2000 };
  g_autofree LwResolverNode *nodes = g_new0 (LwResolverNode, N);
  g_auto (GStrv) ids = g_new0 (char *, N + 1);
  const char *(*requires_)[3] = g_malloc0_n (N, sizeof *requires_);

  for (guint i = 0; i < N; i++)
    ids[i] = g_strdup_printf ("p%04u", i);
  /* Two ways to each next one: without a memory of what was seen, 2^2000 paths. */
  for (guint i = 0; i < N; i++)
    {
      requires_[i][0] = i + 1 < N ? ids[i + 1] : NULL;
      requires_[i][1] = i + 2 < N ? ids[i + 2] : NULL;
      nodes[i] = (LwResolverNode) { ids[i], requires_[i], NULL, LW_FAULT_NONE };
    }
  g_autoptr (LwResolver) resolver = lw_resolver_new (nodes, N);
  g_assert_null (lw_resolver_blocked (resolver, 0));
  nodes[N - 1].fault = LW_FAULT_DISABLED;
  g_autofree char *reason = lw_resolver_blocked (resolver, 0);
  g_assert_true (g_str_has_suffix (reason, "which requires p1999, which is disabled"));
  g_free (requires_);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/resolver/", cases[i].name, NULL);
      g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/resolver/fault-later", test_fault_later);
  g_test_add_func ("/resolver/random", test_random);
  g_test_add_func ("/resolver/long-chain", test_long_chain);

  return g_test_run ();
}
