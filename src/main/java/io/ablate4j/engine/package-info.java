/**
 * What makes Deeplearning4j 1.0.0-M2.1 right and fast: the native set-up, the oneDNN helpers
 * brought back, and cures of its defects, so that nothing else needs to know of them.
 */
package io.ablate4j.engine;
