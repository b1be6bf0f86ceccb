package io.ablate4j.model.words;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * How layers of one class are described: a file each, and a line each in {@link #ALL}.
 *
 * @param <L> the class, subclasses included
 */
public interface LayerWords<L extends Layer> {
  /** All that are known, subclasses before what they extend. */
  List<LayerWords<?>> ALL =
      List.of(
          new OutputWords(),
          new DenseWords(),
          new ConvolutionWords(),
          new SubsamplingWords(),
          new GlobalPoolingWords(),
          new GhostBatchNormWords(),
          new BatchNormWords(),
          new ActivationWords(),
          new DropoutWords());

  /** The configurations it knows. */
  Class<L> layer();

  /** Its kind and what it was set to, a phrase each. */
  List<String> words(L layer);

  /** Whether it describes this one. */
  default boolean knows(Layer other) {
    return layer().isInstance(other);
  }

  /** How many of its parameters no optimizer changes. */
  default long untrained(L layer) {
    return 0;
  }

  /** A layer in words; of a kind that is not ours its class and width. */
  static List<String> of(Layer layer) {
    for (LayerWords<?> kind : ALL) {
      if (kind.knows(layer)) {
        return words(kind, layer);
      }
    }
    List<String> words = new ArrayList<>(List.of(layer.getClass().getSimpleName()));
    if (layer instanceof FeedForwardLayer other) {
      words.add(String.valueOf(other.getNOut()));
    }
    return words;
  }

  /** What the optimizer changes of a layer's parameters. */
  static long trainable(Layer layer, long parameters) {
    for (LayerWords<?> kind : ALL) {
      if (kind.knows(layer)) {
        return parameters - untrained(kind, layer);
      }
    }
    return parameters;
  }

  private static <L extends Layer> List<String> words(LayerWords<L> kind, Layer layer) {
    return kind.words(kind.layer().cast(layer));
  }

  private static <L extends Layer> long untrained(LayerWords<L> kind, Layer layer) {
    return kind.untrained(kind.layer().cast(layer));
  }
}
