package io.ablate4j.data;

import java.util.Set;

/**
 * A kind of data a study can name as {@code dataset.source}; found through {@link
 * java.util.ServiceLoader}, so that a user's jar can bring its own.
 */
public interface DatasetSource {
  /** The name in study files: lower case, words joined by hyphens. */
  String id();

  /** One line for {@code list datasets}. */
  String description();

  /** Keys it reads from {@code dataset} besides source, train, validation and test. */
  default Set<String> options() {
    return Set.of();
  }

  /**
   * Those of {@link #options()} that a study may give as a list or a mapping of lists; they come as
   * JSON, such as {@code {"drop":["id"]}}.
   */
  default Set<String> nestedOptions() {
    return Set.of();
  }

  /**
   * Opens the data: finds and checks the files, reads counts and shapes. Called again in each
   * worker process.
   *
   * @param spec what the study asks for; counts need not be checked here
   * @param folders where files may be
   * @return the examples there are
   * @throws io.ablate4j.problem.ProblemsException with every problem the user can mend: a missing
   *     folder or file, a wrong magic number, a truncated file, counts that differ
   */
  DataPool open(DatasetSpec spec, DataFolders folders);
}
