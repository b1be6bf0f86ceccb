package io.ablate4j.fuzz;

import io.ablate4j.problem.ProblemsException;
import io.ablate4j.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Reads wrong inputs, the same ones each time: the number of an input says all about it. What
 * throws anything but our own exceptions is a find; it is made small and kept.
 */
final class Fuzzer {
  private static final int MOST_TRIES = 400;
  private static final int CORPUS = 60;

  private final FuzzTarget target;
  private final Path work;
  private final Watch watch;
  private final Map<String, Find> finds = new LinkedHashMap<>();
  private int read;
  private int refused;
  private long mostAllocated;

  /**
   * @param work folder for the inputs of this fuzzer alone
   * @param watch hears of each input before and after it is read
   */
  Fuzzer(FuzzTarget target, Path work, Watch watch) {
    this.target = target;
    this.work = work;
    this.watch = watch;
  }

  /** Looks at how long an input takes. */
  interface Watch {
    /** An input is about to be read by this thread. */
    void begun(String what, FuzzInput input);

    /** It has been read, or refused. */
    void done();
  }

  /**
   * What should not be.
   *
   * @param number of the first input that showed it
   * @param input as small as it could be made
   * @param thrown by it
   * @param count of inputs that showed it
   */
  record Find(int number, FuzzInput input, Throwable thrown, int count) {
    /** With the whole stack. */
    String text() {
      StringWriter text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text, true));
      return text.toString();
    }
  }

  /** Reads inputs of these numbers. */
  void run(int from, int to) throws IOException {
    List<FuzzInput> seeds = target.seeds();
    for (int number = from; number < to; number++) {
      SplittableRandom random = new SplittableRandom(number * 0x9E3779B97F4A7C15L + CORPUS);
      FuzzInput input = target.mutate(seeds.get(random.nextInt(seeds.size())), random);
      Optional<Throwable> thrown = read(target.name() + " " + number, input);
      if (thrown.isPresent()) {
        note(number, input, thrown.get());
      }
    }
  }

  private void note(int number, FuzzInput input, Throwable thrown) throws IOException {
    String sign = sign(thrown);
    Find known = finds.get(sign);
    finds.put(
        sign,
        known == null
            ? new Find(number, smaller(input, sign), thrown, 1)
            : new Find(known.number(), known.input(), known.thrown(), known.count() + 1));
  }

  /** What an input makes its reader throw that is not our own; empty if all is well. */
  Optional<Throwable> read(String what, FuzzInput input) throws IOException {
    Path folder = Files.createDirectories(work.resolve(target.name()));
    input.write(folder);
    long before = allocated();
    watch.begun(what, input);
    try {
      target.read(folder, input);
      return Optional.empty();
    } catch (ProblemsException | StoreException e) {
      refused++;
      return e.getMessage() == null || e.getMessage().isBlank()
          ? Optional.of(new AssertionError("refused without a word", e))
          : Optional.empty();
    } catch (Throwable e) {
      return Optional.of(e);
    } finally {
      watch.done();
      read++;
      mostAllocated = Math.max(mostAllocated, allocated() - before);
      FuzzFiles.delete(folder);
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  /** Kind and place: what has the same ones is the same find. */
  private static String sign(Throwable thrown) {
    String place =
        Arrays.stream(thrown.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("io.ablate4j."))
            .findFirst()
            .map(frame -> frame.getClassName() + "." + frame.getMethodName())
            .orElse("elsewhere");
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return thrown.getClass().getName() + " of " + root.getClass().getName() + " at " + place;
  }

  /** Leaves parts of files out for as long as the same is thrown. */
  private FuzzInput smaller(FuzzInput input, String sign) throws IOException {
    FuzzInput small = input;
    int tries = 0;
    for (String file : input.files().keySet()) {
      for (int part = small.files().get(file).length / 2; part > 0; part /= 2) {
        for (int at = 0; at + part <= small.files().get(file).length; ) {
          if (++tries > MOST_TRIES) {
            return small;
          }
          FuzzInput less =
              small.with(
                  file, ByteMutator.replaced(small.files().get(file), at, part, new byte[0]));
          if (read("a smaller one", less).map(Fuzzer::sign).filter(sign::equals).isPresent()) {
            small = less;
          } else {
            at += part;
          }
        }
      }
    }
    return small;
  }

  FuzzTarget target() {
    return target;
  }

  /** By what they are. */
  Map<String, Find> finds() {
    return finds;
  }

  int inputs() {
    return read;
  }

  int refusals() {
    return refused;
  }

  /** Bytes that one input had this thread allocate, at most. */
  long mostAllocated() {
    return mostAllocated;
  }
}
