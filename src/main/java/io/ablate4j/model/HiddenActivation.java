package io.ablate4j.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.activations.Activation;

/** The non-linearity of hidden units. */
public enum HiddenActivation {
  RELU("relu", Activation.RELU),
  SIGMOID("sigmoid", Activation.SIGMOID),
  TANH("tanh", Activation.TANH),
  /** A slope of 0.01 below zero. */
  LEAKY_RELU("leaky-relu", Activation.LEAKYRELU),
  /** Clevert et al. 2016, arXiv:1511.07289; alpha 1. */
  ELU("elu", Activation.ELU);

  private final String word;
  private final Activation function;

  HiddenActivation(String word, Activation function) {
    this.word = word;
    this.function = function;
  }

  /** The name in study files. */
  public String word() {
    return word;
  }

  Activation function() {
    return function;
  }

  /** All names. */
  public static List<String> words() {
    return Arrays.stream(values()).map(HiddenActivation::word).toList();
  }

  /** The one of that name. */
  public static Optional<HiddenActivation> ofWord(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }
}
