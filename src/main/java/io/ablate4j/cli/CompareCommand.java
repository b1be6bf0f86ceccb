package io.ablate4j.cli;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.Spread;
import io.ablate4j.analysis.StudyComparison;
import io.ablate4j.analysis.StudyComparison.CellPair;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.analysis.TimingAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.export.ComparisonCsv;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.plan.SharedFactors;
import io.ablate4j.stats.Estimate;
import io.ablate4j.store.ResultStore;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Origins;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TimingRound.Layout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Sets the cells that two studies share side by side.",
      "Use it before and after a change of code, or for two data sets.",
      "Differences are B less A, ratios B over A. They are paired by seed, but for the cost of a step. Each has its 95 %% interval"
          + " and its number of pairs.",
      "Intervals are not adjusted for their number."
    })
final class CompareCommand implements Callable<Integer> {
  private static final String UNKNOWN = "-";

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "The folder of a study.")
  private Path first;

  @Parameters(index = "1", paramLabel = "B", description = "The folder of the other one.")
  private Path second;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Writes the comparison as a tidy table, a row a cell and metric.")
  private Path csv;

  @Override
  public Integer call() throws IOException {
    StudyRows before = rows(first);
    StudyRows after = rows(second);
    SharedFactors ofFirst = SharedFactors.of(before.planned(), after.planned());
    SharedFactors ofSecond = SharedFactors.of(after.planned(), before.planned());
    StudyComparison comparison =
        StudyComparison.of(completed(before, ofFirst), completed(after, ofSecond));
    PrintWriter out = spec.commandLine().getOut();
    out.println("A: " + first + " (" + comparison.first().study().name() + ")");
    out.println("B: " + second + " (" + comparison.second().study().name() + ")");
    unnamed("A", ofFirst).forEach(out::println);
    unnamed("B", ofSecond).forEach(out::println);
    out.println();
    if (comparison.shared().isEmpty()) {
      out.println("The two studies have no cell in common.");
    } else {
      table(comparison).forEach(out::println);
      out.println();
      sameKeys(comparison, out);
      origins(comparison, out);
      for (StudyComparison.OtherTarget other : comparison.otherTargets()) {
        out.println(
            "Steps of %s lead to different targets: %s in A, %s in B."
                .formatted(other.place(), target(other.first()), target(other.second())));
      }
    }
    only("A", comparison.onlyFirst(), out);
    only("B", comparison.onlySecond(), out);
    if (csv != null) {
      ComparisonCsv.write(comparison, csv);
      out.println("Written: " + csv);
    }
    out.flush();
    return ExitCode.DONE;
  }

  private StudyRows rows(Path directory) {
    StudyFolder folder = new StudyFolder(directory);
    try (ResultStore store = folder.openToRead(spec.commandLine().getErr()::println)) {
      return folder.rows(store);
    }
  }

  /** The rows of a study with the factors that the other one names. */
  private static StudyRows completed(StudyRows rows, SharedFactors shared) {
    return new StudyRows(
        rows.study().withFactors(shared.added()),
        rows.registration(),
        rows.planned().stream().map(trial -> trial.of(shared.of(trial.cell()))).toList(),
        rows.results(),
        rows.timing().stream().map(round -> round.of(shared.of(round.cell()))).toList());
  }

  private static List<String> unnamed(String study, SharedFactors shared) {
    List<String> lines = new ArrayList<>();
    shared
        .added()
        .forEach(
            (factor, levels) ->
                lines.add(
                    study
                        + " does not name "
                        + factor
                        + (levels.equals(List.of(Cell.ABSENT))
                            ? ", and its trials do not record it."
                            : ": its trials have " + String.join(", ", levels) + ".")));
    return lines;
  }

  private static List<String> table(StudyComparison comparison) {
    boolean timed =
        comparison.shared().stream()
            .anyMatch(pair -> StepCosts.of(comparison, pair.cell()).isPresent());
    List<ContrastMetric> probes =
        comparison.metrics().stream().filter(ContrastMetric::isOfClass).toList();
    List<String> factors =
        comparison.shared().stream()
            .findFirst()
            .map(pair -> List.copyOf(pair.cell().factors()))
            .orElse(List.of());
    List<List<String>> rows = new ArrayList<>();
    rows.add(header(factors, timed, probes));
    for (CellPair pair : comparison.shared()) {
      List<String> row = row(comparison, pair, timed, probes);
      row.addAll(0, factors.stream().map(pair.cell()::level).toList());
      rows.add(row);
    }
    return aligned(rows);
  }

  private static List<String> header(
      List<String> factors, boolean timed, List<ContrastMetric> probes) {
    List<String> header =
        new ArrayList<>(
            List.of(
                "test A",
                "test B",
                "B - A, points",
                "pairs",
                "gap A",
                "gap B",
                "B - A, points",
                "steps B / A"));
    if (timed) {
      header.addAll(List.of("ms A", "ms B", "ms B / A", "seconds B / A"));
    }
    for (ContrastMetric probe : probes) {
      String id = probe.probe().orElse(probe.word());
      header.addAll(
          List.of(
              id + " A",
              id + " B",
              switch (probe.scale()) {
                case SHARE -> "B - A, points";
                case NATS -> "B - A, nats";
                case NUMBER -> "B - A";
                case RATIO -> "B / A";
              }));
    }
    header.addAll(0, factors.stream().map(CompareCommand::head).toList());
    return header;
  }

  /** But for the levels. */
  private static List<String> row(
      StudyComparison comparison, CellPair pair, boolean timed, List<ContrastMetric> probes) {
    PairedContrast test = pair.contrast(ContrastMetric.TEST_ACCURACY).orElseThrow();
    List<String> row =
        new ArrayList<>(
            List.of(
                percent(pair.first(), TrialColumn.TEST_ACCURACY),
                percent(pair.second(), TrialColumn.TEST_ACCURACY),
                reported(test, CompareCommand::points),
                String.valueOf(test.pairs()),
                percent(pair.first(), TrialColumn.GAP_ACCURACY),
                percent(pair.second(), TrialColumn.GAP_ACCURACY),
                reported(
                    pair.contrast(ContrastMetric.GAP_ACCURACY).orElseThrow(),
                    CompareCommand::points),
                reported(
                    pair.contrast(ContrastMetric.STEPS_TO_TARGET).orElseThrow(),
                    log -> number("%.2f", Math.exp(log)))));
    if (timed) {
      Optional<StepCosts> costs = StepCosts.of(comparison, pair.cell());
      row.add(costs.map(c -> number("%.3f", c.first())).orElse(UNKNOWN));
      row.add(costs.map(c -> number("%.3f", c.second())).orElse(UNKNOWN));
      row.add(reported(pair.stepCost(), log -> number("%.2f", Math.exp(log))));
      row.add(
          reported(
              pair.contrast(ContrastMetric.SECONDS_TO_TARGET).orElseThrow(),
              log -> number("%.2f", Math.exp(log))));
    }
    for (ContrastMetric probe : probes) {
      row.add(mean(pair.first(), probe));
      row.add(mean(pair.second(), probe));
      row.add(
          reported(
              pair.contrast(probe).orElseThrow(),
              switch (probe.scale()) {
                case SHARE -> CompareCommand::points;
                case NATS, NUMBER -> value -> number("%+.3f", value);
                case RATIO -> log -> number("%.2f", Math.exp(log));
              }));
    }
    return row;
  }

  /** What a step costs on one thread in both timing passes, milliseconds. */
  private record StepCosts(double first, double second) {
    static Optional<StepCosts> of(StudyComparison comparison, Cell cell) {
      OptionalDouble first = cost(comparison.first().timing(), cell);
      OptionalDouble second = cost(comparison.second().timing(), cell);
      return first.isPresent() && second.isPresent()
          ? Optional.of(new StepCosts(first.getAsDouble(), second.getAsDouble()))
          : Optional.empty();
    }

    private static OptionalDouble cost(TimingAnalysis timing, Cell cell) {
      return timing
          .cost(cell, Layout.ONE_THREAD)
          .map(cost -> cost.stepMillis().value())
          .orElse(OptionalDouble.empty());
    }
  }

  /** The first two columns are words, the others numbers. */
  private static List<String> aligned(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(widths[c] - row.get(c).length());
        line.append(c == 0 ? "" : "  ").append(c < 2 ? row.get(c) + pad : pad + row.get(c));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static void sameKeys(StudyComparison comparison, PrintWriter out) {
    int keys = comparison.shared().stream().mapToInt(CellPair::sameKey).sum();
    int bits = comparison.shared().stream().mapToInt(CellPair::sameBits).sum();
    if (keys == 0) {
      out.println("No trial has the same key in both.");
    } else {
      out.println(
          (keys == 1 ? "1 trial has" : keys + " trials have")
              + " the same key in both; "
              + (bits == keys
                  ? "all of their numbers are equal bit by bit, but for times."
                  : (keys - bits)
                      + " of them "
                      + (keys - bits == 1 ? "has" : "have")
                      + " other numbers. Maybe the native build or the engine changed."));
    }
  }

  /** What trained A and B, if that is not one build with one kernel. */
  private static void origins(StudyComparison comparison, PrintWriter out) {
    Origins first = comparison.first().origins();
    Origins second = comparison.second().origins();
    if (!first.bits().equals(second.bits()) || !first.unlikeBits().isEmpty()) {
      out.println(
          "A was trained by %s; B by %s. Last bits may differ for that."
              .formatted(first.bits(), second.bits()));
    }
    if (!first.processors().keySet().equals(second.processors().keySet())
        && !first.processors().isEmpty()
        && !second.processors().isEmpty()) {
      out.println(
          "A ran on %s; B on %s: their times do not go together."
              .formatted(
                  Origins.inWords(first.processors()), Origins.inWords(second.processors())));
    }
  }

  private static String head(String factor) {
    return switch (factor) {
      case Roles.BATCH_SIZE -> "batch";
      case "learningRate" -> "rate";
      default -> Roles.inWords(factor);
    };
  }

  private static void only(String study, List<Cell> cells, PrintWriter out) {
    if (!cells.isEmpty()) {
      out.println();
      out.println("Only in " + study + ":");
      cells.forEach(cell -> out.println("  " + Roles.inWords(cell)));
    }
  }

  private static String percent(CellSummary cell, TrialColumn column) {
    Spread spread = cell.spread(column);
    return spread.mean().isPresent()
        ? number("%.2f %%", 100 * spread.mean().getAsDouble())
        : UNKNOWN;
  }

  private static String mean(CellSummary cell, ContrastMetric probe) {
    Spread spread = cell.spread(probe);
    if (spread.mean().isEmpty()) {
      return UNKNOWN;
    }
    double mean = spread.mean().getAsDouble();
    return probe.scale() == ContrastMetric.Scale.SHARE
        ? number("%.2f %%", 100 * mean)
        : number("%.4g", mean);
  }

  private static String points(double difference) {
    return number("%+.2f", 100 * difference);
  }

  private static String reported(PairedContrast contrast, DoubleFunction<String> scale) {
    return contrast.arrivals().isLevelNever() ? "never in B" : reported(contrast.effect(), scale);
  }

  private static String reported(Estimate estimate, DoubleFunction<String> scale) {
    if (estimate.value().isEmpty()) {
      return UNKNOWN;
    }
    String value = scale.apply(estimate.value().getAsDouble());
    return estimate
        .interval()
        .map(i -> value + " [" + scale.apply(i.low()) + ", " + scale.apply(i.high()) + "]")
        .orElse(value);
  }

  private static String target(OptionalDouble value) {
    return value.isPresent() ? number("%.4f", value.getAsDouble()) : "none";
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
