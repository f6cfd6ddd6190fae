/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The verbs pack, unpack, pack-return, merge, conflicts and decide. */
#include "config.h"

#include "lw-evaluation-pack.h"
#include "lw-evaluation-verbs.h"

#include "base/lw-error.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/lw-i18n.h"

/* ---- the passphrase: never an argument, which all on the machine can read ---- */

#define PASSPHRASE_MAX 1024

/* The first line of @path. */
static char *
passphrase_of_file (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  char *text;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &failure))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_NOT_FOUND,
                   _("--passphrase-file: expected a file with the passphrase: %s"), failure->message);
      return NULL;
    }
  text[strcspn (text, "\r\n")] = '\0';
  if (strlen (text) > 0 && strlen (text) <= PASSPHRASE_MAX)
    return text;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
               _("--passphrase-file: expected a line of at most %d bytes in %s, found %zu"), PASSPHRASE_MAX, path,
                  strlen (text));
  g_free (text);
  return NULL;
}

static void
on_interrupt (int number)
{
}

/* One line from @terminal, which does not show it; NULL where there is none. Ctrl+C ends it, not the program, which would
 * leave the terminal as it is now. */
static char *
read_hidden (int terminal, const char *prompt)
{
  struct termios shown, hidden;
  struct sigaction ours = { .sa_handler = on_interrupt }, theirs;
  char line[PASSPHRASE_MAX + 2];
  gssize n = -1;

  if (tcgetattr (terminal, &shown) != 0)
    return NULL;
  hidden = shown;
  hidden.c_lflag &= (tcflag_t) ~ECHO;
  sigaction (SIGINT, &ours, &theirs);
  tcsetattr (terminal, TCSAFLUSH, &hidden);
  if (write (terminal, prompt, strlen (prompt)) >= 0)
    n = read (terminal, line, sizeof line - 1);
  tcsetattr (terminal, TCSAFLUSH, &shown);
  sigaction (SIGINT, &theirs, NULL);
  if (n <= 0 || write (terminal, "\n", 1) < 0)
    return NULL;
  line[n] = '\0';
  line[strcspn (line, "\r\n")] = '\0';
  return g_strdup (line);
}

static char *
passphrase_of_terminal (GError **error)
{
  const int terminal = open ("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  char *line = terminal < 0 ? NULL : read_hidden (terminal, _("Passphrase: "));

  if (terminal >= 0)
    close (terminal);
  if (line == NULL)
    g_set_error_literal (
        error, LW_ERROR, LW_ERROR_INVALID,
        _("expected a passphrase: --passphrase-file FILE, LOTWISE_PASSPHRASE in the environment, or typed on a terminal"));
  return line;
}

static char *
read_passphrase (LwVerbRun *run, GError **error)
{
  const char *path = lw_verb_option (run, "passphrase-file"), *given = g_getenv ("LOTWISE_PASSPHRASE");

  if (path != NULL)
    return passphrase_of_file (path, error);
  return given != NULL ? g_strdup (given) : passphrase_of_terminal (error);
}

/* What is wrong with a pack is not wrong with a competition: the program's advice on those would mislead. */
static void
set_of_pack (GError **error)
{
  if (g_error_matches (*error, LW_ERROR, LW_ERROR_CORRUPT) || g_error_matches (*error, LW_ERROR, LW_ERROR_NOT_LOTWISE))
    (*error)->code = LW_ERROR_INVALID;
}

/* ---- pack, unpack, pack-return ---- */

static void
report_pack (LwVerbRun *run, const LwPack *pack, const char *out)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "pack", pack->id);
  lw_evaluation_json_string (builder, "person", pack->person);
  lw_evaluation_json_string (builder, "out", out);
  json_builder_set_member_name (builder, "to-mark");
  json_builder_add_int_value (builder, pack->cells);
  json_builder_set_member_name (builder, "marks");
  json_builder_add_int_value (builder, pack->marks);
  json_builder_set_member_name (builder, "documents");
  json_builder_add_int_value (builder, pack->files);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
}

int
lw_evaluation_run_pack (LwVerbRun *run, GError **error)
{
  const char *evaluator = lw_verb_arg (run, 1), *out = lw_verb_arg (run, 2);
  g_autofree char *passphrase = read_passphrase (run, error);
  LwStore *store = passphrase == NULL ? NULL : lw_verb_store (run, LW_STORE_READ_WRITE, error);
  g_autoptr (LwPack) pack = store == NULL ? NULL
                                          : lw_evaluation_pack_send (store, evaluator, out, passphrase, LW_SEAL_COSTLY,
                                                                     lw_verb_person (run), error);

  if (pack == NULL)
    return LW_EXIT_ERROR;
  lw_verb_say (run, ngettext ("Packed %u mark to give for %s into %s", "Packed %u marks to give for %s into %s", pack->cells),
               pack->cells, evaluator, out);
  lw_verb_say (run,
               ngettext ("%u of them is given already and goes with it. Pack %s",
                         "%u of them are given already and go with it. Pack %s", pack->marks),
               pack->marks, pack->id);
  if (pack->files > 0)
    lw_verb_say (run, ngettext ("%u document goes with it", "%u documents go with it", pack->files), pack->files);
  lw_verb_say (run, _("Tell %s the passphrase by another way than the file goes."), evaluator);
  report_pack (run, pack, out);
  return LW_EXIT_FINE;
}

int
lw_evaluation_run_unpack (LwVerbRun *run, GError **error)
{
  const char *source = lw_verb_arg (run, 0), *path = lw_verb_arg (run, 1);
  g_autofree char *passphrase = read_passphrase (run, error);
  g_autoptr (LwStore) store = passphrase == NULL
                                  ? NULL
                                  : lw_evaluation_pack_open (source, path, passphrase, lw_verb_person (run), error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (LwPack) pack = g_new0 (LwPack, 1);
  gint64 marks;

  if (passphrase != NULL && store == NULL)
    set_of_pack (error);
  if (reader == NULL
      || !lw_connection_get_text (lw_reader_connection (reader), &pack->id, error, "SELECT id FROM evaluation_pack", "")
      || !lw_connection_get_text (lw_reader_connection (reader), &pack->person, error, "SELECT person FROM evaluation_pack", "")
      || !lw_connection_get_int (lw_reader_connection (reader), &marks, 0, error, "SELECT count (*) FROM evaluation_mark", ""))
    return LW_EXIT_ERROR;
  lw_verb_say (run,
               _("Made %s from the pack of %s. Mark in it; then: lotwise confirm %s %s; lotwise pack-return %s BACK.lotpack"),
                  path, pack->person, path, pack->person, path);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "file", path);
  lw_evaluation_json_string (builder, "pack", pack->id);
  lw_evaluation_json_string (builder, "person", pack->person);
  json_builder_set_member_name (builder, "marks");
  json_builder_add_int_value (builder, marks);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

int
lw_evaluation_run_pack_return (LwVerbRun *run, GError **error)
{
  const char *out = lw_verb_arg (run, 1);
  g_autofree char *passphrase = read_passphrase (run, error);
  LwStore *store = passphrase == NULL ? NULL : lw_verb_store (run, LW_STORE_READ_WRITE, error);
  g_autoptr (LwPack) pack = store == NULL
                                ? NULL
                                : lw_evaluation_pack_return (store, out, passphrase, LW_SEAL_COSTLY, lw_verb_person (run), error);
  g_autoptr (LwReader) reader = pack == NULL ? NULL : lw_store_reader (store, error);
  gint64 open;

  if (reader == NULL
      || !lw_connection_get_int (lw_reader_connection (reader), &open, 0, error,
                                 "SELECT count (*) FROM evaluation_mark AS m WHERE person = ? AND NOT EXISTS (SELECT 1"
                                 " FROM evaluation_confirmation AS c WHERE (c.lot, c.bidder, c.criterion, c.person)"
                                 " = (m.lot, m.bidder, m.criterion, m.person))",
                                 "s", pack->person))
    return LW_EXIT_ERROR;
  lw_verb_say (run, ngettext ("Packed %u mark of %s into %s", "Packed %u marks of %s into %s", pack->marks), pack->marks,
               pack->person, out);
  if (open > 0)
    lw_verb_say (run,
                 ngettext ("%lld of them is not confirmed: lotwise confirm", "%lld of them are not confirmed: lotwise confirm",
                           (gulong) open),
                 (long long) open);
  report_pack (run, pack, out);
  return LW_EXIT_FINE;
}

/* ---- packs ---- */

/* "sent, not back yet", "merged: 2", "opened here, returned: 1". (transfer full) */
static char *
standing_of (const LwPackInfo *info)
{
  if (info->opened)
    return g_strdup_printf (_("opened here; returned: %u"), info->returns);
  return info->returns == 0 ? g_strdup (_("sent; not back yet")) : g_strdup_printf (_("came back; merged: %u"), info->returns);
}

static void
table_packs (LwVerbRun *run, const GPtrArray *packs)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  static const char *const names[] = { "pack", "person", "at", "version", "side", "returns", "conflicts" };
  const char *const titles[] = { _("Pack"), _("Evaluator"), _("Sent"), _("Version"), _("Standing"), NULL, _("Conflicts") };
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (csv || titles[i] != NULL)
      lw_verb_table_add_column (table, csv ? names[i] : titles[i], i == 3 || i > 4 ? LW_ALIGN_RIGHT : LW_ALIGN_LEFT);
  for (guint i = 0; i < packs->len; i++)
    {
      const LwPackInfo *info = g_ptr_array_index (packs, i);
      g_autofree char *id = g_strndup (info->id, csv ? strlen (info->id) : 8), *standing = standing_of (info);
      g_autofree char *version = g_strdup_printf ("%lld", (long long) info->version);
      g_autofree char *returns = g_strdup_printf ("%u", info->returns), *conflicts = g_strdup_printf ("%u", info->conflicts);

      if (csv)
        lw_verb_table_add_row (table, id, info->person, info->at, version, info->opened ? "opened" : "sent", returns, conflicts);
      else
        lw_verb_table_add_row (table, id, info->person, info->at, version, standing, conflicts);
    }
  lw_verb_table (run, table);
}

static void
json_pack (JsonBuilder *builder, const LwPackInfo *info)
{
  const struct
  {
    const char *name;
    gint64 n;
  } counts[] = { { "version", info->version }, { "returns", info->returns }, { "conflicts", info->conflicts } };

  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "pack", info->id);
  lw_evaluation_json_string (builder, "person", info->person);
  lw_evaluation_json_string (builder, "side", info->opened ? "opened" : "sent");
  lw_evaluation_json_string (builder, "at", info->at);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      json_builder_set_member_name (builder, counts[i].name);
      json_builder_add_int_value (builder, counts[i].n);
    }
  json_builder_end_object (builder);
}

int
lw_evaluation_run_packs (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (GPtrArray) packs = reader == NULL ? NULL : lw_evaluation_packs (lw_reader_connection (reader), error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (packs == NULL)
    return LW_EXIT_ERROR;
  if (packs->len > 0 || lw_verb_output (run) == LW_OUTPUT_CSV)
    table_packs (run, packs);
  else
    lw_verb_say (run, _("No pack was sent from this file"));
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "packs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < packs->len; i++)
    json_pack (builder, g_ptr_array_index (packs, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}

/* ---- conflicts ---- */

static char *
mark_text (const char *mark, const char *rationale)
{
  if (mark == NULL)
    return g_strdup (_("none"));
  return rationale != NULL ? g_strdup_printf ("%s: %s", mark, rationale) : g_strdup (mark);
}

static void
table_conflicts (LwVerbRun *run, GPtrArray *conflicts)
{
  const gboolean csv = lw_verb_output (run) == LW_OUTPUT_CSV;
  static const char *const names[] = { "pack", "person", "lot", "bidder", "criterion", "ours", "theirs", "why" };
  const char *const titles[] = {
    _("Pack"), _("Evaluator"), _("Lot"), _("Bidder"), _("Criterion"), _("Here"), _("Came back"), _("Why") };
  g_autoptr (LwVerbTable) table = lw_verb_table_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    lw_verb_table_add_column (table, csv ? names[i] : titles[i], LW_ALIGN_LEFT);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const LwConflict *conflict = g_ptr_array_index (conflicts, i);
      g_autofree char *pack = g_strndup (conflict->pack, csv ? strlen (conflict->pack) : 8);
      g_autofree char *ours = mark_text (conflict->ours, conflict->ours_rationale);
      g_autofree char *theirs = mark_text (conflict->theirs, conflict->theirs_rationale);
      const char *lot = !csv && conflict->lot[0] == '\0' ? "-" : conflict->lot;

      lw_verb_table_add_row (table, pack, conflict->person, lot, conflict->bidder, conflict->criterion, ours, theirs,
                             csv ? conflict->why : lw_conflict_text (conflict->why));
    }
  lw_verb_table (run, table);
}

static void
json_side (JsonBuilder *builder, const char *name, const char *mark, const char *rationale, const char *pointer)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "mark", mark);
  lw_evaluation_json_string (builder, "rationale", rationale);
  lw_evaluation_json_string (builder, "pointer", pointer);
  json_builder_end_object (builder);
}

static void
json_conflicts (JsonBuilder *builder, GPtrArray *conflicts)
{
  json_builder_set_member_name (builder, "conflicts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const LwConflict *conflict = g_ptr_array_index (conflicts, i);

      json_builder_begin_object (builder);
      lw_evaluation_json_string (builder, "pack", conflict->pack);
      lw_evaluation_json_string (builder, "person", conflict->person);
      lw_evaluation_json_string (builder, "lot", conflict->lot);
      lw_evaluation_json_string (builder, "bidder", conflict->bidder);
      lw_evaluation_json_string (builder, "criterion", conflict->criterion);
      lw_evaluation_json_string (builder, "why", conflict->why);
      json_side (builder, "ours", conflict->ours, conflict->ours_rationale, conflict->ours_pointer);
      json_side (builder, "theirs", conflict->theirs, conflict->theirs_rationale, conflict->theirs_pointer);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* The table, and what to do about it. */
static void
show_conflicts (LwVerbRun *run, GPtrArray *conflicts)
{
  if (conflicts->len > 0 || lw_verb_output (run) == LW_OUTPUT_CSV)
    table_conflicts (run, conflicts);
  if (conflicts->len == 0)
    lw_verb_say (run, _("There are no conflicts"));
  else
    lw_verb_say (
        run, _("Nothing was overwritten. Decide each: lotwise decide %s PACK LOT BIDDER CRITERION ours|theirs --reason TEXT"),
                lw_verb_arg (run, 0));
}

int
lw_evaluation_run_conflicts (LwVerbRun *run, GError **error)
{
  LwStore *store = lw_verb_store (run, LW_STORE_READ_ONLY, error);
  g_autoptr (LwReader) reader = store == NULL ? NULL : lw_store_reader (store, error);
  g_autoptr (GPtrArray) conflicts = reader == NULL ? NULL : lw_evaluation_conflicts (lw_reader_connection (reader), error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (conflicts == NULL)
    return LW_EXIT_ERROR;
  show_conflicts (run, conflicts);
  json_builder_begin_object (builder);
  json_conflicts (builder, conflicts);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return conflicts->len > 0 ? LW_EXIT_CHECK_FAILED : LW_EXIT_FINE;
}

/* ---- merge ---- */

/* All are opened before the first is merged: one that is damaged stores nothing of the others. */
static GPtrArray *
read_returns (LwVerbRun *run, GError **error)
{
  g_autofree char *passphrase = read_passphrase (run, error);
  g_autoptr (GPtrArray) returns = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_pack_return_free);

  for (guint i = 1; passphrase != NULL && i < lw_verb_n_args (run); i++)
    {
      LwPackReturn *back = lw_pack_return_read (lw_verb_arg (run, i), passphrase, error);
      if (back == NULL)
        {
          set_of_pack (error);
          return NULL;
        }
      g_ptr_array_add (returns, back);
    }
  return passphrase != NULL ? g_steal_pointer (&returns) : NULL;
}

static void
say_merged (LwVerbRun *run, const LwPackMerged *merged)
{
  if (merged->known)
    lw_verb_say (run, _("%s: this pack, or a later one, was merged before; nothing was done"), merged->person);
  else
    lw_verb_say (run,
                 _("%s: marks taken over: %u, confirmations: %u, kept because they were changed here alone: %u, conflicts: %u"),
                    merged->person, merged->taken, merged->confirmed, merged->kept, merged->conflicts);
  if (merged->declared > 0 || merged->queries > 0)
    lw_verb_say (run, _("%s: declarations taken over: %u, queries: %u"), merged->person, merged->declared, merged->queries);
  if (merged->left > 0)
    lw_verb_say (run,
                 ngettext ("%s: %u declaration or query was left: what it is about was removed here since",
                           "%s: %u declarations or queries were left: what they are about was removed here since", merged->left),
                 merged->person, merged->left);
}

static void
json_merged (JsonBuilder *builder, const LwPackMerged *merged)
{
  const struct
  {
    const char *name;
    guint n;
  } counts[] = {
    { "taken", merged->taken },         { "confirmed", merged->confirmed }, { "kept", merged->kept },
    { "conflicts", merged->conflicts }, { "declared", merged->declared },   { "queries", merged->queries },
    { "left", merged->left },
  };

  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "pack", merged->pack);
  lw_evaluation_json_string (builder, "person", merged->person);
  json_builder_set_member_name (builder, "known");
  json_builder_add_boolean_value (builder, merged->known);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      json_builder_set_member_name (builder, counts[i].name);
      json_builder_add_int_value (builder, counts[i].n);
    }
  json_builder_end_object (builder);
}

int
lw_evaluation_run_merge (LwVerbRun *run, GError **error)
{
  const gboolean dry_run = lw_verb_option (run, "dry-run") != NULL;
  g_autoptr (GPtrArray) returns = read_returns (run, error), merged = NULL, conflicts = NULL;
  LwStore *store = returns == NULL ? NULL : lw_verb_store (run, LW_STORE_READ_WRITE, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (store == NULL
      || !lw_evaluation_merge (store, returns, dry_run, lw_verb_person (run), lw_verb_reason (run), &merged, &conflicts, error))
    return LW_EXIT_ERROR;
  if (dry_run)
    lw_verb_say (run, _("A trial: nothing is stored"));
  for (guint i = 0; i < merged->len; i++)
    say_merged (run, g_ptr_array_index (merged, i));
  show_conflicts (run, conflicts);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "dry-run");
  json_builder_add_boolean_value (builder, dry_run);
  json_builder_set_member_name (builder, "packs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < merged->len; i++)
    json_merged (builder, g_ptr_array_index (merged, i));
  json_builder_end_array (builder);
  json_conflicts (builder, conflicts);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return conflicts->len > 0 ? LW_EXIT_CHECK_FAILED : LW_EXIT_FINE;
}

/* ---- decide ---- */

int
lw_evaluation_run_decide (LwVerbRun *run, GError **error)
{
  const char *lot = strcmp (lw_verb_arg (run, 2), "-") == 0 ? "" : lw_verb_arg (run, 2), *side = lw_verb_arg (run, 5);
  const gboolean theirs = strcmp (side, "theirs") == 0;
  g_autoptr (LwCommand) command = lw_evaluation_decide (lw_verb_arg (run, 1), lot, lw_verb_arg (run, 3), lw_verb_arg (run, 4),
                                                        theirs, lw_verb_person (run), lw_verb_reason (run));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  LwStore *store;

  if (!theirs && strcmp (side, "ours") != 0)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                   _("expected ours (the mark that is here) or theirs (the mark that came back), found “%s”"), side);
      return LW_EXIT_ERROR;
    }
  store = lw_verb_store (run, LW_STORE_READ_WRITE, error);
  if (store == NULL || !lw_store_run (store, command, NULL, error))
    return LW_EXIT_ERROR;
  if (theirs)
    lw_verb_say (run, _("Decided: the mark of %s on %s that came back is taken over"), lw_verb_arg (run, 3),
                         lw_verb_arg (run, 4));
  else
    lw_verb_say (run, _("Decided: the mark of %s on %s stays as it is here"), lw_verb_arg (run, 3), lw_verb_arg (run, 4));
  json_builder_begin_object (builder);
  lw_evaluation_json_string (builder, "lot", lot);
  lw_evaluation_json_string (builder, "bidder", lw_verb_arg (run, 3));
  lw_evaluation_json_string (builder, "criterion", lw_verb_arg (run, 4));
  lw_evaluation_json_string (builder, "decided", side);
  json_builder_end_object (builder);
  lw_verb_json (run, json_builder_get_root (builder));
  return LW_EXIT_FINE;
}
