/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A check looks at a competition and says what is wrong with it. */
#pragma once

#include "store/lw-statement.h"

G_BEGIN_DECLS

typedef enum
{
  LW_SEVERITY_ERROR,
  LW_SEVERITY_WARNING,
  LW_SEVERITY_NOTE,
} LwSeverity;

/** "error", "warning", "note". */
LW_EXPORT const char *lw_severity_to_string (LwSeverity severity);

typedef struct
{
  const char *id;      /* interned: "evaluation.weights" */
  LwSeverity severity;
  char *where;         /* the place: "criterion 2", "L12/B07/2.1" */
  char *text;          /* what is wrong, for people */
} LwFinding;

/** Whether it says what is still to be done, not that something is wrong: the last part of its id begins with "missing", as in
 * "evaluation.missing-mark". */
LW_EXPORT gboolean lw_finding_is_open (const LwFinding *finding);

typedef struct _LwFindings LwFindings;
LW_EXPORT LwFindings *lw_findings_new (void);
LW_EXPORT void lw_findings_free (LwFindings *findings);
LW_EXPORT void lw_findings_add (LwFindings *findings, const char *id, LwSeverity severity, const char *where, const char *format, ...) G_GNUC_PRINTF (5, 6);
LW_EXPORT guint lw_findings_n (const LwFindings *findings);
LW_EXPORT const LwFinding *lw_findings_get (const LwFindings *findings, guint i);
LW_EXPORT guint lw_findings_count (const LwFindings *findings, LwSeverity severity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwFindings, lw_findings_free)

typedef struct
{
  const char *id;    /* "evaluation" */
  const char *title; /* N_() */
  gboolean (*run) (LwConnection *connection, LwFindings *findings, GError **error);
} LwCheck;

G_END_DECLS
