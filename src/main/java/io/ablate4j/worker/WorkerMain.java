package io.ablate4j.worker;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.train.DatasetCache;
import io.ablate4j.train.StepTimer;
import io.ablate4j.train.TrialStopped;
import io.ablate4j.train.TrialTrainer;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.TrialResultJson;
import io.ablate4j.worker.Channel.Kind;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A worker process: connects to the run that started it, carries out the trials (or requests of the
 * timing pass) that it is sent, one at a time, sends back what came of them, and ends when its run
 * does. What it and its libraries print is nobody's result. Arguments are the data folders; the
 * first line of standard input says where to connect.
 */
public final class WorkerMain {
  /** A JVM with little of its own beside the data; native memory is bounded by JavaCPP. */
  public static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx2g",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Djava.awt.headless=true",
          "-Dorg.bytedeco.javacpp.maxbytes=1g",
          "-Dorg.bytedeco.javacpp.maxphysicalbytes=4g");

  /** Of a result: as bytes it fits into a frame. */
  private static final int MOST_LETTERS = Channel.MOST_BYTES / 4;

  private WorkerMain() {}

  /**
   * Where a worker connects to.
   *
   * @param secret which shows that it is the one that was started
   * @param beatMillis from one sign of life to the next
   */
  record Invitation(int port, String secret, long beatMillis) {
    String line() {
      return port + " " + secret + " " + beatMillis;
    }

    static Invitation read(String line) {
      String[] words = line.split(" ");
      return new Invitation(Integer.parseInt(words[0]), words[1], Long.parseLong(words[2]));
    }
  }

  /** Runs until its run has nothing more for it. */
  public static void main(String[] folders) throws IOException {
    Invitation invitation = invitation();
    Channel channel = Channel.connect(invitation.port());
    channel.send(Kind.HELLO, invitation.secret());
    WorkerLife life = WorkerLife.begin(channel, invitation.beatMillis(), Thread.currentThread());
    TrialTrainer trainer =
        new TrialTrainer(
            Models.onClassPath(),
            new DatasetCache(
                Datasets.onClassPath(),
                new DataFolders(Arrays.stream(folders).map(Path::of).toList())),
            NativeRuntime.start(1),
            Clock.systemUTC());
    ProcessState atStart = ProcessState.now();
    channel.send(Kind.READY, "");
    try (StepTimer timer = new StepTimer(trainer)) {
      for (Optional<String> next = life.next(); next.isPresent(); next = life.next()) {
        String request = next.get();
        BooleanSupplier isFit = () -> trainer.isSound() && ProcessState.now().equals(atStart);
        if (request.equals(TimingProtocol.FIT)) {
          channel.send(Kind.ANSWER, TimingProtocol.fitLine(isFit.getAsBoolean()));
        } else if (TimingProtocol.isRequest(request)) {
          channel.send(Kind.ANSWER, TimingProtocol.answer(request, timer));
        } else {
          TrialResult result = carryOut(TrialSpecJson.readRequest(request), trainer, life);
          send(channel, isFit.getAsBoolean() ? Kind.RESULT : Kind.LAST_RESULT, result);
        }
      }
    } catch (TrialStopped | InterruptedException e) {
      // The run has ended or died: nobody waits for a result any more.
      Thread.currentThread().interrupt();
    }
    Offspring.endChildren();
  }

  private static TrialResult carryOut(Trial trial, TrialTrainer trainer, WorkerLife life) {
    try {
      return trainer.train(trial);
    } catch (TrialStopped e) {
      if (life.isOver()) {
        throw e;
      }
      return failed(trial.key(), "code in the trial interrupted the thread that trains");
    }
  }

  private static void send(Channel channel, Kind kind, TrialResult result) throws IOException {
    String json = TrialResultJson.write(result);
    if (json.length() > MOST_LETTERS) {
      json =
          TrialResultJson.write(failed(result.key(), "its measurements are too many to be stored"));
    }
    channel.send(kind, json);
  }

  private static TrialResult failed(TrialKey key, String reason) {
    return new TrialResult(
        key, new Outcome.Failed(reason), List.of(), Provenance.of(Map.of("executor", "workers")));
  }

  @SuppressWarnings("resource") // standard input stays open for whoever else reads it
  private static Invitation invitation() throws IOException {
    return Invitation.read(
        new BufferedReader(
                new InputStreamReader(
                    new FileInputStream(FileDescriptor.in), StandardCharsets.US_ASCII))
            .readLine());
  }
}
