package io.ablate4j.data.image;

/** A file that is no image we can read without guessing. The message goes on after "because". */
public final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1;

  private final String advice;

  /**
   * @param reason what is wrong with the file, such as "it ends early"
   * @param advice what to do, as after "Maybe"
   */
  UnreadableImageException(String reason, String advice) {
    super(reason);
    this.advice = advice;
  }

  /** A file whose bytes are not all there. */
  static UnreadableImageException cut(String missing) {
    return new UnreadableImageException(
        "it ends early, " + missing, "copy or download it again, or take it away.");
  }

  /** A file whose bytes contradict each other. */
  static UnreadableImageException damaged(String how) {
    return new UnreadableImageException(how, "copy or download it again, or take it away.");
  }

  /** A good file of a kind that is not read here. */
  static UnreadableImageException unsupported(String kind, String conversion) {
    return new UnreadableImageException(kind, conversion);
  }

  /** What to do. */
  public String advice() {
    return advice;
  }
}
