package io.ablate4j.engine.compiled;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** All optimizers that have a loop; of how many parameters is known later. */
final class FusedUpdaters {
  private static final List<Known<?, IntFunction<FusedUpdater>>> ALL =
      List.of(
          new Known<>(Adam.class, adam -> Optional.of(count -> new FusedAdam(adam, count))),
          new Known<>(Sgd.class, sgd -> Optional.of(count -> new FusedSgd(sgd))),
          new Known<>(
              Nesterovs.class,
              nesterovs -> Optional.of(count -> new FusedNesterovs(nesterovs, count))),
          new Known<>(RmsProp.class, rms -> Optional.of(count -> new FusedRmsProp(rms, count))));

  private FusedUpdaters() {}

  /** The loop for an optimizer, if there is one. */
  static Optional<FusedUpdater> of(IUpdater updater, int parameters) {
    return Known.compile(ALL, updater).map(loop -> loop.apply(parameters));
  }
}
