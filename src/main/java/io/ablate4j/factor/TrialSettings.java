package io.ablate4j.factor;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Noise;
import io.ablate4j.intervention.TimedIntervention;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.regularization.Regularization;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the levels of a cell make of its trials: the typed side of the words that a {@link
 * io.ablate4j.trial.Cell} has.
 *
 * @param model id of the model
 * @param ownModel what that model is, of one that does not come along
 * @param regularization what is put into it, and where
 * @param network what else is changed in it
 * @param batchSize examples a training step
 * @param epochs passes over the training set; if steps are limited, the last may not be whole
 * @param stepLimit steps of the whole training, where these are its budget
 * @param optimizer the algorithm, with the cell's learning rate
 * @param schedule of the learning rate
 * @param dataset the data
 * @param noise added to them
 * @param members networks that are trained, of which the first is the trial
 * @param intervention what is done to the network in the middle of training
 */
public record TrialSettings(
    String model,
    Optional<OwnModel> ownModel,
    Regularization regularization,
    NetworkOptions network,
    int batchSize,
    int epochs,
    OptionalInt stepLimit,
    Optimizer optimizer,
    RateSchedule schedule,
    DatasetSpec dataset,
    Noise noise,
    int members,
    TimedIntervention intervention) {
  public TrialSettings {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(ownModel, "ownModel");
    Objects.requireNonNull(regularization, "regularization");
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(stepLimit, "stepLimit");
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(noise, "noise");
    Objects.requireNonNull(intervention, "intervention");
    if (batchSize < 1 || epochs < 1 || stepLimit.orElse(1) < 1 || members < 1) {
      throw new IllegalArgumentException(
          "batch size "
              + batchSize
              + ", "
              + epochs
              + " epochs, limit "
              + stepLimit
              + ", members "
              + members);
    }
  }

  /** Whole batches in a pass over the training set; a last ragged one is dropped. */
  public int stepsAnEpoch() {
    return dataset.train() / batchSize;
  }

  /** Of the whole budget. */
  public long steps() {
    return stepLimit.isPresent() ? stepLimit.getAsInt() : (long) stepsAnEpoch() * epochs;
  }

  /** Settings in the making: factors set them, one after the other. */
  public static final class Builder {
    private String model = "";
    private Optional<OwnModel> ownModel = Optional.empty();
    private Regularization regularization = Regularization.NONE;
    private NetworkOptions network = NetworkOptions.USUAL;
    private int batchSize = 1;
    private int epochs = 1;
    private OptionalInt steps = OptionalInt.empty();
    private OptionalInt examples = OptionalInt.empty();
    private Optimizer optimizer;
    private RateSchedule schedule = RateSchedule.CONSTANT;
    private DatasetSpec dataset;
    private Noise noise = Noise.NONE;
    private int members = 1;
    private TimedIntervention intervention = TimedIntervention.NONE;

    /** As the study says besides its factors. */
    public Builder(DatasetSpec dataset, Optimizer optimizer) {
      this.dataset = dataset;
      this.optimizer = optimizer;
    }

    /** Id of the model. */
    public Builder model(String id) {
      model = id;
      return this;
    }

    /** What that model is, of one that does not come along. */
    public Builder ownModel(Optional<OwnModel> what) {
      ownModel = what;
      return this;
    }

    /** What that model is so far. */
    public Optional<OwnModel> ownModel() {
      return ownModel;
    }

    /** What is put into it, and where. */
    public Builder regularization(Regularization what) {
      regularization = what;
      return this;
    }

    /** What is put into it as it is so far. */
    public Regularization regularization() {
      return regularization;
    }

    /** What else is changed in it so far. */
    public NetworkOptions network() {
      return network;
    }

    /** What else is changed in it. */
    public Builder network(NetworkOptions other) {
      network = other;
      return this;
    }

    /** Examples a training step. */
    public Builder batchSize(int number) {
      batchSize = number;
      return this;
    }

    /** Passes over the training set. */
    public Builder epochs(int passes) {
      epochs = passes;
      return this;
    }

    /** Steps in place of whole passes. */
    public Builder steps(int limit) {
      steps = OptionalInt.of(limit);
      return this;
    }

    /** Trained examples in place of whole passes: as many steps as batches of them there are. */
    public Builder examples(int limit) {
      examples = OptionalInt.of(limit);
      return this;
    }

    /** The algorithm as it is so far. */
    public Optimizer optimizer() {
      return optimizer;
    }

    /** The algorithm. */
    public Builder optimizer(Optimizer other) {
      optimizer = other;
      return this;
    }

    /** How its step size changes over the budget. */
    public Builder schedule(RateSchedule other) {
      schedule = other;
      return this;
    }

    /** The data as they are so far. */
    public DatasetSpec dataset() {
      return dataset;
    }

    /** The data. */
    public Builder dataset(DatasetSpec other) {
      dataset = other;
      return this;
    }

    /** What is added to them so far. */
    public Noise noise() {
      return noise;
    }

    /** What is added to them. */
    public Builder noise(Noise other) {
      noise = other;
      return this;
    }

    /** Networks that are trained. */
    public Builder members(int number) {
      members = number;
      return this;
    }

    /** What is done to the network in the middle of training. */
    public Builder intervention(TimedIntervention what) {
      intervention = what;
      return this;
    }

    /** What has been set. */
    public TrialSettings build() {
      OptionalInt limit =
          examples.isPresent()
              ? OptionalInt.of(Math.max(1, examples.getAsInt() / batchSize))
              : steps;
      int passes = epochs;
      if (limit.isPresent()) {
        int anEpoch = Math.max(1, dataset.train() / batchSize);
        passes = (limit.getAsInt() - 1) / anEpoch + 1;
      }
      return new TrialSettings(
          model,
          ownModel,
          regularization,
          network,
          batchSize,
          passes,
          limit,
          optimizer,
          schedule,
          dataset,
          noise,
          members,
          intervention);
    }
  }
}
