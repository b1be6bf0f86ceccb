package io.ablate4j.model.words;

import java.util.List;
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
          new DropoutWords(),
          new OtherWords());

  /** The configurations it knows. */
  Class<L> layer();

  /** Its kind and what it was set to, a phrase each. */
  List<String> words(L layer);

  /** Whether it describes this one. */
  default boolean knows(Layer other) {
    return layer().isInstance(other);
  }

  /** A layer in words; of one without weights that is of no kind of ours its class. */
  static List<String> of(Layer layer) {
    for (LayerWords<?> kind : ALL) {
      if (kind.knows(layer)) {
        return words(kind, layer);
      }
    }
    return List.of(layer.getClass().getSimpleName());
  }

  private static <L extends Layer> List<String> words(LayerWords<L> kind, Layer layer) {
    return kind.words(kind.layer().cast(layer));
  }
}
