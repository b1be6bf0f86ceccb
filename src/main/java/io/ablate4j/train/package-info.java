/** One trial to one result: the training loop, evaluation, and the guard against divergence. */
package io.ablate4j.train;
