package io.ablate4j.worker;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides whether a worker that lets others wait has to be given up: its time is over, it gives no
 * sign of life, or it gives signs but gets no further. Time counts only while this process is awake
 * itself: a terminal's Ctrl-Z stops the run together with its workers.
 */
public final class Vigil {
  /** Of the time that it may stand still: a worker that takes less of a processor sleeps. */
  private static final double LEAST_CPU = .0025;

  private static final long LOOKS_A_STILLNESS = 60;

  private final Limits limits;
  private final long lookNanos;
  private final boolean isIn;
  private long last;
  private long waited;
  private long silent;
  private long idle;
  private long still;
  private long longestStill;
  private long beats;
  private Beat mark = new Beat(-1, 0, "");
  private boolean hung;

  /**
   * How long to wait.
   *
   * @param stillness without a sign of life, or without any progress
   * @param timeout for all of it
   * @param overtime what to say after the timeout
   * @param step without a step done, however busy it is
   */
  public record Limits(
      Duration stillness, Duration timeout, String overtime, Supplier<Duration> step) {
    /** Without a bound for a step but the timeout. */
    static Limits of(Duration stillness, Duration timeout, String overtime) {
      return new Limits(stillness, timeout, overtime, () -> timeout);
    }
  }

  /**
   * Begins.
   *
   * @param beats of this worker that were heard before
   * @param isIn whether it has come in: its first beat is due then, before that its JVM starts
   * @param now nanoseconds of any clock that stands still for nobody
   */
  Vigil(Limits limits, long beats, boolean isIn, long now) {
    this.limits = limits;
    this.lookNanos = Math.max(1, limits.stillness().toNanos() / LOOKS_A_STILLNESS);
    this.beats = beats;
    this.isIn = isIn;
    this.last = now;
  }

  /** How long to sleep between two looks. */
  Duration betweenLooks() {
    return Duration.ofNanos(Math.min(lookNanos, Duration.ofSeconds(1).toNanos()));
  }

  /**
   * Looks.
   *
   * @param heard how many beats were heard of this worker
   * @param beat the latest of them, if there was one
   * @return why it must be given up, if so
   */
  Optional<String> look(long now, long heard, Beat beat) {
    // What is much longer than it was to sleep it was stopped, as its worker may have been.
    long passed = Math.min(now - last, 5 * lookNanos + Duration.ofSeconds(1).toNanos());
    last = now;
    waited += passed;
    silent += passed;
    idle += passed;
    still += passed;
    if (heard > beats) {
      beats = heard;
      silent = 0;
      take(beat);
    }
    return verdict();
  }

  private void take(Beat beat) {
    long stillness = limits.stillness().toNanos();
    if (beat.steps() != mark.steps()) {
      longestStill = Math.max(longestStill, still);
      still = 0;
      idle = 0;
      mark = beat;
    } else if (beat.cpuNanos() - mark.cpuNanos() > LEAST_CPU * stillness) {
      idle = 0;
      mark = beat;
    } else {
      mark = new Beat(mark.steps(), mark.cpuNanos(), beat.place());
    }
  }

  private Optional<String> verdict() {
    if (waited >= limits.timeout().toNanos()) {
      return Optional.of(limits.overtime());
    }
    long stillness = limits.stillness().toNanos();
    hung = true;
    if ((isIn || beats > 0) && silent >= stillness) {
      return Optional.of("the worker hung: no sign of life for " + words(limits.stillness()));
    }
    if (beats > 0 && idle >= stillness) {
      return Optional.of("the worker hung: no progress for " + words(limits.stillness()) + place());
    }
    Duration step = limits.step().get();
    if (still >= Math.max(stillness, step.toNanos())) {
      return Optional.of(
          "the worker hung: busy for " + words(step) + " without a step done" + place());
    }
    hung = false;
    return Optional.empty();
  }

  private String place() {
    return mark.place().isEmpty() ? "" : ", at " + mark.place();
  }

  /** Whether it was given up for standing still, not for taking too long. */
  boolean hung() {
    return hung;
  }

  /** The longest time without a step that it was seen to take. */
  public Duration longestStill() {
    return Duration.ofNanos(Math.max(longestStill, still));
  }

  public static String words(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    return seconds < 120
        ? (seconds == Math.rint(seconds) && seconds >= 10
            ? String.format(Locale.ROOT, "%.0f seconds", seconds)
            : seconds + " seconds")
        : duration.toMinutes() + " minutes";
  }
}
