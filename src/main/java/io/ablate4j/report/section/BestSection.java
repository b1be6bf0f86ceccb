package io.ablate4j.report.section;

import io.ablate4j.analysis.Pick;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.figure.RowBuilder;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Heads;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.tuning.Choice.Tried;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which levels did best on tuning seeds, where hypotheses ask for the best. */
final class BestSection {
  private BestSection() {}

  /** Of a study that trains every cell on tuning seeds besides; nothing of others. */
  static Optional<Section> of(StudyAnalysis analysis) {
    return table(analysis)
        .map(
            table ->
                new Section(
                    "tuned", "Best levels", List.of(how(analysis)), List.of(), List.of(table)));
  }

  private static String how(StudyAnalysis analysis) {
    int seeds = Tuning.seedsOfCells(analysis.study());
    return "Where a hypothesis asks for the best level, that with the highest mean validation"
        + " accuracy after the last epoch was taken, over "
        + EstimateText.count(seeds, "tuning seed")
        + " of "
        + (seeds == 1 ? "its" : "their")
        + " own. A trial that diverged counts as guessing. These "
        + EstimateText.count(analysis.tuned().tuningTrials().size(), "trial")
        + " are in no other table, figure or contrast. So the seeds that are evaluated did not"
        + " choose, and no choice saw the test set.";
  }

  /** Nothing if no hypothesis asks for a best level. */
  static Optional<Table> table(StudyAnalysis analysis) {
    Tuned tuned = analysis.tuned();
    boolean isHigher = tuned.higherIsBetter();
    List<Row> rows = new ArrayList<>();
    for (Pick pick : analysis.picks()) {
      Optional<Tried> chosen = pick.chosen(isHigher);
      Optional<Tried> next = pick.runnerUp(isHigher);
      RowBuilder row = new RowBuilder();
      row.add(pick.where());
      row.add(Roles.inWords(pick.factor()));
      row.add(chosen.map(Tried::level).orElse("–"));
      TuningSection.add(row, chosen, isHigher);
      row.add(next.map(Tried::level).orElse("–"));
      TuningSection.add(row, next, isHigher);
      int diverged = pick.tried().stream().mapToInt(Tried::diverged).sum();
      row.add(chosen.isPresent() ? String.valueOf(diverged) : "–");
      row.add(
          pick.problem()
              .orElseGet(() -> pick.isAtEdge(isHigher) ? "on the edge of the levels" : ""));
      rows.add(row.row(chosen.isEmpty() ? "bad" : ""));
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    String mean = "Mean " + tuned.metric().replace('-', ' ') + (isHigher ? ", %" : ", nats");
    return Optional.of(
        new Table(
            "The best level of a factor on tuning seeds, and the next best.",
            Heads.of(Kind.NAME, "Where", "Factor")
                .and(Kind.TEXT, "Best")
                .and(Kind.NUMBER, mean)
                .and(Kind.TEXT, "Runner-up")
                .and(Kind.NUMBER, "Its mean", "Diverged")
                .and(Kind.TEXT, "Notice")
                .columns(),
            rows));
  }
}
