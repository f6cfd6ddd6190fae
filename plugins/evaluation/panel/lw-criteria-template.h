/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Methods to begin with: the part of a template competition that says how bids are marked. */
#pragma once

#include <gio/gio.h>

#include "store/lw-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;
  char *title;       /* of the competition in it */
  char *description; /* the note of its statement on the criteria, or NULL */
  char *trust;       /* of that statement; NULL: it makes none */
  gboolean own;      /* the user's, which can be removed */
} LwCriteriaTemplate;

/* Those that have a method: of the program, then the user's own. Files that cannot be read are passed over. (transfer full)
 * (element-type LwCriteriaTemplate) */
GPtrArray *lw_criteria_templates_list (void);

/* Adds the method, scales and criteria of the template at @path to a competition that has none, as one command that
 * goes by the rules of each row. @state: also state of the criteria what the template states, if anything, for a competition that states nothing of them. @sections: lw_document_get_sections(). (transfer full) */
LwCommand *lw_criteria_template_use (const LwCriteriaTemplate *template, gboolean state, GPtrArray *sections,
                                     const char *person, GError **error);

G_END_DECLS
