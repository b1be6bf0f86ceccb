package io.ablate4j.engine;

import io.ablate4j.view.Batch;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.NormStatistics;
import io.ablate4j.view.Pass;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** A look into a network that DL4J trains, by a copy of it. */
final class GraphView implements NetworkView {
  private final GraphPasses passes;
  private final Supplier<float[]> parameters;

  /** Another number whenever the parameters have changed. */
  private final IntSupplier version;

  private final long seed;
  private final Random seeds;

  /**
   * @param parameters as they are whenever it is asked; a new array, or one that never changes
   * @param version changes with them
   * @param seed of the masks
   */
  GraphView(GraphPasses passes, Supplier<float[]> parameters, IntSupplier version, long seed) {
    this.version = version;
    this.passes = passes;
    this.parameters = parameters;
    this.seed = seed;
    this.seeds = new Random(seed);
  }

  @Override
  public List<LayerView> layers() {
    return passes.table().layers();
  }

  @Override
  public Pass forward(Batch batch, Mode mode) {
    return new GraphPass(passes, parameters, version, batch, mode, seeds.nextLong());
  }

  @Override
  public Gradients backward(Batch batch, Mode mode) {
    return passes.backward(parameters.get(), batch, mode, seeds.nextLong());
  }

  @Override
  public float[] parameters() {
    return parameters.get().clone();
  }

  @Override
  public NetworkView with(float[] other) {
    int count = parameters.get().length;
    if (other.length != count) {
      throw new IllegalArgumentException(other.length + " parameters for a network of " + count);
    }
    float[] copy = other.clone();
    return new GraphView(passes, () -> copy, () -> 0, seed);
  }

  @Override
  public NetworkView seeded(long other) {
    return new GraphView(passes, parameters, version, other);
  }

  @Override
  public NormStatistics statistics(String norm) {
    return passes.table().statistics(parameters.get(), norm);
  }

  @Override
  public NetworkView with(Map<String, NormStatistics> statistics) {
    float[] changed = parameters();
    passes.table().put(statistics, changed);
    return new GraphView(passes, () -> changed, () -> 0, seed);
  }
}
