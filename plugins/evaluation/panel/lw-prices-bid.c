/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-prices-bid-private.h"

#include "base/lw-money.h"
#include "lw-evaluation-costs.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-price-check.h"
#include "model/lw-model.h"

#include "base/lw-i18n.h"

G_DEFINE_FINAL_TYPE (LwPricesBid, lw_prices_bid, ADW_TYPE_BIN)

const char *
lw_prices_bid_why_not (LwPricesBid *self)
{
  return lw_document_get_read_only_reason (self->document);
}

/* ---- rows ---- */

/* What is to be shown, gathered first: rows are made anew only where it is something else. */
typedef struct
{
  AdwPreferencesGroup *group;
  char *title, *subtitle;
  const char *icon;        /* at the beginning, or NULL */
  const char *button;      /* what can be done with it, or NULL */
  gboolean enabled;
  char *tooltip;           /* of the button, or NULL */
  void (*clicked) (GtkButton *button, LwPricesBid *self);
  char *what;              /* for @clicked: a title, a criterion; or NULL */
  guint year;
  gboolean removable;      /* a second button takes it out */
} Line;

static void
line_free (Line *line)
{
  g_free (line->title);
  g_free (line->subtitle);
  g_free (line->tooltip);
  g_free (line->what);
  g_free (line);
}

/* @title, @subtitle: (transfer full) */
static Line *
add_line (GPtrArray *lines, AdwPreferencesGroup *group, char *title, char *subtitle)
{
  Line *line = g_new0 (Line, 1);

  line->group = group;
  line->title = title;
  line->subtitle = subtitle;
  g_ptr_array_add (lines, line);
  return line;
}

static const char *
what_of (GtkButton *button)
{
  return g_object_get_data (G_OBJECT (button), "lw-what");
}

static guint
year_of (GtkButton *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "lw-year"));
}

static void
on_correct (GtkButton *button, LwPricesBid *self)
{
  lw_prices_bid_ask_correction (self, what_of (button), year_of (button));
}

static void
on_change_cost (GtkButton *button, LwPricesBid *self)
{
  lw_prices_bid_ask_cost (self, what_of (button), year_of (button));
}

static void
on_remove_cost (GtkButton *button, LwPricesBid *self)
{
  g_autofree char *key = g_strdup_printf ("%s/%s/%s/%u", self->lot, self->bidder, what_of (button), year_of (button));
  GError *error = NULL;
  LwCommand *command = lw_model_remove (lw_document_get_sections (self->document), "cost", key,
                                        lw_document_get_person (self->document), NULL, &error);

  lw_document_edit (self->document, command, error);
}

static void
on_pass (GtkButton *button, LwPricesBid *self)
{
  lw_prices_bid_ask_pass (self, what_of (button));
}

static void
on_step (GtkButton *button, LwPricesBid *self)
{
  lw_prices_bid_ask_step (self);
}

static GtkWidget *
line_button (LwPricesBid *self, const Line *line, GtkWidget *button, const char *name, GCallback clicked)
{
  g_autofree char *label = g_strdup_printf ("%s: %s", name, line->title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "lw-what", g_strdup (line->what), g_free);
  g_object_set_data (G_OBJECT (button), "lw-year", GUINT_TO_POINTER (line->year));
  g_signal_connect (button, "clicked", clicked, self);
  return button;
}

static void
show_line (LwPricesBid *self, const Line *line)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *title = g_markup_escape_text (line->title, -1);
  g_autofree char *subtitle = line->subtitle != NULL ? g_markup_escape_text (line->subtitle, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_subtitle_lines (row, 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (row, subtitle);
  if (line->icon != NULL)
    adw_action_row_set_icon_name (row, line->icon);
  if (line->button != NULL)
    {
      GtkWidget *button = line_button (self, line, gtk_button_new_with_label (line->button), line->button, G_CALLBACK (line->clicked));

      gtk_widget_set_sensitive (button, line->enabled);
      gtk_widget_set_tooltip_text (button, line->tooltip);
      adw_action_row_add_suffix (row, button);
    }
  if (line->removable)
    {
      GtkWidget *button = line_button (self, line, gtk_button_new_from_icon_name ("user-trash-symbolic"), _("Remove cost"),
                                       G_CALLBACK (on_remove_cost));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _("Remove cost"));
      gtk_widget_set_sensitive (button, line->enabled);
      adw_action_row_add_suffix (row, button);
    }
  adw_preferences_group_add (line->group, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

/* All that the lines say, to be compared. */
static char *
say_lines (LwPricesBid *self, GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s/%s\n", self->lot, self->bidder);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = lines->pdata[i];

      g_string_append_printf (text, "%p|%s|%s|%s|%s|%d|%s|%s|%u|%d\n", (gpointer) line->group, line->title,
                              line->subtitle != NULL ? line->subtitle : "", line->icon != NULL ? line->icon : "",
                              line->button != NULL ? line->button : "", line->enabled, line->tooltip != NULL ? line->tooltip : "",
                              line->what != NULL ? line->what : "", line->year, line->removable);
    }
  return g_string_free (text, FALSE);
}

static void
clear_rows (LwPricesBid *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static gboolean
has_rows (GPtrArray *lines, AdwPreferencesGroup *group)
{
  for (guint i = 0; i < lines->len; i++)
    if (((Line *) lines->pdata[i])->group == group)
      return TRUE;
  return FALSE;
}

static void
show_lines (LwPricesBid *self, GPtrArray *lines)
{
  g_autofree char *said = say_lines (self, lines);

  gtk_widget_set_visible (GTK_WIDGET (self->step_group), has_rows (lines, self->step_group));
  gtk_widget_set_visible (GTK_WIDGET (self->minimum_group), has_rows (lines, self->minimum_group));
  gtk_widget_set_visible (GTK_WIDGET (self->correction_group), has_rows (lines, self->correction_group));
  if (g_strcmp0 (said, self->said) == 0)
    return;
  g_free (self->said);
  self->said = g_steal_pointer (&said);
  clear_rows (self);
  for (guint i = 0; i < lines->len; i++)
    show_line (self, lines->pdata[i]);
}

/* ---- what they say ---- */

typedef struct
{
  LwPricesBid *self;
  const LwEvaluationMarks *marks;
  const LwLotRanking *ranking;
  guint bid;
  LwConnection *connection;
  const char *currency;
  gboolean open; /* prices were opened, or a figure of this bid was corrected: they change by corrections alone */
  GPtrArray *lines;
} Show;

static char *
money (const Show *show, gint64 minor)
{
  return lw_money_format (minor, show->currency);
}

static void
add_price (const Show *show)
{
  const LwEvaluationBid *row = &show->marks->bids[show->bid];
  g_autofree char *points = NULL;
  g_auto (LwRational) sum = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT;
  Line *line = add_line (show->lines, show->self->price_group,
                         row->price < 0 ? g_strdup (_("No price")) : money (show, row->price), NULL);

  for (guint leaf = 0; leaf < show->marks->model->n_leaves; leaf++)
    if (lw_evaluation_model_leaf (show->marks->model, leaf)->kind == LW_CRITERION_PRICE
        && lw_evaluation_leaf_points (show->marks, show->bid, leaf, &show->ranking->market, &one, NULL))
      lw_rational_add (&sum, &sum, &one);
  points = lw_results_points (show->marks->model, &sum);
  line->subtitle = row->price < 0       ? g_strdup (_("The bid has none: it cannot be ranked"))
                   : row->has_costs     ? g_strdup_printf (_("Present value of its costs; %s points"), points)
                                        : g_strdup_printf (_("%s points"), points);
  if (row->price < 0 || row->has_costs)
    return;
  line->button = _("Correct…");
  line->enabled = lw_prices_bid_why_not (show->self) == NULL;
  line->clicked = on_correct;
}

static gboolean
add_costs (const Show *show, GError **error)
{
  LwPricesBid *self = show->self;
  g_autoptr (GPtrArray) costs = lw_evaluation_costs (show->connection, self->lot, self->bidder, error);
  g_auto (LwRational) value = LW_RATIONAL_INIT, percent = LW_RATIONAL_INIT;
  g_autofree char *rate = NULL;

  lw_rational_set_int (&percent, 100, 1);
  lw_rational_mul (&percent, &percent, &show->marks->model->discount);
  rate = lw_evaluation_number (&percent);
  for (guint i = 0; costs != NULL && i < costs->len; i++)
    {
      const LwBidCost *cost = costs->pdata[i];
      g_autofree char *amount = money (show, cost->amount), *worth = NULL, *today = NULL;
      Line *line;

      lw_evaluation_cost_value (show->marks->model, cost, &value);
      lw_rational_round (&value, 0, show->marks->model->rule);
      today = lw_rational_to_decimal (&value, 0, show->marks->model->rule);
      worth = money (show, g_ascii_strtoll (today, NULL, 10));
      line = add_line (show->lines, self->cost_group, g_strdup_printf (_("Year %u: %s"), cost->year, cost->title),
                       g_strdup_printf (_("%s, worth %s today at %s %% a year"), amount, worth, rate));
      line->button = show->open ? _("Correct…") : _("Change…");
      line->clicked = show->open ? on_correct : on_change_cost;
      line->removable = !show->open;
      line->enabled = lw_prices_bid_why_not (self) == NULL;
      line->what = g_strdup (cost->title);
      line->year = cost->year;
    }
  if (costs != NULL && costs->len == 0)
    add_line (show->lines, self->cost_group, g_strdup (_("No costs: the price is compared")), NULL);
  gtk_widget_set_sensitive (self->add_cost, costs != NULL && !show->open && lw_prices_bid_why_not (self) == NULL);
  gtk_widget_set_visible (self->add_cost, !show->open);
  return costs != NULL;
}

static void
describe_low (const Show *show, const LwPriceLow *low)
{
  g_auto (LwRational) hundred = LW_RATIONAL_INIT, mean = LW_RATIONAL_INIT, next = LW_RATIONAL_INIT;
  g_autofree char *of_mean = NULL, *of_next = NULL, *text = NULL, *plain = NULL;

  lw_rational_set_int (&hundred, 100, 1);
  lw_rational_mul (&mean, &hundred, &low->below_mean);
  lw_rational_mul (&next, &hundred, &low->below_next);
  of_mean = lw_rational_format (&mean, 1, LW_ROUNDING_HALF_UP);
  of_next = lw_rational_format (&next, 1, LW_ROUNDING_HALF_UP);
  text = g_strdup_printf (_("%s %% below the mean of the others, %s %% below the next price. The law asks for these steps before"
                            " such a bid may be set aside; none of them excludes it."),
                          of_mean, of_next);
  plain = g_markup_escape_text (text, -1);
  adw_preferences_group_set_description (show->self->step_group, plain);
}

static gboolean
add_steps (const Show *show, GError **error)
{
  LwPricesBid *self = show->self;
  g_auto (LwPriceList) list = { NULL, 0, 0 };
  g_auto (LwPriceLow) low;
  LwLowStep steps[LW_LOW_STEPS];
  gboolean flagged, begun;
  guint next = 0;

  lw_price_low_init (&low);
  if (!lw_evaluation_low_steps (show->connection, self->lot, self->bidder, steps, error))
    return FALSE;
  lw_evaluation_price_list (show->marks, show->marks->bids[show->bid].lot, &list);
  flagged = lw_evaluation_price_low (show->marks, &list, show->bid, &low);
  begun = steps[0].at != NULL;
  while (next < LW_LOW_STEPS && steps[next].at != NULL)
    next++;
  g_free (self->next_step);
  self->next_step = g_strdup (next < LW_LOW_STEPS ? lw_low_steps[next] : NULL);
  if (flagged)
    describe_low (show, &low);
  else
    adw_preferences_group_set_description (self->step_group, _("The price is not abnormally low by the limits of the method."));
  for (guint i = 0; (flagged || begun) && i < LW_LOW_STEPS; i++)
    {
      Line *line = add_line (show->lines, self->step_group, g_strdup (lw_low_step_title (i)),
                             steps[i].at != NULL ? g_strdup_printf (_("%.10s, %s: %s"), steps[i].at, steps[i].person, steps[i].text)
                                                 : g_strdup (_("Not yet")));

      line->icon = steps[i].at != NULL ? "object-select-symbolic" : "content-loading-symbolic";
      if (i != next)
        continue;
      line->button = _("Record…");
      line->enabled = lw_prices_bid_why_not (self) == NULL;
      line->clicked = on_step;
    }
  lw_low_steps_clear (steps);
  return TRUE;
}

static char *
minimum_title (const Show *show, guint criterion)
{
  const LwEvaluationModel *model = show->marks->model;

  return criterion == LW_FAILED_TOTAL
             ? g_strdup_printf (_("Below the minimum of the total, %s"), model->minimum_text)
             : g_strdup_printf (_("Below the minimum of %s %s, %s"), model->criteria[criterion].id, model->criteria[criterion].title,
                                model->criteria[criterion].minimum_text);
}

static void
add_minima (const Show *show)
{
  const LwBidResult *result = lw_lot_ranking_find (show->ranking, show->bid);
  const LwEvaluationModel *model = show->marks->model;
  LwPricesBid *self = show->self;

  for (guint i = 0; result != NULL && i < result->n_passed; i++)
    {
      const LwEvaluationOverride *override = lw_evaluation_marks_find_override (
          show->marks, show->bid, result->passed[i] == LW_FAILED_TOTAL ? LW_OVERRIDE_TOTAL : result->passed[i]);

      add_line (show->lines, self->minimum_group, minimum_title (show, result->passed[i]), lw_evaluation_override_text (override))->icon
          = "object-select-symbolic";
    }
  for (guint i = 0; result != NULL && i < result->n_failed; i++)
    {
      const guint criterion = result->failed[i];
      Line *line;

      if (criterion != LW_FAILED_TOTAL && model->criteria[criterion].minimum_text == NULL)
        continue; /* a "fail" is no minimum */
      line = add_line (show->lines, self->minimum_group, minimum_title (show, criterion), g_strdup (_("The bid fails, and is not ranked")));
      line->icon = "dialog-warning-symbolic";
      line->button = _("Pass…");
      line->clicked = on_pass;
      line->what = criterion == LW_FAILED_TOTAL ? NULL : g_strdup (model->criteria[criterion].id);
      line->enabled = self->approver && lw_prices_bid_why_not (self) == NULL;
      line->tooltip = g_strdup (self->approver ? _("Pass in spite of it") : _("To pass in spite of it takes a person with the role approver"));
    }
}

static void
add_corrections (const Show *show, const GPtrArray *corrections)
{
  for (guint i = 0; i < corrections->len; i++)
    {
      const LwPriceCorrection *one = corrections->pdata[i];
      g_autofree char *before = money (show, one->before), *after = money (show, one->after);
      g_autofree char *figure = one->title == NULL ? g_strdup (_("Price")) : g_strdup_printf (_("%s, year %u"), one->title, one->year);

      add_line (show->lines, show->self->correction_group, g_strdup_printf (_("%s: %s became %s"), figure, before, after),
                g_strdup_printf (_("%.10s, %s: %s\nEffect: %s"), one->at, one->person, one->reason, one->effect));
    }
}

static gboolean
show_bid (LwPricesBid *self, const LwEvaluationMarks *marks, guint lot, guint bid, GError **error)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (self->document), error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  g_autoptr (GPtrArray) corrections = NULL;
  g_autoptr (LwPriceOpening) opening = NULL;
  const LwEvaluationBidder *bidder = &marks->bidders[marks->bids[bid].bidder];
  g_autofree char *heading = g_strdup_printf ("%s %s", bidder->id, bidder->name);
  Show show = { self, marks, lw_results_get_ranking (self->results, lot), bid, NULL, lw_document_get_currency (self->document), FALSE,
                lines };

  if (reader == NULL || !lw_reader_freeze (reader, error)
      || !lw_evaluation_prices_opening (lw_reader_connection (reader), &opening, error)
      || !lw_evaluation_has_role (lw_reader_connection (reader), lw_document_get_person (self->document), "approver", &self->approver,
                                  error)
      || (corrections = lw_evaluation_corrections (lw_reader_connection (reader), self->lot, self->bidder, error)) == NULL)
    return FALSE;
  show.connection = lw_reader_connection (reader);
  show.open = opening != NULL || corrections->len > 0;
  self->price = marks->bids[bid].price;
  self->has_costs = marks->bids[bid].has_costs;
  gtk_label_set_text (self->heading, heading);
  add_price (&show);
  if (!add_costs (&show, error) || !add_steps (&show, error))
    return FALSE;
  add_corrections (&show, corrections);
  add_minima (&show);
  show_lines (self, lines);
  return TRUE;
}

void
lw_prices_bid_show (LwPricesBid *self, const char *lot, const char *bidder)
{
  const LwEvaluationMarks *marks = self->results != NULL ? lw_results_get_marks (self->results) : NULL;
  const int of_lot = marks == NULL || lot == NULL ? -1 : lw_evaluation_marks_find_lot (marks, lot, -1);
  const int of_bidder = of_lot < 0 || bidder == NULL ? -1 : lw_evaluation_marks_find_bidder (marks, bidder, -1);
  const int bid = of_bidder < 0 ? -1 : lw_evaluation_marks_find_bid (marks, (guint) of_lot, (guint) of_bidder);
  g_autofree char *own_lot = g_strdup (lot), *own_bidder = g_strdup (bidder);
  g_autoptr (GError) error = NULL;

  g_free (self->lot);
  g_free (self->bidder);
  self->lot = bid < 0 ? NULL : g_steal_pointer (&own_lot);
  self->bidder = bid < 0 ? NULL : g_steal_pointer (&own_bidder);
  if (bid >= 0 && !show_bid (self, marks, (guint) of_lot, (guint) bid, &error))
    gtk_label_set_text (self->heading, error->message);
  gtk_stack_set_visible_child_name (self->pages, bid < 0 ? "none" : "bid");
}

/* ---- life ---- */

static void
lw_prices_bid_dispose (GObject *object)
{
  LwPricesBid *self = LW_PRICES_BID (object);

  g_clear_object (&self->document);
  g_clear_object (&self->results);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->lot, g_free);
  g_clear_pointer (&self->bidder, g_free);
  g_clear_pointer (&self->next_step, g_free);
  g_clear_pointer (&self->said, g_free);
  G_OBJECT_CLASS (lw_prices_bid_parent_class)->dispose (object);
}

static void
lw_prices_bid_class_init (LwPricesBidClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_prices_bid_dispose;
}

static AdwPreferencesGroup *
add_group (GtkWidget *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (box), group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
on_add_cost (LwPricesBid *self)
{
  lw_prices_bid_ask_cost (self, NULL, 0);
}

static void
lw_prices_bid_init (LwPricesBid *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *none = gtk_label_new (_("Choose a bid to see its price, its costs and what is to be done."));

  self->rows = g_ptr_array_new ();
  self->price = -1;
  self->heading = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->heading, 0);
  gtk_label_set_wrap (self->heading, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->heading));
  self->price_group = add_group (box, _("Price"));
  self->minimum_group = add_group (box, _("Minima"));
  self->step_group = add_group (box, _("Abnormally low price"));
  self->cost_group = add_group (box, _("Whole-life cost"));
  self->add_cost = gtk_button_new_with_label (_("Add cost…"));
  gtk_widget_add_css_class (self->add_cost, "flat");
  gtk_widget_set_valign (self->add_cost, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->add_cost, "clicked", G_CALLBACK (on_add_cost), self);
  adw_preferences_group_set_header_suffix (self->cost_group, self->add_cost);
  self->correction_group = add_group (box, _("Corrections"));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_label_set_wrap (GTK_LABEL (none), TRUE);
  gtk_widget_add_css_class (none, "dim-label");
  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->pages, none, "none");
  gtk_stack_add_named (self->pages, scrolled, "bid");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->pages));
}

GtkWidget *
lw_prices_bid_new (LwDocument *document)
{
  LwPricesBid *self = g_object_new (LW_TYPE_PRICES_BID, NULL);

  self->document = g_object_ref (document);
  self->results = lw_results_of (document);
  if (self->results != NULL)
    g_object_ref (self->results);
  return GTK_WIDGET (self);
}
