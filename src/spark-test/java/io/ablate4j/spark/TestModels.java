package io.ablate4j.spark;

import io.ablate4j.model.MlpFactory;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.model.ModelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The built-in mlp, but for what happens where it is trained on an executor: there a system
 * property names a folder. On the driver, and in a run on one machine, they are the mlp.
 */
abstract class TestModels implements ModelFactory {
  /** Of executors: the folder of the gate. */
  static final String FOLDER = "ablate4j.test.folder";

  private static final String GATE = "gate";
  private static final String HELD = "held-";

  private final String id;

  TestModels(String id) {
    this.id = id;
  }

  /** What finds these classes, in a folder to be made. */
  static void service(Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(ModelFactory.class.getName()),
        Stream.of(Gated.class, Ends.class, Greedy.class, Throws.class)
            .map(Class::getName)
            .toList());
  }

  /** Has gated trials wait on executors. */
  static void closeGate(Path folder) throws IOException {
    Files.writeString(folder.resolve(GATE), "");
  }

  /** Lets them go on. */
  static void openGate(Path folder) throws IOException {
    Files.delete(folder.resolve(GATE));
  }

  /** The processes in which a trial waits now. */
  static List<ProcessHandle> held(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(HELD))
          .map(name -> ProcessHandle.of(Long.parseLong(name.substring(HELD.length()))))
          .flatMap(java.util.Optional::stream)
          .filter(ProcessHandle::isAlive)
          .toList();
    }
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String description() {
    return "the mlp, in trouble on executors: " + id;
  }

  @Override
  public final ComputationGraphConfiguration configure(ModelSpec spec) {
    String folder = System.getProperty(FOLDER);
    if (folder != null) {
      onExecutor(Path.of(folder));
    }
    return new MlpFactory().configure(spec);
  }

  abstract void onExecutor(Path folder);

  /** Waits while the gate is closed. */
  public static final class Gated extends TestModels {
    /** For {@link java.util.ServiceLoader}. */
    public Gated() {
      super("gated");
    }

    @Override
    void onExecutor(Path folder) {
      Path held = folder.resolve(HELD + ProcessHandle.current().pid());
      try {
        while (Files.exists(folder.resolve(GATE))) {
          Files.writeString(held, "");
          Thread.sleep(20);
        }
        Files.deleteIfExists(held);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted at the gate", e);
      }
    }
  }

  /** Ends the process. */
  public static final class Ends extends TestModels {
    /** For {@link java.util.ServiceLoader}. */
    public Ends() {
      super("ends");
    }

    @Override
    void onExecutor(Path folder) {
      Runtime.getRuntime().halt(7);
    }
  }

  /** Uses up all memory. */
  public static final class Greedy extends TestModels {
    /** For {@link java.util.ServiceLoader}. */
    public Greedy() {
      super("greedy");
    }

    @Override
    void onExecutor(Path folder) {
      List<long[]> all = new ArrayList<>();
      while (true) {
        all.add(new long[1 << 24]);
      }
    }
  }

  /** Throws. */
  public static final class Throws extends TestModels {
    /** For {@link java.util.ServiceLoader}. */
    public Throws() {
      super("throws");
    }

    @Override
    void onExecutor(Path folder) {
      throw new IllegalStateException("on purpose");
    }
  }
}
