package io.ablate4j.data;

import static io.ablate4j.data.DataFixtures.folders;
import static io.ablate4j.data.DataFixtures.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaDataLine;
import org.datavec.api.split.InputStreamInputSplit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a table's cells is what is read, or a problem. */
class CsvReadingTest {
  private static final Map<String, String> HEADER = Map.of("header", "true");

  @TempDir Path data;

  @Test
  void aBackslashIsALetter() {
    String[] labels = {"\\alpha", "alpha", "\\beta", "beta"};
    String rows =
        IntStream.range(0, 200)
            .mapToObj(i -> i % 4 + ",0," + labels[i % 4])
            .collect(Collectors.joining("\n"));
    DataPool pool = open("x,y,latex\n" + rows, HEADER);
    assertThat(pool.classNames()).containsExactly("\\alpha", "\\beta", "alpha", "beta");
    assertThat(IntStream.range(0, 4).map(i -> pool.label(false, i)).toArray())
        .containsExactly(0, 2, 1, 3);
  }

  @Test
  void quotesAreReadAsRfc4180Says() {
    DataPool pool =
        open(
            "1,\"trail\" \n2, \"lead\"\n3,\"x\\\"\n4,\"a \"\"b\"\"\"\n5,\"two\nlines\"\n6,5\" pipe\n",
            Map.of());
    assertThat(pool.classNames())
        .containsExactly("5\" pipe", "a \"b\"", "lead", "trail", "two\nlines", "x\\");
  }

  @Test
  void theLineOfAProblemCountsLineBreaksInCellsAndBlankLines() {
    assertThat(problems("1,\"two\r\nlines\"\r\n\r\n   \r\nx,b\r\n", Map.of()))
        .extracting(p -> p.place().orElseThrow())
        .containsExactly(data.resolve("table.csv") + ":5");
    assertThat(problems("1,a\r2,b\rx,b\r", Map.of()))
        .extracting(p -> p.place().orElseThrow())
        .containsExactly(data.resolve("table.csv") + ":3");
  }

  @Test
  void aCellThatGoesOnAfterItsQuoteIsRefused() {
    assertThat(problems("1,a\n2,\"b\"c\n", Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("Line 2 of table.csv cannot be parsed: a cell goes on after its closing quote.");
  }

  @Test
  void noBreakSpacesAndByteOrderMarksAroundCellsDoNotMakeClasses() {
    assertThat(open("\uFEFF1,a\u00A0\n2,\u00A0a\n3,b\u200B\n4,b\n", Map.of()).classNames())
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252", "IBM850"})
  void bytesThatAreNotUtf8AreAnErrorWithTheirLine(String charset) {
    String rows =
        IntStream.range(0, 240)
            .mapToObj(i -> i + "," + List.of("pör", "pür", "pär", "par").get(i % 4))
            .collect(Collectors.joining("\r\n"));
    assertThat(problems(("x,word\r\n1,ok\r\n" + rows).getBytes(Charset.forName(charset)), HEADER))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains(data.resolve("table.csv") + ":3");
              assertThat(problem.message()).startsWith("Line 3 of table.csv is not UTF-8");
              assertThat(problem.advice()).contains("UTF-8");
            });
  }

  @Test
  void textCutWithinALetterIsAnError() {
    byte[] whole = "1,a\n2,ä".getBytes(StandardCharsets.UTF_8);
    assertThat(problems(java.util.Arrays.copyOf(whole, whole.length - 1), Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("Line 2 of table.csv is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16, UTF-16",
    "UTF-16LE, UTF-16 without a byte order mark",
    "UTF-16BE, UTF-16 without a byte order mark",
    "UTF-32LE, UTF-32 without a byte order mark",
    "UTF-32BE, UTF-32 without a byte order mark",
    "X-UTF-32LE-BOM, UTF-32",
  })
  void wideEncodingsAreNamed(String charset, String name) {
    assertThat(problems("x,kind\n1.5,a\n2.5,b\n".getBytes(Charset.forName(charset)), HEADER))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("table.csv is " + name + ", not text in UTF-8.");
  }

  @Test
  void whatIsNoTextIsNamed() {
    assertThat(problems("PK\u0003\u0004 and so on", Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("Excel workbook");
    assertThat(problems("1,a\n2,b\0\n", Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("Line 2 of table.csv holds a NUL character.");
  }

  @Test
  void largeValuesThatDifferByLittleStayApart() {
    String plain =
        IntStream.range(0, 120)
            .mapToObj(i -> 20 * (i % 2) + i % 6 + "," + i % 2)
            .collect(Collectors.joining("\n"));
    String shifted =
        IntStream.range(0, 120)
            .mapToObj(i -> 1_700_000_000L + 20 * (i % 2) + i % 6 + "," + i % 2)
            .collect(Collectors.joining("\n"));
    float[] expected = trained(open(plain, Map.of()));
    float[] actual = trained(open(shifted, Map.of()));
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isEqualTo(expected[i], within(1e-5f));
    }
  }

  @Test
  void tinyValuesAreStandardizedAsWell() {
    String rows =
        IntStream.range(0, 60)
            .mapToObj(i -> (i % 3 + 1) + "e-200," + i % 2)
            .collect(Collectors.joining("\n"));
    assertThat(trained(open(rows, Map.of())))
        .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)
        .satisfies(values -> assertThat(deviation(values)).isEqualTo(1, within(1e-5)));
  }

  @Test
  void aColumnThatLosesItsDifferencesAsFloatsIsNoticed() {
    String rows =
        IntStream.range(0, 60)
            .mapToObj(i -> (i == 7 ? "1e30" : i * .37) + "," + i % 2)
            .collect(Collectors.joining("\n"));
    assertThat(open(rows, Map.of()).notices())
        .singleElement()
        .asString()
        .startsWith(
            "Column 0 of table.csv has 60 different values in the first 60 rows, but only 2");
    String nanoseconds =
        IntStream.range(0, 60)
            .mapToObj(i -> "17000000000000000" + (10 + i % 7) + "," + i % 2)
            .collect(Collectors.joining("\n"));
    assertThat(open(nanoseconds, Map.of()).notices())
        .singleElement()
        .asString()
        .contains("more digits than a double holds", "\"1700000000000000010\"");
    assertThat(open("0.10000000000000000,a\n0.1,b\n0.100000000000000000,a\n", Map.of()).notices())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NA", "nan", "?", "", "N/A", "NULL", "None", "#N/A", "\"\"", "."})
  void aMissingLabelIsAnErrorAsAMissingFeatureIs(String missing) {
    assertThat(problems("1,a\n2," + missing + "\n3,b\n", Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("In line 2 of table.csv, column 1 is missing");
    assertThat(problems("1,a\n" + missing + ",a\n3,b\n", Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("In line 2 of table.csv, column 0 is missing");
  }

  @ParameterizedTest
  @CsvSource({"0,0.0", "1,01", "1,+1", "0,-0", "100,1e2", "1.5,1.50"})
  void labelsThatAreOneNumberAreAnError(String one, String other) {
    assertThat(problems("1," + one + "\n2," + other + "\n3,7\n", Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo(
            "In line 2 of table.csv, column 1 is \""
                + other
                + "\", in line 1 \""
                + one
                + "\"; they are the same number.");
  }

  @Test
  void labelsThatLookTheSameAreAnError() {
    assertThat(problems("1,p\u00E4r\n2,pa\u0308r\n3,two words\n4,two\u00A0words\n", Map.of()))
        .extracting(p -> p.place().orElseThrow(), p -> p.message().contains("they look the same"))
        .containsExactly(
            tuple(data.resolve("table.csv") + ":2", true),
            tuple(data.resolve("table.csv") + ":4", true));
    assertThat(problems("1,p\uFFFDr\n2,par\n", Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("U+FFFD");
    assertThat(open("1,Cat\n2,cat\n", Map.of()).notices())
        .containsExactly("The classes \"Cat\" and \"cat\" differ in upper and lower case alone.");
  }

  @Test
  void thereIsNoDefaultWhereAnotherColumnIsCalledAsClassesAre() {
    for (String name : List.of("label", "Class", "TARGET", "y")) {
      assertThat(problems(name + ",pixel1,pixel16\n1,2,3\n2,3,4\n", HEADER))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.place()).contains("dataset.labelColumn");
                assertThat(problem.message())
                    .contains("column 0 (" + name + ")", "column 2 (pixel16)");
                assertThat(problem.advice()).contains("labelColumn: 0");
              });
    }
    assertThat(problems("y,x\n1,2\n2,3\n", HEADER)).hasSize(1);
    assertThat(open("a,Label\n1,2\n2,3\n", HEADER).classNames()).containsExactly("2", "3");
    assertThat(open("x,y,kind\n1,2,a\n2,3,b\n", HEADER).classNames()).containsExactly("a", "b");
    assertThat(
            open("label,p\n1,2\n2,3\n", Map.of("header", "true", "labelColumn", "p")).classNames())
        .containsExactly("2", "3");
  }

  @Test
  void aHeaderOfNumbersIsNotTakenForAnExample() {
    assertThat(problems("0,1,label\n5,6,1\n7,8,2\n9,1,2\n", Map.of()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains(data.resolve("table.csv") + ":1");
              assertThat(problem.advice()).contains("dataset.header to true");
            });
    assertThat(open("5.1,3.5,1.4,setosa\n4.9,3,1.4,a\n4.7,3.2,1.3,b\n", HEADER).notices())
        .singleElement()
        .asString()
        .contains("set header to false");
    assertThat(open("0,1,label\n5,6,1\n7,8,2\n", HEADER).notices()).isEmpty();
  }

  @Test
  void anIndexAmongTheFeaturesIsNoticed() {
    String rows =
        IntStream.range(0, 12)
            .mapToObj(i -> (i * 5 % 12 + 3) + "," + i % 5 + "," + i % 2)
            .collect(Collectors.joining("\n"));
    assertThat(open(",x,k\n" + rows, HEADER).notices())
        .hasSize(2)
        .satisfies(
            notices -> {
              assertThat(notices.get(0)).startsWith("Column 0 of table.csv has no name");
              assertThat(notices.get(1))
                  .contains("each whole number from 3 to 14 once", "drop: [0]");
            });
    assertThat(open("Unnamed: 0,x,k\n1,2,a\n4,5,b\n", HEADER).notices()).hasSize(1);
    assertThat(open("x,x,k\n1,2,a\n4,5,b\n", HEADER).notices())
        .containsExactly("Two columns of table.csv are called \"x\".");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,5|decimal comma",
        "1,234|commas between thousands",
        "1.234,56|points between thousands",
        "1 234|between thousands",
        "0x1p3|oneHot",
        "1f|oneHot",
        "Infinity|finite",
        "-inf|finite",
        "12%|unit",
        "$5|unit",
        "\u22125|minus sign",
        "\u0661|oneHot",
        "red|oneHot",
      })
  void whatIsNoNumberGetsAdviceByItsLook(String cell, String advice) {
    assertThat(problems("1;a\n" + cell + ";b\n", Map.of("delimiter", ";")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).contains("\"" + cell + "\", which is not a number");
              assertThat(problem.advice()).contains(advice);
            });
  }

  @Test
  void anotherDelimiterIsHintedAt() {
    assertThat(problems("1;2;a\n2;3;b\n", Map.of()))
        .singleElement()
        .extracting(Problem::advice)
        .isEqualTo("set dataset.delimiter to \";\".");
    assertThat(problems("1,5\t2,5\ta\n2,5\t3,5\tb\n", Map.of()))
        .first()
        .extracting(Problem::advice)
        .isEqualTo("set dataset.delimiter to tab, which seems to part the columns.");
    // Two columns of a number each, were it not for the label.
    assertThat(problems("x,v;kind\n1,5;a\n2,5;b\n", HEADER))
        .singleElement()
        .extracting(p -> p.place().orElseThrow(), Problem::advice)
        .containsExactly("dataset.delimiter", "set dataset.delimiter to \";\".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\n", "\r", "\"", ".", "-", "7", "e", "\uFEFF", "\u00A0", ""})
  void aDelimiterThatCannotPartColumnsIsRefused(String delimiter) {
    assertThat(problems("1,a\n2,b\n", Map.of("delimiter", delimiter)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains("dataset.delimiter");
              assertThat(problem.message()).doesNotContain("\0");
            });
  }

  @Test
  void hugeExponentsAreRefusedAtOnce() {
    assertThat(problems("1e999999999,a\n1e-999999999,b\n1e99999999999,b\n", Map.of()))
        .extracting(Problem::message)
        .containsExactly(
            "In line 1 of table.csv, column 0 is \"1e999999999\", too large for a float (3.4e38).",
            "In line 2 of table.csv, column 0 is \"1e-999999999\", too small for a double.",
            "In line 3 of table.csv, column 0 is \"1e99999999999\", too large for a float"
                + " (3.4e38).");
    assertThat(open("1,1e999999999\n2,1e-999999999\n3,1e99999999999\n", Map.of()).classNames())
        .hasSize(3);
    assertThat(problems("9".repeat(100_000) + ",a\n1,b\n", Map.of()))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).hasSizeLessThan(200));
  }

  @Test
  void trailingDelimitersAndCommentsAreExplained() {
    assertThat(problems("x,k,\n1,a,\n2,b,\n", HEADER))
        .extracting(Problem::advice)
        .anySatisfy(advice -> assertThat(advice).contains("columns: { drop: [2] }"));
    assertThat(
            open("x,k,\n1,a,\n2,b,\n", Map.of("header", "true", "columns", "{\"drop\":[2]}"))
                .classNames())
        .containsExactly("a", "b");
    assertThat(problems("1,a\n# of 2020\n2,b\n", Map.of()))
        .singleElement()
        .extracting(Problem::advice)
        .isEqualTo("take out lines of comment.");
  }

  @Test
  void aReaderKnowsTheLineOfEachRecordAndFindsItAgain() throws IOException {
    CsvRecords reader = new CsvRecords(',');
    URI uri = data.resolve("in memory").toUri();
    byte[] bytes = "a,\"b\nc\"\n\nd,e\n".getBytes(StandardCharsets.UTF_8);
    reader.initialize(new InputStreamInputSplit(new ByteArrayInputStream(bytes), uri));
    List<Record> records = new ArrayList<>();
    while (reader.hasNext()) {
      records.add(reader.nextRecord());
    }
    assertThat(records)
        .extracting(r -> ((RecordMetaDataLine) r.getMetaData()).getLineNumber())
        .containsExactly(0, 3);
    assertThat(reader.loadFromMetaData(records.get(1).getMetaData()).getRecord())
        .isEqualTo(records.get(1).getRecord());
  }

  @Test
  void anyBytesGiveAPoolOrProblems() {
    Random random = new Random(15);
    String letters = "019.,;\t\n\r\"\\ eE+-xNa?#\u00E4\uFEFF\0";
    int pools = 0;
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(i % 3 == 0 ? "1,a\n2,b\n" : "");
      int length = random.nextInt(60);
      for (int j = 0; j < length; j++) {
        text.append(letters.charAt(random.nextInt(i % 2 == 0 ? letters.length() : 8)));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      if (i % 5 == 0 && bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Map<String, String> options =
          i % 7 == 0
              ? Map.of("columns", "{\"oneHot\":[0]}", "header", String.valueOf(i % 2 == 0))
              : Map.of("header", String.valueOf(i % 4 == 0));
      try {
        open(bytes, options).notices();
        pools++;
      } catch (ProblemsException e) {
        assertThat(e.problems()).isNotEmpty();
      }
    }
    assertThat(pools).isPositive();
  }

  private static double deviation(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  private float[] trained(DataPool pool) {
    DatasetSpec spec = DatasetSpec.of("csv", 40, 10, 10);
    return Splitter.split(pool, spec, 1).train().features();
  }

  private DataPool open(String text, Map<String, String> options) {
    return open(text.getBytes(StandardCharsets.UTF_8), options);
  }

  private DataPool open(byte[] bytes, Map<String, String> options) {
    return new io.ablate4j.data.CsvSource().open(written(bytes, options), folders(data));
  }

  private List<Problem> problems(String text, Map<String, String> options) {
    return problems(text.getBytes(StandardCharsets.UTF_8), options);
  }

  private List<Problem> problems(byte[] bytes, Map<String, String> options) {
    return problemsOf(new io.ablate4j.data.CsvSource(), written(bytes, options), folders(data));
  }

  private DatasetSpec written(byte[] bytes, Map<String, String> options) {
    try {
      Files.write(data.resolve("table.csv"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> all = new TreeMap<>(options);
    all.put("path", "table.csv");
    return DataFixtures.spec("csv", all);
  }
}
