package io.ablate4j.benchmark;

import io.ablate4j.data.InputShape;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkCost;
import io.ablate4j.regularization.Regularization;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A network and a batch size to be timed.
 *
 * @param model id of one of the reference networks
 * @param regularization name of a built-in regularization
 * @param batch images a step
 */
record BenchmarkCell(String model, String regularization, int batch) {
  static final List<String> MODELS = List.of("mlp", "cnn", "inception");

  BenchmarkCell {
    if (!MODELS.contains(model)) {
      throw new IllegalArgumentException("there is no network \"" + model + "\" in " + MODELS);
    }
    arm(regularization);
    if (batch < 2) {
      throw new IllegalArgumentException("batch norm needs two images a batch, not " + batch);
    }
  }

  /** All networks, regularizations and batch sizes of the benchmark. */
  static List<BenchmarkCell> all() {
    List<BenchmarkCell> cells = new ArrayList<>();
    for (String model : MODELS) {
      for (Regularization regularization : Regularization.builtIn()) {
        for (int batch : new int[] {16, 64, 128}) {
          cells.add(new BenchmarkCell(model, regularization.name(), batch));
        }
      }
    }
    return cells;
  }

  /** A few that differ most, for a first look. */
  static List<BenchmarkCell> few() {
    return List.of(parse("mlp/none/16"), parse("cnn/both/64"), parse("inception/batch-norm/64"));
  }

  /** Reads {@code model/regularization/batch}. */
  static BenchmarkCell parse(String text) {
    String[] parts = text.split("/");
    if (parts.length != 3) {
      throw new IllegalArgumentException(text + " is not model/regularization/batch");
    }
    return new BenchmarkCell(parts[0], parts[1], Integer.parseInt(parts[2]));
  }

  /** Where BN and Dropout stand. */
  Regularization arm() {
    return arm(regularization);
  }

  /**
   * Operations of a training step, an image: two a multiplication, forward and for both gradients,
   * but for the first layers' gradient of the input, which nobody reads.
   */
  double operations() {
    InputShape shape = InputShape.image(1, RandomImages.SIDE, RandomImages.SIDE);
    ComputationGraphConfiguration network =
        Models.onClassPath()
            .get(model)
            .configure(new ModelSpec(shape, RandomImages.CLASSES, arm()));
    double all = NetworkCost.multiplications(network, shape);
    return 2 * (3 * all - NetworkCost.firstMultiplications(network, shape));
  }

  private static Regularization arm(String name) {
    return Regularization.builtIn().stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no regularization \"" + name + "\""));
  }

  @Override
  public String toString() {
    return model + "/" + regularization + "/" + batch;
  }
}
