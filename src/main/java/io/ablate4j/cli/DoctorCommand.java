package io.ablate4j.cli;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.doctor.EngineFindings;
import io.ablate4j.doctor.Finding;
import io.ablate4j.doctor.FindingLines;
import io.ablate4j.doctor.PlaceFindings;
import io.ablate4j.model.Models;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for what makes results slow or wrong on this machine.",
      "It checks the native build, helpers, the compiled training step, threads, figures, data and"
          + " the store. A self-test of speed takes some five seconds.",
      "Ends with 0 if all is fine. If not, ends with 1 and gives advice."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Duration A_SPEED_TEST = Duration.ofMillis(1500);

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "reports",
      description = "Where studies' folders go. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder with data sets.")
  private Path data;

  @Override
  public Integer call() {
    PrintWriter to = spec.commandLine().getOut();
    List<Finding> findings = new ArrayList<>();
    Consumer<Finding> tell =
        finding -> {
          findings.add(finding);
          FindingLines.print(finding, to);
        };
    new EngineFindings(Models.onClassPath(), System.getenv(), A_SPEED_TEST).tell(tell);
    new PlaceFindings(
            Datasets.onClassPath(), DataFolders.of(Optional.ofNullable(data), System.getenv()), out)
        .tell(tell);
    return FindingLines.conclude(findings, to) ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }
}
