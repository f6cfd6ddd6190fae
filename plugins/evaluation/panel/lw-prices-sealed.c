/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-prices-sealed.h"

#include "lw-evaluation-panels.h"
#include "lw-evaluation-prices.h"
#include "lw-prices-ask.h"

#include "base/lw-i18n.h"

/* So many are listed; the command line lists all. */
#define SHOWN 200

struct _LwPricesSealed
{
  AdwBin parent_instance;

  LwDocument *document;
  GCancellable *looking;
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* in @group */
  GtkLabel *state;
  GtkWidget *button;
  int n_missing; /* -1 while not known */
  gboolean may;  /* who works here has the role */
};

G_DEFINE_FINAL_TYPE (LwPricesSealed, lw_prices_sealed, ADW_TYPE_BIN)

/* ---- what is found, off the main thread ---- */

typedef struct
{
  GPtrArray *obstacles; /* of LwPriceObstacle */
  gboolean may;
} Found;

static void
found_free (Found *found)
{
  g_clear_pointer (&found->obstacles, g_ptr_array_unref);
  g_free (found);
}

typedef struct
{
  LwStore *store;
  char *person;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->store);
  g_free (question->person);
  g_free (question);
}

static void
look (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (question->store, &error);
  Found *found = g_new0 (Found, 1);
  gboolean commercial = FALSE, lead = FALSE;

  if (reader != NULL)
    lw_reader_set_cancellable (reader, cancellable);
  if (reader != NULL && lw_reader_freeze (reader, &error)
      && lw_evaluation_has_role (lw_reader_connection (reader), question->person, "commercial", &commercial, &error)
      && lw_evaluation_has_role (lw_reader_connection (reader), question->person, "lead", &lead, &error))
    found->obstacles = lw_evaluation_price_obstacles (lw_reader_connection (reader), &error);
  found->may = commercial || lead;
  if (found->obstacles != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) found_free);
  else
    {
      found_free (found);
      g_task_return_error (task, error);
    }
}

/* ---- what is shown ---- */

static void
on_row (AdwActionRow *row, LwPricesSealed *self)
{
  lw_go_to (GTK_WIDGET (self), g_object_get_data (G_OBJECT (row), "lw-place"));
}

static void
add_row (LwPricesSealed *self, const char *title, const char *subtitle, const char *place)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *plain = g_markup_escape_text (title, -1), *about = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), plain);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  if (place != NULL)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "lw-place", g_strdup (place), g_free);
      g_signal_connect (row, "activated", G_CALLBACK (on_row), self);
    }
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

/* Where an obstacle is mended. */
static const char *const panels[LW_OBSTACLE_KINDS] = {
  [LW_OBSTACLE_UNPUBLISHED] = "criteria:", [LW_OBSTACLE_REVISION] = "criteria:",   [LW_OBSTACLE_UNMARKED] = "marking:",
  [LW_OBSTACLE_DISPUTED] = "moderation:",  [LW_OBSTACLE_OFF_SCALE] = "marking:",   [LW_OBSTACLE_NOT_GIVEN] = "marking:",
  [LW_OBSTACLE_UNCONFIRMED] = "marking:",  [LW_OBSTACLE_PEOPLE] = "people:",       [LW_OBSTACLE_OLD_AGREED] = "moderation:",
  [LW_OBSTACLE_UNDECIDED] = "people:",     [LW_OBSTACLE_QUERY] = "marking:",       [LW_OBSTACLE_COSTS] = "prices:",
};

static void
add_obstacle (LwPricesSealed *self, const LwPriceObstacle *obstacle)
{
  g_autofree char *place = g_strconcat (panels[obstacle->kind], obstacle->where, NULL);

  add_row (self, obstacle->where[0] == '\0' ? _("The method") : obstacle->where[0] == '/' ? obstacle->where + 1 : obstacle->where,
           obstacle->text, place);
}

static void
show_state (LwPricesSealed *self)
{
  const char *read_only = lw_document_get_read_only_reason (self->document);
  g_autofree char *text = NULL;

  if (self->n_missing < 0)
    text = g_strdup (_("Looking at what is missing…"));
  else if (read_only != NULL)
    text = g_strdup (read_only);
  else if (self->n_missing > 0)
    text = g_strdup_printf (ngettext ("%d thing is missing before prices can be opened.",
                                      "%d things are missing before prices can be opened.", (gulong) self->n_missing),
                            self->n_missing);
  else if (!self->may)
    text = g_strdup (_("Nothing is missing. Somebody with the role commercial or lead can open prices; choose who works here above."));
  else
    text = g_strdup (_("Nothing is missing: quality is locked."));
  gtk_label_set_text (self->state, text);
  gtk_widget_set_sensitive (self->button, self->n_missing == 0 && self->may && read_only == NULL);
}

static void
clear_rows (LwPricesSealed *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  LwPricesSealed *self = LW_PRICES_SEALED (source);
  g_autoptr (GError) error = NULL;
  Found *found = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->looking);
  clear_rows (self);
  if (found == NULL)
    {
      add_row (self, _("What is missing could not be read"), error->message, NULL);
      return;
    }
  self->n_missing = (int) found->obstacles->len;
  self->may = found->may;
  for (guint i = 0; i < MIN (found->obstacles->len, SHOWN); i++)
    add_obstacle (self, found->obstacles->pdata[i]);
  if (found->obstacles->len > SHOWN)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", found->obstacles->len - SHOWN),
                                               found->obstacles->len - SHOWN);
      add_row (self, more, _("lotwise open-prices --dry-run lists all of them"), NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->group), self->rows->len > 0);
  show_state (self);
  found_free (found);
}

void
lw_prices_sealed_update (LwPricesSealed *self)
{
  Question *question = g_new (Question, 1);
  g_autoptr (GTask) task = NULL;

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  task = g_task_new (self, self->looking, on_looked, NULL);
  *question = (Question) { g_object_ref (lw_document_get_store (self->document)), g_strdup (lw_document_get_person (self->document)) };
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, look);
}

/* ---- opening ---- */

static gboolean
check_reason (const char *const *values, char **said, gpointer data)
{
  g_autofree char *reason = g_strstrip (g_strdup (values[0]));

  if (reason[0] == '\0')
    *said = g_strdup (_("Say why prices are opened now: it goes into the record."));
  return reason[0] != '\0';
}

static void
open_prices (const char *const *values, gpointer data)
{
  LwDocument *document = data;

  lw_document_edit (document, lw_evaluation_open_prices (lw_document_get_person (document), values[0]), NULL);
}

GtkWindow *
lw_prices_sealed_ask (LwPricesSealed *self)
{
  const LwAsk ask = { .heading = _("Open prices"),
                      .body = _("Prices are then open to all who see results, and quality is locked. This goes into the record and"
                                " cannot be undone."),
                      .fields = { { _("Reason"), NULL } },
                      .confirm = _("_Open prices"),
                      .final = TRUE,
                      .check = check_reason,
                      .done = open_prices,
                      .data = g_object_ref (self->document),
                      .destroy = g_object_unref };

  if (!gtk_widget_get_sensitive (self->button))
    {
      g_object_unref (self->document);
      return NULL;
    }
  return lw_prices_ask (GTK_WIDGET (self), &ask);
}

int
lw_prices_sealed_get_n_missing (LwPricesSealed *self)
{
  return self->n_missing;
}

/* ---- life ---- */

static void
lw_prices_sealed_dispose (GObject *object)
{
  LwPricesSealed *self = LW_PRICES_SEALED (object);

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->document);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (lw_prices_sealed_parent_class)->dispose (object);
}

static void
lw_prices_sealed_class_init (LwPricesSealedClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_prices_sealed_dispose;
}

static GtkWidget *
wrapped (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static void
lw_prices_sealed_init (LwPricesSealed *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->n_missing = -1;
  self->rows = g_ptr_array_new ();
  self->state = GTK_LABEL (wrapped ("", NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->state), TRUE);
  self->button = gtk_button_new_with_mnemonic (_("_Open prices…"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_set_sensitive (self->button, FALSE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (lw_prices_sealed_ask), self);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Still missing"));
  gtk_widget_set_visible (GTK_WIDGET (self->group), FALSE);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->state));
  gtk_box_append (GTK_BOX (top), self->button);
  gtk_box_append (GTK_BOX (box), wrapped (_("Prices are sealed. They are opened once, on the record, when every mark of every"
                                            " submitted bid is agreed, or given and confirmed under the published method."),
                                          "dim-label"));
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->group));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
lw_prices_sealed_new (LwDocument *document)
{
  LwPricesSealed *self = g_object_new (LW_TYPE_PRICES_SEALED, NULL);

  self->document = g_object_ref (document);
  show_state (self);
  return GTK_WIDGET (self);
}
