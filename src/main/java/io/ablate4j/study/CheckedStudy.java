package io.ablate4j.study;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.design.Fates;
import io.ablate4j.design.Places;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.Objects;

/**
 * A study that can run: its file has no problem, its data are there and its models can be laid out
 * on them.
 *
 * @param study what is asked
 * @param data what is learned: one, or those of each level of the factor that varies them
 * @param probes what the probes that the study lists are compared on, in its order
 * @param notices what the user should know before it runs, a sentence each: hypotheses that an
 *     option made pointless
 * @param places where the entries of its design are written
 */
public record CheckedStudy(
    Study study,
    List<CheckedData> data,
    List<ContrastMetric> probes,
    List<String> notices,
    Places places) {
  public CheckedStudy {
    Objects.requireNonNull(study, "study");
    data = List.copyOf(data);
    probes = List.copyOf(probes);
    notices = List.copyOf(notices);
    Objects.requireNonNull(places, "places");
    if (data.isEmpty()) {
      throw new IllegalArgumentException("a study without data");
    }
  }

  /**
   * What a cell's trials learn, however many examples they draw of it.
   *
   * @throws IllegalArgumentException if the study has no such data
   */
  public CheckedData data(DatasetSpec spec) {
    return data.stream()
        .filter(each -> each.spec().isOfThePoolOf(spec))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the study has no data " + spec));
  }

  /** What became of each combination of its levels. */
  public Fates fates() {
    return Fates.of(study.design(), places, study.name(), study.factors());
  }

  /**
   * The same study, carried out by another engine.
   *
   * @throws ProblemsException if that engine lacks a part of a regularization
   */
  public CheckedStudy withEngine(EngineChoice engine) {
    Study other = study.withEngine(engine);
    requireCarriedOut(other);
    return new CheckedStudy(other, data, probes, notices, places);
  }

  private static void requireCarriedOut(Study study) {
    List<Problem> found =
        study.tried().stream()
            .map(cell -> study.settings(cell).regularization())
            .distinct()
            .flatMap(arm -> study.engine().lackFor(arm).stream())
            .toList();
    if (!found.isEmpty()) {
      throw new ProblemsException(found);
    }
  }
}
