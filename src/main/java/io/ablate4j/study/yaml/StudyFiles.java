package io.ablate4j.study.yaml;

import io.ablate4j.problem.Nearest;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the study that a user names. */
public final class StudyFiles {
  /** Stands for all studies that put claims on trial. */
  private static final String CLAIMS = "claims";

  private static final int MOST_BYTES = 4 * YamlDocument.MAX_SIZE;

  private StudyFiles() {}

  /**
   * The built-in study of that name; if there is none, the file of that path, relative to the
   * working folder. A file with the name of a built-in study is reached as {@code ./quickstart}.
   *
   * @throws ProblemsException if there is neither, or the file is no text
   */
  public static StudySource resolve(String nameOrPath) {
    return BuiltInStudies.find(nameOrPath).orElseGet(() -> file(nameOrPath));
  }

  /**
   * Where the file of a study lies, against which its paths are read.
   *
   * @return empty for what is built in; the working folder for what is no path
   */
  public static Optional<Path> folder(String nameOrPath) {
    return builtIn().contains(nameOrPath)
        ? Optional.empty()
        : Optional.of(new StudySource(nameOrPath, "").folder());
  }

  private static StudySource file(String path) {
    try {
      Path file = Path.of(path);
      if (path.isBlank() || !Files.exists(file)) {
        throw unknown(path);
      }
      if (Files.isDirectory(file)) {
        throw problem(path, "This is a folder, not a study file.", folderAdvice(file));
      }
      if (!Files.isRegularFile(file)) {
        throw problem(
            path,
            "This is a device or a pipe, not a study file.",
            "copy what it gives into a file, and name that.");
      }
      // In bytes, of which a letter has one at least: what is longer need not be read to be
      // refused.
      byte[] content = content(file);
      if (content.length > MOST_BYTES) {
        throw problem(path, "The file is too large for a study.", "name another file.");
      }
      ByteBuffer bytes = ByteBuffer.wrap(content);
      return new StudySource(path, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (InvalidPathException e) {
      throw unknown(path);
    } catch (CharacterCodingException e) {
      throw problem(path, "The file is not UTF-8 text.", "save it as UTF-8.");
    } catch (IOException e) {
      throw problem(path, "The file cannot be read: " + e + ".", "check who may read it.");
    }
  }

  /** All of it, or one byte more than are allowed; a file's size may be said to be 0. */
  private static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    }
  }

  private static String folderAdvice(Path folder) {
    Path inside = folder.resolve("study.yaml");
    return Files.exists(inside) ? "use " + inside + "." : "name a file inside it.";
  }

  private static List<String> builtIn() {
    return Stream.of(BuiltInStudies.names(), BuiltInStudies.claims(), List.of(CLAIMS))
        .flatMap(List::stream)
        .toList();
  }

  private static ProblemsException unknown(String name) {
    return ProblemsException.of(
        "There is no study \""
            + name
            + "\": it is not built in, and there is no such file"
            + (name.indexOf('\uFFFD') >= 0
                ? " (the system's locale cannot express its name)."
                : "."),
        Nearest.nearest(name, builtIn())
            .map(near -> "use \"" + near + "\", or the path of a YAML file.")
            .orElseGet(
                () ->
                    "use one of "
                        + String.join(", ", BuiltInStudies.names())
                        + ", or the path of a YAML file."));
  }

  private static ProblemsException problem(String path, String message, String advice) {
    return new ProblemsException(List.of(Problem.of(message, advice).at(path)));
  }
}
