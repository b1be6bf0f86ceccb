/**
 * The networks, as plain Deeplearning4j configurations; {@link io.ablate4j.model.BlockBuilder} puts
 * BN and Dropout where the regularization says.
 */
package io.ablate4j.model;
