/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "window/lw-window.h"

#include "find/lw-find.h"
#include "window/lw-drop.h"
#include "window/lw-progress.h"
#include "window/lw-recent.h"
#include "window/lw-sidebar.h"
#include "window/lw-welcome.h"
#include "window/lw-window-private.h"

#include "base/lw-i18n.h"

G_DEFINE_FINAL_TYPE (LwWindow, lw_window, ADW_TYPE_APPLICATION_WINDOW)

/* Where less than this is left for sidebar and panel, the sidebar folds to icons. */
#define NARROW 1000

/* ---- what is shown ---- */

LwDocument *
lw_window_get_document (LwWindow *self)
{
  return self->document;
}

LwPanel *
lw_window_get_panel (LwWindow *self)
{
  return self->panel;
}

char *
lw_window_get_place (LwWindow *self)
{
  g_autofree char *inside = self->panel != NULL ? lw_panel_get_place (self->panel) : NULL;
  if (self->info == NULL)
    return NULL;
  return inside != NULL ? g_strconcat (self->info->id, ":", inside, NULL) : g_strdup (self->info->id);
}

void
lw_window_toast (LwWindow *self, const char *text)
{
  g_autofree char *plain = g_markup_escape_text (text, -1);
  AdwToast *toast;

  /* Work that ends after the window is gone has nobody to tell. */
  if (self->toasts == NULL)
    return;
  toast = adw_toast_new (plain);
  adw_toast_set_timeout (toast, 4);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
update_title (LwWindow *self)
{
  const char *title = self->document != NULL ? lw_document_get_title (self->document) : "Lotwise";
  const gboolean read_only = self->document != NULL && lw_document_get_read_only_reason (self->document) != NULL;
  g_autofree char *stated = read_only ? g_strdup_printf (_("%s (read only)"), title) : g_strdup (title);
  const char *panel = self->info != NULL ? _(self->info->title) : "";
  g_autofree char *whole = self->info != NULL ? g_strdup_printf ("%s · %s", stated, panel) : g_strdup (stated);
  adw_window_title_set_title (self->title, stated);
  adw_window_title_set_subtitle (self->title, panel);
  gtk_window_set_title (GTK_WINDOW (self), whole);
}

/* ---- inspector ---- */

static void
update_inspector (LwWindow *self)
{
  GtkWidget *page = self->info != NULL ? gtk_stack_get_child_by_name (self->inspector_stack, self->info->id) : NULL;
  const char *title = page != NULL ? g_object_get_data (G_OBJECT (page), "lw-title") : NULL;

  gtk_stack_set_visible_child_name (self->inspector_stack, page != NULL ? self->info->id : "empty");
  gtk_label_set_text (self->inspector_title, title != NULL ? title : _("Why?"));
}

void
lw_window_set_inspector_open (LwWindow *self, gboolean open)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "inspector");
  gtk_widget_set_visible (self->inspector, open);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (open));
}

static void
on_inspect (LwPanel *panel, const char *title, GtkWidget *content, gboolean open, LwWindow *self)
{
  const LwPanelInfo *info = g_object_get_data (G_OBJECT (panel), "lw-info");
  GtkWidget *old = gtk_stack_get_child_by_name (self->inspector_stack, info->id);

  if (old != NULL && old != content)
    gtk_stack_remove (self->inspector_stack, old);
  if (content != NULL)
    {
      g_object_set_data_full (G_OBJECT (content), "lw-title", g_strdup (title), g_free);
      if (old != content)
        gtk_stack_add_named (self->inspector_stack, content, info->id);
    }
  if (panel == self->panel)
    {
      update_inspector (self);
      if (open && content != NULL)
        lw_window_set_inspector_open (self, TRUE);
    }
}

/* ---- panels ---- */

static LwPanel *
ensure_panel (LwWindow *self, const LwPanelInfo *info)
{
  GtkWidget *panel = gtk_stack_get_child_by_name (self->panel_stack, info->id);
  if (panel != NULL)
    return LW_PANEL (panel);
  panel = g_object_new (info->get_type (), "document", self->document, NULL);
  g_object_set_data (G_OBJECT (panel), "lw-info", (gpointer) info);
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel), GTK_ACCESSIBLE_PROPERTY_LABEL, _(info->title), -1);
  /* Work of a panel may hold it after the window is gone. */
  g_signal_connect_object (panel, "inspect", G_CALLBACK (on_inspect), self, 0);
  g_signal_connect_object (panel, "toast", G_CALLBACK (lw_window_toast), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->panel_stack, panel, info->id);
  return LW_PANEL (panel);
}

void
lw_window_show_panel (LwWindow *self, const LwPanelInfo *info)
{
  if (self->search != NULL)
    lw_window_set_searching (self, FALSE);
  if (!lw_document_may_see (self->document, LW_SIGHT_OF_PANEL, info->id))
    {
      g_autofree char *text = g_strdup_printf (_("%s is not shown: %s"), _(info->title),
                                               lw_document_get_sight_reason (self->document));
      lw_window_toast (self, text);
      return;
    }
  if (self->info == info)
    return;
  if (self->panel != NULL)
    lw_panel_leave (self->panel);
  self->info = info;
  self->panel = ensure_panel (self, info);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "panel", G_ACTION_GROUP (lw_panel_get_actions (self->panel)));
  gtk_stack_set_visible_child (self->panel_stack, GTK_WIDGET (self->panel));
  lw_sidebar_select (self->sidebar, info);
  update_title (self);
  update_inspector (self);
}

void
lw_window_go_to (LwWindow *self, const char *place)
{
  const char *colon = strchr (place, ':');
  g_autofree char *id = colon != NULL ? g_strndup (place, colon - place) : g_strdup (place);
  const LwPanelInfo *info = lw_panels_find (lw_app_get_panels (self->app), id);

  if (info == NULL || self->document == NULL)
    return;
  lw_window_show_panel (self, info);
  if (self->info == info)
    lw_panel_go_to (self->panel, colon != NULL ? colon + 1 : "");
}

static void
on_row_selected (GtkListBox *box, GtkListBoxRow *row, LwWindow *self)
{
  const LwPanelInfo *info = row != NULL ? lw_sidebar_get_info (row) : NULL;
  if (info != NULL && self->document != NULL)
    lw_window_show_panel (self, info);
}

/* Enter or a click: on into the panel. */
static void
on_row_activated (GtkListBox *box, GtkListBoxRow *row, LwWindow *self)
{
  on_row_selected (box, row, self);
  gtk_widget_child_focus (GTK_WIDGET (self->panel), GTK_DIR_TAB_FORWARD);
}

/* ---- search ---- */

static void
on_search_closed (LwSearchPage *page, LwWindow *self)
{
  lw_window_set_searching (self, FALSE);
}

void
lw_window_set_searching (LwWindow *self, gboolean searching)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "search");
  if (searching && self->search == NULL)
    {
      self->search = lw_search_page_new (self->document, lw_app_get_panels (self->app));
      g_signal_connect (self->search, "closed", G_CALLBACK (on_search_closed), self);
      gtk_stack_add_named (self->contents, self->search, "search");
    }
  gtk_stack_set_visible_child_name (self->contents, searching ? "search" : "panels");
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (searching));
  if (searching)
    lw_search_page_start (LW_SEARCH_PAGE (self->search));
}

/* ---- what may be seen ---- */

/* Nothing is kept that was made when more might be seen. */
static void
drop_panels (LwWindow *self)
{
  GtkWidget *child;

  gtk_widget_insert_action_group (GTK_WIDGET (self), "panel", NULL);
  self->panel = NULL;
  self->info = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->panel_stack))) != NULL)
    {
      LwPanel *panel = LW_PANEL (child);
      const LwPanelInfo *info = g_object_get_data (G_OBJECT (panel), "lw-info");
      GtkWidget *inspected = gtk_stack_get_child_by_name (self->inspector_stack, info->id);

      if (inspected != NULL)
        gtk_stack_remove (self->inspector_stack, inspected);
      gtk_stack_remove (self->panel_stack, child);
    }
  if (self->search != NULL)
    {
      lw_window_set_searching (self, FALSE);
      gtk_stack_remove (self->contents, self->search);
      self->search = NULL;
    }
}

static void show_read_only (LwWindow *self);
static void update_undo (LwWindow *self);

static gboolean
renew (gpointer data)
{
  LwWindow *self = data;
  g_autofree char *place = lw_window_get_place (self);
  const LwPanelInfo *info = self->info;

  self->renewing = 0;
  if (self->panel != NULL)
    lw_panel_leave (self->panel);
  drop_panels (self);
  lw_sidebar_update (self->sidebar, self->document);
  lw_window_enable_document_actions (self);
  show_read_only (self);
  update_undo (self);
  if (info == NULL || !lw_document_may_see (self->document, LW_SIGHT_OF_PANEL, info->id))
    lw_window_go_to (self, "overview");
  else
    lw_window_go_to (self, place);
  return G_SOURCE_REMOVE;
}

/* A moment later: what changed it may be in the panel that goes. */
static void
on_sight (LwWindow *self)
{
  if (self->renewing == 0)
    self->renewing = g_idle_add_full (G_PRIORITY_HIGH_IDLE, renew, self, NULL);
}

/* ---- what follows the document ---- */

static void
update_undo (LwWindow *self)
{
  const char *undo = lw_document_get_undo_name (self->document), *redo = lw_document_get_redo_name (self->document);
  const gboolean writable = lw_document_get_read_only_reason (self->document) == NULL;
  g_autofree char *undo_text = undo != NULL ? g_strdup_printf (_("Undo: %s"), undo) : g_strdup (_("Nothing to undo"));
  g_autofree char *redo_text = redo != NULL ? g_strdup_printf (_("Redo: %s"), redo) : g_strdup (_("Nothing to redo"));
  GAction *undo_action = g_action_map_lookup_action (G_ACTION_MAP (self), "undo");
  GAction *redo_action = g_action_map_lookup_action (G_ACTION_MAP (self), "redo");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (undo_action), undo != NULL && writable);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (redo_action), redo != NULL && writable);
  gtk_widget_set_tooltip_text (self->undo_button, undo_text);
  gtk_widget_set_tooltip_text (self->redo_button, redo_text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->undo_button), GTK_ACCESSIBLE_PROPERTY_LABEL, undo_text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->redo_button), GTK_ACCESSIBLE_PROPERTY_LABEL, redo_text, -1);
}

static void
show_read_only (LwWindow *self)
{
  const char *reason = lw_document_get_read_only_reason (self->document);
  g_autofree char *why = g_strdup_printf (_("This competition can be read but not changed: %s."), reason != NULL ? reason : "");

  gtk_label_set_text (self->read_only_reason, why);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->read_only_reason), why);
  gtk_revealer_set_reveal_child (self->read_only, reason != NULL);
}

/* What is half typed, in any window, was typed by the person before. */
static void
on_person_chosen (LwPersonButton *button, const char *person, LwWindow *self)
{
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self->app)); at != NULL; at = at->next)
    if (LW_IS_WINDOW (at->data) && LW_WINDOW (at->data)->document == self->document && LW_WINDOW (at->data)->panel != NULL)
      lw_panel_leave (LW_WINDOW (at->data)->panel);
  lw_document_set_person (self->document, person);
}

static void
on_details (AdwToast *toast, LwWindow *self)
{
  lw_dialog_error (GTK_WINDOW (self), g_object_get_data (G_OBJECT (toast), "lw-what"),
                   g_object_get_data (G_OBJECT (toast), "lw-why"));
}

static void
on_failed (LwDocument *document, const char *what, const GError *error, LwWindow *self)
{
  g_autofree char *text = g_strdup_printf ("%s: %s", what, error->message);
  g_autofree char *plain = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (plain);
  /* An error stays until it is read, and a toast has one line only. */
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (toast, _("Read _all"));
  g_object_set_data_full (G_OBJECT (toast), "lw-what", g_strdup (what), g_free);
  g_object_set_data_full (G_OBJECT (toast), "lw-why", g_strdup (error->message), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_details), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static gboolean
update_badges (gpointer data)
{
  LwWindow *self = data;
  self->badges = 0;
  lw_sidebar_update (self->sidebar, self->document);
  return G_SOURCE_REMOVE;
}

static void
on_changed (LwWindow *self)
{
  /* After the frame that shows the change itself. */
  if (self->badges == 0)
    self->badges = g_idle_add_full (G_PRIORITY_LOW, update_badges, self, NULL);
}

static void
connect_document (LwWindow *self)
{
  LwDocument *document = self->document;
  g_signal_connect_object (document, "notify::title", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::sight", G_CALLBACK (on_sight), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::undo-name", G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::redo-name", G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::person", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "badges-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "done", G_CALLBACK (lw_window_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "failed", G_CALLBACK (on_failed), self, 0);
  lw_progress_follow (self->jobs, lw_document_get_jobs (document));
}

/* ---- remembered ---- */

static void
restore_size (LwWindow *self)
{
  LwFileState *state = lw_document_get_state (self->document);
  const int width = lw_file_state_get_int (state, "window", "width", 0);
  const int height = lw_file_state_get_int (state, "window", "height", 0);

  if (width > 0 && height > 0 && !self->sized)
    gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (lw_file_state_get_int (state, "window", "maximized", 0) && !self->sized)
    gtk_window_maximize (GTK_WINDOW (self));
  lw_sidebar_set_folding (self->sidebar, lw_file_state_get_int (state, "window", "sidebar", lw_sidebar_get_folding (self->sidebar)));
  self->inspector_width = lw_file_state_get_int (state, "window", "inspector-width", 0);
  lw_window_set_inspector_open (self, lw_file_state_get_int (state, "window", "inspector", 0));
}

static void
remember (LwWindow *self)
{
  LwFileState *state = lw_document_get_state (self->document);
  g_autofree char *place = lw_window_get_place (self);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  lw_file_state_set_int (state, "window", "width", width);
  lw_file_state_set_int (state, "window", "height", height);
  lw_file_state_set_int (state, "window", "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  lw_file_state_set_int (state, "window", "inspector", gtk_widget_get_visible (self->inspector));
  lw_file_state_set_int (state, "window", "sidebar", lw_sidebar_get_folding (self->sidebar));
  if (gtk_widget_get_mapped (self->inspector))
    lw_file_state_set_int (state, "window", "inspector-width", gtk_widget_get_width (self->inspector));
  lw_file_state_set (state, "window", "place", place);
  lw_file_state_flush (state);
}

/* "3,687 of 3,687 marks given": the first card of a plugin says where the competition stands. */
static char *
standing_of (LwWindow *self)
{
  GPtrArray *cards = lw_panels_get_cards (lw_app_get_panels (self->app));
  for (guint i = 0; i < cards->len; i++)
    {
      const LwCardInfo *info = cards->pdata[i];
      LwCard card = { .share = -1 };
      char *text = NULL;
      info->fill (self->document, &card);
      if (card.value != NULL && card.share >= 0)
        text = g_strdup_printf ("%s %s", card.value, card.caption != NULL ? card.caption : "");
      g_free (card.value);
      g_free (card.caption);
      g_free (card.place);
      if (text != NULL)
        return text;
    }
  return NULL;
}

void
lw_window_set_document (LwWindow *self, LwDocument *document, const char *place)
{
  g_autofree char *left = lw_file_state_get (lw_document_get_state (document), "window", "place");
  LwPanels *panels = lw_app_get_panels (self->app);
  GPtrArray *infos = lw_panels_get (panels);

  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  connect_document (self);
  lw_sidebar_fill (self->sidebar, panels);
  lw_sidebar_update (self->sidebar, document);
  lw_window_enable_document_actions (self);
  restore_size (self);
  update_title (self);
  update_undo (self);
  lw_person_button_set_document (self->saved, document);
  show_read_only (self);
  gtk_stack_set_visible_child_name (self->pages, "workspace");
  lw_window_go_to (self, place != NULL ? place : left != NULL ? left : "overview");
  for (guint i = 0; self->info == NULL && i < infos->len; i++)
    if (lw_document_may_see (document, LW_SIGHT_OF_PANEL, ((const LwPanelInfo *) infos->pdata[i])->id))
      lw_window_go_to (self, ((const LwPanelInfo *) infos->pdata[i])->id);
  lw_recent_add (lw_document_get_path (document), lw_document_get_title (document), NULL);
  on_changed (self);
}

/* ---- closing ---- */

/* Whether another window shows the competition, and with it the progress of its work. */
static gboolean
is_shared (LwWindow *self)
{
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self->app)); at != NULL; at = at->next)
    if (at->data != self && LW_IS_WINDOW (at->data) && LW_WINDOW (at->data)->document == self->document)
      return TRUE;
  return FALSE;
}

static void
close_anyway (gpointer window, gpointer unused)
{
  LwWindow *self = window;
  self->closing = TRUE;
  lw_progress_cancel_all (self->jobs);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
lw_window_close_request (GtkWindow *window)
{
  LwWindow *self = LW_WINDOW (window);
  if (self->document != NULL && is_shared (self))
    lw_progress_unfollow (self->jobs, lw_document_get_jobs (self->document));
  if (!self->closing && lw_progress_is_running (self->jobs))
    {
      g_autofree char *body = g_strdup_printf (
          _("“%s” is not finished. If the window closes now, it is cancelled; nothing that was saved is lost."),
          lw_progress_get_title (self->jobs));
      lw_dialog_confirm (GTK_WIDGET (window), _("Close while work is under way?"), body, _("Cancel the work and close"), TRUE,
                         close_anyway, self);
      return TRUE;
    }
  if (self->document != NULL)
    {
      g_autofree char *standing = NULL;
      if (self->panel != NULL)
        lw_panel_leave (self->panel);
      standing = standing_of (self);
      lw_recent_add (lw_document_get_path (self->document), lw_document_get_title (self->document), standing);
      remember (self);
    }
  return GTK_WINDOW_CLASS (lw_window_parent_class)->close_request (window);
}

/* ---- the widget ---- */

/* What follows from the size, once it is known: nothing may change while the window is being laid out. */
static gboolean
fit (gpointer data)
{
  LwWindow *self = data;
  const int inspector = gtk_widget_get_visible (self->inspector) ? gtk_widget_get_width (self->inspector) : 0;

  self->fitting = 0;
  lw_sidebar_set_narrow (self->sidebar, gtk_widget_get_width (GTK_WIDGET (self)) - inspector < NARROW);
  if (self->inspector_width == 0 || inspector == 0)
    return G_SOURCE_REMOVE;
  gtk_paned_set_position (GTK_PANED (self->paned), gtk_paned_get_position (GTK_PANED (self->paned)) + inspector - self->inspector_width);
  self->inspector_width = 0;
  return G_SOURCE_REMOVE;
}

static void
lw_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LwWindow *self = LW_WINDOW (widget);

  GTK_WIDGET_CLASS (lw_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->fitting == 0)
    self->fitting = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit, self, NULL);
}

void
lw_window_add_job (LwWindow *self, LwJob *job)
{
  lw_progress_add (self->jobs, job);
}

void
lw_window_remove_job (LwWindow *self, LwJob *job)
{
  if (self->jobs != NULL) /* else the window is gone */
    lw_progress_remove (self->jobs, job);
}

static void
on_cancel_clicked (GtkButton *button, LwWindow *self)
{
  lw_progress_cancel (self->jobs);
}

static void
lw_window_dispose (GObject *object)
{
  LwWindow *self = LW_WINDOW (object);
  g_clear_handle_id (&self->badges, g_source_remove);
  g_clear_handle_id (&self->renewing, g_source_remove);
  g_clear_handle_id (&self->fitting, g_source_remove);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "panel", NULL);
  self->panel = NULL;
  self->info = NULL;
  g_clear_pointer (&self->jobs, lw_progress_free);
  G_OBJECT_CLASS (lw_window_parent_class)->dispose (object);
}

static void
lw_window_finalize (GObject *object)
{
  g_clear_object (&LW_WINDOW (object)->document);
  G_OBJECT_CLASS (lw_window_parent_class)->finalize (object);
}

static void
lw_window_class_init (LwWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_window_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_window_finalize;
  g_type_ensure (LW_TYPE_PERSON_BUTTON);
  g_type_ensure (LW_TYPE_SIDEBAR_BIN);
  GTK_WINDOW_CLASS (class)->close_request = lw_window_close_request;
  widget_class->size_allocate = lw_window_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/shell/window/lw-window.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, LwWindow, name)
  CHILD (toasts);
  CHILD (pages);
  CHILD (welcome);
  CHILD (welcome_menu);
  CHILD (menu_button);
  CHILD (sidebar);
  CHILD (title);
  CHILD (undo_button);
  CHILD (redo_button);
  CHILD (saved);
  CHILD (read_only);
  CHILD (read_only_reason);
  CHILD (drop_sign);
  CHILD (paned);
  CHILD (steady);
  CHILD (contents);
  CHILD (panel_stack);
  CHILD (inspector);
  CHILD (inspector_title);
  CHILD (inspector_stack);
  CHILD (progress);
  CHILD (progress_title);
  CHILD (progress_bar);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_person_chosen);
}

/* What lies under the header bar scrolls, or is cut: its height does not follow from its width. So it is measured once, not
 * again and again for the width that fits a height, which panes of text have no good answer to. */
static void
measure_steady (GtkWidget *bin, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (bin), orientation, -1, minimum, natural, NULL, NULL);
}

static void
allocate_steady (GtkWidget *bin, int width, int height, int baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (bin), width, height, baseline, NULL);
}

static void
lw_window_init (LwWindow *self)
{
  GtkWidget *nothing;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->steady, gtk_custom_layout_new (NULL, measure_steady, allocate_steady));
  nothing = adw_status_page_new ();
  adw_status_page_set_description (ADW_STATUS_PAGE (nothing),
                                   _("In Results and Marking: choose a number or a mark, and here it says where it comes from."));
  gtk_widget_add_css_class (nothing, "compact");
  gtk_stack_add_named (self->inspector_stack, nothing, "empty");
  self->jobs = lw_progress_new (self->progress, self->progress_title, self->progress_bar);
  lw_window_add_actions (self);
  lw_drop_accept_files (GTK_WIDGET (self), self->drop_sign);
}

LwWindow *
lw_window_new (LwApp *app)
{
  LwWindow *self = g_object_new (LW_TYPE_WINDOW, "application", app, NULL);
  self->app = app;
  adw_bin_set_child (self->welcome, lw_welcome_new ());
  update_title (self);
  return self;
}
