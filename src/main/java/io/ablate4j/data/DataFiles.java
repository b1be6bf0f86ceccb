package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.ByteArrayInputStream;
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
import java.util.zip.GZIPInputStream;

/** What all sources that read files share: where to look, how to unpack, how to hash. */
final class DataFiles {
  /** The option that names a file or folder of the user's own. */
  static final String PATH = "path";

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
                  "correct it.")));
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

  /** A file's bytes, unpacked if it is gzip; empty, and a problem more, if there are none. */
  static Optional<byte[]> read(Path file, List<Problem> problems) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      problems.add(unreadable(file, e));
      return Optional.empty();
    }
    if (bytes.length == 0) {
      problems.add(at(file, file.getFileName() + " is empty.", "copy or download it again."));
      return Optional.empty();
    }
    boolean packed = bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    if (!packed && file.toString().endsWith(".gz")) {
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
    if (!packed) {
      return Optional.of(bytes);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
      byte[] unpacked = in.readAllBytes();
      if (unpacked.length == 0) {
        problems.add(
            at(file, file.getFileName() + " holds no bytes.", "copy or download it again."));
        return Optional.empty();
      }
      return Optional.of(unpacked);
    } catch (IOException e) {
      problems.add(
          at(
              file,
              file.getFileName()
                  + " ("
                  + bytes.length
                  + " bytes) is damaged gzip: "
                  + e.getMessage()
                  + ".",
              "copy or download it again."));
      return Optional.empty();
    }
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
