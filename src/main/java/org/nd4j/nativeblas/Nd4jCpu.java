package org.nd4j.nativeblas;

/**
 * Stands where Deeplearning4j 1.0.0-M2.1 still looks for a class that ND4J moved elsewhere. {@code
 * BaseMKLDNNHelper} asks it by reflection whether oneDNN may be used, finds no such class, and
 * leaves every oneDNN layer helper dead: convolution, pooling and batch norm then run three to four
 * times slower. This class answers for the moved one.
 */
public final class Nd4jCpu {
  private Nd4jCpu() {}

  /** The part of the moved class that is asked for. */
  public static final class Environment {
    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    /** The only one; called by reflection. */
    public static Environment getInstance() {
      return INSTANCE;
    }

    /** Whether this native build has oneDNN and may use it; called by reflection. */
    public boolean isUseMKLDNN() {
      return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance().isUseONEDNN();
    }
  }
}
