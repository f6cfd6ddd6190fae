/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-evaluation-panels.h"

#include "base/lw-i18n.h"

/* A reading on a thread is work of the document: the windows show it and can cancel it. */
static void
on_job (LwEvaluationLive *live, GParamSpec *pspec, LwDocument *document)
{
  static const char key[] = "lw-evaluation-session-job";
  LwJob *before = g_object_get_data (G_OBJECT (document), key);
  LwJob *job = lw_evaluation_live_get_job (live);

  if (before != NULL)
    lw_document_remove_job (document, before);
  if (job != NULL)
    lw_document_add_job (document, job);
  g_object_set_data_full (G_OBJECT (document), key, job != NULL ? g_object_ref (job) : NULL, g_object_unref);
  g_signal_emit_by_name (document, "badges-changed");
}

LwEvaluationLive *
lw_evaluation_session (LwDocument *document)
{
  static const char key[] = "lw-evaluation-session";
  g_autoptr (GError) error = NULL;
  LwEvaluationLive *live = g_object_get_data (G_OBJECT (document), key);

  if (live != NULL)
    return live;
  live = lw_evaluation_live_new_with_job (lw_document_get_store (document), LW_EVALUATION_MANY_MARKS, &error);
  if (live == NULL)
    {
      g_signal_emit_by_name (document, "failed", _("Reading the marks"), error);
      return NULL;
    }
  g_object_set_data_full (G_OBJECT (document), key, live, g_object_unref);
  g_signal_connect_object (live, "notify::job", G_CALLBACK (on_job), document, 0);
  if (lw_evaluation_live_is_loading (live))
    on_job (live, NULL, document);
  return live;
}

GStrv
lw_evaluation_place_split (const char *place)
{
  GStrv parts = g_strsplit (place, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *plain = g_uri_unescape_string (parts[i], NULL);
      if (plain == NULL)
        continue;
      g_free (parts[i]);
      parts[i] = plain;
    }
  return parts;
}
