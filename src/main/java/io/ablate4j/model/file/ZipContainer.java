package io.ablate4j.model.file;

import io.ablate4j.problem.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Zips of Deeplearning4j's {@code ModelSerializer} and of Keras 3. One entry is read by its name
 * and up to a bound, whatever size the zip says it has; nothing is unpacked to disk.
 */
final class ZipContainer implements Container {
  private static final String ADVICE = "save the network again, and name that file.";
  private static final int END = 22;
  private static final int COMMENT = 65_535;

  /** Bytes of the list of entries: it is read whole before any entry is. */
  private static final long MOST_LISTED = 1 << 20;

  @Override
  public boolean knows(byte[] head) {
    return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
  }

  @Override
  public Content open(Path file) throws IOException {
    checkList(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry own = zip.getEntry("configuration.json");
      if (own != null) {
        boolean hasWeights = zip.getEntry(Coefficients.ENTRY) != null;
        return new Content("zip", text(zip, own), hasWeights);
      }
      ZipEntry keras = zip.getEntry("config.json");
      if (keras != null) {
        return new Content(".keras", text(zip, keras), false);
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw ProblemsException.of("Its zip is damaged: " + Shown.reason(e) + ".", ADVICE);
    }
    throw ProblemsException.of(
        "It is a zip with neither configuration.json, as Deeplearning4j writes it, nor config.json,"
            + " as Keras does.",
        "name a file that ModelSerializer or model.save(\"name.keras\") has written.");
  }

  private static String text(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return TextContainer.text(in);
    }
  }

  /** Looks at the end of the file: how long the list of entries says it is. */
  static void checkList(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      int length = (int) Math.min(in.length(), END + COMMENT);
      byte[] end = new byte[length];
      in.seek(in.length() - length);
      in.readFully(end);
      ByteBuffer buffer = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = length - END; at >= 0; at--) {
        if (buffer.getInt(at) == 0x06054b50) {
          long listed = Integer.toUnsignedLong(buffer.getInt(at + 12));
          if (listed <= MOST_LISTED || listed == 0xffffffffL) {
            return; // the second is ZIP64, whose own record Java checks against the file's length
          }
          throw ProblemsException.of(
              "Its zip lists " + listed + " bytes of entries; that is no network.", ADVICE);
        }
      }
    }
    throw ProblemsException.of("Its zip has no end: it was cut off.", ADVICE);
  }
}
