/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Publishing locks the method: weights, scales, criteria, minima, price formula, rounding and tie rules. What is
 * published is their canonical XML with its SHA-256. Any later change is a new version with reason and approver, and
 * marks confirmed under an older one are to be confirmed again. docs/methods.md, "Publishing".
 */
#pragma once

#include "plugin/lw-check.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/** One version of the method, as published. */
typedef struct
{
  gint64 version; /* from 1 */
  char *at;       /* UTC */
  char *person;
  char *approver; /* NULL of the first */
  char *reason;   /* or NULL */
  char *sha256;   /* of @xml, 64 hexadecimal digits */
  char *xml;
} LwPublication;
LW_EXPORT void lw_publication_free (LwPublication *publication);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwPublication, lw_publication_free)

/** The version in force, or 0 where nothing is published. */
LW_EXPORT gboolean lw_evaluation_version (LwConnection *connection, gint64 *version, GError **error);
/** @version of the method, 0: the one in force. LW_ERROR_NOT_FOUND where there is none. */
LW_EXPORT LwPublication *lw_evaluation_publication (LwConnection *connection, gint64 version, GError **error);
/** All versions, the first first. (element-type LwPublication) (transfer full) */
LW_EXPORT GPtrArray *lw_evaluation_publications (LwConnection *connection, GError **error);
/** The method as it stands, in the canonical XML that would be published. (transfer full) */
LW_EXPORT char *lw_evaluation_method_xml (LwConnection *connection, GError **error);

/**
 * Publishes the method: for the first time, or where a revision is open as its new version, with the revision's reason
 * and approver. Final: it is not undone. Fails with LW_ERROR_EXISTS where it is published and no revision is open, with
 * LW_ERROR_INVALID where a check of the method itself finds an error. A revision that changed nothing is closed, and
 * makes no version.
 */
LW_EXPORT LwCommand *lw_evaluation_publish (const char *person, const char *reason);

/** Lifts the lock until lw_evaluation_publish(). @approver has the role, and is not @person; @reason is needed. Final. */
LW_EXPORT LwCommand *lw_evaluation_open_revision (const char *person, const char *approver, const char *reason);

/** Why a revision is open, and who approved it; *@reason is NULL where none is. (transfer full) */
LW_EXPORT gboolean lw_evaluation_get_revision (LwConnection *connection, char **reason, char **approver, GError **error);

/** A whole revision as one command: opens it, makes the changes (transfer full) (element-type LwCommand), which
 * lw_model_add() and its like make, and publishes; LW_ERROR_NOTHING where they change nothing. Final. */
LW_EXPORT LwCommand *lw_evaluation_revise (GPtrArray *commands, const char *person, const char *approver, const char *reason);

/** Who approves: LW_ERROR_INVALID unless @approver has the role and is not @person, and there is a @reason. [D] */
LW_EXPORT gboolean lw_evaluation_check_approval (LwConnection *connection, const char *person, const char *approver, const char *reason, GError **error);

/* ---- marks: draft, confirmed, final ---- */

/** Confirms those marks of @person that are not confirmed under the version in force; @lot, @bidder and @criterion NULL: any.
 * @by: who does it, for the record; @despite: why all the same (nullable).
 * LW_ERROR_NOTHING where there are none, LW_ERROR_INVALID where nothing is published, and where a mark does not say why or
 * where in the bid: lw_evaluation_confirm_obstacles(). */
LW_EXPORT LwCommand *lw_evaluation_confirm (const char *person, const char *lot, const char *bidder, const char *criterion, const char *by, const char *despite);
/** How many of those marks @person may not give any more, for which lw_evaluation_confirm() leaves them out: a conflict has been
 * declared since, say. *@why (transfer full): of the first of them, or NULL. */
LW_EXPORT gboolean lw_evaluation_confirm_barred (LwConnection *connection, const char *person, const char *lot, const char *bidder, const char *criterion, guint *n, char **why, GError **error);
/** "LOT/BIDDER/CRITERION" of the marks of @person, confirmed or not, that the checks of reasons find fault with: these are
 * confirmed for a reason alone. (transfer full) (element-type utf8) */
LW_EXPORT GHashTable *lw_evaluation_confirm_bare (LwConnection *connection, const char *person, GError **error);
/** What the rationale checks find of marks that would be confirmed. (transfer full) (element-type LwRationaleFinding) */
LW_EXPORT GPtrArray *lw_evaluation_confirm_obstacles (LwConnection *connection, const char *person, const char *lot, const char *bidder, const char *criterion, GError **error);

/** The place of a mark, or with @evaluator NULL of an agreed one. @lot "": common to all lots. */
typedef struct
{
  const char *lot, *bidder, *criterion, *evaluator;
} LwMarkPlace;

/** Opens what is final again: takes back the confirmation of a mark, or the agreed mark; the record keeps both. Final
 * itself. Needs an approval as lw_evaluation_revise() does. */
LW_EXPORT LwCommand *lw_evaluation_reopen (const LwMarkPlace *place, const char *person, const char *approver, const char *reason);

/** Findings: a publication that its hash does not fit, a method that is not what was published, marks not confirmed. */
LW_EXPORT gboolean lw_evaluation_check_publications (LwConnection *connection, LwFindings *findings, GError **error);

/* ---- guards of the entities: LwEntity.guard ---- */
LW_EXPORT gboolean lw_evaluation_guard_method (LwConnection *connection, const char *key, GError **error);
LW_EXPORT gboolean lw_evaluation_guard_mark (LwConnection *connection, const char *key, GError **error);
LW_EXPORT gboolean lw_evaluation_guard_consensus (LwConnection *connection, const char *key, GError **error);
/** Rows that only publishing and confirming make. */
LW_EXPORT gboolean lw_evaluation_guard_record (LwConnection *connection, const char *key, GError **error);

G_END_DECLS
