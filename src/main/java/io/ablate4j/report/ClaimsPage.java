package io.ablate4j.report;

import io.ablate4j.analysis.ControlCheck;
import io.ablate4j.analysis.HypothesisResult;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.claims.ClaimsTable;
import io.ablate4j.claims.Miniature;
import io.ablate4j.claims.Ruling;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.report.section.FigureInputs;
import io.ablate4j.report.section.Verdicts;
import io.ablate4j.report.words.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The page over all claims on trial: what came of each, at which scale, and where it stands.
 *
 * @param scales those that anything was run at, in order; at least one
 * @param groups the claims by what they are about
 * @param miniatures published results
 * @param surprises claims with another answer than was expected beforehand
 * @param open claims without an answer, and what it would take
 * @param chance how many false verdicts to expect
 * @param controls what came of arms that change nothing
 * @param runs when and where it was run, in words
 */
public record ClaimsPage(
    List<String> scales,
    List<Group> groups,
    List<Small> miniatures,
    List<String> surprises,
    List<String> open,
    String chance,
    String controls,
    List<String> runs) {
  private static final double ERROR_RATE = 0.05;

  /**
   * A study that has been begun.
   *
   * @param scale the one it was run at
   * @param folder of its report, beside the page
   */
  public record Study(String scale, String folder, StudyAnalysis analysis) {}

  /** Claims about one question. */
  public record Group(String id, String question, List<Row> rows) {
    /** One a claim, with its verdict at each scale that it was tried at. */
    public List<Tile> tiles() {
      Map<String, List<Row>> byClaim = new LinkedHashMap<>();
      rows.forEach(row -> byClaim.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(row));
      return byClaim.values().stream().map(Tile::new).toList();
    }
  }

  /** A claim at a glance: its rows, at least one, a scale each. */
  public record Tile(List<Row> rows) {
    public String id() {
      return rows.get(0).id();
    }

    public String inShort() {
      return rows.get(0).inShort();
    }
  }

  /**
   * One claim.
   *
   * @param inShort the claim in a few words
   * @param scale it was tried at
   * @param verdict at fixed settings
   * @param tuned the same at settings chosen on tuning seeds; empty if that is not tried
   */
  public record Row(
      String id,
      String claim,
      String inShort,
      String from,
      String setting,
      String caution,
      String scale,
      Optional<Ruling> verdict,
      Optional<Ruling> tuned,
      List<Seen> seen) {
    /** Unique on the page. */
    public String anchor() {
      return id.toLowerCase(java.util.Locale.ROOT) + "-" + scale;
    }

    /** That of fixed settings, or the other one where there is no such. */
    public Ruling main() {
      return verdict.or(() -> tuned).orElse(Ruling.NOT_RUN);
    }
  }

  /**
   * One hypothesis.
   *
   * @param link to where it stands in its study's report; empty if that was not run
   * @param parts what was seen, a sentence each
   * @param decides whether the claim stands or falls with it
   */
  public record Seen(
      String id, String claim, String link, String verdict, List<String> parts, boolean decides) {}

  /** One published result. */
  public record Small(Miniature miniature, String scale, String ruling, List<Seen> seen) {}

  /** One of the marks that stand before a verdict. */
  public static String icon(Ruling ruling) {
    return switch (ruling) {
      case SUPPORTED -> "✓";
      case PARTLY -> "◐";
      case REFUTED -> "✗";
      case NO_DIFFERENCE -> "≈";
      case UNDECIDED -> "?";
      case INSUFFICIENT_DATA, NOT_RUN -> "…";
    };
  }

  /**
   * Writes the page.
   *
   * @param studies in the order in which they are run
   * @param scales all that are to be shown, in order; at least one
   * @throws IOException if it cannot be written
   */
  public static void write(
      ClaimsTable table, List<Study> studies, List<String> scales, Path indexHtml)
      throws IOException {
    HtmlReport.replace(indexHtml, render(of(table, studies, scales)));
  }

  static String render(ClaimsPage page) {
    return HtmlReport.fill("claims.jte", Map.of("page", page));
  }

  static ClaimsPage of(ClaimsTable table, List<Study> studies, List<String> scales) {
    Found found = Found.of(studies);
    List<Group> groups = new ArrayList<>();
    table
        .groups()
        .forEach(
            (word, question) ->
                groups.add(
                    new Group(
                        word,
                        question,
                        table.claims().stream()
                            .filter(claim -> claim.group().equals(word))
                            .flatMap(
                                claim ->
                                    found.scales(claim.hypotheses(), scales).stream()
                                        .map(scale -> found.row(claim, scale)))
                            .toList())));
    return new ClaimsPage(
        scales,
        groups,
        table.miniatures().stream()
            .flatMap(
                each ->
                    found.scales(each.parts(), scales).stream()
                        .map(scale -> found.small(each, scale)))
            .toList(),
        surprises(table, groups),
        found.open(table, scales),
        found.chance(),
        found.controls(),
        found.runs());
  }

  private static List<String> surprises(ClaimsTable table, List<Group> groups) {
    List<String> surprises = new ArrayList<>();
    for (Group group : groups) {
      for (Row row : group.rows()) {
        Ruling expected =
            table.claims().stream()
                .filter(claim -> claim.id().equals(row.id()))
                .findFirst()
                .orElseThrow()
                .expected();
        if (row.main().isDecided() && row.main() != expected) {
          surprises.add(
              row.id()
                  + ": "
                  + row.claim()
                  + " "
                  + capital(row.main().word())
                  + ", where "
                  + expected.word()
                  + " was expected.");
        }
      }
    }
    return surprises;
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** Which hypothesis stands where. */
  private record Found(List<Study> studies, Map<String, Map<String, Place>> byScale) {
    /**
     * @param shown how the study's own report shows it
     */
    private record Place(
        Study study, HypothesisResult result, io.ablate4j.report.section.Claim shown) {}

    static Found of(List<Study> studies) {
      Map<String, Map<String, Place>> byScale = new LinkedHashMap<>();
      for (Study study : studies) {
        List<HypothesisResult> all = study.analysis().hypotheses();
        List<io.ablate4j.report.section.Claim> shown =
            Verdicts.of(FigureInputs.of(study.analysis()));
        for (int i = 0; i < all.size(); i++) {
          byScale
              .computeIfAbsent(study.scale(), scale -> new LinkedHashMap<>())
              .put(all.get(i).hypothesis().id(), new Place(study, all.get(i), shown.get(i)));
        }
      }
      return new Found(studies, byScale);
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
                          .anyMatch(Found::hasBegun))
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
          .filter(Found::hasBegun)
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
      Optional<Place> place = place(hypothesis, scale).filter(Found::hasBegun);
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
                .filter(Found::hasBegun)
                .filter(place -> isOpen(place.result().verdict()))
                .ifPresent(place -> open.add(id + ": " + need(place.result())));
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
}
