package io.ablate4j.probe;

import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.Pass;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well classes can be told apart by a linear classifier that reads a hidden layer (Alain and
 * Bengio 2016, arXiv:1610.01644): ridge regression onto one-hot labels of training examples, its
 * accuracy on validation examples. Of a convolution the means of 2 x 2 parts of each channel.
 */
final class LinearProbe {
  private static final double LAMBDA = 1e-2;

  /** More features than these are left out. */
  private static final int MOST_FEATURES = 512;

  private LinearProbe() {}

  /** Accuracy by name of the hidden weight layer. */
  static Map<String, Double> of(NetworkView network, Batch train, Batch validation) {
    Map<String, double[][]> learned = features(network, train);
    Map<String, double[][]> asked = features(network, validation);
    int classes = network.layers().get(network.layers().size() - 1).output().units();
    Map<String, Double> accuracies = new TreeMap<>();
    learned.forEach(
        (name, features) -> {
          RidgeClassifier classifier =
              new RidgeClassifier(features, train.labels(), classes, LAMBDA);
          accuracies.put(name, classifier.accuracy(asked.get(name), validation.labels()));
        });
    return accuracies;
  }

  private static Map<String, double[][]> features(NetworkView network, Batch all) {
    Map<String, double[][]> features = new TreeMap<>();
    int from = 0;
    for (Batch part : Chunks.of(all, Chunks.SIZE)) {
      Pass pass = network.forward(part, Mode.INFERENCE);
      int start = from;
      Representations.of(network)
          .forEach(
              (name, layer) -> {
                double[][] own =
                    Representations.pooled(pass.output(layer.name()), layer, part.size(), 2);
                double[][] whole = features.computeIfAbsent(name, n -> new double[all.size()][]);
                for (int e = 0; e < own.length; e++) {
                  whole[start + e] = Arrays.copyOf(own[e], Math.min(own[e].length, MOST_FEATURES));
                }
              });
      from += part.size();
    }
    return features;
  }
}
