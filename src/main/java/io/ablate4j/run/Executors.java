package io.ablate4j.run;

import io.ablate4j.problem.Nearest;
import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.problem.Registry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The executors on the class path, by id. */
public final class Executors {
  /** The one that is used if none is named. */
  public static final String DEFAULT = WorkersProvider.ID;

  /** Those that come in a jar of their own, and what to do to have it on the class path. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "spark", "start it with scripts/spark-submit-study, which puts Spark on the class path.");

  private final Registry<ExecutorProvider> all;

  /**
   * @throws ProblemsException if two executors have the same id, or one cannot say what it is
   */
  public Executors(Collection<ExecutorProvider> providers) {
    all =
        Registry.of(
            new Registry.Kind("executor", "executors"),
            providers,
            provider -> Registry.askedId(provider, ExecutorProvider::id),
            Object::getClass);
    providers.forEach(Executors::check);
  }

  private static void check(ExecutorProvider provider) {
    OwnClasses.ask(provider, "it was asked for its description", provider::description);
    OwnClasses.ask(provider, "it was asked for its options", () -> List.copyOf(provider.options()));
  }

  /**
   * Those that {@link java.util.ServiceLoader} finds.
   *
   * @throws ProblemsException if one of them cannot be loaded
   */
  public static Executors onClassPath() {
    return new Executors(OwnClasses.load(ExecutorProvider.class));
  }

  /** All ids, sorted. */
  public List<String> ids() {
    return all.ids();
  }

  /**
   * The executor of that id.
   *
   * @throws ProblemsException naming what there is, if there is none
   */
  public ExecutorProvider get(String id) {
    return all.find(id)
        .orElseThrow(
            () ->
                ProblemsException.of(
                    "There is no executor \""
                        + id
                        + "\" on the class path, which has "
                        + String.join(", ", ids())
                        + ".",
                    ELSEWHERE.getOrDefault(id, Nearest.advice(id, ids()))));
  }

  /**
   * What is to be used, with the options it is given.
   *
   * @throws ProblemsException naming each option that this executor does not take
   */
  public ExecutorProvider get(String id, Map<String, String> options) {
    ExecutorProvider provider = get(id);
    List<ExecutorOption> taken = provider.options();
    List<Problem> problems = new ArrayList<>();
    for (String name : new TreeMap<>(options).keySet()) {
      if (taken.stream().noneMatch(option -> option.covers(name))) {
        problems.add(
            Problem.of(
                "The executor " + id + " takes no option \"" + name + "\".",
                taken.isEmpty()
                    ? "leave it out: this executor takes none."
                    : Nearest.advice(name, taken.stream().map(ExecutorOption::name).toList())));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    return provider;
  }

  /**
   * What a provider says it is, and makes; whatever goes wrong in a user's class is a problem.
   *
   * @throws ProblemsException if it fails, gives null or does not answer
   */
  public static String inWords(ExecutorProvider provider, ExecutorContext context) {
    return OwnClasses.ask(provider, "it was asked what it is", () -> provider.inWords(context));
  }

  /**
   * The executor, made by the thread that calls this.
   *
   * @throws ProblemsException if it fails or gives null
   */
  public static TrialExecutor create(ExecutorProvider provider, ExecutorContext context) {
    return OwnClasses.ask(provider, "it was to be made", () -> provider.create(context));
  }
}
