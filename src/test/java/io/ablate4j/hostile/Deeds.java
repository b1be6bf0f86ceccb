package io.ablate4j.hostile;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What code in a worker may do to it, on purpose or not. */
final class Deeds {
  private static final int MEGA = 1 << 20;

  private Deeds() {}

  /** Something that may throw anything. */
  interface Deed {
    void carryOut() throws Exception;
  }

  /** Sends this process a signal, such as TERM, and waits for what comes of it. */
  static void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(ProcessHandle.current().pid()))
        .start()
        .waitFor();
    sleep();
  }

  static void sleep() throws InterruptedException {
    TimeUnit.DAYS.sleep(1);
  }

  static void spin() {
    for (long turns = 0; turns >= 0; turns++) {
      Thread.onSpinWait();
    }
  }

  /** What native code does that prints: it knows nothing of {@code System.out}. */
  static void print(FileDescriptor descriptor, byte[] bytes) throws IOException {
    OutputStream out = new FileOutputStream(descriptor);
    out.write(bytes);
    out.flush();
  }

  /** Bytes that are no text in UTF-8, and the end. */
  static void dieWithoutText() throws IOException {
    print(FileDescriptor.err, new byte[] {'l', 'a', 's', 't', ' ', (byte) 0xff, (byte) 0xc3, '('});
    Runtime.getRuntime().halt(3);
  }

  /** A line of 300 MB, which has no end. */
  static void flood() throws IOException {
    byte[] letters = new byte[MEGA];
    Arrays.fill(letters, (byte) 'x');
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    for (int i = 0; i < 300; i++) {
      out.write(letters);
    }
    out.flush();
  }

  /**
   * What a result looked like while results were lines of standard output, and what looks alike.
   */
  static void forge() throws IOException {
    String lines = "ablate4j-ready\nablate4j-result {}\nablate4j-timing ok\n\0\0\0\1\3{}";
    print(FileDescriptor.out, lines.getBytes(StandardCharsets.UTF_8));
    print(FileDescriptor.err, lines.getBytes(StandardCharsets.UTF_8));
  }

  static void closeStreams() throws IOException {
    System.out.close();
    System.err.close();
    System.in.close();
  }

  /** What a library may set for its own sake, and all that follow in the process have to bear. */
  static void changeDefaults() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  /** What it prints from then on goes nowhere. */
  static void swapStreams() {
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    System.setIn(InputStream.nullInputStream());
  }

  /** A child keeps the standard streams open when this process is dead. */
  static void dieBeforeChild() throws IOException {
    new ProcessBuilder("sleep", "600").inheritIO().start();
    Runtime.getRuntime().halt(9);
  }

  static int overflow(int depth) {
    return overflow(depth + 1) + 1;
  }

  static void fillMemory() {
    List<byte[]> kept = new ArrayList<>();
    while (true) {
      kept.add(new byte[16 * MEGA]);
    }
  }

  /** A write to address 0. */
  static void crash() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 1L);
  }

  /** Only the first of the workers of a run does it. */
  static void once(Deed deed) throws Exception {
    long run = ProcessHandle.current().parent().orElseThrow().pid();
    Path done = Path.of("target", "hostile-once-" + run);
    if (!Files.exists(done)) {
      Files.createDirectories(done.toAbsolutePath().getParent());
      Files.createFile(done);
      done.toFile().deleteOnExit();
      deed.carryOut();
    }
  }

  /** An exception that cannot even be asked what it says. */
  static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("nobody knows");
    }
  }

  /** Text of five million letters. */
  static String longText() {
    return "long ".repeat(1_000_000);
  }
}
