/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* bench-generate [--rationales] OUT.xml: writes the synthetic competition in the canonical form of the file format. */
#include "config.h"

#include "bench.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STREAM_RATIONALE 7

static const char *const rationales[] = {
  "Clear and backed by evidence.",
  "Covers the question; says little of how results will be measured.",
  "Names a partner in each area and what it will do.",
  "Staffing is plausible, the timetable is tight.",
  "Repeats the specification without a method.",
  "Good on rehabilitation through the gate, thin on data.",
  "Risks are listed, owners and dates are not.",
  "Strong account of the supply chain and of its payment terms.",
};

static void
write_head (FILE *out)
{
  fputs ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<competition xmlns=\"urn:lotwise:competition:1\" id=\"bench\" title=\"Synthetic competition for the bench\""
         " currency=\"GBP\" trust=\"illustrative\">\n"
         "  <provenance>\n"
         "    <statement subject=\"marks\" trust=\"illustrative\">Every figure here is generated.</statement>\n"
         "  </provenance>\n"
         "  <lots>\n",
         out);
  for (guint i = 1; i <= BENCH_LOTS; i++)
    fprintf (out, "    <lot id=\"L%03u\" title=\"Lot %u\"/>\n", i, i);
  fputs ("  </lots>\n  <bidders>\n", out);
  for (guint i = 1; i <= BENCH_BIDDERS; i++)
    fprintf (out, "    <bidder id=\"B%03u\" name=\"Bidder %u\" form=\"single\"/>\n", i, i);
  fputs ("  </bidders>\n  <bids>\n", out);
  for (guint lot = 0; lot < BENCH_LOTS; lot++)
    for (guint bidder = 0; bidder < BENCH_BIDDERS; bidder++)
      fprintf (out, "    <bid lot=\"L%03u\" bidder=\"B%03u\" price=\"%" G_GUINT64_FORMAT ".00\" status=\"submitted\"/>\n",
               lot + 1, bidder + 1, bench_price (lot, bidder));
  fputs ("  </bids>\n  <people>\n", out);
  for (guint i = 1; i <= BENCH_EVALUATORS; i++)
    fprintf (out, "    <person id=\"E%u\" name=\"Evaluator %u\">\n      <role role=\"evaluator\"/>\n    </person>\n", i, i);
  fputs ("  </people>\n", out);
}

/* Weights: four sections of 17.5 points with five leaves of 3.5 each, and 30 points for price. */
static void
write_method (FILE *out)
{
  fputs ("  <evaluation>\n"
         "    <method weights=\"points\" whole=\"100\" rounding=\"total\" places=\"2\" rule=\"half-up\"/>\n"
         "    <scales>\n"
         "      <scale id=\"S5\" title=\"0 to 5\">\n",
         out);
  for (guint mark = 0; mark <= BENCH_TOP; mark++)
    fprintf (out, "        <scale-mark value=\"%u\" label=\"Mark %u\"/>\n", mark, mark);
  fputs ("      </scale>\n    </scales>\n    <criteria>\n", out);
  for (guint section = 1; section <= BENCH_SECTIONS; section++)
    {
      fprintf (out, "      <criterion id=\"%u\" title=\"Section %u\" kind=\"group\" weight=\"17.5\"/>\n", section, section);
      for (guint leaf = 1; leaf <= BENCH_LEAVES_OF_SECTION; leaf++)
        fprintf (out,
                 "      <criterion id=\"%u.%u\" parent=\"%u\" title=\"Question %u of section %u\" kind=\"scored\""
                 " weight=\"3.5\" scale=\"S5\" scope=\"lot\"/>\n",
                 section, leaf, section, leaf, section);
    }
  fputs ("      <criterion id=\"9\" title=\"Price\" kind=\"price\" weight=\"30\" formula=\"lowest-over-price\"/>\n"
         "    </criteria>\n",
         out);
}

static void
write_mark (FILE *out, BenchPlace place, gboolean with_rationales)
{
  BenchNames names;

  bench_names (place, &names);
  fprintf (out, "      <mark lot=\"%s\" bidder=\"%s\" criterion=\"%s\" person=\"%s\" mark=\"%u\"", names.lot, names.bidder,
           names.criterion, names.person, bench_mark (place));
  if (with_rationales)
    {
      const guint64 n = ((place.lot * BENCH_BIDDERS + place.bidder) * BENCH_LEAVES + place.leaf) * BENCH_EVALUATORS
                        + place.evaluator;
      fprintf (out, ">%s</mark>\n", rationales[bench_hash (STREAM_RATIONALE, n) % G_N_ELEMENTS (rationales)]);
    }
  else
    fputs ("/>\n", out);
}

static void
write_consensus (FILE *out, BenchPlace cell, gboolean with_rationales)
{
  BenchNames names;
  guint mark;

  if (!bench_consensus (cell, &mark))
    return;
  bench_names (cell, &names);
  fprintf (out, "      <consensus lot=\"%s\" bidder=\"%s\" criterion=\"%s\" mark=\"%u\"%s\n", names.lot, names.bidder,
           names.criterion, mark, with_rationales ? ">Agreed in moderation.</consensus>" : "/>");
}

static void
write_marks (FILE *out, gboolean with_rationales)
{
  BenchPlace at = { 0 };

  fputs ("    <marks>\n", out);
  for (at.lot = 0; at.lot < BENCH_LOTS; at.lot++)
    for (at.bidder = 0; at.bidder < BENCH_BIDDERS; at.bidder++)
      for (at.leaf = 0; at.leaf < BENCH_LEAVES; at.leaf++)
        for (at.evaluator = 0; at.evaluator < BENCH_EVALUATORS; at.evaluator++)
          write_mark (out, at, with_rationales);
  fputs ("    </marks>\n    <agreed>\n", out);
  at.evaluator = 0;
  for (at.lot = 0; at.lot < BENCH_LOTS; at.lot++)
    for (at.bidder = 0; at.bidder < BENCH_BIDDERS; at.bidder++)
      for (at.leaf = 0; at.leaf < BENCH_LEAVES; at.leaf++)
        write_consensus (out, at, with_rationales);
  fputs ("    </agreed>\n  </evaluation>\n</competition>\n", out);
}

int
main (int argc, char **argv)
{
  const gboolean with_rationales = argc == 3 && strcmp (argv[1], "--rationales") == 0;
  FILE *out;

  if (argc != 2 && !with_rationales)
    {
      fputs ("usage: bench-generate [--rationales] OUT.xml\n", stderr);
      return 2;
    }
  out = fopen (argv[argc - 1], "w");
  if (out)
    {
      setvbuf (out, NULL, _IOFBF, 1 << 20);
      write_head (out);
      write_method (out);
      write_marks (out, with_rationales);
    }
  if (!out || ferror (out) || fclose (out) != 0)
    {
      fprintf (stderr, "bench-generate: %s: %s\n", argv[argc - 1], g_strerror (errno));
      return 2;
    }
  return 0;
}
