package io.ablate4j.fuzz;

import io.ablate4j.fuzz.Fuzzer.Find;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The long run of the fuzzer; {@code scripts/fuzz} starts it. Arguments: how many inputs, the
 * number of the first one, the folder for finds, and the readers to be tried, all if there is none.
 */
public final class FuzzMain {
  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long MOST_BYTES = 1L << 30;

  private FuzzMain() {}

  /** Ends with 1 if there is a find. */
  public static void main(String[] arguments) throws IOException {
    int inputs = Integer.parseInt(arguments[0]);
    int first = Integer.parseInt(arguments[1]);
    Path kept = Path.of(arguments[2]);
    List<String> names = List.of(arguments).subList(3, arguments.length);
    Path work = Files.createTempDirectory("ablate4j-fuzz-");
    Slow slow = new Slow(kept);
    List<FuzzTarget> targets =
        FuzzTargets.all().stream()
            .filter(target -> names.isEmpty() || names.contains(target.name()))
            .toList();
    int shares = targets.stream().mapToInt(FuzzTarget::share).sum();
    boolean clean = true;
    System.out.println("reader   inputs   a second  refused  finds  over 5 s  MB of one  peak MB");
    for (FuzzTarget target : targets) {
      Fuzzer fuzzer = new Fuzzer(target, work, slow);
      int count = (int) ((long) inputs * target.share() / shares);
      long start = System.nanoTime();
      fuzzer.run(first, first + count);
      double seconds = (System.nanoTime() - start) / 1e9;
      long peak = peak();
      System.out.printf(
          Locale.ROOT,
          "%-7s %8d %9.0f %7.1f%% %6d %9d %10d %8d%n",
          target.name(),
          fuzzer.inputs(),
          fuzzer.inputs() / seconds,
          100.0 * fuzzer.refusals() / fuzzer.inputs(),
          fuzzer.finds().size(),
          slow.take(),
          fuzzer.mostAllocated() >> 20,
          peak >> 20);
      keep(kept.resolve(target.name()), fuzzer);
      clean &= fuzzer.finds().isEmpty() && peak < MOST_BYTES;
    }
    FuzzFiles.delete(work);
    if (!clean || slow.any) {
      System.out.println("There are finds: see above and " + kept + ".");
      System.exit(1);
    }
    System.out.println("No exception but our own, none over 5 s, never more than 1 GB.");
  }

  private static void keep(Path folder, Fuzzer fuzzer) throws IOException {
    for (Map.Entry<String, Find> each : fuzzer.finds().entrySet()) {
      Find find = each.getValue();
      System.out.println(
          "  " + find.count() + " x " + each.getKey() + ", first by " + find.number());
      Path place = folder.resolve(String.valueOf(find.number()));
      find.input().write(place.resolve("files"));
      Files.writeString(
          place.resolve("find.txt"),
          each.getKey() + "\noptions " + find.input().options() + "\n" + find.text());
    }
  }

  /** Of this process, in bytes; 0 where the system does not tell. */
  private static long peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  /** Keeps inputs that take over 5 s; ends all if one takes a minute. */
  private static final class Slow implements Fuzzer.Watch {
    private final Path kept;
    private final Thread reader = Thread.currentThread();
    private final List<String> slow = new ArrayList<>();
    private boolean any;
    private String what = "";
    private FuzzInput input;
    private long begun;
    private boolean noted;

    Slow(Path kept) {
      this.kept = kept;
      Thread looking = new Thread(this::look, "fuzz-watch");
      looking.setDaemon(true);
      looking.start();
    }

    @Override
    public synchronized void begun(String name, FuzzInput read) {
      what = name;
      input = read;
      begun = System.nanoTime();
      noted = false;
    }

    @Override
    public synchronized void done() {
      input = null;
    }

    synchronized int take() {
      int count = slow.size();
      slow.clear();
      return count;
    }

    private void look() {
      try {
        while (true) {
          Thread.sleep(200);
          check();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private synchronized void check() throws IOException {
      long nanos = System.nanoTime() - begun;
      if (input == null || nanos < (noted ? STUCK_NANOS : HANG_NANOS)) {
        return;
      }
      if (noted) {
        System.out.println(what + " does not end.");
        Runtime.getRuntime().halt(3);
      }
      noted = true;
      any = true;
      slow.add(what);
      Path place = kept.resolve("slow").resolve(what.replace(' ', '-'));
      input.write(place.resolve("files"));
      StringBuilder stack = new StringBuilder(what + " took over 5 s\n" + input.options() + "\n");
      for (StackTraceElement frame : reader.getStackTrace()) {
        stack.append("\tat ").append(frame).append('\n');
      }
      Files.writeString(place.resolve("find.txt"), stack);
      System.out.println("  " + what + " takes over 5 s");
    }
  }
}
