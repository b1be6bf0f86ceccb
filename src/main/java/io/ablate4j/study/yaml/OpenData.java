package io.ablate4j.study.yaml;

import io.ablate4j.data.DataPool;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.study.CheckedData;
import io.ablate4j.study.DataSurvey;
import java.util.List;
import java.util.Optional;

/**
 * The data of a study that could be opened.
 *
 * @param all in the study's order
 * @param isOfSeveral whether they have names
 */
record OpenData(List<Named> all, boolean isOfSeveral) {
  OpenData {
    all = List.copyOf(all);
  }

  /**
   * Data of one kind of cell.
   *
   * @param name empty for the only data of a study
   */
  record Named(String name, DatasetSpec spec, DataPool pool) {}

  /** The data of a cell, however many examples it draws of them; empty if they cannot be opened. */
  Optional<Named> of(DatasetSpec spec) {
    return all.stream().filter(each -> each.spec().isOfThePoolOf(spec)).findFirst();
  }

  /** What messages on one of several begin with. */
  String prefix(Named data) {
    return isOfSeveral ? "On the dataset \"" + data.name() + "\": " : "";
  }

  /** What is known of them from now on. */
  List<CheckedData> checked(int seeds) {
    return all.stream()
        .map(
            each ->
                new CheckedData(
                    each.name(),
                    each.spec(),
                    each.pool().shape(),
                    each.pool().classNames(),
                    each.pool().checksum(),
                    new DataSurvey(each.pool(), each.spec(), seeds)))
        .toList();
  }
}
