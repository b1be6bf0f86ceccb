package io.ablate4j.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataPool;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.InputShape;
import io.ablate4j.data.Splitter;
import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.DataFacts.ClassCount;
import io.ablate4j.trial.DataFacts.Repeats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSurveyTest {
  /** Rows of two numbers and a label; the last {@code testSize} are kept for testing. */
  private record Rows(float[][] features, int[] labels, int testSize) implements DataPool {
    @Override
    public InputShape shape() {
      return InputShape.tabular(2);
    }

    @Override
    public List<String> classNames() {
      return List.of("a", "b", "never");
    }

    @Override
    public int trainingSize() {
      return labels.length - testSize;
    }

    @Override
    public void copyFeatures(boolean test, int index, float[] target, int offset) {
      System.arraycopy(features[row(test, index)], 0, target, offset, 2);
    }

    @Override
    public int label(boolean test, int index) {
      return labels[row(test, index)];
    }

    private int row(boolean test, int index) {
      return test ? trainingSize() + index : index;
    }

    @Override
    public String checksum() {
      return "c0ffee";
    }

    @Override
    public List<String> notices() {
      return List.of("It looks odd.");
    }
  }

  private static DataFacts facts(Rows rows, int train, int validation, int test) {
    return new DataSurvey(rows, DatasetSpec.of("rows", train, validation, test), 3).facts();
  }

  @Test
  void rowsClassesAndNoticesAreThoseOfThePool() {
    float[][] features = {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 0}};
    DataFacts facts = facts(new Rows(features, new int[] {0, 1, 0, 0, 1}, 1), 2, 1, 1);
    assertThat(facts.training()).isEqualTo(4);
    assertThat(facts.testing()).isEqualTo(1);
    assertThat(facts.classes())
        .containsExactly(
            new ClassCount("a", 3), new ClassCount("b", 2), new ClassCount("never", 0));
    assertThat(facts.largestShare()).isEqualTo(.6);
    assertThat(facts.repeats()).isEqualTo(Repeats.NONE);
    assertThat(facts.notices()).containsExactly("It looks odd.");
  }

  /** Rows 2 and 4 repeat row 0, row 5 row 1 with another label; -0 is 0. */
  @Test
  void rowsOfTheSameNumbersAreDuplicatesAndMayContradictEachOther() {
    float[][] features = {{0, 2}, {3, 4}, {-0f, 2}, {2, 0}, {0, 2}, {3, 4}, {4, 3}};
    Repeats repeats =
        facts(new Rows(features, new int[] {0, 1, 0, 0, 0, 0, 1}, 0), 3, 2, 2).repeats();
    assertThat(repeats.rows()).isEqualTo(3);
    assertThat(repeats.contradicting()).isEqualTo(1);
  }

  /** A double whose lower 32 bits are 0; its hash is the upper ones. */
  private static float ofUpper(int bits) {
    return (float) Double.longBitsToDouble((long) bits << 32);
  }

  /** Arrays.hashCode is 31 times the first hash plus the second. */
  @Test
  void rowsOfOneHashAreNotTakenForEqual() {
    int one = 0x3ff00000;
    int two = 0x40000000;
    float[][] features = {{ofUpper(one), ofUpper(two + 31)}, {ofUpper(one + 1), ofUpper(two)}};
    assertThat(Arrays.hashCode(new double[] {features[0][0], features[0][1]}))
        .isEqualTo(Arrays.hashCode(new double[] {features[1][0], features[1][1]}));
    float[][] more = {features[0], features[1], {5, 6}, {7, 8}};
    assertThat(facts(new Rows(more, new int[] {0, 1, 0, 1}, 0), 2, 1, 1).repeats())
        .isEqualTo(Repeats.NONE);
  }

  /** All rows are equal: every one but the first of seed 1's examples repeats another. */
  @Test
  void withinAndAcrossSplitsAreThoseOfSeedOne() {
    float[][] features = new float[10][2];
    Repeats repeats = facts(new Rows(features, new int[10], 0), 5, 3, 2).repeats();
    assertThat(repeats).isEqualTo(new Repeats(9, 0, 4 + 2 + 1, 3 + 2));
  }

  /** Counted again from the split itself, which standardizes but keeps equal what is equal. */
  @Test
  void ownTestExamplesThatEqualTrainingOnesAreAcrossSplits() {
    float[][] features = {{1, 1}, {2, 2}, {3, 3}, {4, 4}, {1, 1}, {2, 2}, {9, 9}, {3, 3}};
    Rows rows = new Rows(features, new int[] {0, 1, 0, 1, 0, 1, 0, 0}, 4);
    DatasetSpec spec = DatasetSpec.of("rows", 2, 2, 4);
    var split = Splitter.split(rows, spec, 1);
    List<Float> seen = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      seen.add(split.train().features()[2 * i]);
      seen.add(split.validation().features()[2 * i]);
    }
    int across = 0;
    for (int i = 0; i < 4; i++) {
      across += seen.contains(split.test().features()[2 * i]) ? 1 : 0;
    }
    assertThat(across).isEqualTo(3);
    assertThat(new DataSurvey(rows, spec, 1).facts().repeats())
        .isEqualTo(new Repeats(3, 0, 0, across));
  }

  /** Counted again from the three seeds' splits. */
  @Test
  void theShareOfTheValidationSetIsTheMedianOverTheSeeds() {
    float[][] features = new float[40][2];
    int[] labels = new int[40];
    for (int i = 0; i < 40; i++) {
      features[i][0] = i;
      labels[i] = i % 4 == 0 ? 1 : 0;
    }
    Rows rows = new Rows(features, labels, 0);
    double[] shares = new double[3];
    for (int seed = 1; seed <= 3; seed++) {
      int ones = 0;
      for (int label :
          Splitter.split(rows, DatasetSpec.of("rows", 20, 9, 11), seed).validation().labels()) {
        ones += label;
      }
      shares[seed - 1] = Math.max(ones, 9 - ones) / 9.0;
    }
    Arrays.sort(shares);
    assertThat(facts(rows, 20, 9, 11).validationShare()).isEqualTo(shares[1]);
  }
}
