package io.ablate4j.regularization;

/** The kinds of weight layers that placements tell apart. */
public enum LayerKind {
  CONV("conv", "convolution"),
  DENSE("dense", "dense layer");

  private final String word;
  private final String inWords;

  LayerKind(String word, String inWords) {
    this.word = word;
    this.inWords = inWords;
  }

  /** As study files write it. */
  public String word() {
    return word;
  }

  /** As sentences have it. */
  public String inWords() {
    return inWords;
  }
}
