package io.ablate4j.engine.compiled;

import io.ablate4j.layer.ShiftingNoise;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;

/** All kinds of dropout and noise that the compiler knows; at a constant rate alone. */
final class Masks {
  private static final List<Known<?, Mask>> ALL =
      List.of(
          new Known<>(
              org.deeplearning4j.nn.conf.dropout.Dropout.class,
              drop -> constant(drop.getPSchedule(), new NumberMask(drop.getP()))),
          new Known<>(
              SpatialDropout.class,
              drop -> constant(drop.getPSchedule(), new ChannelMask(drop.getP()))),
          new Known<>(
              GaussianDropout.class,
              drop ->
                  constant(
                      drop.getRateSchedule(),
                      new NormalMask(Math.sqrt(drop.getRate() / (1 - drop.getRate()))))),
          new Known<>(
              ShiftingNoise.class,
              noise ->
                  Optional.of(
                      new ShiftMask(noise.getShift(), noise.getScale(), noise.getSpread()))));

  private Masks() {}

  private static Optional<Mask> constant(Object schedule, Mask mask) {
    return schedule == null ? Optional.of(mask) : Optional.empty();
  }

  /** The mask of a dropout of DL4J's or ours; empty if there is none. */
  static Optional<Mask> of(IDropout dropout) {
    return Known.compile(ALL, dropout);
  }
}
