/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Turns a change of a single row into a command of the document. */
#include "config.h"

#include "lw-criteria-save.h"

#include "model/lw-model.h"

const char *
lw_criteria_why_not (LwDocument *document, const LwCriteriaTree *tree)
{
  const char *reason = lw_document_get_read_only_reason (document);
  return reason != NULL ? reason : tree->lock.why;
}

char *
lw_criteria_value (const char *field, const char *value)
{
  return g_strconcat (field, "=", value, NULL);
}

void
lw_criteria_set (LwDocument *document, const char *noun, const char *key, const char *value, ...)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  GError *error = NULL;
  LwCommand *command;
  va_list args;

  va_start (args, value);
  for (; value != NULL; value = va_arg (args, const char *))
    g_ptr_array_add (values, (gpointer) value);
  va_end (args);
  g_ptr_array_add (values, NULL);
  command = lw_model_set (lw_document_get_sections (document), noun, key, (const char *const *) values->pdata,
                          lw_document_get_person (document), NULL, &error);
  lw_document_edit (document, command, error);
}

void
lw_criteria_add_values (LwDocument *document, const char *noun, const char *const *values)
{
  GError *error = NULL;
  LwCommand *command = lw_model_add (lw_document_get_sections (document), noun, values, lw_document_get_person (document),
                                     NULL, &error);
  lw_document_edit (document, command, error);
}

void
lw_criteria_remove_row (LwDocument *document, const char *noun, const char *key)
{
  GError *error = NULL;
  LwCommand *command = lw_model_remove (lw_document_get_sections (document), noun, key, lw_document_get_person (document),
                                        NULL, &error);
  lw_document_edit (document, command, error);
}
