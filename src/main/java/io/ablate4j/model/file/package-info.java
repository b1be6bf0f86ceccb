/**
 * Networks that users bring in files of Deeplearning4j or Keras: {@link
 * io.ablate4j.model.file.NetworkFiles} reads a file that may be wrong or hostile and gives a {@link
 * io.ablate4j.model.file.NetworkFile}. Names that begin with Keras translate.
 */
package io.ablate4j.model.file;
