/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "base/lw-error.h"

#include <string.h>

#include "base/lw-i18n.h"

G_DEFINE_QUARK (lw-error-quark, lw_error)

#define QUOTED_CHARACTERS 60

char *
lw_error_quote (const char *text)
{
  g_autofree char *valid = NULL;
  GString *quoted;
  const char *p;
  int n = 0;

  if (text == NULL)
    return g_strdup (_("nothing"));
  if (*text == '\0')
    return g_strdup (_("an empty text"));

  /* A character has at most four bytes: a hostile text of megabytes is not copied. */
  valid = g_utf8_make_valid (text, (gssize) strnlen (text, 4 * (QUOTED_CHARACTERS + 1)));
  quoted = g_string_new ("“");
  for (p = valid; *p != '\0' && n < QUOTED_CHARACTERS; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isprint (c))
        g_string_append_unichar (quoted, c);
      else
        g_string_append_printf (quoted, "\\u%04x", c);
    }
  g_string_append (quoted, *p != '\0' ? "…”" : "”");
  return g_string_free (quoted, FALSE);
}
