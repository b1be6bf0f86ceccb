package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.Writable;

/**
 * Whatever a DataVec {@link RecordReader} of the user's own reads: one record an example, one cell
 * a number or the class.
 *
 * <p>Options: {@code reader} (required: the full name of a class with a constructor without
 * arguments, or the simple name of one that {@link ServiceLoader} finds), {@code path} (required:
 * the file or folder it is initialized with, as a {@link FileSplit}), {@code labelColumn} (a number
 * from 0; the last cell if not given), {@code columns} and {@code shape} as for {@link CsvSource}.
 */
public final class RecordReaderSource implements DatasetSource {
  private static final String READER = "reader";
  private static final String CLASS_PATH =
      "put its jar on ABLATE4J_CLASSPATH, and give the full name of the class.";

  /** For {@link ServiceLoader}. */
  public RecordReaderSource() {}

  @Override
  public String id() {
    return "record-reader";
  }

  @Override
  public String description() {
    return "What a DataVec RecordReader of your own reads (dataset.reader names the class)";
  }

  @Override
  public Set<String> options() {
    return Set.of(
        DataFiles.PATH,
        READER,
        TableOptions.LABEL_COLUMN,
        TableOptions.COLUMNS,
        TableOptions.SHAPE);
  }

  @Override
  public Set<String> nestedOptions() {
    return TableOptions.NESTED;
  }

  /**
   * Reads all records. The checksum is that of their cells.
   *
   * @throws ProblemsException with every problem: no such class or path, whatever the reader
   *     throws, and what a table can have (see {@link CsvSource#open})
   */
  @Override
  public DataPool open(DatasetSpec spec, DataFolders folders) {
    List<Problem> problems = new ArrayList<>();
    TableOptions options = TableOptions.of(spec, problems);
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    Path path = DataFiles.ownPath(spec, folders);
    Callable<RecordReader> maker = maker(spec.options().get(READER));
    TableNaming naming =
        new TableNaming(
            path.toString(),
            path.getFileName() + " by " + spec.options().get(READER),
            "record",
            false,
            Optional.empty());
    RecordTable table =
        new RecordTable(
            naming,
            () -> {
              RecordReader reader = maker.call();
              reader.initialize(new FileSplit(path.toFile()));
              return reader;
            },
            false,
            options);
    MessageDigest sha = DataFiles.sha256();
    RecordTable.Contents contents = table.read(row -> digest(row, sha));
    return contents.pool(HexFormat.of().formatHex(sha.digest()));
  }

  private static void digest(List<Writable> row, MessageDigest sha) {
    for (Writable cell : row) {
      sha.update(cell.toString().getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0x1f);
    }
    sha.update((byte) 0x1e);
  }

  /** What makes a reader of that name. */
  private static Callable<RecordReader> maker(String name) {
    if (name == null || name.isBlank()) {
      throw problem(
          "dataset.source record-reader needs dataset.reader.",
          "add a line such as \"reader: com.example.MyReader\" to dataset.");
    }
    try {
      Optional<ServiceLoader.Provider<RecordReader>> found =
          ServiceLoader.load(RecordReader.class).stream()
              .filter(p -> List.of(p.type().getSimpleName(), p.type().getName()).contains(name))
              .findFirst();
      if (found.isPresent()) {
        return found.get()::get;
      }
      Class<?> type = Class.forName(name);
      return type.asSubclass(RecordReader.class).getDeclaredConstructor()::newInstance;
    } catch (ClassNotFoundException e) {
      throw problem(
          "dataset.reader: there is no class " + Cells.shown(name) + " on the class path.",
          CLASS_PATH);
    } catch (ClassCastException e) {
      throw problem(
          "dataset.reader " + name + " is no " + RecordReader.class.getName() + ".",
          "name a class that implements it.");
    } catch (NoSuchMethodException e) {
      throw problem(
          "dataset.reader " + name + " has no constructor without arguments.",
          "add one, and have it set the reader up.");
    } catch (LinkageError | ServiceConfigurationError e) {
      throw problem(
          "dataset.reader "
              + Cells.shown(name)
              + " cannot be loaded: "
              + Cells.shown(String.valueOf(e.getMessage()))
              + ".",
          CLASS_PATH);
    }
  }

  private static ProblemsException problem(String message, String advice) {
    return new ProblemsException(
        List.of(new Problem(Optional.of("dataset.reader"), message, advice)));
  }
}
