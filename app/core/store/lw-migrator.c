/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A schema is a list of parts (the store, the core, each plugin), a part a list of numbered steps. The
 * file remembers the steps that made it and the SHA-256 of their text.
 */
#include "config.h"

#include "store/lw-migrator-private.h"

#include "base/lw-error.h"
#include "store/lw-part-private.h"

#include "base/lw-i18n.h"

#define STORE_SQL "/org/lotwise/core/schema/0000-store.sql"

typedef struct
{
  char *name;
  char *sql;
  char *checksum;
} Step;

typedef struct
{
  char *plugin;
  GPtrArray *steps; /* of Step; version = index + 1 */
} Part;

struct _LwSchema
{
  gatomicrefcount references;
  GPtrArray *parts; /* of Part, the store's first */
};

static void
step_free (Step *step)
{
  g_free (step->name);
  g_free (step->sql);
  g_free (step->checksum);
  g_free (step);
}

static void
part_free (Part *part)
{
  g_free (part->plugin);
  g_ptr_array_unref (part->steps);
  g_free (part);
}

static Part *
find_part (LwSchema *schema, const char *plugin)
{
  for (guint i = 0; i < schema->parts->len; i++)
    {
      Part *part = g_ptr_array_index (schema->parts, i);
      if (g_str_equal (part->plugin, plugin))
        return part;
    }
  return NULL;
}

void
lw_schema_add_step (LwSchema *schema, const char *plugin, const char *name, const char *sql)
{
  Part *part = find_part (schema, plugin);
  Step *step = g_new0 (Step, 1);

  if (!part)
    {
      part = g_new0 (Part, 1);
      part->plugin = g_strdup (plugin);
      part->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
      g_ptr_array_add (schema->parts, part);
    }
  step->name = g_strdup (name);
  step->sql = g_strdup (sql);
  step->checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, sql, -1);
  g_ptr_array_add (part->steps, step);
}

LwSchema *
lw_schema_new (void)
{
  LwSchema *schema = g_new0 (LwSchema, 1);
  g_autoptr (GBytes) sql = g_resources_lookup_data (STORE_SQL, 0, NULL);

  g_atomic_ref_count_init (&schema->references);
  schema->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  lw_schema_add_step (schema, "store", "0000-store.sql", g_bytes_get_data (sql, NULL));
  return schema;
}

LwSchema *
lw_schema_ref (LwSchema *schema)
{
  g_atomic_ref_count_inc (&schema->references);
  return schema;
}

void
lw_schema_unref (LwSchema *schema)
{
  if (!g_atomic_ref_count_dec (&schema->references))
    return;
  g_ptr_array_unref (schema->parts);
  g_free (schema);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

void
lw_schema_add (LwSchema *schema, const char *plugin, const char *resource_path)
{
  g_auto (GStrv) names = g_resources_enumerate_children (resource_path, 0, NULL);
  guint n = names ? g_strv_length (names) : 0;

  g_return_if_fail (n > 0);
  qsort (names, n, sizeof *names, compare_names);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_build_path ("/", resource_path, names[i], NULL);
      g_autoptr (GBytes) sql = g_resources_lookup_data (path, 0, NULL);

      /* "0000-…" is the store's own, which every schema starts with; data of a resource ends with a NUL */
      if (!g_str_has_prefix (names[i], "0000-"))
        lw_schema_add_step (schema, plugin, names[i], g_bytes_get_data (sql, NULL));
    }
}

/* ---- a file and its schema ---- */

/* Steps that the file has, and whether they are the ones we know. */
static gboolean
read_part (LwConnection *connection, const Part *part, guint *version, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection, "SELECT version, checksum FROM schema_version WHERE plugin = ? ORDER BY version", error);
  LwStep step;

  *version = 0;
  if (!statement)
    return FALSE;
  lw_statement_bind (statement, "s", part->plugin);
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      *version = (guint) lw_statement_int (statement, 0);
      if (*version < 1 || *version > part->steps->len)
        continue;
      const Step *known = g_ptr_array_index (part->steps, *version - 1);
      if (g_strcmp0 (lw_statement_text (statement, 1), known->checksum) != 0)
        {
          g_set_error (error, LW_ERROR, LW_ERROR_CORRUPT,
                       _("%s: expected schema step %u of “%s” with SHA-256 %s, found %s: the file was made by a changed "
                         "program"),
                       connection->path, *version, part->plugin, known->checksum, lw_statement_text (statement, 1));
          return FALSE;
        }
    }
  return step == LW_STEP_DONE;
}

static gboolean
find_foreign_part (LwConnection *connection, LwSchema *schema, LwMigrationState *state, char **why, GError **error)
{
  g_autoptr (LwStatement) statement
      = lw_connection_prepare (connection, "SELECT DISTINCT plugin FROM schema_version ORDER BY plugin", error);
  LwStep step;

  if (!statement)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      const char *plugin = lw_statement_text (statement, 0);

      if (plugin && find_part (schema, plugin))
        continue;
      *state = LW_MIGRATION_FOREIGN;
      *why = g_strdup (plugin);
      return TRUE;
    }
  return step == LW_STEP_DONE;
}

gboolean
lw_migrator_examine (LwConnection *connection, LwSchema *schema, LwMigrationState *state, char **why, GError **error)
{
  *state = LW_MIGRATION_CURRENT;
  *why = NULL;
  for (guint i = 0; i < schema->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (schema->parts, i);
      guint version;

      if (!read_part (connection, part, &version, error))
        return FALSE;
      if (version > part->steps->len)
        {
          *state = LW_MIGRATION_NEWER;
          *why = g_strdup_printf (_("its part “%s” has version %u, and this program knows version %u"), part->plugin,
                                  version, part->steps->len);
          return TRUE;
        }
      if (version < part->steps->len)
        *state = LW_MIGRATION_NEEDED;
    }
  return find_foreign_part (connection, schema, state, why, error);
}

/* ---- as made ---- */

/* What @made has and the file has not, or has otherwise. */
static gboolean
compare_made (LwConnection *connection, LwConnection *made, GPtrArray *tables, GPtrArray *others, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      made, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name", error);
  LwStep step;

  if (!statement)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      const char *type = lw_statement_text (statement, 0), *name = lw_statement_text (statement, 1);
      g_autofree char *sql = NULL;

      if (!lw_connection_get_text (connection, &sql, error, "SELECT sql FROM sqlite_schema WHERE type = ? AND name = ?", "ss",
                                   type, name))
        return FALSE;
      if (g_strcmp0 (sql, lw_statement_text (statement, 2)) != 0)
        g_ptr_array_add (g_str_equal (type, "table") ? tables : others,
                         g_strdup_printf (_("The %s “%s” is missing, or not as this program makes it"), type, name));
    }
  return step == LW_STEP_DONE;
}

/* Triggers and views that the file has and @made has not: they could change what a command does. */
static gboolean
find_additions (LwConnection *connection, LwConnection *made, GPtrArray *others, GError **error)
{
  g_autoptr (LwStatement) statement = lw_connection_prepare (
      connection, "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name", error);
  LwStep step;

  if (!statement)
    return FALSE;
  while ((step = lw_statement_step (statement, error)) == LW_STEP_ROW)
    {
      const char *type = lw_statement_text (statement, 0), *name = lw_statement_text (statement, 1);
      gint64 n;

      if (!lw_connection_get_int (made, &n, 0, error, "SELECT count (*) FROM sqlite_schema WHERE type = ? AND name = ?", "ss",
                                  type, name))
        return FALSE;
      if (n == 0)
        g_ptr_array_add (others, g_strdup_printf (_("The %s “%s” is not one that this program makes"), type, name));
    }
  return step == LW_STEP_DONE;
}

gboolean
lw_migrator_compare (LwConnection *connection, LwSchema *schema, GPtrArray *tables, GPtrArray *others, GError **error)
{
  g_autoptr (LwConnection) made = lw_connection_open (":memory:", LW_CONNECTION_CREATE, error);

  return made && lw_migrator_run (made, schema, error) && compare_made (connection, made, tables, others, error)
         && find_additions (connection, made, others, error);
}

/* ---- bringing up to date ---- */

static gboolean
run_step (LwConnection *connection, const Part *part, guint version, GError **error)
{
  const Step *step = g_ptr_array_index (part->steps, version - 1);

  if (!lw_connection_exec (connection, step->sql, error))
    {
      g_prefix_error (error, _("schema step %s of “%s”: "), step->name, part->plugin);
      return FALSE;
    }
  return lw_connection_run (connection, error, "INSERT INTO schema_version (plugin, version, checksum) VALUES (?, ?, ?)",
                            "sis", part->plugin, (gint64) version, step->checksum);
}

gboolean
lw_migrator_run (LwConnection *connection, LwSchema *schema, GError **error)
{
  gint64 made;

  if (!lw_connection_get_int (connection, &made, 0, error, "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'",
                              ""))
    return FALSE;
  for (guint i = 0; i < schema->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (schema->parts, i);
      guint version = 0;

      if ((made || i > 0) && !read_part (connection, part, &version, error))
        return FALSE;
      while (version < part->steps->len)
        if (!run_step (connection, part, ++version, error))
          return FALSE;
    }
  lw_connection_forget_tables (connection);
  return TRUE;
}

/* Copies all pages at once: readers go on meanwhile, and the caller is the one writer. */
static gboolean
copy_database (LwConnection *connection, const char *part, GError **error)
{
  sqlite3 *copy = NULL;
  int rc = sqlite3_open_v2 (part, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  sqlite3_backup *backup;

  if (rc == SQLITE_OK) /* nobody sees it until it is whole and synchronised */
    rc = sqlite3_exec (copy, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL);
  backup = rc == SQLITE_OK ? sqlite3_backup_init (copy, "main", connection->db, "main") : NULL;
  if (backup)
    {
      sqlite3_backup_step (backup, -1);
      rc = sqlite3_backup_finish (backup);
    }
  else
    rc = sqlite3_errcode (copy);
  if (rc != SQLITE_OK)
    g_set_error (error, LW_ERROR, LW_ERROR_STORE, _("%s: could not make a backup copy before upgrading the file: %s"),
                 connection->path, copy ? sqlite3_errmsg (copy) : sqlite3_errstr (rc));
  sqlite3_close (copy);
  return rc == SQLITE_OK;
}

char *
lw_migrator_backup (LwConnection *connection, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *part = NULL;

  for (guint n = 1; path == NULL || g_file_test (path, G_FILE_TEST_EXISTS); n++)
    {
      g_free (path);
      path = g_strdup_printf ("%s.backup-%u", connection->path, n);
    }
  part = lw_part_new (path);
  if (!copy_database (connection, part, error))
    {
      lw_part_remove (part);
      return NULL;
    }
  return lw_part_publish (part, path, error) ? g_steal_pointer (&path) : NULL;
}
