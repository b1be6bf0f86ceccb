package io.ablate4j.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benchmark's main class. */
@Command(
    name = "scripts/benchmark",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the training speed of ablate4j with that of Deeplearning4j as released and of DJL"
          + " with PyTorch, on the same networks and in turns.",
      "Writes CSV files and a page; takes some 12 minutes on 2 cores. Leave the machine alone."
    })
public final class Benchmark implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Measurements of each cell and layout; ${DEFAULT-VALUE} if not given.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1",
      description = "Length of a measurement; ${DEFAULT-VALUE} if not given.")
  private double seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "1",
      description = "Training before a cell's first measurement; ${DEFAULT-VALUE} if not given.")
  private double warmUp;

  @Option(
      names = "--cells",
      paramLabel = "CELL",
      split = ",",
      converter = CellConverter.class,
      description = "Cells such as mlp/none/16,cnn/both/64; all 36 if not given.")
  private List<BenchmarkCell> cells = new ArrayList<>();

  @Option(names = "--quick", description = "Three cells only: a first look within a minute.")
  private boolean quick;

  @Option(
      names = "--other-kinds",
      description =
          "Other activations, batch norm behind the activation, ghost batches, spatial and"
              + " Gaussian dropout, of mlp and cnn.")
  private boolean otherKinds;

  @Option(
      names = "--check",
      description =
          "See whether DJL computes what ablate4j does for the cells of --other-kinds, or those"
              + " that are named, instead of timing them. Exit code 1 if not.")
  private boolean check;

  @Option(
      names = "--quickstart",
      description =
          "Compare the wall time of the whole quickstart study, seed by seed in turns, instead of steps.")
  private boolean quickstart;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "8",
      description = "Seeds of the quickstart study; ${DEFAULT-VALUE} if not given.")
  private int seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${sys:ablate4j.benchmark.out}",
      description = "Where the results go; target/peers/results if not given.")
  private Path out;

  /** Runs and ends the process. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1 || seeds < 1 || !(seconds > 0) || !(warmUp >= 0)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Nothing is measured in no rounds, no time or with no seeds.");
    }
    int cores = Runtime.getRuntime().availableProcessors();
    PrintWriter console = spec.commandLine().getOut();
    console.println(Machine.description(cores));
    BenchmarkFiles files = new BenchmarkFiles(out);
    if (check) {
      return new DjlCheck(console).run(cells.isEmpty() ? BenchmarkCell.ofOtherKinds() : cells)
          ? 0
          : 1;
    }
    if (quickstart) {
      wholeStudy(cores, files, console);
    } else {
      steps(cores, files, console);
    }
    console.flush();
    return 0;
  }

  private void steps(int cores, BenchmarkFiles files, PrintWriter console) throws IOException {
    List<BenchmarkCell> chosen = quick ? BenchmarkCell.few() : BenchmarkCell.all();
    if (otherKinds) {
      chosen = BenchmarkCell.ofOtherKinds();
    }
    if (!cells.isEmpty()) {
      chosen = cells;
    }
    String machine = Machine.description(cores);
    List<CellResult> results =
        new StepBenchmark(rounds, seconds, warmUp, console)
            .run(
                chosen,
                Layout.all(cores),
                soFar -> {
                  files.write(soFar);
                  files.writePage("index.html", BenchmarkPage.of(soFar, machine, how(soFar)));
                });
    for (Summary summary : Summary.of(results)) {
      console.printf(
          Locale.ROOT,
          "%-10s %.2f times as fast as DL4J as released, %.2f times as fast as DJL%n",
          summary.scope(),
          summary.overDl4j(),
          summary.overDjl());
    }
    console.println(how(results));
    console.println("Page: " + files.page("index.html"));
  }

  private String how(List<CellResult> results) {
    long disturbed = results.stream().filter(CellResult::disturbed).count();
    return "Medians of %d rounds of %s s, in turns; %s."
        .formatted(
            rounds,
            String.valueOf(seconds),
            disturbed == 0
                ? "every one-thread process had its core to itself"
                : disturbed
                    + (disturbed == 1 ? " cell" : " cells")
                    + " disturbed by other users of the machine");
  }

  private void wholeStudy(int cores, BenchmarkFiles files, PrintWriter console)
      throws IOException, InterruptedException {
    console.flush();
    String machine = Machine.description(cores);
    QuickstartBenchmark.Result result =
        new QuickstartBenchmark(cores, seeds)
            .run(
                console,
                soFar -> {
                  files.write(soFar);
                  files.writePage("quickstart.html", BenchmarkPage.of(soFar, machine));
                });
    console.printf(
        Locale.ROOT,
        "%d trials, %d %s in turns; medians a seed: ablate4j %.1f s (mean test accuracy %.3f),"
            + " DJL %.1f s (%.3f); %.2f times as fast (%.2f to %.2f)%n",
        result.trials(),
        result.turns().size(),
        result.turns().size() == 1 ? "seed" : "seeds",
        result.median(turn -> turn.ours().seconds()),
        result.mean(turn -> turn.ours().accuracy()),
        result.median(turn -> turn.djl().seconds()),
        result.mean(turn -> turn.djl().accuracy()),
        result.median(QuickstartBenchmark.Turn::overDjl),
        result.leastOverDjl(),
        result.greatestOverDjl());
    console.println("Page: " + files.page("quickstart.html"));
  }

  static final class CellConverter implements CommandLine.ITypeConverter<BenchmarkCell> {
    @Override
    public BenchmarkCell convert(String text) {
      try {
        return BenchmarkCell.parse(text);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(e.getMessage());
      }
    }
  }
}
