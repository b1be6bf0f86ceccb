/** Layers that Deeplearning4j does not have. */
package io.ablate4j.layer;
