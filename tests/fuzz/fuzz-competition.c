/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The reader of competition files, with the parts of all plugins, on any bytes. */
#include "config.h"

#include "fuzz.h"

#include "plugin/lw-host.h"
#include "xml/lw-competition-xml.h"

static gboolean accepted;

gboolean
fuzz_accepted (void)
{
  return accepted;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  /* Made once and kept: the plugins' modules stay in memory anyway. */
  static LwHost *host;
  if (host == NULL)
    {
      host = lw_host_new_default ();
      lw_host_load (host);
    }

  g_autoptr (GError) error = NULL;
  accepted = lw_competition_check ((const char *) data, size, lw_host_get_sections (host), &error);
  /* Refused with a reason that can be shown, or accepted with none. */
  if (accepted)
    g_assert_no_error (error);
  else
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpstr (error->message, !=, "");
    }
  return 0;
}
