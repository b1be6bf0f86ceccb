package io.ablate4j.study.yaml;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.study.Study;
import java.util.List;
import java.util.Optional;

/** Reads {@code tuningSeeds}: on how many more seeds each cell is trained, to choose from. */
final class TuningSeeds {
  static final String KEY = "tuningSeeds";
  private static final String EXAMPLE = String.valueOf(TuneSection.DEFAULT_SEEDS);

  private TuningSeeds() {}

  /** Whether a study has them, right or wrong. */
  static boolean isIn(YamlMapping root) {
    return root.get(KEY).isPresent();
  }

  /** How many; none where that is wrong. */
  static int read(YamlMapping root) {
    Optional<YamlNode> node = root.get(KEY);
    if (node.isPresent() && root.get(TuneSection.KEY).isPresent()) {
      node.get()
          .problem(
              KEY + " stands beside " + TuneSection.KEY + ", which has seeds of its own.",
              "leave it out; " + TuneSection.KEY + " takes seeds: " + EXAMPLE + ".");
      return 0;
    }
    return node.flatMap(value -> value.count(EXAMPLE)).orElse(0);
  }

  /** That they are trained for nothing, if they are. */
  static Optional<String> notice(Study study) {
    boolean isAsked =
        study.hypotheses().stream()
            .map(Hypothesis::parts)
            .flatMap(List::stream)
            .anyMatch(Prediction::asksForBest);
    return study.tuningSeeds() > 0 && !isAsked
        ? Optional.of(
            "No hypothesis asks for the best level of a factor, which is all that "
                + KEY
                + " are trained for.")
        : Optional.empty();
  }
}
