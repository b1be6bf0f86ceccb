/**
 * The figures of a report, drawn by XChart from plain records: what to show comes in, inline SVG
 * with its data table goes out. Nothing here knows where the numbers are from.
 */
package io.ablate4j.figure;
