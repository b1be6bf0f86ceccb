package io.ablate4j.timing;

import io.ablate4j.trial.TimingRound.Layout;
import java.util.List;
import java.util.Map;

/** Hears how a timing pass goes on; called by one thread at a time. */
public interface TimingListener {
  /**
   * Before the first slice.
   *
   * @param groups that will be timed
   * @param rounds of each group, by layout of the machine
   * @param seconds that all of it is going to take
   * @param loadKnown whether the system says how busy its processors are; if not, only work of
   *     others on a worker's own processor is noticed
   */
  void timing(int groups, Map<Layout, Integer> rounds, double seconds, boolean loadKnown);

  /** After all rounds of a group have been stored. */
  void timed(String group);

  /** A group, or one regularization of it, that cannot be timed; or the whole pass. */
  void notTimed(String what, String reason);

  /**
   * At the end, if there are any: groups that have fewer undisturbed rounds than are needed, and no
   * time is left to repeat them.
   *
   * @param groups such as "mlp, batch 16, one-thread: 8 of 10"
   */
  void lacking(List<String> groups);

  /**
   * At the end.
   *
   * @param rounds that were measured
   * @param disturbed how many of them others disturbed
   * @param besideOthers how many of the other ones were measured beside other work
   */
  void timingDone(int rounds, int disturbed, int besideOthers);
}
