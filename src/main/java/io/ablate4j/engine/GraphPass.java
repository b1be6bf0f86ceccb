package io.ablate4j.engine;

import io.ablate4j.engine.GraphPasses.Numbers;
import io.ablate4j.engine.runtime.LayerTable;
import io.ablate4j.view.Batch;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Pass;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A pass by DL4J. What layers gave is kept until the next pass; then it is computed again when
 * somebody asks, with the same masks.
 */
final class GraphPass implements Pass {
  private final GraphPasses passes;
  private final Supplier<float[]> parameters;
  private final IntSupplier version;
  private final int versionThen;
  private final Batch batch;
  private final Mode mode;
  private final long seed;
  private final float[] probabilities;
  private final double loss;

  /**
   * @param version another number whenever the parameters have changed
   * @param seed of the masks
   */
  GraphPass(
      GraphPasses passes,
      Supplier<float[]> parameters,
      IntSupplier version,
      Batch batch,
      Mode mode,
      long seed) {
    this.passes = passes;
    this.parameters = parameters;
    this.version = version;
    this.versionThen = version.getAsInt();
    this.batch = batch;
    this.mode = mode;
    this.seed = seed;
    this.probabilities = numbers().outputs().get(passes.outputLayer()).clone();
    this.loss = GraphPasses.loss(probabilities, batch.labels());
  }

  private Numbers numbers() {
    if (version.getAsInt() != versionThen) {
      throw new IllegalStateException("the network has trained since the pass");
    }
    return passes.numbers(this, parameters, batch, mode, seed);
  }

  private LayerTable table() {
    return passes.table();
  }

  @Override
  public float[] input(String layer) {
    return numbers().outputs().get(table().source(layer)).clone();
  }

  @Override
  public float[] preActivation(String layer) {
    table().layer(layer); // throws if there is none
    float[] before = numbers().preActivations().get(layer);
    return before == null ? output(layer) : before.clone();
  }

  @Override
  public float[] output(String layer) {
    return table().layer(layer).kind() == Kind.OUTPUT
        ? probabilities()
        : numbers().outputs().get(layer).clone();
  }

  @Override
  public float[] probabilities() {
    return probabilities.clone();
  }

  @Override
  public double loss() {
    return loss;
  }
}
