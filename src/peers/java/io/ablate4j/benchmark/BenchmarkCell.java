package io.ablate4j.benchmark;

import io.ablate4j.data.InputShape;
import io.ablate4j.model.HiddenActivation;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkCost;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.regularization.Selector;
import io.ablate4j.regularization.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A network and a batch size to be timed.
 *
 * @param model id of one of the reference networks
 * @param regularization name of a built-in regularization, or of one of {@link #OTHERS}
 * @param batch images a step
 * @param activation of hidden units, such as {@code relu}
 */
record BenchmarkCell(String model, String regularization, int batch, String activation) {
  private static final BatchNorm USUAL = BatchNorm.EVERYWHERE;

  /** Regularizations that DJL has no blocks for, or another order of blocks. */
  private static final List<Regularization> OTHERS =
      List.of(
          norm("batch-norm-after", Slot.AFTER_ACTIVATION, OptionalInt.empty()),
          norm("ghost-batches", Slot.BEFORE_ACTIVATION, OptionalInt.of(8)),
          dropout("spatial-dropout", "spatial", Map.of(Selector.CONV, Dropout.USUAL.conv())),
          dropout(
              "gaussian-dropout",
              "gaussian",
              Map.of(Selector.CONV, Dropout.USUAL.conv(), Selector.DENSE, Dropout.USUAL.dense())));

  private static final String RELU = HiddenActivation.RELU.word();

  static final List<String> MODELS = List.of("mlp", "cnn", "inception");

  BenchmarkCell {
    if (!MODELS.contains(model)) {
      throw new IllegalArgumentException("there is no network \"" + model + "\" in " + MODELS);
    }
    arm(regularization);
    if (!DjlLayers.ACTIVATIONS.contains(activation)) {
      throw new IllegalArgumentException(
          "there is no activation \"" + activation + "\" in " + DjlLayers.ACTIVATIONS);
    }
    if (batch < 2) {
      throw new IllegalArgumentException("batch norm needs two images a batch, not " + batch);
    }
  }

  BenchmarkCell(String model, String regularization, int batch) {
    this(model, regularization, batch, RELU);
  }

  /**
   * Of other activations and other regularizations; but for spatial dropout of mlp, which has no
   * channels of several pixels.
   */
  static List<BenchmarkCell> ofOtherKinds() {
    List<BenchmarkCell> cells = new ArrayList<>();
    for (String model : List.of("mlp", "cnn")) {
      for (String activation : List.of("sigmoid", "tanh", "elu", "leaky-relu")) {
        cells.add(new BenchmarkCell(model, "none", 64, activation));
      }
      for (Regularization other : OTHERS) {
        if (!(model.equals("mlp") && other.name().startsWith("spatial"))) {
          cells.add(new BenchmarkCell(model, other.name(), 64));
        }
      }
    }
    return cells;
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

  /** Reads {@code model/regularization/batch}, and where it is not relu {@code /activation}. */
  static BenchmarkCell parse(String text) {
    String[] parts = text.split("/");
    if (parts.length < 3 || parts.length > 4) {
      throw new IllegalArgumentException(
          text + " is not model/regularization/batch, or that and an activation");
    }
    return new BenchmarkCell(
        parts[0], parts[1], Integer.parseInt(parts[2]), parts.length == 4 ? parts[3] : RELU);
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
    ComputationGraphConfiguration network = network();
    double all = NetworkCost.multiplications(network, shape);
    return 2 * (3 * all - NetworkCost.firstMultiplications(network, shape));
  }

  /** As Deeplearning4j has it. */
  ComputationGraphConfiguration network() {
    return Models.onClassPath()
        .get(model)
        .configure(
            new ModelSpec(
                InputShape.image(1, RandomImages.SIDE, RandomImages.SIDE),
                RandomImages.CLASSES,
                arm(),
                NetworkOptions.USUAL.withActivation(
                    HiddenActivation.ofWord(activation).orElseThrow()),
                layout -> {}));
  }

  private static Regularization norm(String name, Slot place, OptionalInt ghost) {
    return new Regularization(
        name,
        Optional.of(new BatchNorm(USUAL.at(), place, ghost, USUAL.decay(), USUAL.epsilon())),
        Optional.empty());
  }

  private static Regularization dropout(String name, String kind, Map<Selector, Double> at) {
    return new Regularization(
        name, Optional.empty(), Optional.of(new Dropout(kind, Slot.END, new TreeMap<>(at))));
  }

  private static Regularization arm(String name) {
    return Stream.concat(Regularization.builtIn().stream(), OTHERS.stream())
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no regularization \"" + name + "\""));
  }

  /** Whether its hidden units are those of the built-in studies. */
  boolean isUsual() {
    return activation.equals(RELU);
  }

  @Override
  public String toString() {
    String cell = model + "/" + regularization + "/" + batch;
    return isUsual() ? cell : cell + "/" + activation;
  }
}
