package io.ablate4j.cli;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;

/** Looks whether what a user puts on the class path is there: the JVM skips the rest in silence. */
final class OwnClassPath {
  static final String VARIABLE = "ABLATE4J_CLASSPATH";

  private static final String ALL_JARS = "*";

  private OwnClassPath() {}

  /**
   * @throws ProblemsException that names each entry which is not there, or no jar
   */
  static void check(Map<String, String> environment) {
    List<Problem> problems = new ArrayList<>();
    for (String entry : environment.getOrDefault(VARIABLE, "").split(File.pathSeparator)) {
      if (!entry.isEmpty()) { // the working folder, as for Java
        objection(entry)
            .ifPresent(
                what ->
                    problems.add(
                        Problem.of(
                                "\"" + entry + "\" " + what + ".",
                                "correct it; entries are separated by "
                                    + File.pathSeparator
                                    + " and relative to the working folder.")
                            .at(VARIABLE)));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
  }

  private static Optional<String> objection(String entry) {
    try {
      Path path = Path.of(entry);
      if (entry.equals(ALL_JARS) || entry.endsWith(File.separator + ALL_JARS)) {
        Path folder = path.toAbsolutePath().getParent();
        return Files.isDirectory(folder) ? Optional.empty() : Optional.of("is in no folder");
      }
      if (!Files.exists(path)) {
        return Optional.of("does not exist");
      }
      if (Files.isDirectory(path)) {
        return Optional.empty();
      }
      if (!Files.isRegularFile(path)) {
        return Optional.of("is neither a folder nor a jar");
      }
      try (ZipFile jar = new ZipFile(path.toFile())) {
        return jar.size() == 0 ? Optional.of("is an empty jar") : Optional.empty();
      }
    } catch (InvalidPathException | IOException e) {
      return Optional.of("is no jar that can be read: " + e.getMessage());
    }
  }
}
