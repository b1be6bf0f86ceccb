package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well classes can be told apart by a linear classifier that reads a hidden layer (Alain and
 * Bengio 2016, arXiv:1610.01644): ridge regression onto one-hot labels of training examples, its
 * accuracy on validation examples. Of a convolution the means of 2 x 2 parts of each channel.
 */
public final class LinearProbe implements NetworkProbe {
  private static final double LAMBDA = 1e-2;

  /** More features than these are left out. */
  private static final int MOST_FEATURES = 512;

  private static final int LEARNED_ON = 512;
  private static final int ASKED = 256;

  /** For the regressions, measured. */
  private static final double SECONDS = .06;

  @Override
  public String id() {
    return "linear-probe";
  }

  @Override
  public String meaning() {
    return "how well a linear classifier tells the classes apart from a hidden layer";
  }

  @Override
  public String source() {
    return "Alain and Bengio 2016, arXiv:1610.01644";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "mean",
            Scale.SHARE,
            true,
            "validation accuracy of a linear classifier that reads a hidden layer, mean over the"
                + " layers, 0 to 1"),
        ProbeReading.of("worst", Scale.SHARE, true, "the same, of the layer where it is lowest"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.END;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.passing(
            (double) Math.min(LEARNED_ON, sizes.trainingSet())
                + Math.min(ASKED, sizes.validation()))
        .taking(SECONDS);
  }

  /** Learned on 512 training examples, asked on 256 validation examples. */
  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    Map<String, Double> accuracies =
        of(
            moment.network(),
            Chunks.first(moment.trainingSet(), LEARNED_ON),
            Chunks.first(moment.validation(), ASKED));
    accuracies.forEach(sink::put);
    sink.put("mean", accuracies.values().stream().mapToDouble(v -> v).average().orElse(Double.NaN));
    sink.put("worst", accuracies.values().stream().mapToDouble(v -> v).min().orElse(Double.NaN));
  }

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
