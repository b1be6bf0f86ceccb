package io.ablate4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitterTest {
  @Test
  void theSameSeedGivesTheSameSplit() {
    DataPool pool = images(100, 40);
    DataSplit once = Splitter.split(pool, spec(30, 20, 10), 7);
    DataSplit again = Splitter.split(pool, spec(30, 20, 10), 7);
    assertThat(again.train().features()).isEqualTo(once.train().features());
    assertThat(again.train().labels()).isEqualTo(once.train().labels());
    assertThat(again.validation().features()).isEqualTo(once.validation().features());
    assertThat(again.test().features()).isEqualTo(once.test().features());
  }

  @Test
  void anotherSeedGivesAnotherSplit() {
    DataPool pool = images(100, 40);
    assertThat(ids(Splitter.split(pool, spec(30, 20, 10), 8).train()))
        .isNotEqualTo(ids(Splitter.split(pool, spec(30, 20, 10), 7).train()));
  }

  @Test
  void noExampleIsDrawnTwiceEvenIfAllAreDrawn() {
    DataSplit split = Splitter.split(images(50, 20), spec(30, 20, 20), 1);
    Set<Integer> training = new HashSet<>(ids(split.train()));
    training.addAll(ids(split.validation()));
    assertThat(training).hasSize(50).allMatch(id -> id < 1000);
    assertThat(new HashSet<>(ids(split.test()))).hasSize(20).allMatch(id -> id >= 1000);
  }

  @Test
  void withoutTestExamplesOfItsOwnThePoolGivesThemFromTheTrainingExamples() {
    DataSplit split = Splitter.split(images(60, 0), spec(30, 20, 10), 1);
    Set<Integer> all = new HashSet<>(ids(split.train()));
    all.addAll(ids(split.validation()));
    all.addAll(ids(split.test()));
    assertThat(all).hasSize(60);
  }

  @Test
  void moreTrainingExamplesKeepTheOthersAndBeginWithTheFewer() {
    for (int testSize : new int[] {40, 0}) {
      DataPool pool = images(100, testSize);
      DataSplit small = Splitter.split(pool, spec(20, 20, 10), 3);
      DataSplit large = Splitter.split(pool, spec(60, 20, 10), 3);
      assertThat(ids(large.test())).isEqualTo(ids(small.test()));
      assertThat(ids(large.validation())).isEqualTo(ids(small.validation()));
      assertThat(ids(large.train()).subList(0, 20)).isEqualTo(ids(small.train()));
    }
  }

  @Test
  void labelsStayWithTheirExamples() {
    DataSplit split = Splitter.split(images(100, 40), spec(30, 20, 10), 5);
    for (Examples examples : List.of(split.train(), split.validation(), split.test())) {
      List<Integer> ids = ids(examples);
      for (int i = 0; i < examples.count(); i++) {
        assertThat(examples.labels()[i]).isEqualTo(ids.get(i) % 3);
      }
    }
    assertThat(split.classes()).isEqualTo(3);
  }

  @Test
  void eachExampleIsDrawnAboutAsOftenAsAnyOther() {
    int[] drawn = new int[20];
    for (int seed = 0; seed < 2000; seed++) {
      ids(Splitter.split(images(20, 5), spec(5, 1, 1), seed).train()).forEach(id -> drawn[id]++);
    }
    // Binomial with 2000 draws and p = 1/4: mean 500, standard deviation 19.4.
    assertThat(Arrays.stream(drawn).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(400, 600));
  }

  @Test
  void tablesAreStandardizedWithTheTrainingSetAlone() {
    DataPool pool = table(200, i -> new float[] {i, 1e6f + 3 * i});
    DataSplit split = Splitter.split(pool, spec(100, 50, 50), 2);
    for (int feature = 0; feature < 2; feature++) {
      double[] train = column(split.train(), feature);
      assertThat(mean(train)).isCloseTo(0, within(1e-5));
      assertThat(deviation(train)).isCloseTo(1, within(1e-5));
    }
    double[] test = column(split.test(), 0);
    assertThat(mean(test)).as("not standardized by itself").isNotCloseTo(0, within(1e-9));
    assertThat(Math.abs(mean(test))).isLessThan(1);
  }

  @Test
  void aFeatureThatIsConstantInTrainingBecomesZeroEverywhere() {
    DataPool pool = table(60, i -> new float[] {i, 0.1f});
    DataSplit split = Splitter.split(pool, spec(30, 15, 15), 2);
    assertThat(column(split.train(), 1)).containsOnly(0);
    assertThat(column(split.validation(), 1)).containsOnly(0);
    assertThat(column(split.test(), 1)).containsOnly(0);
  }

  @Test
  void tooManyTrainingExamplesAreReportedWithTheMostThereCanBe() {
    assertThat(Splitter.check(images(60_000, 10_000), spec(70_000, 1_000, 10)))
        .containsExactly(
            new Problem(
                Optional.of("dataset.train"),
                "dataset.train 70000 + dataset.validation 1000 are more than the 60000 training"
                    + " examples of pool.",
                "lower dataset.train to at most 59000."));
  }

  @Test
  void tooManyValidationAndTestExamplesAreReportedTogether() {
    assertThat(Splitter.check(images(100, 10), spec(10, 200, 11)))
        .extracting(problem -> problem.place().orElseThrow(), Problem::message)
        .containsExactly(
            tuple(
                "dataset.validation",
                "dataset.train 10 + dataset.validation 200 are more than the 100 training examples"
                    + " of pool."),
            tuple("dataset.test", "dataset.test 11 is more than the 10 test examples of pool."));
  }

  @Test
  void aPoolWithoutTestExamplesMustHaveEnoughForAllThree() {
    assertThat(Splitter.check(images(100, 0), spec(80, 10, 10))).isEmpty();
    assertThat(Splitter.check(images(100, 0), spec(81, 10, 10)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message())
                  .isEqualTo(
                      "dataset.train 81 + dataset.validation 10 + dataset.test 10 are more than the"
                          + " 100 examples of pool.");
              assertThat(problem.advice()).isEqualTo("lower dataset.train to at most 80.");
            });
    assertThat(Splitter.check(images(100, 0), spec(1, 10, Integer.MAX_VALUE)))
        .extracting(problem -> problem.place().orElseThrow())
        .contains("dataset.test");
  }

  @Test
  void splittingTellsWhatCheckingFinds() {
    assertThatThrownBy(() -> Splitter.split(images(10, 10), spec(10, 1, 1), 0))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("dataset.train 10 + dataset.validation 1")
        .hasMessageContaining("Maybe lower dataset.train to at most 9.");
  }

  private static DatasetSpec spec(int train, int validation, int test) {
    return DatasetSpec.of("pool", train, validation, test);
  }

  private static List<Integer> ids(Examples examples) {
    return IntStream.range(0, examples.count())
        .mapToObj(i -> (int) examples.features()[i * examples.shape().size()])
        .toList();
  }

  private static double[] column(Examples examples, int feature) {
    double[] column = new double[examples.count()];
    Arrays.setAll(column, i -> examples.features()[i * examples.shape().size() + feature]);
    return column;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  /** Images whose first pixel is their index, plus 1000 for test examples where there are some. */
  private static DataPool images(int training, int testing) {
    return new ListedPool(InputShape.image(1, 1, 2), training, testing, i -> new float[] {i, 0});
  }

  private static DataPool table(int rows, IntFunction<float[]> row) {
    return new ListedPool(InputShape.tabular(2), rows, 0, row);
  }

  private record ListedPool(
      InputShape shape, int trainingSize, int testSize, IntFunction<float[]> row)
      implements DataPool {
    @Override
    public List<String> classNames() {
      return List.of("a", "b", "c");
    }

    @Override
    public void copyFeatures(boolean test, int index, float[] target, int offset) {
      float[] values = row.apply(id(test, index));
      System.arraycopy(values, 0, target, offset, values.length);
    }

    @Override
    public int label(boolean test, int index) {
      return id(test, index) % 3;
    }

    @Override
    public String checksum() {
      return "none";
    }

    private static int id(boolean test, int index) {
      return test ? 1000 + index : index;
    }
  }
}
