/** What each section of a report shows: first screen, verdicts, figures and tables. */
package io.ablate4j.report.section;
