package io.ablate4j.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The processes of one layout, all alive until closed; they work at the same time. */
final class Fleet implements AutoCloseable {
  private static final double NANOS_A_SECOND = 1e9;

  private final Layout layout;
  private final List<WorkerHandle> workers = new ArrayList<>();

  private Fleet(Layout layout) {
    this.layout = layout;
  }

  static Fleet start(Layout layout) throws IOException {
    Fleet fleet = new Fleet(layout);
    try {
      for (int i = 0; i < layout.processes(); i++) {
        fleet.workers.add(WorkerHandle.start(layout));
      }
      return fleet;
    } catch (IOException e) {
      fleet.close();
      throw e;
    }
  }

  Layout layout() {
    return layout;
  }

  List<WorkerHandle> workers() {
    return List.copyOf(workers);
  }

  /**
   * Prepares a cell in every process and warms it up.
   *
   * @return trainable parameters of the network
   */
  long prepare(BenchmarkCell cell, double warmUpSeconds) throws IOException {
    for (WorkerHandle worker : workers) {
      worker.request(String.join(" ", "cell", cell.toString(), String.valueOf(warmUpSeconds)));
    }
    long parameters = 0;
    for (WorkerHandle worker : workers) {
      parameters = Long.parseLong(worker.reply("ready")[0]);
    }
    return parameters;
  }

  /**
   * Trains in every process at once.
   *
   * @param batch images a step of the cell prepared last
   */
  Speed measure(int batch, double seconds) throws IOException {
    for (WorkerHandle worker : workers) {
      worker.request("go " + seconds);
    }
    double imagesPerSecond = 0;
    double share = 0;
    for (WorkerHandle worker : workers) {
      String[] done = worker.reply("done");
      long steps = Long.parseLong(done[0]);
      long nanos = Long.parseLong(done[1]);
      imagesPerSecond += steps * batch * NANOS_A_SECOND / nanos;
      share += (double) Long.parseLong(done[2]) / (nanos * layout.threads()) / workers.size();
    }
    return new Speed(imagesPerSecond, share);
  }

  /** What all processes can do at most, at once, in 1e9 operations a second; NaN if unknown. */
  double peakGigaflops(double seconds) throws IOException {
    for (WorkerHandle worker : workers) {
      worker.request("peak " + seconds);
    }
    double peak = 0;
    for (WorkerHandle worker : workers) {
      peak += Double.parseDouble(worker.reply("peak")[0]);
    }
    return peak;
  }

  @Override
  public void close() throws IOException {
    for (WorkerHandle worker : workers) {
      worker.close();
    }
  }
}
