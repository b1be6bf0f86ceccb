package io.ablate4j.engine.compiled;

import io.ablate4j.view.Mode;

/**
 * What a forward pass is for.
 *
 * @param byBatch whether batch norm takes the statistics of the batch, else the running ones
 * @param moves whether these move the running ones
 * @param drops whether dropout draws masks
 * @param goesBack whether a way back may follow
 */
record PassKind(boolean byBatch, boolean moves, boolean drops, boolean goesBack) {
  /** A step of the optimizer follows. */
  static final PassKind TRAINING = new PassKind(true, true, true, true);

  /** Predictions alone. */
  static final PassKind INFERENCE = new PassKind(false, false, false, false);

  /** Somebody looks on: nothing moves. */
  static PassKind observing(Mode mode) {
    return new PassKind(mode.norm() == Mode.Norm.BATCH, false, mode.drop() == Mode.Drop.ON, true);
  }
}
