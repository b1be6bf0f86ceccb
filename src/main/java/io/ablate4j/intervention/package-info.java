/** What is done to the parameters of a network in the middle of its training. */
package io.ablate4j.intervention;
