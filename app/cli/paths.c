/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of files that the user gave, looked at before anything is opened or made: the message then has that very name. */
#include "config.h"

#include "cli.h"

#include "base/lw-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lw-i18n.h"

/* What stands at a place that is no regular file. */
static const char *
kind_of (mode_t mode)
{
  if (S_ISDIR (mode))
    return _("a directory");
  if (S_ISFIFO (mode))
    return _("a pipe");
  if (S_ISSOCK (mode))
    return _("a socket");
  return _("a device");
}

static gboolean
refuse_kind (const char *path, const char *expected, mode_t mode, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected %s, found %s"), shown, expected, kind_of (mode));
  return FALSE;
}

gboolean
cli_check_new_path (const char *path, const char *expected, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (path), *shown_folder = g_filename_display_name (folder);
  GStatBuf state;
  if (*path == '\0')
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected %s, found an empty text"), expected);
      return FALSE;
    }
  if (g_stat (path, &state) == 0 && !S_ISREG (state.st_mode))
    return refuse_kind (path, expected, state.st_mode, error);
  if (g_stat (folder, &state) != 0)
    g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND, _("%s: expected the directory %s to be there: %s"), shown, shown_folder,
                 g_strerror (errno));
  else if (!S_ISDIR (state.st_mode))
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("%s: expected %s to be a directory, found a file"), shown, shown_folder);
  else if (g_access (folder, W_OK | X_OK) != 0)
    g_set_error (error, LW_ERROR, LW_ERROR_STORE, _("%s: the directory %s cannot be written: %s"), shown, shown_folder,
                 g_strerror (errno));
  else
    return TRUE;
  return FALSE;
}

/* The first bytes of a file; only while nobody has it open as a database here: to close any descriptor of a file drops
 * SQLite's locks on it. */
static gsize
read_magic (const char *path, char *magic, gsize size)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gssize n = fd >= 0 ? read (fd, magic, size) : 0;
  if (fd >= 0)
    close (fd);
  return n > 0 ? (gsize) n : 0;
}

static const char *
foreign_kind (const char *magic, gsize n)
{
  if (n >= 4 && memcmp (magic, "PK\3\4", 4) == 0)
    return _("a spreadsheet, a text document or another zip archive");
  if (n >= 8 && memcmp (magic, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
    return _("a document of an older office program");
  if (n >= 4 && memcmp (magic, "%PDF", 4) == 0)
    return _("a PDF document");
  if ((n >= 5 && memcmp (magic, "<?xml", 5) == 0) || (n >= 12 && memcmp (magic, "<competition", 12) == 0))
    return _("an XML file");
  return NULL;
}

gboolean
cli_check_existing_path (const char *path, const char *expected, gboolean look_inside, GError **error)
{
  GStatBuf state;
  char magic[16] = "";
  /* Whoever opens the file says why it cannot be. */
  if (g_stat (path, &state) != 0)
    return TRUE;
  if (!S_ISREG (state.st_mode))
    return refuse_kind (path, expected, state.st_mode, error);
  const char *foreign = look_inside ? foreign_kind (magic, read_magic (path, magic, sizeof magic)) : NULL;
  if (foreign == NULL)
    return TRUE;
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, LW_ERROR, LW_ERROR_NOT_LOTWISE, _("%s: expected %s, found %s"), shown, expected, foreign);
  return FALSE;
}

/* SQLite's own files beside a database: to replace one would cost what is in it. */
static gboolean
is_beside (const char *out, const char *file)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal" };
  g_autofree char *whole_out = g_canonicalize_filename (out, NULL);
  g_autofree char *whole_file = g_canonicalize_filename (file, NULL);
  GStatBuf at_out, at_beside;
  gboolean there = g_stat (out, &at_out) == 0;
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *beside = g_strconcat (whole_file, suffixes[i], NULL);
      g_autofree char *ending = g_strconcat (".lotwise", suffixes[i], NULL);
      if (strcmp (beside, whole_out) == 0 || g_str_has_suffix (out, ending))
        return TRUE;
      if (there && g_stat (beside, &at_beside) == 0 && at_out.st_dev == at_beside.st_dev && at_out.st_ino == at_beside.st_ino)
        return TRUE;
    }
  return FALSE;
}

gboolean
cli_check_export_path (const char *out, const char *file, GError **error)
{
  char magic[16] = "";
  g_autofree char *shown = g_filename_display_name (out);
  if (strcmp (out, "-") == 0)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID,
                           _("expected a name for the XML file, found “-”: an export does not go to standard output"));
      return FALSE;
    }
  if (!cli_check_new_path (out, _("a name for the XML file"), error))
    return FALSE;
  if (is_beside (out, file))
    g_set_error (error, LW_ERROR, LW_ERROR_EXISTS,
                 _("%s belongs to a competition's database: expected a name for the XML file"), shown);
  else if (read_magic (out, magic, sizeof magic) == sizeof magic && memcmp (magic, "SQLite format 3", sizeof magic) == 0)
    g_set_error (error, LW_ERROR, LW_ERROR_EXISTS,
                 _("%s is a competition or another database: expected a name for the XML file"), shown);
  else
    return TRUE;
  return FALSE;
}
