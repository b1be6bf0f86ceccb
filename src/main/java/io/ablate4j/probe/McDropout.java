package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Predictions as means over masks (Gal and Ghahramani 2016, arXiv:1506.02142; Srivastava et al.
 * 2014, section 7.5): accuracy, loss and expected calibration error (Guo et al. 2017,
 * arXiv:1706.04599, 15 bins) of the mean of k softmax outputs with dropout on and batch norm by its
 * running statistics, and of the usual inference, "scaling".
 */
public final class McDropout implements NetworkProbe {
  private static final int[] PASSES = {1, 2, 5, 10, 20, 50};

  @Override
  public String id() {
    return "mc-dropout";
  }

  @Override
  public String meaning() {
    return "predictions as means over dropout masks, beside the usual inference";
  }

  @Override
  public String source() {
    return "Gal and Ghahramani 2016, arXiv:1506.02142; Srivastava et al. 2014, section 7.5;"
        + " calibration: Guo et al. 2017, arXiv:1706.04599";
  }

  @Override
  public List<ProbeReading> readings() {
    List<ProbeReading> readings = new ArrayList<>();
    for (int k : PASSES) {
      String of = k == 1 ? "one pass with masks" : "the mean of " + k + " passes with masks";
      add(readings, "k" + k, of);
    }
    add(readings, "scaling", "the usual inference");
    return readings;
  }

  private static void add(List<ProbeReading> readings, String key, String of) {
    readings.add(
        ProbeReading.of(key, Scale.SHARE, true, "validation accuracy of " + of + ", 0 to 1"));
    readings.add(
        ProbeReading.of(key + "-loss", Scale.NATS, false, "validation loss of " + of + ", nats"));
    readings.add(
        ProbeReading.of(
            key + "-ece",
            Scale.SHARE,
            false,
            "expected calibration error on validation data of " + of + ", 0 to 1"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.END;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.passing((1.0 + PASSES[PASSES.length - 1]) * sizes.validation());
  }

  /** Fifty passes over the validation set: the dearest of the probes. */
  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    of(moment.network(), moment.validation()).forEach(sink::put);
  }

  /** By k1, k2 ... and scaling; losses with -loss and calibration errors with -ece behind. */
  static Map<String, Double> of(NetworkView network, Batch validation) {
    Map<String, Double> values = new TreeMap<>();
    put(
        values,
        "scaling",
        Chunks.probabilities(network, validation, Chunks.SIZE, Mode.INFERENCE),
        validation);
    double[] sums = null;
    for (int k = 1; k <= PASSES[PASSES.length - 1]; k++) {
      sums = added(sums, network, validation);
      int passes = k;
      if (IntStream.of(PASSES).anyMatch(each -> each == passes)) {
        double[] means = sums.clone();
        for (int i = 0; i < means.length; i++) {
          means[i] /= k;
        }
        put(values, "k" + k, means, validation);
      }
    }
    return values;
  }

  /**
   * Accuracy of the mean of some passes with masks.
   *
   * @param passes at least one
   */
  public static double accuracy(NetworkView network, Batch examples, int passes) {
    double[] sums = null;
    for (int k = 1; k <= passes; k++) {
      sums = added(sums, network, examples);
    }
    return Scoring.accuracy(sums, examples.labels());
  }

  /** With the probabilities of one more pass. */
  private static double[] added(double[] sums, NetworkView network, Batch examples) {
    Mode mode = new Mode(Mode.Norm.RUNNING, Mode.Drop.ON);
    double[] own = Chunks.probabilities(network, examples, Chunks.SIZE, mode);
    for (int i = 0; sums != null && i < own.length; i++) {
      own[i] += sums[i];
    }
    return own;
  }

  private static void put(
      Map<String, Double> values, String key, double[] probabilities, Batch batch) {
    values.put(key, Scoring.accuracy(probabilities, batch.labels()));
    values.put(key + "-loss", Scoring.loss(probabilities, batch.labels()));
    values.put(key + "-ece", Scoring.calibrationError(probabilities, batch.labels()));
  }
}
