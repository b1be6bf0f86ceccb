package io.ablate4j.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Whether DJL computes what ablate4j does. Our network is trained for some steps, and DJL's gets
 * its parameters and running statistics; then both are asked for probabilities, and where nothing
 * is drawn at random, for the loss of a training step.
 */
final class DjlCheck {
  private static final int STEPS = 20;
  private static final int BATCH = 64;
  private static final int SIDE = RandomImages.SIDE;

  /** As float arithmetic in another order leaves it, of numbers around 1. */
  private static final double TOLERANCE = 1e-5;

  /** How far a mean or variance over half a million draws may be off: some six deviations. */
  private static final double OF_DRAWS = .01;

  private final PrintWriter out;
  private boolean isRight = true;

  DjlCheck(PrintWriter out) {
    this.out = out;
  }

  /**
   * Of networks whose layers stand in one row.
   *
   * @return whether all is the same
   */
  boolean run(List<BenchmarkCell> cells) {
    NativeRuntime.start(1);
    cells.forEach(this::network);
    noise("standard", .5);
    noise("spatial", .25);
    noise("gaussian", .25);
    noise("gaussian", .5);
    return isRight;
  }

  private void network(BenchmarkCell cell) {
    float[] features = RandomImages.features(STEPS, BATCH);
    int[] labels = RandomImages.labels(STEPS, BATCH);
    Shape example = new Shape(1, SIDE, SIDE);
    try (TrainableNetwork ours =
            Networks.fast(
                cell.network(),
                new Networks.Sizes(example.getShape(), RandomImages.CLASSES),
                new Adam(DjlNetwork.LEARNING_RATE),
                new Networks.Seeds(String::hashCode, 1));
        DjlNetwork djl =
            new DjlNetwork(
                cell.model(),
                cell.arm(),
                cell.activation(),
                example,
                RandomImages.CLASSES,
                DjlNetwork.LEARNING_RATE,
                1)) {
      for (int step = 0; step < STEPS; step++) {
        ours.train(RandomImages.features(step, BATCH), RandomImages.labels(step, BATCH));
      }
      djl.load(parameters(ours));
      NDManager manager = djl.manager();
      NDArray images = manager.create(features, new Shape(BATCH).addAll(example));
      compare(
          cell + " probabilities", ours.probabilities(features, BATCH), djl.probabilities(images));
      if (cell.arm().dropout().isEmpty()) {
        float loss = djl.trainingLoss(images, manager.create(labels));
        compare(
            cell + " training loss",
            new float[] {(float) ours.train(features, labels)},
            new float[] {loss});
      }
    }
  }

  /** Layer by layer, as DJL has them. */
  private static List<float[]> parameters(TrainableNetwork network) {
    List<float[]> all = new ArrayList<>();
    for (Layer layer : network.graph().getLayers()) {
      for (String key : List.of("W", "b", "gamma", "beta", "mean", "var")) {
        INDArray parameter = layer.paramTable().get(key);
        if (parameter != null) {
          boolean isDense = key.equals("W") && parameter.rank() == 2;
          all.add((isDense ? parameter.transpose() : parameter).dup('c').data().asFloat());
        }
      }
    }
    return all;
  }

  private void compare(String what, float[] ours, float[] djl) {
    double most = ours.length == djl.length ? 0 : Double.NaN;
    for (int i = 0; i < ours.length; i++) {
      most = Math.max(most, Math.abs(ours[i] - djl[i]));
    }
    tell(what, most, TOLERANCE);
  }

  /** Mean 1, variance p / (1 - p); and the share of zeros where there are any. */
  private void noise(String kind, double dropProbability) {
    Shape shape = new Shape(BATCH, 128, 8, 8);
    float[] factors = DjlNoise.factors(kind, dropProbability, shape);
    double variance = dropProbability / (1 - dropProbability);
    String what = kind + " dropout of " + dropProbability;
    double mean = mean(factors);
    float[] squares = new float[factors.length];
    for (int i = 0; i < factors.length; i++) {
      squares[i] = (float) ((factors[i] - mean) * (factors[i] - mean));
    }
    int ofOneDraw = kind.equals("spatial") ? 64 : 1;
    double tolerance = OF_DRAWS * Math.sqrt(ofOneDraw);
    tell(what + ", mean", Math.abs(mean - 1), tolerance);
    tell(what + ", variance", Math.abs(mean(squares) - variance), tolerance);
    if (!kind.equals("gaussian")) {
      long zeros = 0;
      boolean isWhole = true;
      for (int i = 0; i < factors.length; i++) {
        zeros += factors[i] == 0 ? 1 : 0;
        isWhole &= factors[i] == factors[i / ofOneDraw * ofOneDraw];
      }
      double share = (double) zeros / factors.length;
      tell(what + ", share of zeros", Math.abs(share - dropProbability), tolerance);
      if (ofOneDraw > 1) {
        tell(what + ", one factor a channel", isWhole ? 0 : 1, 0);
      }
    }
  }

  private static double mean(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }

  private void tell(String what, double off, double tolerance) {
    boolean isSame = off <= tolerance;
    isRight &= isSame;
    out.printf(Locale.ROOT, "%-50s off by %.1e%s%n", what, off, isSame ? "" : ": TOO MUCH");
    out.flush();
  }
}
