package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Batch;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.NormStatistics;
import io.ablate4j.view.Pass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Batch norm's running statistics taken anew from training examples with dropout off (Li et al.
 * 2019, arXiv:1801.05134; Wu and Johnson 2021, arXiv:2105.07576, "precise BN"): mean and biased
 * variance of what each batch norm reads, over all batches, each of which is normalized by itself.
 */
public final class Recalibration implements NetworkProbe {
  private static final Mode MODE = new Mode(Mode.Norm.BATCH, Mode.Drop.OFF);

  @Override
  public String id() {
    return "recalibration";
  }

  @Override
  public String meaning() {
    return "accuracy with batch norm's running statistics taken anew, with dropout off";
  }

  @Override
  public String source() {
    return "Li et al. 2019, arXiv:1801.05134; Wu and Johnson 2021, arXiv:2105.07576";
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        ProbeReading.of(
            "accuracy",
            Scale.SHARE,
            true,
            "validation accuracy with statistics taken anew over one pass of the training set, 0 to"
                + " 1"),
        ProbeReading.of(
            "before",
            Scale.SHARE,
            true,
            "validation accuracy with the running statistics of training, 0 to 1"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.END;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.passing(sizes.trainingSet() + 2.0 * sizes.validation());
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    Batch validation = moment.validation();
    sink.put(
        "accuracy",
        accuracy(moment.network(), moment.trainingSet(), moment.batchSize(), validation));
    sink.put("before", accuracy(moment.network(), validation));
  }

  /**
   * Accuracy with statistics of whole batches of the training set.
   *
   * @param batchSize that of training
   * @param examples that are classified
   */
  public static double accuracy(
      NetworkView network, Batch trainingSet, int batchSize, Batch examples) {
    int size = Math.min(batchSize, trainingSet.size());
    int whole = trainingSet.size() / size * size;
    return accuracy(of(network, Chunks.of(Chunks.first(trainingSet, whole), size)), examples);
  }

  private static double accuracy(NetworkView network, Batch examples) {
    return Scoring.accuracy(
        Chunks.probabilities(network, examples, Chunks.SIZE, Mode.INFERENCE), examples.labels());
  }

  /**
   * The network with the new statistics; the same one if it has no batch norm.
   *
   * @param training batches of the training set, in the size of training
   */
  static NetworkView of(NetworkView network, Iterable<Batch> training) {
    if (network.layers(Kind.NORM).isEmpty()) {
      return network;
    }
    return network.with(statistics(network, training, MODE));
  }

  /** What each batch norm reads in passes of some mode, pooled. */
  static Map<String, NormStatistics> statistics(
      NetworkView network, Iterable<Batch> training, Mode mode) {
    Map<String, ChannelMoments> moments = new LinkedHashMap<>();
    for (Batch batch : training) {
      Pass pass = network.forward(batch, mode);
      for (LayerView norm : network.layers(Kind.NORM)) {
        moments
            .computeIfAbsent(norm.name(), name -> new ChannelMoments(norm.input()))
            .add(pass.input(norm.name()));
      }
    }
    Map<String, NormStatistics> statistics = new LinkedHashMap<>();
    moments.forEach((name, moment) -> statistics.put(name, moment.statistics()));
    return statistics;
  }
}
