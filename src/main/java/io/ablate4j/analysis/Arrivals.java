package io.ablate4j.analysis;

/**
 * How many of a contrast's trials reached the target, on either side.
 *
 * @param level of the side that is spoken of
 * @param ofLevel trials of that side
 * @param control of the other side
 * @param ofControl trials of the other side
 */
public record Arrivals(int level, int ofLevel, int control, int ofControl) {
  /** Of a metric that has no target. */
  public static final Arrivals NONE = new Arrivals(0, 0, 0, 0);

  /** Whether the side that is spoken of never got there, and the other did: there is no ratio. */
  public boolean isLevelNever() {
    return ofLevel > 0 && level == 0 && control > 0;
  }

  /** The other way round. */
  public boolean isControlNever() {
    return ofControl > 0 && control == 0 && level > 0;
  }

  /** Whether one side never got there. */
  public boolean isOneSided() {
    return isLevelNever() || isControlNever();
  }
}
