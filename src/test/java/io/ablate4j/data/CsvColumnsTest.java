package io.ablate4j.data;

import static io.ablate4j.data.DataFixtures.features;
import static io.ablate4j.data.DataFixtures.folders;
import static io.ablate4j.data.DataFixtures.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a study says of a table's columns. */
class CsvColumnsTest {
  private static final String TABLE =
      """
      ,colour,size,kind
      1,red,1.5,a
      2,green,2.5,b
      3,red,3.5,a
      """;

  @TempDir Path data;

  @Test
  void columnsAreDroppedByNameOrNumber() {
    DataPool pool = open(TABLE, "columns", "{\"drop\":[0,\"colour\"]}");
    assertThat(pool.shape()).isEqualTo(InputShape.tabular(1));
    assertThat(features(pool, false, 1)).containsExactly(2.5f);
    assertThat(pool.classNames()).containsExactly("a", "b");
    assertThat(pool.notices()).isEmpty();
  }

  @Test
  void columnsThatAreKeptAreTheOnlyOnes() {
    DataPool pool = open(TABLE, "columns", "{\"keep\":[\"size\"]}");
    assertThat(features(pool, false, 2)).containsExactly(3.5f);
    assertThat(features(open(TABLE, "columns", "{\"keep\":[\"size\",\"kind\"]}"), false, 2))
        .containsExactly(3.5f);
  }

  @Test
  void categoriesBecomeColumnsOfZeroAndOneInTheirOrder() {
    DataPool pool = open(TABLE, "columns", "{\"drop\":[0],\"oneHot\":[\"colour\"]}");
    assertThat(pool.shape()).isEqualTo(InputShape.tabular(3));
    assertThat(features(pool, false, 0)).containsExactly(0, 1, 1.5f);
    assertThat(features(pool, false, 1)).containsExactly(1, 0, 2.5f);
    DataPool numbers = open("a,k\n10,x\n9,y\n10,y\n", "columns", "{\"oneHot\":[\"a\"]}");
    assertThat(features(numbers, false, 0)).containsExactly(0, 1);
  }

  @Test
  void categoriesAreCheckedAsLabelsAre() {
    assertThat(problems("a,k\nred,x\nNA,y\n", "columns", "{\"oneHot\":[0]}"))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("In line 3 of table.csv, column 0 (a) is missing (\"NA\").");
    assertThat(problems("a,k\n1,x\n1.0,y\n", "columns", "{\"oneHot\":[0]}"))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .endsWith("they are the same number.");
    StringBuilder many = new StringBuilder("a,k\n");
    for (int i = 0; i < 1500; i++) {
      many.append(i).append(i % 2 == 0 ? ",x\n" : ",y\n");
    }
    assertThat(problems(many.toString(), "columns", "{\"oneHot\":[0]}"))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("more than 1000 different values");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "id|is \"id\", not a mapping",
        "{\"drp\":[0]}|has no key \"drp\"",
        "{\"drop\":[9]}|\"9\", which is no column of table.csv",
        "{\"drop\":[\"size\"],\"keep\":[0]}|both what to drop and what to keep",
        "{\"keep\":[]}|keeps no column",
        "{\"drop\":[\"kind\"]}|",
        "{\"drop\":[0,1,2]}|leaves no feature",
        "{\"drop\":[0,1,2,3]}|leaves no column",
        "{\"oneHot\":[\"kind\"]}|holds the classes",
        "{\"drop\":[1],\"oneHot\":[1]}|which is left out",
        "{\"drop\":[[1]]}|not a list of names or numbers",
        "[1]|not a mapping",
      })
  void whatCannotBeDoneToColumnsIsAProblem(String columns, String message) {
    if (message == null) {
      // Without its own column the classes would come from the one before it.
      assertThat(problems(TABLE, "columns", columns)).isNotEmpty();
      return;
    }
    assertThat(problems(TABLE, "columns", columns))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains("dataset.columns");
              assertThat(problem.message()).contains(message);
            });
  }

  @Test
  void theLabelColumnCannotBeDropped() {
    assertThat(
            problemsOf(
                new io.ablate4j.data.CsvSource(),
                written(TABLE, Map.of("columns", "{\"drop\":[\"kind\"]}", "labelColumn", "kind")),
                folders(data)))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("drops column 3 (kind), which holds the classes");
  }

  @Test
  void pixelsInColumnsAreImagesWithTheBitsOfImageFiles() {
    DataPool pool = open("p,q,r,s,k\n0,51,255,1,a\n0,0,7,128,b\n", "shape", "[2,2,1]");
    assertThat(pool.shape()).isEqualTo(InputShape.image(1, 2, 2));
    assertThat(features(pool, false, 0)).containsExactly(0, 51 / 255f, 1, 1 / 255f);
    assertThat(open("p,q,r,s,k\n0,51,255,1,a\n0,0,7,128,b\n", "shape", "[2,2]").shape())
        .isEqualTo(pool.shape());
  }

  @Test
  void pixelsUpToOneStayAsTheyAreAndDarkOnesAreNoticed() {
    assertThat(features(open("p,q,k\n0,1,a\n.5,0,b\n", "shape", "[1,2,1]"), false, 1))
        .containsExactly(.5f, 0);
    assertThat(open("p,q,k\n0,16,a\n3,0,b\n", "shape", "[1,2,1]").notices())
        .singleElement()
        .asString()
        .contains("16.0", "divided by 255");
  }

  @Test
  void channelsOfAPixelStandBesideEachOther() {
    DataPool pool = open("a,b,c,d,e,f,k\n1,2,3,4,5,255,u\n0,0,0,0,0,0,v\n", "shape", "[1,2,3]");
    assertThat(features(pool, false, 0))
        .containsExactly(1 / 255f, 4 / 255f, 2 / 255f, 5 / 255f, 3 / 255f, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "28|not height, width and channels",
        "[2]|not height, width and channels",
        "[0,2,1]|not height, width and channels",
        "[99999,99999,99999]|but table.csv has 2 features",
        "[3,1,1]|is 3 numbers",
      })
  void aShapeThatDoesNotFitIsAProblem(String shape, String message) {
    assertThat(problems("p,q,k\n0,16,a\n3,0,b\n", "shape", shape))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).contains("dataset.shape");
              assertThat(problem.message()).contains(message);
            });
    assertThat(problems("p,q,k\n0,-1,a\n3,0,b\n", "shape", "[1,2,1]"))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("go from -1.0 to 3.0");
  }

  private DataPool open(String text, String key, String value) {
    return new io.ablate4j.data.CsvSource().open(written(text, Map.of(key, value)), folders(data));
  }

  private List<Problem> problems(String text, String key, String value) {
    return problemsOf(
        new io.ablate4j.data.CsvSource(), written(text, Map.of(key, value)), folders(data));
  }

  private DatasetSpec written(String text, Map<String, String> options) {
    try {
      Files.writeString(data.resolve("table.csv"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> all = new TreeMap<>(options);
    all.put("path", "table.csv");
    all.put("header", "true");
    return DataFixtures.spec("csv", all);
  }
}
