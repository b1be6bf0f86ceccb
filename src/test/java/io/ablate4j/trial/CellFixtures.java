package io.ablate4j.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cells of the factors that every study has. */
public final class CellFixtures {
  private CellFixtures() {}

  public static Cell cell(
      String model, String regularization, int batchSize, double learningRate, int epochs) {
    Map<String, String> levels = new LinkedHashMap<>();
    levels.put("model", model);
    levels.put("regularization", regularization);
    levels.put("batchSize", String.valueOf(batchSize));
    levels.put("learningRate", String.valueOf(learningRate));
    levels.put("epochs", String.valueOf(epochs));
    return Cell.of(levels);
  }

  /** A text of its own for each cell; planted random numbers rest on it. */
  public static String text(Cell cell) {
    List<String> levels = new ArrayList<>();
    cell.levels().forEach((factor, level) -> levels.add(factor + "=" + level));
    return "Cell[" + String.join(", ", levels) + "]";
  }
}
