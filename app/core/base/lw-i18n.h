/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Marks strings for translation: _(), N_(), C_(), ngettext. Included last by a .c file. */
#pragma once

#include "config.h"

#include <glib/gi18n-lib.h>
