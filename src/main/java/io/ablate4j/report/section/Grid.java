package io.ablate4j.report.section;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.figure.Table.Heads;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.report.words.FactorWords;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the cells of a study are laid out in figures and tables: a panel a model, batch size (or, if
 * it does not vary, the first numeric factor that does) to the right, a look an arm. Whatever other
 * factor varies makes more panels, and a column more. A level that is tuned is no number: it has
 * the last position.
 */
final class Grid {
  private final List<CellSummary> cells;
  private final String compared;
  private final List<String> varying;
  private final String across;

  /** Of those that every table names, whether they vary or not. */
  private final List<String> named;

  /** In the study's order. */
  Grid(List<CellSummary> cells) {
    this.cells = cells;
    List<String> factors = cells.isEmpty() ? List.of() : List.copyOf(cells.get(0).cell().factors());
    compared = cells.isEmpty() ? Roles.ARM : cells.get(0).cell().compared();
    named =
        Stream.of(Roles.MODEL, Roles.BATCH_SIZE)
            .filter(factor -> !factor.equals(compared))
            .toList();
    varying =
        factors.stream()
            .filter(factor -> !factor.equals(compared) && !named.contains(factor))
            .filter(factor -> levels(factor).size() > 1)
            .toList();
    across =
        Stream.concat(Stream.of(Roles.BATCH_SIZE), varying.stream())
            .filter(factor -> !factor.equals(compared))
            .filter(factor -> levels(factor).size() > 1)
            .filter(this::isNumeric)
            .findFirst()
            .orElseGet(() -> usualAcross(factors));
  }

  /** Whether its levels are numbers, but for one that is tuned. */
  private boolean isNumeric(String factor) {
    return Roles.isNumeric(
        factor, levels(factor).stream().filter(level -> !level.equals(Cell.TUNED)).toList());
  }

  /** Where nothing numeric varies there is one position. */
  private String usualAcross(List<String> factors) {
    return compared.equals(Roles.BATCH_SIZE)
        ? factors.stream()
            .filter(factor -> !factor.equals(compared))
            .filter(this::isNumeric)
            .findFirst()
            .orElseThrow()
        : Roles.BATCH_SIZE;
  }

  List<CellSummary> cells() {
    return cells;
  }

  List<String> regularizations() {
    return levels(compared);
  }

  String across() {
    return Roles.inWords(across);
  }

  /** Labels of the positions to the right, in the study's order; one that is tuned comes last. */
  List<String> positions() {
    return levels(across).stream().sorted(Comparator.comparing(Cell.TUNED::equals)).toList();
  }

  String position(Cell cell) {
    return cell.level(across);
  }

  /**
   * Title to cells, for figures over {@link #across()}. A cell without a factor, such as a
   * dropout's strength, stands in the panels of all its levels, beside the cells that it is
   * compared with.
   */
  Map<String, List<CellSummary>> panels() {
    List<String> apart = varying.stream().filter(factor -> !factor.equals(across)).toList();
    Map<String, List<CellSummary>> panels = new LinkedHashMap<>();
    for (CellSummary cell : cells) {
      Set<String> titles = new LinkedHashSet<>();
      for (CellSummary other : cells) {
        if (isBeside(cell.cell(), other.cell(), apart)) {
          titles.add(title(other.cell(), false));
        }
      }
      (titles.isEmpty() ? Set.of(title(cell.cell(), false)) : titles)
          .forEach(title -> panels.computeIfAbsent(title, t -> new ArrayList<>()).add(cell));
    }
    return panels;
  }

  /** Whether a cell has each of those factors, and differs from one in those alone it has not. */
  private boolean isBeside(Cell one, Cell whole, List<String> apart) {
    return apart.stream().noneMatch(factor -> whole.level(factor).equals(Cell.ABSENT))
        && Stream.concat(named.stream().filter(Roles.MODEL::equals), apart.stream())
            .allMatch(
                factor ->
                    one.level(factor).equals(Cell.ABSENT)
                        || one.level(factor).equals(whole.level(factor)));
  }

  /** The title of a panel of its own for the cells that differ in regularization alone. */
  String curveTitle(Cell cell) {
    return title(cell, true);
  }

  private String title(Cell cell, boolean everything) {
    List<String> title = new ArrayList<>();
    if (named.contains(Roles.MODEL)) {
      title.add(cell.level(Roles.MODEL));
    }
    if (everything && named.contains(Roles.BATCH_SIZE)) {
      title.add("batch " + cell.level(Roles.BATCH_SIZE));
    }
    for (String factor : varying) {
      if (everything || !factor.equals(across)) {
        title.add(Roles.inWords(factor, cell.level(factor)));
      }
    }
    return title.isEmpty() ? "all " + armsInWords() : String.join(", ", title);
  }

  /** Heads of the columns that tell which cell a row is of. */
  Heads heads() {
    List<String> heads = new ArrayList<>();
    named.forEach(factor -> heads.add(factor.equals(Roles.MODEL) ? "Model" : "Batch"));
    varying.forEach(factor -> heads.add(capital(Roles.inWords(factor))));
    heads.add(arms());
    return Heads.of(Kind.NAME, heads.toArray(String[]::new));
  }

  /** What arms are levels of, as a column's head: such as "Regularization". */
  String arms() {
    return capital(Roles.inWords(compared));
  }

  /** The same in sentences: such as "regularizations". */
  String armsInWords() {
    return FactorWords.plural(compared);
  }

  static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** The cells of those columns. */
  List<String> names(Cell cell) {
    List<String> names = new ArrayList<>();
    named.forEach(factor -> names.add(cell.level(factor)));
    varying.forEach(factor -> names.add(cell.level(factor)));
    names.add(cell.arm());
    return names;
  }

  /** The cell of a panel at a position under a regularization, if the study has it. */
  Optional<CellSummary> find(List<CellSummary> panel, String position, String regularization) {
    return panel.stream()
        .filter(c -> position(c.cell()).equals(position))
        .filter(c -> c.cell().arm().equals(regularization))
        .findFirst();
  }

  private List<String> levels(String factor) {
    return cells.stream().map(cell -> cell.cell().level(factor)).distinct().toList();
  }
}
