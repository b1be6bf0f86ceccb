package io.ablate4j.engine;

import io.ablate4j.engine.compiled.CompiledNetwork;
import io.ablate4j.engine.compiled.ConvolutionCheck;
import io.ablate4j.engine.compiled.Wide;
import io.ablate4j.engine.runtime.HelperVerdict;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Looks at what really carries out the training here: which native library was loaded, whether the
 * helpers and the compiled step are at work, whether results are right, how fast they come.
 */
public final class EngineCheck {
  private static final Networks.Seeds SEEDS = new Networks.Seeds(String::hashCode, 1);

  /** Fewer steps than these say nothing about a step's time or a loss's course. */
  private static final int LEAST_STEPS = 12;

  private final NativeRuntime runtime;

  private EngineCheck(NativeRuntime runtime) {
    this.runtime = runtime;
  }

  /** Starts the native library, and has everything done by one thread, as in a worker. */
  public static EngineCheck start() {
    return new EngineCheck(NativeRuntime.start(1));
  }

  /**
   * The native library that was loaded.
   *
   * @param name of the jar it came from, without its ending
   * @param platform of this machine, such as {@code linux-x86_64}
   * @param onClassPath classifiers for this platform that could have been loaded
   * @param oneDnn whether it is a build with oneDNN
   */
  public record NativeBuild(
      String name, String platform, List<String> onClassPath, boolean oneDnn) {
    public NativeBuild {
      onClassPath = List.copyOf(onClassPath);
    }
  }

  /** Which native library was loaded, and between which there was a choice. */
  public NativeBuild nativeBuild() {
    String platform = Loader.getPlatform();
    String library = System.mapLibraryName("jnind4jcpu");
    List<String> there =
        Stream.of("", "-avx2", "-avx512", "-onednn", "-onednn-avx2", "-onednn-avx512")
            .map(extension -> platform + extension)
            .filter(
                classifier ->
                    Nd4j.class
                            .getClassLoader()
                            .getResource(
                                "org/nd4j/linalg/cpu/nativecpu/bindings/"
                                    + classifier
                                    + "/"
                                    + library)
                        != null)
            .toList();
    String name = runtime.facts().get("native-build");
    // ND4J's own isUseONEDNN() is a wish: it says true in builds that have no oneDNN.
    return new NativeBuild(name, platform, there, name.contains("-onednn"));
  }

  /**
   * DL4J's oneDNN layer helpers.
   *
   * @param property the system property that switches them
   * @param switchedOff whether it does
   * @param helped layers of the network that have a helper
   * @param helpable layers of the network that could have one
   */
  public record Helpers(String property, boolean switchedOff, int helped, int helpable) {}

  /**
   * Makes a network and counts the helpers that its layers found.
   *
   * @param configuration with convolution, pooling or batch norm; changed by this call
   */
  public Helpers helpers(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = Networks.graph(configuration, updater(), SEEDS.initial());
    try {
      List<Layer> helpable =
          Arrays.stream(graph.getLayers())
              .filter(layer -> HelperKind.of(layer).isPresent())
              .toList();
      return new Helpers(
          NativeRuntime.HELPERS_DISABLED,
          Boolean.getBoolean(NativeRuntime.HELPERS_DISABLED),
          (int) helpable.stream().filter(layer -> layer.getHelper() != null).count(),
          helpable.size());
    } finally {
      graph.close();
    }
  }

  /**
   * Each helper, and the compiled step's convolution, against Deeplearning4j's built-in path. Those
   * that are wrong have been left off in this process.
   */
  public List<HelperVerdict> helperVerdicts() {
    return Stream.concat(
            Stream.concat(
                Stream.of(ConvolutionCheck.ofThisProcess().verdict()),
                ConvolutionCheck.ofThisProcess().vectorVerdict().stream()),
            Arrays.stream(HelperKind.values()).map(HelperCheck.ofThisProcess()::verdict))
        .toList();
  }

  /** Which kernels in Java's Vector API this process has, and why not. */
  public String vectorKernels() {
    return Wide.ofThisProcess().state();
  }

  /** Whether workers, which are started with the module that those need, can have them. */
  public boolean workersHaveVectorModule() {
    return !Wide.jvmOptions().isEmpty();
  }

  /**
   * What trains a network.
   *
   * @param compiled whether its training step is compiled
   * @param description as in a trial's provenance; says why, if it is not compiled
   */
  public record StepKind(boolean compiled, String description) {}

  /**
   * What a network of this configuration would be trained by.
   *
   * @param configuration changed by this call
   */
  public StepKind stepKind(ComputationGraphConfiguration configuration, Networks.Sizes sizes) {
    try (TrainableNetwork network = Networks.fast(configuration, sizes, updater(), SEEDS)) {
      return stepKind(network);
    }
  }

  private static StepKind stepKind(TrainableNetwork network) {
    return new StepKind(network instanceof CompiledNetwork, network.engine());
  }

  /**
   * The library of matrix products.
   *
   * @param vendor as ND4J names it
   * @param coreType of {@code OPENBLAS_CORETYPE}, or that the processor decides
   * @param threads a product in this process uses
   */
  public record BlasLibrary(String vendor, String coreType, int threads) {}

  /** Which library multiplies matrices. */
  public BlasLibrary blas() {
    return new BlasLibrary(
        runtime.facts().get("blas"),
        runtime.facts().get("openblas-coretype"),
        openblas_nolapack.blas_get_num_threads());
  }

  /** Native threads an operation of a worker may use. */
  public int threads() {
    return Integer.parseInt(runtime.facts().get("threads"));
  }

  /**
   * A matrix product against a reference.
   *
   * @param error greatest difference of an element, in units of the bound that float rounding
   *     cannot exceed; right if not above 1, infinite if the product is not finite
   * @param gigaflops multiplications and additions a second, in billions
   */
  public record Product(double error, double gigaflops) {
    /** Whether it equals the reference within float rounding. */
    public boolean right() {
      return error <= 1;
    }
  }

  /**
   * Multiplies matrices of even and of odd sizes, and compares with plain Java in double precision.
   * Rounding can move an element of a product of inner size k by k u / (1 - k u) times the product
   * of the magnitudes, u = 2^-24 (Higham, Accuracy and Stability of Numerical Algorithms, 2002,
   * equation 3.13).
   */
  public Product matrixProduct() {
    double error =
        Math.max(
            productError(64, 256, 256),
            Math.max(productError(7, 33, 1), productError(65, 131, 97)));
    int side = 256;
    INDArray a = Nd4j.create(noise(new Random(1), side * side), new long[] {side, side}, 'c');
    INDArray b = Nd4j.create(noise(new Random(2), side * side), new long[] {side, side}, 'c');
    INDArray c = Nd4j.create(new long[] {side, side}, 'c');
    long best = Long.MAX_VALUE;
    for (int repetition = 0; repetition < 50; repetition++) {
      long before = System.nanoTime();
      a.mmuli(b, c);
      best = Math.min(best, System.nanoTime() - before);
    }
    return new Product(error, 2.0 * side * side * side / Math.max(1, best));
  }

  private static double productError(int rows, int inner, int columns) {
    Random random = new Random(rows);
    float[] a = noise(random, rows * inner);
    float[] b = noise(random, inner * columns);
    float[] product =
        Nd4j.create(a, new long[] {rows, inner}, 'c')
            .mmul(Nd4j.create(b, new long[] {inner, columns}, 'c'))
            .dup('c')
            .data()
            .asFloat();
    double worst = 0;
    double unit = inner * 0x1p-24 / (1 - inner * 0x1p-24);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        double magnitude = 0;
        for (int k = 0; k < inner; k++) {
          double term = (double) a[i * inner + k] * b[k * columns + j];
          sum += term;
          magnitude += Math.abs(term);
        }
        double error = Math.abs(product[i * columns + j] - sum) / (unit * magnitude);
        worst = Math.max(worst, Double.isFinite(error) ? error : Double.POSITIVE_INFINITY);
      }
    }
    return worst;
  }

  /**
   * How a network trains here.
   *
   * @param step what carried out the steps
   * @param steps how many
   * @param imagesPerSecond by the median step after warm-up
   * @param bestImagesPerSecond by the quickest step
   * @param firstLoss before the first step, in nats
   * @param lastLoss before the last step, on the same batch, in nats
   */
  public record Speed(
      StepKind step,
      int steps,
      double imagesPerSecond,
      double bestImagesPerSecond,
      double firstLoss,
      double lastLoss) {
    /** Whether training on one batch lowered its loss, as it must. */
    public boolean learns() {
      return Double.isFinite(lastLoss) && lastLoss < firstLoss;
    }
  }

  /**
   * Trains a network on one batch of noise again and again.
   *
   * @param configuration changed by this call
   * @param batch examples a step
   * @param time to spend; a slow machine takes longer, for a dozen steps are carried out anyway
   */
  public Speed speed(
      ComputationGraphConfiguration configuration, Networks.Sizes sizes, int batch, Duration time) {
    int size = Math.toIntExact(Arrays.stream(sizes.example()).reduce(1, Math::multiplyExact));
    float[] features = noise(new Random(3), batch * size);
    int[] labels = new int[batch];
    Arrays.setAll(labels, i -> i % sizes.classes());
    try (TrainableNetwork network = Networks.fast(configuration, sizes, updater(), SEEDS)) {
      long start = System.nanoTime();
      double first = network.train(features, labels);
      double last = first;
      long[] nanos = new long[LEAST_STEPS];
      int steps = 1;
      while (steps < LEAST_STEPS || System.nanoTime() - start < time.toNanos()) {
        long before = System.nanoTime();
        last = network.train(features, labels);
        if (steps == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * steps);
        }
        nanos[steps++] = System.nanoTime() - before;
      }
      // Until the JVM has compiled the loops of a step, steps take longer.
      long[] warm = Arrays.copyOfRange(nanos, steps / 2, steps);
      Arrays.sort(warm);
      return new Speed(
          stepKind(network),
          steps,
          batch * 1e9 / Math.max(1, warm[warm.length / 2]),
          batch * 1e9 / Math.max(1, warm[0]),
          first,
          last);
    }
  }

  private static IUpdater updater() {
    return new Adam(1e-3);
  }

  private static float[] noise(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
