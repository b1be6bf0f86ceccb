package io.ablate4j.export;

import io.ablate4j.analysis.HypothesisResult;
import io.ablate4j.analysis.PredictionResult;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.registration.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What came of each part of each hypothesis. */
final class HypothesisRows {
  private static final List<String> HEADER =
      List.of(
          "id",
          "family",
          "family_size",
          "claim",
          "written_down",
          "changes",
          "seeds_beforehand",
          "verdict",
          "reason",
          "p_adjusted",
          "fewest_pairs",
          "seeds_for_a_verdict",
          "joined",
          "part",
          "prediction",
          "expect",
          "margin",
          "number",
          "trials_within",
          "trials_beyond",
          "trend_per",
          "p_supporting",
          "p_refuting",
          "p_equivalence");

  private HypothesisRows() {}

  /** With what a trend's slope is a change; empty of what is no trend. */
  private static String trendPer(Prediction prediction) {
    return prediction
        .across()
        .filter(Across.Trend.class::isInstance)
        .map(across -> ((Across.Trend) across).scale().stepInWords())
        .orElse("");
  }

  /** What a level is compared with, or each of its trials held to; empty of other comparisons. */
  private static String number(Prediction prediction) {
    return prediction.compare() instanceof Compared.AgainstNumber against
        ? CsvTable.number(against.number())
        : "";
  }

  static List<List<String>> of(StudyAnalysis analysis) {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(HEADER);
    header.addAll(ContrastRows.SEEN);
    rows.add(header);
    Registration registration = analysis.registration();
    for (HypothesisResult result : analysis.hypotheses()) {
      String family = result.hypothesis().family();
      int number = 1;
      for (PredictionResult part : result.parts()) {
        List<String> row =
            new ArrayList<>(
                List.of(
                    result.hypothesis().id(),
                    family,
                    Integer.toString(result.familySize()),
                    result.hypothesis().claim(),
                    registration.isBeforehand(family) ? "beforehand" : "exploratory",
                    registration.changes(family).stream()
                        .map(Registration.Change::inWords)
                        .collect(Collectors.joining("; ")),
                    Integer.toString(registration.seedsBeforehand()),
                    result.verdict().word(),
                    result.reason(),
                    CsvTable.number(result.adjusted()),
                    Integer.toString(result.pairs()),
                    result.seedsNeeded().isPresent()
                        ? Integer.toString(result.seedsNeeded().getAsInt())
                        : "",
                    result.hypothesis().joined().word(),
                    Integer.toString(number++),
                    part.prediction().inWords(),
                    part.prediction().expect().word(),
                    CsvTable.number(part.prediction().margin()),
                    number(part.prediction()),
                    part.bound().map(bound -> Integer.toString(bound.within())).orElse(""),
                    part.bound().map(bound -> Integer.toString(bound.beyond())).orElse(""),
                    trendPer(part.prediction()),
                    CsvTable.number(part.supporting()),
                    CsvTable.number(part.refuting()),
                    CsvTable.number(part.equivalence())));
        row.addAll(ContrastRows.seen(part.contrast()));
        rows.add(row);
      }
    }
    return rows;
  }
}
