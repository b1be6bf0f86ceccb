package io.ablate4j.cli;

import io.ablate4j.problem.ProblemsException;
import io.ablate4j.run.ExecutorProvider;
import io.ablate4j.run.Executors;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Who carries out the trials, and how. */
final class ExecutorOptions {
  @Option(
      names = "--executor",
      paramLabel = "KIND",
      defaultValue = Executors.DEFAULT,
      completionCandidates = Candidates.class,
      description = {
        "Who carries out the trials: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}. See: list"
            + " executors.",
        "On a cluster, --shard trains parts of the study. It suits any scheduler and needs nothing"
            + " installed.",
        "Where there is Spark, scripts/spark-submit-study trains trial by trial."
      })
  private String id;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Worker processes, one thread each. Default: as many as there are cores.")
  private Integer workers;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "The cluster of --executor spark, such as spark://host:7077.")
  private String master;

  @Option(
      names = "--executor-option",
      paramLabel = "NAME=VALUE",
      description = "An option of the executor. May be given several times. See: list executors.")
  private Map<String, String> others = new TreeMap<>();

  /**
   * The executor that was asked for.
   *
   * @throws ProblemsException if there is none, or it takes other options
   */
  ExecutorProvider provider() {
    return Executors.onClassPath().get(id, all());
  }

  /** Its options, by name. */
  Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(others);
    if (workers != null) {
      all.put("workers", String.valueOf(workers));
    }
    if (master != null) {
      all.put("master", master);
    }
    return all;
  }

  /** For the help, which must not fail where a user's class does. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      try {
        return Executors.onClassPath().ids().iterator();
      } catch (ProblemsException e) {
        return List.of(Executors.DEFAULT).iterator();
      }
    }
  }
}
