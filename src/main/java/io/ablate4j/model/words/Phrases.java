package io.ablate4j.model.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.nd4j.linalg.activations.IActivation;

/** What descriptions of several kinds have in common. */
final class Phrases {
  private Phrases() {}

  /** None for one that leaves numbers as they are. */
  static List<String> activation(IActivation function) {
    String name = function.toString();
    return name.equals("identity") ? List.of() : List.of(name.equals("relu") ? "ReLU" : name);
  }

  /** Its stride, if it is not the usual one, and its border. */
  static void window(List<String> words, int[] stride, int[] usual, ConvolutionMode mode) {
    if (!Arrays.equals(stride, usual)) {
      words.add("stride " + (stride[0] == stride[1] ? String.valueOf(stride[0]) : size(stride)));
    }
    if (mode == ConvolutionMode.Same) {
      words.add("same");
    }
  }

  static String pooling(String type) {
    return type.equals("AVG") ? "average" : type.toLowerCase(Locale.ROOT);
  }

  static String size(int[] sides) {
    return sides[0] + "x" + sides[1];
  }

  /** Without the last bits that 1 - p leaves. */
  static String number(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
