package io.ablate4j.regularization;

import io.ablate4j.layer.ShiftingNoise;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/**
 * Noise behind every batch norm whose distribution changes at each training step (Santurkar et al.
 * 2018, arXiv:1805.11604, section 2.2); off at inference. See {@link ShiftingNoise} for what is
 * drawn.
 *
 * @param shift largest size of the shift that a channel draws at a step, from 0 up
 * @param scale the scale that a channel draws lies between 1 and this one, above 0
 * @param spread how much the examples of a channel differ from what it drew, from 0 up
 */
public record Noise(double shift, double scale, double spread) implements Part {
  /** The key in a regularization's definition. */
  public static final String KEY = "noise";

  private static final String AFTER = "after";
  private static final String BATCH_NORM = "batch-norm";
  private static final String NOISE_KIND = "kind";
  private static final String SHIFTING = "shifting";
  private static final String SHIFT = "shift";
  private static final String SCALE = "scale";
  private static final String SPREAD = "spread";

  /** As in the paper's appendix: it calls them n_mu, n_sigma, and r_mu and r_sigma. */
  private static final double USUAL_SHIFT = .5;

  private static final double USUAL_SCALE = 1.25;
  private static final double USUAL_SPREAD = .1;

  public Noise {
    check(SHIFT, shift, shift >= 0, "from 0 up", USUAL_SHIFT);
    check(SCALE, scale, scale > 0, "above 0", USUAL_SCALE);
    check(SPREAD, spread, spread >= 0, "from 0 up", USUAL_SPREAD);
  }

  private static void check(String key, double value, boolean isFine, String range, double usual) {
    if (!isFine || Double.isInfinite(value)) {
      throw ProblemsException.of(
          "noise " + key + " " + value + " is not a number " + range + ".",
          "use " + usual + ", the default.");
    }
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public SortedMap<String, Object> settings() {
    SortedMap<String, Object> settings = new TreeMap<>();
    settings.put(AFTER, BATCH_NORM);
    settings.put(NOISE_KIND, SHIFTING);
    settings.put(SHIFT, shift);
    settings.put(SCALE, scale);
    settings.put(SPREAD, spread);
    return settings;
  }

  @Override
  public String inWords() {
    return "noise after batch norm that draws a shift of up to "
        + shift
        + " and a scale of up to "
        + scale
        + " for each channel at each step, spread "
        + spread;
  }

  @Override
  public boolean changesNothing() {
    return shift == 0 && scale == 1 && spread == 0;
  }

  @Override
  public void weave(Weaving network) {
    if (changesNothing()) {
      return;
    }
    List<Site> normed = network.norms(Selector.ALL).stream().filter(network::isNormed).toList();
    if (normed.isEmpty()) {
      network.complain(
          "noise after batch norm, but no layer has one.",
          "add batchNorm: true, or leave noise out.");
    }
    for (Site site : normed) {
      network.put(
          site,
          Slot.AFTER_NORM,
          new DropoutLayer.Builder(new ShiftingNoise(shift, scale, spread)).build(),
          "noise",
          "shifting noise");
    }
  }

  @Override
  public Optional<String> lackingInStock() {
    return Optional.of("noise that shifts");
  }

  /** How it is read. */
  public static final class Kind implements PartKind {
    private static final String EXAMPLE = "{ after: batch-norm, kind: shifting }";

    @Override
    public String key() {
      return KEY;
    }

    @Override
    public String description() {
      return "noise: { after: batch-norm, kind: shifting, shift: 0.5, scale: 1.25, spread: 0.1 };"
          + " each channel draws a shift and a scale at each training step, and each example its"
          + " own around them";
    }

    @Override
    public Optional<Part> read(Setting value) {
      return value.mapping(EXAMPLE).flatMap(Kind::read);
    }

    private static Optional<Part> read(Setting.Settings keys) {
      keys.allowOnly(List.of(AFTER, NOISE_KIND, SHIFT, SCALE, SPREAD));
      boolean isHere = isThere(keys, AFTER, BATCH_NORM);
      boolean isKnown = isThere(keys, NOISE_KIND, SHIFTING);
      Optional<Double> shift =
          PartReading.number(keys, SHIFT, USUAL_SHIFT, s -> new Noise(s, 1, 0));
      Optional<Double> scale =
          PartReading.number(keys, SCALE, USUAL_SCALE, s -> new Noise(0, s, 0));
      Optional<Double> spread =
          PartReading.number(keys, SPREAD, USUAL_SPREAD, s -> new Noise(0, 1, s));
      return isHere && isKnown && shift.isPresent() && scale.isPresent() && spread.isPresent()
          ? Optional.of(new Noise(shift.get(), scale.get(), spread.get()))
          : Optional.empty();
    }

    /** The only word that there is so far need not be said. */
    private static boolean isThere(Setting.Settings keys, String key, String only) {
      return keys.get(key).isEmpty() || keys.get(key).get().oneOf(List.of(only)).isPresent();
    }
  }
}
