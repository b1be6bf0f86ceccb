package io.ablate4j.cli;

import io.ablate4j.folder.StudyFolder;
import io.ablate4j.report.HtmlReport;
import io.ablate4j.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Writes a study's report again from its store, also while the study runs.")
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a study.")
  private Path directory;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where the report goes. Default: the study's folder.")
  private Path target;

  @Option(names = "--open", description = "Opens the report in the browser.")
  private boolean open;

  @Override
  public Integer call() throws IOException {
    StudyFolder folder = new StudyFolder(directory);
    Path report = target == null ? folder.report() : target.resolve("index.html");
    try (ResultStore store = folder.openToRead(spec.commandLine().getErr()::println)) {
      HtmlReport.write(folder.analyse(store), report);
    }
    if (target == null) {
      folder.overview().writeAgain();
    }
    spec.commandLine().getOut().println("Report: " + report);
    if (open) {
      DesktopBrowser.open(report, spec.commandLine().getErr());
    }
    return ExitCode.DONE;
  }
}
