package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** A way of writing a network in JSON; a class each, and a line each in {@link NetworkFiles}. */
interface NetworkFormat {
  /** Whether an object is written this way. */
  boolean knows(JsonNode root);

  /** What messages call it, such as "Keras 3". */
  String name(JsonNode root);

  /**
   * The network as a graph.
   *
   * @throws io.ablate4j.problem.ProblemsException if it is wrong, or has what is not known
   */
  ComputationGraphConfiguration read(JsonNode root);
}
