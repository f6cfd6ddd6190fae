/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-host.h"

#include "host-fixture.h"

#include "model/lw-model.h"

/* ---- what plugins may offer ---- */

static int
do_nothing (LwVerbRun *run, GError **error)
{
  return LW_EXIT_FINE;
}

static gboolean
find_nothing (LwConnection *connection, LwFindings *findings, GError **error)
{
  return TRUE;
}

static const LwVerb verb_rank = { "rank", "", "", NULL, 0, 0, do_nothing };
static const LwVerb verb_other_rank = { "rank", "", "", NULL, 0, 0, do_nothing };
static const LwVerb verb_explain = { "explain", "", "", NULL, 0, 0, do_nothing };
static const LwVerb verb_nameless = { NULL, "", "", NULL, 0, 0, do_nothing };
static const LwCheck check_weights = { "weights", "Weights", find_nothing };
static const LwCheck check_other_weights = { "weights", "Weights again", find_nothing };

static gboolean
write_nothing (LwStore *store, const char *path, LwJob *job, GCancellable *cancellable, char **said, GError **error)
{
  return TRUE;
}

static const LwExporter exporter_proof = { "proof", "DIR", "A proof", write_nothing };
static const LwExporter exporter_other_proof = { "proof", "FILE", "Another", write_nothing };
static const LwExporter exporter_common = { "json", "FILE", "As an option that is there anyway", write_nothing };
static const LwExporter exporter_idle = { "idle", "FILE", "Writes nothing", NULL };

static const LwField fields[] = { { "id", LW_FIELD_ID, LW_FIELD_KEY }, { NULL } };
static const LwEntity entity_mark = { .noun = "mark", .table = "a_mark", .container = "marks", .fields = fields };
static const LwEntity entity_same_noun = { .noun = "mark", .table = "b_mark", .container = "marks", .fields = fields };
static const LwEntity entity_same_table = { .noun = "note", .table = "a_mark", .container = "notes", .fields = fields };
static const LwEntity entity_of_core = { .noun = "lot", .table = "c_lot", .container = "lots", .fields = fields };
static const LwEntity entity_free = { .noun = "free", .table = "d_free", .container = "frees", .fields = fields };
static const LwEntity *const marks[] = { &entity_mark, NULL };
static const LwEntity *const same_noun[] = { &entity_same_noun, NULL };
static const LwEntity *const same_table[] = { &entity_same_table, NULL };
static const LwEntity *const noun_of_core[] = { &entity_of_core, NULL };
static const LwEntity *const free_noun[] = { &entity_free, NULL };

static void
adds_all (LwHost *host)
{
  lw_host_add_schema (host, LW_CORE_SCHEMA_PATH);
  lw_host_add_section (host, "evaluation", marks, "/org/lotwise/test/test.rng");
  lw_host_add_verb (host, &verb_rank);
  lw_host_add_verb (host, &verb_explain);
  lw_host_add_check (host, &check_weights);
  lw_host_add_exporter (host, &exporter_proof);
}

static void
adds_proof (LwHost *host)
{
  lw_host_add_exporter (host, &exporter_proof);
}

static void
adds_other_proof (LwHost *host)
{
  lw_host_add_exporter (host, &exporter_other_proof);
}

static void
adds_common_option (LwHost *host)
{
  lw_host_add_exporter (host, &exporter_common);
}

static void
adds_idle_exporter (LwHost *host)
{
  lw_host_add_exporter (host, &exporter_idle);
}

static void
adds_rank (LwHost *host)
{
  lw_host_add_verb (host, &verb_rank);
}

static void
adds_explain (LwHost *host)
{
  lw_host_add_verb (host, &verb_explain);
}

static void
adds_explain_and_rank (LwHost *host)
{
  adds_explain (host);
  lw_host_add_verb (host, &verb_other_rank);
}

static void
adds_rank_twice (LwHost *host)
{
  adds_rank (host);
  adds_rank (host);
}

static void
adds_nameless (LwHost *host)
{
  lw_host_add_verb (host, &verb_nameless);
}

static void
adds_weights (LwHost *host)
{
  lw_host_add_check (host, &check_weights);
}

static void
adds_other_weights (LwHost *host)
{
  lw_host_add_check (host, &check_other_weights);
}

static void
adds_evaluation (LwHost *host)
{
  lw_host_add_section (host, "evaluation", marks, NULL);
}

static void
adds_same_section (LwHost *host)
{
  lw_host_add_section (host, "evaluation", free_noun, NULL);
}

static void
adds_same_noun (LwHost *host)
{
  lw_host_add_section (host, "second", same_noun, NULL);
}

static void
adds_same_table (LwHost *host)
{
  lw_host_add_section (host, "second", same_table, NULL);
}

static void
adds_noun_of_core (LwHost *host)
{
  lw_host_add_section (host, "second", noun_of_core, NULL);
}

static void
adds_container_of_core (LwHost *host)
{
  lw_host_add_section (host, "lots", free_noun, NULL);
}

static void
adds_no_section (LwHost *host)
{
  lw_host_add_section (host, NULL, free_noun, NULL);
}

static gboolean
lets_all_through (LwConnection *connection, const LwEntity *entity, const char *key, const char *const *given, GError **error)
{
  return TRUE;
}

static void
adds_guard_alone (LwHost *host)
{
  lw_host_add_guard (host, lets_all_through);
}

static void
adds_missing_schema (LwHost *host)
{
  lw_host_add_schema (host, "/org/lotwise/nowhere");
}

static void
adds_bad_schema (LwHost *host)
{
  lw_host_add_schema (host, "schema");
}


/* ---- what comes of it ---- */

static void
test_offers (Fixture *f, gconstpointer data)
{
  LwSchema *before = lw_schema_ref (lw_host_get_schema (f->host));
  fixture_add (f, "a", "")->adds = adds_all;
  lw_host_load (f->host);

  assert_states (f->host, "a active");
  assert_verbs (f->host, "rank explain");
  assert_checks (f->host, "weights");
  g_assert_cmpuint (lw_host_get_exporters (f->host)->len, ==, 1);
  g_assert_true (g_ptr_array_index (lw_host_get_exporters (f->host), 0) == &exporter_proof);
  assert_sections (f->host, "core: a:evaluation");
  const LwSection *section = g_ptr_array_index (lw_host_get_sections (f->host), 1);
  g_assert_true (section->entities == marks);
  g_assert_cmpstr (section->rng, ==, "/org/lotwise/test/test.rng");
  g_assert_true (lw_host_get_schema (f->host) != before);
  lw_schema_unref (before);

  /* Loaded again, it is there once. */
  lw_host_load (f->host);
  assert_verbs (f->host, "rank explain");
  g_assert_cmpuint (lw_host_get_exporters (f->host)->len, ==, 1);
  assert_sections (f->host, "core: a:evaluation");
}

static void
test_taken (Fixture *f, gconstpointer data)
{
  static const struct
  {
    void (*first) (LwHost *host);
    void (*second) (LwHost *host);
    const char *reason;
  } cases[] = {
    { adds_rank, adds_explain_and_rank, "the verb “rank” is offered by “a” already" },
    { adds_weights, adds_other_weights, "the check “weights” is offered by “a” already" },
    { adds_proof, adds_other_proof, "the export “proof” is offered by “a” already" },
    { adds_evaluation, adds_same_section, "the section “evaluation” of a file belongs to “a” already" },
    { adds_evaluation, adds_same_noun, "the noun “mark” belongs to “a” already" },
    { adds_evaluation, adds_same_table, "the table “a_mark” belongs to “a” already" },
    { NULL, adds_noun_of_core, "the noun “lot” belongs to “core” already" },
    { NULL, adds_container_of_core, "the section “lots” of a file belongs to “core” already" },
    { NULL, adds_rank_twice, "the verb “rank” is offered by “b” already" },
    { NULL, adds_nameless, "expected a verb with a name*" },
    { NULL, adds_common_option, "expected an export with a name of its own*" },
    { NULL, adds_idle_exporter, "expected an export with a name of its own*" },
    { NULL, adds_no_section, "expected a section with an element*" },
    { NULL, adds_guard_alone, "expected a guard of rows, after the section*" },
    { NULL, adds_missing_schema, "expected the steps of a schema in the resources under /org/lotwise/nowhere, found none" },
    { NULL, adds_bad_schema, "expected a schema's resource path from “/”, found “schema”" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture_make_host (f);
      fixture_add (f, "a", "")->adds = cases[i].first;
      Fake *b = fixture_add (f, "b", "");
      b->adds = cases[i].second;
      b->module.stop = fake_stop;
      fixture_add (f, "c", "Requires=b\n");
      lw_host_load (f->host);

      /* It thought that it had started, so it is stopped. */
      g_assert_cmpstr (f->log->str, ==, "open a, start a, open b, start b, stop");
      assert_states (f->host, "a active, b failed, c blocked");
      assert_reason (f->host, "b", cases[i].reason);
      assert_verbs (f->host, cases[i].first == adds_rank ? "rank" : "");
      assert_checks (f->host, cases[i].first == adds_weights ? "weights" : "");
      g_assert_cmpuint (lw_host_get_exporters (f->host)->len, ==, cases[i].first == adds_proof ? 1 : 0);
      assert_sections (f->host, cases[i].first == adds_evaluation ? "core: a:evaluation" : "core:");
    }
}

/* The program's own verbs come before any plugin's, and stay. */
static void
test_own_verbs (Fixture *f, gconstpointer data)
{
  lw_host_add_verb (f->host, &verb_rank);
  fixture_add (f, "a", "")->adds = adds_explain_and_rank;
  fixture_add (f, "b", "")->adds = adds_explain;
  lw_host_load (f->host);
  assert_states (f->host, "b active, a failed");
  assert_reason (f->host, "a", "the verb “rank” is offered by “core” already");
  assert_verbs (f->host, "rank explain");
  lw_host_load (f->host);
  assert_verbs (f->host, "rank explain");

  g_test_expect_message ("lotwise", G_LOG_LEVEL_CRITICAL, "*“rank” is offered by “core” already");
  lw_host_add_verb (f->host, &verb_other_rank);
  g_test_assert_expected_messages ();
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/registry/all", test_offers },
    { "/registry/taken", test_taken },
    { "/registry/own-verbs", test_own_verbs },
  };
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, fixture_set_up, tests[i].run, fixture_tear_down);

  return g_test_run ();
}
