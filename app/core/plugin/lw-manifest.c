/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-manifest.h"

#include "base/lw-error.h"
#include "base/lw-id.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lw-i18n.h"

#define GROUP "Plugin"
#define SUFFIX ".plugin"
#define NAME_MAX_CHARS 200

static const char *const known_keys[] = { "Id", "Name", "Abi", "Engine", "Panel", "Requires", "Wants", NULL };

char *
lw_manifest_id_of_path (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *base = g_path_get_basename (path);
  if (g_str_has_suffix (base, SUFFIX))
    base[strlen (base) - strlen (SUFFIX)] = '\0';
  return g_utf8_make_valid (base, -1);
}

/* "expected … found …" about one key. @found is NULL where the key is not there. */
static void G_GNUC_PRINTF (5, 6)
set_key_error (GError **error, const char *path, const char *key, const char *found, const char *format, ...)
{
  g_autofree char *shown_path = g_filename_display_name (path);
  g_autofree char *expected = NULL;
  va_list args;

  va_start (args, format);
  expected = g_strdup_vprintf (format, args);
  va_end (args);

  if (found == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: key %s: expected %s, found no such key"), shown_path, key,
                   expected);
      return;
    }
  g_autofree char *shown = g_utf8_make_valid (found, -1);
  g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: key %s: expected %s, found “%s”"), shown_path, key, expected,
               shown);
}

static gboolean
check_groups (GKeyFile *file, const char *path, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  g_autofree char *shown_path = g_filename_display_name (path);

  for (guint i = 0; groups[i] != NULL; i++)
    if (strcmp (groups[i], GROUP) != 0)
      {
        g_autofree char *shown = g_utf8_make_valid (groups[i], -1);
        g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: expected the group [%s] alone, found [%s]"), shown_path,
                     GROUP, shown);
        return FALSE;
      }
  if (groups[0] == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: expected the group [%s], found none"), shown_path, GROUP);
      return FALSE;
    }
  return TRUE;
}

/* A mistyped Requires would be a requirement that nobody keeps, so no key passes unseen. */
static gboolean
check_keys (GKeyFile *file, const char *path, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, GROUP, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      if (g_strv_contains (known_keys, keys[i]) || (g_str_has_prefix (keys[i], "Name[") && g_str_has_suffix (keys[i], "]")))
        continue;

      g_autofree char *all = g_strjoinv (", ", (GStrv) known_keys);
      g_autofree char *shown_path = g_filename_display_name (path);
      g_autofree char *shown = g_utf8_make_valid (keys[i], -1);
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: expected the keys %s, found the key %s"), shown_path, all, shown);
      return FALSE;
    }
  return TRUE;
}

/* FALSE on a value that is there but cannot be read; *@value is NULL where there is none. */
static gboolean
read_value (GKeyFile *file, const char *path, const char *key, char **value, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *value = g_key_file_get_string (file, GROUP, key, &local_error);
  if (local_error == NULL || g_error_matches (local_error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND))
    return TRUE;

  /* Of an unknown escape GLib gives the rest of the text besides the error. */
  g_clear_pointer (value, g_free);
  g_autofree char *raw = g_key_file_get_value (file, GROUP, key, NULL);
  set_key_error (error, path, key, raw != NULL ? raw : "", _("text in UTF-8 without unknown escapes"));
  return FALSE;
}

static gboolean
read_id (LwManifest *manifest, GKeyFile *file, GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *named = lw_manifest_id_of_path (manifest->path);

  if (!read_value (file, manifest->path, "Id", &id, error))
    return FALSE;
  if (id == NULL || !lw_id_is_valid (id))
    {
      set_key_error (error, manifest->path, "Id", id,
                     _("1 to %d of A-Z a-z 0-9 . _ - that start with a letter or digit"), LW_ID_MAX);
      return FALSE;
    }
  if (strcmp (id, "core") == 0 || strcmp (id, "store") == 0)
    {
      set_key_error (error, manifest->path, "Id", id, _("an identifier that the program does not use itself"));
      return FALSE;
    }
  /* Tables, resources and folders go by the id, and so does who looks for the manifest. */
  if (strcmp (id, named) != 0)
    {
      set_key_error (error, manifest->path, "Id", id, _("“%s”, as the file is named"), named);
      return FALSE;
    }
  manifest->id = g_steal_pointer (&id);
  return TRUE;
}

static gboolean
is_plain_text (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
read_name (LwManifest *manifest, GKeyFile *file, GError **error)
{
  g_autofree char *name = NULL;

  if (!read_value (file, manifest->path, "Name", &name, error))
    return FALSE;
  /* A translation is taken only where the name itself is there. */
  if (name != NULL)
    {
      g_autofree char *translated = g_key_file_get_locale_string (file, GROUP, "Name", NULL, NULL);
      if (translated != NULL)
        {
          g_free (name);
          name = g_steal_pointer (&translated);
        }
      g_strstrip (name);
    }
  if (name == NULL || *name == '\0' || g_utf8_strlen (name, -1) > NAME_MAX_CHARS || !is_plain_text (name))
    {
      set_key_error (error, manifest->path, "Name", name, _("one line of 1 to %d characters"), NAME_MAX_CHARS);
      return FALSE;
    }
  manifest->name = g_steal_pointer (&name);
  return TRUE;
}

static gboolean
read_abi (LwManifest *manifest, GKeyFile *file, GError **error)
{
  g_autofree char *text = NULL;
  guint64 abi = 0;

  if (!read_value (file, manifest->path, "Abi", &text, error))
    return FALSE;
  if (text == NULL || !g_ascii_string_to_unsigned (g_strstrip (text), 10, 1, G_MAXINT, &abi, NULL))
    {
      set_key_error (error, manifest->path, "Abi", text, _("a whole number from 1"));
      return FALSE;
    }
  manifest->abi = (guint) abi;
  return TRUE;
}

/* The modules lie in the plugin's own folder: a path would lead out of it. */
static gboolean
read_module_name (LwManifest *manifest, GKeyFile *file, const char *key, char **module, GError **error)
{
  if (!read_value (file, manifest->path, key, module, error))
    return FALSE;
  if (*module == NULL)
    return TRUE;
  if (**module == '\0' || strchr (*module, '/') != NULL || !g_str_has_suffix (*module, ".so") || !is_plain_text (*module))
    {
      set_key_error (error, manifest->path, key, *module, _("a file name that ends in .so, without folders"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_modules (LwManifest *manifest, GKeyFile *file, GError **error)
{
  if (!read_module_name (manifest, file, "Engine", &manifest->engine, error)
      || !read_module_name (manifest, file, "Panel", &manifest->panel, error))
    return FALSE;
  if (manifest->engine == NULL && manifest->panel == NULL)
    {
      set_key_error (error, manifest->path, "Engine", NULL, _("a file name here or in the key Panel"));
      return FALSE;
    }
  return TRUE;
}

/* Ids separated by semicolons; one at the end is allowed, as key files have it. */
static gboolean
read_ids (LwManifest *manifest, GKeyFile *file, const char *key, GStrv *ids, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (!read_value (file, manifest->path, key, &text, error))
    return FALSE;
  g_auto (GStrv) parts = g_strsplit (text != NULL ? g_strstrip (text) : "", ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] == '\0' && parts[i + 1] == NULL)
        break;
      if (!lw_id_is_valid (parts[i]))
        {
          set_key_error (error, manifest->path, key, text, _("identifiers of plugins separated by semicolons"));
          return FALSE;
        }
      g_strv_builder_add (builder, parts[i]);
    }
  *ids = g_strv_builder_end (builder);
  return TRUE;
}

LwManifest *
lw_manifest_parse (const char *path, const char *data, gsize length, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (LwManifest) manifest = g_new0 (LwManifest, 1);
  g_autofree char *shown_path = g_filename_display_name (path);

  manifest->path = g_strdup (path);
  if (length > LW_MANIFEST_MAX_BYTES)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: expected a manifest of at most %d bytes, found more"),
                   shown_path, LW_MANIFEST_MAX_BYTES);
      return NULL;
    }
  if (length > 0 && memchr (data, '\0', length) != NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: expected a key file, found a zero byte"), shown_path);
      return NULL;
    }
  g_autoptr (GError) key_file_error = NULL;
  if (!g_key_file_load_from_data (file, length > 0 ? data : "", length, G_KEY_FILE_KEEP_TRANSLATIONS, &key_file_error))
    {
      g_autofree char *why = g_utf8_make_valid (key_file_error->message, -1);
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: expected a key file: %s"), shown_path, why);
      return NULL;
    }
  if (!check_groups (file, path, error) || !check_keys (file, path, error) || !read_id (manifest, file, error)
      || !read_name (manifest, file, error) || !read_abi (manifest, file, error) || !read_modules (manifest, file, error)
      || !read_ids (manifest, file, "Requires", &manifest->requires_, error)
      || !read_ids (manifest, file, "Wants", &manifest->wants, error))
    return NULL;
  return g_steal_pointer (&manifest);
}

/* Reads at most one byte more than is allowed, so that too long a file is known as such. */
static GByteArray *
read_bytes (int fd, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (1024);
  guint8 buffer[4096];

  while (bytes->len <= LW_MANIFEST_MAX_BYTES)
    {
      gssize n = read (fd, buffer, sizeof buffer);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error_literal (error, LW_ERROR, LW_ERROR_PLUGIN, g_strerror (errno));
          return NULL;
        }
      if (n == 0)
        break;
      g_byte_array_append (bytes, buffer, (guint) n);
    }
  return g_steal_pointer (&bytes);
}

LwManifest *
lw_manifest_load (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *shown_path = g_filename_display_name (path);
  struct stat info;

  /* Not blocking: a pipe under this name would wait for a writer. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: cannot read the manifest: %s"), shown_path, g_strerror (errno));
      return NULL;
    }
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_PLUGIN, _("%s: expected a regular file, found something else"), shown_path);
      close (fd);
      return NULL;
    }
  g_autoptr (GByteArray) bytes = read_bytes (fd, error);
  close (fd);
  if (bytes == NULL)
    {
      g_prefix_error (error, _("%s: cannot read the manifest: "), shown_path);
      return NULL;
    }
  return lw_manifest_parse (path, (const char *) bytes->data, bytes->len, error);
}

void
lw_manifest_free (LwManifest *manifest)
{
  if (manifest == NULL)
    return;
  g_free (manifest->path);
  g_free (manifest->id);
  g_free (manifest->name);
  g_free (manifest->engine);
  g_free (manifest->panel);
  g_strfreev (manifest->requires_);
  g_strfreev (manifest->wants);
  g_free (manifest);
}
