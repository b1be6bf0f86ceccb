package io.ablate4j.model.file;

/** Words of files in messages: one line, no control characters, not too many of them. */
final class Shown {
  private static final int MOST = 200;

  private Shown() {}

  static String line(String text) {
    if (text == null || text.isBlank()) {
      return "no more is known";
    }
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    return line.length() <= MOST ? line : line.substring(0, MOST) + "...";
  }

  /** The innermost reason of what was thrown, its first sentence. */
  static String reason(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    if (message == null || message.isBlank()) {
      return root.getClass().getSimpleName();
    }
    // Jackson goes on with places in its own source.
    return line(message.split("\n|\\(through reference|at \\[Source")[0]).replaceAll("[.:]$", "");
  }
}
