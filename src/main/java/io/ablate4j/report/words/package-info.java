/** How numbers and facts become sentences; what is said is never more than the design carries. */
package io.ablate4j.report.words;
