package io.ablate4j.trial;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where two results that should be equal are not: all that was learned counts, times do not. Of two
 * that were not asked for the same, only what both were asked for is set side by side.
 */
public final class ResultDifference {
  private ResultDifference() {}

  /** Whether two trials ended alike and measured the same bits, but for times. */
  public static boolean isNone(TrialResult one, TrialResult other) {
    return inWords(one, other).isEmpty();
  }

  /** Where two results of one trial differ, but for times; empty if nowhere. */
  public static String inWords(TrialResult one, TrialResult other) {
    return first(one, other, "and ", "and ").orElse("");
  }

  /**
   * The first difference in words; empty if there is none.
   *
   * @param ended begins what is said of how the other one ended
   * @param against begins what is said of what the other one measured
   */
  public static Optional<String> first(
      TrialResult one, TrialResult other, String ended, String against) {
    // A divergence's record has its epoch and loss; equal records have equal bits.
    if (!one.outcome().equals(other.outcome())) {
      return Optional.of(reported(one.outcome()) + ", " + ended + reported(other.outcome()));
    }
    List<Measurement> ours = learned(one, other);
    List<Measurement> theirs = learned(other, one);
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      if (!ours.get(i).equals(theirs.get(i))) {
        return Optional.of(reported(ours.get(i)) + ", " + against + reported(theirs.get(i)));
      }
    }
    return ours.size() == theirs.size()
        ? Optional.empty()
        : Optional.of(ours.size() + " measurements, " + against + theirs.size());
  }

  private record Spot(Metric metric, Split split, int epoch, int step) {
    static Spot of(Measurement m) {
      return new Spot(m.metric(), m.split(), m.epoch(), m.step());
    }
  }

  /** What can be set beside the other trial, which may have been stored before all was measured. */
  private static List<Measurement> learned(TrialResult result, TrialResult other) {
    boolean askedAlike = Asked.of(result.provenance()).equals(Asked.of(other.provenance()));
    Set<Metric> metrics =
        other.measurements().stream().map(Measurement::metric).collect(Collectors.toSet());
    Set<Spot> spots = new HashSet<>();
    if (!askedAlike) {
      other.measurements().forEach(m -> spots.add(Spot.of(m)));
    }
    return result.measurements().stream()
        .filter(m -> !m.metric().measuresTime())
        .filter(m -> !Metric.BY_CLASS.contains(m.metric()) || metrics.contains(m.metric()))
        .filter(m -> askedAlike || spots.contains(Spot.of(m)))
        .toList();
  }

  private static String reported(Outcome outcome) {
    return outcome.word() + (outcome.reason().isEmpty() ? "" : " (" + outcome.reason() + ")");
  }

  private static String reported(Measurement m) {
    return m.metric().word()
        + (m.split() == Split.NONE ? "" : " on " + m.split().word())
        + " at step "
        + m.step()
        + " = "
        + m.value();
  }
}
