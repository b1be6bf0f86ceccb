package io.ablate4j.doctor;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * What one check of the doctor found.
 *
 * @param name what was looked at, a word or two
 * @param verdict what it means for results
 * @param text what there is
 * @param advice what to do about it, without the leading "Maybe"; beside {@code OK} a mere hint
 */
public record Finding(String name, Verdict verdict, String text, Optional<String> advice) {
  /** What a finding means for results. */
  public enum Verdict {
    OK,
    SLOW,
    WRONG;

    /** As it is printed. */
    public String mark() {
      return switch (this) {
        case OK -> "ok";
        case SLOW -> "slow";
        case WRONG -> "wrong";
      };
    }
  }

  /** Looks at one thing. */
  @FunctionalInterface
  interface Check {
    /** Whatever it throws is a finding too. */
    Finding find() throws IOException;
  }

  public Finding {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(advice, "advice");
    if (verdict != Verdict.OK && advice.isEmpty()) {
      throw new IllegalArgumentException(name + ": a bad finding without advice");
    }
  }

  static Finding ok(String name, String text) {
    return new Finding(name, Verdict.OK, text, Optional.empty());
  }

  /** Nothing wrong, but worth a word. */
  static Finding hint(String name, String text, String advice) {
    return new Finding(name, Verdict.OK, text, Optional.of(advice));
  }

  static Finding slow(String name, String text, String advice) {
    return new Finding(name, Verdict.SLOW, text, Optional.of(advice));
  }

  static Finding wrong(String name, String text, String advice) {
    return new Finding(name, Verdict.WRONG, text, Optional.of(advice));
  }

  /**
   * The check's finding; if it fails, that failure. Native libraries and fonts that are missing
   * make themselves known by errors, not by exceptions.
   *
   * @param advice what to do if the check fails
   */
  static Finding of(String name, String advice, Check check) {
    try {
      return check.find();
    } catch (OutOfMemoryError e) {
      return wrong(name, message(e), "give Java more memory with -Xmx, also in JAVA_TOOL_OPTIONS.");
    } catch (Exception | LinkageError | VirtualMachineError e) {
      return wrong(name, message(e), advice);
    }
  }

  /** What was thrown and, as wrappers say little, what caused it at the root. */
  private static String message(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == e || e.getMessage() == null
        ? firstLine(root)
        : firstLine(e) + " (" + firstLine(root) + ")";
  }

  private static String firstLine(Throwable e) {
    String first = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
    return e.getClass().getSimpleName() + (first.isEmpty() ? "" : ": " + first);
  }
}
