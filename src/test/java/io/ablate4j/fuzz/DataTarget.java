package io.ablate4j.fuzz;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataPool;
import io.ablate4j.data.DatasetSource;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/** Files of a data source, one of them made wrong. */
abstract class DataTarget implements FuzzTarget {
  private final DatasetSource source;

  DataTarget(String source) {
    this.source = Datasets.onClassPath().get(source);
  }

  /** A wrong version of a file's content. */
  abstract byte[] mutate(byte[] content, byte[] other, RandomGenerator random);

  /** Options that go with it. */
  FuzzInput options(FuzzInput input, RandomGenerator random) {
    return input;
  }

  @Override
  public FuzzInput mutate(FuzzInput seed, RandomGenerator random) {
    List<String> names = new ArrayList<>(seed.files().keySet());
    String file = names.get(random.nextInt(names.size()));
    byte[] other = seed.files().get(names.get(random.nextInt(names.size())));
    byte[] changed = mutate(seed.files().get(file), other, random);
    return options(seed.with(file, changed), random);
  }

  /** Packed, as nearly all readers unpack what is; sometimes damaged on top. */
  static byte[] sometimesPacked(byte[] content, ByteMutator bytes, RandomGenerator random) {
    int choice = random.nextInt(24);
    if (choice > 1) {
      return content;
    }
    try (ByteArrayOutputStream packed = new ByteArrayOutputStream()) {
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(content);
      }
      byte[] gzip = packed.toByteArray();
      return choice == 0 ? gzip : bytes.mutate(gzip, content, random);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void read(Path folder, FuzzInput input) {
    DatasetSpec spec = new DatasetSpec(source.id(), 1, 1, 1, input.options());
    DataPool pool = source.open(spec, new DataFolders(List.of(folder)));
    float[] features = new float[pool.shape().size()];
    for (boolean test : new boolean[] {false, true}) {
      int size = test ? pool.testSize() : pool.trainingSize();
      for (int index = 0; index < size; index++) {
        pool.copyFeatures(test, index, features, 0);
        int label = pool.label(test, index);
        if (label < 0 || label >= pool.classNames().size()) {
          throw new AssertionError("label " + label + " of " + pool.classNames().size());
        }
        for (float feature : features) {
          if (!Float.isFinite(feature)) {
            throw new AssertionError("a feature that is " + feature);
          }
        }
      }
    }
    if (!pool.checksum().matches("[0-9a-f]{64}")) {
      throw new AssertionError("no checksum: " + pool.checksum());
    }
    pool.notices();
  }
}
