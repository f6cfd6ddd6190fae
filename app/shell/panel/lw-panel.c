/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panel/lw-panel.h"

#include "base/lw-i18n.h"

typedef struct
{
  LwDocument *document;
  GSimpleActionGroup *actions;
} LwPanelPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LwPanel, lw_panel, ADW_TYPE_BIN)

enum
{
  PROP_DOCUMENT = 1,
};

enum
{
  INSPECT,
  TOAST,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
lw_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LwPanelPrivate *priv = lw_panel_get_instance_private (LW_PANEL (object));
  if (id == PROP_DOCUMENT)
    priv->document = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lw_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LwPanelPrivate *priv = lw_panel_get_instance_private (LW_PANEL (object));
  if (id == PROP_DOCUMENT)
    g_value_set_object (value, priv->document);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lw_panel_finalize (GObject *object)
{
  LwPanelPrivate *priv = lw_panel_get_instance_private (LW_PANEL (object));
  g_clear_object (&priv->actions);
  g_clear_object (&priv->document);
  G_OBJECT_CLASS (lw_panel_parent_class)->finalize (object);
}

static void
lw_panel_class_init (LwPanelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->set_property = lw_panel_set_property;
  object_class->get_property = lw_panel_get_property;
  object_class->finalize = lw_panel_finalize;
  g_object_class_install_property (object_class, PROP_DOCUMENT,
                                   g_param_spec_object ("document", NULL, NULL, LW_TYPE_DOCUMENT,
                                                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  /* For the window: (title, content or NULL, whether to open the inspector). */
  signals[INSPECT] = g_signal_new ("inspect", LW_TYPE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                   G_TYPE_STRING, GTK_TYPE_WIDGET, G_TYPE_BOOLEAN);
  signals[TOAST] = g_signal_new ("toast", LW_TYPE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
}

static void
lw_panel_init (LwPanel *self)
{
  LwPanelPrivate *priv = lw_panel_get_instance_private (self);
  priv->actions = g_simple_action_group_new ();
}

LwDocument *
lw_panel_get_document (LwPanel *self)
{
  LwPanelPrivate *priv = lw_panel_get_instance_private (self);
  return priv->document;
}

void
lw_panel_go_to (LwPanel *self, const char *place)
{
  LwPanelClass *class = LW_PANEL_GET_CLASS (self);
  if (class->go_to != NULL)
    class->go_to (self, place);
}

char *
lw_panel_get_place (LwPanel *self)
{
  LwPanelClass *class = LW_PANEL_GET_CLASS (self);
  return class->get_place != NULL ? class->get_place (self) : NULL;
}

void
lw_panel_leave (LwPanel *self)
{
  LwPanelClass *class = LW_PANEL_GET_CLASS (self);
  if (class->leave != NULL)
    class->leave (self);
}

/* ---- actions ---- */

GSimpleActionGroup *
lw_panel_get_actions (LwPanel *self)
{
  LwPanelPrivate *priv = lw_panel_get_instance_private (self);
  return priv->actions;
}

static void
on_activate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  void (*activate) (LwPanel *) = g_object_get_data (G_OBJECT (action), "lw-activate");
  activate (user_data);
}

GSimpleAction *
lw_panel_add_action (LwPanel *self, const char *name, void (*activate) (LwPanel *self))
{
  LwPanelPrivate *priv = lw_panel_get_instance_private (self);
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, NULL);
  g_object_set_data (G_OBJECT (action), "lw-activate", activate);
  /* The window may hold the group a little longer than the panel lives. */
  g_signal_connect_object (action, "activate", G_CALLBACK (on_activate), self, 0);
  g_action_map_add_action (G_ACTION_MAP (priv->actions), G_ACTION (action));
  return action; /* the group keeps it */
}

/* ---- to the window ---- */

void
lw_panel_inspect (LwPanel *self, const char *title, GtkWidget *content, gboolean open)
{
  g_autoptr (GtkWidget) held = content != NULL ? g_object_ref_sink (content) : NULL;
  g_signal_emit (self, signals[INSPECT], 0, title, held, open);
}

void
lw_panel_toast (LwPanel *self, const char *text)
{
  g_signal_emit (self, signals[TOAST], 0, text);
}

void
lw_go_to (GtkWidget *from, const char *place)
{
  gtk_widget_activate_action (from, "win.go-to", "s", place);
}

/* ---- tones and trust ---- */

const char *
lw_tone_to_class (LwTone tone)
{
  switch (tone)
    {
    case LW_TONE_GOOD:
      return "success";
    case LW_TONE_ATTENTION:
      return "warning";
    case LW_TONE_WRONG:
      return "error";
    case LW_TONE_NEUTRAL:
    default:
      return "dim-label";
    }
}

const char *
lw_trust_title (const char *trust)
{
  static const char *const titles[][2] = {
    { "documented", N_("documented") },       { "second-hand", N_("second-hand") }, { "derived", N_("derived") },
    { "inferred", N_("inferred") },           { "recalled", N_("recalled") },       { "reconstructed", N_("reconstructed") },
    { "illustrative", N_("illustrative") },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (trust, titles[i][0]) == 0)
      return _(titles[i][1]);
  return trust;
}

GtkWidget *
lw_trust_chip_new (const char *trust)
{
  GtkWidget *chip = gtk_label_new (lw_trust_title (trust));
  gtk_widget_add_css_class (chip, "trust-chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (chip, trust != NULL && !g_str_equal (trust, "documented"));
  gtk_widget_set_tooltip_text (chip, _("How far this may be trusted: what is not documented says so"));
  return chip;
}

void
lw_status_page_describe (AdwStatusPage *page, const char *text)
{
  g_autofree char *plain = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, plain);
}

void
lw_list_box_clear (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

double
lw_text_scale (GtkWidget *widget)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "Ag");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return MAX (height / 18.0, 1);
}
