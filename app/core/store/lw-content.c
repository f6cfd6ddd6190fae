/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "store/lw-content.h"

#include "base/lw-error.h"

#include "base/lw-i18n.h"

char *
lw_content_sha256 (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

gboolean
lw_content_put (LwConnection *connection, GBytes *bytes, GError **error)
{
  g_autofree char *sha256 = lw_content_sha256 (bytes);
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return lw_connection_run (connection, error, "INSERT OR IGNORE INTO content (sha256, bytes) VALUES (?, ?)", "sb", sha256,
                            data, size);
}

gboolean
lw_content_put_pages (LwConnection *connection, const char *sha256, const char *const *pages, GError **error)
{
  for (guint i = 0; pages[i]; i++)
    if (!lw_connection_run (connection, error, "INSERT OR IGNORE INTO content_page (sha256, page, text) VALUES (?, ?, ?)",
                            "sis", sha256, (gint64) i + 1, pages[i]))
      return FALSE;
  return TRUE;
}

GBytes *
lw_content_get (LwConnection *connection, const char *sha256, GError **error)
{
  g_autoptr (LwStatement) row = lw_connection_prepare (connection, "SELECT bytes FROM content WHERE sha256 = ?", error);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found = NULL;
  gsize size;
  LwStep step;

  if (!row)
    return NULL;
  lw_statement_bind (row, "s", sha256);
  step = lw_statement_step (row, error);
  if (step == LW_STEP_ERROR)
    return NULL;
  if (step == LW_STEP_ROW)
    {
      const void *data = lw_statement_bytes (row, 0, &size);
      bytes = g_bytes_new (data, size);
      found = lw_content_sha256 (bytes);
    }
  if (g_strcmp0 (found, sha256) == 0)
    return g_steal_pointer (&bytes);
  g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT,
               found ? _("The content with the SHA-256 %s was changed behind the program's back; take it from a copy of the file")
                     : _("The content with the SHA-256 %s is missing; take it from a copy of the file"),
               sha256);
  return NULL;
}

gboolean
lw_content_get_page (LwConnection *connection, const char *sha256, guint page, char **text, GError **error)
{
  return lw_connection_get_text (connection, text, error, "SELECT text FROM content_page WHERE sha256 = ? AND page = ?", "si",
                                 sha256, (gint64) page);
}
