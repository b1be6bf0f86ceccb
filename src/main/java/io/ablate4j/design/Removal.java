package io.ablate4j.design;

import java.util.Objects;

/**
 * Why a step of a design took a cell away.
 *
 * @param step its name
 * @param entry what did it and where that is written, such as "exclude { model: mlp }
 *     (study.yaml:7)"; the same for all cells that it took away
 * @param detail what it is about this cell; empty if the entry says it all
 */
public record Removal(String step, String entry, String detail) {
  public Removal {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(detail, "detail");
  }

  /** Whether a zip gave the cell other levels, so that there are others in its place. */
  public boolean isByZip() {
    return step.equals(Design.ZIP);
  }
}
