package io.ablate4j.report;

import io.ablate4j.analysis.ControlCheck;
import io.ablate4j.analysis.HypothesisResult;
import io.ablate4j.claims.ClaimsTable;
import io.ablate4j.claims.Miniature;
import io.ablate4j.claims.Ruling;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.report.ClaimsPage.Row;
import io.ablate4j.report.ClaimsPage.Seen;
import io.ablate4j.report.ClaimsPage.Small;
import io.ablate4j.report.ClaimsPage.Study;
import io.ablate4j.report.section.FigureInputs;
import io.ablate4j.report.section.Verdicts;
import io.ablate4j.report.words.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the studies found of the hypotheses that decide claims.
 *
 * @param byScale which hypothesis stands where, by scale and id
 */
record FoundClaims(List<Study> studies, Map<String, Map<String, Place>> byScale) {
  private static final double ERROR_RATE = 0.05;

  /**
   * @param shown how the study's own report shows it
   */
  record Place(Study study, HypothesisResult result, io.ablate4j.report.section.Claim shown) {}

  static FoundClaims of(List<Study> studies) {
    Map<String, Map<String, Place>> byScale = new LinkedHashMap<>();
    for (Study study : studies) {
      List<HypothesisResult> all = study.analysis().hypotheses();
      List<io.ablate4j.report.section.Claim> shown = Verdicts.of(FigureInputs.of(study.analysis()));
      for (int i = 0; i < all.size(); i++) {
        byScale
            .computeIfAbsent(study.scale(), scale -> new LinkedHashMap<>())
            .put(all.get(i).hypothesis().id(), new Place(study, all.get(i), shown.get(i)));
      }
    }
    return new FoundClaims(studies, byScale);
  }

  private Optional<Place> place(String hypothesis, String scale) {
    return Optional.ofNullable(byScale.getOrDefault(scale, Map.of()).get(hypothesis));
  }

  /** At which any trial of them is stored; the first one if there is none. */
  List<String> scales(List<String> hypotheses, List<String> all) {
    List<String> run =
        all.stream()
            .filter(
                scale ->
                    hypotheses.stream()
                        .flatMap(id -> place(id, scale).stream())
                        .anyMatch(FoundClaims::hasBegun))
            .toList();
    return run.isEmpty() ? List.of(all.get(0)) : run;
  }

  private static boolean hasBegun(Place place) {
    return hasBegun(place.study());
  }

  private static boolean hasBegun(Study study) {
    return study.analysis().status().notRun() < study.analysis().status().planned();
  }

  private Optional<Verdict> verdict(String hypothesis, String scale) {
    return place(hypothesis, scale)
        .filter(FoundClaims::hasBegun)
        .map(place -> place.result().verdict());
  }

  private Optional<Ruling> ruling(List<String> hypotheses, String scale) {
    return hypotheses.isEmpty()
        ? Optional.empty()
        : Optional.of(Ruling.of(hypotheses.stream().map(id -> verdict(id, scale)).toList()));
  }

  Row row(io.ablate4j.claims.Claim claim, String scale) {
    Optional<Ruling> decided = ruling(claim.decidedBy(), scale);
    return new Row(
        claim.id(),
        claim.claim(),
        claim.inShort(),
        claim.from(),
        claim.setting(),
        claim.caution(),
        scale,
        claim.isTuned() ? Optional.empty() : decided,
        claim.isTuned() ? decided : ruling(claim.decidedByTuned(), scale),
        claim.hypotheses().stream()
            .map(id -> seen(id, scale, !claim.beside().contains(id)))
            .toList());
  }

  Small small(Miniature miniature, String scale) {
    return new Small(
        miniature,
        scale,
        Ruling.reproduced(miniature.parts().stream().map(id -> verdict(id, scale)).toList()),
        miniature.parts().stream().map(id -> seen(id, scale, true)).toList());
  }

  private Seen seen(String hypothesis, String scale, boolean decides) {
    Optional<Place> place = place(hypothesis, scale).filter(FoundClaims::hasBegun);
    if (place.isEmpty()) {
      return new Seen(hypothesis, "", "", Ruling.NOT_RUN.word(), List.of(), decides);
    }
    Study study = place.get().study();
    io.ablate4j.report.section.Claim shown = place.get().shown();
    return new Seen(
        hypothesis,
        shown.claim(),
        study.folder() + "/index.html#" + shown.id(),
        shown.word(),
        shown.parts(),
        decides);
  }

  /** What stayed without an answer. */
  List<String> open(ClaimsTable table, List<String> scales) {
    List<String> open = new ArrayList<>();
    for (io.ablate4j.claims.Claim claim : table.claims()) {
      for (String scale : scales(claim.hypotheses(), scales)) {
        for (String id : claim.hypotheses()) {
          place(id, scale)
              .filter(FoundClaims::hasBegun)
              .filter(place -> isOpen(place.result().verdict()))
              .ifPresent(place -> open.add(id + " (" + scale + " scale): " + need(place.result())));
        }
      }
    }
    return open;
  }

  private static boolean isOpen(Verdict verdict) {
    return verdict == Verdict.UNDECIDED || verdict == Verdict.INSUFFICIENT_DATA;
  }

  private static String need(HypothesisResult result) {
    OptionalInt seeds = result.seedsNeeded();
    return result.verdict().word()
        + (result.reason().isEmpty() ? "" : ", " + result.reason())
        + (seeds.isPresent()
            ? "; about "
                + seeds.getAsInt()
                + (result.needsRounds() ? " rounds of timing" : " seeds")
                + " would decide it."
            : "; no number of seeds below 1,000 is known to decide it.");
  }

  /** Each family errs in one of twenty at most; bounds are no tests, and do not err by chance. */
  String chance() {
    Set<String> families = new LinkedHashSet<>();
    for (Study study : studies) {
      if (hasBegun(study)) {
        study.analysis().hypotheses().stream()
            .map(HypothesisResult::hypothesis)
            .filter(each -> !each.parts().stream().allMatch(Prediction::isBound))
            .forEach(each -> families.add(study.folder() + " " + each.family()));
      }
    }
    return "These verdicts belong to "
        + families.size()
        + (families.size() == 1 ? " family" : " families")
        + " of tests. Each of them errs with a probability of at most 5 %, so that at"
        + " most "
        + Numbers.fixed(ERROR_RATE * families.size(), 1)
        + " false verdicts are to be expected on this page.";
  }

  /** Of all studies together, and which ones have something to be looked at. */
  String controls() {
    int pairs = 0;
    int identical = 0;
    List<String> wrong = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (Study study : studies) {
      if (hasBegun(study)) {
        List<ControlCheck> checks = study.analysis().controls();
        pairs += checks.stream().mapToInt(ControlCheck::pairs).sum();
        identical += checks.stream().mapToInt(ControlCheck::identical).sum();
        if (checks.stream().allMatch(check -> check.pairs() == 0)) {
          without.add(study.folder());
        } else if (checks.stream().anyMatch(check -> check.identical() < check.pairs())) {
          wrong.add(study.folder());
        }
      }
    }
    return "A placebo, an arm that changes nothing, has to give the numbers of none to the last"
        + " bit. It did so in "
        + identical
        + " of "
        + pairs
        + " pairs of trials."
        + (wrong.isEmpty() ? "" : " It did not in " + String.join(", ", wrong) + ".")
        + (without.isEmpty() ? "" : " No pair has run in " + String.join(", ", without) + ".");
  }

  List<String> runs() {
    Set<String> runs = new LinkedHashSet<>();
    for (Study study : studies) {
      StudySummary summary = StudySummary.of(study.analysis());
      if (summary.trials().notRun() < summary.trials().planned()) {
        runs.add(
            study.folder()
                + ": "
                + (summary.trials().planned() - summary.trials().notRun())
                + " of "
                + summary.trials().planned()
                + " trials, "
                + study.analysis().study().facts().getOrDefault("seeds", "?")
                + " seeds"
                + summary.lastTrial().map(time -> ", " + time.substring(0, 10)).orElse("")
                + (study.analysis().registration().isBeforehand()
                    ? ", hypotheses registered before the first trial"
                    : ", hypotheses changed after the first trial, so exploratory"));
      }
    }
    return List.copyOf(runs);
  }
}
