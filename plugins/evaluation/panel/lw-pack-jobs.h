/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packs out, open, back and in, as long work of a window; what became of it is said when it is done. */
#pragma once

#include "document/lw-document.h"
#include "lw-evaluation-pack.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What sealing costs; tests make it cheap. */
extern LwSealCost lw_pack_jobs_cost;

/** Seals a pack for each of @people. @target: the file, or with @is_folder where the files go, called as
 * lw_pack_jobs_name(). */
void lw_pack_jobs_export (GtkWindow *window, LwDocument *document, const char *const *people, GFile *target, gboolean is_folder, const char *passphrase);
/** "transforming-rehabilitation-E1.lotpack". (transfer full) */
char *lw_pack_jobs_name (LwDocument *document, const char *person);
/** "competition-back.lotpack". */
char *lw_pack_jobs_return_name (LwDocument *document);
/** Seals what was marked in the evaluator's file @document into @target. */
void lw_pack_jobs_return (GtkWindow *window, LwDocument *document, GFile *target, const char *passphrase);
/** Takes @files (of GFile) for what they are: packs that were sent are made into files beside them and opened; those that
 * came back are merged into @document (nullable). */
void lw_pack_jobs_open (GtkWindow *window, LwDocument *document, GPtrArray *files, const char *passphrase);

G_END_DECLS
