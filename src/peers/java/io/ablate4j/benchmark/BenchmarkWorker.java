package io.ablate4j.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.ablate4j.engine.compiled.Wide;
import io.ablate4j.plan.TrialSpecJson;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * A process that trains for the benchmark, one thing at a time, a line in and a line out:
 *
 * <pre>
 * cell CELL SECONDS                         prepares and warms up    ready PARAMETERS
 * go SECONDS                                trains on                done STEPS NANOS CPU-NANOS
 * peak SECONDS                              multiplies, no more       peak GIGAFLOPS, or NaN
 * trial JSON                                a whole trial, DJL only  trained TEST-ACCURACY
 * </pre>
 *
 * The argument is the name of its {@link Stack}; it ends when its input does.
 */
public final class BenchmarkWorker {
  private static final double NANOS_A_SECOND = 1e9;

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Stack stack;
  private final DjlTrials trials = new DjlTrials();
  private Contender contender;
  private int batch;

  private BenchmarkWorker(Stack stack) {
    this.stack = stack;
  }

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    PrintStream replies =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err); // whatever a library prints must not get among the replies
    BenchmarkWorker worker = new BenchmarkWorker(Stack.valueOf(arguments[0]));
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        replies.println(worker.reply(line));
      }
    }
  }

  private String reply(String line) {
    String[] words = line.split(" ", 2);
    return switch (words[0]) {
      case "cell" -> prepare(words[1].split(" "));
      case "go" -> train(Double.parseDouble(words[1]));
      case "peak" -> "peak " + Wide.peakGigaflops(Double.parseDouble(words[1])).orElse(Double.NaN);
      case "trial" -> "trained " + trials.train(TrialSpecJson.read(words[1]));
      default -> throw new IllegalArgumentException("not a request: " + line);
    };
  }

  private String prepare(String[] words) {
    if (contender != null) {
      contender.close();
    }
    BenchmarkCell cell = BenchmarkCell.parse(words[0]);
    contender = stack.prepare(cell);
    train(Double.parseDouble(words[1]));
    return "ready " + contender.parameters();
  }

  private String train(double seconds) {
    long steps = 0;
    long processorStart = process.getProcessCpuTime();
    long start = System.nanoTime();
    long elapsed;
    do {
      contender.step(batch);
      batch = (batch + 1) % RandomImages.BATCHES;
      steps++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < seconds * NANOS_A_SECOND);
    long processor = process.getProcessCpuTime() - processorStart;
    return "done " + steps + " " + elapsed + " " + processor;
  }
}
