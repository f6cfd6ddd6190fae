/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A shared object that is not a plugin. */
#include "config.h"

#include "base/lw-export.h"

LW_EXPORT int lw_not_a_plugin (void);

int
lw_not_a_plugin (void)
{
  return 0;
}
