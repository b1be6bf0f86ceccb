package io.ablate4j.data;

import static io.ablate4j.data.DataFixtures.features;
import static io.ablate4j.data.DataFixtures.folders;
import static io.ablate4j.data.DataFixtures.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.datavec.api.records.reader.impl.collection.CollectionRecordReader;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.FloatWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class RecordReaderSourceTest {
  @TempDir Path data;

  /** Fields of fixed width, which no built-in source reads: three letters, then a word. */
  public static final class FixedWidth extends CollectionRecordReader {
    private static final long serialVersionUID = 1L;

    private transient Iterator<List<Writable>> records;

    public FixedWidth() {
      super(List.of());
    }

    @Override
    public void initialize(InputSplit split) {
      try {
        records =
            Files.readAllLines(Path.of(split.locations()[0])).stream()
                .map(FixedWidth::record)
                .iterator();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static List<Writable> record(String line) {
      String word = line.substring(3);
      return switch (word) {
        case "null" -> new ArrayList<>(Arrays.asList(new IntWritable(1), null));
        case "nothing" -> List.of(NullWritable.INSTANCE, new Text("a"));
        case "nan" -> List.of(new DoubleWritable(Double.NaN), new Text("a"));
        case "array" -> List.of(new NDArrayWritable(Nd4j.ones(2)), new Text("a"));
        case "short" -> List.of(new Text("a"));
        case "error" -> throw new AssertionError("no such field");
        default ->
            List.of(new FloatWritable(Float.parseFloat(line.substring(0, 3))), new Text(word));
      };
    }

    @Override
    public boolean hasNext() {
      return records.hasNext();
    }

    @Override
    public List<Writable> next() {
      return records.next();
    }
  }

  /** Has a constructor that fails. */
  public static final class Broken extends CollectionRecordReader {
    private static final long serialVersionUID = 1L;

    public Broken() {
      super(List.of());
      throw new UnsupportedOperationException("not today");
    }
  }

  @BeforeEach
  void write() throws IOException {
    write("1.5b\n2.5a\n3.5 b\n");
  }

  @Test
  void namesInTheFirstRecordAreForTheReaderToSkipAsNoKeySaysSo() throws IOException {
    write("x,label\n1,a\n2,b\n3,a\n");
    assertThat(problems(CSVRecordReader.class.getName()))
        .allSatisfy(
            problem -> {
              assertThat(problem.message()).endsWith("column 0 is \"x\", which is not a number.");
              assertThat(problem.advice()).startsWith("have the reader skip the first record");
            })
        .hasSize(1);
  }

  private void write(String text) throws IOException {
    Files.writeString(data.resolve("table.txt"), text);
  }

  @Test
  void whatAReaderOfAUsersOwnReadsIsAPool() {
    DataPool pool = open(Map.of());
    assertThat(pool.classNames()).containsExactly("a", "b");
    assertThat(features(pool, false, 2)).containsExactly(3.5f);
    assertThat(pool.label(false, 2)).isEqualTo(1);
    assertThat(pool.checksum()).isEqualTo(open(Map.of()).checksum());
    assertThat(open(Map.of("labelColumn", "0", "columns", "{\"oneHot\":[1]}")).classNames())
        .containsExactly("1.5", "2.5", "3.5");
  }

  @Test
  void theChecksumIsThatOfTheRecords() throws IOException {
    String before = open(Map.of()).checksum();
    write("1.5b\n2.5a\n3.6b\n");
    assertThat(open(Map.of()).checksum()).isNotEqualTo(before);
  }

  @Test
  void columnsAreTransformedAsThoseOfTables() {
    DataPool pool = open(Map.of("columns", "{\"oneHot\":[0]}"));
    assertThat(features(pool, false, 1)).containsExactly(0, 1, 0);
  }

  @Test
  void aReaderOfDataVecIsAReader() throws IOException {
    write("0 1:3 2:4\n1 1:5 2:6\n");
    DataPool pool =
        new RecordReaderSource()
            .open(
                spec(
                    WordsOfLines.class.getName(),
                    Map.of("labelColumn", "0", "columns", "{\"oneHot\":[1,2]}")),
                folders(data));
    assertThat(pool.shape()).isEqualTo(InputShape.tabular(4));
  }

  /** DataVec's own reader of lines by a regular expression, set up by a constructor. */
  public static final class WordsOfLines
      extends org.datavec.api.records.reader.impl.regex.RegexLineRecordReader {
    private static final long serialVersionUID = 1L;

    public WordsOfLines() {
      super("(\\S+) (\\S+) (\\S+)", 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "nothing", "nan", "array", "short", "error"})
  void whatIsNoExampleIsAProblemWithItsRecord(String word) throws IOException {
    write("1.5b\n2.5a\n3.5" + word + "\n");
    assertThat(problems(FixedWidth.class.getName()))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.place().orElseThrow() + problem.message()).contains("3"));
  }

  @Test
  void aReaderThatIsNoneIsAProblemAtItsKey() {
    assertThat(problems("java.lang.String"))
        .singleElement()
        .extracting(p -> p.place().orElseThrow(), Problem::message)
        .containsExactly(
            "dataset.reader",
            "dataset.reader java.lang.String is no"
                + " org.datavec.api.records.reader.RecordReader.");
    assertThat(problems("com.example.Missing"))
        .singleElement()
        .extracting(Problem::advice)
        .asString()
        .contains("ABLATE4J_CLASSPATH");
    assertThat(problems("")).singleElement();
    assertThat(problems(Broken.class.getName()))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("fails at being opened", "not today");
    assertThat(problems("org.datavec.api.records.reader.impl.collection.CollectionRecordReader"))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("no constructor without arguments");
  }

  private DataPool open(Map<String, String> options) {
    return new RecordReaderSource().open(spec(FixedWidth.class.getName(), options), folders(data));
  }

  private List<Problem> problems(String reader) {
    return problemsOf(new RecordReaderSource(), spec(reader, Map.of()), folders(data));
  }

  private static DatasetSpec spec(String reader, Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    all.put("path", "table.txt");
    all.put("reader", reader);
    return DataFixtures.spec("record-reader", all);
  }
}
