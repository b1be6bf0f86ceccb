/**
 * Estimators and tests for paired contrasts; pure functions on arrays.
 *
 * <p>What is not defined (too few values, no scatter) is empty or not estimable with its reason. A
 * NaN is refused. What is random takes a seed or a fixed one, so the same numbers give the same
 * answer.
 */
package io.ablate4j.stats;
