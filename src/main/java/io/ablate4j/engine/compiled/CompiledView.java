package io.ablate4j.engine.compiled;

import io.ablate4j.view.Batch;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.NormStatistics;
import io.ablate4j.view.Pass;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** A look into a compiled network, by steps compiled for that. */
final class CompiledView implements NetworkView {
  private final Observation observation;
  private final float[] values;

  /** Another number whenever the parameters have changed. */
  private final IntSupplier version;

  private final long seed;
  private long state;

  /**
   * @param values all parameters; they may change
   * @param version changes with them
   * @param seed of the masks
   */
  CompiledView(Observation observation, float[] values, IntSupplier version, long seed) {
    this.observation = observation;
    this.values = values;
    this.version = version;
    this.seed = seed;
    this.state = seed;
  }

  @Override
  public List<LayerView> layers() {
    return observation.table().layers();
  }

  @Override
  public Pass forward(Batch batch, Mode mode) {
    observation.random().restart(state);
    CompiledPass pass = new CompiledPass(observation, values, version, batch, mode);
    state = observation.random().state();
    return pass;
  }

  @Override
  public Gradients backward(Batch batch, Mode mode) {
    observation.random().restart(state);
    Parameters own = observation.parameters();
    double loss =
        observation
            .prepare(batch.size(), values, this)
            .step()
            .gradients(batch.features(), batch.labels(), own, PassKind.observing(mode));
    state = observation.random().state();
    return new Gradients(own.gradients().clone(), loss);
  }

  @Override
  public float[] parameters() {
    return values.clone();
  }

  @Override
  public NetworkView with(float[] parameters) {
    if (parameters.length != values.length) {
      throw new IllegalArgumentException(
          parameters.length + " parameters for a network of " + values.length);
    }
    return new CompiledView(observation, parameters.clone(), () -> 0, seed);
  }

  @Override
  public NetworkView seeded(long other) {
    return new CompiledView(observation, values, version, other);
  }

  @Override
  public NormStatistics statistics(String norm) {
    return observation.table().statistics(values, norm);
  }

  @Override
  public NetworkView with(Map<String, NormStatistics> statistics) {
    float[] changed = values.clone();
    observation.table().put(statistics, changed);
    return new CompiledView(observation, changed, () -> 0, seed);
  }
}
