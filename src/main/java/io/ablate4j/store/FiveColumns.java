package io.ablate4j.store;

import io.ablate4j.trial.Cell;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A cell as schema 5 holds it: a column for each of five factors. */
final class FiveColumns {
  private FiveColumns() {}

  static Cell read(ResultSet row, int first) throws SQLException {
    Map<String, String> levels = new LinkedHashMap<>();
    levels.put("model", row.getString(first));
    levels.put("regularization", row.getString(first + 1));
    levels.put("batchSize", String.valueOf(row.getInt(first + 2)));
    levels.put("learningRate", String.valueOf(row.getDouble(first + 3)));
    levels.put("epochs", String.valueOf(row.getInt(first + 4)));
    return Cell.of(levels);
  }

  static int whole(Cell cell, String factor) {
    return Integer.parseInt(cell.level(factor));
  }

  static double number(Cell cell, String factor) {
    return Double.parseDouble(cell.level(factor));
  }
}
