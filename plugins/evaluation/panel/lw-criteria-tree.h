/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The criteria as the panel shows them: the tree as a list model that follows the file row by row, with exact sums of
 * weights. A weight that is being typed counts in the sums before it is saved.
 */
#pragma once

#include <gio/gio.h>

#include "lw-evaluation-model.h"
#include "store/lw-statement.h"

G_BEGIN_DECLS

/* ---- one criterion; the one that stands for the top has the id "" ---- */

#define LW_TYPE_CRITERIA_NODE (lw_criteria_node_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaNode, lw_criteria_node, LW, CRITERIA_NODE, GObject)

typedef enum
{
  LW_CRITERIA_SUM_NONE,  /* nothing in it has a weight, and none is needed */
  LW_CRITERIA_SUM_RIGHT,
  LW_CRITERIA_SUM_WRONG,
} LwCriteriaSum;

struct _LwCriteriaNode
{
  GObject parent_instance;
  char *id, *title, *weight, *scale, *minimum, *formula, *optimum, *top, *factor, *trust, *guidance; /* as files have them, or NULL */
  LwCriterionKind kind;
  gboolean common;
  gint64 position;
  LwCriteriaNode *parent; /* unowned; NULL at the very top */
  GListStore *children;   /* of LwCriteriaNode */
  /* What follows from the weights, the typed ones included. */
  char *draft;       /* a weight that is being typed, or NULL */
  char *points;      /* what it is worth, "12.5"; NULL: not known */
  char *sum;         /* "95 of 100: 5 missing"; NULL with LW_CRITERIA_SUM_NONE */
  LwCriteriaSum sum_state;
};

/* Signal "changed" (LwCriteriaNode *): anything of the above is another. */

static inline gboolean
lw_criteria_node_is_group (const LwCriteriaNode *node)
{
  return node->kind == LW_CRITERION_GROUP;
}
static inline gboolean
lw_criteria_node_is_top (const LwCriteriaNode *node)
{
  return node->parent == NULL;
}
/* Whether a criterion of its kind has a weight. */
gboolean lw_criteria_node_has_weight (const LwCriteriaNode *node);
/* "scored", for people: translated. */
const char *lw_criterion_kind_title (LwCriterionKind kind);

/* ---- all of them ---- */

/* Whether the method may be changed: a draft has no version; a published one is locked until a revision is open. */
typedef struct
{
  gint64 version; /* in force; 0: never published */
  char *at, *person, *sha256;      /* of that version */
  char *reason, *approver, *asker; /* of an open revision, else NULL */
  char *why;                       /* for people: why nothing may be changed, or NULL */
} LwCriteriaLock;

/* Reads it; the texts must be NULL. */
gboolean lw_criteria_lock_load (LwCriteriaLock *lock, LwConnection *connection, GError **error);

typedef struct
{
  char *id;
  char *title;
  GPtrArray *values; /* of char *, in the order of the file */
} LwCriteriaScale;

typedef struct
{
  LwEvaluationWeights weights;
  char *whole; /* NULL while there is no method */
  char *rounding, *rule, *minimum, *trust;
  guint places;
  LwCriteriaLock lock;
  GPtrArray *scales; /* of LwCriteriaScale */
  LwCriteriaNode *top;
  GHashTable *nodes; /* id -> LwCriteriaNode, the top not among them */
} LwCriteriaTree;

LwCriteriaTree *lw_criteria_tree_new (void);
void lw_criteria_tree_free (LwCriteriaTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwCriteriaTree, lw_criteria_tree_free)

/* Makes the tree that of the file. Nodes of criteria that stay are kept, and lists change only where they must.
 * @currency is for money. */
gboolean lw_criteria_tree_load (LwCriteriaTree *tree, LwConnection *connection, const char *currency, GError **error);
/* The criterion of @id, or NULL. */
LwCriteriaNode *lw_criteria_tree_find (LwCriteriaTree *tree, const char *id);
const LwCriteriaScale *lw_criteria_tree_find_scale (LwCriteriaTree *tree, const char *id);
/* The scale that most criteria are marked on, or NULL while there is none. */
const char *lw_criteria_tree_get_usual_scale (LwCriteriaTree *tree);
/* Takes @text as the weight of @node while it is typed; NULL: the one of the file. */
void lw_criteria_tree_set_draft (LwCriteriaTree *tree, LwCriteriaNode *node, const char *text);
void lw_criteria_tree_clear_drafts (LwCriteriaTree *tree);

/* Place of @node among its parent's children. */
guint lw_criteria_node_get_index (LwCriteriaNode *node);
LwCriteriaNode *lw_criteria_node_get_child (LwCriteriaNode *node, guint index); /* (transfer none) (nullable) */
guint lw_criteria_node_n_children (LwCriteriaNode *node);
/* An id for a new criterion in @parent that none has: "2.4". (transfer full) */
char *lw_criteria_tree_propose_id (LwCriteriaTree *tree, LwCriteriaNode *parent);
/* How many criteria are in @node at any depth. */
guint lw_criteria_node_count_inside (LwCriteriaNode *node);
gboolean lw_criteria_node_is_inside (LwCriteriaNode *node, LwCriteriaNode *above); /* also where they are one */

/* ---- what may be typed: NULL, or what is wrong, by the rules of the engine. (transfer full) ---- */
char *lw_criteria_check_decimal (const char *text, gboolean required);
char *lw_criteria_check_weight (LwCriteriaTree *tree, LwCriterionKind kind, const char *text);
char *lw_criteria_check_minimum (LwCriteriaTree *tree, LwCriteriaNode *node, const char *text);
char *lw_criteria_check_id (LwCriteriaTree *tree, const char *text);
char *lw_criteria_check_line (const char *text);
char *lw_criteria_check_long (const char *text);

G_END_DECLS
