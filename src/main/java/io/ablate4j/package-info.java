/**
 * ablate4j: ablation studies for Deeplearning4j. Two wings on a common ground: asking goes study,
 * plan, train, run; answering goes analysis, report and export. They meet in what a trial is and in
 * the store.
 */
package io.ablate4j;
