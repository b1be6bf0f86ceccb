package io.ablate4j.probe;

/** Shares of what layers have, layer by layer and of all layers together. */
final class Shares {
  private final ReadingSink sink;
  private double counted;
  private double all;

  Shares(ReadingSink sink) {
    this.sink = sink;
  }

  /**
   * Puts the share of a layer.
   *
   * @param counted of its units or outputs
   * @param of how many it has
   */
  void add(String layer, long counted, int of) {
    sink.put(layer, (double) counted / of);
    this.counted += counted;
    all += of;
  }

  /** Puts that of all layers; NaN if there was none. */
  void putAll() {
    sink.put("", counted / all);
  }
}
