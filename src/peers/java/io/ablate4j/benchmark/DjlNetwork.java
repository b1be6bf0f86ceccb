package io.ablate4j.benchmark;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.ablate4j.regularization.Regularization;
import java.util.List;
import org.slf4j.LoggerFactory;

/** A reference network that DJL trains with PyTorch: Adam on softmax cross-entropy. */
final class DjlNetwork implements AutoCloseable {
  static final double LEARNING_RATE = 1e-3;

  static {
    // DJL warns of a graphics driver that doesn't fit; only the processor counts here.
    ((Logger) LoggerFactory.getLogger("ai.djl.util.cuda")).setLevel(Level.ERROR);
  }

  private final Model model;
  private final Trainer trainer;

  /**
   * @param example [channels, height, width]
   * @param seed of initial weights and dropout masks
   */
  DjlNetwork(
      String modelId,
      Regularization regularization,
      String activation,
      Shape example,
      int classes,
      double learningRate,
      int seed) {
    Engine engine = Engine.getEngine("PyTorch");
    engine.setRandomSeed(seed);
    model = Model.newInstance(modelId, "PyTorch");
    model.setBlock(DjlLayers.network(modelId, regularization, activation, classes));
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(
                    Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed((float) learningRate))
                        .build()));
    trainer.initialize(new Shape(1).addAll(example));
  }

  /** Where arrays that outlive a step belong. */
  NDManager manager() {
    return trainer.getManager();
  }

  /** All parameters that training changes. */
  long parameters() {
    return model.getBlock().getParameters().values().stream()
        .filter(Parameter::requiresGradient)
        .mapToLong(parameter -> parameter.getArray().getShape().size())
        .sum();
  }

  /**
   * One step of the optimizer, which also clears the gradients for the next one.
   *
   * @param features [examples, channels, height, width]; what is computed goes with their manager
   * @param labels [examples]
   */
  void step(NDArray features, NDArray labels) {
    try (GradientCollector collector = trainer.newGradientCollector()) {
      NDArray loss =
          trainer.getLoss().evaluate(new NDList(labels), trainer.forward(new NDList(features)));
      collector.backward(loss);
    }
    trainer.step();
  }

  /**
   * Share of examples classified right, in inference mode; the loss is computed too.
   *
   * @param features [examples, channels, height, width]
   * @param labels [examples]
   */
  Evaluation evaluate(NDArray features, NDArray labels) {
    NDList logits = trainer.evaluate(new NDList(features));
    float loss = trainer.getLoss().evaluate(new NDList(labels), logits).getFloat();
    long right =
        logits
            .singletonOrThrow()
            .argMax(1)
            .toType(labels.getDataType(), false)
            .eq(labels)
            .sum()
            .getLong();
    return new Evaluation((double) right / labels.size(), loss);
  }

  /**
   * Class probabilities in inference mode.
   *
   * @param features [examples, channels, height, width]
   * @return [examples x classes]
   */
  float[] probabilities(NDArray features) {
    return trainer.evaluate(new NDList(features)).singletonOrThrow().softmax(1).toFloatArray();
  }

  /** Mean cross-entropy in training mode, in nats. */
  float trainingLoss(NDArray features, NDArray labels) {
    return trainer
        .getLoss()
        .evaluate(new NDList(labels), trainer.forward(new NDList(features)))
        .getFloat();
  }

  /**
   * Overwrites all parameters, and batch norm's running statistics.
   *
   * @param parameters layer by layer: weights, bias; or scale, shift, mean, variance
   */
  void load(List<float[]> parameters) {
    List<Parameter> all = model.getBlock().getParameters().values();
    if (all.size() != parameters.size()) {
      throw new IllegalArgumentException(
          parameters.size() + " arrays do not fill the " + all.size() + " parameters of DJL's");
    }
    for (int i = 0; i < all.size(); i++) {
      NDArray array = all.get(i).getArray();
      if (array.size() != parameters.get(i).length) {
        throw new IllegalArgumentException(
            parameters.get(i).length + " numbers do not fill " + array.getShape());
      }
      array.set(parameters.get(i));
    }
  }

  /** Accuracy and mean cross-entropy in nats. */
  record Evaluation(double accuracy, double loss) {}

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
