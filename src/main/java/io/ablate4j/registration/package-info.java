/** Hypotheses as they were registered, and what each rests on; all of it is hashed. */
package io.ablate4j.registration;
