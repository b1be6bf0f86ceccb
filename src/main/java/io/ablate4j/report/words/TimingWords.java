package io.ablate4j.report.words;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.figure.Digits;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Reading;
import io.ablate4j.trial.TimingRound;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What is said of rounds of the timing pass that others disturbed, or that stood beside others. */
public final class TimingWords {
  /** What is not measured alone is called so wherever it is shown. */
  public static final String LABEL = "measured beside other work";

  private TimingWords() {}

  /** Sentences, each with a blank before it; empty if the machine was left alone. */
  public static String ofRounds(StudyAnalysis analysis) {
    long disturbed = count(analysis, TimingRound::disturbed);
    return (isBesideOthers(analysis)
            ? " "
                + ofAll(analysis, count(analysis, TimingRound::besideOthers))
                + LABEL
                + ", which kept "
                + load(analysis)
                + " busy in the median and changed little in any of them: they count, and widen the"
                + " intervals."
            : "")
        // All arms of a round are marked, since they are compared inside it.
        + (disturbed == 0
            ? ""
            : " " + ofAll(analysis, disturbed) + "disturbed by other work and left out.");
  }

  /** The label as a sentence with a blank before it, where it applies. */
  public static String inCaption(StudyAnalysis analysis) {
    return isBesideOthers(analysis) ? " It was " + LABEL + "." : "";
  }

  /** What such rounds leave in doubt; empty if there are none. */
  static Optional<String> threat(StudyAnalysis analysis) {
    return isBesideOthers(analysis)
        ? Optional.of(
            "Timing beside other work: "
                + ofAll(analysis, count(analysis, TimingRound::besideOthers))
                + LABEL
                + " ("
                + load(analysis)
                + " in the median). The arms of a round took turns under the same load, so that it"
                + " hardly bends their ratios and widens the intervals; an arm that needs more memory"
                + " bandwidth may lose a little more than the others. Milliseconds of a step, images a"
                + " second and seconds are those under that load, not those of the machine alone.")
        : Optional.empty();
  }

  /** The label of a claim on times, where it applies. */
  public static Optional<String> label(StudyAnalysis analysis, Hypothesis hypothesis) {
    boolean onTimes =
        hypothesis.parts().stream()
            .map(part -> part.metric())
            .map(ContrastMetric::reading)
            .anyMatch(reading -> reading == Reading.STEP_COST || reading == Reading.SECONDS);
    return onTimes && isBesideOthers(analysis) ? Optional.of(LABEL) : Optional.empty();
  }

  /** Whether rounds count that were measured beside other work. */
  public static boolean isBesideOthers(StudyAnalysis analysis) {
    return analysis.rounds().stream().anyMatch(TimingRound::besideOthers);
  }

  private static String ofAll(StudyAnalysis analysis, long rounds) {
    return Digits.whole(rounds)
        + " of "
        + Digits.whole(count(analysis, round -> true))
        + (rounds == 1 ? " rounds was " : " rounds were ");
  }

  private static String load(StudyAnalysis analysis) {
    double[] loads =
        analysis.rounds().stream()
            .filter(TimingRound::besideOthers)
            .mapToDouble(TimingRound::foreignLoad)
            .sorted()
            .toArray();
    return Numbers.significant(loads[loads.length / 2]) + " processors";
  }

  private static long count(StudyAnalysis analysis, Predicate<TimingRound> which) {
    return analysis.rounds().stream()
        .filter(which)
        .map(r -> List.of(r.cell().withoutArm(), r.layout(), r.round()))
        .distinct()
        .count();
  }
}
