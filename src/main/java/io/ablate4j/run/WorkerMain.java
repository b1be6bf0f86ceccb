package io.ablate4j.run;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.NativeRuntime;
import io.ablate4j.model.Models;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.train.DatasetCache;
import io.ablate4j.train.StepTimer;
import io.ablate4j.train.TrialStopped;
import io.ablate4j.train.TrialTrainer;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A worker process: reads trials (or requests of the timing pass) from standard input, carries them
 * out one at a time, writes results to standard output, and ends when its input does. Arguments are
 * the data folders.
 */
public final class WorkerMain {
  private static final String END = "";

  private WorkerMain() {}

  /** Runs until standard input ends. */
  public static void main(String[] folders) {
    PrintStream results =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err); // whatever a library prints must not get among the results
    TrialTrainer trainer =
        new TrialTrainer(
            Models.onClassPath(),
            new DatasetCache(
                Datasets.onClassPath(),
                new DataFolders(Arrays.stream(folders).map(Path::of).toList())),
            NativeRuntime.start(1),
            Clock.systemUTC());
    results.println(WorkerProtocol.READY);
    BlockingQueue<String> specs = readInBackground(Thread.currentThread());
    try (StepTimer timer = new StepTimer(trainer)) {
      for (String line = specs.take(); !line.equals(END); line = specs.take()) {
        results.println(
            TimingProtocol.isRequest(line)
                ? TimingProtocol.answer(line, timer)
                : WorkerProtocol.resultLine(trainer.train(TrialSpecJson.read(line))));
      }
    } catch (TrialStopped | InterruptedException e) {
      // The run has ended or died: nobody waits for a result any more.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Listens while a trial runs, so that a worker whose run has died doesn't train on for nobody.
   */
  private static BlockingQueue<String> readInBackground(Thread trainingThread) {
    BlockingQueue<String> specs = new LinkedBlockingQueue<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(
                      new InputStreamReader(
                          new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  specs.add(line);
                }
              } catch (IOException e) {
                System.err.println("Standard input broke: " + e);
              }
              specs.add(END);
              trainingThread.interrupt();
            },
            "input");
    reader.setDaemon(true);
    reader.start();
    return specs;
  }
}
