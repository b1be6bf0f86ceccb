package io.ablate4j.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer of a network, or a place where branches meet.
 *
 * @param name its name in the network
 * @param kind what it is
 * @param reads what it reads: names of layers, or of the network's input
 * @param input of an example, as it reads it; of all it reads together, where that is several
 * @param output of an example, as it gives it
 * @param norm name of the batch norm that alone reads it
 * @param activation the function that it applies itself, in Deeplearning4j's word: {@code relu},
 *     {@code leakyrelu}, {@code identity}; empty if it applies none
 * @param dropProbability of dropout: the probability that a number, or a channel, becomes 0; the
 *     rate of Gaussian dropout. 0 of other layers
 * @param parameters where its parameters stand among all, by Deeplearning4j's keys: {@code W}, of a
 *     convolution [out, in, row, column] row by row, of other layers [in, out] column by column;
 *     {@code b}; {@code gamma}, {@code beta}, {@code mean}, {@code var}
 */
public record LayerView(
    String name,
    Kind kind,
    List<String> reads,
    Shape input,
    Shape output,
    Optional<String> norm,
    Optional<String> activation,
    double dropProbability,
    Map<String, Range> parameters) {
  public LayerView {
    reads = List.copyOf(reads);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** What a layer can be. */
  public enum Kind {
    CONVOLUTION,
    DENSE,
    /** Weights, a function of them, and the loss. */
    OUTPUT,
    /** Batch norm of any kind. */
    NORM,
    /** Dropout of any kind. */
    DROPOUT,
    /** Noise that is no dropout, and is on where dropout is. */
    NOISE,
    /** A function and nothing else. */
    ACTIVATION,
    POOL,
    /** Branches meet. */
    MERGE,
    OTHER
  }

  /** Where its weights stand among all parameters; empty if it has none. */
  public Optional<Range> weights() {
    return Optional.ofNullable(parameters.get("W"));
  }
}
