/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs safe, agreement and weights as a person types them; and tie rules from the file to what people read. */
#include "config.h"

#include "front.h"

static void
test_safe (void)
{
  Front *front = front_new (NULL);

  assert_prints (front, "safe f --lot L1",
                 "note|L1/B3/1.1|lot L1: 3 in place of 5 here, and B1 wins, not B3\n"
                 "note|L1/B2/1.1|lot L1: 4 in place of 2 here, and B2 wins, not B3\n"
                 "note|L1/B1|a price of £71.85 in place of £100.00, and B1 wins,"
                 " not B3; no other price changes by less and does so\n"
                 "note|L1|the weight nearest to another winner: 1,"
                 " 60.00; B3 stays first from 45.378151… to 100.00,"
                 " then B2 below and nobody above (14.621848… points of the whole away)\n"
                 "The result is provisional: the method is not published.\n");
  assert_json (front, "safe f --lot L2 --json",
                 "{\"provisional\":\"The result is provisional: the method is not published.\","
                 "\"lots\":[{\"lot\":\"L2\",\"title\":\"South\",\"drop-one\":[],\"winner\":\"B2\","
                 "\"mark\":{\"steps\":2,\"flips\":[{\"where\":\"L2/B2/1.1\",\"bidder\":\"B2\","
                 "\"criterion\":\"1.1\",\"from\":\"5\",\"to\":\"3\",\"after\":\"B1\"},{\"where\":\"L2/B1/1.1\","
                 "\"bidder\":\"B1\",\"criterion\":\"1.1\",\"from\":\"3\",\"to\":\"5\",\"after\":\"B1\"}]},"
                 "\"price\":{\"bidder\":\"B1\",\"from\":\"200.00\",\"to\":\"131.21\",\"after\":\"B1\"},"
                 "\"weights\":[{\"criterion\":\"1\",\"weight\":\"60\",\"lower\":\"1200/31\",\"upper\":\"100\","
                 "\"below\":\"B1\",\"above\":null},{\"criterion\":\"1.1\",\"weight\":\"35\",\"lower\":\"0\","
                 "\"upper\":\"60\",\"below\":null,\"above\":null},{\"criterion\":\"1.2\",\"weight\":\"25\","
                 "\"lower\":\"0\",\"upper\":\"60\",\"below\":null,\"above\":null},{\"criterion\":\"3\","
                 "\"weight\":\"40\",\"lower\":\"0\",\"upper\":\"1900/31\",\"below\":null,\"above\":\"B1\"}],"
                 "\"price-alone\":null}],\"inconsistencies\":[],\"findings\":[{\"id\":\"evaluation.flip-mark\","
                 "\"severity\":\"note\",\"where\":\"L2/B2/1.1\",\"text\":\"lot L2: 3 in place of 5 here,"
                 " and B1 wins, not B2\"},{\"id\":\"evaluation.flip-mark\",\"severity\":\"note\","
                 "\"where\":\"L2/B1/1.1\",\"text\":\"lot L2: 5 in place of 3 here, and B1 wins, not B2\"},"
                 "{\"id\":\"evaluation.flip-price\",\"severity\":\"note\",\"where\":\"L2/B1\","
                 "\"text\":\"a price of £131.21 in place of £200.00, and B1 wins,"
                 " not B2; no other price changes by less and does so\"},{\"id\":\"evaluation.flip-weight\","
                 "\"severity\":\"note\",\"where\":\"L2\",\"text\":\"the weight nearest to another winner: 1,"
                 " 60.00; B2 stays first from 38.709677… to 100.00,"
                 " then B1 below and nobody above (21.290322… points of the whole away)\"}]}");
  assert_refused (front, "safe f --lot L3", "did you mean");
  assert_refused (front, "safe f --draws 0", "--draws");
  assert_refused (front, "safe f --order 1", "--order: expected criteria");
  assert_refused (front, "safe f --bounds 1=0..10", "--bounds: expected criteria");
  assert_refused (front, "safe f --bounds 1.1=50", "--bounds: expected points of the whole");
  assert_refused (front, "safe f --draws 10 --bounds 1.1=0..0.001", "expected bounds that one draw in 1000 keeps to");
  front_free (front);
}

static void
test_safe_words (void)
{
  Front *front = front_new (NULL);

  fixture_run (front->store, "UPDATE evaluation_mark SET rationale = 'Few dates' WHERE bidder = 'B3' AND lot = 'L1' AND person = 'E1'");
  fixture_run (front->store, "UPDATE evaluation_mark SET page = '1' WHERE NOT (lot = 'L1' AND bidder = 'B3' AND person = 'E2')");
  assert_prints (front, "safe f --lot L1 --words 2 --csv",
                 "evaluation.flip-mark|note|L1/B3/1.1|lot L1: 3 in place of 5 here, and B1 wins, not B3\n"
                 "evaluation.flip-mark|note|L1/B2/1.1|lot L1: 4 in place of 2 here, and B2 wins, not B3\n"
                 "evaluation.flip-price|note|L1/B1|a price of £71.85 in place of £100.00, and B1 wins,"
                 " not B3; no other price changes by less and does so\n"
                 "evaluation.flip-weight|note|L1|the weight nearest to another winner: 1,"
                 " 60.00; B3 stays first from 45.378151… to 100.00,"
                 " then B2 below and nobody above (14.621848… points of the whole away)\n"
                 "evaluation.inconsistent|warning|L1/B1/1.1/E2|the same words with different marks: L1/B1/1.1/E2 "
                 "3, L1/B3/1.1/E1 5\n"
                 "evaluation.rationale|warning|B1/1.2/E1|no rationale for the mark 3\n"
                 "evaluation.rationale|warning|B1/1.2/E2|no rationale for the mark 3\n"
                 "evaluation.rationale|warning|B1/2.1/E1|no rationale for the mark pass\n"
                 "evaluation.rationale|warning|B2/1.2/E1|no rationale for the mark 4\n"
                 "evaluation.rationale|warning|B2/1.2/E2|no rationale for the mark 4\n"
                 "evaluation.rationale|warning|B2/2.1/E1|no rationale for the mark pass\n"
                 "evaluation.rationale|warning|B3/1.2/E1|no rationale for the mark 5\n"
                 "evaluation.rationale|warning|B3/1.2/E2|no rationale for the mark 5\n"
                 "evaluation.rationale|warning|B3/2.1/E1|no rationale for the mark pass\n"
                 "evaluation.rationale|warning|L1/B2/1.1/E1|no rationale for the mark 2\n"
                 "evaluation.rationale|warning|L1/B2/1.1/E2|no rationale for the mark 2\n"
                 "evaluation.rationale|warning|L1/B3/1.1/E1|the rationale is that of another bid, L1/B1/1.1\n"
                 "evaluation.rationale|warning|L1/B3/1.1/E2|no rationale for the mark 5\n"
                 "evaluation.rationale|warning|L1/B3/1.1/E2|the mark does not say where in the bid it comes from:"
                 " neither a page nor two words of it or more\n"
                 "evaluation.rationale|warning|L1/B1/1.1|the agreed mark 4 does not say why not the mark above\n"
                 "evaluation.rationale|warning|L1/B1/1.1|the agreed mark 4 does not say why not the mark below\n");
  front_free (front);
}

static void
test_safe_draws (void)
{
  Front *front = front_new (NULL);

  assert_prints (front, "safe f --lot L2 --draws 100 --seed 7 --order 1.1,1.2,3",
                 "L2: simulation, not a result: share of 100 draws of the weights (seed 7) in which a bid takes e"
                 "ach rank\n"
                 "B2|100.0 %|0.0 %\n"
                 "B1|0.0 %|100.0 %\n"
                 "note|L2/B2/1.1|lot L2: 3 in place of 5 here, and B1 wins, not B2\n"
                 "note|L2/B1/1.1|lot L2: 5 in place of 3 here, and B1 wins, not B2\n"
                 "note|L2/B1|a price of £131.21 in place of £200.00, and B1 wins,"
                 " not B2; no other price changes by less and does so\n"
                 "note|L2|the weight nearest to another winner: 1,"
                 " 60.00; B2 stays first from 38.709677… to 100.00,"
                 " then B1 below and nobody above (21.290322… points of the whole away)\n"
                 "The result is provisional: the method is not published.\n");
  front_free (front);
}

/* Quality alone is no result. */
static void
test_safe_sealed (void)
{
  Front *front = front_new (NULL);

  fixture_run (front->store, "UPDATE evaluation_method SET prices = 'sealed'");
  assert_refused (front, "safe f", "sealed");
  front_free (front);
}

/* Price is kept to what it weighs and more; B1 is cheaper by 60 points in 100 of price, and B2 then never wins. */
static void
test_safe_bounds (void)
{
  Front *front = front_new (NULL);
  JsonObject *simulation, *first;

  assert_run (front, "safe f --lot L2 --draws 100 --bounds 3=90..100 --json");
  simulation = json_object_get_object_member (
      json_array_get_object_element (json_object_get_array_member (json_node_get_object (front->json), "lots"), 0), "simulation");
  first = json_array_get_object_element (json_object_get_array_member (simulation, "bids"), 1);
  g_assert_cmpstr (json_object_get_string_member (first, "bidder"), ==, "B1");
  g_assert_cmpint (json_array_get_int_element (json_object_get_array_member (first, "ranks"), 0), ==, 100);
  front_free (front);
}

static void
test_agreement (void)
{
  Front *front = front_new (NULL);

  assert_prints (front, "agreement f --percent 20",
                 "Krippendorff's alpha (ordinal): 1 where all agree, 0 where only by chance\n"
                 "1.1|Delivery|5|0.952|1\n"
                 "1.2|Security|3|1.000|0\n"
                 "2.1|Accepts the terms|0|not defined|0\n"
                 "|All that are scored|8|0.952|\n"
                 "Bias: how far an evaluator's marks lie above those of the others, as a share of the scale\n"
                 "E1|Evaluator 1|8|2.5\n"
                 "E2|Evaluator 2|8|-2.5\n"
                 "Marks that lie 20 % of the scale apart or more\n"
                 "L1/B1/1.1|3|4|Delivery\n");
  assert_json (front, "agreement f --json",
                 "{\"alpha\":\"59/62\",\"cells\":8,\"percent\":30,\"criteria\":[{\"criterion\":\"1.1\","
                 "\"cells\":5,\"alpha\":\"119/125\",\"disagree\":0},{\"criterion\":\"1.2\",\"cells\":3,"
                 "\"alpha\":\"1\",\"disagree\":0},{\"criterion\":\"2.1\",\"cells\":0,\"alpha\":null,"
                 "\"disagree\":0}],\"evaluators\":[{\"person\":\"E1\",\"name\":\"Evaluator 1\",\"cells\":8,"
                 "\"bias\":\"1/40\"},{\"person\":\"E2\",\"name\":\"Evaluator 2\",\"cells\":8,"
                 "\"bias\":\"-1/40\"}],\"disagreements\":[]}");
  assert_prints (front, "agreement f --csv --percent 20",
                 "L1/B1/1.1|3|4|Delivery\n");
  assert_refused (front, "agreement f --percent 0", "--percent");
  front_free (front);
}

static void
test_weights (void)
{
  Front *front = front_new (NULL);

  assert_prints (front, "weights swing 75 a=27 b=36 c=30 d=18",
                 "a|18.243243…|18.24\n"
                 "b|24.324324…|24.33\n"
                 "c|20.270270…|20.27\n"
                 "d|12.162162…|12.16\n");
  assert_prints (front, "weights publish 75 a=18.2432 b=24.3243 c=20.2703 d=12.1622 --csv",
                 "a|11402/625|18.24\n"
                 "b|243243/10000|24.33\n"
                 "c|202703/10000|20.27\n"
                 "d|60811/5000|12.16\n");
  assert_prints (front, "weights pairwise 60 a:b=2 a:c=4 c:b=1/2",
                 "a|34.285714|34.29\n"
                 "b|17.142857|17.14\n"
                 "c|8.571429|8.57\n"
                 "Consistency ratio 0.000: the comparisons fit together (up to 0.10).\n");
  assert_json (front, "weights pairwise 100 a:b=2 b:c=2 c:a=2 --json",
                 "{\"weights\":[{\"criterion\":\"a\",\"exact\":\"16666667/500000\",\"published\":\"33.34\"},"
                 "{\"criterion\":\"b\",\"exact\":\"33333333/1000000\",\"published\":\"33.33\"},"
                 "{\"criterion\":\"c\",\"exact\":\"33333333/1000000\",\"published\":\"33.33\"}],"
                 "\"consistency-ratio\":\"0.431034\",\"consistent\":false}");
  assert_refused (front, "weights publish 75 a=18", "expected them to add up to 75, found 18");
  assert_refused (front, "weights publish 75 a=18 a=57", "found a twice");
  assert_refused (front, "weights publish 75 18", "expected a name");
  assert_refused (front, "weights pairwise 75 a:b=2 b:c=2", "found none of a and c");
  assert_refused (front, "weights pairwise 75 a:b=2 b:a=2", "found b and a twice");
  assert_refused (front, "weights pairwise 75 a=2", "expected two names");
  assert_refused (front, "weights guess 75 a=2", "found “guess”");
  front_free (front);
}

static void
test_tie_rules (void)
{
  static const char *const more[] = {
    "evaluation_tie_rule|position=1|rule=criterion|criterion=1.2",
    "evaluation_tie_rule|position=2|rule=drawn-lot|seed=2014",
    NULL,
  };
  Front *front = front_new (more);

  /* 74 points each: B1 28 + 20 + 26.67…, B2 14 + 20 + 40. */
  fixture_run (front->store, "UPDATE bid SET price = 12000 WHERE lot = 'L1'");
  fixture_run (front->store, "UPDATE evaluation_consensus SET mark = '2'");
  fixture_run (front->store, "UPDATE evaluation_mark SET mark = '4' WHERE bidder = 'B1' AND criterion = '1.2'");
  assert_prints (front, "rank f --lot L1",
                 "L1 North (illustrative: marks)\n"
                 "1|B3|Third|100.00|\n"
                 "2|B2|Second|74.00|tie decided by rule 2, a lot drawn with the seed “2014”\n"
                 "3|B1|First|74.00|tie decided by rule 2, a lot drawn with the seed “2014”\n"
                 "The result is provisional: the method is not published.\n"
                 "What the file states of all its figures (what a row says of itself goes before): illustrative: "
                 "marks\n");
  assert_prints (front, "explain f L1 B1",
                 "Lot L1, North: bid of B1, First\n"
                 "Total 74.00 = 74, rank 3 of 3 (illustrative: marks)\n"
                 "The result is provisional: the method is not published.\n"
                 "  1 Quality: 34.00 points\n"
                 "    1.1 Delivery: 14.00 points\n"
                 "      weight 35 of 100 points\n"
                 "      mark 2 of 5, agreed in moderation\n"
                 "        agreed: 2 (Fair)\n"
                 "            Dates are in the annex.\n"
                 "        E1 Evaluator 1: 4 (Good)\n"
                 "            Clear plan (p. 12).\n"
                 "            Dated.\n"
                 "        E2 Evaluator 2: 3 (Satisfactory)\n"
                 "            Few dates.\n"
                 "      35 × 2 ÷ 5 = 14\n"
                 "      mark 2 meets the minimum of 1\n"
                 "    1.2 Security: 20.00 points\n"
                 "      weight 25 of 100 points\n"
                 "      common to all lots: marked once for a bidder, and counts in every lot that it bids for\n"
                 "      mark 4 of 5, given alike by 2 evaluators\n"
                 "        E1 Evaluator 1: 4 (Good)\n"
                 "        E2 Evaluator 2: 4 (Good)\n"
                 "      25 × 4 ÷ 5 = 20\n"
                 "      mark 4 meets the minimum of 1\n"
                 "    14 + 20 = 34\n"
                 "  2 Conditions\n"
                 "    2.1 Accepts the terms\n"
                 "      common to all lots: marked once for a bidder, and counts in every lot that it bids for\n"
                 "      mark pass, given by 1 evaluator\n"
                 "        E1 Evaluator 1: pass (Pass)\n"
                 "      a pass is required: met\n"
                 "  3 Price: 40.00 points\n"
                 "    weight 40 of 100 points\n"
                 "    price £120.00\n"
                 "    lowest compliant price £120.00 (B1, B2, B3)\n"
                 "    40 × £120.00 ÷ £120.00 = 40\n"
                 "  34 + 40 = 74\n"
                 "  rounded to 2 places, half-up: 74.00 stays as it is\n"
                 "  no minimum is set for the total\n"
                 "  the same total as B2: rank 3 by tie rule 2, a lot drawn with the seed “2014”\n");
  front_free (front);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/evaluation/verbs-check/safe", test_safe);
  g_test_add_func ("/evaluation/verbs-check/safe-words", test_safe_words);
  g_test_add_func ("/evaluation/verbs-check/safe-draws", test_safe_draws);
  g_test_add_func ("/evaluation/verbs-check/safe-bounds", test_safe_bounds);
  g_test_add_func ("/evaluation/verbs-check/safe-sealed", test_safe_sealed);
  g_test_add_func ("/evaluation/verbs-check/agreement", test_agreement);
  g_test_add_func ("/evaluation/verbs-check/weights", test_weights);
  g_test_add_func ("/evaluation/verbs-check/tie-rules", test_tie_rules);
  return g_test_run ();
}
