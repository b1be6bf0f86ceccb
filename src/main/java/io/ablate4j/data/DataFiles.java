package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What all sources that read files share: where to look, how to unpack, how to hash. */
final class DataFiles {
  /** The option that names a file or folder of the user's own. */
  static final String PATH = "path";

  /** Advice where the system's locale cannot express names of files. */
  static final String LOCALE =
      "set LC_ALL to C.UTF-8 before the start, as scripts/ablate4j does by itself.";

  /** Bytes of the largest file that is read, packed or not. */
  static final long MOST_BYTES = 1L << 30;

  /** What a promise may look at: the header of IDX. */
  private static final int HEAD = 16;

  private static final String ELSEWHERE = "point --data DIR or ABLATE4J_DATA to where it is.";

  private DataFiles() {}

  /**
   * Where the value of option {@code path} may be: in each data folder, then in the working
   * directory; alone if it is absolute.
   *
   * @throws ProblemsException if the option is missing or no path on this system
   */
  static List<Path> placesOfPath(DatasetSpec spec, DataFolders folders) {
    String text = spec.options().get(PATH);
    if (text == null || text.isBlank()) {
      throw new ProblemsException(
          List.of(
              new Problem(
                  Optional.of("dataset.path"),
                  "dataset.source " + spec.source() + " needs dataset.path.",
                  "add a line such as \"path: my-data\" to dataset.")));
    }
    try {
      Path path = Path.of(text);
      List<Path> places = new ArrayList<>();
      folders.folders().forEach(folder -> places.add(folder.resolve(path)));
      places.add(path.toAbsolutePath());
      return places.stream().distinct().toList();
    } catch (InvalidPathException e) {
      throw new ProblemsException(
          List.of(
              new Problem(
                  Optional.of("dataset.path"),
                  "dataset.path \"" + text + "\" is not a path: " + e.getReason() + ".",
                  text.chars().allMatch(letter -> letter < 128) ? "correct it." : LOCALE)));
    }
  }

  /**
   * The file or folder that option {@code path} names.
   *
   * @throws ProblemsException telling where it was looked for
   */
  static Path ownPath(DatasetSpec spec, DataFolders folders) {
    List<Path> places = placesOfPath(spec, folders);
    return places.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemsException(
                    List.of(
                        new Problem(
                            Optional.of("dataset.path"),
                            "dataset.path "
                                + spec.options().get(PATH)
                                + " does not exist; looked for "
                                + listed(places)
                                + ".",
                            ELSEWHERE))));
  }

  /**
   * The first of {@code places} that holds a file of one of {@code names}, packed or not.
   *
   * @param expected the file names as a person should read them
   * @throws ProblemsException telling the folders and the expected names
   */
  static Path folderWith(
      DatasetSpec spec, List<Path> places, List<String> names, List<String> expected) {
    for (Path place : places) {
      if (names.stream().anyMatch(name -> find(place, List.of(name)).isPresent())) {
        return place;
      }
    }
    boolean own = spec.options().containsKey(PATH);
    String where =
        places.isEmpty()
            ? "There is no folder to look for the files of " + spec.source() + " in."
            : "The files of " + spec.source() + " are not in " + listed(places) + ".";
    throw new ProblemsException(
        List.of(
            new Problem(
                Optional.of(own ? "dataset.path" : "dataset.source"),
                where,
                "put "
                    + String.join(", ", expected)
                    + " (each plain or .gz) there, or "
                    + ELSEWHERE)));
  }

  /** The first of {@code names} that is in {@code folder}, plain before packed. */
  static Optional<Path> find(Path folder, List<String> names) {
    for (String name : names) {
      for (String ending : List.of("", ".gz")) {
        Path file = folder.resolve(name + ending);
        if (Files.exists(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** How many bytes a file should have, as its first ones say. */
  interface Promise {
    long bytes(byte[] head);
  }

  /**
   * A file's bytes, unpacked if it is gzip; empty, and a problem more, if there are none or more
   * than {@link #MOST_BYTES}.
   */
  static Optional<byte[]> read(Path file, List<Problem> problems) {
    return read(file, head -> MOST_BYTES, problems);
  }

  /**
   * A file's bytes, unpacked if it is gzip; empty, and a problem more, if there are none or more
   * than {@link #MOST_BYTES}. Of a packed file that holds more than it promises not more is
   * unpacked than shows that.
   */
  static Optional<byte[]> read(Path file, Promise promise, List<Problem> problems) {
    Optional<byte[]> found = bytes(file, MOST_BYTES, problems);
    if (found.isEmpty()) {
      return found;
    }
    byte[] bytes = found.get();
    if (bytes.length == 0) {
      problems.add(at(file, file.getFileName() + " is empty.", "copy or download it again."));
      return Optional.empty();
    }
    boolean packed = bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    if (packed) {
      return unpack(file, bytes, promise, problems);
    }
    if (file.toString().endsWith(".gz")) {
      problems.add(
          at(
              file,
              String.format(
                  Locale.ROOT,
                  "%s is not gzip: it starts with the byte 0x%02x, not with 0x1f 0x8b.",
                  file.getFileName(),
                  bytes[0]),
              "download it again or, if it is already unpacked, take .gz off its name."));
      return Optional.empty();
    }
    return found;
  }

  private static Optional<byte[]> unpack(
      Path file, byte[] packed, Promise promise, List<Problem> problems) {
    String name = file.getFileName() + " (" + packed.length + " bytes) ";
    long promised = MOST_BYTES;
    try {
      promised = Math.min(MOST_BYTES, promise.bytes(Unpacked.head(packed, HEAD)));
      byte[] unpacked = Unpacked.of(packed, promised);
      if (unpacked.length > 0) {
        return Optional.of(unpacked);
      }
      problems.add(at(file, file.getFileName() + " holds no bytes.", "copy or download it again."));
    } catch (Unpacked.TooManyException e) {
      problems.add(
          at(
              file,
              name
                  + "unpacks to more than "
                  + e.getMessage()
                  + (promised < MOST_BYTES
                      ? "; its header announces " + promised + " bytes."
                      : "."),
              "check where it comes from; if it is right, unpack it, or take a part of it."));
    } catch (IOException e) {
      problems.add(
          at(
              file,
              name + "is damaged gzip: " + e.getMessage() + ".",
              "copy or download it again."));
    } catch (OutOfMemoryError e) {
      problems.add(tooLarge(file, "its bytes do not fit into memory"));
    }
    return Optional.empty();
  }

  /**
   * All bytes of a regular file, as they are; empty, and a problem more, if it is none, has more
   * than {@code most} bytes, or cannot be read. Devices and pipes are refused, since they may have
   * no end.
   */
  static Optional<byte[]> bytes(Path file, long most, List<Problem> problems) {
    try {
      if (Files.exists(file) && !Files.isDirectory(file) && !Files.isRegularFile(file)) {
        problems.add(
            at(
                file,
                file.getFileName() + " is a device or a pipe, not a file.",
                "copy what it gives into a file, and name that."));
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file)) {
        // Counted and not asked for: the size of a file of the system's own may be said to be 0.
        byte[] bytes =
            Files.size(file) > most ? null : in.readNBytes((int) Math.min(most + 1, MOST_BYTES));
        if (bytes == null || bytes.length > most) {
          problems.add(tooLarge(file, "it has more than " + most + " bytes"));
          return Optional.empty();
        }
        return Optional.of(bytes);
      }
    } catch (IOException e) {
      problems.add(unreadable(file, e));
    } catch (OutOfMemoryError e) {
      problems.add(tooLarge(file, "its bytes do not fit into memory"));
    }
    return Optional.empty();
  }

  private static Problem tooLarge(Path file, String why) {
    return at(file, file.getFileName() + " is too large: " + why + ".", "take a part of it.");
  }

  /** The problem of a file that the system does not let us read. */
  static Problem unreadable(Path file, IOException e) {
    return at(
        file,
        file.getFileName() + " cannot be read: " + e.getClass().getSimpleName() + ".",
        "check that it is a file and that its permissions let you read it.");
  }

  /** A problem whose place is a file. */
  static Problem at(Path file, String message, String advice) {
    return new Problem(Optional.of(file.toString()), message, advice);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** SHA-256 of all contents after each other, in hexadecimal. */
  static String checksum(List<byte[]> contents) {
    MessageDigest sha = sha256();
    contents.forEach(sha::update);
    return HexFormat.of().formatHex(sha.digest());
  }

  private static String listed(List<Path> places) {
    return places.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
