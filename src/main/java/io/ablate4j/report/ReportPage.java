package io.ablate4j.report;

import io.ablate4j.analysis.StudyStatus;
import io.ablate4j.figure.Look;
import io.ablate4j.figure.Table;
import io.ablate4j.report.section.Claim;
import io.ablate4j.report.section.PartsSection;
import io.ablate4j.report.section.Question;
import io.ablate4j.report.section.Section;
import io.ablate4j.report.words.Term;
import java.util.List;
import java.util.Locale;

/**
 * All that the template shows, in the order it shows it; texts are not yet escaped.
 *
 * @param title name of the study
 * @param carried what the page over all studies shows of it, see {@link CarriedEntry}
 * @param description may be empty
 * @param status how far it is
 * @param statusSentence the same in words; empty where nothing needs to be said
 * @param looks the regularizations, for legends and colours
 * @param scope how the answers' averages are made
 * @param questions the answers
 * @param controls what came of regularizations that change nothing; empty if there are none
 * @param registration whether the verdicts may be called confirmatory
 * @param verdictCount such as "2 supported, 1 refuted"; empty without hypotheses
 * @param verdicts one a hypothesis
 * @param contrasts every arm against the control
 * @param sections speed, gap, interactions, curves, and those of a user's
 * @param figureNumbers for texts that speak of figures
 * @param trials every trial
 * @param methods paragraphs
 * @param networks layers by model and regularization
 * @param threats one sentence each
 * @param studyFacts term and text of what the study says of itself
 * @param provenance facts over trials
 * @param yaml the resolved study file
 * @param citation how to cite the report
 * @param again the command that runs the study again
 */
public record ReportPage(
    String title,
    String carried,
    String description,
    StudyStatus status,
    String statusSentence,
    List<Look> looks,
    String scope,
    List<Question> questions,
    List<String> controls,
    String registration,
    String verdictCount,
    List<Claim> verdicts,
    Table contrasts,
    List<Section> sections,
    FigureNumbers figureNumbers,
    Table trials,
    List<String> methods,
    List<Network> networks,
    List<String> threats,
    List<Term> studyFacts,
    Table provenance,
    String yaml,
    String citation,
    String again) {
  /** The head of columns that name arms, where it is not the usual one; else null: no attribute. */
  public String arms() {
    String head = Look.head(looks);
    return head.equals(Look.REGULARIZATION) ? null : head;
  }

  /** What the arms are levels of, in running text. */
  public String comparedInWords() {
    return Look.head(looks).toLowerCase(Locale.ROOT);
  }

  /**
   * One network.
   *
   * @param name model and regularization
   * @param parameters trainable ones, as text
   * @param placed what the regularization put where; empty if nothing, or if it is not known
   * @param layers in order of computation
   */
  public record Network(String name, String parameters, String placed, List<String> layers) {
    public Network {
      layers = List.copyOf(layers);
    }
  }

  /** Sections that answer the question of the study's own kind: they stand before all others. */
  public List<Section> leading() {
    return sections.stream().filter(section -> section.id().equals(PartsSection.ID)).toList();
  }

  /** The other sections. */
  public List<Section> following() {
    return sections.stream().filter(section -> !section.id().equals(PartsSection.ID)).toList();
  }
}
