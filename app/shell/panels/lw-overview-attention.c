/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-overview-attention.h"

#include "panel/lw-panels.h"
#include "panels/lw-overview-groups.h"

#include "base/lw-i18n.h"

#define MOST 100 /* rows of a folded group */

struct _LwOverviewAttention
{
  AdwBin parent_instance;

  LwDocument *document;
  LwOverviewChecks *checks;
  GtkListBox *list;
  const LwFindings *shown; /* what the rows were made of: they are made again only for something else */
  GHashTable *expanded;    /* ids of groups that were opened */
};

G_DEFINE_FINAL_TYPE (LwOverviewAttention, lw_overview_attention, ADW_TYPE_BIN)

static const struct
{
  const char *icon, *style, *word;
} tones[] = {
  [LW_SEVERITY_ERROR] = { "dialog-error-symbolic", "error", N_("Error") },
  [LW_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning", N_("Warning") },
  [LW_SEVERITY_NOTE] = { "dialog-information-symbolic", "dim-label", N_("Note") },
  { "radio-symbolic", "dim-label", N_("To do") },
};
#define TO_DO (G_N_ELEMENTS (tones) - 1)

/* What is still to be done is not wrong. */
static guint
tone_of (const LwFinding *finding)
{
  return lw_finding_is_open (finding) ? TO_DO : finding->severity;
}

/* ---- rows ---- */

static void
on_activated (AdwActionRow *row, gpointer user_data)
{
  lw_go_to (GTK_WIDGET (row), g_object_get_data (G_OBJECT (row), "lw-place"));
}

/* @place: (transfer full) (nullable) */
static void
make_link (AdwActionRow *row, char *place)
{
  GtkWidget *arrow;

  if (place == NULL)
    return;
  arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  gtk_widget_add_css_class (arrow, "dim-label");
  adw_action_row_add_suffix (row, arrow);
  g_object_set_data_full (G_OBJECT (row), "lw-place", place, g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), NULL);
}

static GtkWidget *
tone_icon (guint tone)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (tones[tone].icon);

  gtk_widget_add_css_class (icon, tones[tone].style);
  gtk_widget_set_tooltip_text (icon, _(tones[tone].word));
  return icon;
}

/* A screen reader hears the severity, which others see. */
static void
name_row (GtkWidget *row, guint tone, const char *title)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", _(tones[tone].word), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static char *
place_of (LwOverviewAttention *self, const LwFinding *finding)
{
  LwPanels *panels = lw_panels_get_default ();

  return panels != NULL ? lw_panels_place_of_finding (panels, self->document, finding) : NULL;
}

static GtkWidget *
single_row (LwOverviewAttention *self, const LwOverviewGroup *group)
{
  const LwFinding *finding = g_ptr_array_index (group->found, 0);
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), group->title);
  adw_action_row_set_subtitle (row, finding->where);
  adw_action_row_add_prefix (row, tone_icon (tone_of (group->found->pdata[0])));
  make_link (row, place_of (self, finding));
  name_row (GTK_WIDGET (row), tone_of (group->found->pdata[0]), group->title);
  return GTK_WIDGET (row);
}

/* Within a group the place says it all. */
static void
add_found (LwOverviewAttention *self, AdwExpanderRow *parent, const LwFinding *finding)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), finding->where);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), finding->text);
  make_link (row, place_of (self, finding));
  name_row (GTK_WIDGET (row), tone_of (finding), finding->text);
  adw_expander_row_add_row (parent, GTK_WIDGET (row));
}

static void
add_rest (AdwExpanderRow *parent, guint n)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_widget_add_css_class (row, "dim-label");
  adw_expander_row_add_row (parent, row);
}

/* The rows of a group come with its first opening. */
static void
on_expanded (AdwExpanderRow *row, GParamSpec *pspec, LwOverviewAttention *self)
{
  const LwOverviewGroup *group = g_object_get_data (G_OBJECT (row), "lw-group");
  const gboolean filled = g_object_get_data (G_OBJECT (row), "lw-filled") != NULL;

  if (!adw_expander_row_get_expanded (row))
    {
      g_hash_table_remove (self->expanded, group->id);
      return;
    }
  g_hash_table_add (self->expanded, (gpointer) group->id);
  for (guint i = 0; !filled && i < MIN (group->found->len, MOST); i++)
    add_found (self, row, g_ptr_array_index (group->found, i));
  if (!filled && group->found->len > MOST)
    add_rest (row, group->found->len - MOST);
  g_object_set_data (G_OBJECT (row), "lw-filled", row);
}

static GtkWidget *
group_row (LwOverviewAttention *self, LwOverviewGroup *group)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  g_autofree char *count = g_strdup_printf ("%'u", group->found->len);
  g_autofree char *title = g_strdup_printf ("%s × %s", count, group->title);
  GtkWidget *pill = gtk_label_new (count);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), group->title);
  adw_expander_row_add_prefix (row, tone_icon (tone_of (group->found->pdata[0])));
  gtk_widget_add_css_class (pill, "numeric");
  gtk_widget_add_css_class (pill, "dim-label");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  adw_expander_row_add_action (row, pill);
  g_object_set_data (G_OBJECT (row), "lw-group", group);
  name_row (GTK_WIDGET (row), tone_of (group->found->pdata[0]), title);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (on_expanded), self, 0);
  adw_expander_row_set_expanded (row, g_hash_table_contains (self->expanded, group->id));
  return GTK_WIDGET (row);
}

static GtkWidget *
plugin_row (const LwPlugin *plugin)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *title = g_strdup_printf (_("The plugin “%s” did not start"), plugin->name != NULL ? plugin->name : plugin->id);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (plugin->reason != NULL)
    adw_action_row_set_subtitle (row, plugin->reason);
  adw_action_row_add_prefix (row, tone_icon (LW_SEVERITY_ERROR));
  make_link (row, g_strdup_printf ("plugins:%s", plugin->id));
  name_row (GTK_WIDGET (row), LW_SEVERITY_ERROR, title);
  return GTK_WIDGET (row);
}

static GtkWidget *
message_row (const char *icon, const char *style, const char *title, const char *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_add_css_class (image, style);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle != NULL ? subtitle : "");
  adw_action_row_add_prefix (row, image);
  return GTK_WIDGET (row);
}

/* ---- the list ---- */

static void
clear (LwOverviewAttention *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    {
      /* What is opened stays so: a row that goes must not say that it was closed. */
      g_signal_handlers_disconnect_by_func (row, on_expanded, self);
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
}

static int
focused_row (LwOverviewAttention *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return GTK_IS_LIST_BOX_ROW (focus) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;
}

static void
fill (LwOverviewAttention *self, const LwFindings *findings, const GError *error, const GPtrArray *broken)
{
  g_autoptr (GPtrArray) groups = findings != NULL ? lw_overview_groups_new (findings) : NULL;

  if (error != NULL)
    gtk_list_box_append (self->list, message_row ("dialog-error-symbolic", "error",
                                                  _("The competition could not be checked"), error->message));
  for (guint i = 0; i < broken->len; i++)
    gtk_list_box_append (self->list, plugin_row (g_ptr_array_index (broken, i)));
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    {
      LwOverviewGroup *group = g_ptr_array_index (groups, i);

      gtk_list_box_append (self->list, group->found->len > 1 ? group_row (self, group) : single_row (self, group));
    }
  if (lw_host_get_checks (lw_document_get_host (self->document))->len == 0)
    gtk_list_box_append (self->list, message_row ("dialog-warning-symbolic", "warning", _("Nothing is checked"),
                                                  _("No plugin with checks is active: see Plugins.")));
  else if (groups != NULL && groups->len == 0 && broken->len == 0)
    gtk_list_box_append (self->list, message_row ("object-select-symbolic", "success", _("Nothing needs attention"), NULL));
  if (groups == NULL && error == NULL)
    gtk_list_box_append (self->list, message_row ("emblem-synchronizing-symbolic", "dim-label",
                                                  _("Checking the competition…"), NULL));
  /* The rows point into the groups, which point into the findings; both live until the rows are made again. */
  g_object_set_data_full (G_OBJECT (self->list), "lw-groups", g_steal_pointer (&groups), (GDestroyNotify) g_ptr_array_unref);
}

static void
show (LwOverviewAttention *self)
{
  const LwFindings *findings = lw_overview_checks_get_findings (self->checks);
  const GError *error = lw_overview_checks_get_error (self->checks);
  g_autoptr (GPtrArray) broken = lw_overview_broken_plugins (lw_document_get_host (self->document));
  const int focus = focused_row (self);
  GtkListBoxRow *row;

  if (findings != NULL && findings == self->shown)
    return;
  clear (self);
  self->shown = findings;
  fill (self, findings, error, broken);
  row = focus >= 0 ? gtk_list_box_get_row_at_index (self->list, focus) : NULL;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* ---- life ---- */

static void
lw_overview_attention_dispose (GObject *object)
{
  LwOverviewAttention *self = LW_OVERVIEW_ATTENTION (object);

  g_clear_object (&self->checks);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (lw_overview_attention_parent_class)->dispose (object);
}

static void
lw_overview_attention_finalize (GObject *object)
{
  LwOverviewAttention *self = LW_OVERVIEW_ATTENTION (object);

  g_hash_table_unref (self->expanded);
  G_OBJECT_CLASS (lw_overview_attention_parent_class)->finalize (object);
}

static void
lw_overview_attention_class_init (LwOverviewAttentionClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_overview_attention_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_overview_attention_finalize;
}

static void
lw_overview_attention_init (LwOverviewAttention *self)
{
  self->expanded = g_hash_table_new (g_str_hash, g_str_equal);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What needs attention"),
                                  -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

GtkWidget *
lw_overview_attention_new (LwDocument *document)
{
  LwOverviewAttention *self = g_object_new (LW_TYPE_OVERVIEW_ATTENTION, NULL);

  self->document = g_object_ref (document);
  self->checks = g_object_ref (lw_overview_checks_of (document));
  g_signal_connect_object (self->checks, "updated", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}

GtkListBox *
lw_overview_attention_get_list (LwOverviewAttention *self)
{
  return self->list;
}

void
lw_overview_attention_focus (LwOverviewAttention *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
