package io.ablate4j.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table of the page.
 *
 * @param caption what it shows, with units
 * @param columns its heads
 * @param rows as many cells each as there are columns
 */
public record Table(String caption, List<Column> columns, List<Row> rows) {
  /** What stands in a column. */
  public enum Kind {
    /** Names its row. */
    NAME,
    TEXT,
    NUMBER
  }

  /**
   * One column.
   *
   * @param head its heading, with the unit
   * @param kind decides alignment and role
   */
  public record Column(String head, Kind kind) {}

  /** Columns one after another. */
  public record Heads(List<Column> columns) {
    public Heads {
      columns = List.copyOf(columns);
    }

    /** Columns of one kind. */
    public static Heads of(Kind kind, String... heads) {
      return new Heads(List.of()).and(kind, heads);
    }

    /** The same with more columns behind. */
    public Heads and(Kind kind, String... heads) {
      List<Column> all = new ArrayList<>(columns);
      for (String head : heads) {
        all.add(new Column(head, kind));
      }
      return new Heads(all);
    }
  }

  /**
   * One row.
   *
   * @param mood CSS class: empty, or "bad" for one that needs a look
   * @param cells text, not yet escaped
   * @param exact for each cell the same with all digits, for whoever saves the table; empty where
   *     the text is not rounded
   */
  public record Row(String mood, List<String> cells, List<String> exact) {
    public Row {
      cells = List.copyOf(cells);
      exact = List.copyOf(exact);
      if (exact.size() != cells.size()) {
        throw new IllegalArgumentException(exact + " for " + cells);
      }
    }

    /** A row in which nothing is rounded. */
    public Row(String mood, List<String> cells) {
      this(mood, cells, Collections.nCopies(cells.size(), ""));
    }
  }

  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(caption + ": " + row + " for " + columns);
      }
    }
  }
}
