package io.ablate4j.data;

import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.problem.Registry;
import java.util.Collection;
import java.util.List;

/** The data sources on the class path, by id. */
public final class Datasets {
  private final Registry<CheckedSource> all;

  /**
   * Whatever these sources give is checked before anybody else sees it.
   *
   * @throws ProblemsException if two sources have the same id, or one cannot say what it is
   */
  public Datasets(Collection<DatasetSource> sources) {
    all =
        Registry.of(
            new Registry.Kind("dataset source", "data sources"),
            sources.stream().map(CheckedSource::of).toList(),
            CheckedSource::id,
            CheckedSource::type);
  }

  /**
   * Those that {@link java.util.ServiceLoader} finds.
   *
   * @throws ProblemsException if one of them cannot be loaded
   */
  public static Datasets onClassPath() {
    return new Datasets(OwnClasses.load(DatasetSource.class));
  }

  /** All ids, sorted. */
  public List<String> ids() {
    return all.ids();
  }

  /**
   * @throws ProblemsException naming what there is, if no source has that id
   */
  public DatasetSource get(String id) {
    return all.get(id);
  }
}
