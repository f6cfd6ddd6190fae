/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A table of a panel as a CSV file: asks where to, shows progress, says how it went. */
#pragma once

#include "document/lw-document.h"
#include "table/lw-table.h"

G_BEGIN_DECLS

/** @title: of the chooser, "Export as CSV"; @name: of the file to begin with, without its ending. */
LW_EXPORT void lw_csv_export (LwTable *table, LwDocument *document, const char *title, const char *name);
/** What it does when @file was chosen. */
LW_EXPORT void lw_csv_export_to (LwTable *table, LwDocument *document, GFile *file);

G_END_DECLS
