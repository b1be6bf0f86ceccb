package io.ablate4j.engine.compiled;

import io.ablate4j.engine.compiled.ObservedStep.Place;
import io.ablate4j.view.Batch;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.Mode;
import io.ablate4j.view.Pass;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * A pass by an observed step. What layers gave stays in the step until the next pass of its batch
 * size; then it is computed again when somebody asks, with the same masks.
 */
final class CompiledPass implements Pass {
  private final Observation observation;
  private final float[] values;
  private final IntSupplier version;
  private final int versionThen;
  private final Batch batch;
  private final Mode mode;

  /** Where the random stream stood before. */
  private final long state;

  private final float[] probabilities;
  private final double loss;

  /** Goes on where the random stream of {@code observation} stands. */
  CompiledPass(
      Observation observation, float[] values, IntSupplier version, Batch batch, Mode mode) {
    this.observation = observation;
    this.values = values;
    this.version = version;
    this.versionThen = version.getAsInt();
    this.batch = batch;
    this.mode = mode;
    this.state = observation.random().state();
    Step step = observation.prepare(batch.size(), values, this).step();
    this.probabilities = step.probabilities(batch.features(), 0, PassKind.observing(mode)).clone();
    this.loss = step.loss(batch.labels());
  }

  @Override
  public float[] input(String layer) {
    observation.table().source(layer); // throws if it reads several
    return numbers(layer, Place::input);
  }

  @Override
  public float[] preActivation(String layer) {
    return numbers(layer, Place::preActivation);
  }

  @Override
  public float[] output(String layer) {
    return observation.table().layer(layer).kind() == Kind.OUTPUT
        ? probabilities()
        : numbers(layer, Place::output);
  }

  private float[] numbers(String layer, Function<Place, Tensor> which) {
    observation.table().layer(layer); // throws if there is none
    if (version.getAsInt() != versionThen) {
      throw new IllegalStateException("the network has trained since the pass");
    }
    if (!observation.holds(batch.size(), this)) {
      observation.random().restart(state);
      observation
          .prepare(batch.size(), values, this)
          .step()
          .probabilities(batch.features(), 0, PassKind.observing(mode));
    }
    Place place = observation.step(batch.size()).places().get(layer);
    return which.apply(place).value().read().clone();
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
