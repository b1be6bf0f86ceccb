package io.ablate4j.analysis;

import io.ablate4j.stats.Interval;
import io.ablate4j.stats.McNemar;
import io.ablate4j.stats.Wilson;
import io.ablate4j.trial.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How often trials of a cell diverged.
 *
 * @param cell its factor levels
 * @param diverged trials that did
 * @param ran trials that completed or diverged
 * @param rate Wilson's 95 % interval of the share; empty if nothing ran
 * @param onlyHere seeds that diverged here and not under the control
 * @param onlyControl seeds that diverged under the control and not here
 * @param mcNemar exact two-sided p of the pairs that differ; empty if none does, or for the control
 */
public record Divergence(
    Cell cell,
    int diverged,
    int ran,
    Optional<Interval> rate,
    int onlyHere,
    int onlyControl,
    OptionalDouble mcNemar) {
  public Divergence {
    Objects.requireNonNull(cell, "cell");
  }

  static Divergence of(CellSummary cell, List<TrialSummary> own, List<TrialSummary> control) {
    Map<Long, Boolean> byControl = new HashMap<>();
    control.stream()
        .filter(Divergence::ran)
        .forEach(row -> byControl.put(row.planned().seed(), row.isDiverged()));
    int here = 0;
    int there = 0;
    for (TrialSummary row : own) {
      Boolean other = byControl.get(row.planned().seed());
      if (ran(row) && other != null) {
        here += row.isDiverged() && !other ? 1 : 0;
        there += !row.isDiverged() && other ? 1 : 0;
      }
    }
    return new Divergence(
        cell.cell(),
        cell.diverged(),
        cell.ran(),
        Wilson.interval(cell.diverged(), cell.ran(), PairedContrast.LEVEL),
        here,
        there,
        McNemar.exact(here, there));
  }

  private static boolean ran(TrialSummary row) {
    return row.isCompleted() || row.isDiverged();
  }
}
