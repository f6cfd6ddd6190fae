/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The list of all verbs, with their options. */
#include "config.h"

#include "lw-evaluation.h"
#include "lw-evaluation-verbs-moderation-private.h"
#include "lw-evaluation-verbs.h"

#include "base/lw-i18n.h"

static const LwVerbOption rank_options[] = {
  { "lot", N_ ("ID"), N_ ("Rank this lot alone") },
  { NULL, NULL, NULL },
};

/* Of an evaluator's mark; an agreed one rests on others. */
static const LwVerbOption mark_options[] = {
  { "rationale", N_ ("TEXT"), N_ ("Why this mark") },
  { "document", N_ ("NAME"), N_ ("Where in the bid: a document of the bidder; without one, the answer") },
  { "page", N_ ("PAGE"), N_ ("Its page or paragraph") },
  { "quote", N_ ("TEXT"), N_ ("Its own words") },
  { "remove", NULL, N_ ("Take the mark back") },
  { NULL, NULL, NULL },
};

static const LwVerbOption beside_options[] = {
  { "remove", NULL, N_ ("Take it away") },
  { NULL, NULL, NULL },
};

static const LwVerbOption reply_options[] = {
  { "person", N_ ("ID"), N_ ("Whose query, where several asked") },
  { NULL, NULL, NULL },
};

static const LwVerbOption queries_options[] = {
  { "open", NULL, N_ ("Those alone that nobody has answered") },
  { NULL, NULL, NULL },
};

static const LwVerbOption published_options[] = {
  { "xml", N_("VERSION"), N_("Print the text of this version, whose hash was taken") },
  { "changes", N_("VERSION"), N_("Print what this version changed of the one before") },
  { NULL, NULL, NULL },
};

static const LwVerbOption template_options[] = {
  { "replace", NULL, N_("Save over a template of the same name") },
  { NULL, NULL, NULL },
};

static const LwVerbOption approver_options[] = {
  { "approver", N_("PERSON"), N_("Who approves: has the role approver, and is not who asks") },
  { NULL, NULL, NULL },
};

#define PASSPHRASE_OPTION \
  { "passphrase-file", N_("FILE"), N_("File whose first line is the passphrase; else LOTWISE_PASSPHRASE, or asked for") }
static const LwVerbOption passphrase_options[] = {
  PASSPHRASE_OPTION,
  { NULL, NULL, NULL },
};

static const LwVerbOption merge_options[] = {
  PASSPHRASE_OPTION,
  { "dry-run", NULL, N_("Say what would become of it, and store nothing") },
  { NULL, NULL, NULL },
};

static const LwVerbOption confirm_options[] = {
  { "lot", N_("ID"), N_("The marks for this lot alone (- for those common to all lots)") },
  { "bidder", N_("ID"), N_("The marks of this bidder alone") },
  { "criterion", N_("ID"), N_("The marks on this criterion alone") },
  { "despite", NULL, N_("Although some do not say why, or where in the bid; --reason says why") },
  { NULL, NULL, NULL },
};

static const LwVerbOption assign_options[] = {
  { "criterion", N_("ID"), N_("This criterion alone, or what is below this group") },
  { "lot", N_("ID"), N_("This lot alone") },
  { "bidder", N_("ID"), N_("This bidder alone") },
  { "remove", NULL, N_("Take the assignment back") },
  { NULL, NULL, NULL },
};

static const LwVerbOption declare_options[] = {
  { "note", N_("TEXT"), N_("What the interest is") },
  { NULL, NULL, NULL },
};

static const LwVerbOption people_options[] = {
  { "person", N_("ID"), N_("This person alone, with assignments and declarations") },
  { "pages", N_("N"), N_("Pages of one answer: shows the work in hours") },
  { "minutes-per-page", N_("N"), N_("Minutes that a page takes") },
  { NULL, NULL, NULL },
};

static const LwVerbOption lab_options[] = {
  { "formula", N_ ("ID"), N_ ("Try this formula alone") },
  { "quality", N_ ("POINTS"), N_ ("Points for quality (60, or those of the file)") },
  { "price", N_ ("POINTS"), N_ ("Points for price (40, or those of the file)") },
  { "optimum", N_ ("PRICE"), N_ ("The price that earns all points, of fixed-range") },
  { "top", N_ ("PRICE"), N_ ("The price that earns none, of fixed-range") },
  { "factor", N_ ("A"), N_ ("So many times the lowest price earns none, of logarithmic") },
  { "rate", N_ ("PRICE"), N_ ("What a mark is worth, of monetised-quality") },
  { "from", N_ ("PRICE"), N_ ("Where the curves begin") },
  { "to", N_ ("PRICE"), N_ ("Where the curves end") },
  { "steps", N_ ("N"), N_ ("Steps of the curves (10)") },
  { "currency", N_ ("CODE"), N_ ("Currency of the prices, without a file (GBP)") },
  { NULL, NULL, NULL },
};

static const LwVerbOption safe_options[] = {
  { "lot", N_ ("ID"), N_ ("Look at this lot alone") },
  { "words", N_ ("N"), N_ ("Look at rationales too, and expect so many words of each") },
  { "draws", N_ ("N"), N_ ("Simulate: draw weights so many times, and count the ranks") },
  { "seed", N_ ("N"), N_ ("Where the draws begin (2013)") },
  { "order", N_ ("ID,ID…"), N_ ("Criteria whose drawn weights never rise from one to the next") },
  { "bounds", N_ ("ID=A..B,…"), N_ ("From where to where each weight is drawn, in points of the whole") },
  { NULL, NULL, NULL },
};

static const LwVerbOption agree_options[] = {
  { "rationale", N_ ("TEXT"), N_ ("Why this mark") },
  { "why-not-above", N_ ("TEXT"), N_ ("Why not the mark above") },
  { "why-not-below", N_ ("TEXT"), N_ ("Why not the mark below") },
  { "present", N_ ("PERSON,…"), N_ ("Who agreed on it") },
  { "dissent", N_ ("TEXT"), N_ ("Who does not agree, and why") },
  { "approver", N_ ("PERSON"), N_ ("Who approves the change of an agreed mark that is final; goes with --reason") },
  { "remove", NULL, N_ ("Take the mark back") },
  { NULL, NULL, NULL },
};

static const LwVerbOption moderation_options[] = {
  { "flagged", NULL, N_ ("Only where marks lie far apart") },
  { "open", NULL, N_ ("Only what is still to be agreed") },
  { "percent", N_ ("N"), N_ ("Share of the scale from which marks disagree (30)") },
  { NULL, NULL, NULL },
};

static const LwVerbOption agreement_options[] = {
  { "percent", N_ ("N"), N_ ("Share of the scale from which marks disagree (30)") },
  { NULL, NULL, NULL },
};

static const LwVerbOption open_options[] = {
  { "dry-run", NULL, N_ ("List what is missing, and open nothing") },
  { NULL, NULL, NULL },
};

static const LwVerbOption remove_options[] = {
  { "remove", NULL, N_ ("Take it out again") },
  { NULL, NULL, NULL },
};

static const LwVerbOption correct_options[] = {
  { "cost", N_ ("TITLE"), N_ ("Correct a cost of the bid, not its price") },
  { "year", N_ ("N"), N_ ("The year of that cost") },
  { NULL, NULL, NULL },
};

static const LwVerbOption weights_options[] = {
  { "places", N_ ("N"), N_ ("Decimal places of the weights that are published (2)") },
  { NULL, NULL, NULL },
};

static const LwVerbOption answer_options[] = {
  { "from", N_("PATH"), N_("Take the text from this file") },
  { "remove", NULL, N_("Take the answer back") },
  { NULL, NULL, NULL },
};

static const LwVerbOption attach_options[] = {
  { "lot", N_("ID"), N_("The lot that the file is for; all where it is not given") },
  { "criterion", N_("ID"), N_("The question that it answers; all where it is not given") },
  { "folder", N_("DIR"), N_("Attach all files below this folder, matched to bidder, lot and question by their names") },
  { "dry-run", NULL, N_("Say what would be attached, and store nothing") },
  { "skip", NULL, N_("Leave out what cannot be attached; without it nothing is stored then") },
  { NULL, NULL, NULL },
};

static const LwVerbOption document_options[] = {
  { "output", N_("PATH"), N_("The file to write; it must not exist") },
  { NULL, NULL, NULL },
};

const LwVerb lw_evaluation_verbs[] = {
  { "rank", "FILE.lotwise [--lot ID]", N_ ("Rank the bids of each lot"), rank_options, 1, 1, lw_evaluation_run_rank },
  { "explain", "FILE.lotwise LOT BIDDER", N_ ("Show how a bid's total came about"), NULL, 3, 3, lw_evaluation_run_explain },
  { "mark", "FILE.lotwise LOT BIDDER CRITERION PERSON MARK [--rationale TEXT] [--document NAME] [--page PAGE] [--quote TEXT] | … PERSON --remove",
    N_ ("Give, change or take back an evaluator's mark (LOT is - for a criterion common to all lots)"), mark_options,
    5, 6, lw_evaluation_run_mark },
  { "note", "FILE.lotwise LOT BIDDER CRITERION TEXT | … CRITERION --remove",
    N_ ("Keep a private note beside a mark; it is of the person who works (--as)"), beside_options, 4, 5, lw_evaluation_run_note },
  { "query", "FILE.lotwise LOT BIDDER CRITERION TEXT | … CRITERION --remove",
    N_ ("Ask the lead about a mark, as the person who works (--as)"), beside_options, 4, 5, lw_evaluation_run_query },
  { "reply", "FILE.lotwise LOT BIDDER CRITERION TEXT [--person ID]", N_ ("Answer the query of an evaluator"), reply_options, 5, 5,
    lw_evaluation_run_reply },
  { "queries", "FILE.lotwise [--open]", N_ ("List what evaluators asked, and the answers"), queries_options, 1, 1,
    lw_evaluation_run_queries },
  { "answer", "FILE.lotwise LOT BIDDER CRITERION TEXT | … CRITERION --from PATH | … CRITERION --remove",
    N_("Set or take back what a bid answers to a question (LOT is - for a criterion common to all lots)"), answer_options, 4, 5,
    lw_evaluation_run_answer },
  { "answers", "FILE.lotwise [LOT BIDDER]", N_("List the answers of all bids, or of one"), NULL, 1, 3, lw_evaluation_run_answers },
  { "attach", "FILE.lotwise BIDDER PATH [--lot ID] [--criterion ID] | FILE.lotwise --folder DIR [--dry-run] [--skip]",
    N_("Attach a file to a bid, or all files of a folder to the bids that their names say"), attach_options, 1, 3,
    lw_evaluation_run_attach },
  { "documents", "FILE.lotwise [BIDDER]", N_("List the attached files with their SHA-256"), NULL, 1, 2, lw_evaluation_run_documents },
  { "document", "FILE.lotwise BIDDER NAME --output PATH", N_("Write an attached file out"), document_options, 3, 3,
    lw_evaluation_run_document },
  { "agree", "FILE.lotwise LOT BIDDER CRITERION MARK [--rationale TEXT] [--why-not-above TEXT] … | … CRITERION --remove",
    N_ ("Set or take back the mark agreed in moderation"), agree_options, 4, 5, lw_evaluation_run_agree },
  { "moderation", "FILE.lotwise [LOT] [--flagged] [--open] [--percent N]",
    N_ ("List what evaluators gave, place by place: how far apart, and what is still to be agreed"), moderation_options, 1, 2,
    lw_evaluation_run_moderation },
  { "formula-lab", "[FILE.lotwise] [NAME=QUALITY@PRICE]…",
    N_ ("Show what each price formula does to dummy bids, before one is published"), lab_options, 0, 64,
    lw_evaluation_run_formula_lab },
  { "assign", "FILE.lotwise PERSON [--criterion ID] [--lot ID] [--bidder ID] [--remove]",
    N_("Say what a person marks; what is left out is all. Once there is one assignment, nobody marks what is not assigned"),
    assign_options, 2, 2, lw_evaluation_run_assign },
  { "declare", "FILE.lotwise PERSON ORGANISATION none|conflict [--note TEXT]",
    N_("Declare that a person has no conflict of interest with an organisation, or has one"), declare_options, 4, 4,
    lw_evaluation_run_declare },
  { "people", "FILE.lotwise [--person ID] [--pages N --minutes-per-page N]",
    N_("List who evaluates: roles, progress, declarations still to make, conflicts, work in hours"), people_options, 1, 1,
    lw_evaluation_run_people },
  { "publish", "FILE.lotwise [--reason TEXT]", N_("Publish the method and lock it"), NULL, 1, 1, lw_evaluation_run_publish },
  { "template", "list | save FILE.lotwise NAME [--replace] | remove NAME",
    N_("Keep the method of a competition as a template, to begin others with"), template_options, 1, 3, lw_evaluation_run_template },
  { "published", "FILE.lotwise [--xml VERSION | --changes VERSION]", N_("List the published versions of the method with their hashes"),
    published_options, 1, 1, lw_evaluation_run_published },
  { "revise", "FILE.lotwise --approver PERSON --reason TEXT [CHANGE [+ CHANGE]…]",
    N_("Change the published method, as a new version (CHANGE as for add, set, remove)"), approver_options, 1, 4096,
    lw_evaluation_run_revise },
  { "confirm", "FILE.lotwise PERSON [--lot ID] [--bidder ID] [--criterion ID] [--despite --reason TEXT]",
    N_("Confirm an evaluator's marks: from then on they are locked"), confirm_options, 2, 2, lw_evaluation_run_confirm },
  { "reopen", "FILE.lotwise LOT BIDDER CRITERION [PERSON] --approver PERSON --reason TEXT",
    N_("Open a confirmed mark again, or without PERSON take back the agreed one"), approver_options, 4, 5,
    lw_evaluation_run_reopen },
  { "pack", "FILE.lotwise PERSON OUT.lotpack [--passphrase-file FILE]",
    N_("Seal what an evaluator is assigned to into one file, to be marked apart"), passphrase_options, 3, 3,
    lw_evaluation_run_pack },
  { "unpack", "OUT.lotpack MINE.lotwise [--passphrase-file FILE]", N_("Make a competition file to mark in from a pack"),
    passphrase_options, 2, 2, lw_evaluation_run_unpack },
  { "pack-return", "MINE.lotwise BACK.lotpack [--passphrase-file FILE]",
    N_("Seal the marks and confirmations of an unpacked file, to be sent back"), passphrase_options, 2, 2,
    lw_evaluation_run_pack_return },
  { "merge", "FILE.lotwise BACK.lotpack… [--passphrase-file FILE] [--dry-run]",
    N_("Take in what came back; what was changed on both sides is listed, and nothing is overwritten"), merge_options, 2, 4096,
    lw_evaluation_run_merge },
  { "packs", "FILE.lotwise", N_("List the packs that were sent from a file: to whom, when, what came back"), NULL, 1, 1,
    lw_evaluation_run_packs },
  { "conflicts", "FILE.lotwise", N_("List the marks of merged packs that a person is to decide on"), NULL, 1, 1,
    lw_evaluation_run_conflicts },
  { "decide", "FILE.lotwise PACK LOT BIDDER CRITERION ours|theirs --reason TEXT",
    N_("Decide a conflict: keep the mark that is here, or take over the one that came back"), NULL, 6, 6, lw_evaluation_run_decide },
  { "safe", "FILE.lotwise [--lot ID] [--words N] [--draws N [--seed N] [--order ID,ID…] [--bounds ID=A..B,…]]",
    N_ ("Is the result safe? What one bid, mark, price or weight would change, and what else could be held against it"),
    safe_options, 1, 1, lw_evaluation_run_safe },
  { "agreement", "FILE.lotwise [--percent N]", N_ ("Show how far evaluators agree, and where they do not"),
    agreement_options, 1, 1, lw_evaluation_run_agreement },
  { "weights", "publish WHOLE ID=WEIGHT… | swing WHOLE ID=SCORE… | pairwise WHOLE ID:ID=TIMES…",
    N_ ("Help with weights: round them for publication, work them out from swings, or from comparisons in pairs"),
    weights_options, 3, 256, lw_evaluation_run_weights },
  { "open-prices", "FILE.lotwise --reason TEXT | FILE.lotwise --dry-run",
    N_ ("Open sealed prices, once quality is locked: on the record, by a person of the role commercial or lead"), open_options, 1, 1,
    lw_evaluation_run_open_prices },
  { "cost", "FILE.lotwise LOT BIDDER [TITLE YEAR AMOUNT | TITLE YEAR --remove]",
    N_ ("List, set or take out costs of a bid year by year; their present value is compared in place of its price"), remove_options,
    3, 6, lw_evaluation_run_cost },
  { "correct-price", "FILE.lotwise LOT BIDDER AFTER [--cost TITLE --year N] --reason TEXT",
    N_ ("Correct a figure of a bid on the record: before, after, why, and what it does to the ranks"), correct_options, 4, 4,
    lw_evaluation_run_correct_price },
  { "corrections", "FILE.lotwise", N_ ("List the figures that were corrected"), NULL, 1, 1, lw_evaluation_run_corrections },
  { "low-steps", "FILE.lotwise [LOT BIDDER]", N_ ("List the steps that abnormally low prices ask for, done and to do"), NULL, 1, 3,
    lw_evaluation_run_low_steps },
  { "low-step", "FILE.lotwise LOT BIDDER why|notice|explanation|reply|decision TEXT",
    N_ ("Record the next step about an abnormally low price; no step excludes a bid"), NULL, 5, 5, lw_evaluation_run_low_step },
  { "override", "FILE.lotwise LOT BIDDER [CRITERION] --reason TEXT",
    N_ ("Pass a bid in spite of a minimum (without CRITERION that of the total), by a person of the role approver"), NULL, 3, 4,
    lw_evaluation_run_override },
  { NULL, NULL, NULL, NULL, 0, 0, NULL },
};
