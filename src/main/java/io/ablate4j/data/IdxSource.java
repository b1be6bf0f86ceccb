package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Grey images in the IDX format of the <a href="http://yann.lecun.com/exdb/mnist/">MNIST
 * database</a>: four files, each plain or gzip, of any number of images of any size.
 *
 * <p>They are looked for in the folder of option {@code path} or, without it, in the folder named
 * like the source in each data folder and then in the data folders themselves.
 */
public abstract sealed class IdxSource implements DatasetSource
    permits MnistSource, FashionMnistSource, KmnistSource, EmnistLettersSource {
  private static final int IMAGES_MAGIC = 0x00000803;
  private static final int LABELS_MAGIC = 0x00000801;
  private static final int IMAGES_HEADER = 16;
  private static final int LABELS_HEADER = 8;

  // All have the same file names, so a folder named after one of them holds no other.
  private static final Set<String> IDS =
      Set.of(MnistSource.ID, FashionMnistSource.ID, KmnistSource.ID, EmnistLettersSource.ID);

  private final String id;
  private final List<String> classNames;
  private final int firstLabel;
  private final boolean transposed;

  /**
   * @param id name in study files and of the folder
   * @param classNames of labels 0, 1, ...
   */
  protected IdxSource(String id, List<String> classNames) {
    this(id, classNames, 0, false);
  }

  /**
   * @param id name in study files and of the folder
   * @param classNames of labels firstLabel, firstLabel + 1, ...
   * @param firstLabel the files' label of the first class
   * @param transposed whether the files have columns of pixels one after the other, and not rows
   */
  IdxSource(String id, List<String> classNames, int firstLabel, boolean transposed) {
    this.id = id;
    this.classNames = List.copyOf(classNames);
    this.firstLabel = firstLabel;
    this.transposed = transposed;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final Set<String> options() {
    return Set.of(DataFiles.PATH);
  }

  /**
   * Reads all four files.
   *
   * @throws ProblemsException with every problem of all of them: a missing, unreadable, truncated
   *     or overlong file, damaged gzip, a wrong magic number, no images, an image size of 0, labels
   *     out of range or of one class only, counts or sizes that differ
   */
  @Override
  public final DataPool open(DatasetSpec spec, DataFolders folders) {
    List<String> names = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String set : List.of("train", "t10k")) {
      for (String kind : List.of("images", "labels")) {
        names.addAll(names(set, kind));
        expected.add(names(set, kind).get(0));
      }
    }
    Path folder = DataFiles.folderWith(spec, places(spec, folders), names, expected);
    List<Problem> problems = new ArrayList<>();
    Optional<Loaded> train = load(folder, "train", problems);
    Optional<Loaded> test = load(folder, "t10k", problems);
    if (train.isPresent() && test.isPresent()) {
      compareShapes(train.get(), test.get(), problems);
    }
    train.ifPresent(loaded -> requireTwoClasses(loaded, problems));
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    Loaded training = train.orElseThrow();
    Loaded testing = test.orElseThrow();
    return new BytePool(
        training.images().shape(),
        classNames,
        List.of(part(training)),
        List.of(part(testing)),
        () ->
            DataFiles.checksum(
                List.of(
                    training.images().bytes(),
                    training.labels().bytes(),
                    testing.images().bytes(),
                    testing.labels().bytes())));
  }

  private List<Path> places(DatasetSpec spec, DataFolders folders) {
    if (spec.options().containsKey(DataFiles.PATH)) {
      return DataFiles.placesOfPath(spec, folders);
    }
    List<Path> places = new ArrayList<>();
    folders.folders().forEach(folder -> places.add(folder.resolve(id)));
    folders.folders().stream().filter(this::mayHoldFiles).forEach(places::add);
    return places;
  }

  private boolean mayHoldFiles(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return name.equals(id) || !IDS.contains(name);
  }

  private List<String> names(String set, String kind) {
    String ending = kind.equals("images") ? "idx3-ubyte" : "idx1-ubyte";
    String plain = set + "-" + kind + "-" + ending;
    String own = id + "-" + (set.equals("t10k") ? "test" : set) + "-" + kind + "-" + ending;
    return List.of(plain, set + "-" + kind + "." + ending, own);
  }

  private Optional<Loaded> load(Path folder, String set, List<Problem> problems) {
    Optional<Images> images =
        file(folder, names(set, "images"), problems)
            .flatMap(
                file ->
                    DataFiles.read(file, IdxSource::imageBytes, problems)
                        .flatMap(b -> images(file, b, problems)));
    Optional<Labels> labels =
        file(folder, names(set, "labels"), problems)
            .flatMap(
                file ->
                    DataFiles.read(file, IdxSource::labelBytes, problems)
                        .flatMap(b -> labels(file, b, problems)));
    if (images.isEmpty() || labels.isEmpty()) {
      return Optional.empty();
    }
    Loaded loaded = new Loaded(images.get(), labels.get());
    if (images.get().count() != labels.get().values().length) {
      problems.add(
          DataFiles.at(
              images.get().file(),
              images.get().file().getFileName()
                  + " has "
                  + images.get().count()
                  + " images, but "
                  + labels.get().file().getFileName()
                  + " has "
                  + labels.get().values().length
                  + " labels.",
              "take both files from the same download."));
    }
    return Optional.of(loaded);
  }

  private static Optional<Path> file(Path folder, List<String> names, List<Problem> problems) {
    Optional<Path> file = DataFiles.find(folder, names);
    if (file.isEmpty()) {
      problems.add(
          DataFiles.at(
              folder,
              names.get(0) + " is missing, and so is " + names.get(0) + ".gz.",
              "copy it there, or point --data DIR or ABLATE4J_DATA to a folder with all four"
                  + " files."));
    }
    return file;
  }

  private static Optional<Images> images(Path file, byte[] bytes, List<Problem> problems) {
    if (!startsAsIdx(file, bytes, IMAGES_MAGIC, IMAGES_HEADER, "images", problems)) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    long count = Integer.toUnsignedLong(header.getInt(4));
    long height = Integer.toUnsignedLong(header.getInt(8));
    long width = Integer.toUnsignedLong(header.getInt(12));
    if (height == 0 || width == 0) {
      problems.add(
          DataFiles.at(
              file,
              file.getFileName() + " says that its images are " + height + "x" + width + " pixels.",
              "copy or download it again."));
      return Optional.empty();
    }
    String content = count + " images of " + height + "x" + width;
    long pixels = bytes.length - (long) IMAGES_HEADER;
    // By division, because the product of three numbers of 32 bits may not fit into 64.
    boolean whole = pixels % height == 0 && pixels / height % width == 0;
    boolean fits = whole && pixels / height / width == count;
    if (!isComplete(file, bytes, fits, count, content, problems)) {
      return Optional.empty();
    }
    InputShape shape = InputShape.image(1, (int) height, (int) width);
    return Optional.of(new Images(file, bytes, (int) count, shape));
  }

  private Optional<Labels> labels(Path file, byte[] bytes, List<Problem> problems) {
    if (!startsAsIdx(file, bytes, LABELS_MAGIC, LABELS_HEADER, "labels", problems)) {
      return Optional.empty();
    }
    long count = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(4));
    boolean fits = count == bytes.length - (long) LABELS_HEADER;
    if (!isComplete(file, bytes, fits, count, count + " labels", problems)) {
      return Optional.empty();
    }
    int[] values = new int[(int) count];
    for (int i = 0; i < values.length; i++) {
      int label = bytes[LABELS_HEADER + i] & 0xff;
      values[i] = label - firstLabel;
      if (values[i] < 0 || values[i] >= classNames.size()) {
        problems.add(strangeLabel(file, bytes, label, i));
        return Optional.empty();
      }
    }
    return Optional.of(new Labels(file, bytes, values));
  }

  private Problem strangeLabel(Path file, byte[] bytes, int label, int image) {
    int least = 255;
    int most = 0;
    for (int i = LABELS_HEADER; i < bytes.length; i++) {
      least = Math.min(least, bytes[i] & 0xff);
      most = Math.max(most, bytes[i] & 0xff);
    }
    String wrong =
        "Label "
            + label
            + " of image "
            + image
            + " in "
            + file.getFileName()
            + " is not in "
            + firstLabel
            + " .. "
            + (firstLabel + classNames.size() - 1);
    if (least == 1 && most == 26) {
      return DataFiles.at(
          file,
          wrong + "; the labels go from 1 to 26, as those of EMNIST letters do.",
          "use dataset.source " + EmnistLettersSource.ID + " with this path.");
    }
    if (least == 1 && firstLabel == 0) {
      return DataFiles.at(
          file,
          wrong + "; the labels go from 1 to " + most + ".",
          "subtract 1 from all labels, if there are " + classNames.size() + " classes in it.");
    }
    return DataFiles.at(
        file,
        wrong + ".",
        "check that it is %s (labels here go from %d to %d), or download it again."
            .formatted(id, least, most));
  }

  private static boolean startsAsIdx(
      Path file, byte[] bytes, int magic, int header, String what, List<Problem> problems) {
    if (bytes.length >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt(0) != magic) {
      problems.add(
          DataFiles.at(
              file,
              String.format(
                  Locale.ROOT,
                  "%s starts with the magic number 0x%08x; a file of IDX %s starts with 0x%08x.",
                  file.getFileName(),
                  ByteBuffer.wrap(bytes).getInt(0),
                  what,
                  magic),
              "check that images and labels were not swapped, or download it again."));
      return false;
    }
    if (bytes.length < header) {
      problems.add(
          DataFiles.at(
              file,
              file.getFileName()
                  + " is truncated: it has "
                  + bytes.length
                  + " bytes unpacked, its header alone takes "
                  + header
                  + ".",
              "copy or download it again."));
      return false;
    }
    return true;
  }

  private static boolean isComplete(
      Path file, byte[] bytes, boolean fits, long count, String content, List<Problem> problems) {
    if (count == 0) {
      problems.add(
          DataFiles.at(
              file, file.getFileName() + " says it has " + content + ".", "download it again."));
      return false;
    }
    if (!fits) {
      problems.add(
          DataFiles.at(
              file,
              file.getFileName()
                  + " has "
                  + bytes.length
                  + " bytes unpacked, which is truncated or too long for the "
                  + content
                  + " it announces.",
              "copy or download it again."));
    }
    return fits;
  }

  private static void compareShapes(Loaded train, Loaded test, List<Problem> problems) {
    if (!train.images().shape().equals(test.images().shape())) {
      problems.add(
          DataFiles.at(
              test.images().file(),
              "Test images of "
                  + test.images().shape()
                  + " do not go with training images of "
                  + train.images().shape()
                  + ".",
              "take all four files from the same download."));
    }
  }

  private void requireTwoClasses(Loaded train, List<Problem> problems) {
    int[] labels = train.labels().values();
    if (Arrays.stream(labels).allMatch(label -> label == labels[0])) {
      problems.add(
          DataFiles.at(
              train.labels().file(),
              "All "
                  + labels.length
                  + " training labels are "
                  + (labels[0] + firstLabel)
                  + ", so there is nothing to tell apart.",
              "take a file with two classes or more."));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // a view on the bytes, never compared
  private record Images(Path file, byte[] bytes, int count, InputShape shape) {}

  @SuppressWarnings("ArrayRecordComponent") // a view on the bytes, never compared
  private record Labels(Path file, byte[] bytes, int[] values) {}

  private record Loaded(Images images, Labels labels) {}

  private BytePool.Part part(Loaded loaded) {
    byte[] bytes = loaded.images().bytes();
    InputShape shape = loaded.images().shape();
    if (transposed) {
      bytes = bytes.clone();
      for (int i = 0; i < loaded.images().count(); i++) {
        int at = IMAGES_HEADER + i * shape.size();
        for (int p = 0; p < shape.size(); p++) {
          int column = p % shape.width();
          int row = p / shape.width();
          bytes[at + p] = loaded.images().bytes()[at + column * shape.height() + row];
        }
      }
    }
    return new BytePool.Part(bytes, IMAGES_HEADER, shape.size(), loaded.labels().values());
  }

  /** What a header of images promises; as much as there may be where it is none. */
  private static long imageBytes(byte[] head) {
    if (head.length < IMAGES_HEADER || ByteBuffer.wrap(head).getInt(0) != IMAGES_MAGIC) {
      return DataFiles.MOST_BYTES;
    }
    long bytes = 1;
    for (int at = 4; at < IMAGES_HEADER; at += Integer.BYTES) {
      bytes =
          Math.min(DataFiles.MOST_BYTES, bytes)
              * Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt(at));
    }
    return Math.min(DataFiles.MOST_BYTES, bytes) + IMAGES_HEADER;
  }

  private static long labelBytes(byte[] head) {
    if (head.length < LABELS_HEADER || ByteBuffer.wrap(head).getInt(0) != LABELS_MAGIC) {
      return DataFiles.MOST_BYTES;
    }
    return LABELS_HEADER + Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt(4));
  }
}
