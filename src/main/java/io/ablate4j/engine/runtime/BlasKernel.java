package io.ablate4j.engine.runtime;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * For which processor OpenBLAS multiplies matrices in this process, in its own words, such as
 * "Haswell" or "SkylakeX". It decides so by the processor, unless {@code OPENBLAS_CORETYPE} names
 * one; sums of another kernel differ in their last bits.
 */
public final class BlasKernel {
  /** The environment variable that decides it. */
  public static final String VARIABLE = "OPENBLAS_CORETYPE";

  private static final int MOST_LETTERS = 40;
  private static final long LOW = 0xFFFFFFFFL;
  private static final long TURN = LOW + 1;

  private BlasKernel() {}

  /** As the library tells; empty if it is not OpenBLAS, or of a build that cannot tell. */
  public static Optional<String> ofThisProcess() {
    try {
      Loader.load(openblas_nolapack.class);
      try (Pointer function = Loader.addressof("openblas_get_corename")) {
        return function == null ? Optional.empty() : word(call(function));
      }
    } catch (LinkageError e) {
      return Optional.empty(); // no OpenBLAS for this system
    }
  }

  private static Optional<String> word(long address) {
    try (Text text = new Text(address)) {
      String word = text.word();
      return word.matches("[A-Za-z0-9_+-]{2," + MOST_LETTERS + "}")
          ? Optional.of(word)
          : Optional.empty();
    }
  }

  /**
   * Calls {@code char *openblas_get_corename(void)}. The only call that JavaCPP brings for OpenBLAS
   * and that gives back anything is one of 32 bits. The text is in the same library as the
   * function, which is far shorter than 4 GB, so that the nearest address with these bits is the
   * one.
   */
  private static long call(Pointer function) {
    try (Call call = new Call()) {
      call.put(function);
      return nearest(function.address(), call.call(0) & LOW);
    }
  }

  /** The address nearest to another one that has these low 32 bits. */
  static long nearest(long near, long low) {
    long same = near & ~LOW | low;
    if (same - near > TURN / 2) {
      return same - TURN;
    }
    return near - same > TURN / 2 ? same + TURN : same;
  }

  /** A function of one number, or of none, which then is ignored, that gives 32 bits. */
  private static final class Call extends openblas_nolapack.MklSetNumThreadsLocal {
    Call() {
      super();
    }
  }

  /** A C string at an address. */
  private static final class Text extends BytePointer {
    Text(long address) {
      super((Pointer) null);
      this.address = address;
    }

    String word() {
      return getString();
    }
  }
}
