/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-approvers.h"

GtkStringList *
lw_evaluation_approvers (LwDocument *document, GPtrArray *ids)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_autoptr (LwStatement) row = NULL;
  GtkStringList *titles = gtk_string_list_new (NULL);

  g_ptr_array_set_size (ids, 0);
  if (reader != NULL)
    row = lw_connection_prepare (lw_reader_connection (reader),
                                 "SELECT p.id, p.name FROM person AS p JOIN person_role AS r ON r.person = p.id"
                                 " WHERE r.role = 'approver' AND p.id <> ? ORDER BY p.id",
                                 NULL);
  if (row != NULL)
    lw_statement_bind (row, "s", lw_document_get_person (document));
  while (row != NULL && lw_statement_step (row, NULL) == LW_STEP_ROW)
    {
      g_autofree char *title = g_strdup_printf ("%s %s", lw_statement_text (row, 0), lw_statement_text (row, 1));

      g_ptr_array_add (ids, g_strdup (lw_statement_text (row, 0)));
      gtk_string_list_append (titles, title);
    }
  return titles;
}
