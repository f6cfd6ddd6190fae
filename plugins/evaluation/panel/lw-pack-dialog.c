/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-pack-dialog.h"

#include "dialog/lw-dialogs.h"
#include "lw-pack-jobs.h"
#include "window/lw-window.h"

#include <math.h>
#include <string.h>

#include "base/lw-i18n.h"

typedef enum
{
  MODE_EXPORT,
  MODE_RETURN,
  MODE_OPEN,
} Mode;

struct _LwPackDialog
{
  AdwWindow parent_instance;

  Mode mode;
  GtkWindow *parent;
  LwDocument *document; /* or NULL */
  LwPeopleData *data;
  GPtrArray *files;  /* of GFile */
  GPtrArray *checks; /* of GtkCheckButton: people */
  GtkEditable *first, *second;
  GtkLabel *hint;
  GtkWidget *header, *go;
};

G_DEFINE_FINAL_TYPE (LwPackDialog, lw_pack_dialog, ADW_TYPE_WINDOW)

const LwFileKind lw_pack_kind = { N_("Packs"), (const char *const[]) { "*.lotpack", NULL } };

/* ---- passphrases ---- */

guint
lw_pack_strength (const char *passphrase)
{
  const glong length = g_utf8_strlen (passphrase, -1);
  gboolean lower = FALSE, upper = FALSE, digit = FALSE, other = FALSE;
  g_autoptr (GHashTable) different = g_hash_table_new (NULL, NULL);
  double bits;

  for (const char *at = passphrase; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      lower = lower || g_unichar_islower (c);
      upper = upper || g_unichar_isupper (c);
      digit = digit || g_unichar_isdigit (c);
      other = other || !g_unichar_isalnum (c);
      g_hash_table_add (different, GUINT_TO_POINTER (c));
    }
  if (length < LW_SEAL_PASSPHRASE_MIN)
    return 0;
  /* letters of words are worth less than drawn ones; what repeats is worth nothing */
  bits = (double) MIN (length, 2 * (glong) g_hash_table_size (different)) * log2 (26.0 * lower + 26.0 * upper + 10.0 * digit + 20.0 * other) * 0.6;
  return bits < 40 ? 1 : bits < 60 ? 2 : 3;
}

static const char *
first_of (LwPackDialog *self)
{
  return gtk_editable_get_text (self->first);
}

static gboolean
has_people (LwPackDialog *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      return TRUE;
  return self->mode != MODE_EXPORT;
}

static gboolean
is_same (LwPackDialog *self)
{
  return self->second == NULL || g_str_equal (first_of (self), gtk_editable_get_text (self->second));
}

gboolean
lw_pack_dialog_is_ready (LwPackDialog *self)
{
  return has_people (self) && is_same (self)
         && (self->mode == MODE_OPEN ? first_of (self)[0] != '\0' : lw_pack_strength (first_of (self)) > 0);
}

static void
update (LwPackDialog *self)
{
  static const char *const hints[] = { N_("Too short: at least 10 characters"), N_("Weak: a few more words make it much better"),
                                       N_("Fair, as a rough guess: one more word makes it strong"), N_("Strong, as a rough guess") };
  const char *text = first_of (self), *second = self->second != NULL ? gtk_editable_get_text (self->second) : "";
  const gboolean differs = second[0] != '\0' && !is_same (self);

  gtk_widget_set_sensitive (self->go, lw_pack_dialog_is_ready (self));
  if (self->hint == NULL)
    return;
  gtk_label_set_text (self->hint, text[0] == '\0' ? _("Four or five words that do not belong together are easy to remember and hard to guess")
                                  : differs       ? _("The two are not the same")
                                                  : _(hints[lw_pack_strength (text)]));
}

/* ---- what the button does ---- */

static GStrv
chosen_people (LwPackDialog *self)
{
  g_autoptr (GStrvBuilder) people = g_strv_builder_new ();

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_strv_builder_add (people, g_object_get_data (G_OBJECT (self->checks->pdata[i]), "lw-person"));
  return g_strv_builder_end (people);
}

void
lw_pack_dialog_go (LwPackDialog *self, GFile *target, gboolean is_folder)
{
  g_auto (GStrv) people = chosen_people (self);
  const char *passphrase = first_of (self);

  if (target != NULL && g_file_peek_path (target) == NULL)
    {
      lw_dialog_error (GTK_WINDOW (self), _("Nothing was written"),
                       _("Choose a folder of this computer: the pack is written there, and can be copied elsewhere then."));
      return;
    }
  if (self->mode == MODE_EXPORT)
    lw_pack_jobs_export (self->parent, self->document, (const char *const *) people, target, is_folder, passphrase);
  else if (self->mode == MODE_RETURN)
    lw_pack_jobs_return (self->parent, self->document, target, passphrase);
  else
    lw_pack_jobs_open (self->parent, self->document, self->files, passphrase);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_target (GFile *file, gpointer self)
{
  lw_pack_dialog_go (self, file, FALSE);
}

static void
on_folder (GFile *file, gpointer self)
{
  lw_pack_dialog_go (self, file, TRUE);
}

static void
on_go (LwPackDialog *self)
{
  g_auto (GStrv) people = chosen_people (self);
  g_autofree char *name = NULL;

  if (!lw_pack_dialog_is_ready (self))
    return;
  if (self->mode == MODE_OPEN)
    lw_pack_dialog_go (self, NULL, FALSE);
  else if (self->mode == MODE_EXPORT && g_strv_length (people) > 1)
    lw_dialog_folder (GTK_WIDGET (self), _("Export packs into a folder"), on_folder, self);
  else
    {
      name = self->mode == MODE_EXPORT ? lw_pack_jobs_name (self->document, people[0]) : lw_pack_jobs_return_name (self->document);
      lw_dialog_save (GTK_WIDGET (self), self->mode == MODE_EXPORT ? _("Export the pack") : _("Return the pack"), name, &lw_pack_kind,
                      on_target, self);
    }
}

/* ---- the window ---- */

static GtkWidget *
person_row_new (LwPackDialog *self, const LwEvaluationPeople *people, const LwEvaluationPerson *person, gboolean chosen)
{
  g_autofree char *title = g_markup_escape_text (person->name, -1), *subtitle = NULL, *escaped = NULL;
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();
  const gboolean fine = person->missing->len == 0 && (!people->in_use || person->assigned > 0);

  subtitle = person->missing->len > 0
                 ? g_strdup_printf (ngettext ("%s: %u declaration is missing", "%s: %u declarations are missing", person->missing->len),
                                    person->id, person->missing->len)
             : !people->in_use     ? g_strdup_printf (_("%s: all that may be marked"), person->id)
             : person->assigned == 0 ? g_strdup_printf (_("%s: nothing is assigned"), person->id)
                                   : g_strdup_printf (ngettext ("%s: %u mark to give", "%s: %u marks to give", person->assigned), person->id,
                                                      person->assigned);
  escaped = g_markup_escape_text (subtitle, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, person->name, -1);
  g_object_set_data_full (G_OBJECT (check), "lw-person", g_strdup (person->id), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chosen && fine);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_sensitive (row, fine);
  g_ptr_array_add (self->checks, check);
  return row;
}

static GtkWidget *
people_group_new (LwPackDialog *self, const char *person)
{
  const LwEvaluationPeople *people = lw_people_data_get (self->data);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("For whom"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _("A pack holds what the person is assigned to, with the answers and documents of these bids: no "
                                           "price, and no mark of anybody else"));
  for (guint i = 0; people != NULL && i < people->people->len; i++)
    {
      const LwEvaluationPerson *someone = people->people->pdata[i];

      if ((people->in_use ? someone->assigned > 0 : g_ptr_array_find_with_equal_func (someone->roles, "evaluator", g_str_equal, NULL))
          || g_strcmp0 (someone->id, person) == 0)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                   person_row_new (self, people, someone, g_strcmp0 (someone->id, person) == 0));
    }
  return group;
}

static GtkEditable *
add_passphrase (LwPackDialog *self, GtkWidget *group, const char *name, const char *title)
{
  GtkWidget *row = adw_password_entry_row_new ();

  gtk_widget_set_name (row, name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (on_go), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return GTK_EDITABLE (row);
}

static GtkWidget *
passphrase_group_new (LwPackDialog *self)
{
  GtkWidget *group = adw_preferences_group_new (), *hint;

  self->first = add_passphrase (self, group, "passphrase", _("Passphrase"));
  if (self->mode == MODE_OPEN)
    return group;
  self->second = add_passphrase (self, group, "passphrase-again", _("Passphrase again"));
  hint = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_widget_set_margin_top (hint, 6);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_widget_add_css_class (hint, "caption");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), hint);
  self->hint = GTK_LABEL (hint);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      self->mode == MODE_EXPORT
          ? _("It is kept nowhere: note it, and tell it by another way than the file goes. Who forgets it gets a new pack.")
          : _("The lead needs it to take the pack in; it may be the one that the pack came with."));
  return group;
}

static GtkWidget *
header_new (LwPackDialog *self, const char *go)
{
  GtkWidget *header = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->go = gtk_button_new_with_mnemonic (go);
  gtk_widget_add_css_class (self->go, "suggested-action");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->go);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->go, "clicked", G_CALLBACK (on_go), self, G_CONNECT_SWAPPED);
  return header;
}

static LwPackDialog *
dialog_new (GtkWindow *parent, Mode mode, LwDocument *document, const char *title, const char *go)
{
  LwPackDialog *self = g_object_new (LW_TYPE_PACK_DIALOG, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE,
                                     "title", title, "default-width", 460, NULL);

  self->mode = mode;
  g_set_weak_pointer (&self->parent, parent);
  self->document = document != NULL ? g_object_ref (document) : NULL;
  self->header = header_new (self, go);
  return self;
}

static LwPackDialog *
present (LwPackDialog *self, GtkWidget *above, GtkWidget *below)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_set_margin_start (body, 18);
  gtk_widget_set_margin_end (body, 18);
  gtk_widget_set_margin_top (body, 6);
  gtk_widget_set_margin_bottom (body, 18);
  if (above != NULL)
    gtk_box_append (GTK_BOX (body), above);
  gtk_box_append (GTK_BOX (body), passphrase_group_new (self));
  if (below != NULL)
    gtk_box_append (GTK_BOX (body), below);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), body);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 560);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), self->header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
  update (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->first));
  return self;
}

LwPackDialog *
lw_pack_dialog_export (GtkWindow *parent, LwPeopleData *data, const char *person)
{
  LwPackDialog *self = dialog_new (parent, MODE_EXPORT, lw_people_data_get_document (data), _("Export packs"), _("_Export…"));

  self->data = data;
  /* The natural height of what wraps is that of one line: without this the people are out of sight. */
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 600);
  return present (self, NULL, people_group_new (self, person));
}

LwPackDialog *
lw_pack_dialog_return (GtkWindow *parent, LwDocument *document)
{
  return present (dialog_new (parent, MODE_RETURN, document, _("Return the pack"), _("_Return…")), NULL, NULL);
}

LwPackDialog *
lw_pack_dialog_open (GtkWindow *parent, LwDocument *document, GPtrArray *files)
{
  LwPackDialog *self = dialog_new (parent, MODE_OPEN, document, ngettext ("Open a pack", "Open packs", files->len), _("_Open"));
  GtkWidget *label;
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *name = g_file_get_basename (files->pdata[i]), *shown = g_filename_display_name (name);

      g_string_append_printf (names, "%s%s", i > 0 ? "\n" : "", shown);
      g_ptr_array_add (self->files, g_object_ref (files->pdata[i]));
    }
  label = gtk_label_new (names->str);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return present (self, label, NULL);
}

/* ---- life ---- */

static void
lw_pack_dialog_finalize (GObject *object)
{
  LwPackDialog *self = LW_PACK_DIALOG (object);

  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->document);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->checks);
  G_OBJECT_CLASS (lw_pack_dialog_parent_class)->finalize (object);
}

static void
lw_pack_dialog_class_init (LwPackDialogClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_pack_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lw_pack_dialog_init (LwPackDialog *self)
{
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
  self->checks = g_ptr_array_new ();
}

/* ---- packs that are opened as files ---- */

static void
open_files (GtkWindow *window, GPtrArray *files)
{
  lw_pack_dialog_open (window, LW_IS_WINDOW (window) ? lw_window_get_document (LW_WINDOW (window)) : NULL, files);
}

const LwFileOpener lw_pack_opener = { ".lotpack", open_files };
