package io.ablate4j.report;

import io.ablate4j.analysis.StudyStatus;
import io.ablate4j.report.figure.Figure;
import io.ablate4j.report.figure.Look;
import io.ablate4j.report.figure.Table;
import java.util.List;

/**
 * All that the template shows, in the order it shows it; texts are not yet escaped.
 *
 * @param title name of the study
 * @param description may be empty
 * @param status how far it is
 * @param statusSentence the same in words
 * @param measured term and text of "what was measured"
 * @param looks the regularizations, for legends
 * @param speed figures of training speed
 * @param speedNotes paragraphs under them
 * @param gap figures of the generalization gap
 * @param accuracy figure of test accuracy
 * @param curves figure of learning curves
 * @param accuracyTable by cell
 * @param speedTable by cell
 * @param trials every trial
 * @param networks layers by model and regularization
 * @param provenance facts over trials
 * @param studyFacts term and text of what the study says of itself
 * @param yaml the resolved study file
 */
public record ReportPage(
    String title,
    String description,
    StudyStatus status,
    String statusSentence,
    List<Term> measured,
    List<Look> looks,
    List<Figure> speed,
    List<String> speedNotes,
    List<Figure> gap,
    Figure accuracy,
    Figure curves,
    Table accuracyTable,
    Table speedTable,
    Table trials,
    List<Network> networks,
    Table provenance,
    List<Term> studyFacts,
    String yaml) {

  /** A line of a definition list. */
  public record Term(String name, String text) {}

  /**
   * One network.
   *
   * @param name model and regularization
   * @param parameters trainable ones, as text
   * @param layers in order of computation
   */
  public record Network(String name, String parameters, List<String> layers) {}
}
