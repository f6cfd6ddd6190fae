/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The page of the lab: dummy bids and terms to try, and what follows from them. A number that cannot be read leaves the
 * results as they are and says so beside itself. What is shown is in lw-criteria-lab-results.c.
 */
#include "config.h"

#include "lw-criteria-lab.h"

#include "base/lw-money.h"
#include "chart/lw-chart-view.h"
#include "lw-criteria-field.h"
#include "lw-criteria-lab-bids.h"
#include "lw-criteria-lab-results.h"
#include "lw-criteria-lab-rows.h"
#include "lw-criteria-sheet.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-panels.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

enum
{
  QUALITY,
  PRICE,
  OPTIMUM,
  TOP,
  FACTOR,
  RATE,
  FROM,
  TO,
  N_TERMS,
};

struct _LwCriteriaLab
{
  AdwBin parent_instance;
  LwDocument *document;
  LwCriteriaTree *tree;
  guint idle;
  gboolean stale, filling;
  char *of_file[N_TERMS]; /* what the method says, as it was last put into the fields */
  GHashTable *used;

  LwCriteriaLabRows *bids;
  GtkWidget *bids_note, *from_lot, *words, *tables;
  LwCriteriaField *terms[N_TERMS];
  GtkDropDown *method;
  LwChart *chart;
};

G_DEFINE_FINAL_TYPE (LwCriteriaLab, lw_criteria_lab, ADW_TYPE_BIN)

/* ---- what the fields may hold ---- */

static char *
check_term (LwCriteriaField *field, const char *text, gpointer data)
{
  LwCriteriaLab *page = data;
  g_auto (LwRational) points = LW_RATIONAL_INIT;
  LwFraction factor;

  if (field == page->terms[QUALITY] || field == page->terms[PRICE]) /* a fraction too: what the method says may be one */
    return *text != '-' && lw_rational_parse (&points, text, "", NULL) ? NULL : g_strdup (_("Expected points, such as 60"));
  if (field != page->terms[FACTOR])
    return lw_criteria_lab_check_money (page->document, text, FALSE);
  return *text == '\0' || lw_price_factor_parse (text, &factor, NULL) ? NULL : g_strdup (_("Expected a number such as 2"));
}

/* ---- reading them ---- */

static gboolean
is_fine (LwCriteriaField *field)
{
  lw_criteria_field_check (field);
  return lw_criteria_field_get_message (field) == NULL;
}

/* FALSE: something that is typed is wrong. */
static gboolean
check_all (LwCriteriaLab *page)
{
  gboolean fine = lw_criteria_lab_rows_check (page->bids);

  for (guint i = 0; i < N_TERMS; i++)
    fine &= is_fine (page->terms[i]);
  return fine;
}

static gint64
read_money (LwCriteriaLab *page, LwCriteriaField *field, gint64 otherwise)
{
  g_autofree char *text = lw_criteria_field_get_text (field);
  gint64 minor = otherwise;

  if (*text != '\0')
    lw_money_parse (text, lw_document_get_currency (page->document), "", &minor, NULL);
  return minor;
}

static void
read_number (LwCriteriaField *field, LwRational *number)
{
  g_autofree char *text = lw_criteria_field_get_text (field);

  lw_rational_parse (number, text, "", NULL);
}

static void
read_terms (LwCriteriaLab *page, LwLabTerms *terms)
{
  g_autofree char *factor = lw_criteria_field_get_text (page->terms[FACTOR]);
  read_number (page->terms[QUALITY], &terms->quality_weight);
  read_number (page->terms[PRICE], &terms->price_weight);
  terms->price.optimum = read_money (page, page->terms[OPTIMUM], 0);
  terms->price.top = read_money (page, page->terms[TOP], 0);
  terms->basis.rate = read_money (page, page->terms[RATE], 0);
  terms->basis.digits = (guint) MAX (lw_currency_digits (lw_document_get_currency (page->document)), 0);
  if (*factor != '\0')
    lw_price_factor_parse (factor, &terms->price.factor, NULL);
}

/* ---- what follows ---- */

static void
set_content (GtkWidget *box, GtkWidget *first, ...)
{
  GtkWidget *child;
  va_list args;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
  va_start (args, first);
  for (child = first; child != NULL; child = va_arg (args, GtkWidget *))
    gtk_box_append (GTK_BOX (box), child);
  va_end (args);
}

static void
show_words (LwCriteriaLab *page, const LwCriteriaTrial *trial)
{
  g_autoptr (GPtrArray) words = lw_criteria_lab_words (trial);

  set_content (page->words, NULL);
  for (guint i = 0; i < words->len; i++)
    gtk_box_append (GTK_BOX (page->words), lw_criteria_words_new (words->pdata[i], NULL));
}

static void
show_trial (LwCriteriaLab *page, const LwCriteriaTrial *trial)
{
  const int method = (int) gtk_drop_down_get_selected (page->method) - 1;

  lw_criteria_lab_draw (page->chart, trial, method);
  show_words (page, trial);
  set_content (page->tables,
               lw_criteria_lab_section (_("In short"),
                                        _("Relative: what a bid earns depends on the other bids. Absolute: on nothing but itself."),
                                        lw_criteria_lab_summary (trial)),
               lw_criteria_lab_section (_("Total or figure of each bid, and its rank"), NULL, lw_criteria_lab_table (trial)),
               lw_criteria_lab_section (_("Extremes, and a bid that leaves"),
                                        _("The outlier has no quality, at ten times the highest price."),
                                        lw_criteria_lab_orders (trial)),
               lw_criteria_lab_section (_("Marks that quality needs"),
                                        _("How many marks of 100 a bid must have more than the cheapest to be level with it. 100 or"
                                          " more: it cannot win."),
                                        lw_criteria_lab_leads (trial)),
               NULL);
}

static void
remember (LwCriteriaLab *page, GPtrArray *bids)
{
  g_autofree char *text = lw_criteria_lab_bids_to_text (bids, lw_document_get_currency (page->document));

  lw_file_state_set (lw_document_get_state (page->document), "criteria", "lab-bids", text);
}

/* What is left empty is what the bids suggest: a range from the lowest price to a fifth above the highest, twice the lowest
 * price for none. [D] */
static void
fill_terms (LwLabTerms *terms, GPtrArray *bids)
{
  gint64 lowest = G_MAXINT64, highest = 0;

  for (guint i = 0; i < bids->len; i++)
    {
      const LwLabBid *bid = bids->pdata[i];
      lowest = MIN (lowest, bid->price);
      highest = MAX (highest, bid->price);
    }
  if (terms->price.optimum == 0 && terms->price.top == 0 && highest < G_MAXINT64 / 6)
    {
      terms->price.optimum = lowest;
      terms->price.top = highest * 6 / 5;
    }
  if (terms->price.factor.num == 0)
    terms->price.factor = (LwFraction){ 2, 1 };
}

/* Ends of the curves: half the lowest and twice the highest price, unless they are typed. */
static gboolean
set_range (LwCriteriaLab *page, LwCriteriaTrial *trial)
{
  gint64 lowest = G_MAXINT64, highest = 0;

  for (guint i = 0; i < trial->bids->len; i++)
    {
      const LwLabBid *bid = trial->bids->pdata[i];
      lowest = MIN (lowest, bid->price);
      highest = MAX (highest, bid->price);
    }
  trial->from = read_money (page, page->terms[FROM], lowest / 2);
  trial->to = read_money (page, page->terms[TO], highest < G_MAXINT64 / 2 ? highest * 2 : G_MAXINT64);
  return trial->from < trial->to;
}

void
lw_criteria_lab_update (LwCriteriaLab *page)
{
  g_auto (LwLabTerms) terms;
  g_autoptr (GPtrArray) bids = NULL, all = NULL;
  LwCriteriaTrial trial;

  lw_lab_terms_init (&terms);
  page->stale = FALSE;
  if (!check_all (page))
    {
      gtk_label_set_text (GTK_LABEL (page->bids_note),
                          _("Something that is typed cannot be read: what stands below is of before."));
      return;
    }
  read_terms (page, &terms);
  all = lw_criteria_lab_rows_read (page->bids, TRUE);
  bids = lw_criteria_lab_rows_read (page->bids, FALSE);
  remember (page, all);
  trial = (LwCriteriaTrial){ &terms, bids, lw_document_get_currency (page->document), 0, 0, page->used };
  if (bids->len == 0 || !set_range (page, &trial))
    {
      gtk_label_set_text (GTK_LABEL (page->bids_note),
                          bids->len == 0 ? _("Let one bid take part at least.")
                                         : _("The curves must end above the price where they begin."));
      return;
    }
  fill_terms (&terms, bids);
  gtk_label_set_text (GTK_LABEL (page->bids_note), _("Invented, to try with: nothing of this is in the competition."));
  show_trial (page, &trial);
}

static gboolean
on_idle (gpointer data)
{
  LwCriteriaLab *page = data;

  page->idle = 0;
  lw_criteria_lab_update (page);
  return G_SOURCE_REMOVE;
}

/* Soon, once for all that is typed, and not before the page is seen. */
static void
queue_update (LwCriteriaLab *page)
{
  if (page->filling)
    return;
  page->stale = TRUE;
  if (page->idle == 0 && gtk_widget_get_mapped (GTK_WIDGET (page)))
    page->idle = g_idle_add (on_idle, page);
}

/* ---- where dummy bids come from ---- */

static void
on_example (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LwCriteriaLab *page = data;
  g_autoptr (GPtrArray) bids = lw_criteria_lab_bids_example (page->document, read_money (page, page->terms[OPTIMUM], 0),
                                                             read_money (page, page->terms[TOP], 0));

  lw_criteria_lab_rows_fill (page->bids, bids);
}

static void
on_lot (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LwCriteriaLab *page = data;
  g_autoptr (GError) error = NULL;
  guint left_out = 0;
  g_autoptr (GPtrArray) bids = lw_criteria_lab_bids_of_lot (page->document, g_variant_get_string (parameter, NULL),
                                                            LW_CRITERIA_LAB_MOST_BIDS, &left_out, &error);
  GtkWidget *panel = gtk_widget_get_ancestor (GTK_WIDGET (page), LW_TYPE_PANEL);

  if (bids == NULL)
    {
      lw_panel_toast (LW_PANEL (panel), error->message);
      return;
    }
  lw_criteria_lab_rows_fill (page->bids, bids);
  if (left_out > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u bid of the lot is left out: it has no price, a mark is missing, or there is no room for it",
                    "%u bids of the lot are left out: they have no price, a mark is missing, or there is no room for them",
                    left_out),
          left_out);
      lw_panel_toast (LW_PANEL (panel), text);
    }
}

/* The lots that have bids. */
static void
fill_lots (LwCriteriaLab *page)
{
  LwEvaluationLive *live = lw_evaluation_session (page->document);
  const LwEvaluationMarks *marks = live != NULL ? lw_evaluation_live_get_marks (live) : NULL;
  g_autoptr (GMenu) menu = g_menu_new (), lots = g_menu_new ();

  g_menu_append (menu, _("The example of the handbook"), "lab.example");
  for (guint i = 0; marks != NULL && i < marks->n_lots; i++)
    {
      g_autofree char *label = g_strdup_printf (_("Bids of %s %s"), marks->lots[i].id, marks->lots[i].title);
      g_autoptr (GMenuItem) item = NULL;

      if (marks->lots[i].n_bids == 0)
        continue;
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "lab.lot", "s", marks->lots[i].id);
      g_menu_append_item (lots, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (lots));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (page->from_lot), G_MENU_MODEL (menu));
}

/* ---- what the method says ---- */

/* Into its field, unless something else was typed there and the method says what it said. */
static void
offer (LwCriteriaLab *page, guint term, char *text)
{
  if (g_strcmp0 (page->of_file[term], text) != 0 || page->of_file[term] == NULL)
    lw_criteria_field_reset (page->terms[term], text);
  g_free (page->of_file[term]);
  page->of_file[term] = text;
}

static char *
money_or_nothing (LwCriteriaLab *page, gint64 minor)
{
  return minor > 0 ? lw_money_to_text (minor, lw_document_get_currency (page->document)) : g_strdup ("");
}

static void
offer_terms (LwCriteriaLab *page, const LwLabTerms *terms)
{
  char number[64] = "";

  offer (page, QUALITY, lw_evaluation_number (&terms->quality_weight));
  offer (page, PRICE, lw_evaluation_number (&terms->price_weight));
  offer (page, OPTIMUM, money_or_nothing (page, terms->price.optimum));
  offer (page, TOP, money_or_nothing (page, terms->price.top));
  offer (page, RATE, money_or_nothing (page, terms->basis.rate));
  if (terms->price.factor.num > 0)
    {
      g_auto (LwRational) factor = LW_RATIONAL_INIT;
      lw_rational_set_int (&factor, terms->price.factor.num, terms->price.factor.den);
      g_autofree char *text = lw_evaluation_number (&factor);
      g_strlcpy (number, text, sizeof number);
    }
  offer (page, FACTOR, g_strdup (number));
}

static void
note_used (LwCriteriaLab *page, const LwEvaluationModel *model)
{
  g_hash_table_remove_all (page->used);
  if (model->basis != LW_BASIS_POINTS)
    g_hash_table_add (page->used, (gpointer) lw_bases[model->basis].id);
  for (guint leaf = 0; leaf < model->n_leaves; leaf++)
    if (lw_evaluation_model_leaf (model, leaf)->formula != NULL && model->basis == LW_BASIS_POINTS)
      g_hash_table_add (page->used, (gpointer) lw_evaluation_model_leaf (model, leaf)->formula->id);
}

void
lw_criteria_lab_reloaded (LwCriteriaLab *page)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (page->document), NULL);
  g_autoptr (LwEvaluationModel) model = reader != NULL && page->tree->whole != NULL
                                            ? lw_evaluation_model_load (lw_reader_connection (reader), NULL)
                                            : NULL;
  g_auto (LwLabTerms) terms;

  lw_lab_terms_init (&terms);
  if (model == NULL) /* none, or one that cannot be used yet */
    {
      lw_rational_set_int (&terms.quality_weight, 60, 1);
      lw_rational_set_int (&terms.price_weight, 40, 1);
    }
  else
    {
      lw_lab_terms_read (&terms, model);
      note_used (page, model);
    }
  offer_terms (page, &terms);
  if (lw_criteria_lab_rows_n (page->bids) == 0)
    {
      g_autofree char *kept = lw_file_state_get (lw_document_get_state (page->document), "criteria", "lab-bids");
      g_autoptr (GPtrArray) bids = lw_criteria_lab_bids_from_text (kept, lw_document_get_currency (page->document));

      if (bids->len == 0)
        {
          g_ptr_array_unref (bids);
          bids = lw_criteria_lab_bids_example (page->document, terms.price.optimum, terms.price.top);
        }
      lw_criteria_lab_rows_fill (page->bids, bids);
    }
  queue_update (page);
}

void
lw_criteria_lab_set_up (LwCriteriaLab *page, LwDocument *document, LwCriteriaTree *tree)
{
  page->document = document;
  page->tree = tree;
  lw_criteria_lab_rows_set_document (page->bids, document);
}

/* ---- as a widget ---- */

static void
on_map (LwCriteriaLab *page)
{
  fill_lots (page);
  if (page->stale)
    queue_update (page);
}

static GtkWidget *
make_bids (LwCriteriaLab *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  page->from_lot = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (page->from_lot), _("Take bids of"));
  page->bids_note = lw_criteria_words_new (NULL, "dim-label");
  gtk_widget_set_name (page->bids_note, "lab-note");
  page->bids = LW_CRITERIA_LAB_ROWS (lw_criteria_lab_rows_new ());
  lw_criteria_lab_rows_add_button (page->bids, page->from_lot);
  gtk_box_append (GTK_BOX (box), lw_criteria_words_new (_("Dummy bids"), "heading"));
  gtk_box_append (GTK_BOX (box), page->bids_note);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->bids));
  g_signal_connect_swapped (page->bids, "changed", G_CALLBACK (queue_update), page);
  return box;
}

static LwCriteriaField *
term_field (LwCriteriaLab *page, const char *label)
{
  GtkWidget *field = lw_criteria_field_new (label, TRUE);

  g_object_set (field, "width-chars", 15, NULL);
  lw_criteria_field_set_check (LW_CRITERIA_FIELD (field), check_term, page);
  g_signal_connect_swapped (field, "draft", G_CALLBACK (queue_update), page);
  return LW_CRITERIA_FIELD (field);
}

static GtkWidget *
make_terms (LwCriteriaLab *page)
{
  static const char *const titles[N_TERMS]
      = { N_("Points for quality"), N_("Points for price"), N_("All points at the price"), N_("None at the price"),
          N_("None, times the lowest"), N_("Worth of a mark"), N_("Curves from"), N_("Curves to") };
  static const char *const hints[N_TERMS] = { [OPTIMUM] = N_("the lowest"), [TOP] = N_("1.2 × the highest"), [FACTOR] = "2",
                                              [RATE] = N_("not set"), [FROM] = N_("½ × the lowest"), [TO] = N_("2 × the highest") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  for (int i = 0; i < N_TERMS; i++)
    {
      GtkWidget *label = gtk_label_new (_(titles[i]));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      page->terms[i] = term_field (page, _(titles[i]));
      g_object_set (page->terms[i], "placeholder", hints[i] != NULL ? _(hints[i]) : NULL, NULL);
      gtk_grid_attach (GTK_GRID (grid), label, 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (page->terms[i]), 1, i, 1, 1);
    }
  gtk_box_append (GTK_BOX (box), lw_criteria_words_new (_("To try with them"), "heading"));
  gtk_box_append (GTK_BOX (box),
                  lw_criteria_words_new (_("What the method says, or what you type; the method stays as it is."), "dim-label"));
  gtk_box_append (GTK_BOX (box), grid);
  return box;
}

static GtkWidget *
make_inputs (LwCriteriaLab *page)
{
  GtkWidget *flow = gtk_flow_box_new ();
  GtkWidget *parts[] = { make_bids (page), make_terms (page) };

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 36);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 18);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();

      gtk_widget_set_focusable (child, FALSE);
      gtk_widget_set_halign (child, GTK_ALIGN_START);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), parts[i]);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
    }
  return flow;
}

static GtkWidget *
make_curves (LwCriteriaLab *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *title;
  g_autoptr (GtkStringList) methods = gtk_string_list_new (NULL);

  gtk_string_list_append (methods, _("All price formulas"));
  for (guint i = 0; i < lw_lab_n_methods (); i++)
    gtk_string_list_append (methods, _(lw_lab_method (i).title));
  page->method = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_object_ref (methods)), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->method), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Curves of"), -1);
  page->chart = lw_chart_new (LW_CHART_LINE);
  lw_chart_set_empty_text (page->chart, _("Nothing can be drawn: give what the formula needs."));
  title = lw_criteria_words_new (_("Curves: what a further bid would earn"), "heading");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (page->method));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (lw_chart_view_new (page->chart)));
  g_signal_connect_swapped (page->method, "notify::selected", G_CALLBACK (queue_update), page);
  return box;
}

static void
lw_criteria_lab_dispose (GObject *object)
{
  LwCriteriaLab *page = LW_CRITERIA_LAB (object);

  g_clear_handle_id (&page->idle, g_source_remove);
  page->filling = TRUE;
  G_OBJECT_CLASS (lw_criteria_lab_parent_class)->dispose (object);
}

static void
lw_criteria_lab_finalize (GObject *object)
{
  LwCriteriaLab *page = LW_CRITERIA_LAB (object);

  for (guint i = 0; i < N_TERMS; i++)
    g_free (page->of_file[i]);
  g_hash_table_unref (page->used);
  g_object_unref (page->chart);
  G_OBJECT_CLASS (lw_criteria_lab_parent_class)->finalize (object);
}

static void
lw_criteria_lab_class_init (LwCriteriaLabClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lw_criteria_lab_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_criteria_lab_finalize;
}

static void
lw_criteria_lab_init (LwCriteriaLab *page)
{
  static const GActionEntry entries[] = { { "example", on_example, NULL, NULL, NULL, { 0 } },
                                          { "lot", on_lot, "s", NULL, NULL, { 0 } } };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  page->used = g_hash_table_new (g_str_hash, g_str_equal);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "lab", G_ACTION_GROUP (actions));
  gtk_box_append (GTK_BOX (box), make_inputs (page));
  page->words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  page->tables = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_box_append (GTK_BOX (box), page->words);
  gtk_box_append (GTK_BOX (box), make_curves (page));
  gtk_box_append (GTK_BOX (box), page->tables);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (page), scroller);
  g_signal_connect (page, "map", G_CALLBACK (on_map), NULL);
}
