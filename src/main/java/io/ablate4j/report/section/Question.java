package io.ablate4j.report.section;

import java.util.List;

/**
 * A question of the first screen.
 *
 * @param title the question
 * @param answers one an arm
 */
public record Question(String title, List<Answer> answers) {
  public Question {
    answers = List.copyOf(answers);
  }
}
