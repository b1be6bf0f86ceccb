/** Layers that Deeplearning4j does not have, and what layers are, by their class. */
package io.ablate4j.layer;
