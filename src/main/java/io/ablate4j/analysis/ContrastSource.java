package io.ablate4j.analysis;

import io.ablate4j.stats.Median;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.tuning.Tuned;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Budgets and costs, read off the rows of a study. */
final class ContrastSource implements Observations.Source {
  private final Map<Cell, Guessing> guessing = new HashMap<>();
  private final Map<Cell, Double> budgets = new HashMap<>();
  private final Map<Cell, SortedMap<Long, Double>> rounds = new HashMap<>();

  private final Tuned tuned;

  ContrastSource(
      List<TrialSummary> rows, List<TimingRound> timing, StudyRecord study, Tuned tuned) {
    this.tuned = tuned;
    for (TrialSummary row : rows) {
      guessing.computeIfAbsent(row.planned().cell(), cell -> Guessing.of(study.dataOf(cell)));
      if (row.isCompleted()) {
        row.value(TrialColumn.STEPS)
            .ifPresent(steps -> budgets.merge(budgetOf(row.planned().cell()), steps, Math::max));
      }
    }
    Map<Cell, SortedMap<Integer, List<TimingRound>>> groups = new LinkedHashMap<>();
    for (TimingRound round : timing) {
      if (round.layout() == TimingRound.Layout.ONE_THREAD) {
        groups
            .computeIfAbsent(round.cell().withoutArm(), group -> new TreeMap<>())
            .computeIfAbsent(round.round(), number -> new ArrayList<>())
            .add(round);
      }
    }
    groups.values().forEach(this::number);
  }

  /**
   * Numbers the rounds of a group of arms anew, those first in which no arm was disturbed. Only the
   * arms of a group are timed together, so that of two groups any two rounds can be paired; by
   * their first numbers, a disturbed round of one group would take one from all.
   */
  private void number(SortedMap<Integer, List<TimingRound>> group) {
    long number = 0;
    for (boolean disturbed : new boolean[] {false, true}) {
      for (List<TimingRound> round : group.values()) {
        if (round.stream().anyMatch(TimingRound::disturbed) == disturbed) {
          number++;
          for (TimingRound timed : round) {
            if (!timed.disturbed()) {
              rounds
                  .computeIfAbsent(timed.cell(), cell -> new TreeMap<>())
                  .put(number, timed.stepMillis());
            }
          }
        }
      }
    }
  }

  /** What is tuned may be a part of the budget. */
  private Cell budgetOf(Cell cell) {
    return tuned.at(cell).only(Roles.OF_THE_BUDGET);
  }

  @Override
  public Guessing guessing(Cell cell) {
    return guessing.get(cell);
  }

  @Override
  public OptionalDouble budgetSteps(Cell cell) {
    Double steps = budgets.get(budgetOf(cell));
    return steps == null ? OptionalDouble.empty() : OptionalDouble.of(steps);
  }

  @Override
  public OptionalDouble stepMillis(Cell cell) {
    double[] millis =
        stepMillisByRound(cell).values().stream().mapToDouble(Double::doubleValue).toArray();
    // The seconds to a target take this for known: of fewer rounds it is not.
    return millis.length < TimingAnalysis.LEAST_ROUNDS
        ? OptionalDouble.empty()
        : Median.of(millis, PairedContrast.LEVEL).value();
  }

  @Override
  public SortedMap<Long, Double> stepMillisByRound(Cell cell) {
    return rounds.getOrDefault(cell, Collections.emptySortedMap());
  }
}
