package io.ablate4j.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ablate4j.trial.Cell;
import java.util.LinkedHashMap;
import java.util.Map;

/** A cell as the store holds it: an object of factor to level, all of them words, in order. */
final class CellJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CellJson() {}

  static String write(Cell cell) {
    try {
      return MAPPER.writeValueAsString(cell.levels());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain maps can be written", e);
    }
  }

  /**
   * @throws IllegalArgumentException if it is no such text
   */
  static Cell read(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      Map<String, String> levels = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> level : node.properties()) {
        if (!level.getValue().isTextual()) {
          throw new IllegalArgumentException("not the levels of a cell: " + json);
        }
        levels.put(level.getKey(), level.getValue().textValue());
      }
      return Cell.of(levels);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the levels of a cell: " + json, e);
    }
  }
}
