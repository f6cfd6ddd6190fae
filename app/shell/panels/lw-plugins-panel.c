/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-plugins-panel.h"

#include "panel/lw-panels.h"
#include "model/lw-model-words.h"
#include "panels/lw-bids-words.h"
#include "panels/lw-shell-panels.h"

#include <dlfcn.h>

#include "base/lw-i18n.h"

struct _LwPluginsPanel
{
  LwPanel parent;
  GtkWidget *banner;
  GtkWidget *stack;
  GtkWidget *empty;
  GtkWidget *group;
  GPtrArray *rows;      /* of AdwExpanderRow; named by the plugin's id */
  GHashTable *switched; /* id -> whether it will be on, where that differs from now */
};

G_DEFINE_FINAL_TYPE (LwPluginsPanel, lw_plugins_panel, LW_TYPE_PANEL)

static LwDocument *
document_of (LwPluginsPanel *self)
{
  return lw_panel_get_document (LW_PANEL (self));
}

/* ---- states ---- */

static const char *
failure_of_panels (const LwPlugin *plugin)
{
  return lw_panels_get_default () != NULL && plugin->state == LW_PLUGIN_ACTIVE
             ? lw_panels_get_failure (lw_panels_get_default (), plugin->id)
             : NULL;
}

/* Symbol and word. */
static const char *
state_of (const LwPlugin *plugin, LwTone *tone)
{
  switch (plugin->state)
    {
    case LW_PLUGIN_ACTIVE:
      *tone = failure_of_panels (plugin) != NULL ? LW_TONE_ATTENTION : LW_TONE_GOOD;
      return failure_of_panels (plugin) != NULL ? _("⚠ active without its panels") : _("✓ active");
    case LW_PLUGIN_DISABLED:
      *tone = LW_TONE_NEUTRAL;
      return _("○ switched off");
    case LW_PLUGIN_BLOCKED:
      *tone = LW_TONE_ATTENTION;
      return _("⚠ blocked");
    case LW_PLUGIN_FAILED:
      *tone = LW_TONE_WRONG;
      return _("✗ failed");
    case LW_PLUGIN_FOUND:
    default:
      *tone = LW_TONE_NEUTRAL;
      return _("○ not started");
    }
}

static const char *
reason_of (const LwPlugin *plugin)
{
  const char *failure = failure_of_panels (plugin);
  return failure != NULL ? failure : plugin->reason;
}

/* ---- what a plugin adds: by the module in which it lies ---- */

static gboolean
lies_in (gconstpointer what, const char *module)
{
  Dl_info info;

  if (module == NULL || dladdr (what, &info) == 0 || info.dli_fname == NULL)
    return FALSE;
  return g_str_equal (info.dli_fname, module);
}

static gboolean
is_of (gconstpointer what, const LwPlugin *plugin)
{
  return lies_in (what, plugin->engine) || lies_in (what, plugin->panel);
}

static void
add_line (GString *text, const char *what, GPtrArray *names)
{
  g_autofree char *list = NULL;

  if (names->len == 0)
    return;
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", what, list);
  g_ptr_array_set_size (names, 0);
}

static void
add_panels (GString *text, const LwPlugin *plugin, GPtrArray *names)
{
  GPtrArray *panels = lw_panels_get_default () != NULL ? lw_panels_get (lw_panels_get_default ()) : NULL;

  for (guint i = 0; panels != NULL && i < panels->len; i++)
    if (is_of (panels->pdata[i], plugin))
      g_ptr_array_add (names, (gpointer) _(((const LwPanelInfo *) panels->pdata[i])->title));
  add_line (text, _("Panels"), names);
}

static void
add_sections (GString *text, LwHost *host, const LwPlugin *plugin, GPtrArray *names)
{
  GPtrArray *sections = lw_host_get_sections (host);

  for (guint s = 0; s < sections->len; s++)
    {
      const LwSection *section = g_ptr_array_index (sections, s);
      for (guint i = 0; g_str_equal (section->plugin, plugin->id) && section->entities[i] != NULL; i++)
        g_ptr_array_add (names, (gpointer) lw_model_noun_title (section->entities[i]->noun));
    }
  add_line (text, _("In the file"), names);
}

static char *
what_it_adds (LwHost *host, const LwPlugin *plugin)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GPtrArray *checks = lw_host_get_checks (host), *verbs = lw_host_get_verbs (host);

  add_panels (text, plugin, names);
  for (guint i = 0; i < checks->len; i++)
    if (is_of (checks->pdata[i], plugin))
      g_ptr_array_add (names, (gpointer) _(((const LwCheck *) checks->pdata[i])->title));
  add_line (text, _("Checks"), names);
  for (guint i = 0; i < verbs->len; i++)
    if (is_of (verbs->pdata[i], plugin))
      g_ptr_array_add (names, (gpointer) ((const LwVerb *) verbs->pdata[i])->name);
  add_line (text, _("Commands of lotwise"), names);
  add_sections (text, host, plugin, names);
  if (text->len == 0)
    g_string_append (text, _("nothing now"));
  return g_string_free (text, FALSE);
}

/* ---- switching ---- */

/* That the file lacks a plugin is in the window's banner already. */
static void
update_banner (LwPluginsPanel *self)
{
  gtk_widget_set_visible (self->banner, g_hash_table_size (self->switched) > 0);
}

static void
on_switched (GtkSwitch *button, GParamSpec *pspec, gpointer user_data)
{
  LwPluginsPanel *self = user_data;
  LwHost *host = lw_document_get_host (document_of (self));
  const char *id = gtk_widget_get_name (GTK_WIDGET (button));
  const gboolean on = gtk_switch_get_active (button);
  const LwPlugin *plugin = lw_host_find (host, id);
  g_autoptr (GError) error = NULL;

  if (!lw_host_set_enabled (host, id, on, &error))
    {
      g_signal_handlers_block_by_func (button, on_switched, self);
      gtk_switch_set_active (button, !on);
      g_signal_handlers_unblock_by_func (button, on_switched, self);
      lw_panel_toast (LW_PANEL (self), error->message);
      return;
    }
  if (plugin != NULL && on == (plugin->state != LW_PLUGIN_DISABLED))
    g_hash_table_remove (self->switched, id);
  else
    g_hash_table_insert (self->switched, g_strdup (id), GINT_TO_POINTER (on));
  update_banner (self);
}

/* ---- rows ---- */

static void
add_fact (GtkWidget *row, const char *title, const char *value)
{
  GtkWidget *fact = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (title), *text = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_yalign (GTK_LABEL (name), 0);
  gtk_label_set_width_chars (GTK_LABEL (name), 12);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), text);
  g_object_set (box, "margin-start", 12, "margin-end", 12, "margin-top", 9, "margin-bottom", 9, NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (fact), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (fact), FALSE);
  gtk_widget_set_focusable (fact, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), fact);
}

static GtkWidget *
make_switch (LwPluginsPanel *self, const LwPlugin *plugin)
{
  GtkWidget *button = gtk_switch_new ();
  g_autofree char *label = g_strdup_printf (_("Use the plugin %s"), plugin->name != NULL ? plugin->name : plugin->id);
  gpointer later;
  gboolean on = plugin->state != LW_PLUGIN_DISABLED;

  if (g_hash_table_lookup_extended (self->switched, plugin->id, NULL, &later))
    on = GPOINTER_TO_INT (later);
  gtk_switch_set_active (GTK_SWITCH (button), on);
  gtk_widget_set_name (button, plugin->id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("On or off from the next start"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (button, "notify::active", G_CALLBACK (on_switched), self);
  return button;
}

static void
add_facts (LwPluginsPanel *self, GtkWidget *row, const LwPlugin *plugin)
{
  g_autofree char *adds = what_it_adds (lw_document_get_host (document_of (self)), plugin);
  g_autofree char *abi = g_strdup_printf (_("made for interface %u; this program has %u"), plugin->abi, LW_PLUGIN_ABI);
  g_autofree char *needs = plugin->requires_ != NULL ? g_strjoinv (", ", plugin->requires_) : g_strdup ("");
  g_autofree char *wants = plugin->wants != NULL ? g_strjoinv (", ", plugin->wants) : g_strdup ("");

  if (reason_of (plugin) != NULL)
    add_fact (row, _("Why"), reason_of (plugin));
  add_fact (row, _("Adds"), adds);
  if (*needs != '\0')
    add_fact (row, _("Needs"), needs);
  if (*wants != '\0')
    add_fact (row, _("Starts after"), wants);
  add_fact (row, _("Version"), abi);
  if (plugin->manifest != NULL)
    add_fact (row, _("From"), plugin->manifest);
}

static GtkWidget *
make_row (LwPluginsPanel *self, const LwPlugin *plugin)
{
  GtkWidget *row = adw_expander_row_new ();
  LwTone tone;
  const char *words = state_of (plugin, &tone);
  GtkWidget *state = gtk_label_new (words);

  gtk_widget_set_name (row, plugin->id);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), plugin->name != NULL ? plugin->name : plugin->id);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), plugin->id);
  gtk_widget_add_css_class (state, lw_tone_to_class (tone));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), make_switch (self, plugin));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), state);
  add_facts (self, row, plugin);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), reason_of (plugin) != NULL);
  return row;
}

/* The usual places, as lw_host_new_default() takes them. */
static char *
places_looked (void)
{
  const char *path = g_getenv ("LOTWISE_PLUGIN_PATH");
  g_autofree char *users = g_build_filename (g_get_user_data_dir (), "lotwise", "plugins", NULL);
  g_autofree char *places = path != NULL ? g_strdelimit (g_strdup (path), G_SEARCHPATH_SEPARATOR_S, '\n')
                                         : g_strdup (LW_PLUGIN_DIR);

  return g_strdup_printf (_("The panels of a competition come from plugins. Looked in:\n%s\n%s\nInstall Lotwise again, or put "
                            "plugins into one of these folders."),
                          places, users);
}

static void
fill (LwPluginsPanel *self)
{
  GPtrArray *plugins = lw_host_get_plugins (lw_document_get_host (document_of (self)));
  g_autofree char *looked = places_looked ();

  lw_status_page_describe (ADW_STATUS_PAGE (self->empty), looked);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), plugins->len > 0 ? "plugins" : "empty");
  for (guint i = 0; i < plugins->len; i++)
    {
      GtkWidget *row = make_row (self, g_ptr_array_index (plugins, i));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
      g_ptr_array_add (self->rows, row);
    }
  update_banner (self);
}

/* ---- the panel ---- */

static void
lw_plugins_panel_go_to (LwPanel *panel, const char *place)
{
  LwPluginsPanel *self = LW_PLUGINS_PANEL (panel);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (gtk_widget_get_name (self->rows->pdata[i]), place))
      {
        adw_expander_row_set_expanded (self->rows->pdata[i], TRUE);
        gtk_widget_grab_focus (self->rows->pdata[i]);
      }
}

/* How many do not work. */
static char *
badge (LwDocument *document, LwTone *tone)
{
  GPtrArray *plugins = lw_host_get_plugins (lw_document_get_host (document));
  guint n = 0;

  for (guint i = 0; i < plugins->len; i++)
    {
      const LwPlugin *plugin = g_ptr_array_index (plugins, i);
      if (plugin->state == LW_PLUGIN_FAILED || plugin->state == LW_PLUGIN_BLOCKED || failure_of_panels (plugin) != NULL)
        n++;
    }
  *tone = LW_TONE_ATTENTION;
  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

const LwPanelInfo lw_plugins_panel_info = {
  .id = "plugins",
  .title = N_("Plugins"),
  .icon = "application-x-addon-symbolic",
  .group = N_("Record"),
  .order = 950,
  .get_type = lw_plugins_panel_get_type,
  .guide = "plugins",
  .badge = badge,
};

static void
lw_plugins_panel_constructed (GObject *object)
{
  G_OBJECT_CLASS (lw_plugins_panel_parent_class)->constructed (object);
  fill (LW_PLUGINS_PANEL (object));
}

static void
lw_plugins_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LW_TYPE_PLUGINS_PANEL);
  G_OBJECT_CLASS (lw_plugins_panel_parent_class)->dispose (object);
}

static void
lw_plugins_panel_finalize (GObject *object)
{
  LwPluginsPanel *self = LW_PLUGINS_PANEL (object);

  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->switched);
  G_OBJECT_CLASS (lw_plugins_panel_parent_class)->finalize (object);
}

static void
lw_plugins_panel_class_init (LwPluginsPanelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->constructed = lw_plugins_panel_constructed;
  object_class->dispose = lw_plugins_panel_dispose;
  object_class->finalize = lw_plugins_panel_finalize;
  LW_PANEL_CLASS (class)->go_to = lw_plugins_panel_go_to;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/panels/lw-plugins-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LwPluginsPanel, banner);
  gtk_widget_class_bind_template_child (widget_class, LwPluginsPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, LwPluginsPanel, empty);
  gtk_widget_class_bind_template_child (widget_class, LwPluginsPanel, group);
}

static void
lw_plugins_panel_init (LwPluginsPanel *self)
{
  self->rows = g_ptr_array_new ();
  self->switched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}
