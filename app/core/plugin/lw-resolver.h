/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who starts before whom, and who cannot start because of whom. Knows ids only: no files, no modules. */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

typedef enum
{
  LW_FAULT_NONE,
  LW_FAULT_DISABLED,
  LW_FAULT_FAILED,
} LwFault;

typedef struct
{
  const char *id;                /* each its own */
  const char *const *requires_;  /* NULL-terminated; or NULL */
  const char *const *wants;      /* NULL-terminated; or NULL */
  LwFault fault;                 /* why it will not be there for those that require it */
} LwResolverNode;

typedef struct _LwResolver LwResolver;

/** @nodes: (array length=n): looked at until the resolver is freed; the caller may set a fault in between. */
LW_EXPORT LwResolver *lw_resolver_new (const LwResolverNode *nodes, guint n);
LW_EXPORT void lw_resolver_free (LwResolver *resolver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwResolver, lw_resolver_free)

/**
 * lw_resolver_blocked:
 * @i: index of a node
 *
 * Follows what the node requires, and what that requires, to the first that is missing, disabled, failed
 * or that closes a cycle. The node's own fault is not looked at.
 *
 * Returns: (transfer full) (nullable): the chain at fault, "a requires b, which requires c, which is
 * missing" or "a → b → a" for people; NULL when nothing is at fault
 */
LW_EXPORT char *lw_resolver_blocked (LwResolver *resolver, guint i);

/**
 * lw_resolver_order:
 *
 * Orders the nodes that have no fault and are not blocked: each after all that it requires, and after
 * those it wants where they are there too; by id where neither says anything. Where wants contradict what
 * is required, or one another, the one that comes later (by the id of who wants, then as listed) gives way.
 *
 * Returns: (transfer full) (element-type guint): indices of the nodes in order of start
 */
LW_EXPORT GArray *lw_resolver_order (LwResolver *resolver);

G_END_DECLS
