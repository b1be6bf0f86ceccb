package io.ablate4j.cli;

import io.ablate4j.timing.TimingListener;
import io.ablate4j.trial.TimingRound.Layout;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Says how a timing pass goes on, in plain lines: a bar's own thread would take time from it. */
final class TimingProgress implements TimingListener {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final String name;
  private int groups;
  private int done;
  private long lastLine;

  TimingProgress(PrintWriter out, String name) {
    this.out = out;
    this.name = name;
  }

  @Override
  public void timing(
      int allGroups, Map<Layout, Integer> rounds, double seconds, boolean loadKnown) {
    groups = allGroups;
    lastLine = System.nanoTime();
    out.println(
        name
            + ": timing pass: "
            + counted(groups, "group")
            + ", "
            + counted(rounds.get(Layout.ONE_THREAD), "round")
            + " each on one thread"
            + (rounds.containsKey(Layout.ALL_CORES)
                ? " and " + rounds.get(Layout.ALL_CORES) + " on all cores"
                : "")
            + ", about "
            + (long) Math.ceil(seconds)
            + " s.");
    if (!loadKnown) {
      out.println(
          "  This system does not report how busy its processors are: only who works on a worker's"
              + " own one is noticed.");
    }
  }

  @Override
  public void timed(String group) {
    done++;
    if (done < groups && System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
      lastLine = System.nanoTime();
      out.println(name + ": " + done + " of " + counted(groups, "group") + " timed.");
    }
  }

  @Override
  public void notTimed(String what, String reason) {
    out.println(name + ": " + what + " not timed: " + reason);
  }

  @Override
  public void lacking(List<String> groups) {
    out.println(
        name
            + ": fewer undisturbed rounds than needed when the time was over:\n  "
            + String.join("\n  ", groups)
            + "\n  Maybe run again: they alone are timed anew.");
  }

  @Override
  public void timingDone(int rounds, int disturbed, int besideOthers) {
    out.println(
        name
            + ": timing pass done, "
            + disturbed
            + " of "
            + counted(rounds, "round")
            + " disturbed"
            + (besideOthers == 0 ? "." : ", " + besideOthers + " measured beside other work."));
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
