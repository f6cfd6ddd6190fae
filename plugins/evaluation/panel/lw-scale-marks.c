/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The grid of a scale's marks: a row of fields and buttons for each, the last row adds one. Rows are made anew when a
 * mark comes, goes or moves; what is being typed and the focus are then carried over to the new rows.
 */
#include "config.h"

#include "lw-scale-marks.h"

#include "lw-criteria-edits.h"
#include "lw-criteria-field.h"
#include "lw-criteria-save.h"

#include <string.h>

#include "base/lw-i18n.h"

#define N_FIELDS 3
#define N_WIDGETS 6

/* Widgets of a row: fields, then buttons. */
enum
{
  VALUE,
  LABEL,
  DESCRIPTOR,
  UP,
  DOWN,
  REMOVE,
};

/* A mark of the scale that is shown. */
typedef struct
{
  char *texts[N_FIELDS]; /* as the file has them */
  GtkWidget *widgets[N_WIDGETS];
} Mark;

struct _LwScaleMarks
{
  AdwBin parent_instance;
  LwDocument *document;
  char *scale;      /* id */
  GPtrArray *marks; /* of Mark */
  char *why; /* nothing may be edited, or NULL */
  gboolean stale, clearing; /* stale: the rows are to be made anew */
  GtkGrid *grid;
  LwCriteriaField *new_value, *new_label; /* of the row that adds a mark */
};

G_DEFINE_FINAL_TYPE (LwScaleMarks, lw_scale_marks, ADW_TYPE_BIN)

static void
mark_free (Mark *mark)
{
  for (guint i = 0; i < N_FIELDS; i++)
    g_free (mark->texts[i]);
  g_free (mark);
}

static Mark *
get_mark (LwScaleMarks *list, guint row)
{
  return g_ptr_array_index (list->marks, row);
}

/* The mark that @widget is of, *@which of its widgets it is. NULL: it is of the last row. */
static Mark *
find_mark (LwScaleMarks *list, gpointer widget, guint *row, guint *which)
{
  for (*row = 0; *row < list->marks->len; ++*row)
    for (*which = 0; *which < N_WIDGETS; ++*which)
      if (get_mark (list, *row)->widgets[*which] == widget)
        return get_mark (list, *row);
  return NULL;
}

/* ---- what the fields may hold ---- */

static char *
check_line (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_check_line (text);
}

static char *
check_descriptor (LwCriteriaField *field, const char *text, gpointer data)
{
  return lw_criteria_check_long (text);
}

/* Whether another mark than @own is the number @text. */
static gboolean
is_taken (LwScaleMarks *list, const Mark *own, const char *text)
{
  g_auto (LwRational) number = LW_RATIONAL_INIT, other = LW_RATIONAL_INIT;

  if (!lw_rational_parse (&number, text, "", NULL))
    return FALSE;
  for (guint i = 0; i < list->marks->len; i++)
    if (get_mark (list, i) != own && lw_rational_parse (&other, get_mark (list, i)->texts[VALUE], "", NULL)
        && lw_rational_cmp (&number, &other) == 0)
      return TRUE;
  return FALSE;
}

static char *
check_value (LwCriteriaField *field, const char *text, gpointer data)
{
  char *wrong = lw_criteria_check_decimal (text, TRUE);
  guint row, which;

  if (wrong != NULL)
    return wrong;
  if (text[0] == '0' && g_ascii_isdigit (text[1]))
    return g_strdup (_("Expected a number without zeros in front"));
  return is_taken (data, find_mark (data, field, &row, &which), text)
             ? g_strdup_printf (_("The scale has a mark %s already"), text)
             : NULL;
}

/* ---- saving ---- */

static char *
mark_key (LwScaleMarks *list, const Mark *mark)
{
  return g_strdup_printf ("%s/%s", list->scale, mark->texts[VALUE]);
}

static void
on_commit (LwCriteriaField *field, const char *text, LwScaleMarks *list)
{
  guint row, which;
  const Mark *mark = find_mark (list, field, &row, &which);

  if (mark == NULL || list->clearing)
    return;
  g_autofree char *key = mark_key (list, mark);
  g_autofree char *value = lw_criteria_value (which == LABEL ? "label" : "descriptor", text);
  if (which == VALUE)
    lw_document_edit (list->document,
                      lw_scale_set_value (list->scale, mark->texts[VALUE], text, lw_document_get_person (list->document)), NULL);
  else
    lw_criteria_set (list->document, "scale-mark", key, value, NULL);
}

static void
move_mark (LwScaleMarks *list, guint from, int by)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  const gint64 to = (gint64) from + by;

  if (to < 0 || to >= list->marks->len)
    return;
  for (guint i = 0; i < list->marks->len; i++)
    g_ptr_array_add (values, get_mark (list, i)->texts[VALUE]);
  gpointer moved = g_ptr_array_index (values, from);
  g_ptr_array_remove_index (values, from);
  g_ptr_array_insert (values, (int) to, moved);
  g_ptr_array_add (values, NULL);
  lw_document_edit (list->document,
                    lw_scale_set_order (list->scale, (const char *const *) values->pdata,
                                        lw_document_get_person (list->document)),
                    NULL);
}

static void
on_button (GtkButton *button, LwScaleMarks *list)
{
  guint row, which;
  const Mark *mark = find_mark (list, button, &row, &which);
  g_autofree char *key = mark_key (list, mark);

  if (which == REMOVE)
    lw_criteria_remove_row (list->document, "scale-mark", key);
  else
    move_mark (list, row, which == UP ? -1 : 1);
}

/* What of @list has the focus, or NULL. */
static GtkWidget *
get_focus (LwScaleMarks *list)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (list->grid)))
    return NULL;
  while (!LW_IS_CRITERIA_FIELD (focus) && !GTK_IS_BUTTON (focus))
    focus = gtk_widget_get_parent (focus);
  return focus;
}

void
lw_scale_marks_move (LwScaleMarks *list, int by)
{
  GtkWidget *focus = get_focus (list);
  guint row, which;

  if (focus != NULL && find_mark (list, focus, &row, &which) != NULL)
    move_mark (list, row, by);
}

void
lw_scale_marks_commit (LwScaleMarks *list)
{
  for (guint i = 0; i < list->marks->len; i++)
    for (guint which = 0; which < N_FIELDS; which++)
      lw_criteria_field_commit (LW_CRITERIA_FIELD (get_mark (list, i)->widgets[which]));
}

static gboolean
is_fine (LwCriteriaField *field)
{
  lw_criteria_field_check (field);
  if (lw_criteria_field_get_message (field) == NULL)
    return TRUE;
  gtk_widget_grab_focus (GTK_WIDGET (field));
  return FALSE;
}

static void
on_add (LwScaleMarks *list)
{
  if (!is_fine (list->new_value) || !is_fine (list->new_label))
    return;
  g_autofree char *value = lw_criteria_field_get_text (list->new_value), *label = lw_criteria_field_get_text (list->new_label);
  g_auto (GStrv) values = g_new0 (char *, 4);
  values[0] = lw_criteria_value ("scale", list->scale);
  values[1] = lw_criteria_value ("value", value);
  values[2] = lw_criteria_value ("label", label);
  lw_criteria_add_values (list->document, "scale-mark", (const char *const *) values);
  lw_criteria_field_reset (list->new_value, NULL);
  lw_criteria_field_reset (list->new_label, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (list->new_value));
}

static void
on_new_finished (LwCriteriaField *field, gboolean saved, LwScaleMarks *list)
{
  if (saved)
    on_add (list);
}

/* ---- making the rows ---- */

static void
attach_heading (LwScaleMarks *list, const char *text, int column)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_grid_attach (list->grid, label, column, 0, 1, 1);
}

static GtkWidget *
make_button (LwScaleMarks *list, const char *icon, const char *name, gboolean possible)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_sensitive (button, list->why == NULL && possible);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_button), list);
  return button;
}

static LwCriteriaField *
make_field (LwScaleMarks *list, const char *name, const char *value, gboolean numeric, gboolean multiline, LwCriteriaCheck check)
{
  g_autofree char *label = g_strdup_printf ("%s %s", name, value);
  LwCriteriaField *field
      = g_object_new (LW_TYPE_CRITERIA_FIELD, "multiline", multiline, "label", label, "numeric", numeric, NULL);

  lw_criteria_field_set_check (field, check, list);
  lw_criteria_field_set_locked (field, list->why);
  gtk_widget_set_valign (GTK_WIDGET (field), GTK_ALIGN_START);
  return field;
}

static void
attach_mark (LwScaleMarks *list, Mark *mark, int row)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  const char *value = mark->texts[VALUE];
  LwCriteriaField *fields[] = { make_field (list, _("Mark"), value, TRUE, FALSE, check_value),
                                make_field (list, _("Label of mark"), value, FALSE, FALSE, check_line),
                                make_field (list, _("Descriptor of mark"), value, FALSE, TRUE, check_descriptor) };

  g_object_set (fields[VALUE], "width-chars", 5, NULL);
  g_object_set (fields[LABEL], "width-chars", 14, NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (fields[DESCRIPTOR]), TRUE);
  for (int i = 0; i < N_FIELDS; i++)
    {
      mark->widgets[i] = GTK_WIDGET (fields[i]);
      g_signal_connect (fields[i], "commit", G_CALLBACK (on_commit), list);
      gtk_grid_attach (list->grid, mark->widgets[i], i, row, 1, 1);
    }
  mark->widgets[UP] = make_button (list, "go-up-symbolic", _("Move mark up"), row > 1);
  mark->widgets[DOWN] = make_button (list, "go-down-symbolic", _("Move mark down"), row < (int) list->marks->len);
  mark->widgets[REMOVE] = make_button (list, "list-remove-symbolic", _("Remove mark"), TRUE);
  gtk_widget_set_valign (buttons, GTK_ALIGN_START);
  for (guint i = N_FIELDS; i < N_WIDGETS; i++)
    gtk_box_append (GTK_BOX (buttons), mark->widgets[i]);
  gtk_grid_attach (list->grid, buttons, N_FIELDS, row, 1, 1);
}

/* The last row adds a mark. */
static void
attach_new (LwScaleMarks *list, int row)
{
  GtkWidget *add = gtk_button_new_with_label (_("Add mark"));

  list->new_value = make_field (list, _("Mark to add"), "", TRUE, FALSE, check_value);
  list->new_label = make_field (list, _("Label of the mark to add"), "", FALSE, FALSE, check_line);
  g_object_set (list->new_value, "width-chars", 5, NULL);
  g_object_set (list->new_label, "width-chars", 14, "placeholder", _("Label"), NULL);
  g_signal_connect (list->new_label, "finished", G_CALLBACK (on_new_finished), list);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add), list);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_widget_set_valign (add, GTK_ALIGN_START);
  gtk_grid_attach (list->grid, GTK_WIDGET (list->new_value), 0, row, 1, 1);
  gtk_grid_attach (list->grid, GTK_WIDGET (list->new_label), 1, row, 1, 1);
  gtk_grid_attach (list->grid, add, 2, row, 1, 1);
}

/* ---- from old rows to new ones ---- */

/* What is carried over. */
typedef struct
{
  char *value; /* the mark that has the focus, or NULL: the last row has it, or nothing */
  guint row, which;
  char *draft;                 /* what is being typed there, or NULL */
  char *new_value, *new_label; /* the last row */
  gboolean in_value, in_label;
} Kept;

static void
kept_clear (Kept *kept)
{
  g_free (kept->value);
  g_free (kept->draft);
  g_free (kept->new_value);
  g_free (kept->new_label);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Kept, kept_clear)

static void
keep (LwScaleMarks *list, Kept *kept)
{
  GtkWidget *focus = get_focus (list);
  const Mark *mark = focus != NULL ? find_mark (list, focus, &kept->row, &kept->which) : NULL;

  kept->value = mark != NULL ? g_strdup (mark->texts[VALUE]) : NULL;
  if (mark != NULL && LW_IS_CRITERIA_FIELD (focus) && lw_criteria_field_is_draft (LW_CRITERIA_FIELD (focus)))
    kept->draft = lw_criteria_field_get_text (LW_CRITERIA_FIELD (focus));
  if (list->new_value == NULL)
    return;
  kept->new_value = lw_criteria_field_get_text (list->new_value);
  kept->new_label = lw_criteria_field_get_text (list->new_label);
  kept->in_value = focus == GTK_WIDGET (list->new_value);
  kept->in_label = focus == GTK_WIDGET (list->new_label);
}

/* The row of the mark that had the focus: by its number, or by its place when that is another now. */
static Mark *
find_kept (LwScaleMarks *list, const Kept *kept, gboolean *same)
{
  for (guint i = 0; i < list->marks->len; i++)
    if (g_str_equal (get_mark (list, i)->texts[VALUE], kept->value))
      {
        *same = TRUE;
        return get_mark (list, i);
      }
  *same = FALSE;
  return list->marks->len > 0 ? get_mark (list, MIN (kept->row, list->marks->len - 1)) : NULL;
}

static void
give_back (LwScaleMarks *list, const Kept *kept, gboolean same_length)
{
  gboolean same = FALSE;
  const Mark *mark = kept->value != NULL ? find_kept (list, kept, &same) : NULL;

  if (kept->new_value != NULL && list->new_value != NULL)
    {
      lw_criteria_field_reset (list->new_value, kept->new_value);
      lw_criteria_field_reset (list->new_label, kept->new_label);
      if (kept->in_value || kept->in_label)
        gtk_widget_grab_focus (GTK_WIDGET (kept->in_value ? list->new_value : list->new_label));
    }
  if (mark == NULL)
    return;
  /* at the upper end, for one, there is no way up: the fields of the row can always take it */
  if (!gtk_widget_grab_focus (mark->widgets[kept->which]))
    gtk_widget_grab_focus (mark->widgets[VALUE]);
  if (kept->draft != NULL && (same || same_length))
    lw_criteria_field_type (LW_CRITERIA_FIELD (mark->widgets[kept->which]), kept->draft);
}

static void
clear_grid (LwScaleMarks *list)
{
  GtkWidget *child;

  list->clearing = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list->grid))) != NULL)
    gtk_grid_remove (list->grid, child);
  list->clearing = FALSE;
  list->new_value = list->new_label = NULL;
}

static void
fill (LwScaleMarks *list, GPtrArray *now)
{
  for (guint i = 0; i < now->len; i++)
    for (guint which = 0; which < N_FIELDS; which++)
      lw_criteria_field_set_text (LW_CRITERIA_FIELD (get_mark (list, i)->widgets[which]),
                                  ((Mark *) g_ptr_array_index (now, i))->texts[which]);
}

static void
make_rows (LwScaleMarks *list, GPtrArray *marks, gboolean fresh)
{
  g_auto (Kept) kept = { NULL };
  const gboolean same_length = list->marks->len == marks->len;

  if (!fresh)
    keep (list, &kept);
  clear_grid (list);
  g_ptr_array_unref (list->marks);
  list->marks = g_ptr_array_ref (marks);
  attach_heading (list, _("Mark"), 0);
  attach_heading (list, _("Label"), 1);
  attach_heading (list, _("What it means"), 2);
  for (guint i = 0; i < marks->len; i++)
    attach_mark (list, get_mark (list, i), (int) i + 1);
  if (list->why == NULL)
    attach_new (list, (int) marks->len + 1);
  fill (list, marks);
  give_back (list, &kept, same_length);
}

/* ---- showing ---- */

static GPtrArray *
load_marks (const char *scale, LwConnection *connection)
{
  GPtrArray *marks = g_ptr_array_new_with_free_func ((GDestroyNotify) mark_free);
  g_autoptr (LwStatement) row = lw_connection_prepare (
      connection, "SELECT value, label, descriptor FROM evaluation_scale_mark WHERE scale = ? ORDER BY position, value", NULL);

  if (row == NULL)
    return marks;
  lw_statement_bind (row, "s", scale);
  while (lw_statement_step (row, NULL) == LW_STEP_ROW)
    {
      Mark *mark = g_new0 (Mark, 1);
      for (int i = 0; i < N_FIELDS; i++)
        mark->texts[i] = g_strdup (lw_statement_text (row, i));
      g_ptr_array_add (marks, mark);
    }
  return marks;
}

static gboolean
same_values (GPtrArray *left, GPtrArray *right)
{
  if (left->len != right->len)
    return FALSE;
  for (guint i = 0; i < left->len; i++)
    if (!g_str_equal (((Mark *) g_ptr_array_index (left, i))->texts[VALUE],
                      ((Mark *) g_ptr_array_index (right, i))->texts[VALUE]))
      return FALSE;
  return TRUE;
}

void
lw_scale_marks_show (LwScaleMarks *list, const char *scale, LwConnection *connection)
{
  g_autoptr (GPtrArray) marks = load_marks (scale, connection);
  const gboolean fresh = list->stale || g_strcmp0 (scale, list->scale) != 0;

  list->stale = FALSE;
  if (fresh)
    {
      g_free (list->scale);
      list->scale = g_strdup (scale);
    }
  if (fresh || !same_values (list->marks, marks))
    make_rows (list, marks, fresh);
  else
    fill (list, marks);
}

void
lw_scale_marks_set_locked (LwScaleMarks *list, const char *why)
{
  if (g_strcmp0 (why, list->why) == 0)
    return;
  g_free (list->why);
  list->why = g_strdup (why);
  list->stale = TRUE;
}

void
lw_scale_marks_set_up (LwScaleMarks *list, LwDocument *document)
{
  list->document = document;
}

/* ---- as a widget ---- */

static void
lw_scale_marks_finalize (GObject *object)
{
  LwScaleMarks *list = LW_SCALE_MARKS (object);

  g_free (list->scale);
  g_free (list->why);
  g_ptr_array_unref (list->marks);
  G_OBJECT_CLASS (lw_scale_marks_parent_class)->finalize (object);
}

static void
lw_scale_marks_class_init (LwScaleMarksClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_scale_marks_finalize;
}

static void
lw_scale_marks_init (LwScaleMarks *list)
{
  list->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) mark_free);
  list->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (list->grid, 9);
  gtk_grid_set_row_spacing (list->grid, 6);
  adw_bin_set_child (ADW_BIN (list), GTK_WIDGET (list->grid));
}
