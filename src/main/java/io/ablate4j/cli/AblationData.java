package io.ablate4j.cli;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataPool;
import io.ablate4j.data.DatasetSource;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.InputShape;
import io.ablate4j.model.FileModel;
import io.ablate4j.problem.ProblemsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Data that a command names in a word, with the numbers of examples that are usual for them.
 *
 * @param spec as a study has it
 */
record AblationData(DatasetSpec spec) {
  private static final String PATH = "path";
  private static final Optional<String> KEY_OF_PATH = Optional.of("dataset.path");
  private static final String SHAPE = "shape";

  /** Enough to see what parts are worth, in minutes. */
  private static final int MOST_TRAIN = 2000;

  private static final int MOST_VALIDATION = 1000;
  private static final int MOST_TEST = 2000;

  /**
   * Finds them and counts them.
   *
   * @param word such as {@code mnist} or {@code csv:my.csv}
   * @param options further keys of the dataset
   * @param model whose input may say what shape rows have
   * @throws ProblemsException if there are none such
   */
  static AblationData of(
      String word,
      Map<String, String> options,
      FileModel model,
      Datasets datasets,
      DataFolders folders) {
    int colon = word.indexOf(':');
    DatasetSource source = datasets.get(colon < 0 ? word : word.substring(0, colon));
    SortedMap<String, String> all = new TreeMap<>(options);
    if (colon >= 0) {
      // The study file lies elsewhere.
      all.put(PATH, Path.of(word.substring(colon + 1)).toAbsolutePath().normalize().toString());
    }
    Optional<InputShape> rows = model.rowsOf();
    if (source.options().contains(SHAPE) && rows.isPresent()) {
      InputShape shape = rows.get();
      all.putIfAbsent(
          SHAPE, "[" + shape.height() + "," + shape.width() + "," + shape.channels() + "]");
    }
    return new AblationData(sized(source.id(), open(source, word, all, folders), all));
  }

  /** Some sources look in the data folders where no path is given; others need one. */
  private static DataPool open(
      DatasetSource source, String word, SortedMap<String, String> options, DataFolders folders) {
    try {
      return source.open(new DatasetSpec(source.id(), 1, 1, 1, options), folders);
    } catch (ProblemsException e) {
      if (!options.containsKey(PATH)
          && e.problems().stream().anyMatch(each -> each.place().equals(KEY_OF_PATH))) {
        throw ProblemsException.of(
            "--data " + word + " does not say where the data are.",
            "write --data " + word + ":PATH.");
      }
      throw e;
    }
  }

  private static DatasetSpec sized(
      String source, DataPool pool, SortedMap<String, String> options) {
    int examples = pool.trainingSize();
    boolean hasTest = pool.testSize() > 0;
    int validation = within(examples / 5, MOST_VALIDATION);
    int test = hasTest ? Math.min(pool.testSize(), MOST_TEST) : within(examples / 5, MOST_TEST);
    int left = examples - validation - (hasTest ? 0 : test);
    return new DatasetSpec(source, within(left, MOST_TRAIN), validation, test, options);
  }

  private static int within(int number, int most) {
    return Math.max(1, Math.min(number, most));
  }

  /** The lines below {@code dataset:}. */
  String yaml() {
    StringBuilder lines = new StringBuilder();
    line(lines, "source", spec.source());
    spec.options()
        .forEach(
            (key, value) ->
                line(
                    lines,
                    key,
                    value.startsWith("[") || value.startsWith("{") ? value : quoted(value)));
    line(lines, "train", String.valueOf(spec.train()));
    line(lines, "validation", String.valueOf(spec.validation()));
    line(lines, "test", String.valueOf(spec.test()));
    return lines.toString();
  }

  private static void line(StringBuilder lines, String key, String value) {
    lines.append("  ").append(key).append(": ").append(value).append('\n');
  }

  private static String quoted(String value) {
    boolean isPlain = value.matches("true|false|-?[0-9.]+|[A-Za-z0-9_]+");
    return isPlain ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
