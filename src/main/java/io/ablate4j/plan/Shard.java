package io.ablate4j.plan;

import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of a study, to be trained by a process of its own on a machine of its own.
 * All machines work out the same parts without asking one another.
 *
 * @param number which part, 1 to {@code count}
 * @param count how many parts there are
 */
public record Shard(int number, int count) {
  private static final Pattern WORDS = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  public Shard {
    if (number < 1 || number > count) {
      throw new IllegalArgumentException("there is no part " + number + " of " + count);
    }
  }

  /**
   * Such as {@code 3/16}.
   *
   * @throws ProblemsException if it is no part of any number of parts
   */
  public static Shard of(String text) {
    Matcher words = WORDS.matcher(text);
    if (words.matches()) {
      int number = Integer.parseInt(words.group(1));
      int count = Integer.parseInt(words.group(2));
      if (number >= 1 && number <= count) {
        return new Shard(number, count);
      }
    }
    throw ProblemsException.of(
        "--shard \"" + text + "\" is no part of a study.",
        "use 1/16, 2/16, ... 16/16 for sixteen parts; a scheduler that counts from 0 wants 1 more.");
  }

  /**
   * The trials of this part, in the order of the plan. Each part has equally many whole seeds, so
   * that what is there first can be analysed; the trials of the seeds that are left over are dealt
   * out by what they are expected to take, the longest first, each to the part that has least.
   *
   * @param plan all trials of the study
   * @param expected what a trial takes, in any unit, the same on every machine; above 0
   */
  public List<Trial> of(List<Trial> plan, ToDoubleFunction<Trial> expected) {
    List<Long> seeds = plan.stream().map(Trial::seed).distinct().toList();
    int whole = seeds.size() / count;
    Set<Long> own = new HashSet<>(seeds.subList((number - 1) * whole, number * whole));
    Set<Long> leftOver = new HashSet<>(seeds.subList(count * whole, seeds.size()));
    Set<Trial> dealt =
        dealt(plan.stream().filter(t -> leftOver.contains(t.seed())).toList(), expected);
    return plan.stream().filter(t -> own.contains(t.seed()) || dealt.contains(t)).toList();
  }

  private Set<Trial> dealt(List<Trial> trials, ToDoubleFunction<Trial> expected) {
    List<Trial> longestFirst = new ArrayList<>(trials);
    longestFirst.sort(Comparator.comparingDouble(expected).reversed()); // stable: ties as planned
    double[] load = new double[count];
    Set<Trial> dealt = new HashSet<>();
    for (Trial trial : longestFirst) {
      int least = 0;
      for (int part = 1; part < count; part++) {
        if (load[part] < load[least]) {
          least = part;
        }
      }
      load[least] += expected.applyAsDouble(trial);
      if (least == number - 1) {
        dealt.add(trial);
      }
    }
    return dealt;
  }

  @Override
  public String toString() {
    return number + "/" + count;
  }
}
