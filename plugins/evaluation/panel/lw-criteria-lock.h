/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The bar that says whether the method is a draft, published, or under revision, and offers what comes next. */
#pragma once

#include <adwaita.h>

#include "lw-criteria-tree.h"

G_BEGIN_DECLS

#define LW_TYPE_CRITERIA_LOCK_BAR (lw_criteria_lock_bar_get_type ())
G_DECLARE_FINAL_TYPE (LwCriteriaLockBar, lw_criteria_lock_bar, LW, CRITERIA_LOCK_BAR, AdwBin)

/* @read_only: why the file cannot be written, or NULL. Its buttons are the panel's actions. */
void lw_criteria_lock_bar_show (LwCriteriaLockBar *bar, const LwCriteriaLock *lock, const char *read_only);
/* "Published, version 2, 14 Nov 2013". (transfer full) */
char *lw_criteria_lock_title (const LwCriteriaLock *lock);

G_END_DECLS
