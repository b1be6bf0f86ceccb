package io.ablate4j.report;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.figure.Table.Heads;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How the cells of a study are laid out in figures and tables: a panel a model, batch size (or, if
 * it does not vary, the first numeric factor that does) to the right, a look a regularization.
 * Whatever other factor varies makes more panels, and a column more.
 */
final class Grid {
  private static final Set<String> NAMED_ALONE = Set.of(Roles.MODEL, Roles.ARM, Roles.BATCH_SIZE);

  private final List<CellSummary> cells;
  private final List<String> varying;
  private final String across;

  /** In the study's order. */
  Grid(List<CellSummary> cells) {
    this.cells = cells;
    List<String> factors = cells.isEmpty() ? List.of() : List.copyOf(cells.get(0).cell().factors());
    varying =
        factors.stream()
            .filter(factor -> !NAMED_ALONE.contains(factor))
            .filter(factor -> levels(factor).size() > 1)
            .toList();
    across =
        !cells.isEmpty() && levels(Roles.BATCH_SIZE).size() > 1
            ? Roles.BATCH_SIZE
            : varying.stream()
                .filter(factor -> Roles.isNumeric(factor, levels(factor)))
                .findFirst()
                .orElse(Roles.BATCH_SIZE);
  }

  List<CellSummary> cells() {
    return cells;
  }

  List<String> regularizations() {
    return levels(Roles.ARM);
  }

  String across() {
    return Roles.inWords(across);
  }

  /** Labels of the positions to the right, in the study's order. */
  List<String> positions() {
    return levels(across);
  }

  String position(Cell cell) {
    return cell.level(across);
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
    StringBuilder title = new StringBuilder(cell.level(Roles.MODEL));
    if (everything) {
      title.append(", batch ").append(cell.level(Roles.BATCH_SIZE));
    }
    for (String factor : varying) {
      if (everything || !factor.equals(across)) {
        title.append(", ").append(Roles.inWords(factor, cell.level(factor)));
      }
    }
    return title.toString();
  }

  /** Heads of the columns that tell which cell a row is of. */
  Heads heads() {
    List<String> heads = new ArrayList<>(List.of("Model", "Batch"));
    varying.forEach(factor -> heads.add(capital(Roles.inWords(factor))));
    heads.add("Regularization");
    return Heads.of(Kind.NAME, heads.toArray(String[]::new));
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** The cells of those columns. */
  List<String> names(Cell cell) {
    List<String> names =
        new ArrayList<>(List.of(cell.level(Roles.MODEL), cell.level(Roles.BATCH_SIZE)));
    varying.forEach(factor -> names.add(cell.level(factor)));
    names.add(cell.level(Roles.ARM));
    return names;
  }

  /** The cell of a panel at a position under a regularization, if the study has it. */
  Optional<CellSummary> find(List<CellSummary> panel, String position, String regularization) {
    return panel.stream()
        .filter(c -> position(c.cell()).equals(position))
        .filter(c -> c.cell().level(Roles.ARM).equals(regularization))
        .findFirst();
  }

  private Map<String, List<CellSummary>> group(Function<Cell, String> key) {
    Map<String, List<CellSummary>> groups = new LinkedHashMap<>();
    for (CellSummary cell : cells) {
      groups.computeIfAbsent(key.apply(cell.cell()), k -> new ArrayList<>()).add(cell);
    }
    return groups;
  }

  private List<String> levels(String factor) {
    return cells.stream().map(cell -> cell.cell().level(factor)).distinct().toList();
  }
}
