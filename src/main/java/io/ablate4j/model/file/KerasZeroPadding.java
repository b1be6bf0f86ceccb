package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;

/** ZeroPadding2D: one number, two, or two pairs. */
final class KerasZeroPadding extends OneInputLayer {
  private static final int MOST = 1 << 10;

  KerasZeroPadding() {
    super("ZeroPadding2D");
  }

  @Override
  Layer layer(KerasSpec spec, KerasTensor input) {
    requireImage(spec, input);
    JsonNode both = spec.setting("padding");
    int[] rows = edge(spec, both.isArray() ? both.path(0) : both);
    int[] columns = edge(spec, both.isArray() ? both.path(1) : both);
    return new ZeroPaddingLayer.Builder(rows[0], rows[1], columns[0], columns[1]).build();
  }

  private static int[] edge(KerasSpec spec, JsonNode value) {
    JsonNode pair = KerasSpec.items(value);
    return pair.isArray()
        ? new int[] {pixels(spec, pair.path(0)), pixels(spec, pair.path(1))}
        : new int[] {pixels(spec, pair), pixels(spec, pair)};
  }

  private static int pixels(KerasSpec spec, JsonNode value) {
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < 0
        || value.intValue() > MOST) {
      throw spec.wrong("padding", "it has to be whole numbers in 0 to " + MOST);
    }
    return value.intValue();
  }
}
