/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether the rows of a file obey the rules of their entities. */
#include "config.h"

#include "model/lw-rules.h"

#include "model/lw-model.h"
#include "plugin/lw-host.h"

#include <string.h>

static gboolean
check_fields (LwRowContext *context, const LwEntity *entity, const char *const *values, GError **error)
{
  for (guint i = 0; entity->fields[i].name; i++)
    {
      const LwField *field = &entity->fields[i];
      g_autofree char *text = values[i] ? lw_field_to_text (field, values[i], context->currency) : NULL;
      LwFieldBuffer buffer;
      const char *stored;

      if (text && !lw_field_check (field, text, strlen (text), context->currency, &buffer, &stored, error))
        return FALSE;
    }
  return lw_row_check (context, entity, values, error);
}

gboolean
lw_rules_check_entity (LwRowContext *context, const LwEntity *entity, GPtrArray *problems, GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *sql = lw_entity_select (entity);
  g_autoptr (LwStatement) statement = lw_connection_prepare (context->connection, sql, error);
  const char *values[LW_ROW_MAX_FIELDS];
  LwStep step;

  if (!statement)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      g_autoptr (GError) broken = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint i = 0; entity->fields[i].name; i++)
        values[i] = lw_statement_text (statement, (int) i);
      if (problems ? check_fields (context, entity, values, &broken) : lw_row_check (context, entity, values, &broken))
        continue;
      if (!lw_row_error_is_of_rule (broken))
        {
          g_propagate_error (error, g_steal_pointer (&broken));
          return FALSE;
        }
      g_autofree char *key = lw_row_make_key (entity, values);
      g_prefix_error (&broken, "%s %s: ", entity->noun, key);
      if (!problems)
        {
          g_propagate_error (error, g_steal_pointer (&broken));
          return FALSE;
        }
      g_ptr_array_add (problems, g_strdup (broken->message));
    }
  return step == LW_STEP_DONE;
}

gboolean
lw_model_check_rows (LwConnection *connection, GPtrArray *sections, GPtrArray *problems, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (LwRowContext) context = lw_row_context_new (sections, connection, error);

  if (!context)
    return FALSE;
  for (guint s = 0; s < sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (sections, s);
      for (guint i = 0; section->entities[i]; i++)
        if (!lw_rules_check_entity (context, section->entities[i], problems, cancellable, error))
          return FALSE;
    }
  return TRUE;
}
