/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Templates: competitions to begin with, as XML files. Some came with the program; a person's own are in the folder
 * "lotwise/templates" of the user's data.
 */
#pragma once

#include "base/lw-export.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;
  char *name;    /* of the file, without .xml */
  char *title;   /* of the competition in it */
  char *note;    /* of its first statement, or NULL */
  gboolean own;  /* the person's: it can be removed */
} LwTemplate;

LW_EXPORT void lw_template_free (LwTemplate *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LwTemplate, lw_template_free)

/** The person's own folder; it need not be there. (transfer full) */
LW_EXPORT char *lw_templates_folder (void);
/** The template, or other competition as XML, at @path; NULL where it is none. (transfer full) */
LW_EXPORT LwTemplate *lw_template_read (const char *path);
/** Those that came with the program, then the person's own, each by name. What cannot be read is passed over.
 * (transfer full) (element-type LwTemplate) */
LW_EXPORT GPtrArray *lw_templates_list (void);
/** The one with this name or title, the person's own before others; LW_ERROR_NOT_FOUND. */
LW_EXPORT LwTemplate *lw_templates_find (const char *name, GError **error);

/** "Probation services 2027" -> "probation-services-2027"; "template" where nothing is left. (transfer full) */
LW_EXPORT char *lw_template_name (const char *title);
/** Keeps @xml as the person's own template @title. LW_ERROR_EXISTS where there is one of that name and not @replace. */
LW_EXPORT gboolean lw_template_save (const char *xml, const char *title, gboolean replace, GError **error);
/** Removes the person's own template with this name or title. LW_ERROR_INVALID for one that came with the program. */
LW_EXPORT gboolean lw_template_remove (const char *name, GError **error);
/** The XML of @template as a competition of another id and title; @currency: (nullable): that of the template. (transfer full) */
LW_EXPORT char *lw_template_begin (const LwTemplate *template, const char *id, const char *title, const char *currency, GError **error);

G_END_DECLS
