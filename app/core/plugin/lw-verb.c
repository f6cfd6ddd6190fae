/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "plugin/lw-verb.h"

#include "base/lw-error.h"
#include "base/lw-id.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwVerbRun
{
  const LwVerb *verb;
  const LwVerbFront *front;
  gpointer data;

  GPtrArray *args;     /* of char */
  GHashTable *options; /* name → value, "" for one without */
  LwOutput output;
  char *person;
  gboolean json_said;

  LwStore *store;
  LwStoreFlags store_flags;
};

static const LwVerbOption common_options[] = {
  { "json", NULL, N_ ("Print JSON, for programs") },
  { "csv", NULL, N_ ("Print tables as CSV") },
  { "as", N_ ("NAME"), N_ ("Who does it, if not the user who is logged in") },
  { "reason", N_ ("TEXT"), N_ ("Why, for the journal") },
  { NULL },
};

static void
run_clear (LwVerbRun *run)
{
  g_clear_object (&run->store);
  g_ptr_array_unref (run->args);
  g_hash_table_unref (run->options);
  g_free (run->person);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LwVerbRun, run_clear)

/* ---- options ---- */

static const LwVerbOption *
find_option (const LwVerb *verb, const char *name)
{
  for (const LwVerbOption *option = common_options; option->name != NULL; option++)
    if (strcmp (option->name, name) == 0)
      return option;
  for (const LwVerbOption *option = verb->options; option != NULL && option->name != NULL; option++)
    if (strcmp (option->name, name) == 0)
      return option;
  return NULL;
}

static void
add_names (GStrvBuilder *builder, const LwVerbOption *options)
{
  for (const LwVerbOption *option = options; option != NULL && option->name != NULL; option++)
    {
      g_autofree char *shown = g_strconcat ("--", option->name, NULL);
      g_strv_builder_add (builder, shown);
    }
}

static void
set_unknown_option (const LwVerb *verb, const char *name, const char *written, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  add_names (builder, verb->options);
  add_names (builder, common_options);
  g_auto (GStrv) names = g_strv_builder_end (builder);

  g_autofree char *long_name = g_strconcat ("--", name, NULL);
  g_autofree char *valid_name = g_utf8_make_valid (long_name, -1);
  g_autofree char *shown = g_utf8_make_valid (written, -1);
  const char *nearest = lw_nearest (valid_name, (const char *const *) names);
  if (nearest != NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("“%s” has no option %s; did you mean %s?"), verb->name, shown, nearest);
      return;
    }
  g_autofree char *all = g_strjoinv (", ", names);
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("“%s” has no option %s; it has %s"), verb->name, shown, all);
}

/* "--name=value" or "--name value"; takes one word more of @argv for the latter. */
static gboolean
take_value (const LwVerbOption *option, const char *joined, const char *const *argv, guint *at, const char **value,
            GError **error)
{
  if (option->value == NULL)
    {
      *value = "";
      if (joined == NULL)
        return TRUE;
      g_autofree char *shown = g_utf8_make_valid (joined, -1);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("--%s: expected no value, found “%s”"), option->name, shown);
      return FALSE;
    }
  if (joined != NULL)
    {
      *value = joined;
      return TRUE;
    }

  const char *next = argv[*at + 1];
  if (next == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("--%s: expected %s, found nothing"), option->name, _(option->value));
      return FALSE;
    }
  /* More likely a forgotten value than one that begins so. */
  if (g_str_has_prefix (next, "--"))
    {
      g_autofree char *shown = g_utf8_make_valid (next, -1);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("--%s: expected %s, found %s; if that is the value, write --%s=%s"),
                   option->name, _(option->value), shown, option->name, shown);
      return FALSE;
    }
  *value = next;
  (*at)++;
  return TRUE;
}

static gboolean
take_option (LwVerbRun *run, const char *const *argv, guint *at, GError **error)
{
  const char *word = argv[*at] + (argv[*at][1] == '-' ? 2 : 1);
  gboolean is_long = argv[*at][1] == '-';
  const char *equals = strchr (word, '=');
  g_autofree char *name = equals != NULL ? g_strndup (word, (gsize) (equals - word)) : g_strdup (word);
  const LwVerbOption *option = is_long ? find_option (run->verb, name) : NULL;
  const char *value = NULL;

  if (option == NULL)
    {
      g_autofree char *written = g_strconcat (is_long ? "--" : "-", name, NULL);
      set_unknown_option (run->verb, name, written, error);
      return FALSE;
    }
  if (!take_value (option, equals != NULL ? equals + 1 : NULL, argv, at, &value, error))
    return FALSE;
  /* Of two lots one would be passed over without a word. */
  if (option->value != NULL && g_hash_table_contains (run->options, option->name))
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("--%s: expected once, found twice"), option->name);
      return FALSE;
    }
  g_hash_table_insert (run->options, (gpointer) option->name, (gpointer) value);
  return TRUE;
}

/* "-" is a name for standard input, and "-0.5" a number. */
static gboolean
is_option (const char *word)
{
  return word[0] == '-' && word[1] != '\0' && !g_ascii_isdigit (word[1]) && word[1] != '.';
}

static gboolean
parse_words (LwVerbRun *run, const char *const *argv, GError **error)
{
  gboolean options_ended = FALSE;

  for (guint i = 0; argv[i] != NULL; i++)
    {
      if (options_ended || !is_option (argv[i]))
        g_ptr_array_add (run->args, (gpointer) argv[i]);
      else if (strcmp (argv[i], "--") == 0)
        options_ended = TRUE;
      else if (!take_option (run, argv, &i, error))
        return FALSE;
    }
  return TRUE;
}

/* What goes into the journal is text. */
static gboolean
check_text_option (LwVerbRun *run, const char *name, GError **error)
{
  const char *value = lw_verb_option (run, name);

  if (value == NULL)
    return TRUE;
  if (!g_utf8_validate (value, -1, NULL))
    {
      g_autofree char *shown = g_utf8_make_valid (value, -1);
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("--%s: expected text in UTF-8, found “%s”"), name, shown);
      return FALSE;
    }
  if (*value == '\0')
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("--%s: expected text, found nothing"), name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_common_options (LwVerbRun *run, GError **error)
{
  gboolean json = lw_verb_option (run, "json") != NULL;
  gboolean csv = lw_verb_option (run, "csv") != NULL;

  if (json && csv)
    {
      g_set_error_literal (error, LW_ERROR, LW_ERROR_INVALID, _("expected --json or --csv, found both"));
      return FALSE;
    }
  run->output = json ? LW_OUTPUT_JSON : csv ? LW_OUTPUT_CSV : LW_OUTPUT_TEXT;
  return check_text_option (run, "as", error) && check_text_option (run, "reason", error);
}

static gboolean
check_count (LwVerbRun *run, GError **error)
{
  const LwVerb *verb = run->verb;
  guint n = run->args->len;

  if (n >= verb->min_args && n <= verb->max_args)
    return TRUE;

  const char *usage = verb->usage != NULL ? verb->usage : "";
  if (verb->min_args == verb->max_args)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 ngettext ("expected %u argument, found %u: lotwise %s %s", "expected %u arguments, found %u: lotwise %s %s",
                           verb->min_args),
                 verb->min_args, n, verb->name, usage);
  else if (n < verb->min_args)
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 ngettext ("expected at least %u argument, found %u: lotwise %s %s",
                           "expected at least %u arguments, found %u: lotwise %s %s", verb->min_args),
                 verb->min_args, n, verb->name, usage);
  else
    g_set_error (error, LW_ERROR, LW_ERROR_INVALID,
                 ngettext ("expected at most %u argument, found %u: lotwise %s %s",
                           "expected at most %u arguments, found %u: lotwise %s %s", verb->max_args),
                 verb->max_args, n, verb->name, usage);
  return FALSE;
}

/* ---- the run ---- */

static int
run_verb (LwVerbRun *run, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  int status = run->verb->run (run, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return LW_EXIT_ERROR;
    }
  if (status == LW_EXIT_FINE || status == LW_EXIT_CHECK_FAILED)
    return status;
  g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("“%s” failed, and does not say why"), run->verb->name);
  return LW_EXIT_ERROR;
}

int
lw_verb_run (const LwVerb *verb, const char *const *argv, const LwVerbFront *front, gpointer data, GError **error)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (verb != NULL && verb->run != NULL, LW_EXIT_ERROR);
  g_return_val_if_fail (front != NULL, LW_EXIT_ERROR);

  g_auto (LwVerbRun) run = { .verb = verb, .front = front, .data = data };
  run.args = g_ptr_array_new ();
  run.options = g_hash_table_new (g_str_hash, g_str_equal);

  if (!parse_words (&run, argv != NULL ? argv : none, error) || !check_common_options (&run, error)
      || !check_count (&run, error))
    return LW_EXIT_ERROR;
  return run_verb (&run, error);
}

const char *
lw_verb_arg (LwVerbRun *run, guint n)
{
  g_return_val_if_fail (run != NULL, NULL);

  return n < run->args->len ? g_ptr_array_index (run->args, n) : NULL;
}

guint
lw_verb_n_args (LwVerbRun *run)
{
  g_return_val_if_fail (run != NULL, 0);

  return run->args->len;
}

const char *
lw_verb_option (LwVerbRun *run, const char *name)
{
  g_return_val_if_fail (run != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (run->options, name);
}

LwOutput
lw_verb_output (LwVerbRun *run)
{
  g_return_val_if_fail (run != NULL, LW_OUTPUT_TEXT);

  return run->output;
}

LwStore *
lw_verb_store (LwVerbRun *run, LwStoreFlags flags, GError **error)
{
  g_return_val_if_fail (run != NULL, NULL);

  if (run->store != NULL)
    {
      /* It cannot be opened anew under those who hold it. */
      g_return_val_if_fail (run->store_flags == flags || run->store_flags == LW_STORE_READ_WRITE, NULL);
      return run->store;
    }
  g_autoptr (LwStore) store = NULL;
  const char *path = lw_verb_arg (run, 0);
  if (path == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_INVALID, _("“%s” expected a competition's file, found no argument"),
                   run->verb->name);
      return NULL;
    }
  if (run->front->open == NULL)
    {
      g_set_error (error, LW_ERROR, LW_ERROR_STORE, _("%s: this program does not open competitions"), path);
      return NULL;
    }
  store = run->front->open (run->data, path, flags, error);
  if (store == NULL
      || (run->front->allow != NULL
          && !run->front->allow (run->data, run->verb, store, flags, lw_verb_person (run), error)))
    return NULL;
  run->store = g_steal_pointer (&store);
  run->store_flags = flags;
  return run->store;
}

const char *
lw_verb_person (LwVerbRun *run)
{
  g_return_val_if_fail (run != NULL, NULL);

  if (run->person == NULL)
    {
      const char *as = lw_verb_option (run, "as");
      const char *set = g_getenv ("LOTWISE_PERSON");
      if (as == NULL && set != NULL && set[0] != '\0')
        as = set;
      run->person = g_utf8_make_valid (as != NULL ? as : g_get_user_name (), -1);
    }
  return run->person;
}

const char *
lw_verb_reason (LwVerbRun *run)
{
  return lw_verb_option (run, "reason");
}

/* ---- reporting ---- */

void
lw_verb_say (LwVerbRun *run, const char *format, ...)
{
  va_list args;

  g_return_if_fail (run != NULL);
  g_return_if_fail (format != NULL);
  if (run->output != LW_OUTPUT_TEXT || run->front->say == NULL)
    return;

  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  /* The front end ends the line. */
  if (g_str_has_suffix (text, "\n"))
    text[strlen (text) - 1] = '\0';
  run->front->say (run->data, text);
}

void
lw_verb_table (LwVerbRun *run, const LwVerbTable *table)
{
  g_return_if_fail (run != NULL);
  g_return_if_fail (table != NULL);

  if (run->output != LW_OUTPUT_JSON && run->front->table != NULL)
    run->front->table (run->data, table);
}

void
lw_verb_json (LwVerbRun *run, JsonNode *node)
{
  g_return_if_fail (run != NULL);
  g_return_if_fail (node != NULL);

  g_autoptr (JsonNode) owned = node;
  if (run->output != LW_OUTPUT_JSON || run->front->json == NULL)
    return;
  /* Two documents are not JSON. */
  g_return_if_fail (!run->json_said);
  run->json_said = TRUE;
  run->front->json (run->data, owned);
}
