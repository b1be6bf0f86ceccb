package io.ablate4j.train;

import io.ablate4j.plan.Trial;
import io.ablate4j.probe.NetworkProbe;
import io.ablate4j.probe.ProbeSchedule;
import io.ablate4j.probe.ProbeSizes;
import io.ablate4j.probe.ProbeWork;
import io.ablate4j.probe.Probes;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much trials compute for their probes and for further readings of the test set: to predict
 * their time where no stored trial tells it.
 */
public final class PlannedLooks {
  /**
   * How many images an evaluation passes while one is passed with what each layer reads and gives
   * kept: 1.0 of the built-in mlp, 1.6 of the cnn and 1.5 of inception, measured on one core.
   */
  private static final double OBSERVED = 1.6;

  /**
   * The same while each number is looked at that layers gave of one image: .15 for a maximum and .4
   * for a mean in inception.
   */
  private static final double READ = .3;

  private final Probes probes;

  /**
   * @param probes that there are; of others, as of classes that are gone, nothing is known
   */
  public PlannedLooks(Probes probes) {
    this.probes = probes;
  }

  /** With the probes on the class path. */
  public static PlannedLooks onClassPath() {
    return new PlannedLooks(Probes.onClassPath());
  }

  /**
   * What is computed.
   *
   * @param images that an evaluation passes through the network in as long, 0 and up
   * @param seconds besides, whatever the network
   */
  public record Looks(double images, double seconds) {
    /** Nothing. */
    public static final Looks NONE = new Looks(0, 0);
  }

  /** Of a trial that completes its budget. */
  public Looks of(Trial trial) {
    ProbeSizes sizes =
        ProbeSizes.of(
            trial.settings().batchSize(), trial.dataset().train(), trial.dataset().validation());
    Map<ProbeSchedule, ProbeWork> works = new EnumMap<>(ProbeSchedule.class);
    trial.asked().probes().stream()
        .map(probes::find)
        .flatMap(Optional::stream)
        .forEach(
            (NetworkProbe probe) ->
                works.merge(probe.schedule(), probe.work(sizes), ProbeWork::and));
    double images = OBSERVED * TestReadings.images(trial);
    double seconds = 0;
    for (Map.Entry<ProbeSchedule, ProbeWork> entry : works.entrySet()) {
      int moments = moments(entry.getKey(), trial);
      images += moments * images(entry.getValue(), sizes);
      seconds += moments * entry.getValue().seconds();
    }
    return new Looks(images, seconds);
  }

  /** What probes of one moment share is computed once. */
  private static double images(ProbeWork work, ProbeSizes sizes) {
    double passed =
        work.passed()
            + (work.readsTrain() ? sizes.train() : 0)
            + (work.readsGradients() ? ProbeWork.FORWARD_AND_BACK * sizes.back() : 0);
    return OBSERVED * passed + READ * work.read();
  }

  /** How often the probes of a schedule are asked. */
  private static int moments(ProbeSchedule schedule, Trial trial) {
    if (schedule == ProbeSchedule.INTERVENTION && !trial.settings().intervention().isThere()) {
      return 0;
    }
    int evaluations =
        trial.asked().epochs().isEmpty()
            ? trial.settings().epochs()
            : trial.asked().epochs().size();
    return schedule.steps(trial.settings().steps(), Collections.nCopies(evaluations, 0L)).size();
  }
}
