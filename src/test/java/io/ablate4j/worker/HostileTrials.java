package io.ablate4j.worker;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialFixtures;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.CellFixtures;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** Short trials, and the class path on which workers find hostile models. */
public final class HostileTrials {
  public static final DataFolders NO_FOLDERS = new DataFolders(List.of());
  public static final String CLASS_PATH =
      System.getProperty("java.class.path")
          + File.pathSeparator
          + Path.of("src", "test", "hostile").toAbsolutePath();

  private static final DatasetSpec FEW = new DatasetSpec("glyphs", 20, 10, 10, new TreeMap<>());

  private HostileTrials() {}

  public static Trial of(String model, Regularization arm, int epochs) {
    return of(model, arm, epochs, 1);
  }

  public static Trial of(String model, Regularization arm, int epochs, long seed) {
    return TrialFixtures.trial(
        CellFixtures.cell(model, arm.name(), 10, 1e-3, epochs),
        seed,
        arm,
        FEW,
        Datasets.onClassPath().get("glyphs").open(FEW, NO_FOLDERS).checksum(),
        Optimizer.DEFAULT,
        EngineChoice.FAST,
        25,
        List.of());
  }
}
