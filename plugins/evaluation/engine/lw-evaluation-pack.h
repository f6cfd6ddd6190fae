/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Working apart, without a server: a pack is one sealed file for one evaluator, with what that person is assigned to and
 * nothing else. The evaluator marks in a file made from it, and what comes back is merged mark by mark. What two sides
 * changed differently is a conflict, which a person decides: nothing is overwritten silently.
 * docs/methods.md, "Working apart" [D]; docs/file-format.md, "Packs".
 */
#pragma once

#include "lw-evaluation-sealed.h"
#include "plugin/lw-check.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/* ---- out and back ---- */

/** What a pack holds, for a person. */
typedef struct
{
  char *id;     /* 128 random bits */
  char *person; /* whose it is */
  guint cells;  /* marks that are to be given; 0 of what came back */
  guint marks;  /* marks that are in it */
  guint files;  /* documents that are in it */
} LwPack;
LW_EXPORT void lw_pack_free (LwPack *pack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwPack, lw_pack_free)

/**
 * lw_evaluation_pack_send:
 * @evaluator: a person of the file
 * @path: the file to make; must not exist
 * @person: who sends it
 *
 * Seals what @evaluator is assigned to (without any assignment: all) under @passphrase, and remembers in the file what
 * went out. Final: a pack that is out is not undone. LW_ERROR_INVALID where the method is not published, nothing is
 * assigned, or declarations are missing; then neither the file nor @path is changed.
 */
LW_EXPORT LwPack *lw_evaluation_pack_send (LwStore *store, const char *evaluator, const char *path, const char *passphrase, LwSealCost cost, const char *person, GError **error);

/* ---- opening ---- */

typedef enum
{
  LW_PACK_SENT,      /* as it was sent: an evaluator's file is made of it */
  LW_PACK_CAME_BACK, /* what came back: it is merged */
} LwPackKind;

/** A pack under whose seal one may look. */
typedef struct _LwPackOpened LwPackOpened;
/** LW_ERROR_NOT_FOUND, or as of lw_sealed_open(). */
LW_EXPORT LwPackOpened *lw_pack_unseal (const char *path, const char *passphrase, GError **error);
LW_EXPORT void lw_pack_opened_free (LwPackOpened *opened);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwPackOpened, lw_pack_opened_free)
LW_EXPORT LwPackKind lw_pack_opened_get_kind (const LwPackOpened *opened);
/** As lw_evaluation_pack_open(). (transfer full) */
LW_EXPORT LwStore *lw_pack_opened_make (const LwPackOpened *opened, const char *path, const char *person, GError **error);

/** Makes the competition file @path, which must not exist, from the pack @pack. Errors as of lw_sealed_open() and
 * lw_competition_import(). (transfer full) */
LW_EXPORT LwStore *lw_evaluation_pack_open (const char *pack, const char *path, const char *passphrase, const char *person, GError **error);

/** Seals the marks and confirmations of a file that lw_evaluation_pack_open() made into @path, which must not exist, and
 * notes in the file that it did. Final. */
LW_EXPORT LwPack *lw_evaluation_pack_return (LwStore *store, const char *path, const char *passphrase, LwSealCost cost, const char *person, GError **error);

/** Its identifier, or NULL where it has none. (transfer full) */
LW_EXPORT char *lw_pack_opened_get_id (const LwPackOpened *opened);
/** Whether the competition file @path was made from the pack @id: it is not made a second time then. */
LW_EXPORT gboolean lw_evaluation_is_made_of (const char *path, const char *id);

/* ---- the list ---- */

/** A pack as the lead's file remembers it, or the one that an evaluator's file was made from. */
typedef struct
{
  char *id, *person;
  char *name; /* of the person; NULL where there is none any more */
  gboolean opened; /* this file was made from it */
  gint64 version; /* of the method it went out under */
  gint64 newest;  /* version in force now */
  char *at;       /* when it was made: UTC, RFC 3339 */
  guint returns;  /* what came back of it and was merged here; of an opened one, what was returned */
  guint conflicts;
} LwPackInfo;
/** All packs of the file, newest first. (element-type LwPackInfo) (transfer full) */
LW_EXPORT GPtrArray *lw_evaluation_packs (LwConnection *connection, GError **error);

/* ---- merging ---- */

/** What came back, opened and checked. */
typedef struct _LwPackReturn LwPackReturn;
/** LW_ERROR_NOT_LOTWISE, LW_ERROR_CORRUPT, LW_ERROR_READ_ONLY as of lw_sealed_open(), LW_ERROR_INVALID for a pack that
 * did not come back, or holds what it should not. */
LW_EXPORT LwPackReturn *lw_pack_return_read (const char *path, const char *passphrase, GError **error);
LW_EXPORT LwPackReturn *lw_pack_opened_read (const LwPackOpened *opened, GError **error);
LW_EXPORT void lw_pack_return_free (LwPackReturn *back);
/** Whose it is. (transfer none) */
LW_EXPORT const char *lw_pack_return_get_person (const LwPackReturn *back);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwPackReturn, lw_pack_return_free)

/** What became of one pack that came back. */
typedef struct
{
  char *pack, *person;
  gboolean known;  /* this one, or a later one of the same file, was merged before: nothing was done */
  guint taken;     /* marks taken over */
  guint confirmed; /* confirmations taken over */
  guint kept;      /* changed here alone */
  guint conflicts; /* found now */
  guint declared;  /* declarations taken over */
  guint queries;   /* questions taken over */
  guint left;      /* declarations and questions that could not be: what they are about was removed since */
} LwPackMerged;

/** A mark that a person is to decide on. */
typedef struct
{
  char *pack, *person;
  char *lot, *bidder, *criterion; /* lot "": common to all lots */
  char *why;                      /* one of lw_conflict_reasons */
  char *ours, *ours_rationale;    /* the mark here, or NULL */
  char *theirs, *theirs_rationale; /* the mark that came back, or NULL */
  char *ours_pointer, *theirs_pointer; /* "plan.pdf, page 3: “…”", or NULL */
} LwConflict;

/** "changed", "method", "copy", "removed", "not-assigned", "locked", "refused", "reasons"; ends with NULL. */
LW_EXPORT const char *const lw_conflict_reasons[];
/** What @why means, for a person. (transfer none) */
LW_EXPORT const char *lw_conflict_text (const char *why);

/**
 * lw_evaluation_merge:
 * @returns: (element-type LwPackReturn): at least one
 * @dry_run: find out and store nothing
 * @merged: (out) (transfer full) (element-type LwPackMerged)
 * @conflicts: (out) (transfer full) (element-type LwConflict): all that are undecided now
 *
 * Merges all of @returns as one command that can be undone. Of each mark there are three: as it was last in common, as it
 * came back, as it is here. Changed there alone it is taken over, changed here alone it is kept, changed on both sides
 * alike it is well; all else is a conflict. LW_ERROR_INVALID for a pack that is not of this competition; nothing is
 * stored then.
 */
LW_EXPORT gboolean lw_evaluation_merge (LwStore *store, GPtrArray *returns, gboolean dry_run, const char *person, const char *reason, GPtrArray **merged, GPtrArray **conflicts, GError **error);

/** All that are undecided, by pack, lot, bidder and criterion. (element-type LwConflict) (transfer full) */
LW_EXPORT GPtrArray *lw_evaluation_conflicts (LwConnection *connection, GError **error);

/** Decides a conflict: keeps our mark, or takes over theirs, which then obeys the same locks as any edit. @pack: its
 * identifier, or the beginning of it; @reason is needed. */
LW_EXPORT LwCommand *lw_evaluation_decide (const char *pack, const char *lot, const char *bidder, const char *criterion, gboolean theirs, const char *person, const char *reason);

/** Findings: conflicts that nobody has decided yet. */
LW_EXPORT gboolean lw_evaluation_check_packs (LwConnection *connection, LwFindings *findings, GError **error);

G_END_DECLS
