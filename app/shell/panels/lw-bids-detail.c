/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-bids-detail.h"

#include "model/lw-model-words.h"
#include "model/lw-model.h"
#include "panel/lw-panel.h"
#include "panels/lw-bids-edit.h"
#include "panels/lw-bids-form.h"
#include "panels/lw-bids-part.h"
#include "panels/lw-bids-words.h"

#include "base/lw-i18n.h"

static const LwBidsPartInfo part_infos[] = {
  { "bid", N_("Members of the bidder"), NULL, NULL, NULL,
    "SELECT m.organisation, o.name, m.role, m.share, NULL, NULL, m.trust, 'organisation/' || o.id FROM bidder_member m"
    " JOIN organisation o ON o.id = m.organisation WHERE m.bidder = ?2 ORDER BY m.position, m.organisation",
    N_("None named yet.") },
  { "bidder", N_("Members"), "member", N_("Add member"), "bidder",
    "SELECT m.bidder || '/' || m.organisation, o.name, m.role, m.share, NULL,"
    " (SELECT group_concat (r.register || ' ' || r.number, ', ') FROM registration r WHERE r.organisation = o.id),"
    " m.trust, 'organisation/' || o.id FROM bidder_member m JOIN organisation o ON o.id = m.organisation"
    " WHERE m.bidder = ?1 ORDER BY m.position, m.organisation",
    N_("None yet: add the organisations that stand behind the bidder.") },
  { "bidder", N_("Bids"), NULL, NULL, NULL,
    "SELECT b.lot, b.lot || '  ' || l.title, b.status, NULL, b.price, NULL, b.trust, b.lot || '/' || b.bidder FROM bid b"
    " JOIN lot l ON l.id = b.lot WHERE b.bidder = ?1 ORDER BY l.position, l.id",
    N_("None yet: add them in the matrix.") },
  { "organisation", N_("Registrations"), "registration", N_("Add registration"), "organisation",
    "SELECT organisation || '/' || register, register, NULL, NULL, NULL, number, NULL, NULL FROM registration"
    " WHERE organisation = ?1 ORDER BY register",
    N_("None yet.") },
  { "organisation", N_("Member of"), NULL, NULL, NULL,
    "SELECT m.bidder, m.bidder || '  ' || d.name, m.role, m.share, NULL, NULL, m.trust, 'bidder/' || m.bidder"
    " FROM bidder_member m JOIN bidder d ON d.id = m.bidder WHERE m.organisation = ?1 ORDER BY d.position, d.id",
    N_("No bidder.") },
  { "lot", N_("Areas"), "lot-area", N_("Add area"), "lot",
    "SELECT x.lot || '/' || x.area, a.name, NULL, NULL, NULL, a.code, a.trust, NULL FROM lot_area x"
    " JOIN area a ON a.id = x.area WHERE x.lot = ?1 ORDER BY a.name",
    N_("None named yet.") },
  { "lot", N_("Bids"), NULL, NULL, NULL,
    "SELECT b.bidder, b.bidder || '  ' || d.name, b.status, NULL, b.price, NULL, b.trust, b.lot || '/' || b.bidder"
    " FROM bid b JOIN bidder d ON d.id = b.bidder WHERE b.lot = ?1 ORDER BY d.position, d.id",
    N_("None yet: add them in the matrix.") },
};

/* Title and subtitle of a row; ?1 and ?2 are the parts of its key. */
static const struct
{
  const char *noun;
  const char *sql;
} heads[] = {
  { "bid", "SELECT d.name, l.id || '  ' || l.title FROM bidder d, lot l WHERE l.id = ?1 AND d.id = ?2" },
  { "bidder", "SELECT name, id FROM bidder WHERE id = ?1" },
  { "organisation", "SELECT name, id FROM organisation WHERE id = ?1" },
  { "lot", "SELECT title, id FROM lot WHERE id = ?1" },
  { "person", "SELECT name, id FROM person WHERE id = ?1" },
};

struct _LwBidsDetail
{
  AdwBin parent;
  LwDocument *document;
  char *noun;
  char *key;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *stack;    /* "empty" or "row" */
  GtkWidget *content;  /* box under the head */
  LwBidsForm *form;
  GPtrArray *parts;    /* of LwBidsPart */
  GPtrArray *roles;    /* of GtkCheckButton, of a person */
  GtkWidget *remove;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (LwBidsDetail, lw_bids_detail, ADW_TYPE_BIN)

enum
{
  GO,
  CLOSE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
lw_bids_detail_finalize (GObject *object)
{
  LwBidsDetail *self = LW_BIDS_DETAIL (object);

  g_clear_object (&self->document);
  g_free (self->noun);
  g_free (self->key);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->roles);
  G_OBJECT_CLASS (lw_bids_detail_parent_class)->finalize (object);
}

static void
lw_bids_detail_class_init (LwBidsDetailClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_bids_detail_finalize;
  signals[GO] = g_signal_new ("go", LW_TYPE_BIDS_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_STRING);
  signals[CLOSE] = g_signal_new ("close", LW_TYPE_BIDS_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_bids_detail_init (LwBidsDetail *self)
{
  self->parts = g_ptr_array_new ();
  self->roles = g_ptr_array_new ();
}

/* ---- the roles of a person ---- */

static gboolean
has_role (LwBidsDetail *self, const char *role)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  gint64 n = 0;

  return reader != NULL
         && lw_connection_get_int (lw_reader_connection (reader), &n, 0, NULL,
                                   "SELECT count(*) FROM person_role WHERE person = ? AND role = ?", "ss", self->key, role)
         && n > 0;
}

static void
on_role_toggled (GtkCheckButton *button, gpointer user_data)
{
  LwBidsDetail *self = user_data;
  const char *role = gtk_widget_get_name (GTK_WIDGET (button));
  GPtrArray *sections = lw_document_get_sections (self->document);
  const char *person = lw_document_get_person (self->document);
  g_autofree char *of = g_strdup_printf ("person=%s", self->key), *is = g_strdup_printf ("role=%s", role);
  g_autofree char *key = g_strdup_printf ("%s/%s", self->key, role);
  const char *const values[] = { of, is, NULL };
  GError *error = NULL;
  LwCommand *command;

  if (self->setting)
    return;
  command = gtk_check_button_get_active (button) ? lw_model_add (sections, "role", values, person, NULL, &error)
                                                 : lw_model_remove (sections, "role", key, person, NULL, &error);
  lw_document_edit (self->document, command, error);
}

static void
reload_roles (LwBidsDetail *self)
{
  self->setting = TRUE;
  for (guint i = 0; i < self->roles->len; i++)
    gtk_check_button_set_active (self->roles->pdata[i], has_role (self, gtk_widget_get_name (self->roles->pdata[i])));
  self->setting = FALSE;
}

static void
add_roles (LwBidsDetail *self)
{
  const LwEntity *entity = lw_bids_find_entity (self->document, "role");
  const LwField *field = &entity->fields[lw_bids_find_field (entity, "role")];
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Roles"));
  for (guint i = 0; field->choices[i] != NULL; i++)
    {
      GtkWidget *button = gtk_check_button_new_with_label (lw_bids_choice_title (field->choices[i]));
      gtk_widget_set_name (button, field->choices[i]);
      gtk_widget_set_sensitive (button, lw_document_get_read_only_reason (self->document) == NULL);
      g_signal_connect (button, "toggled", G_CALLBACK (on_role_toggled), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), button);
      g_ptr_array_add (self->roles, button);
    }
  gtk_box_append (GTK_BOX (self->content), group);
  reload_roles (self);
}

/* ---- what is shown ---- */

static void
clear (LwBidsDetail *self)
{
  GtkWidget *child;

  self->form = NULL;
  g_ptr_array_set_size (self->parts, 0);
  g_ptr_array_set_size (self->roles, 0);
  while ((child = gtk_widget_get_first_child (self->content)) != NULL)
    gtk_box_remove (GTK_BOX (self->content), child);
}

static void
on_part_go (LwBidsDetail *self, const char *place)
{
  g_signal_emit (self, signals[GO], 0, place);
}

static void
build (LwBidsDetail *self)
{
  g_autofree char *remove = g_strdup_printf (_("Remove %s"), lw_model_noun_title (self->noun));

  clear (self);
  self->form = lw_bids_form_new_edit (self->document, self->noun, self->key);
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->form));
  for (gsize i = 0; i < G_N_ELEMENTS (part_infos); i++)
    if (g_str_equal (part_infos[i].of, self->noun))
      {
        LwBidsPart *part = lw_bids_part_new (self->document, &part_infos[i], self->key);
        g_signal_connect_swapped (part, "go", G_CALLBACK (on_part_go), self);
        gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (part));
        g_ptr_array_add (self->parts, part);
      }
  if (g_str_equal (self->noun, "person"))
    add_roles (self);
  gtk_button_set_label (GTK_BUTTON (self->remove), remove);
}

/* FALSE where the row is gone. */
static gboolean
reload_head (LwBidsDetail *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  g_autoptr (LwStatement) head = NULL;
  g_auto (GStrv) parts = g_strsplit (self->key, "/", -1);
  g_autofree char *subtitle = NULL;

  for (gsize i = 0; reader != NULL && i < G_N_ELEMENTS (heads); i++)
    if (g_str_equal (heads[i].noun, self->noun))
      head = lw_connection_prepare (lw_reader_connection (reader), heads[i].sql, NULL);
  for (int i = 0; head != NULL && parts[i] != NULL; i++)
    lw_statement_bind_text (head, i + 1, parts[i], -1);
  if (head == NULL || lw_statement_step (head, NULL) != LW_STEP_ROW)
    return FALSE;
  subtitle = g_str_equal (self->noun, "bid")
                 ? g_strdup_printf (_("Bid of %s for %s"), parts[1], lw_statement_text (head, 1))
                 : g_strdup_printf ("%s %s", lw_model_noun_title (self->noun), lw_statement_text (head, 1));
  gtk_label_set_text (GTK_LABEL (self->title), lw_statement_text (head, 0));
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  return TRUE;
}

void
lw_bids_detail_show (LwBidsDetail *self, const char *noun, const char *key)
{
  const gboolean same = key != NULL && g_strcmp0 (noun, self->noun) == 0 && g_strcmp0 (key, self->key) == 0;

  if (!same)
    {
      clear (self);
      g_free (self->noun);
      g_free (self->key);
      self->noun = g_strdup (key != NULL ? noun : NULL);
      self->key = g_strdup (key);
      if (key != NULL && reload_head (self))
        build (self);
    }
  if (self->key == NULL || !reload_head (self) || self->form == NULL || !lw_bids_form_reload (self->form))
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "empty");
      return;
    }
  for (guint i = 0; same && i < self->parts->len; i++)
    lw_bids_part_reload (self->parts->pdata[i]);
  reload_roles (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "row");
}

const char *
lw_bids_detail_get_noun (LwBidsDetail *self)
{
  return self->noun;
}

const char *
lw_bids_detail_get_key (LwBidsDetail *self)
{
  return self->key;
}

void
lw_bids_detail_focus (LwBidsDetail *self)
{
  if (self->form != NULL)
    lw_bids_form_focus (self->form);
}

/* ---- its frame ---- */

static void
on_close (LwBidsDetail *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
on_history (LwBidsDetail *self)
{
  g_autofree char *place = g_strdup_printf ("record:%s/%s", self->noun, self->key);
  lw_go_to (GTK_WIDGET (self), place);
}

static void
on_remove (LwBidsDetail *self)
{
  lw_bids_remove (GTK_WIDGET (self), self->document, self->noun, self->key);
}

static GtkWidget *
text_label (const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
make_head (LwBidsDetail *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->title = text_label ("heading");
  self->subtitle = text_label ("caption");
  gtk_widget_add_css_class (self->subtitle, "dim-label");
  gtk_box_append (GTK_BOX (texts), self->title);
  gtk_box_append (GTK_BOX (texts), self->subtitle);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_valign (close, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (close, _("Close details"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Close details"), -1);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (on_close), self);
  gtk_box_append (GTK_BOX (head), texts);
  gtk_box_append (GTK_BOX (head), close);
  return head;
}

static GtkWidget *
make_buttons (LwBidsDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *history = gtk_button_new_with_label (_("Show history"));

  self->remove = gtk_button_new_with_label ("");
  gtk_widget_set_visible (self->remove, lw_document_get_read_only_reason (self->document) == NULL);
  g_signal_connect_swapped (history, "clicked", G_CALLBACK (on_history), self);
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (on_remove), self);
  gtk_widget_set_hexpand (history, TRUE);
  gtk_widget_set_halign (history, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), history);
  gtk_box_append (GTK_BOX (box), self->remove);
  return box;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "view-list-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Nothing chosen"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _("Choose a row to see and change its details."));
  gtk_widget_add_css_class (page, "compact");
  return page;
}

LwBidsDetail *
lw_bids_detail_new (LwDocument *document)
{
  LwBidsDetail *self = g_object_new (LW_TYPE_BIDS_DETAIL, NULL);
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->document = g_object_ref (document);
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->stack = gtk_stack_new ();
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), self->content);
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), box);
  gtk_stack_add_named (GTK_STACK (self->stack), make_empty (), "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), scroll, "row");
  gtk_widget_set_size_request (self->stack, 280, -1);
  adw_bin_set_child (ADW_BIN (self), self->stack);
  return self;
}
