package io.ablate4j.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Jupyter notebooks that start from the exported rows: one works the headline numbers out again and
 * fails if they differ, one draws figures. They are the same for every study but for the folder
 * that they read.
 */
public final class Notebooks {
  /** In the order in which one would read them. */
  public static final List<String> FILES =
      List.of("headline-numbers.ipynb", "figures-and-a-question.ipynb");

  private static final String STUDY = "@STUDY@";

  private Notebooks() {}

  /**
   * @param rows the folder of the CSV files
   * @param to is made if it does not exist; holds the notebooks afterwards
   */
  public static void write(Path rows, Path to) throws IOException {
    Files.createDirectories(to);
    // Relative and with slashes, so that the folder can be moved and opened anywhere.
    String study = to.toRealPath().relativize(rows.toRealPath()).toString().replace('\\', '/');
    for (String file : FILES) {
      Files.writeString(to.resolve(file), text(file).replace(STUDY, quoted(study)));
    }
  }

  private static String text(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Notebooks.class.getResourceAsStream("/notebooks/" + file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** As it stands in a Python string inside of a JSON string. */
  private static String quoted(String path) {
    return path.replace("\\", "\\\\\\\\").replace("\"", "\\\\\\\"");
  }
}
