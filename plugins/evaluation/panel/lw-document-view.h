/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A document of a bid to read: PDF pages, or text; find in it, select in it, turn its pages, all by keyboard too. */
#pragma once

#include <adwaita.h>

#include "document/lw-document.h"

G_BEGIN_DECLS

#define LW_TYPE_DOCUMENT_VIEW (lw_document_view_get_type ())
G_DECLARE_FINAL_TYPE (LwDocumentView, lw_document_view, LW, DOCUMENT_VIEW, AdwBin)

/** Shows a document of the file, or with NULL nothing. One that is shown already stays where it is. */
void lw_document_view_show (LwDocumentView *view, LwDocument *document, const char *bidder, const char *name);
/** Page from 1; what is not there is passed over. */
void lw_document_view_go_to (LwDocumentView *view, guint page);
guint lw_document_view_get_page (LwDocumentView *view);
/** FALSE for a text, which has no pages. */
gboolean lw_document_view_has_pages (LwDocumentView *view);
/** The selected words on one line, or NULL. (transfer full) */
char *lw_document_view_get_selection (LwDocumentView *view);
/** To the entry that finds words in the document. */
void lw_document_view_find (LwDocumentView *view);
void lw_document_view_turn (LwDocumentView *view, int pages);

G_END_DECLS
