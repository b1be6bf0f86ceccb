package io.ablate4j.forecast;

import io.ablate4j.plan.Trial;
import io.ablate4j.train.PlannedLooks;
import io.ablate4j.train.PlannedLooks.Looks;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.util.HashSet;
import java.util.Set;

/**
 * What a trial has to do, or did.
 *
 * @param steps of the optimizer
 * @param evaluated images in evaluations of the three splits
 * @param checked images in checks of the validation accuracy beside those
 * @param looks what probes and further readings of the test set compute
 */
record TrialWork(double steps, double evaluated, double checked, Looks looks) {
  /** Classes of probes are looked for when they are first needed. */
  private static final class Found {
    private static final PlannedLooks ALL = PlannedLooks.onClassPath();
  }

  /** All that its budget and its points of evaluation ask for. */
  static TrialWork planned(Trial trial) {
    return new TrialWork(
        (double) trial.settings().members() * trial.settings().steps(),
        trial.surelyEvaluatedExamples(),
        trial.evaluatedExamples() - trial.surelyEvaluatedExamples(),
        looks(trial));
  }

  private static Looks looks(Trial trial) {
    return trial.asked().probes().isEmpty() && trial.asked().onTest().isEmpty()
        ? Looks.NONE
        : Found.ALL.of(trial);
  }

  /** What the first network of a stored trial did, counted from its rows. */
  static TrialWork done(Trial trial, TrialResult result) {
    Set<Integer> evaluations = new HashSet<>();
    Set<Integer> checks = new HashSet<>();
    double steps = 0;
    for (Measurement row : result.measurements()) {
      if (row.metric() == Metric.ACCURACY && row.split() == Split.VALIDATION) {
        evaluations.add(row.step());
      } else if (row.metric() == Metric.CHECK_ACCURACY) {
        checks.add(row.step());
      } else if (row.metric() == Metric.STEPS) {
        steps = Math.max(steps, row.value());
      }
    }
    checks.removeAll(evaluations); // these took over what had been evaluated
    return new TrialWork(
        steps,
        (double) evaluations.size() * evaluation(trial),
        (double) checks.size() * trial.dataset().validation(),
        looks(trial));
  }

  /** Images of one evaluation: of the training split as many as validate. */
  static int evaluation(Trial trial) {
    int validation = trial.dataset().validation();
    return Math.min(trial.dataset().train(), validation) + validation + trial.dataset().test();
  }

  /**
   * All images that go through the network without training, and as many for what takes as long.
   *
   * @param checksDone share of the checks that take place
   */
  double images(double checksDone) {
    return evaluated + looks.images() + checksDone * checked;
  }
}
