package io.ablate4j.worker;

import io.ablate4j.data.DataFolders;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.Visible;
import io.ablate4j.worker.Channel.BrokenFrame;
import io.ablate4j.worker.Channel.Frame;
import io.ablate4j.worker.Channel.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One worker process as its run sees it. Whatever it does, or whatever is done to it, comes out as
 * an answer or as the reason why there is none.
 */
public final class WorkerProcess {
  /** Without a sign of life, or without progress. */
  public static final Duration STILLNESS = Duration.ofMinutes(1);

  /**
   * A worker needs two seconds to be ready, twenty on a machine that is busy with others, and has
   * been seen to need more than three minutes where all others went before it. One that dies is
   * noticed at once.
   */
  private static final Duration TO_START = Duration.ofMinutes(15);

  /** Answers take seconds at most: a slice of training, or a few networks made. */
  private static final Duration TO_ANSWER = Duration.ofMinutes(10);

  private static final int BEATS_A_STILLNESS = 12;
  private static final int MOST_WAITING = 1000;
  private static final long REST_MILLIS = 2000;

  private final Process process;
  private final String mark;
  private final WorkerLog log;
  private final Duration stillness;
  private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>(MOST_WAITING);
  private Channel channel;
  private volatile Heard heard = new Heard(0, new Beat(0, 0, ""));
  private volatile String goodbye = "";
  private volatile String killedBecause = "";

  /** The beats so far: how many, and the last one. */
  private record Heard(long beats, Beat last) {}

  /** What the reader of the channel passes on. */
  private sealed interface Message {}

  private record Received(Frame frame) implements Message {}

  private record Strange(String what) implements Message {}

  private record End() implements Message {}

  /** What came of a trial. */
  public sealed interface Reply {
    /**
     * It has a result.
     *
     * @param last whether the worker cannot be trusted with another trial
     */
    record Done(TrialResult result, boolean last) implements Reply {}

    /**
     * The worker is lost.
     *
     * @param hung whether it stood still and was ended for that
     */
    record Lost(String reason, boolean hung) implements Reply {}
  }

  private WorkerProcess(Process process, String mark, Duration stillness) {
    this.process = process;
    this.mark = mark;
    this.stillness = stillness;
    this.log = new WorkerLog(process.getInputStream());
  }

  /**
   * Starts a worker and waits until it is ready.
   *
   * @param prefix of its command, such as one that binds it to a processor; may be empty
   * @throws IOException if it cannot be started, dies before it is ready, or is not ready in time
   */
  public static WorkerProcess start(
      List<String> prefix, String classPath, DataFolders folders, List<String> jvmOptions)
      throws IOException {
    return start(prefix, classPath, folders, jvmOptions, TO_START, STILLNESS);
  }

  /** The same, with patience of one's own for what it is asked later. */
  public static WorkerProcess start(
      List<String> prefix,
      String classPath,
      DataFolders folders,
      List<String> jvmOptions,
      Duration stillness)
      throws IOException {
    return start(prefix, classPath, folders, jvmOptions, TO_START, stillness);
  }

  /**
   * The same, with all patience of one's own.
   *
   * @param patience until it is ready
   * @param stillness without a sign of life or without progress, in what it is asked later
   */
  public static WorkerProcess start(
      List<String> prefix,
      String classPath,
      DataFolders folders,
      List<String> jvmOptions,
      Duration patience,
      Duration stillness)
      throws IOException {
    try (Door door = Door.open()) {
      WorkerProcess worker =
          new WorkerProcess(
              WorkerLaunch.start(prefix, classPath, folders, jvmOptions, door.secret()),
              door.secret(),
              stillness);
      worker.invite(door);
      Vigil vigil =
          worker.vigil(
              Vigil.Limits.of(
                  STILLNESS, patience, "it was not ready after " + Vigil.words(patience)));
      try {
        if (worker.letIn(door, vigil) && worker.isReady(vigil)) {
          return worker;
        }
        throw new IOException("A worker process died at its start: " + worker.epitaph());
      } catch (IOException | RuntimeException e) {
        worker.end("did not start");
        throw e;
      }
    }
  }

  private void invite(Door door) {
    long beatMillis = Math.max(1, stillness.toMillis() / BEATS_A_STILLNESS);
    String line = new WorkerMain.Invitation(door.port(), door.secret(), beatMillis).line() + "\n";
    try (OutputStream in = process.getOutputStream()) {
      in.write(line.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // It is dead already, which its exit code tells.
    }
  }

  /** Waits until it has come in; false if it is dead. */
  private boolean letIn(Door door, Vigil vigil) throws IOException {
    Optional<Channel> visitor = Optional.empty();
    while (visitor.isEmpty()) {
      visitor = door.look();
      if (visitor.isEmpty() && !process.isAlive()) {
        return false;
      }
      vigil.look(System.nanoTime(), 0, heard.last()).ifPresent(this::kill);
    }
    channel = visitor.get();
    Thread reader = new Thread(this::read, "worker " + process.pid());
    reader.setDaemon(true);
    reader.start();
    // A child that has the worker's end of the channel would keep it open.
    process.onExit().thenRun(() -> endAfter(reader));
    return true;
  }

  private boolean isReady(Vigil vigil) {
    return next(vigil) instanceof Received received && received.frame().kind() == Kind.READY;
  }

  private void read() {
    try {
      while (true) {
        Frame frame = channel.receive();
        switch (frame.kind()) {
          case BEAT -> heard = new Heard(heard.beats() + 1, Beat.read(frame.text()));
          case GOODBYE -> goodbye = shown(frame.text());
          default -> inbox.put(new Received(frame));
        }
      }
    } catch (BrokenFrame | IllegalArgumentException e) {
      inbox.offer(new Strange(shown(e.getMessage())));
    } catch (IOException e) {
      // It has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    inbox.offer(new End());
  }

  private void endAfter(Thread reader) {
    try {
      reader.join(REST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    inbox.offer(new End());
  }

  /** Begins to watch this worker. */
  public Vigil vigil(Vigil.Limits limits) {
    return new Vigil(limits, heard.beats(), channel != null, System.nanoTime());
  }

  /** The next message; {@link End} when it is dead, or was killed by the vigil. */
  private Message next(Vigil vigil) {
    try {
      while (true) {
        Message message = inbox.poll(vigil.betweenLooks().toNanos(), TimeUnit.NANOSECONDS);
        if (message instanceof End) {
          inbox.offer(message); // for whoever asks again
        }
        if (message != null) {
          return message;
        }
        Heard now = heard;
        vigil.look(System.nanoTime(), now.beats(), now.last()).ifPresent(this::kill);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterrupted("interrupted");
    }
  }

  /**
   * Has a trial carried out.
   *
   * @param vigil under which it is, just begun
   */
  public Reply carryOut(Trial trial, Vigil vigil) {
    try {
      channel.send(Kind.REQUEST, TrialSpecJson.writeRequest(trial));
    } catch (IOException e) {
      return new Reply.Lost(epitaph(), false);
    }
    Message message = next(vigil);
    if (message instanceof End) {
      return new Reply.Lost(epitaph(), vigil.hung());
    }
    if (message instanceof Received received) {
      Kind kind = received.frame().kind();
      if (kind == Kind.RESULT || kind == Kind.LAST_RESULT) {
        try {
          TrialResult result = ReceivedResult.read(received.frame().text(), trial);
          return new Reply.Done(result, kind == Kind.LAST_RESULT);
        } catch (IllegalArgumentException e) {
          return strange(received.frame().text(), e.getMessage());
        }
      }
      return strange(received.frame().text(), "it was asked for a result");
    }
    return strange(((Strange) message).what(), "nothing after it can be read");
  }

  private Reply strange(String what, String why) {
    String reason = "the worker sent \"" + shown(what) + "\", which is not a result: " + shown(why);
    end(reason);
    return new Reply.Lost(reason, false);
  }

  private static String shown(String text) {
    int most = 200;
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }

  /**
   * Sends it a line.
   *
   * @throws IOException if it has died, with its epitaph
   */
  public void send(String line) throws IOException {
    try {
      channel.send(Kind.REQUEST, line);
    } catch (IOException e) {
      throw new IOException(epitaph(), e);
    }
  }

  /**
   * Waits for an answer that starts so.
   *
   * @return the rest of it
   * @throws IOException if it has died or does not answer in time, with its epitaph
   */
  public String await(String start) throws IOException {
    return await(start, TO_ANSWER);
  }

  /** The same, with patience of one's own. */
  public String await(String start, Duration patience) throws IOException {
    Message message =
        next(
            vigil(
                Vigil.Limits.of(stillness, patience, "no answer after " + Vigil.words(patience))));
    if (message instanceof Received received) {
      Frame frame = received.frame();
      if (frame.kind() == Kind.ANSWER && frame.text().startsWith(start)) {
        return frame.text().substring(start.length());
      }
      kill("the worker sent \"" + shown(frame.text()) + "\", which is not an answer");
    } else if (message instanceof Strange strange) {
      kill("the worker sent \"" + strange.what() + "\", which is not an answer");
    }
    throw new IOException(epitaph());
  }

  /** Why a dead worker died, and its last words. */
  String epitaph() {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        Offspring.endTree(process.toHandle());
        process.waitFor();
      }
      Offspring.endOrphans(mark); // they may hold what it printed to
      String words = Visible.text(log.lastWords()); // whatever a library printed, bytes and all
      String cause = cause();
      return words.isBlank() ? cause : cause + "\n" + words;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown, interrupted while asking";
    }
  }

  private String cause() {
    if (!killedBecause.isEmpty()) {
      return killedBecause;
    }
    int code = process.exitValue();
    String ended = "the worker process ended with exit code " + code;
    return log.crash()
        .orElseGet(
            () ->
                goodbye.isEmpty()
                    ? ended + SignalCodes.words(code).map(w -> " (" + w + ")").orElse("")
                    : ended + ": " + goodbye);
  }

  /** Whether it can be asked for anything. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether a dead worker died as it does when the whole run is asked to stop, as by Ctrl-C. */
  public boolean wasToldToStop() {
    return !process.isAlive()
        && killedBecause.isEmpty()
        && !goodbye.startsWith("System.exit")
        && SignalCodes.asksForAnEnd(process.exitValue());
  }

  /** Stops it and all it has started at once; its last words stay, for its {@link #epitaph}. */
  private void kill(String because) {
    if (killedBecause.isEmpty() && process.isAlive()) {
      killedBecause = because;
    }
    Offspring.endTree(process.toHandle());
  }

  /** Ends it at once, and clears up after it. */
  public void end(String because) {
    kill(because);
    clearUp();
  }

  /** Lets it end by itself, as it has nothing more to do. */
  void dismiss() {
    channel.close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        Offspring.endTree(process.toHandle());
      }
    } catch (InterruptedException e) {
      Offspring.endTree(process.toHandle());
      Thread.currentThread().interrupt();
    }
    clearUp();
  }

  private void clearUp() {
    if (channel != null) {
      channel.close();
    }
    Offspring.endOrphans(mark);
  }
}
