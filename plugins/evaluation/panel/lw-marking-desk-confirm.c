/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Confirming the mark that is shown, and what it is locked by. */
#include "config.h"

#include "lw-marking-desk-private.h"

#include "lw-evaluation-publish.h"
#include "lw-evaluation-rationale.h"

#include <string.h>

#include "base/lw-i18n.h"

/* Why the method became another: of the version in force. (transfer full) (nullable) */
static char *
reason_of (LwMarkingDesk *self, gint64 version)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  char *reason = NULL;

  if (reader != NULL)
    lw_connection_get_text (lw_reader_connection (reader), &reason, NULL,
                            "SELECT reason FROM evaluation_publication WHERE version = ?", "i", version);
  return reason;
}

static char *
confirmed_text (LwMarkingDesk *self, gint64 confirmed, gint64 in_force)
{
  g_autofree char *reason = NULL;

  if (in_force == 0 || !self->there)
    return NULL;
  if (confirmed == 0)
    return g_strdup (_("Not confirmed yet"));
  if (confirmed == in_force)
    return g_strdup_printf (_("Confirmed under version %lld of the method, and locked: the lead can open it again"),
                            (long long) confirmed);
  reason = reason_of (self, in_force);
  return g_strdup_printf (reason != NULL ? _("To be confirmed again: version %lld was published since (%s)")
                                         : _("To be confirmed again: version %lld was published since"),
                          (long long) in_force, reason);
}

void
lw_marking_desk_read_locks (LwMarkingDesk *self)
{
  gint64 confirmed, in_force;
  g_autofree char *text = NULL;

  g_free (self->why_not);
  self->why_not = lw_marking_entry_why_not (self->entry, &confirmed, &in_force);
  self->is_confirmed = self->there && in_force > 0 && confirmed == in_force;
  text = confirmed_text (self, confirmed, in_force);
  gtk_label_set_label (self->confirmed, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->confirmed), text != NULL);
  gtk_widget_set_visible (self->confirm, in_force > 0);
}

void
lw_marking_desk_show_confirmed (LwMarkingDesk *self)
{
  static const char *const classes[] = { "success", "warning", NULL };
  const char *class = self->is_confirmed ? "success" : "warning";

  for (guint i = 0; classes[i] != NULL; i++)
    if (strcmp (classes[i], class) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (self->confirmed), classes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->confirmed), classes[i]);
  if (self->is_confirmed)
    gtk_widget_set_visible (self->blocked, FALSE);
}

gboolean
lw_marking_desk_can_confirm (LwMarkingDesk *self)
{
  return lw_marking_desk_can_mark (self) && self->there && !self->is_confirmed && gtk_widget_get_visible (self->confirm);
}

/* ---- confirming ---- */

/* What the checks find of the mark that is shown, or NULL: something else is in the way. (transfer full) */
static char *
obstacle_text (LwMarkingDesk *self)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), NULL);
  char *const *ids = self->shows ? self->entry->ids : NULL;
  g_autoptr (GPtrArray) found = reader == NULL || ids == NULL ? NULL
                                                              : lw_evaluation_confirm_obstacles (lw_reader_connection (reader), ids[3],
                                                                                                 ids[0], ids[1], ids[2], NULL);
  g_autofree char *text = NULL;

  if (found == NULL || found->len == 0)
    return NULL;
  text = lw_rationale_finding_text (g_ptr_array_index (found, 0), LW_RATIONALE_WORDS);
  return g_strdup_printf (_("Not confirmed: %s. Mend it, or write why it is confirmed all the same."), text);
}

typedef struct
{
  LwMarkingDesk *desk;
  guint shown; /* the place it is about */
} Confirming;

static void
confirming_free (Confirming *confirming)
{
  g_object_unref (confirming->desk);
  g_free (confirming);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Confirming, confirming_free)

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Confirming) confirming = user_data;
  LwMarkingDesk *self = confirming->desk;
  const gboolean same = self->shown == confirming->shown;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (lw_document_edit_finish (LW_DOCUMENT (source), result, &error))
    {
      if (same)
        gtk_widget_set_visible (self->blocked, FALSE);
      lw_marking_desk_toast (self, _("Confirmed"));
      return;
    }
  if (!same) /* another mark is shown: a reason typed there would confirm that one */
    {
      lw_marking_desk_toast (self, error->message);
      return;
    }
  text = obstacle_text (self);
  gtk_label_set_label (self->blocked_text, text != NULL ? text : error->message);
  gtk_editable_set_text (self->despite, "");
  gtk_widget_set_visible (self->blocked, TRUE);
  lw_marking_focus_later (GTK_WIDGET (self->despite));
}

/* @despite: why, although something is in the way; or NULL */
static void
confirm (LwMarkingDesk *self, const char *despite)
{
  char *const *ids = self->entry->ids;
  Confirming *confirming = g_new (Confirming, 1);

  *confirming = (Confirming) { g_object_ref (self), self->shown };
  lw_marking_desk_save (self);
  lw_document_edit_async (self->document,
                          lw_evaluation_confirm (ids[3], ids[0], ids[1], ids[2], lw_document_get_person (self->document), despite),
                          on_confirmed, confirming);
}

void
lw_marking_desk_confirm (LwMarkingDesk *self)
{
  if (lw_marking_desk_can_confirm (self))
    confirm (self, NULL);
}

void
lw_marking_desk_despite_changed (LwMarkingDesk *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->despite)));

  gtk_widget_set_sensitive (self->confirm_despite, text[0] != '\0');
}

void
lw_marking_desk_confirm_despite (LwMarkingDesk *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->despite)));

  if (text[0] != '\0' && lw_marking_desk_can_confirm (self))
    confirm (self, text);
}

/* ---- what stands beside it ---- */

void
lw_marking_desk_quote (LwMarkingDesk *self, const char *document, const char *page, const char *words)
{
  if (!lw_marking_desk_can_mark (self))
    {
      lw_marking_desk_toast (self, self->why_not != NULL ? self->why_not : _("Choose first what is marked"));
      return;
    }
  lw_marking_beside_quote (self->beside, document, page, words);
}

void
lw_marking_desk_focus_beside (LwMarkingDesk *self, LwMarkingBesideRow row)
{
  if (self->shows)
    lw_marking_beside_focus (self->beside, row);
}
