/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/lw-i18n.h"

/* What is kept in memory before it goes to a temporary file. */
#define KEEP_MAX (4 * 1024 * 1024)

static struct
{
  CliScreen screen;
  LwOutput output;
  GString *kept;
  FILE *spool;        /* what came before @kept, or NULL */
  CliWrap wrap_next;
  gboolean anything;  /* a table has gone out: the next one stands apart */
  char *csv_header;   /* of the last table */
} render;

/* ---- the screen ---- */

static gboolean
wants_colour (int fd)
{
  const char *no_color = g_getenv ("NO_COLOR");
  return isatty (fd) && (no_color == NULL || *no_color == '\0') && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

static int
terminal_width (void)
{
  struct winsize size = { 0 };
  guint64 columns = 0;
  if (!isatty (STDOUT_FILENO))
    return 0;
  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  const char *text = g_getenv ("COLUMNS");
  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 1, 10000, &columns, NULL))
    return (int) columns;
  return 80;
}

void
cli_render_init (void)
{
  render.screen.width = terminal_width ();
  render.screen.colour = wants_colour (STDOUT_FILENO);
  render.kept = g_string_new (NULL);
}

void
cli_render_set_output (LwOutput output)
{
  render.output = output;
}

const CliScreen *
cli_render_screen (void)
{
  return &render.screen;
}

void
cli_render_wrap_next (void)
{
  render.wrap_next = CLI_WRAP_LAST;
}

void
cli_render_wrap_all_next (void)
{
  render.wrap_next = CLI_WRAP_ALL;
}

/* ---- what is kept ---- */

void
cli_render_write (const char *text)
{
  g_string_append (render.kept, text);
  if (render.kept->len < KEEP_MAX)
    return;
  if (render.spool == NULL)
    render.spool = tmpfile ();
  /* Without room for a temporary file memory has to do. */
  if (render.spool == NULL || fwrite (render.kept->str, 1, render.kept->len, render.spool) != render.kept->len)
    return;
  g_string_truncate (render.kept, 0);
}

static void
drop_spool (void)
{
  if (render.spool != NULL)
    fclose (render.spool);
  render.spool = NULL;
}

void
cli_render_discard (void)
{
  drop_spool ();
  g_string_free (render.kept, TRUE);
  render.kept = g_string_new (NULL);
  g_clear_pointer (&render.csv_header, g_free);
}

static gboolean
copy_spool (void)
{
  char buffer[65536];
  size_t n;
  if (render.spool == NULL)
    return TRUE;
  if (fflush (render.spool) != 0)
    return FALSE;
  rewind (render.spool);
  while ((n = fread (buffer, 1, sizeof buffer, render.spool)) > 0)
    if (fwrite (buffer, 1, n, stdout) != n)
      return FALSE;
  return !ferror (render.spool);
}

gboolean
cli_render_flush (GError **error)
{
  errno = 0;
  gboolean fine = copy_spool () && fwrite (render.kept->str, 1, render.kept->len, stdout) == render.kept->len
                  && fflush (stdout) == 0;
  int saved = errno;
  cli_render_discard ();
  if (!fine)
    g_set_error (error, LW_ERROR, LW_ERROR_STORE, _("the output could not be written: %s"), g_strerror (saved));
  return fine;
}

/* ---- the front of verbs ---- */

static LwStore *
front_open (gpointer data, const char *path, LwStoreFlags flags, GError **error)
{
  if (!cli_check_existing_path (path, _("a competition's file (FILE.lotwise)"), TRUE, error))
    return NULL;
  return lw_store_open (path, lw_host_get_schema (cli_host ()), flags, error);
}

/* A line that is wider than the terminal goes on under its own beginning. */
static void
say_line (const char *line)
{
  g_autofree char *clean = cli_text_clean (line);
  int width = render.screen.width, indent = (int) strspn (clean, " ");
  if (width == 0 || cli_text_width (clean) <= width || indent > width / 2)
    {
      cli_render_write (clean);
      cli_render_write ("\n");
      return;
    }
  g_auto (GStrv) parts = cli_text_wrap (clean + indent, width - indent);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = g_strdup_printf ("%*s%s\n", indent, "", parts[i]);
      cli_render_write (part);
    }
}

/* Text of a file may hold what a terminal would obey; lines of our own stay lines. */
static void
front_say (gpointer data, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    say_line (lines[i]);
  if (lines[0] == NULL)
    cli_render_write ("\n");
  render.anything = TRUE;
}

static void
write_csv (const LwVerbTable *table)
{
  g_autofree char *header = cli_table_csv_header (table);
  g_autofree char *rows = cli_table_csv_rows (table);
  /* Tables with the same columns, a lot each, go on as one. */
  if (g_strcmp0 (header, render.csv_header) != 0)
    {
      if (render.csv_header != NULL)
        cli_render_write ("\r\n");
      cli_render_write (header);
      g_free (render.csv_header);
      render.csv_header = g_steal_pointer (&header);
    }
  cli_render_write (rows);
}

static void
front_table (gpointer data, const LwVerbTable *table)
{
  CliWrap wrap = render.wrap_next;
  render.wrap_next = CLI_WRAP_NONE;
  if (render.output == LW_OUTPUT_CSV)
    {
      write_csv (table);
      return;
    }
  g_autofree char *text = cli_table_to_text (table, &render.screen, wrap);
  if (render.anything)
    cli_render_write ("\n");
  render.anything = TRUE;
  cli_render_write (text);
}

char *
cli_render_json_text (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, render.screen.width > 0);
  return g_utf8_make_valid (text, -1);
}

static void
front_json (gpointer data, JsonNode *node)
{
  g_autofree char *text = cli_render_json_text (node);
  cli_render_write (text);
  cli_render_write ("\n");
}

/* What the role of who works does not allow is refused here, for all verbs. */
static gboolean
front_allow (gpointer data, const LwVerb *verb, LwStore *store, LwStoreFlags flags, const char *person, GError **error)
{
  return lw_host_may_run (cli_host (), store, verb->name, flags != LW_STORE_READ_ONLY, person, error);
}

const LwVerbFront cli_front = { front_open, front_say, front_table, front_json, front_allow };

/* ---- errors ---- */

void
cli_render_error (const char *message, const char *hint)
{
  g_autofree char *clean = cli_text_clean (message);
  gboolean colour = wants_colour (STDERR_FILENO);
  fprintf (stderr, "%slotwise:%s %s\n", colour ? "\033[1;31m" : "", colour ? "\033[0m" : "", clean);
  if (hint != NULL)
    fprintf (stderr, "%s\n", hint);
}
