package io.ablate4j.report;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.report.figure.Table.Heads;
import io.ablate4j.report.figure.Table.Kind;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the cells of a study are laid out in figures and tables: a panel a model, batch size (or, if
 * only that varies, the learning rate) to the right, a look a regularization. Whatever other factor
 * varies makes more panels, and a column more.
 */
final class Grid {
  private final List<CellSummary> cells;
  private final boolean batchVaries;
  private final boolean rateVaries;
  private final boolean epochsVary;

  /** In the study's order. */
  Grid(List<CellSummary> cells) {
    this.cells = cells;
    batchVaries = levels(Cell::batchSize).size() > 1;
    rateVaries = levels(Cell::learningRate).size() > 1;
    epochsVary = levels(Cell::epochs).size() > 1;
  }

  List<CellSummary> cells() {
    return cells;
  }

  List<String> regularizations() {
    return levels(Cell::regularization);
  }

  private boolean rateIsAcross() {
    return rateVaries && !batchVaries;
  }

  String across() {
    return rateIsAcross() ? "learning rate" : "batch size";
  }

  /** Labels of the positions to the right, in the study's order. */
  List<String> positions() {
    return levels(this::position);
  }

  String position(Cell cell) {
    return rateIsAcross() ? String.valueOf(cell.learningRate()) : String.valueOf(cell.batchSize());
  }

  /** Title to cells, for figures over {@link #across()}. */
  Map<String, List<CellSummary>> panels() {
    return group(cell -> title(cell, false));
  }

  /** The title of a panel of its own for the cells that differ in regularization alone. */
  String curveTitle(Cell cell) {
    return title(cell, true);
  }

  private String title(Cell cell, boolean everything) {
    StringBuilder title = new StringBuilder(cell.model());
    if (everything) {
      title.append(", batch ").append(cell.batchSize());
    }
    if (rateVaries && (everything || !rateIsAcross())) {
      title.append(", learning rate ").append(cell.learningRate());
    }
    if (epochsVary) {
      title.append(", ").append(cell.epochs()).append(" epochs");
    }
    return title.toString();
  }

  /** Heads of the columns that tell which cell a row is of. */
  Heads heads() {
    List<String> heads = new ArrayList<>(List.of("Model", "Batch"));
    if (rateVaries) {
      heads.add("Learning rate");
    }
    if (epochsVary) {
      heads.add("Epochs");
    }
    heads.add("Regularization");
    return Heads.of(Kind.NAME, heads.toArray(String[]::new));
  }

  /** The cells of those columns. */
  List<String> names(Cell cell) {
    List<String> names = new ArrayList<>(List.of(cell.model(), String.valueOf(cell.batchSize())));
    if (rateVaries) {
      names.add(String.valueOf(cell.learningRate()));
    }
    if (epochsVary) {
      names.add(String.valueOf(cell.epochs()));
    }
    names.add(cell.regularization());
    return names;
  }

  /** The cell of a panel at a position under a regularization, if the study has it. */
  Optional<CellSummary> find(List<CellSummary> panel, String position, String regularization) {
    return panel.stream()
        .filter(c -> position(c.cell()).equals(position))
        .filter(c -> c.cell().regularization().equals(regularization))
        .findFirst();
  }

  private Map<String, List<CellSummary>> group(Function<Cell, String> key) {
    Map<String, List<CellSummary>> groups = new LinkedHashMap<>();
    for (CellSummary cell : cells) {
      groups.computeIfAbsent(key.apply(cell.cell()), k -> new ArrayList<>()).add(cell);
    }
    return groups;
  }

  private <T> List<T> levels(Function<Cell, T> level) {
    return cells.stream().map(CellSummary::cell).map(level).distinct().toList();
  }
}
