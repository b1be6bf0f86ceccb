package io.ablate4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.problem.ProblemsException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a user's data source may get wrong is found where it comes in, and named. */
class CheckedPoolTest {
  private final Made made = new Made();

  @Test
  void aSourceThatKeepsItsPromisesIsHandedOn() {
    DataPool pool = open();
    assertThat(pool.shape()).isEqualTo(InputShape.tabular(2));
    assertThat(pool.classNames()).containsExactly("a", "b", "c");
    assertThat(List.of(pool.trainingSize(), pool.testSize())).containsExactly(6, 3);
    assertThat(DataFixtures.features(pool, true, 1)).containsExactly(1, -1);
    assertThat(pool.label(false, 5)).isEqualTo(2);
    assertThat(pool.checksum()).isEqualTo("c0ffee");
    assertThat(pool.notices()).containsExactly("made for this test");
  }

  @Test
  void aLabelOfNoClassIsNamedWithItsExample() {
    for (int label : new int[] {3, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      made.label = label;
      assertRefused(
          this::open,
          "gives the label " + label + " to training example 4; with 3 classes it must be 0 to 2");
    }
  }

  @Test
  void aLabelThatChangesLaterIsTheOneThatWasChecked() {
    DataPool pool = open();
    made.label = 77;
    assertThat(pool.label(false, 4)).isEqualTo(1);
  }

  @Test
  void numbersThatAreNotFiniteOrMissingAreNamedWithTheirPlace() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      made.value = value;
      DataPool pool = open();
      assertRefused(
          () -> DataFixtures.features(pool, false, 3),
          "gives " + value + " or nothing as number 0 of training example 3");
    }
    made.value = 1;
    made.numbers = 1;
    assertRefused(() -> DataFixtures.features(open(), true, 2), "as number 1 of test example 2");
  }

  @Test
  void whatIsWrittenBesideAnExampleReachesNoOther() {
    made.numbers = 3;
    float[] target = {8, 8, 8, 8, 8, 8};
    assertRefused(
        () -> open().copyFeatures(false, 0, target, 2),
        "failed when it copied training example 0 with java.lang.ArrayIndexOutOfBoundsException");
    assertThat(target).containsOnly(8);
  }

  @Test
  void nullsAreNamed() {
    made.shape = null;
    assertRefused(this::open, "shape() is null");
    made.shape = InputShape.tabular(2);
    made.classes = null;
    assertRefused(this::open, "NullPointerException");
    made.classes = Arrays.asList("a", null, "c");
    assertRefused(this::open, "NullPointerException");
    made.classes = List.of("a", "b", "c");
    made.checksum = null;
    assertRefused(() -> open().checksum(), "checksum() is null");
    made.isThere = false;
    assertRefused(this::open, "gives no data: open() is null");
  }

  @Test
  void classNamesAreDifferentAndPrintable() {
    made.classes = List.of("a", "b", "a");
    assertRefused(this::open, "calls two classes \"a\"");
    made.classes = List.of("a", " ", "c");
    assertRefused(this::open, "is blank");
    made.classes = List.of("a", "b\u001b[2J", "c");
    assertRefused(this::open, "with control characters");
    made.classes = List.of("a", "b".repeat(5_000_000), "c");
    assertRefused(this::open, "longer than 1000");
    made.classes = List.of("a");
    assertRefused(this::open, "has 1 classes");
  }

  @Test
  void countsAreNotNegativeNorEndless() {
    for (int size : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      made.size = size;
      assertRefused(this::open, "says that trainingSize() is " + size);
    }
  }

  @Test
  void checksumsAreShortAndPrintable() {
    for (String checksum : List.of("", " ", "a\nb", "x".repeat(300))) {
      made.checksum = checksum;
      assertRefused(() -> open().checksum(), "has the checksum ");
    }
  }

  @Test
  void whatIsThrownIsReportedInOneLineWithItsPlace() {
    for (Throwable thrown :
        List.of(
            new IllegalStateException("no\nlicence " + "x".repeat(5_000_000)),
            new NoClassDefFoundError("org/example/Missing"),
            new StackOverflowError())) {
      made.thrown = thrown;
      assertThatThrownBy(this::open)
          .isInstanceOf(ProblemsException.class)
          .hasMessageContaining("The data source made (" + Made.class.getName() + ") failed")
          .hasMessageContaining(thrown.getClass().getName())
          .hasMessageContaining("CheckedPoolTest.java:")
          .satisfies(e -> assertThat(e.getMessage().lines().count()).isLessThanOrEqualTo(2))
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_500));
    }
  }

  @Test
  void problemsOfItsOwnStayAsTheyAre() {
    made.thrown = ProblemsException.of("No network.", "plug it in.");
    assertThatThrownBy(this::open).isSameAs(made.thrown);
  }

  @Test
  void aSourceThatCannotSayWhatItIsIsRefusedByItsClass() {
    for (String id : Arrays.asList(null, "", "two words", "x".repeat(200), "\u202Ereversed")) {
      made.id = id;
      assertRefused(() -> new Datasets(List.of(made)), Made.class.getName());
    }
    made.id = "made";
    made.options = null;
    assertRefused(() -> new Datasets(List.of(made)), Made.class.getName());
  }

  /** A default of the interface in place of the user's own answer would be silent and wrong. */
  @Test
  void eachMethodOfASourceAndAPoolIsHandedOn() {
    for (Class<?>[] pair :
        new Class<?>[][] {
          {DataPool.class, CheckedPool.class}, {DatasetSource.class, CheckedSource.class}
        }) {
      for (Method method : pair[0].getDeclaredMethods()) {
        if (!method.isSynthetic()) {
          assertThatCode(
                  () -> pair[1].getDeclaredMethod(method.getName(), method.getParameterTypes()))
              .as(pair[1].getSimpleName() + " needs its own " + method.getName())
              .doesNotThrowAnyException();
        }
      }
    }
  }

  private DataPool open() {
    return new Datasets(List.of(made))
        .get("made")
        .open(DatasetSpec.of("made", 1, 1, 1), DataFixtures.folders());
  }

  private static void assertRefused(ThrowingCallable opening, String reason) {
    assertThatThrownBy(opening)
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(Made.class.getName())
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_500));
  }

  /** Right unless told otherwise: example i has the class i mod 3 and the numbers i and -i. */
  private static final class Made implements DatasetSource, DataPool {
    private String id = "made";
    private Set<String> options = Set.of();
    private boolean isThere = true;
    private InputShape shape = InputShape.tabular(2);
    private List<String> classes = new ArrayList<>(List.of("a", "b", "c"));
    private int size = 6;
    private int label = 1; // of training example 4
    private float value = 3; // first of training example 3
    private int numbers = 2;
    private String checksum = "c0ffee";
    private Throwable thrown;

    @Override
    public String id() {
      return id;
    }

    @Override
    public String description() {
      return "made for a test";
    }

    @Override
    public Set<String> options() {
      return options;
    }

    @Override
    public DataPool open(DatasetSpec spec, DataFolders folders) {
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
      return isThere ? this : null;
    }

    @Override
    public InputShape shape() {
      return shape;
    }

    @Override
    public List<String> classNames() {
      return classes;
    }

    @Override
    public int trainingSize() {
      return size;
    }

    @Override
    public int testSize() {
      return 3;
    }

    @Override
    public void copyFeatures(boolean test, int index, float[] target, int offset) {
      for (int i = 0; i < numbers; i++) {
        target[offset + i] = i == 0 ? index : -index;
      }
      if (!test && index == 3) {
        target[offset] = value;
      }
    }

    @Override
    public int label(boolean test, int index) {
      return !test && index == 4 ? label : index % 3;
    }

    @Override
    public String checksum() {
      return checksum;
    }

    @Override
    public List<String> notices() {
      return List.of("made for this test");
    }
  }
}
