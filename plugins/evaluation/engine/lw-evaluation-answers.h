/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What a bid says: an answer to each question, in words, and attached files, whose contents are kept in the competition's
 * file. Files are matched to bidder and question by their names.
 */
#pragma once

#include "job/lw-job.h"
#include "lw-evaluation.h"
#include "store/lw-store.h"

G_BEGIN_DECLS

/* Most bytes of a file, and most files that are attached at once. */
#define LW_DOCUMENT_MAX (64 * 1024 * 1024)
#define LW_DOCUMENTS_MAX 10000
/* Beyond this the text of a page is cut: nobody wrote it to be read. */
#define LW_PAGE_TEXT_MAX (256 * 1024)

extern const LwEntity lw_evaluation_answer, lw_evaluation_document;

/* ---- answers ---- */

/**
 * lw_evaluation_answer_command:
 * @lot: "" where the criterion is common to all lots
 * @text: (nullable): NULL or "" takes the answer back
 *
 * Sets the answer of a bid to a question, whether or not there is one. LW_ERROR_NOT_FOUND when run where there is none to
 * take back.
 */
LW_EXPORT LwCommand *lw_evaluation_answer_command (const char *lot, const char *bidder, const char *criterion, const char *text, const char *person, const char *reason);

/* ---- reading a file ---- */

typedef struct
{
  const char *media; /* "application/pdf" */
  guint n_pages;     /* 0: of a format without */
  GStrv pages;       /* the text of each; of a text file one; or NULL: not read */
} LwFileReading;

/**
 * lw_file_reading_new:
 * @name: of the file; its ending says what it should be
 *
 * What a file is, and its text. LW_ERROR_INVALID for one that is empty, too large, not what its name says, encrypted or
 * broken, in words for people.
 */
LW_EXPORT LwFileReading *lw_file_reading_new (GBytes *bytes, const char *name, GCancellable *cancellable, GError **error);
LW_EXPORT void lw_file_reading_free (LwFileReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwFileReading, lw_file_reading_free)

/** Bytes of the file at @path; never more than LW_DOCUMENT_MAX. (transfer full) */
LW_EXPORT GBytes *lw_file_reading_load (const char *path, GCancellable *cancellable, GError **error);

/* ---- attaching ---- */

/** What files are matched against: bidders, lots and questions of a competition. */
typedef struct _LwAttachNames LwAttachNames;
LW_EXPORT LwAttachNames *lw_attach_names_load (LwConnection *connection, GError **error);
LW_EXPORT void lw_attach_names_free (LwAttachNames *names);
/** Identifiers to choose from: bidders, lots, questions. (element-type utf8) (transfer container) */
LW_EXPORT GPtrArray *lw_attach_names_bidders (const LwAttachNames *names);
LW_EXPORT GPtrArray *lw_attach_names_lots (const LwAttachNames *names);
LW_EXPORT GPtrArray *lw_attach_names_criteria (const LwAttachNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwAttachNames, lw_attach_names_free)

/** A file that is to be attached. */
typedef struct
{
  char *path;
  char *shown;     /* below the folder it was found in: "B07/2.1 Plan.pdf" */
  char *name;      /* of the document */
  char *bidder;    /* or NULL: nobody knows yet */
  char *lot;       /* or NULL: all */
  char *criterion; /* or NULL: all */
  char *how;       /* how it was matched, in words; NULL: by a person */
  char *problem;   /* what is wrong with where it is to go; or NULL */
  gboolean there;  /* is attached already, as it is */
  /* after lw_attachments_read() */
  char *fault;     /* what is wrong with the file; or NULL */
  char *unreadable; /* why the file cannot be read; it is not tried again */
  char *sha256;     /* NULL: not read */
  gint64 size;
  LwFileReading *reading;
} LwAttachment;

LW_EXPORT LwAttachment *lw_attachment_new (const char *path, const char *shown);
LW_EXPORT void lw_attachment_free (LwAttachment *attachment);

/** The regular files below @folder, by name; hidden ones and links are passed over. (element-type LwAttachment) */
LW_EXPORT GPtrArray *lw_attachments_scan (const char *folder, GCancellable *cancellable, GError **error);

/**
 * lw_attachment_match:
 *
 * Bidder, lot and question from the names in @attachment->shown. An identifier counts where it stands by itself, the
 * file's own name before those of folders; a bidder's name in full counts too. Without a bidder, or where it names two, it
 * has a problem.
 */
LW_EXPORT void lw_attachment_match (LwAttachment *attachment, const LwAttachNames *names);
/** By a person: (nullable) @bidder, @lot and @criterion; what does not go together is its problem. */
LW_EXPORT void lw_attachment_place (LwAttachment *attachment, const LwAttachNames *names, const char *bidder, const char *lot, const char *criterion);
/** Why it cannot be attached, or NULL. */
LW_EXPORT const char *lw_attachment_get_problem (const LwAttachment *attachment);

/** Reads the file of each and sets its fault, or that it is there already; two of one name for one bidder are one too
 * many. FALSE only where the competition cannot be read or @job was cancelled. */
LW_EXPORT gboolean lw_attachments_read (GPtrArray *attachments, LwConnection *connection, LwJob *job, GError **error);
/** Those that lw_attachments_command() would store. */
LW_EXPORT guint lw_attachments_count (const GPtrArray *attachments);

/** One command for all that have no problem and are not there yet: reads each file again, and refuses when one is no
 * longer what it was. @attachments: (transfer full) */
LW_EXPORT LwCommand *lw_attachments_command (GPtrArray *attachments, const char *person, const char *reason);

/* Whether a document may be added there now: LW_ERROR_LOCKED under a mark that is confirmed or agreed. (nullable) @lot, @criterion */
gboolean lw_evaluation_guard_attach (LwConnection *connection, const char *bidder, const char *lot, const char *criterion, GError **error);

/* For LwEntity.keep: the text of the pages. */
gboolean lw_evaluation_keep_pages (LwTransaction *transaction, const char *const *values, GBytes *bytes, GError **error);

G_END_DECLS
