/** The factors that a study may vary: one class each, and a line in {@link Factors#ALL}. */
package io.ablate4j.factor;
