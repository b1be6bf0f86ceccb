package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.datavec.api.split.InputStreamInputSplit;

/**
 * A table of numbers with one column of classes, plain (UTF-8) or gzip, read as RFC 4180 says. Each
 * other column is a feature. There are no test examples of its own: seeds draw them from the rows.
 *
 * <p>Options: {@code path} (required), {@code labelColumn} (a name of the header or a number from
 * 0; the last column if not given), {@code header} (true or false, the default), {@code delimiter}
 * (one character or "tab"; a comma if not given), {@code columns} (what to drop, keep or turn into
 * columns of 0 and 1), {@code shape} (height, width and channels of rows that are images).
 */
public final class CsvSource implements DatasetSource {
  private static final String HEADER = "header";

  /**
   * Part of the checksum, so that no stored result of an earlier reading counts as one of this.
   * Raised when the same file gives other numbers.
   */
  private static final byte[] READING = "csv, reading 2\n".getBytes(StandardCharsets.UTF_8);

  /** For {@link java.util.ServiceLoader}. */
  public CsvSource() {}

  @Override
  public String id() {
    return "csv";
  }

  @Override
  public String description() {
    return "A table of your own: numbers and one column of classes (dataset.path names the file)";
  }

  @Override
  public Set<String> options() {
    return Set.of(
        DataFiles.PATH,
        TableOptions.LABEL_COLUMN,
        HEADER,
        CsvDelimiter.OPTION,
        TableOptions.COLUMNS,
        TableOptions.SHAPE);
  }

  @Override
  public Set<String> nestedOptions() {
    return TableOptions.NESTED;
  }

  /**
   * Reads the whole table.
   *
   * @throws ProblemsException with every problem: a missing or unreadable file, bytes that are not
   *     UTF-8, an option that does not fit, no rows, rows of different lengths, a missing or
   *     non-numeric cell (with file, line and column), labels that are missing or of which two are
   *     one, one class only
   */
  @Override
  public DataPool open(DatasetSpec spec, DataFolders folders) {
    List<Problem> problems = new ArrayList<>();
    boolean header = header(spec, problems);
    char delimiter = CsvDelimiter.of(spec, problems);
    TableOptions options = TableOptions.of(spec, problems);
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    Path file = DataFiles.ownPath(spec, folders);
    byte[] bytes =
        DataFiles.read(file, problems).orElseThrow(() -> new ProblemsException(problems));
    CsvRecords records = new CsvRecords(delimiter);
    try {
      // From memory, so that what is read is what was unpacked and hashed.
      records.initialize(new InputStreamInputSplit(new ByteArrayInputStream(bytes), file.toUri()));
    } catch (IOException e) {
      throw new ProblemsException(List.of(DataFiles.unreadable(file, e)));
    }
    TableNaming naming =
        new TableNaming(
            file.toString(),
            String.valueOf(file.getFileName()),
            "line",
            true,
            CsvDelimiter.other(records.text(), delimiter));
    RecordTable table =
        new RecordTable(
            naming,
            () -> {
              records.reset();
              return records;
            },
            header,
            options);
    return table.read(row -> {}).pool(DataFiles.checksum(List.of(READING, bytes)));
  }

  private static boolean header(DatasetSpec spec, List<Problem> problems) {
    String text = spec.options().getOrDefault(HEADER, "false");
    if (!text.equals("true") && !text.equals("false")) {
      problems.add(
          new Problem(
              Optional.of("dataset.header"),
              "dataset.header is " + Cells.shown(text) + ", neither true nor false.",
              "write true if the first line holds the names of the columns."));
    }
    return text.equals("true");
  }
}
