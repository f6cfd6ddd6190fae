/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a fuzz target is made of; one file fuzz-NAME.c has both. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <glib.h>

/** Reads one input; called by libFuzzer or by replay.c. Always returns 0. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/** Whether the reader accepted the last input. A target need not have it. */
__attribute__ ((weak)) gboolean fuzz_accepted (void);
