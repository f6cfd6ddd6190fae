/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "lw-derivation-step.h"

#include "base/lw-i18n.h"

struct _LwDerivationStep
{
  GObject parent_instance;

  LwExplainKind kind;
  char *id;
  char *title;
  char *value;
  char *exact;
  char *rationale;
  gboolean fails;
  GListStore *steps;
};

G_DEFINE_FINAL_TYPE (LwDerivationStep, lw_derivation_step, G_TYPE_OBJECT)

static guint changed_signal;

static void
lw_derivation_step_finalize (GObject *object)
{
  LwDerivationStep *self = LW_DERIVATION_STEP (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->value);
  g_free (self->exact);
  g_free (self->rationale);
  g_clear_object (&self->steps);
  G_OBJECT_CLASS (lw_derivation_step_parent_class)->finalize (object);
}

static void
lw_derivation_step_class_init (LwDerivationStepClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lw_derivation_step_finalize;
  changed_signal
      = g_signal_new ("changed", LW_TYPE_DERIVATION_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lw_derivation_step_init (LwDerivationStep *self)
{
}

/* ---- texts ---- */

static gboolean
has_points (LwExplainKind kind)
{
  return kind == LW_EXPLAIN_SECTION || kind == LW_EXPLAIN_CRITERION;
}

static char *
title_of (const LwExplainStep *step)
{
  if (!has_points (step->kind))
    return g_strdup (step->text);
  if (step->text == NULL)
    return g_strdup_printf ("%s %s", step->id, step->title);
  return g_strdup_printf ("%s %s: %s", step->id, step->title, step->text);
}

/* "exactly 240/13 = 18.461538…", where two places do not say it. */
static char *
exact_of (const LwExplainStep *step, guint places)
{
  g_autofree char *shown = lw_evaluation_shown (&step->value, places);

  if (!g_str_has_suffix (shown, "…"))
    return NULL;
  g_autofree char *exact = lw_rational_to_exact (&step->value);
  return g_strdup_printf (_("exactly %s = %s"), exact, shown);
}

static gboolean
take (char **field, char *text)
{
  const gboolean same = g_strcmp0 (*field, text) == 0;

  g_free (*field);
  *field = text;
  return !same;
}

static void
update (LwDerivationStep *self, const LwExplainStep *from, const LwExplanation *explanation)
{
  const gboolean points = has_points (from->kind) && from->has_value;
  gboolean changed = self->fails != from->fails;

  self->fails = from->fails;
  changed |= take (&self->title, title_of (from));
  changed |= take (&self->value, points ? lw_rational_format (&from->value, explanation->places, explanation->rule)
                                        : g_strdup (""));
  changed |= take (&self->exact, points ? exact_of (from, explanation->places) : NULL);
  changed |= take (&self->rationale, g_strdup (from->rationale));
  if (from->steps != NULL)
    lw_derivation_step_update_list (self->steps, from->steps, explanation);
  if (changed)
    g_signal_emit (self, changed_signal, 0);
}

static LwDerivationStep *
step_new (const LwExplainStep *from, const LwExplanation *explanation)
{
  LwDerivationStep *self = g_object_new (LW_TYPE_DERIVATION_STEP, NULL);

  self->kind = from->kind;
  self->id = g_strdup (from->id);
  if (from->steps != NULL)
    self->steps = g_list_store_new (LW_TYPE_DERIVATION_STEP);
  update (self, from, explanation);
  return self;
}

/* Alike: the same step of the method, whatever its numbers are. */
static gboolean
is_alike (LwDerivationStep *self, const LwExplainStep *from)
{
  return self->kind == from->kind && g_strcmp0 (self->id, from->id) == 0
         && (self->steps != NULL) == (from->steps != NULL);
}

/* Steps are kept from the front and from the back; what lies between is replaced. */
void
lw_derivation_step_update_list (GListStore *steps, const GPtrArray *from, const LwExplanation *explanation)
{
  const guint n_old = g_list_model_get_n_items (G_LIST_MODEL (steps)), n_new = from != NULL ? from->len : 0;
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  guint front = 0, back = 0;

  for (; front < MIN (n_old, n_new); front++)
    {
      g_autoptr (LwDerivationStep) step = g_list_model_get_item (G_LIST_MODEL (steps), front);

      if (!is_alike (step, from->pdata[front]))
        break;
      update (step, from->pdata[front], explanation);
    }
  for (; back < MIN (n_old, n_new) - front; back++)
    {
      g_autoptr (LwDerivationStep) step = g_list_model_get_item (G_LIST_MODEL (steps), n_old - 1 - back);

      if (!is_alike (step, from->pdata[n_new - 1 - back]))
        break;
      update (step, from->pdata[n_new - 1 - back], explanation);
    }
  for (guint i = front; i < n_new - back; i++)
    g_ptr_array_add (fresh, step_new (from->pdata[i], explanation));
  if (n_old > front + back || fresh->len > 0)
    g_list_store_splice (steps, front, n_old - front - back, fresh->pdata, fresh->len);
}

/* ---- reading ---- */

LwExplainKind
lw_derivation_step_get_kind (LwDerivationStep *self)
{
  return self->kind;
}

const char *
lw_derivation_step_get_id (LwDerivationStep *self)
{
  return self->id;
}

const char *
lw_derivation_step_get_title (LwDerivationStep *self)
{
  return self->title;
}

const char *
lw_derivation_step_get_value (LwDerivationStep *self)
{
  return self->value;
}

const char *
lw_derivation_step_get_exact (LwDerivationStep *self)
{
  return self->exact;
}

const char *
lw_derivation_step_get_rationale (LwDerivationStep *self)
{
  return self->rationale;
}

gboolean
lw_derivation_step_fails (LwDerivationStep *self)
{
  return self->fails;
}

GListStore *
lw_derivation_step_get_steps (LwDerivationStep *self)
{
  return self->steps;
}
