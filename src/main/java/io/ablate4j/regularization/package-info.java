/** Where Batch Normalization and Dropout stand in a network, and how strong they are. */
package io.ablate4j.regularization;
