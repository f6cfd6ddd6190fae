/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-data.h"

char *
lw_data_path (const char *name)
{
  g_autofree char *installed = g_build_filename (LW_DATA_DIR, name, NULL);
  /* The guide is a part of the documents. */
  g_autofree char *source = g_build_filename (LW_SOURCE_DIR, g_str_has_prefix (name, "guide") ? "docs" : "data", name, NULL);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const gboolean built_here = program != NULL && g_str_has_prefix (program, LW_BUILD_DIR "/");

  return built_here || !g_file_test (installed, G_FILE_TEST_EXISTS) ? g_steal_pointer (&source) : g_steal_pointer (&installed);
}
