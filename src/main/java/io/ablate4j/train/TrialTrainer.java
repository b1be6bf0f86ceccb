package io.ablate4j.train;

import io.ablate4j.data.DataSplit;
import io.ablate4j.data.InputShape;
import io.ablate4j.data.SeedStream;
import io.ablate4j.engine.FlushToZero;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.factor.OwnModel;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkDescription;
import io.ablate4j.model.file.StartWeights;
import io.ablate4j.plan.Trial;
import io.ablate4j.probe.NetworkProbe;
import io.ablate4j.probe.Probes;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Build;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord.ModelSummary;
import io.ablate4j.trial.TrialResult;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.IUpdater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out trials, one at a time, in the thread that calls it. Whatever goes wrong inside a
 * trial becomes its outcome.
 */
public final class TrialTrainer {
  private static final Logger LOG = LoggerFactory.getLogger(TrialTrainer.class);

  private final Models models;
  private final DatasetCache data;
  private final NativeRuntime runtime;
  private final Clock clock;
  private final Probes probes;
  private boolean sound = true;

  /** Fingerprint of the one that was made last. */
  private String network = "";

  /**
   * @param clock for the times in the provenance; durations are measured otherwise
   */
  public TrialTrainer(Models models, DatasetCache data, NativeRuntime runtime, Clock clock) {
    this(models, data, runtime, clock, Probes.onClassPath());
  }

  /** The same, with probes of one's own. */
  TrialTrainer(
      Models models, DatasetCache data, NativeRuntime runtime, Clock clock, Probes probes) {
    this.probes = probes;
    this.models = models;
    this.data = data;
    this.runtime = runtime;
    this.clock = clock;
  }

  /**
   * Trains and measures.
   *
   * @throws TrialStopped if the thread is interrupted
   */
  public TrialResult train(Trial trial) {
    SortedMap<String, String> facts = new TreeMap<>(runtime.facts());
    Build.here().commit().ifPresent(commit -> facts.put("commit", commit));
    facts.put("jvm-flags", JvmFlags.ofThisJvm());
    facts.put(Asked.FACT, trial.asked().json());
    facts.put("started", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    TrialLog log = new TrialLog();
    Outcome outcome;
    try {
      DataSplit split = data.split(trial);
      Pulse.beat();
      try (FlushToZero flush = denormals(trial);
          TrainableNetwork network = network(trial, split)) {
        facts.put("flush-to-zero", flush.state());
        facts.put("engine", network.engine());
        facts.put(Provenance.NETWORK, this.network);
        facts.putAll(network.facts());
        Pulse.beat();
        outcome = run(trial, split, network, log);
        if (outcome instanceof Outcome.Completed) {
          Optional<String> objection = ManipulationChecks.objection(network, split.validation());
          if (objection.isPresent()) {
            outcome = new Outcome.Failed(objection.get());
            log = new TrialLog();
          } else {
            facts.put(ManipulationChecks.FACT, ManipulationChecks.passed(network));
          }
        }
      }
    } catch (TrialStopped e) {
      throw e;
    } catch (Throwable e) { // a user's class may throw anything
      sound &= !(e instanceof VirtualMachineError) || e instanceof StackOverflowError;
      String reason = FailureReason.of(e);
      FailureReason.log(LOG, "Trial " + trial.key() + " failed", e, reason);
      outcome = new Outcome.Failed(reason);
      log = new TrialLog();
    }
    facts.put("finished", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    return new TrialResult(trial.key(), outcome, log.measurements(), Provenance.of(facts));
  }

  /** Whether it can be trusted with another trial: what ran out of memory may go on lacking it. */
  public boolean isSound() {
    return sound;
  }

  private Outcome run(Trial trial, DataSplit split, TrainableNetwork network, TrialLog log) {
    Outcome outcome = first(trial, split, network, log);
    if (outcome instanceof Outcome.Completed) {
      new Ensemble(trial, split, streams -> network(trial, split, streams)).measure(network, log);
    }
    return outcome;
  }

  private Outcome first(Trial trial, DataSplit split, TrainableNetwork network, TrialLog log) {
    List<NetworkProbe> asked = trial.asked().probes().stream().map(probes::get).toList();
    SeedStream streams = new SeedStream(trial.seed());
    if (asked.isEmpty()) {
      return new TrainingLoop(trial, split, network, log, Optional.empty(), streams).run();
    }
    try (Probing probing =
        new Probing(asked, split, trial.settings().batchSize(), sizes(split), network, streams)) {
      return new TrainingLoop(trial, split, network, log, Optional.of(probing), streams).run();
    }
  }

  /** As the trial's engine has them on the calling thread: DL4J as released computes with them. */
  static FlushToZero denormals(Trial trial) {
    return switch (trial.engine()) {
      case FAST -> FlushToZero.onThisThread();
      case STOCK -> FlushToZero.leftOff();
    };
  }

  /** What the trial trains, validates and tests on. */
  DataSplit split(Trial trial) {
    return data.split(trial);
  }

  /** The trial's network before its first step. */
  TrainableNetwork network(Trial trial, DataSplit split) {
    return network(trial, split, new SeedStream(trial.seed()));
  }

  private TrainableNetwork network(Trial trial, DataSplit split, SeedStream streams) {
    trial.settings().ownModel().ifPresent(own -> learn(trial.model(), own));
    ComputationGraphConfiguration configuration =
        models.configure(
            trial.model(),
            new ModelSpec(
                split.train().shape(),
                split.classes(),
                trial.regularization(),
                trial.settings().network(),
                layout -> {}));
    NetworkDescription described = NetworkDescription.of(configuration);
    network =
        new ModelSummary(
                trial.model(),
                trial.cell().level(Roles.ARM),
                described.layers(),
                described.trainableParameters())
            .fingerprint();
    Networks.Sizes sizes = sizes(split);
    IUpdater updater = Updaters.of(trial.settings());
    Networks.Seeds seeds =
        new Networks.Seeds(
            layer -> streams.named(SeedStream.init(layer)), streams.named(SeedStream.DROPOUT));
    Optional<StartWeights> start =
        trial.settings().ownModel().flatMap(OwnModel::start).map(this::weights);
    TrainableNetwork made =
        switch (trial.engine()) {
          case FAST -> Networks.fast(configuration, sizes, updater, seeds);
          case STOCK -> Networks.stock(configuration, sizes, updater, seeds);
        };
    start.ifPresent(weights -> made.change(parameters -> weights.into(made.graph(), parameters)));
    return made;
  }

  private StartWeights weights(OwnModel.Start start) {
    return models.weights(
        start.file().orElseThrow(() -> new IllegalStateException("weights without their file")),
        start.sha256());
  }

  /** A network of a file comes with the trial: only the run has read the file. */
  private void learn(String id, OwnModel own) {
    own.network().ifPresent(text -> models.learn(id, own.sha256(), text));
  }

  private static Networks.Sizes sizes(DataSplit split) {
    return new Networks.Sizes(exampleShape(split.train().shape()), split.classes());
  }

  static long[] exampleShape(InputShape shape) {
    return shape.image()
        ? new long[] {shape.channels(), shape.height(), shape.width()}
        : new long[] {shape.size()};
  }
}
