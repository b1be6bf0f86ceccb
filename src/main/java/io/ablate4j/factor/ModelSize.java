package io.ablate4j.factor;

import io.ablate4j.model.NetworkOptions;
import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A whole number that a model may follow or ignore; without it the model has its own. */
final class ModelSize extends SpecFactor<Integer> {
  private final BiFunction<NetworkOptions, Integer, NetworkOptions> with;
  private final Function<NetworkOptions, OptionalInt> get;

  private ModelSize(
      String name,
      String description,
      LevelType<Integer> levels,
      BiFunction<NetworkOptions, Integer, NetworkOptions> with,
      Function<NetworkOptions, OptionalInt> get) {
    super(name, description, levels, Optional.empty());
    this.with = with;
    this.get = get;
  }

  /** How deep a network is. */
  static ModelSize depth() {
    return new ModelSize(
        "depth",
        "hidden layers of the mlp, convolutions of the cnn (over its two blocks)",
        LevelType.count(4, 200),
        NetworkOptions::withDepth,
        NetworkOptions::depth);
  }

  /** How wide a network is. */
  static ModelSize width() {
    return new ModelSize(
        "width",
        "units of the mlp's layers; channels of the first convolution of others, whose other layers follow",
        LevelType.count(64, 16_384),
        NetworkOptions::withWidth,
        NetworkOptions::width);
  }

  @Override
  public boolean changesNetwork() {
    return true;
  }

  @Override
  public void apply(Integer level, TrialSettings.Builder settings) {
    settings.network(with.apply(settings.network(), level));
  }

  @Override
  protected Optional<Integer> found(TrialSettings settings) {
    return get.apply(settings.network()).stream().boxed().findFirst();
  }

  @Override
  public List<Problem> check(Integer level, TrialSettings settings, Circumstances study) {
    return study.ignored(
        name(),
        "has a " + name() + " of its own",
        settings.model(),
        with.apply(NetworkOptions.USUAL, 3),
        with.apply(NetworkOptions.USUAL, 4));
  }
}
