package io.ablate4j.engine.runtime;

/**
 * What a dropout layer has done while it trained.
 *
 * @param layer its name
 * @param kept how many numbers, or channels, stayed
 * @param drawn of how many; 0 of a kind of dropout that lets nothing go as a whole
 * @param retain the probability of each to stay that was asked for
 */
public record DropCount(String layer, long kept, long drawn, double retain) {
  /** Of both together. */
  public DropCount and(DropCount other) {
    return new DropCount(layer, kept + other.kept, drawn + other.drawn, retain);
  }
}
