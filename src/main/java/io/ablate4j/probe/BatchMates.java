package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.view.Batch;
import io.ablate4j.view.Mode;
import java.util.Arrays;
import java.util.List;

/**
 * Whether what a network says of an example depends on the other examples of the batch: the largest
 * absolute change of the probabilities of the first 16 training examples when the 16 after them
 * give way to the next 16. Dropout is off, so that batch norm alone can make a difference.
 */
public final class BatchMates implements NetworkProbe {
  private static final int LOOKED_AT = 16;

  @Override
  public String id() {
    return "batch-mates";
  }

  @Override
  public String meaning() {
    return "how much a prediction changes with the other examples of the batch";
  }

  @Override
  public String source() {
    return "an identity: 0 without batch norm, and in inference mode";
  }

  @Override
  public List<ProbeReading> readings() {
    String change =
        "largest change of a probability of 16 examples when the others of their batch are"
            + " replaced, 0 to 1, batch norm by ";
    return List.of(
        ProbeReading.of("train", Scale.NUMBER, false, change + "the batch"),
        ProbeReading.of("inference", Scale.NUMBER, false, change + "its running statistics"));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.END;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.passing(4 * 2.0 * LOOKED_AT);
  }

  /** Nothing of fewer than 48 training examples. */
  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    Batch all = moment.trainingSet();
    if (all.size() < 3 * LOOKED_AT) {
      return;
    }
    Batch one = Chunks.first(all, 2 * LOOKED_AT);
    Batch other = with(one, all);
    sink.put("train", change(moment, one, other, new Mode(Mode.Norm.BATCH, Mode.Drop.OFF)));
    sink.put("inference", change(moment, one, other, Mode.INFERENCE));
  }

  /** The first ones of {@code one}, and behind them examples that it has not. */
  private static Batch with(Batch one, Batch all) {
    int numbers = one.features().length / one.size();
    float[] features = one.features().clone();
    int[] labels = one.labels().clone();
    System.arraycopy(
        all.features(),
        2 * LOOKED_AT * numbers,
        features,
        LOOKED_AT * numbers,
        LOOKED_AT * numbers);
    System.arraycopy(all.labels(), 2 * LOOKED_AT, labels, LOOKED_AT, LOOKED_AT);
    return new Batch(features, labels);
  }

  private static double change(ProbeMoment moment, Batch one, Batch other, Mode mode) {
    float[] left = ofLookedAt(moment, one, mode);
    float[] right = ofLookedAt(moment, other, mode);
    double largest = 0;
    for (int i = 0; i < left.length; i++) {
      largest = Math.max(largest, Math.abs((double) left[i] - right[i]));
    }
    return largest;
  }

  private static float[] ofLookedAt(ProbeMoment moment, Batch batch, Mode mode) {
    float[] probabilities = moment.network().forward(batch, mode).probabilities();
    return Arrays.copyOf(probabilities, probabilities.length / batch.size() * LOOKED_AT);
  }
}
