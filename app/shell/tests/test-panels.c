/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The registry of panels: what modules add, in which order, and what becomes of one with a fault. */
#include "config.h"

#include "panel/lw-panel.h"
#include "panel/lw-panels.h"
#include "uihelp.h"

#define MODULES LW_BUILD_DIR "/app/shell/tests/modules"

typedef struct
{
  LwHost *host;
  LwPanels *panels;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->host = lw_host_new (NULL);
  lw_host_add_directory (fixture->host, MODULES);
  lw_host_load (fixture->host);
  fixture->panels = lw_panels_new (fixture->host);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lw_panels_free (fixture->panels);
  lw_host_free (fixture->host);
}

static guint
position (LwPanels *panels, const char *id)
{
  guint at;
  g_assert_true (g_ptr_array_find (lw_panels_get (panels), lw_panels_find (panels, id), &at));
  return at;
}

/* A group stands where its first panel does, and its later ones with it. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  const guint at = position (fixture->panels, "good-early");

  g_assert_null (lw_panels_get_failure (fixture->panels, "good"));
  g_assert_cmpuint (position (fixture->panels, "good-late"), ==, at + 1);
  g_assert_cmpuint (position (fixture->panels, "good-other"), ==, at + 2);
  g_assert_cmpuint (position (fixture->panels, "overview"), !=, G_MAXUINT);
}

static void
test_accels (Fixture *fixture, gconstpointer data)
{
  GPtrArray *infos = lw_panels_get (fixture->panels);
  for (guint i = 0; i < infos->len; i++)
    {
      g_autofree char *accel = lw_panels_get_accel (fixture->panels, infos->pdata[i]);
      g_autofree char *expected = i < 9 ? g_strdup_printf ("<Alt>%u", i + 1) : NULL;
      g_assert_cmpstr (accel, ==, expected);
    }
}

static void
assert_fails (Fixture *fixture, const char *plugin, const char *pattern)
{
  const char *reason = lw_panels_get_failure (fixture->panels, plugin);
  g_autofree char *early = g_strconcat (plugin, "-early", NULL);

  g_assert_cmpint (lw_host_find (fixture->host, plugin)->state, ==, LW_PLUGIN_ACTIVE);
  g_assert_nonnull (reason);
  if (!g_pattern_match_simple (pattern, reason))
    g_error ("%s: expected “%s”, found “%s”", plugin, pattern, reason);
  g_assert_null (lw_panels_find (fixture->panels, early));
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  assert_fails (fixture, "wrong-abi", "*expected panels built for ABI 1, found ABI 77*");
  assert_fails (fixture, "wrong-magic", "*expected the magic number 0x4c57504e, found 0x00000001*");
  assert_fails (fixture, "wrong-id", "*expected the panels of “wrong-id”, found those of “somebody-else”*");
  assert_fails (fixture, "no-symbol", "*expected the symbol lw_panel_module*");
  assert_fails (fixture, "no-start", "*expected a start function*");
  assert_fails (fixture, "twice", "*an id of its own, found “overview” again*");
  assert_fails (fixture, "no-title", "*title*found “no-title-early”*");
  assert_fails (fixture, "same-card", "*a card with an id of its own, found “card” again*");
  assert_fails (fixture, "absent", "*cannot be opened*");
}

/* What a module had added before its fault is taken back, cards too; the program's own panels stay. */
static void
test_nothing_left (Fixture *fixture, gconstpointer data)
{
  GPtrArray *cards = lw_panels_get_cards (fixture->panels);
  guint of_good = 0;

  for (guint i = 0; i < cards->len; i++)
    {
      const LwCardInfo *card = cards->pdata[i];
      of_good += g_str_equal (card->id, "card");
      g_assert_cmpstr (card->id, !=, "twice");
      g_assert_cmpstr (card->id, !=, "no-title");
    }
  g_assert_cmpuint (of_good, ==, 1);
  g_assert_cmpstr (lw_panels_find (fixture->panels, "overview")->title, ==, "Overview");
  g_assert_nonnull (lw_panels_find (fixture->panels, "record"));
}

/* A message may have names with any sign in them: it is shown as it is. */
static void
test_description_is_plain (void)
{
  AdwStatusPage *page = g_object_ref_sink (ADW_STATUS_PAGE (adw_status_page_new ()));

  lw_status_page_describe (page, "“A & B” has < 5 marks");
  g_assert_nonnull (ui_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "“A & B” has < 5 marks"));
  g_object_unref (page);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
#define TEST(name, func) g_test_add ("/panels/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("order", test_order);
  TEST ("accels", test_accels);
  TEST ("faults", test_faults);
  TEST ("nothing-left", test_nothing_left);
#undef TEST
  g_test_add_func ("/panels/description-is-plain", test_description_is_plain);
  return g_test_run ();
}
