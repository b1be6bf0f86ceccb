package io.ablate4j.train;

import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Gradients;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.NormStatistics;
import io.ablate4j.view.Pass;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Passes of one moment that several probes ask for: those without masks, and one way back. */
final class SharedPasses {
  private final TrainableNetwork network;
  private final Batch few;
  private final long seed;
  private final Map<Batch, Map<Mode, Pass>> passes = new IdentityHashMap<>();
  private Gradients gradients;

  /**
   * @param few whose gradients are shared
   * @param seed of the masks in these gradients
   */
  SharedPasses(TrainableNetwork network, Batch few, long seed) {
    this.network = network;
    this.few = few;
    this.seed = seed;
  }

  Gradients gradients() {
    if (gradients == null) {
      gradients = network.view(seed).backward(few, Mode.TRAINING);
    }
    return gradients;
  }

  /** A view that shares its passes without masks. */
  NetworkView of(long maskSeed) {
    return new Shared(network.view(maskSeed));
  }

  private final class Shared implements NetworkView {
    private final NetworkView view;

    Shared(NetworkView view) {
      this.view = view;
    }

    @Override
    public List<LayerView> layers() {
      return view.layers();
    }

    @Override
    public Pass forward(Batch batch, Mode mode) {
      return mode.drop() == Mode.Drop.ON
          ? view.forward(batch, mode)
          : passes
              .computeIfAbsent(batch, b -> new HashMap<>())
              .computeIfAbsent(mode, m -> view.forward(batch, m));
    }

    @Override
    public Gradients backward(Batch batch, Mode mode) {
      return view.backward(batch, mode);
    }

    @Override
    public float[] parameters() {
      return view.parameters();
    }

    @Override
    public NetworkView with(float[] parameters) {
      return view.with(parameters);
    }

    @Override
    public NetworkView seeded(long other) {
      return of(other);
    }

    @Override
    public NormStatistics statistics(String norm) {
      return view.statistics(norm);
    }

    @Override
    public NetworkView with(Map<String, NormStatistics> statistics) {
      return view.with(statistics);
    }
  }
}
