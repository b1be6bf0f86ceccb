package io.ablate4j.factor;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.regularization.Regularization;
import java.util.Objects;

/**
 * What the levels of a cell make of its trials: the typed side of the words that a {@link
 * io.ablate4j.trial.Cell} has.
 *
 * @param model id of the model
 * @param regularization where and how BN and Dropout are put into it
 * @param batchSize examples a training step
 * @param epochs passes over the training set
 * @param optimizer the algorithm, with the cell's learning rate
 * @param dataset the data
 */
public record TrialSettings(
    String model,
    Regularization regularization,
    int batchSize,
    int epochs,
    Optimizer optimizer,
    DatasetSpec dataset) {
  public TrialSettings {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(regularization, "regularization");
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(dataset, "dataset");
    if (batchSize < 1 || epochs < 1) {
      throw new IllegalArgumentException("batch size " + batchSize + ", " + epochs + " epochs");
    }
  }

  /** Whole batches in a pass over the training set; a last ragged one is dropped. */
  public int stepsAnEpoch() {
    return dataset.train() / batchSize;
  }

  /** Of the whole budget. */
  public long steps() {
    return (long) stepsAnEpoch() * epochs;
  }

  /** Settings in the making: factors set them, one after the other. */
  public static final class Builder {
    private String model = "";
    private Regularization regularization = Regularization.NONE;
    private int batchSize = 1;
    private int epochs = 1;
    private Optimizer optimizer;
    private DatasetSpec dataset;

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

    /** Where and how BN and Dropout are put into it. */
    public Builder regularization(Regularization what) {
      regularization = what;
      return this;
    }

    /** What is put into it as it is so far. */
    public Regularization regularization() {
      return regularization;
    }

    /** Examples a training step. */
    public Builder batchSize(int examples) {
      batchSize = examples;
      return this;
    }

    /** Passes over the training set. */
    public Builder epochs(int passes) {
      epochs = passes;
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

    /** The data as they are so far. */
    public DatasetSpec dataset() {
      return dataset;
    }

    /** The data. */
    public Builder dataset(DatasetSpec other) {
      dataset = other;
      return this;
    }

    /** What has been set. */
    public TrialSettings build() {
      return new TrialSettings(model, regularization, batchSize, epochs, optimizer, dataset);
    }
  }
}
