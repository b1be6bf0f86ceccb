package io.ablate4j.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A class of a user's that misbehaves before training is one sentence. */
class OwnClassesTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private static String problem(Supplier<?> question) {
    return problem(LONG, question);
  }

  private static String problem(Duration patience, Supplier<?> question) {
    try {
      OwnClasses.ask("The class example.Mine", "it was asked", patience, question);
    } catch (ProblemsException e) {
      assertThat(e.problems()).hasSize(1);
      return e.problems().get(0).message();
    }
    throw new AssertionError("no problem");
  }

  @Test
  void anAnswerIsPassedOn() {
    assertThat(OwnClasses.ask(this, "it was asked", () -> "yes")).isEqualTo("yes");
  }

  @Test
  void nullIsNoAnswer() {
    assertThat(problem(() -> null))
        .isEqualTo("The class example.Mine gave null when it was asked.");
  }

  @Test
  void whatIsThrownIsReportedWithItsPlace() {
    assertThat(
            problem(
                () -> {
                  throw new LinkageError("no such\nmethod");
                }))
        .startsWith(
            "The class example.Mine failed when it was asked: LinkageError: no such method at "
                + getClass().getName())
        .endsWith(").")
        .doesNotContain("\n");
  }

  @Test
  void anEndlessRecursionIsReportedAndEndsNothing() {
    assertThat(problem(OwnClassesTest::recurse)).contains("StackOverflowError at ");
  }

  private static String recurse() {
    return recurse() + recurse();
  }

  @Test
  void aLongMessageIsCut() {
    assertThat(
            problem(
                () -> {
                  throw new IllegalStateException("x".repeat(5_000_000));
                }))
        .hasSizeLessThan(700)
        .contains("xxx... (5000000 characters)");
  }

  @Test
  void anExceptionThatCannotBeAskedIsReportedByItsName() {
    assertThat(
            problem(
                () -> {
                  throw new Silent();
                }))
        .contains("Silent, which cannot say why");
  }

  private static final class Silent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException();
    }
  }

  @Test
  void aBusyLoopIsGivenUpWithItsPlace() {
    boolean[] ended = {false};
    String message =
        problem(
            Duration.ofMillis(300),
            () -> {
              while (!ended[0]) {
                Thread.yield();
              }
              return "";
            });
    ended[0] = true;
    assertThat(message)
        .startsWith("The class example.Mine did not answer within 0.3 seconds when it was asked");
  }

  @Test
  void problemsOfItsOwnStayAsTheyAre() {
    assertThat(
            problem(
                () -> {
                  throw ProblemsException.of("The folder is empty.", "fill it.");
                }))
        .isEqualTo("The folder is empty.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "tiny-mlp", "Über_2.0", "a"})
  void anIdOfLettersDigitsAndHyphensIsTaken(String id) {
    assertThat(OwnClasses.id(this, id)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "a\nb", "a\u202eb", "\u001b[31m", "../up", "-x"})
  void whatCannotStandInATableOrAFileNameIsNoId(String id) {
    assertThatThrownBy(() -> OwnClasses.id(this, id))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("which is no id");
    assertThatThrownBy(() -> OwnClasses.id(this, "x".repeat(65)))
        .isInstanceOf(ProblemsException.class);
  }
}
