package io.ablate4j.factor;

import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Map;

/** How much of the step before stays in a step of sgd. */
final class Momentum extends TypedFactor<Double> {
  private static final String PARAMETER = "momentum";

  Momentum() {
    super(
        PARAMETER,
        "Nesterov momentum of sgd or nesterovs; 0 is plain sgd",
        LevelType.share("0.9", "0.9")
            .checkedBy(
                level -> {
                  of(1, level);
                  return level;
                }));
  }

  private static Optimizer of(double learningRate, double momentum) {
    return momentum == 0
        ? Optimizer.of(Optimizer.Kind.SGD, learningRate, Map.of())
        : Optimizer.of(Optimizer.Kind.NESTEROVS, learningRate, Map.of(PARAMETER, momentum));
  }

  @Override
  public List<Double> usual(Surroundings study) {
    return isOfMomentum(study.optimizer()) ? List.of(momentum(study.optimizer())) : List.of();
  }

  @Override
  public Double standIn(Surroundings study) {
    return 0.0;
  }

  /** Adam and RMSProp have none. */
  private static boolean isOfMomentum(Optimizer optimizer) {
    return optimizer.kind() == Optimizer.Kind.SGD || optimizer.kind() == Optimizer.Kind.NESTEROVS;
  }

  private static double momentum(Optimizer optimizer) {
    return optimizer.parameters().getOrDefault(PARAMETER, 0.0);
  }

  @Override
  public void apply(Double level, TrialSettings.Builder settings) {
    if (isOfMomentum(settings.optimizer()) && momentum(settings.optimizer()) != level) {
      settings.optimizer(of(settings.optimizer().learningRate(), level));
    }
  }

  @Override
  public Double of(TrialSettings settings) {
    return momentum(settings.optimizer());
  }

  @Override
  public List<Problem> check(Double level, TrialSettings settings, Circumstances study) {
    return isOfMomentum(settings.optimizer())
        ? List.of()
        : List.of(
            Problem.of(
                "momentum "
                    + level
                    + " changes nothing for the optimizer "
                    + settings.optimizer().kind().word()
                    + ".",
                "use the optimizer sgd, or exclude { optimizer: "
                    + settings.optimizer().kind().word()
                    + ", momentum: "
                    + level
                    + " }."));
  }
}
