/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Marks what a library shows to others; everything else is hidden (-fvisibility=hidden). */
#pragma once

#include <glib.h>

#define LW_EXPORT __attribute__ ((visibility ("default"))) extern
