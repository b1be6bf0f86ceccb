package io.ablate4j.cli;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.claims.ClaimsTable;
import io.ablate4j.folder.ClaimsFolder;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.problem.ProblemsException;
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

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The folder of a study, or of all claim studies.")
  private Path directory;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where the report goes. Default: the study's folder.")
  private Path target;

  @Option(
      names = "--brief",
      description =
          "The short form: answers, verdicts, methods and threats, without figures and the table of"
              + " trials. A tenth as large, to be shared.")
  private boolean brief;

  @Option(names = "--open", description = "Opens the report in the browser.")
  private boolean open;

  @Override
  public Integer call() throws IOException {
    StudyFolder folder = new StudyFolder(directory);
    ClaimsFolder claims = ClaimStudies.folder(directory);
    if (!folder.hasStore() && claims.isThere()) {
      return ofAll(claims);
    }
    Path report = target == null ? folder.report() : target.resolve("index.html");
    try (ResultStore store = folder.openToRead(spec.commandLine().getErr()::println)) {
      write(folder.analyse(store), report);
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

  private void write(StudyAnalysis analysis, Path report) throws IOException {
    if (brief) {
      HtmlReport.writeBrief(analysis, report);
    } else {
      HtmlReport.write(analysis, report);
    }
  }

  /** The reports of all studies that put claims on trial, and the page over them. */
  private int ofAll(ClaimsFolder claims) throws IOException {
    if (target != null) {
      throw ProblemsException.of(
          "--to is for the report of one study, and " + directory + " has many.", "leave it out.");
    }
    for (StudyFolder folder : claims.studies()) {
      try (ResultStore store = folder.openToRead(spec.commandLine().getErr()::println)) {
        write(folder.analyse(store), folder.report());
      }
    }
    claims.write(ClaimsTable.builtIn());
    spec.commandLine().getOut().println("All claims: " + claims.page());
    if (open) {
      DesktopBrowser.open(claims.page(), spec.commandLine().getErr());
    }
    return ExitCode.DONE;
  }
}
