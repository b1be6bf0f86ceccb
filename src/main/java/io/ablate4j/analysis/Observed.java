package io.ablate4j.analysis;

import io.ablate4j.trial.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What was observed, by cell and replicate: of the cells of a study ({@link Observations}), or of
 * cells that are made of them ({@link Made}).
 */
interface Observed {
  /** Of whatever cell, nothing: where it only matters which cells there are. */
  Observed NOTHING =
      new Observed() {
        @Override
        public long[] replicates() {
          return new long[0];
        }

        @Override
        public Optional<Observation> at(Cell cell, long replicate) {
          return Optional.empty();
        }

        @Override
        public List<TrialSummary> trials(Cell cell, long replicate) {
          return List.of();
        }

        @Override
        public OptionalDouble budgetSteps(Cell cell) {
          return OptionalDouble.empty();
        }

        @Override
        public boolean lacksCostOnly(Set<Cell> cells, long replicate) {
          return false;
        }

        @Override
        public double costVariance(Map<Cell, Double> weights) {
          return 0;
        }
      };

  /** Every replicate the study asks for, ascending. */
  long[] replicates();

  /** Empty if there is none. */
  Optional<Observation> at(Cell cell, long replicate);

  /** The trials behind an observation; none behind a timing round. */
  List<TrialSummary> trials(Cell cell, long replicate);

  /** Steps of a trial of that cell that uses its whole budget; empty if none ever did. */
  OptionalDouble budgetSteps(Cell cell);

  /** Whether a replicate would have an observation of each cell if all their steps were timed. */
  boolean lacksCostOnly(Set<Cell> cells, long replicate);

  /**
   * How well the part of seconds is known that comes from the cost of a step: the variance of its
   * mean over the timing rounds that all its cells have. It is shared by all seeds.
   *
   * @return 0 of any other metric
   */
  double costVariance(Map<Cell, Double> weights);
}
