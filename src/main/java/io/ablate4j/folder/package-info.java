/** The folder of a study: its store, its report, and the overview of all reports beside it. */
package io.ablate4j.folder;
