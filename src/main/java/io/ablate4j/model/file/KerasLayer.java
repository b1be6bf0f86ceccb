package io.ablate4j.model.file;

import java.util.List;

/**
 * A kind of Keras layer that can be translated: a class each, and a line in {@link KerasLayers}.
 */
interface KerasLayer {
  /** Its class in Keras. */
  String kind();

  /**
   * Puts it into the network.
   *
   * @param inputs what it reads, at least one
   * @return what it gives
   * @throws io.ablate4j.problem.ProblemsException if one of its settings cannot be translated
   */
  KerasTensor translate(KerasSpec spec, List<KerasTensor> inputs, KerasGraph graph);
}
