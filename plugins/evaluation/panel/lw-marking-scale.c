/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-marking-scale.h"

#include <string.h>

#include "base/lw-i18n.h"

GPtrArray *
lw_marking_scale_read (LwStore *store, const LwEvaluationScale *scale)
{
  g_autoptr (LwReader) reader = lw_store_reader (store, NULL);
  GPtrArray *descriptors = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < scale->n_marks; i++)
    {
      char *descriptor = NULL;
      if (reader != NULL)
        lw_connection_get_text (lw_reader_connection (reader), &descriptor, NULL,
                                "SELECT descriptor FROM evaluation_scale_mark WHERE scale = ? AND value = ?", "ss",
                                scale->id, scale->marks[i].value);
      g_ptr_array_add (descriptors, descriptor);
    }
  return descriptors;
}

const char *
lw_marking_scale_name (const LwEvaluationScale *scale, guint mark)
{
  const char *value = scale->marks[mark].value;

  if (scale->id[0] != '\0')
    return value;
  return strcmp (value, "pass") == 0 ? _("pass") : _("fail");
}
