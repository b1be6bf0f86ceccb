package io.ablate4j.study;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.InputShape;
import java.util.List;
import java.util.Objects;

/**
 * Data of a study that are there.
 *
 * @param name the level of the factor that varies them; empty for the only data of a study
 * @param spec what the study asks for
 * @param shape of one example
 * @param classNames a label is an index into them
 * @param checksum of the data pool, part of each trial's key
 * @param survey what the data are
 */
public record CheckedData(
    String name,
    DatasetSpec spec,
    InputShape shape,
    List<String> classNames,
    String checksum,
    DataSurvey survey) {
  public CheckedData {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(checksum, "checksum");
    Objects.requireNonNull(survey, "survey");
    classNames = List.copyOf(classNames);
  }
}
