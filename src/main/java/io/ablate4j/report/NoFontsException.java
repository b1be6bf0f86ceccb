package io.ablate4j.report;

/** This Java cannot draw text, and so no chart: it lacks a library, not merely fonts. */
public final class NoFontsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoFontsException(Throwable cause) {
    super(
        "This Java cannot draw charts: AWT does not start ("
            + root(cause)
            + ").\n"
            + "  Maybe install a Java with its font libraries, such as Debian's"
            + " openjdk-17-jre-headless with libfreetype6, or the package fontconfig; the stored"
            + " results are safe, and `ablate4j report DIR` makes the report later.",
        cause);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
