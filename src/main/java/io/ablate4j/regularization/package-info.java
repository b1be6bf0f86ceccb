/**
 * The arms of an ablation: named lists of parts, such as Batch Normalization and Dropout. Each part
 * reads itself from a study file, writes itself, says in words what it is, and puts its layers into
 * a network.
 */
package io.ablate4j.regularization;
