package io.ablate4j.timing;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.Processor;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialFixtures;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.stats.Interval;
import io.ablate4j.stats.Paired;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import io.ablate4j.worker.ClassPath;
import io.ablate4j.worker.IdleWorkers;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How far the timing pass can be trusted: what it says of two arms that are the same, and whether
 * it notices a load that is switched on and off at random. Wants the machine for itself. Arguments:
 * repeats of the same pair (100), seconds under load in each layout (60), milliseconds of an arm in
 * a round (100; the timing pass of a short study takes fewer), rounds of a pair (20 on one thread,
 * as the pass of a study takes that is long enough; a short one takes 10). On all cores there are
 * fewer, as in a pass. Processes that keep processors busy all the time while pairs are timed (0).
 */
final class TimingBenchmark {
  private static final String CONTROL = "none";
  private static final List<String> MODELS = List.of("mlp", "cnn", "inception");
  private static final int BATCH = 32;
  private static final double LEVEL = .95;
  private static final Path ROWS = Path.of(System.getProperty("ablate4j.benchmark.rounds"));
  private static final Random RANDOM = new Random(1);
  private static Slicing slicing = new Slicing(100, 10, 2);
  private static int oneThreadRounds = TimingBudget.MOST_ROUNDS;

  private TimingBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int repeats = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    slicing = arguments.length > 2 ? new Slicing(Double.parseDouble(arguments[2]), 10, 2) : slicing;
    oneThreadRounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : oneThreadRounds;
    int busy = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 0;
    int processors = Runtime.getRuntime().availableProcessors();
    List<Process> others = new ArrayList<>();
    try {
      for (int i = 0; i < busy; i++) {
        others.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      samePair(repeats);
    } finally {
      others.forEach(Process::destroyForcibly);
    }
    if (seconds == 0) {
      return;
    }
    try (TimingRig rig = rig()) {
      say("%d processors; load known: %s", processors, rig.loadKnown());
      for (Layout layout : Layout.values()) {
        underLoad(rig, layout, seconds);
      }
    }
  }

  private static TimingRig rig() throws IOException {
    return TimingRig.start(
        Runtime.getRuntime().availableProcessors(),
        ClassPath.current(),
        new DataFolders(List.of()),
        new IdleWorkers());
  }

  /**
   * Each repeat has workers of its own, as each run has: what one JVM compiled, another did not.
   */
  private static void samePair(int repeats) throws IOException {
    try (Writer rows = Files.newBufferedWriter(ROWS)) {
      rows.append("repeat,layout,round,log_ratio,disturbed,foreign_load,change\n");
      samePair(repeats, rows);
    }
    say("Rounds: %s", ROWS);
  }

  private static void samePair(int repeats, Writer rows) throws IOException {
    Map<Layout, Repeats> all = new EnumMap<>(Layout.class);
    for (Layout layout : Layout.values()) {
      all.put(layout, new Repeats(layout));
    }
    for (int repeat = 1; repeat <= repeats; repeat++) {
      try (TimingRig rig = rig()) {
        open(rig, pair(MODELS.get(repeat % MODELS.size())));
        all.values().forEach(Repeats::begin);
        while (all.values().stream().anyMatch(Repeats::isOpen)) {
          rig.renew();
          for (Repeats layout : all.values()) {
            if (layout.isOpen()) {
              layout.round(rig, repeat, rows);
            }
          }
        }
        rig.release();
      }
      rows.flush();
      all.values().forEach(Repeats::end);
      if (repeat % 20 == 0 || repeat == repeats) {
        say("A/A, %d of %d pairs, %.0f ms of an arm in a round", repeat, repeats, slicing.millis());
        all.values().forEach(Repeats::tell);
      }
    }
  }

  /** What equal pairs gave in a layout. */
  private static final class Repeats {
    private final Layout layout;
    private final int rounds;
    private final List<Interval> intervals = new ArrayList<>();
    private final List<Double> logs = new ArrayList<>();
    private int tried;
    private int measured;
    private int disturbed;
    private int few;
    private int besideOthers;

    Repeats(Layout layout) {
      this.layout = layout;
      this.rounds = TimingBudget.rounds(layout, oneThreadRounds);
    }

    void begin() {
      logs.clear();
      tried = 0;
    }

    boolean isOpen() {
      return logs.size() < rounds && tried < 2 * rounds;
    }

    void round(TimingRig rig, int repeat, Appendable rows) throws IOException {
      TimingRig.Round timed = rig.round(layout, slicing);
      tried++;
      measured++;
      double log = Math.log(timed.stepMillis()[1] / timed.stepMillis()[0]);
      if (timed.seen().disturbed()) {
        disturbed++;
      } else {
        logs.add(log);
        besideOthers += timed.seen().foreignLoad() > TimingRound.QUIET ? 1 : 0;
      }
      rows.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%d,%s,%s,%s,%s%n",
              repeat,
              layout.word(),
              tried,
              log,
              timed.seen().disturbed(),
              timed.seen().foreignLoad(),
              timed.seen().change()));
    }

    void end() {
      few += logs.size() < rounds ? 1 : 0;
      // As the report has it: see PairedContrast.
      Paired.meanOfRounds(logs.stream().mapToDouble(Double::doubleValue).toArray(), LEVEL)
          .interval()
          .map(i -> new Interval(Math.exp(i.low()), Math.exp(i.high()), LEVEL))
          .ifPresent(intervals::add);
    }

    void tell() {
      double[] half =
          intervals.stream().mapToDouble(i -> 50 * (i.high() - i.low())).sorted().toArray();
      say(
          "  %s, %d rounds: %d of %d intervals contain 1; half-width %.2f %% (median), %.2f %%"
              + " (95th of 100), %.2f %% (most); above 3 %%: %d; %d with fewer rounds; %d of %d rounds"
              + " marked, %d measured beside other work",
          layout.word(),
          rounds,
          intervals.stream().filter(i -> i.contains(1)).count(),
          intervals.size(),
          half.length == 0 ? Double.NaN : half[half.length / 2],
          half.length == 0 ? Double.NaN : half[(int) (half.length * .95)],
          half.length == 0 ? Double.NaN : half[half.length - 1],
          Arrays.stream(half).filter(h -> h > 3).count(),
          few,
          disturbed,
          measured,
          besideOthers);
    }
  }

  private static void underLoad(TimingRig rig, Layout layout, int seconds) throws Exception {
    open(rig, pair("cnn"));
    int quietRounds = 0;
    int quietMarked = 0;
    int loaded = 0;
    int loadedMarked = 0;
    int partly = 0;
    int partlyMarked = 0;
    try (Load load = new Load()) {
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      while (System.nanoTime() < end) {
        long from;
        // As in a pass, the networks are made afresh; that is no part of a round.
        rig.renew();
        from = System.nanoTime();
        TimingRig.Round round = rig.round(layout, slicing);
        double share = load.share(from, System.nanoTime());
        int marked = round.seen().disturbed() ? 1 : 0;
        if (share == 0) {
          quietRounds++;
          quietMarked += marked;
        } else if (share < .25) {
          partly++;
          partlyMarked += marked;
        } else {
          loaded++;
          loadedMarked += marked;
        }
      }
    }
    rig.release();
    say(
        "Load %s, %d s: marked %d of %d rounds under load for a quarter of their time or more,"
            + " %d of %d under load for less, %d of %d quiet ones",
        layout.word(),
        seconds,
        loadedMarked,
        loaded,
        partlyMarked,
        partly,
        quietMarked,
        quietRounds);
  }

  private static void open(TimingRig rig, List<Trial> arms) throws IOException {
    for (Trial arm : arms) {
      rig.add(arm)
          .ifPresent(
              reason -> {
                throw new IllegalStateException(reason);
              });
    }
    rig.warmUp(slicing, System.nanoTime() + TimeUnit.MINUTES.toNanos(1), RANDOM);
  }

  /** The same network under two names. */
  private static List<Trial> pair(String model) {
    DatasetSpec glyphs = DatasetSpec.of("glyphs", 600, 100, 100);
    String checksum =
        Datasets.onClassPath().get("glyphs").open(glyphs, new DataFolders(List.of())).checksum();
    return List.of(CONTROL, "none-again").stream()
        .map(
            name ->
                TrialFixtures.trial(
                    CellFixtures.cell(model, name, BATCH, 1e-3, 1),
                    1,
                    new Regularization(name, Optional.empty(), Optional.empty()),
                    glyphs,
                    checksum,
                    Optimizer.DEFAULT,
                    EngineChoice.FAST,
                    25,
                    List.of()))
        .toList();
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** Keeps the last processor busy for half a second to three, then leaves it alone for as long. */
  private static final class Load implements AutoCloseable {
    private final List<long[]> times = new ArrayList<>();
    private final Thread switcher = new Thread(this::turnOnAndOff, "load");
    private final Random random = new Random(2);

    Load() {
      switcher.start();
    }

    private void turnOnAndOff() {
      List<Integer> allowed = Processor.allowed();
      String last = String.valueOf(allowed.get(allowed.size() - 1));
      try {
        while (true) {
          Thread.sleep(500 + random.nextInt(2500));
          long[] time = {System.nanoTime(), Long.MAX_VALUE};
          synchronized (times) {
            times.add(time);
          }
          Process busy =
              new ProcessBuilder("taskset", "-c", last, "sh", "-c", "while :; do :; done").start();
          try {
            Thread.sleep(500 + random.nextInt(2500));
          } finally {
            busy.destroyForcibly();
            busy.onExit().join();
            synchronized (times) {
              time[1] = System.nanoTime();
            }
          }
        }
      } catch (InterruptedException e) {
        // The benchmark is done.
      } catch (IOException e) {
        throw new IllegalStateException("no taskset here", e);
      }
    }

    /** Of that time, how much was under load. */
    double share(long from, long to) {
      double nanos = 0;
      synchronized (times) {
        for (long[] time : times) {
          nanos += Math.max(0, Math.min(to, time[1]) - Math.max(from, time[0]));
        }
      }
      return nanos / (to - from);
    }

    @Override
    public void close() throws InterruptedException {
      switcher.interrupt();
      switcher.join();
    }
  }
}
