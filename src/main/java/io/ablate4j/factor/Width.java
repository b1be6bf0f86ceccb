package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Optional;

/** How wide a network is. */
final class Width extends Knob<Integer> {
  private static final int MOST = 16_384;

  Width() {
    super(
        "width",
        "units of the mlp's layers; channels of the first convolution of others, whose other layers follow",
        Unit.COUNT,
        Optional.empty());
  }

  @Override
  Optional<Integer> value(Written written) {
    return written.count("64");
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
    settings.network(settings.network().withWidth(level));
  }

  @Override
  Optional<Integer> found(TrialSettings settings) {
    return settings.network().width().stream().boxed().findFirst();
  }

  @Override
  public List<Problem> check(Integer level, TrialSettings settings, Circumstances study) {
    return study.ignored(
        name(),
        "has a width of its own",
        settings.model(),
        NetworkOptions.USUAL.withWidth(3),
        NetworkOptions.USUAL.withWidth(4));
  }
}
