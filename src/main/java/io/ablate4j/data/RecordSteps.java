package io.ablate4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/**
 * What is done to the columns of each row: DataVec's {@link TransformProcess} over a {@link Schema}
 * whose columns are called by their numbers, since names of a header may be empty or equal.
 */
final class RecordSteps {
  private final TableColumns columns;
  private final Optional<TransformProcess> process;
  private final int[] origins;

  /**
   * @param categories of each column that becomes columns of 0 and 1
   */
  RecordSteps(TableColumns columns, Map<Integer, List<String>> categories) {
    this.columns = columns;
    String[] removed =
        IntStream.range(0, columns.count())
            .filter(i -> i != columns.label() && !columns.features().contains(i))
            .mapToObj(String::valueOf)
            .toArray(String[]::new);
    if (removed.length == 0 && categories.isEmpty()) {
      process = Optional.empty();
      origins = IntStream.range(0, columns.count()).toArray();
      return;
    }
    Schema.Builder schema = new Schema.Builder();
    for (int i = 0; i < columns.count(); i++) {
      if (categories.containsKey(i)) {
        schema.addColumnCategorical(String.valueOf(i), categories.get(i));
      } else {
        schema.addColumnString(String.valueOf(i));
      }
    }
    TransformProcess.Builder steps = new TransformProcess.Builder(schema.build());
    if (removed.length > 0) {
      steps.removeColumns(removed);
    }
    if (!categories.isEmpty()) {
      steps.categoricalToOneHot(
          categories.keySet().stream().map(String::valueOf).toArray(String[]::new));
    }
    process = Optional.of(steps.build());
    origins =
        process.get().getFinalSchema().getColumnNames().stream()
            .mapToInt(RecordSteps::origin)
            .toArray();
  }

  /** One-hot columns are called {@code 3[red]}. */
  private static int origin(String name) {
    int bracket = name.indexOf('[');
    return Integer.parseInt(bracket < 0 ? name : name.substring(0, bracket));
  }

  /** The columns that the resulting ones come from. */
  int[] origins() {
    return origins.clone();
  }

  /**
   * The resulting cells of a row.
   *
   * @param row as many cells as the table has columns; those of categories are among the known ones
   */
  List<Writable> apply(List<Writable> row) {
    if (process.isEmpty()) {
      return row;
    }
    List<Writable> cells = new ArrayList<>(row);
    columns.oneHot().forEach(i -> cells.set(i, new Text(Cells.stripped(row.get(i).toString()))));
    return process.get().execute(cells);
  }
}
