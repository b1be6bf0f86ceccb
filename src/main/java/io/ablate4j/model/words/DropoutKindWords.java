package io.ablate4j.model.words;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * How dropouts of one class are described: a file each, and a line each in {@link #ALL}.
 *
 * @param <D> the class, subclasses included
 */
interface DropoutKindWords<D extends IDropout> {
  /** All that are known, subclasses before what they extend. */
  List<DropoutKindWords<?>> ALL =
      List.of(
          new StandardDropoutWords(),
          new SpatialDropoutWords(),
          new GaussianDropoutWords(),
          new ShiftingNoiseWords());

  /** The configurations it knows. */
  Class<D> dropout();

  /** Its kind and drop probability, one phrase. */
  String words(D dropout);

  /** A dropout in words; of a kind of a user's own nothing but its class is known here. */
  static String of(IDropout dropout) {
    return ALL.stream()
        .flatMap(kind -> words(kind, dropout).stream())
        .findFirst()
        .orElseGet(() -> dropout.getClass().getSimpleName());
  }

  private static <D extends IDropout> Optional<String> words(
      DropoutKindWords<D> kind, IDropout dropout) {
    return kind.dropout().isInstance(dropout)
        ? Optional.of(kind.words(kind.dropout().cast(dropout)))
        : Optional.empty();
  }

  /**
   * The probability in words. DL4J has no number where it has a schedule.
   *
   * @param schedule null for a constant rate
   */
  static String rate(double drop, ISchedule schedule) {
    return schedule == null ? Phrases.number(drop) : "by a schedule";
  }
}
