package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Optional;

/** How deep a network is. */
final class Depth extends Knob<Integer> {
  private static final int MOST = 200;

  Depth() {
    super(
        "depth",
        "hidden layers of the mlp, convolutions of the cnn (over its two blocks)",
        Unit.COUNT,
        Optional.empty());
  }

  @Override
  Optional<Integer> value(Written written) {
    return written.count("4");
  }

  @Override
  Integer ofJson(JsonNode node) {
    return node.intValue();
  }

  @Override
  Integer anyLevel() {
    return 2;
  }

  @Override
  public boolean changesNetwork() {
    return true;
  }

  @Override
  Integer checked(Integer level) {
    if (level > MOST) {
      throw wrong(level, "is more than " + MOST + ".", "use fewer.");
    }
    return level;
  }

  @Override
  public void apply(Integer level, TrialSettings.Builder settings) {
    settings.network(settings.network().withDepth(level));
  }

  @Override
  Optional<Integer> found(TrialSettings settings) {
    return settings.network().depth().stream().boxed().findFirst();
  }

  @Override
  public List<Problem> check(Integer level, TrialSettings settings, Circumstances study) {
    return study.ignored(
        name(),
        "has a depth of its own",
        settings.model(),
        NetworkOptions.USUAL.withDepth(3),
        NetworkOptions.USUAL.withDepth(4));
  }
}
