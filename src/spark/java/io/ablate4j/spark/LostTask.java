package io.ablate4j.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why Spark has given up a task, without what only a developer of Spark's wants to read. */
final class LostTask {
  private static final Pattern GIVEN_UP =
      Pattern.compile("failed (\\d+) times, most recent failure: (?s:(.*))");
  private static final Pattern LOST_EXECUTOR =
      Pattern.compile("ExecutorLostFailure \\(executor \\S+ (?:[^)]*)\\)(?: Reason: (?s:(.*)))?");
  private static final Pattern PLACE =
      Pattern.compile("^Lost task \\S+ in stage \\S+ \\(TID \\d+\\) \\([^)]*\\): ");

  private LostTask() {}

  /** In one or two lines. */
  static String reason(Exception thrown) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    return reason(String.valueOf(cause.getMessage()));
  }

  /** Of what Spark says. */
  static String reason(String message) {
    String plain = message.replaceAll("(?s)\\n\\s*Driver stacktrace:.*", "").strip();
    Matcher givenUp = GIVEN_UP.matcher(plain);
    if (!givenUp.find()) {
      return "Spark gave it up: " + plain.lines().findFirst().orElse("it does not say why");
    }
    String times = givenUp.group(1);
    String last = PLACE.matcher(givenUp.group(2).strip()).replaceFirst("");
    Matcher lost = LOST_EXECUTOR.matcher(last);
    if (lost.find()) {
      String why = lost.group(1) == null ? "" : ": " + lost.group(1).strip();
      return "its executor process ended each of " + times + " times" + why;
    }
    return "it failed on the executor " + times + " times: " + last.lines().findFirst().orElse("");
  }
}
