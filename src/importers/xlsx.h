// What the spreadsheet importer understands, and the clause that says so. Each line has a test of its name in
// tests/unit/importers/xlsx_*.cc, made with the book builder there.
//
//   construct                                         clause (ECMA-376 part, section)
//   ------------------------------------------------------------------------------------------------------
//   package: parts by relationship, any names         2: 9.3, 1: 11.3
//   targets: relative, absolute, case, backslashes    2: 6.3.5, 9.3; RFC 3986 5.2.4
//   zip: data descriptors, zip64, bytes around it     APPNOTE 4.3.9, 4.3.14, 4.5.3
//   strict and transitional namespaces, any prefix    1: Annex A, 4: Annex A
//   UTF-8, UTF-16, byte order marks                   2: 9.1.4
//   markup compatibility: the fallback                3: 10.2.1
//   sheets: order, names, hidden, very hidden         1: 18.2.19, 18.18.68
//   chart and dialog sheets: skipped with a note      1: 12.3.2, 12.3.7
//   date systems of 1900 (leap bug) and 1904          1: 18.17.4.1
//   shared, inline and formula strings                1: 18.4.9, 18.3.1.53, 18.18.11
//   rich text joined, phonetic runs left out          1: 18.4.4, 18.4.6
//   _xHHHH_ escapes, CR LF                            1: 22.9.2.19
//   white space in t                                  1: 18.4.12
//   numbers, booleans, errors, ISO dates              1: 18.18.11
//   cells and rows without references, in any order   1: 18.3.1.4, 18.3.1.73
//   formulas with cached values, shared, literal      1: 18.3.1.40
//   number formats, built in and of the file          1: 18.8.30, 18.8.31
//   zeros not shown                                   1: 18.3.1.87
//   merged cells                                      1: 18.3.1.55
//   hidden rows and columns                           1: 18.3.1.73, 18.3.1.13
//   comments, authors, macros, links: noted           1: 18.7, 22.2; 2: 8.3.4
//   text boxes: reported                              1: 21.1.2.3.11
//
// Not read, because no cell of a table lies in it: charts, pictures, pivot caches, custom XML, external books.
#pragma once

#include "importers/import.h"
