/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-overview-panel.h"

#include "panels/lw-overview-card.h"
#include "panels/lw-overview-columns.h"
#include "panels/lw-overview-start.h"
#include "panels/lw-shell-panels.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

struct _LwOverviewPanel
{
  LwPanel parent_instance;

  LwOverviewChecks *checks;
  LwOverviewAttention *attention;
  LwOverviewStart *start; /* or NULL; in the place of the parts while they have nothing to show */
  guint idle;

  GtkLabel *title;
  GtkBox *heading, *cards, *parts, *side;
};

G_DEFINE_FINAL_TYPE (LwOverviewPanel, lw_overview_panel, LW_TYPE_PANEL)

/* ---- the program's own cards ---- */

static gint64
count (LwConnection *connection, const char *sql)
{
  gint64 n = 0;

  return lw_connection_get_int (connection, &n, 0, NULL, sql, "") ? n : 0;
}

/* "16 lots", "30 bidders, 84 bids". */
static void
fill_size (LwDocument *document, LwCard *card)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  LwConnection *connection = reader != NULL ? lw_reader_connection (reader) : NULL;
  g_autofree char *bidders = NULL, *bids = NULL;
  guint lots, n_bidders, n_bids;

  if (connection == NULL)
    return;
  lots = (guint) count (connection, "SELECT count (*) FROM lot");
  n_bidders = (guint) count (connection, "SELECT count (*) FROM bidder");
  n_bids = (guint) count (connection, "SELECT count (*) FROM bid");
  bidders = g_strdup_printf (ngettext ("%'u bidder", "%'u bidders", n_bidders), n_bidders);
  bids = g_strdup_printf (ngettext ("%'u bid", "%'u bids", n_bids), n_bids);
  card->value = g_strdup_printf (ngettext ("%'u lot", "%'u lots", lots), lots);
  card->caption = g_strdup_printf (_("%s, %s"), bidders, bids);
  card->place = g_strdup ("bids:");
}

static void
fill_attention (LwDocument *document, LwCard *card)
{
  LwOverviewChecks *checks = lw_overview_checks_of (document);
  const guint n = lw_overview_checks_get_n_problems (checks);
  const gboolean known = lw_overview_checks_get_findings (checks) != NULL || lw_overview_checks_get_error (checks) != NULL;

  card->place = g_strdup ("overview:attention");
  if (lw_host_get_checks (lw_document_get_host (document))->len == 0)
    {
      /* No green where nobody looks. */
      card->value = g_strdup ("–");
      card->caption = g_strdup (_("nothing is checked: no plugin with checks is active"));
      card->tone = LW_TONE_ATTENTION;
      return;
    }
  card->value = known ? g_strdup_printf ("%'u", n) : g_strdup ("…");
  card->caption = known ? g_strdup (ngettext ("thing to do or to mend", "things to do or to mend", n))
                        : g_strdup (_("checking the competition"));
  card->tone = !known ? LW_TONE_NEUTRAL : n > 0 ? lw_overview_checks_get_tone (checks) : LW_TONE_GOOD;
}

const LwCardInfo lw_overview_cards[] = {
  { "overview-size", 100, fill_size },
  { "overview-attention", 400, fill_attention },
  { NULL },
};

/* ---- what is shown ---- */

/* Until the first steps are done, what the plugins would show is empty. */
static void
update_start (LwOverviewPanel *self)
{
  const gboolean open = self->start != NULL && lw_overview_start_update (self->start, lw_panel_get_document (LW_PANEL (self)));

  for (GtkWidget *part = gtk_widget_get_first_child (GTK_WIDGET (self->parts)); part != NULL; part = gtk_widget_get_next_sibling (part))
    if (!GTK_IS_LABEL (part))
      gtk_widget_set_visible (part, (part == GTK_WIDGET (self->start)) == open);
}

static void
update (LwOverviewPanel *self)
{
  LwDocument *document = lw_panel_get_document (LW_PANEL (self));
  GtkWidget *card;

  gtk_label_set_text (self->title, lw_document_get_title (document));
  for (card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL; card = gtk_widget_get_next_sibling (card))
    lw_overview_card_update (LW_OVERVIEW_CARD (card), document);
  update_start (self);
}

static gboolean
on_idle (gpointer data)
{
  LwOverviewPanel *self = data;

  self->idle = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* A moment later: what the plugins keep of the file has then followed the change too. */
static void
on_changed (LwOverviewPanel *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (on_idle, self);
}

/* Parts of the overview are known to the rules as "card:ID", "part:ID". */
static gboolean
may_see (LwOverviewPanel *self, const char *kind, const char *id)
{
  g_autofree char *name = g_strjoin (":", kind, id, NULL);

  return lw_document_may_see (lw_panel_get_document (LW_PANEL (self)), LW_SIGHT_OF_PANEL, name);
}

static void
add_cards (LwOverviewPanel *self, LwPanels *panels)
{
  GPtrArray *cards = lw_panels_get_cards (panels);

  for (guint i = 0; i < cards->len; i++)
    if (may_see (self, "card", ((const LwCardInfo *) g_ptr_array_index (cards, i))->id))
      gtk_box_append (self->cards, lw_overview_card_new (g_ptr_array_index (cards, i)));
}

static void
add_parts (LwOverviewPanel *self, LwPanels *panels)
{
  GPtrArray *parts = lw_panels_get_overview_parts (panels);

  for (guint i = 0; i < parts->len; i++)
    {
      const LwOverviewPartInfo *info = g_ptr_array_index (parts, i);
      GtkWidget *box, *heading;

      if (!may_see (self, "part", info->id))
        continue;
      box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      heading = gtk_label_new (_(info->title));
      gtk_label_set_xalign (GTK_LABEL (heading), 0);
      gtk_widget_add_css_class (heading, "heading");
      gtk_box_append (GTK_BOX (box), heading);
      gtk_box_append (GTK_BOX (box), g_object_new (info->get_type (), "document",
                                                   lw_panel_get_document (LW_PANEL (self)), NULL));
      gtk_box_append (self->parts, box);
    }
}

/* That there is more than is shown, and why. */
static void
add_kept_back (LwOverviewPanel *self)
{
  const char *reason = lw_document_get_sight_reason (lw_panel_get_document (LW_PANEL (self)));
  g_autofree char *text = reason != NULL ? g_strdup_printf (_("Not all is shown: %s."), reason) : NULL;
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_visible (label, text != NULL);
  gtk_box_append (self->parts, label);
}

/* What is said of the whole competition. */
static void
add_trust (LwOverviewPanel *self)
{
  LwStore *store = lw_document_get_store (lw_panel_get_document (LW_PANEL (self)));
  g_autoptr (LwReader) reader = lw_store_reader (store, NULL);
  g_autoptr (LwCompetition) competition
      = reader != NULL ? lw_competition_load (lw_reader_connection (reader), NULL) : NULL;

  if (competition != NULL)
    gtk_box_append (self->heading, lw_trust_chip_new (competition->trust));
}

/* "attention": the list of what needs it; anything else is the page as such. */
static void
lw_overview_panel_go_to (LwPanel *panel, const char *place)
{
  LwOverviewPanel *self = LW_OVERVIEW_PANEL (panel);

  if (g_str_equal (place, "attention"))
    lw_overview_attention_focus (self->attention);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->cards), GTK_DIR_TAB_FORWARD);
}

/* ---- life ---- */

static void
lw_overview_panel_constructed (GObject *object)
{
  LwOverviewPanel *self = LW_OVERVIEW_PANEL (object);
  LwDocument *document = lw_panel_get_document (LW_PANEL (self));
  LwPanels *panels = lw_panels_get_default ();

  G_OBJECT_CLASS (lw_overview_panel_parent_class)->constructed (object);
  self->checks = g_object_ref (lw_overview_checks_of (document));
  self->attention = LW_OVERVIEW_ATTENTION (lw_overview_attention_new (document));
  gtk_box_append (self->side, GTK_WIDGET (self->attention));
  gtk_widget_set_visible (GTK_WIDGET (self->side), may_see (self, "card", "overview-attention"));
  add_kept_back (self);
  add_trust (self);
  if (panels != NULL)
    {
      add_cards (self, panels);
      self->start = LW_OVERVIEW_START (lw_overview_start_new (panels));
      gtk_box_append (self->parts, GTK_WIDGET (self->start));
      add_parts (self, panels);
    }
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::title", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "badges-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->checks, "updated", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
lw_overview_panel_dispose (GObject *object)
{
  LwOverviewPanel *self = LW_OVERVIEW_PANEL (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->checks);
  G_OBJECT_CLASS (lw_overview_panel_parent_class)->dispose (object);
}

static void
lw_overview_panel_class_init (LwOverviewPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (LW_TYPE_OVERVIEW_COLUMNS);
  G_OBJECT_CLASS (class)->constructed = lw_overview_panel_constructed;
  G_OBJECT_CLASS (class)->dispose = lw_overview_panel_dispose;
  LW_PANEL_CLASS (class)->go_to = lw_overview_panel_go_to;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/panels/lw-overview-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LwOverviewPanel, title);
  gtk_widget_class_bind_template_child (widget_class, LwOverviewPanel, heading);
  gtk_widget_class_bind_template_child (widget_class, LwOverviewPanel, cards);
  gtk_widget_class_bind_template_child (widget_class, LwOverviewPanel, parts);
  gtk_widget_class_bind_template_child (widget_class, LwOverviewPanel, side);
}

static void
lw_overview_panel_init (LwOverviewPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LwOverviewAttention *
lw_overview_panel_get_attention (LwOverviewPanel *self)
{
  return self->attention;
}

/* ---- what the window knows of it ---- */

/* Kept with the document by the run that follows each change; asking for it begins the first. */
static char *
badge (LwDocument *document, LwTone *tone)
{
  LwOverviewChecks *checks = lw_overview_checks_of (document);
  const guint n = lw_overview_checks_get_n_problems (checks);

  if (!lw_document_may_see (document, LW_SIGHT_OF_PANEL, "card:overview-attention"))
    return NULL;
  *tone = lw_overview_checks_get_tone (checks);
  return n > 0 ? g_strdup_printf ("%'u", n) : NULL;
}

const LwPanelInfo lw_overview_panel_info = {
  .id = "overview",
  .title = N_("Overview"),
  .icon = "view-grid-symbolic",
  .group = N_("Competition"),
  .order = 100,
  .get_type = lw_overview_panel_get_type,
  .guide = "overview",
  .badge = badge,
};
