/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panel/lw-panels.h"

#include "panels/lw-shell-panels.h"

#include <gmodule.h>
#include <string.h>

#include "base/lw-i18n.h"

struct _LwPanels
{
  GPtrArray *infos;       /* of const LwPanelInfo */
  GPtrArray *cards;       /* of const LwCardInfo */
  GPtrArray *parts;       /* of const LwOverviewPartInfo */
  GPtrArray *steps;       /* of const LwStepInfo */
  GPtrArray *openers;     /* of const LwFileOpener */
  GHashTable *failures;   /* plugin id -> reason */
  char *refused;          /* what the module that starts now did wrong */
};

static LwPanels *default_panels;

LwPanels *
lw_panels_get_default (void)
{
  return default_panels;
}

/* ---- what a module adds ---- */

static void
refuse (LwPanels *panels, char *reason)
{
  if (panels->refused == NULL)
    panels->refused = reason;
  else
    g_free (reason);
}

static gboolean
has_card (GPtrArray *cards, const char *id)
{
  for (guint i = 0; i < cards->len; i++)
    if (g_str_equal (((const LwCardInfo *) cards->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
has_part (GPtrArray *parts, const char *id)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_str_equal (((const LwOverviewPartInfo *) parts->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static const char *
shown (const char *id)
{
  return id != NULL ? id : "";
}

void
lw_panels_add (LwPanels *panels, const LwPanelInfo *info)
{
  if (info->id == NULL || info->title == NULL || info->group == NULL || info->icon == NULL || info->get_type == NULL)
    refuse (panels, g_strdup_printf (_("expected a panel with id, title, group, icon and type, found “%s” without one of them"), shown (info->id)));
  else if (lw_panels_find (panels, info->id) != NULL)
    refuse (panels, g_strdup_printf (_("expected a panel with an id of its own, found “%s” again"), shown (info->id)));
  else
    g_ptr_array_add (panels->infos, (gpointer) info);
}

void
lw_panels_add_card (LwPanels *panels, const LwCardInfo *info)
{
  if (info->id == NULL || info->fill == NULL)
    refuse (panels, g_strdup_printf (_("expected a card with id and content, found “%s” without one of them"), shown (info->id)));
  else if (has_card (panels->cards, info->id))
    refuse (panels, g_strdup_printf (_("expected a card with an id of its own, found “%s” again"), info->id));
  else
    g_ptr_array_add (panels->cards, (gpointer) info);
}

void
lw_panels_add_overview_part (LwPanels *panels, const LwOverviewPartInfo *info)
{
  if (info->id == NULL || info->title == NULL || info->get_type == NULL)
    refuse (panels, g_strdup_printf (_("expected a part of the overview with id, title and type, found “%s” without one of them"), shown (info->id)));
  else if (has_part (panels->parts, info->id))
    refuse (panels, g_strdup_printf (_("expected a part of the overview with an id of its own, found “%s” again"), info->id));
  else
    g_ptr_array_add (panels->parts, (gpointer) info);
}

static gboolean
has_step (GPtrArray *steps, const char *id)
{
  for (guint i = 0; i < steps->len; i++)
    if (g_str_equal (((const LwStepInfo *) steps->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

void
lw_panels_add_step (LwPanels *panels, const LwStepInfo *info)
{
  if (info->id == NULL || info->title == NULL || info->about == NULL || info->button == NULL || info->place == NULL || info->is_done == NULL)
    refuse (panels, g_strdup_printf (_("expected a first step with id, words, place and an answer, found “%s” without one of them"), shown (info->id)));
  else if (has_step (panels->steps, info->id))
    refuse (panels, g_strdup_printf (_("expected a first step with an id of its own, found “%s” again"), info->id));
  else
    g_ptr_array_add (panels->steps, (gpointer) info);
}

const LwFileOpener *
lw_panels_find_opener (LwPanels *panels, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < panels->openers->len; i++)
    if (g_str_has_suffix (lower, ((const LwFileOpener *) panels->openers->pdata[i])->suffix))
      return panels->openers->pdata[i];
  return NULL;
}

void
lw_panels_add_opener (LwPanels *panels, const LwFileOpener *opener)
{
  if (opener->suffix == NULL || opener->suffix[0] != '.' || opener->open == NULL)
    refuse (panels, g_strdup_printf (_("expected an opener with an end of names and a function, found “%s” without one of them"), shown (opener->suffix)));
  else if (lw_panels_find_opener (panels, opener->suffix) != NULL)
    refuse (panels, g_strdup_printf (_("expected an opener of files of its own, found “%s” again"), opener->suffix));
  else
    g_ptr_array_add (panels->openers, (gpointer) opener);
}

/* ---- modules ---- */

static const LwPanelModule *
open_module (const char *path, const char *plugin, char **reason)
{
  g_autoptr (GError) error = NULL;
  GModule *file = g_module_open_full (path, G_MODULE_BIND_LOCAL, &error);
  gpointer symbol = NULL;
  const LwPanelModule *module;

  if (file == NULL)
    {
      *reason = g_strdup_printf (_("the panels cannot be opened: %s"), error->message);
      return NULL;
    }
  /* Its types point into it. */
  g_module_make_resident (file);
  if (!g_module_symbol (file, LW_PANEL_SYMBOL, &symbol) || symbol == NULL)
    {
      *reason = g_strdup_printf (_("%s: expected the symbol %s, found no such symbol"), path, LW_PANEL_SYMBOL);
      return NULL;
    }
  module = symbol;
  if (module->magic != LW_PANEL_MAGIC)
    *reason = g_strdup_printf (_("%s: expected the magic number 0x%08x, found 0x%08x"), path, LW_PANEL_MAGIC, module->magic);
  else if (module->abi != LW_PANEL_ABI)
    *reason = g_strdup_printf (_("%s: expected panels built for ABI %u, found ABI %u"), path, LW_PANEL_ABI, module->abi);
  else if (g_strcmp0 (module->id, plugin) != 0)
    *reason = g_strdup_printf (_("%s: expected the panels of “%s”, found those of “%s”"), path, plugin, module->id);
  else if (module->start == NULL)
    *reason = g_strdup_printf (_("%s: expected a start function, found none"), path);
  return *reason == NULL ? module : NULL;
}

static void
load_plugin (LwPanels *panels, const LwPlugin *plugin)
{
  const guint n_infos = panels->infos->len, n_cards = panels->cards->len, n_parts = panels->parts->len,
              n_steps = panels->steps->len, n_openers = panels->openers->len;
  char *reason = NULL;
  const LwPanelModule *module = open_module (plugin->panel, plugin->id, &reason);

  if (module != NULL)
    {
      module->start (panels);
      reason = g_steal_pointer (&panels->refused);
    }
  if (reason == NULL)
    return;
  /* What it had added goes again. */
  g_ptr_array_set_size (panels->infos, n_infos);
  g_ptr_array_set_size (panels->cards, n_cards);
  g_ptr_array_set_size (panels->parts, n_parts);
  g_ptr_array_set_size (panels->steps, n_steps);
  g_ptr_array_set_size (panels->openers, n_openers);
  g_hash_table_insert (panels->failures, g_strdup (plugin->id), reason);
}

/* ---- order ---- */

/* A group stands where its first panel does. */
static guint
order_of_group (GPtrArray *infos, const char *group)
{
  guint first = G_MAXUINT;
  for (guint i = 0; i < infos->len; i++)
    {
      const LwPanelInfo *info = infos->pdata[i];
      if (g_str_equal (info->group, group))
        first = MIN (first, info->order);
    }
  return first;
}

static int
compare_infos (gconstpointer a, gconstpointer b, gpointer infos)
{
  const LwPanelInfo *one = *(const LwPanelInfo *const *) a, *other = *(const LwPanelInfo *const *) b;
  const guint group = order_of_group (infos, one->group), other_group = order_of_group (infos, other->group);

  if (group != other_group)
    return group > other_group ? 1 : -1;
  if (!g_str_equal (one->group, other->group))
    return strcmp (one->group, other->group);
  return (one->order > other->order) - (one->order < other->order);
}

static int
compare_cards (gconstpointer a, gconstpointer b)
{
  const LwCardInfo *one = *(const LwCardInfo *const *) a, *other = *(const LwCardInfo *const *) b;
  return (one->order > other->order) - (one->order < other->order);
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const LwOverviewPartInfo *one = *(const LwOverviewPartInfo *const *) a, *other = *(const LwOverviewPartInfo *const *) b;
  return (one->order > other->order) - (one->order < other->order);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const LwStepInfo *one = *(const LwStepInfo *const *) a, *other = *(const LwStepInfo *const *) b;
  return (one->order > other->order) - (one->order < other->order);
}

LwPanels *
lw_panels_new (LwHost *host)
{
  LwPanels *panels = g_new0 (LwPanels, 1);
  GPtrArray *plugins = lw_host_get_plugins (host);
  g_autoptr (GPtrArray) unsorted = NULL;

  panels->infos = g_ptr_array_new ();
  panels->cards = g_ptr_array_new ();
  panels->parts = g_ptr_array_new ();
  panels->steps = g_ptr_array_new ();
  panels->openers = g_ptr_array_new ();
  panels->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* The program's own come first: a plugin cannot take their place. */
  lw_shell_panels_add (panels);
  for (guint i = 0; i < plugins->len; i++)
    {
      const LwPlugin *plugin = plugins->pdata[i];
      if (plugin->state == LW_PLUGIN_ACTIVE && plugin->panel != NULL)
        load_plugin (panels, plugin);
    }
  unsorted = g_ptr_array_copy (panels->infos, NULL, NULL);
  g_ptr_array_sort_with_data (panels->infos, compare_infos, unsorted);
  g_ptr_array_sort (panels->cards, compare_cards);
  g_ptr_array_sort (panels->parts, compare_parts);
  g_ptr_array_sort (panels->steps, compare_steps);
  if (default_panels == NULL)
    default_panels = panels;
  return panels;
}

void
lw_panels_free (LwPanels *panels)
{
  if (panels == NULL)
    return;
  if (default_panels == panels)
    default_panels = NULL;
  g_ptr_array_unref (panels->infos);
  g_ptr_array_unref (panels->cards);
  g_ptr_array_unref (panels->parts);
  g_ptr_array_unref (panels->steps);
  g_ptr_array_unref (panels->openers);
  g_hash_table_unref (panels->failures);
  g_free (panels->refused);
  g_free (panels);
}

/* ---- what there is ---- */

GPtrArray *
lw_panels_get (LwPanels *panels)
{
  return panels->infos;
}

GPtrArray *
lw_panels_get_cards (LwPanels *panels)
{
  return panels->cards;
}

GPtrArray *
lw_panels_get_overview_parts (LwPanels *panels)
{
  return panels->parts;
}

GPtrArray *
lw_panels_get_steps (LwPanels *panels)
{
  return panels->steps;
}

const LwPanelInfo *
lw_panels_find (LwPanels *panels, const char *id)
{
  for (guint i = 0; i < panels->infos->len; i++)
    {
      const LwPanelInfo *info = panels->infos->pdata[i];
      if (g_strcmp0 (info->id, id) == 0)
        return info;
    }
  return NULL;
}

char *
lw_panels_get_accel (LwPanels *panels, const LwPanelInfo *info)
{
  guint at;
  if (!g_ptr_array_find (panels->infos, info, &at) || at > 8)
    return NULL;
  return g_strdup_printf ("<Alt>%u", at + 1);
}

const char *
lw_panels_get_failure (LwPanels *panels, const char *plugin)
{
  return g_hash_table_lookup (panels->failures, plugin);
}

char *
lw_panels_place_of_finding (LwPanels *panels, LwDocument *document, const LwFinding *finding)
{
  for (guint i = 0; i < panels->infos->len; i++)
    {
      const LwPanelInfo *info = panels->infos->pdata[i];
      g_autofree char *place = info->place_of_finding != NULL ? info->place_of_finding (document, finding) : NULL;
      if (place != NULL)
        return g_strconcat (info->id, ":", place, NULL);
    }
  return NULL;
}

char *
lw_panels_place_of_row (LwPanels *panels, LwDocument *document, const char *noun, const char *key)
{
  for (guint i = 0; i < panels->infos->len; i++)
    {
      const LwPanelInfo *info = panels->infos->pdata[i];
      g_autofree char *place = info->place_of_row != NULL ? info->place_of_row (document, noun, key) : NULL;
      if (place != NULL)
        return g_strconcat (info->id, ":", place, NULL);
    }
  return NULL;
}
