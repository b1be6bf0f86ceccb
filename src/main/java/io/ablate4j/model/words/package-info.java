/** Layers in words, a file a kind, for those who read what a network looks like. */
package io.ablate4j.model.words;
