package io.ablate4j.analysis;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.tuning.Choice.Tried;
import io.ablate4j.trial.tuning.Standing;
import io.ablate4j.trial.tuning.Tuned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The level of a factor that did best on tuning seeds, where a hypothesis asks for it. It follows
 * from stored results alone.
 *
 * @param factor whose level
 * @param cell where, with {@link Tuned#BEST} for the level
 * @param tried what each level gave, in the study's order, numbers ascending; empty if one lacks
 *     results
 * @param problem why nothing was chosen; empty if something was
 */
public record Pick(String factor, Cell cell, List<Tried> tried, Optional<String> problem) {
  public Pick {
    Objects.requireNonNull(factor, "factor");
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(problem, "problem");
    tried = List.copyOf(tried);
  }

  /**
   * Chooses; of equal means the first.
   *
   * @param context all levels but that of the factor
   * @param byLevel the cells whose mean a level is judged by
   */
  static Pick of(
      String factor, Cell context, Map<String, ? extends Collection<Cell>> byLevel, Tuned tuned) {
    Cell cell = context.with(factor, Tuned.BEST);
    List<Tried> tried = new ArrayList<>();
    for (Map.Entry<String, ? extends Collection<Cell>> level : byLevel.entrySet()) {
      double sum = 0;
      int diverged = 0;
      for (Cell own : level.getValue()) {
        Standing standing = tuned.standing(own);
        if (standing.mean().isEmpty()) {
          return new Pick(factor, cell, List.of(), standing.problem());
        }
        sum += standing.mean().getAsDouble();
        diverged += standing.diverged();
      }
      tried.add(new Tried(level.getKey(), sum / level.getValue().size(), diverged));
    }
    if (tried.stream().allMatch(each -> Pick.isNumber(each.level()))) {
      tried.sort(Comparator.comparingDouble(each -> Double.parseDouble(each.level())));
    }
    return new Pick(factor, cell, tried, Optional.empty());
  }

  private static boolean isNumber(String level) {
    try {
      return Double.isFinite(Double.parseDouble(level));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The best of them; empty if there is no choice. */
  public Optional<Tried> chosen(boolean higherIsBetter) {
    return Tuned.best(tried, higherIsBetter);
  }

  /** The best of the others. */
  public Optional<Tried> runnerUp(boolean higherIsBetter) {
    return chosen(higherIsBetter)
        .flatMap(
            best ->
                Tuned.best(
                    tried.stream().filter(each -> !each.equals(best)).toList(), higherIsBetter));
  }

  /** Whether the chosen level is the least or the greatest of several numbers. */
  public boolean isAtEdge(boolean higherIsBetter) {
    return tried.size() > 1
        && tried.stream().allMatch(each -> isNumber(each.level()))
        && chosen(higherIsBetter)
            .filter(best -> best.equals(tried.get(0)) || best.equals(tried.get(tried.size() - 1)))
            .isPresent();
  }

  /** Where it was chosen, such as "mlp, batch size 16". */
  public String where() {
    return Roles.inWords(cell.without(factor));
  }
}
