/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "panels/lw-record-chain.h"

#include "store/lw-verify.h"

#include "base/lw-i18n.h"

/* The last check of a document, kept with it: panels come and go. */
typedef struct
{
  gboolean whole;
} Verdict;

static const char verdict_key[] = "lw-record-verdict";

struct _LwRecordChain
{
  AdwBin parent;
  LwDocument *document;
  LwJob *job;              /* while it runs */
  gboolean quiet;
  LwVerification *found;   /* of the last check, or NULL */
  char *at;                /* when, local */
  char *failure;           /* why the last check did not come to its end */
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *problems;
  GtkWidget *scroll;
  GtkWidget *spinner;
  GtkWidget *copy;
  GtkWidget *check;
};

G_DEFINE_FINAL_TYPE (LwRecordChain, lw_record_chain, ADW_TYPE_BIN)

const char *
lw_record_chain_badge (LwDocument *document, LwTone *tone)
{
  const Verdict *verdict = g_object_get_data (G_OBJECT (document), verdict_key);

  if (verdict == NULL)
    return NULL;
  *tone = verdict->whole ? LW_TONE_GOOD : LW_TONE_WRONG;
  return verdict->whole ? "✓" : "✗";
}

static void
lw_record_chain_dispose (GObject *object)
{
  LwRecordChain *self = LW_RECORD_CHAIN (object);

  if (self->job != NULL)
    {
      lw_document_remove_job (self->document, self->job);
      lw_job_cancel (self->job);
    }
  g_clear_object (&self->job);
  g_clear_object (&self->document);
  g_clear_pointer (&self->found, lw_verification_free);
  g_clear_pointer (&self->at, g_free);
  g_clear_pointer (&self->failure, g_free);
  G_OBJECT_CLASS (lw_record_chain_parent_class)->dispose (object);
}

static void
lw_record_chain_class_init (LwRecordChainClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_record_chain_dispose;
}

static void
lw_record_chain_init (LwRecordChain *self)
{
}

/* ---- what it says ---- */

static gint64
count_entries (LwRecordChain *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  gint64 n = 0;

  if (reader != NULL)
    lw_connection_get_int (lw_reader_connection (reader), &n, 0, NULL, "SELECT max (seq) FROM journal", "");
  return n;
}

static char *
entries_text (gint64 n)
{
  return g_strdup_printf (ngettext ("%u entry", "%u entries", (gulong) n), (guint) n);
}

static void
set_look (LwRecordChain *self, const char *icon, LwTone tone)
{
  static const LwTone tones[] = { LW_TONE_NEUTRAL, LW_TONE_GOOD, LW_TONE_ATTENTION, LW_TONE_WRONG };

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (self->icon, lw_tone_to_class (tones[i]));
  gtk_widget_add_css_class (self->icon, lw_tone_to_class (tone));
}

static void
say (LwRecordChain *self, char *title, char *subtitle)
{
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  g_free (title);
  g_free (subtitle);
}

static char *
head_text (LwRecordChain *self, gint64 n)
{
  const gint64 since = n - self->found->entries;
  g_autofree char *base = g_strdup_printf (_("Head %.12s…, checked %s"), self->found->head, self->at);

  if (since <= 0)
    return g_steal_pointer (&base);
  return g_strdup_printf (ngettext ("%s; %u entry since is not checked", "%s; %u entries since are not checked",
                                    (gulong) since),
                          base, (guint) since);
}

static void
say_result (LwRecordChain *self)
{
  const gint64 n = count_entries (self);
  const guint n_problems = self->found->problems->len;
  g_autofree char *entries = entries_text (self->found->entries);

  if (n_problems == 0)
    {
      set_look (self, "emblem-ok-symbolic", LW_TONE_GOOD);
      say (self, g_strdup_printf (_("Record whole: %s"), entries), head_text (self, n));
      return;
    }
  set_look (self, "dialog-error-symbolic", LW_TONE_WRONG);
  say (self,
       g_strdup_printf (ngettext ("Record not whole: %u problem in %s", "Record not whole: %u problems in %s", n_problems),
                        n_problems, entries),
       g_strdup_printf (_("Checked %s. Compare with a copy made before, or with a published head; the rows named below were"
                          " changed outside this program."),
                        self->at));
}

static void
update (LwRecordChain *self)
{
  const gboolean checking = self->job != NULL;
  const gboolean bad = !checking && self->found != NULL && self->found->problems->len > 0;
  g_autofree char *entries = entries_text (count_entries (self));

  gtk_widget_set_visible (self->spinner, checking);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), checking);
  gtk_widget_set_visible (self->icon, !checking);
  gtk_button_set_label (GTK_BUTTON (self->check), checking ? _("Cancel check") : _("Check now"));
  gtk_widget_set_visible (self->copy, !checking && self->found != NULL);
  gtk_widget_set_visible (self->scroll, bad);
  if (checking)
    say (self, g_strdup_printf (_("Checking the record: %s"), entries),
         g_strdup (_("Every entry's hash, and every row against what the record says of it.")));
  else if (self->failure != NULL)
    {
      set_look (self, "dialog-warning-symbolic", LW_TONE_ATTENTION);
      say (self, g_strdup (_("The record could not be checked")), g_strdup (self->failure));
    }
  else if (self->found != NULL)
    say_result (self);
  else
    {
      set_look (self, "dialog-question-symbolic", LW_TONE_NEUTRAL);
      say (self, g_strdup_printf (_("Record not checked yet: %s"), entries),
           g_strdup (_("A check proves that nothing was changed, added or taken away behind the record.")));
    }
}

/* ---- checking ---- */

static gpointer
verify (LwJob *job, gpointer data, GError **error)
{
  return lw_store_verify (data, lw_job_get_cancellable (job), error);
}

static void
show_found (LwRecordChain *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Verdict *verdict = g_new0 (Verdict, 1);

  for (guint i = 0; i < self->found->problems->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) self->found->problems->pdata[i]);
  gtk_label_set_text (GTK_LABEL (self->problems), text->str);
  verdict->whole = self->found->problems->len == 0;
  g_object_set_data_full (G_OBJECT (self->document), verdict_key, verdict, g_free);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LwRecordChain) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LwVerification) found = lw_job_run_finish (LW_JOB (source), result, &error);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (self->document == NULL)
    return; /* the panel is gone */
  lw_document_remove_job (self->document, self->job);
  g_clear_object (&self->job);
  g_clear_pointer (&self->failure, g_free);
  if (found != NULL)
    {
      g_clear_pointer (&self->found, lw_verification_free);
      self->found = g_steal_pointer (&found);
      g_free (self->at);
      self->at = g_date_time_format (now, "%H:%M");
      show_found (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->failure = g_strdup (error->message);
  update (self);
}

void
lw_record_chain_check (LwRecordChain *self, gboolean quiet)
{
  if (self->job != NULL)
    return;
  self->job = lw_job_new (_("Checking the record"));
  if (!quiet)
    lw_document_add_job (self->document, self->job);
  lw_job_run_async (self->job, verify, g_object_ref (lw_document_get_store (self->document)), g_object_unref,
                    (GDestroyNotify) lw_verification_free, on_verified, g_object_ref (self));
  update (self);
}

gboolean
lw_record_chain_is_checking (LwRecordChain *self)
{
  return self->job != NULL;
}

const char *
lw_record_chain_get_text (LwRecordChain *self)
{
  return gtk_label_get_text (GTK_LABEL (self->title));
}

const char *
lw_record_chain_get_problems (LwRecordChain *self)
{
  return gtk_label_get_text (GTK_LABEL (self->problems));
}

/* ---- the line ---- */

static void
on_check (LwRecordChain *self)
{
  if (self->job != NULL)
    lw_job_cancel (self->job);
  else
    lw_record_chain_check (self, FALSE);
}

static void
on_copy (LwRecordChain *self)
{
  GtkWidget *panel = gtk_widget_get_ancestor (GTK_WIDGET (self), LW_TYPE_PANEL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->found->head);
  if (panel != NULL)
    lw_panel_toast (LW_PANEL (panel), _("Head copied"));
}

static GtkWidget *
make_texts (LwRecordChain *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->title = gtk_label_new (NULL);
  self->subtitle = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_widget_add_css_class (self->subtitle, "dim-label");
  gtk_widget_add_css_class (self->subtitle, "caption");
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_xalign (GTK_LABEL (self->subtitle), 0);
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_wrap (GTK_LABEL (self->subtitle), TRUE);
  gtk_label_set_selectable (GTK_LABEL (self->subtitle), TRUE);
  gtk_box_append (GTK_BOX (texts), self->title);
  gtk_box_append (GTK_BOX (texts), self->subtitle);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  return texts;
}

static GtkWidget *
make_problems (LwRecordChain *self)
{
  self->problems = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problems), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->problems), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->problems), 0);
  gtk_label_set_selectable (GTK_LABEL (self->problems), TRUE);
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroll), 140);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), self->problems);
  return self->scroll;
}

LwRecordChain *
lw_record_chain_new (LwDocument *document)
{
  LwRecordChain *self = g_object_new (LW_TYPE_RECORD_CHAIN, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->document = g_object_ref (document);
  self->icon = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), 24);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  self->spinner = gtk_spinner_new ();
  gtk_widget_set_size_request (self->spinner, 24, 24);
  self->copy = gtk_button_new_with_label (_("Copy head"));
  gtk_widget_set_tooltip_text (self->copy, _("The hash of the last entry: publish it, and compare it later"));
  self->check = gtk_button_new_with_label ("");
  gtk_widget_set_valign (self->copy, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->copy, "clicked", G_CALLBACK (on_copy), self);
  g_signal_connect_swapped (self->check, "clicked", G_CALLBACK (on_check), self);
  gtk_box_append (GTK_BOX (line), self->icon);
  gtk_box_append (GTK_BOX (line), self->spinner);
  gtk_box_append (GTK_BOX (line), make_texts (self));
  gtk_box_append (GTK_BOX (line), self->copy);
  gtk_box_append (GTK_BOX (line), self->check);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), make_problems (self));
  gtk_widget_add_css_class (box, "card");
  g_object_set (line, "margin-start", 12, "margin-end", 12, "margin-top", 9, "margin-bottom", 9, NULL);
  g_object_set (self->scroll, "margin-start", 48, "margin-end", 12, "margin-bottom", 9, NULL);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (document, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
