/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What bids are ranked by, the price formulas in use, from where on a price is abnormally low, whether prices are sealed
 * and how later costs are discounted. Each is saved by itself; what belongs to a choice is saved with it.
 */
#include "config.h"

#include "lw-criteria-ranking.h"

#include "base/lw-money.h"
#include "lw-criteria-field.h"
#include "lw-criteria-save.h"
#include "lw-evaluation-explain.h"
#include "lw-evaluation-text.h"
#include "model/lw-model.h"
#include "panel/lw-panel.h"

#include <string.h>

#include "base/lw-i18n.h"

/* The columns of the method that are shown here. */
enum
{
  BASIS,
  RATE,
  QUALITY_WEIGHT,
  PRICE_WEIGHT,
  INDEX_PLACES,
  LOW_MEAN,
  LOW_NEXT,
  PRICES,
  DISCOUNT,
  N_VALUES,
};

static const struct
{
  const char *name, *title, *about, *placeholder;
} texts[N_VALUES] = {
  [BASIS] = { "basis", NULL, NULL, NULL },
  [RATE] = { "rate", N_("Worth of a point of quality"), N_("Taken off the price for each point. It is published."), NULL },
  [QUALITY_WEIGHT] = { "quality-weight", N_("Weight of quality"), N_("Quality is raised to this weight ÷ that of price."), NULL },
  [PRICE_WEIGHT] = { "price-weight", N_("Weight of price"), NULL, NULL },
  [INDEX_PLACES] = { "index-places", N_("Decimal places of the figure"),
                     N_("Not set: it is not rounded, and only bids that are exactly level tie."), N_("Not set") },
  [LOW_MEAN] = { "low-mean", N_("Below the mean of the others by"), N_("A share: 0.4 is 40 %. Not set is 0.4."), "0.4" },
  [LOW_NEXT] = { "low-next", N_("Below the next price by"), N_("A share: 0.3 is 30 %. Not set is 0.3."), "0.3" },
  [PRICES] = { "prices", NULL, NULL, NULL },
  [DISCOUNT] = { "discount", N_("Discount rate of a year"),
                 N_("Of costs over the whole life: 0.035 is 3.5 %. Not set: later costs count as they are."), N_("Not set") },
};

struct _LwCriteriaRanking
{
  AdwBin parent_instance;
  LwDocument *document;
  LwCriteriaTree *tree;
  gboolean filling;
  char *values[N_VALUES]; /* of the file, money in major units; NULL where absent */

  GtkWidget *formulas, *low, *prices_group;
  GPtrArray *formula_rows;
  AdwComboRow *basis, *prices;
  GtkWidget *rows[N_VALUES]; /* of fields */
  LwCriteriaField *fields[N_VALUES];
};

G_DEFINE_FINAL_TYPE (LwCriteriaRanking, lw_criteria_ranking, ADW_TYPE_BIN)

/* ---- what the fields may hold ---- */

static guint
value_of (LwCriteriaRanking *page, LwCriteriaField *field)
{
  guint value = 0;

  while (value < N_VALUES && page->fields[value] != field)
    value++;
  return value;
}

static char *
check_rate (LwCriteriaRanking *page, const char *text)
{
  const char *currency = lw_document_get_currency (page->document);
  g_autofree char *cut = lw_evaluation_text_cut (text);
  gint64 minor;

  return lw_money_parse (text, currency, "", &minor, NULL) && minor > 0
             ? NULL
             : g_strdup_printf (_("Expected an amount in %s above 0, found “%s”"), currency, cut);
}

/* A share above 0 and at most 1, or nothing. */
static char *
check_share (const char *text)
{
  g_auto (LwRational) share = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT;
  char *wrong = lw_criteria_check_decimal (text, FALSE);

  lw_rational_set_int (&one, 1, 1);
  if (wrong != NULL || *text == '\0'
      || (lw_rational_parse (&share, text, "", NULL) && lw_rational_sign (&share) > 0 && lw_rational_cmp (&share, &one) <= 0))
    return wrong;
  return g_strdup_printf (_("Expected a share above 0 and at most 1, such as 0.4, found %s"), text);
}

/* "3.5" for 3.5 % is a likely slip. */
static char *
check_discount (const char *text)
{
  g_auto (LwRational) rate = LW_RATIONAL_INIT, one = LW_RATIONAL_INIT;
  char *wrong = lw_criteria_check_decimal (text, FALSE);

  lw_rational_set_int (&one, 1, 1);
  if (wrong != NULL || *text == '\0' || (lw_rational_parse (&rate, text, "", NULL) && lw_rational_cmp (&rate, &one) < 0))
    return wrong;
  return g_strdup_printf (_("Expected a share below 1, 0.035 for 3.5 %%, found %s"), text);
}

static char *
check_weights (LwCriteriaRanking *page, guint value, const char *text)
{
  const char *other = page->values[value == QUALITY_WEIGHT ? PRICE_WEIGHT : QUALITY_WEIGHT];
  g_auto (LwRational) exponent = LW_RATIONAL_INIT;
  char *wrong = lw_criteria_check_decimal (text, TRUE);

  if (wrong != NULL || other == NULL
      || lw_basis_exponent (value == QUALITY_WEIGHT ? text : other, value == QUALITY_WEIGHT ? other : text, &exponent, NULL))
    return wrong;
  return g_strdup_printf (_("Expected both weights above 0, and quality at most %d times price"), LW_EXPONENT_MAX);
}

static char *
check_value (LwCriteriaField *field, const char *text, gpointer data)
{
  LwCriteriaRanking *page = data;
  const guint value = value_of (page, field);

  if (value == RATE)
    return check_rate (page, text);
  if (value == QUALITY_WEIGHT || value == PRICE_WEIGHT)
    return check_weights (page, value, text);
  if (value == LOW_MEAN || value == LOW_NEXT)
    return check_share (text);
  if (value == DISCOUNT)
    return check_discount (text);
  return *text == '\0' || g_ascii_string_to_unsigned (text, 10, 0, LW_PLACES_MAX, NULL, NULL)
             ? NULL
             : g_strdup_printf (_("Expected a whole number from 0 to %d"), LW_PLACES_MAX);
}

/* ---- saving ---- */

static void
on_commit (LwCriteriaField *field, const char *text, LwCriteriaRanking *page)
{
  g_autofree char *value = lw_criteria_value (texts[value_of (page, field)].name, text);

  lw_criteria_set (page->document, "method", "method", value, NULL);
}

/* The points of all scored (price) criteria, to begin with. */
static char *
points_of (LwCriteriaTree *tree, LwCriterionKind kind)
{
  g_auto (LwRational) sum = LW_RATIONAL_INIT, points = LW_RATIONAL_INIT;
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, tree->nodes);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      const LwCriteriaNode *node = data;
      if (node->kind == kind && node->points != NULL && lw_rational_parse (&points, node->points, "", NULL))
        lw_rational_add (&sum, &sum, &points);
    }
  char *text = lw_evaluation_number (&sum);
  if (lw_rational_sign (&sum) > 0 && strchr (text, '/') == NULL)
    return text;
  g_free (text);
  return g_strdup (kind == LW_CRITERION_PRICE ? "40" : "60");
}

/* What is published with a basis is saved with it: the engine wants it so. */
static void
on_basis (LwCriteriaRanking *page)
{
  const LwBasis *basis = &lw_bases[adw_combo_row_get_selected (page->basis)];
  g_autofree char *quality = NULL, *price = NULL, *value = lw_criteria_value ("basis", basis == lw_bases ? NULL : basis->id);

  if (page->filling || lw_basis_find (page->values[BASIS]) == (int) (basis - lw_bases))
    return;
  if (basis->has_weights)
    {
      g_autofree char *scored = points_of (page->tree, LW_CRITERION_SCORED), *priced = points_of (page->tree, LW_CRITERION_PRICE);
      quality = lw_criteria_value ("quality-weight", scored);
      price = lw_criteria_value ("price-weight", priced);
    }
  lw_criteria_set (page->document, "method", "method", value, basis->has_rate ? "rate=1000" : "rate=",
                   quality != NULL ? quality : "quality-weight=", price != NULL ? price : "price-weight=", "index-places=", NULL);
}

static void
on_prices (LwCriteriaRanking *page)
{
  if (!page->filling)
    lw_criteria_set (page->document, "method", "method",
                     adw_combo_row_get_selected (page->prices) == 1 ? "prices=sealed" : "prices=", NULL);
}

/* ---- showing ---- */

static gboolean
has_field (LwCriteriaRanking *page, const char *name)
{
  const LwEntity *method = lw_model_find (lw_document_get_sections (page->document), "method", NULL);

  for (const LwField *field = method != NULL ? method->fields : NULL; field != NULL && field->name != NULL; field++)
    if (strcmp (field->name, name) == 0)
      return TRUE;
  return FALSE;
}

static void
load_values (LwCriteriaRanking *page)
{
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (page->document), NULL);
  g_autoptr (LwStatement) row = reader == NULL
                                    ? NULL
                                    : lw_connection_prepare (
                                        lw_reader_connection (reader),
                                        "SELECT basis, rate, quality_weight, price_weight, index_places, low_mean, low_next,"
                                        " prices, discount FROM evaluation_method",
                                        NULL);

  if (row == NULL || lw_statement_step (row, NULL) != LW_STEP_ROW)
    return;
  for (int i = 0; i < N_VALUES; i++)
    {
      g_free (page->values[i]);
      page->values[i] = i == RATE && !lw_statement_is_null (row, i)
                            ? lw_money_to_text (lw_statement_int (row, i), lw_document_get_currency (page->document))
                            : g_strdup (lw_statement_text (row, i));
    }
}

static void
on_formula (AdwActionRow *row, LwCriteriaRanking *page)
{
  lw_go_to (GTK_WIDGET (page), g_object_get_data (G_OBJECT (row), "lw-place"));
}

static char *
formula_text (LwCriteriaRanking *page, const LwCriteriaNode *node, const LwPriceFormula *formula)
{
  if (formula->has_terms)
    return g_strdup_printf (_("%s: all points at %s %s, none at %s"),
                               _(formula->title), lw_document_get_currency (page->document), node->optimum, node->top);
  if (formula->has_factor)
    return g_strdup_printf (_("%s: none at %s times the lowest"), _(formula->title), node->factor);
  return g_strdup (_(formula->title));
}

static void
add_formulas (LwCriteriaRanking *page, LwCriteriaNode *above)
{
  for (guint i = 0; i < lw_criteria_node_n_children (above); i++)
    {
      LwCriteriaNode *node = lw_criteria_node_get_child (above, i);
      const LwPriceFormula *formula = node->kind == LW_CRITERION_PRICE ? lw_price_formula_find (node->formula) : NULL;

      if (formula != NULL)
        {
          GtkWidget *row = adw_action_row_new ();
          g_autofree char *title = g_strdup_printf ("%s %s", node->id, node->title), *text = formula_text (page, node, formula);

          adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
          adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
          adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
          gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
          g_object_set_data_full (G_OBJECT (row), "lw-place", g_strconcat ("criteria:", node->id, NULL), g_free);
          g_signal_connect (row, "activated", G_CALLBACK (on_formula), page);
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (page->formulas), row);
          g_ptr_array_add (page->formula_rows, row);
        }
      add_formulas (page, node);
    }
}

static void
fill_formulas (LwCriteriaRanking *page)
{
  for (guint i = 0; i < page->formula_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (page->formulas), page->formula_rows->pdata[i]);
  g_ptr_array_set_size (page->formula_rows, 0);
  add_formulas (page, page->tree->top);
  gtk_widget_set_visible (page->formulas, page->formula_rows->len > 0);
}

static const char *
basis_words (const LwBasis *basis)
{
  if (basis == lw_bases)
    return _("Points for quality and for price are added; the highest total is first.");
  return basis->lowest_wins
      ? _("One figure of quality and price; the lowest is first. Price then earns no points: give its criterion 0.")
      : _("One figure of quality and price; the highest is first. Price then earns no points: give its criterion 0.");
}

static void
fill_lock (LwCriteriaRanking *page)
{
  const char *why = lw_criteria_why_not (page->document, page->tree);

  gtk_widget_set_sensitive (GTK_WIDGET (page->basis), why == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (page->prices), why == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (page->basis), why);
  gtk_widget_set_tooltip_text (GTK_WIDGET (page->prices), why);
  for (guint i = 0; i < N_VALUES; i++)
    if (page->fields[i] != NULL)
      lw_criteria_field_set_locked (page->fields[i], why);
}

void
lw_criteria_ranking_reloaded (LwCriteriaRanking *page, gboolean fresh)
{
  const LwBasis *basis;

  load_values (page);
  basis = &lw_bases[MAX (lw_basis_find (page->values[BASIS]), 0)];
  page->filling = TRUE;
  adw_combo_row_set_selected (page->basis, (guint) (basis - lw_bases));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (page->basis), basis_words (basis));
  adw_combo_row_set_selected (page->prices, page->values[PRICES] != NULL ? 1 : 0);
  for (guint i = 0; i < N_VALUES; i++)
    if (page->fields[i] != NULL)
      lw_criteria_field_show (page->fields[i], page->values[i], fresh);
  gtk_widget_set_visible (page->rows[RATE], basis->has_rate);
  gtk_widget_set_visible (page->rows[QUALITY_WEIGHT], basis->has_weights);
  gtk_widget_set_visible (page->rows[PRICE_WEIGHT], basis->has_weights);
  gtk_widget_set_visible (page->rows[INDEX_PLACES], basis != lw_bases);
  fill_formulas (page);
  fill_lock (page);
  page->filling = FALSE;
}

/* ---- as a widget ---- */

static GtkWidget *
add_group (GtkWidget *box, const char *title, const char *about)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (about != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), about);
  gtk_box_append (GTK_BOX (box), group);
  return group;
}

static AdwComboRow *
add_choice (GtkWidget *group, const char *title, const char *const *choices)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (choices);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_COMBO_ROW (row);
}

static void
add_field (LwCriteriaRanking *page, GtkWidget *group, guint value)
{
  GtkWidget *row = adw_action_row_new (), *field = lw_criteria_field_new (_(texts[value].title), TRUE);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(texts[value].title));
  if (texts[value].about != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(texts[value].about));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  g_object_set (field, "width-chars", 12, "placeholder",
                texts[value].placeholder != NULL ? _(texts[value].placeholder) : NULL, NULL);
  gtk_widget_set_valign (field, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  page->rows[value] = row;
  page->fields[value] = LW_CRITERIA_FIELD (field);
  lw_criteria_field_set_check (page->fields[value], check_value, page);
  g_signal_connect (field, "commit", G_CALLBACK (on_commit), page);
}

void
lw_criteria_ranking_set_up (LwCriteriaRanking *page, LwDocument *document, LwCriteriaTree *tree)
{
  page->document = document;
  page->tree = tree;
  gtk_widget_set_visible (GTK_WIDGET (page->prices), has_field (page, "prices"));
  gtk_widget_set_visible (page->rows[DISCOUNT], has_field (page, "discount"));
  gtk_widget_set_visible (page->prices_group, has_field (page, "prices") || has_field (page, "discount"));
}

static void
lw_criteria_ranking_finalize (GObject *object)
{
  LwCriteriaRanking *page = LW_CRITERIA_RANKING (object);

  for (guint i = 0; i < N_VALUES; i++)
    g_free (page->values[i]);
  g_ptr_array_unref (page->formula_rows);
  G_OBJECT_CLASS (lw_criteria_ranking_parent_class)->finalize (object);
}

static void
lw_criteria_ranking_class_init (LwCriteriaRankingClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_criteria_ranking_finalize;
}

static void
lw_criteria_ranking_init (LwCriteriaRanking *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *ranked;
  const char *const prices[] = { _("Open to all"), _("Sealed until they are opened"), NULL };
  g_autoptr (GPtrArray) bases = g_ptr_array_new ();

  for (const LwBasis *basis = lw_bases; basis->id != NULL; basis++)
    g_ptr_array_add (bases, (gpointer) _(basis->title));
  g_ptr_array_add (bases, NULL);
  page->formula_rows = g_ptr_array_new ();
  ranked = add_group (box, _("Ranking"), NULL);
  page->basis = add_choice (ranked, _("Bids are ranked by"), (const char *const *) bases->pdata);
  add_field (page, ranked, RATE);
  add_field (page, ranked, QUALITY_WEIGHT);
  add_field (page, ranked, PRICE_WEIGHT);
  add_field (page, ranked, INDEX_PLACES);
  page->formulas = add_group (box, _("Price formulas"), _("Of each price criterion. Try them in the lab before you publish one."));
  page->prices_group = add_group (box, _("Prices"), NULL);
  page->prices = add_choice (page->prices_group, _("Prices are"), prices);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (page->prices),
                               _("Sealed: only people of the commercial role see them until they are opened on the record."));
  add_field (page, page->prices_group, DISCOUNT);
  page->low = add_group (box, _("Abnormally low prices"),
                         _("A price so low is flagged, and its bidder is asked to explain it. It never excludes a bid by itself."));
  add_field (page, page->low, LOW_MEAN);
  add_field (page, page->low, LOW_NEXT);
  adw_bin_set_child (ADW_BIN (page), box);
  g_signal_connect_swapped (page->basis, "notify::selected", G_CALLBACK (on_basis), page);
  g_signal_connect_swapped (page->prices, "notify::selected", G_CALLBACK (on_prices), page);
}
