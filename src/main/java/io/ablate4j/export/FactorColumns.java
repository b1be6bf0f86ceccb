package io.ablate4j.export;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.Arrays;
import java.util.List;

/** The columns that tell which cell a row is of: one a factor of the study, in its order. */
final class FactorColumns {
  private FactorColumns() {}

  /** The factors of a study; those that every cell has if it has no trials. */
  static List<String> factors(StudyAnalysis analysis) {
    return analysis.cells().isEmpty()
        ? List.copyOf(analysis.study().factors().keySet())
        : List.copyOf(analysis.cells().get(0).cell().factors());
  }

  static List<String> heads(StudyAnalysis analysis) {
    return factors(analysis).stream().map(Roles::column).toList();
  }

  /** Those that no measured column of a trial is called as. */
  static List<String> notMeasured(StudyAnalysis analysis) {
    List<String> measured = Arrays.stream(TrialColumn.values()).map(TrialColumn::word).toList();
    return factors(analysis).stream()
        .filter(factor -> !measured.contains(Roles.column(factor)))
        .toList();
  }

  /** The levels of a cell; numbers as in all other columns. */
  static List<String> levels(Cell cell, List<String> factors) {
    return factors.stream().map(factor -> level(factor, cell)).toList();
  }

  private static String level(String factor, Cell cell) {
    String word = cell.levels().getOrDefault(factor, "");
    boolean isFraction =
        Roles.isNumeric(factor, List.of(word)) && !word.chars().allMatch(Character::isDigit);
    return isFraction ? CsvTable.number(Double.parseDouble(word)) : word;
  }
}
