package io.ablate4j.analysis;

import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.trial.Cell;
import java.util.Collection;
import java.util.OptionalDouble;

/**
 * Whether each trial keeps a bound. There is no chance in it, so there is no p value: one trial
 * beyond it refutes, and it holds if none is.
 *
 * @param within trials that keep it
 * @param beyond trials that do not
 * @param unknown trials without the number, or that fell short of a target before it could be said
 * @param worst the number of the trial that comes nearest to it or goes farthest beyond, in its
 *     unit; empty if there is none
 */
public record BoundCheck(int within, int beyond, int unknown, OptionalDouble worst) {
  /**
   * Holds every trial to the bound of a prediction.
   *
   * @param cells whose trials are held to it
   */
  static BoundCheck of(Prediction prediction, Collection<Cell> cells, Observed observed) {
    boolean atMost = prediction.expect() == Expectation.AT_MOST;
    boolean isLog = prediction.metric().scale() == Scale.RATIO;
    double number = ((Compared.AgainstNumber) prediction.compare()).number();
    // Of what is not above 0 there is no logarithm, and no observation.
    double bound = !isLog ? number : number > 0 ? Math.log(number) : Double.NEGATIVE_INFINITY;
    int within = 0;
    int beyond = 0;
    int unknown = 0;
    double worst = Double.NaN;
    for (Cell cell : cells) {
      for (long replicate : observed.replicates()) {
        Observation seen = observed.at(cell, replicate).orElse(null);
        boolean keeps = seen != null && (atMost ? seen.value() <= bound : seen.value() >= bound);
        // The true number of one that fell short lies above.
        if (seen == null || seen.censored() && keeps == atMost) {
          unknown++;
          continue;
        }
        within += keeps ? 1 : 0;
        beyond += keeps ? 0 : 1;
        boolean isWorse = atMost ? seen.value() > worst : seen.value() < worst;
        worst = Double.isNaN(worst) || isWorse ? seen.value() : worst;
      }
    }
    return new BoundCheck(
        within,
        beyond,
        unknown,
        Double.isNaN(worst)
            ? OptionalDouble.empty()
            : OptionalDouble.of(isLog ? Math.exp(worst) : worst));
  }

  /** Trials that could be held to it. */
  public int checked() {
    return within + beyond;
  }
}
