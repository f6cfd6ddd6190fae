/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lotwise-workbench: the window. */
#include "config.h"

#include "window/lw-app.h"

#include <locale.h>

#include "base/lw-i18n.h"

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_autoptr (LwApp) app = lw_app_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
