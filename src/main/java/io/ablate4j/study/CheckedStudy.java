package io.ablate4j.study;

import io.ablate4j.data.InputShape;
import io.ablate4j.hypothesis.ContrastMetric;
import java.util.List;
import java.util.Objects;

/**
 * A study that can run: its file has no problem, its data are there and its models can be laid out
 * on them.
 *
 * @param study what is asked
 * @param shape of one example
 * @param classNames a label is an index into them
 * @param dataChecksum of the data pool, part of each trial's key
 * @param data what its data are
 * @param probes what the probes that the study lists are compared on, in its order
 * @param notices what the user should know before it runs, a sentence each: hypotheses that an
 *     option made pointless
 */
public record CheckedStudy(
    Study study,
    InputShape shape,
    List<String> classNames,
    String dataChecksum,
    DataSurvey data,
    List<ContrastMetric> probes,
    List<String> notices) {
  public CheckedStudy {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(dataChecksum, "dataChecksum");
    Objects.requireNonNull(data, "data");
    classNames = List.copyOf(classNames);
    probes = List.copyOf(probes);
    notices = List.copyOf(notices);
  }

  /**
   * The same study, carried out by another engine.
   *
   * @throws io.ablate4j.problem.ProblemsException if that engine lacks a part of a regularization
   */
  public CheckedStudy withEngine(EngineChoice engine) {
    Study other = study.withEngine(engine);
    PlacementChecks.requireCarriedOut(other);
    return new CheckedStudy(other, shape, classNames, dataChecksum, data, probes, notices);
  }
}
