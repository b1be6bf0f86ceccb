package io.ablate4j.engine.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * ND4J's native library, set up once a process: the oneDNN layer helpers on, a fixed number of
 * threads. Threads spin at barriers, so more of them than free cores make a trial several times
 * slower.
 */
public final class NativeRuntime {
  /** Read by DL4J when a layer is made. */
  public static final String HELPERS_DISABLED = "org.eclipse.deeplearning4j.helpers.disable";

  private static NativeRuntime instance;

  private final SortedMap<String, String> facts;

  private NativeRuntime(int threads) {
    System.setProperty(HELPERS_DISABLED, "false");
    OpExecutioner executioner = Nd4j.getExecutioner();
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    openblas_nolapack.blas_set_num_threads(threads); // it has threads of its own
    SortedMap<String, String> known = new TreeMap<>();
    known.put("native-build", nativeBuild());
    known.put("dl4j", Nd4j.class.getPackage().getImplementationVersion());
    known.put("threads", String.valueOf(threads));
    known.put(
        "blas", executioner.getEnvironmentInformation().getProperty("blas.vendor", "unknown"));
    known.put(
        "openblas-coretype", System.getenv().getOrDefault(BlasKernel.VARIABLE, "by processor"));
    known.put("blas-kernel", BlasKernel.ofThisProcess().orElse("unknown"));
    known.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
    known.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    known.put("processor", processor());
    known.put("pinned", pinned(Processor.allowed().size()));
    known.values().removeIf(java.util.Objects::isNull);
    facts = Collections.unmodifiableSortedMap(known);
  }

  /**
   * The library, started if need be.
   *
   * @param threads native threads an operation may use; must be the same on every call
   */
  public static synchronized NativeRuntime start(int threads) {
    if (instance == null) {
      instance = new NativeRuntime(threads);
    } else if (!instance.facts.get("threads").equals(String.valueOf(threads))) {
      throw new IllegalStateException("already started with " + instance.facts.get("threads"));
    }
    return instance;
  }

  /** What decides the bits and the speed of results, by name. */
  public SortedMap<String, String> facts() {
    return facts;
  }

  /** The type of the arrays that are made from now on: everybody in this process may set it. */
  public static String typeOfNewArrays() {
    return Nd4j.dataType().name();
  }

  /** Whose code the layer helpers run, and ND4J's convolution, which they share. */
  public static String helperLibrary() {
    // ND4J says it may use oneDNN also where its build has none.
    return nativeBuild().contains("-onednn") ? "onednn" : "nd4j";
  }

  /** Runs {@code make} with DL4J's layer helpers switched off; layers choose theirs when made. */
  public static <T> T withoutHelpers(Supplier<T> make) {
    String before = System.getProperty(HELPERS_DISABLED);
    System.setProperty(HELPERS_DISABLED, "true");
    try {
      return make.get();
    } finally {
      if (before == null) {
        System.clearProperty(HELPERS_DISABLED);
      } else {
        System.setProperty(HELPERS_DISABLED, before);
      }
    }
  }

  private static String pinned(int processors) {
    return switch (processors) {
      case 0 -> "unknown";
      case 1 -> "to one processor";
      default -> "no";
    };
  }

  private static String processor() {
    try {
      return Processor.here().flatMap(Processor::name).orElse("unknown");
    } catch (IOException e) {
      return "unknown, its description cannot be read";
    }
  }

  /** The folder the library was unpacked to is called after the jar it came from. */
  private static String nativeBuild() {
    Path library = Path.of(Loader.load(Nd4jCpu.class));
    for (Path part : library) {
      String name = part.toString();
      if (name.startsWith("nd4j-native-") && name.endsWith(".jar")) {
        return name.substring(0, name.length() - ".jar".length());
      }
    }
    return library.getFileName().toString();
  }
}
