package io.ablate4j.worker;

import io.ablate4j.engine.CpuClock;
import io.ablate4j.train.Pulse;
import io.ablate4j.worker.Channel.Frame;
import io.ablate4j.worker.Channel.Kind;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What goes on in a worker beside its work: it listens, so that it does not train on for nobody,
 * gives signs of life, and says why it ends.
 */
final class WorkerLife {
  /** Of work that does not heed its interruption. */
  private static final long LAST_MILLIS = 5000;

  private static final String END = "";

  private final Channel channel;
  private final Thread worker;
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private volatile boolean over;
  private long told;

  private WorkerLife(Channel channel, Thread worker) {
    this.channel = channel;
    this.worker = worker;
  }

  /**
   * Begins.
   *
   * @param beatMillis from one sign of life to the next
   * @param worker the thread that works; interrupted when nobody needs its work any more
   */
  static WorkerLife begin(Channel channel, long beatMillis, Thread worker) {
    WorkerLife life = new WorkerLife(channel, worker);
    CpuClock.processNanos(); // loads native code before another thread can do the same
    start("requests", life::listen);
    start("heartbeat", () -> life.beat(beatMillis));
    Runtime.getRuntime().addShutdownHook(new Thread(life::sayGoodbye, "goodbye"));
    return life;
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The next request; empty if none will come any more. */
  Optional<String> next() throws InterruptedException {
    return Optional.of(requests.take()).filter(request -> !request.equals(END));
  }

  /** Whether nobody needs its work any more. */
  boolean isOver() {
    return over;
  }

  private void listen() {
    try {
      for (Frame frame = channel.receive(); ; frame = channel.receive()) {
        requests.add(frame.text());
      }
    } catch (IOException e) {
      // The run has ended, or died.
    }
    over = true;
    requests.add(END);
    worker.interrupt();
    try {
      worker.join(LAST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Offspring.endChildren();
    Runtime.getRuntime().halt(0);
  }

  private void beat(long millis) {
    while (!over) {
      try {
        Thread.sleep(millis);
        channel.send(Kind.BEAT, beat().text());
      } catch (IOException e) {
        return; // whoever listens for requests notices as well
      } catch (InterruptedException | RuntimeException | Error e) {
        // Somebody else's doing, or no memory: the next beat may come all the same.
      }
    }
  }

  private Beat beat() {
    long steps = Pulse.count();
    String place = steps == told ? place(worker.getStackTrace()) : "";
    told = steps;
    return new Beat(steps, CpuClock.processNanos(), place);
  }

  /** The innermost code that is not Java's own. */
  private static String place(StackTraceElement[] stack) {
    for (StackTraceElement element : stack) {
      String name = element.getClassName();
      if (!name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")) {
        return EndedBy.words(element);
      }
    }
    return "";
  }

  private void sayGoodbye() {
    if (over) {
      return;
    }
    Optional<String> why =
        EndedBy.code()
            .map(code -> "System.exit was called by " + code)
            .or(() -> EndedBy.signal().map(signal -> "it was sent " + signal));
    why.ifPresent(
        words -> {
          try {
            channel.send(Kind.GOODBYE, words);
          } catch (IOException e) {
            // Nobody listens.
          }
        });
  }
}
