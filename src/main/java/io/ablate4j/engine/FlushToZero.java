package io.ablate4j.engine;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the processor count denormal numbers as zero, on the calling thread, until closed. Optimizer
 * state of dead units decays into denormals, and each operation on one costs a hundred others: an
 * mlp at batch 16 spent 85 % of its time on them after 800 steps.
 *
 * <p>Sets the bits "flush to zero" and "denormals are zero" of MXCSR (Intel 64 manual, volume 1,
 * 10.2.3) through the C library's floating-point environment. On another processor or C library it
 * does nothing and says so.
 */
public final class FlushToZero implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FlushToZero.class);

  /** Where MXCSR is in glibc's fenv_t on x86-64, which has 32 bytes. */
  private static final int MXCSR_OFFSET = 28;

  private static final int ENVIRONMENT_BYTES = 64;
  private static final int FLUSH_TO_ZERO = 0x8000;
  private static final int DENORMALS_ARE_ZERO = 0x0040;

  private static final FlushToZero LEFT_OFF = new FlushToZero(null, false);

  private final Memory before;
  private final boolean wanted;

  private FlushToZero(Memory before, boolean wanted) {
    this.before = before;
    this.wanted = wanted;
  }

  /** The calling thread left as it is, for computations that are to have their denormals. */
  public static FlushToZero leftOff() {
    return LEFT_OFF;
  }

  /** Switches it on where it can be; {@link #isOn()} says whether it is. */
  public static FlushToZero onThisThread() {
    if (!isKnownPlatform()) {
      return new FlushToZero(null, true);
    }
    try {
      Jna.load();
      Memory before = new Memory(ENVIRONMENT_BYTES);
      call("fegetenv", before);
      Memory after = new Memory(ENVIRONMENT_BYTES);
      call("fegetenv", after);
      after.setInt(MXCSR_OFFSET, after.getInt(MXCSR_OFFSET) | FLUSH_TO_ZERO | DENORMALS_ARE_ZERO);
      call("fesetenv", after);
      return new FlushToZero(before, true);
    } catch (LinkageError e) { // also where JNA itself cannot be loaded
      LOG.debug("No floating-point environment to set", e); // slower, but right: carry on
      return new FlushToZero(null, true);
    }
  }

  /** What a trial's provenance says: {@code on}, {@code off} or {@code not available}. */
  public String state() {
    if (isOn()) {
      return "on";
    }
    return wanted ? "not available" : "off";
  }

  /** Whether a denormal result is zero on this thread now; measured, not believed. */
  public static boolean isOn() {
    float[] operands = {Float.MIN_NORMAL, 0.5f};
    return half(operands) == 0;
  }

  /** Of an array, so that no compiler works it out beforehand. */
  private static float half(float[] operands) {
    return operands[0] * operands[1];
  }

  private static boolean isKnownPlatform() {
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return System.getProperty("os.name").startsWith("Linux")
        && (processor.equals("amd64") || processor.equals("x86_64"));
  }

  private static void call(String function, Memory environment) {
    Function f = NativeLibrary.getInstance("m").getFunction(function);
    if (f.invokeInt(new Object[] {environment}) != 0) {
      throw new UnsatisfiedLinkError(function + " refused");
    }
  }

  /** As it was before. */
  @Override
  public void close() {
    if (before != null) {
      call("fesetenv", before);
    }
  }
}
