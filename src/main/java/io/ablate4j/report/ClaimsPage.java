package io.ablate4j.report;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.claims.ClaimsTable;
import io.ablate4j.claims.Miniature;
import io.ablate4j.claims.Ruling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    FoundClaims found = FoundClaims.of(studies);
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
                  + " was expected ("
                  + row.scale()
                  + " scale).");
        }
      }
    }
    return surprises;
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
