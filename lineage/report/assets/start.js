"use strict";
// The last script of every page.
lineage.start();
