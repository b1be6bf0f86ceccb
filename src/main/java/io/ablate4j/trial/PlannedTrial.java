package io.ablate4j.trial;

import java.util.Objects;

/**
 * A trial as its study asks for it, with what a reader needs to place its result.
 *
 * @param key identifies the trial
 * @param cell its factor levels
 * @param seed the replicate it belongs to
 * @param specJson the canonical JSON whose SHA-256 is the key
 */
public record PlannedTrial(TrialKey key, Cell cell, long seed, String specJson) {
  public PlannedTrial {
    Objects.requireNonNull(cell, "cell");
    if (!TrialKey.ofCanonicalJson(specJson).equals(key)) {
      throw new IllegalArgumentException("key " + key + " is not that of its spec " + specJson);
    }
  }

  /** The same in a study that compares the levels of a factor. */
  public PlannedTrial comparing(String factor) {
    return new PlannedTrial(key, cell.comparing(factor), seed, specJson);
  }

  /** The same of a cell that is called otherwise. */
  public PlannedTrial of(Cell other) {
    return new PlannedTrial(key, other, seed, specJson);
  }
}
