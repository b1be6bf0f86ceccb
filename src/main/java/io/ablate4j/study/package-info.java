/** What is asked: factors, cells, data, budget and hypotheses of one study. */
package io.ablate4j.study;
