/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-people-declare.h"

#include "lw-people-edits.h"

#include <string.h>

#include "base/lw-i18n.h"

struct _LwPeopleDeclare
{
  GtkBox parent_instance;

  LwPeopleData *data;
  char *only;         /* of this person alone, or NULL */
  LwPeopleGrid *grid; /* organisations by people */
  GtkEditable *note;
  GtkWidget *missing;
  GtkLabel *detail;
  AdwBin *grid_bin;
};

G_DEFINE_FINAL_TYPE (LwPeopleDeclare, lw_people_declare, GTK_TYPE_BOX)

/* ---- cells ---- */

static const char *
organisation_at (LwPeopleDeclare *self, guint row)
{
  return lw_people_grid_get_row (self->grid, row)->id;
}

static const char *
person_at (LwPeopleDeclare *self, guint column)
{
  return lw_people_grid_get_column (self->grid, column)->id;
}

static void
fill_cell (guint row, guint column, LwGridCell *cell, gpointer data)
{
  LwPeopleDeclare *self = data;
  const char *person = person_at (self, column), *organisation = organisation_at (self, row);
  const LwPeopleSaid *said = lw_people_data_get_said (self->data, person, organisation);

  if (said != NULL)
    {
      g_strlcpy (cell->text, said->conflict ? "✗" : "✓", sizeof cell->text);
      cell->tone = said->conflict ? LW_TONE_WRONG : LW_TONE_GOOD;
    }
  else if (lw_people_data_is_missing (self->data, person, organisation))
    {
      g_strlcpy (cell->text, "?", sizeof cell->text);
      cell->tone = LW_TONE_ATTENTION;
    }
}

/* The bidders of which @organisation is a member. */
static char *
bidders_of (LwPeopleDeclare *self, const char *organisation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LwReader) reader = lw_store_reader (lw_document_get_store (lw_people_data_get_document (self->data)), &error);
  char *bidders = NULL;

  if (reader != NULL)
    lw_connection_get_text (lw_reader_connection (reader), &bidders, NULL,
                            "SELECT group_concat (bidder, ', ') FROM (SELECT bidder FROM bidder_member WHERE organisation = ?"
                            " ORDER BY bidder)",
                            "s", organisation);
  return bidders;
}

static char *
describe_cell (guint row, guint column, gpointer data)
{
  LwPeopleDeclare *self = data;
  const char *person = person_at (self, column), *organisation = organisation_at (self, row);
  const LwPeopleSaid *said = lw_people_data_get_said (self->data, person, organisation);
  g_autofree char *name = lw_people_data_title (lw_people_data_get_organisations (self->data), organisation);
  g_autofree char *bidders = bidders_of (self, organisation), *text = NULL;

  if (said != NULL && said->conflict && said->note != NULL)
    text = g_strdup_printf (_("conflict: %s"), said->note);
  else if (said != NULL)
    text = g_strdup (said->conflict ? _("conflict: takes no part in marking these bids") : _("no conflict"));
  else
    text = g_strdup (lw_people_data_is_missing (self->data, person, organisation)
                     ? _("not declared yet: until then no mark of these bids is taken")
                     : _("not asked: nothing of these bids is assigned"));
  return g_strdup_printf (_("%s on %s (member of %s): %s"), person, name, bidders != NULL ? bidders : "", text);
}

/* ---- recording ---- */

/* Goes down the organisations of a person, then on to the next person. */
static gboolean
find_missing (LwPeopleDeclare *self, guint row, guint column, guint from, guint *found_row, guint *found_column)
{
  const guint n_rows = lw_people_grid_get_n_rows (self->grid), n = n_rows * lw_people_grid_get_n_columns (self->grid);

  for (guint step = from; step < n + from; step++)
    {
      const guint at = (column * n_rows + row + step) % n;

      *found_row = at % n_rows;
      *found_column = at / n_rows;
      if (lw_people_grid_get_cell (self->grid, *found_row, *found_column)->tone == LW_TONE_ATTENTION)
        return TRUE;
    }
  return FALSE;
}

static void
go_to_missing (LwPeopleDeclare *self, guint from)
{
  guint row, column, to_row, to_column;

  lw_people_grid_get_cursor (self->grid, &row, &column);
  if (find_missing (self, row, column, from, &to_row, &to_column))
    lw_people_grid_select (self->grid, to_row, to_column, to_row, to_column);
}

void
lw_people_declare_next (LwPeopleDeclare *self)
{
  go_to_missing (self, 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

void
lw_people_declare_show (LwPeopleDeclare *self, const char *person)
{
  for (guint column = 0; column < lw_people_grid_get_n_columns (self->grid); column++)
    if (lw_people_grid_get_n_rows (self->grid) > 0 && (person == NULL || strcmp (person_at (self, column), person) == 0))
      {
        lw_people_grid_select (self->grid, 0, column, 0, column);
        break;
      }
  go_to_missing (self, 0);
}

void
lw_people_declare_record (LwPeopleDeclare *self, const char *stand)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (self->note)));
  guint row, column, last_row, last_column;

  if (lw_document_get_read_only_reason (lw_people_data_get_document (self->data)) != NULL
      || !lw_people_grid_get_selection (self->grid, &row, &column, &last_row, &last_column))
    return;
  for (guint c = column; c <= last_column; c++)
    for (guint r = row; r <= last_row; r++)
      g_ptr_array_add (keys, g_strjoin ("/", person_at (self, c), organisation_at (self, r), NULL));
  lw_people_declare (self->data, keys, stand, note);
  gtk_editable_set_text (self->note, "");
  if (stand != NULL)
    go_to_missing (self, 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* Enter in the note records the conflict that it is of. */
static void
on_note (LwPeopleDeclare *self)
{
  lw_people_declare_record (self, "conflict");
}

static gboolean
on_key (LwPeopleDeclare *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_n:
      lw_people_declare_record (self, "none");
      return GDK_EVENT_STOP;
    case GDK_KEY_c:
      lw_people_declare_record (self, "conflict");
      return GDK_EVENT_STOP;
    case GDK_KEY_a:
    case GDK_KEY_Delete:
      lw_people_declare_record (self, NULL);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* ---- following ---- */

static GPtrArray *
people_heads (const LwEvaluationPeople *people, const char *only)
{
  GPtrArray *heads = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_grid_head_free);

  for (guint i = 0; people != NULL && i < people->people->len; i++)
    {
      const LwEvaluationPerson *person = people->people->pdata[i];
      if (only == NULL || strcmp (person->id, only) == 0)
        g_ptr_array_add (heads, lw_grid_head_new (person->id, person->id));
    }
  return heads;
}

static GPtrArray *
organisation_heads (GPtrArray *organisations)
{
  GPtrArray *heads = g_ptr_array_new_with_free_func ((GDestroyNotify) lw_grid_head_free);

  for (guint i = 0; i < organisations->len; i++)
    {
      const LwPeopleNamed *organisation = organisations->pdata[i];
      g_ptr_array_add (heads, lw_grid_head_new (organisation->id, organisation->name));
    }
  return heads;
}

static void
on_detail (LwPeopleDeclare *self)
{
  g_autofree char *text = lw_people_grid_get_detail (self->grid);

  gtk_label_set_text (self->detail, text != NULL ? text : "");
}

static void
on_updated (LwPeopleDeclare *self)
{
  const LwEvaluationPeople *people = lw_people_data_get (self->data);
  g_autofree char *text = NULL;
  guint n = 0;

  lw_people_grid_set (self->grid, organisation_heads (lw_people_data_get_organisations (self->data)), people_heads (people, self->only));
  for (guint i = 0; people != NULL && i < people->people->len; i++)
    {
      const LwEvaluationPerson *person = people->people->pdata[i];
      n += self->only == NULL || strcmp (person->id, self->only) == 0 ? person->missing->len : 0;
    }
  text = g_strdup_printf (ngettext ("%u is missing", "%u are missing", n), n);
  gtk_button_set_label (GTK_BUTTON (self->missing), text);
  gtk_widget_set_visible (self->missing, n > 0);
}

/* ---- life ---- */

static void
lw_people_declare_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LW_TYPE_PEOPLE_DECLARE);
  G_OBJECT_CLASS (lw_people_declare_parent_class)->dispose (object);
}

static void
lw_people_declare_finalize (GObject *object)
{
  g_free (LW_PEOPLE_DECLARE (object)->only);
  G_OBJECT_CLASS (lw_people_declare_parent_class)->finalize (object);
}

static void
lw_people_declare_class_init (LwPeopleDeclareClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = lw_people_declare_dispose;
  G_OBJECT_CLASS (class)->finalize = lw_people_declare_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lotwise/plugins/evaluation/panel/lw-people-declare.ui");
  gtk_widget_class_bind_template_child (widget_class, LwPeopleDeclare, note);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleDeclare, missing);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleDeclare, detail);
  gtk_widget_class_bind_template_child (widget_class, LwPeopleDeclare, grid_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_note);
}

static void
lw_people_declare_init (LwPeopleDeclare *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LwPeopleDeclare *
lw_people_declare_new (LwPeopleData *data, const char *only)
{
  LwPeopleDeclare *self = g_object_new (LW_TYPE_PEOPLE_DECLARE, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->data = data;
  self->only = g_strdup (only);
  self->grid = lw_people_grid_new (_("Declarations"), fill_cell, describe_cell, self);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);
  adw_bin_set_child (self->grid_bin, GTK_WIDGET (self->grid));
  g_signal_connect_object (self->grid, "detail-changed", G_CALLBACK (on_detail), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (data, "updated", G_CALLBACK (on_updated), self, G_CONNECT_SWAPPED);
  on_updated (self);
  return self;
}

LwPeopleGrid *
lw_people_declare_get_grid (LwPeopleDeclare *self)
{
  return self->grid;
}

void
lw_people_declare_focus (LwPeopleDeclare *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}
