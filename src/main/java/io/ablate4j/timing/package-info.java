/** The timing pass: what a step of each network costs, in rounds that are quiet. */
package io.ablate4j.timing;
