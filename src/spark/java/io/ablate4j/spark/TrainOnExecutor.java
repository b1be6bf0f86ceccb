package io.ablate4j.spark;

import java.time.Duration;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/** What is sent to an executor: a trial's spec goes in, its result's JSON comes out. */
final class TrainOnExecutor implements Function<String, String> {
  private static final long serialVersionUID = 1L;

  private final String[] folders;
  private final Duration timeout;

  /**
   * @param folders where data are looked for, the same on all machines
   * @param timeout after which a trial is given up as failed
   */
  TrainOnExecutor(List<String> folders, Duration timeout) {
    this.folders = folders.toArray(String[]::new);
    this.timeout = timeout;
  }

  @Override
  public String call(String spec) throws InterruptedException {
    String result = Trainers.ofThisProcess(List.of(folders)).carryOut(spec, timeout);
    TaskContext task = TaskContext.get();
    if (task != null && task.isInterrupted()) {
      throw new InterruptedException("cancelled");
    }
    return result;
  }
}
