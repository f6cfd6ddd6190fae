/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One page of a PDF, as wide as the view times a zoom: drawn when it is seen, with the words that were looked for and those
 * that are selected with the mouse. For screen readers it has the page's text.
 */
#pragma once

#include "lw-document-pdf.h"

G_BEGIN_DECLS

#define LW_TYPE_DOCUMENT_PAGE (lw_document_page_get_type ())
G_DECLARE_FINAL_TYPE (LwDocumentPage, lw_document_page, LW, DOCUMENT_PAGE, GtkWidget)

/** Shows @page (from 0) of @pdf (nullable). @name is that of the document, @text that of the page (nullable). */
void lw_document_page_show (LwDocumentPage *page, LwPdf *pdf, guint number, const char *name, const char *text);
/** What is marked on the page. */
void lw_document_page_find (LwDocumentPage *page, const char *text);
/** Pixels that the page is wide. */
void lw_document_page_set_width (LwDocumentPage *page, int width);
/** The selected words, or NULL. (transfer none) */
const char *lw_document_page_get_selection (LwDocumentPage *page);

/* Signals: "failed" (LwDocumentPage *, const char *why): the page cannot be drawn. "drawn" (LwDocumentPage *). */

G_END_DECLS
