package io.ablate4j.forecast;

import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Trial;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.TrialKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The trials of a study that are not stored, in the order in which they run.
 *
 * @param first those that have their levels
 * @param second those that follow from the first: of each what it may become, which is one trial
 *     once its level is chosen
 */
public record Left(List<Trial> first, List<List<Trial>> second) {
  public Left {
    first = List.copyOf(first);
    second = second.stream().map(List::copyOf).toList();
  }

  /**
   * What a plan has left.
   *
   * @param levels that have been chosen, by cell
   * @param finished keys of stored trials
   */
  public static Left of(Plan plan, Map<Cell, String> levels, Set<TrialKey> finished) {
    List<List<Trial>> second = new ArrayList<>();
    for (Plan.Waiting waiting : plan.waiting()) {
      Optional<Trial> chosen =
          Optional.ofNullable(levels.get(waiting.cell())).map(waiting.byLevel()::get);
      if (chosen.isEmpty()) {
        second.add(List.copyOf(waiting.byLevel().values()));
      } else if (!finished.contains(chosen.get().key())) {
        second.add(List.of(chosen.get()));
      }
    }
    return new Left(
        plan.first().stream().filter(trial -> !finished.contains(trial.key())).toList(), second);
  }

  /** How many are left. */
  public int size() {
    return first.size() + second.size();
  }

  /** All that may run. */
  Stream<Trial> possible() {
    return Stream.concat(first.stream(), second.stream().flatMap(Collection::stream));
  }
}
