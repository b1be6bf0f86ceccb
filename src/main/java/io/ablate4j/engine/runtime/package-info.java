/**
 * The native library as it is set up here, what is known of its helpers, and a network that trains.
 */
package io.ablate4j.engine.runtime;
