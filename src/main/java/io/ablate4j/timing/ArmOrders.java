package io.ablate4j.timing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** In which order the arms of a group are made and timed; arms are numbers from 0. */
final class ArmOrders {
  private final int arms;
  private final Random random;
  private List<Integer> toReverse = List.of();

  ArmOrders(int arms, Random random) {
    this.arms = arms;
    this.random = random;
  }

  /**
   * In which they are made the next time: at random, then the other way round, then at random
   * again. A network that is made later than another may be faster by half a percent, which so
   * cancels out over two rounds.
   */
  List<Integer> making() {
    if (toReverse.isEmpty()) {
      toReverse = shuffled();
      return toReverse;
    }
    List<Integer> order = new ArrayList<>(toReverse);
    Collections.reverse(order);
    toReverse = List.of();
    return order;
  }

  /**
   * In which they take the turns of a round, at random. No arm has two turns running, unless it is
   * the only one: its caches would be warm, and it alone faster by several percent.
   */
  List<List<Integer>> turns(int count) {
    List<List<Integer>> turns = new ArrayList<>();
    int last = -1;
    while (turns.size() < count) {
      List<Integer> turn = shuffled();
      if (turn.get(0) != last || arms == 1) {
        turns.add(turn);
        last = turn.get(arms - 1);
      }
    }
    return turns;
  }

  private List<Integer> shuffled() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, arms).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }
}
