package io.ablate4j.run;

import io.ablate4j.trial.TimingRound.Layout;
import java.util.Map;

/** Hears how a timing pass goes on; called by one thread at a time. */
public interface TimingListener {
  /**
   * Before the first slice.
   *
   * @param groups that will be timed
   * @param rounds of each group, by layout of the machine
   * @param seconds that all of it is going to take
   * @param loadKnown whether the system tells how busy its processors are; if not, only work of
   *     others on a worker's own processor is noticed
   */
  void timing(int groups, Map<Layout, Integer> rounds, double seconds, boolean loadKnown);

  /** After all rounds of a group have been stored. */
  void timed(String group);

  /** A group, or one regularization of it, that cannot be timed; or the whole pass. */
  void notTimed(String what, String reason);

  /**
   * A group whose steps took longer than its trials made expect, so that its share of a quarter of
   * the run was over before all its rounds.
   *
   * @param rounds it had, disturbed or not
   * @param planned how many it was to have
   */
  void cutShort(String group, Layout layout, int rounds, int planned);

  /**
   * At the end.
   *
   * @param rounds that were measured
   * @param disturbed how many of them others disturbed
   */
  void timingDone(int rounds, int disturbed);
}
