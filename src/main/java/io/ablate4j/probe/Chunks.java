package io.ablate4j.probe;

import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Examples in parts: those that pass together take memory at every layer. */
final class Chunks {
  /** Where it makes no difference which pass together. */
  static final int SIZE = 250;

  private Chunks() {}

  /** Parts of {@code size}; the last one may have fewer. */
  static List<Batch> of(Batch all, int size) {
    int numbers = all.features().length / all.size();
    List<Batch> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      int to = Math.min(from + size, all.size());
      parts.add(
          new Batch(
              Arrays.copyOfRange(all.features(), from * numbers, to * numbers),
              Arrays.copyOfRange(all.labels(), from, to)));
    }
    return parts;
  }

  /** The first {@code count} of them. */
  static Batch first(Batch all, int count) {
    return of(all, Math.min(count, all.size())).get(0);
  }

  /**
   * Probabilities, part by part.
   *
   * @return [examples x classes]
   */
  static double[] probabilities(NetworkView network, Batch all, int size, Mode mode) {
    double[] probabilities = null;
    int at = 0;
    for (Batch part : of(all, size)) {
      float[] own = network.forward(part, mode).probabilities();
      if (probabilities == null) {
        probabilities = new double[own.length / part.size() * all.size()];
      }
      for (float value : own) {
        probabilities[at++] = value;
      }
    }
    return probabilities;
  }
}
