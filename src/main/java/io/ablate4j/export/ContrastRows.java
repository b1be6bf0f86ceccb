package io.ablate4j.export;

import io.ablate4j.analysis.Effect;
import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.Scope;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import io.ablate4j.stats.PValue;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Every contrast that the grid allows, exploratory each and all. */
final class ContrastRows {
  /**
   * What is said of any contrast, wherever it stands. The note says why an effect or its interval
   * is missing; seeds needed are those at which this effect alone would be found with a power of 80
   * %.
   */
  static final List<String> SEEN =
      List.of(
          "metric",
          "scale",
          "pairs",
          "missing",
          "failed",
          "diverged",
          "both_diverged",
          "censored",
          "effect",
          "low",
          "high",
          "note",
          "effect_size",
          "superiority",
          "p_sign_flip",
          "p_monte_carlo_error",
          "p_t",
          "p_wilcoxon",
          "variance_reduction",
          "seeds_needed");

  private ContrastRows() {}

  static List<List<String>> of(StudyAnalysis analysis) {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("kind", "arm"));
    List<String> factors =
        FactorColumns.factors(analysis).stream()
            .filter(f -> !f.equals(analysis.study().compared()))
            .toList();
    factors.stream().map(Roles::column).forEach(header::add);
    header.add("against");
    header.addAll(SEEN);
    rows.add(header);
    for (Effect effect : analysis.effects()) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  effect.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), effect.arm()));
      factors.stream().map(factor -> effect.levels().getOrDefault(factor, "")).forEach(row::add);
      row.add(effect.against());
      row.addAll(seen(effect.contrast()));
      rows.add(row);
    }
    return rows;
  }

  /** The same of the cost of a step in two studies, whose rounds are no pairs. */
  static List<String> ofStepCost(Estimate ratio) {
    Map<String, String> cells =
        Map.of(
            "metric", ContrastMetric.STEP_MILLIS.word(),
            "scale", "log-ratio",
            "effect", CsvTable.number(ratio.value()),
            "low", ratio.interval().map(Interval::low).map(CsvTable::number).orElse(""),
            "high", ratio.interval().map(Interval::high).map(CsvTable::number).orElse(""),
            "note", ratio.missing());
    return SEEN.stream().map(column -> cells.getOrDefault(column, "")).toList();
  }

  /** Also over how many cells an effect goes, if not all, and that it is one of budgets. */
  private static String note(PairedContrast contrast) {
    List<String> parts = new ArrayList<>();
    if (!contrast.effect().missing().isEmpty()) {
      parts.add(contrast.effect().missing());
    }
    if (contrast.arrivals().isLevelNever()) {
      parts.add("never reached the target: a ratio of budgets");
    }
    if (contrast.scope().isPart()) {
      parts.add(
          "over "
              + contrast.scope().used()
              + " of "
              + contrast.scope().all()
              + " cells; not in it: "
              + contrast.scope().leftOut().stream()
                  .map(Scope.LeftOut::reason)
                  .distinct()
                  .collect(Collectors.joining("; ")));
    }
    return String.join("; ", parts);
  }

  /** The cells under {@link #SEEN}; ratios as natural logarithms. */
  static List<String> seen(PairedContrast contrast) {
    Estimate effect = contrast.effect();
    OptionalInt needed = contrast.seedsNeeded(1 - PairedContrast.LEVEL);
    return List.of(
        contrast.metric().word(),
        switch (contrast.metric().scale()) {
          case SHARE -> "share";
          case NATS -> "nats";
          case NUMBER -> "number";
          case RATIO -> "log-ratio";
        },
        Integer.toString(contrast.pairs()),
        Integer.toString(contrast.counts().missing()),
        Integer.toString(contrast.counts().failed()),
        Integer.toString(contrast.counts().diverged()),
        Integer.toString(contrast.counts().blown()),
        Integer.toString(contrast.counts().censored()),
        CsvTable.number(effect.value()),
        effect.interval().map(Interval::low).map(CsvTable::number).orElse(""),
        effect.interval().map(Interval::high).map(CsvTable::number).orElse(""),
        note(contrast),
        CsvTable.number(contrast.effectSize()),
        CsvTable.number(contrast.superiority()),
        contrast.signFlip().map(PValue::value).map(CsvTable::number).orElse(""),
        contrast.signFlip().map(PValue::monteCarloError).map(CsvTable::number).orElse(""),
        CsvTable.number(contrast.pairedT()),
        CsvTable.number(contrast.wilcoxon()),
        CsvTable.number(contrast.varianceReduction()),
        needed.isPresent() ? Integer.toString(needed.getAsInt()) : "");
  }
}
