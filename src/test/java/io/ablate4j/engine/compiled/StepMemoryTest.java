package io.ablate4j.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.ablate4j.data.InputShape;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.worker.WorkerMain;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;

/** A training step takes its memory once, and makes next to no garbage afterwards. */
class StepMemoryTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final InputShape SHAPE = InputShape.image(1, 28, 28);
  private static final int BATCH = 16;

  /** Vectors that become objects are two million and more. */
  private static final long MOST_BYTES = 50_000;

  private static final int STEPS = 10;

  /** The JVM's compiler may take long; it is waited for in steps, which are the same everywhere. */
  private static final int MOST_TIMES = 300;

  /**
   * With ReLU. With tanh most JVMs make objects of vectors, 24 bytes a number, and why is not
   * known; with the other curves none that was tried.
   */
  private static final List<String> MODELS = List.of("mlp", "cnn", "inception");

  /** In a process like a worker's: what other tests had the JVM compile is not what trials have. */
  @Test
  void noVectorBecomesAnObject() throws IOException, InterruptedException {
    NativeRuntime.start(1);
    assumeTrue(Wide.ofThisProcess().pools().isPresent(), "no vector kernels");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(WorkerMain.JVM_OPTIONS);
    command.addAll(Wide.jvmOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Steps.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    List<String> lines = printed.lines().filter(line -> line.endsWith(" bytes a step")).toList();
    assertThat(lines).hasSameSizeAs(MODELS);
    assertThat(lines)
        .allSatisfy(line -> assertThat(Long.parseLong(line.split(" ")[1])).isLessThan(MOST_BYTES));
  }

  /** Trains some networks and prints what a step of each takes. */
  static final class Steps {
    private Steps() {}

    public static void main(String[] arguments) {
      NativeRuntime.start(1);
      for (String model : MODELS) {
        System.out.println(model + " " + bytes(model) + " bytes a step");
      }
    }
  }

  private static long bytes(String model) {
    ModelSpec spec = new ModelSpec(SHAPE, 10, Regularization.BOTH);
    try (TrainableNetwork network =
        Networks.fast(
            Models.onClassPath().get(model).configure(spec),
            CompiledNetworkTest.sizes(SHAPE),
            new Adam(1e-3),
            new Networks.Seeds(String::hashCode, 5))) {
      Random random = new Random(1);
      float[] x = CompiledNetworkTest.features(random, BATCH, SHAPE);
      int[] labels = CompiledNetworkTest.labels(random, BATCH);
      long bytes = Long.MAX_VALUE;
      for (int times = 0; times < MOST_TIMES && bytes > MOST_BYTES; times++) {
        bytes = bytesOfAStep(network, x, labels);
      }
      return bytes;
    }
  }

  private static long bytesOfAStep(TrainableNetwork network, float[] x, int[] labels) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int step = 0; step < STEPS; step++) {
      network.train(x, labels);
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / STEPS;
  }
}
