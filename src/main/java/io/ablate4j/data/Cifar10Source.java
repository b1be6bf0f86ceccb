package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Colour images in the binary format of <a
 * href="https://www.cs.toronto.edu/~kriz/cifar.html">CIFAR-10</a>: records of one label byte and
 * 3,072 pixel bytes (red, green and blue plane of 32x32) in {@code data_batch_1.bin} to {@code
 * data_batch_5.bin}, those that are there, and {@code test_batch.bin}; each plain or gzip, of any
 * number of records.
 */
public final class Cifar10Source implements DatasetSource {
  private static final InputShape SHAPE = InputShape.image(3, 32, 32);
  private static final int RECORD = 1 + SHAPE.size();
  private static final List<String> TRAINING =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin");
  private static final String TESTING = "test_batch.bin";
  private static final List<String> FOLDERS =
      List.of("cifar10", "cifar-10-batches-bin", "cifar10-subset");
  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /** For {@link java.util.ServiceLoader}. */
  public Cifar10Source() {}

  @Override
  public String id() {
    return "cifar10";
  }

  @Override
  public String description() {
    return "CIFAR-10, photographs of 10 kinds of things, 32x32 colour, 50,000 + 10,000 (binary"
        + " version)";
  }

  @Override
  public Set<String> options() {
    return Set.of(DataFiles.PATH);
  }

  /**
   * Reads all batches there are.
   *
   * @throws ProblemsException with every problem of all of them: no training or no test batch, an
   *     unreadable or empty file, damaged gzip, a size that is no multiple of 3,073 bytes, a label
   *     above 9, one class only
   */
  @Override
  public DataPool open(DatasetSpec spec, DataFolders folders) {
    List<String> names = new ArrayList<>(TRAINING);
    names.add(TESTING);
    Path folder =
        DataFiles.folderWith(
            spec,
            places(spec, folders),
            names,
            List.of("data_batch_1.bin to data_batch_5.bin (one is enough)", TESTING));
    List<Problem> problems = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    List<BytePool.Part> training = load(folder, TRAINING, contents, problems);
    List<BytePool.Part> testing = load(folder, List.of(TESTING), contents, problems);
    if (problems.isEmpty()) {
      requireTwoClasses(folder, training, problems);
    }
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    return new BytePool(SHAPE, CLASSES, training, testing, () -> DataFiles.checksum(contents));
  }

  private static List<Path> places(DatasetSpec spec, DataFolders folders) {
    if (spec.options().containsKey(DataFiles.PATH)) {
      return DataFiles.placesOfPath(spec, folders);
    }
    List<Path> places = new ArrayList<>();
    for (Path folder : folders.folders()) {
      FOLDERS.forEach(name -> places.add(folder.resolve(name)));
    }
    places.addAll(folders.folders());
    return places;
  }

  private static List<BytePool.Part> load(
      Path folder, List<String> names, List<byte[]> contents, List<Problem> problems) {
    List<BytePool.Part> parts = new ArrayList<>();
    boolean found = false;
    for (String name : names) {
      Optional<Path> file = DataFiles.find(folder, List.of(name));
      found |= file.isPresent();
      file.flatMap(f -> DataFiles.read(f, problems).flatMap(b -> part(f, b, problems)))
          .ifPresent(
              part -> {
                parts.add(part);
                contents.add(part.pixels());
              });
    }
    if (!found) {
      problems.add(
          DataFiles.at(
              folder,
              names.get(0) + " is missing, and so is " + names.get(0) + ".gz.",
              "copy it there, or point --data DIR or ABLATE4J_DATA to a folder with training and"
                  + " test batches."));
    }
    return parts;
  }

  private static Optional<BytePool.Part> part(Path file, byte[] bytes, List<Problem> problems) {
    if (bytes.length % RECORD != 0) {
      problems.add(
          DataFiles.at(
              file,
              file.getFileName()
                  + " has "
                  + bytes.length
                  + " bytes unpacked, which is no multiple of the "
                  + RECORD
                  + " bytes of a record.",
              "check that it is the binary version of CIFAR-10, or download it again."));
      return Optional.empty();
    }
    int[] labels = new int[bytes.length / RECORD];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = bytes[i * RECORD] & 0xff;
      if (labels[i] >= CLASSES.size()) {
        problems.add(
            DataFiles.at(
                file,
                "Label "
                    + labels[i]
                    + " of record "
                    + i
                    + " in "
                    + file.getFileName()
                    + " is not in 0 .. 9.",
                "check that it is CIFAR-10, not CIFAR-100, or download it again."));
        return Optional.empty();
      }
    }
    return Optional.of(new BytePool.Part(bytes, 1, RECORD, labels));
  }

  private static void requireTwoClasses(
      Path folder, List<BytePool.Part> training, List<Problem> problems) {
    int[] labels = training.stream().flatMapToInt(part -> Arrays.stream(part.labels())).toArray();
    if (Arrays.stream(labels).allMatch(label -> label == labels[0])) {
      problems.add(
          DataFiles.at(
              folder,
              "All "
                  + labels.length
                  + " training images are of class "
                  + CLASSES.get(labels[0])
                  + ", so there is nothing to tell apart.",
              "take batches with two classes or more."));
    }
  }
}
