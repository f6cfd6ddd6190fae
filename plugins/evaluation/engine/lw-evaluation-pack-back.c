/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What came back in a pack, read and checked before any of it is merged. */
#include "config.h"

#include "lw-evaluation-pack-private.h"

#include "base/lw-error.h"
#include "lw-evaluation-rationale.h"
#include "lw-evaluation.h"
#include "plugin/lw-host.h"
#include "xml/lw-competition-xml.h"

#include <string.h>

#include "base/lw-i18n.h"

void
lw_pack_return_free (LwPackReturn *back)
{
  g_free (back->sha256);
  g_free (back->competition);
  g_free (back->pack);
  g_free (back->person);
  g_free (back->base);
  g_ptr_array_unref (back->before);
  g_hash_table_unref (back->publications);
  g_hash_table_unref (back->cells);
  g_hash_table_unref (back->queries);
  g_ptr_array_unref (back->declarations);
  g_free (back);
}

static void
declaration_free (gpointer data)
{
  LwPackDeclaration *declaration = data;

  g_free (declaration->organisation);
  g_free (declaration->stand);
  g_free (declaration->note);
  g_free (declaration);
}

const char *
lw_pack_return_get_person (const LwPackReturn *back)
{
  return back->person;
}

static gboolean
take_pack (LwPackReturn *back, const char *const *values, GError **error)
{
  if (back->pack != NULL)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("expected one pack, found two"));
      return FALSE;
    }
  back->pack = g_strdup (values[LW_PACK_ID]);
  back->person = g_strdup (values[LW_PACK_PERSON]);
  back->base = g_strdup (values[LW_PACK_BASE]);
  return TRUE;
}

static gboolean
take_mark (LwPackReturn *back, const LwEntity *entity, const char *const *values, GError **error)
{
  if (lw_pack_cells_add (back->cells, entity, values))
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("expected each mark once, found that of %s on %s a second time"), values[1], values[2]);
  return FALSE;
}

static void
take_confirmation (LwPackReturn *back, const char *const *values)
{
  g_autofree char *place = g_strjoin ("/", values[0] != NULL ? values[0] : "", values[1], values[2], NULL);
  LwPackCell *cell = g_hash_table_lookup (back->cells, place);

  if (cell == NULL)
    return;
  cell->confirmed = g_ascii_strtoll (values[4], NULL, 10);
  g_free (cell->despite);
  cell->despite = lw_rationale_is_blank (values[5]) ? NULL : g_strdup (values[5]);
}

static void
take_declaration (LwPackReturn *back, const char *const *values)
{
  LwPackDeclaration *declaration = g_new0 (LwPackDeclaration, 1);

  declaration->organisation = g_strdup (values[1]);
  declaration->stand = g_strdup (values[2]);
  declaration->note = g_strdup (values[3]);
  g_ptr_array_add (back->declarations, declaration);
}

/* Replies are the lead's, and are not brought back. */
static void
take_query (LwPackReturn *back, const LwEntity *entity, const char *const *values)
{
  for (guint i = 0; entity->fields[i].name != NULL; i++)
    if (strcmp (entity->fields[i].name, "text") == 0)
      g_hash_table_replace (back->queries,
                            g_strjoin ("/", values[0] != NULL ? values[0] : "", values[1], values[2], NULL),
                            g_strdup (values[i]));
}

/* All persons but one stay at home: who else is in it was put there. */
static gboolean
take_person (const char *const *values, guint *n_persons, GError **error)
{
  if (++*n_persons == 1)
    return TRUE;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("expected one person, found another, %s"), values[0]);
  return FALSE;
}

typedef struct
{
  LwPackReturn *back;
  guint n_persons;
  char *person;
} Reading;

static gboolean
on_row (const LwEntity *entity, const char *const *values, gpointer data, GError **error)
{
  Reading *reading = data;
  LwPackReturn *back = reading->back;

  if (strcmp (entity->noun, "competition") == 0)
    back->competition = g_strdup (values[0]);
  else if (strcmp (entity->noun, "person") == 0)
    {
      g_free (reading->person);
      reading->person = g_strdup (values[0]);
      return take_person (values, &reading->n_persons, error);
    }
  else if (strcmp (entity->noun, "publication") == 0)
    {
      g_hash_table_insert (back->publications, g_strdup (values[0]), g_strdup (values[5]));
      back->version = MAX (back->version, g_ascii_strtoll (values[0], NULL, 10));
    }
  else if (strcmp (entity->noun, "mark") == 0)
    return take_mark (back, entity, values, error);
  else if (strcmp (entity->noun, "confirmation") == 0)
    take_confirmation (back, values);
  else if (strcmp (entity->noun, "declaration") == 0)
    take_declaration (back, values);
  else if (strcmp (entity->noun, "query") == 0)
    take_query (back, entity, values);
  else if (entity == &lw_evaluation_pack_entity)
    return take_pack (back, values, error);
  else if (entity == &lw_evaluation_pack_return_entity)
    g_ptr_array_add (back->before, g_strdup (values[1]));
  return TRUE;
}

static gpointer
make_sections (gpointer data)
{
  GPtrArray *sections = g_ptr_array_new ();

  for (guint s = 0; s < lw_evaluation_sections ()->len; s++)
    {
      const LwSection *section = g_ptr_array_index (lw_evaluation_sections (), s);
      LwSection *copy = g_memdup2 (section, sizeof *section);
      GPtrArray *entities = g_ptr_array_new ();

      for (guint e = 0; section->entities[e] != NULL; e++)
        g_ptr_array_add (entities, (gpointer) (strcmp (section->entities[e]->noun, "mark") == 0 ? &lw_evaluation_returned_mark
                                                                                              : section->entities[e]));
      g_ptr_array_add (entities, NULL);
      copy->entities = (const LwEntity *const *) g_ptr_array_free (entities, FALSE);
      g_ptr_array_add (sections, copy);
    }
  return sections;
}

/* As those of any file, but for the marks'. */
static GPtrArray *
sections_of_return (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_sections, NULL);
}

/* Rows obey the rules of any file; a pack is one pack of one person besides. */
static gboolean
read_rows (LwPackReturn *back, const char *xml, gsize length, const char *path, GError **error)
{
  Reading reading = { back, 0, NULL };
  g_autoptr (GError) failure = NULL;
  gboolean fine = lw_competition_read (xml, length, sections_of_return (), on_row, &reading, &failure);

  if (fine && (back->pack == NULL || g_strcmp0 (reading.person, back->person) != 0))
    {
      g_set_error_literal (&failure, LW_ERROR, LW_ERROR_INVALID, _("expected a pack and the person whose it is, found others"));
      fine = FALSE;
    }
  if (!fine)
    g_propagate_prefixed_error (error, g_steal_pointer (&failure), "%s: ", path);
  g_free (reading.person);
  return fine;
}

LwPackReturn *
lw_pack_opened_read (const LwPackOpened *opened, GError **error)
{
  g_autoptr (LwPackReturn) back = g_new0 (LwPackReturn, 1);
  const char *xml;
  gsize length;

  back->before = g_ptr_array_new_with_free_func (g_free);
  back->publications = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  back->cells = lw_pack_cells_new ();
  back->queries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  back->declarations = g_ptr_array_new_with_free_func (declaration_free);
  if (opened->kind != LW_PACK_CAME_BACK)
    {
      g_set_error (
          error, LW_ERROR, LW_ERROR_INVALID,
          _("%s: expected a pack that came back, found one as it was sent: the evaluator makes the other by “lotwise pack-return”"),
             opened->path);
      return NULL;
    }
  back->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, opened->plain);
  xml = lw_pack_opened_text (opened, &length);
  return read_rows (back, xml, length, opened->path, error) ? g_steal_pointer (&back) : NULL;
}

LwPackReturn *
lw_pack_return_read (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (LwPackOpened) opened = lw_pack_unseal (path, passphrase, error);

  return opened != NULL ? lw_pack_opened_read (opened, error) : NULL;
}
