package io.ablate4j.worker;

import io.ablate4j.data.DataFolders;
import io.ablate4j.engine.compiled.Wide;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command and the environment of a worker process. */
final class WorkerLaunch {
  private WorkerLaunch() {}

  /**
   * Starts it.
   *
   * @param prefix of its command; may be empty
   * @param mark by which what it starts is known
   */
  static Process start(
      List<String> prefix,
      String classPath,
      DataFolders folders,
      List<String> jvmOptions,
      String mark)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(Wide.jvmOptions());
    TempFolder.ofThisProcess().ifPresent(temp -> command.add("-Djava.io.tmpdir=" + temp));
    // A crash is told by what is printed; files of it would pile up where the run was started.
    command.add("-XX:+ErrorFileToStderr");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:-DumpReplayDataOnError");
    command.add("-cp");
    command.add(classPath);
    command.add(WorkerMain.class.getName());
    folders.folders().forEach(folder -> command.add(folder.toAbsolutePath().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    // One thread a worker: more than there are free cores spin at barriers.
    environment.put("OMP_NUM_THREADS", "1");
    environment.put("OPENBLAS_NUM_THREADS", "1");
    environment.put(Offspring.MARK, mark);
    return builder.start();
  }
}
