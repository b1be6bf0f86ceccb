/** The factors that a study may vary: one class each, and a line in {@link Factors#all}. */
package io.ablate4j.factor;
