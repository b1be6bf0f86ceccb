/** How long what is left of a study will take on this machine. */
package io.ablate4j.forecast;
