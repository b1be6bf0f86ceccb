package io.ablate4j.engine.compiled;

import io.ablate4j.engine.runtime.DropCount;
import io.ablate4j.engine.runtime.HelperUse;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.view.NetworkView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/** A network whose steps are compiled; its parameters are the graph's own. */
public final class CompiledNetwork implements TrainableNetwork {
  private static final int EVALUATED_AT_ONCE = 50;

  private final ComputationGraph graph;
  private final long[] exampleShape;
  private final Parameters parameters;
  private final FusedUpdater updater;
  private final Penalties penalties;
  private final RandomBits random;
  private final ConvolutionCheck check;
  private final HelperUse helpers;
  private final Optional<String> convolutions;
  private final Map<Integer, Step> steps = new HashMap<>();
  private Observation observation;
  private int iteration;

  /** How often parameters were changed besides. */
  private int changes;

  private CompiledNetwork(
      ComputationGraph graph,
      long[] exampleShape,
      Parameters parameters,
      FusedUpdater updater,
      Penalties penalties,
      RandomBits random,
      ConvolutionCheck check,
      HelperUse helpers,
      Optional<String> convolutions) {
    this.graph = graph;
    this.exampleShape = exampleShape.clone();
    this.parameters = parameters;
    this.updater = updater;
    this.penalties = penalties;
    this.random = random;
    this.check = check;
    this.helpers = helpers;
    this.convolutions = convolutions;
  }

  /**
   * Compiles an initialized graph.
   *
   * @param exampleShape [channels, height, width] of an image, or [features] of a table row
   * @param updater the optimizer of all its layers
   * @param dropoutSeed of the stream that draws dropout masks
   * @param check says whether convolutions may be compiled
   * @param objection called with the reason, if the graph cannot be compiled
   * @return empty if the graph has a part that the compiler does not know
   */
  public static Optional<TrainableNetwork> compile(
      ComputationGraph graph,
      long[] exampleShape,
      IUpdater updater,
      long dropoutSeed,
      ConvolutionCheck check,
      Consumer<String> objection) {
    if (graph.params().dataType() != DataType.FLOAT) {
      objection.accept("numbers of type " + graph.params().dataType());
      return Optional.empty();
    }
    Optional<FusedUpdater> fused =
        FusedUpdaters.of(updater, Math.toIntExact(graph.params().length()));
    if (fused.isEmpty()) {
      objection.accept("optimizer " + updater.getClass().getSimpleName());
      return Optional.empty();
    }
    Parameters parameters = new Parameters(graph);
    RandomBits random = new RandomBits(dropoutSeed);
    try {
      Penalties penalties = Penalties.of(graph, updater);
      Step step = NetworkCompiler.compile(graph, exampleShape, parameters, random, check, 1);
      HelperUse helpers =
          step.has(Convolution.class)
              ? new HelperUse(List.of(ConvolutionCheck.WHAT), List.of())
              : HelperUse.NONE;
      Optional<String> convolutions = convolutions(step);
      if (convolutions.isPresent()) {
        helpers = check.vectorVerdict().map(helpers::without).orElse(helpers);
      }
      step.close();
      return Optional.of(
          new CompiledNetwork(
              graph,
              exampleShape,
              parameters,
              fused.get(),
              penalties,
              random,
              check,
              helpers,
              convolutions));
    } catch (Unsupported e) {
      parameters.close();
      objection.accept(e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public double train(float[] features, int[] labels) {
    double loss = gradients(features, labels);
    int epoch = graph.getConfiguration().getEpochCount();
    penalties.apply(parameters.values(), parameters.gradients(), iteration, epoch);
    updater.apply(parameters.values(), parameters.gradients(), iteration++, epoch);
    parameters.publish();
    return loss;
  }

  @Override
  public void change(Consumer<float[]> change) {
    change.accept(parameters.values());
    parameters.publish();
    changes++;
  }

  /** Computes the loss and all gradients, but leaves the parameters alone. */
  double gradients(float[] features, int[] labels) {
    return step(labels.length).gradients(features, labels, parameters);
  }

  /** Takes over parameters that somebody has set in the graph. */
  void reload() {
    parameters.reload();
  }

  /** The gradients last computed: means over the batch, in the order of the graph's parameters. */
  float[] gradients() {
    return parameters.gradients();
  }

  @Override
  public float[] probabilities(float[] features, int examples) {
    int size = features.length / examples;
    float[] all = null;
    for (int from = 0; from < examples; from += EVALUATED_AT_ONCE) {
      int rows = Math.min(EVALUATED_AT_ONCE, examples - from);
      float[] part = step(rows).probabilities(features, from * size);
      int classes = part.length / rows;
      if (all == null) {
        all = new float[examples * classes];
      }
      System.arraycopy(part, 0, all, from * classes, part.length);
    }
    return all;
  }

  private Step step(int examples) {
    return steps.computeIfAbsent(
        examples,
        n -> {
          try {
            return NetworkCompiler.compile(graph, exampleShape, parameters, random, check, n);
          } catch (Unsupported e) {
            throw new IllegalStateException("compiled before, for another batch size", e);
          }
        });
  }

  @Override
  public NetworkView view(long seed) {
    if (observation == null) {
      observation = new Observation(graph, exampleShape, check);
    }
    return new CompiledView(observation, parameters.values(), () -> iteration + changes, seed);
  }

  @Override
  public List<DropCount> drops() {
    Map<String, DropCount> byLayer = new TreeMap<>();
    for (Step step : steps.values()) {
      step.drops().forEach(drop -> byLayer.merge(drop.layer(), drop, DropCount::and));
    }
    return List.copyOf(byLayer.values());
  }

  @Override
  public void endEpoch() {
    graph.incrementEpochCount();
  }

  @Override
  public String engine() {
    return "compiled";
  }

  @Override
  public HelperUse helpers() {
    return helpers;
  }

  @Override
  public SortedMap<String, String> facts() {
    SortedMap<String, String> facts = helpers.facts();
    convolutions.ifPresent(what -> facts.put("convolutions", what));
    return facts;
  }

  /** What computes a step's convolutions, which decides their last bits. */
  private static Optional<String> convolutions(Step step) {
    boolean isVector = step.has(WideConvolution.class);
    boolean isNative = step.has(Convolution.class) || step.has(PointwiseConvolution.class);
    if (isVector) {
      return Optional.of(isNative ? "vector kernels and native library" : "vector kernels");
    }
    return isNative ? Optional.of("native library") : Optional.empty();
  }

  @Override
  public ComputationGraph graph() {
    return graph;
  }

  @Override
  public void close() {
    steps.values().forEach(Step::close);
    if (observation != null) {
      observation.close();
    }
    parameters.close();
    // As graph.close() does, which then has the JVM collect all garbage, twice, for the sake of
    // workspaces that a compiled network does not use: some 50 ms a trial.
    close(graph.params());
    close(graph.getFlattenedGradients());
    if (graph.getUpdater(false) != null) {
      close(graph.getUpdater(false).getStateViewArray());
    }
  }

  private static void close(INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }
}
