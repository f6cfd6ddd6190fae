/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Publishing cannot be undone, so the sheet says all that there is to say before: who publishes, what a check of the
 * method finds, and of a revision what it changed.
 */
#include "config.h"

#include "lw-criteria-publish.h"

#include "lw-criteria-sheet.h"
#include "lw-evaluation-approvers.h"
#include "lw-evaluation-difference.h"
#include "lw-evaluation-panels.h"
#include "lw-evaluation-publish.h"
#include "lw-evaluation-verbs.h"

#include "base/lw-i18n.h"

static GtkWidget *
group_new (const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  return group;
}

static GtkWidget *
add_row (GtkWidget *group, const char *icon, const char *class, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (icon != NULL)
    {
      GtkWidget *image = gtk_image_new_from_icon_name (icon);
      if (class != NULL)
        gtk_widget_add_css_class (image, class);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

/* ---- what stands against it ---- */

static void
on_finding (AdwActionRow *row, LwCriteriaSheet *sheet)
{
  const char *place = g_object_get_data (G_OBJECT (row), "lw-place");
  GtkWidget *from = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (sheet)));

  if (from != NULL)
    lw_go_to (g_object_get_data (G_OBJECT (sheet), "lw-panel"), place);
  gtk_window_destroy (GTK_WINDOW (sheet));
}

static void
add_finding (GtkWidget *group, LwDocument *document, const LwFinding *finding, GPtrArray *linked)
{
  const gboolean error = finding->severity == LW_SEVERITY_ERROR;
  g_autofree char *place = lw_criteria_panel_info.place_of_finding (document, finding);
  GtkWidget *row = add_row (group,
                            error                                      ? "dialog-error-symbolic"
                            : finding->severity == LW_SEVERITY_WARNING ? "dialog-warning-symbolic"
                                                                       : "dialog-information-symbolic",
                            error                                      ? "error"
                            : finding->severity == LW_SEVERITY_WARNING ? "warning"
                                                                       : "dim-label",
                            finding->text, finding->where);

  if (place == NULL)
    return;
  g_object_set_data_full (G_OBJECT (row), "lw-place", g_strconcat ("criteria:", place, NULL), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_ptr_array_add (linked, row);
}

/* What a check of the method finds; *@blocked: some of it must be mended before. */
static GtkWidget *
make_findings (LwDocument *document, LwConnection *connection, GPtrArray *linked, gboolean *blocked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwEvaluationMarks) marks = lw_evaluation_marks_load_structure (connection, &error);
  g_autoptr (LwFindings) findings = marks != NULL ? lw_evaluation_check_method (marks) : NULL;
  const guint n = findings != NULL ? lw_findings_n (findings) : 0;
  const guint errors = findings != NULL ? lw_findings_count (findings, LW_SEVERITY_ERROR) : 1;
  g_autofree char *title = errors > 0 ? g_strdup_printf (
                               ngettext ("%u error is to be mended first", "%u errors are to be mended first", errors), errors)
                                      : n > 0
                               ? g_strdup (_("To be looked at; it does not stand in the way"))
                               : g_strdup (_("Checked"));
  GtkWidget *group = group_new (title);

  *blocked = errors > 0;
  if (findings == NULL)
    add_row (group, "dialog-error-symbolic", "error", error->message, NULL);
  else if (n == 0)
    add_row (group, "object-select-symbolic", "success", _("The check of the method finds nothing"), NULL);
  for (guint i = 0; i < n; i++)
    add_finding (group, document, lw_findings_get (findings, i), linked);
  return group;
}

/* What the open revision changed; *@same: nothing. */
static GtkWidget *
make_changes (LwConnection *connection, gboolean *same)
{
  g_autoptr (LwPublication) last = lw_evaluation_publication (connection, 0, NULL);
  g_autofree char *xml = lw_evaluation_method_xml (connection, NULL);
  g_autoptr (GPtrArray) lines = last != NULL && xml != NULL ? lw_evaluation_differences (last->xml, xml, NULL) : NULL;
  GtkWidget *group = group_new (_("What the revision changed"));

  *same = last != NULL && g_strcmp0 (last->xml, xml) == 0;
  if (*same)
    add_row (group, NULL, NULL, _("Nothing: the revision is closed, and no version is made"), NULL);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    add_row (group, NULL, NULL, lines->pdata[i], NULL);
  return group;
}

/* ---- publishing ---- */

static void
on_publish (LwCriteriaSheet *sheet, GtkEditable *note)
{
  LwDocument *document = lw_criteria_sheet_get_document (sheet);
  const char *text = note != NULL ? gtk_editable_get_text (note) : "";

  lw_criteria_sheet_run (sheet, lw_evaluation_publish (lw_document_get_person (document), *text != '\0' ? text : NULL), NULL);
}

static char *
publish_words (LwDocument *document, const LwCriteriaTree *tree, gboolean same)
{
  if (tree->lock.version == 0)
    return g_strdup_printf (
        _("Criteria, weights, scales, minima, price formula, rounding and tie rules are locked from then on, and"
                              " their text is kept with its SHA-256. This cannot be undone: a later change is a new version, with"
                              " a reason and an approver. Publishes: %s."),
           lw_document_get_person (document));
  if (same)
    return g_strdup_printf (_("Version %lld stays in force, and the method is locked again. Closes it: %s."),
                               (long long) tree->lock.version, lw_document_get_person (document));
  return g_strdup_printf (
      _("The method becomes version %lld and is locked again. This cannot be undone. Marks that were confirmed"
                            " are to be confirmed again. Reason: %s. Approved by %s. Publishes: %s."),
         (long long) tree->lock.version + 1, tree->lock.reason, tree->lock.approver, lw_document_get_person (document));
}

void
lw_criteria_publish_ask (LwPanel *panel, const LwCriteriaTree *tree)
{
  LwDocument *document = lw_panel_get_document (panel);
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (document), NULL);
  g_autoptr (GPtrArray) linked = g_ptr_array_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *note = NULL, *findings, *changes = NULL;
  const gboolean first = tree->lock.version == 0;
  gboolean blocked, same = FALSE;

  if (reader == NULL)
    return;
  findings = make_findings (document, lw_reader_connection (reader), linked, &blocked);
  if (!first)
    changes = make_changes (lw_reader_connection (reader), &same);
  g_autofree char *words = publish_words (document, tree, same);
  gtk_box_append (GTK_BOX (box), lw_criteria_words_new (words, NULL));
  if (changes != NULL)
    gtk_box_append (GTK_BOX (box), changes);
  if (first)
    {
      note = gtk_entry_new ();
      gtk_box_append (GTK_BOX (box), lw_criteria_captioned (_("A remark for the record (may be left out)"), note));
    }
  gtk_box_append (GTK_BOX (box), findings);
  LwCriteriaSheet *sheet = lw_criteria_sheet_new (
      GTK_WIDGET (panel), document,
      first ? _("Publish the method") : _("Publish the revision"), same ? _("_Close revision") : _("_Publish"), box);
  g_object_set_data (G_OBJECT (sheet), "lw-panel", panel); /* which it goes with */
  gtk_window_set_default_size (GTK_WINDOW (sheet), 620, 560);
  lw_criteria_sheet_set_ready (sheet, !blocked);
  for (guint i = 0; i < linked->len; i++)
    g_signal_connect (linked->pdata[i], "activated", G_CALLBACK (on_finding), sheet);
  g_signal_connect (sheet, "act", G_CALLBACK (on_publish), note);
  gtk_window_present (GTK_WINDOW (sheet));
}

/* ---- a revision ---- */

typedef struct
{
  GPtrArray *approvers; /* ids */
  GtkWidget *choice, *reason;
} Revision;

static void
revision_free (Revision *revision)
{
  g_ptr_array_unref (revision->approvers);
  g_free (revision);
}

static void
on_revise (LwCriteriaSheet *sheet)
{
  const Revision *revision = g_object_get_data (G_OBJECT (sheet), "lw-revision");
  LwDocument *document = lw_criteria_sheet_get_document (sheet);
  g_autofree char *reason = lw_criteria_text_of (revision->reason);
  const guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (revision->choice));

  if (*reason == '\0')
    {
      lw_criteria_sheet_set_wrong (sheet, _("A revision needs a reason: it stands in the record beside what is changed."));
      gtk_widget_grab_focus (revision->reason);
      return;
    }
  lw_criteria_sheet_run (
      sheet,
      lw_evaluation_open_revision (lw_document_get_person (document),
                                   chosen < revision->approvers->len ? revision->approvers->pdata[chosen] : NULL, reason),
      NULL);
}

void
lw_criteria_revise_ask (LwPanel *panel, const LwCriteriaTree *tree)
{
  LwDocument *document = lw_panel_get_document (panel);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *lines = lw_criteria_lines_new ();
  Revision *revision = g_new0 (Revision, 1);
  g_autofree char *words = g_strdup_printf (
      _("Version %lld stays in force until the revision is published. What is changed meanwhile makes a new version, and marks that"
        " were confirmed are then to be confirmed again. Opening a revision is recorded and cannot be undone. Asks for it: %s."),
      (long long) tree->lock.version, lw_document_get_person (document));

  revision->approvers = g_ptr_array_new_with_free_func (g_free);
  revision->reason = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (lines));
  revision->choice = gtk_drop_down_new (G_LIST_MODEL (lw_evaluation_approvers (document, revision->approvers)), NULL);
  gtk_box_append (GTK_BOX (box), lw_criteria_words_new (words, NULL));
  gtk_box_append (GTK_BOX (box), lw_criteria_captioned (_("Reason"), lines));
  gtk_box_append (GTK_BOX (box), lw_criteria_captioned (_("Approved by"), revision->choice));
  LwCriteriaSheet *sheet = lw_criteria_sheet_new (GTK_WIDGET (panel), document,
                                                  _("Revise the method"), _("_Open revision"), box);
  g_object_set_data_full (G_OBJECT (sheet), "lw-revision", revision, (GDestroyNotify) revision_free);
  gtk_window_set_default_size (GTK_WINDOW (sheet), 560, 420);
  if (revision->approvers->len == 0)
    {
      lw_criteria_sheet_set_wrong (sheet,
                                   _("Nobody else here has the role approver: give it to a person first, who is not you."));
      lw_criteria_sheet_set_ready (sheet, FALSE);
    }
  g_signal_connect (sheet, "act", G_CALLBACK (on_revise), NULL);
  gtk_window_present (GTK_WINDOW (sheet));
  gtk_widget_grab_focus (revision->reason);
}
