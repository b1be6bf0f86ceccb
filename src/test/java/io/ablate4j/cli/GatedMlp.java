package io.ablate4j.cli;

import io.ablate4j.model.MlpFactory;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.store.SqliteStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The built-in mlp behind a gate: while there is a gate in the working folder, no such network is
 * made once so much is stored. So a test can do something to a run that is surely at work, however
 * slow or quick the machine is.
 */
public final class GatedMlp implements ModelFactory {
  static final String ID = "gated-mlp";

  private static final String GATE = "gate";
  private static final String HELD = "held";
  private static final String TIMING = "timing";

  private final ModelFactory mlp = new MlpFactory();

  /** For {@link java.util.ServiceLoader}. */
  public GatedMlp() {}

  /**
   * What finds this class, on the class path of a {@link Launched}.
   *
   * @param folder to be made
   */
  static String service(Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(ModelFactory.class.getName()), GatedMlp.class.getName());
    return folder.toString();
  }

  /** Closes the gate of a working folder as soon as so many results are in a store. */
  static void close(Path folder, Path store, int results) throws IOException {
    Files.writeString(folder.resolve(GATE), store + "\n" + results);
  }

  /** Closes it as soon as there are times of a group. */
  static void closeOnceTimed(Path folder, Path store) throws IOException {
    Files.writeString(folder.resolve(GATE), store + "\n" + TIMING);
  }

  /** Waits until a run stands before the gate. */
  static void awaitHeld(Path folder, Launched run) throws InterruptedException {
    if (!isHeld(folder, run)) {
      throw new AssertionError("it ended before the gate:\n" + run.output());
    }
  }

  /** Waits until a run stands before the gate, or has ended; returns whether it stands there. */
  static boolean isHeld(Path folder, Launched run) throws InterruptedException {
    while (!Files.exists(folder.resolve(HELD))) {
      if (!run.isAlive()) {
        return Files.exists(folder.resolve(HELD));
      }
      Thread.sleep(20);
    }
    return true;
  }

  /** Lets the run go on. */
  static void open(Path folder) throws IOException {
    Files.delete(folder.resolve(GATE));
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "the mlp behind a gate";
  }

  @Override
  public ComputationGraphConfiguration configure(ModelSpec spec) {
    try {
      while (isClosed()) {
        Files.writeString(Path.of(HELD), "");
        Thread.sleep(20);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("before the gate"));
    }
    return mlp.configure(spec);
  }

  private static boolean isClosed() throws IOException {
    String[] gate;
    try {
      gate = Files.readString(Path.of(GATE)).split("\n");
    } catch (NoSuchFileException e) {
      return false;
    }
    try (SqliteStore store = SqliteStore.openToRead(Path.of(gate[0]))) {
      return gate[1].equals(TIMING)
          ? !store.timing().isEmpty()
          : store.finished().size() >= Integer.parseInt(gate[1]);
    } catch (RuntimeException e) {
      return false; // the run is just making it
    }
  }
}
