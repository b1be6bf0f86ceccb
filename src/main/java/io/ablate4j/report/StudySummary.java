package io.ablate4j.report;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyStatus;
import io.ablate4j.hypothesis.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A study and what came of it, in a few facts: what stands in the {@code summary.json} of a report.
 *
 * @param study its name
 * @param yamlSha256 of the resolved study file
 * @param ablate4j the version that ran it; empty if unknown
 * @param runningAt when it was seen running, to the minute; empty if it is not known to run
 * @param lastTrial when the last trial ended, such as "2026-01-31T10:15:00.000Z"; empty if unknown
 * @param trials how far it is
 * @param hypotheses what came of each, in the study's order
 */
public record StudySummary(
    String study,
    String yamlSha256,
    Optional<String> ablate4j,
    Optional<Instant> runningAt,
    Optional<String> lastTrial,
    StudyStatus trials,
    List<Result> hypotheses) {
  private static final String RUNNING = "running";

  /**
   * What came of a hypothesis.
   *
   * @param id unique in the study
   * @param claim its sentence
   * @param family whose error rate it shares
   * @param isBeforehand whether the verdict may be called confirmatory
   * @param verdict the answer
   * @param adjusted the p value behind it, adjusted by Holm; empty if not estimable
   */
  public record Result(
      String id,
      String claim,
      String family,
      boolean isBeforehand,
      Verdict verdict,
      OptionalDouble adjusted) {
    public Result {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(claim, "claim");
      Objects.requireNonNull(family, "family");
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(adjusted, "adjusted");
    }
  }

  public StudySummary {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(yamlSha256, "yamlSha256");
    Objects.requireNonNull(ablate4j, "ablate4j");
    Objects.requireNonNull(runningAt, "runningAt");
    Objects.requireNonNull(lastTrial, "lastTrial");
    Objects.requireNonNull(trials, "trials");
    runningAt = runningAt.map(time -> time.truncatedTo(ChronoUnit.MINUTES));
    hypotheses = List.copyOf(hypotheses);
  }

  /** Of an analysed study that is not known to run. */
  public static StudySummary of(StudyAnalysis analysis) {
    return of(analysis, Optional.empty());
  }

  /**
   * Of an analysed study.
   *
   * @param runningAt when it was running; empty if it is not known to run
   */
  static StudySummary of(StudyAnalysis analysis, Optional<Instant> runningAt) {
    return new StudySummary(
        analysis.study().name(),
        analysis.study().yamlSha256(),
        Optional.ofNullable(analysis.study().facts().get("ablate4j")),
        runningAt,
        analysis.trials().stream()
            .flatMap(trial -> trial.provenance().stream())
            .flatMap(from -> Optional.ofNullable(from.facts().get("finished")).stream())
            .max(String::compareTo),
        analysis.status(),
        analysis.hypotheses().stream()
            .map(
                result ->
                    new Result(
                        result.hypothesis().id(),
                        result.hypothesis().claim(),
                        result.hypothesis().family(),
                        analysis.registration().isBeforehand(result.hypothesis().family()),
                        result.verdict(),
                        result.adjusted()))
            .toList());
  }

  /** Such as "2026-01-31 10:15 UTC"; empty if it is not known to run. */
  String runningInWords() {
    return runningAt
        .map(time -> time.toString().replace('T', ' ').replace(":00Z", " UTC"))
        .orElse("");
  }

  /** "complete", "partial" or "running". */
  public String state() {
    return runningAt.isPresent() ? RUNNING : trials.word();
  }
}
