package io.ablate4j.train;

import io.ablate4j.data.DataSplit;
import io.ablate4j.data.SeedStream;
import io.ablate4j.engine.NetworkCopy;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.probe.NetworkProbe;
import io.ablate4j.probe.Probe;
import io.ablate4j.probe.ProbeMoment.AroundStep;
import io.ablate4j.probe.ProbeReading;
import io.ablate4j.probe.ProbeSchedule;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import io.ablate4j.view.Batch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a trial's probes when they want to be asked, always about the same examples. */
final class Probing implements AutoCloseable {
  /** What one probe gives at one moment; Inception has fifteen layers with weights. */
  static final int MOST_READINGS = 64;

  private static final String STREAM = "probe:";

  private final List<NetworkProbe> probes;
  private final SeedStream streams;
  private final TrainableNetwork network;
  private final ProbedExamples examples;
  private final Networks.Sizes sizes;

  /** Made when a probe first asks Deeplearning4j: the copy costs as much as the network. */
  private NetworkCopy copy;

  private final Map<String, Object> memories = new HashMap<>();
  private float[] before;

  /** What was seen around an intervention. */
  private final TrialLog held = new TrialLog();

  /**
   * @param probes at least one
   */
  Probing(
      List<NetworkProbe> probes,
      DataSplit split,
      int batchSize,
      Networks.Sizes sizes,
      TrainableNetwork network,
      SeedStream streams) {
    this.probes = probes;
    this.streams = streams;
    this.network = network;
    this.sizes = sizes;
    examples = new ProbedExamples(split, batchSize);
  }

  /** Before the first step. */
  void atStart(TrialLog log) {
    ask(ProbeSchedule.LOG_STEPS, 1, 0, Optional.empty(), log);
  }

  /**
   * Before a step.
   *
   * @param step its number, from 1
   */
  void beforeStep(int step) {
    before =
        isAsked(ProbeSchedule.AROUND_STEPS) && ProbeSchedule.isLogStep(step)
            ? network.view(0).parameters()
            : null;
  }

  /**
   * After a step.
   *
   * @param step its number, from 1
   * @param batch that it was done on
   */
  void afterStep(int epoch, int step, Batch batch, TrialLog log) {
    if (before != null) {
      AroundStep around = new AroundStep(batch, before);
      before = null;
      ask(ProbeSchedule.AROUND_STEPS, epoch, step, Optional.of(around), log);
    }
    if (ProbeSchedule.isLogStep(step)) {
      ask(ProbeSchedule.LOG_STEPS, epoch, step, Optional.empty(), log);
    }
  }

  /**
   * When the network has been evaluated in full.
   *
   * @param isLast whether the budget is at its end
   */
  void atEvaluation(int epoch, int step, boolean isLast, TrialLog log) {
    ask(ProbeSchedule.EPOCHS, epoch, step, Optional.empty(), log);
    if (isLast) {
      ask(ProbeSchedule.END, epoch, step, Optional.empty(), log);
      held.measurements()
          .forEach(seen -> log.add(seen.metric(), seen.split(), epoch, step, seen.value()));
      if (!ProbeSchedule.isLogStep(step)) {
        ask(ProbeSchedule.LOG_STEPS, epoch, step, Optional.empty(), log);
      }
    }
  }

  /**
   * Carries out an intervention, and looks at what it does. What is seen is recorded at the end:
   * that is where a trial's numbers are read.
   *
   * @param step how many there were before it
   */
  void around(Runnable intervention, int epoch, int step) {
    float[] old = isAsked(ProbeSchedule.INTERVENTION) ? network.view(0).parameters() : null;
    intervention.run();
    if (old != null) {
      AroundStep around = new AroundStep(examples.train(), old);
      ask(ProbeSchedule.INTERVENTION, epoch, step, Optional.of(around), held);
    }
  }

  private boolean isAsked(ProbeSchedule when) {
    return probes.stream().anyMatch(probe -> probe.schedule() == when);
  }

  /**
   * @throws ProbeFailure if one of them throws
   */
  private void ask(
      ProbeSchedule when, int epoch, int step, Optional<AroundStep> around, TrialLog log) {
    if (!isAsked(when)) {
      return;
    }
    SharedPasses shared =
        new SharedPasses(network, examples.few(), streams.named(STREAM + "gradients"));
    for (NetworkProbe probe : probes) {
      if (probe.schedule() != when) {
        continue;
      }
      Map<String, Double> readings = new HashMap<>();
      try {
        probe.measure(
            new Look(
                step,
                examples,
                shared.of(streams.named(STREAM + probe.id())),
                streams.named(STREAM + probe.id() + "@" + step),
                shared,
                around,
                first -> memories.computeIfAbsent(probe.id(), id -> first.get()),
                own -> byDl4j(own, streams.named(STREAM + probe.id()))),
            readings::put);
        Pulse.beat();
      } catch (UnsupportedOperationException e) {
        continue; // the engine cannot compute in such a mode: not estimable
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
        throw new ProbeFailure(probe.id(), e);
      }
      if (readings.size() > MOST_READINGS) {
        throw new ProbeFailure(
            probe.id(),
            new IllegalStateException(
                readings.size() + " readings at once, more than " + MOST_READINGS));
      }
      readings.entrySet().stream()
          .filter(reading -> Double.isFinite(reading.getValue()))
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              reading ->
                  log.add(
                      Metric.ofProbe(ProbeReading.name(probe.id(), reading.getKey())),
                      Split.TRAIN,
                      epoch,
                      step,
                      reading.getValue()));
    }
  }

  private double byDl4j(Probe probe, long seed) {
    if (copy == null) {
      copy = new NetworkCopy(network, sizes);
    }
    Batch batch = examples.byDl4j();
    return copy.ask(seed, batch.features(), batch.labels(), probe::measure);
  }

  @Override
  public void close() {
    if (copy != null) {
      copy.close();
    }
  }
}
