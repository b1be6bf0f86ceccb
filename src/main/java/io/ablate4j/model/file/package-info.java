/**
 * Networks that users bring in files of Deeplearning4j: {@link io.ablate4j.model.file.NetworkFiles}
 * reads a file that may be wrong or hostile and gives a {@link io.ablate4j.model.file.NetworkFile}.
 */
package io.ablate4j.model.file;
