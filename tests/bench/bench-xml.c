/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* bench-xml NAME FILE.xml [SCHEMA.rng]: libxml2's text reader alone as a peer, without or with a RELAX NG schema. */
#include "config.h"

#include "bench.h"

#include <libxml/relaxng.h>
#include <libxml/xmlreader.h>
#include <stdio.h>

static xmlRelaxNGPtr
load_schema (const char *path)
{
  xmlRelaxNGParserCtxtPtr context = xmlRelaxNGNewParserCtxt (path);
  xmlRelaxNGPtr schema = context ? xmlRelaxNGParse (context) : NULL;

  xmlRelaxNGFreeParserCtxt (context);
  return schema;
}

int
main (int argc, char **argv)
{
  const BenchStart start = bench_start ();
  xmlRelaxNGPtr schema = argc == 4 ? load_schema (argv[3]) : NULL;
  xmlTextReaderPtr reader = argc > 2 ? xmlReaderForFile (argv[2], NULL, XML_PARSE_NONET) : NULL;
  int more;

  if (argc < 3 || !reader || (argc == 4 && (!schema || xmlTextReaderRelaxNGSetSchema (reader, schema) != 0)))
    {
      fputs ("usage: bench-xml NAME FILE.xml [SCHEMA.rng]\n", stderr);
      return 2;
    }
  while ((more = xmlTextReaderRead (reader)) == 1)
    ;
  if (more < 0 || (schema && xmlTextReaderIsValid (reader) != 1))
    {
      fprintf (stderr, "bench-xml: %s: expected a file that follows the schema\n", argv[2]);
      return 2;
    }
  xmlFreeTextReader (reader);
  xmlRelaxNGFree (schema);
  bench_print_since (argv[1], start);
  return 0;
}
