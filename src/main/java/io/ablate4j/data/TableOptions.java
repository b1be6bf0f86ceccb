package io.ablate4j.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ablate4j.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a study says of a table's columns, before anybody has looked at the table.
 *
 * @param labelColumn name or number of the column of classes
 * @param drop names or numbers of columns to leave out
 * @param keep names or numbers of the columns that are features; empty if all are
 * @param oneHot names or numbers of columns of categories
 * @param shape height, width and channels of a row that is an image
 */
record TableOptions(
    Optional<String> labelColumn,
    List<String> drop,
    List<String> keep,
    List<String> oneHot,
    Optional<PixelShape> shape) {
  static final String LABEL_COLUMN = "labelColumn";
  static final String COLUMNS = "columns";
  static final String SHAPE = "shape";
  static final Set<String> NESTED = Set.of(COLUMNS, SHAPE);

  private static final String DROP = "drop";
  private static final String KEEP = "keep";
  private static final String ONE_HOT = "oneHot";
  private static final String COLUMNS_EXAMPLE =
      "write columns: { drop: [id], oneHot: [colour] }, or keep in place of drop.";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  TableOptions {
    drop = List.copyOf(drop);
    keep = List.copyOf(keep);
    oneHot = List.copyOf(oneHot);
  }

  /** Reads them; what is wrong goes to {@code problems}. */
  static TableOptions of(DatasetSpec spec, List<Problem> problems) {
    Map<String, String> options = spec.options();
    JsonNode columns = MAPPER.createObjectNode();
    if (options.containsKey(COLUMNS)) {
      columns = json(options.get(COLUMNS));
      checkColumns(columns, options.get(COLUMNS), problems);
    }
    return new TableOptions(
        Optional.ofNullable(options.get(LABEL_COLUMN)),
        words(columns.get(DROP)),
        words(columns.get(KEEP)),
        words(columns.get(ONE_HOT)),
        Optional.ofNullable(options.get(SHAPE))
            .flatMap(text -> PixelShape.of(words(json(text)), text, problems)));
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MAPPER.nullNode(); // a single word where a mapping or a list belongs
    }
  }

  private static void checkColumns(JsonNode columns, String text, List<Problem> problems) {
    if (!columns.isObject()) {
      problems.add(columnsProblem("is " + Cells.shown(text) + ", not a mapping.", COLUMNS_EXAMPLE));
      return;
    }
    columns
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (!Set.of(DROP, KEEP, ONE_HOT).contains(key)) {
                problems.add(
                    columnsProblem("has no key " + Cells.shown(key) + ".", COLUMNS_EXAMPLE));
              } else if (!entry.getValue().isArray()
                  || words(entry.getValue()).size() < entry.getValue().size()) {
                problems.add(
                    columnsProblem(
                        "has a " + key + " that is not a list of names or numbers.",
                        COLUMNS_EXAMPLE));
              }
            });
    if (columns.has(DROP) && columns.has(KEEP)) {
      problems.add(
          columnsProblem("says both what to drop and what to keep.", "leave one of them out."));
    }
    if (columns.has(KEEP) && columns.get(KEEP).isEmpty()) {
      problems.add(columnsProblem("keeps no column.", "leave keep out, or name columns in it."));
    }
  }

  private static Problem columnsProblem(String message, String advice) {
    return new Problem(Optional.of("dataset.columns"), "dataset.columns " + message, advice);
  }

  /** The words and numbers of a list, without what is neither. */
  private static List<String> words(JsonNode list) {
    List<String> words = new ArrayList<>();
    if (list != null && list.isArray()) {
      for (JsonNode item : list) {
        if (item.isTextual() || item.isIntegralNumber()) {
          words.add(item.asText());
        }
      }
    }
    return words;
  }
}
