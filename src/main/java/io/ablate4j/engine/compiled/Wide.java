package io.ablate4j.engine.compiled;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether this process has {@link WideKernels}, and why not. Found out once, each kind when a
 * network first has a use for it: the JVM needs Java's Vector API, which is a module to be asked
 * for at its start; the processor vectors of eight floats and more; and the JVM's compiler must
 * have made vectors of them, as without it they are some hundred times slower than plain loops.
 */
public final class Wide {
  /** The module, which is incubating in all versions of Java so far. */
  public static final String MODULE = "jdk.incubator.vector";

  private static final int FEWEST_LANES = 8;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static Wide ofThisProcess =
      new Wide(
          new Kind<>("VectorConvolutions", ConvolutionKernels.class, WideWarming::convolutions),
          new Kind<>("VectorPools", PoolKernels.class, WideWarming::pools),
          new Kind<>("VectorNorms", NormKernels.class, WideWarming::norms),
          new Kind<>("VectorCurves", CurveKernels.class, WideWarming::curves));

  private final Kind<ConvolutionKernels> convolutions;
  private final Kind<PoolKernels> pools;
  private final Kind<NormKernels> norms;
  private final Kind<CurveKernels> curves;

  private Wide(
      Kind<ConvolutionKernels> convolutions,
      Kind<PoolKernels> pools,
      Kind<NormKernels> norms,
      Kind<CurveKernels> curves) {
    this.convolutions = convolutions;
    this.pools = pools;
    this.norms = norms;
    this.curves = curves;
  }

  /** What there is of one kind, or why there is nothing. */
  private record Found<K extends WideKernels>(Optional<K> kernels, String state) {
    static <K extends WideKernels> Found<K> nothing(String why) {
      return new Found<>(Optional.empty(), "not used: " + why);
    }
  }

  /** Kernels of one kind. */
  private static final class Kind<K extends WideKernels> {
    private final String name;
    private final Class<K> type;
    private final Function<K, WideWarming> warming;
    private Found<K> found;

    /**
     * @param name of the class that has them; there may be none, and a JVM may fail to load it
     */
    Kind(String name, Class<K> type, Function<K, WideWarming> warming) {
      this.name = name;
      this.type = type;
      this.warming = warming;
    }

    /** None, for a reason. */
    Kind(String why) {
      this("", null, null);
      found = Found.nothing(why);
    }

    /** Looked at once, which takes up to half a second. */
    synchronized Found<K> found() {
      if (found == null) {
        found = find();
      }
      return found;
    }

    private Found<K> find() {
      if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
        return Found.nothing("this JVM was started without the module " + MODULE);
      }
      try {
        K kernels =
            type.cast(
                Class.forName(Wide.class.getPackageName() + "." + name)
                    .getDeclaredConstructor()
                    .newInstance());
        if (kernels.lanes() < FEWEST_LANES) {
          return Found.nothing("the processor's vectors hold " + kernels.lanes() + " floats");
        }
        if (!compilesToTheEnd()) {
          return Found.nothing("this JVM was started without its second compiler");
        }
        return warming.apply(kernels).isQuick()
            ? new Found<>(Optional.of(kernels), kernels.lanes() + " floats a vector")
            : Found.nothing("the JVM does not compile them to vectors");
      } catch (ReflectiveOperationException | LinkageError e) {
        return Found.nothing("they are not on the class path");
      }
    }
  }

  /** Only the second of the JVM's compilers makes vectors of them. */
  private static boolean compilesToTheEnd() {
    if (System.getProperty("java.vm.info", "").contains("interpreted")) {
      return false;
    }
    try {
      String level =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
              .getVMOption("TieredStopAtLevel")
              .getValue();
      return level.equals("4");
    } catch (RuntimeException | LinkageError e) {
      return true; // another JVM; it is timed
    }
  }

  /** What has been found out, or will be when it is asked for. */
  public static synchronized Wide ofThisProcess() {
    return ofThisProcess;
  }

  /** What the JVM of a worker is started with, so that it has the kernels; nothing if it cannot. */
  public static List<String> jvmOptions() {
    return Wide.class.getResource(ofThisProcess().norms.name + ".class") != null
            && ModuleFinder.ofSystem().find(MODULE).isPresent()
        ? List.of("--add-modules=" + MODULE)
        : List.of();
  }

  /** Whether a line that a JVM with {@link #jvmOptions} prints only says that it has them. */
  public static boolean isNotice(String line) {
    return line.equals("WARNING: Using incubator modules: " + MODULE);
  }

  /**
   * How many operations the calling thread can do at most, in 1e9 a second of the clock: fused
   * multiplications, which count as two, with nothing read from memory. The best of some tries.
   *
   * @param seconds that it takes
   * @return empty where there are no vector kernels
   */
  public static OptionalDouble peakGigaflops(double seconds) {
    PeakKernel kernel =
        new Kind<>("VectorPeak", PeakKernel.class, WideWarming::peak)
            .found()
            .kernels()
            .orElse(null);
    if (kernel == null) {
      return OptionalDouble.empty();
    }
    int rounds = 100_000;
    double operations = 2.0 * rounds * PeakKernel.CHAINS * kernel.lanes();
    double most = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    float sum = 0;
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      sum += kernel.multiply(rounds);
      most = Math.max(most, operations / (System.nanoTime() - start));
    }
    return Float.isNaN(sum) ? OptionalDouble.empty() : OptionalDouble.of(most);
  }

  /** In place of what was found, for tests; returns that. */
  static synchronized Wide replace(Wide other) {
    Wide before = ofThisProcess();
    ofThisProcess = other;
    return before;
  }

  /** What is used, or why nothing is, kind by kind if they differ; looks at all that is there. */
  public String state() {
    String ofConvolutions = convolutions.found().state();
    String ofPools = pools.found().state();
    String ofNorms = norms.found().state();
    String ofCurves = curves.found().state();
    return Stream.of(ofConvolutions, ofPools, ofNorms, ofCurves).distinct().count() == 1
        ? ofNorms
        : Stream.of(
                "convolutions " + ofConvolutions,
                "pooling " + ofPools,
                "batch norm " + ofNorms,
                "activations " + ofCurves)
            .collect(Collectors.joining("; "));
  }

  /** Of the calling thread, as others may use its processor too; else of the clock. */
  static long processorNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  Optional<ConvolutionKernels> convolutions() {
    return convolutions.found().kernels();
  }

  Optional<PoolKernels> pools() {
    return pools.found().kernels();
  }

  Optional<NormKernels> norms() {
    return norms.found().kernels();
  }

  Optional<CurveKernels> curves() {
    return curves.found().kernels();
  }

  /** What there is, but without kernels for pooling, batch norm and activations. */
  Wide convolutionsAlone(String why) {
    return new Wide(convolutions, new Kind<>(why), new Kind<>(why), new Kind<>(why));
  }

  static Wide none(String why) {
    return new Wide(new Kind<>(why), new Kind<>(why), new Kind<>(why), new Kind<>(why));
  }
}
