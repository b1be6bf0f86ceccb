package io.ablate4j.cli;

import io.ablate4j.claims.Claim;
import io.ablate4j.claims.ClaimsTable;
import io.ablate4j.claims.Miniature;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.model.Models;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.timing.ForeignLoad;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run of all studies that put claims on trial would do: claims, trials, time. */
final class ClaimsPlan {
  private static final String ROW = "%-22s %7s %7s %7s  %-12s %s%n";

  private final StudyOptions options;
  private final Models models;
  private final boolean measured;
  private final PrintWriter out;
  private final ClaimsTable table = ClaimsTable.builtIn();

  /**
   * @param measured whether networks are measured for some seconds where nothing like them is
   *     stored
   */
  ClaimsPlan(StudyOptions options, Models models, boolean measured, PrintWriter out) {
    this.options = options;
    this.models = models;
    this.measured = measured;
    this.out = out;
  }

  /** Prints a line a study. */
  void print(ForeignLoad load) {
    Map<String, CheckedStudy> studies = ClaimStudies.read(options, models);
    Set<String> wanted = ClaimStudies.wanted(options, table, studies);
    ClaimsForecast forecast = new ClaimsForecast(options, models, measured, load);
    int trials = 0;
    int shared = 0;
    double seconds = 0;
    out.printf(ROW, "study", "trials", "shared", "stored", "time", "claims");
    for (String name : wanted) {
      CheckedStudy study = studies.get(name);
      ClaimsForecast.Share share = forecast.next(study);
      trials += share.trials();
      shared += share.shared();
      seconds += share.seconds();
      out.printf(
          ROW,
          study.study().name(),
          share.trials(),
          share.shared(),
          share.stored(),
          TimeWords.of(share.seconds()),
          String.join(" ", claims(study)));
      out.flush();
    }
    out.println();
    out.println(
        wanted.size()
            + " studies, "
            + trials
            + " trials, of which "
            + shared
            + " stand in an earlier study as well and are trained once.");
    out.println(
        "Predicted time on "
            + Runtime.getRuntime().availableProcessors()
            + " workers: about "
            + TimeWords.of(seconds)
            + (measured ? "." : ", a rough guess that nothing was measured for."));
  }

  /** Ids of the claims and miniatures that hypotheses of the study are about. */
  private List<String> claims(CheckedStudy study) {
    Set<String> own =
        study.study().hypotheses().stream().map(Hypothesis::id).collect(Collectors.toSet());
    return Stream.concat(
            table.claims().stream()
                .filter(claim -> claim.hypotheses().stream().anyMatch(own::contains))
                .map(Claim::id),
            table.miniatures().stream()
                .filter(miniature -> miniature.parts().stream().anyMatch(own::contains))
                .map(Miniature::id))
        .toList();
  }
}
