package io.ablate4j.engine.compiled;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Optional;

/**
 * Whether this process has {@link WideKernels}, and why not. Found out once: the JVM needs Java's
 * Vector API, which is a module to be asked for at its start; the processor vectors of eight floats
 * and more; and the JVM's compiler must have made vectors of them, as without it they are some
 * hundred times slower than plain loops.
 */
public final class Wide {
  /** The module, which is incubating in all versions of Java so far. */
  public static final String MODULE = "jdk.incubator.vector";

  private static final String SIMPLE_NAME = "VectorKernels";
  private static final int FEWEST_LANES = 8;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static Wide ofThisProcess;

  private final Optional<WideKernels> kernels;
  private final String state;

  private Wide(Optional<WideKernels> kernels, String state) {
    this.kernels = kernels;
    this.state = state;
  }

  /** Looked at once; takes a second or two the first time, if there is something to look at. */
  public static synchronized Wide ofThisProcess() {
    if (ofThisProcess == null) {
      ofThisProcess = find();
    }
    return ofThisProcess;
  }

  /** What the JVM of a worker is started with, so that it has the kernels; nothing if it cannot. */
  public static List<String> jvmOptions() {
    return Wide.class.getResource(SIMPLE_NAME + ".class") != null
            && ModuleFinder.ofSystem().find(MODULE).isPresent()
        ? List.of("--add-modules=" + MODULE)
        : List.of();
  }

  /** Whether a line that a JVM with {@link #jvmOptions} prints only says that it has them. */
  public static boolean isNotice(String line) {
    return line.equals("WARNING: Using incubator modules: " + MODULE);
  }

  /** In place of what was found, for tests; returns that. */
  static synchronized Wide replace(Wide other) {
    Wide before = ofThisProcess();
    ofThisProcess = other;
    return before;
  }

  /** What is used, or why nothing is. */
  public String state() {
    return state;
  }

  /** Of the calling thread, as others may use its processor too; else of the clock. */
  static long processorNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  Optional<WideKernels> kernels() {
    return kernels;
  }

  private static Wide find() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return none("this JVM was started without the module " + MODULE);
    }
    try {
      WideKernels kernels =
          (WideKernels)
              Class.forName(Wide.class.getPackageName() + "." + SIMPLE_NAME)
                  .getDeclaredConstructor()
                  .newInstance();
      if (kernels.lanes() < FEWEST_LANES) {
        return none("the processor's vectors hold " + kernels.lanes() + " floats");
      }
      return new WideWarming(kernels).isQuick()
          ? new Wide(Optional.of(kernels), kernels.lanes() + " floats a vector")
          : none("the JVM does not compile them to vectors");
    } catch (ReflectiveOperationException | LinkageError e) {
      return none("they are not on the class path");
    }
  }

  static Wide none(String why) {
    return new Wide(Optional.empty(), "not used: " + why);
  }
}
