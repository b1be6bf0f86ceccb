/**
 * Levels that are chosen on tuning seeds: what a study says of it, and what follows from the
 * results of these seeds. Both sides of the store read it.
 */
package io.ablate4j.trial.tuning;
