package io.ablate4j.hostile;

import io.ablate4j.model.BlockBuilder;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.model.ModelSpec;
import java.io.FileDescriptor;
import java.nio.charset.StandardCharsets;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * Networks whose classes do something to the worker that makes them, under any regularization with
 * batch norm; in the program itself, and without batch norm, they are as harmless as any.
 *
 * <p>The service file is in {@code src/test/hostile}: with it and the test classes on the class
 * path a study may name them by their ids.
 */
public abstract class HostileModel implements ModelFactory {
  private static final int UNITS = 8;

  private final String id;
  private final Deeds.Deed deed;

  HostileModel(String id, Deeds.Deed deed) {
    this.id = id;
    this.deed = deed;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return "hostile: " + id;
  }

  @Override
  public ComputationGraphConfiguration configure(ModelSpec spec) {
    boolean isProvoked = isWorker() && spec.regularization().batchNorm().isPresent();
    if (isProvoked) {
      carryOut();
    }
    return network(spec, isProvoked);
  }

  /** Its layers; a provoked one may have others. */
  ComputationGraphConfiguration network(ModelSpec spec, boolean isProvoked) {
    return new BlockBuilder(spec).dense("dense1", UNITS).softmaxOutput();
  }

  private void carryOut() {
    try {
      deed.carryOut();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isWorker() {
    return System.getProperty("sun.java.command", "").contains("WorkerMain");
  }

  private static void exitInAnotherThread() throws InterruptedException {
    Thread thread = new Thread(() -> System.exit(5));
    thread.start();
    Deeds.sleep();
  }

  private static void throwMuch() {
    throw new IllegalStateException(Deeds.longText());
  }

  private static void throwError() {
    throw new AssertionError("not as asserted");
  }

  private static void throwUnspeakable() {
    throw new Deeds.Unspeakable();
  }

  /** exit-0 */
  public static final class Exit0 extends HostileModel {
    /** For the service loader. */
    public Exit0() {
      super("exit-0", () -> System.exit(0));
    }
  }

  /** exit-130 */
  public static final class Exit130 extends HostileModel {
    /** For the service loader. */
    public Exit130() {
      super("exit-130", () -> System.exit(130));
    }
  }

  /** exit-143 */
  public static final class Exit143 extends HostileModel {
    /** For the service loader. */
    public Exit143() {
      super("exit-143", () -> System.exit(143));
    }
  }

  /** exit-elsewhere */
  public static final class ExitElsewhere extends HostileModel {
    /** For the service loader. */
    public ExitElsewhere() {
      super("exit-elsewhere", () -> exitInAnotherThread());
    }
  }

  /** halt */
  public static final class Halt extends HostileModel {
    /** For the service loader. */
    public Halt() {
      super("halt", () -> Runtime.getRuntime().halt(7));
    }
  }

  /** sigterm */
  public static final class Sigterm extends HostileModel {
    /** For the service loader. */
    public Sigterm() {
      super("sigterm", () -> Deeds.signal("TERM"));
    }
  }

  /** sighup */
  public static final class Sighup extends HostileModel {
    /** For the service loader. */
    public Sighup() {
      super("sighup", () -> Deeds.signal("HUP"));
    }
  }

  /** sigint */
  public static final class Sigint extends HostileModel {
    /** For the service loader. */
    public Sigint() {
      super("sigint", () -> Deeds.signal("INT"));
    }
  }

  /** sigkill */
  public static final class Sigkill extends HostileModel {
    /** For the service loader. */
    public Sigkill() {
      super("sigkill", () -> Deeds.signal("KILL"));
    }
  }

  /** sigstop */
  public static final class Sigstop extends HostileModel {
    /** For the service loader. */
    public Sigstop() {
      super("sigstop", () -> Deeds.signal("STOP"));
    }
  }

  /** no-text */
  public static final class NoText extends HostileModel {
    /** For the service loader. */
    public NoText() {
      super("no-text", () -> Deeds.dieWithoutText());
    }
  }

  /** no-line-end */
  public static final class NoLineEnd extends HostileModel {
    /** For the service loader. */
    public NoLineEnd() {
      super(
          "no-line-end",
          () -> Deeds.print(FileDescriptor.out, "no end".getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** forges */
  public static final class Forges extends HostileModel {
    /** For the service loader. */
    public Forges() {
      super("forges", () -> Deeds.forge());
    }
  }

  /** closes-streams */
  public static final class ClosesStreams extends HostileModel {
    /** For the service loader. */
    public ClosesStreams() {
      super("closes-streams", () -> Deeds.closeStreams());
    }
  }

  /** swaps-streams */
  public static final class SwapsStreams extends HostileModel {
    /** For the service loader. */
    public SwapsStreams() {
      super("swaps-streams", () -> Deeds.swapStreams());
    }
  }

  /** changes-defaults */
  public static final class ChangesDefaults extends HostileModel {
    /** For the service loader. */
    public ChangesDefaults() {
      super("changes-defaults", () -> Deeds.changeDefaults());
    }
  }

  /** reads-input */
  public static final class ReadsInput extends HostileModel {
    /** For the service loader. */
    public ReadsInput() {
      super("reads-input", () -> System.in.read());
    }
  }

  /** floods */
  public static final class Floods extends HostileModel {
    /** For the service loader. */
    public Floods() {
      super("floods", () -> Deeds.flood());
    }
  }

  /** leaves-child */
  public static final class LeavesChild extends HostileModel {
    /** For the service loader. */
    public LeavesChild() {
      super("leaves-child", () -> Deeds.dieBeforeChild());
    }
  }

  /** overflows */
  public static final class Overflows extends HostileModel {
    /** For the service loader. */
    public Overflows() {
      super("overflows", () -> Deeds.overflow(0));
    }
  }

  /** fills-memory */
  public static final class FillsMemory extends HostileModel {
    /** For the service loader. */
    public FillsMemory() {
      super("fills-memory", () -> Deeds.fillMemory());
    }
  }

  /** crashes */
  public static final class Crashes extends HostileModel {
    /** For the service loader. */
    public Crashes() {
      super("crashes", () -> Deeds.crash());
    }
  }

  /** throws-much */
  public static final class ThrowsMuch extends HostileModel {
    /** For the service loader. */
    public ThrowsMuch() {
      super("throws-much", () -> throwMuch());
    }
  }

  /** throws-error */
  public static final class ThrowsError extends HostileModel {
    /** For the service loader. */
    public ThrowsError() {
      super("throws-error", () -> throwError());
    }
  }

  /** unspeakable */
  public static final class Unspeakable extends HostileModel {
    /** For the service loader. */
    public Unspeakable() {
      super("unspeakable", () -> throwUnspeakable());
    }
  }

  /** interrupts */
  public static final class Interrupts extends HostileModel {
    /** For the service loader. */
    public Interrupts() {
      super("interrupts", () -> Thread.currentThread().interrupt());
    }
  }

  /** sleeps */
  public static final class Sleeps extends HostileModel {
    /** For the service loader. */
    public Sleeps() {
      super("sleeps", () -> Deeds.sleep());
    }
  }

  /** spins */
  public static final class Spins extends HostileModel {
    /** For the service loader. */
    public Spins() {
      super("spins", () -> Deeds.spin());
    }
  }

  /** sleeps-once */
  public static final class SleepsOnce extends HostileModel {
    /** For the service loader. */
    public SleepsOnce() {
      super("sleeps-once", () -> Deeds.once(Deeds::sleep));
    }
  }

  /** gives-null */
  public static final class GivesNull extends HostileModel {
    /** For the service loader. */
    public GivesNull() {
      super("gives-null", () -> {});
    }

    @Override
    ComputationGraphConfiguration network(ModelSpec spec, boolean isProvoked) {
      return isProvoked ? null : super.network(spec, false);
    }
  }

  /** changes: wider in a worker than in the plan */
  public static final class Changes extends HostileModel {
    /** For the service loader. */
    public Changes() {
      super("changes", () -> {});
    }

    @Override
    ComputationGraphConfiguration network(ModelSpec spec, boolean isProvoked) {
      return isProvoked
          ? new BlockBuilder(spec).dense("dense1", 2 * UNITS).softmaxOutput()
          : super.network(spec, false);
    }
  }

  /** grows: a layer more in a worker than in the plan, with as many parameters */
  public static final class Grows extends HostileModel {
    /** For the service loader. */
    public Grows() {
      super("grows", () -> {});
    }

    @Override
    ComputationGraphConfiguration network(ModelSpec spec, boolean isProvoked) {
      return isProvoked
          ? new BlockBuilder(spec).dense("first", UNITS).softmaxOutput()
          : super.network(spec, false);
    }
  }
}
