/** Where examples come from, and how a seed splits them into train, validation and test. */
package io.ablate4j.data;
