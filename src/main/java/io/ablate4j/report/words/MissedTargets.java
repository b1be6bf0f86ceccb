package io.ablate4j.report.words;

import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.TargetLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many trials of each side of a contrast did not reach the target.
 *
 * @param pair the two levels
 * @param ofLevel trials of the level that is spoken of
 * @param ofControl trials of the other one
 */
public record MissedTargets(Pair pair, int ofLevel, int ofControl) {
  /**
   * Of a prediction; empty for an interaction or trend, whose sides are no levels, and where
   * nothing fell short.
   */
  public static Optional<MissedTargets> of(
      StudyAnalysis analysis, Prediction prediction, PairedContrast contrast) {
    return prediction.across().isPresent()
        ? Optional.empty()
        : prediction.pair().flatMap(pair -> of(analysis, pair, prediction.where(), contrast));
  }

  /**
   * Of a difference of two levels.
   *
   * @param where levels of other factors that it goes over; of those that are not named, all
   */
  public static Optional<MissedTargets> of(
      StudyAnalysis analysis, Pair pair, Map<String, List<String>> where, PairedContrast contrast) {
    Map<List<String>, Set<String>> levels = new HashMap<>();
    List<TrialSummary> fellShort = new ArrayList<>();
    for (TrialSummary trial : analysis.trials()) {
      Cell cell = trial.planned().cell();
      boolean inside =
          where.entrySet().stream()
              .allMatch(
                  each ->
                      each.getKey().equals(pair.factor())
                          || each.getValue().contains(cell.level(each.getKey())));
      if (inside && isOfPair(pair, cell)) {
        levels
            .computeIfAbsent(context(pair, cell), context -> new HashSet<>())
            .add(cell.level(pair.factor()));
        if (contrast.differences().containsKey(trial.planned().seed())
            && trial.timeTo(TargetLevel.MAIN).filter(time -> !time.reached()).isPresent()) {
          fellShort.add(trial);
        }
      }
    }
    Set<List<String>> leftOut = new HashSet<>();
    contrast.scope().leftOut().forEach(each -> leftOut.add(context(pair, each.cell())));
    int ofLevel = 0;
    int ofControl = 0;
    for (TrialSummary trial : fellShort) {
      Cell cell = trial.planned().cell();
      if (!leftOut.contains(context(pair, cell)) && levels.get(context(pair, cell)).size() == 2) {
        boolean spoken = cell.level(pair.factor()).equals(pair.level());
        ofLevel += spoken ? 1 : 0;
        ofControl += spoken ? 0 : 1;
      }
    }
    // What the contrast itself has counted is what was used.
    return contrast.counts().censored() > 0 && ofLevel + ofControl == contrast.counts().censored()
        ? Optional.of(new MissedTargets(pair, ofLevel, ofControl))
        : Optional.empty();
  }

  private static boolean isOfPair(Pair pair, Cell cell) {
    String level = cell.level(pair.factor());
    return level.equals(pair.level()) || level.equals(pair.control());
  }

  private static List<String> context(Pair pair, Cell cell) {
    return cell.context(Set.of(pair.factor()));
  }

  /** Such as "3 trials of batch-norm and 19 of none". */
  public String words() {
    List<String> parts = new ArrayList<>();
    if (ofLevel > 0) {
      parts.add(EstimateText.count(ofLevel, "trial") + " of " + pair.level());
    }
    if (ofControl > 0) {
      parts.add(
          (parts.isEmpty() ? EstimateText.count(ofControl, "trial") : Numbers.whole(ofControl))
              + " of "
              + pair.control());
    }
    return Wording.join(parts);
  }
}
