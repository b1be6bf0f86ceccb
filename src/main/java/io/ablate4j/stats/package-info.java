/** Estimators and tests for paired contrasts; pure functions on arrays. */
package io.ablate4j.stats;
