package io.ablate4j.analysis;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.tuning.Tuned;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is chosen on tuning seeds for hypotheses that ask for the best level. */
public final class Picks {
  private Picks() {}

  /**
   * Each once, in the order of the hypotheses.
   *
   * @param cells of the study, in its order
   */
  public static List<Pick> of(List<Hypothesis> hypotheses, Collection<Cell> cells, Tuned tuned) {
    Set<Pick> picks = new LinkedHashSet<>();
    for (Hypothesis hypothesis : hypotheses) {
      for (Prediction part : hypothesis.parts()) {
        Made.of(part, cells, metric -> Observed.NOTHING, tuned).picks().stream()
            .filter(pick -> isSeen(part, pick))
            .forEach(picks::add);
      }
    }
    return List.copyOf(picks);
  }

  /** Whether a part looks where something was chosen. */
  private static boolean isSeen(Prediction part, Pick pick) {
    Cell cell = pick.cell();
    boolean isInside =
        part.where().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(pick.factor()))
            .allMatch(
                entry ->
                    entry.getValue().stream()
                        .anyMatch(level -> Contexts.has(cell, entry.getKey(), level)));
    Optional<Prediction.Pair> others =
        part.pair()
            .filter(pair -> !pair.factor().equals(pick.factor()))
            .filter(pair -> !pair.level().equals(Tuned.BEST))
            .filter(pair -> !pair.control().equals(Tuned.BEST));
    return isInside
        && others
            .map(
                pair ->
                    Contexts.has(cell, pair.factor(), pair.level())
                        || Contexts.has(cell, pair.factor(), pair.control()))
            .orElse(true);
  }
}
