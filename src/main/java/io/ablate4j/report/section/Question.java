package io.ablate4j.report.section;

import io.ablate4j.figure.Figure;
import java.util.List;

/**
 * A question of the first screen.
 *
 * @param title the question
 * @param picture the answers, drawn
 * @param answers one an arm
 */
public record Question(String title, Figure.Panel picture, List<Answer> answers) {
  public Question {
    answers = List.copyOf(answers);
  }
}
