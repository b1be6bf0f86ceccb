package io.ablate4j.cli;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.report.HtmlReport;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.StoreMerge;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.tuning.Tuned;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = {
      "Joins the parts of a study (run --shard) into one store and writes its report.",
      "Parts of different studies, data or hypotheses are refused.",
      "Two results of one trial are refused, too, if more than their times differ."
    })
final class MergeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "The folders of the parts, each with its study.db.")
  private List<Path> directories;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the joined study; made if missing.")
  private Path target;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    StudyFolder folder = new StudyFolder(target);
    StoreMerge.Merged merged =
        StoreMerge.of(
            directories.stream().map(directory -> new StudyFolder(directory).store()).toList(),
            folder.store(),
            err::println);
    Tuned tuned;
    List<String> picked;
    try (ResultStore store = folder.openToRead(err::println)) {
      StudyRecord record = store.study().orElseThrow();
      folder.writeYaml(record.yaml());
      OwnNetworks.copy(record, directories, folder);
      StudyAnalysis analysis = folder.analyse(store);
      HtmlReport.write(analysis, folder.report());
      tuned = analysis.tuned();
      picked = TuningLines.picked(analysis.picks(), tuned);
    }
    folder.overview().write();
    out.println(
        merged.stored()
            + " of "
            + merged.planned()
            + " trials are stored, "
            + merged.failed()
            + " of them failed; "
            + merged.twice()
            + " had equal results in several parts.");
    if (merged.stored() < merged.planned()) {
      TuningLines.merged(tuned).forEach(out::println);
    }
    picked.forEach(out::println);
    for (String unlike : merged.origins().unlikeBits()) {
      out.println("They were trained by " + unlike + ", whose last bits may differ.");
    }
    out.println("Report: " + folder.report());
    return merged.stored() == merged.planned() && merged.failed() == 0
        ? ExitCode.DONE
        : ExitCode.SOME_FAILED;
  }
}
