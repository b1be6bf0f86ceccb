package io.ablate4j.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.trial.DataFacts.ClassCount;
import io.ablate4j.trial.DataFacts.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFactsTest {
  private static DataFacts of(Repeats repeats, double validationShare, ClassCount... classes) {
    int rows = List.of(classes).stream().mapToInt(ClassCount::examples).sum();
    return new DataFacts(
        rows,
        0,
        Map.of("label column", "2 (kind)"),
        List.of(classes),
        repeats,
        validationShare,
        List.of("column 0 counts up by one."));
  }

  private static final DataFacts SKEWED =
      of(new Repeats(7, 1, 3, 2), .93, new ClassCount("well", 190), new ClassCount("ill", 10));

  @Test
  void eachFactHasALine() {
    assertThat(SKEWED.inWords())
        .containsExactly(
            Map.entry("rows read", "200"),
            Map.entry("label column", "2 (kind)"),
            Map.entry("examples of each class", "well 190, ill 10"),
            Map.entry("largest class", "well, 95.0 % of all examples"),
            Map.entry(
                "duplicate rows",
                "7 repeat the features of an earlier row, 1 of them with another label; in seed 1,"
                    + " 3 within a split and 2 across splits"),
            Map.entry("classes with fewer examples than splits", "none"));
  }

  @Test
  void whatMayDeceiveIsAWarning() {
    assertThat(SKEWED.warnings())
        .hasSize(4)
        .anyMatch(line -> line.equals("column 0 counts up by one."))
        .anyMatch(line -> line.contains("well, each time is right for 95.0 % of all examples"))
        .anyMatch(line -> line.startsWith("In seed 1 2 examples of validation and test set have"))
        .anyMatch(line -> line.startsWith("1 row has the features of an earlier row and another"));
  }

  @Test
  void classesOfOneSizeNeedNoWarning() {
    DataFacts even = of(Repeats.NONE, .5, new ClassCount("a", 100), new ClassCount("b", 90));
    assertThat(even.warnings()).containsExactly("column 0 counts up by one.");
    assertThat(even.inWords()).containsEntry("duplicate rows", "none");
  }

  @Test
  void aClassOfTwoExamplesCannotBeInThreeSplits() {
    DataFacts facts =
        of(
            Repeats.NONE,
            .5,
            new ClassCount("a", 50),
            new ClassCount("b", 3),
            new ClassCount("c", 2),
            new ClassCount("d", 0));
    assertThat(facts.inWords())
        .containsEntry("classes with fewer examples than splits", "c 2, d 0 (there are 3 splits)");
    assertThat(facts.warnings()).anyMatch(line -> line.startsWith("c 2, d 0 have fewer examples"));
  }

  @Test
  void ofManyClassesTheLargestAreReportedAndALongNameIsShortened() {
    List<ClassCount> many = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      many.add(new ClassCount("c" + i, i));
    }
    many.add(new ClassCount("x".repeat(5000), 100));
    String words =
        of(Repeats.NONE, .5, many.toArray(ClassCount[]::new))
            .inWords()
            .get("examples of each class");
    assertThat(words)
        .startsWith("x".repeat(39) + "… 100, c30 30, c29 29, ")
        .endsWith("c22 22 and 21 classes more of 1 to 21")
        .hasSizeLessThan(200);
  }

  @Test
  void guessingIsThatOfTheLargestClassWhereItsShareIsLarger() {
    assertThat(SKEWED.guessing()).isEqualTo(.95);
    assertThat(of(Repeats.NONE, .97, new ClassCount("a", 95), new ClassCount("b", 5)).guessing())
        .isEqualTo(.97);
  }

  @Test
  void aTargetThatTakesNoLearningIsSaidToBeOne() {
    assertThat(SKEWED.needsNothingLearned(new Target(.95)).orElseThrow())
        .startsWith("The target, a validation accuracy of 95.0 %, takes no learning");
    assertThat(SKEWED.needsNothingLearned(new Target(.951))).isEmpty();
  }
}
