package io.ablate4j.probe;

/**
 * What a probe computes at one moment, for predicting how long trials take. What it shares with
 * others of the moment is computed once for all.
 *
 * @param readsTrain whether it asks for the pass of {@link ProbeMoment#train} without masks
 * @param readsGradients whether it asks for {@link ProbeMoment#gradients}
 * @param passed images that it passes forward besides, each as often as it does; a pass back counts
 *     as two more
 * @param read images in whose passes it looks at each number of each layer, each as often as it
 *     does: a sort counts as five looks
 * @param seconds that it takes besides, whatever the network, on a core of some 3 GHz
 */
public record ProbeWork(
    boolean readsTrain, boolean readsGradients, double passed, double read, double seconds) {
  /**
   * Of an image's passes forward and back: the outputs, and the gradients of inputs and weights.
   */
  public static final int FORWARD_AND_BACK = 3;

  /** It looks at parameters alone. */
  public static final ProbeWork NONE = new ProbeWork(false, false, 0, 0, 0);

  /** One pass of the training examples of the moment. */
  public static final ProbeWork OF_TRAIN = new ProbeWork(true, false, 0, 0, 0);

  /** Gradients of the moment. */
  public static final ProbeWork OF_GRADIENTS = new ProbeWork(false, true, 0, 0, 0);

  public ProbeWork {
    if (!(passed >= 0 && read >= 0 && seconds >= 0 && Double.isFinite(passed + read + seconds))) {
      throw new IllegalArgumentException(
          "passes " + passed + " images, reads " + read + " and takes " + seconds + " s");
    }
  }

  /** Passes of its own alone. */
  public static ProbeWork passing(double images) {
    return new ProbeWork(false, false, images, 0, 0);
  }

  /** The same, looking at each number of each layer. */
  public ProbeWork reading(double images) {
    return new ProbeWork(readsTrain, readsGradients, passed, read + images, seconds);
  }

  /** The same and some seconds besides. */
  public ProbeWork taking(double more) {
    return new ProbeWork(readsTrain, readsGradients, passed, read, seconds + more);
  }

  /** Both at one moment. */
  public ProbeWork and(ProbeWork other) {
    return new ProbeWork(
        readsTrain || other.readsTrain,
        readsGradients || other.readsGradients,
        passed + other.passed,
        read + other.read,
        seconds + other.seconds);
  }
}
