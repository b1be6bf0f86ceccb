package io.ablate4j.model.file;

import io.ablate4j.problem.ProblemsException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The parameters in a zip of {@code ModelSerializer}, one after the other. ND4J writes two buffers:
 * what shape the array has, then its numbers. Each begins with how it was allocated, its length and
 * its type. Nothing is allocated by what a file says of itself.
 */
final class Coefficients implements AutoCloseable {
  /** The entry of the zip. */
  static final String ENTRY = "coefficients.bin";

  /** Ways of allocation whose lengths are four bytes; of the others they are eight. */
  private static final List<String> SHORT = List.of("DIRECT", "HEAP", "JAVACPP");

  private static final List<String> LONG = List.of("LONG_SHAPE", "MIXED_DATA_TYPES");

  /** Numbers that describe an array of 32 dimensions, the most that ND4J has. */
  private static final long MOST_OF_A_SHAPE = 2 * 32 + 4;

  private final ZipFile zip;
  private final DataInputStream in;
  private boolean isDouble;

  private Coefficients(ZipFile zip, DataInputStream in) {
    this.zip = zip;
    this.in = in;
  }

  private record Header(long length, String type) {}

  /**
   * Opens them.
   *
   * @param count of the network's parameters
   * @throws ProblemsException if they are not that many, or none that are read
   */
  static Coefficients open(Path file, long count) {
    try {
      ZipContainer.checkList(file);
      ZipFile zip = new ZipFile(file.toFile());
      try {
        ZipEntry entry = zip.getEntry(ENTRY);
        if (entry == null) {
          throw damaged("they are not there any more");
        }
        InputStream packed = zip.getInputStream(entry);
        Coefficients opened =
            new Coefficients(zip, new DataInputStream(new BufferedInputStream(packed, 1 << 16)));
        opened.begin(count);
        return opened;
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(reason(e));
    }
  }

  private void begin(long count) throws IOException {
    Header shape = header();
    if (shape.length < 1 || shape.length > MOST_OF_A_SHAPE) {
      throw damaged("their shape has " + shape.length + " numbers");
    }
    in.skipNBytes(shape.length * bytes(shape.type));
    Header numbers = header();
    isDouble = numbers.type.equals("DOUBLE");
    if (!isDouble && !numbers.type.equals("FLOAT")) {
      throw ProblemsException.of(
          "Its weights are of the type "
              + Shown.line(numbers.type)
              + "; FLOAT and DOUBLE are read.",
          "convert the network to DataType.FLOAT and save it again.");
    }
    if (numbers.length != count) {
      throw ProblemsException.of(
          "It has " + numbers.length + " weights for a network of " + count + " parameters.",
          "save the network again with ModelSerializer.");
    }
  }

  private Header header() throws IOException {
    String allocation = in.readUTF();
    if (!SHORT.contains(allocation) && !LONG.contains(allocation)) {
      throw damaged("they begin with \"" + Shown.line(allocation) + "\"");
    }
    long length = SHORT.contains(allocation) ? in.readInt() : in.readLong();
    return new Header(length, in.readUTF());
  }

  private static int bytes(String type) {
    return switch (type) {
      case "INT" -> Integer.BYTES;
      case "LONG" -> Long.BYTES;
      default -> throw damaged("their shape is of the type \"" + Shown.line(type) + "\"");
    };
  }

  /**
   * The next one, as a float: networks here compute with those.
   *
   * @throws ProblemsException if it is not there, or no number
   */
  float next() {
    float number;
    try {
      number = isDouble ? (float) in.readDouble() : in.readFloat();
    } catch (IOException e) {
      throw damaged(reason(e));
    }
    if (!Float.isFinite(number)) {
      throw ProblemsException.of(
          "One of its weights is " + number + ".", "name a network whose training went well.");
    }
    return number;
  }

  /**
   * To be called after the last one.
   *
   * @throws ProblemsException if there is more
   */
  void end() {
    try {
      if (in.read() >= 0) {
        throw damaged("there are more than they say");
      }
    } catch (IOException e) {
      throw damaged(reason(e));
    }
  }

  private static String reason(Exception e) {
    return e instanceof EOFException
        ? "they end too early"
        : e instanceof ZipException || e instanceof UTFDataFormatException
            ? "they cannot be unpacked"
            : Shown.reason(e);
  }

  private static ProblemsException damaged(String why) {
    return ProblemsException.of(
        "Its weights are damaged: " + why + ".", "save the network again with ModelSerializer.");
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw damaged(reason(e));
    }
  }
}
