package io.ablate4j.run;

import io.ablate4j.data.DataFolders;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Trial;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.worker.IdleWorkers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What an executor is made for and of.
 *
 * @param models on this process's class path
 * @param folders where data are looked for
 * @param classPath of this process: ours and the user's
 * @param options the executor's, by name
 * @param idle takes worker processes on this machine when all trials are done
 * @param notices hears, while trials run, what the user should know of, one line at a time
 */
public record ExecutorContext(
    CheckedStudy study,
    Models models,
    DataFolders folders,
    String classPath,
    Map<String, String> options,
    IdleWorkers idle,
    Consumer<String> notices) {
  public ExecutorContext {
    options = Map.copyOf(new TreeMap<>(options));
  }

  /** After which a trial is given up as failed. */
  public Duration timeout() {
    return Duration.ofMinutes(study.study().budget().timeoutMinutes());
  }

  /** What a trial has to compute, to have long ones begin first. */
  public ToDoubleFunction<Trial> cost() {
    return new TrialCost(models, study);
  }

  /** An option's value, if it was given. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * An option that counts something, if it was given.
   *
   * @throws ProblemsException if it is no number from 1 to {@code Integer.MAX_VALUE}
   */
  public OptionalInt count(String name) {
    String value = options.get(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    try {
      int count = Integer.parseInt(value);
      if (count > 0) {
        return OptionalInt.of(count);
      }
    } catch (NumberFormatException e) {
      // It is none, as is said below.
    }
    throw ProblemsException.of(
        "The executor's option " + name + " is \"" + value + "\", which is no count of 1 or more.",
        "leave it out, or give a number such as 2.");
  }
}
