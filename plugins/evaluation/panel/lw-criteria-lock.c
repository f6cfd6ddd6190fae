/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-criteria-lock.h"

#include "base/lw-clock.h"

#include "base/lw-i18n.h"

/* Of the hash, in the bar: enough to tell two apart at a glance. The rest is in the menu, the page and the history. */
#define HASH_CHARS 12

struct _LwCriteriaLockBar
{
  AdwBin parent_instance;
  GtkWidget *box, *image, *heading, *words, *hash, *act, *history;
  const char *tone;
};

G_DEFINE_FINAL_TYPE (LwCriteriaLockBar, lw_criteria_lock_bar, ADW_TYPE_BIN)

gboolean
lw_criteria_lock_load (LwCriteriaLock *lock, LwConnection *connection, GError **error)
{
  lock->version = 0;
  if (!lw_connection_get_int (connection, &lock->version, 0, error, "SELECT max (version) FROM evaluation_publication", ""))
    return FALSE;
  if (lock->version == 0)
    return TRUE;
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection,
      "SELECT p.at, p.person, p.sha256, r.reason, r.approver, r.person FROM evaluation_publication AS p"
      " LEFT JOIN evaluation_revision AS r WHERE p.version = ?",
      error);
  if (row == NULL)
    return FALSE;
  lw_statement_bind (row, "i", lock->version);
  if (lw_statement_step (row, error) != LW_STEP_ROW)
    return FALSE;
  char **texts[] = { &lock->at, &lock->person, &lock->sha256, &lock->reason, &lock->approver, &lock->asker };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (lw_statement_text (row, i));
  if (lock->reason == NULL)
    lock->why = g_strdup_printf (_("The method is published as version %lld and locked. To change it, choose Revise: it takes a"
                                   " reason and an approver, and makes a new version."),
                                    (long long) lock->version);
  return TRUE;
}

char *
lw_criteria_lock_title (const LwCriteriaLock *lock)
{
  g_autofree char *when = lock->at != NULL ? lw_clock_format (lock->at) : NULL;

  if (lock->version == 0)
    return g_strdup (_("Draft"));
  if (lock->reason != NULL)
    return g_strdup_printf (_("Revision of version %lld open"), (long long) lock->version);
  return g_strdup_printf (_("Published, version %lld, %s"), (long long) lock->version, when);
}

static char *
words_of (const LwCriteriaLock *lock, const char *read_only)
{
  if (read_only != NULL)
    return g_strdup (read_only);
  if (lock->version == 0)
    return g_strdup (_("Everything can be changed. Publish the method before bids are opened: it is locked from then on."));
  if (lock->reason != NULL)
    return g_strdup_printf (_("%s. Asked for by %s, approved by %s. Version %lld stays in force until it is published."),
                               lock->reason, lock->asker, lock->approver, (long long) lock->version);
  return g_strdup_printf (_("SHA-256 %.*s… Published by %s. Locked: a change is a revision, with a reason and an approver."),
                             HASH_CHARS, lock->sha256, lock->person);
}

static void
set_tone (LwCriteriaLockBar *bar, const char *icon, const char *tone)
{
  if (bar->tone != NULL)
    gtk_widget_remove_css_class (bar->image, bar->tone);
  bar->tone = tone;
  if (tone != NULL)
    gtk_widget_add_css_class (bar->image, tone);
  gtk_image_set_from_icon_name (GTK_IMAGE (bar->image), icon);
}

static void
set_act (LwCriteriaLockBar *bar, const char *label, const char *action, gboolean visible)
{
  gtk_button_set_label (GTK_BUTTON (bar->act), label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (bar->act), action);
  gtk_widget_set_visible (bar->act, visible);
}

void
lw_criteria_lock_bar_show (LwCriteriaLockBar *bar, const LwCriteriaLock *lock, const char *read_only)
{
  g_autofree char *title = lw_criteria_lock_title (lock), *words = words_of (lock, read_only);

  gtk_label_set_text (GTK_LABEL (bar->heading), title);
  gtk_label_set_text (GTK_LABEL (bar->words), words);
  gtk_widget_set_tooltip_text (bar->words, lock->reason == NULL ? lock->sha256 : NULL);
  gtk_widget_set_visible (bar->hash, lock->version > 0);
  gtk_widget_set_visible (bar->history, lock->version > 0);
  if (lock->version == 0)
    {
      set_tone (bar, "document-edit-symbolic", "dim-label");
      set_act (bar, _("Publish…"), "panel.criteria-publish", read_only == NULL);
    }
  else if (lock->reason != NULL)
    {
      set_tone (bar, "changes-allow-symbolic", "warning");
      set_act (bar, _("Publish revision…"), "panel.criteria-publish", read_only == NULL);
    }
  else
    {
      set_tone (bar, "changes-prevent-symbolic", "success");
      set_act (bar, _("Revise…"), "panel.criteria-revise", read_only == NULL);
    }
}

/* ---- as a widget ---- */

static GtkWidget *
label_new (const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
make_hash_button (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("_Copy SHA-256"), "panel.criteria-copy-hash");
  g_menu_append (menu, _("_Print…"), "panel.criteria-print");
  g_menu_append (menu, _("Save as P_DF…"), "panel.criteria-print-pdf");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "printer-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _("Copy or print the hash"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Copy or print the hash"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static void
lw_criteria_lock_bar_init (LwCriteriaLockBar *bar)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  bar->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  bar->image = gtk_image_new ();
  bar->heading = label_new ("heading");
  gtk_widget_set_name (bar->heading, "lock-heading");
  bar->words = label_new ("dim-label");
  gtk_widget_set_name (bar->words, "lock-words");
  gtk_widget_add_css_class (bar->words, "caption");
  bar->hash = make_hash_button ();
  bar->history = gtk_button_new_with_label (_("History"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (bar->history), "panel.criteria-history");
  bar->act = gtk_button_new ();
  gtk_widget_set_name (bar->act, "lock-act");
  gtk_widget_set_valign (bar->history, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (bar->act, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), bar->heading);
  gtk_box_append (GTK_BOX (texts), bar->words);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_add_css_class (bar->box, "criteria-lock");
  gtk_widget_add_css_class (bar->box, "card");
  gtk_box_append (GTK_BOX (bar->box), bar->image);
  gtk_box_append (GTK_BOX (bar->box), texts);
  gtk_box_append (GTK_BOX (bar->box), bar->hash);
  gtk_box_append (GTK_BOX (bar->box), bar->history);
  gtk_box_append (GTK_BOX (bar->box), bar->act);
  adw_bin_set_child (ADW_BIN (bar), bar->box);
}

static void
lw_criteria_lock_bar_class_init (LwCriteriaLockBarClass *class)
{
}
