package io.ablate4j.factor;

import io.ablate4j.data.DatasetSpec;
import java.util.List;
import java.util.Optional;

/** Which data are learned. What is written into a trial's spec is what they are, not their name. */
final class DatasetFactor implements Factor<NamedDataset> {
  private static final String UNKNOWN = "(unknown)";

  @Override
  public String name() {
    return "dataset";
  }

  @Override
  public String description() {
    return "name of data that the study has under datasets";
  }

  @Override
  public Unit unit() {
    return Unit.WORD;
  }

  @Override
  public Optional<NamedDataset> parse(Written written, Surroundings study) {
    Optional<String> name = written.text();
    if (name.isPresent() && !study.datasets().containsKey(name.get())) {
      written.problem(
          "There is no dataset \"" + name.get() + "\".",
          study.datasets().isEmpty()
              ? "name several under datasets: { "
                  + name.get()
                  + ": { source: mnist, ... } }; one alone is no factor."
              : "use one of "
                  + String.join(", ", study.datasets().keySet())
                  + ", or name it under datasets.");
    }
    // What is wrong with a definition was reported where it stands.
    return name.flatMap(
        known ->
            study
                .datasets()
                .getOrDefault(known, Optional.empty())
                .map(spec -> new NamedDataset(known, spec)));
  }

  @Override
  public String word(NamedDataset level) {
    return level.name();
  }

  /** The only data of a study have no name. */
  @Override
  public List<NamedDataset> usual(Surroundings study) {
    return List.of();
  }

  @Override
  public NamedDataset standIn(Surroundings study) {
    return new NamedDataset(UNKNOWN, DatasetSpec.of(UNKNOWN, 1, 1, 1));
  }

  @Override
  public boolean changesNetwork() {
    return true;
  }

  @Override
  public boolean changesData() {
    return true;
  }

  @Override
  public void apply(NamedDataset level, TrialSettings.Builder settings) {
    settings.dataset(level.spec());
  }

  @Override
  public NamedDataset of(TrialSettings settings) {
    return new NamedDataset("", settings.dataset());
  }

  /** A name is what the study calls its data, not what they are. */
  @Override
  public Optional<NamedDataset> unnamed(TrialSettings settings) {
    return Optional.empty();
  }
}
