package io.ablate4j.data;

import static io.ablate4j.data.DataFixtures.folders;
import static io.ablate4j.data.DataFixtures.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ablate4j.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
  @TempDir Path data;

  @Test
  void theLastColumnIsTheClassAndTheOthersAreFeatures() {
    DataPool pool = open("5.1, 3.5e0, b\n-4.9,3,a\n\n4.7,3.2,b\n", Map.of());
    assertThat(pool.shape()).isEqualTo(InputShape.tabular(2));
    assertThat(pool.classNames()).containsExactly("a", "b");
    assertThat(pool.trainingSize()).isEqualTo(3);
    assertThat(pool.testSize()).isZero();
    assertThat(DataFixtures.features(pool, false, 0)).containsExactly(5.1f, 3.5f);
    assertThat(DataFixtures.features(pool, false, 2)).containsExactly(4.7f, 3.2f);
    assertThat(List.of(pool.label(false, 0), pool.label(false, 1), pool.label(false, 2)))
        .containsExactly(1, 0, 1);
  }

  @Test
  void aHeaderNamesTheLabelColumnAndAnyDelimiterParts() {
    DataPool pool =
        open(
            "\uFEFFkind;x;y\n\"big; red\";1;2\nsmall;3;4\n",
            Map.of("header", "true", "labelColumn", "kind", "delimiter", ";"));
    assertThat(pool.classNames()).containsExactly("big; red", "small");
    assertThat(DataFixtures.features(pool, false, 1)).containsExactly(3f, 4f);
  }

  @Test
  void theLabelColumnMayBeANumberAndTabsMayPart() {
    DataPool pool = open("u\t1\nv\t2\n", Map.of("labelColumn", "0", "delimiter", "tab"));
    assertThat(pool.classNames()).containsExactly("u", "v");
  }

  @Test
  void numericLabelsAreSortedAsNumbers() {
    assertThat(open("1,10\n2,9\n3,-1\n", Map.of()).classNames()).containsExactly("-1", "9", "10");
  }

  @Test
  void badCellsAreReportedTogetherWithLineColumnAndValue() {
    assertThat(problems("x,y,kind\n1,abc,a\n,2,b\n\n1,2\n1,1e99,\n", Map.of("header", "true")))
        .extracting(Problem::message)
        .containsExactly(
            "In line 2 of table.csv, column 1 (y) is \"abc\", which is not a number.",
            "In line 3 of table.csv, column 0 (x) is missing.",
            "In line 5 of table.csv, the row has 2 columns, the first line has 3.",
            "In line 6 of table.csv, column 1 (y) is \"1e99\", too large for a float (3.4e38).",
            "In line 6 of table.csv, column 2 (kind) is missing.");
  }

  @Test
  void aQuoteThatIsNotClosedIsReportedWithItsLine() {
    assertThat(problems("1,a\n2,\"b\n3,a\n", Map.of()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains(data.resolve("table.csv") + ":2");
              assertThat(problem.message()).startsWith("Line 2 of table.csv cannot be parsed: ");
            });
  }

  @Test
  void aHeaderTakenForARowIsExplained() {
    assertThat(problems("x,kind\n1,a\n2,b\n", Map.of()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains(data.resolve("table.csv") + ":1");
              assertThat(problem.advice()).contains("dataset.header to true");
            });
  }

  @Test
  void manyBadCellsAreCountedInsteadOfListed() {
    assertThat(problems("1,a\n" + "nan,b\n".repeat(50), Map.of()))
        .hasSize(21)
        .last()
        .extracting(Problem::message)
        .isEqualTo("There are 30 problems more.");
  }

  @Test
  void optionsThatDoNotFitAreReportedWithTheirKeyAndValue() {
    assertThat(problems("1,a\n", Map.of("header", "yes", "delimiter", "||")))
        .extracting(problem -> problem.place().orElseThrow(), Problem::message)
        .containsExactly(
            tuple("dataset.header", "dataset.header is \"yes\", neither true nor false."),
            tuple(
                "dataset.delimiter",
                "dataset.delimiter \"||\" is not one character that can part columns."));
    assertThat(problems("x,kind\n1,a\n", Map.of("header", "true", "labelColumn", "species")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains("dataset.labelColumn");
              assertThat(problem.message()).contains("\"species\"", "which has 2");
              assertThat(problem.advice()).isEqualTo("use one of x, kind.");
            });
    assertThat(problems("1,a\n2,b\n", Map.of("labelColumn", "2"))).hasSize(1);
    assertThat(problems("x,x,k\n1,2,a\n", Map.of("header", "true", "labelColumn", "x")))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("the name of two columns");
  }

  @Test
  void aTableThatCannotBeLearntFromIsRefused() {
    assertThat(problems("1,a\n2,a\n", Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("All 2 rows have \"a\" in column 1");
    assertThat(problems("x,y\n", Map.of("header", "true")))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("table.csv has no rows below its header.");
    assertThat(problems("1;a\n2;b\n", Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("The first line of table.csv is one column: \"1;a\".");
    assertThat(problems("", Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("table.csv is empty.");
    StringBuilder measured = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      measured.append(i).append(',').append(i * 0.5).append('\n');
    }
    assertThat(problems(measured.toString(), Map.of()))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("20 different values in 20 rows");
  }

  @Test
  void aMissingFileOrOptionIsReportedAtItsKey() {
    assertThat(
            problemsOf(
                new CsvSource(), DataFixtures.spec("csv", Map.of("path", "no.csv")), folders(data)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains("dataset.path");
              assertThat(problem.message()).contains(data.resolve("no.csv").toString());
            });
    assertThat(problemsOf(new CsvSource(), DataFixtures.spec("csv", Map.of()), folders(data)))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("dataset.source csv needs dataset.path.");
  }

  @Test
  void theChecksumIsThatOfTheFile() {
    String checksum = open("1,a\n2,b\n", Map.of()).checksum();
    assertThat(open("1,a\n2,b\n", Map.of()).checksum()).isEqualTo(checksum);
    assertThat(open("1,a\n3,b\n", Map.of()).checksum()).isNotEqualTo(checksum);
  }

  @Test
  void aPackedTableSaysTheSame() throws IOException {
    String text = "1,grün\n2,b\n";
    DataPool plain = open(text, Map.of());
    Files.write(
        data.resolve("table.csv"), DataFixtures.gzip(text.getBytes(StandardCharsets.UTF_8)));
    DataPool packed =
        new CsvSource().open(DataFixtures.spec("csv", Map.of("path", "table.csv")), folders(data));
    assertThat(packed.checksum()).isEqualTo(plain.checksum());
    assertThat(packed.classNames()).isEqualTo(plain.classNames()).containsExactly("b", "grün");
    assertThat(DataFixtures.features(packed, false, 1)).containsExactly(2f);
  }

  private DataPool open(String text, Map<String, String> options) {
    return new CsvSource().open(written(text, options), folders(data));
  }

  private List<Problem> problems(String text, Map<String, String> options) {
    return problemsOf(new CsvSource(), written(text, options), folders(data));
  }

  private DatasetSpec written(String text, Map<String, String> options) {
    try {
      Files.writeString(data.resolve("table.csv"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> all = new TreeMap<>(options);
    all.put("path", "table.csv");
    return DataFixtures.spec("csv", all);
  }
}
