package io.ablate4j.report.section;

import io.ablate4j.analysis.Effect;
import io.ablate4j.analysis.Factorial;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.report.words.Wording;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the effects that a grid allows were claimed beforehand. */
final class ClaimIndex {
  private final StudyAnalysis analysis;

  private ClaimIndex(StudyAnalysis analysis) {
    this.analysis = analysis;
  }

  static ClaimIndex of(StudyAnalysis analysis) {
    return new ClaimIndex(analysis);
  }

  /** Such as "claim 3"; empty if none is about it. */
  String of(Effect effect) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < analysis.hypotheses().size(); i++) {
      Hypothesis hypothesis = analysis.hypotheses().get(i).hypothesis();
      if (hypothesis.parts().stream().anyMatch(part -> isAbout(part, effect))) {
        numbers.add(String.valueOf(i + 1));
      }
    }
    return numbers.isEmpty()
        ? ""
        : (numbers.size() == 1 ? "claim " : "claims ") + Wording.join(numbers);
  }

  private boolean isAbout(Prediction prediction, Effect effect) {
    if (prediction.pair().isEmpty()
        || prediction.metric() != effect.contrast().metric()
        || !prediction.compare().factor().equals(analysis.study().compared())) {
      return false;
    }
    return switch (effect.kind()) {
      case AGAINST_CONTROL ->
          prediction.across().isEmpty()
              && isAgainstControl(prediction, effect)
              && where(prediction).equals(where(effect));
      case MAIN_EFFECT -> false;
      case INTERACTION ->
          isInteraction(prediction, effect) && where(prediction).equals(where(effect));
      case BATCH_TREND ->
          isAgainstControl(prediction, effect)
              && prediction.across().isPresent()
              && prediction.across().get() instanceof Across.Trend trend
              && trend.factor().equals(Roles.BATCH_SIZE)
              && trend.scale().equals(TrendScale.LOG2)
              && Set.copyOf(trend.levels()).equals(levels(Roles.BATCH_SIZE))
              && where(prediction).equals(where(effect));
      case MODEL_INTERACTION ->
          isAgainstControl(prediction, effect)
              && prediction.across().isPresent()
              && prediction.across().get() instanceof Across.Interaction interaction
              && interaction
                  .pair()
                  .equals(new Pair(Roles.MODEL, effect.levels().get(Roles.MODEL), effect.against()))
              && where(prediction).equals(besides(Roles.MODEL, where(effect)));
      case SINGLE_CHANGE -> false;
    };
  }

  private boolean isAgainstControl(Prediction prediction, Effect effect) {
    return prediction.compare().level().equals(effect.arm())
        && prediction.compare().control().equals(analysis.control());
  }

  /** both - batch-norm - dropout + none, from either side. */
  private boolean isInteraction(Prediction prediction, Effect effect) {
    return prediction.across().isPresent()
        && prediction.across().get() instanceof Across.Interaction interaction
        && analysis.factorials().stream()
            .filter(of -> of.both().equals(effect.against()))
            .anyMatch(
                of ->
                    isInteraction(prediction, interaction, of.batchNorm(), of.dropout(), of)
                        || isInteraction(
                            prediction, interaction, of.dropout(), of.batchNorm(), of));
  }

  /** (both - part) - (other - none) */
  private static boolean isInteraction(
      Prediction prediction, Across.Interaction across, String part, String other, Factorial of) {
    return prediction.compare().equals(new Pair(Roles.ARM, of.both(), part))
        && across.pair().equals(new Pair(Roles.ARM, other, of.none()));
  }

  /** What it is restricted to; that it is restricted to all there is restricts nothing. */
  private Map<String, Set<String>> where(Prediction prediction) {
    Map<String, Set<String>> where = new HashMap<>();
    prediction.where().forEach((factor, some) -> where.put(factor, Set.copyOf(some)));
    where.entrySet().removeIf(entry -> levels(entry.getKey()).equals(entry.getValue()));
    return where;
  }

  private Map<String, Set<String>> where(Effect effect) {
    Map<String, Set<String>> where = new HashMap<>();
    effect
        .levels()
        .forEach(
            (factor, level) ->
                where.put(factor, level.equals(Cell.FIXED) ? fixed(factor) : Set.of(level)));
    where.keySet().removeIf(factor -> levels(factor).size() < 2);
    return where;
  }

  private Set<String> fixed(String factor) {
    Set<String> fixed = new HashSet<>(levels(factor));
    fixed.remove(Cell.TUNED);
    return fixed;
  }

  private static Map<String, Set<String>> besides(String factor, Map<String, Set<String>> where) {
    Map<String, Set<String>> others = new HashMap<>(where);
    others.remove(factor);
    return others;
  }

  private Set<String> levels(String factor) {
    return Set.copyOf(analysis.study().factors().getOrDefault(factor, List.of()));
  }
}
